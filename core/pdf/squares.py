"""Making the squares of a QR symbol."""

from __future__ import annotations

import re
from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import (
    QR8bitByte,
    QRAlphaNum,
    QRCode,
    QRErrorCorrectLevel,
)

Squares = tuple[tuple[bool, ...], ...]
"""Rows from top to bottom, dark squares True, without the quiet zone."""

_RAPAT = re.compile(r"([0-9A-Z $%*+\-./:]{20,})")

TENANG = 4
"""Width of the quiet zone in squares (ISO/IEC 18004)."""


@lru_cache(maxsize=8)
def make_squares(text: str) -> Squares:
    """The symbol of an ASCII text, level M: a sixth of it may be lost.

    Long runs of capitals and digits are written in the closer alphabet of the symbol, which
    makes the squares larger on the same paper.
    """
    symbol = QRCode(None, QRErrorCorrectLevel.M)
    for number, part in enumerate(_RAPAT.split(text)):
        if part:
            symbol.addData(QRAlphaNum(part) if number % 2 else QR8bitByte(part))
    symbol.make()
    return tuple(tuple(map(bool, row)) for row in symbol.modules)
