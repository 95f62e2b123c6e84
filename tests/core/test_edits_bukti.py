"""Attaching, describing, moving and removing evidence and scans, on real files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from core.document import Document
from core.edits import bukti as verbs
from core.edits.bukti import BerkasBukti
from core.edits.impor import read_isian
from core.edits.periode import start_quarter
from core.edits.register import add_rows, delete_rows, duplicate_rows
from core.errors import FrozenError, InputError
from core.evidence_counts import count_of_iku, counts, name_of, targets
from core.model.change import Change
from core.model.pengesahan import Bukti
from core.model.periode import TAHUNAN, Periode
from tests.core.files import opened
from tests.core.signing import sign

TW1, TW2 = Periode(2025, 1), Periode(2025, 2)
INPUT = "spbe.indikator.32"


def berkas(nama: str = "SK Tim.pdf", isi: str = "") -> BerkasBukti:
    return BerkasBukti(nama, hashlib.sha256((isi or nama).encode()).hexdigest(), 1000)


def add(doc: Document, untuk: str, *items: BerkasBukti, periode: Periode = TW1) -> list[Bukti]:
    doc.apply(verbs.tambah_bukti(doc, periode, untuk, items or [berkas()]))
    return list(doc.bukti(periode, untuk))


def undone(doc: Document, change: Change) -> None:
    doc.apply(change.inverse())


def titles(doc: Document, untuk: str, periode: Periode = TW1) -> list[str]:
    return [each.judul for each in doc.bukti(periode, untuk)]


@pytest.fixture
def row_id(doc: Document) -> str:
    """A row of the register of media in TW I."""
    doc.apply(add_rows(doc, "media", TW1, [{"nama": "Instagram"}]))
    return next(iter(doc.register("media", TW1)))


def test_evidence_is_attached_to_what_it_supports(doc: Document, row_id: str) -> None:
    for untuk in ("", "spbe", INPUT, f"media:{row_id}"):
        (piece,) = add(doc, untuk)
        assert (piece.untuk, piece.judul, piece.nama) == (untuk, "SK Tim", "SK Tim.pdf")
    assert counts(doc, TW1) == {"": 1, "spbe": 1, INPUT: 1, f"media:{row_id}": 1}
    assert count_of_iku(doc, TW1, "spbe") == 2
    assert count_of_iku(doc, TW1, "layanan") == 1
    assert count_of_iku(doc, TW1, "keamanan") == 0


def test_it_survives_closing(path: Path) -> None:
    with opened(path) as doc:
        add(doc, "spbe", berkas("a.pdf"), berkas("b.pdf"))
    with opened(path) as doc:
        assert titles(doc, "spbe") == ["a", "b"]


def test_a_year_takes_evidence_too(doc: Document) -> None:
    year = Periode(2025, TAHUNAN)
    assert len(add(doc, "", periode=year)) == 1
    assert len(add(doc, "spbe", periode=year)) == 1


@pytest.mark.parametrize(
    "untuk", ["nihil", "spbe.indikator.99", "media:tidak-ada", "profil:profil", "spbe."]
)
def test_what_is_not_there_takes_none(doc: Document, untuk: str) -> None:
    with pytest.raises(InputError, match="tidak ada dalam TW I 2025"):
        verbs.tambah_bukti(doc, TW1, untuk, [berkas()])


def test_labels_name_what_was_done(doc: Document, row_id: str) -> None:
    change = verbs.tambah_bukti(doc, TW1, INPUT, [berkas()])
    assert change.label.startswith("Bukti “SK Tim” ditambahkan untuk SPBE: 32 ")
    two = [berkas("a.pdf"), berkas("b.pdf")]
    change = verbs.tambah_bukti(doc, TW1, f"media:{row_id}", two)
    assert change.label == "2 bukti ditambahkan untuk Media diseminasi: Instagram"
    assert verbs.tambah_bukti(doc, TW1, "", two).label == "2 bukti ditambahkan untuk TW I 2025"


def test_the_same_content_is_attached_once_to_one_thing(doc: Document) -> None:
    twice = [berkas("a.pdf", "x"), berkas("b.pdf", "x")]
    assert len(add(doc, "spbe", *twice)) == 1
    assert verbs.tambah_bukti(doc, TW1, "spbe", twice).butir == ()
    assert len(add(doc, INPUT, *twice)) == 1


def test_a_piece_is_described_and_undone(doc: Document) -> None:
    (piece,) = add(doc, "spbe")
    change = verbs.ubah_bukti(doc, piece.id, "halaman", " hal.  12 ")
    doc.apply(change)
    assert doc.bukti(TW1)[0].halaman == "hal. 12"
    assert change.label == "Halaman bukti “SK Tim” diisi “hal. 12”"
    undone(doc, change)
    assert doc.bukti(TW1) == (piece,)
    assert verbs.ubah_bukti(doc, piece.id, "judul", "SK Tim").butir == ()
    with pytest.raises(InputError, match="harus diisi"):
        verbs.ubah_bukti(doc, piece.id, "judul", " ")
    with pytest.raises(InputError, match="terlalu panjang"):
        verbs.ubah_bukti(doc, piece.id, "halaman", "x" * 101)


def test_pieces_move_to_another_figure(doc: Document) -> None:
    one, two = add(doc, "spbe", berkas("a.pdf"), berkas("b.pdf"))
    add(doc, INPUT, berkas("a.pdf"))
    change = verbs.pindahkan_bukti(doc, [one.id, two.id], INPUT)
    doc.apply(change)
    assert titles(doc, INPUT) == ["b", "a"]  # by the order in which they came
    assert titles(doc, "spbe") == ["a"]  # that content supports the input already
    assert change.label.startswith("Bukti “b” dipindahkan ke SPBE: 32 ")
    undone(doc, change)
    assert titles(doc, "spbe") == ["a", "b"]


def test_pieces_change_their_order(doc: Document) -> None:
    ids = [each.id for each in add(doc, "spbe", berkas("a.pdf"), berkas("b.pdf"), berkas("c.pdf"))]
    change = verbs.geser_bukti(doc, ids[2], -1)
    doc.apply(change)
    assert titles(doc, "spbe") == ["a", "c", "b"]
    undone(doc, change)
    assert titles(doc, "spbe") == ["a", "b", "c"]
    assert verbs.geser_bukti(doc, ids[0], -1).butir == ()
    assert verbs.geser_bukti(doc, ids[2], 1).butir == ()


def test_removing_is_undone(doc: Document) -> None:
    before = add(doc, "spbe", berkas("a.pdf"), berkas("b.pdf"))
    change = verbs.hapus_bukti(doc, [before[0].id])
    doc.apply(change)
    assert change.label == "Bukti “a” dihapus"
    assert titles(doc, "spbe") == ["b"]
    undone(doc, change)
    assert list(doc.bukti(TW1)) == before


# What becomes of it when rows and quarters change


def test_the_evidence_of_a_row_goes_with_it_and_comes_back(doc: Document, row_id: str) -> None:
    (piece,) = add(doc, f"media:{row_id}")
    (other,) = add(doc, "spbe")
    change = delete_rows(doc, "media", TW1, [row_id])
    assert change.label == "Baris “Instagram” dihapus beserta 1 bukti"
    doc.apply(change)
    assert doc.bukti(TW1) == (other,)
    undone(doc, change)
    assert set(doc.bukti(TW1)) == {piece, other}
    assert row_id in doc.register("media", TW1)


def test_an_import_that_drops_a_row_drops_its_evidence(doc: Document, row_id: str) -> None:
    add(doc, f"media:{row_id}")
    text = '{"tahun": 2025, "periode": "tw1", "media": [{"nama": "Radio"}]}'
    doc.apply(read_isian(doc, text))
    assert doc.bukti(TW1) == ()


def test_a_copied_row_and_a_new_quarter_start_without_evidence(doc: Document, row_id: str) -> None:
    add(doc, f"media:{row_id}")
    add(doc, "spbe")
    doc.apply(duplicate_rows(doc, "media", TW1, [row_id]))
    doc.apply(start_quarter(doc, TW2))
    assert doc.bukti(TW2) == ()
    assert len(doc.register("media", TW2)) == 2
    assert len(doc.bukti(TW1)) == 2


def test_a_row_that_has_gone_is_said_to_have_gone(doc: Document) -> None:
    assert name_of(doc, TW1, "media:hilang") == "Baris media yang sudah dihapus"
    assert name_of(doc, TW1, "nihil.x") == "Isian yang sudah tidak ada"
    assert name_of(doc, TW1, "spbe.nihil") == "SPBE: isian yang sudah tidak ada"


def test_every_target_takes_evidence_and_has_a_name_of_its_own(doc: Document) -> None:
    for periode in (TW1, Periode(2025, TAHUNAN)):
        found = targets(doc, periode)
        assert found[0] == ""
        names = [name_of(doc, periode, each) for each in found]
        assert len(set(names)) == len(found)
        assert not any("tidak ada" in each for each in names)
        for untuk in found:
            assert verbs.tambah_bukti(doc, periode, untuk, [berkas()]).butir


# Signed periods


def test_a_signed_quarter_keeps_its_evidence_as_it_is(path: Path) -> None:
    with opened(path) as doc:
        (piece,) = add(doc, "spbe")
        sign(doc, TW1)
        for change in (
            verbs.tambah_bukti(doc, TW1, "spbe", [berkas("b.pdf")]),
            verbs.ubah_bukti(doc, piece.id, "catatan", "x"),
            verbs.pindahkan_bukti(doc, [piece.id], ""),
            verbs.hapus_bukti(doc, [piece.id]),
        ):
            with pytest.raises(FrozenError, match="telah disahkan"):
                doc.apply(change)
        assert doc.bukti(TW1) == (piece,)


def test_the_scan_of_a_signed_sheet_comes_and_goes_though_it_is_signed(path: Path) -> None:
    with opened(path) as doc:
        sign(doc, TW1)
        signed = doc.pengesahan(TW1)
        assert signed is not None
        change = verbs.tambah_pindaian(doc, signed, [berkas("pindai.pdf")])
        doc.apply(change)
        (scan,) = doc.pindaian(signed.id)
        assert (scan.nama, scan.oleh, scan.ukuran) == ("pindai.pdf", "Uji", 1000)
        assert change.label == "Pindaian TW I 2025 versi 1 ditambahkan"
        assert verbs.tambah_pindaian(doc, signed, [berkas("pindai.pdf")]).butir == ()
        gone = verbs.hapus_pindaian(doc, [scan.id])
        doc.apply(gone)
        assert gone.label == "Pindaian TW I 2025 versi 1 dihapus"
        assert doc.pindaian(signed.id) == ()
        undone(doc, gone)
        assert doc.pindaian(signed.id) == (scan,)
