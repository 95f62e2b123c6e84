"""The files that a command names: opened for work, looked at, or written over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import FileError, FrozenError
from core.storage.file import is_write_protected, user_errors
from ui.environment import local_environment, report_folder
from ui.terminal import remark

if TYPE_CHECKING:
    from core.document import Document
    from core.safekeeping.kept import KeptFile
    from core.safekeeping.places import Places


@contextmanager
def kept_at(path: Path) -> Iterator[KeptFile]:
    """The file for work, as the window opens it; FrozenError for an older copy that knows nothing
    of what was signed on this PC."""
    from core.safekeeping.opening import Undecided, open_kept
    from core.safekeeping.places import Places

    places = Places(report_folder())
    _refuse_unaware(path, places)
    try:
        kept = open_kept(path, places, local_environment())
    except Undecided as error:
        raise FileError(f"{error} Buka berkas itu di jendela program untuk memilih.") from error
    try:
        for note in kept.notes:
            remark(note)
        yield kept
    finally:
        kept.close()


def _refuse_unaware(path: Path, places: Places) -> None:
    from core.safekeeping.arrival import looked_at
    from core.safekeeping.places import read_keadaan
    from core.safekeeping.standing import hash_at, standing_here, unknown_signings

    keadaan = read_keadaan(places.work_folder(path))
    if keadaan is not None and hash_at(path) in (keadaan.terbit, *keadaan.dicoba):
        return
    with suppress(FileError), looked_at(path, local_environment()) as arrived:
        found = standing_here(arrived.doc, places)
        for sentence in () if found is None else unknown_signings(arrived.doc, *found):
            raise FrozenError(sentence)


@contextmanager
def document_at(path: Path) -> Iterator[Document]:
    """The document as it lies there, to be read."""
    from ui.safety_verbs import looked_at

    with looked_at(path) as arrived:
        yield arrived.doc


def check_target(target: Path, source: Path) -> None:
    """FileError where a sheet would destroy something else."""
    with user_errors(target):
        _check_target(target, source)


def _check_target(target: Path, source: Path) -> None:
    if target.is_dir():
        raise FileError(f"{target.name or target} adalah folder, bukan berkas PDF.")
    if not target.exists():
        return
    if source.exists() and target.samefile(source):
        raise FileError(f"{target.name} adalah berkas IKU itu sendiri; pilih nama lain untuk PDF.")
    if not target.is_file():
        raise FileError(f"{target.name} bukan berkas biasa; pilih nama lain untuk PDF.")
    if target.suffix.lower() != ".pdf" and not _is_pdf(target):
        raise FileError(f"{target.name} sudah ada dan bukan PDF; pilih nama lain.")
    if is_write_protected(target):
        raise FileError(f"{target.name} tidak dapat ditimpa karena hanya dapat dibaca.")


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) in (b"%PDF-", b"")
