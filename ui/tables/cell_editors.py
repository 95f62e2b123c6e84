"""How the text of a cell is typed in place, and by which key the cell is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QWidget

from ui import theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LEAVING = (*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_LIST = f"""QListView {{ background: {theme.PERMUKAAN}; border: 1px solid #B4BEC8; padding: 2px; }}
QListView::item {{ padding: 4px 8px; }}
QListView::item:selected {{ background: {theme.AKSEN_LEMBUT}; color: {theme.TEKS}; }}"""
_PLACE = f"border: 2px solid {theme.AKSEN}; border-radius: 0; padding: 0 5px;"


class LineEditor(QLineEdit):
    """One line; `left` carries the key that means the cell is done."""

    left = Signal(QKeyEvent)

    def __init__(self, parent: QWidget, maks: int) -> None:
        super().__init__(parent)
        self.loaded = False
        self._proposes = False
        self.setMaxLength(maks)
        self.setFrame(False)
        self.setStyleSheet(f"QLineEdit {{ {_PLACE} }}")

    def propose(self, suggestions: Sequence[str], *, at_once: bool) -> None:
        """Offer what is written elsewhere while typing; `at_once` also before the first letter."""
        completer = QCompleter(list(suggestions), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(11)
        completer.popup().setStyleSheet(_LIST)
        self.setCompleter(completer)
        self._proposes = True
        if at_once:
            QTimer.singleShot(0, self, self.show_all)

    def show_all(self) -> None:
        """Open the list of all suggestions."""
        if self._proposes and self.isVisible():
            self.completer().setCompletionPrefix("")
            self.completer().complete()

    def event(self, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in LEAVING:
            self._take_highlighted()
            self.left.emit(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and (alt or not self.text()):
            self.show_all()
            return
        super().keyPressEvent(event)

    def _take_highlighted(self) -> None:
        popup = self.completer().popup() if self._proposes else None
        if popup is not None and popup.isVisible():
            index = popup.currentIndex()
            if index.isValid():
                self.setText(str(index.data()))
                self.setModified(True)
            popup.hide()


class NoteEditor(QPlainTextEdit):
    """Several lines over the cells below; Enter is done, Shift+Enter or Alt+Enter a new line."""

    left = Signal(QKeyEvent)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.loaded = False
        self.setStyleSheet(f"QPlainTextEdit {{ {_PLACE} }}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        newline = event.modifiers() & (
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
        )
        if event.key() in ENTER and newline:
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        elif event.key() in LEAVING:
            self.left.emit(event)
        else:
            super().keyPressEvent(event)
