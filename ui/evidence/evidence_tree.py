"""The evidence of a period, grouped by what it supports, described in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QTreeWidgetItem

from core.evidence_kinds import show_size
from core.history.asal_bukti import Asal
from core.indonesian import format_moment, format_number
from core.model.pengesahan import Bukti
from ui import theme
from ui.evidence.cells import FileTree
from ui.widgets.labels import tip

_KOLOM = ("judul", "halaman", "catatan")
_JUDUL, _HALAMAN, _CATATAN, _BERKAS, _UKURAN, _ASAL = range(6)
_ID, _UNTUK = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class EvidenceTree(FileTree):
    """Signals: `edited(id, kolom, text)`, `opened(id)`, `removed`, `shifted(id, step)`, and
    `target_changed(untuk)` when something that supports another thing is chosen."""

    edited = Signal(str, str, str)
    opened = Signal(str)
    removed = Signal()
    shifted = Signal(str, int)
    target_changed = Signal(str)

    def __init__(self) -> None:
        titles = ["Judul", "Halaman", "Catatan", "Berkas", "Ukuran", "Ditambahkan"]
        super().__init__(titles, "Bukti dukung", (_JUDUL, _HALAMAN, _CATATAN))
        self.hint = ""
        self.is_locked = False
        self._filling = False
        self.setIndentation(14)
        header = self.header()
        header.setMinimumSectionSize(60)
        for column, width in ((_HALAMAN, 84), (_UKURAN, 76), (_ASAL, 212)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        header.setSectionResizeMode(_JUDUL, QHeaderView.ResizeMode.Stretch)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.headerItem().setTextAlignment(_UKURAN, right)
        self.itemChanged.connect(self._take)
        self.currentItemChanged.connect(lambda *_: self._tell_target())
        self.itemDoubleClicked.connect(self._open_item)

    # What is shown

    def show_pieces(
        self,
        groups: Sequence[tuple[str, str, Sequence[Bukti]]],
        origins: Mapping[str, Asal],
    ) -> None:
        """Show groups (untuk, its name, its pieces); what was chosen stays chosen.

        The focus stays here too, though an editor that had it goes.
        """
        focus = QApplication.focusWidget()
        is_focused = focus is not None and (focus is self or self.isAncestorOf(focus))
        chosen, here = set(self.chosen_ids()), self.current_id()
        column = max(0, self.currentColumn())
        self._filling = True
        self.ensurePolished()
        self.clear()
        for untuk, name, pieces in groups:
            self._add_group(untuk, name, pieces, origins)
        self.expandAll()
        for number in range(self.topLevelItemCount()):
            self.setFirstColumnSpanned(number, QModelIndex(), True)
        self._filling = False
        self._choose(chosen, here, column)
        if is_focused:
            self.setFocus()
        self.viewport().update()

    def _add_group(
        self, untuk: str, name: str, pieces: Sequence[Bukti], origins: Mapping[str, Asal]
    ) -> None:
        count = f"{format_number(len(pieces), 0)} bukti" if pieces else "belum ada bukti"
        head = QTreeWidgetItem(self, [f"{name}  ·  {count}"])
        head.setData(0, _UNTUK, untuk)
        head.setToolTip(0, tip(name))
        font = head.font(0)
        font.setBold(True)
        head.setFont(0, font)
        for each in pieces:
            head.addChild(self._line(each, origins.get(each.id)))

    def _line(self, piece: Bukti, asal: Asal | None) -> QTreeWidgetItem:
        came = "" if asal is None else f"{format_moment(asal.waktu)}, {asal.oleh}"
        size = show_size(piece.ukuran)
        catatan = " ".join(piece.catatan.split())
        line = [piece.judul, piece.halaman, catatan, piece.nama, size, came]
        item = QTreeWidgetItem(line)
        item.setData(0, _ID, piece.id)
        item.setData(0, _UNTUK, piece.untuk)
        if not self.is_locked:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        item.setTextAlignment(_UKURAN, right)
        for column, text in enumerate(line):
            item.setToolTip(column, tip(text))
        item.setToolTip(_CATATAN, tip(piece.catatan))
        for column in (_BERKAS, _UKURAN, _ASAL):
            item.setForeground(column, QColor(theme.TEKS_REDUP))
        return item

    def _choose(self, chosen: set[str], here: str | None, column: int) -> None:
        if here is not None and self.go_to(here, column):
            for item in self._lines():
                if item.data(0, _ID) in chosen:
                    item.setSelected(True)

    def _heads(self) -> list[QTreeWidgetItem]:
        items = (self.topLevelItem(number) for number in range(self.topLevelItemCount()))
        return [each for each in items if each is not None]

    def _lines(self) -> list[QTreeWidgetItem]:
        return [head.child(number) for head in self._heads() for number in range(head.childCount())]

    # What is chosen

    def chosen_ids(self) -> list[str]:
        """The pieces that are selected, from the top."""
        return [str(each.data(0, _ID)) for each in self._lines() if each.isSelected()]

    def current_id(self) -> str | None:
        """The piece that is current."""
        item = self.currentItem() if self.topLevelItemCount() else None
        found = None if item is None else item.data(0, _ID)
        return str(found) if found else None

    def untuk_at(self, point: QPoint) -> str | None:
        """What the line under a point of the viewport supports."""
        item = self.itemAt(point) if self.topLevelItemCount() else None
        return None if item is None else str(item.data(0, _UNTUK))

    def go_to(self, bukti_id: str, column: int = _JUDUL) -> bool:
        """Make a piece current; False if it is not shown."""
        for item in self._lines():
            if item.data(0, _ID) == bukti_id:
                self.setCurrentItem(item, column)
                self.scrollToItem(item)
                return True
        return False

    def go_to_group(self, untuk: str) -> None:
        """Make the first piece that supports something current, or its heading."""
        for head in self._heads():
            if head.data(0, _UNTUK) == untuk:
                child = head.child(0) if head.childCount() else head
                self.setCurrentItem(child, _JUDUL)
                self.scrollToItem(head)
                return

    def can_edit(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        is_piece = bool(index.sibling(index.row(), 0).data(_ID))
        return is_piece and not self.is_locked and super().can_edit(index)

    # What is done

    def _take(self, item: QTreeWidgetItem, column: int) -> None:
        if not self._filling and column in self.editable and item.data(0, _ID):
            self.edited.emit(str(item.data(0, _ID)), _KOLOM[column], item.text(column))

    def _tell_target(self) -> None:
        item = self.currentItem() if self.topLevelItemCount() else None
        if not self._filling and item is not None:
            self.target_changed.emit(str(item.data(0, _UNTUK)))

    def _open_item(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _ID):
            self.opened.emit(str(item.data(0, _ID)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.current_id()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if self.is_typing:
            super().keyPressEvent(event)
        elif event.key() in _ENTER and here is not None:
            self.opened.emit(here)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif alt and event.key() in _STEPS:
            if here is not None:
                self.shifted.emit(here, _STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The texts share what the other columns leave, the title taking most."""
        super().resizeEvent(event)
        header = self.header()
        fixed = sum(header.sectionSize(each) for each in (_HALAMAN, _UKURAN, _ASAL))
        room = max(0, self.viewport().width() - fixed)
        for column, hundredths in ((_CATATAN, 24), (_BERKAS, 34)):
            header.resizeSection(column, room * hundredths // 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.topLevelItemCount() == 0 and self.hint:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.TEKS_REDUP))
            room = self.viewport().rect().adjusted(40, 12, -40, -12)
            flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
            painter.drawText(room, flags, self.hint)
            painter.end()
