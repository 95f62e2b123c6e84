"""Lines of the journal as a Qt model; each is put into words when it is first looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.history.catatan import Catatan, Pembaca
from core.indonesian import format_moment
from core.model.change import Butir
from ui.history.riwayat_filter import Saringan
from ui.widgets.labels import tip

Index = QModelIndex | QPersistentModelIndex
KOLOM = ("Waktu", "Oleh", "Angka", "Dari", "Menjadi", "Tindakan")
WAKTU, OLEH, ANGKA, DARI, MENJADI, TINDAKAN = range(6)


class RiwayatModel(QAbstractTableModel):
    """Shows the lines that pass the filter, in the order in which they were given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Catatan] = ()
        self._shown: list[Catatan] = []
        self._pembaca: Pembaca | None = None
        self._texts: dict[tuple[int, int, str], tuple[str, ...]] = {}
        self._saringan = Saringan()
        self._baris = ""

    @property
    def total(self) -> int:
        """All lines, shown or not."""
        return len(self._all)

    @property
    def pembaca(self) -> Pembaca:
        assert self._pembaca is not None
        return self._pembaca

    def catatan(self, line: int) -> Catatan:
        return self._shown[line]

    def line_of(self, kunci: tuple[int, int, str]) -> int | None:
        """Where a line of the journal is shown; None if it is not."""
        return next((n for n, each in enumerate(self._shown) if each.kunci == kunci), None)

    def load(
        self, catatan: Sequence[Catatan], pembaca: Pembaca, saringan: Saringan, baris: str = ""
    ) -> None:
        """Show other lines, or the same after the content has changed.

        `baris` is the name of the one row that they are all about, and need not be repeated.
        """
        self.beginResetModel()
        self._all, self._pembaca, self._baris = catatan, pembaca, baris
        self._texts.clear()
        self._filter(saringan)
        self.endResetModel()

    def set_saringan(self, saringan: Saringan) -> None:
        """Show the lines that pass."""
        if saringan != self._saringan:
            self.beginResetModel()
            self._filter(saringan)
            self.endResetModel()

    def _filter(self, saringan: Saringan) -> None:
        self._saringan = saringan
        self._shown = [each for each in self._all if self._passes(each, saringan)]

    def _passes(self, catatan: Catatan, saringan: Saringan) -> bool:
        if saringan.oleh not in (None, catatan.langkah.oleh):
            return False
        if saringan.periode is not None or saringan.tab is not None:
            nama = self.pembaca.nama(catatan)
            if nama is None or saringan.tab not in (None, nama.tab):
                return False
            if saringan.periode is not None and saringan.periode != (nama.periode or ""):
                return False
        if not saringan.kata:
            return True
        text = "\n".join(self.texts(catatan)).casefold()
        return all(each in text for each in saringan.kata)

    def texts(self, catatan: Catatan) -> tuple[str, ...]:
        """The cells of a line."""
        if catatan.kunci not in self._texts:
            step = catatan.langkah
            self._texts[catatan.kunci] = (
                format_moment(step.waktu, seconds=True),
                step.oleh,
                self._call(catatan),
                *self.pembaca.nilai(catatan),
                step.tindakan,
            )
        return self._texts[catatan.kunci]

    def _call(self, catatan: Catatan) -> str:
        nama = self.pembaca.nama(catatan)
        if nama is None or catatan.butir is None:
            return "–"
        if self._baris:
            return nama.nama.removeprefix(self._baris).removeprefix(": ") or "seluruh baris"
        parts = [] if nama.periode is None else [nama.periode.singkat]
        if catatan.butir.tabel == "isian":
            parts.append(nama.tab)  # each indicator has its own "Keterangan"
        return " · ".join((*parts, *self._column_first(catatan.butir, nama.nama)))

    def _column_first(self, butir: Butir, nama: str) -> tuple[str, ...]:
        """A row may have a long name, which is cut at its end: what changed in it goes first."""
        row = self.pembaca.nama_sel((butir.tabel, butir.id, None)).nama
        column = nama.removeprefix(f"{row}: ")
        return (nama,) if column == nama else (column[:1].upper() + column[1:], row)

    # The contract of Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(KOLOM)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self.texts(self._shown[index.row()])[index.column()]
            return text if role == Qt.ItemDataRole.DisplayRole else tip(text)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or not 0 <= section < len(KOLOM):
            return None
        return KOLOM[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)
