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


def open_asking(parent: QWidget, path: Path, settings: Settings) -> KeptFile | None:
    """Open a file; None if the user changed her mind, FileError if it cannot be opened.

    Where it is damaged or gone, whole copies of it are offered to take its place.
    """
    pilihan = Pilihan.TANYA
    while True:
        try:
            return open_kept(path, places(), environment(settings), pilihan)
        except InUse:
            raise
        except Undecided as question:
            if question.edited is not None:
                found = question.edited.pemeriksaan
                answer = _mend(parent, found, question, settings, has_document=question.is_there)
                if answer is None:
                    return None
                pilihan = answer
                continue
            chosen = _decide(parent, question)
            if chosen is None:
                return None
            pilihan = chosen
        except FileError as error:
            if hasattr(error, "pemeriksaan"):
                answer = _mend(parent, error.pemeriksaan, error, settings)
                if answer is None:
                    return None
                pilihan = answer
                continue
            if not _offer(parent, path, error, settings):
                return None
            pilihan = Pilihan.BERKAS


def _offer(parent: QWidget, path: Path, error: FileError, settings: Settings) -> bool:
    """Whether a whole copy took the place; the error again where there is none."""
    from core.safekeeping.rescue import offers  # what sound files never need

    found = offers(path, places(), environment(settings))
    if not found:
        raise error
    return _restore(parent, path, error, found, settings)


def _mend(
    parent: QWidget,
    found: Pemeriksaan,
    error: FileError,
    settings: Settings,
    *,
    has_document: bool = False,
) -> Pilihan | None:
    """Show what another program did, and do what is chosen; None: leave it, open nothing."""
    from core.safekeeping.outside import accept, restore
    from core.safekeeping.rescue import offers
    from ui.safety.luar import LuarDialog, Tindakan

    known, target = environment(settings), found.target
    copies = [] if found.is_kerja else offers(target, places(), known)
    while True:
        dialog = LuarDialog(
            found, has_copies=bool(copies), has_document=has_document, parent=parent
        )
        if dialog.exec() != LuarDialog.DialogCode.Accepted:
            return None
        if dialog.chosen is Tindakan.BERKAS:
            return Pilihan.BERKAS
        if dialog.chosen is Tindakan.SALINAN:
            if _restore(parent, target, error, copies, settings):
                return Pilihan.BERKAS
            continue
        mend = restore if dialog.chosen is Tindakan.PULIHKAN else accept
        mend(found, places(), known)
        return Pilihan.TANYA if found.is_kerja else Pilihan.BERKAS


def _restore(
    parent: QWidget, path: Path, error: FileError, found: Sequence[Offer], settings: Settings
) -> bool:
    from core.safekeeping.replacing import replace_document
    from ui.safety.penyelamatan import PenyelamatanDialog

    dialog = PenyelamatanDialog(path, error, found, environment(settings), parent)
    if dialog.exec() != PenyelamatanDialog.DialogCode.Accepted or dialog.chosen is None:
        return False
    known = environment(settings)
    replace_document(path, dialog.chosen.path, places(), known, known.clock())
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
