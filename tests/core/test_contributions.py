"""Why a figure changed: shares that add up exactly and are those of the definition of Shapley."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.calculator.calculator import compute_realisasi
from core.calculator.contributions import (
    Sisi,
    SisiTahun,
    Uraian,
    explain_tahun,
    explain_triwulan,
)
from core.calculator.shares import shares
from core.model.definisi import Definisi, IndeksBerbobot, Rasio, RasioRegister
from core.model.hasil import Isian
from core.model.periode import Periode
from core.model.register import Tally
from tests.core.definitions import (
    ADMINISTRASI,
    BENTUK_SPBE,
    KAMI_4,
    KAMI_4_SCORES,
    KAMI_5,
    LAYANAN,
    PUBLIK,
    SPBE,
    STATISTIK,
    TINGKAT,
    D,
    aspek,
    definisi,
    isian,
    keamanan,
    spbe_levels,
)
from tests.harness.sizes import many

_MEDIA = Rasio(
    "media", "Diseminasi", D(1), "media", ("aktif",), (), "media aktif", "media dimiliki"
)
DISEMINASI = definisi("layanan", RasioRegister(D(1), (_MEDIA,)))


def parts(uraian: Uraian) -> dict[str, Fraction]:
    return {each.nama: each.besar for each in uraian.kontribusi}


def media(aktif: int, dimiliki: int) -> Isian:
    return isian({}, {"media": {(1,): aktif, (0,): dimiliki - aktif}})


def counts(**figures: tuple[int, int]) -> Isian:
    nilai = {}
    for kode, (pembilang, penyebut) in figures.items():
        nilai[f"layanan.{kode}.cara"] = "jumlah"
        nilai[f"layanan.{kode}.pembilang"] = str(pembilang)
        nilai[f"layanan.{kode}.penyebut"] = str(penyebut)
    return isian(nilai)


def weighted(sistem: str, media: str) -> Definisi:
    """LAYANAN with other weights."""
    bentuk = LAYANAN.bentuk
    assert isinstance(bentuk, RasioRegister)
    one, other = bentuk.rasio
    ratios = (one._replace(bobot=D(sistem)), other._replace(bobot=D(media)))
    return LAYANAN._replace(bentuk=RasioRegister(D(1), ratios), skema="Skema baru")


def test_two_more_active_media_of_forty_eight() -> None:
    uraian = explain_triwulan((DISEMINASI, media(10, 48)), (DISEMINASI, media(12, 48)))
    assert uraian.selisih == Fraction(200, 48)
    (only,) = uraian.kontribusi
    assert only == (("register:media",), "media aktif", "10", "12", Fraction(200, 48))


def test_typed_counts_and_counted_rows_are_the_same_input() -> None:
    uraian = explain_triwulan((DISEMINASI, media(10, 48)), (DISEMINASI, counts(media=(12, 48))))
    (only,) = uraian.kontribusi
    assert only == (("layanan.media.pembilang",), "media aktif", "10", "12", Fraction(200, 48))


def test_numerator_and_denominator_share_what_they_did_together() -> None:
    uraian = explain_triwulan((DISEMINASI, media(10, 40)), (DISEMINASI, media(15, 50)))
    # 25 -> 30: first the numerator +12,5 and -7,5, first the denominator -5 and +10.
    assert parts(uraian) == {"media aktif": Fraction(45, 4), "media dimiliki": Fraction(-25, 4)}


def test_counts_that_cannot_be_told_apart_stay_together() -> None:
    uraian = explain_triwulan((DISEMINASI, media(10, 10)), (DISEMINASI, media(12, 13)))
    (only,) = uraian.kontribusi
    assert (only.nama, only.lama, only.baru) == (
        "media aktif / media dimiliki",
        "10 / 10",
        "12 / 13",
    )
    assert only.besar == Fraction(1200, 13) - 100


def test_all_sixteen_levels_have_their_weight() -> None:
    before = isian(spbe_levels([1] * 10, [2] * 6))
    after = isian({**spbe_levels([3] * 10, [5] * 6), "spbe.keterangan": "lain"})
    uraian = explain_triwulan((SPBE, before), (SPBE, after))
    assert len(uraian.kontribusi) == 16
    assert {each.besar for each in uraian.kontribusi} == {
        Fraction(2 * 275, 4550),
        Fraction(3 * 300, 4550),
    }
    assert sum(parts(uraian).values()) == uraian.selisih == Fraction(218, 91)


def test_what_no_value_rests_on_is_not_named() -> None:
    before = isian({**spbe_levels([3] * 10, [3] * 6), "spbe.resmi": "3.01"})
    after = isian(
        {**spbe_levels([3] * 10, [3] * 6), "spbe.keterangan": "x", "spbe.aspek.publik": "4"}
    )
    uraian = explain_triwulan((SPBE, before), (SPBE, after))
    assert uraian.selisih == 0
    assert not uraian.kontribusi


def test_from_levels_to_indices_of_aspects_is_one_thing() -> None:
    levels = isian(spbe_levels([3] * 10, [3] * 6))
    indices = isian(
        {"spbe.cara": "aspek", "spbe.aspek.administrasi": "3.7", "spbe.aspek.publik": "3"}
    )
    (only,) = explain_triwulan((SPBE, levels), (SPBE, indices)).kontribusi
    assert only.nama == "Dasar nilai beserta 18 isian"
    assert (only.lama, only.baru) == ("tingkat indikator", "indeks aspek")
    assert only.besar == Fraction(7, 10) * Fraction(275, 455)


def test_an_official_index_counts_only_where_nothing_is_computed() -> None:
    old, new = isian({"spbe.resmi": "3.5"}), isian({"spbe.resmi": "3.6"})
    (only,) = explain_triwulan((SPBE, old), (SPBE, new)).kontribusi
    assert only == (("spbe.resmi",), "Indeks resmi", "3,5", "3,6", Fraction(1, 10))
    levels = isian({**spbe_levels([4] * 10, [4] * 6), "spbe.resmi": "3.99"})
    (only,) = explain_triwulan((SPBE, old), (SPBE, levels)).kontribusi
    assert (only.lama, only.baru, only.besar) == (
        "indeks resmi",
        "tingkat indikator",
        Fraction(1, 2),
    )


def test_a_new_version_is_set_beside_the_scores() -> None:
    new = {f"keamanan.nilai.{area.kode}": str(area.maksimum / 2) for area in KAMI_5.area}
    after = isian({**new, "keamanan.versi": "5.0"})
    before = isian(KAMI_4_SCORES)
    uraian = explain_triwulan((keamanan(), before), (keamanan(), after))
    assert sum(parts(uraian).values()) == uraian.selisih
    # pdp stands in version 5 alone; 96 of 192 and 129 of 258 stand in both.
    assert uraian.kontribusi[0].nama == "Versi Indeks KAMI beserta 1 isian"
    assert (uraian.kontribusi[0].lama, uraian.kontribusi[0].baru) == ("4.2", "5.0")
    assert len(uraian.kontribusi) == 1 + 3
    kerangka = parts(uraian)["Nilai Kerangka_kerja"]
    assert kerangka == (Fraction(43 * 100, 159 * 5) + Fraction(43 * 100, 192 * 6)) / 2


def test_a_score_above_the_older_maximum_goes_with_the_version() -> None:
    new = {f"keamanan.nilai.{area.kode}": str(area.maksimum) for area in KAMI_5.area}
    after = isian({**new, "keamanan.versi": "5.0"})
    uraian = explain_triwulan((keamanan(), isian(KAMI_4_SCORES)), (keamanan(), after))
    assert uraian.kontribusi[0].nama == "Versi Indeks KAMI beserta 4 isian"
    assert set(uraian.kontribusi[0].masukan) == {
        f"keamanan.nilai.{kode}" for kode in ("kerangka_kerja", "aset", "teknologi", "pdp")
    }
    assert sum(parts(uraian).values()) == uraian.selisih


def test_other_criteria_are_not_taken_for_other_rows() -> None:
    bentuk = STATISTIK.bentuk
    assert isinstance(bentuk, RasioRegister)
    (ratio,) = bentuk.rasio
    milder = STATISTIK._replace(
        bentuk=RasioRegister(D(1), (ratio._replace(pembilang=("metadata",)),)), skema="Longgar"
    )
    rows: dict[str, Tally] = {"data_statistik": {(1, 1, 1, 1): 3, (0, 1, 1, 1): 2, (0, 0, 0, 0): 5}}
    uraian = explain_triwulan((STATISTIK, isian({}, rows)), (milder, isian({}, rows)))
    (only,) = uraian.kontribusi
    assert (only.nama, only.lama, only.baru) == ("Definisi", "Skema", "Longgar")
    assert only.besar == 20
    more: dict[str, Tally] = {"data_statistik": {(1, 1, 1, 1): 8, (0, 1, 1, 1): 2}}
    uraian = explain_triwulan((STATISTIK, isian({}, rows)), (milder, isian({}, more)))
    # 30 -> 100: rows alone 80, definition alone 50.
    assert parts(uraian) == {"Definisi": 20, "Daftar Data statistik sektoral": 50}
    assert (uraian.kontribusi[1].lama, uraian.kontribusi[1].baru) == ("3 dari 10", "10 dari 10")


def test_rewording_a_definition_does_nothing() -> None:
    reworded = DISEMINASI._replace(
        penjelasan="x",
        bentuk=RasioRegister(D(1), (_MEDIA._replace(label_pembilang="media hidup"),)),
    )
    uraian = explain_triwulan((DISEMINASI, media(10, 48)), (reworded, media(12, 48)))
    assert parts(uraian) == {"media hidup": Fraction(200, 48)}


def test_without_a_value_there_is_nothing_to_split() -> None:
    uraian = explain_triwulan((DISEMINASI, isian({})), (DISEMINASI, media(12, 48)))
    assert (uraian.sebelum, uraian.sesudah, uraian.selisih) == (None, Fraction(25), None)
    assert uraian.sebab_sebelum == "belum diisi: belum ada baris dalam daftar"
    assert uraian.kontribusi == ()
    nobody = explain_triwulan((DISEMINASI, media(1, 2)), (None, media(1, 2)))
    assert (nobody.sebab_sebelum, nobody.selisih) == (None, None)
    assert nobody.sebab_sesudah is not None


def test_different_units_are_not_split() -> None:
    levels = keamanan("rerata_nilai", "Indeks")
    uraian = explain_triwulan((keamanan(), isian(KAMI_4_SCORES)), (levels, isian(KAMI_4_SCORES)))
    assert (uraian.selisih, uraian.satuan_sebelum, uraian.satuan_sesudah) == (None, "%", "Indeks")


# Against the definition of the Shapley value: the mean over all orders, by hand


Step = Callable[[Mapping[str, object]], Fraction | None]


def by_orders(
    old: Mapping[str, object], new: Mapping[str, object], value: Step
) -> dict[str, Fraction]:
    """The mean effect of turning each key from old to new, over all orders."""
    keys = [key for key in old if old[key] != new[key]]
    total = dict.fromkeys(keys, Fraction(0))
    orders = list(permutations(keys))
    for order in orders:
        state = dict(old)
        for key in order:
            before = value(state)
            state[key] = new[key]
            after = value(state)
            assert before is not None
            assert after is not None
            total[key] += after - before
    return {key: each / len(orders) for key, each in total.items()}


def found_by_key(uraian: Uraian) -> dict[str, Fraction]:
    return {
        each.masukan[0] if each.masukan else "definisi": each.besar for each in uraian.kontribusi
    }


def without_zero(found: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {key: each for key, each in found.items() if each}


_upper, _lower = st.integers(0, 20), st.integers(20, 50)
_four = st.tuples(_upper, _lower, _upper, _lower)
_COUNTS = ("sistem.pembilang", "sistem.penyebut", "media.pembilang", "media.penyebut")


@settings(max_examples=many(30, 300))
@given(_four, _four, st.sampled_from(["0.5", "0.3", "0.9"]))
def test_ratios_and_weights_have_their_mean_over_all_orders(
    one: tuple[int, ...], two: tuple[int, ...], weight: str
) -> None:
    other = weighted(weight, str(1 - D(weight)))

    def state(numbers: Sequence[int], which: Definisi) -> dict[str, object]:
        keys = (f"layanan.{each}" for each in _COUNTS)
        return {"definisi": which, **dict(zip(keys, map(str, numbers), strict=True))}

    def inputs(state: Mapping[str, object]) -> Isian:
        nilai = {key: str(each) for key, each in state.items() if key != "definisi"}
        cara = {"layanan.sistem.cara": "jumlah", "layanan.media.cara": "jumlah"}
        return isian({**nilai, **cara})

    def value(state: Mapping[str, object]) -> Fraction | None:
        which = state["definisi"]
        assert isinstance(which, Definisi)
        return compute_realisasi(which, inputs(state)).nilai

    old, new = state(one, LAYANAN), state(two, other)
    uraian = explain_triwulan((LAYANAN, inputs(old)), (other, inputs(new)))
    assert without_zero(found_by_key(uraian)) == without_zero(by_orders(old, new, value))


SMALL = definisi(
    "spbe",
    IndeksBerbobot(
        D(10), (aspek("satu", "6", (1, 2), "3"), aspek("dua", "4", (3, 4), "2")), TINGKAT
    ),
    satuan="Indeks",
)
OTHER_SMALL = SMALL._replace(
    bentuk=IndeksBerbobot(
        D(8), (aspek("satu", "2", (1, 3), "1"), aspek("dua", "6", (2, 4), "3")), TINGKAT
    ),
    skema="Lain",
)
_levels = st.lists(st.integers(1, 5), min_size=4, max_size=4)


@settings(max_examples=many(30, 300))
@given(_levels, _levels, st.booleans())
def test_levels_and_weights_have_their_mean_over_all_orders(
    one: list[int], two: list[int], changed: bool
) -> None:
    def state(levels: Sequence[int], which: Definisi) -> dict[str, object]:
        nilai = {f"spbe.indikator.{n}": str(level) for n, level in enumerate(levels, 1)}
        return {"definisi": which, **nilai}

    def side(state: Mapping[str, object]) -> tuple[Definisi, Isian]:
        which = state["definisi"]
        assert isinstance(which, Definisi)
        return which, isian({k: str(each) for k, each in state.items() if k != "definisi"})

    old, new = state(one, SMALL), state(two, OTHER_SMALL if changed else SMALL)
    orders = by_orders(old, new, lambda state: compute_realisasi(*side(state)).nilai)
    assert without_zero(found_by_key(explain_triwulan(side(old), side(new)))) == without_zero(
        orders
    )


def test_effects_that_cancel_each_other_do_not_pass_for_additive() -> None:
    worth = {(): 0, (0,): 1, (1,): 1, (2,): 1, (0, 1): 3, (0, 2): 1, (1, 2): 2, (0, 1, 2): 3}
    found = shares(3, lambda members: Fraction(worth[tuple(sorted(members))]))
    assert found == (Fraction(1), Fraction(3, 2), Fraction(1, 2))


def test_shares_of_players_with_an_impossible_set() -> None:
    assert shares(2, lambda members: None if members == {1} else Fraction(1)) is None


# Whatever the two moments are, the sum is exact


@st.composite
def spbe_side(draw: st.DrawFn) -> Sisi:
    bentuk = BENTUK_SPBE
    if draw(st.booleans()):
        turned = (
            aspek("administrasi", "18", ADMINISTRASI, "1.8"),
            aspek("publik", "27.5", (42, 48), "13.75"),
        )
        bentuk = IndeksBerbobot(D("45.5"), turned, TINGKAT)
    which = SPBE._replace(bentuk=bentuk)
    numbers = (*ADMINISTRASI, *PUBLIK, 48)
    nilai = {f"spbe.indikator.{n}": str(draw(st.integers(1, 5))) for n in numbers}
    nilai |= {
        f"spbe.aspek.{kode}": draw(st.sampled_from(["1", "2.75", "3.33"]))
        for kode in ("administrasi", "publik")
    }
    nilai |= {"spbe.cara": draw(st.sampled_from(["indikator", "aspek"])), "spbe.resmi": "3.5"}
    for gone in draw(st.lists(st.sampled_from(sorted(nilai)), max_size=2)):
        nilai.pop(gone, None)
    return which, isian(nilai)


@st.composite
def layanan_side(draw: st.DrawFn) -> Sisi:
    nilai = {}
    for kode in ("sistem", "media"):
        nilai[f"layanan.{kode}.cara"] = draw(st.sampled_from(["jumlah", "register"]))
        penyebut = draw(st.integers(1, 9))
        nilai[f"layanan.{kode}.penyebut"] = str(penyebut)
        nilai[f"layanan.{kode}.pembilang"] = str(draw(st.integers(0, penyebut)))
    number = st.integers(0, 4)
    tally: dict[str, Tally] = {
        "media": {
            (1,): draw(number),
            (0,): 1 + draw(number),
            (None,): draw(st.sampled_from([0, 0, 1])),
        },
        "sistem_informasi": {(1, 1): 1 + draw(number), (1, 0): draw(number), (0, 1): draw(number)},
    }
    which = weighted(*draw(st.sampled_from([("0.5", "0.5"), ("0.2", "0.8")])))
    bentuk = which.bentuk
    assert isinstance(bentuk, RasioRegister)
    if draw(st.booleans()):
        stricter = bentuk.rasio[0]._replace(penyebut=())
        which = which._replace(bentuk=RasioRegister(D(1), (stricter, bentuk.rasio[1])))
    return which, isian(nilai, tally)


@st.composite
def keamanan_side(draw: st.DrawFn) -> Sisi:
    versi = draw(st.sampled_from([KAMI_4, KAMI_5]))
    nilai = {"keamanan.versi": f"{versi.kode}.0"}
    for area in versi.area:
        nilai[f"keamanan.nilai.{area.kode}"] = str(draw(st.integers(0, int(area.maksimum))))
        nilai[f"keamanan.kematangan.{area.kode}"] = draw(st.sampled_from(["I", "II+", "III", "V"]))
    return keamanan(draw(st.sampled_from(["rerata_area", "total", "area_tercapai"]))), isian(nilai)


_pairs = st.one_of(
    st.tuples(spbe_side(), spbe_side()),
    st.tuples(layanan_side(), layanan_side()),
    st.tuples(keamanan_side(), keamanan_side()),
    st.tuples(layanan_side(), keamanan_side()),
)


@given(_pairs)
def test_contributions_always_add_up_exactly(pair: tuple[Sisi, Sisi]) -> None:
    before, after = pair
    uraian = explain_triwulan(before, after)
    values = [compute_realisasi(*side).nilai for side in pair]
    assert [uraian.sebelum, uraian.sesudah] == values
    if values[0] is None or values[1] is None:
        assert uraian.selisih is None
        return
    assert uraian.selisih == values[1] - values[0]
    assert sum(parts_list(uraian), Fraction(0)) == uraian.selisih
    back = explain_triwulan(after, before)
    assert sorted(parts_list(back)) == sorted(-each for each in parts_list(uraian))


def parts_list(uraian: Uraian) -> list[Fraction]:
    return [each.besar for each in uraian.kontribusi]


# The year


def year(aturan: str, *active: int | None, of: int = 100) -> SisiTahun:
    """Media active in each quarter, of a hundred; None: not filled in."""
    return DISEMINASI._replace(aturan_tahun=aturan), [
        isian({}) if each is None else media(each, of)._replace(periode=Periode(2026, n))
        for n, each in enumerate(active, 1)
    ]


def test_a_sum_changes_by_what_its_quarters_changed() -> None:
    uraian = explain_tahun(
        year("kumulatif", 10, 20, None, None), year("kumulatif", 10, 25, 30, None)
    )
    assert parts(uraian) == {"Triwulan II": 5, "Triwulan III": 30}
    assert [(each.lama, each.baru) for each in uraian.kontribusi] == [
        ("20,00", "25,00"),
        ("–", "30,00"),
    ]
    assert uraian.kontribusi[1].masukan == ("tw3",)


def test_years_of_different_schemes_are_set_side_by_side() -> None:
    definisi, quarters = year("kumulatif", 10, 25, None, None)
    assert definisi is not None
    after = (definisi._replace(skema="Skema lain"), quarters)
    uraian = explain_tahun(year("kumulatif", 10, 20, None, None), after)
    assert parts(uraian) == {"Triwulan II": 5}
    swapped = explain_tahun(
        year("kumulatif", 10, 20, None, None), (after[0], [quarters[1], quarters[0], *quarters[2:]])
    )
    assert parts(swapped) == {"Triwulan I": 15, "Triwulan II": -10}


def test_a_quarter_joins_a_mean() -> None:
    uraian = explain_tahun(
        year("rata_rata", 60, None, None, None), year("rata_rata", 60, 74, None, None)
    )
    assert parts(uraian) == {"Triwulan II": 7}


def test_quarters_that_have_none_in_common_stay_together() -> None:
    uraian = explain_tahun(
        year("rata_rata", 60, None, None, None), year("rata_rata", None, 74, 76, None)
    )
    (only,) = uraian.kontribusi
    assert (only.nama, only.lama, only.baru, only.besar) == (
        "Triwulan I / Triwulan II / Triwulan III",
        "60,00 / – / –",
        "– / 74,00 / 76,00",
        Fraction(15),
    )


def test_the_last_position_is_explained_by_its_inputs() -> None:
    uraian = explain_tahun(
        year("posisi_akhir", 10, 20, None, None), year("posisi_akhir", 10, 99, 30, None)
    )
    assert parts(uraian) == {"media aktif": 10}
    assert uraian.posisi == ("Triwulan II", "Triwulan III")
    same = explain_tahun(
        year("posisi_akhir", 10, 20, None, None), year("posisi_akhir", 10, 25, None, None)
    )
    assert parts(same) == {"media aktif": 5}
    assert same.posisi is None


def test_another_rule_is_one_of_the_causes() -> None:
    uraian = explain_tahun(year("posisi_akhir", 10, 20, 30, 40), year("rata_rata", 10, 20, 30, 60))
    # 40 -> 30: the rule takes 15 from 40 and 30 from 60; the quarter gives 20 or 5.
    assert parts(uraian) == {"Triwulan IV": Fraction(25, 2), "Aturan tahun": Fraction(-45, 2)}


_quarter = st.one_of(st.none(), st.integers(0, 20))
_year_sides = st.tuples(
    st.sampled_from(["posisi_akhir", "kumulatif", "rata_rata"]),
    st.tuples(_quarter, _quarter, _quarter, _quarter),
)


@given(_year_sides, _year_sides)
def test_a_year_always_adds_up_exactly(
    one: tuple[str, tuple[int | None, ...]], two: tuple[str, tuple[int | None, ...]]
) -> None:
    uraian = explain_tahun(year(one[0], *one[1]), year(two[0], *two[1], of=50))
    if uraian.sebelum is None or uraian.sesudah is None:
        assert uraian.selisih is None
        assert uraian.kontribusi == ()
        return
    assert uraian.selisih == uraian.sesudah - uraian.sebelum
    assert sum(parts_list(uraian), Fraction(0)) == uraian.selisih
