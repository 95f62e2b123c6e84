"""From a menu or a warning to joining a file into the open document, and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from core.compare import compare
from core.document import Document
from core.errors import UserError
from core.indonesian import format_number
from core.merge.documents import copy_of, evidence_wanted, with_arsip
from core.merge.plan import Plan
from core.merge.planning import plan_merge
from core.model.journal import Merge, relation
from core.model.perbandingan import Perbandingan
from core.pdf import render
from core.safekeeping.arrival import Arrived, looked_at
from core.safekeeping.backups import Backups
from core.sheets import build_perbandingan
from ui.files import FILTER, places
from ui.merge_evidence import keep_evidence
from ui.merge_text import A_AND_B, CHANGED_SINCE, hubungan_text, names_of
from ui.merging.decisions import Decisions
from ui.merging.gabungkan import GabungkanDialog
from ui.merging.laporan import SelesaiDialog, decided
from ui.open_editor import commit_open_editor
from ui.session import Session
from ui.waiting import waiting
from ui.widgets.question import ask, say

if TYPE_CHECKING:
    from ui.custody import Custody
    from ui.main_window import MainWindow

ALASAN = "sebelum gabung"
Report = Callable[[], bytes]


def choose(window: MainWindow, title: str) -> Path | None:
    """Ask for a document."""
    folder = str(window.settings.folder_berkas)
    text, _ = QFileDialog.getOpenFileName(window, title, folder, FILTER)
    return Path(text) if text else None


def ask_and_merge(window: MainWindow) -> bool:
    """Ask for a file and join it into the open document."""
    if window.session is None:
        return False
    path = choose(window, "Gabungkan dari berkas lain")
    return path is not None and merge_from_file(window, path)


def merge_from_file(window: MainWindow, path: Path, name: str = "") -> bool:
    """Show what joining a file into the open document does, and do it if the user agrees.

    `name` is what the file is called, where its own means nothing to the user. True once the open
    document holds everything that the file holds. The file is never changed here; where it is the
    document's own place, the document goes there afterwards.
    """
    custody = window.desk.custody
    if window.session is None or custody is None:
        return False
    commit_open_editor()
    if window.session.doc.read_only:
        window.show_error(
            f"Berkas {custody.kept.target.name} hanya dapat dibaca, sehingga tidak dapat "
            "digabungkan; bandingkan saja, atau simpan salinannya dahulu."
        )
        return False
    is_own = _is_same_place(path, custody.kept.target)
    try:
        merging = _Merging(window, window.session, custody, path, is_own, name or path.name)
        return merging.run()
    except UserError as error:
        window.show_error(str(error))
        return False


def merge_replaced(window: MainWindow) -> bool:
    """A colleague has replaced the document: join what lies there now, then put all of it there."""
    custody = window.desk.custody
    return custody is not None and merge_from_file(window, custody.kept.target)


def _is_same_place(one: Path, other: Path) -> bool:
    try:
        return one.absolute() == other.absolute() or one.samefile(other)
    except OSError:
        return False


class _Merging:
    """One attempt to join a file into the open document; `is_own`: it lies at its own place."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        custody: Custody,
        path: Path,
        is_own: bool,
        name: str,
    ) -> None:
        self._window = window
        self._session = session
        self._custody = custody
        self._path = path
        self._is_own = is_own
        self._name = f"berkas di {custody.drive}" if is_own else name

    @property
    def _doc(self) -> Document:
        return self._session.doc

    def run(self) -> bool:
        """UserError where the two cannot be joined or the file cannot be read."""
        with looked_at(self._path, self._doc.environment) as arrived:
            with waiting():
                mine, theirs = copy_of(self._doc, "Berkas ini"), copy_of(arrived.doc, self._name)
                plan = plan_merge(mine, theirs)
            if plan.is_nothing:
                return self._say_nothing(arrived)
            return self._ask(Decisions(self._doc, plan, theirs=arrived.doc), arrived)

    def _take_in(self, arrived: Arrived) -> None:
        """What lies at the document's own place is contained in it now, so it may go there."""
        if not self._is_own:
            return
        try:
            self._custody.kept.has_taken_in(arrived.sha256, arrived.doc.vektor)
        except UserError as error:
            self._window.show_error(str(error))
        else:
            self._custody.publish()

    def _say_nothing(self, arrived: Arrived) -> bool:
        """The other file holds nothing that is missing here."""
        kept = self._custody.kept
        if self._is_own and arrived.sha256 != kept.keadaan.terbit:
            answer = ask(
                self._window,
                f"Berkas di {self._custody.drive} tidak memuat perubahan yang belum ada di sini.",
                "Isinya lebih lama daripada isi jendela ini, dan semua perubahannya ada dalam "
                "Riwayat.",
                ["&Perbarui berkas di sana"],
            )
            if answer is not None:
                self._take_in(arrived)
            return answer is not None
        found = relation(self._doc.vektor, arrived.doc.vektor)
        sentence = f"{hubungan_text(found)} Tidak ada yang perlu digabungkan."
        if found.di_sini:
            sentence += f" {CHANGED_SINCE} Lihat Bandingkan dan Riwayat."
        say(self._window, sentence)
        return True

    def _ask(self, decisions: Decisions, arrived: Arrived) -> bool:
        report: Report | None = None

        def write(merge: Merge) -> UserError | None:
            nonlocal report
            report = self._report(decisions, compare(self._doc, arrived.doc))
            return self._write(merge, decisions.plan, arrived.doc)

        done = _done_text(decisions)
        if GabungkanDialog(decisions, write, self._window).exec() != QDialog.DialogCode.Accepted:
            return False
        self._take_in(arrived)
        assert report is not None
        title = f"Penggabungan {self._doc.path.stem} {self._doc.environment.clock()[:10]}"
        SelesaiDialog(done, report, self._doc.path.parent, title, self._window).exec()
        return True

    def _write(self, merge: Merge, plan: Plan, theirs: Document) -> UserError | None:
        """Back up and keep the other's evidence first; without these nothing is joined."""
        doc = self._doc
        try:
            complete = with_arsip(merge, doc, theirs)
            wanted = evidence_wanted(complete, plan)
            keep_evidence(self._custody.kept.evidence, theirs, wanted, plan.theirs_name)
            Backups(places(), doc.berkas_id).add(doc, doc.environment.clock(), ALASAN)
        except UserError as error:
            return UserError(f"Belum digabungkan. {error}")
        return self._session.perform_merge(complete)

    def _report(self, decisions: Decisions, perbandingan: Perbandingan) -> Report:
        """The report of the merge, of what stands on both sides now."""
        names = names_of(self._doc.path, self._path)
        if self._is_own:
            names = "Salinan di PC ini", f"Berkas di {self._custody.drive}"
        elif self._name != self._path.name:
            names = self._doc.path.name, self._name
        plan = decisions.plan
        build = partial(
            build_perbandingan,
            perbandingan=perbandingan,
            berkas=names,
            saat=self._doc.environment.clock(),
            hubungan=hubungan_text(plan.history.hubungan, A_AND_B),
            keputusan=decided(decisions),
            catatan=[
                *decisions.text.left_out_in_short(A_AND_B),
                *decisions.text.notes_in_short(),
            ],
        )
        return lambda: render(build())


def _done_text(decisions: Decisions) -> str:
    plan = decisions.plan
    changes = format_number(len(plan.history.theirs), 0)
    asked = len(plan.conflicts)
    decided_too = f" dengan {format_number(asked, 0)} keputusan" if asked else ""
    undo = "" if plan.brings_acts else ", dan Ctrl+Z mengurungkan penggabungan ini"
    left = decisions.text.left_out_in_short()
    return " ".join(
        (
            f"{changes} perubahan dari {plan.theirs_name} digabungkan{decided_too}. Isi "
            f"sebelumnya ada dalam cadangan{undo}.",
            *left,
        )
    )
