"""Who put a piece of evidence into the file, and when, as the journal has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.model.change import InsertRow
from core.model.journal import JournalStep


class Asal(NamedTuple):
    """The step by which a piece came first."""

    waktu: str
    oleh: str


def origins(steps: Iterable[JournalStep]) -> dict[str, Asal]:
    """By the id of each piece that ever was; that it came back later changes nothing."""
    found: dict[str, Asal] = {}
    for step in steps:
        for butir in step.butir:
            if butir.tabel == "bukti" and isinstance(butir, InsertRow):
                found.setdefault(butir.id, Asal(step.waktu, step.oleh))
    return found
