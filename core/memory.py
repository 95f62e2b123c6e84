"""What an open file holds in memory: small tables whole, registers counted and read on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from core.model.change import Change, DeleteRow, InsertRow, SetValue
from core.model.register import REGISTER, Tally, Value, tally_key, urutan_of
from core.storage.store import Store

_SMALL_TABLES = (
    "profil",
    "tugas_fungsi",
    "sasaran",
    "iku",
    "definisi",
    "bagian",
    "pita",
    "periode",
    "target",
    "isian",
    "penandatangan",
    "perubahan",
    "bukti",
    "pengesahan",
    "pindaian",
)
_Butir = SetValue | InsertRow | DeleteRow
_MutableRows = dict[str, dict[str, Value]]


class Memory:
    """`tables` holds the rows of the small tables by id, `registers` those that were asked for by
    register and quarter; a change that has been written is followed with `homes` and `follow`."""

    def __init__(self, store: Store) -> None:
        self.tables: dict[str, _MutableRows] = {table: store.rows(table) for table in _SMALL_TABLES}
        self.registers: dict[tuple[str, str], _MutableRows] = {}
        self._tallies = {kode: store.tallies(REGISTER[kode]) for kode in REGISTER}
        self._store = store

    def tally(self, register: str, periode_id: str) -> Tally:
        """How many rows of the register have each combination of criteria."""
        return self._tallies[register].get(periode_id, {})

    def counted(self) -> Iterator[str]:
        """The quarters that hold a row of any register."""
        for tallies in self._tallies.values():
            yield from (periode_id for periode_id, tally in tallies.items() if any(tally.values()))

    def register(self, kode: str, periode_id: str) -> _MutableRows:
        """The rows of a register in a quarter by id, in their order; read when first asked for."""
        key = (kode, periode_id)
        if key not in self.registers:
            self.registers[key] = self._store.register_rows(REGISTER[kode], periode_id)
        return self.registers[key]

    def homes(self, change: Change) -> list[str | None]:
        """The quarter of each register row in a change (None: no register), found before it is
        written; rows whose values are to change are in memory afterwards."""
        return [self._home(butir) if butir.tabel in REGISTER else None for butir in change.butir]

    def _home(self, butir: _Butir) -> str:
        if not isinstance(butir, SetValue):
            return str(butir.nilai["periode_id"])
        for (kode, periode_id), rows in self.registers.items():
            if kode == butir.tabel and butir.id in rows:
                return periode_id
        found = self._store.periode_of_row(REGISTER[butir.tabel], butir.id)
        if found is None:
            raise ValueError(f"no row {butir.id} in {butir.tabel}")
        self.register(butir.tabel, found)
        return found

    def follow(self, change: Change, homes: Sequence[str | None]) -> None:
        """Hold what the file holds now, after the change was written."""
        moved = set()
        for butir, home in zip(change.butir, homes, strict=True):
            if home is None:
                _follow(self.tables[butir.tabel], butir)
                continue
            self._follow_register(butir, home)
            if _moves(butir):
                moved.add((butir.tabel, home))
        for key in moved & self.registers.keys():
            _restore_order(self.registers[key])

    def _follow_register(self, butir: _Butir, periode_id: str) -> None:
        register = REGISTER[butir.tabel]
        tally = self._tallies[butir.tabel].setdefault(periode_id, Counter())
        rows = self.registers.get((butir.tabel, periode_id))
        if isinstance(butir, SetValue):
            assert rows is not None
            row = rows[butir.id]
            tally[tally_key(register, row)] -= 1
            row[butir.kolom] = butir.baru
            tally[tally_key(register, row)] += 1
            return
        tally[tally_key(register, butir.nilai)] += 1 if isinstance(butir, InsertRow) else -1
        if rows is not None:
            _follow(rows, butir)


def _moves(butir: _Butir) -> bool:
    """Whether rows may stand in another order after it."""
    return isinstance(butir, InsertRow) or (isinstance(butir, SetValue) and butir.kolom == "urutan")


def _follow(rows: _MutableRows, butir: _Butir) -> None:
    if isinstance(butir, SetValue):
        rows[butir.id][butir.kolom] = butir.baru
    elif isinstance(butir, DeleteRow):
        del rows[butir.id]
    else:
        rows[butir.id] = {"id": butir.id, **butir.nilai}


def _restore_order(rows: _MutableRows) -> None:
    """Put rows back in their order after some came back (undo of a deletion) in the middle."""
    ordered = sorted(rows.values(), key=lambda row: (urutan_of(row), str(row["id"])))
    if any(row["id"] != key for row, key in zip(ordered, rows, strict=True)):
        rows.clear()
        rows.update((str(row["id"]), row) for row in ordered)
