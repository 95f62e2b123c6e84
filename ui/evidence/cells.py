"""Typing into a tree of files: some columns only, Tab to the next of them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QWidget,
)

from ui import theme

_Index = QModelIndex | QPersistentModelIndex
_SIDEWAYS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class FileTree(QTreeWidget):
    """Whole lines are selected, one cell is current; the arrows move it in all directions."""

    def __init__(self, titles: list[str], name: str, editable: Collection[int]) -> None:
        super().__init__()
        self.editable = tuple(editable)
        self.setAccessibleName(name)
        self.setHeaderLabels(titles)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setItemDelegate(_CellDelegate(self))
        self.header().setStretchLastSection(False)
        self.setStyleSheet(
            f"QTreeView::item:focus {{ border: 1px solid {theme.AKSEN}; }}"
            "QTreeView QLineEdit { padding: 0 3px; border-radius: 0; }"
        )

    def can_edit(self, index: _Index) -> bool:
        """Whether the cell may be typed into."""
        return index.column() in self.editable

    @property
    def is_typing(self) -> bool:
        """Whether an editor is open, whose keys come here when it has no use for them."""
        return self.state() == QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _SIDEWAYS.get(event.key())
        if self.topLevelItemCount() == 0 or self.is_typing:
            super().keyPressEvent(event)
        elif step is not None:
            column = max(0, min(self.columnCount() - 1, self.currentColumn() + step))
            self.setCurrentItem(self.currentItem(), column)
        elif event.key() == Qt.Key.Key_F2 and self.editable:
            if self.currentColumn() not in self.editable:
                self.setCurrentItem(self.currentItem(), self.editable[0])
            if self.can_edit(self.currentIndex()):
                self.editItem(self.currentItem(), self.currentColumn())
        else:
            super().keyPressEvent(event)

    def edit_beside(self, step: int) -> None:
        """Open the next or previous cell of the line that may be typed into, if there is one."""
        item = self.currentItem()
        columns = self.editable if step > 0 else self.editable[::-1]
        beyond = [each for each in columns if (each - self.currentColumn()) * step > 0]
        if beyond:
            self.setCurrentItem(item, beyond[0])
            self.editItem(item, beyond[0])


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, tree: FileTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        if not self._tree.can_edit(index):
            return None  # type: ignore[return-value]  # Qt's own way to say: no editor
        return super().createEditor(parent, option, index)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        super().setEditorData(editor, index)
        if isinstance(editor, QLineEdit):
            title = self._tree.headerItem().text(index.column())
            editor.setAccessibleName(f"{title}, {index.sibling(index.row(), 0).data()}")

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """The whole cell: what the style leaves of it for text cuts letters off."""
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]  # not in the stubs

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Tab keeps what was typed and goes to the next cell of the line."""
        tabs = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = tabs.get(Qt.Key(event.key()))
            if step is not None and isinstance(editor, QWidget):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                self._tree.edit_beside(step)
                return True
        return super().eventFilter(editor, event)
