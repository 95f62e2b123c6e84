"""The dialog of Perubahan: opening a signed period as its next version, with its reason."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.errors import UserError
from core.fields import Field, read_value
from core.indonesian import format_date
from core.model.change import Change
from core.model.pengesahan import Pengesahan
from core.pengesahan.susun import MAKS_NOMOR, perubahan
from ui import theme
from ui.dialogs.frame import EditorDialog, form, line, paragraph, text_label
from ui.session import Session
from ui.widgets.date_edit import DateEdit
from ui.widgets.labels import label
from ui.widgets.window_size import fit_content, fit_to_screen, scrolled

_WIDTH, _HEIGHT = 600, 320


class PerubahanDialog(EditorDialog):
    """Reopens what `signed` holds fast; a formal act that is not undone."""

    def __init__(self, session: Session, signed: Pengesahan, parent: QWidget | None = None) -> None:
        super().__init__(session, f"Perubahan {signed.periode.singkat}", parent)
        self.signed = signed
        self.alasan = paragraph("Alasan perubahan", 3)
        self.alasan.setFixedHeight(self.alasan.minimumHeight())
        self.nomor = line("Nomor dokumen")
        self.nomor.setMaxLength(MAKS_NOMOR)
        self.tanggal = DateEdit(Field("tanggal", "Tanggal dokumen", "tanggal"), month_only=False)
        self._assemble()
        self.tanggal.committed.connect(self._take_date)
        self.tanggal.problem_changed.connect(self._show_date_problem)
        self.remember_state()
        self.alasan.setFocus()

    def _assemble(self) -> None:
        signed, nama = self.signed, self.signed.periode.singkat
        self.save_button.setText(f"Buka &sebagai versi {signed.versi + 1}")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.JARAK)
        column.addWidget(label(f"Perubahan {nama}", "judul"))
        column.addWidget(text_label(_explanation(signed)))
        if signed.periode != self.session.periode:
            column.addWidget(
                text_label(
                    f"{self.session.periode.singkat} terkunci bersama {nama}; karena itu yang "
                    f"dibuka adalah {nama}. Triwulan yang juga disahkan tersendiri tetap terkunci "
                    "sampai dibuka dengan perubahannya sendiri.",
                    "peringatan",
                )
            )
        self.nomor.setPlaceholderText("contoh: 000.8/12/KOMINFO/2026")
        self.alasan.setPlaceholderText("Apa yang diperbaiki, dan mengapa")
        fields = form()
        fields.addRow("&Alasan", self.alasan)
        fields.addRow("&Nomor dokumen", self.nomor)
        fields.addRow("&Tanggal dokumen", self.tanggal)
        column.addLayout(fields)
        column.addStretch(1)
        self._area = scrolled(content)
        self.body.addWidget(self._area, 1)
        fit_to_screen(self, _WIDTH, _HEIGHT, least=_WIDTH)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the wrapped sentences need at this width, where the screen has room."""
        fit_content(self, self._area)

    def show_problem(self, error: UserError | None) -> None:
        super().show_problem(error)
        self._fit()

    # What EditorDialog asks

    def state(self) -> object:
        return self.alasan.toPlainText().strip(), self.nomor.text().strip(), self.tanggal.text()

    def make_change(self) -> Change:
        return perubahan(
            self.session.doc,
            self.signed.periode,
            self.alasan.toPlainText(),
            self.nomor.text(),
            self.tanggal.text(),
        )

    def save(self) -> bool:
        """Take the formal act; a refusal is shown in place, and nothing is written."""
        error = self.session.perform_formal(lambda: (self.make_change(), {}))
        self.show_problem(error)
        return error is None

    def focus_field(self, field: str) -> None:
        widget = {"alasan": self.alasan, "nomor": self.nomor, "tanggal": self.tanggal}.get(field)
        if widget is not None:
            widget.setFocus()

    # The date

    def _take_date(self, text: str) -> None:
        self.tanggal.set_value(read_value(self.tanggal.field, text))

    def _show_date_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _explanation(signed: Pengesahan) -> str:
    nama, when = signed.periode.singkat, format_date(signed.waktu[:10])
    return (
        f"{nama} telah disahkan pada {when} (versi {signed.versi}). Setelah dibuka, isiannya dapat "
        f"diperbaiki dan lembarnya kembali bertanda KONSEP sampai disahkan sebagai versi "
        f"{signed.versi + 1}. Lembar versi {signed.versi} tetap tersimpan dan dapat dicetak. "
        "Tindakan ini tercatat dalam riwayat dan tidak dapat diurungkan."
    )
