"""A signed sheet as somebody hands it in: its frozen data, proved by the code on its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from core.errors import DamagedError, FileError, InputError
from core.pdf.reading import MAKS_BERKAS, read_pdf
from core.pengesahan.beku import Beku, parse_beku
from core.safekeeping import disk
from core.sheets.kode import format_kode, kode_of, read_kode
from core.storage.file import user_errors

_LAMPIRAN = re.compile(r"iku-\d{4}-(tw[1-4]|tahunan)-v\d{1,3}\.json")
_KODE = re.compile(r"(?<![0-9A-Z-])(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}(?![0-9A-Z-])")


class SheetError(FileError):
    """A PDF that is no signed sheet, or not one that can be believed.

    `is_altered`: it was a signed sheet once and was changed since. `kode` is what its pages say.
    """

    def __init__(self, message: str, *, is_altered: bool = False, kode: str | None = None) -> None:
        super().__init__(message)
        self.is_altered = is_altered
        self.kode = kode


class SignedSheet(NamedTuple):
    """The frozen data of a PDF, the text they were read from, and the words on its pages."""

    beku: Beku
    data: bytes
    teks: tuple[str, ...]

    @property
    def kode(self) -> str:
        return kode_of(self.beku.sidik)


def read_sheet_file(path: Path) -> bytes:
    """The bytes of a sheet that somebody hands in; FileError with one sentence."""
    with user_errors(path):
        if not path.is_file():
            raise FileError(f"Lembar {path.name} tidak ditemukan.")
        if path.stat().st_size > MAKS_BERKAS:
            raise FileError(f"{path.name} terlalu besar untuk sebuah lembar dan tidak dibaca.")
        return disk.read_whole(path)


def read_sheet(pdf: bytes) -> SignedSheet:
    """What a signed sheet carries; SheetError where data and printed code do not belong together.

    FileError for what is no PDF at all.
    """
    found = read_pdf(pdf)
    printed = printed_codes(found.teks)
    attached = [data for name, data in found.lampiran.items() if _LAMPIRAN.fullmatch(name)]
    if not attached:
        raise _without_data(found.teks, printed)
    if len(attached) > 1:
        raise SheetError("PDF ini memuat lebih dari satu data lembar.", is_altered=True)
    try:
        beku = parse_beku(attached[0])
    except DamagedError as error:
        raise SheetError(str(error), is_altered=True, kode=next(iter(printed), None)) from error
    kode = kode_of(beku.sidik)
    others = printed - {kode} - _written_by_the_user(attached[0])
    if kode not in printed or others:
        raise SheetError(
            f"Kode yang tercetak ({_shown(others or printed)}) tidak sesuai dengan data di dalam "
            f"PDF ini ({format_kode(kode)}): lembar atau datanya telah diganti. "
            "Jangan gunakan PDF ini.",
            is_altered=True,
            kode=next(iter(sorted(others or printed)), None),
        )
    return SignedSheet(beku, attached[0], found.teks)


def printed_codes(pages: Sequence[str]) -> set[str]:
    """The codes that stand on the pages."""
    return {read_or_raw(each) for page in pages for each in _KODE.findall(page)}


def _written_by_the_user(data: bytes) -> set[str]:
    """What looks like a code because the inputs say so: a serial number in a register."""
    return printed_codes([data.decode("utf-8")])


def read_or_raw(text: str) -> str:
    """The signs of a code, also of one whose check sign is wrong."""
    try:
        return read_kode(text)
    except InputError:
        return text.replace("-", "")


def _shown(printed: set[str]) -> str:
    return ", ".join(map(format_kode, sorted(printed))) or "tidak ada"


def _without_data(pages: Sequence[str], printed: set[str]) -> SheetError:
    if printed:
        return SheetError(
            "Data lembar yang seharusnya ada di dalam PDF ini telah dibuang; PDF ini bukan lagi "
            "lembar yang disimpan program. Periksa dengan mengetik kode yang tercetak.",
            is_altered=True,
            kode=next(iter(printed)),
        )
    if not "".join(pages).strip():
        return SheetError(
            "PDF ini hanya berisi gambar (misalnya pindaian); ketik kode yang tercetak pada "
            "lembar, atau tempelkan teks QR-nya."
        )
    if any("KONSEP" in page for page in pages):
        return SheetError(
            "PDF ini sebuah KONSEP: belum disahkan, jadi tidak ada yang dapat diverifikasi."
        )
    return SheetError("PDF ini bukan lembar yang disahkan dengan program ini.")
