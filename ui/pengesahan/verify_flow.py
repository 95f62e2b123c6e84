"""Verifikasi lembar where no file is open: of a file that is only looked at, sound or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import UserError
from core.safekeeping.arrival import looked_at
from ui import files
from ui.pengesahan.verifikasi import VerifikasiDialog

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def open_verifikasi(window: MainWindow) -> None:
    """Ask the open file, or a file that is chosen now, whether a sheet is one of its own."""
    if window.session is not None:
        window.session.formal_wanted.emit("verifikasi")
        return
    path = files.choose_open(window, window.settings, "Verifikasi terhadap berkas")
    if path is not None:
        verify_with(window, path)


def verify_with(window: MainWindow, path: Path) -> None:
    """Run the dialog with a file that nothing is written to; also one that another program has
    changed can be asked."""
    try:
        with looked_at(path, files.environment(window.settings), proved=False) as arrived:
            dialog = VerifikasiDialog(arrived.doc, None, window)
            dialog.exec()
            dialog.deleteLater()
    except UserError as error:
        window.show_error(str(error))
