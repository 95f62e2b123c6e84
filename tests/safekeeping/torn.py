"""Files as a crash in the middle of a transaction leaves them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from core.storage.file import journal_of


def torn(path: Path) -> None:
    """Leave half of a transaction in the file, and beside it the journal that takes it back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA cache_size = 1")
        conn.execute("BEGIN")
        conn.execute("UPDATE data_statistik SET keterangan = hex(zeroblob(400))")
        pair = [(each, each.read_bytes()) for each in (path, journal_of(path))]
        conn.execute("ROLLBACK")
    for each, content in pair:
        each.write_bytes(content)
