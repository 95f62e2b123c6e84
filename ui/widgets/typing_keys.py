"""Which keys would change what an input holds, told the same for every kind of input."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_EMPTYING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMAND = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def is_typing(event: QKeyEvent) -> bool:
    """Whether the key types a character, empties something, or pastes or cuts."""
    keys = QKeySequence.StandardKey
    if event.matches(keys.Paste) or event.matches(keys.Cut):
        return True
    if event.modifiers() & _COMMAND or event.key() in _LEAVING:
        return False
    text = event.text()
    return event.key() in _EMPTYING or (bool(text) and text.isprintable())
