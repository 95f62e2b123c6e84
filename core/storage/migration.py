"""Bringing a file of an earlier format up to date: read by its own rules, written anew whole.

The same old file gives the same new one on every PC, so that two copies can still be joined.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path

from core.errors import DamagedError, FileError
from core.model.change import Butir, DeleteRow, InsertRow, SetValue
from core.model.journal import JournalStep
from core.model.register import Value
from core.storage import file, journal, seal
from core.storage.schema import COLUMNS, TABLES

_SALINAN = "asal"
"""The working copy to which the steps of files before format 2 are reckoned."""


def upgrade(path: Path, name: str) -> None:
    """Replace a private copy of an older file by the same content in today's form.

    FileError, and the copy as it was, if it is damaged or of an unknown form.
    """
    with file.user_errors(path):
        version = file.format_of(path)
        if version not in UPGRADES:
            raise FileError(f"Susunan berkas {name} terlalu lama dan tidak dikenal.")
        with tempfile.TemporaryDirectory(prefix="iku-") as folder:
            draft = Path(folder) / "baru.sqlite"
            conn = file.open_connection(path, read_only=False)
            with closing(conn), file.bounded(conn):
                UPGRADES[version](conn, name, draft)
            file.replace_file(path, draft.read_bytes())


def _from_1000(conn: sqlite3.Connection, name: str, draft: Path) -> None:
    """Format 1.0: one flat journal without working copies and hashes, values as bare text."""
    _refuse_other_schema(conn, name, _SCHEMA_1000)
    file.check_integrity(conn, name)
    steps = list(_steps_1000(conn))
    if not steps:
        raise DamagedError(f"Jurnal berkas {name} kosong; berkas tidak dibuka.")
    isi = seal.content_hash(conn, _TABLES_2000)
    note = journal.next_step(
        journal.Head(len(steps), steps[-1].sidik, isi, {_SALINAN: len(steps)}),
        _SALINAN,
        steps[-1].waktu,
        "program",
        "Berkas disesuaikan dengan susunan 2.0",
        (),
    )
    _fill(draft, conn, [*steps, note])


def _from_2000(conn: sqlite3.Connection, name: str, draft: Path) -> None:
    """Format 2.0: nothing signed, no evidence."""
    _refuse_other_schema(conn, name, _SCHEMA_2000)
    file.check_integrity(conn, name)
    journal.prove(conn, name, _TABLES_2000)
    _fill(draft, conn, journal.read_steps(conn))


def _fill(draft: Path, conn: sqlite3.Connection, steps: Sequence[JournalStep]) -> None:
    """Write the content in today's form, with a step that says so.

    Its working copy is named after the step before, so that copies which have gone different
    ways can still be joined after each was brought up to date by itself.
    """
    tables = {}
    for table in _TABLES_2000:
        columns = COLUMNS[table]
        rows = conn.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid")
        tables[table] = [dict(zip(columns, row, strict=True)) for row in rows]
    last = steps[-1]
    note = journal.next_step(
        journal.Head(last.nomor, last.sidik, 0, {}),
        f"susunan-3-{last.sidik[:32]}",
        last.waktu,
        "program",
        "Berkas disesuaikan dengan susunan 3.0",
        (),
    )
    file.fill(draft, tables, [*steps, note])


def _refuse_other_schema(conn: sqlite3.Connection, name: str, expected: str) -> None:
    if not file.has_schema(conn, expected):
        raise DamagedError(
            f"Susunan berkas {name} telah diubah oleh program lain; berkas tidak dibuka."
        )


def _steps_1000(conn: sqlite3.Connection) -> Iterator[JournalStep]:
    head = journal.EMPTY
    lines = conn.execute(
        "SELECT langkah, waktu, oleh, tindakan, tabel, baris, kolom, lama, baru "
        "FROM jurnal ORDER BY nomor"
    )
    for _, group in groupby(lines, key=lambda line: line[0]):
        found = list(group)
        butir = [_butir_1000(*line[4:]) for line in found]
        _, waktu, oleh, tindakan, *_ = found[0]
        made = journal.next_step(head, _SALINAN, waktu, oleh, tindakan, butir)
        step = journal.seal_step(made._replace(isi=""))
        yield step
        head = journal.Head(step.nomor, step.sidik, 0, {_SALINAN: step.urut})


def _butir_1000(
    tabel: str, baris: str, kolom: str | None, lama: str | None, baru: str | None
) -> Butir:
    try:
        return journal.as_read_back(_made_1000(tabel, baris, kolom, lama, baru))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DamagedError(journal.UNREADABLE) from error


def _made_1000(
    tabel: str, baris: str, kolom: str | None, lama: str | None, baru: str | None
) -> Butir:
    if kolom is not None:
        return SetValue(tabel, baris, kolom, *(_value(tabel, kolom, each) for each in (lama, baru)))
    if lama is None:
        return InsertRow(tabel, baris, json.loads(baru or ""))
    return DeleteRow(tabel, baris, json.loads(lama))


def _value(tabel: str, kolom: str, text: str | None) -> Value:
    definition = TABLES[tabel][COLUMNS[tabel].index(kolom)]
    return int(text) if text is not None and definition.split()[1] == "INTEGER" else text


_SCHEMA_1000 = "0b685fb5a2dd05446e61e4975883a4213f3277bc6dfc4edf30e3db753ba80018"
_SCHEMA_2000 = "6e942a1059a56d5dca74313e76bab4a1d808d40b93386052d8cff67e839155d7"
_NEW_IN_3000 = ("perubahan", "bukti", "pengesahan", "pindaian")
_TABLES_2000 = tuple(table for table in TABLES if table not in _NEW_IN_3000)

UPGRADES: Mapping[int, Callable[[sqlite3.Connection, str, Path], None]] = {
    1000: _from_1000,
    2000: _from_2000,
}
"""How each earlier format is read; each has a file in tests/files."""
