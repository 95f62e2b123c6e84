"""Sheets altered as somebody with a PDF program does it."""

from __future__ import annotations

import ctypes
import io
from typing import Any

import pypdfium2
import pypdfium2.raw as raw


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def opened(pdf: bytes) -> Any:
    return pypdfium2.PdfDocument(pdf)


def resaved(pdf: bytes) -> bytes:
    """The same, written by another program."""
    return saved(opened(pdf))


def with_words(pdf: bytes, words: str) -> bytes:
    """The first page with words more."""
    document = opened(pdf)
    page = document[0]
    text = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", ctypes.c_float(10))
    units = ctypes.create_string_buffer((words + "\0").encode("utf-16-le"))
    raw.FPDFText_SetText(text, ctypes.cast(units, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 100, 100)
    raw.FPDFPage_InsertObject(page, text)
    assert raw.FPDFPage_GenerateContent(page)
    return saved(document)


def with_text_replaced(pdf: bytes, old: str, new: str) -> bytes:
    """The first text object of the file that says `old` says `new`."""
    document = opened(pdf)
    for page in document:
        words = page.get_textpage()
        for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            buffer = ctypes.create_string_buffer(2000)
            size = raw.FPDFTextObj_GetText(
                each, words, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 2000
            )
            if buffer.raw[: max(size - 2, 0)].decode("utf-16-le").strip() == old:
                units = ctypes.create_string_buffer((new + "\0").encode("utf-16-le"))
                assert raw.FPDFText_SetText(
                    each, ctypes.cast(units, ctypes.POINTER(ctypes.c_ushort))
                )
                assert raw.FPDFPage_GenerateContent(page)
                return saved(document)
    raise AssertionError(f"{old} is no text of the file")


def without_data(pdf: bytes) -> bytes:
    """Without the attached file."""
    document = opened(pdf)
    while document.count_attachments():
        assert raw.FPDFDoc_DeleteAttachment(document, 0)
    return saved(document)


def with_data(pdf: bytes, name: str, data: bytes) -> bytes:
    """With another file in the place of the attached one."""
    document = opened(pdf)
    while document.count_attachments():
        assert raw.FPDFDoc_DeleteAttachment(document, 0)
    attachment = document.new_attachment(name)
    attachment.set_data(data)
    return saved(document)


def with_page_added(pdf: bytes) -> bytes:
    document = opened(pdf)
    document.new_page(595, 842)
    return saved(document)


def without_page(pdf: bytes) -> bytes:
    """Without the first page."""
    document = opened(pdf)
    del document[0]
    return saved(document)


def picture_only(pdf: bytes) -> bytes:
    """The first page as a scanner makes a PDF of it."""
    document = opened(pdf)
    out = io.BytesIO()
    document[0].render(scale=0.5).to_pil().convert("L").save(out, "PDF")
    document.close()
    return out.getvalue()
