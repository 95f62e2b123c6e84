"""Making and opening files from the window: which file, by whom, and at which period to begin."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from core.document import Document, Environment, create
from core.model.periode import TAHUN_MAX, TAHUN_MIN, Periode
from core.safekeeping.places import Places
from core.storage.file import refuse_existing
from ui.environment import local_environment, report_folder
from ui.settings import Settings

FILTER = "Berkas IKU (*.sqlite)"


def environment(settings: Settings) -> Environment:
    """The clock and identities of this PC, with the name that the user chose."""
    return local_environment()._replace(oleh=settings.nama)


def places() -> Places:
    """The folder of this program on this PC."""
    return Places(report_folder())


def create_document(path: Path, settings: Settings) -> None:
    """Make a new file for this year."""
    create(path, environment(settings), tahun=_this_year())


def create_sample(path: Path, settings: Settings) -> None:
    """Make the sample file; nothing stays behind if that fails."""
    from core import sample

    sample.create_sample(path, environment(settings))


def first_periode(doc: Document) -> Periode:
    """Where to begin: the latest quarter that holds inputs, else the one of today."""
    filled = doc.periode_berisi()
    if filled:
        return filled[-1]
    today = date.today()
    return Periode(_this_year(), (today.month - 1) // 3 + 1)


def _this_year() -> int:
    return min(max(date.today().year, TAHUN_MIN), TAHUN_MAX)


def choose_open(parent: QWidget, settings: Settings, title: str = "Buka berkas") -> Path | None:
    """Ask which file to open, or to look at for what `title` says."""
    folder = str(settings.folder_berkas)
    text, _ = QFileDialog.getOpenFileName(parent, title, folder, FILTER)
    return Path(text) if text else None


def choose_new(parent: QWidget, settings: Settings, title: str, name: str) -> Path | None:
    """Ask where a new file is to be; the ending is added. FileError rather than overwrite."""
    text, _ = QFileDialog.getSaveFileName(
        parent,
        title,
        str(settings.folder_berkas / name),
        FILTER,
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if not text:
        return None
    path = Path(text)
    if path.suffix.lower() != ".sqlite":
        path = path.with_name(path.name + ".sqlite")
    refuse_existing(path)
    return path


def choose_isian(parent: QWidget, settings: Settings) -> Path | None:
    """Ask for an ISIAN.json to import."""
    folder = str(settings.folder_berkas)
    text, _ = QFileDialog.getOpenFileName(
        parent, "Impor isian", folder, "Isian JSON (*.json);;Semua berkas (*)"
    )
    return Path(text) if text else None
