"""The dialog that hands the file over on a flash drive and says when it may be pulled out."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.document import Document
from core.errors import UserError
from core.safekeeping import handover
from core.safekeeping.handover import HandedOver, megabytes
from core.safekeeping.kept import KeptFile
from core.safekeeping.progress import PutOff, Tahap
from ui import drives, theme
from ui.background import in_background
from ui.widgets.labels import label, set_role


class SerahkanDialog(QDialog):
    """Choose a drive, write, prove, and say "aman dicabut" with size and code."""

    _told = Signal(object, int, int)

    def __init__(
        self, doc: Document, parent: QWidget | None = None, kept: KeptFile | None = None
    ) -> None:
        """`kept` gives the evidence that goes with the document."""
        super().__init__(parent)
        self._doc = doc
        self._outgoing = None if kept is None else kept.outgoing()
        self._content = doc.content()
        self._stop = Event()
        self.drives = QComboBox()
        self.drives.setAccessibleName("Flashdisk tujuan")
        self.state = label("", wrap=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.progress.setAccessibleName("Kemajuan penyerahan")
        self._places = (QPushButton("&Cari lagi"), QPushButton("&Folder lain…"))
        self.go = QPushButton("&Serahkan")
        self.close_button = QPushButton("&Tutup")
        self._is_busy = False
        self._told.connect(self._show)
        self._assemble()
        self.find_drives()

    def _assemble(self) -> None:
        self.setWindowTitle("Serahkan ke flashdisk")
        self.setMinimumWidth(560)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.drives, 1)
        calls = (self.find_drives, self.choose_folder)
        for button, call in zip(self._places, calls, strict=True):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, call=call: call())
            row.addWidget(button)
        self.go.setProperty("utama", True)
        self.go.setDefault(True)
        self.go.clicked.connect(self.hand_over)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.go)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(theme.JARAK)
        column.addWidget(
            label(
                f"{self._doc.path.name} ({megabytes(self._size)}) ditulis ke flashdisk, "
                "lalu diperiksa dari salinan kedua. Berkas lama di sana disimpan dengan nama lain.",
                wrap=True,
            )
        )
        column.addLayout(row)
        column.addWidget(self.progress)
        column.addWidget(self.state)
        column.addStretch(1)
        column.addLayout(foot)
        self.progress.hide()

    @property
    def _size(self) -> int:
        return len(self._content) if self._outgoing is None else self._outgoing.size

    @property
    def _is_heavy(self) -> bool:
        return self._outgoing is not None and bool(self._outgoing.pieces)

    def find_drives(self) -> None:
        """List the removable drives that are there now."""
        self.drives.clear()
        for root, name, free in drives.carried_drives():
            shown = f"{name} ({root})" if name and name != str(root) else str(root)
            self.drives.addItem(f"{shown} – tersisa {megabytes(free)}", root)
        found = self.drives.count() > 0
        self.go.setEnabled(found)
        self._say("" if found else "Belum ada flashdisk. Pasang flashdisk, lalu pilih Cari lagi.")

    def choose_folder(self) -> None:
        """Take another folder than those of the drives."""
        text = QFileDialog.getExistingDirectory(self, "Folder tujuan", str(Path.home()))
        if text:
            self.take_folder(Path(text))

    def take_folder(self, folder: Path) -> None:
        """Choose this folder."""
        self.drives.insertItem(0, str(folder), folder)
        self.drives.setCurrentIndex(0)
        self.go.setEnabled(True)
        self._say("")

    def hand_over(self) -> None:
        """Write and prove in the background."""
        folder = self.drives.currentData()
        if self._is_busy or not isinstance(folder, Path):
            return
        self._set_busy(True)
        self._say("Menulis dan memeriksa… Jangan cabut flashdisk.")
        self._stop = Event()
        environment, name = self._doc.environment, self._doc.path.name
        outgoing, content, progress = self._outgoing, self._content, self._tell

        def work() -> HandedOver:
            waktu = environment.clock()
            if outgoing is None or not outgoing.pieces:
                return handover.hand_over(content, name, folder, waktu, environment)
            with outgoing.whole(progress) as whole:
                return handover.hand_over(whole, name, folder, waktu, environment, progress)

        in_background(work, self._take_note)

    def _tell(self, tahap: Tahap, done: int, total: int) -> None:
        """Called by the worker."""
        if self._stop.is_set():
            raise PutOff("Penyerahan dibatalkan; tidak ada yang diserahkan.")
        self._told.emit(tahap, done, total)

    def _show(self, tahap: Tahap, done: int, total: int) -> None:
        if not self._is_busy or self._stop.is_set():
            return
        percent = min(100, done * 100 // max(1, total))
        self.progress.setRange(0, 100)
        self.progress.setValue(percent)
        size = f"{megabytes(done)} dari {megabytes(total)}"
        self._say(f"{tahap.value}: {percent}% ({size}). Jangan cabut flashdisk.")

    def _take_note(self, result: HandedOver | Exception) -> None:
        self._set_busy(False)
        if isinstance(result, UserError):
            self._say(str(result), "galat")
            return
        if isinstance(result, Exception):
            self._say("Penyerahan tidak selesai; pekerjaan Anda aman di PC ini.", "galat")
            raise result
        self._say(handover.sentence(result))
        self.go.setEnabled(False)
        self.close_button.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self.progress.setVisible(busy)
        self.go.setEnabled(not busy)
        for each in (self.drives, *self._places):
            each.setEnabled(not busy)
        self.progress.setRange(0, 0)
        if busy:
            self.progress.setFocus()  # a key pressed by chance calls nothing off
        self.close_button.setEnabled(not busy or self._is_heavy)
        self.close_button.setText("&Batal" if busy and self._is_heavy else "&Tutup")

    def _say(self, sentence: str, role: str = "") -> None:
        set_role(self.state, role)
        self.state.setText(sentence)
        layout = self.layout()
        assert layout is not None
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def reject(self) -> None:
        """A hand-over that has begun is waited for; one that takes its time can be called off,
        until it has taken its place there."""
        if not self._is_busy:
            super().reject()
        elif self._is_heavy:
            self._stop.set()
            self.close_button.setEnabled(False)
            self._say("Membatalkan… Jangan cabut flashdisk.")
