"""A small card that floats under an input and never moves the layout."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme

_NOTE_WIDTH, _NOTE_MARGIN = 340, 8


class Note(QFrame):
    """How an input is read, what is wrong with it, or a choice between two readings."""

    chosen = Signal(int)
    dismissed = Signal()

    def __init__(self, anchor: QWidget) -> None:
        self._home = _note_parent(anchor)
        super().__init__(self._home)
        self._anchor = anchor
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = tuple(QPushButton() for _ in range(2))
        choices = QHBoxLayout()
        choices.setSpacing(6)
        for number, button in enumerate(self._buttons):
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, n=number: self.chosen.emit(n))
            choices.addWidget(button)
        choices.addStretch(1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 5, 8, 6)
        self._layout.setSpacing(5)
        self._layout.addWidget(self._label)
        self._layout.addLayout(choices)
        self.hide()

    def show_text(self, text: str, *, is_error: bool = False) -> None:
        """Show one sentence."""
        self._present(text, (), theme.BAHAYA if is_error else theme.TEKS_REDUP, is_error)

    def show_choice(self, text: str, choices: tuple[str, ...]) -> None:
        """Ask which of two readings is meant."""
        self._present(text, choices, theme.TEKS, False)

    @property
    def asks(self) -> bool:
        """Whether a choice is open."""
        return self.isVisible() and not self._buttons[0].isHidden()

    def focus_choice(self) -> None:
        """Go to the first of the two buttons."""
        self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _present(self, text: str, choices: tuple[str, ...], colour: str, is_error: bool) -> None:
        back = theme.BAHAYA_LEMBUT if is_error else theme.PERMUKAAN
        edge = theme.BAHAYA if is_error else theme.AKSEN if choices else "#B4BEC8"
        self.setStyleSheet(
            f"Note {{ background: {back}; border: 1px solid {edge}; border-radius: 6px; }}"
            f" QLabel {{ color: {colour}; border: 0; background: transparent; }}"
        )
        self._label.setText(text)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(choices))
            if number < len(choices):
                button.setText(choices[number])
        self._place()

    def _place(self) -> None:
        parent = self._home
        most = max(80, min(_NOTE_WIDTH, parent.width() - 2 * _NOTE_MARGIN))
        wanted = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 4
        buttons = sum(b.sizeHint().width() + 6 for b in self._buttons if not b.isHidden())
        width = min(most, max(wanted, buttons) + 18)
        self._label.setFixedWidth(width - 18)
        self.setFixedWidth(width)
        self._layout.activate()
        height = self._layout.totalHeightForWidth(width)
        self.setFixedHeight(height)
        corner = self._anchor.mapTo(parent, QPoint(0, self._anchor.height() + 3))
        if corner.y() + height > parent.height():
            corner.setY(corner.y() - self._anchor.height() - height - 6)
        corner.setX(max(_NOTE_MARGIN, min(corner.x(), parent.width() - width - _NOTE_MARGIN)))
        self.move(corner)
        self.raise_()
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)


def _note_parent(anchor: QWidget) -> QWidget:
    """What scrolls together with the input, so that the note stays under it."""
    widget = anchor
    while (above := widget.parentWidget()) is not None and not widget.isWindow():
        area = above.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
            return widget
        widget = above
    return widget
