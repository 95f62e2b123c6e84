"""The inputs of one indicator on the screen, and where its keys go."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.tabs.inputs_view import InputsView

View = TypeVar("View", bound=InputsView)


def show_inputs(qtbot: QtBot, view: View) -> View:
    """Show the inputs at 1000 x 560; they follow their session, as the tab makes them do."""
    view.resize(1000, 560)
    qtbot.addWidget(view)
    view.session.changed.connect(lambda _: view.refresh())
    view.session.periode_changed.connect(lambda _: view.refresh())
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    return view


def focused() -> QWidget:
    """The widget that has the focus; there must be one."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
