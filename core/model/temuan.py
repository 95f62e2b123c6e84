"""A finding of the review before Sahkan, as a value: what is wrong, and where it is mended."""

from __future__ import annotations

from typing import NamedTuple

from core.model.periode import Periode


class Temuan(NamedTuple):
    """One thing to be looked at before a sheet is signed, in one sentence.

    `galat`: stands in the way; otherwise a warning, which a reason waives. `kode` names the kind
    for ever. `iku`, `kunci` and `periode` lead to the place: `kunci` is an input of that period
    ("spbe.indikator.32"), the rows of a register ("register:media") or one of TEMPAT.
    """

    kode: str
    galat: bool
    kalimat: str
    iku: str | None
    kunci: str | None
    periode: Periode


TEMPAT = (
    "target",
    "definisi",
    "bukti",
    "tanggal_lembar",
    "tanggal_lembar_iku",
    "penandatangan",
    "profil",
)
"""Where a finding leads besides inputs and registers; target and definisi are those of its iku."""
