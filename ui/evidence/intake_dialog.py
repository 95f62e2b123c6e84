"""What would be taken in: each file with its size, what is refused and why, what it adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.document import Document
from core.edits.bukti import KOLOM, BerkasBukti
from core.evidence_kinds import show_size
from core.indonesian import format_number
from core.safekeeping.whole import Piece, named_evidence
from ui import theme
from ui.evidence.cells import FileTree
from ui.evidence.intake import Calon, document_size, growth
from ui.widgets.labels import label, tip
from ui.widgets.window_size import fit_to_screen

_BERKAS, _UKURAN, _JUDUL, _HALAMAN, _CATATAN = range(5)
_MAKS_ALASAN = 5


class IntakeDialog(QDialog):
    """Asks before anything is kept. `there` is the content that the same thing has already;
    `chosen` are the files to keep, with the titles and pages typed here."""

    def __init__(
        self,
        doc: Document,
        untuk: str,
        calon: Sequence[Calon],
        there: Sequence[str],
        parent: QWidget | None = None,
        *,
        titled: bool = True,
    ) -> None:
        super().__init__(parent)
        known = named_evidence(doc)
        self._good = _first_of_each([each for each in calon if not each.masalah], there)
        self._refused = [each for each in calon if each.masalah]
        self._twice = [each for each in calon if not each.masalah and each not in self._good]
        self.growth = growth(self._good, known)
        editable = (_JUDUL, _HALAMAN) if titled else ()
        self.list = FileTree(
            ["Berkas", "Ukuran", "Judul", "Halaman", "Keterangan"], "Berkas yang dipilih", editable
        )
        self.refusals = label("", "peringatan", wrap=True)
        self.outcome = label("", wrap=True)
        self.take_button = QPushButton()
        self._assemble(f"Untuk {untuk}", titled)
        self._fill(known)
        self._say(doc, known, titled)

    def _assemble(self, heading: str, titled: bool) -> None:
        self.setWindowTitle("Tambahkan bukti" if titled else "Tambahkan pindaian")
        fit_to_screen(self, 860, 420)
        header = self.list.header()
        header.setMinimumSectionSize(70)
        for column, width in ((_BERKAS, 230), (_UKURAN, 80), (_HALAMAN, 100), (_CATATAN, 210)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        header.setSectionResizeMode(_JUDUL if titled else _BERKAS, QHeaderView.ResizeMode.Stretch)
        self.list.setColumnHidden(_JUDUL, not titled)
        self.list.setColumnHidden(_HALAMAN, not titled)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(16, 16, 16, 14)
        column_.setSpacing(theme.JARAK)
        column_.addWidget(label(heading, "subjudul", wrap=True))
        column_.addWidget(self.list, 1)
        column_.addWidget(self.refusals)
        column_.addWidget(self.outcome)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = QPushButton("&Batal" if self._good else "&Tutup")
        self.take_button.setProperty("utama", True)
        self.take_button.setDefault(bool(self._good))
        self.take_button.setVisible(bool(self._good))
        self.take_button.clicked.connect(self.accept)
        cancel.setAutoDefault(not self._good)
        cancel.clicked.connect(self.reject)
        row.addWidget(self.take_button)
        row.addWidget(cancel)
        column_.addLayout(row)
        self.list.setFocus() if self._good else cancel.setFocus()

    def _fill(self, known: Mapping[str, Piece]) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.list.ensurePolished()
        self.list.headerItem().setTextAlignment(_UKURAN, right)
        for each in self._good:
            note = "isi sudah ada di berkas" if each.sidik in known else "baru"
            line = [each.nama, show_size(each.ukuran), each.judul, "", note]
            item = QTreeWidgetItem(line)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setTextAlignment(_UKURAN, right)
            for column, text in enumerate(line):
                item.setToolTip(column, tip(text))
            self.list.addTopLevelItem(item)
        self.list.setVisible(bool(self._good))
        if self._good:
            first = self.list.topLevelItem(0)
            assert first is not None
            self.list.setCurrentItem(first, _JUDUL if self.list.editable else _BERKAS)

    def _say(self, doc: Document, known: Mapping[str, Piece], titled: bool) -> None:
        reasons = [each.masalah for each in self._refused[:_MAKS_ALASAN]]
        if len(self._refused) > _MAKS_ALASAN:
            more = format_number(len(self._refused) - _MAKS_ALASAN, 0)
            reasons.append(f"Dan {more} berkas lain ditolak.")
        self.refusals.setText("\n".join(reasons))
        self.refusals.setVisible(bool(reasons))
        count = len(self._good)
        what = "bukti" if titled else "pindaian"
        self.take_button.setText(f"&Tambahkan {format_number(count, 0)} {what}")
        said = []
        if self._twice:
            rest = len(self._twice) - 1
            others = f" dan {format_number(rest, 0)} berkas lain" if rest else ""
            said.append(
                f"“{self._twice[0].nama}”{others} dilewati, karena isinya sudah ada di sini."
            )
        if not count:
            said.append("Tidak ada yang ditambahkan.")
        elif self.growth:
            now, name = document_size(doc, known.values()), doc.path.name
            said.append(
                f"{name} bertambah {show_size(self.growth)}: dari {show_size(now)} menjadi sekitar "
                f"{show_size(now + self.growth)}."
            )
        else:
            said.append("Berkas tidak bertambah besar: isi yang sama disimpan sekali saja.")
        self.outcome.setText(" ".join(said))

    @property
    def accepted_files(self) -> list[Calon]:
        """The files that may be kept, in the order of `chosen`."""
        return self._good

    def chosen(self) -> list[BerkasBukti]:
        """What to attach; titles longer than fit are cut."""
        found = []
        for number, each in enumerate(self._good):
            item = self.list.topLevelItem(number)
            assert item is not None
            judul, halaman = (
                item.text(column).strip()[: KOLOM[kolom][1]]
                for column, kolom in ((_JUDUL, "judul"), (_HALAMAN, "halaman"))
            )
            found.append(BerkasBukti(each.nama, each.sidik, each.ukuran, judul, halaman))
        return found


def _first_of_each(calon: Sequence[Calon], there: Sequence[str]) -> list[Calon]:
    """Each content once, without what is there already."""
    found = {each.sidik: each for each in reversed(calon) if each.sidik not in there}
    return [each for each in calon if found.get(each.sidik) is each]
