"""The two counts of a ratio, typed directly where only totals are known."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from core.edits import isian
from core.indonesian import format_number
from core.model.definisi import Rasio
from ui import theme
from ui.session import Session
from ui.tables.penilaian import Hitungan
from ui.widgets.field_edit import FieldEdit
from ui.widgets.labels import label

_PARTS = ("pembilang", "penyebut")


class CountsForm(QWidget):
    """Numerator and denominator of one ratio, and how many rows the register holds beside it."""

    def __init__(
        self, session: Session, iku: str, rasio: Rasio, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("formulir", True)
        self.session = session
        self._key = f"{iku}.{rasio.kode}"
        self._counts: Hitungan | None = None
        self.fields = {part: FieldEdit(session, f"{self._key}.{part}") for part in _PARTS}
        self._names = {part: label() for part in _PARTS}
        self._note = label(role="redup", wrap=True)
        self.last_stop = QPushButton()
        self._assemble()
        self.last_stop.clicked.connect(self._take_from_rows)
        for part, other in zip(_PARTS, reversed(_PARTS), strict=True):
            self.fields[part].editor.committed.connect(lambda _, o=other: self._retry(o))
        self.set_rasio(rasio)

    def _assemble(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.JARAK)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        for line, part in enumerate(_PARTS):
            field = self.fields[part]
            field.editor.setFixedWidth(150)
            self._names[part].setBuddy(field)
            grid.addWidget(self._names[part], line, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, line, 1)
        card = QFrame()
        card.setProperty("kartu", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 18, 20, 18)
        inside.setSpacing(14)
        inside.addLayout(grid)
        inside.addWidget(self._note)
        inside.addWidget(self.last_stop, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def set_rasio(self, rasio: Rasio) -> None:
        """Name the counts in the words of the definition."""
        self._rasio = rasio
        self._names["pembilang"].setText(rasio.label_pembilang)
        self._names["penyebut"].setText(rasio.label_penyebut)

    def show_register(self, counts: Hitungan, satuan: str) -> None:
        """Say what the register holds, and offer its counts where all rows are judged."""
        self._counts = counts
        rows = format_number(counts.semua, 0)
        if counts.semua:
            self._note.setText(
                f"Daftar berisi {rows} {satuan} dan tetap tersimpan, tetapi tidak ikut dihitung "
                "selama jumlah diisi langsung."
            )
        else:
            self._note.setText(
                "Pakai cara ini bila hanya jumlahnya yang diketahui. Bila rinciannya ada, pilih "
                "“Dari daftar” supaya angka dapat ditelusuri sampai ke barisnya."
            )
        complete = counts.semua > 0 and counts.belum_dinilai == 0
        shown = " dari ".join(format_number(n, 0) for n in (counts.pembilang, counts.penyebut))
        self.last_stop.setText(f"Ambil jumlah dari daftar ({shown})")
        self.last_stop.setVisible(complete and self.session.can_write)

    def focus_part(self, part: str) -> None:
        """Go to one of the counts."""
        self.fields[part].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _retry(self, other: str) -> None:
        """A count that was refused for the sake of this one may be right now."""
        editor = self.fields[other].editor
        if editor.is_editing:
            editor.commit()

    def _take_from_rows(self) -> None:
        if self._counts is None:
            return
        values = (self._counts.pembilang, self._counts.penyebut)
        texts = {f"{self._key}.{p}": str(n) for p, n in zip(_PARTS, values, strict=True)}
        doc, periode = self.session.doc, self.session.periode
        done = f"Jumlah {self._rasio.nama} diambil dari daftar"
        if self.session.perform(lambda: isian.fill_in_values(doc, periode, dict(texts), done)):
            for part in _PARTS:
                self.fields[part].editor.reset(texts[f"{self._key}.{part}"])
