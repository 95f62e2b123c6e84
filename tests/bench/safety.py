"""What keeping the file safe costs: backup, publishing, opening with all checks, merging."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from core.document import Document
from core.edits.isian import fill_in
from core.edits.register import set_cells
from core.merge.documents import copy_of
from core.merge.planning import plan_merge
from core.merge.resolving import resolve
from core.safekeeping.backups import Backups
from core.safekeeping.places import Places
from core.safekeeping.publish import publish
from core.storage import file
from core.storage.journal import Head
from tests.bench.files import QUARTER, environment, make_file

ROUNDS = 7
STEPS = 20_000
EDITS = 100


def measure(folder: Path) -> list[str]:
    """Lines of the report."""
    return [*_backup(folder), *_publish(folder), *_open(folder), *_merge(folder)]


def _ratio(one: Callable[[int], object], other: Callable[[int], object]) -> tuple[float, float]:
    """Median of one against the other, taken in turns, and the seconds of one."""
    pairs = [(_seconds(one, number), _seconds(other, number)) for number in range(ROUNDS)]
    ones, others = zip(*pairs, strict=True)
    return _median_ratio(ones, others), statistics.median(ones)


def _median_ratio(one: Sequence[float], other: Sequence[float]) -> float:
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


def _seconds(act: Callable[[int], object], number: int) -> float:
    start = time.perf_counter()
    act(number)
    return time.perf_counter() - start


def _plain_copy(source: Path, target: Path) -> None:
    with target.open("wb") as out:
        out.write(source.read_bytes())
        out.flush()
        os.fsync(out.fileno())


def _of_size(path: Path, size: int) -> Path:
    """A file of about this many bytes, most of it remarks in a register."""
    return make_file(path, size // 8300, "x" * 3000, every=1)


def _backup(folder: Path) -> list[str]:
    path = _of_size(folder / "besar.sqlite", 50 * 2**20)
    doc = Document(path, environment())
    try:
        backups = Backups(Places(folder / "pc"), doc.berkas_id)
        copy = folder / "salinan"

        made, proved, plain = [], [], []
        for number in range(ROUNDS):
            doc.apply(fill_in(doc, QUARTER, "spbe.indikator.32", str(1 + number % 5)))
            plain.append(_seconds(lambda _: _plain_copy(path, copy), number))
            start = time.perf_counter()
            draft = backups.start(doc, f"2026-01-05T08:{number:02d}:00", "ukur")
            made.append(time.perf_counter() - start)
            assert draft is not None
            backups.finish(draft)
            proved.append(time.perf_counter() - start)
    finally:
        doc.close()
    size = path.stat().st_size / 2**20
    return [
        f"backup of {size:.0f} MB against a plain copy with fsync: ratio "
        f"{_median_ratio(made, plain):.2f} (goal 4), {statistics.median(made):.2f} s",
        f"the same until it is proved, in the background: ratio {_median_ratio(proved, plain):.2f}",
    ]


def _publish(folder: Path) -> list[str]:
    path = _of_size(folder / "sedang.sqlite", 6 * 2**20)
    target, copy = folder / "terbit.sqlite", folder / "salinan-kecil"
    doc = Document(path, environment())
    expected: list[str | None] = [None]
    try:

        def put(number: int) -> None:
            content = doc.content()
            expected[0] = publish(target, content, expected[0]).sha256

        plain, published = [], []
        for number in range(ROUNDS):
            doc.apply(fill_in(doc, QUARTER, "spbe.indikator.32", str(1 + number % 5)))
            plain.append(_seconds(lambda _: _plain_copy(path, copy), number))
            published.append(_seconds(put, number))
    finally:
        doc.close()
    size = path.stat().st_size / 2**20
    return [
        f"publishing {size:.1f} MB against a plain copy with fsync: ratio "
        f"{_median_ratio(published, plain):.2f} (goal 6), {statistics.median(published):.3f} s"
    ]


def _open(folder: Path) -> list[str]:
    path = make_file(folder / "panjang.sqlite", 100)
    doc = Document(path, environment(), salinan="ukur")
    doc._store._conn.execute("PRAGMA synchronous = OFF")  # only to have the steps sooner
    for number in range(STEPS):
        doc.apply(fill_in(doc, QUARTER, "spbe.indikator.32", str(1 + number % 5)))
    doc.close()

    def checked(_: int) -> None:
        Document(path, environment(), read_only=True).close()

    true = file._check_content

    def trusting(number: int) -> None:
        file._check_content = lambda *_, **__: Head(0, "", 0, {})
        try:
            checked(number)
        finally:
            file._check_content = true

    ratio, seconds = _ratio(checked, trusting)
    return [
        f"opening at {STEPS:,} steps with all checks against without: ratio {ratio:.2f}, "
        f"{seconds:.3f} s"
    ]


def _merge(folder: Path) -> list[str]:
    here = make_file(folder / "sini.sqlite", 10_000)
    there = folder / "sana.sqlite"
    there.write_bytes(here.read_bytes())
    _edit(here, "sini", 0)
    _edit(there, "sana", EDITS)
    opened = []
    merged = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        mine, theirs = (Document(each, environment(), salinan="gabung") for each in (here, there))
        opened.append(time.perf_counter() - start)
        start = time.perf_counter()
        plan = plan_merge(copy_of(mine, "sini"), copy_of(theirs, "sana"))
        resolve(plan, {})
        merged.append(time.perf_counter() - start)
        mine.close()
        theirs.close()
    ratio = _median_ratio(merged, opened)
    return [
        f"merging two copies with 10,000 rows and {EDITS} edits each against opening them: "
        f"ratio {ratio:.2f}, {statistics.median(merged):.3f} s"
    ]


def _edit(path: Path, salinan: str, first: int) -> None:
    doc = Document(path, environment(), salinan=salinan)
    rows = list(doc.register("data_statistik", QUARTER))[first : first + EDITS]
    for row in rows:
        doc.apply(set_cells(doc, "data_statistik", QUARTER, [row], "metadata", 0))
    doc.close()
