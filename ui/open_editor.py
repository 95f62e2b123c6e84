"""What is being typed at this moment, wherever it is."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QApplication


def commit_open_editor() -> None:
    """Keep what is being typed: an editor commits when it loses the focus."""
    widget = QApplication.focusWidget()
    if widget is None:
        return
    parent = widget.parentWidget()
    view = parent.parentWidget() if parent is not None else None
    widget.clearFocus()
    if isinstance(view, QAbstractItemView):
        view.setFocus()
    else:
        widget.setFocus()
