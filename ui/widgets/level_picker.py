"""One maturity level as a row of segments: digits set it, Delete empties it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from core.model.definisi import Tingkat
from ui import theme
from ui.widgets.typing_keys import is_typing

if TYPE_CHECKING:
    from core.history.catatan import Sel

_WIDTH, _HEIGHT = 25, 24
_MARGIN = 2
_MOVES = {
    Qt.Key.Key_Up: "atas",
    Qt.Key.Key_Down: "bawah",
    Qt.Key.Key_Return: "maju",
    Qt.Key.Key_Enter: "maju",
    Qt.Key.Key_Left: "kiri",
    Qt.Key.Key_Right: "kanan",
    Qt.Key.Key_Home: "awal",
    Qt.Key.Key_End: "akhir",
}
_CLIPBOARD = {
    QKeySequence.StandardKey.Copy: "salin",
    QKeySequence.StandardKey.Paste: "tempel",
    QKeySequence.StandardKey.SelectAll: "semua",
}


class LevelPicker(QWidget):
    """Shows one level and asks for another; its owner stores it.

    `asked` carries the level wanted (0: empty it), `moved` where the keys want to go (atas,
    bawah, kiri, kanan, maju, awal, akhir, sini) and whether Shift extends the selection, and
    `clipboard_asked` salin, tempel or semua. `menu_opens` lets the owner add to the menu;
    `cells` says which cells of the file are meant.
    """

    asked = Signal(int)
    moved = Signal(str, bool)
    focused = Signal(bool)
    clipboard_asked = Signal(str)
    menu_opens = Signal(QMenu)

    def __init__(self, tingkat: tuple[Tingkat, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tingkat = tingkat
        self._level: int | None = None
        self._before: int | None = None
        self._locked = False
        self._hovered: int | None = None
        self.cells: Callable[[], frozenset[Sel] | None] = lambda: None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setProperty("masukan", True)

    def sizeHint(self) -> QSize:
        return QSize(len(self._tingkat) * _WIDTH + 2 * _MARGIN, _HEIGHT + 2 * _MARGIN)

    @property
    def level(self) -> int | None:
        return self._level

    def shown_cells(self) -> frozenset[Sel] | None:
        """As `cells` says."""
        return self.cells()

    def show_level(self, level: int | None, before: int | None, *, locked: bool) -> None:
        """Show the stored level; `before` is the last quarter's, marked where it differs."""
        if (level, before, locked) != (self._level, self._before, self._locked):
            self._level, self._before, self._locked = level, before, locked
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, each in enumerate(self._tingkat):
            self._paint_segment(painter, number, each.nilai)
        frame = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.AKSEN), 2))
            painter.drawRoundedRect(frame.adjusted(-1, -1, 1, 1), 6, 6)
        else:
            painter.setPen(QPen(QColor("#B4BEC8"), 1))
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.end()

    def _paint_segment(self, painter: QPainter, number: int, nilai: int) -> None:
        box = QRectF(_MARGIN + number * _WIDTH, _MARGIN, _WIDTH, _HEIGHT)
        level = self._level or 0
        back, ink = theme.PERMUKAAN, theme.TEKS_REDUP
        if nilai == level:
            back, ink = (theme.TEKS_REDUP if self._locked else theme.AKSEN), "#FFFFFF"
        elif nilai < level:
            back, ink = ("#E6EBEF" if self._locked else theme.AKSEN_LEMBUT), theme.TEKS
        elif nilai == self._hovered and not self._locked:
            back, ink = "#EDF1F4", theme.TEKS
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back))
        first, last = number == 0, number == len(self._tingkat) - 1
        inner = box.adjusted(0.5 if first else 0, 0.5, -0.5 if last else 0, -0.5)
        if first or last:
            painter.drawRoundedRect(inner, 5, 5)
            half = inner.adjusted(8 if first else 0, 0, 0 if first else -8, 0)
            painter.drawRect(half)
        else:
            painter.drawRect(inner)
        if not last and nilai != level and nilai + 1 != level:
            painter.setPen(QPen(QColor(theme.GARIS), 1))
            painter.drawLine(
                QPointF(box.right(), box.top() + 5), QPointF(box.right(), box.bottom() - 5)
            )
        font = QFont(self.font())
        font.setBold(nilai == level)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(nilai))
        if nilai == self._before and nilai != level:
            painter.setBrush(QColor(theme.TEKS_REDUP))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(box.center().x(), box.bottom() - 3), 1.6, 1.6)

    def _at(self, x: float) -> int | None:
        number = int((x - _MARGIN) // _WIDTH)
        return self._tingkat[number].nilai if 0 <= number < len(self._tingkat) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        wanted = self._at(event.position().x())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.moved.emit("sini", True)
        elif wanted is not None and not self._locked and wanted != self._level:
            self.asked.emit(wanted)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def _hover(self, nilai: int | None) -> None:
        if nilai != self._hovered:
            self._hovered = nilai
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        others = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        levels = {str(each.nilai): each.nilai for each in self._tingkat}
        asked = next((what for keys, what in _CLIPBOARD.items() if event.matches(keys)), None)
        if self._locked and is_typing(event):
            event.ignore()  # whoever locked it says why
        elif asked is not None:
            self._ask_clipboard(asked)
        elif key in _MOVES and not others:
            self.moved.emit(_MOVES[key], shift)
        elif others:
            super().keyPressEvent(event)
        elif event.text() in levels:
            self.asked.emit(levels[event.text()])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.asked.emit(0)
        else:
            super().keyPressEvent(event)

    def _ask_clipboard(self, what: str) -> None:
        if what != "tempel" or not self._locked:
            self.clipboard_asked.emit(what)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        for text, what in (("Salin", "salin"), ("Tempel", "tempel"), ("Pilih semua", "semua")):
            action = menu.addAction(text)
            action.setEnabled(what != "tempel" or not self._locked)
            action.triggered.connect(lambda _=False, w=what: self._ask_clipboard(w))
        menu.addSeparator()
        clear = menu.addAction("Kosongkan")
        clear.setEnabled(not self._locked)
        clear.triggered.connect(lambda: self.asked.emit(0))
        self.menu_opens.emit(menu)
        menu.exec(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            delete = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
            if delete or any(event.matches(keys) for keys in _CLIPBOARD):
                event.accept()
                return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_meaning(event)
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
            self.focused.emit(event.type() == QEvent.Type.FocusIn)
        return super().event(event)

    def _show_meaning(self, event: QHelpEvent) -> None:
        nilai = self._at(event.pos().x())
        for each in self._tingkat:
            if each.nilai == nilai:
                text = f"<b>{each.nilai} – {each.nama}</b><br>{each.keterangan}"
                QToolTip.showText(event.globalPos(), f"<p style='width:260px'>{text}</p>", self)
