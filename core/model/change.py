"""Changes to the file as values: what the window does, undoes, journals and merges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.model.register import Value


@dataclass(frozen=True, slots=True)
class SetValue:
    """One column of one row, from `lama` to `baru`."""

    tabel: str
    id: str
    kolom: str
    lama: Value
    baru: Value

    def inverse(self) -> SetValue:
        return SetValue(self.tabel, self.id, self.kolom, self.baru, self.lama)


@dataclass(frozen=True, slots=True)
class InsertRow:
    """A new row; `nilai` holds every column except id."""

    tabel: str
    id: str
    nilai: Mapping[str, Value]

    def inverse(self) -> DeleteRow:
        return DeleteRow(self.tabel, self.id, self.nilai)


@dataclass(frozen=True, slots=True)
class DeleteRow:
    """A row that goes; `nilai` holds what it was, so that it can come back."""

    tabel: str
    id: str
    nilai: Mapping[str, Value]

    def inverse(self) -> InsertRow:
        return InsertRow(self.tabel, self.id, self.nilai)


Butir = SetValue | InsertRow | DeleteRow


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the user: applied whole or not at all; `label` names it in Indonesian."""

    label: str
    butir: tuple[Butir, ...]

    def inverse(self) -> Change:
        """The step that brings back what was there before."""
        return Change(self.label, tuple(butir.inverse() for butir in reversed(self.butir)))
