"""How a date is typed: "2 Juli 2026", "2/7/2026" or, where allowed, "Juli 2026"."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.edits.isian import show_value
from core.errors import InputError
from core.fields import Field
from ui.widgets.text_edit import EntryEdit

_EXAMPLE = "contoh: 2 Juli 2026"


class DateEdit(EntryEdit):
    """One date of a `Field` (jenis tanggal), stored as YYYY-MM-DD or YYYY-MM."""

    def __init__(
        self, field: Field, parent: QWidget | None = None, *, month_only: bool = True
    ) -> None:
        super().__init__(field, parent)
        self._month_only = month_only
        self.setPlaceholderText(_EXAMPLE)

    def setReadOnly(self, locked: bool) -> None:
        """An example where nothing can be typed would look like a date."""
        super().setReadOnly(locked)
        self.setPlaceholderText("" if locked else _EXAMPLE)

    def _read(self, text: str) -> str | None:
        value = super()._read(text)
        if value is not None and len(value) < 10 and not self._month_only:
            raise InputError(
                f"{self.field.nama} harus lengkap dengan harinya; contoh: 2 Juli 2026.",
                self.field.kunci,
            )
        return value

    def _explain_typing(self, text: str) -> None:
        """Only what can be read is told; half a date is no error yet."""
        try:
            shown = show_value(self.field, self._read(text))
        except InputError:
            self._hide_note()
            return
        if shown == text.strip():
            self._hide_note()
        else:
            self.note.show_text(f"dibaca {shown}")
