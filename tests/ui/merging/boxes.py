"""What a test reads from the windows of two copies, and answers in their dialogs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from core.document import Document
from core.model.register import Row
from tests.merge.offices import (
    Q2,
)
from ui.merging.cell_view import CellView
from ui.merging.gabungkan import GabungkanDialog
from ui.merging.laporan import SelesaiDialog

ONE, TWO, THREE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3
Tables = dict[str, dict[str, Row]]


def content(doc: Document) -> Tables:
    return {t: {k: dict(r) for k, r in rows.items()} for t, rows in doc.all_rows().items()}


def levels(doc: Document, *numbers: int) -> list[str | None]:
    return [doc.nilai(Q2, f"spbe.indikator.{number}") for number in numbers]


def texts(view: CellView) -> list[tuple[str, ...]]:
    model = view.cells
    columns = range(model.columnCount())
    return [
        tuple(model.cell(model.index(line, column)).text for column in columns)
        for line in range(model.rowCount())
    ]


def answering(*steps: tuple[type, Callable[[object], object]]) -> list[object]:
    """Do something in each of the next modal dialogs, in this order; returns those that came."""
    waiting = list(steps)
    seen: list[object] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if box is not None and box not in seen and isinstance(box, waiting[0][0]):
            seen.append(box)
            _, act = waiting.pop(0)
            act(box)
        if waiting:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)
    return seen


def close_it(box: object) -> None:
    assert isinstance(box, SelesaiDialog)
    QTest.keyClick(box, Qt.Key.Key_Return)


def press_one_by_one(*keys: Qt.Key) -> Callable[[object], object]:
    """Decide with these keys, then merge."""

    def act(box: object) -> None:
        assert isinstance(box, GabungkanDialog)
        for key in keys:
            QTest.keyClick(box.conflicts.table, key)
        box.merge_button.click()

    return act


def button(box: object, text: str) -> QPushButton:
    assert isinstance(box, QMessageBox)
    return next(
        each for each in box.findChildren(QPushButton) if each.text().replace("&", "") == text
    )
