"""The year from its quarters: posisi akhir, kumulatif, rata-rata."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.calculator.calculator import compute_realisasi, compute_tahunan
from core.model.definisi import Definisi
from core.model.hasil import Realisasi
from tests.core.definitions import (
    DENPASAR,
    SPBE,
    STATISTIK,
    isian,
    keamanan,
    levels_with_sum,
    spbe_levels,
)

BLANK = compute_realisasi(SPBE, isian({}))
PARTIAL = compute_realisasi(SPBE, isian({"spbe.indikator.32": "4"}))
LOW = compute_realisasi(SPBE, isian(spbe_levels([2] * 10, [2] * 6)))
HIGH = compute_realisasi(SPBE, isian(spbe_levels([5] * 10, [5] * 6)))
OFFICIAL = compute_realisasi(SPBE, isian(DENPASAR | {"spbe.resmi": "3.56"}))
KUMULATIF = SPBE._replace(aturan_tahun="kumulatif", pita=())
RATA_RATA = SPBE._replace(aturan_tahun="rata_rata")


def test_the_last_filled_quarter_is_the_year() -> None:
    year = compute_tahunan(SPBE, [LOW, LOW, OFFICIAL, BLANK])
    assert (year.nilai, year.tampil, year.predikat) == (Fraction(647, 182), "3,56", "Sangat Baik")
    assert year.catatan[-1] == "posisi akhir: Triwulan III"
    assert year.langkah[0].substitusi == "Triwulan III"
    assert year.langkah[1:] == OFFICIAL.langkah


def test_the_fourth_quarter_needs_no_note() -> None:
    year = compute_tahunan(SPBE, [BLANK, HIGH, BLANK, LOW])
    assert (year.tampil, year.catatan) == ("2,00", ())


def test_an_incomplete_last_quarter_leaves_the_year_open() -> None:
    year = compute_tahunan(SPBE, [HIGH, HIGH, PARTIAL, BLANK])
    assert (year.nilai, year.tampil, year.predikat) == (None, None, None)
    assert year.sebab == "belum diisi: Triwulan III belum lengkap (15 dari 16 indikator)"
    assert len(year.kurang) == 15


def test_an_impossible_last_quarter() -> None:
    impossible = compute_realisasi(SPBE, isian(DENPASAR | {"spbe.indikator.32": "9"}))
    year = compute_tahunan(SPBE, [HIGH, impossible, BLANK, BLANK])
    assert (year.sebab or "").startswith("tidak dapat dihitung: Triwulan II (32 Layanan 32")


@pytest.mark.parametrize("definisi", [SPBE, KUMULATIF, RATA_RATA])
def test_a_year_without_figures(definisi: Definisi) -> None:
    year = compute_tahunan(definisi, [BLANK] * 4)
    assert year.sebab == "belum diisi: belum ada triwulan yang terisi"
    assert not year.ada_isian


def test_sum_of_the_quarters() -> None:
    year = compute_tahunan(KUMULATIF, [LOW, HIGH, LOW, BLANK])
    assert (year.nilai, year.tampil, year.predikat) == (Fraction(9), "9,00", None)
    assert year.langkah[0].substitusi == "2,00 + 5,00 + 2,00"
    assert year.catatan == ("dihitung dari Triwulan I sampai Triwulan III",)
    assert (year.terisi, year.jumlah) == (48, 48)


def test_mean_of_the_quarters_has_its_own_predikat() -> None:
    year = compute_tahunan(RATA_RATA, [BLANK, LOW, HIGH, HIGH])
    assert (year.nilai, year.predikat) == (Fraction(4), "Sangat Baik")
    assert year.langkah[0].substitusi == "(2,00 + 5,00 + 5,00) / 3"
    whole = compute_tahunan(RATA_RATA, [LOW, LOW, LOW, HIGH])
    assert (whole.nilai, whole.predikat, whole.catatan) == (Fraction(11, 4), "Baik", ())


def test_a_mean_is_taken_of_exact_values() -> None:
    """4,197802 three times is below 4,2 though each quarter prints 4,20."""
    near = compute_realisasi(
        SPBE, isian(spbe_levels(levels_with_sum(40, 10), levels_with_sum(27, 6)))
    )
    year = compute_tahunan(RATA_RATA, [near] * 4)
    assert (year.tampil, year.predikat) == ("4,20", "Sangat Baik")
    assert "ditetapkan dari nilai yang tidak dibulatkan" in year.catatan[0]


@pytest.mark.parametrize("definisi", [KUMULATIF, RATA_RATA])
@pytest.mark.parametrize("gap", [BLANK, PARTIAL])
def test_a_gap_leaves_sum_and_mean_open(definisi: Definisi, gap: Realisasi) -> None:
    year = compute_tahunan(definisi, [LOW, gap, HIGH, BLANK])
    assert (year.nilai, year.tampil, year.predikat) == (None, None, None)
    detail = "" if gap is BLANK else " belum lengkap (15 dari 16 indikator)"
    assert year.sebab == f"belum diisi: Triwulan II{detail}"
    assert year.kurang[0].startswith("Triwulan II: ")


def test_quarters_of_different_versions_are_not_added() -> None:
    other = HIGH._replace(versi="lain")
    year = compute_tahunan(KUMULATIF, [LOW, other, BLANK, BLANK])
    assert (year.sebab or "").startswith("tidak dapat dihitung: skema, versi")


def test_percentages_and_readings_of_the_last_quarter_stay() -> None:
    by = STATISTIK._replace(aturan_tahun="rata_rata")
    quarters = [
        compute_realisasi(by, isian({}, {"data_statistik": {(1, 1, 1, 1): n, (0, 0, 0, 0): 3}}))
        for n in (1, 3, 1, 3)
    ]
    year = compute_tahunan(by, quarters)
    assert year.langkah[0].hasil == "37,50%"
    kami = compute_realisasi(keamanan(), isian({"keamanan.versi": "5", "keamanan.nilai.pdp": "1"}))
    assert compute_tahunan(keamanan(), [kami] * 4).bacaan_lain == kami.bacaan_lain


def test_no_definition_and_a_wrong_number_of_quarters() -> None:
    nothing = compute_realisasi(None, isian({}))
    assert "tahun 2024" in (compute_tahunan(None, [nothing] * 4).sebab or "")
    with pytest.raises(ValueError, match="four quarters"):
        compute_tahunan(SPBE, [LOW])


def test_a_mean_is_followed_by_the_steps_of_its_quarters() -> None:
    year = compute_tahunan(RATA_RATA, [LOW, HIGH, BLANK, BLANK])
    expected = [f"Triwulan I: {each.judul}" for each in LOW.langkah]
    expected += [f"Triwulan II: {each.judul}" for each in HIGH.langkah]
    assert [each.judul for each in year.langkah if each.judul.startswith("Triwulan")] == expected
