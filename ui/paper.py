"""A finished sheet to a file or to paper: what is asked before, and the cursor meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui import printer
from ui.pdf_pages import PdfPages
from ui.waiting import waiting

Make = Callable[[], bytes]


def ask_pdf(parent: QWidget, title: str, suggestion: Path) -> Path | None:
    """Where the PDF is to be, with its ending; None if the user changed her mind."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), "Berkas PDF (*.pdf)")
    if not chosen:
        return None
    return Path(chosen if chosen.lower().endswith(".pdf") else f"{chosen}.pdf")


def ask_printer(parent: QWidget, title: str, pages: PdfPages, name: str) -> QPrinter | None:
    """The printer that the user chose, set to the pages; None if she changed her mind."""
    device = printer.make_printer(pages, name)
    dialog = QPrintDialog(device, parent)
    dialog.setWindowTitle(title)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, len(pages))
    return device if dialog.exec() == QDialog.DialogCode.Accepted else None


def save_pdf(parent: QWidget, make: Make, folder: Path, name: str) -> Path | None:
    """Ask for a name and write the sheet there; None if the user changed her mind.

    UserError, and nothing half-written, if that fails.
    """
    path = ask_pdf(parent, "Simpan sebagai PDF", folder / f"{printer.safe_name((name,))}.pdf")
    if path is not None:
        printer.write_whole(path, _made(make))
    return path


def print_sheet(parent: QWidget, make: Make, name: str) -> bool:
    """Let the user choose a printer and print; UserError if that fails."""
    pages = PdfPages(_made(make))
    try:
        device = ask_printer(parent, "Cetak", pages, printer.safe_name((name,)))
        if device is None:
            return False
        printer.print_pages(pages, device)
    finally:
        pages.close()
    return True


def _made(make: Make) -> bytes:
    with waiting():
        return make()
