"""What the window shows while no file is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import label, link_button, rule

_LEBAR = 560


class StartPage(QScrollArea):
    """`unpublished` are files that this PC has more of than lies there.

    Signals: `open_wanted`, `new_wanted`, `sample_wanted`, `rebuild_wanted` (from signed sheets),
    `chosen` with a recent file."""

    open_wanted = Signal()
    new_wanted = Signal()
    sample_wanted = Signal()
    rebuild_wanted = Signal()
    chosen = Signal(object)

    def __init__(
        self,
        recent: Sequence[Path],
        unpublished: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        card = QFrame()
        card.setProperty("kartu", True)
        card.setFixedWidth(_LEBAR)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 26, 32, 26)
        column.setSpacing(10)
        column.addWidget(label("Capaian Indikator Kinerja Utama", "judul"))
        column.addWidget(
            label(
                "Isi laporan tiap triwulan, lihat keempat indikator berubah seketika, "
                "lalu cetak lembar yang ditandatangani Kepala Dinas.",
                "redup",
                wrap=True,
            )
        )
        column.addSpacing(6)
        column.addLayout(self._buttons())
        column.addWidget(
            label(
                "Berkas baru langsung lengkap dengan profil dinas dan keempat IKU bulan "
                "April 2023. Berkas contoh berisi setahun angka rekaan untuk dicoba.",
                "kecil",
                wrap=True,
            )
        )
        column.addLayout(self._rebuild_row())
        if unpublished:
            self._add_files(
                column, "Pekerjaan di PC ini yang belum sampai ke berkasnya", unpublished
            )
        if recent:
            self._add_files(column, "Berkas terakhir", recent)
        middle = QWidget()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        outer = QVBoxLayout(middle)
        outer.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(2)
        self.setWidgetResizable(True)
        self.setWidget(middle)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.first = _button("Buka…", "buka", "Membuka berkas yang sudah ada (Ctrl+O)")
        new = _button("Baru…", "baru", "Membuat berkas baru (Ctrl+N)")
        sample = _button("Contoh…", "tanya", "Membuat berkas contoh untuk dicoba")
        self.first.clicked.connect(self.open_wanted)
        new.clicked.connect(self.new_wanted)
        sample.clicked.connect(self.sample_wanted)
        for button in (self.first, new, sample):
            row.addWidget(button)
        row.addStretch(1)
        self.setFocusProxy(self.first)
        return row

    def _rebuild_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        button = link_button("Pulihkan dari lembar…")
        button.setToolTip("Membuat berkas baru dari PDF lembar yang disahkan")
        button.clicked.connect(self.rebuild_wanted)
        row.addWidget(button)
        row.addWidget(label("bila berkasnya hilang dan yang tersisa PDF lembarnya.", "kecil"), 1)
        return row

    def _add_files(self, column: QVBoxLayout, title: str, paths: Sequence[Path]) -> None:
        column.addWidget(rule())
        column.addWidget(label(title, "subjudul"))
        for path in paths:
            row = QHBoxLayout()
            button = link_button(path.name)
            button.setToolTip(str(path))
            button.clicked.connect(lambda _=False, each=path: self.chosen.emit(each))
            folder = label(_shortened(str(path.parent)), "kecil")
            folder.setToolTip(str(path.parent))
            row.addWidget(button)
            row.addWidget(folder, 1)
            column.addLayout(row)


def _button(text: str, icon: str, tip: str) -> QPushButton:
    button = QPushButton(theme.icon(icon), text)
    button.setIconSize(theme.ICON_SIZE)
    button.setToolTip(tip)
    button.setAutoDefault(True)
    return button


def _shortened(folder: str, limit: int = 52) -> str:
    return folder if len(folder) <= limit else f"{folder[:18]}…{folder[-(limit - 19) :]}"
