"""A small table or tree over rows that are edited in place, cell by cell, as typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from core.model.register import Row
from ui import theme
from ui.dialogs.definisi_draft import MutableRow, show_figure
from ui.widgets.labels import tip

_ROW = int(Qt.ItemDataRole.UserRole)


class Column(NamedTuple):
    """A column: its title, the column of the row it edits ("" for none), how it looks.

    `width` 0 takes what is left; `jenis` empty means every row, else only rows of these kinds.
    """

    judul: str
    kolom: str
    width: int = 0
    angka: bool = False
    jenis: tuple[str, ...] = ()
    locked: bool = False


class RowTable(QTreeWidget):
    """Edits the dictionaries it is given; `edited` after each cell."""

    edited = Signal()

    def __init__(self, name: str, columns: Sequence[Column], *, read_only: bool) -> None:
        super().__init__()
        self._columns = columns
        self._read_only = read_only
        self._rows: dict[str, MutableRow] = {}
        self._summary: Callable[[Row], str] | None = None
        self.setAccessibleName(name)
        self.setColumnCount(len(columns))
        self.setHeaderLabels([column.judul for column in columns])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setItemsExpandable(False)
        self.setItemDelegate(_CellDelegate(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.NoEditTriggers
            if read_only
            else QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self._style()
        self.itemChanged.connect(self._take)

    def _style(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        for number, column in enumerate(self._columns):
            stretch = QHeaderView.ResizeMode.Stretch
            fixed = QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, fixed if column.width else stretch)
            if column.width:
                header.resizeSection(number, column.width)
            if column.angka:
                self.headerItem().setTextAlignment(
                    number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                )
        self.setStyleSheet(
            f"QTreeView {{ border: 1px solid {theme.GARIS}; border-radius: 4px; outline: 0; }}"
            f"QTreeView::item {{ padding: 4px 4px; border-bottom: 1px solid #EDF1F4; }}"
            f"QTreeView::item:selected {{ background: {theme.AKSEN_LEMBUT}; color: {theme.TEKS}; }}"
            f"QTreeView::item:focus {{ border: 1px solid {theme.AKSEN}; }}"
            "QTreeView QLineEdit { padding: 0 2px; border-radius: 0; }"
        )

    def set_rows(
        self,
        rows: Sequence[MutableRow],
        children: Callable[[MutableRow], Sequence[MutableRow]] | None = None,
        summary: Callable[[Row], str] | None = None,
    ) -> None:
        """Show rows with those under them; a column without `kolom` shows `summary`."""
        chosen = self.current_row()
        self._summary = summary
        self._rows = {}
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = self._add(self.invisibleRootItem(), row, parent=children is not None)
            for child in children(row) if children else ():
                self._add(item, child, parent=False)
        self.expandAll()
        self.blockSignals(False)
        self.show_summaries()
        if chosen is not None:
            self.choose(str(chosen["id"]))
        elif rows:
            self.choose(str(rows[0]["id"]))

    def _first_editable(self) -> int:
        return next((n for n, c in enumerate(self._columns) if c.kolom and not c.locked), 0)

    def _add(self, above: QTreeWidgetItem, row: MutableRow, *, parent: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above)
        item.setData(0, _ROW, row["id"])
        self._rows[str(row["id"])] = row
        if not self._read_only:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        for number, column in enumerate(self._columns):
            if column.kolom and _belongs(column, row):
                item.setText(number, self._shown(column, row))
                item.setToolTip(number, tip(self._shown(column, row)))
            if column.angka:
                item.setTextAlignment(
                    number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                )
            if parent:
                font = item.font(number)
                font.setBold(True)
                item.setFont(number, font)
        return item

    @staticmethod
    def _shown(column: Column, row: Row) -> str:
        value = row[column.kolom]
        return show_figure(value) if column.angka else str(value or "")

    def can_edit(self, row_id: str, number: int) -> bool:
        """Whether the cell belongs to its row and may be typed into."""
        column, row = self._columns[number], self._rows.get(row_id)
        return (
            row is not None
            and bool(column.kolom)
            and not column.locked
            and not self._read_only
            and _belongs(column, row)
        )

    def _take(self, item: QTreeWidgetItem, number: int) -> None:
        column = self._columns[number]
        row = self._rows.get(str(item.data(0, _ROW)))
        if row is None or not column.kolom:
            return
        text = item.text(number).strip()
        if text != self._shown(column, row):
            row[column.kolom] = text
            item.setToolTip(number, tip(text))
            self.edited.emit()
        self.show_summaries()

    def show_summaries(self) -> None:
        """Bring the sums up to date; what does not add up is red."""
        if self._summary is None:
            return
        self.blockSignals(True)
        for number, column in enumerate(self._columns):
            if column.kolom:
                continue
            for position in range(self.topLevelItemCount()):
                item = self.topLevelItem(position)
                if item is None:
                    continue
                row = self._rows[str(item.data(0, _ROW))]
                text = self._summary(row)
                item.setText(number, text)
                wrong = text.endswith("✗") or "belum" in text
                item.setForeground(number, QColor(theme.BAHAYA if wrong else theme.AKSEN))
        self.blockSignals(False)

    def current_row(self) -> MutableRow | None:
        """The row that is chosen."""
        item = self.currentItem() if self.topLevelItemCount() else None
        return self._rows.get(str(item.data(0, _ROW))) if item is not None else None

    def choose(self, row_id: str, kolom: str = "") -> None:
        """Choose a row by its id and bring it into view."""
        number = next(
            (n for n, c in enumerate(self._columns) if kolom and c.kolom == kolom),
            self._first_editable(),
        )
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            if str(item.data(0, _ROW)) == row_id:
                self.setCurrentItem(item, number)
                self.scrollToItem(item)
                return
            walk += 1


class _CellDelegate(QStyledItemDelegate):
    """Opens only the cells that belong to their row."""

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(  # type: ignore[override]
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget | None:
        """A line of text, or nothing where there is nothing to type."""
        row_id = str(index.sibling(index.row(), 0).data(_ROW))
        if not self._table.can_edit(row_id, index.column()):
            return None
        return super().createEditor(parent, option, index)


def _belongs(column: Column, row: Row) -> bool:
    return not column.jenis or row["jenis"] in column.jenis
