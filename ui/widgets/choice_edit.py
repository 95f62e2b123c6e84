"""How one of a few values is chosen: a box with a blank entry that the wheel cannot change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from core.errors import UserError
from core.fields import Field
from ui import theme
from ui.widgets.text_edit import EntryEdit, focus_next_input, leaves_undo

BLANK = "—"


def _arrow_style() -> str:
    arrow = (theme.RESOURCES / "icons" / "pilih.svg").as_posix()
    return (
        "QComboBox::drop-down { border: 0; width: 24px; }"
        f'QComboBox::down-arrow {{ image: url("{arrow}"); width: 14px; height: 14px; }}'
    )


class ChoiceEdit(QComboBox):
    """One of the choices of a `Field`; "—" stands for not filled in.

    `committed` carries the choice as stored, "" for blank. `labels` gives words to show instead.
    """

    committed = Signal(str)
    problem_changed = Signal(str)

    def __init__(
        self,
        field: Field,
        parent: QWidget | None = None,
        *,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._labels = dict(labels or {})
        self._value: str | None = None
        self._field = field
        self.setStyleSheet(_arrow_style())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_field(field)
        self.activated.connect(self._on_activated)

    @property
    def field(self) -> Field:
        return self._field

    def set_field(self, field: Field) -> None:
        """Take another field and its choices."""
        self._field = field
        self.setAccessibleName(field.nama)
        self.set_choices(field.pilihan)

    def set_choices(self, choices: Sequence[str], labels: Mapping[str, str] | None = None) -> None:
        """Offer these values; one that is stored but not among them stays visible."""
        if labels is not None:
            self._labels = dict(labels)
        entries = [("", BLANK), *((each, self._labels.get(each, each)) for each in choices)]
        if entries != [(self.itemData(n), self.itemText(n)) for n in range(self.count())]:
            self.clear()
            for value, shown in entries:
                self.addItem(shown, value)
            self.set_value(self._value)

    @property
    def is_editing(self) -> bool:
        """Never: a choice is stored the moment it is made."""
        return False

    def set_value(self, value: str | None) -> None:
        """Show a stored value."""
        self._value = value
        index = self.findData(value or "")
        if index < 0 and value:
            self.addItem(f"{value} (tidak dikenal)", value)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def reset(self, value: str | None) -> None:
        """Show a stored value and drop what was refused."""
        self._set_problem("")
        self.set_value(value)

    def show_error(self, error: UserError) -> None:
        """Go back to what is stored and say why the choice was refused."""
        self.set_value(self._value)
        self._set_problem(str(error))

    def commit(self) -> bool:
        """Nothing is ever open."""
        return True

    def _on_activated(self, index: int) -> None:
        value = str(self.itemData(index) or "")
        if value != (self._value or ""):
            self._set_problem("")
            self.committed.emit(value)

    def _set_problem(self, sentence: str) -> None:
        self.setAccessibleDescription(sentence)
        self.problem_changed.emit(sentence)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel over the box scrolls the form; it never changes a value by accident."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        return leaves_undo(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus_next_input(self)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.isEnabled():
            self.setCurrentIndex(0)
            self._on_activated(0)
        else:
            super().keyPressEvent(event)


class SuggestEdit(QComboBox):
    """A line that also offers values; choosing one counts as typing it and pressing Enter."""

    def __init__(self, editor: EntryEdit, suggestions: Sequence[str]) -> None:
        super().__init__()
        self._editor = editor
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setStyleSheet(
            _arrow_style()
            + "QLineEdit { border: 0; padding: 0; background: transparent; }"
            + f'SuggestEdit[galat="true"] {{ border: 2px solid {theme.BAHAYA}; padding: 3px 5px; }}'
        )
        self.addItems(list(suggestions))
        self.setLineEdit(editor)
        self.setCompleter(QCompleter(self))
        self.setCurrentIndex(-1)
        self.setAccessibleName(editor.accessibleName())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.textActivated.connect(editor.enter)
        editor.problem_changed.connect(self._mark)

    def _mark(self, sentence: str) -> None:
        self.setProperty("galat", bool(sentence))
        theme.restyle(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel over the box scrolls the form; it never changes a value by accident."""
        event.ignore()
