"""The power goes at any moment: every acknowledged edit is there, and nothing wrong is shown."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from core.errors import FileError
from core.safekeeping import disk
from core.safekeeping.arrival import looked_at
from core.safekeeping.kept import KeptFile
from core.safekeeping.opening import Pilihan, Undecided
from tests.core.files import environment
from tests.harness import vfs
from tests.harness.medium import Medium, Op, Tape, TapedSystem
from tests.harness.sizes import many
from tests.safekeeping.offices import KUNCI, LAIN, Pc, fill, value_of
from tests.safekeeping.systems import Instant

STATES = many(40, 1_500)
"""So many of each of the eight cases."""


class Recorded:
    """A day's work on tape: what was written, and the document's hash after each change."""

    def __init__(self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tape = Tape()
        self.sidik: list[str] = []
        monkeypatch.setattr(disk, "system", TapedSystem(self.tape))
        with vfs.watched(self.tape):
            kept = pc.open(target)
            self._note(kept)
            for number, value in enumerate("2145312"):
                fill(kept, value, KUNCI if number % 2 else LAIN)
                self._note(kept)
                if number in (1, 2, 5):
                    kept.publish()
            kept.close()
            kept = pc.open(target)
            fill(kept, "4")
            self._note(kept)
            kept.publish()
            kept.close()
        monkeypatch.setattr(disk, "system", Instant())

    def _note(self, kept: KeptFile) -> None:
        self.sidik.append(kept.doc.sidik)
        self.tape.note(len(self.sidik) - 1)


@pytest.mark.parametrize("is_pc_lying", [False, True], ids=["PC honest", "PC lying"])
@pytest.mark.parametrize("is_stick_lying", [False, True], ids=["stick honest", "stick lying"])
@pytest.mark.parametrize("is_first", [False, True], ids=["known", "new"])
def test_after_a_power_cut(
    pc: Pc,
    target: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_first: bool,
    is_stick_lying: bool,
    is_pc_lying: bool,
) -> None:
    pc.places.folder.mkdir()
    if not is_first:
        pc.fill(target, "5")
    before = tmp_path / "sebelum"
    for folder in (pc.places.folder, target.parent):
        shutil.copytree(folder, before / folder.name)
    media = [
        Medium(pc.places.folder, is_fat=False, lies=is_pc_lying),
        Medium(target.parent, is_fat=True, lies=is_stick_lying),
    ]
    recorded = Recorded(pc, target, monkeypatch)
    with looked_at(before / target.parent.name / target.name, environment()) as arrived:
        known = [arrived.doc.sidik, *recorded.sidik]
    met: Counter[str] = Counter()
    chance = random.Random(7)
    for acknowledged, states in cuts(recorded.tape.ops, media, chance):
        lay(states, pc.places.folder, target.parent)
        met.update(
            check(pc, target, recorded.sidik, acknowledged, known, is_certain=not is_pc_lying)
        )
    print(f"{met.total()} states:", dict(met))
    assert met.total() >= STATES * 0.9
    if not is_pc_lying:
        assert not met["refused"]


def cuts(
    ops: list[Op], media: list[Medium], chance: random.Random
) -> Iterator[tuple[int, dict[Path, bytes]]]:
    """States after a cut at any moment, with the number of the last change reported as saved."""
    each = STATES / len(ops)
    acknowledged, due = -1, 0.0
    for op in ops:
        if op.kind == "note":
            acknowledged = op.start
        for medium in media:
            if medium.holds(op.path):
                medium.apply(op)
        due += each
        while due >= 1:
            due -= 1
            state: dict[Path, bytes] = {}
            for medium in media:
                state |= medium.after_cut(chance)
            yield acknowledged, state


def lay(state: dict[Path, bytes], *folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    for path, content in state.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def check(
    pc: Pc, target: Path, sidik: list[str], acknowledged: int, known: list[str], *, is_certain: bool
) -> list[str]:
    """Start again; what was met with."""
    look_from_elsewhere(target, known)
    try:
        kept, met = opened(pc, target)
    except FileError as error:
        if is_certain and acknowledged >= 0:
            raise
        assert str(error).endswith(".")  # noqa: PT017
        return ["refused"]
    found = kept.doc.sidik
    assert found in known
    if is_certain and acknowledged >= 0:
        # At most the one change that was under way is there without having been reported.
        here = [found, *map(sidik_in, pc.aside())]
        assert set(here) & set(sidik[acknowledged : acknowledged + 2])
        met += "" if found in sidik[acknowledged:] else ", the work among the backups"
    fill(kept, "1" if value_of(kept) != "1" else "2")
    with suppress(FileError):
        publication = kept.publication(recreate=True)
        assert publication is not None
        kept.went(publication, publication.run())
        look_from_elsewhere(target, [kept.doc.sidik])
        met = f"{met}, then published"
    kept.close()
    return [met]


def opened(pc: Pc, target: Path) -> tuple[KeptFile, str]:
    """As somebody does who goes on with her own work wherever that is offered."""
    try:
        return pc.open(target), "opened"
    except Undecided as question:
        met = "asked"
        can_go_on = question.can_go_on
    except FileError:
        # The document cannot be believed; the window offers what this PC has.
        met, can_go_on = "document refused", True
    if can_go_on:
        with suppress(Undecided):
            return pc.open(target, Pilihan.KERJA), f"{met}, the work opened"
    return pc.open(target, Pilihan.BERKAS), f"{met}, the document opened"


def sidik_in(path: Path) -> str:
    with looked_at(path, environment()) as arrived:
        return arrived.doc.sidik


def look_from_elsewhere(target: Path, known: list[str]) -> None:
    """A colleague sees an exact state, or a refusal."""
    for path in (target, *target.parent.glob(f"{target.name}.*")):
        with suppress(FileError), looked_at(path, environment()) as arrived:
            assert arrived.doc.sidik in known
