"""The indicators twice: in two files, or before and after."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from core.indonesian import format_number
from core.model.hasil import Hasil
from core.model.perbandingan import Dampak
from core.sheets.pengukuran import tampil_capaian, tampil_realisasi
from ui.merge_text import percent
from ui.merging.cell_view import CellView
from ui.merging.cells import Cell, CellModel, Column


class Pair(NamedTuple):
    """One indicator of a period, twice; `singkat` is its short name."""

    singkat: str
    a: Hasil
    b: Hasil


class IndicatorTable(CellView):
    """A line for each indicator and period; what differs stands out."""

    def __init__(self, name: str, sides: tuple[str, str], parent: QWidget | None = None) -> None:
        one, other = sides
        columns = (
            Column("Periode", 1, 96),
            Column("Indikator", 3, 152),
            Column(f"Realisasi {one}", 2, right=True),
            Column(f"Realisasi {other}", 2, right=True),
            Column("Selisih", 1, 70, right=True),
            Column(f"Capaian {one}", 2, right=True),
            Column(f"Capaian {other}", 2, right=True),
            Column("Selisih", 1, 70, right=True),
        )
        self._pairs: Sequence[Pair] = ()
        super().__init__(CellModel(columns, self._cell), name, parent=parent)

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show these; the place is kept where their number is the same."""
        is_same = len(pairs) == len(self._pairs)
        self._pairs = pairs
        if is_same:
            self.cells.refresh()
        else:
            self.cells.set_count(len(pairs))

    def texts(self) -> list[tuple[str, ...]]:
        """What is shown, line by line."""
        columns = range(len(self.cells.columns))
        return [
            tuple(self._cell(line, n).text for n in columns) for line in range(len(self._pairs))
        ]

    def _cell(self, row: int, column: int) -> Cell:
        pair = self._pairs[row]
        a, b = pair.a, pair.b
        if column == 0:
            is_first = row == 0 or self._pairs[row - 1].a.periode != a.periode
            return Cell(a.periode.singkat, quiet=not is_first)
        if column == 1:
            return Cell(pair.singkat, strong=Dampak(a, b).berubah)
        figures = (
            (tampil_realisasi(a.realisasi), tampil_realisasi(b.realisasi)),
            (percent(tampil_capaian(a)), percent(tampil_capaian(b))),
        )[column > 4]
        exact = (a.realisasi.nilai, b.realisasi.nilai) if column <= 4 else (a.capaian, b.capaian)
        kind = (column - 2) % 3
        if kind == 2:
            return _difference(*exact)
        is_other = figures[0] != figures[1]
        return Cell(figures[kind], strong=is_other and kind == 1, quiet=is_other and kind == 0)


def _difference(one: Fraction | None, other: Fraction | None) -> Cell:
    if one is None and other is None:
        return Cell("–", quiet=True)
    if one is None or other is None:
        return Cell("baru" if one is None else "hilang", strong=True)
    if one == other:
        return Cell("tetap", quiet=True)
    difference = other - one
    text = format_number(abs(difference), 2)
    if text == "0,00":
        text = "< 0,01"
    return Cell(f"{'+' if difference > 0 else '−'}{text}", strong=True)
