"""Setting two copies side by side: what each changed, what joins by itself, what is asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from core.merge.definitions import problems, rows_by_iku
from core.merge.held import Acts
from core.merge.history import Copy, History, compare_history
from core.merge.plan import (
    DEFINISI,
    Conflict,
    Duplicate,
    DuplicateKey,
    FigureKey,
    Joined,
    Note,
    Plan,
    RowPair,
)
from core.merge.references import in_order
from core.merge.rows import WHOLE, join_row
from core.merge.touched import RowKey, RowTouch, touched_rows
from core.model.journal import JournalStep
from core.model.register import REGISTER, Row, urutan_of

_NAMED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    **dict.fromkeys(REGISTER, ("nama", ("periode_id",))),
    "penandatangan": ("nama", ()),
    "tugas_fungsi": ("teks", ("jenis",)),
    "bukti": ("sidik", ("periode_id", "untuk")),
}
"""Where two rows may stand for one thing: the column of the name, those that must be the same."""


def plan_merge(mine: Copy, theirs: Copy) -> Plan:
    """Find out what joining `theirs` into `mine` would do; nothing is changed.

    MergeError where they cannot be joined at all. It looks at what the extra steps touched, so it
    takes as long as these are many, however large the files are.
    """
    history = compare_history(mine, theirs)
    acts = Acts(mine, theirs)
    rows = _pairs(history, mine, theirs)
    rows = {key: acts.joined(key, pair) for key, pair in rows.items()}
    is_held = {key for key, pair in rows.items() if acts.of(key, pair) is not None}
    open_rows = {key: pair for key, pair in rows.items() if key not in is_held}
    is_diverged = history.mine and history.theirs
    groups, sebab = _groups(open_rows, mine, theirs) if is_diverged else ({}, {})
    in_group = {key for keys in groups.values() for key in keys}
    conflicts = [_whole_definitions(iku, groups[iku], rows, sebab[iku]) for iku in groups]
    set_aside = [each for key, pair in rows.items() for each in acts.set_aside(key, pair)]
    left_out = {each.key for each in set_aside}
    joined: list[Joined] = []
    notes: list[Note] = []
    for key, pair in rows.items():
        if key not in in_group:
            conflicts += _conflicts(key, pair)
            joined += (each for each in _joined(key, pair) if each.key not in left_out)
        if key not in in_group and key not in is_held:
            notes += _notes(key, pair)
    return Plan(
        history,
        theirs.name,
        mine.tables,
        theirs.tables,
        tuple(joined),
        tuple(conflicts),
        tuple(_duplicates(open_rows)),
        tuple(notes),
        rows,
        groups,
        tuple(set_aside),
    )


def _pairs(history: History, mine: Copy, theirs: Copy) -> dict[RowKey, RowPair]:
    """Every row that a step of one side alone touched, joined as far as it joins by itself."""
    by_mine = touched_rows(mine.tables, history.mine) if history.theirs else {}
    by_theirs = touched_rows(theirs.tables, history.theirs)
    return {
        key: join_row(
            key[0],
            mine.tables[key[0]].get(key[1]),
            theirs.tables[key[0]].get(key[1]),
            by_mine.get(key),
            by_theirs.get(key),
        )
        for key in sorted({*by_mine, *by_theirs}, key=in_order)
    }


def _groups(
    rows: Mapping[RowKey, RowPair], mine: Copy, theirs: Copy
) -> tuple[dict[str, tuple[RowKey, ...]], dict[str, tuple[str, ...]]]:
    """The indicators whose definitions must be chosen as a whole: their touched rows, and why."""
    groups = {}
    sebab = {}
    for iku, keys in rows_by_iku(rows, mine.tables, theirs.tables).items():
        if found := problems(iku, keys, rows, mine.tables, theirs.tables):
            groups[iku], sebab[iku] = tuple(keys), found
    return groups, sebab


def _whole_definitions(
    iku: str, keys: Sequence[RowKey], rows: Mapping[RowKey, RowPair], sebab: tuple[str, ...]
) -> Conflict:
    def steps(touches: Iterator[RowTouch | None]) -> tuple[JournalStep, ...]:
        found = {step.sidik: step for touch in touches if touch for step in touch.steps}
        return tuple(sorted(found.values(), key=lambda step: step.nomor))

    return Conflict(
        FigureKey("iku", iku, DEFINISI),
        None,
        None,
        None,
        steps(rows[key].by_mine for key in keys),
        steps(rows[key].by_theirs for key in keys),
        sebab,
    )


def _conflicts(key: RowKey, pair: RowPair) -> Iterator[Conflict]:
    mine_steps = pair.by_mine.steps if pair.by_mine else ()
    theirs_steps = pair.by_theirs.steps if pair.by_theirs else ()
    if pair.is_whole:
        figure = FigureKey(*key, None)
        yield Conflict(figure, pair.mine, pair.theirs, pair.before, mine_steps, theirs_steps)
    if pair.mine is None or pair.theirs is None:
        return
    for kolom in pair.columns:
        yield Conflict(
            FigureKey(*key, kolom),
            pair.mine[kolom],
            pair.theirs[kolom],
            pair.value_before(kolom),
            _naming(mine_steps, key, kolom),
            _naming(theirs_steps, key, kolom),
        )


def _naming(steps: Sequence[JournalStep], key: RowKey, kolom: str) -> tuple[JournalStep, ...]:
    """Those of the steps that name the column, or the row as a whole."""
    return tuple(
        step
        for step in steps
        if any(
            (line.tabel, line.id) == key and getattr(line, "kolom", kolom) == kolom
            for line in step.butir
        )
    )


def _joined(key: RowKey, pair: RowPair) -> Iterator[Joined]:
    """The figures of a row that join by themselves, a row that came or went as one.

    A place in a list is no figure.
    """
    if pair.is_whole:
        return
    mine, theirs, joined = pair.mine, pair.theirs, pair.joined
    if mine == theirs:
        yield from _same(key, pair)
    elif mine is None or theirs is None or key[0] in WHOLE:
        figure = FigureKey(*key, None)
        by_me = joined == mine
        yield Joined(figure, "mine" if by_me else "theirs", theirs if by_me else mine, joined)
    else:
        for kolom in mine:
            if mine[kolom] == theirs[kolom] or kolom in (*pair.columns, "urutan"):
                continue
            assert joined is not None
            by_me = joined[kolom] == mine[kolom]
            lama = theirs[kolom] if by_me else mine[kolom]
            yield Joined(FigureKey(*key, kolom), "mine" if by_me else "theirs", lama, joined[kolom])


def _same(key: RowKey, pair: RowPair) -> Iterator[Joined]:
    """What both sides did alike."""
    before = pair.before
    if pair.by_mine is None or pair.by_theirs is None or before == pair.joined:
        return
    if before is None or pair.joined is None or key[0] in WHOLE:
        yield Joined(FigureKey(*key, None), "both", before, pair.joined)
        return
    for kolom, value in pair.joined.items():
        if kolom != "urutan" and kolom in before and before[kolom] != value:
            yield Joined(FigureKey(*key, kolom), "both", before[kolom], value)


def _notes(key: RowKey, pair: RowPair) -> Iterator[Note]:
    if pair.by_mine is None or pair.by_theirs is None or pair.joined is None:
        return
    mine, theirs = pair.mine, pair.theirs
    if mine is None or theirs is None or mine.get("urutan") == theirs.get("urutan"):
        return
    if all("urutan" in each.mentioned for each in (pair.by_mine, pair.by_theirs)):
        yield Note(FigureKey(*key, "urutan"), urutan_of(mine), urutan_of(theirs))


def _duplicates(rows: Mapping[RowKey, RowPair]) -> Iterator[Duplicate]:
    """Rows of one name that each side put in by itself, the first with the first."""
    mine: dict[tuple[str, ...], list[Row]] = {}
    theirs: dict[tuple[str, ...], list[Row]] = {}
    for (tabel, _), pair in rows.items():
        for found, own, other, touch in (
            (mine, pair.mine, pair.theirs, pair.by_mine),
            (theirs, pair.theirs, pair.mine, pair.by_theirs),
        ):
            is_alone = own is not None and other is None and touch is not None and touch.is_new
            if is_alone and own is not None and (name := _name(tabel, own)):
                found.setdefault(name, []).append(own)
    for name in (each for each in mine if each in theirs):
        pairs = zip(*(sorted(each[name], key=_place) for each in (mine, theirs)), strict=False)
        for one, other in pairs:
            yield Duplicate(DuplicateKey(name[0], str(one["id"]), str(other["id"])), one, other)


def _place(row: Row) -> tuple[int, str]:
    return int(row.get("urutan") or 0), str(row["id"])


def _name(tabel: str, row: Row) -> tuple[str, ...] | None:
    """The row's name for comparison: without case, width and space; None where it has none."""
    if tabel not in _NAMED:
        return None
    kolom, context = _NAMED[tabel]
    text = unicodedata.normalize("NFKC", str(row[kolom])).casefold()
    name = " ".join("".join(sign if sign.isalnum() else " " for sign in text).split())
    return (tabel, *(str(row[each]) for each in context), name) if name else None
