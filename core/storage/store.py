"""Reading the tables of one open file, and writing a change together with its journal lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from core.errors import FileError
from core.model.change import Butir, Change, DeleteRow, InsertRow, SetValue
from core.model.register import Register, Row, Value
from core.storage import file
from core.storage.schema import COLUMNS

WITHOUT_URUTAN = ("profil", "periode", "target", "isian", "penandatangan", "definisi")


class JournalLine(NamedTuple):
    """One line of the journal; `lama` and `baru` as stored (JSON for whole rows)."""

    nomor: int
    langkah: int
    waktu: str
    oleh: str
    tindakan: str
    tabel: str
    baris: str
    kolom: str | None
    lama: str | None
    baru: str | None


class Store:
    """One open file; every method raises FileError with a sentence if the disk fails."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path.absolute()
        with file.user_errors(self.path):
            file.check_kind(self.path)
            self._is_newer = file.is_newer_minor(self.path)
            self.read_only = read_only or self._is_newer or file.is_write_protected(self.path)
        self._conn = file.connect(self.path, read_only=self.read_only)

    def close(self) -> None:
        """Release the file; nothing stays beside it."""
        file.disconnect(self._conn, read_only=self.read_only)

    def rows(self, table: str) -> dict[str, dict[str, Value]]:
        """All rows of a small table by id, in their order."""
        order = "rowid" if table in WITHOUT_URUTAN else "urutan, rowid"
        return self._select(table, f"SELECT {_columns(table)} FROM {table} ORDER BY {order}")

    def register_rows(self, register: Register, periode_id: str) -> dict[str, dict[str, Value]]:
        """The rows of a register in one quarter by id, in their order."""
        sql = (
            f"SELECT {_columns(register.kode)} FROM {register.kode} "
            "WHERE periode_id = ? ORDER BY urutan, rowid"
        )
        return self._select(register.kode, sql, (periode_id,))

    def tallies(self, register: Register) -> dict[str, Counter[tuple[int | None, ...]]]:
        """For each quarter, how many rows of the register have each combination of criteria."""
        criteria = ", ".join(register.kriteria)
        sql = (
            f"SELECT periode_id, count(*), {criteria} FROM {register.kode} "
            f"GROUP BY periode_id, {criteria}"
        )
        tallies: dict[str, Counter[tuple[int | None, ...]]] = {}
        with file.user_errors(self.path), closing(self._conn.execute(sql)) as cursor:
            for periode_id, count, *values in cursor:
                tallies.setdefault(periode_id, Counter())[tuple(values)] = count
        return tallies

    def periode_of_row(self, register: Register, row_id: str) -> str | None:
        """The quarter a register row belongs to; None if there is no such row."""
        sql = f"SELECT periode_id FROM {register.kode} WHERE id = ?"
        with file.user_errors(self.path):
            found = self._conn.execute(sql, (row_id,)).fetchone()
        return None if found is None else str(found[0])

    def journal(self, limit: int | None = None) -> list[JournalLine]:
        """The journal, newest line first."""
        sql = "SELECT * FROM jurnal ORDER BY nomor DESC LIMIT ?"
        with file.user_errors(self.path):
            lines = self._conn.execute(sql, (-1 if limit is None else limit,)).fetchall()
        return [JournalLine(*line) for line in lines]

    def write(self, change: Change, *, waktu: str, oleh: str) -> None:
        """Apply the change and journal it in one transaction; durable when this returns."""
        if self.read_only:
            made = " dibuat oleh versi program yang lebih baru dan" if self._is_newer else ""
            raise FileError(
                f"Berkas {self.path.name}{made} hanya dapat dibaca; perubahan tidak disimpan."
            )
        with file.user_errors(self.path), self._transaction():
            newest = "SELECT langkah FROM jurnal ORDER BY nomor DESC LIMIT 1"
            (last,) = self._conn.execute(newest).fetchone()
            head = (last + 1, waktu, oleh, change.label)
            for _, group in groupby(change.butir, key=_kind):
                run = list(group)
                self._write_run(run)
                self._conn.executemany(
                    "INSERT INTO jurnal (langkah, waktu, oleh, tindakan, tabel, baris, kolom, "
                    "lama, baru) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (head + _journal_values(butir) for butir in run),
                )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._conn.execute("BEGIN IMMEDIATE")
        try:
            self._conn.execute("PRAGMA defer_foreign_keys = ON")
            yield
            self._conn.execute("COMMIT")
        except BaseException:
            if self._conn.in_transaction:
                self._conn.execute("ROLLBACK")
            raise

    def _write_run(self, run: Sequence[Butir]) -> None:
        first = run[0]
        columns = COLUMNS[first.tabel]
        if isinstance(first, SetValue):
            if first.kolom not in columns:
                raise ValueError(f"no column {first.kolom} in {first.tabel}")
            sql = f"UPDATE {first.tabel} SET {first.kolom} = ? WHERE id = ? AND {first.kolom} IS ?"
            values: Iterable[Sequence[Value]] = (
                (b.baru, b.id, b.lama) for b in run if isinstance(b, SetValue)
            )
        elif isinstance(first, InsertRow):
            marks = ", ".join("?" * len(columns))
            sql = f"INSERT INTO {first.tabel} ({_columns(first.tabel)}) VALUES ({marks})"
            values = (
                (b.id, *(b.nilai[column] for column in columns[1:]))
                for b in run
                if isinstance(b, InsertRow)
            )
        else:
            sql = f"DELETE FROM {first.tabel} WHERE id = ?"
            values = ((b.id,) for b in run)
        changed = self._conn.executemany(sql, values).rowcount
        if changed != len(run):
            raise ValueError(f"{changed} of {len(run)} rows of {first.tabel} were as expected")

    def _select(
        self, table: str, sql: str, parameters: Sequence[Value] = ()
    ) -> dict[str, dict[str, Value]]:
        columns = COLUMNS[table]
        # An open cursor, kept by the traceback of an error, would keep the file locked.
        with file.user_errors(self.path), closing(self._conn.execute(sql, parameters)) as cursor:
            return {values[0]: dict(zip(columns, values, strict=True)) for values in cursor}


def _columns(table: str) -> str:
    return ", ".join(COLUMNS[table])


def _kind(butir: Butir) -> tuple[type[Butir], str, str]:
    return type(butir), butir.tabel, butir.kolom if isinstance(butir, SetValue) else ""


def _journal_values(butir: Butir) -> tuple[str, str, str | None, str | None, str | None]:
    if isinstance(butir, SetValue):
        return butir.tabel, butir.id, butir.kolom, _text(butir.lama), _text(butir.baru)
    if isinstance(butir, InsertRow):
        return butir.tabel, butir.id, None, None, _json(butir.nilai)
    assert isinstance(butir, DeleteRow)
    return butir.tabel, butir.id, None, _json(butir.nilai), None


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _json(row: Row | Mapping[str, Value]) -> str:
    return json.dumps(dict(row), ensure_ascii=False, separators=(",", ":"))
