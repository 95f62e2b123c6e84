"""The formal acts of the window: from a menu, a button or a link to the dialog, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog

from core.errors import UserError
from core.model.pengesahan import Pengesahan
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER
from core.model.temuan import Temuan
from core.signed import signed_sentence
from ui.dialogs.by_name import run_dialog
from ui.open_editor import commit_open_editor
from ui.pengesahan.state_strip import LockedTyping
from ui.session import Session
from ui.widgets.missing import Tautan

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.tabs.tab_lembar import TabLembar
    from ui.workspace import Workspace

_LEMBAR = "lembar"
_ACTS = {
    "sahkan": "sahkan",
    "perubahan": "perubahan",
    "lembar": "show_sheet",
    "beda": "show_changes",
    "pindaian": "show_scans",
    "verifikasi": "verifikasi",
}


class FormalDesk(QObject):
    """Answers `session.formal_wanted`: sahkan, perubahan, lembar, beda, pindaian, verifikasi."""

    def __init__(self, window: MainWindow, session: Session, workspace: Workspace) -> None:
        super().__init__(session)
        self._window, self._session, self._workspace = window, session, workspace
        LockedTyping(session, workspace)
        strip = workspace.period_bar.strip
        workspace.tab_changed.connect(lambda key: strip.set_beside_sheet(key == _LEMBAR))
        session.formal_wanted.connect(self.run)

    def run(self, name: str) -> None:
        """Do the act of this name for the chosen period."""
        commit_open_editor()
        getattr(self, _ACTS[name])()

    # The acts

    def sahkan(self) -> None:
        """Review the chosen period and sign it; then show the final sheet."""
        from ui.pengesahan.review import review_of
        from ui.pengesahan.sahkan import SahkanDialog

        session = self._session
        if not self._may_write():
            return
        if session.lock is not None:
            session.failed.emit(signed_sentence(session.lock))
            return
        review_of(session).resume(session.periode)
        dialog = SahkanDialog(session, self._back_up, self._edit, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.show_sheet()
        elif dialog.place is not None:
            self._go_to(dialog.place)
        dialog.deleteLater()

    def _back_up(self) -> None:
        """A backup of the file as it is now; UserError where none can be made."""
        from core.safekeeping.backups import Backups
        from ui import files

        doc = self._session.doc
        backups = Backups(files.places(), doc.berkas_id)
        backups.add(doc, doc.environment.clock(), "sebelum disahkan")

    def _edit(self, name: str) -> None:
        found = QApplication.activeModalWidget()
        above = self._window if found is None else found
        if name.startswith("bukti:"):
            from ui.evidence.windows import open_evidence

            open_evidence(above, self._session, name.removeprefix("bukti:"))
        elif name.startswith("target:"):
            from ui.dialogs.target import TargetDialog

            dialog = TargetDialog(self._session, above)
            dialog.focus_field(name.removeprefix("target:"))
            dialog.exec()
            dialog.deleteLater()
        else:
            run_dialog(name, self._session, above)

    def perubahan(self) -> None:
        """Reopen what holds the chosen period fast, as its next version."""
        from ui.pengesahan.perubahan import PerubahanDialog

        session = self._session
        if not self._may_write():
            return
        year = Periode(session.periode.tahun, TAHUNAN)  # must be opened before its quarters
        signed = session.doc.pengesahan(year) or session.lock
        if signed is None:
            session.failed.emit(
                f"{session.periode.singkat} belum disahkan, jadi isiannya masih dapat diubah "
                "langsung."
            )
            return
        dialog = PerubahanDialog(session, signed, self._window)
        dialog.exec()
        dialog.deleteLater()

    def _may_write(self) -> bool:
        doc = self._session.doc
        if doc.read_only:
            self._session.failed.emit(
                f"Berkas {doc.path.name} hanya dapat dibaca, sehingga tidak dapat disahkan atau "
                "dibuka kembali di sini."
            )
        return not doc.read_only

    def show_sheet(self) -> None:
        """The sheet of the chosen period."""
        self._workspace.show_tab(_LEMBAR)

    def show_version(self, signed: Pengesahan) -> None:
        """One signed version of any period."""
        self._workspace.choose_periode(signed.periode)
        self.show_sheet()
        self._sheets().panel.versions.choose(signed.versi)

    def _sheets(self) -> TabLembar:
        return cast("TabLembar", self._workspace.tab(_LEMBAR))

    def show_changes(self) -> None:
        """The version shown beside the one before it, or the open draft beside the last one."""
        from ui.pengesahan.versions_flow import show_changes

        session = self._session
        found = show_changes(session.doc, session.periode, self._chosen_version(), self._window)
        if isinstance(found, UserError):
            session.failed.emit(str(found))
        elif found is None:
            session.failed.emit(
                f"{session.periode.singkat} baru mempunyai satu versi; belum ada yang dapat "
                "dibandingkan."
            )
        else:
            session.destroyed.connect(found.close)

    def _chosen_version(self) -> int | None:
        """The version chosen in the sheet's tab, if that is what is shown; the first says nothing
        by itself, so that the one after it is taken."""
        if self._session.tab != _LEMBAR:
            return None
        version = self._sheets().panel.version
        return None if version is None else max(2, version.versi)

    def show_scans(self) -> None:
        """The scans of the signed sheet, and attaching one."""
        from ui.evidence.windows import open_scans

        open_scans(self._window, self._session)

    def verifikasi(self) -> None:
        """Set a sheet against the open file."""
        from ui.pengesahan.verifikasi import VerifikasiDialog

        dialog = VerifikasiDialog(self._session.doc, self.show_version, self._window)
        dialog.exec()
        dialog.deleteLater()

    # The place of a finding

    def _go_to(self, temuan: Temuan) -> None:
        """Show where a finding is mended."""
        workspace, key = self._workspace, temuan.kunci or ""
        is_input = "." in key or key.removeprefix("register:") in REGISTER or key == "target"
        if temuan.iku is not None and is_input:
            workspace.follow(Tautan(temuan.iku, temuan.periode, key, "").href)
            return
        workspace.choose_periode(temuan.periode)
        if temuan.iku is not None:
            workspace.show_tab(temuan.iku)
            if key == "bukti":
                self._session.evidence_wanted.emit(temuan.iku)
        elif key == "tanggal_lembar":
            self.show_sheet()
