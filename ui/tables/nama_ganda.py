"""Which names occur more than once in a register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from core.model.change import Butir, DeleteRow, InsertRow
from core.model.register import Row, Value


class NamaGanda:
    """Counts the names when first asked, then follows each step by difference."""

    def __init__(self) -> None:
        self._counts: Counter[str] | None = None

    def forget(self) -> None:
        """The rows are no longer those that were counted."""
        self._counts = None

    def hint(self, row: Row, rows: Mapping[str, Row]) -> str:
        """ "nama ganda", "nama kosong" or nothing."""
        if self._counts is None:
            self._counts = Counter(_plain(each["nama"]) for each in rows.values())
        nama = _plain(row["nama"])
        if not nama:
            return "nama kosong"
        return "nama ganda" if self._counts[nama] > 1 else ""

    def follow(self, steps: Iterable[Butir]) -> None:
        """Take the steps of a change that is already in the register into account."""
        if self._counts is None:
            return
        for step in steps:
            if isinstance(step, InsertRow):
                self._counts[_plain(step.nilai["nama"])] += 1
            elif isinstance(step, DeleteRow):
                self._counts[_plain(step.nilai["nama"])] -= 1
            elif step.kolom == "nama":
                self._counts[_plain(step.lama)] -= 1
                self._counts[_plain(step.baru)] += 1


def _plain(nama: Value) -> str:
    return str(nama).strip().lower()
