"""One indicator at a glance: figure, target, capaian, scale, the year's line, what is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.evidence_counts import count_of_iku
from core.indonesian import format_number
from core.model.definisi import Iku
from core.model.hasil import TIDAK_DAPAT_DIHITUNG, Hasil
from ui.evidence.count_button import EvidenceCount
from ui.evidence.dropping import take_drops
from ui.session import Session
from ui.widgets.band_scale import BandScale, skala_of
from ui.widgets.completeness import terisi_text
from ui.widgets.figure_head import (
    capaian_text,
    peringkat_kind,
    reason_detail,
    short_reason,
    target_text,
    unit_text,
)
from ui.widgets.labels import Chip, label, set_role
from ui.widgets.missing import missing_inputs
from ui.widgets.trend import Trend, tren_of

_TINGGI_ANGKA = 44
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class IkuCard(QFrame):
    """`opened` with the code of the IKU when it is clicked or Enter is pressed."""

    opened = Signal(str)

    def __init__(self, session: Session, iku: Iku, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.iku = iku.id
        self.setProperty("kartu", True)
        self.setProperty("kartuAktif", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Klik atau tekan Enter untuk membuka")
        self._title = label(iku.singkat, "subjudul")
        self._nama = label(iku.nama, "kecil", wrap=True)
        self._figure = label(role="angka-kartu")
        self._unit = label(role="redup")
        self._predikat = Chip()
        self._sebab = label(role="kecil", wrap=True)
        self._target = label(role="subjudul")
        self._capaian = label(role="subjudul")
        self._kelas = Chip()
        self._scale = BandScale(mini=True)
        self._trend = Trend()
        self._missing = label(role="kecil", wrap=True)
        self.bukti = EvidenceCount(session, iku.id)
        self._assemble()
        take_drops(self, session, lambda _: self.iku)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._title, 1)
        head.addWidget(self.bukti)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._figure)
        line.addWidget(self._unit)
        line.addStretch(1)
        line.addWidget(self._predikat)
        pair = QGridLayout()
        pair.setHorizontalSpacing(10)
        pair.setVerticalSpacing(1)
        pair.addWidget(label("Target", "label"), 0, 0)
        pair.addWidget(label("Capaian", "label"), 0, 1)
        pair.addWidget(self._target, 1, 0)
        pair.addWidget(self._capaian, 1, 1)
        pair.addWidget(self._kelas, 1, 2, Qt.AlignmentFlag.AlignRight)
        pair.setColumnStretch(2, 1)
        self._figure.setMinimumHeight(_TINGGI_ANGKA)
        self._missing.setMinimumHeight(2 * self._missing.fontMetrics().height())
        self._missing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nama.setMinimumHeight(2 * self._nama.fontMetrics().height())
        self._nama.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 16, 13)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._nama)
        column.addLayout(line)
        column.addWidget(self._sebab)
        column.addStretch(1)
        column.addLayout(pair)
        column.addWidget(self._scale)
        column.addWidget(self._trend)
        column.addWidget(self._missing)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def refresh(self) -> None:
        """Show the chosen period."""
        doc, periode = self._session.doc, self._session.periode
        hasil = doc.hasil_iku(self.iku, periode)
        self._show_figure(hasil)
        self._target.setText(target_text(hasil))
        self._capaian.setText(capaian_text(hasil))
        self._kelas.show_word(hasil.peringkat, peringkat_kind(hasil.peringkat))
        self._scale.show_scale(skala_of(doc.definisi(self.iku, periode), hasil))
        self._trend.show_trend(tren_of(doc, self.iku, periode))
        self._missing.setText(missing_text(hasil, [t.nama for t in missing_inputs(doc, hasil)]))
        count = count_of_iku(doc, periode, self.iku)
        self.bukti.show_count(count, f"{self._title.text()} {periode.singkat}")
        self.setAccessibleName(f"{self._title.text()}: {self._spoken(hasil)}")

    def _show_figure(self, hasil: Hasil) -> None:
        realisasi = hasil.realisasi
        has_value = realisasi.tampil is not None
        role = "angka-kartu" if has_value else "judul"
        set_role(self._figure, role)
        self._figure.setText(realisasi.tampil or short_reason(realisasi.sebab))
        self._unit.setText(unit_text(hasil.satuan) if has_value else "")
        self._predikat.show_word(realisasi.predikat)
        impossible = short_reason(realisasi.sebab) == TIDAK_DAPAT_DIHITUNG
        detail = reason_detail(realisasi.sebab) if impossible and not has_value else ""
        self._sebab.setText(detail)
        self._sebab.setVisible(bool(detail))

    def _spoken(self, hasil: Hasil) -> str:
        parts = [self._figure.text(), hasil.realisasi.predikat or ""]
        parts += [f"target {self._target.text()}", f"capaian {self._capaian.text()}"]
        parts += [hasil.peringkat or "", self._missing.text()]
        return ", ".join(part for part in parts if part)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.iku)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            self.opened.emit(self.iku)
        else:
            super().keyPressEvent(event)


def missing_text(hasil: Hasil, missing: list[str]) -> str:
    """How much is filled in, and what the next thing is."""
    state = terisi_text(hasil.realisasi)
    if not missing:
        return state if hasil.realisasi.jumlah else ""
    rest = f" dan {format_number(len(missing) - 1, 0)} lainnya" if len(missing) > 1 else ""
    return f"{state}. Kurang: {missing[0]}{rest}"
