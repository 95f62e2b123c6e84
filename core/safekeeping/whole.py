"""A document whole: the working copy with the bytes of every piece of evidence that it names."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from core.document import Document
from core.errors import DamagedError, FileError
from core.model.register import Row
from core.safekeeping import disk
from core.safekeeping.disk import Content
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.progress import Progress, Tahap
from core.storage import evidence
from core.storage.file import MAX_SIZE, user_errors
from core.storage.seal import is_key_of

_DRAFTS = "susun-"
"""So begin the folders in which documents are put together; a crash leaves them behind."""


class Piece(NamedTuple):
    """A piece of evidence or a scan that a document names."""

    sidik: str
    ukuran: int
    judul: str


class Outgoing(NamedTuple):
    """A whole state of a document on its way out; it needs no open document.

    `content` is the working copy as it stands, `pieces` are what it names and does not hold.
    `folder` is of this PC's disk.
    """

    content: bytes
    name: str
    pieces: tuple[Piece, ...]
    evidence: EvidenceStore
    folder: Path

    @property
    def size(self) -> int:
        """Bytes of the whole, or a little less than this."""
        return len(self.content) + sum(evidence.room_for(each.ukuran) for each in self.pieces)

    @contextmanager
    def whole(self, progress: Progress | None = None) -> Iterator[Content]:
        """The document; DamagedError where a piece is not there any more or has gone bad, and
        FileError where it becomes too large or this PC's disk refuses."""
        if not self.pieces:
            yield self.content
            return
        if self.size > MAX_SIZE:
            raise FileError(
                f"Berkas {self.name} dengan buktinya akan lebih besar dari {MAX_SIZE // 2**20} MB "
                "dan tidak dapat dibuka lagi, jadi tidak ditulis. Pekerjaan Anda aman di PC ini; "
                "hapus bukti yang tidak diperlukan."
            )
        with self._saying_why():
            self.folder.mkdir(parents=True, exist_ok=True)
            draft = tempfile.TemporaryDirectory(prefix=_DRAFTS, dir=self.folder)
        with draft as folder:
            path = Path(folder) / self.name
            with self._saying_why():
                path.write_bytes(self.content)
                evidence.put_in(path, self._read(progress))
                stored = disk.Stored(path, disk.hash_of(path) or "", path.stat().st_size)
            yield stored

    def _read(self, progress: Progress | None) -> Iterator[tuple[str, bytes]]:
        done, total = 0, sum(each.ukuran for each in self.pieces)
        for piece in self.pieces:
            if progress is not None:
                progress(Tahap.SUSUN, done, total)
            try:
                yield piece.sidik, self.evidence.read(piece.sidik)
            except DamagedError as error:
                raise DamagedError(
                    f"Isi bukti {piece.judul} di PC ini hilang atau rusak, jadi {self.name} tidak "
                    "ditulis. Pekerjaan Anda aman di PC ini; pilih Simpan, lalu ulangi."
                ) from error
            done += piece.ukuran

    @contextmanager
    def _saying_why(self) -> Iterator[None]:
        """What fails on this PC's disk; what a piece or the user says goes its own way."""
        try:
            with user_errors(Path(self.name)):
                yield
        except FileError as error:
            cause = error.__cause__
            if cause is None or isinstance(cause, FileError):
                raise
            why = f" ({disk.reason(cause)})" if isinstance(cause, OSError) else ""
            raise FileError(
                f"PC ini tidak dapat menyiapkan berkas {self.name} dengan buktinya{why}. "
                "Pekerjaan Anda aman di PC ini. Periksa ruang disk PC ini, lalu simpan lagi."
            ) from cause


def remove_drafts(folder: Path) -> None:
    """Clear away what a crash has left of documents that were put together."""
    for path in folder.glob(f"{_DRAFTS}*"):
        shutil.rmtree(path, ignore_errors=True)


def outgoing(doc: Document, store: EvidenceStore, folder: Path) -> Outgoing:
    """An open document as it stands; pieces that are nowhere on this PC do not go with it."""
    inside = doc.embedded_evidence()
    pieces = [
        each
        for each in named_evidence(doc).values()
        if each.sidik not in inside and store.has(each.sidik, each.ukuran)
    ]
    return Outgoing(doc.content(), doc.path.name, tuple(pieces), store, folder)


def named_evidence(doc: Document, *, frozen: bool = True) -> dict[str, Piece]:
    """Every piece that the document names, by its hash; the same content once.

    `frozen`: also those that signed versions rest on, whatever became of them since.
    """
    rows: list[Row] = [*doc.rows("bukti").values(), *doc.rows("pindaian").values()]
    if frozen:
        for pengesahan in doc.semua_pengesahan():
            with suppress(DamagedError):  # who checks the file says so
                rows += doc.beku(pengesahan).tabel.get("bukti", {}).values()
    found: dict[str, Piece] = {}
    for row in rows:
        sidik = str(row["sidik"])
        judul = str(row.get("judul") or row["nama"])
        found.setdefault(sidik, Piece(sidik, int(row["ukuran"] or 0), judul))
    return dict(sorted(found.items()))


def lacking(doc: Document, store: EvidenceStore, *, frozen: bool = True) -> tuple[Piece, ...]:
    """What the document names and neither the store nor it itself has; no piece is read."""
    named = named_evidence(doc, frozen=frozen)
    if not named:
        return ()
    inside = doc.embedded_evidence()
    return tuple(
        each
        for each in named.values()
        if each.sidik not in inside and not store.has(each.sidik, each.ukuran)
    )


def take_out(path: Path, store: EvidenceStore) -> tuple[str, ...]:
    """Move the evidence of a private file, which nobody has open, into the store for good.

    Returns the hashes of damaged pieces; their bytes are kept aside there.
    """
    damaged = []
    for sidik, isi in evidence.pieces_of(path):
        if is_key_of(sidik, isi):
            store.put(isi)
        else:
            store.set_aside(sidik, isi)
            damaged.append(sidik)
    evidence.take_out(path)
    disk.sync_name(path)
    return tuple(damaged)


def without_evidence(content: bytes, store: EvidenceStore) -> bytes:
    """A document as its working copies and backups are; what it holds is kept in the store."""
    with tempfile.TemporaryDirectory(prefix="iku-") as folder:
        path = Path(folder) / "salinan.sqlite"
        path.write_bytes(content)
        take_out(path, store)
        return path.read_bytes()


def embedded_problem(doc: Document) -> str:
    """Which piece within a document is not what its hash says, in a clause; "" if none: all are
    read."""
    for sidik in doc.embedded_evidence():
        try:
            doc.evidence_embedded(sidik)
        except DamagedError:
            piece = named_evidence(doc).get(sidik)
            return f"isi bukti {piece.judul if piece else sidik[:8]} di dalamnya rusak"
    return ""


def evidence_problem(doc: Document, store: EvidenceStore) -> str:
    """Which piece that a document holds or names is missing or bad, in a clause; "" if none: all
    are read."""
    problem = embedded_problem(doc)
    inside = doc.embedded_evidence()
    for sidik, piece in named_evidence(doc).items():
        if problem or sidik in inside:
            continue
        try:
            store.read(sidik)
        except FileError:
            problem = f"isi bukti {piece.judul} tidak ada atau rusak"
    return problem


def titles(pieces: Iterable[Piece]) -> str:
    """The pieces by their titles, for a sentence; of many only the first."""
    names = [each.judul for each in pieces]
    more = f" dan {len(names) - 3} lainnya" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
