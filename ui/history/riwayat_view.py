"""The table of Riwayat: whole lines are chosen, and an empty one says why."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui import theme
from ui.history.riwayat_model import (
    ANGKA,
    DARI,
    MENJADI,
    OLEH,
    TINDAKAN,
    WAKTU,
    RiwayatModel,
)

_SHARES = {ANGKA: 5, DARI: 2, MENJADI: 2, TINDAKAN: 4}
_LEAST = 70


class RiwayatView(QTableView):
    """`activated_line` on Enter or a double click."""

    selection_changed = Signal()
    activated_line = Signal()

    def __init__(self, model: RiwayatModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = ""
        self._shares = _SHARES
        self._lines = model
        self.setModel(model)
        self.setAccessibleName("Riwayat perubahan")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setStyleSheet("QTableView::item { padding: 0 5px; }")  # as in the headings
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(150)
        top, side = self.horizontalHeader(), self.verticalHeader()
        # Its own, always empty selection: asking whether whole columns are selected is slow.
        top.setSelectionModel(QItemSelectionModel(model, top))
        top.setHighlightSections(False)
        top.setSectionsClickable(False)
        top.setMinimumSectionSize(60)
        top.setStretchLastSection(True)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(max(30, self.fontMetrics().height() + 12))
        side.hide()
        self.doubleClicked.connect(lambda _: self.activated_line.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())

    def set_names(self, *, shown: bool, narrow: bool) -> None:
        """Leave out the column of names where all are the same; `narrow` for short ones."""
        self.setColumnHidden(ANGKA, not shown)
        self._shares = {**_SHARES, ANGKA: 2, DARI: 3, MENJADI: 3} if narrow else _SHARES
        self._fit()

    def selected_lines(self) -> list[int]:
        """The selected lines from the top."""
        ranges = self.selectionModel().selection()
        # The stubs of PySide6 do not know that a selection is a list of ranges.
        found = {(each.top(), each.bottom()) for each in ranges}  # type: ignore[attr-defined]
        return sorted({line for top, bottom in found for line in range(top, bottom + 1)})

    def go_to(self, line: int) -> None:
        """Choose a line and bring it into view."""
        if 0 <= line < self._lines.rowCount():
            index = self._lines.index(line, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.activated_line.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Moments whole, the rest shares what is left."""
        metrics = self.fontMetrics()
        widths = {
            WAKTU: metrics.horizontalAdvance("22 Nov 2026 10.42.07") + 24,
            OLEH: metrics.horizontalAdvance("Perencana Dinas") + 20,
        }
        shares = {n: share for n, share in self._shares.items() if not self.isColumnHidden(n)}
        room = self.viewport().width() - sum(widths.values())
        for column, share in shares.items():
            widths[column] = max(_LEAST, room * share // sum(shares.values()))
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._lines.rowCount() == 0 and self.hint:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.TEKS_REDUP))
            room = self.viewport().rect().adjusted(40, 0, -40, -10)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self.hint)
