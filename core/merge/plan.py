"""What joining two copies would do: what joins by itself, and what must be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from core.merge.history import History
from core.merge.touched import RowKey, RowTouch
from core.model.journal import JournalStep
from core.model.pengesahan import ACTS, Pengesahan
from core.model.register import Row, Value
from core.row_check import Tables

Side = Literal["mine", "theirs"]
DEFINISI = "definisi"


class FigureKey(NamedTuple):
    """What is joined or chosen as one: a cell, or with `kolom` None a whole row.

    ("iku", code, "definisi") stands for all definitions of that indicator together.
    """

    tabel: str
    baris: str
    kolom: str | None

    @property
    def is_definisi(self) -> bool:
        return self.tabel == "iku" and self.kolom == DEFINISI


State = Value | Row
"""A value, or where the figure is a whole row the row (None: there is none)."""


class Joined(NamedTuple):
    """A figure that joins by itself; `side` says where it was changed, `lama` what it was."""

    key: FigureKey
    side: Literal["mine", "theirs", "both"]
    lama: State
    baru: State


class Conflict(NamedTuple):
    """A figure that both sides changed, to different values.

    For the definitions of an indicator the values are None and `sebab` holds the sentences that
    say why they do not fit together. The steps are those of each side that touched it.
    """

    key: FigureKey
    mine: State
    theirs: State
    before: State
    mine_steps: tuple[JournalStep, ...]
    theirs_steps: tuple[JournalStep, ...]
    sebab: tuple[str, ...] = ()


class DuplicateKey(NamedTuple):
    """Two rows of a table that may stand for one thing."""

    tabel: str
    mine: str
    theirs: str


class Duplicate(NamedTuple):
    """Two rows of the same name, one put in on each side; both stay unless chosen otherwise."""

    key: DuplicateKey
    mine: Row
    theirs: Row


class Note(NamedTuple):
    """A place in a list that both sides changed: the smaller one counts."""

    key: FigureKey
    mine: int
    theirs: int


class Held(NamedTuple):
    """A period whose content one side alone decides.

    `pengesahan` is what that side has signed and the other does not know; None where the other
    side has only what both signed, and this side has reopened that. `also` is what the other side
    has signed for itself: nothing is decided unless both hold the same.
    """

    side: Side
    pengesahan: Pengesahan | None
    also: Pengesahan | None = None


class SetAside(NamedTuple):
    """What one side (`side`) changed and is not taken: `kept` counts, `left` stays in its journal.

    `sebab` is the reason as it follows "karena".
    """

    key: FigureKey
    side: Side
    kept: State
    left: State
    sebab: str


class RowPair(NamedTuple):
    """One row on both sides, what each did to it, and what joins by itself.

    `joined` holds mine's value where one must be chosen: `columns` names these, `is_whole` says
    that one side's row is to be taken whole.
    """

    mine: Row | None
    theirs: Row | None
    by_mine: RowTouch | None
    by_theirs: RowTouch | None
    joined: Row | None
    columns: tuple[str, ...] = ()
    is_whole: bool = False

    @property
    def before(self) -> dict[str, Value] | None:
        """The row as both sides had it; None where it was not there."""
        touches = [each for each in (self.by_theirs, self.by_mine) if each is not None]
        if any(each.is_new for each in touches):
            return None
        known: dict[str, Value] = dict(self.mine or self.theirs or {})
        for each in touches:
            known.update(each.before)
        return known

    def value_before(self, kolom: str) -> Value:
        """What one column was before either side changed it; None for a row that was not there."""
        touches = [each for each in (self.by_mine, self.by_theirs) if each is not None]
        values = [each.before[kolom] for each in touches if kolom in each.before]
        if any(each.is_new for each in touches) and values != values[:1] * len(touches):
            return None
        return values[0] if values else None


class Plan(NamedTuple):
    """What joining `theirs` into `mine` would do; `core.merge.resolve` makes a Merge of it.

    `rows` are the rows that either side touched, `groups` for each indicator in conflict as a
    whole the rows of its definitions among them. `set_aside` is what is not taken because the
    other side has signed its period.
    """

    history: History
    theirs_name: str
    mine_tables: Tables
    theirs_tables: Tables
    joined: tuple[Joined, ...]
    conflicts: tuple[Conflict, ...]
    duplicates: tuple[Duplicate, ...]
    notes: tuple[Note, ...]
    rows: Mapping[RowKey, RowPair]
    groups: Mapping[str, tuple[RowKey, ...]]
    set_aside: tuple[SetAside, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the other copy has nothing that is missing here."""
        return not self.history.theirs

    @property
    def is_fast_forward(self) -> bool:
        """Whether this copy simply goes on as the other one."""
        return bool(self.history.theirs) and not self.history.mine

    @property
    def brings_acts(self) -> bool:
        """Whether it brings what was signed or reopened there, so that it cannot be undone."""
        return any(key[0] in ACTS and pair.mine is None for key, pair in self.rows.items())
