"""Berkas bukti: asks where, writes it in the background, and leads to what was written."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.dossier.isi import Isi, collect
from core.dossier.tulis import Fetch, Written, sentence, write_dossier
from core.errors import DamagedError, UserError
from core.evidence_kinds import show_size
from core.safekeeping.progress import PutOff
from ui import theme
from ui.background import in_background
from ui.waiting import waiting
from ui.widgets.labels import label, set_role

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.session import Session

_BATAL = "Penulisan Berkas bukti dibatalkan; tidak ada yang tertinggal."


def open_dossier(window: MainWindow, session: Session) -> bool:
    """Write the Berkas bukti of the chosen period where she says; False if nothing came of it."""
    try:
        with waiting():
            isi = collect(session.doc, session.periode, session.doc.environment.clock())
    except UserError as error:
        window.show_error(str(error))
        return False
    dialog = DossierDialog(isi, _fetch_of(session), window.settings.folder_berkas, window)
    dialog.exec()
    dialog.deleteLater()
    return dialog.written is not None


def _fetch_of(session: Session) -> Fetch:
    """Evidence by its hash, read in another thread: never from the open document."""
    if session.evidence is not None:
        return session.evidence.read

    def nothing(_: str) -> bytes:
        raise DamagedError("Isi bukti ini tidak ada di PC ini.")

    return nothing


class DossierDialog(QDialog):
    """Folder or zip, then where, then how far; `written` is what lies there (None: nothing)."""

    _told = Signal(int, int)

    def __init__(self, isi: Isi, fetch: Fetch, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.written: Written | None = None
        self._isi = isi
        self._fetch = fetch
        self._folder = folder
        self._stop = Event()
        self._is_writing = False
        self.as_folder = QRadioButton("&Folder, untuk dibuka dan diperiksa")
        self.as_zip = QRadioButton("Satu berkas &zip, untuk dikirim")
        self.state = label("", wrap=True)
        self.bar = QProgressBar()
        self.write_button = QPushButton("Pilih &tempat…")
        self.open_button = QPushButton("&Buka folder")
        self.close_button = QPushButton("&Batal")
        self._assemble()
        self._told.connect(self._show)
        self.write_button.clicked.connect(self._choose)
        self.open_button.clicked.connect(self._open)
        self.close_button.clicked.connect(self.reject)

    def _assemble(self) -> None:
        self.setWindowTitle("Berkas bukti")
        self.setMinimumWidth(600)
        self.as_folder.setChecked(True)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Kemajuan penulisan Berkas bukti")
        self.bar.hide()
        self.open_button.hide()
        self.write_button.setDefault(True)
        for button in (self.write_button, self.open_button):
            button.setProperty("utama", True)
        for button in (self.open_button, self.close_button):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in (self.open_button, self.write_button, self.close_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(theme.JARAK)
        column.addWidget(label(self._isi.nama, "judul"))
        column.addWidget(label(self._isi.keadaan, "redup", wrap=True))
        column.addWidget(label(_what_is_in(self._isi), wrap=True))
        column.addSpacing(4)
        column.addWidget(self.as_folder)
        column.addWidget(self.as_zip)
        column.addWidget(self.bar)
        column.addWidget(self.state)
        column.addStretch(1)
        column.addLayout(foot)
        self.state.setMinimumHeight(2 * self.fontMetrics().lineSpacing())

    # Where

    def _choose(self) -> None:
        path = self._choose_zip() if self.as_zip.isChecked() else self._choose_folder()
        if path is not None:
            self.write_to(path)

    def _choose_folder(self) -> Path | None:
        text = QFileDialog.getExistingDirectory(
            self, f"Tempat untuk folder “{self._isi.nama}”", str(self._folder)
        )
        return Path(text) / self._isi.nama if text else None

    def _choose_zip(self) -> Path | None:
        text, _ = QFileDialog.getSaveFileName(
            self,
            "Simpan Berkas bukti",
            str(self._folder / f"{self._isi.nama}.zip"),
            "Berkas zip (*.zip)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not text:
            return None
        return Path(text if text.lower().endswith(".zip") else f"{text}.zip")

    # Writing

    def write_to(self, path: Path) -> None:
        """Write to a place that must be free; `state` tells how it ended."""
        self._stop.clear()
        self._set_writing(True)
        self._say(f"Menulis {path.name}…", "")
        isi, fetch, told, stop = self._isi, self._fetch, self._told, self._stop

        def said(done: int, total: int) -> None:
            if stop.is_set():
                raise PutOff(_BATAL)
            told.emit(done // 1024, total // 1024)  # a signal's int ends at 2 GB

        def work() -> Written:
            return write_dossier(isi, fetch, path, said)

        in_background(work, self._ended)

    def _show(self, done: int, total: int) -> None:
        if not self._is_writing:
            return
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        if not self._stop.is_set():
            self._say(f"{show_size(done * 1024)} dari {show_size(total * 1024)} ditulis.", "")

    def _ended(self, result: Written | Exception) -> None:
        self._set_writing(False)
        if isinstance(result, Written):
            self.written = result
            self._say(sentence(result), "peringatan" if result.hilang else "baik")
            for each in (self.as_folder, self.as_zip, self.write_button):
                each.hide()
            self.close_button.setText("&Tutup")
            self.open_button.show()
            self.open_button.setDefault(True)
            self.open_button.setFocus()
        elif isinstance(result, UserError):
            self._say(str(result), "" if isinstance(result, PutOff) else "galat")
            self.write_button.setFocus()
        else:
            self.done(0)
            raise result

    def _set_writing(self, is_writing: bool) -> None:
        self._is_writing = is_writing
        self.bar.setRange(0, 0)
        self.bar.setVisible(is_writing)
        for each in (self.as_folder, self.as_zip, self.write_button):
            each.setEnabled(not is_writing)
        self.close_button.setEnabled(True)
        if is_writing:
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str, role: str) -> None:
        self.state.setText(text)
        set_role(self.state, role)

    def reject(self) -> None:
        """While it writes, Batal and Esc stop that; the piece being written is waited for."""
        if not self._is_writing:
            super().reject()
            return
        self._stop.set()
        self.close_button.setEnabled(False)
        self._say("Membatalkan…", "")

    def _open(self) -> None:
        if self.written is None:
            return
        path = self.written.path
        folder = path if path.is_dir() else path.parent
        if not show_folder(folder):
            self._say(f"PC ini tidak dapat membuka folder {folder}; buka sendiri.", "peringatan")


def show_folder(folder: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _what_is_in(isi: Isi) -> str:
    pieces = len(isi.potongan) - len(isi.pindaian)
    parts = [f"{len(isi.lembar)} lembar"]
    if isi.pindaian:
        parts.append(f"{len(isi.pindaian)} pindaian")
    parts.append(f"{pieces} bukti dukung" if pieces else "belum ada bukti dukung")
    return (
        f"Isinya: {', '.join(parts)}, indeks (PDF dan HTML), dan daftar kode pemeriksa; "
        f"seluruhnya sekitar {show_size(isi.ukuran)}."
    )
