"""Definitions edited as rows: sound ones are written, others refused with one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from core.document import Document
from core.edits import isian
from core.edits.definisi import copy_definisi, delete_definisi, edit_definisi
from core.errors import InputError
from core.model.change import SetValue
from core.model.definisi import IndeksBerbobot
from core.model.periode import TAHUNAN, Periode
from core.model.register import Value
from tests.core.files import new_file, opened

SPBE, PEMDI = "spbe-59-2020", "spbe-pemdi-template"
Rows = tuple[dict[str, Value], list[dict[str, Value]], list[dict[str, Value]]]


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    path = new_file(tmp_path, tahun=2026)
    with opened(path) as document:
        yield document
    with opened(path, read_only=True):
        pass  # what the edits left is a file that opens


def rows_of(doc: Document, definisi_id: str) -> Rows:
    return (
        dict(doc.rows("definisi")[definisi_id]),
        [dict(row) for row in doc.bagian_rows(definisi_id)],
        [dict(row) for row in doc.pita_rows(definisi_id)],
    )


@pytest.mark.parametrize("definisi_id", [SPBE, PEMDI, "layanan-2018", "keamanan-2018"])
def test_nothing_changed_changes_nothing(doc: Document, definisi_id: str) -> None:
    assert edit_definisi(doc, definisi_id, *rows_of(doc, definisi_id)).butir == ()


def test_weights_are_read_as_typed_and_written_in_one_step(doc: Document) -> None:
    row, bagian, pita = rows_of(doc, SPBE)
    by_kode = {part["kode"]: part for part in bagian}
    by_kode["32"]["bobot"], by_kode["33"]["bobot"] = "2,5", "3,00"
    change = edit_definisi(doc, SPBE, row, bagian, pita)
    assert [b.baru for b in change.butir if isinstance(b, SetValue)] == ["2.5", "3"]
    doc.apply(change)
    definisi = doc.definisi("spbe", Periode(2026, TAHUNAN))
    assert definisi is not None
    assert isinstance(definisi.bentuk, IndeksBerbobot)
    assert definisi.bentuk.aspek[0].butir[0].bobot == Decimal("2.5")
    doc.apply(change.inverse())
    assert edit_definisi(doc, SPBE, *rows_of(doc, SPBE)).butir == ()


@pytest.mark.parametrize(
    ("table", "index", "kolom", "value", "words"),
    [
        (1, "32", "bobot", "3", "27,75, padahal bobot aspek 27,5"),
        (1, "32", "bobot", "dua", "Bobot indikator 32: “dua” bukan angka"),
        (1, "32", "bobot", "", "Bobot indikator 32"),
        (1, "32", "nama", " ", "Nama indikator 32 belum diisi"),
        (1, "33", "kode", "32", "dipakai 2 kali"),
        (2, 0, "dari", "4,3", "bercelah antara 4,2 dan 4,3"),
        (2, 1, "sampai", "4,5", "bertumpang tindih"),
        (2, 0, "predikat", "", "Predikat pita belum diisi"),
        (0, None, "skema", "", "Nama definisi belum diisi"),
        (0, None, "bobot", "46", "45,5, padahal bobot indeks 46"),
        (0, None, "berlaku_dari", "2020", "sama-sama berlaku pada 2020"),
        (0, None, "berlaku_dari", "dua ribu", "bukan tahun"),
        (0, None, "berlaku_sampai", "2020", "terbalik"),
        (0, None, "arah", "miring", "tidak dikenal"),
    ],
)
def test_what_does_not_fit_is_refused(
    doc: Document, table: int, index: str | int | None, kolom: str, value: str, words: str
) -> None:
    row, bagian, pita = rows_of(doc, SPBE)
    if table == 0:
        row[kolom] = value
    elif table == 1:
        next(part for part in bagian if part["kode"] == index)[kolom] = value
    else:
        assert isinstance(index, int)
        pita[index][kolom] = value
    with pytest.raises(InputError) as caught:
        edit_definisi(doc, SPBE, row, bagian, pita)
    assert words in str(caught.value)


def test_a_part_goes_with_all_below_it(doc: Document) -> None:
    row, bagian, pita = rows_of(doc, SPBE)
    bagian = [part for part in bagian if part["kode"] != "publik"]
    row["bobot"] = "27,5"
    change = edit_definisi(doc, SPBE, row, bagian, pita)
    doc.apply(change)
    assert all(part["kode"] != "47" for part in doc.bagian_rows(SPBE))
    doc.apply(change.inverse())
    assert len(doc.bagian_rows(SPBE)) == 23


def test_a_part_with_inputs_stays(doc: Document) -> None:
    doc.apply(isian.fill_in(doc, Periode(2026, 1), "spbe.indikator.47", "3"))
    row, bagian, pita = rows_of(doc, SPBE)
    next(part for part in bagian if part["kode"] == "47")["kode"] = "48"
    with pytest.raises(InputError, match="sudah berisi pada TW I 2026"):
        edit_definisi(doc, SPBE, row, bagian, pita)


def test_years_move_past_each_other_in_both_directions(doc: Document) -> None:
    row, bagian, pita = rows_of(doc, "spbe-5-2018")
    row["berlaku_dari"], row["berlaku_sampai"] = "2010", "2012"
    back = edit_definisi(doc, "spbe-5-2018", row, bagian, pita)
    doc.apply(back)
    row["berlaku_dari"], row["berlaku_sampai"] = 2018, 2020
    forth = edit_definisi(doc, "spbe-5-2018", row, bagian, pita)
    doc.apply(forth)
    doc.apply(forth.inverse())
    doc.apply(back.inverse())
    assert doc.rows("definisi")["spbe-5-2018"]["berlaku_dari"] == 2018


def test_the_template_comes_into_force_and_the_old_one_ends(doc: Document) -> None:
    change = copy_definisi(doc, PEMDI, "Indeks Pemdi 2026", 2026, None)
    doc.apply(change)
    old, new = (
        doc.definisi("spbe", Periode(2025, TAHUNAN)),
        doc.definisi("spbe", Periode(2026, TAHUNAN)),
    )
    assert old is not None
    assert new is not None
    assert (old.id, old.berlaku_sampai, new.skema) == (SPBE, 2025, "Indeks Pemdi 2026")
    assert new.bentuk == doc.semua_definisi("spbe")[2].bentuk
    assert edit_definisi(doc, new.id, *rows_of(doc, new.id)).butir == ()
    doc.apply(change.inverse())
    assert doc.definisi("spbe", Periode(2026, TAHUNAN)) == doc.definisi(
        "spbe", Periode(2025, TAHUNAN)
    )


def test_a_copy_of_an_area_definition_keeps_the_bands_of_its_categories(doc: Document) -> None:
    doc.apply(copy_definisi(doc, "keamanan-2018", "KAMI baru", 2027, None))
    new = doc.definisi("keamanan", Periode(2027, TAHUNAN))
    old = doc.definisi("keamanan", Periode(2026, TAHUNAN))
    assert new is not None
    assert old is not None
    assert new.id != old.id
    assert new.bentuk == old.bentuk


def test_a_copy_that_overlaps_is_refused(doc: Document) -> None:
    with pytest.raises(InputError, match="sama-sama berlaku"):
        copy_definisi(doc, SPBE, "Lain", 2018, 2018)
    with pytest.raises(InputError, match="tahun mulai berlaku kosong"):
        copy_definisi(doc, SPBE, "Lain", None, 2030)


def test_history_keeps_its_definition(doc: Document) -> None:
    doc.apply(isian.fill_in(doc, Periode(2026, 1), "spbe.indikator.32", "3"))
    with pytest.raises(InputError, match="TW I 2026 sudah berisi"):
        delete_definisi(doc, SPBE)
    row, bagian, pita = rows_of(doc, SPBE)
    row["berlaku_sampai"] = "2025"
    with pytest.raises(InputError, match="TW I 2026 sudah berisi"):
        edit_definisi(doc, SPBE, row, bagian, pita)
    with pytest.raises(InputError, match="satu-satunya definisi"):
        delete_definisi(doc, "layanan-2018")


def test_a_definition_is_deleted_and_comes_back(doc: Document) -> None:
    before = doc.semua_definisi("spbe")
    change = delete_definisi(doc, PEMDI)
    doc.apply(change)
    assert len(doc.semua_definisi("spbe")) == 2
    doc.apply(change.inverse())
    assert doc.semua_definisi("spbe") == before
