"""A plain list with columns: read only, for the keyboard, with words where it is empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from ui import theme
from ui.widgets.labels import tip


class ColumnList(QTreeWidget):
    """`wide` is the column that takes the room left; `numbers` stand at the right; where one
    `chooses`, the first line is chosen to begin with."""

    def __init__(
        self,
        titles: Sequence[str],
        name: str,
        *,
        wide: int,
        numbers: Iterable[int] = (),
        chooses: bool = True,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderLabels(list(titles))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._numbers = frozenset(numbers)
        self._empty = ""
        self._chooses = chooses
        header = self.header()
        header.setStretchLastSection(False)
        for column in range(len(titles)):
            fits = QHeaderView.ResizeMode.ResizeToContents
            stretches = QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, stretches if column == wide else fits)
            if column in self._numbers:
                self.headerItem().setTextAlignment(
                    column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                )

    def show_lines(self, lines: Iterable[Sequence[str]], empty: str) -> None:
        """Replace what is shown; `empty` is said where there are no lines."""
        self.ensurePolished()  # else the lines are as high as without the theme
        self.clear()
        self._empty = empty
        items = []
        for line in lines:
            item = QTreeWidgetItem(list(line))
            for column, text in enumerate(line):
                item.setToolTip(column, tip(text))
                if column in self._numbers:
                    item.setTextAlignment(
                        column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
            items.append(item)
        self.addTopLevelItems(items)
        if items and self._chooses:
            self.setCurrentItem(items[0])
        self.viewport().update()

    @property
    def current(self) -> int | None:
        """The number of the line chosen."""
        if self.topLevelItemCount() == 0:
            return None
        number = self.indexOfTopLevelItem(self.currentItem())
        return None if number < 0 else number

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.topLevelItemCount() == 0 and self._empty:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.TEKS_REDUP))
            room = QRect(self.viewport().rect()).adjusted(24, 12, -24, -12)
            flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
            painter.drawText(room, flags, self._empty)
            painter.end()
