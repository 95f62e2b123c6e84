"""What was signed, reopened and proved: the formal acts on a period, and its evidence."""

from __future__ import annotations

from typing import NamedTuple

from core.model.periode import Periode
from core.model.register import REGISTER, Row

ACTS = ("pengesahan", "perubahan")
"""Tables whose rows are formal acts: they come, and never change or go."""

TERKUNCI = ("isian", "target", *REGISTER, "bukti")
"""Tables whose rows belong to a period and, like its own row, cannot change once it is signed."""


def periode_id_of(tabel: str, baris: str, row: Row | None) -> str | None:
    """The period to which a row belongs that signing holds fast; None for any other row."""
    if tabel == "periode":
        return baris
    return str(row["periode_id"]) if row is not None and tabel in TERKUNCI else None


class Pengesahan(NamedTuple):
    """One signed version of a quarter or year.

    `sidik` is the SHA-256 of its frozen copy, `pengukuran`, `iku` and `kertas_kerja` those of its
    sheets as PDF (None where a file rebuilt from sheets lacks one), drawn for `kertas`. `abaikan`
    holds each warning that was waived, with the reason.
    """

    id: str
    periode: Periode
    versi: int
    waktu: str
    oleh: str
    kertas: str
    sidik: str
    pengukuran: str | None
    iku: str | None
    kertas_kerja: str | None
    abaikan: tuple[tuple[str, str], ...]

    def lembar(self, kode: str) -> str | None:
        """The SHA-256 of one of its sheets, by the name that the command line gives it."""
        return {
            "pengukuran": self.pengukuran,
            "iku": self.iku,
            "kertas-kerja": self.kertas_kerja,
        }[kode]

    @property
    def judul(self) -> str:
        """As it is named in a sentence: TW II 2026 versi 1."""
        return f"{self.periode.singkat} versi {self.versi}"


class Perubahan(NamedTuple):
    """The formal act that reopens a signed period to make `versi`; `tanggal` is YYYY-MM-DD."""

    id: str
    periode: Periode
    versi: int
    waktu: str
    oleh: str
    alasan: str
    nomor: str
    tanggal: str


class Bukti(NamedTuple):
    """One piece of evidence: a file named `nama` of `ukuran` bytes with the SHA-256 `sidik`.

    `untuk` says what it supports: "" the period, "spbe" the figure of an indicator,
    "spbe.indikator.32" an input, "media:ID" a row of a register. `halaman` points into it.
    """

    id: str
    periode: Periode
    urutan: int
    untuk: str
    judul: str
    halaman: str
    catatan: str
    nama: str
    sidik: str
    ukuran: int


class Pindaian(NamedTuple):
    """The scan of a sheet that was signed by hand, belonging to one signed version."""

    id: str
    pengesahan_id: str
    waktu: str
    oleh: str
    nama: str
    sidik: str
    ukuran: int
