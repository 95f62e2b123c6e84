"""The dialog of the agency: its names, letterhead and logo, tasks and functions, objectives."""

from __future__ import annotations

import base64
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.edits.profil import (
    MAKS_LOGO,
    read_logo,
    set_iku,
    set_profil,
    set_sasaran,
    set_tugas_fungsi,
)
from core.errors import InputError
from core.indonesian import format_date
from core.model.change import Change
from core.model.profil import TugasFungsi
from ui import theme
from ui.dialogs.frame import Command, EditorDialog, buttons, form, line, paragraph, text_label
from ui.session import Session

_BATAS = {"": "Tanpa batas", "100": "Paling tinggi 100%", "120": "Paling tinggi 120%"}
_TEKS = {
    "pemerintah": "&Pemerintah daerah",
    "nama_instansi": "&Nama instansi",
    "wilayah": "&Wilayah",
    "judul_lembar_iku": "&Judul lembar IKU",
    "tempat": "&Tempat penandatanganan",
}


class ProfilDialog(EditorDialog):
    """Everything the agency says of itself, saved in one step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "Profil instansi", parent)
        self.tabs = QTabWidget()
        self.texts: dict[str, QLineEdit] = {}
        self.alamat = paragraph("Alamat", 3, read_only=self.read_only)
        self.kontak = paragraph("Kontak", 2, read_only=self.read_only)
        self.kop = QCheckBox("Cetak kop su&rat pada lembar")
        self.batas = QComboBox()
        self.tanggal_iku = line("Tanggal lembar IKU", read_only=self.read_only)
        self.preview = QLabel()
        self._logo: bytes = b""
        self.tugas: list[tuple[str, str, QPlainTextEdit]] = []
        self._tugas_box = {"tugas": QVBoxLayout(), "fungsi": QVBoxLayout()}
        self.sasaran: dict[str, tuple[QLineEdit, QPlainTextEdit]] = {}
        self.iku: dict[str, tuple[QPlainTextEdit, QLineEdit]] = {}
        self._assemble()
        self._load()
        self.remember_state()
        self.texts["pemerintah"].setFocus()
        self.resize(820, 600)

    # Widgets

    def _assemble(self) -> None:
        self.tabs.addTab(self._agency_page(), "&Instansi")
        self.tabs.addTab(self._letterhead_page(), "K&op surat")
        self.tabs.addTab(self._tasks_page(), "T&ugas dan fungsi")
        self.tabs.addTab(self._objectives_page(), "Sasaran dan in&dikator")
        self.body.addWidget(self.tabs, 1)

    def _agency_page(self) -> QWidget:
        fields = form()
        for kolom, nama in _TEKS.items():
            self.texts[kolom] = line(nama.replace("&", ""), read_only=self.read_only)
            fields.addRow(nama, self.texts[kolom])
        fields.addRow("Tan&ggal lembar IKU", self.tanggal_iku)
        self.tanggal_iku.setPlaceholderText("contoh: April 2023")
        for nilai, nama in _BATAS.items():
            self.batas.addItem(nama, nilai)
        self.batas.setAccessibleName("Batas capaian")
        self.batas.setEnabled(not self.read_only)
        fields.addRow("Batas &capaian", self.batas)
        fields.addRow(
            "",
            text_label(
                "Bila dibatasi, lembar mencetak capaian yang dibatasi dan yang sebenarnya.",
                "redup",
            ),
        )
        return _page(fields)

    def _letterhead_page(self) -> QWidget:
        fields = form()
        self.kop.setEnabled(not self.read_only)
        fields.addRow(self.kop)
        for edit in (self.alamat, self.kontak):
            edit.setMaximumHeight(edit.minimumHeight())
        fields.addRow("&Alamat", self.alamat)
        fields.addRow("&Kontak", self.kontak)
        self.preview.setFixedSize(128, 128)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setWordWrap(True)
        self.preview.setStyleSheet(
            f"background: {theme.PERMUKAAN}; border: 1px solid {theme.GARIS}; border-radius: 6px;"
            f"color: {theme.TEKS_REDUP};"
        )
        beside = QVBoxLayout()
        beside.addLayout(
            buttons(
                Command("Pilih &gambar…", self.choose_logo),
                Command("&Hapus logo", self.remove_logo),
                enabled=not self.read_only,
            )
        )
        beside.addWidget(text_label("PNG atau JPEG, paling besar 1 MB.", "redup"))
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.JARAK)
        row.addWidget(self.preview)
        row.addLayout(beside, 1)
        fields.addRow("Logo", row)
        return _page(fields)

    def _tasks_page(self) -> QWidget:
        column = QVBoxLayout()
        column.setSpacing(8)
        for jenis, nama in (("tugas", "Tugas"), ("fungsi", "Fungsi")):
            column.addWidget(text_label(nama, "subjudul"))
            self._tugas_box[jenis].setSpacing(6)
            column.addLayout(self._tugas_box[jenis])
            column.addLayout(
                buttons(
                    Command(f"Tambah {jenis}", partial(self.add_tugas, jenis)),
                    enabled=not self.read_only,
                )
            )
        column.addWidget(
            text_label("Kata di antara dua tanda bintang (*kata*) dicetak miring.", "redup")
        )
        column.addStretch(1)
        return _scrolled(column)

    def _objectives_page(self) -> QWidget:
        column = QVBoxLayout()
        column.setSpacing(8)
        for each in self.session.doc.iku:
            column.addWidget(text_label(f"Sasaran {each.sasaran.nomor}", "subjudul"))
            fields = form()
            if each.sasaran.id not in self.sasaran:
                nomor = line("Nomor sasaran", read_only=self.read_only, width=8)
                teks = paragraph(f"Sasaran {each.sasaran.nomor}", 2, read_only=self.read_only)
                teks.setMaximumHeight(teks.minimumHeight())
                self.sasaran[each.sasaran.id] = (nomor, teks)
                fields.addRow("Nomor", nomor)
                fields.addRow("Sasaran", teks)
            nama = paragraph(f"Nama indikator {each.singkat}", 2, read_only=self.read_only)
            nama.setMaximumHeight(nama.minimumHeight())
            singkat = line(f"Nama singkat {each.singkat}", read_only=self.read_only)
            self.iku[each.id] = (nama, singkat)
            fields.addRow("Indikator", nama)
            fields.addRow("Nama singkat", singkat)
            column.addLayout(fields)
            column.addSpacing(8)
        column.addStretch(1)
        return _scrolled(column)

    # What is in the inputs

    def _load(self) -> None:
        profil = self.session.doc.profil
        for kolom, edit in self.texts.items():
            edit.setText(str(getattr(profil, kolom)))
            edit.setCursorPosition(0)
        self.alamat.setPlainText(profil.alamat)
        self.kontak.setPlainText(profil.kontak)
        self.kop.setChecked(profil.kop)
        batas = "" if profil.batas_capaian is None else str(profil.batas_capaian)
        self.batas.setCurrentIndex(list(_BATAS).index(batas))
        iku = profil.tanggal_lembar_iku
        self.tanggal_iku.setText(format_date(iku) if iku else "")
        self._show_logo(base64.b64decode(profil.logo) if profil.logo else b"")
        for each in self.session.doc.tugas_fungsi:
            self._add_tugas_edit(each.id, each.jenis, each.teks)
        for each_iku in self.session.doc.iku:
            nomor, teks = self.sasaran[each_iku.sasaran.id]
            nomor.setText(each_iku.sasaran.nomor)
            teks.setPlainText(each_iku.sasaran.teks)
            nama, singkat = self.iku[each_iku.id]
            nama.setPlainText(each_iku.nama)
            singkat.setText(each_iku.singkat)

    def add_tugas(self, jenis: str) -> None:
        """An empty paragraph at the end; one that stays empty is left out."""
        self._add_tugas_edit("", jenis, "").setFocus()

    def _add_tugas_edit(self, row_id: str, jenis: str, teks: str) -> QPlainTextEdit:
        number = 1 + sum(1 for each in self.tugas if each[1] == jenis)
        edit = paragraph(f"{jenis.capitalize()} {number}", 4 if len(teks) > 200 else 2)
        edit.setReadOnly(self.read_only)
        edit.setMaximumHeight(edit.minimumHeight())
        edit.setPlainText(teks)
        self.tugas.append((row_id, jenis, edit))
        row = QHBoxLayout()
        label = text_label(f"{number}.")
        label.setFixedWidth(22)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        label.setContentsMargins(0, 6, 0, 0)
        row.addWidget(label)
        row.addWidget(edit, 1)
        self._tugas_box[jenis].addLayout(row)
        return edit

    # The logo

    def choose_logo(self) -> None:
        """Ask for a picture and show it."""
        path, _ = QFileDialog.getOpenFileName(self, "Pilih logo", "", "Gambar (*.png *.jpg *.jpeg)")
        if path:
            self.load_logo(Path(path))

    def load_logo(self, path: Path) -> None:
        """Take the picture of a file; what is wrong with it is said in place."""
        try:
            if path.stat().st_size > MAKS_LOGO:
                raise InputError("Logo lebih besar dari 1 MB; perkecil dahulu gambarnya.", "logo")
            data = path.read_bytes()
            read_logo(data)
        except OSError:
            self.show_problem(InputError(f"{path.name} tidak dapat dibaca.", "logo"))
        except InputError as error:
            self.show_problem(error)
        else:
            self.show_problem(None)
            self._show_logo(data)

    def remove_logo(self) -> None:
        self._show_logo(b"")

    def _show_logo(self, data: bytes) -> None:
        self._logo = data
        picture = QPixmap()
        if data and picture.loadFromData(data):
            ratio = self.devicePixelRatioF()
            side = round(112 * ratio)
            picture = picture.scaled(
                side,
                side,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            picture.setDevicePixelRatio(ratio)
            self.preview.setPixmap(picture)
        else:
            self.preview.setText("Belum ada logo")

    # Saving

    def state(self) -> object:
        return (
            self._profil_values(),
            [(each.id, each.jenis, each.teks) for each in self._tugas_values()],
            {key: (a.text(), b.toPlainText()) for key, (a, b) in self.sasaran.items()},
            {key: (a.toPlainText(), b.text()) for key, (a, b) in self.iku.items()},
        )

    def _profil_values(self) -> dict[str, str | bytes]:
        values: dict[str, str | bytes] = {key: edit.text() for key, edit in self.texts.items()}
        values["alamat"] = self.alamat.toPlainText()
        values["kontak"] = self.kontak.toPlainText()
        values["kop"] = "1" if self.kop.isChecked() else "0"
        values["batas_capaian"] = str(self.batas.currentData())
        values["tanggal_lembar_iku"] = self.tanggal_iku.text()
        values["logo"] = self._logo
        return values

    def _tugas_values(self) -> list[TugasFungsi]:
        entries = [TugasFungsi(key, jenis, edit.toPlainText()) for key, jenis, edit in self.tugas]
        filled = [each for each in entries if each.teks.strip()]
        return sorted(filled, key=lambda each: each.jenis != "tugas")

    def make_change(self) -> Change:
        doc = self.session.doc
        changes = (
            set_profil(doc, self._profil_values()),
            set_tugas_fungsi(doc, self._tugas_values()),
            set_sasaran(
                doc, {key: (a.text(), b.toPlainText()) for key, (a, b) in self.sasaran.items()}
            ),
            set_iku(doc, {key: (a.toPlainText(), b.text()) for key, (a, b) in self.iku.items()}),
        )
        butir = tuple(each for change in changes for each in change.butir)
        return Change("Profil instansi diubah", butir)

    def focus_field(self, field: str) -> None:
        key, _, part = field.partition(".")
        places: dict[str, QWidget] = {**self.texts, "alamat": self.alamat, "kontak": self.kontak}
        places |= {"tanggal_lembar_iku": self.tanggal_iku, "logo": self.preview}
        if key in self.sasaran:
            places[key] = self.sasaran[key][0 if part == "nomor" else 1]
        if key in self.iku:
            places[key] = self.iku[key][0 if part == "nama" else 1]
        if key in places:
            target = places[key]
            for number in range(self.tabs.count()):
                if self.tabs.widget(number).isAncestorOf(target):
                    self.tabs.setCurrentIndex(number)
            target.setFocus()


def _page(layout: QFormLayout) -> QWidget:
    layout.setContentsMargins(4, 16, 4, 4)
    page = QWidget()
    page.setLayout(layout)
    return page


def _scrolled(column: QVBoxLayout) -> QScrollArea:
    column.setContentsMargins(4, 14, 14, 4)
    inner = QWidget()
    inner.setLayout(column)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
