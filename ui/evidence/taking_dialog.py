"""What the dialogs share that take files in: asking, dropping, pasting, and taking a step back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from core.evidence_kinds import JENIS
from core.model.change import Change
from ui.evidence.attaching import Source, file_filter, settings_of
from ui.evidence.intake import can_take
from ui.session import Session
from ui.widgets.labels import label, set_role


class TakingDialog(QDialog):
    """Every change is a step of its own; Ctrl+Z takes back only those that were made here.

    A subclass says in `choose_files` what is asked for, in `take` where files go, and in
    `refresh` what is shown; `message` tells what was done, or why not.
    """

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.session = session
        self.message = label(role="redup", wrap=True)
        self.message.setAccessibleName("Pesan")
        self._settings = settings_of(self)
        self._first_step = session.undo_stack.index()
        self.setAcceptDrops(True)
        keys = QKeySequence.StandardKey
        for key, call in (
            (QKeySequence(keys.Paste), self.paste),
            (QKeySequence("Ins"), self.choose_files),
            (QKeySequence("Ctrl+Z"), self.undo),
            (QKeySequence("Ctrl+Y"), self.redo),
            (QKeySequence("Ctrl+Shift+Z"), self.redo),
        ):
            QShortcut(key, self).activated.connect(call)

    def refresh(self, _: object = None) -> None:
        """Show what there is now."""
        raise NotImplementedError

    def choose_files(self) -> None:
        """Ask for files; several at once."""
        raise NotImplementedError

    def take(self, source: Source) -> None:
        """Attach files, or what was dropped or pasted."""
        raise NotImplementedError

    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData())

    def say(self, sentence: str, role: str = "redup") -> None:
        """Say what was done, or why not."""
        set_role(self.message, role)
        self.message.setText(sentence)

    def undo(self) -> None:
        """Take back the last step that was made here."""
        if self.session.undo_stack.index() > self._first_step:
            self.session.undo()
            self.say(f"Diurungkan: {self.session.undo_stack.redoText()}")

    def redo(self) -> None:
        """Do it again."""
        if self.session.undo_stack.canRedo():
            self.session.redo()
            self.say(f"Diulangi: {self.session.undo_stack.undoText()}")

    def _ask_files(self, title: str, ends: Sequence[str] = tuple(JENIS)) -> None:
        start = str(self._settings.folder_berkas)
        names, _ = QFileDialog.getOpenFileNames(self, title, start, file_filter(ends))
        if names:
            self.take([Path(name) for name in names])

    def _perform(self, make: Callable[[], Change]) -> bool:
        error = self.session.try_perform(make)
        if error is None:
            self.say("")
            return True
        self.say(str(error), "galat")
        self.refresh()
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if can_take(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        # What is dragged stays where it was: no program may delete it as moved.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(event.mimeData())
