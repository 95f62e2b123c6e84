"""Starting the program with a file of 10,000 rows against a bare QMainWindow."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.bench.files import make_file, pc

ROUNDS = 9


def measure(folder: Path) -> list[str]:
    """Lines of the report: CPU time to the first painted window, and peak memory by then."""
    path = make_file(folder / "mulai.sqlite", 10_000)
    places = pc(folder)
    pairs = [(run(places, "program", str(path)), run(places, "bare")) for _ in range(ROUNDS + 1)][
        1:
    ]
    first, figures, memory = (
        statistics.median(program[n] / bare[n] for program, bare in pairs if bare[n])
        for n in range(3)
    )
    seconds = statistics.median(program[1] for program, _ in pairs)
    return [
        f"first painted window, 10,000 rows, against a bare one: CPU ratio {first:.2f} (goal 1.4)",
        f"the same until its figures are painted: CPU ratio {figures:.2f}, {seconds:.3f} s",
        f"memory by then against a bare window: ratio {memory:.2f} (goal 1.25)",
    ]


def run(places: Mapping[str, str], *arguments: str) -> tuple[float, float, float]:
    """One start in a process of its own: CPU to the first paint and to the figures, peak memory."""
    environment = {**os.environ, **places}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "tests.bench.window", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    first, figures, memory = (float(figure) for figure in done.stdout.split()[-3:])
    return first, figures, memory
