"""What can lie on a disk after a power cut, by replay of what was written down.

The model is harsher than any file system: what was not flushed may be there, be missing, or be
there in part and in any order; each name by itself may be as after any change since its folder was
flushed, so that a rename may have lost both names; the room of a removed file may hold anything.
On FAT a renamed file is empty until it is flushed again.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.safekeeping.contents import State
from tests.safekeeping.systems import Instant


class Op(NamedTuple):
    """A change: `kind` create, write, sync, replace, remove or sync_folder."""

    kind: str
    name: str = ""
    to: str = ""
    start: int = 0
    piece: bytes = b""


class Recorder(Instant):
    """Does what it is told and writes down every change."""

    def __init__(self) -> None:
        super().__init__()
        self.ops: list[Op] = []
        self._files: dict[int, tuple[str, int]] = {}

    def open(self, path: Path, flags: int) -> int:
        handle = super().open(path, flags)
        self._files[handle] = (path.name, 0)
        if flags & os.O_CREAT:
            self.ops.append(Op("create", path.name))
        return handle

    def write(self, handle: int, piece: memoryview) -> int:
        written = super().write(handle, piece)
        name, start = self._files[handle]
        self.ops.append(Op("write", name, start=start, piece=bytes(piece[:written])))
        self._files[handle] = (name, start + written)
        return written

    def sync(self, handle: int) -> None:
        super().sync(handle)
        self.ops.append(Op("sync", self._files[handle][0]))

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self.ops.append(Op("replace", source.name, target.name))

    def remove(self, path: Path) -> None:
        super().remove(path)
        self.ops.append(Op("remove", path.name))

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self.ops.append(Op("sync_folder"))


class _File:
    def __init__(self, durable: bytes) -> None:
        self.durable = durable
        self.pending: list[Op] = []
        self.is_hollow = False
        self.is_freed = False

    def written(self, ops: tuple[Op, ...]) -> bytes:
        content = bytearray(self.durable)
        for op in ops:
            content += bytes(max(0, op.start + len(op.piece) - len(content)))
            content[op.start : op.start + len(op.piece)] = op.piece
        return bytes(content)

    def contents(self) -> set[bytes]:
        """Each choice of pieces that arrived, the last one perhaps in part."""
        found = {b""} if self.is_hollow else set()
        if self.is_freed:
            found.add(b"\xaa" * len(self.durable))
        for count in range(len(self.pending) + 1):
            for ops in itertools.combinations(self.pending, count):
                found.add(self.written(ops))
        if self.pending:
            found.add(self.written(tuple(self.pending))[:-1])
        return found


class Disk:
    """The possible contents of one folder; `lies` says done to a flush and does nothing."""

    def __init__(self, files: State, *, fat: bool, lies: bool = False) -> None:
        self.fat = fat
        self.lies = lies
        self._names: dict[str, list[_File | None]] = {
            name: [_File(content)] for name, content in files.items()
        }

    def apply(self, op: Op) -> None:
        """Let one change happen."""
        if op.kind == "sync_folder":
            if not self.lies:
                self._names = {name: files[-1:] for name, files in self._names.items()}
            return
        files = self._names.setdefault(op.name, [None])
        file = files[-1]
        if op.kind == "create":
            files.append(_File(b""))
        elif file is None:
            raise AssertionError(f"{op.kind} of nothing")
        elif op.kind == "remove":
            files.append(None)
            file.is_freed = True
        elif op.kind == "write":
            file.pending.append(op)
        elif op.kind == "replace":
            files.append(None)
            others = self._names.setdefault(op.to, [None])
            if others[-1] is not None:
                others[-1].is_freed = True
            others.append(file)
            file.is_hollow = self.fat
        elif op.kind == "sync" and not self.lies:
            file.durable = file.written(tuple(file.pending))
            file.pending.clear()
            file.is_hollow = False

    def states(self) -> Iterator[State]:
        """What a power cut now can leave."""
        choices: list[set[bytes | None]] = []
        for files in self._names.values():
            found: set[bytes | None] = set()
            for file in files:
                found |= {None} if file is None else file.contents()
            choices.append(found)
        for contents in itertools.product(*choices):
            yield {
                name: content
                for name, content in zip(self._names, contents, strict=True)
                if content is not None
            }


def cuts(files: State, ops: list[Op], *, fat: bool, lies: bool = False) -> Iterator[list[State]]:
    """For a cut before the first change and after each: all that can be left."""
    disk = Disk(files, fat=fat, lies=lies)
    yield list(disk.states())
    for op in ops:
        disk.apply(op)
        yield list(disk.states())
