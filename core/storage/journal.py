"""The journal in the file: writing steps, reading them back as values, proving their chain."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from itertools import groupby
from typing import Any, NamedTuple

from core.errors import DamagedError
from core.model.change import Butir, DeleteRow, InsertRow, SetValue
from core.model.journal import JournalStep
from core.model.pengesahan import ACTS
from core.model.register import Value
from core.storage import seal
from core.storage.schema import COLUMNS, TABLES
from core.storage.seal import Line

_STEPS = (
    "SELECT nomor, salinan, urut, waktu, oleh, tindakan, induk, isi, sidik FROM langkah "
    "WHERE nomor > ? ORDER BY nomor"
)
_FAR = 2**63  # what a column can hold
_LONGEST = 2_000
"""So many characters of who did what, and no more, go into a step."""
_LINES = (
    "SELECT langkah, ke, tabel, baris, kolom, lama, baru FROM jurnal "
    "WHERE langkah > ? ORDER BY langkah, ke"
)


class Head(NamedTuple):
    """Where the journal of a file stands: its last step, what it has seen, its content's hash."""

    nomor: int
    sidik: str
    isi: int
    vektor: dict[str, int]


EMPTY = Head(0, "", 0, {})


def next_step(
    head: Head, salinan: str, waktu: str, oleh: str, tindakan: str, butir: Sequence[Butir]
) -> JournalStep:
    """The step that follows `head`, whose `isi` is that of the content after it."""
    return seal_step(
        JournalStep(
            head.nomor + 1,
            salinan,
            head.vektor.get(salinan, 0) + 1,
            waktu[:_LONGEST],
            oleh[:_LONGEST],
            tindakan[:_LONGEST],
            (head.sidik,) if head.sidik else (),
            seal.as_text(head.isi),
            "",
            tuple(butir),
        )
    )


def seal_step(step: JournalStep) -> JournalStep:
    """The step with the hash that belongs to what it says."""
    head = (step.salinan, step.urut, step.waktu, step.oleh, step.tindakan)
    lines = [_line(butir) for butir in step.butir]
    return step._replace(sidik=seal.step_hash(head, step.induk, step.isi, lines))


def add_step(conn: sqlite3.Connection, step: JournalStep) -> None:
    """Write a step and its lines; the caller holds the transaction."""
    head = step._replace(induk=())[:6]
    conn.execute(
        "INSERT INTO langkah VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*head, " ".join(step.induk), step.isi, step.sidik),
    )
    conn.executemany(
        "INSERT INTO jurnal VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((step.nomor, ke, *_line(butir)) for ke, butir in enumerate(step.butir, 1)),
    )


def read_steps(conn: sqlite3.Connection, after: int = 0) -> list[JournalStep]:
    """The steps after the one of this number, in the order of the file."""
    with closing(_steps_with_lines(conn, after)) as found:
        return [
            JournalStep(
                nomor,
                salinan,
                urut,
                waktu,
                oleh,
                tindakan,
                tuple(induk.split()),
                isi,
                sidik,
                tuple(map(read_line, lines)),
            )
            for (nomor, salinan, urut, waktu, oleh, tindakan, induk, isi, sidik), lines in found
        ]


def last_sidik(conn: sqlite3.Connection) -> str:
    """The hash of the last step that is in the file now."""
    found = conn.execute("SELECT sidik FROM langkah ORDER BY nomor DESC LIMIT 1").fetchone()
    return str(found[0])


def _steps_with_lines(
    conn: sqlite3.Connection, after: int = 0
) -> Generator[tuple[tuple[Any, ...], list[Line]]]:
    with (
        closing(conn.execute(_STEPS, (after,))) as steps,
        closing(conn.execute(_LINES, (after,))) as lines,
    ):
        groups = groupby(lines, key=lambda line: line[0])
        nomor, group = next(groups, (None, None))
        for row in steps:
            found: list[Line] = []
            if nomor == row[0] and group is not None:
                found = [Line(*line[2:]) for line in group]
                nomor, group = next(groups, (None, None))
            yield row, found


def prove(conn: sqlite3.Connection, name: str, tables: Iterable[str] = COLUMNS) -> Head:
    """Check that every step follows from the ones before it and the content from the last.

    DamagedError names the first step that does not, or says that a line is none of ours.
    """
    vektor: dict[str, int] = {}
    seen: set[str] = set()
    open_ends: set[str] = set()
    last = EMPTY
    isi = ""
    with closing(_steps_with_lines(conn)) as steps:
        for row, lines in steps:
            nomor, salinan, urut, *_, induk_text, isi, sidik = row
            induk = induk_text.split()
            follows = (
                nomor == last.nomor + 1
                and urut == vektor.get(salinan, 0) + 1
                and bool(induk) == bool(seen)
                and seen.issuperset(induk)
                and all(len(text) <= _LONGEST for text in row[3:6])
                and sidik == seal.step_hash(row[1:6], induk, isi, lines)
            )
            if not follows:
                raise DamagedError(
                    f"Jurnal berkas {name} rusak atau telah diubah oleh program lain pada langkah "
                    f"{nomor}; berkas tidak dibuka."
                )
            for line in lines:
                if changes_an_act(read_line(line)):
                    raise DamagedError(
                        f"Jurnal berkas {name} mengubah pengesahan pada langkah {nomor}, yang "
                        "tidak pernah dilakukan program ini; berkas tidak dibuka."
                    )
            vektor[salinan] = urut
            seen.add(sidik)
            open_ends.difference_update(induk)
            open_ends.add(sidik)
            last = Head(nomor, sidik, 0, vektor)
    content = seal.content_hash(conn, tables)
    if open_ends != {last.sidik} or seal.as_text(content) != isi:
        raise DamagedError(
            f"Isi berkas {name} tidak sesuai dengan jurnalnya: rusak atau telah diubah oleh "
            "program lain; berkas tidak dibuka."
        )
    return last._replace(isi=content)


def json_text(value: Value | Mapping[str, Value]) -> str:
    """A value or row as it stands in a line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _line(butir: Butir) -> Line:
    if isinstance(butir, SetValue):
        return Line(
            butir.tabel, butir.id, butir.kolom, json_text(butir.lama), json_text(butir.baru)
        )
    row = json_text(dict(butir.nilai))
    if isinstance(butir, InsertRow):
        return Line(butir.tabel, butir.id, None, None, row)
    return Line(butir.tabel, butir.id, None, row, None)


def read_line(line: Line) -> Butir:
    """The line as a value; DamagedError where this program never wrote it."""
    try:
        lama, baru = map(_parsed, (line.lama, line.baru))
    except (ValueError, RecursionError) as error:
        raise DamagedError(UNREADABLE) from error
    kinds = _KINDS.get(line.tabel, {})
    found: Butir | None = None
    if line.kolom in kinds and all(_is_value(each, kinds[line.kolom]) for each in (lama, baru)):
        found = SetValue(line.tabel, line.baris, line.kolom, lama, baru)
    elif line.kolom is None and lama is None and _is_row(baru, kinds):
        found = InsertRow(line.tabel, line.baris, baru)
    elif line.kolom is None and baru is None and _is_row(lama, kinds):
        found = DeleteRow(line.tabel, line.baris, lama)
    # What is written otherwise would get another hash in the next file.
    if found is None or _line(found) != line:
        raise DamagedError(UNREADABLE)
    return found


def changes_an_act(butir: Butir) -> bool:
    """Whether a line changes or takes back a formal act; no step of this program does."""
    return butir.tabel in ACTS and not isinstance(butir, InsertRow)


def as_read_back(butir: Butir) -> Butir:
    """The line as it comes out of a file again; DamagedError where no file can hold it."""
    return read_line(_line(butir))


def _parsed(text: str | None) -> Any:
    return None if text is None else json.loads(text)


UNREADABLE = "Jurnal berkas ini memuat baris yang tidak ditulis oleh program ini."


_KINDS = {
    table: {
        column: int if definition.split()[1] == "INTEGER" else str
        for column, definition in zip(COLUMNS[table], definitions, strict=False)
    }
    for table, definitions in TABLES.items()
}


def _is_value(value: object, kind: type[str | int]) -> bool:
    """Whether a column of this kind can hold the value."""
    if type(value) is int:
        return kind is int and -_FAR <= value < _FAR
    return value is None or (type(value) is str and kind is str)


def _is_row(row: object, kinds: Mapping[str, type[str | int]]) -> bool:
    return (
        isinstance(row, dict)
        and {"id", *row} == kinds.keys()
        and all(_is_value(value, kinds[kolom]) for kolom, value in row.items())
    )


def changed_rows(butir: Iterable[Butir]) -> dict[str, set[str]]:
    """The ids of the rows that lines touch, by table."""
    ids: dict[str, set[str]] = {}
    for each in butir:
        ids.setdefault(each.tabel, set()).add(each.id)
    return ids
