"""One figure in full: its values beside each other, below each who changed it when."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from ui import theme

_LEAST, _LINES = 2, 6
_MOST = 200


class Told(NamedTuple):
    """What one card tells; `lines` have the newest first."""

    judul: str
    nilai: str
    lines: Sequence[str] = ()


class SideBySide(QWidget):
    """Quiet cards, one for each name, that scroll by themselves where a history is long."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = tuple(QTextBrowser() for _ in names)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.JARAK)
        for card, name in zip(self.cards, names, strict=True):
            card.setAccessibleName(name)
            card.setOpenLinks(False)
            card.setTabChangesFocus(True)
            card.document().setDocumentMargin(8)
            card.setStyleSheet(
                f"QTextBrowser {{ background: {theme.PERMUKAAN}; border: 1px solid {theme.GARIS};"
                f" border-radius: 6px; }} QTextBrowser:focus {{ border-color: {theme.AKSEN}; }}"
            )
            row.addWidget(card, 1)
            card.setMinimumHeight(self.fontMetrics().lineSpacing() * _LEAST + 12)
        self.setMaximumHeight(self.fontMetrics().lineSpacing() * _LINES)

    def show_sides(self, *sides: Told) -> None:
        """Tell of each in turn; nothing where nothing is given."""
        for number, card in enumerate(self.cards):
            card.setHtml(_html(sides[number]) if sides else "")


def _html(told: Told) -> str:
    lines = list(told.lines[:_MOST])
    if len(told.lines) > _MOST:
        lines.append(f"… dan {len(told.lines) - _MOST} lagi")
    history = "".join(
        f'<p style="margin:2px 0 0 0; color:{theme.TEKS_REDUP}">{escape(each)}</p>'
        for each in lines
    )
    return (
        f'<p style="margin:0; color:{theme.TEKS_REDUP}">{escape(told.judul)}</p>'
        f'<p style="margin:0 0 2px 0"><b>{escape(told.nilai)}</b></p>{history}'
    )
