"""The durable operations by themselves, and how a failure and a drive are named."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from core.safekeeping import disk
from core.safekeeping.disk import System
from tests.safekeeping.contents import NEW, OLD, state
from tests.safekeeping.powercut import Recorder
from tests.safekeeping.systems import Instant, in_use


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(disk, "system", recorder)
    return recorder


def kinds(recorder: Recorder) -> list[str]:
    return [op.kind for op in recorder.ops]


def test_write_flushes_file_and_folder(tmp_path: Path, recorder: Recorder) -> None:
    path = tmp_path / "a"
    disk.write_durable(path, NEW)
    assert path.read_bytes() == NEW
    assert kinds(recorder) == ["create", *["write"] * 3, "sync", "sync_folder"]
    assert max(len(op.piece) for op in recorder.ops) == 64 * 1024


def test_write_makes_another_file_of_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)
    path.with_name("b").hardlink_to(path)
    disk.write_durable(path, NEW)
    assert state(tmp_path) == {"a": NEW, "b": OLD}


def test_write_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Flawed(Instant):
        def read(self, handle: int, size: int) -> bytes:
            return super().read(handle, size)[:-1]

    monkeypatch.setattr(disk, "system", Flawed())
    with pytest.raises(OSError, match="read back differs"):
        disk.write_durable(tmp_path / "a", NEW)
    assert state(tmp_path) == {}


def test_the_beginning_of_the_writing_is_told(tmp_path: Path) -> None:
    """A slow stick takes long until the first of it is flushed."""
    told: list[int] = []
    disk.write_durable(tmp_path / "a", NEW, told.append)
    assert told == [0]


def test_replace_flushes_file_and_folder_after_the_renaming(
    target: Path, recorder: Recorder
) -> None:
    source = target.with_name("a")
    source.write_bytes(NEW)
    disk.replace_durable(source, target)
    assert state(target.parent) == {target.name: NEW}
    assert kinds(recorder) == ["replace", "sync", "sync_folder"]
    assert recorder.ops[1].name == target.name


def test_a_renamed_file_is_opened_for_writing_to_be_flushed(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags: list[int] = []

    class Watching(Instant):
        def open(self, path: Path, given: int) -> int:
            flags.append(given)
            return super().open(path, given)

    monkeypatch.setattr(disk, "system", Watching())
    disk.sync_name(target)
    assert [given & (os.O_RDWR | os.O_WRONLY) for given in flags] == [os.O_RDWR]


def test_a_change_of_capitals_only(target: Path) -> None:
    other = target.with_name(target.name.upper())
    disk.replace_durable(target, other)
    assert state(target.parent) == {other.name: OLD}


def test_copy_and_read(target: Path) -> None:
    copy = target.with_name("salinan")
    disk.copy(target, copy)
    assert disk.read_whole(copy) == OLD
    assert disk.hash_of(copy) == disk.sha256(OLD) == hashlib.sha256(OLD).hexdigest()
    assert disk.size_of(copy) == len(OLD)


def test_holds_is_byte_by_byte(target: Path) -> None:
    assert disk.holds(target, OLD)
    for other in (OLD[:-1], OLD + b"!", OLD[:-1] + b"?", b"", b"L" + OLD[1:]):
        assert not disk.holds(target, other)


def test_what_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "tidak"
    disk.remove(path)
    assert disk.hash_of(path) is None
    assert disk.size_of(path) is None
    with pytest.raises(FileNotFoundError):
        disk.holds(path, b"")
    with pytest.raises(FileNotFoundError):
        disk.read_whole(path)


def test_only_a_held_file_is_waited_for(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Instant):
        def __init__(self, error: OSError) -> None:
            super().__init__()
            self.error = error

        def remove(self, path: Path) -> None:
            raise self.error

    no_medium = PermissionError(13, "not ready")
    no_medium.winerror = 21  # type: ignore[attr-defined,unused-ignore]
    for error, waits in (
        (PermissionError(13, "denied"), disk.TRIES - 1),
        (in_use(), disk.TRIES - 1),
        (no_medium, 0),
        (OSError(errno.EIO, "broken"), 0),
    ):
        system = Broken(error)
        monkeypatch.setattr(disk, "system", system)
        with pytest.raises(OSError, match=str(error.strerror)):
            disk.remove(target)
        assert len(system.waits) == waits


@pytest.mark.parametrize(
    ("code", "windows", "says"),
    [
        (errno.EACCES, 5, "berkas sedang dipakai program lain (misalnya antivirus)"),
        (errno.EACCES, 32, "berkas sedang dipakai program lain (misalnya antivirus)"),
        (errno.EACCES, 19, "media hanya dapat dibaca"),
        (errno.EACCES, 21, "perangkat tidak ada"),
        (errno.EINVAL, 1117, "perangkat tidak dapat dibaca atau ditulis"),
        (errno.ENOSPC, 112, "disk penuh"),
        (errno.EACCES, None, "akses ditolak"),
        (errno.EROFS, None, "media hanya dapat dibaca"),
    ],
)
def test_reasons(code: int, windows: int | None, says: str) -> None:
    error = OSError(code, "x")
    if windows is not None:
        error.winerror = windows  # type: ignore[attr-defined,unused-ignore]
    assert disk.reason(error) == says


def test_the_folder_is_the_name_of_a_drive_that_has_none(target: Path) -> None:
    assert disk.drive_name(target) == "folder KINGSTON"


@pytest.mark.parametrize(
    ("mount", "path", "says"),
    [
        ("/media/ani/KINGSTON", "/media/ani/KINGSTON/2025/a.sqlite", "KINGSTON"),
        ("/run/media/ani/KINGSTON", "/run/media/ani/KINGSTON/a.sqlite", "KINGSTON"),
        ("/mnt/usb", "/mnt/usb/a.sqlite", "usb"),
        ("/home", "/home/ani/Dokumen/a.sqlite", "folder Dokumen"),
        ("/", "/a.sqlite", "folder"),
    ],
)
def test_a_stick_is_named_as_it_is_mounted(
    monkeypatch: pytest.MonkeyPatch, mount: str, path: str, says: str
) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda self: str(self) in (mount, "/"))
    assert disk.drive_name(Path(path)) == says


def test_the_real_system_flushes(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda handle: flushed.append(os.path.isdir(handle)))  # noqa: PTH112
    monkeypatch.setattr(disk, "system", System())
    disk.sync_name(target)
    assert flushed == [False, True]


@pytest.mark.parametrize(("code", "fails"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_file_system_that_cannot_flush_folders_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, fails: bool
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(code, "x")

    monkeypatch.setattr(os, "fsync", refuse)
    if fails:
        with pytest.raises(OSError, match="x"):
            System().sync_folder(tmp_path)
    else:
        System().sync_folder(tmp_path)


def test_the_real_room(tmp_path: Path) -> None:
    assert (disk.free_room(tmp_path) or 0) > 0


def test_what_visibly_forbids_writing(target: Path) -> None:
    assert not disk.is_protected(target)
    assert not disk.is_protected(target.with_name("baru"))
    target.chmod(0o444)
    assert disk.is_protected(target)
