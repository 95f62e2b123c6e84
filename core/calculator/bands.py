"""Bands: which predikat a value has, why, and whether a list of bands has gaps or overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from core.calculator.steps import figure, is_finite, typed
from core.indonesian import format_number, round_half_up
from core.model.definisi import Pita
from core.model.hasil import Langkah

_MANY_PLACES = 30


def pita_of(pita: Sequence[Pita], value: Fraction) -> Pita | None:
    """The band that holds the value: `dari` belongs to it, `sampai` only if it is the last."""
    for each in sorted(pita, key=lambda one: one.dari, reverse=True):
        if Fraction(each.dari) <= value < Fraction(each.sampai):
            return each
    top = max(pita, key=lambda one: one.sampai, default=None)
    return top if top is not None and value == Fraction(top.sampai) else None


def status_of(pita: Sequence[Pita], total: Fraction) -> Pita | None:
    """The band of a total score: bounds are whole, both included; 174.5 is above 174."""
    ascending = sorted(pita, key=lambda one: one.sampai)
    return next((each for each in ascending if total <= Fraction(each.sampai)), None)


class Putusan(NamedTuple):
    """The predikat of a value with what there is to say about it."""

    predikat: str | None = None
    langkah: tuple[Langkah, ...] = ()
    catatan: tuple[str, ...] = ()
    peringatan: tuple[str, ...] = ()


def decide(pita: Sequence[Pita], nilai: Fraction, shown: Decimal) -> Putusan:
    """Find the predikat of the exact value and explain where the shown value contradicts it."""
    if not pita:
        return Putusan()
    rumus = "pita yang memuat nilai yang tidak dibulatkan"
    found = pita_of(pita, nilai)
    if found is None:
        sentence = f"Nilai {figure(nilai)} tidak termasuk pita predikat mana pun."
        langkah = Langkah("Predikat", rumus, figure(nilai), "tidak ada pita yang memuat nilai ini")
        return Putusan(None, (langkah,), (), (sentence,))
    is_top = found.sampai == max(each.sampai for each in pita)
    sign = "≤" if is_top else "<"
    text = f"{typed(found.dari)} ≤ {_inside(pita, nilai, 6)} {sign} {typed(found.sampai)}"
    langkah = Langkah("Predikat", rumus, text, found.predikat)
    return Putusan(found.predikat, (langkah,), _contradiction(pita, nilai, shown, found))


def _contradiction(
    pita: Sequence[Pita], nilai: Fraction, shown: Decimal, found: Pita
) -> tuple[str, ...]:
    if pita_of(pita, Fraction(shown)) is found:
        return ()
    bound = found.sampai if shown > nilai else found.dari
    return (
        f"Nilai yang dicetak {format_number(shown)}, sedangkan nilai yang tidak dibulatkan "
        f"{_inside(pita, nilai, 4)} (batas {typed(bound)}); predikat {found.predikat} "
        "ditetapkan dari nilai yang tidak dibulatkan.",
    )


def _inside(pita: Sequence[Pita], value: Fraction, least: int) -> str:
    """The value with enough decimals to be seen in its own band."""
    if is_finite(value):
        return figure(value)
    band = pita_of(pita, value)
    for places in range(least, _MANY_PLACES):
        if pita_of(pita, Fraction(round_half_up(value, places))) is band:
            return format_number(value, places)
    return format_number(value, _MANY_PLACES)


def check_pita(
    pita: Sequence[Pita],
    judul: str = "",
    cakupan: tuple[Decimal, Decimal] | None = None,
    bulat: bool = False,
) -> list[str]:
    """Say in Indonesian where bands are reversed, leave a gap, overlap or do not span `cakupan`.

    `bulat`: bounds are whole numbers, both included, so that 174 is followed by 175.
    `judul` opens each sentence ("Kategori Tinggi versi 5").
    """
    opening = f"{judul}: " if judul else ""
    problems = [
        f"{opening}predikat pita {_range(each)} kosong."
        for each in pita
        if not each.predikat.strip()
    ]
    problems += [
        f"{opening}batas pita {_named(each)} terbalik atau sama."
        for each in pita
        if each.dari > each.sampai or (each.dari == each.sampai and not bulat)
    ]
    ascending = sorted(pita, key=lambda one: (one.dari, one.sampai))
    step = Decimal(1 if bulat else 0)
    for lower, upper in pairwise(ascending):
        both = f"{opening}pita {_named(lower)} dan pita {_named(upper)}"
        if upper.dari > lower.sampai + step:
            ends = f"{typed(lower.sampai)} dan {typed(upper.dari)}"
            problems.append(f"{both} bercelah antara {ends}.")
        elif upper.dari < lower.sampai + step:
            ends = f"{typed(upper.dari)} sampai {typed(min(lower.sampai, upper.sampai))}"
            problems.append(f"{both} bertumpang tindih pada {ends}.")
    if pita and cakupan:
        problems += _check_span(pita, opening, cakupan)
    return [problem[0].upper() + problem[1:] for problem in problems]


def _check_span(pita: Sequence[Pita], opening: str, cakupan: tuple[Decimal, Decimal]) -> list[str]:
    least, most = cakupan
    lowest = min(each.dari for each in pita)
    highest = max(each.sampai for each in pita)
    problems = []
    if lowest > least:
        problems.append(f"{opening}nilai {typed(least)} sampai {typed(lowest)} tidak berpita.")
    if highest < most:
        problems.append(f"{opening}nilai {typed(highest)} sampai {typed(most)} tidak berpita.")
    return problems


def _range(pita: Pita) -> str:
    return f"{typed(pita.dari)} sampai {typed(pita.sampai)}"


def _named(pita: Pita) -> str:
    return f"“{pita.predikat}” ({_range(pita)})"
