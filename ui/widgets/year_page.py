"""What stands in the place of the inputs for a whole year: its quarters and the rule over them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.model.definisi import ATURAN_TAHUN
from core.model.hasil import Hasil
from core.model.periode import Periode
from ui import theme
from ui.session import Session
from ui.widgets.figure_head import capaian_text, short_reason, target_text
from ui.widgets.labels import label, link_button, rule
from ui.widgets.trend import Trend, tren_of

_KEPALA = ("Periode", "Realisasi", "Predikat", "Target", "Capaian", "Kelas capaian")


class YearPage(QScrollArea):
    """Read-only; `chosen` asks for one of the quarters."""

    chosen = Signal(object)

    def __init__(self, session: Session, iku: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._iku = iku
        self._intro = label(role="redup", wrap=True)
        self._rule = label(wrap=True)
        self._trend = Trend()
        self._trend.setMinimumHeight(120)
        self._buttons = [link_button("") for _ in range(4)]
        self._cells = [[label() for _ in _KEPALA[1:]] for _ in range(5)]
        self._year = label(role="subjudul")
        self._assemble()
        for number, button in enumerate(self._buttons, 1):
            button.clicked.connect(lambda _=False, n=number: self._choose(n))

    def _assemble(self) -> None:
        card = QFrame()
        card.setProperty("kartu", True)
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        for column, title in enumerate(_KEPALA):
            grid.addWidget(_aligned(label(title, "label"), column), 0, column)
        for row in range(5):
            top = row + 1 if row < 4 else 7
            grid.addWidget(self._buttons[row] if row < 4 else self._year, top, 0)
            for column, cell in enumerate(self._cells[row], 1):
                cell.setProperty("peran", "subjudul" if row == 4 else "")
                grid.addWidget(_aligned(cell, column), top, column)
        grid.addWidget(rule(), 6, 0, 1, len(_KEPALA))
        grid.setColumnStretch(len(_KEPALA) - 1, 1)
        content = QWidget()
        column_ = QVBoxLayout(content)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(theme.JARAK)
        column_.addWidget(self._intro)
        column_.addWidget(card)
        column_.addWidget(self._rule)
        column_.addWidget(_card(self._trend))
        column_.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(content)
        self.setFocusProxy(self._buttons[0])

    def refresh(self) -> None:
        """Show the year of the chosen period."""
        doc, year = self._session.doc, self._session.periode
        definisi = doc.definisi(self._iku, year)
        self._intro.setText(
            "Nilai tahunan diturunkan dari keempat triwulan dan tidak diisi di sini. "
            "Pilih triwulan untuk mengubah isiannya."
        )
        aturan = ATURAN_TAHUN.get(definisi.aturan_tahun, "") if definisi else ""
        for row, quarter in enumerate(year.triwulan_setahun):
            self._buttons[row].setText(quarter.singkat)
            self._fill(row, doc.hasil_iku(self._iku, quarter))
        hasil = doc.hasil_iku(self._iku, year)
        self._year.setText(year.judul)
        self._fill(4, hasil)
        rule_text = f"Aturan nilai tahunan: {aturan}." if aturan else ""
        self._rule.setText(f"{rule_text}\n{_derivation(hasil)}".strip())
        self._trend.show_trend(tren_of(doc, self._iku, year))

    def _fill(self, row: int, hasil: Hasil) -> None:
        realisasi = hasil.realisasi
        unit = "%" if hasil.satuan == "%" else ""
        texts = (
            f"{realisasi.tampil}{unit}" if realisasi.tampil else short_reason(realisasi.sebab),
            realisasi.predikat or "–",
            target_text(hasil),
            capaian_text(hasil),
            hasil.peringkat or "–",
        )
        for cell, text in zip(self._cells[row], texts, strict=True):
            cell.setText(text)

    def _choose(self, triwulan: int) -> None:
        self.chosen.emit(Periode(self._session.periode.tahun, triwulan))


def _card(widget: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("kartu", True)
    inner = QVBoxLayout(card)
    inner.setContentsMargins(16, 12, 16, 12)
    inner.addWidget(widget)
    return card


def _derivation(hasil: Hasil) -> str:
    """How the year's figure came about, from its first step."""
    if not hasil.realisasi.langkah or hasil.realisasi.tampil is None:
        return f"Nilai tahunan {hasil.realisasi.sebab}." if hasil.realisasi.sebab else ""
    step = hasil.realisasi.langkah[0]
    return f"{step.judul} {hasil.periode.tahun} = {step.substitusi} = {step.hasil}"


def _aligned(cell: QLabel, column: int) -> QLabel:
    numbers = column in (1, 3, 4)
    side = Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeft
    cell.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return cell
