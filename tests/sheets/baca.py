"""Reading a PDF back: its text, its pages, its fonts."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from core.pdf import render
from core.sheets import Lembar


def read_pages(data: bytes) -> list[str]:
    """The text of each page in the order of the file, with single spaces."""
    document = pdfium.PdfDocument(data)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def page_sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres."""
    document = pdfium.PdfDocument(data)
    try:
        sizes = [page.get_size() for page in document]
    finally:
        document.close()
    return [(round(w * 25.4 / 72, 1), round(h * 25.4 / 72, 1)) for w, h in sizes]


def metadata(data: bytes) -> dict[str, str]:
    document = pdfium.PdfDocument(data)
    try:
        return dict(document.get_metadata_dict())
    finally:
        document.close()


def font_names(data: bytes) -> set[str]:
    """The base fonts named in the file, without the tags of their subsets."""
    names = re.findall(rb"/BaseFont\s*/([^\s/]+)", data)
    return {name.decode().split("+")[-1] for name in names}


def embedded_fonts(data: bytes) -> bool:
    """Whether every text object on every page has its font in the file."""
    document = pdfium.PdfDocument(data)
    try:
        return all(
            raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(each.raw)) == 1
            for page in document
            for each in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,))
        )
    finally:
        document.close()


def image_count(data: bytes) -> int:
    document = pdfium.PdfDocument(data)
    try:
        return sum(
            len(list(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)))) for page in document
        )
    finally:
        document.close()


def text_of(lembar: Lembar) -> str:
    """The whole sheet as read back from its PDF."""
    return " ".join(read_pages(render(lembar)))


def squeezed(text: str) -> str:
    """Without any white space, so that line breaks inside words do not matter."""
    return "".join(text.split())
