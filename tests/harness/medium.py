"""What can lie on a PC's disk and on a stick after a power cut, by replay of what was written.

What was not flushed may be there, be missing, or be there in part and in any order, a sector of
512 bytes at a time. The PC's file system keeps the order of names (ext4, NTFS); on the stick each
name by itself may be as after any change since its folder was flushed, and a renamed file is empty
until it is flushed again (FAT).
"""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import NamedTuple

from tests.harness.vfs import Watch
from tests.safekeeping.systems import Instant

SECTOR = 512


class Op(NamedTuple):
    """A change: `kind` create, write, truncate, sync, replace, remove, sync_folder, or note."""

    kind: str
    path: Path
    start: int = 0
    piece: bytes = b""
    to: Path = Path()


class Tape(Watch):
    """Everything that SQLite and the program write, in one order."""

    def __init__(self) -> None:
        self.ops: list[Op] = []

    def done(self, call: str, path: Path, start: int = 0, piece: bytes = b"") -> None:
        self.ops.append(Op(call, path, start, piece))

    def note(self, number: int) -> None:
        """So many changes have been reported as saved."""
        self.ops.append(Op("note", Path(), number))


class TapedSystem(Instant):
    """Does what it is told and puts every change on the tape."""

    def __init__(self, tape: Tape) -> None:
        super().__init__()
        self.tape = tape
        self._places: dict[int, tuple[Path, int]] = {}

    def open(self, path: Path, flags: int) -> int:
        handle = super().open(path, flags)
        self._places[handle] = (path, 0)
        if flags & os.O_CREAT:
            self.tape.done("create", path)
        return handle

    def write(self, handle: int, piece: memoryview) -> int:
        written = super().write(handle, piece)
        path, start = self._places[handle]
        self.tape.done("write", path, start, bytes(piece[:written]))
        self._places[handle] = (path, start + written)
        return written

    def sync(self, handle: int) -> None:
        self.tape.done("sync", self._places[handle][0])

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self.tape.ops.append(Op("replace", source, to=target))

    def remove(self, path: Path) -> None:
        super().remove(path)
        self.tape.done("remove", path)

    def sync_folder(self, folder: Path) -> None:
        self.tape.done("sync_folder", folder)


class _File:
    def __init__(self, durable: bytes) -> None:
        self.durable = durable
        self.pending: list[Op] = []
        self.is_hollow = False

    def written(self, ops: list[Op]) -> bytes:
        content = bytearray(self.durable)
        for op in ops:
            if op.kind == "truncate":
                del content[op.start :]
                content += bytes(max(0, op.start - len(content)))
            else:
                content += bytes(max(0, op.start + len(op.piece) - len(content)))
                content[op.start : op.start + len(op.piece)] = op.piece
        return bytes(content)

    def sync(self) -> None:
        self.durable = self.written(self.pending)
        self.pending.clear()
        self.is_hollow = False

    def after_cut(self, chance: random.Random) -> bytes:
        if self.is_hollow and chance.random() < 0.5:
            return b""
        kind = chance.randrange(4)
        if kind == 0:
            return self.durable
        if kind == 1:
            return self.written(self.pending[: chance.randrange(len(self.pending) + 1)])
        arrived = []
        for op in self.pending:
            if op.kind == "truncate" or kind == 2:
                arrived += [op] if chance.random() < 0.5 else []
            else:
                arrived += _sectors(op, chance)
        return self.written(arrived)


def _sectors(op: Op, chance: random.Random) -> list[Op]:
    """Each sector of a write by itself."""
    found = []
    start, end = op.start, op.start + len(op.piece)
    while start < end:
        stop = min(end, start - start % SECTOR + SECTOR)
        if chance.random() < 0.7:
            piece = op.piece[start - op.start : stop - op.start]
            found.append(op._replace(start=start, piece=piece))
        start = stop
    return found


class Medium:
    """One folder tree; `lies`: says done to a flush and does nothing."""

    def __init__(self, folder: Path, *, is_fat: bool, lies: bool) -> None:
        self.folder = folder
        self.is_fat = is_fat
        self.lies = lies
        self._durable = {
            path: _File(path.read_bytes()) for path in folder.rglob("*") if path.is_file()
        }
        self._now = dict(self._durable)
        self._changes: list[tuple[Path, _File | None]] = []

    def holds(self, path: Path) -> bool:
        return path.is_relative_to(self.folder)

    def apply(self, op: Op) -> None:
        if op.kind == "sync_folder":
            if not self.lies:
                self._keep_names(op.path)
        elif op.kind == "create":
            self._name(op.path, _File(b""))
        elif op.kind == "remove":
            self._name(op.path, None)
        elif op.kind == "replace":
            file = self._now[op.path]
            file.is_hollow = self.is_fat
            self._name(op.to, file)
            self._name(op.path, None)
        elif op.kind == "sync":
            if not self.lies:
                self._now[op.path].sync()
        else:
            self._now[op.path].pending.append(op)

    def _name(self, path: Path, file: _File | None) -> None:
        self._changes.append((path, file))
        if file is None:
            self._now.pop(path, None)
        else:
            self._now[path] = file

    def _keep_names(self, folder: Path) -> None:
        left = []
        for path, file in self._changes:
            if path.parent != folder:
                left.append((path, file))
            elif file is None:
                self._durable.pop(path, None)
            else:
                self._durable[path] = file
        self._changes = left

    def after_cut(self, chance: random.Random) -> dict[Path, bytes]:
        """One of the many states in which the power may leave it."""
        names = dict(self._durable)
        changes = self._changes
        if not self.is_fat:
            changes = changes[: chance.randrange(len(changes) + 1)]
        for path, file in changes:
            if self.is_fat and chance.random() < 0.5:
                continue
            if file is None:
                names.pop(path, None)
            else:
                names[path] = file
        return {path: file.after_cut(chance) for path, file in names.items()}
