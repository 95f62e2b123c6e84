"""What another program did to the structure of a file: tables, triggers, and what it added."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from core.storage.schema import APPLICATION_ID, COLUMNS, FORMAT, PAGE_SIZE, STATEMENTS

_HEAD = re.compile(r"CREATE (TABLE|TRIGGER) (\w+)")
_ABOUT_VALUES = re.compile(r"CHECK constraint|NULL value in|non-\w+ value in|UNIQUE|TEXT value in")
_KINDS = {
    "table": "Tabel",
    "trigger": "Pemicu",
    "view": "Tampilan (view)",
    "index": "Indeks",
}


def expected_objects() -> dict[tuple[str, str], str]:
    """Kind and name of everything in the schema, with its text."""
    found = {}
    for statement in STATEMENTS:
        head = _HEAD.match(statement)
        assert head is not None
        found[head[1].lower(), head[2]] = _plain(statement)
    return found


def _plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip()


def columns_there(conn: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The tables that are there (views and virtual tables are none) and their columns."""
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"
    with closing(conn.execute(sql)) as cursor:
        names = [name for name, text in cursor if not re.match(r"CREATE\s+VIRTUAL", text, re.I)]
    found = {}
    for name in names:
        quoted = str(name).replace('"', '""')
        with closing(conn.execute(f'PRAGMA table_xinfo("{quoted}")')) as cursor:
            found[str(name)] = tuple(str(row[1]) for row in cursor)
    return found


def schema_findings(conn: sqlite3.Connection) -> Iterator[str]:
    """One sentence for everything that is missing, other than it was, or that was added."""
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    with closing(conn.execute(sql)) as cursor:
        there = {(str(kind), str(name)): (tbl, _plain(text)) for kind, name, tbl, text in cursor}
    expected = expected_objects()
    tables = columns_there(conn)
    for (kind, name), text in expected.items():
        if (kind, name) not in there:
            yield _missing(kind, name)
        elif there[kind, name][1] != text:
            yield _altered(kind, name, tables)
    for (kind, name), (table, _) in there.items():
        if (kind, name) not in expected:
            on = "" if kind in ("table", "view") else f" pada tabel {table}"
            yield f"{_KINDS.get(kind, kind)} {name}{on} ditambahkan."


def _missing(kind: str, name: str) -> str:
    return f"Pelindung {name} dihapus." if kind == "trigger" else f"Tabel {name} dihapus."


def _altered(kind: str, name: str, tables: dict[str, tuple[str, ...]]) -> str:
    if kind == "trigger":
        return f"Pelindung {name} diubah."
    found, own = tables.get(name, ()), COLUMNS.get(name, ())
    gone = [kolom for kolom in own if kolom not in found]
    more = [kolom for kolom in found if own and kolom not in own]
    what = [f"kolom {kolom} dihapus" for kolom in gone]
    what += [f"kolom {kolom} ditambahkan" for kolom in more]
    return f"Susunan tabel {name} diubah{': ' if what else ''}{', '.join(what)}."


def header_findings(conn: sqlite3.Connection) -> Iterator[str]:
    """What stands in the head of the file."""
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    if version != FORMAT:
        yield f"Nomor susunan berkas diubah menjadi {version}; seharusnya {FORMAT}."
    (mark,) = conn.execute("PRAGMA application_id").fetchone()
    if mark != APPLICATION_ID:
        yield "Tanda pengenal berkas diubah, sehingga berkas tampak milik program lain."
    (size,) = conn.execute("PRAGMA page_size").fetchone()
    if size != PAGE_SIZE:
        yield f"Ukuran halaman berkas diubah menjadi {size}; seharusnya {PAGE_SIZE}."


def integrity_findings(conn: sqlite3.Connection) -> Iterator[str]:
    """What SQLite's own checks find, but for values that a CHECK or STRICT table refuses."""
    with closing(conn.execute("PRAGMA integrity_check(5)")) as cursor:
        for (text,) in cursor:
            if text != "ok" and not _ABOUT_VALUES.search(str(text)):
                yield f"SQLite menemukan kerusakan pada berkas: {str(text)[:160]}."


def reference_findings(conn: sqlite3.Connection) -> Iterator[str]:
    """References to rows that are not there."""
    with closing(conn.execute("PRAGMA foreign_key_check")) as cursor:
        dangling = [(row[0], row[2]) for row in cursor]
    for table, parent in dict.fromkeys(dangling):
        count = dangling.count((table, parent))
        yield f"{count} baris tabel {table} merujuk pada baris tabel {parent} yang tidak ada."
