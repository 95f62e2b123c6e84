"""Sheets to paper and to files: page sizes true to the millimetre, files whole or not at all."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from core.errors import FileError
from core.storage.file import replace_file
from ui.pdf_pages import MM_PER_POINT, POINTS_PER_INCH, PdfPages

RESOLUSI_MIN, RESOLUSI_MAKS = 300, 600
_ROWS = 512
_TOLERANCE_MM = 0.6


def page_layout(size: tuple[float, float]) -> QPageLayout:
    """The paper and its direction for a page of `size` points, without margins."""
    width, height = (side * MM_PER_POINT for side in size)
    across = width > height
    upright = QSizeF(min(width, height), max(width, height))
    paper = QPageSize(QPageSize.PageSizeId.A4)
    if not _is_size(paper, upright):
        paper = QPageSize(
            QSizeF(round(upright.width()), round(upright.height())),
            QPageSize.Unit.Millimeter,
            "F4",
            QPageSize.SizeMatchPolicy.ExactMatch,
        )
    direction = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper, direction, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _is_size(paper: QPageSize, upright: QSizeF) -> bool:
    size = paper.size(QPageSize.Unit.Millimeter)
    return (
        abs(size.width() - upright.width()) < _TOLERANCE_MM
        and abs(size.height() - upright.height()) < _TOLERANCE_MM
    )


def make_printer(pages: PdfPages, title: str) -> QPrinter:
    """The system's printer, set to the paper of the sheet before the user sees its dialog."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageLayout(page_layout(pages.sizes[0]))
    printer.setFullPage(True)
    printer.setFromTo(0, 0)
    return printer


def print_pages(pages: PdfPages, printer: QPrinter) -> None:
    """Print the pages the user chose, each 1:1 on its own paper; FileError if it cannot start."""
    resolution = max(RESOLUSI_MIN, min(printer.resolution(), RESOLUSI_MAKS))
    printer.setResolution(resolution)
    numbers = chosen_pages(len(pages), printer.fromPage(), printer.toPage())
    printer.setPageLayout(page_layout(pages.sizes[numbers[0]]))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise FileError(
            "Pencetak tidak dapat dipakai; periksa sambungan dan kertasnya, lalu ulangi."
        )
    try:
        for position, number in enumerate(numbers):
            if position:
                printer.setPageLayout(page_layout(pages.sizes[number]))
                if not printer.newPage():
                    raise FileError(
                        f"Pencetakan berhenti pada halaman {number + 1}; periksa pencetaknya."
                    )
            _draw(pages, number, painter, resolution)
    finally:
        painter.end()


def chosen_pages(count: int, first: int, last: int) -> list[int]:
    """Indices of the pages that a print dialog's range means; 0 stands for no limit."""
    start = max(first, 1)
    end = min(last or count, count)
    return list(range(start - 1, end)) or list(range(count))


def _draw(pages: PdfPages, number: int, painter: QPainter, resolution: int) -> None:
    """Strip by strip, since a page of 600 dpi holds 140 MB."""
    width, height = (round(side * resolution / POINTS_PER_INCH) for side in pages.sizes[number])
    for top in range(0, height, _ROWS):
        painter.drawImage(QPoint(0, top), pages.picture(number, width, height, top, _ROWS))


def write_whole(path: Path, data: bytes) -> None:
    """Put the file there complete or leave everything as it was; FileError says why."""
    try:
        replace_file(path, data)
    except OSError as error:
        raise FileError(_sentence(path, error)) from error


def _sentence(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"Folder {path.parent} tidak ada, sehingga {path.name} tidak dapat disimpan."
    if isinstance(error, IsADirectoryError):
        return f"{path.name} adalah folder; pilih nama berkas yang lain."
    if isinstance(error, PermissionError):
        return (
            f"{path.name} tidak dapat disimpan: berkas sedang dibuka program lain atau foldernya "
            "tidak boleh ditulisi."
        )
    if error.errno == errno.ENOSPC:
        return f"{path.name} tidak dapat disimpan: ruang pada diska habis."
    return f"{path.name} tidak dapat disimpan pada folder {path.parent}."


def safe_name(parts: Iterable[str]) -> str:
    """A file name from words, without signs that Windows refuses."""
    text = " ".join(part for part in parts if part)
    return "".join(sign for sign in text if sign not in '<>:"/\\|?*' and ord(sign) >= 32)
