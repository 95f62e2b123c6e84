"""Signing and reopening periods, as a face does it, and editing a file as another program does."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from core.document import Document
from core.model.pengesahan import Pengesahan
from core.model.periode import Periode
from core.pengesahan.susun import perubahan, sahkan
from core.sheets import Kertas
from tests.core.files import opened

ALASAN, NOMOR, TANGGAL = "Salah ketik pada isian", "000.8/12/2026", "2026-08-03"


def sign(
    doc: Document,
    periode: Periode,
    kertas: Kertas = "a4",
    abaikan: Sequence[tuple[str, str]] = (),
) -> Pengesahan:
    """Sign a period of an open file."""
    change, arsip = sahkan(doc, periode, kertas, abaikan)
    doc.apply(change, arsip)
    found = doc.pengesahan(periode)
    assert found is not None
    return found


def reopen(doc: Document, periode: Periode) -> None:
    """Open a signed period for its next version."""
    doc.apply(perubahan(doc, periode, ALASAN, NOMOR, TANGGAL))


def signed(path: Path, *periods: Periode) -> Path:
    """The file with these periods signed, one after the other."""
    with opened(path) as doc:
        for periode in periods:
            sign(doc, periode)
    return path


def without_locks(path: Path, *statements: str) -> Path:
    """The file after edits by a program that takes every trigger away first."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("PRAGMA synchronous = OFF")
        names = conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            conn.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            conn.execute(statement)
    return path
