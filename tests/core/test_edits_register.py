"""Given rows of a register, what the verbs make of them; a refused verb leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.document import Document
from core.edits import register as verbs
from core.errors import InputError
from core.model.periode import Periode
from core.model.register import DATA_STATISTIK, MEDIA, SISTEM_INFORMASI, Value
from tests.core.files import new_file, opened

TW = Periode(2025, 2)
DATA = "data_statistik"


def add(doc: Document, *names: str, kode: str = DATA) -> list[str]:
    doc.apply(verbs.add_rows(doc, kode, TW, [{"nama": name} for name in names]))
    return list(doc.register(kode, TW))


def column(doc: Document, kolom: str, kode: str = DATA) -> list[Value]:
    return [row[kolom] for row in doc.register(kode, TW).values()]


def paste(doc: Document, block: list[list[str]], ids: list[str], first: int = 0) -> None:
    doc.apply(verbs.paste_block(doc, DATA, TW, block, ids, first))


@pytest.mark.parametrize("word", ["Ya", "ya ", "1", "v", "V", "✓", "Y", "true"])
def test_words_for_yes(word: str) -> None:
    assert verbs.read_cell(MEDIA, MEDIA.kolom_by_kode("aktif"), word) == 1


@pytest.mark.parametrize("word", ["Tidak", "0", "x", "T", "false", " tidak"])
def test_words_for_no(word: str) -> None:
    assert verbs.read_cell(MEDIA, MEDIA.kolom_by_kode("aktif"), word) == 0


@pytest.mark.parametrize("word", ["", "  ", "-", "–"])
def test_words_for_not_filled_in(word: str) -> None:
    assert verbs.read_cell(MEDIA, MEDIA.kolom_by_kode("aktif"), word) is None


def test_any_other_word_is_refused_and_named() -> None:
    with pytest.raises(InputError, match=r"Aktif: “kurang aktif” bukan Ya atau Tidak\."):
        verbs.read_cell(MEDIA, MEDIA.kolom_by_kode("aktif"), "kurang aktif")


def test_a_name_is_at_most_500_characters_long() -> None:
    nama = MEDIA.kolom_by_kode("nama")
    assert verbs.read_cell(MEDIA, nama, "a" * 500) == "a" * 500
    with pytest.raises(InputError, match="Nama terlalu panjang: paling banyak 500 karakter"):
        verbs.read_cell(MEDIA, nama, "a" * 501)


def test_a_new_row_is_blank_and_the_last(doc: Document) -> None:
    add(doc, "satu")
    doc.apply(verbs.add_rows(doc, DATA, TW, [{}]))
    assert column(doc, "nama") == ["satu", ""]
    assert column(doc, "metadata") == [None, None]
    assert doc.has_periode(TW)


def test_more_than_20_000_rows_are_refused(doc: Document) -> None:
    with pytest.raises(InputError, match=r"paling banyak 20\.000 baris"):
        verbs.add_rows(doc, DATA, TW, [{}] * 20_001)


def test_the_same_value_again_is_no_change(doc: Document) -> None:
    (row,) = add(doc, "satu")
    assert verbs.set_cell(doc, DATA, TW, row, "nama", " satu ").butir == ()


def test_one_cell_is_named_in_the_label(doc: Document) -> None:
    (row,) = add(doc, "Penduduk")
    assert verbs.set_cell(doc, DATA, TW, row, "metadata", "ya").label == (
        "Metadata diisi Ya pada Penduduk"
    )
    assert verbs.set_cell(doc, DATA, TW, row, "nama", "").label == "Nama dikosongkan"


def test_many_rows_and_columns_are_one_step(doc: Document) -> None:
    ids = add(doc, "a", "b", "c")
    doc.apply(verbs.set_cells(doc, DATA, TW, ids[:1], "metadata", 1))
    change = verbs.mark_rows(doc, DATA, TW, ids, DATA_STATISTIK.kriteria, 1)
    assert len(change.butir) == 11
    assert change.label == "4 kriteria diisi Ya pada 3 baris"
    doc.apply(change)
    assert dict(doc.tally(DATA, TW))[(1, 1, 1, 1)] == 3
    doc.apply(change.inverse())
    assert column(doc, "metadata") == [1, None, None]


def test_deleted_rows_come_back_in_their_places(doc: Document) -> None:
    ids = add(doc, "a", "b", "c", "d")
    change = verbs.delete_rows(doc, DATA, TW, [ids[1], ids[2]])
    doc.apply(change)
    assert column(doc, "nama") == ["a", "d"]
    doc.apply(change.inverse())
    assert column(doc, "nama") == ["a", "b", "c", "d"]
    assert list(doc.register(DATA, TW)) == ids


def test_copies_follow_at_the_end_with_their_own_identity(doc: Document) -> None:
    ids = add(doc, "a", "b")
    doc.apply(verbs.set_cells(doc, DATA, TW, ids[:1], "metadata", 0))
    doc.apply(verbs.duplicate_rows(doc, DATA, TW, ids[:1]))
    assert column(doc, "nama") == ["a", "b", "a"]
    assert column(doc, "metadata") == [0, None, 0]
    assert len(set(doc.register(DATA, TW))) == 3


def test_a_block_fills_rows_as_shown_and_grows(doc: Document) -> None:
    ids = add(doc, "a", "b")
    block = [["B", "Dinas B", "Ya"], ["A", "Dinas A", "x"], ["C", "Dinas C", ""]]
    paste(doc, block, [ids[1], ids[0]])
    assert column(doc, "nama") == ["A", "B", "C"]
    assert column(doc, "produsen") == ["Dinas A", "Dinas B", "Dinas C"]
    assert column(doc, "standar_data") == [0, 1, None]


def test_a_blank_line_in_a_block_keeps_the_lines_after_it_in_place(doc: Document) -> None:
    ids = add(doc, "a", "b", "c")
    doc.apply(verbs.set_cells(doc, DATA, TW, ids, "metadata", 1))
    paste(doc, [["Tidak"], [""], ["Tidak"], [""]], ids, 3)
    assert column(doc, "metadata") == [0, None, 0]


def test_blank_lines_make_no_new_rows(doc: Document) -> None:
    paste(doc, [["a"], [""], ["b"], [""]], [])
    assert column(doc, "nama") == ["a", "b"]


def test_a_heading_is_left_out(doc: Document) -> None:
    titles = [kolom.judul.upper() for kolom in DATA_STATISTIK.kolom]
    paste(doc, [titles, ["a", "Dinas", "1", "1", "1", "1", "x"]], [])
    assert column(doc, "nama") == ["a"]


def test_one_bad_value_among_500_refuses_the_block(doc: Document) -> None:
    block = [[f"data {n}", "Dinas", "Ya"] for n in range(500)]
    block[316][2] = "mungkin"
    before = doc.journal()
    with pytest.raises(InputError) as caught:
        paste(doc, block, [])
    assert str(caught.value) == (
        "Baris ke-317 yang ditempel tidak dapat dibaca, tidak ada yang diubah. "
        "Standar data: “mungkin” bukan Ya atau Tidak."
    )
    assert caught.value.field == "standar_data"
    assert not doc.register(DATA, TW)
    assert doc.journal() == before


def test_a_block_wider_than_the_columns_is_refused(doc: Document) -> None:
    with pytest.raises(InputError, match="Blok yang ditempel 3 kolom"):
        verbs.paste_block(doc, "sistem_informasi", TW, [["a", "b", "c"]], [], 3)
    assert len(SISTEM_INFORMASI.kolom) == 5


def test_what_was_put_down_is_there_after_opening_again(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    with opened(path) as doc:
        ids = add(doc, "Kecamatan\nSijuk", "b")
        doc.apply(verbs.set_cells(doc, DATA, TW, ids, "metadata", 0))
    with opened(path) as doc:
        assert column(doc, "nama") == ["Kecamatan\nSijuk", "b"]
        assert column(doc, "metadata") == [0, 0]
