"""Why an indicator stands elsewhere than before: the difference split among inputs, exactly.

Every formula shape is a sum over blocks: a level, an index of an aspect, an area, a ratio. What
decides how inputs are put together (definition, levels or aspect indices, version) is one more
player, the arrangement. So the Shapley value over all inputs is found block by block, each with
the arrangement, however many inputs there are; the arrangement has what is left of the total.

What cannot be told apart stays together: the two counts of a ratio where one of them alone would
make more than all; with the arrangement, an input that only one of the two arrangements has or
that cannot stand in the other (a score above the maximum of the older version).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from core.calculator.arrangement import Arranged, Masukan, arrange, susunan_changes
from core.calculator.calculator import compute_realisasi, compute_tahunan
from core.calculator.shares import shares
from core.indonesian import format_number
from core.model.definisi import ATURAN_TAHUN, Definisi
from core.model.hasil import Isian, Realisasi

KOSONG = "–"
"""Stands for the value of a quarter that was not filled in."""

Sisi = tuple[Definisi | None, Isian]
"""One of two moments of a quarter, or one of two quarters, with the definition valid in it."""

SisiTahun = tuple[Definisi | None, Sequence[Isian]]
"""The same for a year: its four quarters, in order."""


class Kontribusi(NamedTuple):
    """What one input did: `masukan` are the keys it stands for, as in `Langkah.masukan`.

    For the value of a year the keys are tw1 to tw4.
    """

    masukan: tuple[str, ...]
    nama: str
    lama: str
    baru: str
    besar: Fraction


class Uraian(NamedTuple):
    """The value before and after, and `kontribusi`, whose sum is exactly `selisih`.

    `selisih` is None where there is nothing to split: a side has no value (its `sebab`) or the
    units differ. Inputs that no value rests on are not named. `posisi` says which quarters two
    values of a year were taken from, where these are not the same.
    """

    sebelum: Fraction | None
    sesudah: Fraction | None
    sebab_sebelum: str | None
    sebab_sesudah: str | None
    satuan_sebelum: str
    satuan_sesudah: str
    selisih: Fraction | None = None
    kontribusi: tuple[Kontribusi, ...] = ()
    posisi: tuple[str, str] | None = None


def explain_triwulan(before: Sisi, after: Sisi) -> Uraian:
    """Split the difference of `Realisasi.nilai` between two moments or two quarters."""
    values = [compute_realisasi(*side) for side in (before, after)]
    return _quarters(_frame(before[0], after[0], values), before, after)


def explain_tahun(before: SisiTahun, after: SisiTahun) -> Uraian:
    """Split the difference of the value of a year.

    Where both are the position of their last quarter, among the inputs of these quarters; else
    among the quarters and the rule, if that differs.
    """
    quarters = [[compute_realisasi(each, one) for one in isian] for each, isian in (before, after)]
    years = [
        compute_tahunan(side[0], each) for side, each in zip((before, after), quarters, strict=True)
    ]
    uraian = _frame(before[0], after[0], years)
    if uraian.selisih is None or before[0] is None or after[0] is None:
        return uraian
    if {before[0].aturan_tahun, after[0].aturan_tahun} != {"posisi_akhir"}:
        return uraian._replace(
            kontribusi=_over_quarters(
                (before[0], quarters[0]), (after[0], quarters[1]), uraian.selisih
            )
        )
    first, last = (max(n for n, each in enumerate(q) if each.ada_isian) for q in quarters)
    found = _quarters(uraian, (before[0], before[1][first]), (after[0], after[1][last]))
    return found if first == last else found._replace(posisi=(_triwulan(first), _triwulan(last)))


def _frame(before: Definisi | None, after: Definisi | None, values: Sequence[Realisasi]) -> Uraian:
    """What there is to say before anything is split."""
    one, other = values
    uraian = Uraian(
        one.nilai,
        other.nilai,
        one.sebab,
        other.sebab,
        before.satuan if before else "",
        after.satuan if after else "",
    )
    same = uraian.satuan_sebelum == uraian.satuan_sesudah
    if one.nilai is None or other.nilai is None or not same:
        return uraian
    return uraian._replace(selisih=other.nilai - one.nilai)


# The inputs of a quarter


def _quarters(uraian: Uraian, before: Sisi, after: Sisi) -> Uraian:
    if uraian.selisih is None or before[0] is None or after[0] is None:
        return uraian
    one, other = arrange(before[0], before[1], after), arrange(after[0], after[1], before)
    return uraian._replace(kontribusi=_split(one, other, uraian.selisih))


def _split(before: Arranged, after: Arranged, selisih: Fraction) -> tuple[Kontribusi, ...]:
    """One contribution for each input that differs, the arrangement first where it did."""
    blocks: dict[str, list[str]] = {}
    for key, new in after.masukan.items():
        if key in before.masukan and before.masukan[key].isi != new.isi:
            blocks.setdefault(new.blok, []).append(key)
    kontribusi = []
    unseparable = [
        key for key in (*before.masukan, *after.masukan) if _is_single(before, after, key)
    ]
    for keys in blocks.values():
        apart = _apart(before, after, keys)
        kontribusi += apart
        unseparable += [] if apart else keys
    rest = selisih - sum((each.besar for each in kontribusi), Fraction(0))
    if not rest and not unseparable:
        return tuple(kontribusi)
    assert before.susunan != after.susunan, "inputs alone must explain the whole difference"
    return (_arrangement(before, after, unseparable, rest), *kontribusi)


def _is_single(before: Arranged, after: Arranged, key: str) -> bool:
    return (key in before.masukan) != (key in after.masukan)


def _apart(before: Arranged, after: Arranged, keys: Sequence[str]) -> list[Kontribusi]:
    """The contributions of a block's inputs, together if need be; none if not even so."""
    for groups in ([(key,) for key in keys], [tuple(keys)]):
        found = _shares(before, after, groups)
        if found is not None:
            return [
                _contribution(before, after, group, besar)
                for group, besar in zip(groups, found, strict=False)
            ]
    return []


def _shares(
    before: Arranged, after: Arranged, groups: Sequence[tuple[str, ...]]
) -> tuple[Fraction, ...] | None:
    """The Shapley values of groups of inputs and, last, of the arrangement where it differs.

    All other inputs are left as they belong to the arrangement: they add a constant, which is
    in no effect of these groups.
    """
    arrangement = len(groups)

    def value(members: frozenset[int]) -> Fraction | None:
        isi = {
            key: (after if number in members else before).masukan[key].isi
            for number, group in enumerate(groups)
            for key in group
        }
        return (after if arrangement in members else before).value_with(isi)

    return shares(len(groups) + (before.susunan != after.susunan), value)


def _contribution(
    before: Arranged, after: Arranged, keys: Sequence[str], besar: Fraction
) -> Kontribusi:
    old = [before.masukan[key] for key in keys]
    new = [after.masukan[key] for key in keys]
    return Kontribusi(
        _origins(new),
        " / ".join(each.nama for each in new),
        " / ".join(each.tampil for each in old),
        " / ".join(each.tampil for each in new),
        besar,
    )


def _origins(masukan: Iterable[Masukan]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.asal for each in masukan))


def _arrangement(
    before: Arranged, after: Arranged, keys: Sequence[str], besar: Fraction
) -> Kontribusi:
    """What the arrangement did, with the inputs that cannot be told apart from it."""
    parts = susunan_changes(before, after)
    names, old_texts, new_texts = zip(*parts, strict=True)
    nama, lama, baru = " dan ".join(names), ", ".join(old_texts), ", ".join(new_texts)
    if lama == baru:
        baru = f"{baru} (diubah)"
    if keys:
        nama += f" beserta {len(keys)} isian"
    known: Mapping[str, Masukan] = {**before.masukan, **after.masukan}
    return Kontribusi(_origins(known[key] for key in keys), nama, lama, baru, besar)


# The quarters of a year

_Tahun = tuple[Definisi, Sequence[Realisasi]]


def _over_quarters(before: _Tahun, after: _Tahun, selisih: Fraction) -> tuple[Kontribusi, ...]:
    """Shares of the quarters that differ, last that of the rule.

    With one quarter still as before and another as after, the year is taken over those that are
    there, in order. Where none would be there, the quarters stay together.
    """
    changed = [n for n in range(4) if _state(before[1][n]) != _state(after[1][n])]
    rule = before[0].aturan_tahun != after[0].aturan_tahun

    def value(chosen: frozenset[int]) -> Fraction | None:
        numbers = {changed[player] for player in chosen if player < len(changed)}
        mixed = [(after if n in numbers else before)[1][n] for n in range(4)]
        return _year((after if len(changed) in chosen else before)[0], mixed)

    found = shares(len(changed) + rule, value)
    if found is None:
        return (_together(before, after, changed, rule, selisih),)
    kontribusi = [
        _together(before, after, [number], False, besar)
        for number, besar in zip(changed, found, strict=False)
    ]
    if rule:
        kontribusi.append(_together(before, after, [], True, found[-1]))
    return tuple(kontribusi)


def _state(quarter: Realisasi) -> tuple[bool, Fraction | None]:
    return quarter.ada_isian, quarter.nilai


def _year(definisi: Definisi, quarters: Sequence[Realisasi]) -> Fraction | None:
    """The year by the rule, as if all quarters were computed alike and had no gaps."""
    there = [each._replace(versi="") for each in quarters if each.ada_isian]
    blank = quarters[0]._replace(ada_isian=False)
    return compute_tahunan(definisi, [*there, *[blank] * (4 - len(there))]).nilai


def _together(
    before: _Tahun,
    after: _Tahun,
    numbers: Sequence[int],
    rule: bool,
    besar: Fraction,
) -> Kontribusi:
    """One contribution of quarters and, if `rule`, of the rule of the year."""
    names = [_triwulan(number) for number in numbers]
    texts = [[_shown(side[1][number]) for number in numbers] for side in (before, after)]
    if rule:
        names.append("Aturan tahun")
        for side, text in zip((before, after), texts, strict=True):
            text.append(ATURAN_TAHUN[side[0].aturan_tahun])
    lama, baru = (" / ".join(each) for each in texts)
    masukan = tuple(f"tw{number + 1}" for number in numbers)
    return Kontribusi(masukan, " / ".join(names), lama, baru, besar)


def _triwulan(number: int) -> str:
    return f"Triwulan {('I', 'II', 'III', 'IV')[number]}"


def _shown(quarter: Realisasi) -> str:
    return KOSONG if quarter.nilai is None else format_number(quarter.nilai)
