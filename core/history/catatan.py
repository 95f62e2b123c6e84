"""The journal line by line as people read it: which figure, from what, to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from core.cell_names import (
    CellNames,
    Nama,
    Tables,
    show_both,
    show_both_rows,
    show_row,
    show_value,
)
from core.cell_values import SUDAH_DIHAPUS, TIDAK_ADA
from core.model.change import Butir, DeleteRow, InsertRow, SetValue
from core.model.journal import JournalStep
from core.model.register import Row, Value

Sel = tuple[str, str, str | None]
"""A cell by table, row and column; without a column the whole row."""

FIGURES = ("isian", "target", "periode")
"""Tables whose rows are one figure each, so that a row that comes or goes is its value."""


class Catatan(NamedTuple):
    """One line of the journal. `kolom` None: the row as a whole, or the figure that it is.

    `butir` None stands for a step without lines that anybody would see.
    """

    langkah: JournalStep
    ke: int
    butir: Butir | None
    kolom: str | None = None

    @property
    def kunci(self) -> tuple[int, int, str]:
        """By what the line is known among all that are shown."""
        return self.langkah.nomor, self.ke, self.kolom or ""

    @property
    def lama(self) -> Value | Row:
        return _cell(self.butir, self.kolom, before=True)

    @property
    def baru(self) -> Value | Row:
        return _cell(self.butir, self.kolom, before=False)


def _cell(butir: Butir | None, kolom: str | None, *, before: bool) -> Value | Row:
    if isinstance(butir, SetValue):
        return butir.lama if before else butir.baru
    if butir is None or isinstance(butir, InsertRow) == before:
        return None
    return butir.nilai if kolom is None else butir.nilai[kolom]


def list_catatan(steps: Sequence[JournalStep], cells: Set[Sel] | None = None) -> list[Catatan]:
    """Every line that is about one of the cells (None: all), the newest first.

    That a quarter was given its row, which nobody sees, is left out.
    """
    wanted: dict[tuple[str, str], set[str | None]] = {}
    for tabel, baris, kolom in cells or ():
        wanted.setdefault((tabel, baris), set()).add(kolom)
    found: list[Catatan] = []
    for step in reversed(steps):
        before = len(found)
        for ke in range(len(step.butir) - 1, -1, -1):
            butir = step.butir[ke]
            if _is_seen(butir):
                found += _lines(step, ke, butir, None if cells is None else wanted)
        if cells is None and len(found) == before:
            found.append(Catatan(step, -1, None))
    return found


def _is_seen(butir: Butir) -> bool:
    if butir.tabel != "periode" or isinstance(butir, SetValue):
        return True
    return butir.nilai["tanggal_lembar"] is not None


def _lines(
    step: JournalStep,
    ke: int,
    butir: Butir,
    wanted: Mapping[tuple[str, str], set[str | None]] | None,
) -> Iterable[Catatan]:
    own = butir.kolom if isinstance(butir, SetValue) else None
    if wanted is None:
        return (Catatan(step, ke, butir, own),)
    columns = wanted.get((butir.tabel, butir.id))
    if columns is None:
        return ()
    if None in columns or own in columns or butir.tabel in FIGURES:
        return (Catatan(step, ke, butir, own),)
    if isinstance(butir, SetValue):
        return ()
    return tuple(Catatan(step, ke, butir, kolom) for kolom in sorted(filter(None, columns)))


class Pembaca:
    """Reads lines in the words of the window, over one content of the file.

    The content must not change meanwhile; rows that have gone are named by what they last held.
    """

    def __init__(self, tables: Tables, steps: Sequence[JournalStep]) -> None:
        self._tables = tables
        self._names = CellNames(tables)
        self._found: dict[Sel, Nama] = {}
        self._last: dict[tuple[str, str], Row] = {
            (butir.tabel, butir.id): {"id": butir.id, **butir.nilai}
            for step in steps
            for butir in step.butir
            if not isinstance(butir, SetValue)
        }

    def nama(self, catatan: Catatan) -> Nama | None:
        """Period, tab and name of the figure; None for a step without lines."""
        butir = catatan.butir
        if butir is None:
            return None
        return self.nama_sel((butir.tabel, butir.id, catatan.kolom))

    def nama_sel(self, sel: Sel) -> Nama:
        """Period, tab and name of any cell."""
        if sel not in self._found:
            tabel, baris, _ = sel
            self._found[sel] = self._names.name(*sel, self._last.get((tabel, baris)))
        return self._found[sel]

    def nilai(self, catatan: Catatan) -> tuple[str, str]:
        """What stood there before and what after."""
        butir = catatan.butir
        if butir is None:
            return "", ""
        if not isinstance(butir, SetValue):
            return self._row(butir, catatan)
        cell = (butir.tabel, butir.kolom)
        if butir.lama == butir.baru:
            shown = show_value(self._tables, *cell, butir.lama, butir.id)
            return shown, shown
        both = (self._tables, self._tables)
        return show_both(both, *cell, (butir.lama, butir.baru), butir.id)

    def _row(self, butir: InsertRow | DeleteRow, catatan: Catatan) -> tuple[str, str]:
        """A row that came or went, or one column of it."""
        if catatan.kolom is not None:
            value = butir.nilai[catatan.kolom]
            shown = show_value(self._tables, butir.tabel, catatan.kolom, value, butir.id)
            return (TIDAK_ADA, shown) if isinstance(butir, InsertRow) else (shown, TIDAK_ADA)
        rows = (None, butir.nilai) if isinstance(butir, InsertRow) else (butir.nilai, None)
        return show_both_rows((self._tables, self._tables), butir.tabel, butir.id, rows)

    def kini(self, sel: Sel) -> str:
        """What stands in a cell now."""
        tabel, baris, kolom = sel
        row = self._tables[tabel].get(baris)
        if row is None and tabel not in FIGURES:
            return SUDAH_DIHAPUS
        if kolom is None or row is None:
            return show_row(self._tables, tabel, baris, row)
        return show_value(self._tables, tabel, kolom, row[kolom], baris)
