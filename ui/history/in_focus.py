"""Which cells of the file an editor or a table shows, and the entry of menus that leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from ui.session import Session

if TYPE_CHECKING:  # every input imports this, few are ever asked for their history
    from core.history.catatan import Sel

RIWAYAT = "Riwayat angka ini…"


@runtime_checkable
class ShowsCells(Protocol):
    """A widget that knows which cells of the file it shows; None: none at this moment."""

    def shown_cells(self) -> frozenset[Sel] | None: ...


def figure_in_focus(widget: QWidget | None) -> frozenset[Sel] | None:
    """The cells that a widget, or what it stands in, shows; None if it shows none.

    In the table of a register this is the current cell, or all rows that are selected.
    """
    while widget is not None:
        if isinstance(widget, ShowsCells):
            return widget.shown_cells()
        widget = widget.parentWidget()
    return None


def show_history_in_focus(session: Session, widget: QWidget | None) -> bool:
    """Ask for the history of the cells that a widget shows; False if it shows none."""
    cells = figure_in_focus(widget)
    if cells:
        session.history_wanted.emit(cells)
    return bool(cells)


def offer_history(editor: QWidget, session: Session) -> None:
    """Give the menu of an editor an entry for the history of what it shows."""

    def open_menu(point: QPoint) -> None:
        if isinstance(editor, QLineEdit | QPlainTextEdit):
            menu = editor.createStandardContextMenu()
            menu.addSeparator()
        else:
            menu = QMenu(editor)
        add_history(menu, session, editor)
        menu.exec(editor.mapToGlobal(point))
        menu.deleteLater()

    editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    editor.customContextMenuRequested.connect(open_menu)


def add_history(menu: QMenu, session: Session, widget: QWidget) -> None:
    """Add the entry to a menu; it is about the cells that the widget shows when it is chosen."""
    action = menu.addAction(RIWAYAT)
    action.setEnabled(figure_in_focus(widget) is not None)
    action.triggered.connect(lambda _=False: show_history_in_focus(session, widget))
