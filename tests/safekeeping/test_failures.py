"""The Nth file operation fails, for every N: something whole lies there, and later all is well."""

from __future__ import annotations

import errno
import itertools
from pathlib import Path

import pytest

from core.safekeeping import disk
from core.safekeeping.disk import sha256
from core.safekeeping.publish import PublishError, publish
from tests.safekeeping.contents import NEW, NEWER, OLD, State, lay, state
from tests.safekeeping.systems import Failing, Full, Held, Instant

NAME = "kinerja.sqlite"
BEFORE: dict[str, State] = {
    "alone": {NAME: OLD},
    "new": {},
    "stale siblings": {NAME: OLD, f"{NAME}.baru": OLD[:9], f"{NAME}.lama": b"x"},
    "stale journal": {NAME: OLD, f"{NAME}-journal": b"x", f"{NAME}-wal": b"", f"{NAME}-shm": b""},
    "swap interrupted": {f"{NAME}.lama": OLD, f"{NAME}.baru": NEW},
    "only baru is whole": {NAME: b"", f"{NAME}.lama": b"", f"{NAME}.baru": OLD},
    "only lama is whole": {NAME: NEW[:9], f"{NAME}.lama": OLD},
}
CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.ENODEV)


def attempt(path: Path, content: bytes, files: State) -> None:
    """Publish as a caller does who has looked at what lies there and knows what is whole."""
    found = files.get(NAME)
    interrupted = found is None and len(files) > 0
    expected = sha256(OLD) if interrupted else None if found is None else sha256(found)
    publish(path, content, expected, known={sha256(OLD)})


def failure(path: Path, content: bytes, files: State) -> PublishError | None:
    """How the attempt failed, if it did."""
    try:
        attempt(path, content, files)
    except PublishError as error:
        return error
    return None


def check_and_repair(folder: Path, before: State) -> None:
    """After a failure; then the same caller tries again, with what has changed in between."""
    path = folder / NAME
    left = state(folder)
    names = {NAME, f"{NAME}.baru", f"{NAME}.lama"}
    if OLD in before.values():
        assert {OLD, NEW} & {content for name, content in left.items() if name in names}
    else:
        assert left.get(NAME, NEW) == NEW
    found = left.get(NAME)
    expected = sha256(found) if found in (b"", NEW[:9]) else sha256(OLD) if before else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "system", Instant())
        publish(path, NEWER, expected, known={sha256(OLD), sha256(NEW)})
    assert state(folder) == {NAME: NEWER}


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
@pytest.mark.parametrize("before", BEFORE)
def test_every_operation_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, code: int, for_ever: bool
) -> None:
    for number in itertools.count(1):
        folder = lay(tmp_path / str(number), BEFORE[before])
        system = Failing(number, code, for_ever=for_ever)
        monkeypatch.setattr(disk, "system", system)
        error = failure(folder / NAME, NEW, BEFORE[before])
        if error is None:
            assert (folder / NAME).read_bytes() == NEW
        else:
            assert system.has_failed
            assert "aman di PC ini" in str(error)
            if error.untouched:
                assert state(folder).get(NAME) == BEFORE[before].get(NAME)
        assert system.is_open == 0
        if not system.has_failed:
            break
        check_and_repair(folder, BEFORE[before])
    assert state(folder) == {NAME: NEW}
    assert number > 20


def test_a_disk_that_is_full_at_every_write(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for pieces in itertools.count():
        system = Full(pieces)
        monkeypatch.setattr(disk, "system", system)
        if pieces == 3:
            publish(target, NEW, sha256(OLD))
            break
        with pytest.raises(PublishError, match=r"\(disk penuh\).*Kosongkan ruang") as caught:
            publish(target, NEW, sha256(OLD))
        assert caught.value.untouched
        assert state(target.parent) == {NAME: OLD}
    assert not system.has_failed
    assert state(target.parent) == {NAME: NEW}


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("tries", [1, 2, 3, disk.TRIES - 1])
def test_an_antivirus_lets_go_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tries: int, before: str
) -> None:
    for number in itertools.count(1):
        folder = lay(tmp_path / str(number), BEFORE[before])
        system = Held(number, tries)
        monkeypatch.setattr(disk, "system", system)
        attempt(folder / NAME, NEW, BEFORE[before])
        assert state(folder) == {NAME: NEW}
        if not system.held:
            break
        assert system.waits == [0.02 * 2**number for number in range(tries)]
    assert number > 10


def test_an_antivirus_does_not_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = BEFORE["alone"]
    refused = replaced = 0
    for number in itertools.count(1):
        folder = lay(tmp_path / str(number), before)
        system = Held(number, disk.TRIES)
        monkeypatch.setattr(disk, "system", system)
        error = failure(folder / NAME, NEW, before)
        if error is None:
            assert (folder / NAME).read_bytes() == NEW
        else:
            refused += 1
            assert error.is_held
            assert error.reason == "berkas sedang dipakai program lain (misalnya antivirus)"
            replaced += not error.untouched
            after = {NAME: NEW, f"{NAME}.lama": OLD}
            assert state(folder) == (before if error.untouched else after)
        if not system.held:
            break
        check_and_repair(folder, before)
    assert refused >= 8
    assert replaced == 2  # held while the new file is flushed, and while it is read back


def test_a_file_held_for_good_is_tried_eight_times_in_two_and_a_half_seconds(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = Held(1, 1000)
    monkeypatch.setattr(disk, "system", system)
    with pytest.raises(PublishError):
        publish(target, NEW, sha256(OLD))
    assert len(system.waits) == disk.TRIES - 1
    assert sum(system.waits) == pytest.approx(2.54)
