"""The verbs on the rows of a register: their words, keys and what each does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from core.edits import register as verbs
from core.indonesian import format_number
from core.model.register import Value
from ui import theme
from ui.evidence.count_button import BUKTI
from ui.history.in_focus import add_history
from ui.tables.clipboard import format_block, parse_block
from ui.tables.register_model import RegisterModel
from ui.tables.register_view import RegisterView

_VALUES: tuple[tuple[str, Value], ...] = (("Ya", 1), ("Tidak", 0), ("Kosongkan", None))


class RegisterActions(QObject):
    """Owns the actions of one table; `said` carries a sentence on what was just done."""

    said = Signal(str)

    def __init__(self, model: RegisterModel, view: RegisterView, home: QWidget) -> None:
        super().__init__(home)
        self._model = model
        self._view = view
        self._home = home
        near = Qt.ShortcutContext.WidgetWithChildrenShortcut
        inside = Qt.ShortcutContext.WidgetShortcut
        keys = QKeySequence.StandardKey
        self.add = self._make("Tambah baris", "tambah", "Ins", near, self._add)
        self.duplicate = self._make("Gandakan", "gandakan", "Ctrl+D", near, self._duplicate)
        self.delete = self._make("Hapus", "hapus", "Del", inside, self._delete)
        self.paste = self._make("Tempel", "tempel", keys.Paste, inside, self._paste)
        self.copy = self._make("Salin", "salin", keys.Copy, inside, self._copy)
        self.copy_titled = self._make(
            "Salin dengan judul kolom", "", "Ctrl+Shift+C", inside, self._copy_titled
        )
        self.all = self._make("Pilih semua", "", keys.SelectAll, inside, view.selectAll)
        self._on_rows = (self.duplicate, self.delete)
        view.answered.connect(self._answer)
        view.evidence_wanted.connect(self.show_evidence)

    def _make(
        self,
        text: str,
        icon: str,
        key: str | QKeySequence.StandardKey,
        context: Qt.ShortcutContext,
        do: Callable[[], object],
    ) -> QAction:
        action = QAction(text, self)
        if icon:
            action.setIcon(theme.icon(icon))
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(context)
        action.triggered.connect(lambda _=False: do())
        widget = self._view if context == Qt.ShortcutContext.WidgetShortcut else self._home
        widget.addAction(action)
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({shown})")
        return action

    def refresh(self) -> None:
        """Offer only what can be done now."""
        editable = self._model.is_editable
        rows = self._view.currentIndex().isValid() or self._view.selectionModel().hasSelection()
        self.add.setEnabled(editable)
        self.paste.setEnabled(editable)
        for action in self._on_rows:
            action.setEnabled(editable and rows)
        for action in (self.copy, self.copy_titled):
            action.setEnabled(rows)

    # Menus

    def mark_menu(self, parent: QWidget) -> QMenu:
        """Ya, Tidak or blank for a criterion in all selected rows, or for all criteria."""
        menu = QMenu("Tandai terpilih", parent)
        columns = [k for k in self._model.columns if k.jenis == "ya_tidak"]
        for kolom in columns:
            part = menu if len(columns) == 1 else menu.addMenu(kolom.judul)
            for word, value in _VALUES:
                text = f"{kolom.judul}: {word}" if part is menu else word
                part.addAction(text).triggered.connect(partial(self._mark, [kolom.kode], value))
        if len(columns) > 2:
            menu.addSeparator()
            part = menu.addMenu("Semua kriteria")
            every = [kolom.kode for kolom in columns]
            for word, value in _VALUES:
                part.addAction(word).triggered.connect(partial(self._mark, every, value))
        return menu

    def context_menu(self) -> QMenu:
        """All verbs with their keys, and the order by the current column."""
        menu = QMenu(self._view)
        menu.addActions([self.add, self.duplicate, self.delete])
        menu.addSeparator()
        menu.addActions([self.copy, self.copy_titled, self.paste])
        menu.addSeparator()
        mark = self.mark_menu(menu)
        mark.setEnabled(self.delete.isEnabled())
        menu.addMenu(mark)
        menu.addAction(self.all)
        menu.addSeparator()
        column = self._view.currentIndex().column()
        if column >= 0:
            sort = menu.addMenu("Urutkan menurut kolom ini")
            sort.addAction("Naik").triggered.connect(lambda: self._view.sort(column))
            sort.addAction("Turun").triggered.connect(lambda: self._view.sort(column, turun=True))
        plain = menu.addAction("Kembali ke urutan berkas")
        plain.setEnabled(self._model.sort_column is not None)
        plain.triggered.connect(lambda: self._view.sort(None))
        menu.addSeparator()
        here = self._view.currentIndex()
        bukti = menu.addAction(BUKTI)
        bukti.setEnabled(here.isValid())
        bukti.triggered.connect(lambda _=False: self.show_evidence(here.row()))
        add_history(menu, self._model.session, self._view)
        return menu

    def show_evidence(self, line: int) -> None:
        """Ask for the evidence of a row."""
        self._view.commit_open()
        self._model.session.evidence_wanted.emit(self._model.untuk(line))

    # The verbs

    def _add(self) -> None:
        self._view.commit_open()
        if self._model.perform(verbs.add_rows, [{}]):
            self._view.edit_cell(self._model.rowCount() - 1, 0)

    def _duplicate(self) -> None:
        self._view.commit_open()
        ids = self._view.selected_ids()
        before = self._model.rowCount()
        if ids and self._model.perform(verbs.duplicate_rows, ids):
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._view.go_to(before, 0, last=self._model.rowCount() - 1)
            self.said.emit(f"{_rows(len(ids))} digandakan ke akhir daftar.")

    def _delete(self) -> None:
        ids = self._view.selected_ids()
        if not ids:
            return
        here = self._view.currentIndex()
        line, column = min(self._view.selected_lines() or [here.row()]), here.column()
        if self._model.perform(verbs.delete_rows, ids):
            self._view.go_to(min(line, self._model.rowCount() - 1), column)
            self.said.emit(f"{_rows(len(ids))} dihapus. Ctrl+Z mengembalikannya.")

    def _copy(self) -> None:
        self._to_clipboard(titled=False)

    def _copy_titled(self) -> None:
        self._to_clipboard(titled=True)

    def _to_clipboard(self, *, titled: bool) -> None:
        lines = self._view.selected_lines()
        if not lines:
            return
        columns = self._model.columns
        block = [[kolom.judul for kolom in columns]] if titled else []
        for line in lines:
            row = self._model.row(line)
            block.append([_cell_text(row[kolom.kode]) for kolom in columns])
        QGuiApplication.clipboard().setText(format_block(block))
        self.said.emit(f"{_rows(len(lines))} disalin.")

    def _paste(self) -> None:
        self._view.commit_open()
        block = parse_block(QGuiApplication.clipboard().text())
        if not block:
            self.said.emit("Papan klip tidak berisi teks.")
            return
        here = self._view.currentIndex()
        selected = self._view.selected_ids()
        if len(block) == 1 and len(block[0]) == 1 and len(selected) > 1:
            ids, block = selected, block * len(selected)
        else:
            ids = self._model.ids_from(here.row())[: len(block)] if here.isValid() else []
        column = here.column() if here.isValid() else 0
        if column >= self._model.kekurangan_column:
            self.said.emit("Kolom Kekurangan dihitung oleh program; pilih kolom lain.")
            return
        before = self._model.rowCount()
        if self._model.perform(verbs.paste_block, block, ids, column):
            grown = self._model.rowCount() - before
            more = f", {format_number(grown, 0)} di antaranya baris baru" if grown else ""
            self.said.emit(f"{_rows(len(block))} ditempel{more}.")
            if not here.isValid():
                self._view.go_to(before, 0)

    def _mark(self, columns: list[str], value: Value, _checked: bool = False) -> None:
        ids = self._view.selected_ids()
        if ids:
            self._model.perform(verbs.mark_rows, ids, columns, value)

    def _answer(self, ids: list[str], column: int, value: Value) -> None:
        self._model.perform(verbs.set_cells, ids, self._model.columns[column].kode, value)


def _cell_text(value: Value) -> str:
    """A cell as a spreadsheet should have it: whole texts, nothing where not filled in."""
    if isinstance(value, int):
        return "Ya" if value else "Tidak"
    return value or ""


def _rows(count: int) -> str:
    return f"{format_number(count, 0)} baris"
