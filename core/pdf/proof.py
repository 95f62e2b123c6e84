"""The block that lets a final sheet prove itself: a QR symbol, the code, the SHA-256."""

from __future__ import annotations

from core.pdf.blocks import Fixed, base_line, one_line
from core.pdf.fonts import BIASA as REGULER
from core.pdf.fonts import TEBAL
from core.pdf.lines import Line, break_text
from core.pdf.pages import Page, Symbol
from core.pdf.paper import MM, SPASI
from core.pdf.squares import TENANG, make_squares
from core.sheets.kode import format_kode
from core.sheets.lembar import Segel

PERNYATAAN = "Kode keutuhan data, bukan tanda tangan elektronik."
SISI = 30 * MM
"""Side of the symbol without its quiet zone."""

MAKS_TEKS = 76 * MM
UKURAN_JUDUL = 8.5
UKURAN_KODE, MIN_KODE = 12.0, 8.0
UKURAN_PERNYATAAN = 7.5
UKURAN_SIDIK = 6.0


def proof(segel: Segel, width: float) -> Fixed:
    """The symbol at the left edge, the texts beside it, in the middle of its height."""
    squares = make_squares(segel.qr)
    quiet = TENANG * SISI / len(squares)
    left = SISI + max(quiet, 4 * MM)
    rows = _rows(segel, min(width - left, MAKS_TEKS))
    text_height = sum(size * SPASI + after for _, size, after in rows)
    height = max(SISI, text_height)

    def draw(page: Page, top: float) -> None:
        page.symbols.append(Symbol(squares, 0.0, top + (height - SISI) / 2, SISI))
        y = top + (height - text_height) / 2
        for line, size, after in rows:
            page.add_line(line, left, y + base_line(size), 0, size, "kiri")
            y += size * SPASI + after

    return Fixed(height, draw)


def _rows(segel: Segel, width: float) -> list[tuple[Line, float, float]]:
    """Lines with their sizes and the white space after each."""
    size = UKURAN_KODE
    kode = format_kode(segel.kode)
    while size > MIN_KODE and one_line(kode, TEBAL, size).width > width:
        size -= 0.25
    rows = [(line, UKURAN_JUDUL, 0.0) for line in _broken(segel.judul, UKURAN_JUDUL, width)]
    rows.append((one_line(kode, TEBAL, size), size, 2.0))
    rows += [(line, UKURAN_PERNYATAAN, 0.0) for line in _broken(PERNYATAAN, 7.5, width)]
    rows[-1] = (*rows[-1][:2], 5.0)
    eights = [segel.sidik[i : i + 8] for i in range(0, len(segel.sidik), 8)]
    for text in ("SHA-256", " ".join(eights[:4]), " ".join(eights[4:])):
        rows.append((one_line(text, REGULER, UKURAN_SIDIK), UKURAN_SIDIK, 0.0))
    return rows


def _broken(text: str, size: float, width: float) -> tuple[Line, ...]:
    return break_text(text, REGULER, size, width)
