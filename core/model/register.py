"""The three registers whose rows are counted: their columns, and which of these are criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Value = str | int | None
Row = Mapping[str, Value]
"""One row as it stands in the file: column -> value; a yes/no column holds 1, 0 or None."""


def without_id(row: Row) -> dict[str, Value]:
    """What a row holds besides its name, as a change carries it."""
    return {key: row[key] for key in row if key != "id"}


def urutan_of(row: Row) -> int:
    """The place of a row among its likes."""
    return int(row["urutan"] or 0)


Tally = Mapping[tuple[int | None, ...], int]
"""How many rows have each combination of criteria, in the order of `Register.kriteria`."""

MAKS_TEKS = 3000
MAKS_NAMA = 500


class Kolom(NamedTuple):
    """A column; `jenis` is teks, pilihan (free text with suggestions) or ya_tidak."""

    kode: str
    judul: str
    jenis: str = "teks"
    pilihan: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """A register; `kode` is also the name of its table and of its part in ISIAN.json."""

    kode: str
    judul: str
    satuan: str
    kolom: tuple[Kolom, ...]
    kriteria: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = tuple(kolom.kode for kolom in self.kolom if kolom.jenis == "ya_tidak")
        object.__setattr__(self, "kriteria", names)

    def kolom_by_kode(self, kode: str) -> Kolom:
        return next(kolom for kolom in self.kolom if kolom.kode == kode)


def tally_key(register: Register, row: Row) -> tuple[int | None, ...]:
    """The combination of criteria of one row."""
    # The schema lets a yes/no column hold nothing but 0, 1 and NULL.
    return tuple(row[kode] for kode in register.kriteria)  # type: ignore[misc]


JENIS_MEDIA = (
    "website",
    "Facebook",
    "Instagram",
    "TikTok",
    "YouTube",
    "X",
    "radio",
    "videotron",
    "KIM",
    "baliho",
    "media partner",
)

SISTEM_INFORMASI = Register(
    "sistem_informasi",
    "Sistem informasi",
    "sistem informasi",
    (
        Kolom("nama", "Nama"),
        Kolom("pengelola", "Pengelola"),
        Kolom("wajib_terintegrasi", "Wajib terintegrasi", "ya_tidak"),
        Kolom("terintegrasi", "Terintegrasi", "ya_tidak"),
        Kolom("keterangan", "Keterangan"),
    ),
)
MEDIA = Register(
    "media",
    "Media diseminasi",
    "media",
    (
        Kolom("nama", "Nama"),
        Kolom("jenis", "Jenis", "pilihan", JENIS_MEDIA),
        Kolom("alamat", "Alamat"),
        Kolom("aktif", "Aktif", "ya_tidak"),
        Kolom("keterangan", "Keterangan"),
    ),
)
DATA_STATISTIK = Register(
    "data_statistik",
    "Data statistik sektoral",
    "data",
    (
        Kolom("nama", "Nama"),
        Kolom("produsen", "Produsen data"),
        Kolom("standar_data", "Standar data", "ya_tidak"),
        Kolom("metadata", "Metadata", "ya_tidak"),
        Kolom("interoperabilitas", "Interoperabilitas", "ya_tidak"),
        Kolom("kode_referensi", "Kode referensi/data induk", "ya_tidak"),
        Kolom("keterangan", "Keterangan"),
    ),
)
REGISTER: Mapping[str, Register] = {
    register.kode: register for register in (SISTEM_INFORMASI, MEDIA, DATA_STATISTIK)
}
