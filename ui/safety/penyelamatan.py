"""The dialog for a document that is damaged or gone: whole copies to put in its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.document import Environment
from core.errors import UserError
from core.indonesian import format_moment
from core.model.periode import periode_from_id
from core.safekeeping.rescue import Offer, what_differs
from ui import theme
from ui.safety.changes import ChangeList, heading
from ui.safety.lists import ColumnList
from ui.widgets.labels import label
from ui.widgets.window_size import fit_to_screen


class PenyelamatanDialog(QDialog):
    """Shows what is whole, how much each copy lacks and how it differs from what lies there, as
    far as that can be read; `chosen` is the one to restore."""

    def __init__(
        self,
        path: Path,
        error: UserError,
        offers: Sequence[Offer],
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._offers = offers
        self._environment = environment
        self._title = label("", "subjudul")
        singkat = offers[0].singkat
        self.changes = ChangeList(
            "Yang berbeda dari berkas itu", ("Di berkas itu", "Di salinan ini"), singkat
        )
        self.list = ColumnList(
            ["Asal", "Perubahan terakhir", "Oleh", "Apa", "Isi", "Tertinggal"],
            "Salinan yang utuh",
            wide=3,
            numbers=(5,),
        )
        self.setWindowTitle("Pulihkan berkas")
        fit_to_screen(self, 980, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(theme.JARAK)
        column.addWidget(label(str(error), "subjudul", wrap=True))
        column.addWidget(
            label(
                f"Salinan {path.name} berikut utuh dan sudah diperiksa. Yang dipilih menjadi isi "
                "berkas; yang sekarang ada di sana disimpan dengan nama lain.",
                "redup",
                wrap=True,
            )
        )
        column.addWidget(self.list, 2)
        column.addWidget(self._title)
        column.addWidget(self.changes, 3)
        column.addLayout(self._foot())
        self.list.show_lines(map(_line, offers), "")
        self._show_differences()
        self.list.currentItemChanged.connect(lambda *_: self._show_differences())
        self.list.itemActivated.connect(lambda *_: self.accept())
        self.list.setFocus()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        use = QPushButton("&Pulihkan dengan salinan ini")
        use.setProperty("utama", True)
        use.setDefault(True)
        use.clicked.connect(self.accept)
        cancel = QPushButton("&Batal")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(use)
        row.addWidget(cancel)
        return row

    def _show_differences(self) -> None:
        offer = self.chosen
        found = what_differs(self._path, offer, self._environment) if offer is not None else None
        self._title.setText(heading("Yang berbeda dari berkas itu", found))
        self.changes.show_changes(
            found,
            "Berkas itu tidak dapat dibaca, sehingga tidak dapat dibandingkan."
            if found is None
            else "Semua angka sama; yang rusak hanyalah riwayatnya.",
        )

    @property
    def chosen(self) -> Offer | None:
        number = self.list.current
        return None if number is None else self._offers[number]


def _line(offer: Offer) -> list[str]:
    angka = " · ".join(tampil or "–" for tampil in offer.angka.values())
    periode = f"{periode_from_id(offer.periode).singkat}: {angka}" if offer.periode else "–"
    behind = f"{offer.tertinggal} perubahan" if offer.tertinggal else "tidak ada"
    waktu, oleh, tindakan = offer.langkah
    return [offer.asal, format_moment(waktu), oleh, tindakan, periode, behind]
