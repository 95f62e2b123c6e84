"""How large a window is at first: as large as is useful, never larger than the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def fit_to_screen(window: QWidget, width: int, height: int, *, least: int = 0) -> None:
    """Give a window its first size and a `least` width; frame and task bar stay in sight."""
    room = window.screen().availableGeometry()
    window.resize(min(width, room.width() - 40), min(height, room.height() - 60))
    window.setMinimumWidth(min(least, room.width() - 40))
