"""Files dropped onto a part of the window: they become evidence of what lies under the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from ui.session import Session

_MOVES = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


@runtime_checkable
class Supported(Protocol):
    """A widget that shows a figure which evidence can support."""

    @property
    def untuk(self) -> str: ...


def untuk_under(home: QWidget, point: QPoint, otherwise: str) -> str:
    """What the innermost part of `home` at a point shows, else `otherwise`."""
    widget = home.childAt(point)
    while widget is not None and widget is not home:
        if isinstance(widget, Supported):
            return widget.untuk
        widget = widget.parentWidget()
    return otherwise


class _Drops(QObject):
    def __init__(self, home: QWidget, session: Session, untuk_at: Callable[[QPoint], str]) -> None:
        super().__init__(home)
        self._home = home
        self._session = session
        self._untuk_at = untuk_at

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and isinstance(event, QDropEvent):
            if not event.mimeData().hasUrls():
                return False
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._take(event)
            return True
        return False

    def _take(self, event: QDropEvent) -> None:
        from ui.evidence.attaching import attach
        from ui.evidence.intake import files_of

        untuk = self._untuk_at(event.position().toPoint())
        files = files_of(event.mimeData())
        error = attach(self._home, self._session, untuk, files)
        if error is not None:
            self._session.failed.emit(str(error))


def take_drops(home: QWidget, session: Session, untuk_at: Callable[[QPoint], str]) -> None:
    """Let files be dropped onto `home`; `untuk_at` says what they support by the point in it."""
    home.setAcceptDrops(True)
    home.installEventFilter(_Drops(home, session, untuk_at))
