"""Looking into a file without SQLite ever opening it where it lies: a copy is opened on this PC."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from core.document import Document, Environment
from core.errors import DamagedError, FileError
from core.safekeeping import disk
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.whole import take_out
from core.storage import file
from core.storage.migration import upgrade
from core.storage.schema import FORMAT

_NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")
"""So ends a journal that names a further file, which SQLite would remove, whatever file that is."""


@contextmanager
def on_this_pc(berkas: Path) -> Iterator[None]:
    """A failure is one of this PC's own disk, not of the drive where the document lies."""
    try:
        yield
    except OSError as error:
        raise FileError(
            f"PC ini tidak dapat menyiapkan salinan kerja {berkas.name} ({disk.reason(error)}); "
            "berkas itu sendiri tidak diubah. Periksa ruang dan keadaan disk PC ini."
        ) from error


class Arrived(NamedTuple):
    """A document opened from a copy; `sha256` is of the file as it lies there, `was_older` says
    that the copy was brought up to date."""

    doc: Document
    sha256: str
    was_older: bool


def arrive(
    berkas: Path,
    copy: Path,
    environment: Environment,
    *,
    salinan: str | None = None,
    read_only: bool = False,
    proved: bool = True,
) -> Arrived:
    """Copy a file to `copy` and open that; FileError says why not, and no copy is left.

    Not `proved`: the content need not be what the journal says.

    A -journal beside the file counts only where the file alone is not whole: a stale one would
    undo, or even empty, a sound file.
    """
    with file.user_errors(berkas):
        place = Path(os.path.realpath(berkas))
        file.check_kind(place, berkas.name)
        content = disk.read_whole(place)
        leftover = file.journal_of(place)
        journal = disk.read_whole(leftover) if file.is_hot(leftover) else b""
        if journal.endswith(_NAMES_ANOTHER):
            journal = b""
        try:
            with on_this_pc(berkas):
                if read_only:
                    copy.write_bytes(content)  # a copy to look into need not outlive a power cut
                else:
                    disk.write_durable(copy, content)
            try:
                doc, was_older = _open(berkas, copy, environment, salinan, read_only, proved)
            except DamagedError:
                if not journal:
                    raise
                _roll_back(copy, content, journal)
                doc, was_older = _open(berkas, copy, environment, salinan, read_only, proved)
        except BaseException:
            disk.remove(file.journal_of(copy))
            disk.remove(copy)
            raise
    return Arrived(doc, disk.sha256(content), was_older)


def unloaded(arrived: Arrived, copy: Path, store: EvidenceStore) -> tuple[Arrived, dict[str, str]]:
    """Move the evidence of a new working copy to where this PC keeps it.

    Returns also the SHA-256 of the working copy by that of the document, where they differ now.
    A piece that is not what its hash says is kept aside. Crashes lose nothing: the pieces are
    durable before the copy lets go of them, and nobody works in it yet.
    """
    doc = arrived.doc
    if not doc.embedded_evidence():
        return arrived, {}
    doc.close()
    with on_this_pc(doc.path):
        take_out(copy, store)
        asal = {arrived.sha256: disk.hash_of(copy) or ""}
    fresh = Document(copy, doc.environment, salinan=doc.salinan, berkas=doc.path)
    return arrived._replace(doc=fresh), asal


def _open(
    berkas: Path,
    copy: Path,
    environment: Environment,
    salinan: str | None,
    read_only: bool,
    proved: bool,
) -> tuple[Document, bool]:
    was_older = bring_up_to_date(copy, berkas.name)
    doc = Document(
        copy, environment, salinan=salinan, berkas=berkas, read_only=read_only, proved=proved
    )
    return doc, was_older


def bring_up_to_date(copy: Path, name: str) -> bool:
    """Give a copy on this PC today's form, durably; whether it had an earlier one."""
    if file.format_of(copy) // 1000 >= FORMAT // 1000:
        return False
    upgrade(copy, name)
    disk.sync_name(copy)
    return True


def _roll_back(copy: Path, content: bytes, journal: bytes) -> None:
    """Let SQLite take back, on the copy, the transaction that broke off."""
    disk.write_durable(copy, content)
    disk.write_durable(file.journal_of(copy), journal)
    conn = file.open_connection(copy, read_only=False)
    file.disconnect(conn, read_only=False)


@contextmanager
def looked_at(berkas: Path, environment: Environment, *, proved: bool = True) -> Iterator[Arrived]:
    """The file as a document that can only be read, as it lies there now."""
    with on_this_pc(berkas):
        folder = tempfile.TemporaryDirectory(prefix="iku-")
    with folder as name:
        copy = Path(name) / "salinan.sqlite"
        arrived = arrive(berkas, copy, environment, read_only=True, proved=proved)
        try:
            yield arrived
        finally:
            arrived.doc.close()
