"""The one window: which file is open, and what the menus do with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTime, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QInputDialog,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import UserError
from core.model.periode import Periode
from ui import theme
from ui.menus import build_menus
from ui.message_bar import MessageBar
from ui.open_editor import commit_open_editor
from ui.settings import Settings
from ui.widgets.labels import label

if TYPE_CHECKING:  # what an open file needs is imported when the window has been painted
    from core.document import Document
    from core.model.definisi import Iku
    from ui.session import Session
    from ui.workspace import Workspace

NAMA_PROGRAM = "IKU Kominfo"
VERSI = "0.1.0"
_MIN_WIDTH, _MIN_HEIGHT = 640, 400
_WIDTH, _HEIGHT = 1366, 728


class MainWindow(QMainWindow):
    """Without a file it shows the start page, else the `Workspace` of the open one.

    A file given as `first` is opened once the window has been painted for the first time, so
    that a slow drive never keeps the window from appearing.
    """

    def __init__(self, settings: Settings, first: Path | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.workspace: Workspace | None = None
        self._messages = MessageBar()
        self.status = label()
        self._content = QStackedWidget()
        self.menus = build_menus(self, self)
        self._first = first
        self._assemble()
        if first is None:
            self._show_start_page()
        else:
            self._show_opening(first)

    def _assemble(self) -> None:
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._messages)
        column.addWidget(self._content, 1)
        self.setCentralWidget(central)
        self.setMinimumSize(_MIN_WIDTH, _MIN_HEIGHT)
        self.setWindowIcon(theme.icon("aplikasi"))
        self.statusBar().setSizeGripEnabled(False)
        # A widget: a message of the bar would vanish when the mouse passes over a menu.
        self.status.setContentsMargins(theme.JARAK - 4, 0, 0, 2)
        self.statusBar().addWidget(self.status, 1)
        geometry = self.settings.geometry
        if geometry is None or not self.restoreGeometry(geometry):
            self._fill_small_screen()

    def _fill_small_screen(self) -> None:
        """The first time: as large as is useful, the whole screen where that is small."""
        room = self.screen().availableGeometry()
        self.resize(min(_WIDTH, room.width()), min(_HEIGHT, room.height()))
        if room.width() <= _WIDTH + 100:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._first is not None:
            QTimer.singleShot(0, self._open_first)
        return super().event(event)

    # Files

    def _show_opening(self, path: Path) -> None:
        page = label(f"Membuka {path.name}…", "redup")
        page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._show(page)
        self.setWindowTitle(NAMA_PROGRAM)
        self.menus.set_state(is_open=False, can_write=False)

    def _open_first(self) -> None:
        path, self._first = self._first, None
        if path is not None and self.workspace is None and not self.open_file(path):
            self._show_start_page()

    @property
    def session(self) -> Session | None:
        return self.workspace.session if self.workspace is not None else None

    def open_file(self, path: Path) -> bool:
        """Open a file in the place of the open one; False, and a message, if that fails."""
        from ui import files

        if self.session is not None and self.session.doc.path == path.absolute():
            return True
        return self._open_by(lambda: files.open_document(path, self.settings))

    def _open_by(self, make: Callable[[], Document]) -> bool:
        from ui.files import first_periode
        from ui.session import Session
        from ui.workspace import Workspace

        commit_open_editor()
        try:
            doc = make()
        except UserError as error:
            self.show_error(str(error))
            return False
        self._release()
        self.settings.remember(doc.path)
        session = Session(doc, first_periode(doc), self)
        self.workspace = Workspace(session, self.menus.undo, self.menus.redo)
        self._connect(session, self.workspace)
        self._show(self.workspace)
        self.setWindowTitle(f"{doc.path.name} – {NAMA_PROGRAM}")
        self.menus.set_state(is_open=True, can_write=not doc.read_only)
        self._update_undo()
        self._messages.hide()
        self.status.setText(f"{doc.path.name} dibuka")
        self.workspace.enter_tab(0)
        if doc.read_only:
            self.workspace.messages.show_note(
                f"Berkas {doc.path.name} hanya dapat dibaca; isinya tidak dapat diubah di sini."
            )
        return True

    def _connect(self, session: Session, workspace: Workspace) -> None:
        session.done.connect(self._say_done)
        session.undo_stack.indexChanged.connect(self._update_undo)
        workspace.dialog_wanted.connect(self.open_settings)

    def close_file(self) -> None:
        """Close the file and show the start page."""
        commit_open_editor()
        self._release()
        self.settings.closed()
        self._show_start_page()

    def _release(self) -> None:
        if self.workspace is None:
            return
        workspace, self.workspace = self.workspace, None
        session = workspace.session
        self._content.removeWidget(workspace)
        workspace.hide()
        workspace.deleteLater()
        session.doc.close()
        session.deleteLater()

    def _show_start_page(self) -> None:
        from ui.widgets.start_page import StartPage

        page = StartPage(self.settings.berkas_terakhir)
        page.open_wanted.connect(self.open_dialog)
        page.new_wanted.connect(self.new_file)
        page.sample_wanted.connect(self.new_sample)
        page.chosen.connect(self.open_recent)
        self._show(page)
        page.setFocus()
        self.setWindowTitle(NAMA_PROGRAM)
        self.menus.set_state(is_open=False, can_write=False)
        self._update_undo()
        self.status.setText("")

    def _show(self, widget: QWidget) -> None:
        old = self._content.currentWidget()
        self._content.addWidget(widget)
        self._content.setCurrentWidget(widget)
        if old is not None:
            self._content.removeWidget(old)
            old.deleteLater()

    def new_file(self) -> None:
        """Ask where, make a complete new file and open it."""
        from ui import files

        self._make("Berkas baru", "IKU Kominfo.sqlite", files.create_document)

    def new_sample(self) -> None:
        """Ask where, make the sample file and open it."""
        from ui import files

        self._make("Berkas contoh", "Contoh IKU.sqlite", files.create_sample)

    def _make(self, title: str, name: str, make: Callable[[Path, Settings], Document]) -> None:
        from ui import files

        try:
            path = files.choose_new(self, self.settings, title, name)
        except UserError as error:
            self.show_error(str(error))
            return
        if path is not None:
            self._open_by(lambda: make(path, self.settings))

    def open_dialog(self) -> None:
        """Ask for a file and open it."""
        from ui import files

        path = files.choose_open(self, self.settings)
        if path is not None:
            self.open_file(path)

    def open_recent(self, path: Path) -> None:
        """Open one of the recent files."""
        self.open_file(path)

    def import_isian(self) -> None:
        """Ask for an ISIAN.json and enter it as one step."""
        from ui import files

        path = files.choose_isian(self, self.settings)
        if path is not None and self.session is not None:
            self.import_from(path)

    def import_from(self, path: Path) -> bool:
        """Enter an ISIAN.json; nothing changes if any value in it is refused."""
        from core.edits.impor import load_isian, read_isian

        assert self.session is not None
        doc = self.session.doc
        return self.session.perform(lambda: read_isian(doc, load_isian(path)))

    # Messages

    def show_error(self, sentence: str) -> None:
        """Say in the window what went wrong."""
        bar = self._messages if self.workspace is None else self.workspace.messages
        bar.show_error(sentence)

    def _say_done(self, what: str) -> None:
        self.status.setText(f"Tersimpan pukul {_now()}: {what}")

    def say_saved(self) -> None:
        """Nothing to do: every change is in the file already."""
        commit_open_editor()
        self.status.setText("Semua perubahan sudah tersimpan dalam berkas.")

    # Editing

    def undo(self) -> None:
        if self.session is not None:
            commit_open_editor()
            self.session.undo()

    def redo(self) -> None:
        if self.session is not None:
            commit_open_editor()
            self.session.redo()

    def _update_undo(self) -> None:
        stack = self.session.undo_stack if self.session is not None else None
        for action, verb, can, text in (
            (
                self.menus.undo,
                "Urungkan",
                bool(stack and stack.canUndo()),
                stack and stack.undoText(),
            ),
            (
                self.menus.redo,
                "Ulangi",
                bool(stack and stack.canRedo()),
                stack and stack.redoText(),
            ),
        ):
            named = f"{verb}: {_short(text or '')}" if can else verb
            keys = action.shortcut().toString()
            action.setText(named.replace("&", "&&"))
            action.setToolTip(f"{named} ({keys})")
            action.setEnabled(can)

    # Periods, tabs, sheets

    def choose_quarter(self, number: int) -> None:
        if self.session is not None:
            self.choose_periode(Periode(self.session.periode.tahun, number))

    def choose_periode(self, periode: Periode) -> None:
        if self.workspace is not None:
            self.workspace.choose_periode(periode)

    def step_periode(self, forward: bool) -> None:
        if self.workspace is not None:
            self.workspace.step_periode(forward)

    def start_quarter(self) -> None:
        from core.edits.periode import start_quarter

        if self.session is not None:
            doc, periode = self.session.doc, self.session.periode
            self.session.perform(lambda: start_quarter(doc, periode))

    def show_tab(self, number: int) -> None:
        if self.workspace is not None:
            self.workspace.enter_tab(number)

    def sheet(self, verb: str) -> None:
        """Show the sheets; then save_pdf or print_sheet."""
        if self.workspace is None:
            return
        from ui.workspace import LEMBAR

        commit_open_editor()
        self.workspace.show_tab(LEMBAR)
        if verb != "show":
            getattr(self.workspace.tab(LEMBAR), verb)()

    def why(self) -> None:
        if self.workspace is not None:
            self.workspace.toggle_why()

    # Settings and help

    def open_settings(self, name: str) -> None:
        """Open the editor of profil, penandatangan, target or definisi:<iku>."""
        if self.session is None:
            return
        from ui.dialogs.by_name import run_dialog

        commit_open_editor()
        run_dialog(name, self.session, self)

    def ask_name(self) -> None:
        """Ask for the name that stands in the journal from now on."""
        text, accepted = QInputDialog.getText(
            self,
            "Nama pengguna",
            "Nama yang dicatat dalam jurnal setiap perubahan:",
            QLineEdit.EchoMode.Normal,
            self.settings.nama,
        )
        if accepted:
            self.settings.nama = text
            if self.session is not None:
                from ui.files import environment

                self.session.doc.environment = environment(self.settings)

    def show_shortcuts(self) -> None:
        from ui.widgets.about import show_shortcuts

        show_shortcuts(self.menus.shortcuts, self)

    def show_about(self) -> None:
        from ui.widgets.about import show_about

        show_about(VERSI, self)

    def recent_files(self) -> list[Path]:
        return self.settings.berkas_terakhir

    def filled_periods(self) -> list[Periode]:
        return list(self.session.doc.periode_berisi()) if self.session is not None else []

    def indicators(self) -> list[Iku]:
        return list(self.session.doc.iku) if self.session is not None else []

    def closeEvent(self, event: QCloseEvent) -> None:
        commit_open_editor()
        self.settings.geometry = self.saveGeometry()
        self._release()
        super().closeEvent(event)


def _now() -> str:
    return QTime.currentTime().toString("HH.mm.ss")


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
