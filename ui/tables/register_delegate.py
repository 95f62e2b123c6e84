"""How the cells of a register look and are edited: clear Ya and Tidak, text typed in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from core.model.register import MAKS_NAMA, MAKS_TEKS, Kolom
from ui import theme
from ui.tables.cell_editors import LEAVING, LineEditor, NoteEditor
from ui.tables.cell_roles import BUKTI, NILAI
from ui.tables.register_model import Index, RegisterModel

_CHIP = (64, 22)
_ARROW = 22
_SIGN = 20
_CLIP = 36
_NOTE = QSize(340, 112)
_LOOK = {
    1: ("Ya", theme.AKSEN, theme.AKSEN_LEMBUT),
    0: ("Tidak", theme.BAHAYA, theme.BAHAYA_LEMBUT),
}
_PROPOSING = ("pengelola", "produsen")


class RegisterDelegate(QStyledItemDelegate):
    """`toggled` asks for the next value of a yes/no cell, `left` tells how an editor was left."""

    toggled = Signal(object)
    left = Signal(QKeyEvent)

    def __init__(self, model: RegisterModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._room = QRect()
        self._editor: LineEditor | NoteEditor | None = None
        self._index: Index | None = None
        self._is_stored = True
        self._unstored: tuple[QPersistentModelIndex, str] | None = None

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        kolom = self._model.kolom(index)
        rect, state = _rect(option), _state(option)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.AKSEN_LEMBUT))
        if kolom is not None and kolom.jenis == "ya_tidak":
            selected = bool(state & QStyle.StateFlag.State_Selected)
            _paint_answer(painter, rect, index.data(NILAI), selected)
        else:
            super().paint(painter, option, index)
        if kolom is None and index.data(NILAI):
            _paint_sign(painter, 1, rect.left() + 8, rect.center().y(), theme.AKSEN)
        if kolom is not None and kolom.jenis == "pilihan" and self._model.is_editable:
            _paint_arrow(painter, rect)
        if index.data(BUKTI):
            _paint_clip(painter, _clip_rect(rect), index.data(BUKTI))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setPen(QPen(QColor(theme.AKSEN), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        kolom = self._model.kolom(index)
        arrow = kolom is not None and kolom.jenis == "pilihan" and self._model.is_editable
        sign = kolom is None and bool(index.data(NILAI))
        left, right = _SIGN if sign else 4, _ARROW if arrow else _CLIP if index.data(BUKTI) else 4
        _set_rect(option, _rect(option).adjusted(left, 0, -right, 0))
        _hide_focus(option)

    # Answering the mouse

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        kolom = self._model.kolom(index)
        plain = (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        )
        if plain and kolom is not None and self._model.is_editable:
            assert isinstance(event, QMouseEvent)
            where = event.position().toPoint()
            if kolom.jenis == "ya_tidak" and _chip_rect(_rect(option)).contains(where):
                self.toggled.emit(index)
                return True
        return super().editorEvent(event, model, option, index)

    def is_on_arrow(self, rect: QRect, where: QPoint) -> bool:
        """Whether a click in a cell with choices meant its arrow."""
        return rect.right() - _ARROW <= where.x() <= rect.right()

    def is_on_clip(self, rect: QRect, where: QPoint, index: Index) -> bool:
        """Whether a click in a name meant the evidence of its row."""
        return bool(index.data(BUKTI)) and _clip_rect(rect).contains(where)

    # Typing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        kolom = self._model.kolom(index)
        assert kolom is not None
        self._room = parent.rect()
        if kolom.kode == "keterangan":
            editor: LineEditor | NoteEditor = NoteEditor(parent)
        else:
            maks = MAKS_NAMA if kolom.kode == "nama" else MAKS_TEKS
            editor = LineEditor(parent, maks)
            self._propose(editor, kolom, index)
        editor.setAccessibleName(f"{kolom.judul}, baris {index.row() + 1}")
        editor.left.connect(lambda event: self._leave(editor, event))
        self._editor, self._index = editor, index
        return editor

    def _propose(self, editor: LineEditor, kolom: Kolom, index: Index) -> None:
        if kolom.jenis == "pilihan" or kolom.kode in _PROPOSING:
            at_once = kolom.jenis == "pilihan" and not index.data(Qt.ItemDataRole.EditRole)
            editor.propose(self._model.suggestions(kolom), at_once=at_once)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Load the cell once; what changes elsewhere never touches what is being typed.

        What was typed here before and could not be written stands there again.
        """
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        is_typed = self._unstored is not None and self._unstored[0] == index
        if is_typed and self._unstored is not None:
            text = self._unstored[1]
        if isinstance(editor, LineEditor) and not editor.loaded:
            editor.setText(text)
            editor.selectAll()
            editor.setModified(is_typed)
            editor.loaded = True
        elif isinstance(editor, NoteEditor) and not editor.loaded:
            editor.setPlainText(text)
            editor.selectAll()
            editor.document().setModified(is_typed)
            editor.loaded = True

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was really typed; an untouched editor changes nothing."""
        text = _typed_text(editor)
        if text is not None and text != index.data(Qt.ItemDataRole.EditRole):
            self._is_stored = model.setData(index, text)
            self._unstored = None if self._is_stored else (QPersistentModelIndex(index), text)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect = QRect(_rect(option))
        if isinstance(editor, NoteEditor):
            room = self._room
            rect.setSize(rect.size().expandedTo(_NOTE))
            rect.moveRight(min(rect.right(), room.right()))
            rect.moveBottom(min(rect.bottom(), room.bottom()))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter and Tab are the editor's own: it says how it is left."""
        if isinstance(event, QKeyEvent) and event.key() in LEAVING:
            return False
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._unstored = None
        return super().eventFilter(editor, event)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self._editor:
            self._editor, self._index = None, None
        super().destroyEditor(editor, index)

    def commit_open(self) -> None:
        """Put down what stands in an open editor and close it."""
        if self._editor is not None:
            editor = self._editor
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _leave(self, editor: LineEditor | NoteEditor, event: QKeyEvent) -> None:
        text = _typed_text(editor)
        if text is not None and self._index is not None:
            problem = self._model.problem(self._index, text)
            if problem is not None:
                QToolTip.showText(editor.mapToGlobal(QPoint(0, editor.height())), problem, editor)
                return
        self._is_stored = True
        self.commitData.emit(editor)
        if not self._is_stored:
            return
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(event)


# The stubs of PySide6 leave out the attributes of a style option.
def _rect(option: QStyleOptionViewItem) -> QRect:
    found = option.rect  # type: ignore[attr-defined]
    assert isinstance(found, QRect)
    return found


def _set_rect(option: QStyleOptionViewItem, rect: QRect) -> None:
    option.rect = rect  # type: ignore[attr-defined]


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    found = option.state  # type: ignore[attr-defined]
    assert isinstance(found, QStyle.StateFlag)
    return found


def _hide_focus(option: QStyleOptionViewItem) -> None:
    """The frame of the current cell is drawn here, not by the style."""
    option.state = _state(option) & ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]


def _typed_text(editor: QWidget) -> str | None:
    if isinstance(editor, LineEditor):
        return editor.text() if editor.isModified() else None
    assert isinstance(editor, NoteEditor)
    return editor.toPlainText() if editor.document().isModified() else None


def _chip_rect(cell: QRect) -> QRect:
    width = min(_CHIP[0], cell.width() - 4)
    height = min(_CHIP[1], cell.height() - 2)
    return QRect(cell.center().x() - width // 2, cell.center().y() - height // 2 + 1, width, height)


def _paint_answer(painter: QPainter, cell: QRect, value: int | None, selected: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chip = _chip_rect(cell)
    if value is None:
        painter.setPen(QPen(QColor("#8A96A1"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 11, 11)
        painter.setPen(QColor(theme.TEKS_REDUP))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, "–")
        painter.restore()
        return
    word, ink, ground = _LOOK[value]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.PERMUKAAN if selected else ground))
    painter.drawRoundedRect(chip, 11, 11)
    width = painter.fontMetrics().horizontalAdvance(word)
    left = chip.center().x() - (width + 15) // 2
    _paint_sign(painter, value, left, chip.center().y(), ink)
    text = QRect(left + 15, chip.top(), width + 4, chip.height())
    painter.setPen(QColor(ink))
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    painter.restore()


def _paint_sign(painter: QPainter, value: int, left: int, middle: int, ink: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 1.8, c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_sign(value, left, middle))
    painter.restore()


def _sign(value: int, left: float, middle: float) -> QPainterPath:
    """A check mark or a cross, drawn so that every font has it."""
    path = QPainterPath()
    if value:
        path.moveTo(left, middle + 1)
        path.lineTo(left + 3.5, middle + 4.5)
        path.lineTo(left + 10, middle - 3)
    else:
        path.moveTo(left + 1, middle - 3.5)
        path.lineTo(left + 8.5, middle + 4)
        path.moveTo(left + 8.5, middle - 3.5)
        path.lineTo(left + 1, middle + 4)
    return path


def _clip_rect(cell: QRect) -> QRect:
    return QRect(cell.right() - _CLIP, cell.top(), _CLIP, cell.height())


def _paint_clip(painter: QPainter, room: QRect, count: int) -> None:
    """A paper clip and how many pieces of evidence support the row."""
    painter.save()
    middle = room.center().y()
    theme.icon("lampiran").paint(painter, QRect(room.left(), middle - 6, 14, 14))
    painter.setPen(QColor(theme.TEKS_REDUP))
    text = room.adjusted(16, 0, 0, 0)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(count))
    painter.restore()


def _paint_arrow(painter: QPainter, cell: QRect) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#8A96A1"), 1.5, c=Qt.PenCapStyle.RoundCap))
    right, middle = cell.right() - 8, cell.center().y() + 2
    painter.drawLine(right - 8, middle - 2, right - 4, middle + 2)
    painter.drawLine(right - 4, middle + 2, right, middle - 2)
    painter.restore()
