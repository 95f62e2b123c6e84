"""Two files side by side: one line for each figure, in order, and nothing left out."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from core.compare import WHOLE_ROW, compare
from core.document import Document
from core.edits import register
from core.edits.definisi import copy_definisi
from core.edits.isian import fill_in, set_target
from core.edits.periode import set_tanggal_lembar
from core.edits.profil import save_penandatangan, set_profil
from core.errors import InputError
from core.model.change import Change, DeleteRow, InsertRow, SetValue
from core.model.perbandingan import Kunci, Perbandingan
from core.model.register import REGISTER, Row, without_id
from tests.core.comparing import (
    Q1,
    Q2,
    Q3,
    Q4,
    YEAR,
    Edit,
    both,
    compared,
    copied,
    edited,
    filled,
    first_media,
    lines,
    reworded,
    the_one,
    ticked,
)
from tests.core.files import new_file, opened


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
