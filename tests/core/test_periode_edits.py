"""Starting a quarter as a copy, and dating a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalogue import sample_text
from core.document import Document
from core.edits.impor import read_isian
from core.edits.isian import fill_in, set_target
from core.edits.periode import set_tanggal_lembar, source_of_copy, start_quarter
from core.errors import InputError
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER
from tests.core.files import new_file, opened

TW4, NEXT = Periode(2025, 4), Periode(2026, 1)
OWN = ("resmi", "status_resmi", "keterangan", "tanggal_data")


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    with opened(new_file(tmp_path)) as doc:
        doc.apply(read_isian(doc, sample_text()))
        yield doc


class TestStartQuarter:
    def test_a_whole_quarter_in_one_step(self, doc: Document) -> None:
        steps = doc.journal()[-1].nomor
        doc.apply(start_quarter(doc, NEXT))
        assert doc.journal()[-1].nomor == steps + 1
        for kode, register in REGISTER.items():
            columns = [kolom.kode for kolom in register.kolom]
            old, new = doc.register(kode, TW4), doc.register(kode, NEXT)
            assert not set(old) & set(new)
            assert [[row[c] for c in columns] for row in old.values()] == [
                [row[c] for c in columns] for row in new.values()
            ]
        for hasil in doc.hasil(NEXT):
            if hasil.iku != "spbe":  # its official index stays with its own quarter
                assert hasil.realisasi.nilai == doc.hasil_iku(hasil.iku, TW4).realisasi.nilai

    def test_copied_rows_are_named_after_their_source(self, doc: Document) -> None:
        change = start_quarter(doc, NEXT)
        assert start_quarter(doc, NEXT) == change
        doc.apply(change)
        doc.apply(start_quarter(doc, Periode(2026, 2)))
        ids = [
            row_id
            for kode in REGISTER
            for periode in (NEXT, Periode(2026, 2))
            for row_id in doc.register(kode, periode)
        ]
        assert len(set(ids)) == len(ids) > 2
        assert all(len(each) == 32 and int(each, 16) for each in ids)

    def test_official_results_and_remarks_are_not_copied(self, doc: Document) -> None:
        doc.apply(start_quarter(doc, NEXT))
        copied = {key.split(".", 1)[1] for key in doc.isian(NEXT).nilai}
        assert copied
        assert not any(key.startswith(OWN) for key in copied)
        before = {k.split(".", 1)[1] for k in doc.isian(TW4).nilai}
        assert copied == {key for key in before if not key.startswith(OWN)}

    def test_a_code_of_another_scheme_is_not_copied(self, doc: Document) -> None:
        """Indicator 32 is Pengaduan Publik in the scheme of 2020, Perencanaan in that of 2021."""
        doc.apply(fill_in(doc, Periode(2020, 4), "spbe.indikator.32", "4"))
        doc.apply(fill_in(doc, Periode(2020, 4), "layanan.media.penyebut", "9"))
        first = Periode(2021, 1)
        doc.apply(start_quarter(doc, first))
        assert doc.isian(first).nilai == {"layanan.media.penyebut": "9"}

    def test_undone_it_was_never_there(self, doc: Document) -> None:
        change = start_quarter(doc, NEXT)
        doc.apply(change)
        doc.apply(change.inverse())
        assert NEXT not in doc.periode_berisi()
        assert not doc.has_periode(NEXT)

    def test_the_latest_quarter_with_inputs_is_the_source(self, doc: Document) -> None:
        assert source_of_copy(doc, Periode(2027, 3)) == TW4
        assert source_of_copy(doc, Periode(2025, 1)) is None
        assert source_of_copy(doc, Periode(2026, TAHUNAN)) is None

    def test_refused_where_there_is_something_or_nothing(self, doc: Document) -> None:
        with pytest.raises(InputError, match="sudah berisi"):
            start_quarter(doc, TW4)
        with pytest.raises(InputError, match="Belum ada triwulan"):
            start_quarter(doc, Periode(2024, 4))

    def test_another_scheme_leaves_out_what_it_does_not_know(self, tmp_path: Path) -> None:
        with opened(new_file(tmp_path, "lama.sqlite")) as doc:
            text = (
                '{"tahun": 2020, "periode": "tw4", '
                '"spbe": {"administrasi": [3,3,3,3,3,3,3], "publik": [3,3,3,3,3,3]}}'
            )
            doc.apply(read_isian(doc, text))
            doc.apply(start_quarter(doc, Periode(2021, 1)))
            known = doc.fields("spbe", Periode(2021, TAHUNAN))
            copied = doc.isian(Periode(2021, 1)).nilai
            assert set(copied) <= set(known)
            assert "spbe.indikator.25" not in copied


class TestDates:
    @pytest.mark.parametrize(
        ("text", "stored"),
        [("2 Juli 2026", "2026-07-02"), ("juli 2026", "2026-07"), ("2/7/2026", "2026-07-02")],
    )
    def test_day_or_month(self, doc: Document, text: str, stored: str) -> None:
        doc.apply(set_tanggal_lembar(doc, NEXT, text))
        assert doc.tanggal_lembar(NEXT) == stored
        assert set_tanggal_lembar(doc, NEXT, text).butir == ()
        doc.apply(set_tanggal_lembar(doc, NEXT, " "))
        assert doc.tanggal_lembar(NEXT) is None

    @pytest.mark.parametrize("text", ["30 Februari 2026", "31/4/2026", "2026-13", "besok", "2026"])
    def test_a_date_that_does_not_exist(self, doc: Document, text: str) -> None:
        with pytest.raises(InputError, match="Tanggal lembar") as caught:
            set_tanggal_lembar(doc, NEXT, text)
        assert caught.value.field == "tanggal_lembar"


class TestTargets:
    @pytest.mark.parametrize("text", ["5,1", "-1", "dua"])
    def test_out_of_range(self, doc: Document, text: str) -> None:
        with pytest.raises(InputError):
            set_target(doc, NEXT, "spbe", text)
