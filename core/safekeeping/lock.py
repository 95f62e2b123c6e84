"""The lock that one opener of a working copy holds; the operating system frees it at any crash."""

from __future__ import annotations

import os
import sys
from pathlib import Path


class Lock:
    """Held by one opener at a time, also within one process; a copy of its file holds nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Whether this lock now holds, which it did not before; OSError where no file can be."""
        if self._handle is not None:
            return False
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not (_lock(handle) and self._is_still_there(handle)):
                os.close(handle)
                return False
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle
        return True

    def release(self) -> None:
        """Let others have it; the file stays, for removing it would let two hold the lock."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        try:
            _unlock(handle)
        finally:
            os.close(handle)

    @classmethod
    def of(cls, folder: Path) -> Lock | None:
        """The lock of a working copy's folder, held now; None where somebody else holds it."""
        folder.mkdir(parents=True, exist_ok=True)
        lock = cls(folder / "kunci")
        return lock if lock.acquire() else None

    def _is_still_there(self, handle: int) -> bool:
        """Someone may have removed the file in between, so that another one has the name."""
        is_there = True  # Windows removes no file that is open
        if sys.platform != "win32":
            try:
                is_there = os.path.samestat(os.fstat(handle), self.path.stat())
            except FileNotFoundError:
                is_there = False
        return is_there


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:  # no other cause is known, and the number differs
            return False
        return True

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
