"""A choice of one among few: joined buttons, or a box where there is no room for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QWidget,
)


class Segments(QWidget):
    """`chosen` carries the key of a button that was picked by hand; arrow keys move along."""

    chosen = Signal(str)

    def __init__(
        self, items: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._box = QComboBox()
        self._box.setAccessibleName(name)
        self._box.hide()
        self._box.activated.connect(lambda n: self.chosen.emit(str(self._box.itemData(n))))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for key, text in items:
            button = QToolButton()
            button.setCheckable(True)
            button.setText(text)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setProperty("segmen", True)
            button.setAccessibleName(f"{name}: {text}")
            button.clicked.connect(lambda _=False, k=key: self.chosen.emit(k))
            self._group.addButton(button)
            self._buttons[key] = button
            layout.addWidget(button)
            self._box.addItem(text, key)
        layout.addWidget(self._box)
        keys = [key for key, _ in items]
        self._buttons[keys[0]].setProperty("ujung", "kiri")
        self._buttons[keys[-1]].setProperty("ujung", "kanan")
        self.choose(keys[0])

    def choose(self, key: str) -> None:
        """Show which one is chosen, without a signal."""
        if not self._buttons[key].isChecked():
            self._buttons[key].setChecked(True)
        self._box.setCurrentIndex(self._box.findData(key))
        self.setFocusProxy(self._box if self._box.isVisibleTo(self) else self._buttons[key])

    @property
    def chosen_key(self) -> str:
        """The key of the button that is chosen."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def set_text(self, key: str, text: str) -> None:
        """Change what a button says."""
        if self._buttons[key].text() != text:
            self._buttons[key].setText(text)
            self._box.setItemText(self._box.findData(key), text)
            self._buttons[key].setAccessibleName(f"{self.accessibleName()}: {text}")

    def wide_width(self) -> int:
        """The room that the joined buttons need."""
        return sum(button.sizeHint().width() for button in self._buttons.values())

    def set_compact(self, compact: bool) -> None:
        """Show the box in the place of the buttons, or the buttons again."""
        if self._box.isHidden() == compact:
            for button in self._buttons.values():
                button.setVisible(not compact)
            self._box.setVisible(compact)
            self.choose(self.chosen_key)
