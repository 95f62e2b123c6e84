"""Each operation fails or is the last one: no piece is lost, and the next attempt goes on."""

from __future__ import annotations

import itertools
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from core.errors import FileError
from core.safekeeping import disk
from core.safekeeping.opening import Pilihan, Undecided
from tests.harness import vfs
from tests.harness.sizes import many
from tests.harness.test_failing_operations import Broken
from tests.safekeeping.evidence.pieces import (
    attach,
    data_of,
    inside,
    opened_by,
    sidik_of,
    with_evidence,
)
from tests.safekeeping.offices import Pc, Scene, fill, value_of
from tests.safekeeping.systems import Failing, Instant, Interrupting

A, B = data_of(1, 150_000), data_of(2, 90_000)
BOTH = {sidik_of(A): A, sidik_of(B): B}


class Cut(Interrupting):
    """No power from the call with this number on."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.left = number

    @property
    def has_failed(self) -> bool:
        return self.left <= 0

    def step(self, call: str) -> None:
        self.left -= 1
        if self.left <= 0 and call != "close":  # the system closes what a dead program had open
            raise KeyboardInterrupt


def open_again(pc: Pc, target: Path) -> None:
    """The next day all is there, and what is published is whole."""
    try:
        kept = pc.open(target)
    except Undecided:
        kept = pc.open(target, Pilihan.KERJA)
    try:
        assert not [each for each in kept.notes if "Isi bukti" in each]
        assert {each.sidik for each in kept.doc.semua_bukti()} == set(BOTH)
        assert {sidik: kept.evidence.read(sidik) for sidik in BOTH} == BOTH
        fill(kept, "4")
        kept.publish()
    finally:
        kept.close()
    assert inside(target) == BOTH


@pytest.mark.parametrize("kind", ["fails", "fails for ever", "cut"])
def test_taking_evidence_in(
    pc: Pc, other: Pc, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    with_evidence(pc, target, A, B)
    scene = Scene(target)
    for number in itertools.count(1, many(5, 1)):
        folder = tmp_path / "lagi"
        shutil.rmtree(folder, ignore_errors=True)
        here = Pc(folder)
        system = Cut(number) if kind == "cut" else Failing(number, 5, for_ever="ever" in kind)
        monkeypatch.setattr(disk, "system", system)
        was_opened = False
        try:
            kept = here.open(target)
            was_opened = True
            kept.close()
        except (FileError, KeyboardInterrupt):
            pass
        monkeypatch.setattr(disk, "system", Instant())
        assert scene.is_same()
        if was_opened and not system.has_failed:
            break
        if number % 2 == 0:
            content = target.read_bytes()
            open_again(here, target)
            target.write_bytes(content)
            scene = Scene(target)
    assert number > 30


@pytest.mark.parametrize("for_ever", [False, True])
def test_letting_go_of_it_in_the_working_copy(
    pc: Pc, target: Path, tmp_path: Path, for_ever: bool
) -> None:
    with_evidence(pc, target, A, B)
    content = target.read_bytes()
    for number in itertools.count(1, many(29, 1)):
        folder = tmp_path / "lagi"
        shutil.rmtree(folder, ignore_errors=True)
        here, broken = Pc(folder), Broken(number, 0, for_ever=for_ever)
        with vfs.watched(broken), suppress(FileError), broken:
            here.open(target).close()
        assert target.read_bytes() == content
        open_again(here, target)
        target.write_bytes(content)
        if not broken.has_failed:
            break
    assert number > 8


@pytest.mark.parametrize("kind", ["fails", "cut"])
def test_writing_it_to_its_place(
    pc: Pc, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    with_evidence(pc, target, A)
    kept = pc.open(target)
    attach(kept, B)
    kept.close()
    content = target.read_bytes()
    for number in itertools.count(1, many(7, 1)):
        folder = tmp_path / "lagi"
        shutil.rmtree(folder, ignore_errors=True)
        for path in target.parent.iterdir():
            path.unlink()
        target.write_bytes(content)
        here = pc.after_crash(folder)
        kept = here.open(target)
        system = Cut(number) if kind == "cut" else Failing(number, 5)
        monkeypatch.setattr(disk, "system", system)
        with suppress(FileError, KeyboardInterrupt):
            kept.publish(lambda *_: None)
        monkeypatch.setattr(disk, "system", Instant())
        kept.close()
        if not system.has_failed:
            break
        if number % 2 == 0:
            open_again(here, target)
    assert number > 40


def test_a_colleague_goes_on(pc: Pc, other: Pc, target: Path) -> None:
    with_evidence(pc, target, A)
    with opened_by(other, target) as kept:
        attach(kept, B)
        kept.publish()
    with opened_by(pc, target) as kept:
        assert kept.evidence.read(sidik_of(B)) == B
        assert value_of(kept) is not None
    assert inside(target) == BOTH
