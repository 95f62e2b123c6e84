"""What an examination finds, as values: findings, signed versions, and the file as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from core.errors import DamagedError
from core.model.journal import JournalStep
from core.model.periode import Periode
from core.storage.outside import Examined


class Luar(NamedTuple):
    """One finding.

    `jenis` is susunan, riwayat, pangkal, isi, beku, arsip or bukti. A figure has its place, name
    and both values; anything else says in `nama`, one sentence, what was done. `beku`: it belongs
    to what was signed. `kunci`: table and id of a figure.
    """

    jenis: str
    nama: str
    periode: Periode | None = None
    bagian: str = ""
    seharusnya: str = ""
    ada: str = ""
    beku: bool = False
    kunci: tuple[str, str] | None = None

    @property
    def kalimat(self) -> str:
        """On one line."""
        if self.kunci is None:
            return self.nama
        where = [] if self.periode is None else [self.periode.singkat]
        where += [self.bagian] if self.bagian else []
        said = "dalam salinan beku" if self.jenis == "beku" else "menurut riwayat"
        signed = " (sudah disahkan)" if self.beku else ""
        return (
            f"{', '.join((*where, self.nama))}{signed}: {said} {self.seharusnya}, "
            f"di dalam berkas {self.ada}."
        )


KATEGORI = {
    "susunan": "Susunan berkas",
    "riwayat": "Riwayat",
    "pangkal": "Riwayat",
    "isi": "Isi",
    "beku": "Isi yang disahkan",
    "arsip": "Lembar yang disahkan",
    "bukti": "Bukti dukung",
}
"""The kinds of findings in words."""


class LembarBeku(NamedTuple):
    """A signed version and what became of it; `masalah` is empty where it is whole."""

    periode: Periode
    versi: int
    waktu: str
    kode: str
    masalah: tuple[str, ...]
    digantikan: bool

    @property
    def kalimat(self) -> str:
        """On one line: TW II 2026 versi 1: utuh, kode 7K3M-…"""
        state = "; ".join(self.masalah) or "utuh"
        replaced = " (digantikan versi berikutnya)" if self.digantikan else ""
        return f"{self.periode.singkat} versi {self.versi}: {state}, kode {self.kode}{replaced}"


class Pemeriksaan(NamedTuple):
    """What became of a file: `berkas` was examined, the document belongs at `target`.

    `temuan` is everything found, `lembar` every signed version. `rusak`: not only edited, but
    unreadable in part. `bisa_pulih`: the content that ought to be is proved by the journal, and
    everything that it names is at hand. `bisa_terima`: the edits can be journalled as a step;
    `sebab` is the sentence why not.
    """

    berkas: Path
    target: Path
    sha256: str
    temuan: tuple[Luar, ...]
    lembar: tuple[LembarBeku, ...]
    isi: Examined
    steps: tuple[JournalStep, ...]
    sumber: tuple[Path, ...]
    rusak: bool
    bisa_pulih: bool
    bisa_terima: bool
    sebab: str

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found, and every signed version is whole."""
        return not self.temuan and not any(each.masalah for each in self.lembar)

    @property
    def is_kerja(self) -> bool:
        """Whether it is the working copy on this PC."""
        return self.berkas != self.target


class OutsideEdits(DamagedError):
    """A file that another program has edited; `pemeriksaan` lists every edit."""

    def __init__(self, message: str, pemeriksaan: Pemeriksaan) -> None:
        super().__init__(message)
        self.pemeriksaan = pemeriksaan
