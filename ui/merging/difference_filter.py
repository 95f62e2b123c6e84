"""Which of the differences are shown: period, tab and words to search for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from core.model.perbandingan import Beda
from core.sheets.perbandingan import name_periode
from ui import theme


class DifferenceFilter(QWidget):
    """`changed` after every choice and letter."""

    changed = Signal()

    def __init__(self, beda: Sequence[Beda], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beda = beda
        self._words = [
            " ".join((each.nama, each.a, each.b, each.tab, name_periode(each), *_names(each)))
            for each in beda
        ]
        self._words = [each.casefold() for each in self._words]
        self.search = QLineEdit()
        self.search.setPlaceholderText("Cari… (Ctrl+F)")
        self.search.setAccessibleName("Cari dalam perbedaan")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(theme.icon("cari"), QLineEdit.ActionPosition.LeadingPosition)
        self.periode = _choice("Semua periode", "Periode", map(name_periode, beda))
        self.tab = _choice("Semua tab", "Tab", (each.tab for each in beda))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.periode)
        row.addWidget(self.tab)
        self.search.textChanged.connect(self.changed)
        for box in (self.periode, self.tab):
            box.currentIndexChanged.connect(self.changed)
        find = QAction("Cari", self)
        find.setShortcut(QKeySequence(QKeySequence.StandardKey.Find))
        find.triggered.connect(self.search.setFocus)
        self.addAction(find)

    def passing(self) -> list[Beda]:
        """The differences that are shown, in their order."""
        periode = self.periode.currentText() if self.periode.currentIndex() else None
        tab = self.tab.currentText() if self.tab.currentIndex() else None
        words = self.search.text().casefold().split()
        return [
            each
            for each, text in zip(self._beda, self._words, strict=True)
            if (periode is None or name_periode(each) == periode)
            and (tab is None or each.tab == tab)
            and all(word in text for word in words)
        ]


def _names(beda: Beda) -> list[str]:
    return [jejak.oleh for jejak in (beda.jejak_a, beda.jejak_b) if jejak is not None]


def _choice(every: str, name: str, entries: Iterable[str]) -> QComboBox:
    """One of what occurs, or any; hidden where there is nothing to choose."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(every)
    box.addItems(list(dict.fromkeys(entries)))
    box.setVisible(box.count() > 2)
    return box
