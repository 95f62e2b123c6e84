"""Quarters and years, and how they are named."""

from __future__ import annotations

from typing import NamedTuple

from core.errors import InputError

TAHUNAN = 5
"""Stands in the place of the quarter for the whole year, so that it sorts after the four."""

TAHUN_MIN, TAHUN_MAX = 2010, 2100
_ROMAWI = ("", "I", "II", "III", "IV")
NAMA_PERIODE = ("TW I", "TW II", "TW III", "TW IV", "Tahunan")
"""The four quarters and the year, as a choice on screen."""


class Periode(NamedTuple):
    """A quarter (`triwulan` 1..4) or a whole year (`triwulan` TAHUNAN)."""

    tahun: int
    triwulan: int

    @property
    def kode(self) -> str:
        """tw1..tw4 or tahunan, as the command line and ISIAN.json write it."""
        return "tahunan" if self.is_tahunan else f"tw{self.triwulan}"

    @property
    def id(self) -> str:
        """The key of the period in the file, for example 2026-tw2."""
        return f"{self.tahun}-{self.kode}"

    @property
    def is_tahunan(self) -> bool:
        return self.triwulan == TAHUNAN

    @property
    def judul(self) -> str:
        """As a heading: Triwulan II Tahun 2026, or Tahun 2026."""
        if self.is_tahunan:
            return f"Tahun {self.tahun}"
        return f"Triwulan {_ROMAWI[self.triwulan]} Tahun {self.tahun}"

    @property
    def singkat(self) -> str:
        """As a label: TW II 2026, or Tahun 2026."""
        return self.judul if self.is_tahunan else f"TW {_ROMAWI[self.triwulan]} {self.tahun}"

    @property
    def sebelumnya(self) -> Periode:
        """The quarter before (the fourth of last year before the first), or the year before."""
        if self.is_tahunan:
            return Periode(self.tahun - 1, TAHUNAN)
        if self.triwulan == 1:
            return Periode(self.tahun - 1, 4)
        return Periode(self.tahun, self.triwulan - 1)

    @property
    def triwulan_setahun(self) -> tuple[Periode, ...]:
        """The four quarters of the same year."""
        return tuple(Periode(self.tahun, triwulan) for triwulan in range(1, 5))

    @property
    def bulan_terakhir(self) -> str:
        """The last month of the period as YYYY-MM."""
        return f"{self.tahun}-{3 * min(self.triwulan, 4):02d}"


KODE_PERIODE = ("tw1", "tw2", "tw3", "tw4", "tahunan")


def parse_periode(tahun: int, kode: str) -> Periode:
    """Make the period named by a year and tw1..tw4 or tahunan; InputError for anything else."""
    if not TAHUN_MIN <= tahun <= TAHUN_MAX:
        raise InputError(f"Tahun {tahun} di luar rentang {TAHUN_MIN} sampai {TAHUN_MAX}.", "tahun")
    if kode not in KODE_PERIODE:
        raise InputError(
            f"Periode “{kode[:40]}” tidak dikenal; yang ada tw1, tw2, tw3, tw4, dan tahunan.",
            "periode",
        )
    return Periode(tahun, KODE_PERIODE.index(kode) + 1)


def periode_from_id(id_periode: str) -> Periode:
    """Make the period from its key in the file, for example 2026-tw2."""
    tahun, _, kode = id_periode.partition("-")
    return Periode(int(tahun), KODE_PERIODE.index(kode) + 1)
