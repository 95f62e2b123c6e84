"""Evidence opened in the PC's own program: a read-only copy for the moment, gone afterwards."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import shutil
import stat
import time
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from core.errors import FileError, InputError
from core.evidence_kinds import MAKS_MB_TERTINGGI, MB, check_evidence, harmless_name
from ui.environment import report_folder

_STALE = 2 * 24 * 3600
_made: set[Path] = set()


def open_copy(nama: str, data: bytes) -> None:
    """Show evidence in the program that this PC has for it.

    The file it came from may be anybody's, so name and content are judged again; UserError if
    they do not fit, if the copy cannot be made, or if there is no program for it.
    """
    nama = harmless_name(nama)
    try:
        check_evidence(nama, data, MAKS_MB_TERTINGGI * MB)
    except InputError as error:
        raise InputError(f"{error} Bukti ini tidak dibuka.") from error
    path = make_copy(nama, data)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise FileError(
            f"PC ini tidak mempunyai program untuk membuka “{nama}”. Simpan sebagai berkas, lalu "
            "buka di PC lain."
        )


def make_copy(nama: str, data: bytes) -> Path:
    """A read-only file with this content under its own name; the same one for the same content."""
    home = folder()
    try:
        _sweep(home.parent, keep=home)
        inside = home / hashlib.sha256(data).hexdigest()[:16]
        inside.mkdir(parents=True, exist_ok=True, mode=0o700)
        _made.add(home)
        path = inside / nama
        if not (path.is_file() and path.read_bytes() == data):
            with contextlib.suppress(FileNotFoundError):
                path.chmod(stat.S_IRUSR | stat.S_IWUSR)
            path.write_bytes(data)
        path.chmod(stat.S_IRUSR)
    except OSError as error:
        why = error.strerror or "galat disk"
        raise FileError(
            f"Salinan sementara untuk membuka “{nama}” tidak dapat dibuat ({why}); bukti tetap "
            "utuh di dalam berkas. Periksa ruang disk PC ini, lalu ulangi."
        ) from error
    return path


def folder() -> Path:
    """Where the copies of this run of the program lie."""
    return report_folder() / "bukti-sementara" / str(os.getpid())


def clear_copies() -> None:
    """Remove the copies of this run; what a program still holds open goes at a later start."""
    while _made:
        _remove(_made.pop())


def _sweep(parent: Path, keep: Path) -> None:
    """Remove what an earlier run left behind, once it is old enough not to be in use."""
    if not parent.is_dir():
        return
    for each in parent.iterdir():
        with contextlib.suppress(OSError):
            if each != keep and time.time() - each.stat().st_mtime > _STALE:
                _remove(each)


def _remove(folder_: Path) -> None:
    for each in folder_.rglob("*"):
        if each.is_file() and not each.is_symlink():
            with contextlib.suppress(OSError):
                each.chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows keeps what is read-only
    shutil.rmtree(folder_, ignore_errors=True)


atexit.register(clear_copies)
