"""The official index beside the computed one: which is printed, and what is said about it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from core.calculator.bands import pita_of
from core.calculator.inputs import Inputs
from core.calculator.steps import figure, is_finite, typed
from core.indonesian import format_date, format_number, parse_date, round_half_up
from core.model.definisi import Definisi
from core.model.hasil import Langkah

TOLERANSI = Decimal("0.01")
"""The largest difference that rounding of published aspect indices can explain."""

_HALF_OF_LAST_PLACE = Fraction(1, 200)


class Pilihan(NamedTuple):
    """The figure that stands and the one that is shown (two decimals)."""

    nilai: Fraction
    shown: Decimal
    langkah: tuple[Langkah, ...] = ()
    catatan: tuple[str, ...] = ()
    peringatan: tuple[str, ...] = ()


def choose(
    definisi: Definisi, inputs: Inputs, hitung: Fraction | None, rincian: str
) -> Pilihan | None:
    """Set the official index beside the computed one; None where there is neither.

    `rincian` says how far the details are filled in, for an official index without them.
    """
    resmi = inputs.figures.get(f"{definisi.iku}.resmi")
    problem = inputs.problems.get(f"{definisi.iku}.resmi")
    if resmi is None and hitung is None:
        return None
    if resmi is None:
        assert hitung is not None
        peringatan = (f"Indeks resmi diabaikan: {problem}",) if problem else ()
        return Pilihan(hitung, round_half_up(hitung), (), (), peringatan)
    if hitung is None:
        return _official_only(definisi, inputs, resmi, rincian)
    return _both(definisi, inputs, resmi, hitung)


def _official_only(definisi: Definisi, inputs: Inputs, resmi: Decimal, rincian: str) -> Pilihan:
    catatan = (
        f"Nilai adalah indeks resmi {figure(Fraction(resmi))}; {rincian}.",
        _about(definisi.iku, inputs, resmi),
    )
    langkah = Langkah(
        "Indeks resmi",
        "indeks resmi menurut hasil evaluasi",
        figure(Fraction(resmi)),
        format_number(resmi),
        _keys(definisi.iku, inputs),
    )
    peringatan = _near_a_bound(definisi, Fraction(resmi))
    return Pilihan(Fraction(resmi), round_half_up(resmi), (langkah,), catatan, peringatan)


def _near_a_bound(definisi: Definisi, resmi: Fraction) -> tuple[str, ...]:
    """A published figure is rounded: what it was before may lie in the band below."""
    band = pita_of(definisi.pita, resmi)
    below = pita_of(definisi.pita, resmi - _HALF_OF_LAST_PLACE)
    if band is None or below is None or band is below or not is_finite(resmi, 2):
        return ()
    return (
        f"Indeks resmi {format_number(resmi)} sudah dibulatkan dan tepat di batas "
        f"{typed(band.dari)}; cocokkan predikat {band.predikat} dengan laporan hasil evaluasi.",
    )


def _both(definisi: Definisi, inputs: Inputs, resmi: Decimal, hitung: Fraction) -> Pilihan:
    shown, official = round_half_up(hitung), round_half_up(resmi)
    difference = abs(resmi - shown)
    catatan = [_about(definisi.iku, inputs, resmi)]
    peringatan: tuple[str, ...] = ()
    both = f"{figure(Fraction(resmi))} dan hasil hitung {format_number(shown)}"
    if difference > TOLERANSI:
        printed, outcome = shown, "berbeda lebih dari 0,01; yang dicetak hasil hitung"
        peringatan = (
            f"Indeks resmi {both} berselisih {typed(difference)}, lebih dari 0,01; "
            "periksa isian dan indeks resmi. Yang dicetak adalah hasil hitung.",
        )
    elif official != shown:
        printed, outcome = official, "selisih paling banyak 0,01; yang dicetak indeks resmi"
        catatan.append(
            f"Yang dicetak adalah indeks resmi {format_number(official)}; hasil hitung dari "
            f"isian {format_number(shown)}, selisih paling banyak 0,01."
        )
    else:
        printed, outcome = official, "sama"
    langkah = Langkah(
        "Pembandingan dengan indeks resmi",
        "|indeks resmi − hasil hitung yang disajikan| ≤ 0,01",
        f"|{figure(Fraction(resmi))} − {format_number(shown)}| = {typed(difference)}",
        outcome,
        _keys(definisi.iku, inputs),
    )
    return Pilihan(hitung, printed, (langkah,), tuple(catatan), peringatan)


def _keys(iku: str, inputs: Inputs) -> tuple[str, ...]:
    parts = ("resmi", "resmi_status", "resmi_nomor", "resmi_tanggal")
    return inputs.filled(f"{iku}.{part}" for part in parts)


def _about(iku: str, inputs: Inputs, resmi: Decimal) -> str:
    """Status, number and date of the official index in one sentence."""
    parts = []
    if status := inputs.texts.get(f"{iku}.resmi_status"):
        parts.append(f"status {status}")
    if nomor := inputs.texts.get(f"{iku}.resmi_nomor"):
        parts.append(f"keputusan nomor {nomor}")
    if tanggal := inputs.texts.get(f"{iku}.resmi_tanggal"):
        iso = parse_date(tanggal)
        parts.append(f"tanggal {format_date(iso) if iso else tanggal}")
    about = ", ".join(parts) or "status belum diisi"
    return f"Indeks resmi {figure(Fraction(resmi))}: {about}."
