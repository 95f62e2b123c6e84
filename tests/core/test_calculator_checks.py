"""Definitions that do not fit together are named in sentences; sound ones give none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calculator.bands import check_pita, decide, pita_of
from core.calculator.checks import check_definisi, check_masa_berlaku
from core.indonesian import round_half_up
from core.model.definisi import Definisi, Pita, RasioRegister, RerataArea
from tests.core.definitions import (
    BENTUK_SPBE,
    KAMI_4,
    LAYANAN,
    PITA_SPBE,
    SPBE,
    STATISTIK,
    keamanan,
    pita,
)

D = Decimal


@pytest.mark.parametrize(
    "definisi",
    [
        SPBE,
        LAYANAN,
        STATISTIK,
        keamanan(),
        keamanan("total"),
        keamanan("rerata_kematangan", "Tingkat"),
    ],
)
def test_sound_definitions_give_no_sentence(definisi: Definisi) -> None:
    assert check_definisi(definisi) == ()


def with_spbe(**changes: object) -> Definisi:
    return SPBE._replace(bentuk=BENTUK_SPBE._replace(**changes))  # type: ignore[arg-type]


def with_administrasi(**changes: object) -> Definisi:
    first, second = BENTUK_SPBE.aspek
    return with_spbe(aspek=(first._replace(**changes), second))  # type: ignore[arg-type]


FIRST = BENTUK_SPBE.aspek[0]
RATIO = LAYANAN.bentuk
assert isinstance(RATIO, RasioRegister)


def with_ratio(**changes: object) -> Definisi:
    assert isinstance(RATIO, RasioRegister)
    first, second = RATIO.rasio
    return LAYANAN._replace(bentuk=RasioRegister(D(1), (first._replace(**changes), second)))  # type: ignore[arg-type]


def with_areas(first_maximum: str, kode: str) -> Definisi:
    area = KAMI_4.area[0]._replace(maksimum=D(first_maximum), kode=kode)
    versi = KAMI_4._replace(area=(area, *KAMI_4.area[1:]), kategori=())
    return keamanan()._replace(bentuk=RerataArea("rerata_area", (versi,)))


@pytest.mark.parametrize(
    ("definisi", "sentence"),
    [
        (with_spbe(bobot=D("45")), "Jumlah bobot aspek 45,5, padahal bobot indeks 45."),
        (
            with_administrasi(butir=FIRST.butir[:9]),
            "Jumlah bobot indikator aspek “Administrasi” 24,75, padahal bobot aspek 27,5.",
        ),
        (
            with_administrasi(butir=(FIRST.butir[0]._replace(bobot=D(0)),), bobot_relatif=True),
            "Bobot indikator 32 harus lebih dari nol (0).",
        ),
        (with_administrasi(butir=()), "Aspek “Administrasi” tidak memuat indikator."),
        (with_administrasi(kode="publik"), "Kode aspek “publik” dipakai 2 kali."),
        (
            with_administrasi(butir=FIRST.butir[:9] + FIRST.butir[:1]),
            "Kode indikator “32” dipakai 2 kali.",
        ),
        (with_spbe(aspek=()), "Definisi tidak memuat aspek."),
        (SPBE._replace(berlaku_sampai=2020), "Masa berlaku terbalik: 2021 sampai 2020."),
        (SPBE._replace(arah="datar"), "Arah “datar” tidak dikenal; yang ada naik dan turun."),
        (SPBE._replace(aturan_tahun="x"), "Aturan tahun “x” tidak dikenal."),
        (with_ratio(bobot=D("0.4")), "Jumlah bobot rasio 0,9, padahal bobot definisi 1."),
        (with_ratio(register="x"), "Rasio “Integrasi sistem”: daftar “x” tidak dikenal."),
        (
            with_ratio(pembilang=("aktif",)),
            "Rasio “Integrasi sistem”: kriteria “aktif” tidak ada dalam daftar Sistem informasi.",
        ),
        (with_ratio(pembilang=()), "Rasio “Integrasi sistem” tidak memuat kriteria pembilang."),
        (
            with_areas("0", "tata_kelola"),
            "Indeks KAMI 4.x: nilai maksimum area “Tata_kelola” harus lebih dari nol (0).",
        ),
        (with_areas("126", "aset"), "Kode area Indeks KAMI 4.x “aset” dipakai 2 kali."),
        (keamanan("rata"), "Cara baca “rata” tidak dikenal."),
        (
            keamanan("rerata_nilai"),
            "Satuan “%” tidak sesuai dengan cara baca “Jumlah nilai / jumlah area”.",
        ),
    ],
)
def test_each_problem_has_its_sentence(definisi: Definisi, sentence: str) -> None:
    assert check_definisi(definisi) == (sentence,)


def test_relative_weights_need_not_add_up() -> None:
    assert check_definisi(with_administrasi(butir=FIRST.butir[:9], bobot_relatif=True)) == ()


@pytest.mark.parametrize(
    ("bands", "sentence"),
    [
        (
            pita(("1", "2.6", "Cukup"), ("2.7", "5", "Baik")),
            "Pita “Cukup” (1 sampai 2,6) dan pita “Baik” (2,7 sampai 5) "
            "bercelah antara 2,6 dan 2,7.",
        ),
        (
            pita(("2.5", "5", "Baik"), ("1", "2.6", "Cukup")),
            "Pita “Cukup” (1 sampai 2,6) dan pita “Baik” (2,5 sampai 5) "
            "bertumpang tindih pada 2,5 sampai 2,6.",
        ),
        (pita(("1", "5", " ")), "Predikat pita 1 sampai 5 kosong."),
        (pita(("1", "4", "Baik")), "Nilai 4 sampai 5 tidak berpita."),
        (pita(("2", "5", "Baik")), "Nilai 1 sampai 2 tidak berpita."),
    ],
)
def test_bands_that_do_not_join(bands: tuple[Pita, ...], sentence: str) -> None:
    assert check_definisi(SPBE._replace(pita=bands)) == (sentence,)


def test_reversed_bands() -> None:
    assert "terbalik" in check_pita(pita(("5", "1", "Baik")))[0]


def test_bands_of_whole_numbers_follow_each_other() -> None:
    low, high = ("0", "174", "Tidak Layak"), ("175", "312", "Cukup")
    assert check_pita(pita(low, high), bulat=True) == []
    assert check_pita(pita(low, ("174", "312", "Cukup")), "V4", bulat=True) == [
        "V4: pita “Tidak Layak” (0 sampai 174) dan pita “Cukup” (174 sampai 312) "
        "bertumpang tindih pada 174 sampai 174."
    ]
    assert "bercelah" in check_pita(pita(low, ("176", "312", "Cukup")), bulat=True)[0]


@pytest.mark.parametrize(
    ("value", "predikat"),
    [
        ("5", "Memuaskan"),
        ("4.2", "Memuaskan"),
        ("4.199999999", "Sangat Baik"),
        ("3.5", "Sangat Baik"),
        ("3.499999999", "Baik"),
        ("2.6", "Baik"),
        ("2.599999999", "Cukup"),
        ("1.8", "Cukup"),
        ("1.799999999", "Kurang"),
        ("0", "Kurang"),
        ("5.0000001", None),
        ("-1", None),
    ],
)
def test_predikat_at_its_bounds(value: str, predikat: str | None) -> None:
    found = pita_of(PITA_SPBE, Fraction(value))
    assert (found and found.predikat) == predikat


@given(st.fractions(0, 5))
def test_every_value_has_one_predikat_and_its_step_agrees(value: Fraction) -> None:
    decided = decide(PITA_SPBE, value, round_half_up(value))
    found = pita_of(PITA_SPBE, value)
    assert found is not None
    assert decided.predikat == found.predikat
    low, shown, high = (
        decided.langkah[0].substitusi.replace(",", ".").replace("≤", "<").split(" < ")
    )
    assert Fraction(low) <= Fraction(shown) <= Fraction(high)


@pytest.mark.parametrize(
    ("first", "second", "years"),
    [
        ((2018, 2020), (2021, None), None),
        ((2018, 2021), (2021, None), "pada 2021"),
        ((2018, 2023), (2021, 2022), "pada 2021 sampai 2022"),
        ((2018, None), (2021, None), "sejak 2021"),
        ((None, None), (2021, None), None),
        ((2022, None), (2018, 2021), None),
    ],
)
def test_two_definitions_for_one_year(
    first: tuple[int | None, int | None], second: tuple[int | None, int | None], years: str | None
) -> None:
    one = SPBE._replace(berlaku_dari=first[0], berlaku_sampai=first[1], skema="Lama")
    other = SPBE._replace(berlaku_dari=second[0], berlaku_sampai=second[1], skema="Baru")
    found = check_masa_berlaku([one, other])
    assert len(found) == (years is not None)
    assert years is None or f"“Lama” dan “Baru” sama-sama berlaku {years};" in found[0]
    assert check_masa_berlaku([one, other._replace(iku="lain")]) == ()
