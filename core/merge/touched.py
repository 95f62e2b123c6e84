"""What the steps of one side did to each row: which cells they touched, from which values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from core.model.change import Butir as Line
from core.model.change import DeleteRow, InsertRow, SetValue
from core.model.journal import JournalStep
from core.model.register import REGISTER, Row, Value, without_id
from core.row_check import Tables

RowKey = tuple[str, str]
"""Table and id."""


class RowTouch(NamedTuple):
    """What one side's steps did to one row.

    `now` is the row as it stands there (None: absent), `is_new` whether these steps put it in,
    `touched` the columns they changed, `mentioned` every column that one of their lines names.
    `before` holds what each mentioned column was before. `copied` holds, for a new row, the values
    with which a quarter was started or a block brought in: where both sides brought in the same
    one, it is common ground, and `set_since` names the columns changed after that.
    """

    now: Row | None
    is_new: bool
    touched: frozenset[str]
    set_since: frozenset[str]
    mentioned: frozenset[str]
    before: Mapping[str, Value]
    copied: Mapping[str, Value]
    steps: tuple[JournalStep, ...]

    def touches(self, kolom: str, other: RowTouch) -> bool:
        """Whether this side changed the column, seen against what the other did to the row."""
        shared = self.is_new and other.is_new and kolom in self.copied and kolom in other.copied
        if shared and self.copied[kolom] == other.copied[kolom]:
            return kolom in self.set_since
        return kolom in self.touched


_Lines = list[tuple[JournalStep, Line]]
_Vektor = Mapping[str, int]


def touched_rows(tables: Tables, steps: Sequence[JournalStep]) -> dict[RowKey, RowTouch]:
    """Read the steps that only this side has; `tables` is what it holds now."""
    lines: dict[RowKey, _Lines] = {}
    copies: set[str] = set()
    for step in steps:
        if _is_copy(step):
            copies.add(step.sidik)
        for line in step.butir:
            lines.setdefault((line.tabel, line.id), []).append((step, line))
    seen = _seen_by_step(steps)

    def precedes(one: JournalStep, other: JournalStep) -> bool:
        return seen[other.sidik].get(one.salinan, 0) >= one.urut

    def is_copy(tabel: str, step: JournalStep) -> bool:
        return step.sidik in copies or (tabel in REGISTER and not is_joining(step))

    return {
        key: _row_touch(tables[key[0]].get(key[1]), own, precedes, partial(is_copy, key[0]))
        for key, own in lines.items()
    }


def _is_copy(step: JournalStep) -> bool:
    """Whether the step brought in a block: a quarter started from another one, an import."""
    rows = sum(isinstance(line, InsertRow) and line.tabel != "periode" for line in step.butir)
    return rows > 1 and not is_joining(step)


def is_joining(step: JournalStep) -> bool:
    """Whether the step joins two copies, so that its lines are decisions."""
    return len(step.induk) > 1


def _seen_by_step(steps: Iterable[JournalStep]) -> dict[str, _Vektor]:
    """For each step what its author's file held of these steps, itself included."""
    seen: dict[str, _Vektor] = {}
    latest: dict[str, _Vektor] = {}
    for step in steps:
        vektor = dict(latest.get(step.salinan, {}))
        for induk in step.induk:
            for salinan, urut in seen.get(induk, {}).items():
                vektor[salinan] = max(urut, vektor.get(salinan, 0))
        vektor[step.salinan] = step.urut
        seen[step.sidik] = latest[step.salinan] = vektor
    return seen


def _row_touch(
    now: Row | None,
    lines: _Lines,
    precedes: Callable[[JournalStep, JournalStep], bool],
    is_copy: Callable[[JournalStep], bool],
) -> RowTouch:
    deleted = [step for step, line in lines if isinstance(line, DeleteRow)]
    put_in = [
        (step, line)
        for step, line in lines
        if isinstance(line, InsertRow) and not any(precedes(each, step) for each in deleted)
    ]
    copied = _agreed([line.nilai if is_copy(step) else {} for step, line in put_in])
    before = copied if put_in else _first_values(lines)
    # What was set before the row went and came back counts only where the value is another one.
    set_since = {
        line.kolom
        for step, line in lines
        if isinstance(line, SetValue) and not any(precedes(step, each) for each in deleted)
    }
    content = {} if now is None else without_id(now)
    if deleted:
        set_since |= {k for k, value in content.items() if k in before and before[k] != value}
    return RowTouch(
        now=now,
        is_new=bool(put_in),
        touched=frozenset(content if put_in else set_since),
        set_since=frozenset(set_since),
        mentioned=frozenset(kolom for _, line in lines for kolom in _columns(line)),
        before=before,
        copied=copied,
        steps=tuple({step.sidik: step for step, _ in lines}.values()),
    )


def _columns(line: Line) -> Iterable[str]:
    return (line.kolom,) if isinstance(line, SetValue) else line.nilai


def _first_values(lines: _Lines) -> dict[str, Value]:
    """What each column was before the first line that names it."""
    found: dict[str, Value] = {}
    for _, line in lines:
        values = {line.kolom: line.lama} if isinstance(line, SetValue) else line.nilai
        for kolom, value in values.items():
            found.setdefault(kolom, value)
    return found


def _agreed(rows: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """The values that all of the rows have in common."""
    if not rows:
        return {}
    first, *others = rows
    return {k: v for k, v in first.items() if all(k in row and row[k] == v for row in others)}
