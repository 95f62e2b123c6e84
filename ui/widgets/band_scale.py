"""The bands of an indicator drawn as a scale, with the value and the target on it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.indonesian import format_number
from core.model.definisi import Definisi, Pita
from core.model.hasil import Hasil
from ui import theme

_TICKS = 5
_BAR = 12.0
_EDGE = 6.0


class Skala(NamedTuple):
    """What is drawn: bands lowest first (none: a plain scale), its ends, value and target."""

    pita: tuple[Pita, ...]
    dari: Fraction
    sampai: Fraction
    nilai: Fraction | None
    tampil: str
    predikat: str
    target: Decimal | None
    satuan: str

    def share(self, value: Fraction) -> float:
        """Where the value lies, 0 at the left end, 1 at the right."""
        span = self.sampai - self.dari
        return float(min(max((value - self.dari) / span, Fraction(0)), Fraction(1)))


def skala_of(definisi: Definisi | None, hasil: Hasil) -> Skala:
    """The scale of a result; one that passes the end lengthens a scale without bands."""
    pita = tuple(sorted(definisi.pita, key=lambda one: one.dari)) if definisi else ()
    nilai = hasil.realisasi.nilai
    if pita:
        dari, sampai = Fraction(pita[0].dari), Fraction(pita[-1].sampai)
    else:
        dari, sampai = Fraction(0), _upper_end(hasil)
    return Skala(
        pita,
        dari,
        sampai,
        nilai,
        hasil.realisasi.tampil or "",
        hasil.realisasi.predikat or "",
        hasil.target,
        "%" if hasil.satuan == "%" else "",
    )


def _upper_end(hasil: Hasil) -> Fraction:
    least = 100 if hasil.satuan == "%" else 5
    step = 20 if least == 100 else 1
    most = max(Fraction(hasil.target or 0), hasil.realisasi.nilai or Fraction(0), Fraction(least))
    return Fraction(-(-most // step) * step)


class BandScale(QWidget):
    """The drawing; `mini` leaves out the names of the bands."""

    def __init__(self, parent: QWidget | None = None, *, mini: bool = False) -> None:
        super().__init__(parent)
        self._skala: Skala | None = None
        self._mini = mini
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Skala nilai")

    def show_scale(self, skala: Skala) -> None:
        """Draw this; the same is said in words to a screen reader and in the tool tip."""
        if skala == self._skala:
            return
        grown = self._skala is None or bool(self._skala.pita) != bool(skala.pita)
        self._skala = skala
        self.setAccessibleDescription(describe(skala))
        self.setToolTip(describe(skala))
        if grown:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        small = QFontMetricsF(self._font()).height()
        lines = 2 if self._mini else 2 + self._name_rows()
        return QSize(220, int(small * lines + _BAR + 14))

    def minimumSizeHint(self) -> QSize:
        return QSize(150, self.sizeHint().height())

    def _name_rows(self) -> int:
        return 2 if self._skala is not None and self._skala.pita else 0

    def _font(self, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(8)
        font.setBold(bold)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._skala is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QFontMetricsF(self._font()).height()
        bar = QRectF(_EDGE, line + 8, self.width() - 2 * _EDGE, _BAR)
        _draw_bar(painter, self._skala, bar)
        self._draw_marks(painter, self._skala, bar)
        painter.setFont(self._font())
        painter.setPen(QColor(theme.TEKS_REDUP))
        _draw_bounds(painter, self._skala, bar)
        if self._skala.pita and not self._mini:
            self._draw_names(painter, self._skala, bar, line)
        painter.end()

    def _draw_marks(self, painter: QPainter, skala: Skala, bar: QRectF) -> None:
        """Value and target above the bar, pushed apart where their words would touch."""
        marks: list[tuple[Fraction, str, bool]] = []
        if skala.target is not None:
            marks.append((Fraction(skala.target), f"target {_short(skala.target)}", False))
        if skala.nilai is not None:
            marks.append((skala.nilai, skala.tampil, True))
        marks.sort(key=lambda mark: mark[0])
        spots = [bar.left() + skala.share(value) * bar.width() for value, _, _ in marks]
        widths = [
            QFontMetricsF(self._font(bold)).horizontalAdvance(text) + 2 for _, text, bold in marks
        ]
        lefts = _apart(spots, widths, self.width())
        for (_, text, is_value), spot, width, left in zip(marks, spots, widths, lefts, strict=True):
            painter.setFont(self._font(is_value))
            painter.setPen(QColor(theme.TEKS if is_value else theme.TEKS_REDUP))
            box = QRectF(left, 0, width, bar.top() - 7)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
            _draw_pointer(painter, spot, bar, is_value)

    def _draw_names(self, painter: QPainter, skala: Skala, bar: QRectF, line: float) -> None:
        """Names under their bands, on two rows in turn so that long ones have room."""
        top = bar.bottom() + line + 3
        centres = [
            bar.left() + skala.share((Fraction(p.dari) + Fraction(p.sampai)) / 2) * bar.width()
            for p in skala.pita
        ]
        for row in (0, 1):
            chosen = list(range(row, len(skala.pita), 2))
            fonts = [self._font(skala.pita[n].predikat == skala.predikat) for n in chosen]
            room = self.width() / max(len(chosen), 1)
            texts = [
                QFontMetricsF(font).elidedText(
                    skala.pita[n].predikat, Qt.TextElideMode.ElideRight, room
                )
                for n, font in zip(chosen, fonts, strict=True)
            ]
            widths = [
                QFontMetricsF(f).horizontalAdvance(t) + 2 for f, t in zip(fonts, texts, strict=True)
            ]
            lefts = _apart([centres[n] for n in chosen], widths, self.width())
            for font, text, width, left in zip(fonts, texts, widths, lefts, strict=True):
                painter.setFont(font)
                painter.setPen(QColor(theme.TEKS if font.bold() else theme.TEKS_REDUP))
                box = QRectF(left, top + row * line, width, line)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def _apart(centres: Sequence[float], widths: Sequence[float], room: float) -> list[float]:
    """Left edges near the (ascending) centres, inside the room and without touching."""
    gap = 5.0
    lefts: list[float] = []
    for centre, width in zip(centres, widths, strict=True):
        left = max(0.0, centre - width / 2)
        if lefts:
            left = max(left, lefts[-1] + widths[len(lefts) - 1] + gap)
        lefts.append(left)
    limit = room
    for number in range(len(lefts) - 1, -1, -1):
        lefts[number] = max(0.0, min(lefts[number], limit - widths[number]))
        limit = lefts[number] - gap
    return lefts


def _draw_bar(painter: QPainter, skala: Skala, bar: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if not skala.pita:
        painter.setBrush(QColor(theme.PITA[0]))
        painter.drawRoundedRect(bar, 3, 3)
        if skala.nilai is not None:
            painter.setBrush(QColor(theme.PITA[3]))
            filled = QRectF(bar)
            filled.setWidth(skala.share(skala.nilai) * bar.width())
            painter.drawRoundedRect(filled, 3, 3)
        return
    for number, pita in enumerate(skala.pita):
        left = bar.left() + skala.share(Fraction(pita.dari)) * bar.width()
        right = bar.left() + skala.share(Fraction(pita.sampai)) * bar.width()
        painter.setBrush(QColor(_shade(number, len(skala.pita))))
        painter.drawRect(QRectF(left, bar.top(), right - left - 1, bar.height()))


def _shade(number: int, count: int) -> str:
    return theme.PITA[round(number * (len(theme.PITA) - 1) / max(count - 1, 1))]


def _draw_pointer(painter: QPainter, spot: float, bar: QRectF, is_value: bool) -> None:
    if is_value:
        tip = bar.top() + 2
        shape = [QPointF(spot, tip), QPointF(spot - 5, tip - 8), QPointF(spot + 5, tip - 8)]
        painter.setPen(QPen(QColor(theme.PERMUKAAN), 1))
        painter.setBrush(QColor(theme.TEKS))
        painter.drawPolygon(QPolygonF(shape))
        return
    for colour, width in ((theme.PERMUKAAN, 4), (theme.TEKS, 2)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLine(QPointF(spot, bar.top() - 5), QPointF(spot, bar.bottom() + 2))


def _draw_bounds(painter: QPainter, skala: Skala, bar: QRectF) -> None:
    """The bounds below the bar; one that would touch its neighbour is left out."""
    if skala.pita:
        values = [Fraction(pita.dari) for pita in skala.pita] + [skala.sampai]
    else:
        values = [skala.dari + (skala.sampai - skala.dari) * n / _TICKS for n in range(_TICKS + 1)]
    metrics = QFontMetricsF(painter.font())
    last = -1.0
    for value in values:
        text = _short(value)
        width = metrics.horizontalAdvance(text) + 2
        centre = bar.left() + skala.share(value) * bar.width()
        left = min(max(0.0, centre - width / 2), bar.right() + _EDGE - width)
        if left > last:
            box = QRectF(left, bar.bottom() + 2, width, metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
            last = left + width + 2


def _short(value: Fraction | Decimal) -> str:
    return format_number(value, None) if isinstance(value, Decimal) else _trimmed(value)


def _trimmed(value: Fraction) -> str:
    text = format_number(value, 2)
    return text.rstrip("0").rstrip(",") if "," in text else text


def describe(skala: Skala) -> str:
    """The drawing in words."""
    parts = []
    if skala.nilai is None:
        parts.append("Nilai belum ada")
    else:
        named = f", predikat {skala.predikat}" if skala.predikat else ""
        parts.append(f"Nilai {skala.tampil}{skala.satuan}{named}")
    if skala.target is not None:
        parts.append(f"target {_short(skala.target)}{skala.satuan}")
    bands = "; ".join(
        f"{p.predikat} {_short(p.dari)} sampai {_short(p.sampai)}" for p in skala.pita
    )
    parts.append(f"pita: {bands}" if bands else f"skala 0 sampai {_short(skala.sampai)}")
    return ", ".join(parts) + "."
