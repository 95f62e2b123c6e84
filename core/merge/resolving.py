"""From a plan and what was chosen to the merge that is written into this copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from core.merge.held import refuse_signed, split_acts
from core.merge.history import MergeError
from core.merge.plan import DuplicateKey, FigureKey, Plan, RowPair, Side
from core.merge.references import ORDER, in_order, needed_by
from core.merge.touched import RowKey, RowTouch
from core.model.change import Butir, Change, DeleteRow, InsertRow, SetValue
from core.model.journal import Merge
from core.model.pengesahan import ACTS
from core.model.register import Row, without_id

Keep = Literal["both", "mine", "theirs"]
_States = dict[RowKey, Row | None]


def resolve(
    plan: Plan,
    choices: Mapping[FigureKey, Side],
    duplicates: Mapping[DuplicateKey, Keep] | None = None,
) -> Merge:
    """Join the two copies as planned and chosen; a duplicate stays on both sides if not named.

    MergeError if a conflict has no choice. A row that is still referred to stays, whoever
    deleted it.
    """
    left = [conflict for conflict in plan.conflicts if conflict.key not in choices]
    if left:
        raise MergeError(
            f"Masih ada {len(left)} perbedaan yang belum dipilih, sehingga belum digabungkan."
        )
    states = _chosen(plan, choices)
    for key in (each.key for each in plan.duplicates):
        keep = (duplicates or {}).get(key, "both")
        if keep != "both":
            states[key.tabel, key.theirs if keep == "mine" else key.mine] = None
    _keep_what_is_needed(plan, states)
    label = f"Digabung dengan {plan.theirs_name}"
    perubahan = Change(label, tuple(_changes(plan, states)))
    refuse_signed(plan.mine_tables, perubahan.butir)
    diverged = bool(plan.history.mine and plan.history.theirs)
    decisions = (
        line for key, row in states.items() for line in _decisions(key, plan.rows[key], row)
    )
    return Merge(plan.history.theirs, perubahan, tuple(decisions) if diverged else None)


def _chosen(plan: Plan, choices: Mapping[FigureKey, Side]) -> _States:
    states: _States = {key: pair.joined for key, pair in plan.rows.items()}
    for conflict in plan.conflicts:
        figure, side = conflict.key, choices[conflict.key]
        if figure.is_definisi:
            for key in plan.groups[figure.baris]:
                states[key] = _of(plan.rows[key], side)
            continue
        key = (figure.tabel, figure.baris)
        if figure.kolom is None:
            states[key] = _of(plan.rows[key], side)
        else:
            value = conflict.mine if side == "mine" else conflict.theirs
            # A cell is asked only where both sides have the row.
            states[key] = {**(states[key] or {}), figure.kolom: value}  # type: ignore[dict-item]
    return states


def _of(pair: RowPair, side: Side) -> Row | None:
    return pair.mine if side == "mine" else pair.theirs


def _keep_what_is_needed(plan: Plan, states: _States) -> None:
    """Bring back every row that one side deleted and a row of the result refers to."""
    waiting = [(key[0], row) for key, row in states.items() if row is not None]
    while waiting:
        for needed in needed_by(*waiting.pop()):
            tabel, row_id = needed
            if states.get(needed, plan.mine_tables[tabel].get(row_id)) is not None:
                continue
            row = plan.mine_tables[tabel].get(row_id) or plan.theirs_tables[tabel].get(row_id)
            if row is None:
                raise MergeError("Isi kedua berkas tidak dapat disatukan; keduanya tidak diubah.")
            # The date of a sheet is a figure of its own; that it was taken out still counts.
            states[needed] = {**row, "tanggal_lembar": None} if tabel == "periode" else row
            waiting.append((tabel, states[needed] or {}))


def _changes(plan: Plan, states: _States) -> Iterator[Butir]:
    """From what this copy holds to the result: deletions, new rows, then values by column.

    Before them the acts that reopen what was signed, after them those that sign it again, since
    the file lets nothing be changed in between.
    """
    old = {key: plan.mine_tables[key[0]].get(key[1]) for key in sorted(states, key=in_order)}
    gone: list[Butir] = []
    came: list[InsertRow] = []
    values: list[SetValue] = []
    for key, before in old.items():
        after = states[key]
        if before is not None and after is not None and not _is_other_kind(before, after):
            values += _values(key, before, after)
            continue
        gone += [] if before is None else [DeleteRow(*key, without_id(before))]
        came += [] if after is None else [InsertRow(*key, without_id(after))]
    first, last = split_acts(plan.mine_tables, [each for each in came if each.tabel in ACTS])
    yield from first
    yield from reversed(gone)
    yield from (each for each in came if each.tabel not in ACTS)
    yield from _in_runs(values)
    yield from last


def _is_other_kind(before: Row, after: Row) -> bool:
    """Whether an input is of another kind: value and kind are checked together, so it is new."""
    return before.get("kunci") is not None and before["jenis"] != after["jenis"]


def _values(key: RowKey, before: Row, after: Row) -> list[SetValue]:
    return [
        SetValue(*key, kolom, value, after[kolom])
        for kolom, value in before.items()
        if after[kolom] != value
    ]


def _in_runs(values: Iterable[SetValue]) -> list[SetValue]:
    """Column by column, years of a definition never reversed in between."""
    starts = {each.id: each.baru for each in values if each.kolom == "berlaku_dari"}

    def place(each: SetValue) -> tuple[int, int, str]:
        first = 1
        if each.kolom == "berlaku_sampai":
            start, end = starts.get(each.id), each.lama
            first = 0 if start is not None and end is not None and int(start) > int(end) else 2
        return ORDER.index(each.tabel), first, each.kolom

    return sorted(values, key=place)


def _decisions(key: RowKey, pair: RowPair, result: Row | None) -> Iterator[Butir]:
    """What the joining step says of a row: each difference that no side's steps decide alone."""
    mine, theirs = pair.mine, pair.theirs
    if mine is not None and theirs is not None and result is not None:
        for kolom in (each for each in mine if mine[each] != theirs[each]):
            naming = _naming(pair, kolom)
            if len(naming) != 1 or result[kolom] != (naming[0].now or {}).get(kolom):
                yield SetValue(*key, kolom, theirs[kolom], result[kolom])
        return
    touches = [each for each in (pair.by_mine, pair.by_theirs) if each is not None]
    if mine == theirs == result or (len(touches) == 1 and touches[0].now == result):
        return
    if result is None:
        yield DeleteRow(*key, without_id(mine or theirs or {}))
    else:
        yield InsertRow(*key, without_id(result))


def _naming(pair: RowPair, kolom: str) -> list[RowTouch]:
    touches = (pair.by_mine, pair.by_theirs)
    return [each for each in touches if each is not None and kolom in each.mentioned]
