"""The verbs of the file menu: which file is open, how it is kept, how one leaves it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QInputDialog, QLineEdit

from core.errors import UserError
from ui.open_editor import commit_open_editor

if TYPE_CHECKING:  # what an open file needs is imported when the window has been painted
    from core.safekeeping.drill import Drill
    from core.safekeeping.kept import KeptFile
    from ui.backup_keeper import BackupKeeper
    from ui.custody import Custody
    from ui.main_window import MainWindow
    from ui.safety.kemajuan import KemajuanBar
    from ui.session import Session
    from ui.settings import Settings


class FileDesk(QObject):
    """Opens, keeps and closes the one file of the window; `custody` is None without a file."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.custody: Custody | None = None
        self._keeper: BackupKeeper | None = None
        self._progress: KemajuanBar | None = None

    @property
    def settings(self) -> Settings:
        return self._window.settings

    def recent_files(self) -> list[Path]:
        return self.settings.berkas_terakhir

    def unpublished(self) -> list[Path]:
        """Where the files lie to which work on this PC has not gone yet."""
        from ui import files

        return files.places().unpublished()

    # Opening

    def open_file(self, path: Path) -> bool:
        """Open a file in the place of the open one; False, and a message, if that fails."""
        from ui.opening import open_asking

        if self.custody is not None and self.custody.kept.target == path.absolute():
            return True
        return self._open_by(lambda: open_asking(self._window, path, self.settings))

    def open_dialog(self) -> None:
        """Ask for a file and open it."""
        from ui import files

        path = files.choose_open(self._window, self.settings)
        if path is not None:
            self.open_file(path)

    def new_file(self) -> None:
        """Ask where, make a complete new file and open it."""
        from ui import files

        self._make("Berkas baru", "IKU Kominfo.sqlite", files.create_document)

    def new_sample(self) -> None:
        """Ask where, make the sample file and open it."""
        from ui import files

        self._make("Berkas contoh", "Contoh IKU.sqlite", files.create_sample)

    def _make(self, title: str, name: str, make: Callable[[Path, Settings], None]) -> None:
        from ui import files

        try:
            path = files.choose_new(self._window, self.settings, title, name)
            if path is None:
                return
            make(path, self.settings)
        except UserError as error:
            self._window.show_error(str(error))
            return
        self.open_file(path)

    def _open_by(self, make: Callable[[], KeptFile | None]) -> bool:
        from ui.custody import Custody

        commit_open_editor()
        try:
            kept = make()
        except UserError as error:
            self._window.show_error(str(error))
            return False
        if kept is None:
            return False
        if not self.leave():
            kept.close()
            return False
        self.settings.remember(kept.target)
        session = self._window.show_file(kept)
        self.custody = Custody(kept, session, self)
        self._connect(self.custody)
        self.custody.begin()
        # Once the figures have been painted.
        QTimer.singleShot(0, partial(self._settle_in, self.custody, session))
        return True

    def _settle_in(self, custody: Custody, session: Session) -> None:
        """What can wait until the file is on the screen."""
        if custody is not self.custody:
            return
        self._say_notes(custody.kept, custody)
        self._keep_backups(custody.kept, session)
        if not custody.kept.read_only and not self.settings.has_nama:
            self.ask_name()

    def _keep_backups(self, kept: KeptFile, session: Session) -> None:
        from ui import files
        from ui.backup_keeper import BackupKeeper

        self._keeper = BackupKeeper(kept, session, files.places(), self)
        self._keeper.failed.connect(self._window.guard.show_note)
        self._keeper.drilled.connect(self._say_drilled)
        self._keeper.begin()

    def _say_drilled(self, drill: Drill) -> None:
        if drill.berhasil:
            self._window.status.setText(drill.kalimat)
        else:
            self._window.guard.show_note(drill.kalimat, {"B&uka cadangan…": self.show_backups})

    def _say_notes(self, kept: KeptFile, custody: Custody) -> None:
        from core.safekeeping.rescue import fuller_copy
        from ui import files
        from ui.drives import is_carried

        notes = list(kept.notes)
        if kept.read_only:
            notes.insert(
                0,
                f"Berkas {kept.target.name} hanya dapat dibaca; isinya tidak dapat diubah di sini.",
            )
        answers: dict[str, Callable[[], object]] = {}
        fuller = None if kept.read_only else fuller_copy(kept.doc, files.places())
        if fuller is not None:
            answers["Gabung&kan yang ada di PC ini…"] = partial(self._merge_from, fuller)
        if not kept.read_only and is_carried(kept.target):
            when = "saat Simpan atau ditutup" if kept.is_heavy else "setiap Anda berhenti sejenak"
            notes.append(
                f"Anda bekerja pada salinan di PC ini; berkas di {custody.drive} diperbarui {when}."
            )
        if notes and self._window.workspace is not None:
            self._window.workspace.messages.show_note(" ".join(notes), answers)

    def _connect(self, custody: Custody) -> None:
        from ui.safety.kemajuan import KemajuanBar

        guard = self._window.guard
        self._progress = KemajuanBar(custody)
        self._window.statusBar().insertPermanentWidget(1, self._progress)  # after what was saved
        custody.standing.connect(self._window.standing.setText)
        custody.arrived.connect(guard.hide)
        custody.failed.connect(
            lambda sentence: guard.show_note(
                sentence,
                {"C&oba lagi": custody.publish, "Si&mpan salinan…": self.save_copy},
            )
        )
        custody.gone.connect(
            lambda sentence: guard.show_note(
                sentence,
                {
                    "Simpan di sana lag&i": lambda: custody.publish(recreate=True),
                    "Si&mpan salinan…": self.save_copy,
                },
            )
        )
        custody.replaced.connect(
            lambda sentence: guard.show_note(
                sentence,
                {
                    "Bandingkan dan gabung&kan…": self.settle_replaced,
                    "Si&mpan salinan…": self.save_copy,
                },
            )
        )

    # Keeping

    def save(self) -> None:
        """Bring the document up to date now, and make it again where it is gone."""
        commit_open_editor()
        custody = self.custody
        if custody is None:
            return
        if custody.kept.is_heavy:
            custody.publish(recreate=True)  # shows its way in the status bar
        elif custody.finish(recreate=True):
            custody.publish()  # says when it was brought up to date

    def save_copy(self) -> None:
        """Ask where, and write the document as it stands to that place too."""
        from ui import files

        commit_open_editor()
        if self.custody is None:
            return
        kept = self.custody.kept
        try:
            name = f"Salinan {kept.target.name}"
            path = files.choose_new(self._window, self.settings, "Simpan salinan", name)
            if path is not None:
                kept.save_copy(path)
                self._window.status.setText(f"Salinan disimpan sebagai {path.name}.")
        except UserError as error:
            self._window.show_error(str(error))

    def import_isian(self) -> None:
        """Ask for an ISIAN.json and enter it as one step."""
        from ui import files

        path = files.choose_isian(self._window, self.settings)
        if path is not None:
            self.import_from(path)

    def import_from(self, path: Path) -> bool:
        """Enter an ISIAN.json; nothing changes if any value in it is refused."""
        from core.edits.impor import load_isian, read_isian

        session = self._window.session
        if session is None:
            return False
        return session.perform(lambda: read_isian(session.doc, load_isian(path)))

    def ask_name(self) -> None:
        """Ask for the name that stands in the journal from now on."""
        text, accepted = QInputDialog.getText(
            self._window,
            "Nama pengguna",
            "Nama yang dicatat dalam riwayat setiap perubahan:",
            QLineEdit.EchoMode.Normal,
            self.settings.nama,
        )
        self.settings.nama = text if accepted else self.settings.nama
        if self.custody is not None:
            from ui.files import environment

            self.custody.kept.doc.environment = environment(self.settings)

    # Backups and handing over

    def show_backups(self) -> None:
        """The backups of the open file, and restoring one."""
        from ui import files
        from ui.safety.cadangan import CadanganDialog

        commit_open_editor()
        if self._window.session is not None:
            CadanganDialog(self._window.session, files.places(), self._window).exec()

    def hand_over(self) -> None:
        """Bring the document up to date, then give a copy away on a flash drive."""
        from ui.safety.serahkan import SerahkanDialog

        commit_open_editor()
        if self.custody is not None:
            self.custody.finish()
            kept = self.custody.kept
            SerahkanDialog(kept.doc, self._window, kept).exec()

    def rebuild(self) -> None:
        """Make a new file from signed sheets and open it."""
        from ui.pengesahan.rebuild_flow import open_pulihan

        open_pulihan(self._window)

    def verify(self) -> None:
        """Ask the open file, or one that is chosen, whether a sheet is one of its own."""
        from ui.pengesahan.verify_flow import open_verifikasi

        commit_open_editor()
        open_verifikasi(self._window)

    # Two copies

    def _merge_from(self, path: Path) -> None:
        from ui.merging.merge_flow import merge_from_file

        merge_from_file(self._window, path, "salinan yang ada di PC ini")

    def compare(self) -> None:
        """Set another file beside the open one, or two files beside each other."""
        from ui.merging.compare_flow import ask_and_compare

        commit_open_editor()
        ask_and_compare(self._window)

    def merge(self) -> None:
        """Ask for a file and join it into the open one."""
        from ui.merging.merge_flow import ask_and_merge

        ask_and_merge(self._window)

    def settle_replaced(self) -> None:
        """Join what a colleague has put in the document's place; what is no copy of it is moved
        aside."""
        from core.safekeeping.arrival import looked_at
        from ui.merging.merge_flow import merge_replaced
        from ui.widgets.question import ask

        custody = self.custody
        if custody is None:
            return
        kept = custody.kept
        try:
            with looked_at(kept.target, kept.doc.environment) as arrived:
                is_copy = arrived.doc.berkas_id == kept.doc.berkas_id
            why = f"Berkas {kept.target.name} di {custody.drive} milik dokumen lain."
        except UserError as error:
            is_copy, why = False, str(error)
        if is_copy:
            merge_replaced(self._window)
            return
        answer = ask(
            self._window,
            why,
            "Berkas itu dapat disimpan di sana dengan nama lain, lalu pekerjaan Anda ditaruh di "
            "tempatnya.",
            ["&Simpan dengan nama lain"],
        )
        if answer is None:
            return
        try:
            name = kept.make_way().name
        except UserError as error:
            self._window.show_error(str(error))
            return
        custody.publish()
        self._window.status.setText(f"Berkas yang ada di sana disimpan sebagai {name}.")

    # Leaving

    def close_file(self) -> None:
        """Close the file and show the start page."""
        if self.leave():
            self.settings.closed()
            self._window.show_start_page()

    def leave(self) -> bool:
        """Bring the document up to date and release it; False if the user stays."""
        custody = self.custody
        if custody is None:
            return True
        from ui.leaving import ask_whether_to_leave, put_down_typing

        if not put_down_typing(self._window):
            return False
        while not custody.finish():
            if custody.was_put_off:
                break
            answer = ask_whether_to_leave(self._window, custody)
            if answer is None:
                return False
            if answer == 0:
                break
        self.custody = None
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None
        if self._progress is not None:
            self._window.statusBar().removeWidget(self._progress)
            self._progress.deleteLater()
            self._progress = None
        self._window.drop_file()
        custody.close()
        custody.deleteLater()
        return True
