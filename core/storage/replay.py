"""The content that follows from a journal: its lines, played in the order of the file.

In a joined journal the steps of both sides stand one after the other, so that lines may find
another value than they say, or no row; the step that joins names whatever does not follow by the
last line of each cell alone. So the last line decides, whatever it finds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing

from core.model.change import Butir, DeleteRow, SetValue
from core.model.register import Row, Value
from core.storage import seal
from core.storage.schema import COLUMNS

Content = dict[str, dict[str, dict[str, Value]]]


def replay(base: Mapping[str, Mapping[str, Row]], butir: Iterable[Butir]) -> Content:
    """The content after the lines, which follow the one given."""
    content: Content = {
        table: {key: dict(row) for key, row in base.get(table, {}).items()} for table in COLUMNS
    }
    for each in butir:
        play(content, each)
    return content


def play(content: Content, butir: Butir) -> None:
    """Follow one line."""
    rows = content[butir.tabel]
    if isinstance(butir, SetValue):
        if butir.id in rows:
            rows[butir.id][butir.kolom] = butir.baru
    elif isinstance(butir, DeleteRow):
        rows.pop(butir.id, None)
    else:
        rows[butir.id] = {kolom: butir.nilai.get(kolom) for kolom in COLUMNS[butir.tabel]}
        rows[butir.id]["id"] = butir.id


def hash_of(content: Mapping[str, Mapping[str, Row]]) -> str:
    """The hash of a content that is in no file, as a step would hold it."""
    with closing(sqlite3.connect(":memory:")) as conn:
        for table, columns in COLUMNS.items():
            conn.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
            conn.executemany(
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})",
                ([row[kolom] for kolom in columns] for row in content.get(table, {}).values()),
            )
        return seal.as_text(seal.content_hash(conn))
