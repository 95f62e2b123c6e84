"""What Sahkan will freeze, as a short table: the indicators with target, realisasi and capaian."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from core.indonesian import format_number
from core.model.definisi import Iku
from core.model.hasil import Hasil
from core.sheets.pengukuran import tampil_capaian, tampil_realisasi
from ui.merge_text import percent
from ui.widgets.labels import label, rule, tip

_MOST = 92
_HEADINGS = ("Indikator", "Target", "Realisasi", "Capaian")


class FrozenFigures(QFrame):
    """One line for each indicator; figures at the right."""

    def __init__(self, iku: Sequence[Iku], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kartu", True)
        self._cells: list[tuple[QLabel, QLabel, QLabel]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for column, heading in enumerate(_HEADINGS):
            grid.addWidget(label(heading, "kecil"), 0, column, right if column else left)
        grid.addWidget(rule(), 1, 0, 1, len(_HEADINGS))
        for line, each in enumerate(iku, 2):
            grid.addWidget(label(each.singkat, wrap=True), line, 0)
            cells = (label(wrap=True), label(role="subjudul", wrap=True), label(wrap=True))
            for column, cell in enumerate(cells, 1):
                cell.setAlignment(right)
                cell.setMaximumWidth(_MOST)
                grid.addWidget(cell, line, column)
            self._cells.append(cells)

    def show_results(self, results: Sequence[Hasil]) -> None:
        """Show the figures as the sheet will print them."""
        for cells, hasil in zip(self._cells, results, strict=False):
            target = "–" if hasil.target is None else format_number(hasil.target, None)
            words = hasil.target_teks
            cells[0].setToolTip(tip(f"Pada lembar: {words}") if words else "")
            texts = (target, tampil_realisasi(hasil.realisasi), percent(tampil_capaian(hasil)))
            for cell, text in zip(cells, texts, strict=True):
                cell.setText(text)

    def texts(self) -> list[tuple[str, ...]]:
        """What is shown, line by line."""
        return [tuple(cell.text() for cell in cells) for cells in self._cells]
