"""The target of the chosen period: shown, set in place, or taken over from the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from core.edits.isian import set_target, target_field
from core.fields import Field, read_value
from core.indonesian import canonical, format_number
from core.model.periode import TAHUNAN, Periode
from core.model.profil import Target
from ui.history.in_focus import offer_history
from ui.session import Session
from ui.widgets.labels import label
from ui.widgets.number_edit import NumberEdit

if TYPE_CHECKING:
    from core.history.catatan import Sel


class TargetEdit(QWidget):
    """Writes the target of one indicator; typing belongs to the period it was begun in.

    `same` is a button for the owner to place: it takes over the year's target.
    """

    def __init__(self, session: Session, iku: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._iku = iku
        self._periode = session.periode
        self.editor = NumberEdit(self._field())
        self.editor.setFixedWidth(88)
        self.editor.setPlaceholderText("belum diisi")
        self._title = label("Target", "label")
        self._title.setBuddy(self.editor)
        self._unit = label()
        self._words = label(role="kecil", wrap=True)
        self._problem = label(role="galat", wrap=True)
        self.same = QPushButton()
        self.same.setAutoDefault(True)
        self._assemble()
        self.editor.committed.connect(self._store)
        self.editor.problem_changed.connect(self._show_problem)
        offer_history(self.editor, session)
        self.same.clicked.connect(self._take_over)

    def _assemble(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        grid.addWidget(self._title, 0, 0, 1, 2)
        grid.addWidget(self.editor, 1, 0)
        grid.addWidget(self._unit, 1, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._words, 2, 0, 1, 2)
        grid.addWidget(self._problem, 3, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self._problem.hide()

    def refresh(self) -> None:
        """Show the target of the chosen period; what is being typed stays."""
        session, periode = self._session, self._session.periode
        target = session.doc.target(self._iku, periode)
        value = canonical(target.nilai) if target else None
        if periode != self._periode:
            self.editor.commit()
            self._periode = periode
            self.editor.set_field(self._field())
            self.editor.reset(value)
        else:
            self.editor.set_value(value)
        self.editor.setReadOnly(not session.can_write)
        self._title.setText(f"Target {periode.singkat}")
        definisi = session.doc.definisi(self._iku, periode)
        self._unit.setText("%" if definisi is not None and definisi.satuan == "%" else "")
        self._show_words(target)
        self._offer(target)

    def shown_cells(self) -> frozenset[Sel]:
        """The target as a cell of the file."""
        return frozenset({("target", f"{self._session.periode.id}/{self._iku}", None)})

    def _show_words(self, target: Target | None) -> None:
        words = target.teks if target else ""
        self._words.setText(f"Dicetak: {words}" if words else "")
        self._words.setVisible(bool(words))

    def _offer(self, target: Target | None) -> None:
        year = self._of_year()
        useful = target is None and year is not None and self._session.can_write
        self.same.setVisible(useful)
        if year is not None:
            shown = format_number(year.nilai, None)
            self.same.setText(f"Samakan dengan target tahunan ({shown})")

    def _of_year(self) -> Target | None:
        periode = self._session.periode
        if periode.is_tahunan:
            return None
        return self._session.doc.target(self._iku, Periode(periode.tahun, TAHUNAN))

    def _take_over(self) -> None:
        year, periode = self._of_year(), self._session.periode
        if year is not None:
            text = canonical(year.nilai).replace(".", ",")
            self._session.perform(
                lambda: set_target(self._session.doc, periode, self._iku, text, year.teks)
            )
            self.editor.setFocus()

    def _store(self, text: str) -> None:
        doc, periode = self._session.doc, self._periode
        old = doc.target(self._iku, periode)
        same = old is not None and read_value(self._field(), text) == canonical(old.nilai)
        words = old.teks if old is not None and same else ""
        error = self._session.try_perform(lambda: set_target(doc, periode, self._iku, text, words))
        if error is not None:
            self.editor.show_error(error)

    def _field(self) -> Field:
        doc = self._session.doc
        nama = next(each.nama for each in doc.iku if each.id == self._iku)
        return target_field(doc.definisi(self._iku, self._session.periode), nama)

    def _show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
