"""The slim column beside the preview: which sheet, on which paper, dated when, signed by whom."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.edits import periode as periode_edits
from core.edits import profil as profil_edits
from core.fields import Field
from core.indonesian import format_date
from core.model.change import Change
from core.model.pengesahan import Pengesahan
from core.printing import KERTAS, LEMBAR
from core.sheets import Kertas
from ui import theme
from ui.history.in_focus import offer_history
from ui.pengesahan.signing_form import UKURAN
from ui.pengesahan.version_box import VersionBox
from ui.session import Session
from ui.sheet_notes import Signing, signing_of
from ui.widgets.date_edit import DateEdit
from ui.widgets.window_size import scrolled

if TYPE_CHECKING:
    from core.history.catatan import Sel

LEBAR_PANEL = 292


class SheetPanel(QWidget):
    """Shows and edits what belongs to the sheet; `chosen` when another sheet or paper is wanted."""

    chosen = Signal()
    signatories_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lembar_buttons = QButtonGroup(self)
        self.kertas_buttons = QButtonGroup(self)
        self.tanggal = DateEdit(Field("tanggal_lembar", "Tanggal lembar", "tanggal"))
        self.hari_ini = QPushButton("&Hari ini")
        self.galat = _text("", "galat")
        self._nama = _text("", "subjudul")
        self._rincian = _text("", "redup")
        self.ubah = QPushButton("Penan&datangan…")
        self.versions = VersionBox(session)
        self._kertas_konsep: Kertas = KERTAS[0]
        self._konsep = _Notes()
        self._catatan = _Notes()
        self._siap = _text("", "redup")
        self._dated: list[QWidget] = []
        self._assemble()
        self._connect()

    @property
    def lembar(self) -> str:
        """The code of the chosen sheet."""
        return list(LEMBAR)[self.lembar_buttons.checkedId()]

    @property
    def kertas(self) -> Kertas:
        """The chosen paper; that of a signed version cannot be another one."""
        return KERTAS[self.kertas_buttons.checkedId()]

    @property
    def version(self) -> Pengesahan | None:
        """The signed version that is shown; None for the draft."""
        return self.versions.version

    def choose(self, lembar: str) -> None:
        """Choose a sheet by its code."""
        self.lembar_buttons.button(list(LEMBAR).index(lembar)).click()

    def _assemble(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(theme.JARAK, theme.JARAK, theme.JARAK, theme.JARAK)
        column.setSpacing(4)
        column.addWidget(self.versions)
        self._gap = QWidget()
        self._gap.setFixedHeight(theme.JARAK)
        column.addWidget(self._gap)
        self._add_choice(column, "Jenis lembar", self.lembar_buttons, LEMBAR)
        column.addSpacing(theme.JARAK)
        self._add_choice(column, "Kertas", self.kertas_buttons, UKURAN)
        column.addSpacing(theme.JARAK)
        self._add_signing(column)
        column.addSpacing(theme.JARAK)
        column.addWidget(self._siap)
        column.addWidget(self._konsep)
        column.addSpacing(4)
        column.addWidget(self._catatan)
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))
        self.setFixedWidth(LEBAR_PANEL)

    def _add_choice(
        self, column: QVBoxLayout, title: str, group: QButtonGroup, choices: Mapping[str, str]
    ) -> None:
        column.addWidget(_text(title, "subjudul"))
        for number, nama in enumerate(choices.values()):
            button = QRadioButton(nama)
            button.setAccessibleName(f"{title}: {nama}")
            button.setChecked(number == 0)
            group.addButton(button, number)
            column.addWidget(button)

    def _add_signing(self, column: QVBoxLayout) -> None:
        heading = _text("Tan&ggal lembar", "subjudul")
        heading.setTextFormat(Qt.TextFormat.AutoText)
        heading.setBuddy(self.tanggal)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.tanggal, 1)
        row.addWidget(self.hari_ini)
        self.hari_ini.setToolTip("Isi dengan tanggal hari ini")
        column.addWidget(heading)
        column.addLayout(row)
        column.addWidget(self.galat)
        self.galat.hide()
        column.addSpacing(theme.JARAK)
        title = _text("Ditandatangani oleh", "subjudul")
        card = QFrame()
        card.setProperty("kartu", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(10, 8, 10, 10)
        inside.setSpacing(2)
        inside.addWidget(self._nama)
        inside.addWidget(self._rincian)
        inside.addSpacing(6)
        inside.addWidget(self.ubah, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(title)
        column.addWidget(card)
        self._dated = [heading, self.tanggal, self.hari_ini, title, card]

    def _connect(self) -> None:
        self.lembar_buttons.idClicked.connect(self.chosen)
        self.kertas_buttons.idClicked.connect(self._choose_paper)
        self.versions.chosen.connect(self.chosen)
        self.tanggal.committed.connect(self._date_sheet)
        self.tanggal.problem_changed.connect(self._show_problem)
        offer_history(self.tanggal, self._session)
        self.hari_ini.clicked.connect(self._date_today)
        self.ubah.clicked.connect(self.signatories_wanted)

    def shown_cells(self) -> frozenset[Sel] | None:
        """The date as a cell of the file, while it has the focus."""
        if not self.tanggal.hasFocus():
            return None
        if self.lembar == "iku":
            return frozenset({("profil", "profil", "tanggal_lembar_iku")})
        return frozenset({("periode", self._session.periode.id, None)})

    # Showing

    def refresh(self) -> None:
        """Show date and signatory as the file has them now."""
        doc, periode, lembar = self._session.doc, self._session.periode, self.lembar
        self.versions.refresh()
        self._gap.setVisible(not self.versions.isHidden())
        version = self.version
        self._show_paper(version)
        for widget in self._dated:
            widget.setVisible(lembar != "kertas-kerja" and version is None)
        signing = signing_of(doc, lembar, periode)
        can_write = not doc.read_only if lembar == "iku" else self._session.can_write
        self.tanggal.set_value(signing.tanggal)
        self.tanggal.setReadOnly(not can_write)
        self.hari_ini.setEnabled(can_write)
        self._show_signatory(signing)

    def _choose_paper(self, number: int) -> None:
        self._kertas_konsep = KERTAS[number]
        self.chosen.emit()

    def _show_paper(self, version: Pengesahan | None) -> None:
        wanted = self._kertas_konsep if version is None else version.kertas
        for number, kode in enumerate(KERTAS):
            button = self.kertas_buttons.button(number)
            button.setChecked(kode == wanted)
            button.setEnabled(version is None or kode == wanted)
            button.setToolTip("" if version is None else "Kertas yang dipilih saat disahkan")

    def _show_signatory(self, signing: Signing) -> None:
        who = signing.penandatangan
        self._nama.setText(who.nama if who else "Belum ada")
        if who is None:
            lines = ["Tidak ada yang menjabat pada tanggal lembar ini."]
        else:
            jabatan = " ".join(who.jabatan.split())
            lines = [f"{who.status} {jabatan}".strip()]
            lines += [f"NIP {who.nip}"] if who.nip else []
        self._rincian.setText("\n".join(lines))

    def show_notes(self, konsep: list[str], notes: list[str]) -> None:
        """Why the sheet cannot be signed yet, and what else deserves a look."""
        if self.version is not None:
            konsep, notes = [], []
        self._siap.setVisible(self.version is None and not konsep)
        self._siap.setText(_draft_sentence(self._session))
        self._konsep.show_list("KONSEP: belum dapat disahkan", konsep)
        self._catatan.show_list("Perlu diperiksa", notes)

    @property
    def notes_text(self) -> str:
        """All that is said in the notes."""
        return "\n".join((*self._konsep.sentences, *self._catatan.sentences))

    def _show_problem(self, sentence: str) -> None:
        self.galat.setText(sentence)
        self.galat.setVisible(bool(sentence))

    # Dating

    def _date_today(self) -> None:
        self._date_sheet(format_date(datetime.date.today().isoformat()))

    def _date_sheet(self, text: str) -> None:
        error = self._session.try_perform(lambda: self._dating(text))
        if error is not None:
            self.tanggal.show_error(error)
            return
        self.tanggal.reset(
            signing_of(self._session.doc, self.lembar, self._session.periode).tanggal
        )

    def _dating(self, text: str) -> Change:
        doc = self._session.doc
        if self.lembar == "iku":
            change = profil_edits.set_profil(doc, {"tanggal_lembar_iku": text})
            return Change("Tanggal lembar IKU diubah", change.butir)
        return periode_edits.set_tanggal_lembar(doc, self._session.periode, text)


def _draft_sentence(session: Session) -> str:
    """What a draft is, and how it becomes final."""
    if (signed := session.lock) is not None:
        return (
            f"KONSEP: {session.periode.singkat} terkunci bersama {signed.periode.singkat}, tetapi "
            "tidak disahkan tersendiri."
        )
    return "KONSEP: lembar ini baru berkode dan dapat ditandatangani setelah disahkan."


class _Notes(QLabel):
    """A titled list of sentences on a coloured ground; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setProperty("peran", "peringatan")
        self.sentences: list[str] = []

    def show_list(self, title: str, sentences: list[str]) -> None:
        self.sentences = sentences
        parts = "".join(f'<p style="margin:3px 0 0 0">{escape(each)}</p>' for each in sentences)
        self.setText(f"<b>{escape(title)}</b>{parts}")
        self.setAccessibleName(" ".join((title, *sentences)))
        self.setVisible(bool(sentences))


def _text(text: str, peran: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("peran", peran)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
