"""Killed at any moment, the next start finds every change that was reported, and no half one."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from core.document import Document
from core.edits.isian import fill_in
from core.errors import FileError
from core.safekeeping.arrival import looked_at
from core.safekeeping.backup import problem_of
from core.safekeeping.backups import Backups
from core.safekeeping.places import Places
from core.safekeeping.publish import siblings
from core.sample import create_sample
from core.storage.migration import upgrade
from tests.core.files import beside
from tests.harness import officer
from tests.harness.figures import KEYS, QUARTERS
from tests.harness.officer import Desk, Report, bring_up_to_date, environment, opened, work
from tests.harness.sizes import many

OLD = Path(__file__).resolve().parents[1] / "files" / "format-1000.sqlite"
KILLS = many(24, 2_100)
KILLS_OF_ONE_FILE = 15


def test_every_reported_change_survives_every_kill(tmp_path: Path) -> None:
    chance = random.Random(20_261_122)
    seen: Counter[str] = Counter()
    if sys.platform == "win32":
        start, warming_up = multiprocessing.get_context("spawn"), 0.5
    else:
        start, warming_up = multiprocessing.get_context("fork"), 0.0
    desk = None
    for number in range(KILLS):
        if desk is None or number % KILLS_OF_ONE_FILE == 0:
            shutil.rmtree(tmp_path / "uji", ignore_errors=True)
            is_old = number // KILLS_OF_ONE_FILE % 3 == 1
            desk = new_desk(tmp_path / "uji", is_old=is_old)
        mine, its = start.Pipe(duplex=False)
        process = start.Process(target=work, args=(desk, chance.randrange(2**30), its))
        process.start()
        its.close()
        time.sleep(chance.uniform(0, 0.25) + warming_up)
        process.kill()
        reports = received(mine)
        process.join()
        process.close()
        seen.update(report.kind for report in reports)
        seen.update(check(desk, reports))
    print(f"{KILLS} kills:", dict(sorted(seen.items())))
    if KILLS > 1_000:
        assert seen["unpublished"] > KILLS / 10
        assert min(seen[kind] for kind in ("saved", "published", "backup", "handed")) > 100
        assert seen["in a commit"]
        assert seen["document missing"] + seen["siblings"]


def new_desk(folder: Path, *, is_old: bool) -> Desk:
    """A document, new or of an earlier format, and a colleague's copy with changes of its own."""
    for name in ("STIK", "serah", "rekan"):
        (folder / name).mkdir(parents=True)
    target, colleague = folder / "STIK" / "kinerja.sqlite", folder / "rekan" / "kinerja.sqlite"
    if is_old:
        shutil.copyfile(OLD, target)
    else:
        create_sample(target, environment())
    shutil.copyfile(target, colleague)
    if is_old:
        upgrade(colleague, colleague.name)
    doc = Document(colleague, environment())
    for quarter in QUARTERS[:2]:
        for key in KEYS[:5]:
            doc.apply(fill_in(doc, quarter, key, "4"))
    doc.close()
    return Desk(target, Places(folder / "pc"), folder / "serah", colleague)


def received(connection: Connection) -> list[Report]:
    """What was reported before the end; a report cut in half was none."""
    reports = []
    try:
        while True:
            reports.append(connection.recv())
    except (EOFError, OSError):
        connection.close()
    assert not [report.text for report in reports if report.kind == "failed"]
    return reports


def check(desk: Desk, reports: list[Report]) -> list[str]:
    """Open again as at the next start; what was met with."""
    met = []
    last = {report.kind: report.text for report in reports}
    steps = whole_somewhere(desk.target)
    assert last.get("published", steps[-1]) in steps
    if not desk.target.exists():
        met.append("document missing")
    elif siblings(desk.target):
        met.append("siblings")
    hot = [path for path in desk.places.folder.glob("kerja/*/*-journal") if path.stat().st_size]
    met += ["in a commit"] if hot else []
    kept = opened(desk)
    met += ["unpublished"] if kept.pending else []
    journal = [step.sidik for step in kept.doc.journal()]
    saved = [report.text for report in reports if report.kind in ("saved", "published")]
    assert [sidik for sidik in saved if sidik not in journal] == []
    assert kept.doc.all_rows() == replayed(kept.doc)
    if "backup" in last:
        backups = Backups(desk.places, kept.doc.berkas_id)
        named = {backup.path.name: backup for backup in backups.list()}
        assert problem_of(named[last["backup"]], environment()) == ""
    if "handed" in last:
        assert last["handed"] in whole_somewhere(desk.stick / desk.target.name)
    kept.doc.apply(fill_in(kept.doc, QUARTERS[0], KEYS[0], "3"))
    bring_up_to_date(kept)
    kept.close()
    assert beside(desk.target) == []
    assert steps_in(desk.target)[:-1] == journal
    return met


def replayed(doc: Document) -> dict[str, object]:
    """The rows as a second look at the whole file gives them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "kembar.sqlite"
        copy.write_bytes(doc.content())
        with looked_at(copy, environment()) as arrived:
            return dict(arrived.doc.all_rows())


def whole_somewhere(target: Path) -> list[str]:
    """The steps in the document, or in the sibling that stands for it; one of them is whole."""
    for path in (target, *siblings(target)):
        try:
            return steps_in(path)
        except FileError:
            continue
    raise AssertionError(f"nothing whole: {beside(target)}")


def steps_in(path: Path) -> list[str]:
    with looked_at(path, environment()) as arrived:
        return [step.sidik for step in arrived.doc.journal()]


@pytest.mark.parametrize("is_old", [False, True])
def test_the_desk_is_worked_on_in_every_way(tmp_path: Path, is_old: bool) -> None:
    """What the officer does is not hidden by a failure of her own."""
    desk = new_desk(tmp_path / "uji", is_old=is_old)
    mine, its = multiprocessing.Pipe(duplex=False)
    someone = officer._Officer(desk, random.Random(1), its)
    kept = opened(desk)
    for act in officer._ACTS * 2:
        act(someone, kept)
    kept.close()
    its.close()
    assert {report.kind for report in received(mine)} == {"saved", "published", "backup", "handed"}
