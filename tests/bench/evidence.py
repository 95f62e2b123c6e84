"""What evidence costs: opening with 50 MB of it against without, and writing 200 MB."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from core.edits.bukti import BerkasBukti, tambah_bukti
from core.safekeeping.kept import KeptFile
from core.safekeeping.opening import open_kept
from core.safekeeping.places import Places
from tests.bench.files import QUARTER, environment, make_file, pc
from tests.bench.start import run

ROUNDS = 11
MB = 2**20


def measure(folder: Path) -> list[str]:
    """Lines of the report."""
    return [*_opening(folder), *_publishing(folder)]


def _attach(kept: KeptFile, numbers: Sequence[int], size: int) -> None:
    """Pieces that no other is like."""
    items = []
    for number in numbers:
        sidik = kept.evidence.put(random.Random(number).randbytes(size))
        items.append(BerkasBukti(f"bukti {number}.pdf", sidik, size))
    kept.doc.apply(tambah_bukti(kept.doc, QUARTER, "", items))


def _document(folder: Path, name: str, count: int) -> tuple[Path, Mapping[str, str]]:
    """A document of 10,000 rows and the PC on which it was worked."""
    own = folder / name
    own.mkdir()
    path = make_file(own / "berkas.sqlite", 10_000)
    here = pc(own)
    state = Path(here["XDG_STATE_HOME"]) / "iku-kominfo"
    kept = open_kept(path, Places(state), environment())
    if count:
        _attach(kept, range(count), 5 * MB)
        kept.publish()
    kept.close()
    return path, here


def _opening(folder: Path) -> list[str]:
    with_it, without = _document(folder, "dengan", 10), _document(folder, "tanpa", 0)
    rows = []
    for number in range(ROUNDS + 1):
        order = (with_it, without) if number % 2 else (without, with_it)
        found = {id(each): run(each[1], "program", str(each[0])) for each in order}
        rows.append((found[id(with_it)], found[id(without)]))
    ratios = [
        statistics.median(one[n] / other[n] for one, other in rows[1:] if other[n])
        for n in range(3)
    ]
    fresh = []
    for number in range(3):
        new = folder / f"baru-{number}"
        new.mkdir()
        both = [
            run(pc(_made(new / name)), "program", str(path))[1]
            for name, (path, _) in (("dengan", with_it), ("tanpa", without))
        ]
        fresh.append(both)
    seconds, plain = (statistics.median(each) for each in zip(*fresh, strict=True))
    size = with_it[0].stat().st_size / MB
    return [
        f"reopening with ten files of 5 MB ({size:.0f} MB) against without: first paint ratio "
        f"{ratios[0]:.2f}, figures painted {ratios[1]:.2f} (goal 1.1), memory {ratios[2]:.2f}",
        f"the first opening on a new PC until figures are painted: CPU {seconds:.2f} s "
        f"against {plain:.2f} s without",
    ]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _publishing(folder: Path) -> list[str]:
    path = make_file(folder / "besar.sqlite", 1_000)
    kept = open_kept(path, Places(folder / "pc-besar"), environment())
    _attach(kept, range(20), 10 * MB)
    try:
        times: list[float] = []
        waits: list[float] = []
        for number in range(3):
            _attach(kept, [100 + number], 1000)
            told = [time.perf_counter()]
            kept.publish(lambda *_, told=told: told.append(time.perf_counter()))
            told.append(time.perf_counter())
            times.append(told[-1] - told[0])
            waits += [later - earlier for earlier, later in pairwise(told)]
        size = path.stat().st_size
        copy = folder / "salinan"
        start = time.perf_counter()
        _plain_copy(path, copy)
        plain = time.perf_counter() - start
    finally:
        kept.close()
    return [
        f"publishing {size / MB:.0f} MB: {statistics.median(times):.2f} s against {plain:.2f} s of "
        f"a plain copy with fsync; longest time without a word {max(waits):.2f} s"
    ]


def _plain_copy(source: Path, target: Path) -> None:
    with target.open("wb") as out:
        out.write(source.read_bytes())
        out.flush()
        os.fsync(out.fileno())
