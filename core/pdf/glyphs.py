"""Looking for characters that cannot be printed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from core.pdf.fonts import missing_in
from core.sheets.lembar import DaftarPanjang, Lembar


def missing_in_lembar(lembar: Lembar) -> str:
    """Every character of the sheet without a glyph, in reading order, once."""
    return "".join(dict.fromkeys(sign for text in _texts(lembar) for sign in missing_in(text)))


def _texts(part: object) -> Iterator[str]:
    """Every text in a value made of dataclasses, tuples and strings."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, DaftarPanjang):
        for row in part.baris:
            yield from row
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            if field.name != "logo":
                yield from _texts(getattr(part, field.name))
