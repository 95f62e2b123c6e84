"""The status of Indeks KAMI: what the total score gives in a category, beside the official one."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from core.calculator.bands import status_of
from core.calculator.inputs import Inputs
from core.calculator.steps import figure, is_finite, typed
from core.model.definisi import KategoriSe, VersiKami
from core.model.hasil import Langkah


class StatusKami(NamedTuple):
    """The status that stands; None where it is neither computed nor official."""

    status: str | None
    langkah: tuple[Langkah, ...] = ()
    catatan: tuple[str, ...] = ()
    peringatan: tuple[str, ...] = ()


def decide_status(
    iku: str,
    versi: VersiKami,
    inputs: Inputs,
    total: Fraction | None,
    score_keys: tuple[str, ...],
) -> StatusKami:
    """Compute the status from the total score; the official one of BSSN's workbook prevails."""
    official = inputs.texts.get(f"{iku}.status_resmi")
    kode = inputs.texts.get(f"{iku}.kategori")
    kategori = next((each for each in versi.kategori if each.kode == kode), None)
    computed, text = _compute(kategori, total)
    catatan: tuple[str, ...] = ()
    if total is not None and computed is None and official is None:
        why = "kategori sistem elektronik belum diisi" if not kode else f"{versi.nama}, {kode}"
        catatan = (f"Status Indeks KAMI belum dapat ditetapkan: {why}.",)
    peringatan: tuple[str, ...] = ()
    if official and computed and official != computed:
        peringatan = (
            f"Status resmi {official} berbeda dari status menurut jumlah nilai, {computed} "
            f"({text}); periksa isian dan lembar kerja BSSN.",
        )
    outcome = official or computed
    if outcome is None:
        return StatusKami(None, (), catatan)
    keys = (f"{iku}.versi", f"{iku}.kategori", f"{iku}.status_resmi", *score_keys)
    langkah = Langkah(
        "Status Indeks KAMI",
        f"jumlah nilai terhadap batas status{f' kategori {kode}' if kode else ''}",
        f"{text} → {computed}" if computed else "menurut lembar kerja BSSN",
        f"{official} (status resmi)" if official else outcome,
        inputs.filled(keys),
    )
    return StatusKami(outcome, (langkah,), catatan, peringatan)


def _compute(kategori: KategoriSe | None, total: Fraction | None) -> tuple[str | None, str]:
    """The status of a total score, and the comparison that gave it."""
    if kategori is None or total is None:
        return None, ""
    found = status_of(kategori.pita, total)
    if found is None:
        return None, ""
    shown = figure(total, 0) if is_finite(total) else figure(total)
    below = [each.sampai for each in kategori.pita if each.sampai < found.sampai]
    start = f"{typed(max(below))} <" if below else f"{typed(found.dari)} ≤"
    return found.predikat, f"{start} {shown} ≤ {typed(found.sampai)}"
