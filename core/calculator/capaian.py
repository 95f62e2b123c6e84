"""Capaian: realisasi against target in percent, and its class."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from core.calculator.steps import (
    figure,
    reason_only,
    result,
    substitution,
    tidak_dapat_dihitung,
    typed,
)
from core.indonesian import format_number
from core.model.hasil import Hasil, Langkah, Realisasi

PERINGKAT = ((91, "Sangat Tinggi"), (76, "Tinggi"), (66, "Sedang"), (51, "Rendah"))
"""Permendagri 86/2017: the class from each bound on."""

PERINGKAT_TERENDAH = "Sangat Rendah"

_RUMUS = {
    "naik": "realisasi / target × 100%",
    "turun": "(2 × target − realisasi) / target × 100%, paling rendah 0",
}


def compute_capaian(
    target: Decimal | None, realisasi: Fraction | None, arah: str
) -> Fraction | None:
    """Percent of the target reached, not capped; None without a realisasi or a positive target.

    `arah` turun: lower is better, and the result is not below 0.
    """
    if target is None or target <= 0 or realisasi is None:
        return None
    promised = Fraction(target)
    if arah == "turun":
        return max(Fraction(0), (2 * promised - realisasi) / promised * 100)
    return realisasi / promised * 100


def cap(capaian: Fraction, batas: Decimal | None) -> Fraction:
    """The capaian, not above the limit where one is set."""
    return capaian if batas is None else min(capaian, Fraction(batas))


def peringkat_capaian(capaian: Fraction) -> str:
    """Class of the unrounded capaian (Permendagri 86/2017)."""
    return next((nama for bound, nama in PERINGKAT if capaian >= bound), PERINGKAT_TERENDAH)


def format_capaian(capped: Fraction, uncapped: Fraction) -> str:
    """Two decimals; both figures where a limit took effect."""
    if capped == uncapped:
        return format_number(capped)
    return f"{format_number(capped)} (tanpa batas {format_number(uncapped)})"


def capaian_sebab(target: Decimal | None, realisasi: Realisasi) -> str | None:
    """Why there is no capaian, a missing realisasi first; None where there is one."""
    if realisasi.sebab is not None:
        return realisasi.sebab
    if target is None:
        return tidak_dapat_dihitung("target belum ditetapkan")
    if target <= 0:
        return tidak_dapat_dihitung("target tidak lebih dari nol")
    return None


def langkah_capaian(hasil: Hasil) -> Langkah:
    """How the capaian of a result came about: formula, substitution, figures and class."""
    rumus = _RUMUS.get(hasil.arah, _RUMUS["naik"])
    realisasi = hasil.realisasi.nilai
    shown = "…" if realisasi is None else figure(realisasi)
    target = typed(hasil.target)
    text = f"{shown} / {target} × 100%"
    if hasil.arah == "turun":
        text = f"(2 × {target} − {shown}) / {target} × 100%"
    if hasil.capaian is None or hasil.capaian_tanpa_batas is None:
        outcome = reason_only(hasil.capaian_sebab or "")
    else:
        outcome = f"{_figures(hasil.capaian, hasil.capaian_tanpa_batas)} → {hasil.peringkat}"
    return Langkah("Capaian", rumus, substitution(text, [realisasi]), outcome)


def _figures(capped: Fraction, uncapped: Fraction) -> str:
    if capped == uncapped:
        full, shown = result(uncapped, "%"), f"{format_number(uncapped)}%"
        return full if full == shown else f"{full}, disajikan {shown}"
    return f"{result(uncapped, '%')}, dibatasi {format_number(capped)}%"
