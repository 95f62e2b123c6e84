"""The index of the evaluation's decree, and how it stands to the one computed here."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from core.calculator.official import TOLERANSI
from core.indonesian import format_number, round_half_up
from core.model.hasil import Realisasi
from ui.session import Session
from ui.tabs.form_parts import captioned
from ui.widgets.field_edit import FieldEdit
from ui.widgets.labels import label


class OfficialForm(QFrame):
    """Index, status, number and date of the decree, with one sentence on the difference."""

    def __init__(self, session: Session, iku: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.iku = session, iku
        self.setProperty("kartu", True)
        self.resmi = FieldEdit(session, f"{iku}.resmi")
        self.status = FieldEdit(
            session,
            f"{iku}.resmi_status",
            labels={"sementara": "Sementara", "final": "Final"},
        )
        self.nomor = FieldEdit(session, f"{iku}.resmi_nomor")
        self.tanggal = FieldEdit(session, f"{iku}.resmi_tanggal")
        self._sentence = label(role="redup", wrap=True)
        self._warning = label(role="peringatan", wrap=True)

        form = QGridLayout()
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(6)
        form.addLayout(captioned("Indeks resmi", self.resmi), 0, 0)
        form.addLayout(captioned("Status", self.status), 0, 1)
        form.addLayout(captioned("Nomor keputusan", self.nomor), 1, 0)
        form.addLayout(captioned("Tanggal keputusan", self.tanggal), 1, 1)
        form.setColumnStretch(0, 1)
        form.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(6)
        layout.addWidget(label("Indeks resmi hasil evaluasi", "subjudul"))
        layout.addLayout(form)
        layout.addWidget(self._sentence)
        layout.addWidget(self._warning)

    @property
    def fields(self) -> tuple[FieldEdit, ...]:
        return self.resmi, self.status, self.nomor, self.tanggal

    def refresh(self) -> None:
        """Say how the official index stands to the computed one."""
        stored = self.session.doc.nilai(self.session.periode, f"{self.iku}.resmi")
        realisasi = self.session.doc.realisasi(self.iku, self.session.periode)
        sentence, warns = difference(None if stored is None else Decimal(stored), realisasi)
        for each, shown in ((self._sentence, not warns), (self._warning, warns)):
            each.setText(sentence if shown else "")
            each.setVisible(shown)


def difference(resmi: Decimal | None, realisasi: Realisasi) -> tuple[str, bool]:
    """The sentence on official and computed index, and whether it is a warning."""
    complete = realisasi.jumlah > 0 and realisasi.terisi == realisasi.jumlah
    if resmi is None:
        if realisasi.nilai is None:
            return "Belum ada indeks resmi maupun hasil hitung.", False
        shown = format_number(realisasi.nilai)
        return f"Belum ada indeks resmi; yang dicetak hasil hitung {shown}.", False
    official = format_number(resmi, max(2, -int(resmi.as_tuple().exponent)))
    if realisasi.nilai is None or not complete:
        filled = f"{realisasi.terisi} dari {realisasi.jumlah}"
        return f"Isian baru {filled}; yang dicetak indeks resmi {official}.", False
    computed = round_half_up(realisasi.nilai)
    gap = resmi - computed
    shown = format_number(computed)
    if gap == 0:
        return f"Sama dengan hasil hitung {shown}.", False
    size = format_number(abs(gap), max(2, -int(gap.as_tuple().exponent)))
    compared = f"Indeks resmi {size} {'di atas' if gap > 0 else 'di bawah'} hasil hitung {shown}"
    if abs(gap) <= TOLERANSI:
        return f"{compared}, wajar karena pembulatan; yang dicetak indeks resmi.", False
    return (
        f"{compared}. Selisih lebih dari 0,01: periksa isian dan indeks resmi. "
        "Yang dicetak hasil hitung.",
        True,
    )
