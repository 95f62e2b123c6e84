"""Every combination of answers is judged as the calculator counts it, and said in words."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from core.calculator.calculator import compute_realisasi
from core.document import Document
from core.model.definisi import Rasio, RasioRegister
from core.model.hasil import Isian
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER
from ui.tables.penilaian import Keadaan, Penilaian, ratio_text

TW = Periode(2026, 2)


def ratios(doc: Document, iku: str) -> tuple[Rasio, ...]:
    definisi = doc.definisi(iku, Periode(2026, TAHUNAN))
    assert definisi is not None
    assert isinstance(definisi.bentuk, RasioRegister)
    return definisi.bentuk.rasio


def test_each_row_is_judged_as_the_calculator_does(document: Document) -> None:
    definisi = document.definisi("statistik", Periode(2026, TAHUNAN))
    penilaian = Penilaian(ratios(document, "statistik")[0])
    for answers in product((None, 0, 1), repeat=4):
        tally = {answers: 1, (1, 1, 1, 1): 1}
        found = penilaian.count(Counter(tally))
        isian = Isian(TW, {}, {"data_statistik": tally})
        realisasi = compute_realisasi(definisi, isian)
        if found.belum_dinilai:
            assert realisasi.sebab == "belum diisi: 1 baris belum dinilai"
        else:
            assert realisasi.nilai is not None
            assert realisasi.nilai * found.penyebut == 100 * found.pembilang


@pytest.mark.parametrize(
    ("wajib", "terintegrasi", "keadaan", "words"),
    [
        (1, 1, Keadaan.MEMENUHI, "memenuhi"),
        (1, 0, Keadaan.BELUM_MEMENUHI, "tidak terintegrasi"),
        (1, None, Keadaan.BELUM_DINILAI, "belum dinilai: terintegrasi"),
        (0, 1, Keadaan.TIDAK_DIHITUNG, "tidak dihitung"),
        (0, None, Keadaan.TIDAK_DIHITUNG, "tidak dihitung"),
        (None, 1, Keadaan.BELUM_DINILAI, "belum dinilai: wajib terintegrasi"),
        (None, 0, Keadaan.BELUM_DINILAI, "belum dinilai: wajib terintegrasi"),
        (None, None, Keadaan.BELUM_DINILAI, "belum dinilai: wajib terintegrasi, terintegrasi"),
    ],
)
def test_systems(
    document: Document, wajib: int | None, terintegrasi: int | None, keadaan: Keadaan, words: str
) -> None:
    penilaian = Penilaian(ratios(document, "layanan")[0])
    row = {"wajib_terintegrasi": wajib, "terintegrasi": terintegrasi}
    assert penilaian.keadaan(row) is keadaan
    assert penilaian.kekurangan(row) == words


def test_what_a_data_set_lacks_is_named_in_the_words_of_the_definition(document: Document) -> None:
    penilaian = Penilaian(ratios(document, "statistik")[0])
    row = dict.fromkeys(REGISTER["data_statistik"].kriteria, 1)
    assert penilaian.kekurangan({**row, "metadata": 0, "kode_referensi": 0}) == (
        "metadata, kode referensi"
    )
    assert penilaian.kekurangan({**row, "metadata": 0, "standar_data": None}) == (
        "metadata; belum dinilai: standar data"
    )


def test_ratio_in_words() -> None:
    assert ratio_text(9, 14, "wajib terintegrasi") == "9 dari 14 wajib terintegrasi = 64,29%"
    assert ratio_text(1234, 2000, "") == "1.234 dari 2.000 = 61,70%"
    assert ratio_text(0, 0, "media") == "0 dari 0 media"
    assert ratio_text(3, 2, "") == "3 dari 2"
