"""How a figure is typed: its reading is shown, an ambiguous one is asked about, never guessed."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from core.edits.isian import show_value
from core.errors import InputError, UserError
from core.fields import AmbiguousNumber, Field
from core.indonesian import canonical
from ui.widgets.text_edit import EntryEdit, focus_next_input

_TO_CHOICE = (Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NumberEdit(EntryEdit):
    """One figure of a `Field` (jenis angka or bulat); see `EntryEdit` for what it signals.

    `set_value` takes canonical text ("2.6") and shows it with a decimal comma. `committed`
    carries text that `core.fields.read_value` reads in one way only.
    """

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._readings: tuple[Decimal, ...] = ()
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _explain_typing(self, text: str) -> None:
        try:
            value = self._read(text)
        except AmbiguousNumber as error:
            self._ask(error)
            return
        except InputError as error:
            if text.strip()[-1] in ",.-":
                self._hide_note()
            else:
                self.note.show_text(str(error), is_error=True)
            return
        shown = show_value(self.field, value)
        if shown == text.strip():
            self._hide_note()
        else:
            self.note.show_text(f"dibaca {shown}")

    def _explain_error(self, error: UserError) -> None:
        if isinstance(error, AmbiguousNumber):
            self._ask(error)
        else:
            super()._explain_error(error)

    def _ask(self, error: AmbiguousNumber) -> None:
        self._readings = error.readings
        self.note.show_choice(
            f"“{self.text().strip()}” dapat dibaca dua cara. Yang dimaksud:",
            tuple(_choice_text(value) for value in error.readings),
        )

    def _on_chosen(self, number: int) -> None:
        text = canonical(self._readings[number]).replace(".", ",")
        self.setText(text)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._hand_over(text)
        if not self.problem:
            focus_next_input(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._note is not None and self._note.asks and event.key() in _TO_CHOICE:
            self._note.focus_choice()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the open question first."""
        if forward and self._note is not None and self._note.asks:
            self._note.focus_choice()
            return True
        return super().focusNextPrevChild(forward)


def _choice_text(value: Decimal) -> str:
    """Both readings so that nobody can mix them up: 1234 (ribuan), 1,234 (desimal)."""
    text = canonical(value).replace(".", ",")
    return f"{text} (desimal)" if "," in text or value < 1000 else f"{text} (ribuan)"
