"""Ratios of registers: rows and typed counts, rows not judged, the empty denominator, the mix."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calculator.calculator import compute_realisasi
from core.model.hasil import Realisasi
from core.model.register import Tally
from tests.core.definitions import LAYANAN, STATISTIK, isian

JUMLAH = {
    "layanan.sistem.cara": "jumlah",
    "layanan.sistem.pembilang": "3",
    "layanan.sistem.penyebut": "4",
    "layanan.media.cara": "jumlah",
    "layanan.media.pembilang": "4",
    "layanan.media.penyebut": "6",
}
ROWS: dict[str, Tally] = {
    "sistem_informasi": {(1, 1): 3, (1, 0): 1, (0, None): 5, (0, 1): 2},
    "media": {(1,): 4, (0,): 2},
}


def layanan(nilai: Mapping[str, str], tally: Mapping[str, Tally] | None = None) -> Realisasi:
    return compute_realisasi(LAYANAN, isian(nilai, tally))


def statistik(tally: Tally) -> Realisasi:
    return compute_realisasi(STATISTIK, isian({}, {"data_statistik": tally}))


@pytest.mark.parametrize(("nilai", "tally", "count"), [(JUMLAH, {}, 4), ({}, ROWS, 17)])
def test_half_a_and_half_b(nilai: dict[str, str], tally: dict[str, Tally], count: int) -> None:
    realisasi = layanan(nilai, tally)
    assert realisasi.nilai == Fraction(75, 2) + Fraction(100, 3)
    assert realisasi.tampil == "70,83"
    assert (realisasi.terisi, realisasi.jumlah, realisasi.kurang) == (count, count, ())
    assert realisasi.langkah[-1].substitusi == "≈ 0,5×75,00 + 0,5×66,666667"
    assert realisasi.langkah[0].substitusi == "3 / 4 × 100%"
    assert realisasi.ada_isian


def test_every_input_of_a_ratio_stands_in_a_step() -> None:
    used = {key for step in layanan(JUMLAH).langkah for key in step.masukan}
    assert used == set(JUMLAH)
    rows = {key for step in layanan({}, ROWS).langkah for key in step.masukan}
    assert rows == {"register:sistem_informasi", "register:media"}


def test_one_of_thirty_two_is_rounded_half_up() -> None:
    realisasi = statistik({(1, 1, 1, 1): 1, (0, None, 1, 1): 31})
    assert realisasi.nilai == Fraction(100, 32)
    assert realisasi.tampil == "3,13"
    assert realisasi.langkah[0].hasil == "3,125%, disajikan 3,13%"


@given(st.sampled_from(sorted(key for key in JUMLAH if not key.endswith("cara"))))
def test_a_blank_count_stays_blank_and_the_other_half_is_not_rescaled(removed: str) -> None:
    realisasi = layanan({key: text for key, text in JUMLAH.items() if key != removed})
    assert (realisasi.nilai, realisasi.tampil) == (None, None)
    assert (realisasi.sebab or "").startswith("belum diisi: ")
    assert (realisasi.terisi, realisasi.jumlah) == (3, 4)
    assert len(realisasi.kurang) == 1
    assert [step.hasil for step in realisasi.langkah].count("belum diisi") == 2


@pytest.mark.parametrize(
    ("row", "is_open"),
    [
        ((None, None, None, None), True),
        ((1, 1, 1, None), True),
        ((0, None, None, None), False),
        ((None, 1, 1, 0), False),
        ((0, 0, 0, 0), False),
    ],
)
def test_a_row_is_open_unless_a_no_decides_it(row: tuple[int | None, ...], is_open: bool) -> None:
    realisasi = statistik({(1, 1, 1, 1): 3, row: 2})
    if is_open:
        assert realisasi.nilai is None
        assert realisasi.sebab == "belum diisi: 2 baris belum dinilai"
        assert realisasi.kurang == ("Data statistik sektoral: 2 baris belum dinilai",)
        assert (realisasi.terisi, realisasi.jumlah) == (3, 5)
    else:
        assert realisasi.nilai == 60
        assert (realisasi.terisi, realisasi.jumlah) == (5, 5)


@pytest.mark.parametrize(
    ("row", "is_open"),
    [((None, 0), True), ((None, 1), True), ((1, None), True), ((0, None), False), ((0, 1), False)],
)
def test_a_row_whose_place_in_the_denominator_is_open(
    row: tuple[int | None, ...], is_open: bool
) -> None:
    realisasi = layanan({}, {**ROWS, "sistem_informasi": {(1, 1): 1, row: 1}})
    assert (realisasi.nilai is None) == is_open
    if is_open:
        assert realisasi.sebab == "belum diisi: Integrasi sistem, 1 baris belum dinilai"


def test_no_rows_is_not_zero() -> None:
    no_rows: list[dict[str, Tally]] = [
        {},
        {"data_statistik": {}},
        {"data_statistik": {(1, 1, 1, 1): 0}},
    ]
    for tally in no_rows:
        realisasi = compute_realisasi(STATISTIK, isian({}, tally))
        assert realisasi.nilai is None
        assert (realisasi.sebab or "").startswith("belum diisi")
        assert (realisasi.terisi, realisasi.jumlah) == (0, 1)
        assert not realisasi.ada_isian


def test_all_rows_judged_no_is_a_real_zero() -> None:
    realisasi = statistik({(0, 0, 0, 0): 7})
    assert (realisasi.nilai, realisasi.tampil, realisasi.sebab) == (Fraction(0), "0,00", None)


def test_an_empty_denominator_cannot_be_computed() -> None:
    by_rows = layanan({}, {**ROWS, "sistem_informasi": {(0, 1): 3}})
    typed = layanan(JUMLAH | {"layanan.sistem.pembilang": "0", "layanan.sistem.penyebut": "0"})
    for realisasi in (by_rows, typed):
        assert realisasi.nilai is None
        assert (realisasi.sebab or "").startswith(
            "tidak dapat dihitung: Integrasi sistem, penyebut"
        )
        assert realisasi.langkah[1].hasil == "≈ 66,666667%, disajikan 66,67%"
        assert realisasi.langkah[2].hasil == "tidak dapat dihitung"


def test_what_is_missing_is_named_before_what_is_impossible() -> None:
    realisasi = layanan(JUMLAH | {"layanan.sistem.penyebut": "0", "layanan.media.penyebut": ""})
    assert (realisasi.sebab or "").startswith("belum diisi: Diseminasi, 1 dari 2 angka; tidak ")


def test_more_in_the_numerator_than_in_the_denominator() -> None:
    realisasi = layanan(JUMLAH | {"layanan.media.pembilang": "7"})
    assert realisasi.nilai is None
    assert "pembilang melebihi penyebut (7 lebih dari 6)" in (realisasi.sebab or "")


def test_typed_counts_are_left_aside_where_rows_are_counted() -> None:
    nilai = {key: text for key, text in JUMLAH.items() if not key.endswith("cara")}
    realisasi = layanan(nilai)
    assert realisasi.nilai is None
    assert realisasi.ada_isian


@given(
    st.dictionaries(st.tuples(*[st.sampled_from([0, 1, None])] * 4), st.integers(0, 50), min_size=1)
)
def test_a_register_is_never_more_than_all_of_it(tally: Tally) -> None:
    realisasi = statistik(tally)
    assert (realisasi.nilai is None) == (realisasi.sebab is not None)
    assert realisasi.nilai is None or 0 <= realisasi.nilai <= 100
