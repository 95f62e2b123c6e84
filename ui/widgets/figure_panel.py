"""The right side of a sasaran's tab: what the inputs amount to, always visible."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.evidence_counts import count_of_iku
from core.model.hasil import Hasil
from ui import theme
from ui.evidence.count_button import EvidenceCount
from ui.session import Session
from ui.widgets.band_scale import BandScale, skala_of
from ui.widgets.completeness import Completeness
from ui.widgets.field_edit import FieldEdit
from ui.widgets.figure_head import CapaianBox, FigureHead
from ui.widgets.labels import label, rule
from ui.widgets.missing import missing_inputs
from ui.widgets.target_edit import TargetEdit
from ui.widgets.window_size import scrolled

LEBAR = 308


class FigurePanel(QFrame):
    """Signals: `followed` with the href of an input to go to, `why_wanted`."""

    followed = Signal(str)
    why_wanted = Signal()

    def __init__(self, session: Session, iku: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setFixedWidth(LEBAR)
        self.setProperty("formulir", True)
        self._session = session
        self._iku = iku
        self.bukti = EvidenceCount(session, iku)
        self._head = FigureHead(self.bukti)
        self.why_button = QPushButton("Kenapa angka ini?")
        self.why_button.setAutoDefault(True)
        self.why_button.setIcon(theme.icon("tanya"))
        self.why_button.setToolTip("Rumus, angka yang dipakai, dan hasil tiap langkah (F9)")
        self.target = TargetEdit(session, iku)
        self._capaian = CapaianBox()
        self.scale = BandScale()
        self.completeness = Completeness()
        self._warnings = label(role="peringatan", wrap=True)
        self._notes = label(role="kecil", wrap=True)
        self.remark = FieldEdit(session, f"{iku}.keterangan", multiline=True)
        self.remark.editor.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 14)
        self._remark_title = label("Keterangan pada lembar", "label")
        self._remark_title.setBuddy(self.remark)
        self._assemble()
        self.why_button.clicked.connect(self.why_wanted)
        self.completeness.followed.connect(self.followed)

    def _assemble(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 12, 14, 12)
        column.setSpacing(9)
        column.addWidget(self._head)
        column.addWidget(self.why_button)
        column.addWidget(rule())
        pair = QHBoxLayout()
        pair.setSpacing(10)
        pair.addWidget(self.target, 1, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self._capaian, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(pair)
        column.addWidget(self.target.same)
        column.addWidget(self.scale)
        column.addWidget(self._warnings)
        column.addWidget(rule())
        column.addWidget(self.completeness)
        column.addWidget(self._notes)
        column.addStretch(1)
        column.addWidget(self._remark_title)
        column.addWidget(self.remark)
        scroll = scrolled(content)
        for widget in (scroll.viewport(), content):
            widget.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scroll)

    def refresh(self) -> None:
        """Show what the file says now."""
        doc, periode = self._session.doc, self._session.periode
        hasil = doc.hasil_iku(self._iku, periode)
        self._head.show_hasil(hasil)
        count = count_of_iku(doc, periode, self._iku)
        self.bukti.show_count(count, f"{hasil.nama} {periode.singkat}")
        self.target.refresh()
        self._capaian.show_hasil(hasil)
        self.scale.show_scale(skala_of(doc.definisi(self._iku, periode), hasil))
        self.completeness.show_state(hasil.realisasi, missing_inputs(doc, hasil))
        self._show_sentences(hasil)
        for widget in (self._remark_title, self.remark):
            widget.setVisible(not periode.is_tahunan)
        self.setAccessibleName(f"Angka {hasil.nama} {periode.judul}")

    def _show_sentences(self, hasil: Hasil) -> None:
        warnings = "\n".join(hasil.realisasi.peringatan)
        self._warnings.setText(warnings)
        self._warnings.setVisible(bool(warnings))
        notes = [f"Catatan: {text}" for text in hasil.realisasi.catatan]
        if hasil.realisasi.status:
            notes.insert(0, f"Status: {hasil.realisasi.status}")
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
