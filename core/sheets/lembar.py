"""What a sheet consists of: texts, tables and marks in reading order, before any of it is paper.

A `Lembar` holds everything that is printed and nothing about how it is drawn, so that preview,
PDF, print and checks share one value. All texts are plain characters: no markup of any kind has
a meaning here, styles are fields of `Potong`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kertas = Literal["a4", "f4"]
Orientasi = Literal["tegak", "mendatar"]
PilihanOrientasi = Literal["auto", "tegak", "mendatar"]
Rata = Literal["kiri", "tengah", "kanan", "penuh"]
Ukuran = Literal["biasa", "kecil"]


@dataclass(frozen=True, slots=True)
class Potong:
    """A run of text in one style."""

    teks: str
    tebal: bool = False
    miring: bool = False


Teks = tuple[Potong, ...]


def polos(teks: str, *, tebal: bool = False) -> Teks:
    """The text as it stands, asterisks included."""
    return (Potong(teks, tebal=tebal),)


_MIRING = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")


def bermiring(teks: str, *, tebal: bool = False) -> Teks:
    """The agency's own wording, in which *word* stands for italics; a lone * stays a *."""
    runs: list[Potong] = []
    for nomor, bagian in enumerate(_MIRING.split(teks)):
        if bagian:
            runs.append(Potong(bagian, tebal=tebal, miring=nomor % 2 == 1))
    return tuple(runs)


def teks_biasa(teks: Teks) -> str:
    """The characters without their styles."""
    return "".join(potong.teks for potong in teks)


@dataclass(frozen=True, slots=True)
class Paragraf:
    """A paragraph; `label` ("1.", "a)") hangs left of it, `lekat` keeps it with what follows."""

    teks: Teks
    rata: Rata = "kiri"
    ukuran: Ukuran = "biasa"
    label: str = ""
    lekat: bool = False


@dataclass(frozen=True, slots=True)
class Subjudul:
    """A heading inside the sheet, never left alone at the foot of a page."""

    teks: Teks
    tingkat: int = 1


@dataclass(frozen=True, slots=True)
class Butir:
    """A heading with one or more texts after its colon, numbered 1., 2., ... if `bernomor`."""

    judul: str
    isi: tuple[Teks, ...]
    bernomor: bool = False


@dataclass(frozen=True, slots=True)
class Rincian:
    """Headings in a column with their texts beside them ("Tugas : ...", "Fungsi : 1. ...")."""

    butir: tuple[Butir, ...]
    rata: Rata = "kiri"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of a table: its heading, its share of the width, how its cells are aligned."""

    judul: str
    bobot: float
    rata: Rata = "kiri"


@dataclass(frozen=True, slots=True)
class SubTabel:
    """A small table inside a cell; `lebar` is its share of the cell's width."""

    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[str, ...], ...]
    lebar: float = 0.92


Sel = tuple[Paragraf | SubTabel, ...]


@dataclass(frozen=True, slots=True)
class Baris:
    """A row; its first `gabung` cells belong to the row above and are left without a rule."""

    sel: tuple[Sel, ...]
    gabung: int = 0


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table with its headings repeated on each page and, if given, a row of column numbers."""

    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    nomor_kolom: tuple[str, ...] = ()


@dataclass(frozen=True)
class DaftarPanjang:
    """A table of plain strings that may have tens of thousands of rows."""

    kolom: tuple[Kolom, ...]
    baris: Sequence[tuple[str, ...]]


Blok = Paragraf | Subjudul | Rincian | Tabel | DaftarPanjang


@dataclass(frozen=True, slots=True)
class Kop:
    """The letterhead; `logo` is a PNG or JPEG as base64 text."""

    pemerintah: str
    instansi: str
    alamat: tuple[str, ...]
    logo: str | None


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """The signature block; `nama` None: nobody is in office on the sheet's date."""

    tempat_tanggal: str
    jabatan: tuple[str, ...]
    nama: str | None
    pangkat: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Segel:
    """What ties a final sheet to its frozen data.

    `kode` are the 20 signs that stand for `sidik`, the SHA-256 of `lampiran`; `judul` names period
    and version; `qr` is the text of the square; `lampiran` goes into the PDF as a file.
    """

    kode: str
    sidik: str
    judul: str
    qr: str
    lampiran: bytes
    nama_lampiran: str


@dataclass(frozen=True, slots=True)
class Lembar:
    """One printed sheet: `judul` lines at its head, `isi` in reading order, signature last.

    `jenis` and `periode` name it in the footer; `penulis` and `perihal` go to the properties of
    the file. `konsep`: a draft, not to be signed, either because something is missing (not
    `lengkap`) or because its period is not sealed yet. `contoh`: sample. A sheet with a `segel`
    is final; a draft with one is a ValueError.
    """

    jenis: str
    periode: str
    judul: tuple[str, ...]
    isi: tuple[Blok, ...]
    rata_judul: Rata = "tengah"
    kop: Kop | None = None
    tanda_tangan: TandaTangan | None = None
    kertas: Kertas = "a4"
    orientasi: Orientasi = "tegak"
    konsep: bool = False
    lengkap: bool = True
    contoh: bool = False
    penulis: str = ""
    perihal: str = ""
    segel: Segel | None = None

    def __post_init__(self) -> None:
        if self.konsep and self.segel is not None:
            raise ValueError("a draft carries no seal")

    @property
    def nama(self) -> str:
        """The sheet as it names itself: in the footer and as the title of the file."""
        return f"{self.jenis} – {self.periode}" if self.periode else self.jenis
