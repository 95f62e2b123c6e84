"""How figures, reasons and formulas are written in the steps of a calculation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from core.indonesian import format_number
from core.model.hasil import BELUM_DIISI, TIDAK_DAPAT_DIHITUNG

KOSONG = "…"
"""Stands in a substitution for an input that is not there."""

_PLACES = 6


def typed(value: Decimal | int | None) -> str:
    """A figure as it was typed, "2,75"; a blank one as "…"."""
    return KOSONG if value is None else format_number(value, None)


def figure(value: Fraction, least: int = 2) -> str:
    """A computed figure with `least` to six decimals, as many as it has."""
    for places in range(least, _PLACES):
        if is_finite(value, places):
            return format_number(value, places)
    return format_number(value, _PLACES)


def figure_or_blank(value: Fraction | None) -> str:
    """The same, "…" for one that could not be computed."""
    return KOSONG if value is None else figure(value)


def is_finite(value: Fraction, places: int = _PLACES) -> bool:
    """Whether the value is written in full with so many decimals."""
    scale: int = 10**places
    return scale % value.denominator == 0


def result(value: Fraction, satuan: str = "") -> str:
    """A computed figure as the outcome of a step: "3,70", "≈ 3,554945"."""
    return f"{'' if is_finite(value) else '≈ '}{figure(value)}{satuan}"


def final_result(value: Fraction, satuan: str = "") -> str:
    """The outcome of the last step, with the two decimals it is shown by where these differ."""
    full, shown = result(value, satuan), f"{format_number(value)}{satuan}"
    return full if full == shown else f"{full}, disajikan {shown}"


def substitution(text: str, used: Sequence[Fraction | None]) -> str:
    """Mark a substitution as rounded where one of the computed figures in it had to be."""
    rounded = any(value is not None and not is_finite(value) for value in used)
    return f"≈ {text}" if rounded else text


def belum_diisi(detail: str = "") -> str:
    """The reason of a value that waits for inputs."""
    return f"{BELUM_DIISI}: {detail}" if detail else BELUM_DIISI


def tidak_dapat_dihitung(detail: str) -> str:
    """The reason of a value that cannot be had from these inputs."""
    return f"{TIDAK_DAPAT_DIHITUNG}: {detail.rstrip('.')}"


def reason_only(sebab: str) -> str:
    """belum diisi or tidak dapat dihitung, without the detail."""
    return BELUM_DIISI if sebab.startswith(BELUM_DIISI) else TIDAK_DAPAT_DIHITUNG
