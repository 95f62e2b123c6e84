"""The dialog of targets: a year and its quarters at once, in figures and, where wanted, words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QWidget

from core.edits.isian import set_target, target_field
from core.errors import InputError
from core.fields import AmbiguousNumber, read_value
from core.indonesian import canonical
from core.model.change import Butir, Change
from core.model.definisi import Iku
from core.model.periode import TAHUNAN, Periode
from core.signed import signed_sentence
from ui import theme
from ui.dialogs.frame import Command, EditorDialog, buttons, line, text_label
from ui.session import Session
from ui.widgets.labels import tip

_KOLOM = ("Tahunan", "TW I", "TW II", "TW III", "TW IV")


class TargetDialog(EditorDialog):
    """Rows are the indicators, columns the year and its quarters."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        tahun = session.periode.tahun
        super().__init__(session, f"Target {tahun}", parent)
        year = Periode(tahun, TAHUNAN)
        self.periods = (year, *year.triwulan_setahun)
        self.cells: dict[tuple[str, Periode], QLineEdit] = {}
        self._words: dict[tuple[str, Periode], str] = {}
        self._marks: dict[tuple[str, Periode], QLabel] = {}
        self._current: tuple[str, Periode] | None = None
        self.words = line("Ditulis pada lembar sebagai", read_only=self.read_only)
        self._words_title = text_label("", "subjudul")
        self._assemble()
        self._load()
        self.remember_state()
        first = next(iter(self.cells))
        self._follow_focus(first)
        self.cells[first].setFocus()
        self.resize(1000, 100)

    def _assemble(self) -> None:
        self.body.addWidget(
            text_label(
                "Angka target dipakai menghitung capaian. Target yang kosong tidak dihitung "
                "sebagai nol, melainkan sebagai belum diisi.",
                "redup",
            )
        )
        self.body.addWidget(self._grid())
        self.body.addLayout(
            buttons(
                Command("Samakan &triwulan dengan tahunan", self.copy_year),
                enabled=not self.read_only,
            )
        )
        self.body.addWidget(self._words_title)
        self._words_title.setBuddy(self.words)
        self.words.setPlaceholderText("kosong: yang dicetak angkanya")
        self.words.textEdited.connect(self._take_words)
        self.body.addWidget(self.words)
        self.body.addStretch(1)

    def _grid(self) -> QWidget:
        card = QFrame()
        card.setProperty("kartu", True)
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(text_label("Indikator", "subjudul"), 0, 0)
        for column, nama in enumerate(_KOLOM, 1):
            heading = text_label(nama, "subjudul")
            heading.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(heading, 0, column)
        for number, iku in enumerate(self.session.doc.iku):
            self._add_row(grid, 2 * number + 1, iku)
        return card

    def _add_row(self, grid: QGridLayout, row: int, iku: Iku) -> None:
        definisi = self.session.doc.definisi(iku.id, self.periods[0])
        satuan = definisi.satuan if definisi else "belum ada definisi"
        grid.setRowMinimumHeight(row, 40)
        unit = text_label(f"satuan: {satuan}", "kecil")
        grid.addWidget(text_label(iku.nama), row, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(unit, row + 1, 0, Qt.AlignmentFlag.AlignTop)
        for column, periode in enumerate(self.periods, 1):
            name = f"Target {iku.singkat} {periode.singkat}"
            edit = line(name, read_only=self._is_locked(periode), width=9)
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.setPlaceholderText("–")
            key = (iku.id, periode)
            edit.textEdited.connect(lambda _text, key=key: self._check(key))
            edit.installEventFilter(self)
            mark = text_label("", "kecil")
            mark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            if (signed := self.session.doc.pengunci(periode)) is not None:
                edit.setToolTip(signed_sentence(signed))
            self.cells[key], self._marks[key] = edit, mark
            grid.addWidget(edit, row, column, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(mark, row + 1, column)

    def _is_locked(self, periode: Periode) -> bool:
        return self.read_only or self.session.doc.pengunci(periode) is not None

    def _load(self) -> None:
        for key, edit in self.cells.items():
            target = self.session.doc.target(*key)
            edit.setText(canonical(target.nilai).replace(".", ",") if target else "")
            self._words[key] = target.teks if target else ""
            self._show_mark(key)

    # Words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line of words belongs to the figure that has the focus."""
        if event.type() == QEvent.Type.FocusIn:
            for key, edit in self.cells.items():
                if edit is watched:
                    self._follow_focus(key)
        return False

    def _follow_focus(self, key: tuple[str, Periode]) -> None:
        self._current = key
        iku = next(each for each in self.session.doc.iku if each.id == key[0])
        self._words_title.setText(f"Target {iku.singkat} {key[1].singkat} ditulis pada lembar:")
        self.words.setText(self._words[key])
        self.words.setReadOnly(self._is_locked(key[1]))

    def _take_words(self, text: str) -> None:
        if self._current is not None:
            self._words[self._current] = text
            self._show_mark(self._current)

    def _show_mark(self, key: tuple[str, Periode]) -> None:
        words = self._words[key]
        self._marks[key].setText(self._reading(key) or ("dengan kata" if words else ""))
        self._marks[key].setToolTip(tip(words))
        if not self._is_locked(key[1]):
            self.cells[key].setToolTip(tip(f"Pada lembar: {words}") if words else "")

    def _reading(self, key: tuple[str, Periode]) -> str:
        """How a figure is read that was not typed as it will be shown."""
        try:
            value = self._read(key)
        except InputError:
            return ""
        shown = (value or "").replace(".", ",")
        return "" if shown == self.cells[key].text().strip() else f"dibaca {shown}"

    # Verbs

    def copy_year(self) -> None:
        """Give every quarter the target of the year, where there is one."""
        year, *quarters = self.periods
        for iku in self.session.doc.iku:
            text = self.cells[iku.id, year].text()
            for quarter in quarters if text.strip() else ():
                if self._is_locked(quarter):
                    continue
                self.cells[iku.id, quarter].setText(text)
                self._words[iku.id, quarter] = self._words[iku.id, year]
                self._check((iku.id, quarter))
        if self._current is not None:
            self._follow_focus(self._current)

    def _check(self, key: tuple[str, Periode]) -> None:
        """Say at once what cannot be accepted."""
        sentence = ""
        try:
            self._read(key)
        except InputError as error:
            sentence = str(error)
        edit = self.cells[key]
        edit.setProperty("galat", bool(sentence))
        theme.restyle(edit)
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self._show_mark(key)

    def _read(self, key: tuple[str, Periode]) -> str | None:
        iku = next(each for each in self.session.doc.iku if each.id == key[0])
        field = target_field(self.session.doc.definisi(iku.id, key[1]), iku.singkat)
        place = f"{key[0]} {key[1].id}"
        try:
            return read_value(field, self.cells[key].text())
        except AmbiguousNumber as error:
            raise InputError(f"{key[1].singkat}: {error}", place) from error
        except InputError as error:
            raise InputError(f"{key[1].singkat}: {error}", place) from error

    def state(self) -> object:
        figures = [edit.text().strip() for edit in self.cells.values()]
        return figures, [words.strip() for words in self._words.values()]

    def make_change(self) -> Change:
        doc = self.session.doc
        butir: list[Butir] = []
        for key in self.cells:
            value = self._read(key)
            words = self._words[key].strip()
            if value is None and words:
                raise InputError(
                    f"{key[1].singkat}: target ditulis dengan kata, tetapi angkanya belum diisi.",
                    f"{key[0]} {key[1].id}",
                )
            text = (value or "").replace(".", ",")
            butir += [
                each
                for each in set_target(doc, key[1], key[0], text, words).butir
                if each not in butir
            ]
        return Change(f"Target {self.periods[0].tahun} diubah", tuple(butir))

    def focus_field(self, field: str) -> None:
        for key, edit in self.cells.items():
            if field == f"{key[0]} {key[1].id}":
                edit.setFocus()
                edit.selectAll()
