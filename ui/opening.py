"""Opening a file from the window, with the questions that only its user can answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.errors import FileError
from core.safekeeping.kept import KeptFile
from core.safekeeping.opening import InUse, Pilihan, Undecided, open_kept
from ui.files import environment, places
from ui.settings import Settings

if TYPE_CHECKING:
    from core.safekeeping.outside_found import Pemeriksaan
    from core.safekeeping.rescue import Offer
    from core.safekeeping.whole import Piece


def open_asking(parent: QWidget, path: Path, settings: Settings) -> KeptFile | None:
    """Open a file; None if the user changed her mind, FileError if it cannot be opened.

    Where it is damaged or gone, whole copies of it are offered to take its place.
    """
    return _Opening(parent, path, settings).run()


class _Opening:
    """One file that is being opened; `_done` is what was put in order before."""

    def __init__(self, parent: QWidget, path: Path, settings: Settings) -> None:
        self._parent = parent
        self._path = path
        self._settings = settings
        self._done: list[tuple[str, Sequence[Piece]]] = []

    def run(self) -> KeptFile | None:
        pilihan: Pilihan | None = Pilihan.TANYA
        while pilihan is not None:
            try:
                return self._told(
                    open_kept(self._path, places(), environment(self._settings), pilihan)
                )
            except InUse:
                raise
            except Undecided as question:
                if question.edited is None:
                    pilihan = _decide(self._parent, question)
                else:
                    found = question.edited.pemeriksaan
                    pilihan = self._mend(found, question, has_document=question.is_there)
            except FileError as error:
                if hasattr(error, "pemeriksaan"):
                    pilihan = self._mend(error.pemeriksaan, error)
                else:
                    pilihan = self._offer(error)
        return None

    def _told(self, kept: KeptFile) -> KeptFile:
        """With a note on what was done before; opening itself names most of what is missing."""
        if not self._done:
            return kept
        from core.safekeeping.replacing import about_not_found
        from core.safekeeping.whole import lacking

        named, said = lacking(kept.doc, kept.evidence, frozen=False), []
        for sentence, missing in self._done:
            left = [each for each in missing if each not in named]
            said.append(sentence + about_not_found(left))
        kept.notes = (*said, *kept.notes)
        return kept

    def _offer(self, error: FileError) -> Pilihan | None:
        """Let a whole copy take the place; the error again where there is none."""
        from core.safekeeping.rescue import offers  # what sound files never need

        found = offers(self._path, places(), environment(self._settings))
        if not found:
            raise error
        return Pilihan.BERKAS if self._restore(error, found) else None

    def _mend(
        self, found: Pemeriksaan, error: FileError, *, has_document: bool = False
    ) -> Pilihan | None:
        """Show what another program did, and do what is chosen; None: leave it, open nothing."""
        from core.safekeeping.outside import accept, restore
        from core.safekeeping.replacing import about_kept
        from core.safekeeping.rescue import offers
        from ui.safety.luar import LuarDialog, Tindakan

        known, target = environment(self._settings), found.target
        copies = [] if found.is_kerja else offers(target, places(), known)
        while True:
            dialog = LuarDialog(
                found, has_copies=bool(copies), has_document=has_document, parent=self._parent
            )
            if dialog.exec() != LuarDialog.DialogCode.Accepted:
                return None
            if dialog.chosen is Tindakan.BERKAS:
                return Pilihan.BERKAS
            if dialog.chosen is Tindakan.SALINAN:
                if self._restore(error, copies):
                    return Pilihan.BERKAS
                continue
            is_taken_back = dialog.chosen is Tindakan.PULIHKAN
            done = (restore if is_taken_back else accept)(found, places(), known)
            how = "dikembalikan menurut riwayat" if is_taken_back else "diterima dan dicatat"
            said = f"Perubahan di luar aplikasi pada {target.name} {how}."
            self._done.append((said + about_kept(target, done.kept), done.missing))
            return Pilihan.TANYA if found.is_kerja else Pilihan.BERKAS

    def _restore(self, error: FileError, found: Sequence[Offer]) -> bool:
        from core.safekeeping.replacing import about_kept, replace_document
        from ui.safety.penyelamatan import PenyelamatanDialog

        known = environment(self._settings)
        dialog = PenyelamatanDialog(self._path, error, found, known, self._parent)
        if dialog.exec() != PenyelamatanDialog.DialogCode.Accepted or dialog.chosen is None:
            return False
        chosen = dialog.chosen
        done = replace_document(self._path, chosen.path, places(), known, known.clock())
        said = f"Berkas {self._path.name} dipulihkan dari {chosen.asal}."
        said += about_kept(done.target, done.kept, *done.kept_siblings)
        self._done.append((said, done.missing))
        return True


def _decide(parent: QWidget, question: Undecided) -> Pilihan | None:
    from ui.widgets.question import ask

    choices = []
    if question.can_go_on:
        choices.append((Pilihan.KERJA, "&Lanjutkan pekerjaan di PC ini"))
    if question.is_there:
        choices.append((Pilihan.BERKAS, "Buka &berkas yang ada di sana"))
    detail = "Tidak ada yang dihapus atau ditimpa sebelum Anda memilih."
    if question.can_go_on and question.is_there:
        detail += (
            " Jika pekerjaan di PC ini dilanjutkan, berkas di sana dibandingkan dan digabungkan "
            "dahulu; jika berkas di sana dibuka, pekerjaan di PC ini disimpan sebagai cadangan."
        )
    answer = ask(parent, str(question), detail, [text for _, text in choices])
    return None if answer is None else choices[answer][0]
