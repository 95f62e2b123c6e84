"""Tables over `CellModel`: lines to read, and lines with a choice made by a key or a click."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.merging.cells import CellDelegate, CellModel


class CellView(QTableView):
    """Whole lines are chosen; columns share the width. `line_changed` with the current line."""

    line_changed = Signal(int)

    def __init__(
        self, model: CellModel, name: str, *, lines: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.hint = ""
        self.cells = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet(
            f"QTableView {{ border: 1px solid {theme.GARIS}; outline: 0; }}"
            f"QTableView:focus {{ border: 1px solid {theme.AKSEN}; }}"
        )
        top, side = self.horizontalHeader(), self.verticalHeader()
        # Its own, always empty selection: asking whether whole columns are selected is slow.
        top.setSelectionModel(QItemSelectionModel(model, top))
        top.setHighlightSections(False)
        top.setSectionsClickable(False)
        top.setMinimumSectionSize(40)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        metrics = self.fontMetrics()
        side.setDefaultSectionSize(lines * metrics.height() + 12)
        side.hide()
        self.limit_height(2, 1_000)
        self.selectionModel().currentRowChanged.connect(
            lambda current, _: self.line_changed.emit(current.row())
        )

    @property
    def line(self) -> int:
        """The current line; -1 where there is none."""
        return self.currentIndex().row()

    def go_to(self, line: int) -> None:
        """Choose a line and bring it into view."""
        if 0 <= line < self.cells.rowCount():
            index = self.cells.index(line, max(0, self.currentIndex().column()))
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def limit_height(self, least: int, most: int) -> None:
        """As high as so many lines need: `least` where there is little room, else `most`."""
        header = self.horizontalHeader().sizeHint().height() + 3
        height = self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(header + least * height)
        self.setMaximumHeight(header + most * height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self.cells.columns
        metrics = QFontMetrics(self.horizontalHeader().font())
        least = [
            max(each.least, metrics.horizontalAdvance(each.judul) * 11 // 10 + 18)
            for each in columns
        ]
        shares = sum(each.share for each in columns) or 1
        room = max(0, self.viewport().width() - sum(least))
        given = 0
        for number, each in enumerate(columns):
            part = room * each.share // shares
            given += part
            is_last = number == len(columns) - 1
            self.setColumnWidth(number, least[number] + part + (room - given) * is_last)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.cells.rowCount() == 0 and self.hint:
            painter.setPen(QColor(theme.TEKS_REDUP))
            room = self.viewport().rect().adjusted(40, 0, -40, -10)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self.hint)
            return
        self._draw_rules(painter)

    def _draw_rules(self, painter: QPainter) -> None:
        """A thin line under each line that is seen."""
        painter.setPen(QColor("#E6EBEF"))
        height = self.verticalHeader().defaultSectionSize()
        first = max(0, self.rowAt(0))
        for line in range(first, min(first + self.height() // height + 2, self.cells.rowCount())):
            bottom = self.rowViewportPosition(line) + height - 1
            painter.drawLine(0, bottom, self.viewport().width(), bottom)


class ChoiceView(CellView):
    """`options` are the columns among which each line chooses: by 1, 2, 3, which also go to the
    next line, by left and right, or by a click."""

    option_chosen = Signal(int, int)

    def __init__(
        self, model: CellModel, name: str, options: tuple[int, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(model, name, lines=2, parent=parent)
        self._options = options

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key() - int(Qt.Key.Key_1)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 0 <= key < len(self._options) and self.line >= 0:
            line = self.line
            self.option_chosen.emit(line, key)
            self.go_to(line + 1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Digits choose, they do not search."""

    def _step(self, step: int) -> None:
        """Left and right choose the option on that side of the one chosen."""
        if self.line < 0:
            return
        chosen = [
            number
            for number, column in enumerate(self._options)
            if self.cells.cell(self.cells.index(self.line, column)).chosen
        ]
        last = len(self._options) - 1
        place = min(max(chosen[0] + step, 0), last) if chosen else (0 if step < 0 else last)
        self.option_chosen.emit(self.line, place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.column() in self._options:
            self.option_chosen.emit(index.row(), self._options.index(index.column()))
