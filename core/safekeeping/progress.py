"""How far the writing of a large document has come, and putting it off."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from enum import Enum

from core.errors import FileError
from core.safekeeping.disk import Watch


class Tahap(Enum):
    """What is being done; the values are for sentences."""

    SUSUN = "Menyiapkan"
    PERIKSA = "Memeriksa yang ada"
    TULIS = "Menulis"
    BUKTIKAN = "Memeriksa yang tertulis"


Progress = Callable[[Tahap, int, int], None]
"""Told what is being done, the bytes done and those in all; may raise PutOff."""


class PutOff(FileError):
    """The writing was put off; what lies there is as it was, and the work is safe on this PC."""


def watch(progress: Progress | None, tahap: Tahap, total: int) -> Watch | None:
    """What one step of it reports to; None where nobody wants to know."""
    if progress is None:
        return None
    tell = progress
    return lambda done: tell(tahap, done, total)


def unstoppable(progress: Progress | None) -> Progress | None:
    """For what has to be brought to its end once it was begun."""
    if progress is None:
        return None
    tell = progress

    def go_on(tahap: Tahap, done: int, total: int) -> None:
        with suppress(PutOff):
            tell(tahap, done, total)

    return go_on
