"""Indeks KAMI: readings, versions, blanks, and the status at each of its bounds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calculator.bands import status_of
from core.calculator.calculator import compute_realisasi
from core.model.definisi import BACAAN, VersiKami
from core.model.hasil import Realisasi
from tests.core.definitions import KAMI_4, KAMI_4_SCORES, KAMI_5, isian, keamanan

MATURITY = {
    f"keamanan.kematangan.{area.kode}": level
    for area, level in zip(KAMI_4.area, ("II", "III", "I+", "V", "II+"), strict=True)
}
BOUNDS = [
    (KAMI_4, "Rendah", (174, 312, 535, 645)),
    (KAMI_4, "Tinggi", (272, 455, 583, 645)),
    (KAMI_4, "Strategis", (333, 535, 609, 645)),
    (KAMI_5, "Rendah", (247, 443, 760, 918)),
    (KAMI_5, "Tinggi", (387, 646, 828, 918)),
    (KAMI_5, "Strategis", (472, 760, 864, 918)),
]
STATUS = ("Tidak Layak", "Pemenuhan Kerangka Kerja Dasar", "Cukup Baik", "Baik")


def compute(nilai: dict[str, str], cara: str = "rerata_area") -> Realisasi:
    return compute_realisasi(keamanan(cara), isian(nilai))


def spread(versi: VersiKami, total: Decimal) -> dict[str, str]:
    """Scores of all areas that add up to the total."""
    scores = {"keamanan.versi": versi.kode}
    for area in versi.area:
        score = min(area.maksimum, total)
        scores[f"keamanan.nilai.{area.kode}"] = format(score.normalize(), "f")
        total -= score
    return scores


def test_mean_over_areas_is_the_default_reading() -> None:
    realisasi = compute(KAMI_4_SCORES)
    assert realisasi.nilai == Fraction(155, 3)
    assert realisasi.tampil == "51,67"
    assert (realisasi.terisi, realisasi.jumlah) == (6, 6)
    assert realisasi.langkah[2].substitusi == "53 / 159 × 100%"
    assert realisasi.langkah[5].substitusi == ("≈ (50,00 + 50,00 + 33,333333 + 50,00 + 75,00) / 5")


@pytest.mark.parametrize(
    ("cara", "nilai", "tampil"),
    [
        ("rerata_area", Fraction(155, 3), "51,67%"),
        ("total", Fraction(32600, 645), "50,54%"),
        ("rerata_nilai", Fraction(326, 5), "65,20"),
        ("rerata_kematangan", Fraction(14, 5), "2,80"),
        ("area_tercapai", Fraction(40), "40,00%"),
    ],
)
def test_each_reading_alone_and_beside_another(cara: str, nilai: Fraction, tampil: str) -> None:
    realisasi = compute(KAMI_4_SCORES | MATURITY, cara)
    assert realisasi.nilai == nilai
    assert [other.nama for other in realisasi.bacaan_lain] == [
        nama for kode, nama in BACAAN.items() if kode != cara
    ]
    for other in BACAAN:
        if other != cara:
            beside = compute(KAMI_4_SCORES | MATURITY, other).bacaan_lain
            assert (BACAAN[cara], tampil) in [(each.nama, each.tampil) for each in beside]


@given(st.sampled_from(sorted(KAMI_4_SCORES)))
def test_a_blank_area_stays_blank(removed: str) -> None:
    realisasi = compute({key: text for key, text in KAMI_4_SCORES.items() if key != removed})
    assert (realisasi.nilai, realisasi.tampil, realisasi.status) == (None, None, None)
    assert (realisasi.sebab or "").startswith("belum diisi: ")
    assert len(realisasi.kurang) == 1
    assert realisasi.ada_isian
    assert all(other.tampil is None for other in realisasi.bacaan_lain)


def test_the_version_alone_is_no_figure() -> None:
    realisasi = compute({"keamanan.versi": "4.2", "keamanan.kategori": "Tinggi"})
    assert not realisasi.ada_isian
    assert realisasi.sebab == "belum diisi: 5 dari 5 area"


def test_without_version_it_is_named() -> None:
    realisasi = compute({})
    assert realisasi.sebab == "belum diisi: versi Indeks KAMI"
    assert realisasi.kurang == ("Versi Indeks KAMI",)


def test_an_unknown_version_cannot_be_computed() -> None:
    realisasi = compute(KAMI_4_SCORES | {"keamanan.versi": "3.1"})
    assert realisasi.sebab == (
        "tidak dapat dihitung: versi Indeks KAMI “3.1” tidak ada dalam definisi"
    )


def test_areas_of_the_other_version_do_not_count() -> None:
    realisasi = compute(KAMI_4_SCORES | {"keamanan.nilai.pdp": "84"})
    assert realisasi.nilai == Fraction(155, 3)
    assert realisasi.catatan[0] == "Tidak dihitung karena bukan area Indeks KAMI 4.x: Nilai Pdp."
    newer = compute(KAMI_4_SCORES | {"keamanan.versi": "5.0"})
    assert newer.sebab == "belum diisi: 1 dari 6 area"


def test_a_score_above_the_maximum_of_its_version() -> None:
    realisasi = compute(KAMI_4_SCORES | {"keamanan.nilai.aset": "200"})
    assert realisasi.nilai is None
    assert "melebihi nilai maksimum 168 pada Indeks KAMI 4.x" in (realisasi.sebab or "")


def test_version_and_method_tell_what_can_be_compared() -> None:
    names = {
        compute(KAMI_4_SCORES | {"keamanan.versi": version}, cara).versi
        for version in ("4", "4.2", "5.0")
        for cara in ("rerata_area", "total")
    }
    assert len(names) == 4


@pytest.mark.parametrize(("versi", "kategori", "uppers"), BOUNDS)
def test_status_at_every_bound(versi: VersiKami, kategori: str, uppers: tuple[int, ...]) -> None:
    choice = {"keamanan.kategori": kategori}
    for number, upper in enumerate(uppers):
        at = compute(spread(versi, Decimal(upper)) | choice)
        assert at.status == STATUS[number]
        if upper != uppers[-1]:
            for more in ("0.5", "1"):
                above = compute(spread(versi, upper + Decimal(more)) | choice)
                assert above.status == STATUS[number + 1]
    assert compute(spread(versi, Decimal(0)) | choice).status == "Tidak Layak"


def test_a_total_above_every_band_has_no_status() -> None:
    assert status_of(KAMI_4.kategori[0].pita, Fraction(646)) is None


def test_the_official_status_prevails_with_a_warning() -> None:
    nilai = KAMI_4_SCORES | {"keamanan.kategori": "Tinggi", "keamanan.status_resmi": "Baik"}
    realisasi = compute(nilai)
    assert realisasi.status == "Baik"
    assert "Pemenuhan Kerangka Kerja Dasar (272 < 326 ≤ 455)" in realisasi.peringatan[0]
    agreed = compute(nilai | {"keamanan.status_resmi": "Pemenuhan Kerangka Kerja Dasar"})
    assert agreed.peringatan == ()
    assert set(nilai) == {key for step in realisasi.langkah for key in step.masukan}


def test_without_category_the_figure_stands_and_the_status_waits() -> None:
    realisasi = compute(KAMI_4_SCORES)
    assert realisasi.status is None
    assert "kategori sistem elektronik belum diisi" in realisasi.catatan[0]
