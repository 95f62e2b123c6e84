"""The one window: which file is open, and what the menus do with it."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTime, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.model.periode import Periode
from core.versi import VERSI
from ui import theme
from ui.file_desk import FileDesk
from ui.menus import build_menus
from ui.message_bar import MessageBar
from ui.open_editor import commit_open_editor
from ui.settings import Settings
from ui.widgets.labels import label

if TYPE_CHECKING:  # what an open file needs is imported when the window has been painted
    from core.history.catatan import Sel
    from core.model.definisi import Iku
    from core.safekeeping.kept import KeptFile
    from ui.session import Session
    from ui.workspace import Workspace

NAMA_PROGRAM = "IKU Kominfo"
_MIN_WIDTH, _MIN_HEIGHT = 640, 400
_WIDTH, _HEIGHT = 1366, 728


class MainWindow(QMainWindow):
    """Without a file it shows the start page, else the `Workspace` of the open one.

    `guard` is the bar for what concerns the file as a whole and stays until it is settled; the
    status bar says what was saved on this PC, and beside it how the document stands.

    A file given as `first` is opened once the window has been painted for the first time, so
    that a slow drive never keeps the window from appearing.
    """

    def __init__(self, settings: Settings, first: Path | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.workspace: Workspace | None = None
        self.guard = MessageBar()
        self.status = label()
        self.standing = label()
        self._content = QStackedWidget()
        self.desk = FileDesk(self)
        self.menus = build_menus(self, self, self.desk)
        self._first = first
        self._assemble()
        if first is None:
            self.show_start_page()
        else:
            self._show_opening(first)

    def _assemble(self) -> None:
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.guard)
        column.addWidget(self._content, 1)
        self.setCentralWidget(central)
        self.setMinimumSize(_MIN_WIDTH, _MIN_HEIGHT)
        self.setWindowIcon(theme.icon("aplikasi"))
        self.statusBar().setSizeGripEnabled(False)
        # A widget: a message of the bar would vanish when the mouse passes over a menu.
        self.status.setContentsMargins(theme.JARAK - 4, 0, 0, 2)
        self.statusBar().addWidget(self.status, 1)
        self.standing.setContentsMargins(theme.JARAK, 0, theme.JARAK, 2)
        self.statusBar().addPermanentWidget(self.standing)
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

    # The open file

    def _show_opening(self, path: Path) -> None:
        page = label(f"Membuka {path.name}…", "redup")
        page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._show(page)
        self.setWindowTitle(NAMA_PROGRAM)
        self.menus.set_state(is_open=False, can_write=False)

    def _open_first(self) -> None:
        path, self._first = self._first, None
        if path is not None and self.workspace is None and not self.desk.open_file(path):
            self.show_start_page()

    @property
    def session(self) -> Session | None:
        return self.workspace.session if self.workspace is not None else None

    def show_file(self, kept: KeptFile) -> Session:
        """Show the workspace of a file that was just opened."""
        from ui.files import first_periode
        from ui.session import Session
        from ui.workspace import Workspace

        doc = kept.doc
        session = Session(doc, first_periode(doc), self, evidence=kept.evidence)
        self.workspace = Workspace(session, self.menus.undo, self.menus.redo)
        self._connect(session, self.workspace)
        self._show(self.workspace)
        self.setWindowTitle(f"{doc.path.name} – {NAMA_PROGRAM}")
        self.menus.set_state(is_open=True, can_write=not doc.read_only)
        self._update_undo()
        self.guard.hide()
        self.status.setText(f"{doc.path.name} dibuka")
        self.workspace.enter_tab(0)
        return session

    def _connect(self, session: Session, workspace: Workspace) -> None:
        from ui.pengesahan.desk import FormalDesk

        session.done.connect(self._say_done)
        session.history_wanted.connect(self._show_history_of)
        session.evidence_wanted.connect(self.show_evidence)
        FormalDesk(self, session, workspace)
        session.undo_stack.indexChanged.connect(self._update_undo)
        workspace.dialog_wanted.connect(self.open_settings)

    def drop_file(self) -> None:
        """Take the workspace away; whoever opened the file closes it."""
        if self.workspace is None:
            return
        workspace, self.workspace = self.workspace, None
        self._content.removeWidget(workspace)
        workspace.hide()
        workspace.deleteLater()
        workspace.session.deleteLater()
        self.guard.hide()
        self.standing.setText("")

    def show_start_page(self) -> None:
        """What is shown without a file."""
        from ui.widgets.start_page import StartPage

        page = StartPage(self.settings.berkas_terakhir, self.desk.unpublished())
        page.open_wanted.connect(self.desk.open_dialog)
        page.new_wanted.connect(self.desk.new_file)
        page.sample_wanted.connect(self.desk.new_sample)
        page.rebuild_wanted.connect(self.desk.rebuild)
        page.chosen.connect(self.desk.open_file)
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

    # Messages

    def show_error(self, sentence: str) -> None:
        """Say in the window what went wrong."""
        bar = self.guard if self.workspace is None else self.workspace.messages
        bar.show_error(sentence)

    def _say_done(self, what: str) -> None:
        self.status.setText(f"Tersimpan di PC ini {_now()}: {what}")

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

    def formal(self, name: str) -> None:
        """A formal act or view around the sheet of the chosen period, see FormalDesk."""
        if self.session is not None:
            self.session.formal_wanted.emit(name)

    def show_evidence(self, untuk: str | None = None) -> None:
        """The evidence of the period, at what it supports (None: at what the tab shows)."""
        from ui.evidence.windows import open_evidence

        if self.session is not None:
            open_evidence(self, self.session, untuk)

    def write_dossier(self) -> None:
        """The sheets of the period with all their evidence, to be opened without this program."""
        from ui.pengesahan.dossier_flow import open_dossier

        commit_open_editor()
        if self.session is not None:
            open_dossier(self, self.session)

    def why(self) -> None:
        if self.workspace is not None:
            self.workspace.toggle_why()

    def why_changed(self) -> None:
        """Split the difference of the indicator that is shown between two moments or quarters."""
        from ui.history.perbedaan_dialog import show_perbedaan

        if self.workspace is not None:
            tab = self.workspace.current_sasaran
            iku = self.workspace.session.doc.iku[0].id if tab is None else tab.iku
            show_perbedaan(self.workspace.session, self, iku)

    def show_history(self) -> None:
        """Everything that was ever changed in the file."""
        self._show_history_of(None)

    def _show_history_of(self, cells: Set[Sel] | None) -> None:
        from ui.history.riwayat_dialog import show_riwayat

        if self.session is not None:
            show_riwayat(self.session, self, cells)

    def show_history_of_figure(self) -> None:
        """What became of the figure that has the focus."""
        from ui.history.in_focus import show_history_in_focus

        if self.session is not None and not show_history_in_focus(
            self.session, QApplication.focusWidget()
        ):
            self.status.setText("Pilih dahulu angka atau baris yang riwayatnya hendak dilihat.")

    # Settings and help

    def open_settings(self, name: str) -> None:
        """Open the editor of profil, penandatangan, target or definisi:<iku>."""
        if self.session is None:
            return
        from ui.dialogs.by_name import run_dialog

        commit_open_editor()
        run_dialog(name, self.session, self)

    def show_shortcuts(self) -> None:
        from ui.widgets.about import show_shortcuts

        show_shortcuts(self.menus.shortcuts, self)

    def show_about(self) -> None:
        from ui.widgets.about import show_about

        show_about(VERSI, self)

    def filled_periods(self) -> list[Periode]:
        return list(self.session.doc.periode_berisi()) if self.session is not None else []

    def indicators(self) -> list[Iku]:
        return list(self.session.doc.iku) if self.session is not None else []

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.desk.leave():
            event.ignore()
            return
        self.settings.geometry = self.saveGeometry()
        super().closeEvent(event)


def _now() -> str:
    return QTime.currentTime().toString("HH.mm.ss")


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
