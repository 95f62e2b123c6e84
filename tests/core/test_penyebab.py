"""The reason of a change in one sentence, with printed parts that are honest about rounding."""

from __future__ import annotations

from fractions import Fraction

from core.calculator.contributions import Kontribusi, Uraian, explain_tahun, explain_triwulan
from core.history.penyebab import Baris, penyebab, rincian
from core.model.definisi import RasioRegister
from tests.core.definitions import (
    KAMI_4_SCORES,
    LAYANAN,
    SPBE,
    definisi,
    isian,
    keamanan,
    spbe_levels,
)


def uraian(*sizes: Fraction | str, satuan: str = "%") -> Uraian:
    """A change of so many inputs, called A, B, C ..."""
    effects = [Fraction(size) for size in sizes]
    kontribusi = tuple(
        Kontribusi((f"k{n}",), f"Isian {chr(65 + n)}", "1", "2", each)
        for n, each in enumerate(effects)
    )
    total = sum(effects, Fraction(0))
    return Uraian(Fraction(50), 50 + total, None, None, satuan, satuan, total, kontribusi)


def test_the_sentence_of_the_issue() -> None:
    bentuk = LAYANAN.bentuk
    assert isinstance(bentuk, RasioRegister)
    ratio = bentuk.rasio[1]._replace(bobot=bentuk.bobot)
    diseminasi = definisi("layanan", RasioRegister(bentuk.bobot, (ratio,)))
    found = explain_triwulan(
        (diseminasi, isian({}, {"media": {(1,): 10, (0,): 38}})),
        (diseminasi, isian({}, {"media": {(1,): 12, (0,): 36}})),
    )
    assert penyebab(found) == "naik 4,17 poin: media aktif 10 → 12 = +4,17"
    assert rincian(found) == (Baris("media aktif", "10 → 12", "+4,17", ("register:media",)),)


def test_a_fall_of_an_index_in_its_own_unit() -> None:
    before = isian(spbe_levels([3] * 10, [3] * 6))
    after = isian(spbe_levels([3] * 10, [3] * 5 + [1]))
    assert penyebab(explain_triwulan((SPBE, before), (SPBE, after))) == (
        "turun 0,13 poin indeks: 47 Layanan 47 3 → 1 = −0,13"
    )


def test_the_largest_first_and_the_rest_together() -> None:
    found = uraian("1", "-4", "2", "0.5", "0", "0.25")
    assert penyebab(found) == (
        "turun 0,25 poin: isian B 1 → 2 = −4,00; isian C 1 → 2 = +2,00; isian A 1 → 2 = +1,00; "
        "2 isian lain = +0,75"
    )
    assert [each.nama[-1] for each in rincian(found)] == list("BCADFE")
    assert [each.besar for each in rincian(found)][-1] == "0,00"


def test_four_are_all_named() -> None:
    assert "lain" not in penyebab(uraian("1", "2", "3", "4"))


def test_parts_that_do_not_add_up_in_print_are_called_rounded() -> None:
    third = Fraction(1, 3)
    assert penyebab(uraian(third, third, third)) == (
        "naik 1,00 poin: isian A 1 → 2 = +0,33; isian B 1 → 2 = +0,33; isian C 1 → 2 = +0,33 "
        "(dibulatkan)"
    )
    assert "dibulatkan" not in penyebab(uraian("0.33", "0.33", "0.34"))
    many = [third] * 6
    # 3 x 0,33 and 1,00 for the other three: 1,99 of 2,00.
    assert penyebab(uraian(*many)).endswith("3 isian lain = +1,00 (dibulatkan)")


def test_nothing_changed_or_nothing_on_the_whole() -> None:
    assert penyebab(uraian()) == "tetap"
    assert penyebab(uraian("1", "-1")) == "tetap: isian A 1 → 2 = +1,00; isian B 1 → 2 = −1,00"


def test_a_change_too_small_to_print() -> None:
    assert penyebab(uraian("0.001")).startswith("naik kurang dari 0,01 poin: ")
    assert penyebab(uraian("-0.001", satuan="")).startswith("turun kurang dari 0,01: ")


def test_names_that_are_abbreviations_stay_as_they_are() -> None:
    found = uraian("1")
    (only,) = found.kontribusi
    named = found._replace(kontribusi=(only._replace(nama="SPBE"),))
    assert penyebab(named) == "naik 1,00 poin: SPBE 1 → 2 = +1,00"


def test_a_year_says_which_quarters_were_taken() -> None:
    full, more = (isian({"spbe.resmi": text}) for text in ("3.5", "3.6"))
    found = explain_tahun(
        (SPBE, [full, isian({}), isian({}), isian({})]),
        (SPBE, [full, more, isian({}), isian({})]),
    )
    assert penyebab(found) == (
        "naik 0,10 poin indeks (posisi akhir Triwulan I → Triwulan II): "
        "indeks resmi 3,5 → 3,6 = +0,10"
    )


def test_a_side_without_a_value_says_why() -> None:
    bad = {"layanan.sistem.cara": "jumlah", "layanan.sistem.pembilang": "1"}
    none = (SPBE, isian({}))
    good = (SPBE, isian({"spbe.resmi": "3.5"}))
    assert penyebab(explain_triwulan(none, good), "Triwulan I", "Triwulan II") == (
        "Triwulan I belum dapat dihitung: belum diisi (16 dari 16 indikator)"
    )
    assert penyebab(explain_triwulan(good, (None, isian({}))), "TW I 2024", "TW II 2024") == (
        "TW II 2024 tidak dapat dihitung: tidak ada definisi yang berlaku untuk tahun 2024"
    )
    both = penyebab(explain_triwulan((LAYANAN, isian(bad)), none), "A", "B")
    assert both.startswith("A belum dapat dihitung: ")
    assert "; B belum dapat dihitung: " in both


def test_different_units_are_not_compared() -> None:
    found = explain_triwulan(
        (keamanan(), isian(KAMI_4_SCORES)),
        (keamanan("rerata_nilai", "Nilai"), isian(KAMI_4_SCORES)),
    )
    assert penyebab(found, "TW I", "TW II") == (
        "tidak dapat dibandingkan: satuan TW I %, satuan TW II Nilai"
    )
