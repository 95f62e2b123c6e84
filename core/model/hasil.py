"""What the calculator answers: inputs of a quarter in, results that explain themselves out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from core.model.periode import Periode
from core.model.register import Tally

BELUM_DIISI = "belum diisi"
TIDAK_DAPAT_DIHITUNG = "tidak dapat dihitung"


class Isian(NamedTuple):
    """All inputs of one quarter: `nilai` by key (see core.fields), registers as tallies.

    A key that is absent is not filled in. Figures are canonical decimal text ("2.6").
    """

    periode: Periode
    nilai: Mapping[str, str]
    tally: Mapping[str, Tally]


class Langkah(NamedTuple):
    """One step of a calculation, ready to be read.

    `masukan` holds the keys of the inputs it rests on ("spbe.indikator.32"), or
    "register:media" for the rows of a register.
    """

    judul: str
    rumus: str
    substitusi: str
    hasil: str
    masukan: tuple[str, ...] = ()


class BacaanLain(NamedTuple):
    """Another reading of the same inputs; `tampil` is None where it cannot be computed."""

    nama: str
    tampil: str | None


class Realisasi(NamedTuple):
    """What one indicator reached in one quarter, with everything it rests on.

    `nilai` is exact and None exactly where `sebab` says why; `tampil` is what is printed (an
    official figure may replace the computed one by at most 0.01, and `catatan` says so).
    `kurang` names the inputs that are missing, `terisi` of `jumlah` are there.
    `versi` names scheme and method: values of different `versi` are not comparable.
    """

    nilai: Fraction | None
    tampil: str | None
    predikat: str | None
    sebab: str | None
    langkah: tuple[Langkah, ...]
    terisi: int
    jumlah: int
    kurang: tuple[str, ...]
    versi: str
    status: str | None = None
    catatan: tuple[str, ...] = ()
    peringatan: tuple[str, ...] = ()
    bacaan_lain: tuple[BacaanLain, ...] = ()
    ada_isian: bool = False

    @property
    def bacaan_kosong(self) -> str:
        """What stands in the place of another reading that has no value."""
        impossible = (self.sebab or "").startswith(TIDAK_DAPAT_DIHITUNG)
        return TIDAK_DAPAT_DIHITUNG if impossible else BELUM_DIISI


class Hasil(NamedTuple):
    """One indicator in one period, set against its target.

    `capaian` is in percent, exact, already capped where a cap is set (`capaian_tanpa_batas` is
    not). `selisih` is the change against the previous period in the indicator's unit, None where
    there is none or where it cannot be compared (`selisih_sebab` then says why).
    `arah` is that of the definition; `capaian_sebab` says why there is no capaian.
    """

    iku: str
    nama: str
    satuan: str
    periode: Periode
    realisasi: Realisasi
    target: Decimal | None
    target_teks: str
    capaian: Fraction | None
    capaian_tanpa_batas: Fraction | None
    capaian_tampil: str | None
    peringkat: str | None
    selisih: Fraction | None
    selisih_sebab: str | None
    arah: str = "naik"
    capaian_sebab: str | None = None
