"""The answer to "is this the sheet that was signed?": a word, a sign, a sentence, what differs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.pengesahan.selisih import Selisih
from core.pengesahan.verifikasi import Jawaban
from ui import theme
from ui.merging.cell_view import CellView
from ui.merging.cells import Cell, CellModel, Column
from ui.widgets.labels import label

_LOOK = {
    "cocok": ("Lembar ini sah", "baik", "cocok"),
    "versi_lama": ("Versi lama", "sedang", "peringatan"),
    "berkas_berubah": ("Berkas ini telah diubah", "rendah", "tidak-cocok"),
    "lembar_berubah": ("Lembar ini telah diubah", "rendah", "tidak-cocok"),
    "kode_salah": ("Kode salah ketik", "sedang", "peringatan"),
    "tidak_dikenal": ("Tidak dikenal oleh berkas ini", "sedang", "peringatan"),
}
BUKAN_LEMBAR = ("Tidak dapat diperiksa", "sedang", "peringatan")
_WHERE = (
    "Kode tercetak di samping QR dan di kaki setiap halaman lembar yang disahkan. Jawabannya "
    "muncul di sini begitu kodenya lengkap."
)
_FIGURES = (
    Column("Indikator", 2, 152),
    Column("Periode", 1, 92),
    Column("Isian", 4, 190),
    Column("Disahkan", 2, 96),
    Column("Kini di berkas", 2, 108),
)
_WORDS = (Column("Yang berubah di halaman", 1, 200),)


class AnswerPanel(QWidget):
    """Until there is an answer it says where the code is to be found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = QFrame()
        self.frame.setObjectName("jawaban")
        self.frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._empty = label(_WHERE, "redup", wrap=True)
        self._icon = QLabel()
        self.heading = label(role="judul", wrap=True)
        self.sentence = label(wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._figures: tuple[Selisih, ...] = ()
        self._words: tuple[str, ...] = ()
        self.figures = _table(_FIGURES, self._figure, "Angka yang berbeda")
        self.words = _table(_WORDS, self._word, "Kata yang berbeda")
        self._assemble()
        self.clear()

    def _assemble(self) -> None:
        grid = QGridLayout(self.frame)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._icon, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.heading, 0, 1)
        grid.addWidget(self.sentence, 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._empty)
        column.addWidget(self.frame)
        column.addWidget(self.figures)
        column.addWidget(self.words)
        column.addStretch(1)

    def clear(self) -> None:
        """Nothing has been asked."""
        for each in (self.frame, self.figures, self.words):
            each.hide()
        self._empty.show()

    @property
    def is_empty(self) -> bool:
        """Whether there is no answer."""
        return self.frame.isHidden()

    def show_answer(self, answer: Jawaban) -> None:
        """Show it by its kind."""
        self._show(_LOOK[answer.jenis], answer.kalimat)
        self._figures, self._words = answer.selisih, answer.teks
        for table, count in ((self.figures, len(self._figures)), (self.words, len(self._words))):
            table.cells.set_count(count)
            table.limit_height(min(count, 4), min(count, 8))
            table.setVisible(count > 0)

    def show_failure(self, sentence: str) -> None:
        """What was given could not even be read."""
        self._show(BUKAN_LEMBAR, sentence)
        self.figures.hide()
        self.words.hide()

    def _show(self, look: tuple[str, str, str], sentence: str) -> None:
        heading, kind, icon = look
        self._icon.setPixmap(theme.icon(icon).pixmap(QSize(30, 30)))
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.frame.setProperty("jenis", kind)
        self.frame.setAccessibleName(f"{heading}. {sentence}")
        theme.restyle(self.frame)
        self._empty.hide()
        self.frame.show()

    def _figure(self, row: int, column: int) -> Cell:
        each = self._figures[row]
        periode = "" if each.periode is None else each.periode.singkat
        text = (each.iku, periode, each.nama, each.beku, each.kini)[column]
        return Cell(text, strong=column == 4, quiet=column < 2)

    def _word(self, row: int, _column: int) -> Cell:
        return Cell(self._words[row])


def _table(columns: tuple[Column, ...], cell: Callable[[int, int], Cell], name: str) -> CellView:
    return CellView(CellModel(columns, cell), name)
