"""Lines of a table, each cell made when it is looked at, and how a cell is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui import theme
from ui.widgets.labels import tip

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole)
_MARGIN, _CIRCLE = 8, 14


class Column(NamedTuple):
    """A column: its title, its share of the width, the least it needs, where its text stands."""

    judul: str
    share: int
    least: int = 60
    right: bool = False


class Cell(NamedTuple):
    """What stands in a cell: a line, a quieter one under it; `chosen` where it is a choice."""

    text: str
    small: str = ""
    strong: bool = False
    chosen: bool | None = None
    quiet: bool = False


class CellModel(QAbstractTableModel):
    """`cell(row, column)` is asked only for what is shown."""

    def __init__(
        self,
        columns: Sequence[Column],
        cell: Callable[[int, int], Cell],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._cell = cell
        self._count = 0

    def set_count(self, count: int) -> None:
        """Show so many lines from now on."""
        self.beginResetModel()
        self._count = count
        self.endResetModel()

    def refresh(self) -> None:
        """Ask for every cell again, the lines being the same."""
        if self._count:
            last = self.index(self._count - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, index: Index) -> Cell:
        """What stands there."""
        return self._cell(index.row(), index.column())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index).text
        if role == CELL:
            return self.cell(index)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            cell = self.cell(index)
            marks = {None: "", True: "dipilih", False: "tidak dipilih"}
            mark = marks[cell.chosen] if role == Qt.ItemDataRole.AccessibleTextRole else ""
            text = "\n".join(filter(None, (cell.text, cell.small, mark)))
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[index.column()].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].judul
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = self.columns[section].right
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None


class CellDelegate(QStyledItemDelegate):
    """Draws a `Cell`: one line or two, and a circle where it is a choice."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(CELL)
        # The stubs of PySide6 do not know the members of a style option.
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        view = option.widget  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.AKSEN_LEMBUT))
            if index.column() == 0 and isinstance(view, QTableView) and view.hasFocus():
                painter.fillRect(QRect(rect.topLeft(), QSize(3, rect.height())), _accent())
        room = rect.adjusted(_MARGIN, 4, -_MARGIN, -4)
        if cell.chosen is not None:
            _draw_circle(painter, room, cell.chosen)
            room.setLeft(room.left() + _CIRCLE + 8)
        _draw_lines(painter, room, cell, index.data(Qt.ItemDataRole.TextAlignmentRole), option)
        painter.restore()


def _accent() -> QColor:
    return QColor(theme.AKSEN)


def _draw_circle(painter: QPainter, room: QRect, chosen: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QPointF(room.left() + _CIRCLE / 2, room.center().y() + 0.5)
    painter.setPen(QPen(_accent() if chosen else QColor("#7C8A97"), 1.5))
    painter.setBrush(QColor(theme.PERMUKAAN))
    painter.drawEllipse(centre, _CIRCLE / 2, _CIRCLE / 2)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_accent())
        painter.drawEllipse(centre, _CIRCLE / 2 - 3.5, _CIRCLE / 2 - 3.5)


def _draw_lines(
    painter: QPainter,
    room: QRect,
    cell: Cell,
    alignment: Qt.AlignmentFlag,
    option: QStyleOptionViewItem,
) -> None:
    font = QFont(option.font)  # type: ignore[attr-defined]
    palette: QPalette = option.palette  # type: ignore[attr-defined]
    font.setBold(cell.strong)
    quiet = QColor(theme.TEKS_REDUP)
    painter.setFont(font)
    painter.setPen(quiet if cell.quiet else palette.color(QPalette.ColorRole.Text))
    metrics = QFontMetrics(font)
    elide = Qt.TextElideMode.ElideRight
    text = metrics.elidedText(cell.text, elide, room.width())
    if not cell.small:
        painter.drawText(room, int(alignment), text)
        return
    side = alignment & Qt.AlignmentFlag.AlignHorizontal_Mask
    small = QFont(font)
    small.setBold(False)
    small.setPointSizeF(font.pointSizeF() - 1)
    below = QFontMetrics(small)
    height = metrics.height() + below.height()
    top = room.top() + max(0, (room.height() - height) // 2)
    first = QRect(room.left(), top, room.width(), metrics.height())
    painter.drawText(first, int(side | Qt.AlignmentFlag.AlignVCenter), text)
    painter.setFont(small)
    painter.setPen(quiet)
    second = QRect(room.left(), first.bottom() + 1, room.width(), below.height())
    painter.drawText(
        second,
        int(side | Qt.AlignmentFlag.AlignVCenter),
        below.elidedText(cell.small, elide, room.width()),
    )
