"""The file as of a moment in a window of its own: all tabs, nothing to write, nothing to keep."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.document import Document
from core.errors import UserError
from core.history.saat_itu import as_of_document
from core.indonesian import format_moment
from core.model.journal import JournalStep
from core.model.periode import NAMA_PERIODE, Periode
from core.storage.file import user_errors
from ui import theme
from ui.dialogs.by_name import run_dialog
from ui.session import Session
from ui.waiting import waiting
from ui.widgets.labels import label, tip
from ui.widgets.window_size import fit_to_screen
from ui.workspace import Workspace

_open: set[SaatItuWindow] = set()
"""Windows without a parent, so that none of them stays on top of the program's own."""


def open_as_of(session: Session, nomor: int) -> SaatItuWindow | None:
    """Show the file of a session as it stood after the step `nomor`, to be read only.

    None, and `session.failed` says why, if it cannot be shown.
    """
    doc = session.doc
    try:
        with waiting(), user_errors(doc.path):
            folder = TemporaryDirectory(prefix="iku-saat-itu-", ignore_cleanup_errors=True)
            try:
                then = as_of_document(doc, nomor, Path(folder.name), doc.environment)
            except BaseException:
                folder.cleanup()
                raise
    except UserError as error:
        session.failed.emit(str(error))
        return None
    window = SaatItuWindow(then, folder, session.periode)
    # The file was closed, perhaps with the program: this must not be what keeps it running.
    session.destroyed.connect(window.close)
    window.show()
    return window


class _ElidedLabel(QLabel):
    """Quiet text that is shortened at its end where there is no room."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setProperty("peran", "redup")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setToolTip(tip(text))
        self._whole = text

    def resizeEvent(self, event: QResizeEvent) -> None:
        end = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, end, self.width()))


class SaatItuWindow(QMainWindow):
    """Owns the document `doc` and the folder it lies in; both go when it is closed."""

    def __init__(self, doc: Document, folder: TemporaryDirectory[str], periode: Periode) -> None:
        super().__init__()
        _open.add(self)
        self._folder = folder
        self.session = Session(doc, periode, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowIcon(theme.icon("aplikasi"))
        last = doc.last_step
        saat = format_moment(last.waktu, long=True)
        self.setWindowTitle(f"{doc.path.name} pada {saat} – hanya dibaca")
        undo, redo = QAction(self), QAction(self)
        self.workspace = Workspace(self.session, undo, redo)
        for button in self.workspace.period_bar.findChildren(QToolButton):
            if button.defaultAction() in (undo, redo):
                button.hide()
        self.workspace.dialog_wanted.connect(lambda name: run_dialog(name, self.session, self))
        self.banner = self._make_banner(f"Keadaan berkas pada {saat} – hanya dibaca", last)
        self._assemble()
        self._make_actions()
        self.workspace.enter_tab(0)

    def _make_banner(self, sentence: str, last: JournalStep) -> QFrame:
        banner = QFrame()
        banner.setObjectName("pesan")
        banner.setProperty("jenis", "catatan")
        banner.setAccessibleName(sentence)
        title = label(sentence, "subjudul")
        after = _ElidedLabel(f"sesudah: {last.tindakan} ({last.oleh})")
        close = QPushButton("&Tutup jendela ini")
        close.setToolTip("Tutup jendela ini (Ctrl+W)")
        close.setAutoDefault(True)
        close.clicked.connect(self.close)
        row = QHBoxLayout(banner)
        row.setContentsMargins(theme.JARAK, 6, theme.JARAK, 6)
        row.setSpacing(theme.JARAK)
        row.addWidget(title)
        row.addWidget(after, 1)
        row.addWidget(close)
        return banner

    def _assemble(self) -> None:
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.workspace, 1)
        self.setCentralWidget(central)
        self.setMinimumSize(640, 400)
        fit_to_screen(self, 1280, 700)

    def _make_actions(self) -> None:
        """The keys of the main window that only look."""
        work = self.workspace
        for number in range(1, len(NAMA_PERIODE) + 1):
            self._add_key(f"Ctrl+{number}", partial(self._choose, number))
        for number in range(len(work.keys)):
            self._add_key(f"Alt+{number + 1}", partial(work.enter_tab, number))
        self._add_key("Alt+Left", lambda: work.step_periode(False))
        self._add_key("Alt+Right", lambda: work.step_periode(True))
        self._add_key("F9", work.toggle_why)
        self._add_key("Ctrl+W", self.close)

    def _add_key(self, keys: str, call: Callable[[], object]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: call())
        self.addAction(action)

    def _choose(self, number: int) -> None:
        self.workspace.choose_periode(Periode(self.session.periode.tahun, number))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self in _open:
            _open.remove(self)
            self.session.doc.close()
            self._folder.cleanup()
        super().closeEvent(event)
