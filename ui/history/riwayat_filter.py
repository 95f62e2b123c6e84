"""Which lines of the journal are shown: period, tab, person and words to search for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from core.model.periode import Periode
from ui import theme

TANPA_PERIODE = "Tanpa periode"
_PAUSE_MS = 120


class Saringan(NamedTuple):
    """None: any. `periode` "" stands for what belongs to no period; `kata` must all be found."""

    periode: Periode | str | None = None
    tab: str | None = None
    oleh: str | None = None
    kata: tuple[str, ...] = ()


class RiwayatFilter(QWidget):
    """`changed` after another choice; `left_downwards` when the keys go to the table."""

    changed = Signal()
    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Cari… (Ctrl+F)")
        self.search.setAccessibleName("Cari dalam riwayat")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(180)
        self.search.addAction(theme.icon("cari"), QLineEdit.ActionPosition.LeadingPosition)
        self.periode = _Choice("Semua periode", "Periode")
        self.tab = _Choice("Semua tab", "Tab")
        self.oleh = _Choice("Semua orang", "Orang")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        for box in (self.periode, self.tab, self.oleh):
            row.addWidget(box)
            box.activated.connect(self._apply)
        self._pause.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.installEventFilter(self)
        find = QAction("Cari", self)
        find.setShortcut(QKeySequence(QKeySequence.StandardKey.Find))
        find.triggered.connect(self.focus_search)
        self.addAction(find)

    @property
    def saringan(self) -> Saringan:
        """What is chosen now."""
        kata = tuple(self.search.text().casefold().split())
        tab, oleh = self.tab.chosen, self.oleh.chosen
        assert not isinstance(tab, Periode)
        assert not isinstance(oleh, Periode)
        return Saringan(self.periode.chosen, tab, oleh, kata)

    def offer(
        self, periods: Collection[Periode | None], tabs: Iterable[str], persons: Iterable[str]
    ) -> None:
        """Offer what occurs; a box in which there is nothing to choose is not shown."""
        named = sorted((each for each in periods if each is not None), reverse=True)
        entries: list[tuple[str, Periode | str]] = [(each.singkat, each) for each in named]
        if None in periods:
            entries.append((TANPA_PERIODE, ""))
        self.periode.offer(entries)
        self.tab.offer([(each, each) for each in tabs])
        self.oleh.offer([(each, each) for each in sorted(persons, key=str.casefold)])

    def clear(self) -> None:
        """Show everything again."""
        for box in (self.periode, self.tab, self.oleh):
            box.setCurrentIndex(0)
        self.search.clear()
        self._apply()

    def focus_search(self) -> None:
        """Go to the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _apply(self) -> None:
        self._pause.stop()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search box Esc shows all lines again, Down and Enter go to the table."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape and self.saringan != Saringan():
                self.clear()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._apply()
                self.left_downwards.emit()
                return True
        return super().eventFilter(watched, event)


class _Choice(QComboBox):
    """One of what occurs, or any."""

    def __init__(self, every: str, name: str) -> None:
        super().__init__()
        self._entries: list[tuple[str, Periode | str | None]] = [(every, None)]
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaximumWidth(220)
        self.addItem(every)

    @property
    def chosen(self) -> Periode | str | None:
        return self._entries[self.currentIndex()][1]

    def offer(self, entries: Sequence[tuple[str, Periode | str]]) -> None:
        """Offer these; what was chosen stays, if it still occurs."""
        wanted = [self._entries[0], *entries]
        if wanted != self._entries:
            chosen = self.chosen
            values = [value for _, value in wanted]
            self.clear()
            self._entries = wanted
            self.addItems([text for text, _ in wanted])
            self.setCurrentIndex(values.index(chosen) if chosen in values else 0)
        self.setVisible(len(entries) > 1)
