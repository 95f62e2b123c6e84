"""The open document as the window sees it: the chosen period, the verbs, undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from core.document import Document, Touched
from core.edits import isian
from core.errors import InputError, UserError
from core.model.change import Change
from core.model.journal import Merge
from core.model.pengesahan import ACTS, Pengesahan
from core.model.periode import Periode

if TYPE_CHECKING:
    from core.safekeeping.evidence import EvidenceStore


class Place(NamedTuple):
    """Where in the window a change was made: the period and the key of the tab (or "")."""

    periode: Periode
    tab: str


class _Command(QUndoCommand):
    """A change that is already in the file; `Session` writes, this only keeps the order."""

    def __init__(self, change: Change, place: Place) -> None:
        super().__init__(change.label)
        self.change = change
        self.place = place


class Session(QObject):
    """All widgets read from `doc` and `periode`, and change the file only through `perform`.

    Signals: `changed` after any change, undo or redo (with what it touched); `periode_changed`
    after another period was chosen; `failed` with the sentence to show; `done` with the name of
    what was just done, undone or redone; `reveal` with the place where an undone or redone
    change happened; `history_wanted` with the cells (Sel) whose history somebody asks for;
    `formal_wanted` with the formal act or view that somebody asks for (see ui.pengesahan.desk);
    `evidence_wanted` with what (`Bukti.untuk`) somebody wants to see the evidence of.
    """

    changed = Signal(object)
    periode_changed = Signal(object)
    failed = Signal(str)
    done = Signal(str)
    reveal = Signal(object)
    history_wanted = Signal(object)
    formal_wanted = Signal(str)
    evidence_wanted = Signal(str)

    def __init__(
        self,
        doc: Document,
        periode: Periode,
        parent: QObject | None = None,
        *,
        evidence: EvidenceStore | None = None,
    ) -> None:
        super().__init__(parent)
        self.doc = doc
        self.evidence = evidence
        self.periode = periode
        self.tab = ""
        self.undo_stack = QUndoStack(self)

    def set_periode(self, periode: Periode) -> None:
        """Choose the quarter or year that the window shows."""
        if periode != self.periode:
            self.periode = periode
            self.periode_changed.emit(periode)

    @property
    def lock(self) -> Pengesahan | None:
        """The signed version that holds the chosen period fast; None while it is open."""
        return self.doc.pengunci(self.periode)

    def perform(self, change: Change | Callable[[], Change]) -> bool:
        """Apply a change as one undoable step; a callable may raise UserError while making it.

        False, and `failed` is emitted, if it was refused or could not be written; a change
        without content is dropped and counts as done.
        """
        error = self.try_perform(change)
        if error is not None:
            self.failed.emit(str(error))
        return error is None

    def try_perform(self, change: Change | Callable[[], Change]) -> UserError | None:
        """As `perform`, but the error is returned for the caller to show beside the input."""
        try:
            if not isinstance(change, Change):
                change = change()
            if not change.butir:
                return None
            touched = self.doc.apply(change)
        except UserError as error:
            return error
        self._follow(change, touched)
        return None

    def perform_formal(
        self, act: Callable[[], tuple[Change, Mapping[str, bytes]]]
    ) -> UserError | None:
        """Do what can only be followed by another formal act: it does not go onto the undo stack.

        `act` gives the change and the bytes that it names by their hashes.
        """
        try:
            change, arsip = act()
            touched = self.doc.apply(change, arsip)
        except UserError as error:
            return error
        self._say(change, touched)
        return None

    @property
    def can_write(self) -> bool:
        """Whether the chosen period can be changed: the file can, and nothing was signed."""
        return not self.doc.read_only and self.doc.pengunci(self.periode) is None

    def perform_merge(self, merge: Merge) -> UserError | None:
        """Join another copy as one undoable step; the error is returned for the caller to show.

        Undo takes the changes back and leaves both journals; redo makes them again. One that
        brings formal acts cannot be undone, and what was done before it neither: it may rest on
        what the other copy changed.
        """
        try:
            touched = self.doc.apply_merge(merge)
        except UserError as error:
            return error
        change = merge.perubahan
        if any(each.tabel in ACTS for each in change.butir):
            self.undo_stack.clear()
            self._say(change, touched)
        else:
            self._follow(change, touched)
        return None

    def _follow(self, change: Change, touched: Touched) -> None:
        """A change is in the file: let it be undone, and say so."""
        if change.butir:
            self.undo_stack.push(_Command(change, Place(self.periode, self.tab)))
        self._say(change, touched)

    def _say(self, change: Change, touched: Touched) -> None:
        self.changed.emit(touched)
        self.done.emit(change.label)

    def fill_in(self, kunci: str, text: str) -> InputError | UserError | None:
        """Put typed text into one input of the chosen period; the error to show, or None.

        core.fields.AmbiguousNumber carries the readings among which to choose.
        """
        return self.try_perform(lambda: isian.fill_in(self.doc, self.periode, kunci, text))

    def undo(self) -> None:
        """Take back the last change; if the file refuses, nothing has moved."""
        if self.undo_stack.canUndo():
            command = self.undo_stack.command(self.undo_stack.index() - 1)
            self._replay(command, "Diurungkan", self.undo_stack.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.undo_stack.canRedo():
            command = self.undo_stack.command(self.undo_stack.index())
            self._replay(command, "Diulangi", self.undo_stack.redo)

    def _replay(self, command: QUndoCommand, verb: str, move: Callable[[], None]) -> None:
        assert isinstance(command, _Command)
        label = f"{verb}: {command.change.label}"
        change = command.change.inverse() if verb == "Diurungkan" else command.change
        try:
            touched: Touched = self.doc.apply(Change(label, change.butir))
        except UserError as error:
            self.failed.emit(str(error))
            return
        move()
        self.set_periode(command.place.periode)
        self.changed.emit(touched)
        self.reveal.emit(command.place)
        self.done.emit(label)
