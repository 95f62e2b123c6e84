"""A finished sheet from a dialog to a file or to paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui import printer
from ui.merging.waiting import waiting
from ui.pdf_pages import PdfPages

Make = Callable[[], bytes]


def save_pdf(parent: QWidget, make: Make, folder: Path, name: str) -> Path | None:
    """Ask for a name and write the sheet there; None if the user changed her mind.

    UserError, and nothing half-written, if that fails.
    """
    suggestion = str(folder / f"{printer.safe_name((name,))}.pdf")
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Simpan sebagai PDF", suggestion, "Berkas PDF (*.pdf)"
    )
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != ".pdf":
        path = Path(f"{path}.pdf")
    printer.write_whole(path, _made(make))
    return path


def print_sheet(parent: QWidget, make: Make, name: str) -> bool:
    """Let the user choose a printer and print; UserError if that fails."""
    pages = PdfPages(_made(make))
    try:
        device = printer.make_printer(pages, printer.safe_name((name,)))
        dialog = QPrintDialog(device, parent)
        dialog.setWindowTitle("Cetak")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(pages))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        printer.print_pages(pages, device)
    finally:
        pages.close()
    return True


def _made(make: Make) -> bytes:
    with waiting():
        return make()
