"""The very SQLite that Python uses, with its writing to disk looked over and, if wanted, refused.

A VFS is put in front of the system's own, in the same library: the program under test knows
nothing of it.
"""

from __future__ import annotations

import ctypes
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any

OK, FULL, IOERR_WRITE, IOERR_FSYNC, IOERR_TRUNCATE = 0, 13, 778, 1034, 1546

# Names are pointers: SQLite keeps more behind the end of a name.
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_CLOSE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("path_size", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("others", c_void_p * 14),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("others", c_void_p * 13),
    ]


class Watch:
    """Called before everything that SQLite does to a file; what it returns, if not OK, is what
    SQLite is told instead. `done` is called after it."""

    def step(self, call: str, path: Path) -> int:
        return OK

    def done(self, call: str, path: Path, start: int = 0, piece: bytes = b"") -> None:
        pass


class _Shim:
    """Keeps alive what SQLite holds pointers to."""

    def __init__(self, library: Any, watch: Watch) -> None:
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        library.sqlite3_vfs_register.argtypes = (c_void_p, c_int)
        library.sqlite3_vfs_unregister.argtypes = (c_void_p,)
        self.library = library
        self.watch = watch
        self.system = library.sqlite3_vfs_find(None)
        self.paths: dict[int, Path] = {}
        self.tables: dict[int, _Methods] = {}
        self.vfs = _Vfs()
        ctypes.memmove(ctypes.byref(self.vfs), self.system, ctypes.sizeof(_Vfs))
        self.vfs.name = b"watched"
        self._open = _OPEN(self.open)
        self._delete = _DELETE(self.delete)
        self.vfs.open = ctypes.cast(self._open, c_void_p).value
        self.vfs.delete = ctypes.cast(self._delete, c_void_p).value
        self.calls: list[Any] = []

    def _system_call(self, kind: Any, name: str) -> Callable[..., int]:
        call: Callable[..., int] = kind(getattr(self.system.contents, name))
        return call

    def open(self, _: int, name: int | None, file: int, flags: int, out: int) -> int:
        path = _path(name) if name else Path()
        is_new = not path.exists()
        result = self._system_call(_OPEN, "open")(
            ctypes.cast(self.system, c_void_p).value, name, file, flags, out
        )
        methods = ctypes.cast(file, POINTER(c_void_p))
        if result == OK and methods[0]:
            methods[0] = ctypes.addressof(self._table(methods[0]))
            self.paths[file] = path
            if is_new:
                self.watch.done("create", path)
        return result

    def delete(self, _: int, name: int, sync_folder: int) -> int:
        path = _path(name)
        refused = self.watch.step("remove", path)
        if refused:
            return refused
        result = self._system_call(_DELETE, "delete")(
            ctypes.cast(self.system, c_void_p).value, name, sync_folder
        )
        if result == OK:
            self.watch.done("remove", path)
            if sync_folder:
                self.watch.done("sync_folder", path.parent)
        return result

    def _table(self, original: int) -> _Methods:
        if original in self.tables:
            return self.tables[original]
        table = _Methods()
        ctypes.memmove(ctypes.byref(table), original, ctypes.sizeof(_Methods))
        close, write = _CLOSE(table.close), _WRITE(table.write)
        truncate, sync = _TRUNCATE(table.truncate), _SYNC(table.sync)

        def watched_close(file: int) -> int:
            self.paths.pop(file, None)
            return int(close(file))

        def watched_write(file: int, buffer: int, size: int, start: int) -> int:
            path = self.paths[file]
            result = self.watch.step("write", path) or int(write(file, buffer, size, start))
            if result == OK:
                self.watch.done("write", path, start, ctypes.string_at(buffer, size))
            return result

        def watched_truncate(file: int, size: int) -> int:
            path = self.paths[file]
            result = self.watch.step("truncate", path) or int(truncate(file, size))
            if result == OK:
                self.watch.done("truncate", path, size)
            return result

        def watched_sync(file: int, flags: int) -> int:
            path = self.paths[file]
            result = self.watch.step("sync", path)
            if result == OK:
                self.watch.done("sync", path)
                if path.name.endswith("-journal"):
                    # The system's own makes a new journal's name durable with its first sync.
                    self.watch.done("sync_folder", path.parent)
            return result

        watched = {
            "close": _CLOSE(watched_close),
            "write": _WRITE(watched_write),
            "truncate": _TRUNCATE(watched_truncate),
            "sync": _SYNC(watched_sync),
        }
        self.calls += [close, write, truncate, sync, *watched.values()]
        for name, call in watched.items():
            setattr(table, name, ctypes.cast(call, c_void_p).value)
        self.tables[original] = table
        return table


def _path(name: int) -> Path:
    return Path(ctypes.string_at(name).decode())


_alive: list[_Shim] = []


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Every connection opened inside is watched; close it before the end."""
    shim = _Shim(_library(), watch)
    _alive.append(shim)
    shim.library.sqlite3_vfs_register(ctypes.byref(shim.vfs), 1)
    try:
        yield
    finally:
        shim.library.sqlite3_vfs_register(shim.system, 1)
        shim.library.sqlite3_vfs_unregister(ctypes.byref(shim.vfs))


def _library() -> Any:
    """The library of Python's own module: two of them in one process would not share a VFS."""
    import _sqlite3

    if sys.platform == "win32":
        library = ctypes.CDLL(str(Path(_sqlite3.__file__).with_name("sqlite3.dll")))
    else:
        library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_sourceid.restype = c_char_p
    (used,) = sqlite3.connect(":memory:").execute("SELECT sqlite_source_id()").fetchone()
    assert library.sqlite3_sourceid().decode() == used
    return library
