"""The four quarters of a year as a small line with its values; a quarter without one is a gap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.document import Document
from core.indonesian import format_number
from core.model.periode import TAHUNAN, Periode
from ui import theme

_KOSONG = "Belum ada nilai dalam tahun ini"
_NAMA = ("TW I", "TW II", "TW III", "TW IV")


class Tren(NamedTuple):
    """Four values with how they are shown (None: no figure), the target, the quarter chosen."""

    nilai: tuple[Fraction | None, ...]
    tampil: tuple[str | None, ...]
    target: Decimal | None
    terpilih: int


def tren_of(doc: Document, iku: str, periode: Periode) -> Tren:
    """The year of the period; the target line is the year's, else that of the period."""
    found = [doc.realisasi(iku, each) for each in periode.triwulan_setahun]
    target = doc.target(iku, Periode(periode.tahun, TAHUNAN)) or doc.target(iku, periode)
    return Tren(
        tuple(each.nilai for each in found),
        tuple(each.tampil for each in found),
        target.nilai if target else None,
        periode.triwulan,
    )


class Trend(QWidget):
    """The drawing, with the same in words for a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tren: Tren | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Perkembangan dalam setahun")

    def show_trend(self, tren: Tren) -> None:
        """Draw this."""
        if tren != self._tren:
            self._tren = tren
            self.setAccessibleDescription(describe(tren))
            self.setToolTip(describe(tren))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, 96)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._tren is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(8)
        painter.setFont(font)
        line = QFontMetricsF(font).height()
        if not any(self._tren.tampil):
            painter.setPen(QColor(theme.TEKS_REDUP))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), _KOSONG)
            painter.end()
            return
        plot = QRectF(24, line + 6, self.width() - 48, self.height() - 2 * line - 14)
        points = _points(self._tren, plot)
        _draw_target(painter, self._tren, plot, self.width())
        _draw_line(painter, points)
        self._draw_labels(painter, points, plot, line)
        painter.end()

    def _draw_labels(
        self, painter: QPainter, points: Sequence[QPointF | None], plot: QRectF, line: float
    ) -> None:
        assert self._tren is not None
        for number, nama in enumerate(_NAMA):
            chosen = number + 1 == self._tren.terpilih
            font = QFont(painter.font())
            font.setBold(chosen)
            painter.setFont(font)
            centre = plot.left() + plot.width() * number / 3
            painter.setPen(QColor(theme.TEKS if chosen else theme.TEKS_REDUP))
            below = QRectF(centre - 40, self.height() - line, 80, line)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), nama)
            point, text = points[number], self._tren.tampil[number]
            if point is None or text is None:
                middle = QRectF(centre - 40, plot.center().y() - line / 2, 80, line)
                painter.drawText(middle, int(Qt.AlignmentFlag.AlignCenter), "–")
                continue
            above = QRectF(centre - 40, point.y() - line - 5, 80, line)
            width = QFontMetricsF(font).horizontalAdvance(text) + 4
            ground = QRectF(centre - width / 2, above.top() + 2, width, line - 3)
            painter.fillRect(ground, QColor(theme.PERMUKAAN))
            painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), text)
            painter.setBrush(QColor(theme.AKSEN if chosen else theme.PERMUKAAN))
            painter.setPen(QPen(QColor(theme.AKSEN), 2))
            painter.drawEllipse(point, 4, 4)


def _range(tren: Tren) -> tuple[Fraction, Fraction]:
    values = [value for value in tren.nilai if value is not None]
    if tren.target is not None:
        values.append(Fraction(tren.target))
    if not values:
        return Fraction(0), Fraction(1)
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1, high + 1)


def _y(value: Fraction, tren: Tren, plot: QRectF) -> float:
    low, high = _range(tren)
    return plot.bottom() - float((value - low) / (high - low)) * plot.height()


def _points(tren: Tren, plot: QRectF) -> list[QPointF | None]:
    return [
        None
        if value is None
        else QPointF(plot.left() + plot.width() * number / 3, _y(value, tren, plot))
        for number, value in enumerate(tren.nilai)
    ]


def _draw_target(painter: QPainter, tren: Tren, plot: QRectF, width: int) -> None:
    if tren.target is None:
        return
    y = _y(Fraction(tren.target), tren, plot)
    painter.setPen(QPen(QColor("#8A97A3"), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(4, y), QPointF(width - 4, y))


def _draw_line(painter: QPainter, points: Sequence[QPointF | None]) -> None:
    painter.setPen(QPen(QColor(theme.AKSEN), 2))
    for one, other in pairwise(points):
        if one is not None and other is not None:
            painter.drawLine(one, other)


def describe(tren: Tren) -> str:
    """The line in words."""
    parts = [
        f"{nama} {text or 'belum ada nilai'}" for nama, text in zip(_NAMA, tren.tampil, strict=True)
    ]
    if tren.target is not None:
        parts.append(f"garis putus-putus: target {format_number(tren.target, None)}")
    return "; ".join(parts) + "."
