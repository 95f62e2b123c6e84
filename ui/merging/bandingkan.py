"""The window that sets two files side by side: indicators, and every figure that differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.errors import UserError
from core.indonesian import format_moment, format_number
from core.model.definisi import Iku
from core.model.perbandingan import Beda, Jejak, Perbandingan
from core.pdf import render
from core.sheets import build_perbandingan
from core.sheets.perbandingan import DUA_BERKAS, name_periode, short_names, step_text
from ui import paper, theme
from ui.merging.cell_view import CellView
from ui.merging.cells import Cell, CellModel, Column
from ui.merging.difference_filter import DifferenceFilter
from ui.merging.indicator_table import IndicatorTable, Pair
from ui.merging.side_by_side import SideBySide, Told
from ui.widgets.labels import Chip, label, set_role
from ui.widgets.window_size import fit_to_screen

_WIDTH, _HEIGHT = 1180, 680
_LINES = 4
_SAMA = "Isi {} sama; tidak ada isian yang berbeda."


class Compared(NamedTuple):
    """A comparison made at `saat`, of the files at `tempat`.

    `hubungan` is the sentence that says how they stand to each other; `merge` joins the second
    into the first, None where that cannot be done. Where the sides are no files, `sisi` names
    them, `nama` says what they are, and `judul` is the window's title and that of its PDF.
    """

    perbandingan: Perbandingan
    iku: Sequence[Iku]
    nama: tuple[str, str]
    tempat: tuple[Path, Path]
    hubungan: str
    saat: str
    merge: Callable[[], object] | None = None
    sisi: tuple[str, str] = DUA_BERKAS
    judul: str = ""


class BandingkanWindow(QDialog):
    """Shows what was compared; it does not follow changes made after that."""

    def __init__(self, compared: Compared, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compared = compared
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        one, other = compared.sisi
        self._marks = short_names(compared.sisi)
        self.setWindowTitle(
            compared.judul or f"Bandingkan {compared.nama[0]} dan {compared.nama[1]}"
        )
        self._shown: list[Beda] = list(compared.perbandingan.beda)
        self.indicators = IndicatorTable("Indikator kinerja", self._marks)
        self.filter = DifferenceFilter(compared.perbandingan.beda)
        columns = (Column("Isian", 4, 220), Column(one, 3, 140), Column(other, 3, 140))
        self.table = CellView(CellModel(columns, self._cell), "Isian yang berbeda", lines=2)
        self.detail = SideBySide((f"Rincian {one}", f"Rincian {other}"))
        self.count = label(role="redup")
        self.message = label(role="redup", wrap=True)
        self.pdf_button = QPushButton("&Simpan PDF…")
        self.print_button = QPushButton("&Cetak…")
        self.merge_button = QPushButton("&Gabungkan…")
        self.close_button = QPushButton("&Tutup")
        self._assemble()
        self._connect()
        self._show_indicators()
        self._apply_filter()
        self.table.setFocus()

    # Widgets

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.indicators)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addLayout(self._foot())
        fit_to_screen(self, _WIDTH, _HEIGHT, least=760)

    def _head(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(2, 1)
        for row, (mark, nama, tempat) in enumerate(
            zip(self._marks, self.compared.nama, self.compared.tempat, strict=True)
        ):
            chip = Chip()
            chip.show_word(mark, "netral")
            grid.addWidget(chip, row, 0)
            grid.addWidget(label(nama, "subjudul"), row, 1)
            if self.compared.judul:
                continue  # both are in one file
            place = label(str(tempat.parent), "redup")
            place.setToolTip(str(tempat))
            grid.addWidget(place, row, 2)
        self.hubungan = label(self.compared.hubungan, "subjudul", wrap=True)
        grid.addWidget(self.hubungan, 2, 0, 1, 3)
        return grid

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.count)
        foot.addWidget(self.message, 1)
        self.pdf_button.setIcon(theme.icon("simpan-pdf"))
        self.print_button.setIcon(theme.icon("cetak"))
        self.merge_button.setProperty("utama", True)
        self.merge_button.setVisible(self.compared.merge is not None)
        for button in (self.pdf_button, self.print_button, self.merge_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        return foot

    def _connect(self) -> None:
        self.filter.changed.connect(self._apply_filter)
        self.filter.search.returnPressed.connect(self.table.setFocus)
        self.table.line_changed.connect(self._show_detail)
        self.pdf_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_sheet)
        self.merge_button.clicked.connect(self._merge)
        self.close_button.clicked.connect(self.reject)

    # Showing

    def _show_indicators(self) -> None:
        singkat = {each.id: each.singkat for each in self.compared.iku}
        pairs = [
            Pair(singkat.get(each.a.iku, each.a.nama), each.a, each.b)
            for each in self.compared.perbandingan.dampak
        ]
        self.indicators.show_pairs(pairs)
        self.indicators.setVisible(bool(pairs))
        self.indicators.limit_height(min(len(pairs), 2), min(len(pairs), _LINES))

    def _apply_filter(self) -> None:
        total = len(self.compared.perbandingan.beda)
        self._shown = self.filter.passing()
        self.filter.setVisible(total > 0)
        both = "keduanya" if self.compared.judul else "kedua berkas"
        self.table.hint = (
            "Tidak ada yang cocok dengan pencarian ini." if total else _SAMA.format(both)
        )
        self.table.cells.set_count(len(self._shown))
        shown, every = format_number(len(self._shown), 0), format_number(total, 0)
        part = every if shown == every else f"{shown} dari {every}"
        self.count.setText(f"{part} isian berbeda" if total else "")
        self.detail.setVisible(total > 0)
        self._show_detail(-1)
        self.table.go_to(0)

    def _cell(self, row: int, column: int) -> Cell:
        beda = self._shown[row]
        if column == 0:
            return Cell(beda.nama, f"{name_periode(beda)} · {beda.tab}")
        value, jejak = (beda.a, beda.jejak_a) if column == 1 else (beda.b, beda.jejak_b)
        return Cell(value, "" if jejak is None else step_text(jejak))

    def _show_detail(self, line: int) -> None:
        if not 0 <= line < len(self._shown):
            self.detail.show_sides()
            return
        beda = self._shown[line]
        sides = zip(self.compared.sisi, (beda.a, beda.b), (beda.jejak_a, beda.jejak_b), strict=True)
        self.detail.show_sides(*(Told(side, value, _step(jejak)) for side, value, jejak in sides))

    # What can be done with it

    def _sheet(self) -> bytes:
        compared = self.compared
        return render(
            build_perbandingan(
                perbandingan=compared.perbandingan,
                berkas=compared.nama,
                saat=compared.saat,
                hubungan=compared.hubungan,
                sisi=compared.sisi,
            )
        )

    @property
    def _name(self) -> str:
        if self.compared.judul:
            return self.compared.judul
        return f"Perbandingan {self.compared.tempat[0].stem} dan {self.compared.tempat[1].stem}"

    def save_pdf(self) -> None:
        """Ask for a name and write the comparison there."""
        try:
            folder = self.compared.tempat[0].parent
            path = paper.save_pdf(self, self._sheet, folder, self._name)
        except UserError as error:
            self._say(str(error), "galat")
            return
        if path is not None:
            self._say(f"Disimpan sebagai {path.name}.", "redup")

    def print_sheet(self) -> None:
        """Let the user choose a printer and print the comparison."""
        try:
            if paper.print_sheet(self, self._sheet, self._name):
                self._say("Dikirim ke pencetak.", "redup")
        except UserError as error:
            self._say(str(error), "galat")

    def _say(self, sentence: str, role: str) -> None:
        self.message.setText(sentence)
        set_role(self.message, role)

    def _merge(self) -> None:
        merge = self.compared.merge
        self.close()
        if merge is not None:
            merge()


def _step(jejak: Jejak | None) -> tuple[str, ...]:
    if jejak is None:
        return ("Tidak ada perubahan yang tercatat.",)
    return (f"{format_moment(jejak.waktu)}, {jejak.oleh or 'tanpa nama'}: {jejak.tindakan}",)
