"""The weighted index: worked cases of the regulation, all SPBE sums, blanks, the official index."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calculator.bands import pita_of
from core.calculator.calculator import compute_realisasi
from core.model.definisi import Definisi, IndeksBerbobot
from core.model.hasil import Realisasi
from tests.core.definitions import (
    BENTUK_SPBE,
    DENPASAR,
    PITA_SPBE,
    SPBE,
    TINGKAT,
    aspek,
    definisi,
    isian,
    levels_with_sum,
    spbe_levels,
)


def compute(nilai: dict[str, str], by: Definisi = SPBE) -> Realisasi:
    return compute_realisasi(by, isian(nilai))


def steps_text(realisasi: Realisasi) -> str:
    return "\n".join(f"{step.substitusi} = {step.hasil}" for step in realisasi.langkah)


def test_levels_of_equal_weight_give_the_aspect_of_the_regulation() -> None:
    bentuk = IndeksBerbobot(Decimal(4), (aspek("a", "4", (1, 2, 3, 4), "1"),), TINGKAT)
    levels = {f"x.indikator.{n}": level for n, level in zip("1234", "3432", strict=True)}
    assert compute(levels, definisi("x", bentuk)).tampil == "3,00"


@pytest.mark.parametrize(
    ("weights", "indices", "shown"),
    [
        (("10", "10", "5"), ("3", "4", "3"), "3,40"),
        (("13", "25", "16.5", "45.5"), ("3.7", "3.4", "3", "3.2"), "3,28"),
    ],
)
def test_worked_cases_of_the_regulation_from_aspect_indices(
    weights: tuple[str, ...], indices: tuple[str, ...], shown: str
) -> None:
    parts = tuple(aspek(f"a{n}", weight, (n,), weight) for n, weight in enumerate(weights))
    bentuk = IndeksBerbobot(sum(map(Decimal, weights), Decimal(0)), parts, TINGKAT)
    nilai = {f"x.aspek.a{n}": index for n, index in enumerate(indices)} | {"x.cara": "aspek"}
    assert compute(nilai, definisi("x", bentuk)).tampil == shown


def test_kota_denpasar_2021() -> None:
    realisasi = compute(DENPASAR)
    assert realisasi.nilai == Fraction(647, 182)
    assert (realisasi.tampil, realisasi.predikat) == ("3,55", "Sangat Baik")
    assert (realisasi.terisi, realisasi.jumlah, realisasi.kurang) == (16, 16, ())
    text = steps_text(realisasi)
    assert "(2,75×4 + 2,75×3 + 2,75×3 + 2,75×5 + 2,75×5 +" in text
    assert " / 27,5 = 3,70" in text
    assert "≈ 3,333333" in text
    assert "≈ (1 / 45,5) × (3,70×27,5 + 3,333333×18) = ≈ 3,554945, disajikan 3,55" in text
    assert "3,5 ≤ 3,554945 < 4,2 = Sangat Baik" in text


def independent_predikat(quarters: int) -> str:
    """Class from 2,75 A + 3 P in quarters (of a hundredth weight), compared in whole numbers."""
    for bound, name in ((42, "Memuaskan"), (35, "Sangat Baik"), (26, "Baik"), (18, "Cukup")):
        if quarters * 10 >= bound * 182:
            return name
    return "Kurang"


def test_every_combination_of_spbe_sums() -> None:
    contradictions = 0
    for first in range(10, 51):
        for second in range(6, 31):
            nilai = spbe_levels(levels_with_sum(first, 10), levels_with_sum(second, 6))
            realisasi = compute(nilai)
            quarters = 11 * first + 12 * second
            assert realisasi.nilai == Fraction(quarters, 182)
            hundredths = (quarters * 100 * 2 + 182) // (2 * 182)
            assert realisasi.tampil == f"{hundredths // 100},{hundredths % 100:02d}"
            assert realisasi.predikat == independent_predikat(quarters)
            by_shown = pita_of(PITA_SPBE, Fraction(hundredths, 100))
            assert by_shown is not None
            assert bool(realisasi.catatan) == (by_shown.predikat != realisasi.predikat)
            contradictions += by_shown.predikat != realisasi.predikat
    assert contradictions > 0


def test_a_printed_value_that_seems_to_contradict_its_predikat_is_explained() -> None:
    realisasi = compute(spbe_levels(levels_with_sum(40, 10), levels_with_sum(27, 6)))
    assert (realisasi.tampil, realisasi.predikat) == ("4,20", "Sangat Baik")
    assert realisasi.catatan == (
        "Nilai yang dicetak 4,20, sedangkan nilai yang tidak dibulatkan 4,1978 (batas 4,2); "
        "predikat Sangat Baik ditetapkan dari nilai yang tidak dibulatkan.",
    )


@given(st.sets(st.sampled_from(sorted(DENPASAR)), min_size=1))
def test_blank_stays_blank(removed: set[str]) -> None:
    realisasi = compute({key: level for key, level in DENPASAR.items() if key not in removed})
    assert (realisasi.nilai, realisasi.tampil, realisasi.predikat) == (None, None, None)
    assert realisasi.sebab == f"belum diisi: {len(removed)} dari 16 indikator"
    assert (realisasi.terisi, realisasi.jumlah) == (16 - len(removed), 16)
    assert len(realisasi.kurang) == len(removed)
    assert realisasi.ada_isian == (len(removed) < 16)
    assert "…" in steps_text(realisasi)


def test_every_input_stands_in_a_step() -> None:
    nilai = DENPASAR | {
        "spbe.resmi": "3.55",
        "spbe.resmi_status": "final",
        "spbe.cara": "indikator",
    }
    steps = compute(nilai).langkah
    assert set(nilai) == {key for step in steps for key in step.masukan}


@pytest.mark.parametrize("text", ["0", "6", "2.5", "abc", "1e400"])
def test_a_level_that_cannot_be_is_not_computed_with(text: str) -> None:
    realisasi = compute(DENPASAR | {"spbe.indikator.32": text})
    assert realisasi.nilai is None
    assert realisasi.sebab is not None
    assert realisasi.sebab.startswith("tidak dapat dihitung: 32 Layanan 32")


def test_cara_and_keterangan_are_no_figures() -> None:
    realisasi = compute({"spbe.cara": "aspek", "spbe.keterangan": "teks", "spbe.resmi_nomor": "1"})
    assert not realisasi.ada_isian
    assert realisasi.sebab == "belum diisi: 2 dari 2 indeks aspek"


def test_aspect_mode_uses_the_typed_indices_and_says_so() -> None:
    nilai = {"spbe.aspek.administrasi": "3.7", "spbe.aspek.publik": "3.33", "spbe.cara": "aspek"}
    realisasi = compute(DENPASAR | nilai)
    assert realisasi.nilai == Fraction("161.69") / Fraction("45.5")
    assert "dapat berbeda 0,01" in realisasi.catatan[0]
    assert (realisasi.terisi, realisasi.jumlah) == (2, 2)


@pytest.mark.parametrize(
    ("official", "printed", "notes", "warnings"),
    [
        ("3.55", "3,55", 1, 0),
        ("3.56", "3,56", 2, 0),
        ("3.54", "3,54", 2, 0),
        ("3.57", "3,55", 1, 1),
        ("3.53", "3,55", 1, 1),
        ("3.561", "3,55", 1, 1),
    ],
)
def test_an_official_index_is_printed_if_it_differs_by_a_hundredth_at_most(
    official: str, printed: str, notes: int, warnings: int
) -> None:
    realisasi = compute(DENPASAR | {"spbe.resmi": official})
    assert realisasi.nilai == Fraction(647, 182)
    assert realisasi.tampil == printed
    assert len(realisasi.catatan) == notes
    assert len(realisasi.peringatan) == warnings
    assert all("3,55" in sentence for sentence in realisasi.peringatan)


def test_the_predikat_stays_that_of_the_computed_value() -> None:
    """The computed 3,492088 is Baik, also where the official 3,50 is printed; a note says why."""
    realisasi = compute(
        {
            "spbe.cara": "aspek",
            "spbe.aspek.administrasi": "3.5",
            "spbe.aspek.publik": "3.48",
            "spbe.resmi": "3.5",
        }
    )
    assert realisasi.nilai is not None
    assert realisasi.nilai < Fraction(7, 2)
    assert (realisasi.tampil, realisasi.predikat) == ("3,50", "Baik")
    assert "3,4921 (batas 3,5); predikat Baik" in realisasi.catatan[-1]


def test_the_official_index_alone() -> None:
    realisasi = compute(
        {
            "spbe.resmi": "3.88",
            "spbe.resmi_status": "final",
            "spbe.resmi_nomor": "663/2024",
            "spbe.resmi_tanggal": "2025-01-06",
        }
    )
    assert (realisasi.nilai, realisasi.tampil) == (Fraction("3.88"), "3,88")
    assert (realisasi.predikat, realisasi.sebab) == ("Sangat Baik", None)
    assert realisasi.catatan == (
        "Nilai adalah indeks resmi 3,88; rincian indikator belum diisi.",
        "Indeks resmi 3,88: status final, keputusan nomor 663/2024, tanggal 6 Januari 2025.",
    )
    assert (realisasi.terisi, realisasi.jumlah, len(realisasi.kurang)) == (0, 16, 16)
    assert realisasi.ada_isian


def test_the_official_index_with_some_levels() -> None:
    nilai = DENPASAR | {"spbe.resmi": "3.88"}
    del nilai["spbe.indikator.40"]
    realisasi = compute(nilai)
    assert realisasi.tampil == "3,88"
    assert "rincian baru diisi 15 dari 16 indikator" in realisasi.catatan[0]
    assert realisasi.kurang == ("40 Layanan 40",)


def test_an_official_index_on_a_bound_may_have_been_below_it() -> None:
    assert "tepat di batas 3,5" in compute({"spbe.resmi": "3.5"}).peringatan[0]
    assert compute({"spbe.resmi": "3.51"}).peringatan == ()


def test_an_impossible_official_index_is_no_value() -> None:
    assert (compute({"spbe.resmi": "38.8"}).sebab or "").startswith("tidak dapat dihitung: Indeks")
    realisasi = compute(DENPASAR | {"spbe.resmi": "38.8"})
    assert realisasi.tampil == "3,55"
    assert "diabaikan" in realisasi.peringatan[0]


def test_a_definition_without_weights_gives_a_reason_and_no_exception() -> None:
    for bentuk in (
        BENTUK_SPBE._replace(bobot=Decimal(0)),
        BENTUK_SPBE._replace(aspek=()),
        BENTUK_SPBE._replace(aspek=(aspek("administrasi", "1", (32,), "0"),)),
        BENTUK_SPBE._replace(aspek=(aspek("administrasi", "1", (), "0"),)),
    ):
        realisasi = compute(DENPASAR, SPBE._replace(bentuk=bentuk))
        assert realisasi.nilai is None
        assert (realisasi.sebab or "").startswith("tidak dapat dihitung: ")


def test_a_value_outside_every_band_is_a_warning() -> None:
    realisasi = compute(DENPASAR, SPBE._replace(pita=PITA_SPBE[:1]))
    assert realisasi.predikat is None
    assert "tidak termasuk pita" in realisasi.peringatan[0]


def test_no_definition_for_the_year() -> None:
    realisasi = compute_realisasi(None, isian(DENPASAR))
    assert realisasi.sebab == (
        "tidak dapat dihitung: tidak ada definisi yang berlaku untuk tahun 2024"
    )
