"""The scan of the sheet that was signed by hand, attached to its signed version."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.edits.bukti import hapus_pindaian
from core.errors import UserError
from core.evidence_kinds import PINDAIAN, show_size
from core.indonesian import format_moment
from core.model.pengesahan import Pengesahan
from ui import theme
from ui.evidence.attaching import Source, attach_scan
from ui.evidence.content import open_piece
from ui.evidence.taking_dialog import TakingDialog
from ui.safety.lists import ColumnList
from ui.session import Session
from ui.widgets.labels import label
from ui.widgets.window_size import fit_to_screen


class PindaianDialog(TakingDialog):
    """The scans of one signed version."""

    def __init__(
        self, session: Session, pengesahan: Pengesahan, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self.pengesahan = pengesahan
        self._scans = session.doc.pindaian(pengesahan.id)
        self.list = ColumnList(
            ["Berkas", "Ukuran", "Ditambahkan", "Oleh"], "Pindaian", wide=0, numbers=(1,)
        )
        self.add_button = QPushButton("&Tambah pindaian…")
        self.open_button = QPushButton("&Buka")
        self.remove_button = QPushButton("&Hapus")
        self._assemble()
        self.session.changed.connect(self.refresh)
        self.refresh()
        (self.list if self._scans else self.add_button).setFocus()

    def _assemble(self) -> None:
        self.setWindowTitle("Pindaian lembar yang ditandatangani")
        fit_to_screen(self, 720, 380)
        signed = self.pengesahan
        when = format_moment(signed.waktu, long=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(theme.JARAK)
        column.addWidget(label(signed.judul, "judul"))
        about = (
            f"Disahkan {when} oleh {signed.oleh}. Pindai atau foto lembar yang sudah "
            "ditandatangani, lalu lampirkan di sini; periode itu kemudian bertanda "
            "“ditandatangani”."
        )
        column.addWidget(label(about, "redup", wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.message)
        column.addLayout(self._foot())
        self.list.itemDoubleClicked.connect(lambda *_: self.open_current())
        self.list.itemSelectionChanged.connect(self._show_verbs)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        close = QPushButton("T&utup")
        calls: tuple[tuple[QPushButton, Callable[[], object], str], ...] = (
            (self.add_button, self.choose_files, "Ins; tempel dengan Ctrl+V"),
            (self.open_button, self.open_current, "Enter"),
            (self.remove_button, self.remove, "Del"),
            (close, self.reject, "Esc"),
        )
        for button, call, keys in calls:
            button.setAutoDefault(False)
            button.setToolTip(f"{button.text().replace('&', '').rstrip('…')} ({keys})")
            button.clicked.connect(lambda _=False, call=call: call())
            if button is close:
                row.addStretch(1)
            row.addWidget(button)
        self.add_button.setProperty("utama", True)
        return row

    def refresh(self, _: object = None) -> None:
        """Show the scans as they are now."""
        doc = self.session.doc
        self._scans = doc.pindaian(self.pengesahan.id)
        self.list.show_lines(
            (
                [each.nama, show_size(each.ukuran), format_moment(each.waktu), each.oleh]
                for each in self._scans
            ),
            "Belum ada pindaian. Seret berkasnya ke sini, tekan Ctrl+V, atau pilih Tambah "
            "pindaian… PDF dan gambar diterima.",
        )
        self.add_button.setEnabled(not doc.read_only)
        self._show_verbs()

    def _show_verbs(self) -> None:
        is_chosen = self.list.current is not None
        self.open_button.setEnabled(is_chosen)
        self.remove_button.setEnabled(is_chosen and not self.session.doc.read_only)

    def choose_files(self) -> None:
        """Ask for files."""
        self._ask_files("Tambah pindaian", PINDAIAN)

    def take(self, source: Source) -> None:
        """Attach scans."""
        count = len(self._scans)
        error = attach_scan(self, self.session, self.pengesahan, source)
        if error is not None:
            self.say(str(error), "galat")
        elif len(self._scans) > count:
            self.list.setFocus()
            self.say(f"{self.pengesahan.judul} sekarang bertanda “ditandatangani”.")

    def open_current(self) -> None:
        """Show the scan in the PC's own program."""
        number = self.list.current
        if number is None:
            return
        scan = self._scans[number]
        self.say("")
        try:
            open_piece(self.session, scan.nama, scan.sidik)
        except UserError as error:
            self.say(str(error), "galat")

    def remove(self) -> None:
        """Take the chosen scan out."""
        number = self.list.current
        if number is None or self.session.doc.read_only:
            return
        chosen = self._scans[number].id
        if self._perform(lambda: hapus_pindaian(self.session.doc, [chosen])):
            self.say("Pindaian dihapus. Ctrl+Z mengembalikannya.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self.open_current()
        elif event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.remove()
        else:
            super().keyPressEvent(event)
