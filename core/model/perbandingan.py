"""The comparison of two files as a value: what differs, who changed it, what follows from it."""

from __future__ import annotations

from typing import NamedTuple

from core.model.hasil import Hasil
from core.model.periode import Periode
from core.model.profil import Profil
from core.model.register import Row, Value


class Kunci(NamedTuple):
    """A figure; `kolom` None: the row as a whole."""

    tabel: str
    baris: str
    kolom: str | None


class Jejak(NamedTuple):
    """The step that last touched a figure in one of the files."""

    waktu: str
    oleh: str
    tindakan: str


class Beda(NamedTuple):
    """A figure that differs: its name, both values as read and as stored, who changed it last.

    A stored row stands as a mapping of its columns, None where there is no such row. `jejak_a`
    and `jejak_b` are None where no step of the journal has touched the figure.
    """

    kunci: Kunci
    periode: Periode | None
    tab: str
    nama: str
    a: str
    b: str
    nilai_a: Value | Row
    nilai_b: Value | Row
    jejak_a: Jejak | None
    jejak_b: Jejak | None


class Dampak(NamedTuple):
    """One indicator of one period in both files."""

    a: Hasil
    b: Hasil

    @property
    def periode(self) -> Periode:
        return self.a.periode

    @property
    def berubah(self) -> bool:
        """Whether realisasi, target or capaian differ, exactly or in what is printed."""
        return _figures(self.a) != _figures(self.b)


class Perbandingan(NamedTuple):
    """All differences by period, tab and order on screen, and the periods' indicators.

    `berkas_sama`: both are copies of one document. `profil` is that of the first file.
    """

    berkas_sama: bool
    beda: tuple[Beda, ...]
    dampak: tuple[Dampak, ...]
    profil: Profil

    @property
    def periode(self) -> tuple[Periode, ...]:
        """The periods whose indicators are shown, in order of time."""
        return tuple(dict.fromkeys(each.periode for each in self.dampak))


def _figures(hasil: Hasil) -> tuple[object, ...]:
    realisasi = hasil.realisasi
    return (
        realisasi.nilai,
        realisasi.tampil,
        realisasi.predikat,
        hasil.target,
        hasil.capaian,
        hasil.capaian_tampil,
    )
