"""Sasaran, IKU and the definitions that say how, in the years they are valid, one is computed.

An indicator is data and a formula shape is code: a `Definisi` chooses one of three shapes
(`IndeksBerbobot`, `RasioRegister`, `RerataArea`) and names its parts, texts, bands and weights.
All weights, bounds and maxima are exact decimals.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Sasaran(NamedTuple):
    """A strategic objective; `nomor` as the sheet prints it (1, 1.1, ...)."""

    id: str
    nomor: str
    teks: str


class Iku(NamedTuple):
    """An indikator kinerja utama; `id` is its code (spbe, layanan, statistik, keamanan)."""

    id: str
    sasaran: Sasaran
    nama: str
    singkat: str


class Pita(NamedTuple):
    """A band: `dari` belongs to it, `sampai` belongs to the next one (to this one if it is last).

    `teks` is the range in the words of the sheet, `tanda` the mark of a footnote ("*").
    """

    dari: Decimal
    sampai: Decimal
    predikat: str
    teks: str = ""
    tanda: str = ""


class Butir(NamedTuple):
    """One indicator of an aspect: a maturity level 1..5 with its weight."""

    kode: str
    nama: str
    bobot: Decimal


class Aspek(NamedTuple):
    """An aspect; with `bobot_relatif` its indicators' weights need not sum to `bobot`."""

    kode: str
    nama: str
    bobot: Decimal
    butir: tuple[Butir, ...]
    bobot_relatif: bool = False
    keterangan: str = ""


class Tingkat(NamedTuple):
    """A maturity level: `nilai` 1..5 and its name."""

    nilai: int
    nama: str
    keterangan: str = ""


class IndeksBerbobot(NamedTuple):
    """Weighted index: (1 / bobot) x sum(aspect index x aspect weight)."""

    bobot: Decimal
    aspek: tuple[Aspek, ...]
    tingkat: tuple[Tingkat, ...]


class Kriteria(NamedTuple):
    """A yes/no column in the words of this definition."""

    kode: str
    nama: str
    keterangan: str = ""


class Rasio(NamedTuple):
    """Rows that meet every `pembilang` criterion / rows that meet every `penyebut` one, x 100.

    A row counts in the numerator only if it counts in the denominator; an empty `penyebut`
    counts every row.
    """

    kode: str
    nama: str
    bobot: Decimal
    register: str
    pembilang: tuple[str, ...]
    penyebut: tuple[str, ...]
    label_pembilang: str
    label_penyebut: str
    kriteria: tuple[Kriteria, ...] = ()


class RasioRegister(NamedTuple):
    """Sum of (ratio x weight), the weights summing to `bobot` (1)."""

    bobot: Decimal
    rasio: tuple[Rasio, ...]


class Area(NamedTuple):
    """An area of Indeks KAMI with its maximum score."""

    kode: str
    nama: str
    maksimum: Decimal


class KategoriSe(NamedTuple):
    """A category of electronic system, with the status that each total score gives in it."""

    kode: str
    keterangan: str
    pita: tuple[Pita, ...]


class VersiKami(NamedTuple):
    """A version of Indeks KAMI; `kode` is its major number."""

    kode: str
    nama: str
    area: tuple[Area, ...]
    kategori: tuple[KategoriSe, ...]


class RerataArea(NamedTuple):
    """A figure over the areas of Indeks KAMI, read in the way `cara_baca` names (BACAAN)."""

    cara_baca: str
    versi: tuple[VersiKami, ...]


BACAAN = {
    "rerata_area": "Rerata persentase nilai per area",
    "total": "Total nilai / total maksimum x 100%",
    "rerata_nilai": "Jumlah nilai / jumlah area",
    "rerata_kematangan": "Rerata tingkat kematangan (I = 1 ... V = 5)",
    "area_tercapai": "Persentase area dengan kematangan minimal III",
}
"""The readings of "jumlah nilai per area / jumlah area penilaian x 100%" that are in use."""

KEMATANGAN = ("I", "I+", "II", "II+", "III", "III+", "IV", "IV+", "V")

ATURAN_TAHUN = {
    "posisi_akhir": "Posisi akhir (triwulan terakhir yang terisi)",
    "kumulatif": "Kumulatif (jumlah triwulan)",
    "rata_rata": "Rata-rata triwulan",
}

Bentuk = IndeksBerbobot | RasioRegister | RerataArea


class Definisi(NamedTuple):
    """How one IKU is worded and computed in the years `berlaku_dari`..`berlaku_sampai`.

    `berlaku_dari` None: a template that counts in no year; `berlaku_sampai` None: until further
    notice. `arah` is naik (higher is better) or turun. `aturan_tahun` is a key of ATURAN_TAHUN.
    """

    id: str
    iku: str
    skema: str
    berlaku_dari: int | None
    berlaku_sampai: int | None
    penjelasan: str
    sumber: str
    satuan: str
    arah: str
    aturan_tahun: str
    bentuk: Bentuk
    pita: tuple[Pita, ...]
    catatan_pita: str
    kriteria: str
    terverifikasi: bool
    catatan: str

    def is_valid_in(self, tahun: int) -> bool:
        """Whether this definition counts in the year."""
        return (
            self.berlaku_dari is not None
            and self.berlaku_dari <= tahun
            and (self.berlaku_sampai is None or tahun <= self.berlaku_sampai)
        )
