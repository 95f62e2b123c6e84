"""The inputs of SPBE: levels or aspect indices, and the official index."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.indonesian import format_number
from core.model.definisi import Definisi, IndeksBerbobot
from ui.session import Session
from ui.tabs.form_parts import NARROW, TwoColumns
from ui.tabs.inputs_view import InputsView
from ui.tabs.level_table import LevelTable
from ui.tabs.official_form import OfficialForm
from ui.widgets.field_edit import FieldEdit
from ui.widgets.labels import label

_BILANGAN = ("", "Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan", "Sembilan")
_CARA = ("indikator", "aspek")
_HINT = "Tombol 1–{} mengisi tingkat, Delete mengosongkan, Enter ke baris berikutnya"
_ROW, _CARD_HEAD, _OFFICIAL = 30, 80, 200  # rough heights, to share the cards between columns


class SpbeInputs(InputsView):
    """Tab 1: as many indicators and aspects as the definition of the year has."""

    def __init__(self, session: Session, iku: str = "spbe", parent: QWidget | None = None) -> None:
        super().__init__(session, iku, parent)
        self.setProperty("formulir", True)
        self._definisi: Definisi | None = None
        self._placed: int | None = None
        self._table: LevelTable | None = None
        self._aspects: _AspectCard | None = None
        self._switch = QButtonGroup(self)
        self._buttons = tuple(_segment(number) for number in range(2))
        self._hint = label(role="kecil")
        self._official = OfficialForm(session, iku)
        self._columns = TwoColumns()
        self._empty = label(role="redup", wrap=True)

        bar = QHBoxLayout()
        bar.setSpacing(0)
        caption = label("Isi menurut")
        bar.addWidget(caption)
        bar.addSpacing(8)
        for number, button in enumerate(self._buttons):
            self._switch.addButton(button, number)
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self._hint)
        self._bar = QWidget()
        self._bar.setLayout(bar)
        bar.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._bar)
        layout.addWidget(self._empty)
        layout.addWidget(self._columns, 1)

        self._switch.idClicked.connect(self._choose_mode)
        self.refresh()

    def refresh(self) -> None:
        """Show what the file holds now; an open editor keeps what is being typed."""
        doc, periode = self.session.doc, self.session.periode
        definisi = doc.definisi(self.iku, periode)
        usable = definisi is not None and isinstance(definisi.bentuk, IndeksBerbobot)
        self._bar.setVisible(usable)
        self._columns.setVisible(usable)
        self._empty.setVisible(not usable)
        if definisi is None or not isinstance(definisi.bentuk, IndeksBerbobot):
            self._empty.setText(
                f"Belum ada definisi indikator ini yang berlaku untuk tahun {periode.tahun}."
            )
            return
        if definisi != self._definisi:
            self._build(definisi, definisi.bentuk)
        mode = self._mode()
        if not self._buttons[mode].isChecked():
            self._buttons[mode].setChecked(True)
        for button in self._buttons:
            button.setEnabled(self.session.can_write and not periode.is_tahunan)
        self._place(mode, definisi.bentuk)
        self._show_hint()
        if self._table is not None:
            self._table.refresh()
        for field in self._official.fields:
            field.refresh()
        if self._aspects is not None:
            self._aspects.refresh()
        self._official.refresh()

    @property
    def scrolls_itself(self) -> bool:
        return True

    def focus_input(self, kunci: str) -> None:
        """Bring the input of a key into view and focus."""
        row = self._table.focus(kunci) if self._table is not None and not self._mode() else None
        target: QWidget | None = row
        if row is None:
            fields = [*self._official.fields]
            fields += self._aspects.fields if self._aspects is not None and self._mode() else []
            target = next((each for each in fields if each.kunci == kunci), None)
            target = target or self._buttons[self._mode()]
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if target is not None and self._columns.isAncestorOf(target):
            self._columns.bring_into_view(target)

    def _mode(self) -> int:
        return int(self.session.doc.nilai(self.session.periode, f"{self.iku}.cara") == "aspek")

    def _choose_mode(self, number: int) -> None:
        if number != self._mode():
            error = self.session.fill_in(f"{self.iku}.cara", _CARA[number])
            if error is not None:
                self.session.failed.emit(str(error))
        self.refresh()

    def _show_hint(self) -> None:
        useful = self._placed == 0 and self.session.can_write
        self._hint.setVisible(useful and self.width() >= NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hint()

    def _build(self, definisi: Definisi, bentuk: IndeksBerbobot) -> None:
        """Make the cards of this definition; those of the one before go."""
        if self._table is not None and self._aspects is not None:
            for card in (*self._table.cards, self._aspects):
                card.hide()
                card.deleteLater()
            self._table.deleteLater()
        self._definisi = definisi
        self._table = LevelTable(self.session, self.iku, bentuk, self)
        self._aspects = _AspectCard(self.session, self.iku, bentuk)
        count = len(bentuk.aspek)
        word = _BILANGAN[count] if count < len(_BILANGAN) else str(count)
        self._buttons[0].setText(f"{len(self._table.rows)} indikator")
        self._buttons[1].setText(f"{word} indeks aspek")
        self._placed = None

    def _place(self, mode: int, bentuk: IndeksBerbobot) -> None:
        if self._placed == mode or self._table is None or self._aspects is None:
            return
        self._placed = mode
        self._show_hint()
        last = self._buttons[-1]
        if mode == 1:
            self._columns.set_cards([self._aspects], [self._official], after=last)
            return
        self._hint.setText(_HINT.format(len(bentuk.tingkat)))
        cards = self._table.cards
        heights = [_CARD_HEAD + _ROW * len(card.rows) for card in cards]
        split = _balanced_split(heights, _OFFICIAL)
        left: list[QWidget] = [*cards[:split]]
        right: list[QWidget] = [*cards[split:], self._official]
        self._columns.set_cards(left, right, after=last)


def _segment(number: int) -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setProperty("segmen", True)
    button.setProperty("ujung", "kiri" if number == 0 else "kanan")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _balanced_split(heights: list[int], below_right: int) -> int:
    """How many of the cards stand at the left so that the longer column is shortest."""
    return min(
        range(1, len(heights) + 1),
        key=lambda n: max(sum(heights[:n]), sum(heights[n:]) + below_right),
    )


class _AspectCard(QFrame):
    """One aspect index each, typed directly."""

    def __init__(self, session: Session, iku: str, bentuk: IndeksBerbobot) -> None:
        super().__init__()
        self.setProperty("kartu", True)
        self.fields = [FieldEdit(session, f"{iku}.aspek.{a.kode}") for a in bentuk.aspek]
        self._count = label(role="redup")
        head = QHBoxLayout()
        head.addWidget(label("Indeks aspek", "subjudul"), 1)
        head.addWidget(self._count)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for number, (aspek, field) in enumerate(zip(bentuk.aspek, self.fields, strict=True)):
            name = label(aspek.nama, wrap=True)
            weight = f"Bobot {format_number(aspek.bobot, None)}%"
            if aspek.keterangan:
                weight = f"{aspek.keterangan}  ·  {weight}"
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(name)
            words.addWidget(label(weight, "redup"))
            field.setFixedWidth(110)
            grid.addLayout(words, number, 0)
            grid.addWidget(field, number, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        note = "Tingkat tiap indikator yang pernah diisi tetap tersimpan, tetapi tidak dihitung."
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(grid)
        layout.addWidget(label(note, "redup", wrap=True))

    def refresh(self) -> None:
        """Show how many are filled in."""
        doc, periode = self.fields[0].session.doc, self.fields[0].session.periode
        for field in self.fields:
            field.refresh()
        filled = sum(doc.nilai(periode, field.kunci) is not None for field in self.fields)
        self._count.setText(f"{filled} dari {len(self.fields)} diisi")
