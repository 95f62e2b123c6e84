"""Earlier values and deleted rows come back as new changes, checked as if they were typed now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.document import Document
from core.edits.definisi import copy_definisi, delete_definisi, edit_definisi
from core.edits.isian import fill_in, fill_in_values, set_target
from core.edits.periode import set_tanggal_lembar
from core.edits.profil import (
    delete_penandatangan,
    save_penandatangan,
    set_iku,
    set_profil,
    set_sasaran,
    set_tugas_fungsi,
)
from core.edits.register import add_rows, delete_rows, set_cell
from core.errors import InputError
from core.history.keadaan import difference
from core.history.pulihkan import restore_rows, restore_value
from core.model.change import Change, DeleteRow, SetValue
from core.model.periode import TAHUNAN, Periode
from core.model.register import Row, Value
from tests.core.files import opened

TW1 = Periode(2025, 1)
KEPALA = {
    "nama": "Ani",
    "nip": "",
    "pangkat": "",
    "jabatan": "Kepala Dinas",
    "status": "",
    "mulai": "2024-01-02",
    "selesai": "",
}


def content(doc: Document) -> dict[str, dict[str, dict[str, Value]]]:
    return {
        name: {k: dict(row) for k, row in rows.items()} for name, rows in doc.all_rows().items()
    }


def deleted(change: Change) -> list[DeleteRow]:
    return [each for each in change.butir if isinstance(each, DeleteRow)]


def delete_and_restore(doc: Document, change: Change) -> None:
    """Both as steps; the content is as before, bit by bit."""
    before = content(doc)
    doc.apply(change)
    assert content(doc) != before
    back = restore_rows(doc, deleted(change), "Baris")
    assert back.label == "Baris dipulihkan"
    doc.apply(back)
    assert content(doc) == before


def rows_of(doc: Document, definisi_id: str) -> tuple[Row, list[Row], list[Row]]:
    """The rows of a definition as they are now, whatever becomes of them."""
    bagian, pita = doc.bagian_rows(definisi_id), doc.pita_rows(definisi_id)
    head = dict(doc.rows("definisi")[definisi_id])
    return head, [dict(row) for row in bagian], [dict(row) for row in pita]


def refused(doc: Document, rows: Sequence[DeleteRow]) -> str:
    with pytest.raises(InputError) as caught:
        restore_rows(doc, rows, "Baris")
    return str(caught.value)


def restore(doc: Document, tabel: str, baris: str, kolom: str, nilai: Value) -> Change:
    return restore_value(doc, tabel, baris, kolom, nilai, "Angka")


@pytest.mark.parametrize(
    ("kunci", "old", "new"),
    [
        ("spbe.indikator.32", "3", "4"),
        ("spbe.resmi", "1.234", "2"),
        ("spbe.resmi_status", "final", "sementara"),
        ("spbe.resmi_tanggal", "2025-03-04", "2025-03-05"),
        ("spbe.keterangan", "Angka 1.000", "lain"),
        ("layanan.media.penyebut", "1234", "10"),
    ],
)
def test_an_input_comes_back_from_another_value_and_from_none(
    doc: Document, kunci: str, old: str, new: str
) -> None:
    row_id = f"2025-tw1/{kunci}"
    doc.apply(fill_in_values(doc, TW1, {kunci: old}, "x"))
    doc.apply(fill_in_values(doc, TW1, {kunci: new}, "x"))
    change = restore(doc, "isian", row_id, "nilai", old)
    assert change == Change("Angka dipulihkan", (SetValue("isian", row_id, "nilai", new, old),))
    doc.apply(change)
    assert restore(doc, "isian", row_id, "nilai", old).butir == ()
    delete_and_restore(doc, fill_in(doc, TW1, kunci, ""))
    doc.apply(restore(doc, "isian", row_id, "nilai", None))
    assert doc.nilai(TW1, kunci) is None
    doc.apply(restore(doc, "isian", row_id, "nilai", old))
    assert doc.nilai(TW1, kunci) == old


def test_an_input_that_no_longer_fits_is_refused(doc: Document) -> None:
    with pytest.raises(InputError, match="harus antara 1 dan 5"):
        restore(doc, "isian", "2025-tw1/spbe.indikator.32", "nilai", "7")
    with pytest.raises(InputError, match="tidak ada dalam definisi yang berlaku untuk tahun 2025"):
        restore(doc, "isian", "2025-tw1/spbe.indikator.99", "nilai", "3")
    doc.apply(fill_in(doc, TW1, "layanan.media.penyebut", "5"))
    with pytest.raises(InputError, match="melebihi"):
        restore(doc, "isian", "2025-tw1/layanan.media.pembilang", "nilai", "6")
    assert len(doc.journal()) == 2


def test_a_target_with_its_words(doc: Document) -> None:
    doc.apply(set_target(doc, TW1, "spbe", "2,6", "dua koma enam"))
    doc.apply(set_target(doc, TW1, "spbe", "3,125"))
    doc.apply(restore(doc, "target", "2025-tw1/spbe", "nilai", "2.6"))
    doc.apply(restore(doc, "target", "2025-tw1/spbe", "teks", "dua koma enam"))
    target = doc.target("spbe", TW1)
    assert target is not None
    assert (str(target.nilai), target.teks) == ("2.6", "dua koma enam")
    delete_and_restore(doc, set_target(doc, TW1, "spbe", ""))
    doc.apply(restore(doc, "target", "2025-tw1/spbe", "nilai", None))
    assert doc.target("spbe", TW1) is None
    with pytest.raises(InputError, match="pulihkan dahulu angkanya"):
        restore(doc, "target", "2025-tw1/spbe", "teks", "dua koma enam")
    with pytest.raises(InputError, match="harus antara 0 dan 5"):
        restore(doc, "target", "2025-tw1/spbe", "nilai", "80")


def test_cells_and_rows_of_a_register(doc: Document) -> None:
    rows: list[dict[str, Value]] = [
        {"nama": "A", "aktif": 1},
        {"nama": "B"},
        {"nama": "C", "aktif": 0},
    ]
    doc.apply(add_rows(doc, "media", TW1, rows))
    one, two, three = doc.register("media", TW1)
    doc.apply(set_cell(doc, "media", TW1, one, "aktif", "tidak"))
    doc.apply(restore(doc, "media", one, "aktif", 1))
    doc.apply(restore(doc, "media", three, "aktif", None))
    doc.apply(restore(doc, "media", two, "nama", "Baru"))
    found = doc.register("media", TW1)
    assert [(row["nama"], row["aktif"]) for row in found.values()] == [
        ("A", 1),
        ("Baru", None),
        ("C", None),
    ]
    delete_and_restore(doc, delete_rows(doc, "media", TW1, [one, three]))
    assert list(doc.register("media", TW1)) == [one, two, three]
    assert +Counter(doc.tally("media", TW1)) == {(1,): 1, (None,): 2}
    with pytest.raises(InputError, match="tidak dapat dipulihkan"):
        restore(doc, "media", one, "urutan", 3)
    gone = delete_rows(doc, "media", TW1, [one])
    assert "masih ada" in refused(doc, deleted(gone))
    doc.apply(gone)
    with pytest.raises(InputError, match="pulihkan dahulu barisnya"):
        restore(doc, "media", one, "aktif", 1)


def test_everything_of_a_quarter_with_the_quarter_itself(path: Path) -> None:
    with opened(path) as doc:
        before = content(doc)
        empty = {
            name: {
                k: row for k, row in rows.items() if "2025-tw1" not in (k, row.get("periode_id"))
            }
            for name, rows in before.items()
        }
        change = Change("Dikosongkan", difference(before, empty))
        assert {"periode", "isian", "media"} <= {each.tabel for each in change.butir}
        delete_and_restore(doc, change)
        # Rows alone bring the quarter they need with them.
        doc.apply(change)
        rows = [
            each for each in deleted(change) if each.tabel in ("media", "data_statistik", "isian")
        ]
        doc.apply(restore_rows(doc, rows, "Baris"))
        assert content(doc)["media"] == before["media"]
        assert doc.has_periode(TW1)


def test_what_the_agency_says_of_itself(doc: Document) -> None:
    before = content(doc)
    sasaran = next(iter(before["sasaran"]))
    tugas = doc.tugas_fungsi
    doc.apply(set_profil(doc, {"alamat": "Jalan Baru", "kop": "1", "batas_capaian": "120"}))
    doc.apply(set_sasaran(doc, {sasaran: ("9", "Sasaran lain")}))
    doc.apply(set_iku(doc, {"spbe": ("Nama lain", "Lain")}))
    doc.apply(set_tugas_fungsi(doc, [tugas[0]._replace(teks="Lain"), *tugas[1:]]))
    doc.apply(set_tanggal_lembar(doc, TW1, "Maret 2025"))
    doc.apply(set_tanggal_lembar(doc, TW1, ""))
    doc.apply(save_penandatangan(doc, None, KEPALA))
    kepala = list(doc.rows("penandatangan"))[-1]
    doc.apply(save_penandatangan(doc, kepala, {**KEPALA, "nama": "Budi"}))
    cells: list[tuple[str, str, str]] = [
        ("profil", "profil", "alamat"),
        ("profil", "profil", "kop"),
        ("profil", "profil", "batas_capaian"),
        ("sasaran", sasaran, "nomor"),
        ("sasaran", sasaran, "teks"),
        ("iku", "spbe", "nama"),
        ("iku", "spbe", "singkat"),
        ("tugas_fungsi", tugas[0].id, "teks"),
    ]
    for tabel, baris, kolom in cells:
        doc.apply(restore(doc, tabel, baris, kolom, before[tabel][baris][kolom]))
    doc.apply(restore(doc, "penandatangan", kepala, "nama", "Ani"))
    doc.apply(restore(doc, "periode", "2025-tw1", "tanggal_lembar", "2025-03"))
    after = content(doc)
    assert doc.tanggal_lembar(TW1) == "2025-03"
    assert doc.penandatangan[-1].nama == "Ani"
    assert {k: v for k, v in after.items() if k not in ("penandatangan", "periode")} == {
        k: v for k, v in before.items() if k not in ("penandatangan", "periode")
    }
    delete_and_restore(doc, delete_penandatangan(doc, kepala))
    delete_and_restore(doc, set_tugas_fungsi(doc, [tugas[0], *tugas[3:]]))


@pytest.mark.parametrize(
    ("tabel", "kolom", "nilai"),
    [("profil", "berkas_id", "lain-lain"), ("profil", "contoh", 1), ("definisi", "iku_id", "spbe")],
)
def test_what_no_verb_changes_does_not_come_back(
    doc: Document, tabel: str, kolom: str, nilai: Value
) -> None:
    row_id = next(iter(doc.rows(tabel)))
    with pytest.raises(InputError, match="tidak dapat dipulihkan dari riwayat"):
        restore(doc, tabel, row_id, kolom, nilai)


def test_definitions_whole_and_in_part(doc: Document) -> None:
    spbe = doc.definisi("spbe", Periode(2025, TAHUNAN))
    assert spbe is not None
    head, bagian, pita = rows_of(doc, spbe.id)
    doc.apply(edit_definisi(doc, spbe.id, {**head, "sumber": "Lain"}, bagian, pita))
    doc.apply(restore(doc, "definisi", spbe.id, "sumber", head["sumber"]))
    level = next(row for row in bagian if row["jenis"] == "indikator")
    named = [{**row, "nama": "Lain"} if row is level else row for row in bagian]
    doc.apply(edit_definisi(doc, spbe.id, head, named, pita))
    doc.apply(restore(doc, "bagian", str(level["id"]), "nama", level["nama"]))
    assert doc.definisi("spbe", Periode(2025, TAHUNAN)) == spbe
    with pytest.raises(InputError, match="bobot"):
        restore(doc, "bagian", str(level["id"]), "bobot", "99")
    with pytest.raises(InputError, match="bercelah"):
        restore(doc, "pita", str(pita[0]["id"]), "dari", "4.9")
    doc.apply(copy_definisi(doc, spbe.id, "Baru", 2026, None))
    baru = doc.definisi("spbe", Periode(2026, TAHUNAN))
    assert baru is not None
    gone = delete_definisi(doc, baru.id)
    delete_and_restore(doc, gone)
    doc.apply(gone)
    part = [row for row in deleted(gone) if row.tabel == "bagian"][:1]
    assert "definisinya sudah dihapus" in refused(doc, part)
    assert "bagian induknya sudah dihapus" in refused(
        doc, [row for row in deleted(gone) if row.nilai.get("jenis") != "aspek"]
    )
    doc.apply(copy_definisi(doc, spbe.id, "Pengganti", 2026, 2026))
    assert "sama-sama berlaku" in refused(doc, deleted(gone))


def test_parts_of_a_definition_that_is_there(doc: Document) -> None:
    spbe = doc.definisi("spbe", Periode(2025, TAHUNAN))
    assert spbe is not None
    head, bagian, pita = rows_of(doc, spbe.id)
    loose = [{**row, "bobot_relatif": 1} if row["jenis"] == "aspek" else row for row in bagian]
    doc.apply(edit_definisi(doc, spbe.id, head, loose, pita))
    last = [row for row in loose if row["jenis"] == "indikator"][-1]
    fewer = [row for row in loose if row is not last]
    change = edit_definisi(doc, spbe.id, head, fewer, pita)
    assert [each.id for each in deleted(change)] == [last["id"]]
    delete_and_restore(doc, change)


def test_a_cell_of_a_row_that_has_gone(doc: Document) -> None:
    doc.apply(save_penandatangan(doc, None, KEPALA))
    kepala = list(doc.rows("penandatangan"))[-1]
    doc.apply(delete_penandatangan(doc, kepala))
    with pytest.raises(InputError, match="Angka tidak dapat dipulihkan: barisnya sudah dihapus"):
        restore(doc, "penandatangan", kepala, "nama", "Ani")
    sasaran = DeleteRow("sasaran", "lain", {"urutan": 1, "nomor": "1", "teks": "x"})
    assert "tidak dapat dipulihkan dari riwayat" in refused(doc, [sasaran])
