"""Bringing back the past where something was signed since, and looking at it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from core.document import Document
from core.edits import register
from core.edits.bukti import pindahkan_bukti, ubah_bukti
from core.edits.isian import fill_in, set_target
from core.edits.periode import set_tanggal_lembar
from core.errors import FrozenError, InputError
from core.history.catatan import Catatan, Pembaca, list_catatan
from core.history.keadaan import difference, moments, tables_as_of
from core.history.kembali import bring_back
from core.history.saat_itu import as_of_document
from core.model.change import Change, DeleteRow, InsertRow
from core.model.periode import Periode
from core.model.register import Value
from core.printing import LEMBAR, sheet_bytes
from tests.core.comparing import Q1, Q2, Q3, YEAR, reworded
from tests.core.files import opened
from tests.core.signing import reopen, sign
from tests.merge.signing import content, held


def edited(doc: Document, periode: Periode) -> None:
    """A step in every table of a period."""
    doc.apply(fill_in(doc, periode, "spbe.indikator.32", "1"))
    doc.apply(set_target(doc, periode, "spbe", "4,9"))
    doc.apply(set_tanggal_lembar(doc, periode, "9 September 2025"))
    first, second = list(doc.register("media", periode))[:2]
    doc.apply(register.set_cells(doc, "media", periode, [first], "keterangan", "diubah"))
    doc.apply(register.delete_rows(doc, "media", periode, [second]))
    nilai: dict[str, Value] = {"periode_id": periode.id, "urutan": 1, "untuk": "spbe"}
    nilai |= {"judul": "Surat", "halaman": "", "catatan": "", "nama": "s.pdf"}
    nilai |= {"sidik": "ab" * 32, "ukuran": 9}
    row = InsertRow("bukti", f"b-{periode.id}", nilai)
    doc.apply(Change("Bukti ditambahkan", (row,)))
    doc.apply(Change("Bukti dihapus", (DeleteRow("bukti", row.id, nilai),)))


def bring(doc: Document, catatan: Catatan) -> Change:
    return bring_back(doc, [catatan], Pembaca(doc.all_rows(), doc.journal())).change


def own_lines(doc: Document, steps: int) -> list[Catatan]:
    return [each for each in list_catatan(doc.journal()) if each.langkah.nomor > steps]


@pytest.mark.parametrize("signed", [Q2, YEAR])
def test_no_line_of_a_signed_period_comes_back(path: Path, signed: Periode) -> None:
    with opened(path) as doc:
        steps = len(doc.journal())
        edited(doc, Q2)
        sign(doc, signed)
        before = content(doc)
        lines = own_lines(doc, steps)
        assert len(lines) == 8
        for each in lines:
            with pytest.raises(FrozenError, match=r"(Lembar > Perubahan…)"):
                bring(doc, each)
        assert content(doc) == before


def test_formal_acts_are_never_taken_back(path: Path) -> None:
    with opened(path) as doc:
        sign(doc, Q2)
        reopen(doc, Q2)
        for each in list_catatan(doc.journal())[:2]:
            assert each.butir is not None
            assert each.butir.tabel in ("perubahan", "pengesahan")
            with pytest.raises(FrozenError, match="tindakan resmi"):
                bring(doc, each)


def test_other_periods_still_come_back(path: Path) -> None:
    with opened(path) as doc:
        steps = len(doc.journal())
        edited(doc, Q3)
        before = held(doc, Q2)["rows"], held(doc, Q1)["rows"]
        sign(doc, Q2)
        done = 0
        for each in own_lines(doc, steps):
            assert each.butir is not None
            if each.butir.tabel == "pengesahan":
                continue
            with suppress(InputError):  # rows that were new then
                doc.apply(bring(doc, each))
                done += 1
        assert done == 6
        assert (held(doc, Q2)["rows"], held(doc, Q1)["rows"]) == before
        assert "b-2025-tw3" in doc.rows("bukti")


def test_evidence_gets_its_texts_back(path: Path) -> None:
    with opened(path) as doc:
        edited(doc, Q3)
        (gone,) = [
            each
            for each in list_catatan(doc.journal())
            if isinstance(each.butir, DeleteRow) and each.butir.tabel == "bukti"
        ]
        doc.apply(bring(doc, gone))
        doc.apply(ubah_bukti(doc, "b-2025-tw3", "judul", "Lain"))
        doc.apply(bring(doc, list_catatan(doc.journal())[0]))
        assert doc.rows("bukti")["b-2025-tw3"]["judul"] == "Surat"
        doc.apply(pindahkan_bukti(doc, ["b-2025-tw3"], ""))
        doc.apply(bring(doc, list_catatan(doc.journal())[0]))
        assert doc.rows("bukti")["b-2025-tw3"]["untuk"] == "spbe"


def test_a_scan_that_was_taken_out_comes_back_though_its_period_is_signed(path: Path) -> None:
    with opened(path) as doc:
        signed = sign(doc, Q2)
        nilai: dict[str, Value] = {"pengesahan_id": signed.id, "waktu": "2026-01-02T03:04:05"}
        nilai |= {"oleh": "Uji", "nama": "scan.pdf", "sidik": "cd" * 32, "ukuran": 9}
        row = InsertRow("pindaian", "p1", nilai)
        doc.apply(Change("Pindaian ditambahkan", (row,)))
        doc.apply(Change("Pindaian dihapus", (row.inverse(),)))
        doc.apply(bring(doc, list_catatan(doc.journal())[0]))
        assert [each.id for each in doc.pindaian(signed.id)] == ["p1"]


@pytest.mark.parametrize("is_later", [False, True])
def test_a_whole_earlier_content(path: Path, is_later: bool) -> None:
    """As restoring a backup does it: what leaves signed periods alone is done, else nothing is."""
    with opened(path) as doc:
        doc.apply(fill_in(doc, Q3, "spbe.indikator.33", "1"))
        earlier = len(doc.journal()) - 1
        doc.apply(fill_in(doc, Q2, "spbe.indikator.33", "1"))
        signed = sign(doc, Q2)
        if is_later:
            earlier = len(doc.journal())
            doc.apply(fill_in(doc, Q3, "spbe.indikator.32", "1"))
        now = content(doc)
        then = tables_as_of(now, doc.journal(), earlier)
        change = Change("Dipulihkan", difference(now, then))
        if is_later:
            doc.apply(change)
        else:
            with pytest.raises(FrozenError):
                doc.apply(change)
        assert content(doc) == (then if is_later else now)
        assert doc.pengesahan(Q2) == signed


def test_the_file_as_of_a_moment_shows_what_was_frozen_then(path: Path, tmp_path: Path) -> None:
    with opened(path) as doc:
        sign(doc, Q2)
        first = len(doc.journal())
        shown = held(doc, Q2)
        reopen(doc, Q2)
        doc.apply(fill_in(doc, Q2, "spbe.indikator.32", "1"))
        sign(doc, Q2)
        again = held(doc, Q2)
        doc.apply(reworded("spbe-59-2020", {"satuan": "Poin"})(doc))
        for number, (nomor, expected) in enumerate(((first, shown), (len(doc.journal()), again))):
            folder = tmp_path / str(number)
            folder.mkdir()
            then = as_of_document(doc, nomor, folder, doc.environment)
            try:
                assert held(then, Q2) == expected
                assert [sheet_bytes(then, each, Q2) for each in LEMBAR] == [
                    expected["sheets"][each] for each in LEMBAR
                ]
            finally:
                then.close()
        (tmp_path / "dahulu").mkdir()
        before = as_of_document(doc, first - 1, tmp_path / "dahulu", doc.environment)
        assert before.pengunci(Q2) is None
        before.close()
        assert len(moments(doc.journal())) == len(doc.journal())
