"""A new file from signed sheets: equal in every figure, or none at all."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.edits.isian import fill_in
from core.edits.periode import start_quarter
from core.errors import FileError
from core.model.periode import Periode
from core.pengesahan.pulihan import Given, Rebuilt, rebuild
from core.pengesahan.verifikasi import asked_of, verifikasi_pdf
from core.printing import LEMBAR, sheet_bytes
from core.sheets import Kertas
from tests.core import altering
from tests.core.comparing import Q1, Q2, Q3, Q4, YEAR
from tests.core.files import beside, environment, opened, sample_file
from tests.core.signing import reopen, sign, without_locks


def given_of(path: Path, *, only: Sequence[str] = tuple(LEMBAR)) -> list[Given]:
    """Every signed sheet of a file, as somebody finds them in a folder."""
    with opened(path, read_only=True) as doc:
        return [
            Given(f"{lembar} {p.periode.id} v{p.versi}.pdf", doc.arsip(sidik))
            for p in doc.semua_pengesahan()
            for lembar in only
            if (sidik := p.lembar(lembar)) is not None
        ]


def rebuilt(given: Sequence[Given], folder: Path) -> Rebuilt:
    return rebuild(given, folder / "baru.sqlite", environment())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample year: quarters in both papers, one signed again after a change, and the year."""
    path = sample_file(tmp_path_factory.mktemp("asal"), "asal.sqlite")
    papers: dict[Periode, Kertas] = {Q1: "a4", Q2: "f4", Q3: "a4", Q4: "f4"}
    with opened(path) as doc:
        for periode, kertas in papers.items():
            sign(doc, periode, kertas)
        reopen(doc, Q2)
        doc.apply(fill_in(doc, Q2, "spbe.indikator.32", "2"))
        sign(doc, Q2, "a4")
        sign(doc, YEAR)
    return path


def test_every_figure_and_every_byte_is_there_again(whole: Path, tmp_path: Path) -> None:
    done = rebuilt(given_of(whole), tmp_path)
    assert done.catatan == ()
    assert [p.id for p in done.pengesahan] == [
        "2025-tw1/1",
        "2025-tw2/1",
        "2025-tw2/2",
        "2025-tw3/1",
        "2025-tw4/1",
        "2025-tahunan/1",
    ]
    with opened(whole, read_only=True) as old, opened(done.path, read_only=True) as new:
        assert new.semua_pengesahan() == old.semua_pengesahan()
        assert new.semua_perubahan() == old.semua_perubahan()
        assert new.berkas_id != old.berkas_id
        for periode in (Q1, Q2, Q3, Q4, YEAR):
            assert new.hasil(periode) == old.hasil(periode)
            for lembar in LEMBAR:
                assert sheet_bytes(new, lembar, periode) == sheet_bytes(old, lembar, periode)
        for table in ("isian", "target", "media", "sistem_informasi", "data_statistik", "bukti"):
            assert new.all_rows()[table] == old.all_rows()[table], table
        assert sheet_bytes(new, "iku", Q2, versi=1) == sheet_bytes(old, "iku", Q2, versi=1)
        for each in given_of(whole):
            assert verifikasi_pdf(asked_of(new), each.pdf).is_sound


def test_one_sheet_of_a_period_is_enough_for_its_figures(whole: Path, tmp_path: Path) -> None:
    done = rebuilt(given_of(whole, only=("pengukuran",)), tmp_path)
    with opened(whole, read_only=True) as old, opened(done.path, read_only=True) as new:
        assert new.hasil(YEAR) == old.hasil(YEAR)
        with pytest.raises(FileError, match="tidak ada dalam berkas ini"):
            sheet_bytes(new, "iku", Q1)
        found = verifikasi_pdf(asked_of(new), sheet_bytes(old, "iku", Q1))
        assert (found.jenis, "dipulihkan tanpa" in found.kalimat) == ("tidak_dikenal", True)


def test_a_later_version_needs_no_earlier_one(whole: Path, tmp_path: Path) -> None:
    with opened(whole, read_only=True) as old:
        pdf = sheet_bytes(old, "pengukuran", Q2)
    done = rebuilt([Given("v2.pdf", pdf)], tmp_path)
    with opened(whole, read_only=True) as old, opened(done.path, read_only=True) as new:
        assert new.pengesahan(Q2) == old.pengesahan(Q2)._replace(iku=None, kertas_kerja=None)  # type: ignore[union-attr]
        assert new.hasil(Q2) == old.hasil(Q2)


def test_work_goes_on_in_the_new_file(whole: Path, tmp_path: Path) -> None:
    with opened(whole, read_only=True) as old:
        pdf = sheet_bytes(old, "pengukuran", Q2)
    done = rebuilt([Given("v2.pdf", pdf)], tmp_path)
    with opened(done.path) as doc:
        doc.apply(start_quarter(doc, Q3))
        doc.apply(fill_in(doc, Q3, "spbe.indikator.32", "5"))
        sign(doc, Q3)
        reopen(doc, Q2)
        assert doc.pengesahan(Q2) is None


# What is refused


def refused(given: Sequence[Given], folder: Path, said: str) -> None:
    folder.mkdir(exist_ok=True)
    with pytest.raises(FileError, match=said) as error:
        rebuilt(given, folder)
    assert str(error.value).endswith(".")
    assert list(folder.iterdir()) == []


def test_what_is_no_sound_sheet_makes_no_file(whole: Path, tmp_path: Path) -> None:
    good, other, *_ = given_of(whole, only=("pengukuran",))
    folder = tmp_path / "kosong"
    refused([], folder, "sekurang-kurangnya satu")
    refused([good, Given("x.pdf", b"bukan")], folder, "x.pdf: ")
    refused([Given("x.pdf", altering.without_data(good.pdf))], folder, "telah dibuang")
    refused([Given("x.pdf", altering.picture_only(good.pdf))], folder, "gambar")
    with opened(whole, read_only=True) as doc:
        data = doc.arsip(doc.semua_pengesahan()[1].sidik)
    mixed = altering.with_data(good.pdf, "iku-2025-tw1-v1.json", data)
    refused([other, Given("x.pdf", mixed)], folder, "tidak sesuai dengan data")


def test_sheets_of_two_documents_are_not_mixed(whole: Path, tmp_path: Path) -> None:
    other = sample_file(tmp_path, "lain.sqlite")
    with opened(other) as doc:
        doc.environment = doc.environment._replace(clock=lambda: "2026-05-05T05:05:05")
        sign(doc, Q1)
    folder = tmp_path / "kosong"
    refused([*given_of(whole), *given_of(other)], folder, "datanya berbeda")


def test_a_year_that_rests_on_a_newer_quarter_wants_its_sheet(whole: Path, tmp_path: Path) -> None:
    given = [each for each in given_of(whole) if "tw2 v2" not in each.nama]
    refused(given, tmp_path / "kosong", "versi terbarunya")


def test_nothing_is_overwritten(whole: Path, tmp_path: Path) -> None:
    there = tmp_path / "baru.sqlite"
    there.write_text("milik orang lain")
    with pytest.raises(FileError):
        rebuilt(given_of(whole), tmp_path)
    assert there.read_text() == "milik orang lain"
    assert beside(there) == []


@pytest.mark.parametrize("alter", [altering.resaved, lambda pdf: pdf + b"\n% lagi"])
def test_a_sheet_that_was_written_anew_is_not_kept(
    whole: Path, tmp_path: Path, alter: object
) -> None:
    assert callable(alter)
    good = given_of(whole, only=("pengukuran",))[0]
    done = rebuilt([Given("x.pdf", alter(good.pdf))], tmp_path)
    (note,) = done.catatan
    assert note.startswith("x.pdf: ")
    assert "disimpan ulang" in note
    with opened(whole, read_only=True) as old, opened(done.path, read_only=True) as new:
        assert new.hasil(Q1) == old.hasil(Q1)
        assert new.semua_pengesahan()[0].pengukuran is None


def test_a_page_that_says_something_else_is_not_kept(whole: Path, tmp_path: Path) -> None:
    good = given_of(whole, only=("pengukuran",))[0]
    done = rebuilt([Given("x.pdf", altering.with_words(good.pdf, "palsu"))], tmp_path)
    (note,) = done.catatan
    assert "teks halamannya" in note
    assert done.pengesahan[0].pengukuran is None


def test_the_order_of_the_sheets_does_not_matter(whole: Path, tmp_path: Path) -> None:
    given = given_of(whole, only=("kertas-kerja",))
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    one = rebuilt(given, tmp_path / "a")
    other = rebuilt(given[::-1], tmp_path / "b")
    with opened(one.path, read_only=True) as a, opened(other.path, read_only=True) as b:
        assert a.all_rows() == b.all_rows()


def test_the_original_is_not_needed(whole: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(whole, tmp_path / "asal.sqlite"))
    given = given_of(copy)
    without_locks(copy, "DELETE FROM arsip")
    assert len(rebuilt(given, tmp_path).pengesahan) == 6
