"""The content as of a moment, worked out from the present content and the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from core.model.change import Butir, DeleteRow, InsertRow, SetValue
from core.model.journal import JournalStep
from core.model.register import Row, Value, without_id
from core.row_check import Tables

_YEARS = ("berlaku_dari", "berlaku_sampai")


class _Line(NamedTuple):
    """What one line says of one cell: a side that it does not know is _UNKNOWN."""

    nomor: int
    lama: object
    baru: object


_UNKNOWN = object()
_GONE = object()
_Cells = dict[tuple[str, str], dict[str, list[_Line]]]
_ROW = ""
"""Stands for the row itself among the columns of its cells."""


def moments(steps: Sequence[JournalStep]) -> list[JournalStep]:
    """The steps, oldest first, after which the file held exactly what the step says.

    While the steps of another copy stand in the file before the step that joins them, there are
    two ends that no step has joined, and the content of such a moment was never seen by anyone.
    """
    ends: set[str] = set()
    found = []
    for step in steps:
        ends.difference_update(step.induk)
        ends.add(step.sidik)
        if len(ends) == 1:
            found.append(step)
    return found


def tables_as_of(
    tables: Tables, steps: Sequence[JournalStep], nomor: int
) -> dict[str, dict[str, Row]]:
    """The content after the step `nomor` of the file (0: before the first); one of `moments`.

    A cell has what its last line up to then put there, else what its first line after it found
    there, else what it has now. Rows that have gone since come after those that are still there.
    """
    cells = _cells(steps)
    result: dict[str, dict[str, Row]] = {}
    for table, present in tables.items():
        touched = (key for name, key in cells if name == table)
        ids = dict.fromkeys((*present, *touched))
        rows = ((key, _row(present.get(key), cells.get((table, key)), nomor)) for key in ids)
        result[table] = {
            key: {"id": key, **{kolom: row[kolom] for kolom in row if kolom != "id"}}
            for key, row in rows
            if row is not None
        }
    return result


def _cells(steps: Iterable[JournalStep]) -> _Cells:
    """Every line by the cell that it is about, in the order of the file."""
    cells: _Cells = {}
    for step in steps:
        for butir in step.butir:
            row = cells.setdefault((butir.tabel, butir.id), {})
            for kolom, lama, baru in _told(butir):
                row.setdefault(kolom, []).append(_Line(step.nomor, lama, baru))
    return cells


def _told(butir: Butir) -> Iterator[tuple[str, object, object]]:
    """What a line says of each cell: column (or _ROW), before, after."""
    if isinstance(butir, SetValue):
        yield butir.kolom, butir.lama, butir.baru
    elif isinstance(butir, InsertRow):
        yield _ROW, _GONE, butir.nilai
        for kolom, value in butir.nilai.items():
            yield kolom, _UNKNOWN, value
    else:
        yield _ROW, butir.nilai, _GONE
        for kolom, value in butir.nilai.items():
            yield kolom, value, _UNKNOWN


def _row(present: Row | None, cells: dict[str, list[_Line]] | None, nomor: int) -> Row | None:
    if cells is None:
        return present
    whole = _as_of(cells.get(_ROW, ()), nomor, _GONE if present is None else present)
    if whole is _GONE:
        return None
    assert isinstance(whole, Mapping)
    base: Row = {**whole, **(without_id(present) if present is not None else {})}
    return {
        kolom: _value(_as_of(cells.get(kolom, ()), nomor, value)) for kolom, value in base.items()
    }


def _as_of(lines: Sequence[_Line], nomor: int, present: object) -> object:
    for line in reversed(lines):
        if line.nomor <= nomor and line.baru is not _UNKNOWN:
            return line.baru
    for line in lines:
        if line.nomor > nomor and line.lama is not _UNKNOWN:
            return line.lama
    return present


def _value(value: object) -> Value:
    assert value is None or isinstance(value, str | int)
    return value


# From one content to another


def difference(before: Tables, after: Tables) -> tuple[Butir, ...]:
    """The lines that turn one content into another; both name the same tables.

    Rows go before others come, and values are set last, so that no value that must be unique and
    no pair that must fit is ever there twice or apart. Parents come first and go last, in the
    order of the tables.
    """
    butir: list[Butir] = []
    for table in reversed(list(before)):
        old, new = before[table], after[table]
        gone = [key for key in old if key not in new or _is_replaced(table, old[key], new[key])]
        butir += [
            DeleteRow(table, key, without_id(old[key]))
            for key in reversed(_parents_first(old, gone))
        ]
    for table in before:
        old, new = before[table], after[table]
        come = [key for key in new if key not in old or _is_replaced(table, old[key], new[key])]
        butir += [InsertRow(table, key, without_id(new[key])) for key in _parents_first(new, come)]
    for table in before:
        butir += _set_values(table, before[table], after[table])
    return tuple(butir)


def _is_replaced(table: str, old: Row, new: Row) -> bool:
    """An input whose kind and value change: one without the other may not stand in the file."""
    return table == "isian" and old["jenis"] != new["jenis"]


def _parents_first(rows: Mapping[str, Row], ids: Sequence[str]) -> list[str]:
    def depth(key: str) -> int:
        found = 0
        while (parent := rows.get(key, {}).get("induk_id")) is not None and found < len(rows):
            key, found = str(parent), found + 1
        return found

    return sorted(ids, key=depth)


def _set_values(table: str, before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[Butir]:
    """One column after the other, so that the file takes each as one run."""
    both = [
        (key, before[key], after[key])
        for key in before
        if key in after and not _is_replaced(table, before[key], after[key])
    ]
    changed = [each for each in both if each[1] != each[2]]
    if not changed:
        return
    if table == "definisi":
        for key, old, new in changed:
            yield from _set_row(table, key, old, new, _years_in_order(old, new))
        changed_columns = [kolom for kolom in changed[0][1] if kolom not in _YEARS]
    else:
        changed_columns = list(changed[0][1])
    for kolom in changed_columns:
        for key, old, new in changed:
            yield from _set_row(table, key, old, new, (kolom,))


def _set_row(
    table: str, key: str, old: Row, new: Row, columns: Iterable[str]
) -> Iterator[SetValue]:
    for kolom in columns:
        if kolom != "id" and old[kolom] != new[kolom]:
            yield SetValue(table, key, kolom, old[kolom], new[kolom])


def _years_in_order(old: Row, new: Row) -> tuple[str, ...]:
    """The years of a definition in the order in which they are never reversed between."""
    end, start = old["berlaku_sampai"], new["berlaku_dari"]
    if end is not None and start is not None and int(start) > int(end):
        return _YEARS[::-1]
    return _YEARS
