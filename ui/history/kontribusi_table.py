"""What each input did to an indicator, line by line, and their sum: exactly the difference."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.calculator.contributions import Uraian
from core.history.penyebab import by_size, is_rounded, signed
from core.indonesian import exact_text, format_number
from ui import theme

_KOLOM = ("Masukan", "Dari", "Menjadi", "Sumbangan")
_KOSONG = "Tidak ada selisih yang dapat diuraikan."
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DIBULATKAN = "Angka yang tampil dibulatkan; jumlah eksaknya sama dengan selisih."


class KontribusiTable(QTableWidget):
    """Only to be read; the last line is the sum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_KOLOM), parent)
        self.setHorizontalHeaderLabels(list(_KOLOM))
        self.setAccessibleName("Sumbangan setiap masukan")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(150)
        self.setStyleSheet("QTableView::item { padding: 3px 5px; }")  # as in the headings
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(max(30, self.fontMetrics().height() + 12))
        top = self.horizontalHeader()
        top.setHighlightSections(False)
        top.setSectionsClickable(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        top.setDefaultAlignment(left)
        heading = self.horizontalHeaderItem(len(_KOLOM) - 1)
        if heading is not None:
            heading.setTextAlignment(_RIGHT)

    def show_uraian(self, uraian: Uraian | None) -> None:
        """Show the contributions and their sum; nothing where nothing could be split."""
        self.setRowCount(0)
        if uraian is not None and uraian.selisih is not None:
            for each in by_size(uraian.kontribusi):
                self._add((each.nama, each.lama, each.baru, signed(each.besar)), each.besar)
            before, after = uraian.sebelum, uraian.sesudah
            assert before is not None
            assert after is not None
            shown = format_number(before), format_number(after), signed(uraian.selisih)
            self._add(("Jumlah = selisih", *shown), uraian.selisih, bold=True)
            parts = [each.besar for each in uraian.kontribusi]
            if is_rounded(parts, uraian.selisih):
                self._cell(self.rowCount() - 1, 3).setToolTip(_DIBULATKAN)
        self.viewport().update()

    def lines(self) -> list[list[str]]:
        """All cells with the headings, as text; none where the table is empty."""
        rows = [
            [self._cell(row, column).text() for column in range(len(_KOLOM))]
            for row in range(self.rowCount())
        ]
        return [list(_KOLOM), *rows] if rows else []

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        found = self.item(row, column)
        assert found is not None
        return found

    def _add(self, texts: tuple[str, ...], exact: Fraction, *, bold: bool = False) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if bold:
                font = QFont(self.font())
                font.setBold(True)
                item.setFont(font)
                item.setBackground(QColor("#F3F6F8"))
            self.setItem(row, column, item)
        item.setTextAlignment(_RIGHT)
        item.setToolTip(f"tepatnya {exact_text(exact).replace('.', ',')}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        last = max(110, self.fontMetrics().horizontalAdvance("Sumbangan") + 40)
        part = (room - last) // 5
        for column, width in enumerate((room - last - 2 * part, part, part, last)):
            self.setColumnWidth(column, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.TEKS_REDUP))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, _KOSONG)
