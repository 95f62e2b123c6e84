"""One input of the file bound to its key: it shows, stores and explains itself.

A form is a list of `FieldEdit(session, kunci)`; each refreshes itself after any change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.edits import isian
from core.fields import Field
from core.model.periode import Periode
from ui.history.in_focus import offer_history
from ui.session import Session
from ui.widgets.choice_edit import ChoiceEdit, SuggestEdit
from ui.widgets.date_edit import DateEdit
from ui.widgets.number_edit import NumberEdit
from ui.widgets.text_edit import EntryEdit, TextEdit

if TYPE_CHECKING:
    from core.history.catatan import Sel

Editor = EntryEdit | TextEdit | ChoiceEdit


class FieldEdit(QWidget):
    """The editor of one key of `session.periode` with the sentence of a refusal beneath.

    `editor` is a NumberEdit, DateEdit, ChoiceEdit, EntryEdit or (multiline) TextEdit by the kind
    of the field. Without a definition that knows the key it is disabled.
    `suggestions` are offered beside free text; `with_message` False leaves it to the owner to
    show `editor.problem_changed`.
    """

    def __init__(
        self,
        session: Session,
        kunci: str,
        parent: QWidget | None = None,
        *,
        labels: Mapping[str, str] | None = None,
        multiline: bool = False,
        with_message: bool = True,
        suggestions: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.kunci = kunci
        self._periode = session.periode
        self._box: SuggestEdit | None = None
        field = self._field() or Field(kunci, kunci, "teks")
        self.editor = _make_editor(field, labels, multiline)
        shown: QWidget = self.editor
        if suggestions and isinstance(self.editor, EntryEdit):
            shown = self._box = SuggestEdit(self.editor, suggestions)
        self._message = QLabel()
        self._message.setProperty("peran", "galat")
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.hide()

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(shown)
        layout.addWidget(self._message)
        self.setFocusProxy(shown)
        offer_history(self.editor, session)

        self.editor.committed.connect(self._store)
        if with_message:
            self.editor.problem_changed.connect(self._show_problem)
        session.changed.connect(self.refresh)
        session.periode_changed.connect(self.refresh)
        self.refresh()

    def refresh(self, _: object = None) -> None:
        """Show what the file holds; what is being typed stays, and belongs to its own quarter."""
        periode = self.session.periode
        if periode != self._periode:
            self.editor.commit()
            self._periode = periode
            self._load_field()
            self.editor.reset(self.session.doc.nilai(periode, self.kunci))
        else:
            self._load_field()
            self.editor.set_value(self.session.doc.nilai(periode, self.kunci))

    def shown_cells(self) -> frozenset[Sel] | None:
        """The input as a cell of the file; a year has none of its own."""
        periode = self.session.periode
        row = ("isian", f"{periode.id}/{self.kunci}", None)
        return None if periode.is_tahunan else frozenset({row})

    def _load_field(self) -> None:
        field = self._field()
        if field is not None and field != self.editor.field:
            self.editor.set_field(field)
        locked = not self.session.can_write or self._periode.is_tahunan or field is None
        if isinstance(self.editor, ChoiceEdit):
            self.editor.setEnabled(not locked)
        else:
            self.editor.setReadOnly(locked)
        if self._box is not None:
            self._box.setEnabled(not locked)

    def _field(self) -> Field | None:
        iku = self.kunci.split(".", 1)[0]
        return self.session.doc.fields(iku, self.session.periode).get(self.kunci)

    def _store(self, text: str) -> None:
        periode: Periode = self._periode
        error = self.session.try_perform(
            lambda: isian.fill_in(self.session.doc, periode, self.kunci, text)
        )
        if error is not None:
            self.editor.show_error(error)
        else:
            self.editor.set_value(self.session.doc.nilai(periode, self.kunci))

    def _show_problem(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))


def _make_editor(field: Field, labels: Mapping[str, str] | None, multiline: bool) -> Editor:
    if field.jenis in ("angka", "bulat"):
        return NumberEdit(field)
    if field.jenis == "tanggal":
        return DateEdit(field)
    if field.jenis == "pilihan":
        return ChoiceEdit(field, labels=labels)
    return TextEdit(field) if multiline else EntryEdit(field)
