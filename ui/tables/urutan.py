"""Which rows of a register are shown and in which order: filtering, sorting, slotting in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.model.register import Register, Row
from ui.tables.penilaian import Keadaan, Penilaian

Key = Callable[[str], tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Saringan:
    """Words that must all occur in a row, and what it must count as (None: anything)."""

    kata: tuple[str, ...] = ()
    keadaan: Keadaan | None = None

    @property
    def is_empty(self) -> bool:
        return not self.kata and self.keadaan is None


class Pencarian:
    """One joined, lower-cased text a row, made when the first word is searched."""

    def __init__(self, register: Register) -> None:
        self._columns = [k.kode for k in register.kolom if k.jenis != "ya_tidak"]
        self._texts: dict[str, str] = {}

    def forget(self, row_ids: Iterable[str] | None = None) -> None:
        """Drop the texts of rows that changed; None: of all."""
        if row_ids is None:
            self._texts.clear()
        else:
            for row_id in row_ids:
                self._texts.pop(row_id, None)

    def matching(
        self, ids: Iterable[str], rows: Mapping[str, Row], kata: Sequence[str]
    ) -> list[str]:
        """Those of the rows that contain every word."""
        texts = self._texts
        if len(texts) < len(rows):
            for row_id, row in rows.items():
                if row_id not in texts:
                    texts[row_id] = self._text(row)
        found = list(ids)
        for word in kata:
            found = [row_id for row_id in found if word in texts[row_id]]
        return found

    def _text(self, row: Row) -> str:
        return "\n".join([str(row[kode]) for kode in self._columns]).lower()


def filter_ids(
    ids: Iterable[str],
    rows: Mapping[str, Row],
    saringan: Saringan,
    pencarian: Pencarian,
    penilaian: Penilaian,
) -> list[str]:
    """The rows that pass, in the order given."""
    found = pencarian.matching(ids, rows, saringan.kata) if saringan.kata else list(ids)
    if saringan.keadaan is not None:
        wanted = saringan.keadaan
        found = [row_id for row_id in found if penilaian.keadaan(rows[row_id]) is wanted]
    return found


def sort_key(kolom: str, rows: Mapping[str, Row]) -> Key:
    """Text by the alphabet with blank ones last; yes/no as –, Tidak, Ya."""

    def key(row_id: str) -> tuple[int, str]:
        value = rows[row_id][kolom]
        if isinstance(value, str):
            text = value.strip().casefold()
            return (0 if text else 1, text)
        return (-1 if value is None else value, "")

    return key


def sort_key_kekurangan(penilaian: Penilaian, rows: Mapping[str, Row]) -> Key:
    """What is most urgent first: not judged, then lacking, then fulfilled, then not counted."""
    rank = {keadaan: number for number, keadaan in enumerate(Keadaan)}

    def key(row_id: str) -> tuple[int, str]:
        row = rows[row_id]
        return rank[penilaian.keadaan(row)], penilaian.kekurangan(row)

    return key


def slot_in(shown: Sequence[str], added: Iterable[str], key: Key, turun: bool) -> list[str]:
    """Put rows into a sorted list without moving those that are there."""
    waiting = sorted(added, key=key, reverse=turun)
    merged: list[str] = []
    position = 0
    for row_id in waiting:
        own = key(row_id)
        while position < len(shown):
            other = key(shown[position])
            if (own > other) if turun else (own < other):
                break
            merged.append(shown[position])
            position += 1
        merged.append(row_id)
    return merged + list(shown[position:])


def runs(positions: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending positions as first and last of each unbroken run."""
    found: list[tuple[int, int]] = []
    for position in positions:
        if found and found[-1][1] == position - 1:
            found[-1] = (found[-1][0], position)
        else:
            found.append((position, position))
    return found
