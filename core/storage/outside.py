"""What another program did to a file: found on a private copy, part by part.

Nothing in the file is believed. Tables are read only where they are tables, texts whatever their
bytes, and all of it is bounded in time; views and what was added are never asked.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from core.errors import DamagedError
from core.model.journal import JournalStep
from core.model.register import Row, Value
from core.storage import file, seal
from core.storage.outside_guess import Guesses
from core.storage.outside_journal import Chain, Head, check_chain
from core.storage.outside_schema import (
    columns_there,
    header_findings,
    integrity_findings,
    reference_findings,
    schema_findings,
)
from core.storage.pangkal import read_pangkal
from core.storage.replay import Content, hash_of, replay
from core.storage.schema import ARSIP, ARSIP_NAMED, BLOB_TABLES, COLUMNS, FORMAT
from core.storage.seal import Line

_WAL, _ROLLBACK = b"\x02\x02", b"\x01\x01"
_WAL_FOUND = "Cara menulis berkas diubah oleh program lain (WAL)."


class Sel(NamedTuple):
    """A cell, or with `kolom` None a whole row, that is not what it ought to be (None: no row)."""

    tabel: str
    baris: str
    kolom: str | None
    seharusnya: Value | Row
    ada: Value | Row


class Examined(NamedTuple):
    """What was found; the sentences name what was done, each list is empty where all is well.

    `susunan`: tables, triggers, the head of the file; `riwayat`: the journal; `pangkal`: the
    content that it leads from; `lampiran`: frozen copies, sheets and evidence that are not what
    their hash says, by hash; `baris`: rows that are there twice. `sel`: the content. `is_damaged`:
    SQLite itself cannot read all of it. `pasti`: what it ought to be is proved by the
    hash in the last step; otherwise `sel` tells what can still be known.

    `seharusnya` and `ada` are the contents, `steps` the journal (empty where it is not whole),
    `last` its last step, `sidik` every hash of a step, `arsip` and `bukti` the sound bytes.
    """

    susunan: tuple[str, ...]
    riwayat: tuple[str, ...]
    pangkal: tuple[str, ...]
    lampiran: tuple[str, ...]
    baris: tuple[str, ...]
    sel: tuple[Sel, ...]
    is_damaged: bool
    pasti: bool
    seharusnya: Content
    ada: Content
    isi: str
    steps: tuple[JournalStep, ...]
    last: Head | None
    sidik: frozenset[str]
    arsip: frozenset[str]
    bukti: frozenset[str]

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not any(self[:6])


def examine(copy: Path, name: str) -> Examined:
    """Examine a copy that belongs to the caller; DamagedError where nothing can be read of it, and
    for files of an earlier format, whose journal leads from no content that is known."""
    is_wal = _without_wal(copy)
    with file.user_errors(copy.with_name(name)):
        conn = file.open_connection(copy, read_only=True)
        with closing(conn):
            conn.text_factory = lambda raw: raw.decode("utf-8", "replace")
            with file.bounded(conn):
                return _Examination(conn, name, (_WAL_FOUND,) if is_wal else ()).result()


def _without_wal(copy: Path) -> bool:
    """Have the copy read without the files that a WAL needs beside it."""
    with copy.open("r+b") as opened:
        opened.seek(18)
        if opened.read(2) != _WAL:
            return False
        opened.seek(18)
        opened.write(_ROLLBACK)
        return True


class _Examination:
    def __init__(self, conn: sqlite3.Connection, name: str, known: Sequence[str]) -> None:
        self._conn = conn
        self._known = tuple(known)
        self._columns = columns_there(conn)
        (version,) = conn.execute("PRAGMA user_version").fetchone()
        is_older = version < FORMAT and "pangkal" not in self._columns
        is_other = "langkah" not in self._columns and "isian" not in self._columns
        if is_older or is_other:
            raise DamagedError(
                f"Berkas {name} rusak dan tidak dibuka; berkas dibiarkan apa adanya."
            )
        self._unreadable: list[str] = []
        self._rows: list[str] = []
        self._is_damaged = False

    def result(self) -> Examined:
        susunan = (*self._known, *self._safely("Susunan", self._structure))
        present = {table: self._content(table) for table in COLUMNS}
        isi = self._hash()
        rows = list(self._select("langkah", _LANGKAH, "nomor"))
        lines = self._lines()
        base = self._pangkal()
        content = {} if base is None else base[1]
        guesses = Guesses(content, present, lines)
        chain = check_chain(rows, lines, guesses.former)
        chain = self._explained(chain, rows, lines, guesses, base)
        riwayat = chain.findings
        pangkal = self._pangkal_findings(base, rows)
        ought, is_proved = self._ought(chain, base if not pangkal else None, present, isi)
        lampiran, kept = self._blobs()
        sel = tuple(self._differences(ought, present)) if isi != _isi(chain) else ()
        return Examined(
            (*susunan, *self._unreadable),
            riwayat,
            pangkal,
            lampiran,
            tuple(self._rows),
            sel,
            bool(self._unreadable) or self._is_damaged,
            is_proved,
            ought,
            present,
            isi,
            chain.steps,
            chain.last,
            frozenset(str(row[8]) for row in rows),
            *kept,
        )

    def _structure(self) -> Iterator[str]:
        yield from header_findings(self._conn)
        yield from schema_findings(self._conn)
        for text in integrity_findings(self._conn):
            self._is_damaged = True
            yield text
        yield from reference_findings(self._conn)

    def _safely(self, what: str, read: object) -> Iterator[str]:
        try:
            yield from read()  # type: ignore[operator]
        except sqlite3.Error:
            self._is_damaged = True
            yield f"{what} berkas tidak dapat dibaca seluruhnya."

    def _hash(self) -> str:
        with suppress(sqlite3.Error):
            return seal.as_text(seal.content_hash(self._conn))
        return ""

    def _select(
        self, table: str, columns: Sequence[str], order: str
    ) -> Iterator[tuple[object, ...]]:
        """Rows of a table, as far as they can be read; what it lacks of its columns is NULL."""
        there = self._columns.get(table)
        if there is None:
            return
        wanted = ", ".join(each if each in there else "NULL" for each in columns)
        by = f" ORDER BY {order}" if set(order.split(", ")) <= {*there, "rowid"} else ""
        try:
            with closing(self._conn.execute(f"SELECT {wanted} FROM {table}{by}")) as cursor:
                yield from cursor
        except sqlite3.Error:
            self._unreadable.append(f"Tabel {table} tidak dapat dibaca seluruhnya.")

    def _content(self, table: str) -> dict[str, dict[str, Value]]:
        columns = COLUMNS[table]
        rows: dict[str, dict[str, Value]] = {}
        for values in self._select(table, columns, "rowid"):
            row = dict(zip(columns, map(_value, values), strict=True))
            key = str(row["id"])
            if key in rows:
                self._rows.append(f"Baris {key[:60]} pada tabel {table} ada lebih dari satu kali.")
            rows[key] = {**row, "id": key}
        return rows

    def _lines(self) -> dict[int, list[tuple[int, Line]]]:
        lines: dict[int, list[tuple[int, Line]]] = {}
        columns = ("langkah", "ke", "tabel", "baris", "kolom", "lama", "baru")
        for values in self._select("jurnal", columns, "langkah, ke"):
            nomor, ke, tabel, baris, *rest = values
            if isinstance(nomor, int) and isinstance(ke, int):
                kolom, lama, baru = (None if each is None else str(each) for each in rest)
                line = Line(str(tabel), str(baris), kolom, lama, baru)
                lines.setdefault(nomor, []).append((ke, line))
        return lines

    # What the content ought to be

    def _pangkal(self) -> tuple[int, Content] | None:
        with suppress(
            sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, zlib.error, IndexError
        ):
            nomor, content = read_pangkal(self._conn)
            return nomor, {t: {k: dict(r) for k, r in own.items()} for t, own in content.items()}
        return None

    def _pangkal_findings(
        self, base: tuple[int, Content] | None, rows: Sequence[Sequence[object]]
    ) -> tuple[str, ...]:
        if "pangkal" not in self._columns:
            return ()  # its table is missing, which is said of the structure
        if base is None:
            count = sum(1 for _ in self._select("pangkal", ("nomor",), "nomor"))
            what = "diubah sehingga tidak terbaca" if count else "dihapus"
            return (f"Pangkal riwayat (isi yang menjadi dasar riwayat) {what}.",)
        numbers = [number for (number,) in self._select("pangkal", ("nomor",), "nomor")]
        found = [f"Pangkal riwayat kedua (langkah {n}) ditambahkan." for n in numbers[1:]]
        isi = next((row[7] for row in rows if row[0] == base[0]), None)
        if _hash_or_none(base[1]) != isi:
            found.insert(0, f"Pangkal riwayat (isi setelah langkah {base[0]}) diubah.")
        return tuple(found)

    def _explained(
        self,
        chain: Chain,
        rows: Sequence[Sequence[object]],
        lines: Mapping[int, Sequence[tuple[int, Line]]],
        guesses: Guesses,
        base: tuple[int, Content] | None,
    ) -> Chain:
        """Where lines were removed, what they said, if what is there tells it."""
        if not chain.findings or base is None or self._unreadable or self._is_damaged:
            return chain
        rest = replay(base[1], (each for nomor, each in chain.butir if nomor > base[0]))
        return check_chain(rows, lines, guesses.former, guesses.lost(rest))

    def _ought(
        self, chain: Chain, base: tuple[int, Content] | None, present: Content, isi: str
    ) -> tuple[Content, bool]:
        """The content as it ought to be, and whether a hash proves it."""
        if chain.last_is_sound and isi == _isi(chain):
            return present, True
        if base is None:
            known = replay(present, (each for _, each in chain.butir))
            return known, False
        content = replay(base[1], (each for nomor, each in chain.butir if nomor > base[0]))
        return content, chain.last_is_sound and hash_of(content) == _isi(chain)

    def _differences(self, ought: Content, present: Content) -> Iterator[Sel]:
        for each in differing_cells(ought, present):
            if each.kolom is None or each.kolom in self._columns.get(each.tabel, ()):
                yield each

    # What is kept by its hash

    def _blobs(self) -> tuple[tuple[str, ...], tuple[frozenset[str], frozenset[str]]]:
        found: list[str] = []
        kept = []
        for table in BLOB_TABLES:
            sound = set()
            for sidik, isi in self._select(table, ("sidik", "isi"), "rowid"):
                if isinstance(isi, bytes) and seal.is_key_of(str(sidik), isi):
                    sound.add(str(sidik))
                else:
                    found.append(str(sidik))
            kept.append(frozenset(sound))
        return tuple(found), (kept[0], kept[1])


def differing_cells(
    ought: Mapping[str, Mapping[str, Row]], present: Mapping[str, Mapping[str, Row]]
) -> Iterator[Sel]:
    """Every cell and row in which two contents differ."""
    for table in COLUMNS:
        expected, there = ought[table], present[table]
        for key in dict.fromkeys((*expected, *there)):
            row, other = expected.get(key), there.get(key)
            if row is None or other is None:
                yield Sel(table, key, None, row, other)
                continue
            for kolom in COLUMNS[table]:
                if not _same(row[kolom], other[kolom]):
                    yield Sel(table, key, kolom, row[kolom], other[kolom])


def read_blob(copy: Path, sidik: str) -> bytes | None:
    """A frozen copy or sheet by its hash; None where it is gone or another one."""
    found = (isi for key, isi in _sound_blobs(copy, ARSIP) if key == sidik)
    return next(found, None)


_LANGKAH = ("nomor", "salinan", "urut", "waktu", "oleh", "tindakan", "induk", "isi", "sidik")


def _isi(chain: Chain) -> str | None:
    return None if chain.last is None else chain.last.isi


def _hash_or_none(content: Content) -> str | None:
    try:
        return hash_of(content)
    except (sqlite3.Error, OverflowError):
        return None


def _value(value: object) -> Value:
    """A value as a file of this program holds it; what none does is told by its text."""
    if value is None or type(value) in (str, int):
        return value  # type: ignore[return-value]
    return f"({type(value).__name__}) {value!r}"


def _same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and one == other


# Writing anew


def rebuild(
    draft: Path,
    tables: Mapping[str, Iterable[Row]],
    steps: Sequence[JournalStep],
    sources: Iterable[Path],
) -> None:
    """Write a sound file with this content and journal where none is, with the sound evidence of
    the sources and those frozen copies and sheets that it names; ValueError if the last step
    would be another."""
    file.fill(draft, tables, steps)
    with closing(sqlite3.connect(draft, isolation_level=None)) as conn:
        (sidik,) = conn.execute("SELECT sidik FROM langkah ORDER BY nomor DESC LIMIT 1").fetchone()
        if steps[-1].sidik not in ("", sidik):
            raise ValueError("the content is not the one after the last step")
        named = {key for (key,) in conn.execute(ARSIP_NAMED)}
        for source in sources:
            for table in BLOB_TABLES:
                for key, isi in _sound_blobs(source, table):
                    if table == ARSIP and key not in named:
                        continue
                    sql = f"SELECT 1 FROM {table} WHERE sidik = ?"
                    if conn.execute(sql, (key,)).fetchone() is None:
                        conn.execute(f"INSERT INTO {table} VALUES (?, ?)", (key, isi))


def _sound_blobs(source: Path, table: str) -> Iterator[tuple[str, bytes]]:
    with closing(file.open_connection(source, read_only=True)) as conn, suppress(sqlite3.Error):
        if table not in columns_there(conn):
            return
        with closing(conn.execute(f"SELECT sidik, isi FROM {table}")) as cursor:
            for sidik, isi in cursor:
                if isinstance(isi, bytes) and seal.is_key_of(str(sidik), isi):
                    yield str(sidik), isi
