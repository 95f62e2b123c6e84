"""Capaian, its class and caps, and the comparison with the period before."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from core.calculator.calculator import compute_hasil, compute_realisasi, langkah_capaian
from core.calculator.capaian import compute_capaian, peringkat_capaian
from core.model.hasil import Hasil, Realisasi
from core.model.profil import Target
from tests.core.definitions import DENPASAR, IKU_SPBE, SPBE, TW2, isian

DENPASAR_REALISASI = compute_realisasi(SPBE, isian(DENPASAR))
BLANK = compute_realisasi(SPBE, isian({}))


def hasil(
    realisasi: Realisasi = DENPASAR_REALISASI,
    *,
    target: str | None = "2.6",
    sebelumnya: Realisasi | None = None,
    batas: int | None = None,
    arah: str = "naik",
) -> Hasil:
    promised = None if target is None else Target(Decimal(target), "Predikat Baik")
    limit = None if batas is None else Decimal(batas)
    by = SPBE._replace(arah=arah)
    return compute_hasil(IKU_SPBE, by, TW2, realisasi, sebelumnya, promised, limit)


@pytest.mark.parametrize(
    ("percent", "peringkat"),
    [
        ("91", "Sangat Tinggi"),
        ("90.996", "Tinggi"),
        ("76", "Tinggi"),
        ("75.9999", "Sedang"),
        ("66", "Sedang"),
        ("65.9999", "Rendah"),
        ("51", "Rendah"),
        ("50.9999", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
        ("300", "Sangat Tinggi"),
    ],
)
def test_class_at_its_bounds_on_the_unrounded_value(percent: str, peringkat: str) -> None:
    assert peringkat_capaian(Fraction(percent)) == peringkat


@pytest.mark.parametrize(
    ("target", "realisasi", "arah", "expected"),
    [
        ("80", "60", "naik", "75"),
        ("80", "0", "naik", "0"),
        ("80", "60", "turun", "125"),
        ("80", "100", "turun", "75"),
        ("80", "160", "turun", "0"),
        ("80", "200", "turun", "0"),
    ],
)
def test_capaian_in_both_directions(target: str, realisasi: str, arah: str, expected: str) -> None:
    assert compute_capaian(Decimal(target), Fraction(realisasi), arah) == Fraction(expected)


def test_capaian_rests_on_the_exact_value() -> None:
    result = hasil()
    assert result.capaian == Fraction(647, 182) / Fraction("2.6") * 100
    assert (result.capaian_tampil, result.peringkat) == ("136,73", "Sangat Tinggi")
    assert result.target_teks == "Predikat Baik"
    step = langkah_capaian(result)
    assert step.substitusi == "≈ 3,554945 / 2,6 × 100%"
    assert step.hasil == "≈ 136,728656%, disajikan 136,73% → Sangat Tinggi"


@pytest.mark.parametrize(("batas", "shown"), [(100, "100,00"), (120, "120,00")])
def test_a_cap_prints_both_figures(batas: int, shown: str) -> None:
    result = hasil(batas=batas)
    assert result.capaian == batas
    assert result.capaian_tanpa_batas == Fraction(647, 182) / Fraction("2.6") * 100
    assert result.capaian_tampil == f"{shown} (tanpa batas 136,73)"
    assert result.peringkat == "Sangat Tinggi"
    assert f"≈ 136,728656%, dibatasi {shown}%" in langkah_capaian(result).hasil


def test_a_cap_that_is_not_reached_says_nothing() -> None:
    assert hasil(target="5", batas=100).capaian_tampil == "71,10"


@pytest.mark.parametrize(
    ("realisasi", "target", "sebab"),
    [
        (DENPASAR_REALISASI, None, "tidak dapat dihitung: target belum ditetapkan"),
        (DENPASAR_REALISASI, "0", "tidak dapat dihitung: target tidak lebih dari nol"),
        (BLANK, "2.6", "belum diisi: 16 dari 16 indikator"),
    ],
)
def test_no_capaian_without_target_or_realisasi(
    realisasi: Realisasi, target: str | None, sebab: str
) -> None:
    result = hasil(realisasi, target=target)
    assert (result.capaian, result.capaian_tampil, result.peringkat) == (None, None, None)
    assert result.capaian_sebab == sebab
    assert langkah_capaian(result).hasil == sebab.partition(":")[0]


def test_lower_is_better_is_written_out() -> None:
    step = langkah_capaian(hasil(target="4", arah="turun"))
    assert step.substitusi == "≈ (2 × 4 − 3,554945) / 4 × 100%"


def test_difference_from_the_period_before() -> None:
    before = DENPASAR_REALISASI._replace(nilai=Fraction(4))
    assert hasil(sebelumnya=before).selisih == Fraction(647, 182) - 4
    assert hasil().selisih is None
    assert hasil(sebelumnya=BLANK).selisih_sebab is None


def test_values_of_different_versions_are_not_compared() -> None:
    result = hasil(sebelumnya=DENPASAR_REALISASI._replace(versi="PermenPANRB 5/2018"))
    assert result.selisih is None
    assert result.selisih_sebab == (
        "tidak dibandingkan: periode sebelumnya dihitung menurut PermenPANRB 5/2018, "
        "kini PermenPANRB 59/2020"
    )


def test_a_figure_by_an_unverified_definition_says_so() -> None:
    template = SPBE._replace(terverifikasi=False)
    found = compute_realisasi(template, isian(DENPASAR))
    assert found.nilai == DENPASAR_REALISASI.nilai
    assert found.peringatan[-1] == (
        f"Dihitung menurut definisi yang belum terverifikasi: {SPBE.skema}."
    )
    assert compute_realisasi(template, isian({})).peringatan == ()


def test_without_definition_nothing_is_raised() -> None:
    nothing = compute_realisasi(None, isian({}))
    result = compute_hasil(IKU_SPBE, None, TW2, nothing, None, None, None)
    assert (result.capaian, result.satuan) == (None, "")
