"""On which paper, dated when and signed by whom a period will be signed."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.edits.periode import set_tanggal_lembar
from core.fields import Field
from core.indonesian import format_date
from core.printing import KERTAS
from core.sheets import Kertas
from ui import theme
from ui.session import Session
from ui.sheet_notes import signing_of
from ui.widgets.date_edit import DateEdit
from ui.widgets.labels import label

UKURAN = {"a4": "A4 (210 × 297 mm)", "f4": "F4 (215 × 330 mm)"}


class SigningForm(QWidget):
    """Belongs to `session.periode`; the date is an undoable step of its own, as in the sheet."""

    signatories_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._periode = session.periode
        self.papers = QButtonGroup(self)
        self.tanggal = DateEdit(Field("tanggal_lembar", "Tanggal lembar", "tanggal"))
        self.today = QPushButton("&Hari ini")
        self.problem = label(role="galat", wrap=True)
        self._name = label(role="subjudul", wrap=True)
        self._office = label(role="redup", wrap=True)
        self.change = QPushButton("Penan&datangan…")
        self._assemble()
        self.tanggal.committed.connect(self._date)
        self.tanggal.problem_changed.connect(self._show_problem)
        self.today.clicked.connect(
            lambda: self._date(format_date(datetime.date.today().isoformat()))
        )
        self.change.clicked.connect(self.signatories_wanted)

    def _assemble(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        papers = QVBoxLayout()
        papers.setSpacing(4)
        signed = self._session.doc.semua_pengesahan()
        usual = signed[-1].kertas if signed else KERTAS[0]
        for number, kode in enumerate(KERTAS):
            button = QRadioButton(UKURAN[kode])
            button.setAccessibleName(f"Kertas: {UKURAN[kode]}")
            button.setChecked(kode == usual)
            self.papers.addButton(button, number)
            papers.addWidget(button)
        dated = QHBoxLayout()
        dated.setSpacing(6)
        dated.addWidget(self.tanggal, 1)
        dated.addWidget(self.today)
        title = label("&Tanggal lembar")
        title.setTextFormat(Qt.TextFormat.AutoText)
        title.setBuddy(self.tanggal)
        grid.addWidget(label("Kertas"), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(papers, 0, 1)
        grid.addWidget(title, 1, 0, middle)
        grid.addLayout(dated, 1, 1)
        grid.addWidget(self.problem, 2, 1)
        self.problem.hide()
        self.today.setAutoDefault(False)
        self.today.setToolTip("Isi dengan tanggal hari ini")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(label("Ditandatangani oleh"))
        column.addWidget(self._signatory())

    def _signatory(self) -> QFrame:
        card = QFrame()
        card.setProperty("kartu", True)
        row = QGridLayout(card)
        row.setContentsMargins(12, 8, 10, 10)
        row.setHorizontalSpacing(theme.JARAK)
        row.setVerticalSpacing(2)
        row.setColumnStretch(0, 1)
        self.change.setAutoDefault(False)
        row.addWidget(self._name, 0, 0)
        row.addWidget(self._office, 1, 0)
        row.addWidget(self.change, 2, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    @property
    def kertas(self) -> Kertas:
        """The chosen paper."""
        return KERTAS[self.papers.checkedId()]

    @property
    def stops(self) -> list[QWidget]:
        """What Tab comes to, in its order."""
        return [*self.papers.buttons(), self.tanggal, self.today, self.change]

    def refresh(self) -> None:
        """Show date and signatory as the file has them now."""
        signing = signing_of(self._session.doc, "pengukuran", self._periode)
        self.tanggal.set_value(signing.tanggal)
        who = signing.penandatangan
        self._name.setText(who.nama if who else "Belum ada")
        if who is None:
            lines = ["Tidak ada yang menjabat pada tanggal lembar ini."]
        else:
            lines = [" ".join(f"{who.status} {who.jabatan}".split())]
            lines += [f"NIP {who.nip}"] if who.nip else []
        self._office.setText("\n".join(lines))

    def focus_date(self) -> None:
        """Go to the date."""
        self.tanggal.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tanggal.selectAll()

    def commit(self) -> bool:
        """Put down a date that is being typed; False if it is refused."""
        return self.tanggal.commit()

    def _date(self, text: str) -> None:
        doc, periode = self._session.doc, self._periode
        error = self._session.try_perform(lambda: set_tanggal_lembar(doc, periode, text))
        if error is not None:
            self.tanggal.show_error(error)
            return
        self.tanggal.reset(doc.tanggal_lembar(periode))

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
