"""A register on the screen with the keys of a day's work."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from core.edits import register as verbs
from core.model.register import Value
from ui.session import Session
from ui.tables.register_panel import RegisterPanel
from ui.tabs.register_inputs import RegisterInputs

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Page:
    """The inputs of one indicator, shown; keys go to what has the focus."""

    window: QWidget
    session: Session
    inputs: RegisterInputs

    @property
    def panel(self) -> RegisterPanel:
        return self.inputs.section.panel

    @property
    def kode(self) -> str:
        return self.panel.model.register.kode

    @property
    def focus(self) -> QWidget:
        found = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert found is not None
        return found

    @property
    def editor(self) -> QLineEdit | QPlainTextEdit | None:
        found = QApplication.focusWidget()
        inside = found is not None and found.parentWidget() is self.panel.view.viewport()
        return found if inside and isinstance(found, QLineEdit | QPlainTextEdit) else None

    def fill(self, rows: list[dict[str, Value]]) -> list[str]:
        """Put rows into the register as another part of the program would."""
        change = verbs.add_rows(self.session.doc, self.kode, self.session.periode, rows)
        assert self.session.perform(change)
        return list(self.session.doc.register(self.kode, self.session.periode))

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        for key in keys:
            modifier = CTRL if ctrl else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(self.focus, key, modifier)

    def write(self, text: str) -> None:
        for letter in text:  # the first one may open an editor
            QTest.keyClicks(self.focus, letter)

    def go(self, line: int, column: int) -> None:
        self.panel.view.setFocus()
        self.panel.view.go_to(line, column)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.press(Key.Key_V, ctrl=True)

    def stored(self, kolom: str) -> list[Value]:
        rows = self.session.doc.register(self.kode, self.session.periode)
        return [row[kolom] for row in rows.values()]

    def shown(self, column: int = 0) -> list[str]:
        model = self.panel.model
        return [str(model.index(n, column).data()) for n in range(model.rowCount())]


def open_page(qtbot: QtBot, session: Session, iku: str) -> Page:
    """Show the inputs of an indicator at 1034 x 560."""
    window = QWidget()  # without a layout, so that nothing tells the screen how small it may be
    qtbot.addWidget(window)
    window.resize(1034, 560)
    inputs = RegisterInputs(session, iku, window)
    inputs.setGeometry(window.rect())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return Page(window, session, inputs)
