"""One sentence under the period bar when something went wrong or deserves notice; never modal."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from ui import theme


class MessageBar(QFrame):
    """Hidden until there is something to say; gives the focus back where it came from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pesan")
        self._came_from: QWidget | None = None
        self._icon = QLabel()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        close = QToolButton()
        close.setText("×")
        close.setToolTip("Tutup pesan ini (Esc)")
        close.setAccessibleName("Tutup pesan ini")
        close.setAutoRaise(True)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.JARAK, 4, 6, 4)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(8)
        row.addLayout(self._answers)
        row.addWidget(close)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._remember_focus)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown; "" while hidden."""
        return "" if self.isHidden() else self._label.text()

    def show_error(self, sentence: str) -> None:
        """Something was refused or failed."""
        self._show(sentence, "galat")

    def show_note(
        self, sentence: str, answers: Mapping[str, Callable[[], object]] | None = None
    ) -> None:
        """Something worth knowing, such as that the file can only be read; with buttons for what
        can be done about it."""
        self._show(sentence, "catatan")
        for text, act in (answers or {}).items():
            button = QPushButton(text)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, act=act: act())
            self._answers.addWidget(button)

    def drop_error(self) -> None:
        """Something else is done now; a note stays."""
        if self.property("jenis") == "galat":
            self.hide()

    def hide(self) -> None:
        """Nothing is to be said any more."""
        if self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus()
        super().hide()

    def _remember_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Qt would go on to the next widget, where digits may change the year."""
        if old is None or new is None or old.window() is not new.window():
            return
        if not self.isAncestorOf(new):
            self._came_from = None
        elif not self.isAncestorOf(old):
            self._came_from = old

    def _show(self, sentence: str, kind: str) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        while self._answers.count():
            self._answers.takeAt(0).widget().deleteLater()
        self._icon.setPixmap(theme.icon("peringatan").pixmap(theme.ICON_SIZE))
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self.setProperty("jenis", kind)
        theme.restyle(self)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
