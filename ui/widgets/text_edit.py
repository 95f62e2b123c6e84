"""When typed text counts as entered: a line that commits real typing only and explains itself.

`EntryEdit` is the base of the inputs for figures, dates and short texts; the note under it never
moves the layout, and the sentence of a refused entry stays with the field.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from core.edits.isian import edit_text, show_value
from core.errors import InputError, UserError
from core.fields import Field, read_value
from ui import theme
from ui.widgets.note import Note
from ui.widgets.typing_keys import is_typing

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def focus_next_input(widget: QWidget, *, forward: bool = True) -> bool:
    """Move to the next input of the same form (ancestor with property "formulir"), or stay."""
    scope: QWidget = widget
    while not scope.property("formulir") and (above := scope.parentWidget()) is not None:
        scope = above
    found: QWidget = widget
    while True:
        near = found.nextInFocusChain() if forward else found.previousInFocusChain()
        if near is None or near is widget or (near is scope and not scope.isWindow()):
            return False
        found = near
        if scope.isAncestorOf(found) and _is_input(found):
            reason = Qt.FocusReason.TabFocusReason
            found.setFocus(reason if forward else Qt.FocusReason.BacktabFocusReason)
            return True


def _is_input(widget: QWidget) -> bool:
    kinds = (QLineEdit, QComboBox, QPlainTextEdit)
    return (
        (isinstance(widget, kinds) or bool(widget.property("masukan")))
        and widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QComboBox)
    )


def leaves_undo(event: QEvent) -> bool:
    """Let the window have Ctrl+Z and Ctrl+Y, which an input would take; whether it was that."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey
    if not (event.matches(keys.Undo) or event.matches(keys.Redo)):
        return False
    event.ignore()
    return True


class EntryEdit(QLineEdit):
    """A line for one `Field`; shows what is stored and hands over what was really typed.

    `committed` carries the typed text, on Enter, Tab or leaving, only if typing changed it and it
    can be read. The owner stores it and calls `set_value`, or `show_error` if it was refused.
    `problem_changed` carries the sentence to show beneath, "" when it is mended; where nobody
    shows it, `refusal_floats` shows it in the note.
    """

    committed = Signal(str)
    problem_changed = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.refusal_floats = False
        self._field = field
        self._value: str | None = None
        self._typed = False
        self._problem = ""
        self._note: Note | None = None
        self.setAccessibleName(field.nama)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(self._on_typing)

    @property
    def field(self) -> Field:
        return self._field

    def set_field(self, field: Field) -> None:
        """Take another field (another year, another version); its limits count from now on."""
        self._field = field
        self.setAccessibleName(field.nama)

    @property
    def is_editing(self) -> bool:
        """Whether there is typing that is not stored yet."""
        return self._typed

    @property
    def problem(self) -> str:
        """The sentence of the refused entry; "" if there is none."""
        return self._problem

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are for what stands around the input: they become evidence."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def set_value(self, value: str | None) -> None:
        """Show a stored value; what is being typed stays."""
        self._value = value
        if not self._typed:
            self._render()

    def reset(self, value: str | None) -> None:
        """Show a stored value and drop what was typed."""
        self._typed = False
        self._set_problem("")
        self._hide_note()
        self.set_value(value)

    def show_error(self, error: UserError) -> None:
        """Keep the typed text, mark the field and say why it was not stored."""
        self._typed = True
        self._set_problem(str(error))
        if self.hasFocus():
            self._explain_error(error)

    def commit(self) -> bool:
        """Hand over what was typed; True if nothing is left open."""
        if not self._typed:
            return True
        text = self.text()
        try:
            self._read(text)
        except InputError as error:
            self.show_error(error)
            return False
        self._hand_over(text)
        return not self._problem

    def enter(self, text: str) -> None:
        """As if the text had been typed and Enter pressed; the focus stays."""
        if text != self._display():
            self.setText(text)
            self._typed = True
            self.commit()

    def _hand_over(self, text: str) -> None:
        self._typed = False
        self._set_problem("")
        self._hide_note()
        self.committed.emit(text)
        if not self._typed:
            self._render()

    # What the kinds of fields do differently

    def _read(self, text: str) -> str | None:
        return read_value(self._field, text)

    def _display(self) -> str:
        """The stored value as it stands in the field, in the open field without dots."""
        if self._value is None:
            return ""
        if self._field.jenis == "teks":
            return self._value
        shown = edit_text if self.hasFocus() and not self.isReadOnly() else show_value
        return shown(self._field, self._value)

    def _explain_typing(self, text: str) -> None:
        """Show under the field how the text is read."""
        self._hide_note()

    def _explain_error(self, error: UserError) -> None:
        """Over the sentence beneath, the note would say it twice and hide the field."""
        if self.refusal_floats:
            self.note.show_text(str(error), is_error=True)
        else:
            self._hide_note()

    # Inner workings

    @property
    def note(self) -> Note:
        if self._note is None:
            self._note = Note(self)
            self._note.chosen.connect(self._on_chosen)
            self._note.dismissed.connect(self._on_dismissed)
        return self._note

    def _on_chosen(self, number: int) -> None:
        """One of the readings offered was picked; only kinds that ask are told."""

    def _on_dismissed(self) -> None:
        self._hide_note()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_note(self) -> None:
        if self._note is not None:
            self._note.hide()

    def _render(self) -> None:
        text = self._display()
        if text != self.text():
            all_selected = self.hasSelectedText()
            self.setText(text)
            self.setCursorPosition(0 if not self.hasFocus() else len(text))
            if self.hasFocus() and all_selected:
                self.selectAll()

    def _on_typing(self, text: str) -> None:
        self._typed = text != self._display()
        self._set_problem("")
        if self._typed and text.strip():
            self._explain_typing(text)
        else:
            self._hide_note()

    def _set_problem(self, sentence: str) -> None:
        if sentence == self._problem:
            return
        self._problem = sentence
        self.setProperty("galat", bool(sentence))
        self.setAccessibleDescription(sentence)
        self.setToolTip(sentence)
        theme.restyle(self)
        self.problem_changed.emit(sentence)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window unless there is own typing to take back."""
        if not self._typed and leaves_undo(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() and is_typing(event):
            event.ignore()  # Qt would swallow a paste; whoever locked it says why
            return
        if event.key() in _ENTER:
            if self.commit():
                focus_next_input(self)
            return
        if event.key() == Qt.Key.Key_Escape and (self._typed or self._problem):
            self.reset(self._value)
            self.selectAll()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._typed:
            self._render()
        super().focusInEvent(event)
        if self._typed and self._problem:
            try:
                self._read(self.text())
            except InputError as error:
                self._explain_error(error)
            else:
                self._explain_error(UserError(self._problem))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        target = QApplication.focusWidget()
        if self._note is not None and target is not None and self._note.isAncestorOf(target):
            return
        self.commit()
        self._hide_note()
        if not self._typed:
            self._render()


class TextEdit(QPlainTextEdit):
    """Several lines of free text, committed on leaving if typing changed them."""

    committed = Signal(str)
    problem_changed = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._value = ""
        self._refused = False
        self.setAccessibleName(field.nama)
        self.setTabChangesFocus(True)

    @property
    def field(self) -> Field:
        return self._field

    def set_field(self, field: Field) -> None:
        self._field = field
        self.setAccessibleName(field.nama)

    @property
    def is_editing(self) -> bool:
        return self.toPlainText() != self._value

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files are for what stands around the input: they become evidence."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def set_value(self, value: str | None) -> None:
        """Show a stored value; what is being typed stays."""
        was_editing = self.is_editing
        self._value = value or ""
        if not was_editing and self.toPlainText() != self._value:
            self.setPlainText(self._value)

    def reset(self, value: str | None) -> None:
        """Show a stored value and drop what was typed."""
        self._value = value or ""
        self.setPlainText(self._value)
        self._set_problem("")

    def show_error(self, error: UserError) -> None:
        """Say why the text was not stored; it stays as typed."""
        self._refused = True
        self._set_problem(str(error))

    def commit(self) -> bool:
        """Hand over what was typed; True if nothing is left open."""
        if not self.is_editing:
            return True
        self._set_problem("")
        text = self.toPlainText()
        if text.strip() == self._value:
            self.reset(self._value)
            return True
        self._refused = False
        self.committed.emit(text)
        if not self._refused:
            self.reset(self._value)
        return not self._refused

    def _set_problem(self, sentence: str) -> None:
        self.setProperty("galat", bool(sentence))
        self.setAccessibleDescription(sentence)
        theme.restyle(self)
        self.problem_changed.emit(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() and is_typing(event):
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Escape and self.is_editing:
            self.reset(self._value)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window unless there is own typing to take back."""
        if not self.is_editing and leaves_undo(event):
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()
