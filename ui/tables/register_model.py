"""The rows of one register in one quarter as a Qt model, following the document step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.document import Touched
from core.edits import register as verbs
from core.errors import UserError
from core.evidence_counts import counts
from core.model.change import Change, DeleteRow, InsertRow, SetValue
from core.model.periode import Periode
from core.model.register import Kolom, Row
from ui.session import Session
from ui.tables import cell_roles, urutan
from ui.tables.nama_ganda import NamaGanda
from ui.tables.penilaian import Penilaian
from ui.tables.urutan import Pencarian, Saringan

Index = QModelIndex | QPersistentModelIndex
_MAX_RUNS = 200
_NONE: Row = {}


class RegisterModel(QAbstractTableModel):
    """One line a row of the register that passes the filter; the last column is computed.

    `added` tells which rows came in by a step that this model did not ask for (undo).
    A row that stops passing the filter stays until the filter is applied again, so that
    nothing moves under the user's fingers.
    """

    added = Signal(list)

    def __init__(
        self, session: Session, penilaian: Penilaian, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.penilaian = penilaian
        self.register = penilaian.register
        self.periode: Periode | None = None
        self.saringan = Saringan()
        self.sort_column: int | None = None
        self.turun = False
        self._rows: Mapping[str, Row] = {}
        self._all: set[str] = set()
        self._shown: list[str] = []
        self._pencarian = Pencarian(self.register)
        self.nama_ganda = NamaGanda()
        self._bukti: Mapping[str, int] = {}
        self._edited: set[str] = set()
        self._asked: Change | None = None
        self._stale = True

    # What is shown

    @property
    def columns(self) -> tuple[Kolom, ...]:
        return self.register.kolom

    @property
    def kekurangan_column(self) -> int:
        return len(self.register.kolom)

    @property
    def is_editable(self) -> bool:
        doc, periode = self.session.doc, self.periode
        return periode is not None and not doc.read_only and doc.pengunci(periode) is None

    def untuk(self, line: int) -> str:
        """What evidence of a row says that it supports."""
        return f"{self.register.kode}:{self._shown[line]}"

    @property
    def total(self) -> int:
        """All rows of the register in the quarter, shown or not."""
        return len(self._all)

    def row_id(self, line: int) -> str:
        return self._shown[line]

    def line_of(self, row_id: str) -> int | None:
        """Where a row is shown; None if it is not."""
        return self._shown.index(row_id) if row_id in self._shown else None

    def row(self, line: int) -> Row:
        return self._rows.get(self._shown[line], _NONE)

    def ids_from(self, line: int) -> list[str]:
        """The rows shown from this line on."""
        return self._shown[line:]

    def kolom(self, index: Index) -> Kolom | None:
        """The column of the register under a cell; None for the computed one."""
        column = index.column()
        return self.columns[column] if 0 <= column < len(self.columns) else None

    def suggestions(self, kolom: Kolom) -> list[str]:
        """What is already written in a column, and what the register proposes for it."""
        written = {str(row[kolom.kode]).strip() for row in self._rows.values()} - {""}
        extra = sorted(written - set(kolom.pilihan), key=str.casefold)
        return [*kolom.pilihan, *extra]

    def outgrown(self) -> int:
        """How many of the rows shown no longer pass the filter, because they were edited."""
        if self.saringan.is_empty:
            return 0
        edited = [row_id for row_id in self._edited if row_id in self._rows]
        return len(edited) - len(self._passing(edited))

    # The contract of Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        kolom = self.kolom(index)
        if self.is_editable and kolom is not None and kolom.jenis != "ya_tidak":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._rows.get(self._shown[index.row()])
        if row is None:
            return None
        kolom = self.kolom(index)
        if kolom is None:
            hint = self.nama_ganda.hint(row, self._rows)
            return cell_roles.of_kekurangan(self.penilaian, row, hint, role)
        if kolom.jenis == "ya_tidak":
            return cell_roles.of_ya_tidak(row[kolom.kode], kolom, role)
        if role == cell_roles.BUKTI:
            return self._bukti.get(self.untuk(index.row())) if kolom.kode == "nama" else None
        return cell_roles.of_text(str(row[kolom.kode]), role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(section + 1)
            return None
        if not 0 <= section <= len(self.columns):
            return None
        kolom = self.columns[section] if section < len(self.columns) else None
        return cell_roles.of_heading(self.penilaian, kolom, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        kolom = self.kolom(index)
        if role != Qt.ItemDataRole.EditRole or kolom is None or not self.is_editable:
            return False
        row_id = self._shown[index.row()]
        return self.perform(verbs.set_cell, row_id, kolom.kode, str(value))

    def problem(self, index: Index, text: str) -> str | None:
        """The sentence that says why the text cannot stand in the cell."""
        kolom = self.kolom(index)
        try:
            if kolom is not None:
                verbs.read_cell(self.register, kolom, text)
        except UserError as error:
            return str(error)
        return None

    # Changing

    def perform(self, verb: Callable[..., Change], *details: object) -> bool:
        """Do a verb of core.edits.register here: `verb(doc, kode, periode, *details)`."""
        if not self.is_editable:
            return False
        self.sync()

        def make() -> Change:
            self._asked = verb(self.session.doc, self.register.kode, self.periode, *details)
            return self._asked

        try:
            return self.session.perform(make)
        finally:
            self._asked = None

    # Following the document

    def set_penilaian(self, penilaian: Penilaian) -> None:
        """Judge by another definition of the same register."""
        if penilaian.rasio == self.penilaian.rasio:
            return
        self.penilaian = penilaian
        last = self.kekurangan_column
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        self._emit_changed(last, last)

    def set_periode(self, periode: Periode) -> None:
        """Show another quarter."""
        if periode == self.periode:
            return
        self.beginResetModel()
        self.periode = periode
        self._load()
        self.endResetModel()

    def _load(self) -> None:
        assert self.periode is not None
        self._rows = self.session.doc.register(self.register.kode, self.periode)
        self._all = set(self._rows)
        self._bukti = counts(self.session.doc, self.periode)
        self._pencarian.forget()
        self.nama_ganda.forget()
        self._stale = False
        self._show_ordered()

    def follow(self, touched: Touched) -> None:
        """After every change: show at once what this model asked for, the rest at `sync`."""
        if "bukti" in touched.tables and self.periode is not None:
            self._bukti = counts(self.session.doc, self.periode)
            self._emit_changed(0, 0)
        if self.register.kode not in touched.tables or self.periode is None:
            return
        if self._asked is not None and not self._stale:
            self._take(self._asked)
        else:
            self._stale = True

    def sync(self) -> None:
        """Catch up with steps that came from elsewhere (undo, redo, import)."""
        if not self._stale or self.periode is None:
            return
        self._stale = False
        self._pencarian.forget()
        self.nama_ganda.forget()
        self._rows = self.session.doc.register(self.register.kode, self.periode)
        self._remove(self._all - self._rows.keys())
        new = [row_id for row_id in self._rows if row_id not in self._all]
        if new:
            self._insert(new, self._places_for(new))
        self._edited.update(self._shown if not self.saringan.is_empty else new)
        self._emit_changed(0, self.kekurangan_column)
        if new:
            self.added.emit(new)

    def _take(self, change: Change) -> None:
        own = [butir for butir in change.butir if butir.tabel == self.register.kode]
        assert self.periode is not None
        self._rows = self.session.doc.register(self.register.kode, self.periode)
        changed = [butir for butir in own if isinstance(butir, SetValue)]
        gone = [butir for butir in own if isinstance(butir, DeleteRow)]
        new = [butir.id for butir in own if isinstance(butir, InsertRow)]
        self.nama_ganda.follow(own)
        self._pencarian.forget(butir.id for butir in own)
        self._edited.update(butir.id for butir in own)
        if gone:
            self._remove({butir.id for butir in gone})
        if new:
            self._insert(new, [*self._shown, *new])
        self._emit_cells(changed)
        if new or gone or any(butir.kolom == "nama" for butir in changed):
            self._emit_changed(self.kekurangan_column, self.kekurangan_column)

    def _emit_cells(self, changed: Sequence[SetValue]) -> None:
        if not changed:
            return
        numbers = {kolom.kode: number for number, kolom in enumerate(self.columns)}
        columns = [numbers[butir.kolom] for butir in changed]
        first, last = 0, len(self._shown) - 1
        if len({butir.id for butir in changed}) == 1:
            line = self.line_of(changed[0].id)
            if line is None:
                return
            first = last = line
        for column in (*sorted(set(columns)), self.kekurangan_column):
            self.dataChanged.emit(self.index(first, column), self.index(last, column))

    def _emit_changed(self, first: int, last: int) -> None:
        if self._shown:
            bottom = len(self._shown) - 1
            self.dataChanged.emit(self.index(0, first), self.index(bottom, last))

    def _remove(self, gone: Iterable[str]) -> None:
        gone = set(gone)
        self._all -= gone
        lines = [line for line, row_id in enumerate(self._shown) if row_id in gone]
        pieces = urutan.runs(lines)
        if len(pieces) > _MAX_RUNS:
            self.beginResetModel()
            self._shown = [row_id for row_id in self._shown if row_id not in gone]
            self.endResetModel()
            return
        for first, last in reversed(pieces):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._shown[first : last + 1]
            self.endRemoveRows()

    def _insert(self, new: Sequence[str], wanted: list[str]) -> None:
        self._all.update(new)
        arriving = set(new)
        lines = [line for line, row_id in enumerate(wanted) if row_id in arriving]
        pieces = urutan.runs(lines)
        if len(pieces) > _MAX_RUNS:
            self.beginResetModel()
            self._shown = wanted
            self.endResetModel()
            return
        for first, last in pieces:
            self.beginInsertRows(QModelIndex(), first, last)
            self._shown[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    def _places_for(self, new: Sequence[str]) -> list[str]:
        """The rows shown with those that came back in their places."""
        if self.sort_column is not None:
            return urutan.slot_in(self._shown, new, self._sort_key(), self.turun)
        wanted = {*self._shown, *new}
        return [row_id for row_id in self._rows if row_id in wanted]

    # Filtering and sorting

    def set_saringan(self, saringan: Saringan) -> None:
        """Show the rows that pass, judged afresh."""
        self.sync()
        self.beginResetModel()
        self.saringan = saringan
        self._show_ordered()
        self.endResetModel()

    def sort_by(self, column: int | None, turun: bool = False) -> None:
        """Order by a column; None: as the rows stand in the file."""
        self.sync()
        self.sort_column, self.turun = column, turun
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._shown[index.row()] for index in before]
        self._shown = self._ordered(self._shown)
        lines = {row_id: line for line, row_id in enumerate(self._shown)} if ids else {}
        after = [
            self.index(lines[row_id], index.column())
            for row_id, index in zip(ids, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _show_ordered(self) -> None:
        self._edited.clear()
        self._shown = self._ordered(self._passing(self._rows))

    def _passing(self, ids: Iterable[str]) -> list[str]:
        return urutan.filter_ids(ids, self._rows, self.saringan, self._pencarian, self.penilaian)

    def _ordered(self, ids: Iterable[str]) -> list[str]:
        if self.sort_column is None:
            wanted = set(ids)
            return [row_id for row_id in self._rows if row_id in wanted]
        return sorted(ids, key=self._sort_key(), reverse=self.turun)

    def _sort_key(self) -> urutan.Key:
        assert self.sort_column is not None
        if self.sort_column == self.kekurangan_column:
            return urutan.sort_key_kekurangan(self.penilaian, self._rows)
        return urutan.sort_key(self.columns[self.sort_column].kode, self._rows)
