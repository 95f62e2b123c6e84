"""The bytes of evidence within a file: in isi_bukti, empty in working copies and backups."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from core.storage import file, seal
from core.storage.schema import PAGE_SIZE

_OF_THE_DISK = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)
_IN_PAGE = PAGE_SIZE - 4  # each page of a long value begins with the number of the next


def sizes(conn: sqlite3.Connection) -> dict[str, int]:
    """The pieces that are there, with their lengths; reads none of them."""
    with closing(conn.execute("SELECT sidik, length(isi) FROM isi_bukti")) as cursor:
        return dict(cursor)


def embedded(conn: sqlite3.Connection, sidik: str) -> bytes | None:
    """What is kept under this hash, whether it is that or not; None if nothing is."""
    found = conn.execute("SELECT isi FROM isi_bukti WHERE sidik = ?", (sidik,)).fetchone()
    return None if found is None else bytes(found[0])


def room_for(ukuran: int) -> int:
    """Bytes that a piece takes up in a file, at most."""
    return (ukuran // _IN_PAGE + 2) * PAGE_SIZE


def pieces_of(path: Path, wanted: Collection[str] | None = None) -> Iterator[tuple[str, bytes]]:
    """Every piece (or those wanted) of a private file, one at a time, unproved; the file itself
    need not be proved, for what would take for ever is stopped."""
    conn = file.open_connection(path, read_only=True)
    with closing(conn):
        with file.bounded(conn):
            there = sizes(conn)
        for sidik in sorted(there if wanted is None else there.keys() & set(wanted)):
            with file.bounded(conn):
                found = embedded(conn, sidik)
            if found is not None:
                yield sidik, found


def salvage(path: Path, wanted: Collection[str]) -> Iterator[bytes]:
    """The wanted pieces that a private file holds whole, whatever the file is otherwise; only
    this PC's disk is complained of."""
    try:
        for sidik, isi in pieces_of(path, wanted):
            if seal.is_key_of(sidik, isi):
                yield isi
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_DISK:
            raise


def take_out(path: Path) -> None:
    """Empty a private file that nobody has open of its evidence, and give the room back.

    Each of the two steps is a transaction: what breaks off leaves the file whole.
    """
    conn = file.open_connection(path, read_only=False)
    try:
        conn.execute("DELETE FROM isi_bukti")
        conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # by which VACUUM writes
        conn.execute("VACUUM")
    finally:
        file.disconnect(conn, read_only=False)


def put_in(path: Path, pieces: Iterable[tuple[str, bytes]]) -> None:
    """Add pieces to a private file that is thrown away if this breaks off."""
    conn = sqlite3.connect(path, isolation_level=None)
    with closing(conn):
        # Nothing rests on the file before it is whole, and it may be larger than the memory.
        conn.execute("PRAGMA journal_mode = OFF")
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute("PRAGMA trusted_schema = OFF")
        conn.execute("BEGIN EXCLUSIVE")
        conn.executemany("INSERT OR IGNORE INTO isi_bukti VALUES (?, ?)", pieces)
        conn.execute("COMMIT")
