"""How inputs are laid out: a caption above its field, and cards in one or two columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.labels import label
from ui.widgets.note import Note

NARROW = 860
"""Below this width, in logical pixels, two columns become one."""


def captioned(caption: str, field: QWidget) -> QVBoxLayout:
    """A field with its name right above it, however tall its neighbour is."""
    name = label(caption, "label")
    name.setBuddy(field)
    layout = QVBoxLayout()
    layout.setSpacing(2)
    layout.addWidget(name)
    layout.addWidget(field)
    layout.addStretch(1)
    return layout


def _stops(card: QWidget) -> list[QWidget]:
    """What Tab stops at, in the order in which it was made."""
    return [
        each
        for each in card.findChildren(QWidget)
        if each.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and each.focusProxy() is None
        and each.window() is card.window()
        and not isinstance(each.parentWidget(), QComboBox | Note)
    ]


class TwoColumns(QScrollArea):
    """Cards in two columns; what has the focus is always in view.

    Where it is narrow they stand in one, those with the property "akhir" last.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left: list[QWidget] = []
        self._right: list[QWidget] = []
        self._stretch = (1, 1)
        self._narrow: bool | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = QWidget()
        self._page.setObjectName("halaman")
        self._page.setStyleSheet("QWidget#halaman { background: transparent; }")
        self._columns = (QVBoxLayout(), QVBoxLayout())
        layout = QHBoxLayout(self._page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.JARAK)
        for column in self._columns:
            column.setSpacing(theme.JARAK)
            column.addStretch(1)
            layout.addLayout(column)
        self._layout = layout
        self.setWidget(self._page)
        self.viewport().setAutoFillBackground(False)
        self._page.setAutoFillBackground(False)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def set_cards(
        self,
        left: Sequence[QWidget],
        right: Sequence[QWidget],
        *,
        stretch: tuple[int, int] = (1, 1),
        after: QWidget | None = None,
    ) -> None:
        """Place the cards; Tab comes from `after` and goes down the left, then the right.

        Cards that were there before are hidden and left to their owner.
        """
        for old in {*self._left, *self._right} - {*left, *right}:
            old.hide()
            for column in self._columns:
                column.removeWidget(old)
        self._left, self._right, self._stretch = list(left), list(right), stretch
        for card in (*left, *right):
            card.setParent(self._page)
            card.show()
        self._narrow = None
        self._arrange()
        chain = [each for card in (*left, *right) for each in _stops(card)]
        for first, second in pairwise([after, *chain] if after is not None else chain):
            QWidget.setTabOrder(first, second)

    def _arrange(self) -> None:
        narrow = self.viewport().width() < NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        # Never takeAt: the old items would live on in Python, and with them stale heights.
        for card in (*self._left, *self._right):
            for column in self._columns:
                column.removeWidget(card)
        first, second = self._columns
        alone = sorted([*self._left, *self._right], key=lambda card: bool(card.property("akhir")))
        for card in alone if narrow else self._left:
            first.insertWidget(first.count() - 1, card)
        for card in () if narrow else self._right:
            second.insertWidget(second.count() - 1, card)
        self._layout.setStretch(0, 1 if narrow else self._stretch[0])
        self._layout.setStretch(1, 0 if narrow else self._stretch[1])
        self._layout.setSpacing(0 if narrow else theme.JARAK)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._page.isAncestorOf(now):
            QTimer.singleShot(0, now, lambda: self.bring_into_view(now))

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll so far that the widget can be seen."""
        if widget.isVisible():
            self.ensureWidgetVisible(widget, 20, 30)
