"""After a merge: that it is done, and its report as a PDF or on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.errors import UserError
from core.merge.plan import Plan
from core.model.perbandingan import Kunci
from ui import paper, theme
from ui.merging.decisions import Decisions
from ui.widgets.labels import label, set_role


class SelesaiDialog(QDialog):
    """One sentence; Enter closes."""

    def __init__(
        self,
        sentence: str,
        make: Callable[[], bytes],
        folder: Path,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Penggabungan selesai")
        self._make, self._folder, self._name = make, folder, name
        self.message = label(role="redup", wrap=True)
        self.pdf_button = QPushButton("&Simpan laporan PDF…")
        self.print_button = QPushButton("&Cetak laporan…")
        self.close_button = QPushButton("&Tutup")
        self.pdf_button.setIcon(theme.icon("simpan-pdf"))
        self.print_button.setIcon(theme.icon("cetak"))
        self.pdf_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_sheet)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setProperty("utama", True)
        self.close_button.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.pdf_button)
        foot.addWidget(self.print_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(theme.JARAK)
        column.addWidget(label(sentence, wrap=True))
        column.addWidget(self.message)
        column.addLayout(foot)
        self.message.hide()
        self.setMinimumWidth(560)
        self.close_button.setFocus()

    def save_pdf(self) -> None:
        """Ask for a name and write the report there."""
        try:
            path = paper.save_pdf(self, self._make, self._folder, self._name)
        except UserError as error:
            self._say(str(error), "galat")
            return
        if path is not None:
            self._say(f"Laporan disimpan sebagai {path.name}.", "redup")

    def print_sheet(self) -> None:
        """Let the user choose a printer and print the report."""
        try:
            if paper.print_sheet(self, self._make, self._name):
                self._say("Laporan dikirim ke pencetak.", "redup")
        except UserError as error:
            self._say(str(error), "galat")

    def _say(self, sentence: str, role: str) -> None:
        self.message.setText(sentence)
        set_role(self.message, role)
        self.message.show()


def decided(decisions: Decisions) -> Mapping[Kunci, str]:
    """What became of each figure, for the report; A is this copy, B the other one."""
    plan = decisions.plan
    found = {Kunci(*each.key): f"Bergabung sendiri dari {_mark(each.side)}" for each in plan.joined}
    found.update(
        (Kunci(*each.key), f"Tidak diambil dari {_mark(each.side)} karena {each.sebab}")
        for each in plan.set_aside
    )
    found.update(dict.fromkeys((Kunci(*each.key) for each in plan.notes), "Nomor terkecil"))
    for duplicate in plan.duplicates:
        tabel, mine, theirs = duplicate.key
        kept = decisions.kept[duplicate.key]
        for row_id, side in ((mine, "mine"), (theirs, "theirs")):
            stays = kept in ("both", side)
            words = "disimpan" if stays else "tidak disimpan"
            found[Kunci(tabel, row_id, None)] = f"Mungkin ganda: {words}"
    for key, side in decisions.choices.items():
        words = f"Dipilih milik {_mark(side)}"
        if key.is_definisi:
            found.update(dict.fromkeys(_definition_keys(plan, key.baris), words))
        else:
            found[Kunci(*key)] = words
    return found


def _mark(side: str) -> str:
    return "A" if side == "mine" else "B"


def _definition_keys(plan: Plan, iku: str) -> list[Kunci]:
    keys = []
    for tabel, baris in plan.groups[iku]:
        pair = plan.rows[tabel, baris]
        columns = (None, *(pair.mine or pair.theirs or {}))
        keys += [Kunci(tabel, baris, kolom) for kolom in columns]
    return keys
