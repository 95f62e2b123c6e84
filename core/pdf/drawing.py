"""Putting pages of lines and rules into a PDF file."""

from __future__ import annotations

import io
from itertools import groupby

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from core.pdf.attachment import attach
from core.pdf.fonts import BIASA, MIRING, TEBAL, fit_text, text_width, widths_of
from core.pdf.logo import read_logo
from core.pdf.pages import Page, Picture, Symbol
from core.pdf.paper import ATAS, BAWAH, GARIS, KANAN, KELABU, KIRI, LATAR_TANDA, MM, Frame
from core.sheets.kode import format_kode
from core.sheets.lembar import Lembar

KETERANGAN_BELUM_LENGKAP = "KONSEP – belum lengkap, tidak untuk ditandatangani"
KETERANGAN_BELUM_SAH = "KONSEP – belum disahkan, tidak untuk ditandatangani"
KETERANGAN_CONTOH = "CONTOH – bukan data sebenarnya"
LAMPIRAN = "Data beku lembar ini: isian, definisi, dan hasil perhitungan"
UKURAN_KAKI = 7.5
VERSI_PDF = (1, 7)

rl_config.useA85 = 0  # compressed pages stay binary: smaller, and written in less time


def draw_pdf(lembar: Lembar, pages: list[Page], frame: Frame) -> bytes:
    """The file; the same sheet gives the same bytes."""
    widths_of(BIASA)
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(frame.width, frame.height),
        pageCompression=1,
        invariant=1,
        # The stubs take the name for a number.
        initialFontName=BIASA,  # type: ignore[arg-type]
        lang="id-ID",
        pdfVersion=VERSI_PDF,
    )
    canvas.setTitle(fit_text(lembar.nama))
    canvas.setAuthor(fit_text(lembar.penulis))
    canvas.setSubject(fit_text(lembar.perihal))
    canvas.setCreator("IKU Kominfo")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for number, page in enumerate(pages, 1):
        _draw_marks(canvas, lembar, frame)
        _draw_page(canvas, page, frame)
        _draw_footer(canvas, lembar, f"halaman {number} dari {len(pages)}", frame)
        canvas.showPage()
    if lembar.segel is not None:
        attach(canvas, lembar.segel.nama_lampiran, lembar.segel.lampiran, LAMPIRAN)
    canvas.save()
    return buffer.getvalue()


def _draw_marks(canvas: Canvas, lembar: Lembar, frame: Frame) -> None:
    """KONSEP and CONTOH large across the page and small at its head."""
    words = [word for word, on in (("CONTOH", lembar.contoh), ("KONSEP", lembar.konsep)) if on]
    if not words:
        return
    canvas.saveState()
    canvas.translate(frame.width / 2, frame.height / 2)
    canvas.rotate(35 if frame.width > frame.height else 52)
    canvas.setFillGray(LATAR_TANDA)
    size = 120.0 if len(words) == 1 else 96.0
    widths_of(TEBAL)
    canvas.setFont(TEBAL, size)
    for place, word in enumerate(words):
        offset = ((len(words) - 1) / 2 - place) * size * 1.15
        canvas.drawCentredString(0, offset - size * 0.357, word)
    canvas.restoreState()
    texts = [KETERANGAN_CONTOH] if lembar.contoh else []
    if lembar.konsep:
        texts.append(KETERANGAN_BELUM_SAH if lembar.lengkap else KETERANGAN_BELUM_LENGKAP)
    line = "   |   ".join(texts)
    width = text_width(line, TEBAL, 8) + 12
    right, top = frame.width - KANAN, frame.height - 7 * MM
    canvas.setStrokeGray(KELABU)
    canvas.setLineWidth(0.6)
    canvas.rect(right - width, top - 14, width, 14)
    canvas.setFillGray(GARIS)
    canvas.setFont(TEBAL, 8)
    canvas.drawCentredString(right - width / 2, top - 10, line)


def _draw_page(canvas: Canvas, page: Page, frame: Frame) -> None:
    head = frame.height - ATAS
    for fill in page.fills:
        canvas.setFillGray(fill.grey)
        bottom = head - fill.y - fill.height
        canvas.rect(KIRI + fill.x, bottom, fill.width, fill.height, stroke=0, fill=1)
    for picture in page.pictures:
        _draw_picture(canvas, picture, head)
    for symbol in page.symbols:
        _draw_symbol(canvas, symbol, head)
    canvas.setStrokeGray(GARIS)
    canvas.setLineCap(2)
    for width in sorted({rule.width for rule in page.rules}):
        canvas.setLineWidth(width)
        canvas.lines(
            [
                (KIRI + rule.x1, head - rule.y1, KIRI + rule.x2, head - rule.y2)
                for rule in page.rules
                if rule.width == width
            ]
        )
    _draw_texts(canvas, page, head)


def _draw_texts(canvas: Canvas, page: Page, head: float) -> None:
    canvas.setFillGray(0)
    text = canvas.beginText()
    style: tuple[str, float] = ("", 0.0)
    spacing = 0.0
    for each in page.texts:
        text.setTextOrigin(KIRI + each.x, head - each.y)
        if each.word_space != spacing:
            spacing = each.word_space
            text.setWordSpace(spacing)
        for font, characters in each.line.pieces:
            if style != (font, each.size):
                style = (font, each.size)
                text.setFont(font, each.size)
            text.textOut(characters)
    if spacing:
        text.setWordSpace(0)
    canvas.drawText(text)


def _draw_picture(canvas: Canvas, picture: Picture, head: float) -> None:
    image = read_logo(picture.data)
    scale = min(picture.width / image.width, picture.height / image.height)
    width, height = image.width * scale, image.height * scale
    canvas.drawImage(
        ImageReader(image),
        KIRI + picture.x + (picture.width - width) / 2,
        head - picture.y - (picture.height + height) / 2,
        width,
        height,
    )


def _draw_symbol(canvas: Canvas, symbol: Symbol, head: float) -> None:
    """One path for all squares, so that no light shows between them."""
    side = symbol.side / len(symbol.squares)
    path = canvas.beginPath()
    for row, squares in enumerate(symbol.squares):
        column = 0
        for dark, run in groupby(squares):
            count = len(list(run))
            if dark:
                x, y = KIRI + symbol.x + column * side, head - symbol.y - (row + 1) * side
                path.rect(x, y, count * side, side)
            column += count
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_footer(canvas: Canvas, lembar: Lembar, nomor: str, frame: Frame) -> None:
    right, y = frame.width - KANAN, BAWAH - 6.5 * MM
    canvas.setStrokeGray(KELABU)
    canvas.setLineWidth(0.4)
    canvas.line(KIRI, y + 10, right, y + 10)
    canvas.setFillGray(KELABU)
    widths_of(MIRING)
    canvas.setFont(MIRING, UKURAN_KAKI)
    canvas.drawString(KIRI, y, fit_text(lembar.nama))
    canvas.setFont(BIASA, UKURAN_KAKI)
    if lembar.segel is not None:
        nomor = f"Kode {format_kode(lembar.segel.kode)}   |   {nomor}"
    canvas.drawRightString(right, y, nomor)
