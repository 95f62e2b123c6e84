"""The power goes at any moment of a publish: something whole lies there, and the next one repairs.

Every state is one of `powercut`; that the model sees mistakes is shown by making some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.safekeeping import disk
from core.safekeeping import publish as publishing
from core.safekeeping.disk import sha256
from core.safekeeping.publish import ReplacedMeanwhile, publish
from tests.safekeeping.contents import NEW, NEWER, OLD, State, lay, state
from tests.safekeeping.powercut import Op, Recorder, cuts

NAME = "kinerja.sqlite"
SIBLINGS = (NAME, f"{NAME}.baru", f"{NAME}.lama")
STALE: State = {f"{NAME}.baru": OLD[:9], f"{NAME}.lama": b"x", f"{NAME}-journal": b"x"}
FILE_SYSTEMS = pytest.mark.parametrize("fat", [False, True], ids=["any order", "FAT"])


BOTH = (OLD, NEW)


def recorded(folder: Path, content: bytes, known: tuple[bytes, ...] = BOTH) -> list[Op]:
    """The changes of one publish, made by a caller that judges what has replaced its file."""
    path = folder / NAME
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "system", recorder)
        try:
            publish(path, content, sha256(OLD), known={sha256(one) for one in known})
        except ReplacedMeanwhile as error:
            assert not recorder.ops
            publish(path, content, error.found, known={sha256(one) for one in BOTH})
    return recorder.ops


def whole(files: State, contents: tuple[bytes, ...]) -> set[str]:
    return {name for name in SIBLINGS if files.get(name) in contents}


def distinct(found: Iterator[list[State]]) -> list[State]:
    """Each state once."""
    return list({tuple(sorted(one.items())): one for many in found for one in many}.values())


@pytest.mark.parametrize("stale", [{}, STALE], ids=["alone", "stale siblings"])
@FILE_SYSTEMS
def test_something_is_whole_at_every_moment_and_the_new_one_at_the_end(
    tmp_path: Path, fat: bool, stale: State
) -> None:
    before = {NAME: OLD, **stale}
    ops = recorded(lay(tmp_path / "a", before), NEW)
    moments = list(cuts(before, ops, fat=fat))
    for states in moments:
        for files in states:
            assert whole(files, (OLD, NEW))
    assert {files.get(NAME) for files in moments[-1]} == {NEW}


def test_each_step_is_durable_before_the_next(tmp_path: Path) -> None:
    ops = recorded(lay(tmp_path / "a", {NAME: OLD, **STALE}), NEW)
    steps = [" ".join(filter(None, (op.kind, op.name, op.to))) for op in ops]
    assert steps == [
        f"remove {NAME}.baru",
        f"remove {NAME}.lama",
        f"create {NAME}.baru",
        *[f"write {NAME}.baru"] * 3,
        f"sync {NAME}.baru",
        "sync_folder",
        f"remove {NAME}-journal",
        f"replace {NAME} {NAME}.lama",
        f"sync {NAME}.lama",
        "sync_folder",
        f"replace {NAME}.baru {NAME}",
        f"sync {NAME}",
        "sync_folder",
        f"remove {NAME}.lama",
    ]


@pytest.mark.parametrize("known", [BOTH, (NEW,), ()], ids=["both", "attempt", "nothing"])
@FILE_SYSTEMS
def test_a_second_power_cut_while_the_first_is_repaired(
    tmp_path: Path, fat: bool, known: tuple[bytes, ...]
) -> None:
    before = {NAME: OLD}
    first = recorded(lay(tmp_path / "a", before), NEW)
    states = distinct(cuts(before, first, fat=fat))
    assert len(states) >= 15
    for number, left in enumerate(states):
        folder = lay(tmp_path / str(number), left)
        second = recorded(folder, NEWER, known)
        assert state(folder) == {NAME: NEWER}
        for files in distinct(cuts(left, second, fat=fat)):
            assert whole(files, (OLD, NEW, NEWER)), (sorted(left), second)


@FILE_SYSTEMS
def test_what_was_cut_off_is_brought_to_its_end(tmp_path: Path, fat: bool) -> None:
    before = {NAME: OLD}
    states = distinct(cuts(before, recorded(lay(tmp_path / "a", before), NEW), fat=fat))
    for number, left in enumerate(states):
        folder = lay(tmp_path / str(number), left)
        second = recorded(folder, NEW)
        assert state(folder) == {NAME: NEW}
        last = list(cuts(left, second, fat=fat))[-1]
        assert {files.get(NAME) for files in last} == {NEW}


def test_nothing_damaged_is_believed_after_a_stick_that_lied(tmp_path: Path) -> None:
    before = {NAME: OLD}
    ops = recorded(lay(tmp_path / "a", before), NEW)
    believed = 0
    states = distinct(cuts(before, ops, fat=True, lies=True))
    for number, left in enumerate(states):
        path = lay(tmp_path / str(number), left) / NAME
        is_whole = NAME in whole(left, (OLD, NEW)) or (
            NAME not in left and whole(left, (OLD, NEW)) != set()
        )
        if is_whole:
            believed += 1
            publish(path, NEWER, sha256(OLD), known={sha256(NEW)})
            assert state(path.parent) == {NAME: NEWER}
            continue
        with pytest.raises(ReplacedMeanwhile) as caught:
            publish(path, NEWER, sha256(OLD), known={sha256(NEW)})
        assert caught.value.found == (sha256(left[NAME]) if NAME in left else None)
        assert state(path.parent) == left
    assert 20 < believed < len(states)


def without_flush_after_rename(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(disk, "sync_name", lambda path: disk.system.sync_folder(path.parent))


def without_any_folder_flush(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Recorder, "sync_folder", lambda self, folder: None)


def without_flush_of_the_content(patch: pytest.MonkeyPatch) -> None:
    def write(path: Path, content: bytes, *_: object) -> None:
        disk.remove(path)
        handle = disk.system.open(path, disk._CREATE)
        disk.system.write(handle, memoryview(content))
        disk.system.close(handle)
        disk.system.sync_folder(path.parent)

    patch.setattr(disk, "write_durable", write)


def without_the_former_beside_it(patch: pytest.MonkeyPatch) -> None:
    def swap(place: publishing._Place, *_: object, **__: object) -> None:
        disk.replace_durable(place.baru, place.target)

    patch.setattr(publishing, "_swap", swap)


@pytest.mark.parametrize(
    "mistake",
    [
        without_flush_after_rename,
        without_any_folder_flush,
        without_flush_of_the_content,
        without_the_former_beside_it,
    ],
)
def test_the_model_sees_mistakes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistake: Callable[[pytest.MonkeyPatch], None]
) -> None:
    mistake(monkeypatch)
    before = {NAME: OLD}
    ops = recorded(lay(tmp_path / "a", before), NEW)
    assert any(
        not whole(files, (OLD, NEW)) for states in cuts(before, ops, fat=True) for files in states
    )
