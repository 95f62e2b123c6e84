"""Two files side by side: one line for each figure, in order, with who and what follows from it."""

from __future__ import annotations

import itertools
import json
import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import pytest

from core.compare import WHOLE_ROW, compare
from core.document import Document
from core.edits import register
from core.edits.definisi import copy_definisi, edit_definisi
from core.edits.isian import fill_in, set_target
from core.edits.periode import set_tanggal_lembar
from core.edits.profil import save_penandatangan, set_profil
from core.errors import InputError
from core.model.change import Change, DeleteRow, InsertRow, SetValue
from core.model.journal import Merge
from core.model.perbandingan import Beda, Kunci, Perbandingan
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER, Row, without_id
from tests.core.files import new_file, opened
from ui import comparison_text

Q1, Q2, Q3, Q4 = (Periode(2025, n) for n in range(1, 5))
YEAR = Periode(2025, TAHUNAN)
Edit = Callable[[Document], Change]


def copied(path: Path) -> Path:
    """A copy of the file, as the Explorer makes one."""
    return Path(shutil.copy(path, path.with_name(f"salinan dari {path.name}")))


def edited(path: Path, *edits: Edit, oleh: str = "Uji", waktu: str = "2026-01-02T03:04:05") -> Path:
    """The file after the edits of somebody at some time."""
    with opened(path) as doc:
        doc.environment = doc.environment._replace(oleh=oleh, clock=lambda: waktu)
        for edit in edits:
            doc.apply(edit(doc))
    return path


@contextmanager
def both(a: Path, b: Path) -> Iterator[tuple[Document, Document]]:
    with opened(a, read_only=True) as one, opened(b, read_only=True) as other:
        yield one, other


def compared(a: Path, b: Path) -> Perbandingan:
    with both(a, b) as (one, other):
        return compare(one, other)


def lines(found: Perbandingan) -> list[tuple[str, str, str, str, str]]:
    return [
        (each.periode.singkat if each.periode else "", each.tab, each.nama, each.a, each.b)
        for each in found.beda
    ]


def filled(kunci: str, text: str, periode: Periode = Q2) -> Edit:
    return lambda doc: fill_in(doc, periode, kunci, text)


def first_media(doc: Document, number: int = 0, periode: Periode = Q2) -> str:
    return list(doc.register("media", periode))[number]


def ticked(kolom: str, value: int | None, number: int = 0) -> Edit:
    return lambda doc: register.set_cells(
        doc, "media", Q2, [first_media(doc, number)], kolom, value
    )


# What is a difference


def test_equal_files_differ_in_nothing(path: Path) -> None:
    found = compared(path, copied(path))
    assert found.beda == ()
    assert found.dampak == ()
    assert found.berkas_sama


def test_an_edit_taken_back_is_no_difference(path: Path) -> None:
    other = copied(path)
    edited(other, filled("spbe.indikator.32", "5"), filled("spbe.indikator.32", "3"))
    assert compared(path, other).beda == ()


def test_files_of_two_documents_are_compared_all_the_same(path: Path, tmp_path: Path) -> None:
    other = new_file(tmp_path, "lain.sqlite")
    edited(other, lambda doc: Change("", (SetValue("profil", "profil", "berkas_id",
           doc.profil.berkas_id, "dokumen-lain"),)))  # fmt: skip
    found = compared(path, other)
    assert not found.berkas_sama
    assert len(found.beda) > 100
    assert not any(each.kunci.kolom == "berkas_id" for each in found.beda)


def test_one_line_for_each_figure(path: Path) -> None:
    other = edited(
        copied(path),
        filled("spbe.indikator.32", "5"),
        filled("spbe.resmi_nomor", "123/2025"),
        lambda doc: set_target(doc, Q2, "spbe", "3,1", "Baik sekali"),
        lambda doc: set_target(doc, Q2, "layanan", ""),
        lambda doc: set_tanggal_lembar(doc, Q2, "5 Juli 2025"),
        ticked("aktif", None),
        lambda doc: register.set_cell(doc, "media", Q2, first_media(doc), "alamat", "di sini"),
        lambda doc: register.delete_rows(doc, "media", Q2, [first_media(doc, 1)]),
        lambda doc: register.add_rows(doc, "media", Q2, [{"nama": "Radio", "aktif": 1}]),
    )
    with opened(path) as doc:
        rows = list(doc.register("media", Q2).values())
        target = str(doc.rows("target")["2025-tw2/layanan"]["nilai"]).replace(".", ",")
        tanggal = doc.tanggal_lembar(Q2)
    assert tanggal is not None
    one, two = (str(row["nama"]) for row in rows[:2])
    kominfo = ("TW II 2025", "Pelayanan kominfo")
    assert lines(compared(path, other)) == [
        ("TW II 2025", "SPBE", "Tingkat indikator 32", "3", "5"),
        ("TW II 2025", "SPBE", "Nomor keputusan", "belum diisi", "123/2025"),
        ("TW II 2025", "SPBE", "Target SPBE", "2,6", "3,1 (pada lembar: Baik sekali)"),
        (*kominfo, f"Media “{one}”: Alamat", str(rows[0]["alamat"]), "di sini"),
        (*kominfo, f"Media “{one}”: Aktif", "Ya", "belum diisi"),
        (*kominfo, f"Media “{two}”",
         f"Jenis: {rows[1]['jenis']}; Alamat: {rows[1]['alamat']}; Aktif: Ya", "tidak ada"),
        (*kominfo, "Media “Radio”", "tidak ada", "Aktif: Ya"),
        (*kominfo, "Target Pelayanan kominfo", target, "belum diisi"),
        ("TW II 2025", "Lembar", "Tanggal lembar", "10 Juli 2025", "5 Juli 2025"),
    ]  # fmt: skip


def test_keys_are_whole_rows_or_columns(path: Path) -> None:
    other = edited(
        copied(path), filled("spbe.indikator.32", "5"), ticked("aktif", 0),
        lambda doc: register.delete_rows(doc, "media", Q2, [first_media(doc, 1)]),
    )  # fmt: skip
    with opened(path) as doc:
        media, gone = first_media(doc), first_media(doc, 1)
        row = doc.register("media", Q2)[gone]
    found = {each.kunci: each for each in compared(path, other).beda}
    assert set(found) == {
        Kunci("isian", "2025-tw2/spbe.indikator.32", None),
        Kunci("media", media, "aktif"),
        Kunci("media", gone, None),
    }
    assert found[Kunci("media", media, "aktif")].nilai_a == 1
    assert found[Kunci("media", media, "aktif")].nilai_b == 0
    assert found[Kunci("media", gone, None)].nilai_a == row
    assert found[Kunci("media", gone, None)].nilai_b is None


def test_a_row_is_the_same_row_whatever_its_name_and_place(path: Path) -> None:
    other = edited(
        copied(path),
        lambda doc: register.set_cell(doc, "media", Q2, first_media(doc), "nama", "Nama baru"),
    )
    ((_, _, nama, _, baru),) = lines(compared(path, other))
    assert nama.endswith(": Nama")
    assert baru == "Nama baru"


def test_the_same_name_put_in_twice_is_two_rows(path: Path) -> None:
    def put_in(doc: Document) -> Change:
        nilai: Row = {"periode_id": Q2.id, "urutan": 99, "nama": "Radio", "jenis": "", "alamat": ""}
        new_id = "di-sini" if doc.path == path else "di-sana"
        row = InsertRow("media", new_id, {**nilai, "aktif": 1, "keterangan": ""})
        return Change("Baris media ditambahkan", (row,))

    other = edited(copied(path), put_in)
    edited(path, put_in)
    shown = [line[2:] for line in lines(compared(path, other))]
    assert sorted(shown) == [
        ("Media “Radio”", "Aktif: Ya", "tidak ada"),
        ("Media “Radio”", "tidak ada", "Aktif: Ya"),
    ]


def renumbered(order: Sequence[int]) -> Edit:
    """The rows of the media in this order, with numbers that leave gaps."""

    def edit(doc: Document) -> Change:
        rows = list(doc.register("media", Q2).values())
        butir = [
            SetValue("media", str(rows[old]["id"]), "urutan", rows[old]["urutan"], 1000 + 10 * new)
            for new, old in enumerate(order)
        ]
        return Change("Urutan diubah", tuple(butir))

    return edit


def test_new_numbers_in_the_same_order_are_no_difference(path: Path) -> None:
    with opened(path) as doc:
        count = len(doc.register("media", Q2))
    other = edited(copied(path), renumbered(range(count)))
    assert compared(path, other).beda == ()


def test_another_order_is_one_line(path: Path) -> None:
    with opened(path) as doc:
        rows = list(doc.register("media", Q2).values())
    order = [*range(1, len(rows)), 0]
    other = edited(copied(path), renumbered(order))
    ((_, _, nama, before, after),) = lines(compared(path, other))
    assert (nama, before) == (f"Media “{rows[0]['nama']}”: Urutan", "ke-1")
    assert after == f"ke-{len(rows)}"


def test_a_period_without_a_date_is_nothing_to_see(path: Path) -> None:
    nilai = {"tahun": 2030, "triwulan": 1, "tanggal_lembar": None}
    row = InsertRow("periode", "2030-tw1", nilai)
    other = edited(copied(path), lambda doc: Change("", (row,)))
    assert compared(path, other).beda == ()


def test_a_definition_that_is_new_is_one_line(path: Path) -> None:
    other = edited(
        copied(path), lambda doc: copy_definisi(doc, "spbe-59-2020", "Skema 2027", 2027, None)
    )
    assert lines(compared(path, other)) == [
        ("", "SPBE", "Definisi PermenPANRB 59/2020: berlaku sampai tahun", "seterusnya", "2026"),
        ("", "SPBE", "Definisi Skema 2027", "tidak ada", "ada"),
    ]
    assert {line[3:] for line in lines(compared(other, path))} == {
        ("2026", "seterusnya"),
        ("ada", "tidak ada"),
    }


def reworded(kode: str, changes: Mapping[str, str]) -> Edit:
    """A definition with other values of its own columns; "kode:kolom" names one of a part."""

    def edit(doc: Document) -> Change:
        row = {**doc.rows("definisi")[kode]}
        parts = [{**part} for part in doc.bagian_rows(kode)]
        for name, value in changes.items():
            part, _, kolom = name.rpartition(":")
            own = next((p for p in parts if p["kode"] == part), row)
            own[kolom] = value
        return edit_definisi(doc, kode, row, parts, doc.pita_rows(kode))

    return edit


def test_definitions_stand_after_the_periods_and_settings_last(path: Path) -> None:
    signatory = {"nama": "SITI", "nip": "", "pangkat": "", "jabatan": "Kepala", "status": ""}
    other = edited(
        copied(path),
        lambda doc: set_profil(doc, {"alamat": "Jalan Merdeka 1"}),
        lambda doc: save_penandatangan(doc, None, {**signatory, "mulai": "", "selesai": ""}),
        reworded("layanan-2018", {"satuan": "persen", "media:nama": "Diseminasi"}),
        filled("keamanan.keterangan", "catatan", Q4),
        filled("spbe.keterangan", "catatan", Q4),
        filled("spbe.indikator.33", "5", Q3),
        filled("spbe.indikator.47", "5", Q1),
        filled("spbe.indikator.32", "5", Q1),
        lambda doc: set_target(doc, YEAR, "spbe", "3"),
    )
    definisi = "Definisi Lembar IKU April 2023"
    assert [line[:3] for line in lines(compared(path, other))] == [
        ("TW I 2025", "SPBE", "Tingkat indikator 32"),
        ("TW I 2025", "SPBE", "Tingkat indikator 47"),
        ("TW III 2025", "SPBE", "Tingkat indikator 33"),
        ("TW IV 2025", "SPBE", "Keterangan"),
        ("TW IV 2025", "Keamanan informasi", "Keterangan"),
        ("Tahun 2025", "SPBE", "Target SPBE"),
        ("", "Pelayanan kominfo", f"{definisi}: satuan"),
        ("", "Pelayanan kominfo", f"{definisi}: nama rasio “Diseminasi informasi”"),
        ("", "Pengaturan", "Profil instansi: alamat"),
        ("", "Pengaturan", "Penandatangan SITI"),
    ]


# Laws, on random histories


def random_edits(seed: int, count: int) -> list[Edit]:
    """Edits of every kind; those that the file refuses are left out when they are made."""
    chance = random.Random(seed)

    def one(doc: Document) -> Change:
        periode = chance.choice((Q1, Q2, Q3, Q4))
        kode = chance.choice(list(REGISTER))
        rows = list(doc.register(kode, periode))
        kriteria = chance.choice(REGISTER[kode].kriteria)
        text = chance.choice(("", "1", "2", "4", "5"))
        verbs: list[Callable[[], Change]] = [
            lambda: fill_in(doc, periode, f"spbe.indikator.{chance.randint(32, 47)}", text),
            lambda: fill_in(doc, periode, "layanan.keterangan", text),
            lambda: set_target(doc, periode, "statistik", text),
            lambda: register.add_rows(doc, kode, periode, [{"nama": f"Baris {text}"}]),
            lambda: register.delete_rows(doc, kode, periode, [chance.choice(rows)]),
            lambda: register.set_cells(doc, kode, periode, rows[:2], kriteria, 0),
            lambda: set_tanggal_lembar(doc, periode, f"{text or '3'} Juli 2025"),
        ]
        return chance.choice(verbs)()

    return [one] * count


def ids(start: str) -> Callable[[], str]:
    """Names for new rows that no other copy gives."""
    numbers = itertools.count()
    return lambda: f"{start}-{next(numbers)}"


def differing_cells(a: Document, b: Document) -> set[Kunci]:
    """Every cell that differs, as plainly as it can be put."""
    cells: set[Kunci] = set()
    for table, rows in a.all_rows().items():
        others = b.all_rows()[table]
        for row_id in {*rows, *others}:
            one, other = rows.get(row_id, {}), others.get(row_id, {})
            cells |= {
                Kunci(table, row_id, column)
                for column in {*one, *other}
                if one.get(column) != other.get(column) and column not in ("id", "urutan")
            }
    return cells


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_left_out_and_both_sides_say_the_same(path: Path, seed: int) -> None:
    other = copied(path)
    for target, own in ((path, seed), (other, seed + 100)):
        with opened(target) as doc:
            doc.environment = doc.environment._replace(new_id=ids(f"baru-{own}"))
            for edit in random_edits(own, 25):
                try:
                    doc.apply(edit(doc))
                except InputError:
                    continue
    with both(path, other) as (a, b):
        there, back = compare(a, b), compare(b, a)
        cells = differing_cells(a, b)
    keys = {each.kunci for each in there.beda}
    assert len(keys) == len(there.beda) > 10
    for cell in cells:
        whole = Kunci(cell.tabel, cell.baris, None)
        assert cell in keys or whole in keys, cell
    for key in keys:
        if key.kolom is None:
            assert any(cell[:2] == key[:2] for cell in cells), key
            assert key.tabel in WHOLE_ROW or None in _stored(there, key), key
        else:
            assert key in cells or key.kolom == "urutan", key
    assert [each.kunci for each in back.beda] == [each.kunci for each in there.beda]
    for one, two in zip(there.beda, back.beda, strict=True):
        assert (one.nilai_a, one.nilai_b) == (two.nilai_b, two.nilai_a)
        assert (one.jejak_a, one.jejak_b) == (two.jejak_b, two.jejak_a)
        assert one.a != one.b
    assert [(d.a, d.b) for d in there.dampak] == [(d.b, d.a) for d in back.dampak]


def _stored(found: Perbandingan, key: Kunci) -> tuple[object, object]:
    return next((each.nilai_a, each.nilai_b) for each in found.beda if each.kunci == key)


# Who and when


def the_one(found: Perbandingan) -> Beda:
    (beda,) = found.beda
    return beda


def test_who_changed_a_figure_last_on_either_side(path: Path) -> None:
    other = copied(path)
    edited(other, filled("spbe.indikator.32", "4"), oleh="Siti", waktu="2026-02-01T10:00:00")
    edited(other, filled("spbe.indikator.32", "5"), oleh="Budi", waktu="1999-01-01T00:00:00")
    edited(other, filled("spbe.indikator.33", "3"), oleh="Lain", waktu="2099-01-01T00:00:00")
    edited(path, filled("spbe.indikator.32", "2"), oleh="Rina", waktu="2026-02-02T11:12:13")
    beda = next(b for b in compared(path, other).beda if b.nama == "Tingkat indikator 32")
    assert beda.jejak_a is not None
    assert beda.jejak_b is not None
    assert beda.jejak_a[:2] == ("2026-02-02T11:12:13", "Rina")
    assert beda.jejak_b[:2] == ("1999-01-01T00:00:00", "Budi")
    assert beda.jejak_b.tindakan.endswith("diisi 5")


def test_who_changed_one_column_is_not_who_changed_another(path: Path) -> None:
    other = edited(copied(path), ticked("aktif", 0), oleh="Siti")
    edited(
        other,
        lambda doc: register.set_cell(doc, "media", Q2, first_media(doc), "alamat", "baru"),
        oleh="Budi",
    )
    found = {each.kunci.kolom: each for each in compared(path, other).beda}
    who = {kolom: each.jejak_b.oleh for kolom, each in found.items() if each.jejak_b}
    assert who == {"aktif": "Siti", "alamat": "Budi"}
    assert {each.jejak_a.tindakan[:13] for each in found.values() if each.jejak_a} == {
        "Isian diimpor"
    }


def test_who_deleted_a_row_and_who_put_it_back(path: Path) -> None:
    other = edited(
        copied(path),
        lambda doc: register.delete_rows(doc, "media", Q2, [first_media(doc)]),
        oleh="Siti",
    )
    assert the_one(compared(path, other)).jejak_b[1] == "Siti"  # type: ignore[index]

    def put_back(doc: Document) -> Change:
        with opened(path, read_only=True) as source:
            row = source.register("media", Q2)[first_media(source)]
        nilai = {**without_id(row), "aktif": 0}
        return Change("Baris dikembalikan", (InsertRow("media", str(row["id"]), nilai),))

    edited(other, put_back, oleh="Budi")
    beda = the_one(compared(path, other))
    assert beda.kunci.kolom == "aktif"
    assert beda.jejak_b is not None
    assert beda.jejak_b[1:] == ("Budi", "Baris dikembalikan")


def test_steps_taken_over_from_another_copy_still_name_their_maker(path: Path) -> None:
    other = edited(copied(path), filled("spbe.indikator.32", "5"), oleh="Siti")
    with both(path, other) as (a, b):
        known = len(a.journal())
        steps = tuple(b.journal()[known:])
    change = Change("Digabung", tuple(butir for step in steps for butir in step.butir))
    with opened(path) as doc:
        doc.environment = doc.environment._replace(oleh="Rina")
        doc.apply_merge(Merge(steps, change, None))
    assert compared(path, other).beda == ()
    edited(other, filled("spbe.indikator.32", "2"), oleh="Budi")
    beda = the_one(compared(path, other))
    assert beda.jejak_a is not None
    assert beda.jejak_b is not None
    assert (beda.jejak_a.oleh, beda.jejak_b.oleh) == ("Siti", "Budi")


def test_a_figure_that_no_step_has_touched(path: Path) -> None:
    other = edited(copied(path), reworded("spbe-59-2020", {"satuan": "Nilai"}), oleh="Siti")
    beda = the_one(compared(path, other))
    assert beda.jejak_a is None
    assert beda.jejak_b is not None


# What follows from it


def test_the_indicators_of_the_period_and_of_its_year(path: Path) -> None:
    other = edited(copied(path), filled("spbe.indikator.32", "5", Q4))
    with both(path, other) as (a, b):
        found = compare(a, b)
        assert found.periode == (Q4, YEAR)
        for periode in found.periode:
            pairs = [(d.a, d.b) for d in found.dampak if d.periode == periode]
            assert pairs == list(zip(a.hasil(periode), b.hasil(periode), strict=True))
    assert [each.berubah for each in found.dampak] == [True, False, False, False] * 2


def test_a_year_that_stays_as_it_is_is_left_out(path: Path) -> None:
    other = edited(copied(path), filled("spbe.indikator.32", "5", Q1))
    assert compared(path, other).periode == (Q1,)


def test_a_note_changes_no_indicator_but_its_period_is_shown(path: Path) -> None:
    other = edited(copied(path), filled("spbe.keterangan", "catatan", Q3))
    found = compared(path, other)
    assert found.periode == (Q3,)
    assert not any(each.berubah for each in found.dampak)


def test_a_target_changes_capaian_alone(path: Path) -> None:
    other = edited(copied(path), lambda doc: set_target(doc, Q2, "spbe", "2,9"))
    spbe = compared(path, other).dampak[0]
    assert spbe.berubah
    assert spbe.a.realisasi == spbe.b.realisasi
    assert spbe.a.capaian != spbe.b.capaian


def test_a_definition_changes_every_period_it_counts_in(path: Path) -> None:
    weights = {"sistem_informasi:bobot": "0.4", "media:bobot": "0.6"}
    other = edited(copied(path), reworded("layanan-2018", weights))
    found = compared(path, other)
    assert found.periode == (Q1, Q2, Q3, Q4, YEAR)
    assert {each.a.iku for each in found.dampak if each.berubah} == {"layanan"}
    words_alone = edited(copied(path), reworded("layanan-2018", {"catatan": "Lain"}))
    assert compared(path, words_alone).dampak == ()


def test_a_cap_on_capaian_changes_what_is_printed(path: Path) -> None:
    other = edited(copied(path), lambda doc: set_profil(doc, {"batas_capaian": "100"}))
    found = compared(path, other)
    assert [line[2:] for line in lines(found)] == [
        ("Profil instansi: batas capaian", "tanpa batas", "100%")
    ]
    assert found.periode
    assert all(each.a.realisasi == each.b.realisasi for each in found.dampak)


# For the command line


def test_json(path: Path) -> None:
    other = edited(
        copied(path), filled("spbe.indikator.32", "5"), ticked("aktif", 0),
        lambda doc: set_profil(doc, {"kop": "1"}), oleh="Siti",
    )  # fmt: skip
    found = compared(path, other)
    data = json.loads(comparison_text.as_json(found))
    assert (data["berkas_sama"], data["jumlah"]) == (True, 3)
    level, media, profil = data["beda"]
    assert (level["tahun"], level["periode"], level["tab"]) == (2025, "tw2", "SPBE")
    assert (level["a"]["nilai"], level["b"]["nilai"]) == ("3", "5")
    assert (media["a"], media["b"], media["a_tampil"]) == (1, 0, "Ya")
    assert media["kunci"]["kolom"] == "aktif"
    assert media["b_diubah"]["oleh"] == "Siti"
    assert (profil["tahun"], profil["periode"], profil["a_diubah"]) == (None, None, None)
    spbe = data["indikator"][0]
    assert (spbe["kode"], spbe["periode"], spbe["berubah"]) == ("spbe", "tw2", True)
    exact = found.dampak[0].b.realisasi.nilai
    assert Fraction(spbe["b"]["realisasi"]) == exact
    assert spbe["b"]["tampil"] == found.dampak[0].b.realisasi.tampil


def test_text(path: Path) -> None:
    other = edited(copied(path), filled("spbe.indikator.32", "5"), oleh="Siti")
    found = compared(path, other)
    text = comparison_text.as_text(found, ("a.sqlite", "b.sqlite"))
    head, differences, indicators = text.split("\n\n")
    assert head == "A: a.sqlite\nB: b.sqlite\n1 isian berbeda: TW II 2025 (1)."
    assert differences == (
        "TW II 2025, SPBE\n"
        "  Tingkat indikator 32\n"
        "    A: 3  (2 Jan 2026 03.04, Uji)\n"
        "    B: 5  (2 Jan 2026 03.04, Siti)"
    )
    rows = indicators.split("\n")
    assert len(rows) == 5
    assert rows[0].split("  ")[0] == "PERIODE"
    assert rows[1].endswith("Berubah")
    assert rows[2].endswith("Tetap")


def test_text_of_equal_files_and_of_strangers(path: Path) -> None:
    same = compared(path, copied(path))
    text = comparison_text.as_text(same, ("a.sqlite", "b.sqlite"))
    assert text.splitlines()[2:] == ["Tidak ada perbedaan isi antara kedua berkas."]
    strangers = comparison_text.as_text(same._replace(berkas_sama=False), ("a", "b"))
    assert strangers.endswith("Kedua berkas bukan salinan dari dokumen yang sama.")


def test_a_row_deleted_with_all_it_held_comes_back_whole(path: Path) -> None:
    """What is stored in a difference is enough to undo it."""
    other = edited(
        copied(path), lambda doc: register.delete_rows(doc, "media", Q2, [first_media(doc)])
    )
    beda = the_one(compared(path, other))
    assert isinstance(beda.nilai_a, Mapping)
    row = beda.nilai_a
    inverse = DeleteRow("media", beda.kunci.baris, without_id(row)).inverse()
    edited(other, lambda doc: Change("", (inverse,)))
    assert compared(path, other).beda == ()
