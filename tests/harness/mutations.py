"""Ways in which a file is damaged, or changed on purpose by somebody who knows SQLite."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from core.storage.file import journal_of
from core.storage.schema import PAGE_SIZE
from tests.safekeeping.offices import stale_journal

Chance = random.Random
Mutation = Callable[[Path, Chance], None]
_VERSIONS = (0, 1, 999, 1000, 1999, 2000, 3001, 3999, 4000)


def mutate(path: Path, chance: Chance) -> str:
    """Change a sound file in one or two ways; returns their names."""
    names = []
    for _ in range(chance.choices((1, 2), (5, 1))[0]):
        mutation = chance.choices(list(_MUTATIONS), list(_MUTATIONS.values()))[0]
        with suppress(sqlite3.Error, UnicodeError, LookupError):
            mutation(path, chance)
        names.append(mutation.__name__)
    return "+".join(names)


def _bytes_at(path: Path, start: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(content)


def _pages(path: Path) -> int:
    return max(1, path.stat().st_size // PAGE_SIZE)


def _page(path: Path, number: int) -> bytes:
    with path.open("rb") as file:
        file.seek(number * PAGE_SIZE)
        return file.read(PAGE_SIZE)


def flip_bits(path: Path, chance: Chance) -> None:
    content = bytearray(path.read_bytes() or b"\0")
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def overwrite_run(path: Path, chance: Chance) -> None:
    run = chance.choice((bytes, chance.randbytes))(chance.randrange(1, 600))
    _bytes_at(path, chance.randrange(max(1, path.stat().st_size - len(run))), run)


def cut(path: Path, chance: Chance) -> None:
    size = chance.randrange(path.stat().st_size + 1)
    if chance.random() < 0.5:
        size -= size % PAGE_SIZE
    content = path.read_bytes()
    path.write_bytes(content[:size])


def lengthen(path: Path, chance: Chance) -> None:
    more = chance.choice((1, 100, PAGE_SIZE, 5 * PAGE_SIZE))
    with path.open("ab") as file:
        file.write(chance.choice((bytes, chance.randbytes))(more))


def swap_pages(path: Path, chance: Chance) -> None:
    one, other = (chance.randrange(_pages(path)) for _ in range(2))
    contents = _page(path, one), _page(path, other)
    _bytes_at(path, one * PAGE_SIZE, contents[1])
    _bytes_at(path, other * PAGE_SIZE, contents[0])


def duplicate_page(path: Path, chance: Chance) -> None:
    one, other = (chance.randrange(_pages(path)) for _ in range(2))
    _bytes_at(path, one * PAGE_SIZE, _page(path, other))


def blank_page(path: Path, chance: Chance) -> None:
    content = chance.choice((bytes, chance.randbytes))(PAGE_SIZE)
    _bytes_at(path, chance.randrange(_pages(path)) * PAGE_SIZE, content)


def change_page_head(path: Path, chance: Chance) -> None:
    """Kind of page, free space, count of cells, and where they lie."""
    page = chance.randrange(_pages(path))
    start = page * PAGE_SIZE + (100 if page == 0 else 0) + chance.randrange(40)
    _bytes_at(path, start, chance.randbytes(chance.randrange(1, 4)))


def change_header(path: Path, chance: Chance) -> None:
    fields = (16, 18, 19, 20, 21, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64, 68, 92, 96)
    start = chance.choice(fields)
    value = chance.choice((b"\0", b"\1", b"\2", b"\xff\xff\xff\xff", chance.randbytes(4)))
    _bytes_at(path, start, value)


def change_structure(path: Path, chance: Chance) -> None:
    """What another program, or somebody with bad intentions, puts into a file."""
    columns = columns_of(path)
    table = chance.choice(list(columns))
    column = chance.choice(columns[table])
    endless = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x FROM r) SELECT x FROM r"
    script = chance.choice(
        (
            f"CREATE TRIGGER t AFTER INSERT ON {table} BEGIN DELETE FROM media; END",
            f"CREATE TRIGGER t BEFORE UPDATE ON {table} BEGIN {endless}; END",
            f"CREATE VIEW v AS {endless}",
            f"ALTER TABLE {table} RENAME TO asli; CREATE VIEW {table} AS {endless}",
            f"ALTER TABLE {table} ADD COLUMN x TEXT AS (hex(zeroblob(400000000)))",
            f"ALTER TABLE {table} ADD COLUMN x TEXT DEFAULT 'y'",
            f"ALTER TABLE {table} RENAME COLUMN {column} TO lain",
            f"CREATE INDEX i ON {table} ({column})",
            f"CREATE UNIQUE INDEX i ON {table} ({column}) WHERE 0",
            "CREATE TABLE tambahan (x)",
            "CREATE VIRTUAL TABLE cari USING fts4 (x)",
            "ANALYZE",
            f"DROP TABLE {table}",
            "DROP TRIGGER jurnal_tanpa_update",
            f"PRAGMA user_version = {chance.choice(_VERSIONS)}",
            f"PRAGMA application_id = {chance.randrange(2**31)}",
            "PRAGMA journal_mode = WAL",
            f"PRAGMA page_size = {chance.choice((512, 1024, 8192, 65536))}; VACUUM",
            "PRAGMA auto_vacuum = FULL; VACUUM",
            "VACUUM",
        )
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.executescript(script)


def change_schema_text(path: Path, chance: Chance) -> None:
    """By the back door: the text alone, while the pages stay as they are."""
    statement = chance.choice(
        (
            "UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE type = 'table'",
            "UPDATE sqlite_master SET sql = replace(sql, 'nilai', 'Nilai') WHERE type = 'table'",
            "UPDATE sqlite_master SET sql = replace(sql, 'CHECK (', 'CHECK (1 OR ')",
            "UPDATE sqlite_master SET sql = replace(sql, 'TEXT', 'ANY')",
            "UPDATE sqlite_master SET sql = replace(sql, ' ', '  ')",
            "UPDATE sqlite_master SET sql = sql || ' -- x' WHERE type = 'trigger'",
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE "
            "name = 'media') WHERE name = 'sistem_informasi'",
            "UPDATE sqlite_master SET rootpage = rootpage + 1 WHERE type = 'index'",
            "UPDATE sqlite_master SET tbl_name = 'media' WHERE type = 'trigger'",
            "UPDATE sqlite_master SET name = name || 'x' WHERE name = 'media'",
            "UPDATE sqlite_master SET type = 'view' WHERE name = 'media'",
            "DELETE FROM sqlite_master WHERE type = 'index'",
            "INSERT INTO sqlite_master VALUES ('table', 'x', 'x', 2, NULL)",
            "INSERT INTO sqlite_master VALUES ('table', 'x', 'x', 2, '')",
            "INSERT INTO sqlite_master SELECT * FROM sqlite_master LIMIT 1",
        )
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(statement)


def change_rows(path: Path, chance: Chance) -> None:
    """Rows of any table, the journal's too, past every check; the triggers stand again after."""
    columns = columns_of(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
            conn.execute(f"PRAGMA {pragma}")
        triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = triggers.fetchall()
        for name, _ in found:
            conn.execute(f"DROP TRIGGER {name}")
        for _ in range(chance.randrange(1, 4)):
            table = chance.choice(list(columns))
            if chance.random() < 0.3:
                table = "jurnal"
            with suppress(sqlite3.Error, UnicodeError, LookupError):
                _change_a_row(conn, table, columns[table], chance)
        for _, sql in found:
            conn.execute(sql)


def columns_of(path: Path) -> dict[str, list[str]]:
    """The columns of each table, in the order in which the file has them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        tables = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: [row[1] for row in conn.execute(f"PRAGMA table_info({name})")]
            for (name,) in tables
        }


def _change_a_row(conn: sqlite3.Connection, table: str, columns: list[str], chance: Chance) -> None:
    column = chance.choice(columns)
    value = chance.choice(
        (
            *(None, 0, 1, -1, 7, 2**62, 2.5, b"x", "", "x", "1", "3", "5", "100", "2025-tw1"),
            *(
                "\0",
                "a\0b",
                "é",
                "x" * 2_000_000,
                '"',
                "[" * 5000,
                "9" * 400,
                "0001-01-01",
                "null",
                "{}",
            ),
        )
    )
    keys = ("langkah", "ke") if "ke" in columns else ("rowid",)
    rows = conn.execute(f"SELECT {', '.join(keys)} FROM {table}").fetchall()
    row = chance.choice(rows)
    where = " AND ".join(f"{key} = ?" for key in keys)
    kind = chance.random()
    if kind < 0.6:
        conn.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (value, *row))
    elif kind < 0.7:
        other = chance.choice(rows)
        conn.execute(
            f"UPDATE {table} SET {column} = (SELECT {column} FROM {table} WHERE {where}) "
            f"WHERE {where}",
            (*other, *row),
        )
    elif kind < 0.8:
        conn.execute(f"UPDATE {table} SET {column} = CAST(x'ff41' AS TEXT) WHERE {where}", row)
    elif kind < 0.9:
        conn.execute(f"DELETE FROM {table} WHERE {where}", row)
    else:
        values = ", ".join("?" if name == column else name for name in columns)
        copy = f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {where}"
        conn.execute(copy, (value, *row))


def lay_something_beside(path: Path, chance: Chance) -> None:
    """What a crash of another program leaves, or somebody puts there."""
    kind = chance.randrange(4)
    if kind == 0:
        stale_journal(path, chance.choice((0, 1, 3, 5000)))
    elif kind == 1:
        journal_of(path).write_bytes(chance.randbytes(chance.randrange(1, 9000)))
    elif kind == 2:
        for ending in ("-wal", "-shm"):
            stray = path.with_name(path.name + ending)
            stray.write_bytes(b"\x37\x7f\x06\x82" + chance.randbytes(5000))
    else:
        _leave_a_transaction(path, chance)


def _leave_a_transaction(path: Path, chance: Chance) -> None:
    """Half of it in the file; its journal whole, cut, changed, or gone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA cache_size = 1")
        conn.execute("BEGIN")
        conn.execute("UPDATE data_statistik SET keterangan = hex(zeroblob(400))")
        content, journal = path.read_bytes(), journal_of(path).read_bytes()
        conn.execute("ROLLBACK")
    path.write_bytes(content)
    damaged = bytearray(journal)
    damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    left = chance.choice((journal, bytes(damaged), journal[: chance.randrange(len(journal))]))
    journal_of(path).write_bytes(left)


_MUTATIONS: dict[Mutation, int] = {
    flip_bits: 30,
    overwrite_run: 8,
    cut: 6,
    lengthen: 2,
    swap_pages: 6,
    duplicate_page: 6,
    blank_page: 5,
    change_page_head: 10,
    change_header: 6,
    change_structure: 8,
    change_schema_text: 4,
    change_rows: 20,
    lay_something_beside: 6,
}
