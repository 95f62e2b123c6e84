"""One opener holds the lock; nothing leaves it behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.safekeeping.lock import Lock

_HOLD = """
import sys
from pathlib import Path
from core.safekeeping.lock import Lock
print(Lock(Path(sys.argv[1])).acquire(), flush=True)
sys.stdin.read()
"""


@contextmanager
def other_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has tried to acquire; its answer is the first line."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kunci"


def test_only_one_of_two_in_the_same_process(path: Path) -> None:
    one, other = Lock(path), Lock(path)
    assert one.acquire()
    assert not other.acquire()
    assert not one.acquire()
    one.release()
    assert other.acquire()
    assert not one.acquire()
    other.release()


def test_release_of_what_is_not_held_frees_nothing(path: Path) -> None:
    one, other = Lock(path), Lock(path)
    assert one.acquire()
    other.release()
    assert not other.acquire()
    one.release()
    one.release()


def test_another_process_is_refused_and_may_follow(path: Path) -> None:
    lock = Lock(path)
    assert lock.acquire()
    with other_process(path) as process:
        assert answer(process) == "False"
    lock.release()
    with other_process(path) as process:
        assert answer(process) == "True"
        assert not lock.acquire()


def test_a_killed_process_leaves_nothing_behind(path: Path) -> None:
    with other_process(path) as process:
        assert answer(process) == "True"
        process.kill()
        process.wait()
        lock = Lock(path)
        assert lock.acquire()
        lock.release()


def test_a_copy_is_not_locked(path: Path) -> None:
    lock = Lock(path)
    assert lock.acquire()
    copy = Lock(Path(shutil.copy2(path, path.with_name("salinan"))))
    assert copy.acquire()
    copy.release()
    lock.release()


def test_a_removed_file_is_not_held_in_vain(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock, real = Lock(path), os.open

    def removed_in_between(*args: object) -> int:
        handle = real(*args)  # type: ignore[arg-type]
        path.unlink()
        return handle

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", removed_in_between)
        assert not lock.acquire()
    assert lock.acquire()
    lock.release()


def test_who_holds_it_does_not_get_it_again_after_its_file_was_removed(path: Path) -> None:
    lock = Lock(path)
    assert lock.acquire()
    path.unlink()
    assert not lock.acquire()
    lock.release()


def test_no_folder_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Lock(tmp_path / "tidak" / "kunci").acquire()
