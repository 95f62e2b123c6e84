"""Durable file operations: what it takes until bytes and names survive a power cut.

Everything goes through `system`, the one place that calls the operating system. What comes out is
OSError; `reason` says it in Indonesian.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from core.storage.file import is_write_protected, os_reason

PIECE = 64 * 1024
FLUSHED = 4 * 2**20
"""So many bytes are flushed at a time where somebody watches: what is reported has arrived."""
TRIES = 8
FIRST_WAIT = 0.02

_T = TypeVar("_T")
_BINARY = getattr(os, "O_BINARY", 0)
_HEAD = 100  # of an SQLite file: it holds a counter of changes
_READ = os.O_RDONLY | _BINARY
_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY
_SYNC = os.O_RDWR | _BINARY  # Windows flushes only what was opened for writing
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)

_HELD = "berkas sedang dipakai program lain (misalnya antivirus)"
_WIN_HELD = (5, 32, 33)  # access denied, sharing violation, lock violation
_WIN_REASONS = {
    **dict.fromkeys(_WIN_HELD, _HELD),
    19: "media hanya dapat dibaca",
    **dict.fromkeys((15, 20, 21, 55, 433, 1006, 1167), "perangkat tidak ada"),
    **dict.fromkeys((23, 27, 29, 30, 31, 483, 1117), "perangkat tidak dapat dibaca atau ditulis"),
}


class Stored(NamedTuple):
    """A content that lies in a file of this PC instead of in memory."""

    path: Path
    sha256: str
    size: int


Content = bytes | Stored
Watch = Callable[[int], None]
"""Told how many bytes have been read or written; what it raises ends that."""


class Room(NamedTuple):
    """Bytes of a disk; `total` 0 where the disk does not say."""

    total: int
    free: int


class System:
    """What is asked of the operating system, one method for each call that can fail."""

    def open(self, path: Path, flags: int) -> int:
        return os.open(path, flags, 0o666)

    def read(self, handle: int, size: int) -> bytes:
        return os.read(handle, size)

    def write(self, handle: int, piece: memoryview) -> int:
        return os.write(handle, piece)

    def sync(self, handle: int) -> None:
        os.fsync(handle)

    def close(self, handle: int) -> None:
        os.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def remove(self, path: Path) -> None:
        path.unlink()

    def stat(self, path: Path) -> os.stat_result:
        return path.lstat()

    def sync_folder(self, folder: Path) -> None:
        # Windows opens no folders; there the flush of the renamed file has to do.
        if sys.platform != "win32":
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            except OSError as error:
                if error.errno not in _NO_FOLDER_SYNC:
                    raise
            finally:
                os.close(handle)

    def room(self, folder: Path) -> Room:
        usage = shutil.disk_usage(folder)
        return Room(usage.total, usage.free)

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


system = System()


def write_durable(
    path: Path, content: Content, wrote: Watch | None = None, read: Watch | None = None
) -> None:
    """Write a file so that it stays, and read it back.

    A file of that name is removed first. On failure nothing of that name is left behind, as far
    as the disk still obeys. `wrote` is told what has been flushed, `read` what was read back.
    """
    remove(path)
    try:
        with _opened(path, _CREATE) as handle:
            written = flushed = 0
            if wrote is not None:
                wrote(0)
            for piece in _pieces(content):
                _write_all(handle, piece)
                written += len(piece)
                if wrote is not None and written - flushed >= FLUSHED:
                    system.sync(handle)
                    flushed = written
                    wrote(written)
            system.sync(handle)
            _forget_cached(handle)
        if not holds(path, content, read):
            raise OSError(errno.EIO, "read back differs")
        system.sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            remove(path)
        raise


def replace_durable(source: Path, target: Path) -> None:
    """Rename so that it stays. On OSError either name may hold the file.

    FAT gives the new name a length only when the file is flushed after the renaming.
    """
    _patiently(lambda: system.replace(source, target))
    sync_name(target)


def sync_name(path: Path) -> None:
    """Make durable that this file has this name."""
    with _opened(path, _SYNC) as handle:
        system.sync(handle)
    system.sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a file, if there is one."""
    with suppress(FileNotFoundError):
        _patiently(lambda: system.remove(path))


def copy(source: Path, target: Path) -> None:
    """Copy a file durably, over what has the name."""
    write_durable(target, read_whole(source))


def read_whole(path: Path) -> bytes:
    """The content of a regular file."""
    return b"".join(_read_pieces(path))


def sha256(content: Content) -> str:
    """The name by which safekeeping knows a content: 64 hexadecimal digits."""
    return content.sha256 if isinstance(content, Stored) else hashlib.sha256(content).hexdigest()


def length(content: Content) -> int:
    """Bytes of a content."""
    return content.size if isinstance(content, Stored) else len(content)


def hash_of(path: Path, read: Watch | None = None) -> str | None:
    """SHA-256 of a file as it lies there; None where nothing has the name."""
    digest = hashlib.sha256()
    try:
        for piece in _watched(_read_pieces(path), read):
            digest.update(piece)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


def holds(path: Path, content: Content, read: Watch | None = None) -> bool:
    """Whether a file is this, byte by byte; OSError where it cannot be read."""
    if isinstance(content, Stored):
        return hash_of(path, read) == content.sha256
    start = 0
    for piece in _watched(_read_pieces(path), read):
        if not content.startswith(piece, start):
            return False
        start += len(piece)
    return start == len(content)


def look_of(path: Path) -> str:
    """What shows of a file without reading it: size, time and first bytes; "" where it does not.

    A changed file may look the same, so that nothing that cannot be made good may rest on it.
    """
    try:
        found = system.stat(path)
        with _opened(path, _READ) as handle:
            head = system.read(handle, _HEAD)
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {head.hex()}"


def size_of(path: Path) -> int | None:
    """Bytes of whatever has the name; None where nothing has."""
    try:
        return system.stat(path).st_size
    except FileNotFoundError:
        return None


def free_room(folder: Path) -> int | None:
    """Free bytes on the disk of a folder; None where the disk does not say."""
    room = system.room(folder)
    return room.free if room.total else None


def is_protected(path: Path) -> bool:
    """Whether file, folder or medium visibly forbids to put a new file in this place."""
    if path.exists():
        return is_write_protected(path)
    return not os.access(path.parent, os.W_OK)


def keep_mode(source: Path, target: Path) -> None:
    """Give the target the permissions of the source where the file system has such."""
    if sys.platform != "win32":
        with suppress(OSError):
            target.chmod(stat.S_IMODE(source.stat().st_mode))


def drive_name(path: Path) -> str:
    """The drive as people call it: "E:", the name of a stick, or "folder Dokumen".

    Ask while the drive is there: a pulled stick has no name any more on Linux.
    """
    path = path.absolute()
    if sys.platform != "win32":
        for folder in path.parents:
            if folder.parts[1:2] in (("media",), ("mnt",), ("run",)) and folder.is_mount():
                return folder.name
    return path.drive or f"folder {path.parent.name}".rstrip()


def reason(error: OSError) -> str:
    """Why the operating system refused, in Indonesian."""
    if is_held(error):
        return _HELD
    known = _WIN_REASONS.get(getattr(error, "winerror", None) or 0)
    return known or os_reason(error)


def is_held(error: OSError) -> bool:
    """Whether another program holds the file, so that waiting helps."""
    if not isinstance(error, PermissionError):
        return False
    code = getattr(error, "winerror", None)
    # Opening a file reports no Windows code, only that access was denied.
    return code in _WIN_HELD or (code is None and sys.platform == "win32")


def _patiently(act: Callable[[], _T]) -> _T:
    """An antivirus holds a file for some tens of milliseconds; 2.5 seconds are enough for it."""
    for attempt in range(TRIES - 1):
        try:
            return act()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in (None, *_WIN_HELD):
                raise
            system.wait(FIRST_WAIT * 2**attempt)
    return act()


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    handle = _patiently(lambda: system.open(path, flags))
    try:
        yield handle
    finally:
        system.close(handle)


def _pieces(content: Content) -> Iterator[memoryview]:
    if isinstance(content, Stored):
        yield from (memoryview(piece) for piece in _read_pieces(content.path))
        return
    view = memoryview(content)
    for start in range(0, len(view), PIECE):
        yield view[start : start + PIECE]


def _watched(pieces: Iterator[bytes], told: Watch | None) -> Iterator[bytes]:
    done = tell_at = 0
    for piece in pieces:
        yield piece
        done += len(piece)
        if told is not None and done >= tell_at:
            told(done)
            tell_at = done + FLUSHED


def _write_all(handle: int, piece: memoryview) -> None:
    while piece:
        written = system.write(handle, piece)
        if written <= 0:
            raise OSError(errno.EIO, "nothing was written")
        piece = piece[written:]


def _read_pieces(path: Path) -> Iterator[bytes]:
    # A pipe would wait for ever.
    if not stat.S_ISREG(system.stat(path).st_mode):
        raise OSError(errno.EISDIR, "not a regular file", str(path))
    with _opened(path, _READ) as handle:
        while piece := system.read(handle, PIECE):
            yield piece


def _forget_cached(handle: int) -> None:
    """Have the reading back come from the device, where the system knows how."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
