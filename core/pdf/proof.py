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
SISI = 35 * MM
"""Side of the symbol without its quiet zone: squares that a scan with 150 dpi can tell apart."""

MAKS_TEKS = 76 * MM
UKURAN_JUDUL = 8.0
UKURAN_KODE = 12.0
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
    eights = [segel.sidik[i : i + 8] for i in range(0, len(segel.sidik), 8)]
    sidik = "\n".join(("SHA-256", " ".join(eights[:4]), " ".join(eights[4:])))
    rows: list[tuple[Line, float, float]] = []
    for text, font, size, after in (
        (segel.judul.replace("versi ", "versi\u00a0"), REGULER, UKURAN_JUDUL, 0.0),
        (_kode(segel.kode, width), TEBAL, UKURAN_KODE, 2.0),
        (PERNYATAAN, REGULER, UKURAN_PERNYATAAN, 5.0),
        (sidik, REGULER, UKURAN_SIDIK, 0.0),
    ):
        rows += [(line, size, 0.0) for line in break_text(text, font, size, width)]
        rows[-1] = (rows[-1][0], size, after)
    return rows


def _kode(kode: str, width: float) -> str:
    """The code in one line where there is room, else three groups above two."""
    shown = format_kode(kode)
    if one_line(shown, TEBAL, UKURAN_KODE).width <= width:
        return shown
    return f"{shown[:14]}\n{shown[15:]}"
