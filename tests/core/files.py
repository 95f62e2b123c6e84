"""Files for the tests: made by the program itself, in an environment without clock or chance."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from core.catalogue import sample_text
from core.document import Document, Environment, create
from core.edits.impor import read_isian
from core.storage import seal
from core.storage.schema import JOURNAL_TABLES
from core.storage.seal import Line

TAHUN = 2025


def environment() -> Environment:
    """Fixed time, counted ids."""
    numbers = itertools.count(1)
    return Environment(
        clock=lambda: "2026-01-02T03:04:05", new_id=lambda: f"id-{next(numbers):08d}", oleh="Uji"
    )


def new_file(folder: Path, name: str = "kinerja.sqlite", *, tahun: int = TAHUN) -> Path:
    """A new, empty file of the program."""
    path = folder / name
    path.write_bytes(_new_content(tahun))
    return path


def sample_file(folder: Path, name: str = "kinerja.sqlite") -> Path:
    """A file that holds the sample year, imported as one step."""
    path = folder / name
    path.write_bytes(_sample_content())
    return path


@cache  # the same for every test, and making it takes longer than most of them
def _new_content(tahun: int) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "baru.sqlite"
        create(path, environment(), tahun=tahun)
        return path.read_bytes()


@cache
def _sample_content() -> bytes:
    with TemporaryDirectory() as folder:
        path = new_file(Path(folder))
        imported(path, sample_text())
        return path.read_bytes()


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Document]:
    """The file as a document, closed afterwards; ids are counted on from those in the file."""
    doc = Document(path, environment(), read_only=read_only)
    try:
        numbers = itertools.count(len(doc.journal()) * 100_000)
        doc.environment = doc.environment._replace(new_id=lambda: f"id-{next(numbers):012d}")
        yield doc
    finally:
        doc.close()


def imported(path: Path, text: str) -> None:
    """Put an ISIAN.json into the file."""
    with opened(path) as doc:
        doc.apply(read_isian(doc, text))


def dump(path: Path, *, jurnal: bool = False) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table as another program sees it, by id."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as conn:
        tables = [
            name
            for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if jurnal or name not in JOURNAL_TABLES
        ]
        return {name: sorted(conn.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}


def beside(path: Path) -> list[str]:
    """The names in the folder of the file, without its own."""
    return sorted(each.name for each in path.parent.iterdir() if each != path)


def forge(path: Path, *lines: Line, tindakan: str = "x") -> None:
    """One more step for the content as it is, as who knows how hashes are made would write it."""
    with closing(sqlite3.connect(path)) as conn, conn:
        nomor, induk = conn.execute(
            "SELECT nomor, sidik FROM langkah ORDER BY nomor DESC LIMIT 1"
        ).fetchone()
        isi = seal.as_text(seal.content_hash(conn))
        head = ("asing", 1, "2026-01-02T03:04:05", "Orang lain", tindakan)
        sidik = seal.step_hash(head, [induk], isi, lines)
        conn.execute(
            "INSERT INTO langkah VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (nomor + 1, *head, induk, isi, sidik),
        )
        conn.executemany(
            "INSERT INTO jurnal VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((nomor + 1, ke, *line) for ke, line in enumerate(lines, 1)),
        )
