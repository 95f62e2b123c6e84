"""Hashes by which content and journal prove themselves: of every row, of a content, of a step.

SQLite has no checksums: of 2,000 flipped bits that changed what was read back, its own check found
68. The hash of a content is the sum of the hashes of its rows (modulo 2^256), so that a change
costs what it touches and the order of rows does not matter. None of this is a signature: who
rewrites a file with this program's own code can compute the hashes again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from typing import NamedTuple

from core.storage.schema import COLUMNS

_MODULUS = 2**256


class Line(NamedTuple):
    """A line of the journal as it stands in the file; `lama` and `baru` are JSON."""

    tabel: str
    baris: str
    kolom: str | None
    lama: str | None
    baru: str | None


def content_hash(conn: sqlite3.Connection, tables: Iterable[str] = COLUMNS) -> int:
    """The hash of all rows of all tables but the journal's; a table without rows adds nothing."""
    return sum(_sum_of(conn, table, "") for table in tables) % _MODULUS


def rows_hash(conn: sqlite3.Connection, table: str, ids: Collection[str]) -> int:
    """The share of these rows in the hash of the content; rows that are not there count nothing."""
    if len(ids) == 1:
        return _sum_of(conn, table, "WHERE id = ?", next(iter(ids)))
    return _sum_of(
        conn, table, "WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(ids))
    )


def _sum_of(conn: sqlite3.Connection, table: str, where: str, *parameters: str) -> int:
    quoted = " || ',' || ".join(f"quote({column})" for column in COLUMNS[table])
    sql = f"SELECT '{table}:' || {quoted} FROM {table} {where}"
    with closing(conn.execute(sql, parameters)) as cursor:
        return sum(
            int.from_bytes(hashlib.sha256(text.encode()).digest(), "big") for (text,) in cursor
        )


def is_key_of(sidik: str, isi: bytes) -> bool:
    """Whether bytes that are kept by their hash are those."""
    return hashlib.sha256(isi).hexdigest() == sidik


def as_text(content: int) -> str:
    """The hash of a content as it stands in the file."""
    return f"{content % _MODULUS:064x}"


def step_hash(
    head: Sequence[str | int], induk: Iterable[str], isi: str, lines: Iterable[Line]
) -> str:
    """The hash of a step: working copy, number, time, who and what; parents; content; lines."""
    text = json.dumps(
        [*head, list(induk), isi, [list(line) for line in lines]],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()
