"""Choosing what evidence supports: the period, a figure, an input, a row that was come from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from core.document import Document
from core.evidence_counts import name_of, targets
from core.model.periode import Periode


class TargetChoice(QComboBox):
    """`chosen` when the user picks another one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Bukti ditambahkan untuk")
        self.setMaxVisibleItems(18)
        self.setStyleSheet("QComboBox { combobox-popup: 0; }")  # a list, not the whole screen
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(28)
        self.activated.connect(lambda _: self.chosen.emit(self.untuk))

    @property
    def untuk(self) -> str:
        """What is chosen now."""
        return str(self.currentData() or "")

    def show_targets(self, doc: Document, periode: Periode, untuk: str) -> None:
        """Offer what the period has, and `untuk` itself where it is a row."""
        self.clear()
        known = targets(doc, periode)
        if untuk not in known:
            known.append(untuk)
        for each in known:
            self.addItem(_shown(doc, periode, each), each)
        self.setCurrentIndex(known.index(untuk))
        self.setToolTip(name_of(doc, periode, untuk))

    def choose(self, untuk: str) -> None:
        """Choose one that is offered."""
        number = self.findData(untuk)
        if number >= 0:
            self.setCurrentIndex(number)
            self.setToolTip(self.currentText())


def _shown(doc: Document, periode: Periode, untuk: str) -> str:
    name = name_of(doc, periode, untuk)
    return name if untuk else f"{name} (seluruhnya)"


def target_menu(
    parent: QWidget, doc: Document, periode: Periode, choose: Callable[[str], object]
) -> QMenu:
    """The same as a menu: inputs under their indicator."""
    menu = QMenu(parent)
    part = menu
    for untuk in targets(doc, periode):
        name = name_of(doc, periode, untuk)
        if "." in untuk:
            name = name.partition(": ")[2]
        elif untuk and not periode.is_tahunan:
            part = menu.addMenu(next(each.singkat for each in doc.iku if each.id == untuk))
        action = part.addAction(name.replace("&", "&&"))
        action.triggered.connect(lambda _=False, each=untuk: choose(each))
        if untuk and "." not in untuk and part is not menu:
            part.addSeparator()
    return menu
