"""Reading a PDF that somebody hands in: its attached files and its words, within bounds."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

from core.errors import FileError
from core.pdf.unpacking import unpacks_to_more_than

MAKS_BERKAS = 32 * 1024 * 1024
MAKS_HALAMAN = 10_000
MAKS_LAMPIRAN = 16 * 1024 * 1024
MAKS_JUMLAH_LAMPIRAN = 50
MAKS_TERURAI = 256 * 1024 * 1024
MAKS_TANDA = 12_000_000
"""Characters of all pages together; a worksheet of a thousand pages has two million."""

BUKAN_PDF = "Berkas ini bukan PDF yang dapat dibaca, atau isinya rusak; tidak ada yang diubah."


class PdfTerbaca(NamedTuple):
    """Attached files by name, and the text of each page in reading order."""

    lampiran: dict[str, bytes]
    teks: tuple[str, ...]


def read_pdf(data: bytes) -> PdfTerbaca:
    """What the program can compare of a PDF; nothing in it is run or followed.

    FileError with one sentence for what is no PDF, is broken, locked by a password, or exceeds the
    bounds. Like all of PDFium it must not run in two threads at once.
    """
    import pypdfium2

    if len(data) > MAKS_BERKAS:
        raise FileError(_too_much("berkas ini", f"{MAKS_BERKAS // 2**20} MB"))
    if b"%PDF-" not in data[:1024]:
        raise FileError(BUKAN_PDF)
    if unpacks_to_more_than(data, MAKS_TERURAI):
        raise FileError(_too_much("isinya setelah diurai", f"{MAKS_TERURAI // 2**20} MB"))
    try:
        document: Any = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise FileError(
                "PDF ini terkunci dengan kata sandi; simpan dahulu salinannya tanpa kata sandi. "
                "Tidak ada yang diubah."
            ) from error
        raise FileError(BUKAN_PDF) from error
    try:
        return PdfTerbaca(_attachments(document), _texts(document))
    except (pypdfium2.PdfiumError, UnicodeError) as error:
        raise FileError(BUKAN_PDF) from error
    finally:
        document.close()


def _too_much(what: str, most: str) -> str:
    return (
        f"PDF ini tidak dapat diperiksa: {what} lebih dari {most}, "
        "sedangkan lembar dari program ini jauh lebih kecil. Tidak ada yang diubah."
    )


def _attachments(document: Any) -> dict[str, bytes]:
    count = document.count_attachments()
    if count > MAKS_JUMLAH_LAMPIRAN:
        raise FileError(_too_much("lampirannya", f"{MAKS_JUMLAH_LAMPIRAN} berkas"))
    found: dict[str, bytes] = {}
    total = 0
    for index in range(count):
        attachment = document.get_attachment(index)
        size = _attachment_size(attachment)
        total += size
        if total > MAKS_LAMPIRAN:
            raise FileError(_too_much("lampirannya", f"{MAKS_LAMPIRAN // 2**20} MB"))
        name = attachment.get_name()
        if name in found:
            raise FileError(
                "PDF ini memuat dua lampiran dengan nama yang sama sehingga tidak dapat "
                "dipercaya; tidak ada yang diubah."
            )
        found[name] = bytes(attachment.get_data()) if size else b""
    return found


def _attachment_size(attachment: Any) -> int:
    """Bytes of the attached file once unpacked; 0 where it holds none."""
    import pypdfium2.raw as pdfium

    size = ctypes.c_ulong()
    known = pdfium.FPDFAttachment_GetFile(attachment, None, 0, ctypes.byref(size))
    return size.value if known else 0


def _texts(document: Any) -> tuple[str, ...]:
    count = len(document)
    if count > MAKS_HALAMAN:
        raise FileError(_too_much("halamannya", f"{MAKS_HALAMAN} lembar"))
    texts: list[str] = []
    left = MAKS_TANDA
    for index in range(count):
        page = document[index]
        try:
            words = page.get_textpage()
            try:
                left -= words.count_chars()
                if left < 0:
                    raise FileError(_too_much("teksnya", f"{MAKS_TANDA // 10**6} juta tanda"))
                texts.append(words.get_text_range())
            finally:
                words.close()
        finally:
            page.close()
    return tuple(texts)
