"""Moving, ticking and marking in the table of a register, by key and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
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
from ui.tables import column_widths
from ui.tables.cell_editors import ENTER, LineEditor
from ui.tables.cell_roles import NILAI
from ui.tables.register_delegate import RegisterDelegate
from ui.tables.register_model import Index, RegisterModel
from ui.widgets.typing_keys import is_typing

if TYPE_CHECKING:
    from core.history.catatan import Sel

_NEXT: dict[int | None, int | None] = {None: 1, 1: 0, 0: None}
_ANSWERS = {
    Qt.Key.Key_Y: 1,
    Qt.Key.Key_T: 0,
    Qt.Key.Key_Minus: None,
    Qt.Key.Key_Backspace: None,
}


class RegisterView(QTableView):
    """Rows are selected whole, one cell is current.

    `answered(row_ids, column, value)` asks for a yes/no value, `left_upwards` that the focus go
    back to what is above the table, `evidence_wanted(line)` for the evidence of a row.
    """

    answered = Signal(list, int, object)
    left_upwards = Signal()
    evidence_wanted = Signal(int)
    menu_wanted = Signal()
    selection_changed = Signal()

    def __init__(self, model: RegisterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = ""
        self._fitting = False
        self._register = model
        self._delegate = RegisterDelegate(model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(f"Daftar {model.register.judul}")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(170)
        self._set_up_headings()
        self._delegate.toggled.connect(self._toggle)
        self._delegate.left.connect(self._after_editing)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.selectionModel().currentChanged.connect(self._on_selection)

    def _set_up_headings(self) -> None:
        top, side = self.horizontalHeader(), self.verticalHeader()
        font = top.font()
        font.setPointSizeF(9)
        top.setFont(font)
        font.setBold(True)
        self._heading_metrics = QFontMetrics(font)
        font.setBold(False)
        top.setFixedHeight(2 * self._heading_metrics.height() + 12)
        top.setHighlightSections(False)
        # Its own, always empty selection: asking whether whole columns are selected takes 0,6 s.
        top.setSelectionModel(QItemSelectionModel(self._register, top))
        top.setSectionsClickable(True)
        top.setSortIndicatorShown(True)
        top.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        top.setMinimumSectionSize(48)
        top.sectionClicked.connect(self._on_heading)
        top.sectionResized.connect(self._on_dragged)
        side.setFont(font)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(max(30, self.fontMetrics().height() + 12))
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        side.setHighlightSections(False)
        side.setSectionsClickable(True)
        side.setStyleSheet(
            f"QHeaderView::section {{ color: {theme.TEKS_REDUP}; font-weight: 400;"
            " padding: 0 6px; }"
        )

    # What is chosen

    def selected_lines(self) -> list[int]:
        """The selected lines from the top."""
        lines: set[int] = set()
        for first, last in self._selected_parts():
            lines.update(range(first, last + 1))
        return sorted(lines)

    def selected_count(self) -> int:
        """How many lines are selected."""
        return sum(last - first + 1 for first, last in self._selected_parts())

    def _selected_parts(self) -> list[tuple[int, int]]:
        """The selected runs of lines; the model's own list of rows takes seconds at 10,000."""
        ranges = self.selectionModel().selection()
        # The stubs of PySide6 do not know that a selection is a list of ranges.
        found = {(each.top(), each.bottom()) for each in ranges}  # type: ignore[attr-defined]
        return sorted(found)

    def selected_ids(self) -> list[str]:
        """The selected rows from the top; the current one where none is."""
        lines = self.selected_lines()
        if not lines and self.currentIndex().isValid():
            lines = [self.currentIndex().row()]
        return [self._register.row_id(line) for line in lines]

    def shown_cells(self) -> frozenset[Sel] | None:
        """The current cell of the file, the row in the computed column; all rows if several are
        selected."""
        ids, index = self.selected_ids(), self.currentIndex()
        kolom = self._register.kolom(index) if len(ids) == 1 and index.isValid() else None
        kode = self._register.register.kode
        cells = frozenset((kode, each, kolom.kode if kolom else None) for each in ids)
        return cells or None

    def go_to(self, line: int, column: int | None = None, *, last: int | None = None) -> None:
        """Make a cell current and select its row, or the rows up to `last`."""
        if not 0 <= line < self._register.rowCount():
            return
        column = max(0, self.currentIndex().column()) if column is None else column
        index = self._register.index(line, column)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        if last is not None and last > line:
            rows = QItemSelection(index, self._register.index(last, column))
            self.selectionModel().select(rows, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def edit_cell(self, line: int, column: int) -> None:
        """Go to a cell and open its editor."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to(line, column)
        self.edit(self._register.index(line, column))

    @property
    def is_typing(self) -> bool:
        """Whether an editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def commit_open(self) -> None:
        """Put down what stands in an open editor."""
        self._delegate.commit_open()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        none = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        index = self.currentIndex()
        if not self._register.is_editable and is_typing(event):
            event.ignore()  # whoever holds the rows fast says why
            return
        answers = self._is_answer(index)
        control = modifiers & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Space:
            if answers and control:
                self._toggle_selected(index)
            elif answers and none:
                self._toggle(index)
        elif answers and none and key in _ANSWERS:
            self._answer([index], _ANSWERS[Qt.Key(key)])
        elif key == Qt.Key.Key_Backspace and none and index.isValid():
            self._edit_emptied(index)
        elif key in ENTER:
            back = modifiers & Qt.KeyboardModifier.ShiftModifier
            self.go_to(index.row() + (-1 if back else 1))
        elif key == Qt.Key.Key_F10 and modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.menu_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left_upwards.emit()
            event.ignore()
        elif key == Qt.Key.Key_Down and modifiers & Qt.KeyboardModifier.AltModifier:
            self._edit_from_list(index)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and control:
            event.ignore()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._step_sideways(-1 if key == Qt.Key.Key_Backtab else 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters type, they do not jump."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab moves from cell to cell and leaves the table at its ends."""
        index = self.currentIndex()
        last = (self._register.rowCount() - 1, self._register.columnCount() - 1)
        here = (index.row(), index.column())
        if not index.isValid() or here == (last if forward else (0, 0)):
            return QWidget.focusNextPrevChild(self, forward)
        self._step_sideways(1 if forward else -1)
        return True

    def _step_sideways(self, step: int) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        columns = self._register.columnCount()
        place = index.row() * columns + index.column() + step
        self.go_to(*divmod(place, columns))

    def _after_editing(self, event: QKeyEvent) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in ENTER:
            self.go_to(self.currentIndex().row() + (-1 if back else 1))
        else:
            self._step_sideways(-1 if event.key() == Qt.Key.Key_Backtab else 1)

    def _edit_from_list(self, index: QModelIndex) -> None:
        self.edit(index)
        editor = self.indexWidget(index)
        if isinstance(editor, LineEditor):
            editor.show_all()

    def _edit_emptied(self, index: QModelIndex) -> None:
        self.edit(index)
        editor = self.indexWidget(index)
        if isinstance(editor, LineEditor):
            editor.setText("")
            editor.setModified(True)

    # Yes and no

    def _is_answer(self, index: Index) -> bool:
        kolom = self._register.kolom(index) if index.isValid() else None
        return kolom is not None and kolom.jenis == "ya_tidak"

    def _toggle(self, index: Index) -> None:
        self._answer([index], _NEXT[index.data(NILAI)])

    def _toggle_selected(self, current: QModelIndex) -> None:
        value = _NEXT[current.data(NILAI)]
        lines = self.selected_lines() or [current.row()]
        self._answer([self._register.index(line, current.column()) for line in lines], value)

    def _answer(self, cells: list[Index] | list[QModelIndex], value: int | None) -> None:
        ids = [self._register.row_id(each.row()) for each in cells]
        self.answered.emit(ids, cells[0].column(), value)

    # The mouse

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        kolom = self._register.kolom(index) if index.isValid() else None
        if self._is_on_clip(index, event):
            self.evidence_wanted.emit(index.row())
            return
        if kolom is None or kolom.jenis != "pilihan" or not self._register.is_editable:
            return
        where = event.position().toPoint()
        if self._delegate.is_on_arrow(self.visualRect(index), where):
            self.edit(index)
            editor = self.indexWidget(index)
            if isinstance(editor, LineEditor):
                editor.show_all()

    def _is_on_clip(self, index: QModelIndex, event: QMouseEvent) -> bool:
        where = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        return left and self._delegate.is_on_clip(self.visualRect(index), where, index)

    def untuk_at(self, point: QPoint) -> str:
        """What evidence supports that is dropped at a point of the viewport; "media:" where
        there is no row."""
        index = self.indexAt(point)
        if not index.isValid():
            return f"{self._register.register.kode}:"
        return self._register.untuk(index.row())

    # Headings

    def _on_heading(self, column: int) -> None:
        """First click upwards, second downwards, third as in the file."""
        if self._register.sort_column != column:
            self.sort(column, turun=False)
        elif not self._register.turun:
            self.sort(column, turun=True)
        else:
            self.sort(None)

    def sort(self, column: int | None, turun: bool = False) -> None:
        """Order the lines and show by which column; None: as in the file."""
        self.commit_open()
        self._register.sort_by(column, turun)
        order = Qt.SortOrder.DescendingOrder if turun else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(-1 if column is None else column, order)
        self.scrollTo(self.currentIndex())

    def _on_dragged(self, _column: int, _old: int, _new: int) -> None:
        if not self._fitting:
            header = self.horizontalHeader()
            widths = [header.sectionSize(n) for n in range(header.count())]
            column_widths.remember(self._register.register.kode, widths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Share the room out among the columns, unless their widths were dragged."""
        kode = self._register.register.kode
        widths = column_widths.remembered(kode) or column_widths.share_out(
            self._register.columns, self.viewport().width(), self._heading_metrics
        )
        self._fitting = True
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self._fitting = False

    # Looks

    def _on_selection(self) -> None:
        self.selection_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._register.rowCount() == 0 and self.hint:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.TEKS_REDUP))
            room = self.viewport().rect().adjusted(40, 0, -40, -10)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self.hint)

    def menu_point(self) -> QPoint:
        """Where a menu that a key opens belongs: under the current cell."""
        return self.visualRect(self.currentIndex()).bottomLeft()
