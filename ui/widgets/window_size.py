"""How large a window is at first: as large as is useful, never larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_SLACK = 4
"""Where a screen scales by a fraction, a window may be a little lower than was asked for."""


def fit_to_screen(window: QWidget, width: int, height: int, *, least: int = 0) -> None:
    """Give a window its first size and a `least` width; frame and task bar stay in sight."""
    room = window.screen().availableGeometry()
    window.resize(min(width, room.width() - 40), min(height, room.height() - 60))
    window.setMinimumWidth(min(least, room.width() - 40))


def scrolled(content: QWidget) -> QScrollArea:
    """What scrolls upright where the screen is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def fit_content(window: QWidget, area: QScrollArea) -> None:
    """Make a window as high as what is in `area` needs, and no higher than the screen."""
    outer, inner = window.layout(), area.widget().layout()
    assert outer is not None
    assert inner is not None
    outer.activate()
    inner.activate()
    needed = inner.totalMinimumHeightForWidth(area.viewport().width())
    needed += window.height() - area.viewport().height() + _SLACK
    room = window.screen().availableGeometry().height() - 60
    window.resize(window.width(), max(window.height(), min(needed, room)))
