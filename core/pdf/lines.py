"""Breaking text into lines that fit a width."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from core.pdf.fonts import fit_text, font_name, widths_of
from core.sheets.lembar import Teks

Piece = tuple[str, str]
"""Font and text."""

_Word = tuple[tuple[Piece, ...], float, bool]
"""Pieces, width, and whether it follows the word before it without a space."""


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces drawn one after the other; `is_last` of its paragraph, so never spread out."""

    pieces: tuple[Piece, ...]
    width: float
    is_last: bool = True

    @property
    def spaces(self) -> int:
        return sum(text.count(" ") for _, text in self.pieces)


@lru_cache(maxsize=4096)
def break_text(text: str, font: str, size: float, width: float) -> tuple[Line, ...]:
    """Lines of a text in one style; at least one."""
    text = fit_text(text)
    if "\n" not in text:
        own = sum(map(widths_of(font).__getitem__, text)) * size
        if own <= width:
            return (Line(((font, text),), own),)
    return _break_pieces([(font, text)], size, width)


def break_teks(teks: Teks, size: float, width: float) -> tuple[Line, ...]:
    """Lines of a text with styles; at least one."""
    if len(teks) == 1:
        return break_text(teks[0].teks, font_name(teks[0].tebal, teks[0].miring), size, width)
    pieces = [(font_name(run.tebal, run.miring), fit_text(run.teks)) for run in teks]
    return _break_pieces(pieces, size, width)


_CHUNK = re.compile(r"[^/\-_.,;:@&?=]*[/\-_.,;:@&?=]+|[^/\-_.,;:@&?=]+")
"""A long address or a chain of words breaks after such a sign first."""


def _break_pieces(pieces: list[Piece], size: float, width: float) -> tuple[Line, ...]:
    lines: list[Line] = []
    for paragraph in _paragraphs(pieces):
        words = [part for word in _words(paragraph, size) for part in _fit_word(word, size, width)]
        _fill(words, size, width, lines)
    return tuple(lines)


def _paragraphs(pieces: list[Piece]) -> list[list[Piece]]:
    paragraphs: list[list[Piece]] = [[]]
    for font, text in pieces:
        first, *others = text.split("\n")
        paragraphs[-1].append((font, first))
        paragraphs += [[(font, other)] for other in others]
    return paragraphs


def _words(pieces: list[Piece], size: float) -> list[_Word]:
    """Words between spaces; a word may change its style in the middle."""
    words: list[list[Piece]] = [[]]
    for font, text in pieces:
        first, *others = text.split(" ")
        if first:
            words[-1].append((font, first))
        words += [[(font, other)] if other else [] for other in others]
    return [(tuple(word), _width(word, size), False) for word in words if word]


def _width(pieces: list[Piece], size: float) -> float:
    return sum(sum(map(widths_of(font).__getitem__, text)) for font, text in pieces) * size


def _fit_word(word: _Word, size: float, width: float) -> list[_Word]:
    """The word, cut into parts that fit the line if it is too long for one."""
    if word[1] <= width:
        return [word]
    parts: list[_Word] = []
    for font, text in word[0]:
        for chunk in _CHUNK.findall(text):
            parts += _cut(chunk, font, size, width)
    return [(pieces, own, place > 0) for place, (pieces, own, _) in enumerate(parts)]


def _cut(text: str, font: str, size: float, width: float) -> list[_Word]:
    widths = widths_of(font)
    parts: list[_Word] = []
    start, used = 0, 0.0
    for place, sign in enumerate(text):
        own = widths[sign] * size
        if used + own > width and place > start:
            parts.append((((font, text[start:place]),), used, True))
            start, used = place, 0.0
        used += own
    parts.append((((font, text[start:]),), used, True))
    return parts


def _fill(words: list[_Word], size: float, width: float, lines: list[Line]) -> None:
    """Put as many words on each line as fit. Parts of a cut word are joined without a space."""
    if not words:
        lines.append(Line((), 0.0))
        return
    current: list[Piece] = []
    used = 0.0
    for pieces, own, glued in words:
        font = current[-1][0] if current else ""
        space = widths_of(font)[" "] * size if current and not glued else 0.0
        if current and used + space + own > width + 0.01:
            lines.append(Line(tuple(current), used, is_last=False))
            current, used, space = [], 0.0, 0.0
        if current and not glued:
            current[-1] = (font, current[-1][1] + " ")
        _join(current, pieces)
        used += space + own
    lines.append(Line(tuple(current), used))


def _join(current: list[Piece], pieces: tuple[Piece, ...]) -> None:
    for font, text in pieces:
        if current and current[-1][0] == font:
            current[-1] = (font, current[-1][1] + text)
        else:
            current.append((font, text))
