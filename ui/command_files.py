"""The files that a command names: opened for work, looked at, or written over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import FileError
from core.storage.file import is_write_protected, user_errors
from ui.environment import local_environment, report_folder
from ui.terminal import remark

if TYPE_CHECKING:
    from core.document import Document
    from core.safekeeping.kept import KeptFile


@contextmanager
def kept_at(path: Path) -> Iterator[KeptFile]:
    """The file for work, as the window opens it."""
    from core.safekeeping.opening import Undecided, open_kept
    from core.safekeeping.places import Places

    try:
        kept = open_kept(path, Places(report_folder()), local_environment())
    except Undecided as error:
        raise FileError(f"{error} Buka berkas itu di jendela program untuk memilih.") from error
    try:
        for note in kept.notes:
            remark(note)
        yield kept
    finally:
        kept.close()


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
