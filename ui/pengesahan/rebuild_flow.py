"""From PDFs of signed sheets to a new file, where the file itself is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from core.errors import UserError
from core.pengesahan.lembar_pdf import read_sheet_file
from core.pengesahan.pulihan import Given, Rebuilt, rebuild
from ui import files
from ui.waiting import waiting
from ui.widgets.question import say

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def open_pulihan(window: MainWindow) -> bool:
    """Ask for sheets and for a new name, make the file and open it; False if nothing came of it."""
    chosen, _ = QFileDialog.getOpenFileNames(
        window,
        "Pulihkan dari lembar: pilih semua PDF lembar yang disahkan",
        str(window.settings.folder_berkas),
        "Berkas PDF (*.pdf);;Semua berkas (*)",
    )
    if not chosen:
        return False
    try:
        path = files.choose_new(
            window, window.settings, "Pulihkan ke berkas baru", "IKU Kominfo dari lembar.sqlite"
        )
        return path is not None and rebuild_to(window, [Path(each) for each in chosen], path)
    except UserError as error:
        window.show_error(str(error))
        return False


def rebuild_to(window: MainWindow, sheets: Sequence[Path], path: Path) -> bool:
    """Make the file from these sheets, open it and tell what it holds."""
    try:
        with waiting():
            given = [Given(each.name, read_sheet_file(each)) for each in sheets]
            done = rebuild(given, path.absolute(), files.environment(window.settings))
    except UserError as error:
        window.show_error(str(error))
        return False
    if not window.desk.open_file(path):
        return False
    say(window, _told(done))
    return True


def _told(done: Rebuilt) -> str:
    names = ", ".join(each.judul for each in done.pengesahan)
    lines = [f"Berkas {done.path.name} dipulihkan dari lembar: {names}.", *done.catatan]
    return "\n\n".join(lines)
