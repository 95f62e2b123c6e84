"""The pages of a sheet on the screen, crisp at every zoom, each drawn when it comes into view."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui import theme
from ui.pdf_pages import POINTS_PER_INCH, PdfPages

LEBAR, HALAMAN = "lebar", "halaman"
"""Zooms that follow the window: as wide as it is, or one whole page."""

ZOOM_MIN, ZOOM_MAKS = 0.25, 3.0
_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
_MARGIN, _GAP, _SHADOW = 20, 18, 5
_CACHED_PIXELS = 40_000_000
_BEHIND = QColor("#DDE3E8")


class SheetView(QAbstractScrollArea):
    """Pages below one another; `message` stands in their place while there are none.

    Signals: `page_changed` with the number (from 1) of the page in view, `zoom_changed` with the
    zoom, 1.0 being the size on paper.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._message = ""
        self._mode: str | None = LEBAR
        self._zoom = 1.0
        self._rects: list[QRect] = []
        self._tops: list[int] = []
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._page = 1
        self._grabbed: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pratinjau lembar")
        self.verticalScrollBar().valueChanged.connect(self._follow_page)

    # What is shown

    def set_pages(self, pages: PdfPages | None, message: str = "") -> None:
        """Show other pages at the same place and zoom; None: only the message."""
        if self._pages is not None and self._pages is not pages:
            self._pages.close()
        self._pages = pages
        self._message = message
        self._pictures.clear()
        self._arrange()
        self._page = min(self._page, max(self.page_count, 1))
        self._follow_page()
        self.page_changed.emit(self._page)
        self.viewport().update()

    @property
    def pages(self) -> PdfPages | None:
        return self._pages

    @property
    def message(self) -> str:
        """The sentence in place of the pages."""
        return self._message

    @property
    def page_count(self) -> int:
        return len(self._pages) if self._pages is not None else 0

    @property
    def page(self) -> int:
        """The number of the page in view, from 1."""
        return self._page

    @property
    def zoom(self) -> float:
        """1.0 shows the sheet as large as on paper."""
        return self._zoom

    @property
    def drawn_pages(self) -> tuple[int, ...]:
        """The pages (from 1) whose pictures are held; for those who watch memory."""
        return tuple(number + 1 for number in self._pictures)

    # Moving about

    def go_to(self, page: int) -> None:
        """Bring the head of a page into view."""
        if self._rects:
            index = max(0, min(page - 1, len(self._rects) - 1))
            self.verticalScrollBar().setValue(self._rects[index].top() - _GAP // 2)
            self._set_page(index + 1)

    def fit(self, mode: str) -> None:
        """Let the zoom follow the window: LEBAR or HALAMAN."""
        self._mode = mode
        self._rearrange()

    def set_zoom(self, zoom: float) -> None:
        """Zoom to a fixed size."""
        self._mode = None
        self._zoom = max(ZOOM_MIN, min(zoom, ZOOM_MAKS))
        self._rearrange()

    def zoom_in(self) -> None:
        self.set_zoom(next((step for step in _STEPS if step > self._zoom + 0.005), ZOOM_MAKS))

    def zoom_out(self) -> None:
        smaller = [step for step in _STEPS if step < self._zoom - 0.005]
        self.set_zoom(smaller[-1] if smaller else ZOOM_MIN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_PageDown:
            self.go_to(self._page + 1)
        elif key == Qt.Key.Key_PageUp:
            self.go_to(self._page - 1)
        elif key == Qt.Key.Key_Home:
            self.go_to(1)
        elif key == Qt.Key.Key_End:
            self.go_to(self.page_count)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            elif event.angleDelta().y() < 0:
                self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is None:
            return
        here = event.position().toPoint()
        moved, self._grabbed = here - self._grabbed, here
        for bar, way in (
            (self.horizontalScrollBar(), moved.x()),
            (self.verticalScrollBar(), moved.y()),
        ):
            bar.setValue(bar.value() - way)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.viewport().unsetCursor()

    # Where the pages lie

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rearrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def _rearrange(self) -> None:
        """Lay the pages out anew and keep the place that is in view."""
        bar = self.verticalScrollBar()
        before = self._rects[self._page - 1] if self._page <= len(self._rects) else None
        share = (bar.value() - before.top()) / before.height() if before else 0.0
        self._arrange()
        if before and self._page <= len(self._rects):
            now = self._rects[self._page - 1]
            bar.setValue(now.top() + round(share * now.height()))
        self.viewport().update()

    def _arrange(self) -> None:
        sizes = self._pages.sizes if self._pages is not None else []
        old_zoom = self._zoom
        if sizes and self._mode is not None:
            self._zoom = self._fitting_zoom(sizes)
        scale = self._zoom * self.logicalDpiX() / POINTS_PER_INCH
        pages = [QSize(round(width * scale), round(height * scale)) for width, height in sizes]
        widest = max((page.width() for page in pages), default=0)
        room = self.viewport().size()
        content_width = max(room.width(), widest + 2 * _MARGIN)
        self._rects, top = [], _GAP
        for page in pages:
            self._rects.append(QRect(QPoint((content_width - page.width()) // 2, top), page))
            top += page.height() + _GAP
        self._tops = [rect.top() for rect in self._rects]
        self._set_bars(QSize(content_width, top if pages else 0), room)
        if self._zoom != old_zoom:
            self._pictures.clear()
        self.zoom_changed.emit(self._zoom)

    def _fitting_zoom(self, sizes: list[tuple[float, float]]) -> float:
        """The zoom for the widest page; with the room that a scroll bar takes always kept free."""
        per_point = self.logicalDpiX() / POINTS_PER_INCH
        bar = self.verticalScrollBar().sizeHint().width()
        room_width = self.maximumViewportSize().width() - bar - 2 * _MARGIN
        zoom = room_width / (max(width for width, _ in sizes) * per_point)
        if self._mode == HALAMAN:
            room_height = self.maximumViewportSize().height() - 2 * _GAP
            zoom = min(zoom, room_height / (max(height for _, height in sizes) * per_point))
        return max(ZOOM_MIN, min(zoom, ZOOM_MAKS))

    def _set_bars(self, content: QSize, room: QSize) -> None:
        for bar, whole, part in (
            (self.horizontalScrollBar(), content.width(), room.width()),
            (self.verticalScrollBar(), content.height(), room.height()),
        ):
            bar.setRange(0, max(0, whole - part))
            bar.setPageStep(part)
            bar.setSingleStep(40)

    def _follow_page(self) -> None:
        """The page in view is the one under the upper third of the window."""
        if self._tops:
            line = self.verticalScrollBar().value() + self.viewport().height() // 3
            self._set_page(max(1, bisect_right(self._tops, line)))

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), _BEHIND)
        if self._pages is None:
            self._paint_message(painter)
            return
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        window = event.rect().translated(offset)
        first = max(0, bisect_right(self._tops, window.top()) - 1)
        for index in range(first, len(self._rects)):
            rect = self._rects[index]
            if rect.top() > window.bottom():
                break
            place = rect.translated(-offset)
            _paint_shadow(painter, place)
            painter.drawPixmap(place.topLeft(), self._picture(index))

    def _paint_message(self, painter: QPainter) -> None:
        painter.setPen(QColor(theme.TEKS_REDUP))
        room = self.viewport().rect().adjusted(40, 40, -40, -40)
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(room, flags, self._message)

    def _picture(self, index: int) -> QPixmap:
        """The page at the resolution of the screen, drawn now if it is not at hand."""
        ratio = self.devicePixelRatioF()
        held = self._pictures.get(index)
        if held is not None and held.devicePixelRatio() == ratio:
            self._pictures.move_to_end(index)
            return held
        assert self._pages is not None
        size = self._rects[index].size() * ratio
        picture = QPixmap.fromImage(self._pages.picture(index, size.width(), size.height()))
        picture.setDevicePixelRatio(ratio)
        self._pictures[index] = picture
        self._drop_oldest()
        return picture

    def _drop_oldest(self) -> None:
        def pixels() -> int:
            return sum(each.width() * each.height() for each in self._pictures.values())

        while len(self._pictures) > 2 and pixels() > _CACHED_PIXELS:
            self._pictures.popitem(last=False)


def _paint_shadow(painter: QPainter, place: QRect) -> None:
    for grown in range(_SHADOW, 0, -1):
        colour = QColor(27, 39, 51, 7 * (_SHADOW - grown + 1))
        painter.setPen(colour)
        painter.drawRoundedRect(
            place.adjusted(-grown, -grown + 2, grown - 1, grown + 1), grown, grown
        )
