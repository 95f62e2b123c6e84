"""The dialog of definitions: which one counts in which years, and an editor for each."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.edits.definisi import copy_definisi, delete_definisi, edit_definisi, read_tahun
from core.errors import UserError
from core.model.change import Change, InsertRow
from core.model.definisi import ATURAN_TAHUN, BACAAN, Definisi
from ui.dialogs.definisi_draft import Draft
from ui.dialogs.definisi_pages import BagianPage, KriteriaPage, PitaPage
from ui.dialogs.frame import (
    Command,
    EditorDialog,
    ask,
    buttons,
    form,
    line,
    paragraph,
    style_list,
    text_label,
)
from ui.session import Session

_ARAH = {"naik": "Makin tinggi makin baik", "turun": "Makin rendah makin baik"}
_PAUSE_MS = 200


class DefinisiDialog(EditorDialog):
    """The definitions of one IKU; each is saved by itself, as one step."""

    def __init__(self, session: Session, iku: str, parent: QWidget | None = None) -> None:
        each = next(each for each in session.doc.iku if each.id == iku)
        super().__init__(session, f"Definisi {each.nama}", parent)
        self._iku = iku
        self.list = QListWidget()
        self.list.setAccessibleName("Daftar definisi")
        self.list.setWordWrap(True)
        self.list.setFixedWidth(264)
        style_list(self.list)
        self.tabs = QTabWidget()
        self.head: RumusanPage | None = None
        self.bagian: BagianPage | None = None
        self.pita: PitaPage | None = None
        self.kriteria: KriteriaPage | None = None
        self.draft: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._check)
        self._assemble()
        self.list.currentRowChanged.connect(self._choose)
        self._fill_list()
        self._focus_first()
        self.resize(1120, 660)

    def _assemble(self) -> None:
        self.close_button.setText("&Tutup")
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addLayout(
            buttons(
                Command("Sa&lin…", self.copy),
                Command("Hap&us", self.delete),
                enabled=not self.read_only,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left)
        row.addWidget(self.tabs, 1)
        self.body.addLayout(row, 1)

    # The list

    def _fill_list(self, chosen: str | None = None) -> None:
        doc = self.session.doc
        definisi = doc.semua_definisi(self._iku)
        valid = doc.definisi(self._iku, self.session.periode)
        wanted = chosen or (valid.id if valid else definisi[0].id)
        self.list.blockSignals(True)
        self.list.clear()
        for each in definisi:
            item = QListWidgetItem(_summary(each))
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            self.list.addItem(item)
            if each.id == wanted:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._show(wanted)

    def _choose(self, row: int) -> None:
        wanted = str(self.list.item(row).data(Qt.ItemDataRole.UserRole))
        if self.draft is not None and wanted == self.draft.definisi_id:
            return
        if self.is_changed and not self.confirm_discard():
            self._mark_current()
            return
        self._show(wanted)

    def _mark_current(self) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == self.definisi_id:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    @property
    def definisi_id(self) -> str:
        return self.draft.definisi_id if self.draft is not None else ""

    def _show(self, definisi_id: str) -> None:
        page = max(self.tabs.currentIndex(), 0)
        while self.tabs.count():
            old = self.tabs.widget(0)
            self.tabs.removeTab(0)
            old.deleteLater()
        draft = self.draft = Draft(self.session.doc, definisi_id)
        locked = self.read_only
        self.head = RumusanPage(draft, read_only=locked)
        self.bagian = BagianPage(draft, read_only=locked)
        self.pita = PitaPage(draft, read_only=locked)
        self.kriteria = KriteriaPage(draft, read_only=locked)
        names = ("&Rumusan", "&Bobot dan bagian", "&Pita predikat", "&Kriteria")
        pages = (self.head, self.bagian, self.pita, self.kriteria)
        for name, each in zip(names, pages, strict=True):
            self.tabs.addTab(each, name)
        self.head.on_edit(self._timer.start)
        for other in (self.bagian, self.pita, self.kriteria):
            other.edited.connect(self._timer.start)
        self.tabs.setCurrentIndex(page)
        self.keep_buttons_last()
        self.remember_state()
        self.show_problem(None)

    def _check(self) -> None:
        """Say while it is being edited what could not be saved."""
        try:
            self.make_change()
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
        else:
            self.problem.hide()

    # Verbs

    def state(self) -> object:
        if self.draft is None or self.head is None:
            return None
        self.head.take()
        return self.draft.snapshot()

    def make_change(self) -> Change:
        assert self.draft is not None
        assert self.head is not None
        self.head.take()
        draft = self.draft
        return edit_definisi(
            self.session.doc, draft.definisi_id, draft.row, draft.bagian_rows(), draft.pita
        )

    def accept(self) -> None:
        """Simpan keeps the dialog open for the other definitions."""
        if not self.read_only and self.save():
            self._fill_list(self.definisi_id)

    def copy(self) -> None:
        """Make a new definition from the chosen one, valid in years to be named."""
        if self.is_changed and not self.confirm_discard():
            return
        dialog = SalinDialog(self.session, self.definisi_id, self)
        if dialog.exec():
            self._fill_list(dialog.new_id)

    def delete(self) -> None:
        """Take the chosen definition out; it can be undone."""
        definisi_id = self.definisi_id
        skema = str(self.session.doc.rows("definisi")[definisi_id]["skema"])
        if not ask(self, f"Hapus definisi {skema}?", "&Hapus", "&Batal"):
            return
        error = self.session.try_perform(lambda: delete_definisi(self.session.doc, definisi_id))
        if error is None:
            self._fill_list()
        self.show_problem(error)

    def _focus_first(self) -> None:
        assert self.head is not None
        self.head.inputs["skema"].setFocus()

    def focus_field(self, field: str) -> None:
        assert self.head is not None
        if field in self.head.inputs:
            self.tabs.setCurrentWidget(self.head)
            self.head.inputs[field].setFocus()


class RumusanPage(QWidget):
    """Wording, years, unit and rules."""

    def __init__(self, draft: Draft, *, read_only: bool) -> None:
        super().__init__()
        self._draft = draft
        self.inputs: dict[str, QLineEdit | QPlainTextEdit | QComboBox] = {
            "skema": line("Nama definisi", read_only=read_only),
            "berlaku_dari": line("Berlaku mulai tahun", read_only=read_only, width=7),
            "berlaku_sampai": line("Berlaku sampai tahun", read_only=read_only, width=7),
            "satuan": line("Satuan", read_only=read_only, width=12),
            "arah": _combo("Arah", _ARAH, read_only),
            "aturan_tahun": _combo("Nilai tahunan", ATURAN_TAHUN, read_only),
            "cara_baca": _combo("Cara baca", BACAAN, read_only),
            "penjelasan": paragraph("Penjelasan / formulasi", 4, read_only=read_only),
            "sumber": paragraph("Sumber data", 2, read_only=read_only),
            "catatan": paragraph("Catatan", 2, read_only=read_only),
        }
        self.verified = QCheckBox("Sudah di&verifikasi terhadap peraturan")
        self.verified.setEnabled(not read_only)
        self._load()
        self._assemble()

    def _assemble(self) -> None:
        inputs = self.inputs
        years = QHBoxLayout()
        years.setSpacing(8)
        years.addWidget(inputs["berlaku_dari"])
        until = text_label("sampai")
        until.setWordWrap(False)
        years.addWidget(until)
        years.addWidget(inputs["berlaku_sampai"])
        hint = text_label("kosong: templat / seterusnya", "redup")
        hint.setWordWrap(False)
        years.addWidget(hint)
        years.addStretch(1)
        fields = form()
        fields.setContentsMargins(2, 12, 2, 2)
        fields.addRow("&Nama definisi", inputs["skema"])
        fields.addRow("Berlaku tahun", years)
        fields.addRow("Satu&an", inputs["satuan"])
        fields.addRow("Ara&h", inputs["arah"])
        fields.addRow("N&ilai tahunan", inputs["aturan_tahun"])
        if self._draft.bentuk == "rerata_area":
            fields.addRow("&Cara baca", inputs["cara_baca"])
        fields.addRow("P&enjelasan /\nformulasi", inputs["penjelasan"])
        fields.addRow("Sumber &data", inputs["sumber"])
        fields.addRow("Catatan", inputs["catatan"])
        fields.addRow("", self.verified)
        self.setLayout(fields)

    def _load(self) -> None:
        row = self._draft.row
        for kolom, edit in self.inputs.items():
            text = "" if row[kolom] is None else str(row[kolom]).strip("\n")
            if isinstance(edit, QComboBox):
                edit.setCurrentIndex(edit.findData(row[kolom]))
            elif isinstance(edit, QPlainTextEdit):
                edit.setPlainText(text)
            else:
                edit.setText(text)
                edit.setCursorPosition(0)
        self.verified.setChecked(row["terverifikasi"] == 1)

    def on_edit(self, run: object) -> None:
        """Call `run` after any change."""
        for edit in self.inputs.values():
            if isinstance(edit, QComboBox):
                edit.currentIndexChanged.connect(run)
            else:
                edit.textChanged.connect(run)
        self.verified.toggled.connect(run)

    def take(self) -> None:
        """Put what stands in the inputs into the draft; what did not change stays as it was."""
        row = self._draft.row
        for kolom, edit in self.inputs.items():
            if isinstance(edit, QComboBox):
                if self._draft.bentuk == "rerata_area" or kolom != "cara_baca":
                    row[kolom] = edit.currentData()
                continue
            text = edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()
            old = "" if row[kolom] is None else str(row[kolom]).strip("\n")
            if text != old:
                row[kolom] = text
        row["terverifikasi"] = int(self.verified.isChecked())


class SalinDialog(EditorDialog):
    """Names and dates a copy; the definition that counted until then ends in the same step."""

    def __init__(self, session: Session, definisi_id: str, parent: QWidget | None = None) -> None:
        super().__init__(session, "Salin definisi", parent)
        self._definisi_id = definisi_id
        self.new_id = ""
        row = session.doc.rows("definisi")[definisi_id]
        self.judul = line("Nama definisi baru")
        self.judul.setText(f"{row['skema']} (salinan)")
        self.dari = line("Berlaku mulai tahun", width=7)
        self.dari.setText(str(session.periode.tahun))
        self.sampai = line("Berlaku sampai tahun", width=7)
        self.sampai.setPlaceholderText("–")
        fields = form()
        fields.addRow("&Nama definisi baru", self.judul)
        fields.addRow("Berlaku &mulai tahun", self.dari)
        fields.addRow("Berlaku sam&pai tahun", self.sampai)
        self.body.addLayout(fields)
        self.body.addWidget(
            text_label(
                "Definisi yang masih berlaku pada tahun mulai itu diakhiri setahun sebelumnya. "
                "Tanpa tahun mulai, salinan menjadi templat yang belum berlaku.",
                "redup",
            )
        )
        self.judul.selectAll()
        self.judul.setFocus()
        self.remember_state()
        self.resize(540, 100)

    def state(self) -> object:
        return self.judul.text(), self.dari.text(), self.sampai.text()

    def make_change(self) -> Change:
        dari = read_tahun(self.dari.text(), "Berlaku mulai tahun", "berlaku_dari")
        sampai = read_tahun(self.sampai.text(), "Berlaku sampai tahun", "berlaku_sampai")
        judul = self.judul.text()
        change = copy_definisi(self.session.doc, self._definisi_id, judul, dari, sampai)
        self.new_id = next(
            b.id for b in change.butir if isinstance(b, InsertRow) and b.tabel == "definisi"
        )
        return change

    def focus_field(self, field: str) -> None:
        places = {"skema": self.judul, "berlaku_dari": self.dari, "berlaku_sampai": self.sampai}
        if field in places:
            places[field].setFocus()
            places[field].selectAll()


def _combo(name: str, choices: dict[str, str], read_only: bool) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    for value, text in choices.items():
        combo.addItem(text, value)
    combo.setEnabled(not read_only)
    return combo


def _summary(definisi: Definisi) -> str:
    lines = [definisi.skema, masa_berlaku(definisi)]
    if not definisi.terverifikasi:
        lines.append("belum diverifikasi")
    return "\n".join(lines)


def masa_berlaku(definisi: Definisi) -> str:
    """The years a definition counts in, in words."""
    dari, sampai = definisi.berlaku_dari, definisi.berlaku_sampai
    if dari is None:
        return "templat, belum berlaku"
    if sampai is None:
        return f"berlaku mulai {dari}"
    return f"berlaku {dari}" if dari == sampai else f"berlaku {dari} sampai {sampai}"
