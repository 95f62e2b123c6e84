"""Operating systems for the tests: they do not wait, fail at a chosen call, or write down all."""

from __future__ import annotations

import os
from pathlib import Path

from core.safekeeping.disk import Room, System


class Instant(System):
    """The real one, but nobody waits and nothing is flushed; counts what is left open."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.is_open = 0

    def open(self, path: Path, flags: int) -> int:
        handle = super().open(path, flags)
        self.is_open += 1
        return handle

    def sync(self, handle: int) -> None:
        """The page cache of a test needs no disk."""

    def sync_folder(self, folder: Path) -> None:
        folder.stat()

    def close(self, handle: int) -> None:
        self.is_open -= 1
        super().close(handle)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)


class Narrow(Instant):
    """A drive with so much room."""

    def __init__(self, free: int) -> None:
        super().__init__()
        self.free = free

    def room(self, folder: Path) -> Room:
        return Room(10**9, self.free)


class Interrupting(Instant):
    """Calls `step` before every call; what a subclass raises there is what the call reports."""

    def step(self, call: str) -> None:
        raise NotImplementedError

    def open(self, path: Path, flags: int) -> int:
        self.step("open")
        return super().open(path, flags)

    def read(self, handle: int, size: int) -> bytes:
        self.step("read")
        return super().read(handle, size)

    def write(self, handle: int, piece: memoryview) -> int:
        try:
            self.step("write")
        except OSError:
            super().write(handle, piece[: len(piece) // 2])
            raise
        return super().write(handle, piece)

    def sync(self, handle: int) -> None:
        self.step("sync")
        super().sync(handle)

    def close(self, handle: int) -> None:
        super().close(handle)
        self.step("close")

    def replace(self, source: Path, target: Path) -> None:
        self.step("replace")
        super().replace(source, target)

    def remove(self, path: Path) -> None:
        self.step("remove")
        super().remove(path)

    def stat(self, path: Path) -> os.stat_result:
        self.step("stat")
        return super().stat(path)

    def sync_folder(self, folder: Path) -> None:
        self.step("sync_folder")
        super().sync_folder(folder)

    def room(self, folder: Path) -> Room:
        self.step("room")
        return super().room(folder)


class Failing(Interrupting):
    """The call with this number fails, or all from there on."""

    def __init__(self, number: int, code: int, *, for_ever: bool = False) -> None:
        super().__init__()
        self.left = number
        self.code = code
        self.for_ever = for_ever
        self.has_failed = False

    def step(self, call: str) -> None:
        self.left -= 1
        if self.left == 0 or (self.left < 0 and self.for_ever):
            self.has_failed = True
            raise OSError(self.code, os.strerror(self.code))


class Held(Interrupting):
    """An antivirus: from the call with this number on, `tries` attempts of it are refused.

    `held` tells whether it came to that.
    """

    CALLS = ("open", "replace", "remove")

    def __init__(self, number: int, tries: int) -> None:
        super().__init__()
        self.left = number
        self.tries = tries
        self.held = ""

    def step(self, call: str) -> None:
        if call not in self.CALLS:
            return
        self.left -= 1
        if self.left <= 0 and self.tries and self.held in ("", call):
            self.held = call
            self.tries -= 1
            raise in_use()


class Full(Interrupting):
    """A disk that takes so many pieces and no more, whatever it says of its room."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.pieces = pieces
        self.has_failed = False

    def step(self, call: str) -> None:
        if call == "write":
            self.pieces -= 1
            if self.pieces < 0:
                self.has_failed = True
                raise OSError(28, os.strerror(28))


def in_use() -> PermissionError:
    """What Windows says when another program has the file open."""
    error = PermissionError(13, "sharing violation")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    return error
