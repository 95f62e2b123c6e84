"""Sheets of paper, their margins and the sizes of type, in points."""

from __future__ import annotations

from dataclasses import dataclass

from core.sheets.lembar import Kertas, Lembar

MM = 72 / 25.4

UKURAN_KERTAS: dict[Kertas, tuple[float, float]] = {
    "a4": (210 * MM, 297 * MM),
    "f4": (215 * MM, 330 * MM),
}
"""Width and height upright. F4 (folio) is the 215 x 330 mm that Indonesian offices buy."""

KIRI, KANAN, ATAS, BAWAH = 25 * MM, 17 * MM, 17 * MM, 18 * MM
"""Margins; the left one is wider for binding."""

SPASI = 1.32
"""Distance of two lines by the size of the type; the font needs at least 1.26 unclipped."""

HITAM, KELABU, GARIS = 0.0, 0.35, 0.25
LATAR_KEPALA = 0.9
LATAR_TANDA = 0.925
TEBAL_GARIS = 0.5


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes of type and white space: of text, tables and notes, headings, cells, between blocks.

    `ruang` is the number of blank lines for the signature, `jarak` scales the white space.
    """

    teks: float = 10.0
    tabel: float = 9.0
    kecil: float = 8.0
    judul: float = 12.0
    pad: float = 3.5
    ruang: float = 4.0
    jarak: float = 1.0


GAYA = (
    Style(),
    Style(9.5, 8.5, 7.5, 11.5, 2.5, 4.0, 0.7),
    Style(9.0, 8.5, 7.5, 11.0, 2.1, 3.5, 0.5),
)
"""From wide to close; a closer one is used only where it saves a page."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page and the area inside its margins."""

    width: float
    height: float

    @property
    def body_width(self) -> float:
        return self.width - KIRI - KANAN

    @property
    def body_height(self) -> float:
        return self.height - ATAS - BAWAH


def frame_of(lembar: Lembar) -> Frame:
    """The page the sheet is drawn on, turned if it lies across."""
    width, height = UKURAN_KERTAS[lembar.kertas]
    return Frame(height, width) if lembar.orientasi == "mendatar" else Frame(width, height)
