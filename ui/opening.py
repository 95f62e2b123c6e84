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
            chosen = _decide(parent, question)
            if chosen is None:
                return None
            pilihan = chosen
        except FileError as error:
            from core.safekeeping.rescue import offers  # what sound files never need

            found = offers(path, places(), environment(settings))
            if not found:
                raise
            if not _restore(parent, path, error, found, settings):
                return None
            pilihan = Pilihan.BERKAS


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
