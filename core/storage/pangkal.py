"""The content from which the journal of a file leads to the present one, kept whole and small."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing

from core.model.register import Row
from core.storage.schema import COLUMNS

_LARGEST = 256 * 2**20


def write_pangkal(conn: sqlite3.Connection, nomor: int) -> None:
    """Keep the present content as the one after the step `nomor`."""
    content = {table: rows for table in COLUMNS if (rows := _rows(conn, table))}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    conn.execute("INSERT INTO pangkal VALUES (?, ?)", (nomor, zlib.compress(text.encode(), 9)))


def _rows(conn: sqlite3.Connection, table: str) -> list[list[str | int | None]]:
    sql = f"SELECT {', '.join(COLUMNS[table])} FROM {table} ORDER BY rowid"
    with closing(conn.execute(sql)) as cursor:
        return [list(values) for values in cursor]


def read_pangkal(conn: sqlite3.Connection) -> tuple[int, dict[str, dict[str, Row]]]:
    """The step and the content after it, every table by id; ValueError or zlib.error if none of
    ours stands there."""
    nomor, isi = conn.execute("SELECT nomor, isi FROM pangkal ORDER BY nomor LIMIT 1").fetchone()
    reader = zlib.decompressobj()
    content = json.loads(reader.decompress(isi, _LARGEST))
    return nomor, {
        table: {
            values[0]: dict(zip(columns, values, strict=True)) for values in content.get(table, ())
        }
        for table, columns in COLUMNS.items()
    }
