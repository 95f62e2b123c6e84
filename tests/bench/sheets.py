"""How long the sheets take: the one-page sheet, and a long worksheet against a short one."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from core.document import Document
from core.printing import sheet_bytes
from tests.bench.files import QUARTER, environment, make_file


def measure(folder: Path, rounds: int = 5) -> list[str]:
    """Lines of the report."""
    short = Document(make_file(folder / "lembar-200.sqlite", 200), environment())
    long = Document(make_file(folder / "lembar-2000.sqlite", 2000), environment())
    try:
        sheet_bytes(short, "pengukuran", QUARTER, "a4")
        one_page = [_seconds(short, "pengukuran") for _ in range(rounds)]
        pairs = [
            (_seconds(long, "kertas-kerja"), _seconds(short, "kertas-kerja")) for _ in range(rounds)
        ]
    finally:
        short.close()
        long.close()
    ratio = statistics.median(a / b for a, b in pairs)
    seconds = statistics.median(a for a, _ in pairs)
    return [
        f"one-page sheet: {statistics.median(one_page) * 1000:.0f} ms",
        f"worksheet, 2,000 against 200 rows: ratio {ratio:.2f} (goal 12), {seconds:.2f} s",
    ]


def _seconds(doc: Document, lembar: str) -> float:
    start = time.perf_counter()
    sheet_bytes(doc, lembar, QUARTER, "a4")
    return time.perf_counter() - start
