"""The dialog of signatories: who holds office from when to when, and who signs now."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.edits.profil import (
    delete_penandatangan,
    masa_jabatan,
    penandatangan_warnings,
    save_penandatangan,
)
from core.indonesian import format_date
from core.model.change import Change, InsertRow
from core.model.profil import STATUS_JABATAN, Penandatangan
from core.nip import check_nip
from core.sheets.pengesahan import penandatangan_pada
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
from ui.sheet_notes import signing_of

_STATUS = ("Definitif", *STATUS_JABATAN[1:])


class PenandatanganDialog(EditorDialog):
    """Each signatory is saved by itself; the list follows."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "Penandatangan", parent)
        locked = self.read_only
        self.list = QListWidget()
        self.list.setAccessibleName("Daftar penandatangan")
        self.list.setMinimumWidth(300)
        self.list.setWordWrap(True)
        style_list(self.list)
        self.nama = line("Nama", read_only=locked)
        self.nip = line("NIP", read_only=locked)
        self.nip.setPlaceholderText("18 angka; kosong untuk Bupati")
        self.pangkat = line("Pangkat", read_only=locked)
        self.jabatan = paragraph("Jabatan", 3, read_only=locked)
        self.jabatan.setMaximumHeight(self.jabatan.minimumHeight())
        self.status = QComboBox()
        self.status.addItems(list(_STATUS))
        self.status.setEnabled(not locked)
        self.mulai = line("Mulai menjabat", read_only=locked)
        self.selesai = line("Selesai menjabat", read_only=locked)
        self.hint = text_label("", "redup")
        self.now = text_label("", "redup")
        self._row_id: str | None = None
        self._added: str | None = None
        self._assemble()
        self._connect()
        self._fill_list()
        self.nama.setFocus()
        self.resize(880, 540)

    def _assemble(self) -> None:
        self.save_button.setText("&Simpan")
        self.close_button.setText("&Tutup")
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addLayout(
            buttons(
                Command("T&ambah", self.add),
                Command("&Hapus", self.delete),
                enabled=not self.read_only,
            )
        )
        self.mulai.setPlaceholderText("contoh: 2 Januari 2025")
        self.selesai.setPlaceholderText("kosong selama masih menjabat")
        fields = form()
        fields.addRow("&Nama", self.nama)
        fields.addRow("N&IP", self.nip)
        fields.addRow("", self.hint)
        fields.addRow("&Pangkat", self.pangkat)
        fields.addRow("&Jabatan", self.jabatan)
        fields.addRow("Stat&us", self.status)
        fields.addRow("&Mulai menjabat", self.mulai)
        fields.addRow("S&elesai menjabat", self.selesai)
        right = QVBoxLayout()
        right.addLayout(fields)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        self.body.addWidget(self.now)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        for edit in (self.nama, self.nip, self.mulai, self.selesai):
            edit.textChanged.connect(self._show_hints)
        self.status.currentIndexChanged.connect(self._show_hints)

    # The list

    def _fill_list(self, chosen: str | None = None) -> None:
        doc = self.session.doc
        self.list.blockSignals(True)
        self.list.clear()
        for each in doc.penandatangan:
            item = QListWidgetItem(_summary(each))
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            self.list.addItem(item)
        ids = [each.id for each in doc.penandatangan]
        row = ids.index(chosen) if chosen in ids else 0 if ids else -1
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._show(ids[row] if ids else None)
        self._show_now()

    def _show_now(self) -> None:
        doc, periode = self.session.doc, self.session.periode
        today = penandatangan_pada(doc.penandatangan, datetime.date.today().isoformat())
        signing = signing_of(doc, "pengukuran", periode)
        dated = f" ({format_date(signing.tanggal)})" if signing.tanggal else ""
        self.now.setText(
            f"Hari ini: {today.nama if today else 'belum ada yang menjabat'}.  "
            f"Lembar {periode.singkat}{dated}: "
            f"{signing.penandatangan.nama if signing.penandatangan else 'belum ada'}."
        )

    def _choose(self, row: int) -> None:
        wanted = self._id_at(row)
        if wanted == self._row_id:
            return
        if self.is_changed and not self.confirm_discard():
            self.list.blockSignals(True)
            ids = [self._id_at(number) for number in range(self.list.count())]
            self.list.setCurrentRow(ids.index(self._row_id) if self._row_id in ids else -1)
            self.list.blockSignals(False)
            return
        self._show(wanted)

    def _id_at(self, row: int) -> str | None:
        if not 0 <= row < self.list.count():
            return None
        return str(self.list.item(row).data(Qt.ItemDataRole.UserRole))

    def _show(self, row_id: str | None) -> None:
        who = next((each for each in self.session.doc.penandatangan if each.id == row_id), None)
        self._row_id = row_id
        self.nama.setText(who.nama if who else "")
        self.nip.setText(who.nip if who else "")
        self.pangkat.setText(who.pangkat if who else "")
        self.jabatan.setPlainText(who.jabatan if who else self._usual_title())
        self.status.setCurrentIndex(STATUS_JABATAN.index(who.status) if who else 0)
        self.mulai.setText(format_date(who.mulai) if who and who.mulai else "")
        self.selesai.setText(format_date(who.selesai) if who and who.selesai else "")
        self.remember_state()
        self.show_problem(None)
        self._show_hints()

    def _usual_title(self) -> str:
        profil = self.session.doc.profil
        return f"Kepala {profil.nama_instansi}\n{profil.wilayah}"

    def _show_hints(self) -> None:
        """What is wrong or odd, while it is being typed."""
        error, warning = check_nip(self.nip.text())
        blank = not self.nip.text().strip() and not self.nama.text().strip()
        warnings = penandatangan_warnings(self.session.doc, self._row_id, self.state())
        sentences = [error] if error else warnings or ([warning] if warning else [])
        if blank:
            sentences = []
        elif not sentences:
            sentences = ["NIP 18 angka, tanggal lahir dan pengangkatan masuk akal."]
        self.hint.setProperty("peran", "galat" if error and not blank else "redup")
        if warnings and not error:
            self.hint.setProperty("peran", "peringatan")
        self.hint.setText("\n".join(sentences))
        self.hint.setVisible(bool(sentences))
        self.hint.style().unpolish(self.hint)
        self.hint.style().polish(self.hint)

    # Verbs

    def add(self) -> None:
        """An empty form for somebody new."""
        if self.is_changed and not self.confirm_discard():
            return
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self._show(None)
        self.nama.setFocus()

    def delete(self) -> None:
        """Take the chosen signatory out; it can be undone."""
        row_id = self._row_id
        if row_id is None:
            return
        nama = str(self.session.doc.rows("penandatangan")[row_id]["nama"])
        if not ask(self, f"Hapus penandatangan {nama}?", "&Hapus", "&Batal"):
            return
        error = self.session.try_perform(lambda: delete_penandatangan(self.session.doc, row_id))
        if error is None:
            self._fill_list()
        self.show_problem(error)

    def state(self) -> dict[str, str]:
        return {
            "nama": self.nama.text(),
            "nip": self.nip.text(),
            "pangkat": self.pangkat.text(),
            "jabatan": self.jabatan.toPlainText(),
            "status": STATUS_JABATAN[self.status.currentIndex()],
            "mulai": self.mulai.text(),
            "selesai": self.selesai.text(),
        }

    def make_change(self) -> Change:
        change = save_penandatangan(self.session.doc, self._row_id, self.state())
        if change.butir and isinstance(change.butir[0], InsertRow):
            self._added = change.butir[0].id
        return change

    def accept(self) -> None:
        """Simpan keeps the dialog open for the next signatory."""
        self._added = self._row_id
        if not self.read_only and self.save():
            self._fill_list(self._added)
            self.list.setFocus()

    def focus_field(self, field: str) -> None:
        edit = getattr(self, field, None)
        if isinstance(edit, QWidget):
            edit.setFocus()


def _summary(who: Penandatangan) -> str:
    title = f"{who.status} {' '.join(who.jabatan.split())}".strip()
    return f"{who.nama}\n{title}\n{masa_jabatan(who.mulai, who.selesai)}"
