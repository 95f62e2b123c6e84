"""What a line of a journal may have said, by what stands before and after it and in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from core.errors import DamagedError
from core.model.change import Butir, InsertRow, SetValue
from core.model.register import Row, Value, without_id
from core.storage import journal
from core.storage.schema import COLUMNS
from core.storage.seal import Line

_Cell = tuple[str, str, str]
_MOST = 200


class Guesses:
    """Knows of each cell what the lines that can be read say, and what stands there now."""

    def __init__(
        self,
        base: Mapping[str, Mapping[str, Row]],
        present: Mapping[str, Mapping[str, Row]],
        lines: Mapping[int, Sequence[tuple[int, Line]]],
    ) -> None:
        self._base = base
        self._present = present
        self._came: dict[_Cell, list[tuple[int, Value]]] = {}
        self._went: dict[_Cell, list[tuple[int, Value]]] = {}
        for nomor in sorted(lines):
            for _, line in lines[nomor]:
                with suppress(DamagedError):
                    self._note(nomor, journal.read_line(line))

    def _note(self, nomor: int, butir: Butir) -> None:
        if isinstance(butir, SetValue):
            cell = butir.tabel, butir.id, butir.kolom
            self._went.setdefault(cell, []).append((nomor, butir.lama))
            self._came.setdefault(cell, []).append((nomor, butir.baru))
            return
        known = self._came if isinstance(butir, InsertRow) else self._went
        for kolom, value in butir.nilai.items():
            known.setdefault((butir.tabel, butir.id, kolom), []).append((nomor, value))

    def former(self, nomor: int, line: Line) -> Iterator[Line]:
        """What the line may have said before it was altered."""
        if line.tabel not in COLUMNS:
            return
        if line.kolom is not None:
            lama = journal.json_text(self._before(nomor, (line.tabel, line.baris, line.kolom)))
            baru = journal.json_text(self._after(nomor, (line.tabel, line.baris, line.kolom)))
            found = [
                line._replace(lama=lama),
                line._replace(baru=baru),
                line._replace(lama=lama, baru=baru),
            ]
        else:
            found = list(self._rows(nomor, line))
        yield from (each for each in dict.fromkeys(found) if each != line)

    def _rows(self, nomor: int, line: Line) -> Iterator[Line]:
        side, known = ("baru", self._after) if line.lama is None else ("lama", self._before)
        try:
            told = json.loads(getattr(line, side) or "")
        except (ValueError, RecursionError):
            told = None
        columns = COLUMNS[line.tabel][1:]
        cells = {kolom: known(nomor, (line.tabel, line.baris, kolom)) for kolom in columns}
        yield line._replace(**{side: journal.json_text(cells)})
        if isinstance(told, dict):
            for kolom in columns:
                if kolom in told and told[kolom] != cells[kolom]:
                    text = journal.json_text({**told, kolom: cells[kolom]})
                    yield line._replace(**{side: text})

    def _before(self, nomor: int, cell: _Cell) -> Value:
        earlier = [value for at, value in self._came.get(cell, ()) if at < nomor]
        return earlier[-1] if earlier else self._base.get(cell[0], {}).get(cell[1], {}).get(cell[2])

    def _after(self, nomor: int, cell: _Cell) -> Value:
        later = [value for at, value in self._went.get(cell, ()) if at > nomor]
        return later[0] if later else self._present[cell[0]].get(cell[1], {}).get(cell[2])

    def lost(self, expected: Mapping[str, Mapping[str, Row]]) -> list[Line]:
        """Lines that would lead from what the rest of the journal says to what is there."""
        found: list[Line] = []
        for table, there in self._present.items():
            ought = expected[table]
            for key in there.keys() | ought.keys():
                row, other = ought.get(key), there.get(key)
                if row == other or len(found) >= _MOST:
                    continue
                if row is None or other is None:
                    text = journal.json_text(without_id(row or other or {}))
                    lama, baru = (None, text) if row is None else (text, None)
                    found.append(Line(table, key, None, lama, baru))
                    continue
                found += [
                    Line(
                        table,
                        key,
                        kolom,
                        journal.json_text(row[kolom]),
                        journal.json_text(other[kolom]),
                    )
                    for kolom in row
                    if row[kolom] != other[kolom]
                ]
        return found
