"""What makes a sheet final: its code, the text of its QR, and the frozen data it carries."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from core.model.definisi import Iku
from core.model.hasil import Hasil
from core.model.periode import Periode
from core.model.profil import Profil
from core.sheets.kode import kode_of
from core.sheets.lembar import Segel
from core.sheets.qr import build_qr

__all__ = ["Segel", "attachment_name", "build_segel"]


def build_segel(
    *,
    profil: Profil,
    periode: Periode,
    versi: int,
    iku: Sequence[Iku],
    hasil: Sequence[Hasil],
    lampiran: bytes,
) -> Segel:
    """The seal of the frozen data `lampiran` (canonical JSON), the same for each of its sheets."""
    sidik = hashlib.sha256(lampiran).hexdigest()
    judul = f"{periode.singkat} versi {versi}"
    return Segel(
        kode=kode_of(sidik),
        sidik=sidik,
        judul=f"{periode.judul}, versi {versi}",
        qr=build_qr(profil=profil, judul=judul, sidik=sidik, iku=iku, hasil=hasil),
        lampiran=lampiran,
        nama_lampiran=attachment_name(periode, versi),
    )


def attachment_name(periode: Periode, versi: int) -> str:
    """The name of the frozen data inside a PDF, for example iku-2026-tw2-v1.json."""
    return f"iku-{periode.id}-v{versi}.json"
