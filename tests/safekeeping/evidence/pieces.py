"""Pieces of evidence for the tests: attaching, damaging, finding them again."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from core.edits.bukti import BerkasBukti, tambah_bukti
from core.safekeeping.arrival import looked_at
from core.safekeeping.kept import KeptFile
from tests.safekeeping.documents import reader
from tests.safekeeping.offices import TW1, Pc
from tests.safekeeping.systems import Instant


def data_of(number: int, size: int = 300_000) -> bytes:
    """A piece that no other is like."""
    return random.Random(number).randbytes(size)


def sidik_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def attach(kept: KeptFile, *pieces: bytes, untuk: str = "") -> list[str]:
    """Take pieces in, as a face does it."""
    items = []
    for data in pieces:
        sidik = kept.evidence.put(data)
        items.append(BerkasBukti(f"bukti {sidik[:4]}.pdf", sidik, len(data)))
    kept.doc.apply(tambah_bukti(kept.doc, TW1, untuk, items))
    return [each.sidik for each in items]


def with_evidence(pc: Pc, target: Path, *pieces: bytes) -> list[str]:
    """Attach, publish and close."""
    kept = pc.open(target)
    sidik = attach(kept, *pieces)
    kept.publish()
    kept.close()
    return sidik


def inside(path: Path) -> dict[str, bytes]:
    """The evidence in a file, which is whole otherwise."""
    with looked_at(path, reader()) as arrived:
        found = {}
        for sidik in arrived.doc.embedded_evidence():
            isi = arrived.doc.evidence_embedded(sidik)
            assert isi is not None
            found[sidik] = isi
        return found


def raw_inside(path: Path) -> list[str]:
    """The keys in a private file of this program, read by nobody else."""
    with closing(sqlite3.connect(path)) as conn:
        return [sidik for (sidik,) in conn.execute("SELECT sidik FROM isi_bukti")]


def edit(path: Path, sql: str, *values: object) -> None:
    """What a flipped bit or another program does."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute(sql, values)


def stored(pc: Pc) -> list[Path]:
    """The pieces on a PC."""
    return sorted(path for path in pc.places.folder.glob("bukti/*/*") if path.suffix == "")


def working_copy(pc: Pc, target: Path) -> Path:
    return pc.keadaan(target).working_copy


class Reading(Instant):
    """Counts the bytes read of each file."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: Counter[Path] = Counter()
        self._paths: dict[int, Path] = {}

    def open(self, path: Path, flags: int) -> int:
        handle = super().open(path, flags)
        self._paths[handle] = path
        return handle

    def read(self, handle: int, size: int) -> bytes:
        found = super().read(handle, size)
        self.counted[self._paths[handle]] += len(found)
        return found


@contextmanager
def opened_by(pc: Pc, target: Path) -> Iterator[KeptFile]:
    kept = pc.open(target)
    try:
        yield kept
    finally:
        kept.close()
