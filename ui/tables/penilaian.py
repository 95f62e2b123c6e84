"""What one row of a register counts as, in words: fulfilled, lacking, not judged, not counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from core.indonesian import format_number
from core.model.definisi import Rasio
from core.model.register import REGISTER, Row, Tally, tally_key

Jawaban = tuple[int | None, ...]


class Keadaan(Enum):
    """Where a row stands; every row is in exactly one of these, as the calculator counts it."""

    BELUM_DINILAI = "Belum dinilai"
    BELUM_MEMENUHI = "Belum memenuhi"
    MEMENUHI = "Memenuhi"
    TIDAK_DIHITUNG = "Tidak dihitung"


@dataclass(frozen=True, slots=True)
class Hitungan:
    """The rows of a register by what they count as."""

    jumlah: Mapping[Keadaan, int]

    @property
    def semua(self) -> int:
        return sum(self.jumlah.values())

    @property
    def penyebut(self) -> int:
        return self.jumlah[Keadaan.MEMENUHI] + self.jumlah[Keadaan.BELUM_MEMENUHI]

    @property
    def pembilang(self) -> int:
        return self.jumlah[Keadaan.MEMENUHI]

    @property
    def belum_dinilai(self) -> int:
        return self.jumlah[Keadaan.BELUM_DINILAI]


class Penilaian:
    """Judges the rows of one ratio; remembers every combination of answers it has met."""

    def __init__(self, rasio: Rasio) -> None:
        self.rasio = rasio
        self.register = REGISTER[rasio.register]
        self._known: dict[Jawaban, tuple[Keadaan, str]] = {}

    @property
    def keadaan_yang_ada(self) -> tuple[Keadaan, ...]:
        """What rows of this ratio can be; "tidak dihitung" only where there is a condition."""
        every = tuple(Keadaan)
        return every if self.rasio.penyebut else every[:-1]

    def nama_kriteria(self, kode: str) -> str:
        """A criterion in the words of the definition, to stand inside a sentence."""
        for each in self.rasio.kriteria:
            if each.kode == kode:
                return each.nama[:1].lower() + each.nama[1:]
        return self.register.kolom_by_kode(kode).judul.lower()

    def keadaan(self, row: Row) -> Keadaan:
        """What the row counts as."""
        return self._judge(tally_key(self.register, row))[0]

    def kekurangan(self, row: Row) -> str:
        """What the row lacks, in a few words."""
        return self._judge(tally_key(self.register, row))[1]

    def count(self, tally: Tally) -> Hitungan:
        """All rows by what they count as, from the tally of their answers."""
        jumlah = dict.fromkeys(Keadaan, 0)
        for key, rows in tally.items():
            jumlah[self._judge(tuple(key))[0]] += rows
        return Hitungan(jumlah)

    def _judge(self, jawaban: Jawaban) -> tuple[Keadaan, str]:
        if jawaban not in self._known:
            answers = dict(zip(self.register.kriteria, jawaban, strict=True))
            keadaan = _keadaan(self.rasio, answers)
            self._known[jawaban] = keadaan, self._describe(keadaan, answers)
        return self._known[jawaban]

    def _describe(self, keadaan: Keadaan, answers: Mapping[str, int | None]) -> str:
        if keadaan is Keadaan.MEMENUHI:
            return "memenuhi"
        if keadaan is Keadaan.TIDAK_DIHITUNG:
            return "tidak dihitung"
        asked = dict.fromkeys((*self.rasio.penyebut, *self.rasio.pembilang))
        lacking = [self.nama_kriteria(kode) for kode in asked if answers[kode] == 0]
        open_ = [self.nama_kriteria(kode) for kode in asked if answers[kode] is None]
        parts = []
        if lacking and keadaan is Keadaan.BELUM_MEMENUHI:
            only = len(self.rasio.pembilang) == 1
            parts.append(f"tidak {lacking[0]}" if only else ", ".join(lacking))
        if open_:
            parts.append("belum dinilai: " + ", ".join(open_))
        return "; ".join(parts)


def _keadaan(rasio: Rasio, answers: Mapping[str, int | None]) -> Keadaan:
    counted = _all_met([answers[kode] for kode in rasio.penyebut])
    met = _all_met([answers[kode] for kode in rasio.pembilang])
    if counted is False:
        return Keadaan.TIDAK_DIHITUNG
    if counted is None or met is None:
        return Keadaan.BELUM_DINILAI
    return Keadaan.MEMENUHI if met else Keadaan.BELUM_MEMENUHI


def _all_met(given: Sequence[int | None]) -> bool | None:
    if 0 in given:
        return False
    return None if None in given else True


def ratio_text(pembilang: int, penyebut: int, satuan: str) -> str:
    """ "9 dari 14 wajib terintegrasi = 64,29%"; without the percentage where there is none."""
    counts = f"{format_number(pembilang, 0)} dari {format_number(penyebut, 0)} {satuan}".rstrip()
    if not 0 <= pembilang <= penyebut or penyebut == 0:
        return counts
    return f"{counts} = {format_number(Fraction(pembilang, penyebut) * 100)}%"
