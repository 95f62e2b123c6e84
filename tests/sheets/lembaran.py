"""Short ways to the three sheets for tests."""

from __future__ import annotations

from typing import Any

from core.sheets import (
    Lembar,
    build_iku,
    build_kertas_kerja,
    build_pengukuran,
    build_segel,
)
from tests.sheets import nilai

BEKU = b'{"berkas": "contoh", "isian": {"spbe.indikator.32": "4"}}'
SEGEL = build_segel(
    profil=nilai.PROFIL,
    periode=nilai.TW2,
    versi=1,
    iku=nilai.IKU,
    hasil=nilai.HASIL,
    lampiran=BEKU,
)
"""Makes each of the sheets final."""


def pengukuran(**changes: Any) -> Lembar:
    """A complete quarter, a KONSEP unless `segel` is given."""
    arguments: dict[str, Any] = {
        "profil": nilai.PROFIL,
        "periode": nilai.TW2,
        "iku": nilai.IKU,
        "hasil": nilai.HASIL,
        "target_tahunan": nilai.TARGET_TAHUNAN,
        "keterangan": {},
        "penandatangan": nilai.PLT,
        "tanggal": "2026-07-02",
    }
    return build_pengukuran(**(arguments | changes))


def iku(**changes: Any) -> Lembar:
    """The agency's sheet of April 2023."""
    arguments: dict[str, Any] = {
        "profil": nilai.PROFIL,
        "tahun": 2023,
        "tugas_fungsi": nilai.TUGAS_FUNGSI,
        "iku": nilai.IKU,
        "definisi": nilai.DEFINISI,
        "penandatangan": nilai.IQBAL,
        "tanggal": "2023-04",
    }
    return build_iku(**(arguments | changes))


def kertas_kerja(rows: int = 3, **changes: Any) -> Lembar:
    """A quarter with so many rows in its register."""
    arguments: dict[str, Any] = {
        "profil": nilai.PROFIL,
        "periode": nilai.TW2,
        "iku": nilai.IKU,
        "definisi": nilai.DEFINISI,
        "hasil": nilai.HASIL,
        "register": {"data_statistik": nilai.data_rows(rows)},
        "keterangan": {},
    }
    return build_kertas_kerja(**(arguments | changes))
