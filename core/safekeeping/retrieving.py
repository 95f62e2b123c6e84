"""Evidence that is missing or has gone bad on this PC: taken from the document, or named."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from core.errors import DamagedError, FileError
from core.safekeeping import disk
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.whole import Piece, titles
from core.storage import evidence, file


class EvidenceMissing(FileError):
    """Pieces that are neither on this PC nor in the document; it is written without them only
    once this was said."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        super().__init__(
            f"Isi bukti {titles(pieces)} tidak ada di PC ini maupun di dalam berkasnya, jadi "
            "berkas belum diperbarui. Pekerjaan Anda aman di PC ini. Lampirkan lagi dokumennya, "
            "atau simpan lagi untuk meneruskan tanpa isi bukti itu; catatannya tetap ada."
        )
        self.pieces = tuple(pieces)


def about_missing(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """What is said at opening of evidence that is nowhere."""
    if not pieces:
        return ()
    return (
        f"Isi bukti {titles(pieces)} tidak ada di PC ini maupun di dalam berkasnya, atau rusak; "
        "catatannya tetap ada. Lampirkan lagi dokumennya, atau gabungkan salinan lain yang "
        "memuatnya.",
    )


def retrieve(pieces: Sequence[Piece], store: EvidenceStore, *documents: Path) -> tuple[Piece, ...]:
    """Look for pieces in documents and keep on this PC what is whole there; those that were found.

    A document that is damaged or altered may still have them, for each piece proves itself.
    FileError where one that is there cannot be read.
    """
    left = list(pieces)
    for path in documents:
        if not left:
            break
        for isi in _within(path, {each.sidik for each in left}):
            store.put(isi)
        left = [each for each in left if not store.has(each.sidik, each.ukuran)]
    return tuple(each for each in pieces if each not in left)


def _within(path: Path, wanted: Collection[str]) -> Iterator[bytes]:
    """The wanted pieces that a file holds whole, one at a time."""
    with file.user_errors(path), tempfile.TemporaryDirectory(prefix="iku-") as folder:
        if disk.size_of(path) is None:
            return
        copy = Path(folder) / "dicari.sqlite"
        copy.write_bytes(disk.read_whole(path))
        try:
            file.check_kind(copy, path.name)
        except FileError:
            return
        yield from evidence.salvage(copy, wanted)


def mend(pieces: Sequence[Piece], store: EvidenceStore, document: Path) -> tuple[Piece, ...]:
    """Replace what has gone bad on this PC by what the document holds; those that are gone.

    What was bad is kept aside.
    """
    bad = []
    for each in pieces:
        try:
            store.read(each.sidik)
        except DamagedError:
            bad.append(each)
            if disk.size_of(store.path(each.sidik)) is not None:
                store.set_aside(each.sidik)
    found = retrieve(bad, store, document)
    return tuple(each for each in bad if each not in found)
