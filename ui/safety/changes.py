"""A list of what differs between two contents: the indicators first, then the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QHeaderView

from core.model.perbandingan import Perbandingan
from ui.safety.lists import ColumnList

_SHOWN = 500


class ChangeList(ColumnList):
    """`sides` names the two contents; `singkat` the indicators by their code."""

    def __init__(self, name: str, sides: tuple[str, str], singkat: Mapping[str, str]) -> None:
        titles = ["Periode", "Bagian", "Angka", *sides]
        super().__init__(titles, name, wide=2, chooses=False)
        for column in (3, 4):  # a long title of evidence leaves room for both sides
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._singkat = singkat

    def show_changes(self, found: Perbandingan | None, empty: str) -> None:
        """Show the differences found; `empty` is said where there are none."""
        self.show_lines(self._lines(found) if found else (), empty)

    def _lines(self, found: Perbandingan) -> Iterator[tuple[str, ...]]:
        for each in found.dampak:
            if each.a.realisasi.tampil != each.b.realisasi.tampil:
                shown = (hasil.realisasi.tampil or hasil.realisasi.sebab or "–" for hasil in each)
                nama = f"Realisasi {self._singkat[each.a.iku]}"
                yield (each.periode.singkat, "Ringkasan", nama, *shown)
        for beda in found.beda[:_SHOWN]:
            periode = beda.periode.singkat if beda.periode else "–"
            yield (periode, beda.tab, beda.nama, beda.a, beda.b)


def heading(title: str, found: Perbandingan | None) -> str:
    """The title with the number of figures."""
    count = len(found.beda) if found else 0
    if count > _SHOWN:
        return f"{title} ({_SHOWN} yang pertama dari {count})"
    return f"{title} ({count} isian)" if count else title
