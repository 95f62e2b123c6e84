"""Why an indicator changed: two moments or periods, one sentence, and every contribution."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.calculator.contributions import Uraian
from core.cell_names import Tables
from core.history.catatan import Pembaca
from core.history.keadaan import tables_as_of
from core.history.penyebab import penyebab
from core.history.sisi import explain_change, moments_about
from core.indonesian import format_moment, format_number
from core.model.journal import JournalStep
from core.model.periode import TAHUNAN, Periode
from ui import theme
from ui.history.kontribusi_table import KontribusiTable
from ui.history.saat_edit import SEKARANG, Saat, SaatEdit
from ui.open_editor import commit_open_editor
from ui.session import Session
from ui.tables.clipboard import format_block
from ui.widgets.labels import label
from ui.widgets.window_size import fit_to_screen

_PAUSE_MS = 150


def show_perbedaan(session: Session, parent: QWidget, iku: str) -> PerbedaanDialog:
    """Show when and why an indicator changed; this quarter against the one before to begin with."""
    commit_open_editor()
    made = PerbedaanDialog(session, iku, parent)
    made.show()
    return made


class PerbedaanDialog(QDialog):
    """Two states to choose, what lies between them; follows the session."""

    def __init__(self, session: Session, iku: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.iku = next(each for each in session.doc.iku if each.id == iku)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Mengapa {self.iku.singkat} berubah?")
        self.before, self.after = SaatEdit("Dari", self), SaatEdit("Menjadi", self)
        self.values = label(role="redup", wrap=True)
        self.sentence = label(role="subjudul", wrap=True)
        self.table = KontribusiTable()
        self.copy_button = QPushButton("&Salin")
        self.close_button = QPushButton("&Tutup")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._read()
        self._assemble()
        self._connect()
        self._choose_first()
        self._explain()

    def _read(self) -> None:
        doc = self.session.doc
        self._steps, self._now = doc.journal(), doc.all_rows()
        self._pembaca = Pembaca(self._now, self._steps)
        self._then: dict[int, Tables] = {}

    # Widgets

    def _assemble(self) -> None:
        self.sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in (self.copy_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(label(f"Mengapa {self.iku.singkat} berubah?", "judul"))
        head.addWidget(label(self.iku.nama, "redup", wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(theme.JARAK)
        column.addLayout(head)
        column.addWidget(self._choices())
        column.addWidget(self.sentence)
        column.addWidget(self.values)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        fit_to_screen(self, 860, 660)

    def _choices(self) -> QFrame:
        card = QFrame()
        card.setProperty("kartu", True)
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 10, 14, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, (text, edit) in enumerate((("&Dari", self.before), ("&Menjadi", self.after))):
            name = label(text)
            name.setTextFormat(Qt.TextFormat.AutoText)
            name.setBuddy(edit.periode_box)
            grid.addWidget(name, row, 0)
            grid.addWidget(edit.periode_box, row, 1)
            grid.addWidget(edit.moment_box, row, 2)
        return card

    def _connect(self) -> None:
        for edit in (self.before, self.after):
            edit.changed.connect(self._explain)
        self.after.periode_changed.connect(self._on_after_periode)
        self.before.periode_changed.connect(self._on_before_periode)
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.reject)
        copy = QAction("Salin", self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(lambda _=False: self.copy())
        self.table.addAction(copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._pause.timeout.connect(self.refresh)
        self.session.changed.connect(self._pause.start)
        # The file was closed: there is nothing left to explain.
        self.session.destroyed.connect(self.close)

    # Choosing

    def _choose_first(self) -> None:
        """This period against the one before; where that is empty, against the last day."""
        now, last = self.session.periode, self.session.periode.sebelumnya
        periods = self._periods()
        self.after.offer_periods(periods, now)
        self.before.offer_periods(_alike(periods, now), last if last in periods else now)
        self._offer_moments()
        if last not in periods:
            self.before.choose(self._before_today(now))

    def _periods(self) -> list[Periode]:
        """Quarters that hold anything, their years, and the chosen period; newest first."""
        filled = self.session.doc.periode_berisi()
        years = {Periode(each.tahun, TAHUNAN) for each in filled}
        return sorted({*filled, *years, self.session.periode}, reverse=True)

    def _offer_moments(self) -> None:
        for edit in (self.before, self.after):
            edit.offer_moments(self._moments(edit.saat.periode))

    def _moments(self, periode: Periode) -> list[JournalStep]:
        return moments_about(self._steps, self._pembaca, self.iku.singkat, periode)

    def _before_today(self, periode: Periode) -> JournalStep:
        """The last moment of an earlier day; the first of all where there is none."""
        today = self.session.doc.environment.clock()[:10]
        steps = self._moments(periode)
        earlier = [each for each in steps if each.waktu[:10] < today]
        return earlier[-1] if earlier else steps[0]

    def _on_after_periode(self) -> None:
        """Quarters are compared with quarters, years with years."""
        now, last = self.after.saat.periode, self.before.saat.periode
        periods = _alike(self._periods(), now)
        if last not in periods:
            last = now.sebelumnya if now.sebelumnya in periods else now
        self.before.offer_periods(periods, last)
        self._offer_moments()
        self._tell_apart()

    def _on_before_periode(self) -> None:
        self._offer_moments()
        self._tell_apart()

    def _tell_apart(self) -> None:
        """The same state twice explains nothing: begin with an earlier one."""
        if self.before.saat == self.after.saat:
            self.before.choose(self._before_today(self.before.saat.periode))

    def refresh(self) -> None:
        """Read the file again; what is chosen stays."""
        self._pause.stop()
        self._read()
        chosen = self.before.saat.periode, self.after.saat.periode
        periods = sorted({*self._periods(), *chosen}, reverse=True)
        self.after.offer_periods(periods, chosen[1])
        self.before.offer_periods(_alike(periods, chosen[1]), chosen[0])
        self._offer_moments()
        self._explain()

    # Explaining

    def _explain(self) -> None:
        before, after = self.before.saat, self.after.saat
        if before == after:
            self._show("Kedua keadaan itu sama; pilih saat atau periode lain.", None)
            return
        uraian = explain_change(
            self.iku.id, (self._at(before), before.periode), (self._at(after), after.periode)
        )
        names = [_name(each, alone=before.periode != after.periode) for each in (before, after)]
        self._show(_sentence(penyebab(uraian, *names)), uraian, names)

    def _show(self, sentence: str, uraian: Uraian | None, names: Sequence[str] = ()) -> None:
        self.sentence.setText(sentence)
        self.sentence.setAccessibleName(sentence)
        both = uraian is not None and uraian.selisih is not None
        self.values.setVisible(both)
        if uraian is not None and both:
            self.values.setText(
                f"{names[0]}: {_shown(uraian.sebelum, uraian)}   →   "
                f"{names[1]}: {_shown(uraian.sesudah, uraian)}"
            )
        self.table.show_uraian(uraian)

    def _at(self, saat: Saat) -> Tables:
        if saat.langkah is None:
            return self._now
        nomor = saat.langkah.nomor
        if nomor not in self._then:
            self._then[nomor] = tables_as_of(self._now, self._steps, nomor)
        return self._then[nomor]

    def copy(self) -> None:
        """Put the sentence and the table on the clipboard."""
        block = format_block(self.table.lines())
        text = self.sentence.text() + ("\n\n" + block if block else "\n")
        QGuiApplication.clipboard().setText(text)


def _alike(periods: Sequence[Periode], periode: Periode) -> list[Periode]:
    return [each for each in periods if each.is_tahunan == periode.is_tahunan]


def _name(saat: Saat, *, alone: bool) -> str:
    """How a state is called within a sentence; `alone` where the periods tell them apart."""
    moment = None if saat.langkah is None else format_moment(saat.langkah.waktu)
    if alone:
        return f"{saat.periode.singkat} pada {moment}" if moment else saat.periode.singkat
    return f"Keadaan {moment or SEKARANG.lower()}"


def _shown(value: Fraction | None, uraian: Uraian) -> str:
    assert value is not None
    return format_number(value) + ("%" if uraian.satuan_sesudah == "%" else "")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
