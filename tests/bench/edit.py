"""One edit in the window, until the cells are repainted, on 10,000 rows and on 100."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

from tests.bench.files import QUARTER, make_file, pc

EDITS = 300


def measure(folder: Path) -> list[str]:
    """Lines of the report: ratio of the medians, taken in turns, and the slow end."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.update(pc(folder))
    large, small = (_opened(make_file(folder / f"{n}.sqlite", n)) for n in (10_000, 100))
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(EDITS):
        for window, seconds in zip((large, small), times, strict=True):
            seconds.append(_edit(window, number))
    ratio = statistics.median(times[0]) / statistics.median(times[1])
    slowest = statistics.quantiles(times[0], n=100)[98]
    for window in (large, small):
        window.close()
    return [
        f"an edit at 10,000 rows against 100: ratio {ratio:.2f} (goal 1.5), "
        f"median {statistics.median(times[0]) * 1000:.1f} ms",
        f"its p99: {slowest * 1000:.1f} ms, {slowest * 60:.2f} of a frame at 60 Hz (goal 1)",
    ]


def _opened(path: Path):  # type: ignore[no-untyped-def]
    from ui.app import make_window

    _, window = make_window([])
    window.desk.open_file(path)
    window.show()
    window.choose_periode(QUARTER)
    window.show_tab(3)
    return window


def _edit(window, number: int) -> float:  # type: ignore[no-untyped-def]
    """Press y or t in a cell of the table, as the user does."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QTableView

    view = next(each for each in window.findChildren(QTableView) if each.isVisible())
    model = view.model()
    first = model.rowCount() // 2
    view.setCurrentIndex(model.index(first + number % 10, 3))
    QApplication.processEvents()
    key = Qt.Key.Key_T if number // 10 % 2 else Qt.Key.Key_Y
    start = time.perf_counter()
    QTest.keyClick(view, key)
    QApplication.processEvents()
    return time.perf_counter() - start
