"""The embedded fonts, and the one place where text is made fit to be drawn with them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parents[2] / "resources" / "fonts"
BIASA = "NotoSans-Regular"
TEBAL = "NotoSans-Bold"
MIRING = "NotoSans-Italic"
TEBAL_MIRING = "NotoSans-BoldItalic"
HILANG = "\ufffd"
"""Stands for a character that the font does not have."""

_PENGGANTI = str.maketrans({"✔": "✓", "\t": " ", "\u2011": "-"})
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


class Widths(dict[str, float]):
    """Width of each character at size 1, read from the font when first asked for."""

    def __init__(self, font: TTFont) -> None:
        super().__init__()
        self._glyphs: dict[int, int] = font.face.charToGlyph
        self._widths: dict[int, float] = font.face.charWidths
        self._default: float = font.face.defaultWidth

    def __missing__(self, sign: str) -> float:
        width = self._widths.get(ord(sign), self._default) / 1000
        self[sign] = width
        return width

    def knows(self, sign: str) -> bool:
        """Whether the font has a glyph for the character."""
        return ord(sign) in self._glyphs


@cache
def widths_of(name: str) -> Widths:
    """Load and register the font; it stays in memory."""
    font = TTFont(name, str(FOLDER / f"{name}.ttf"))
    registerFont(font)
    return Widths(font)


def text_width(text: str, name: str, size: float) -> float:
    """Width in points of text that `fit_text` has been through."""
    return sum(map(widths_of(name).__getitem__, text)) * size


def font_name(tebal: bool, miring: bool) -> str:
    if tebal:
        return TEBAL_MIRING if miring else TEBAL
    return MIRING if miring else BIASA


@cache
def _replacement(sign: str) -> str:
    if unicodedata.category(sign) in ("Cc", "Cf") and sign != "\n":
        return ""
    return sign if sign == "\n" or widths_of(BIASA).knows(sign) else HILANG


def _normalised(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text).translate(_PENGGANTI)
    return unicodedata.normalize("NFC", text)


def fit_text(text: str) -> str:
    """The text as it is drawn: no control characters, and what has no glyph replaced visibly.

    Texts are drawn character by character and never read as markup, so nothing is escaped; all
    text that reaches a page has passed here.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_replacement, _normalised(text)))


def missing_in(text: str) -> str:
    """Each character of the text that would be drawn as HILANG, once."""
    if text.isascii():
        return ""
    return "".join(dict.fromkeys(s for s in _normalised(text) if _replacement(s) == HILANG != s))
