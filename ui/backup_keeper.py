"""When backups are made and proved: at opening, then at most every 30 minutes of change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import UserError
from core.safekeeping import drill
from core.safekeeping.backups import Backups, is_due
from core.safekeeping.kept import KeptFile
from core.safekeeping.places import Places
from ui.background import in_background
from ui.session import Session

_AFTER_A_CHANGE = 1_000
_T = TypeVar("_T")


class BackupKeeper(QObject):
    """Backs up the open file in the background.

    Signals: `failed` with a sentence; `drilled` with what came of the weekly drill.
    """

    failed = Signal(str)
    drilled = Signal(object)

    def __init__(
        self, kept: KeptFile, session: Session, places: Places, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self._places = places
        self._last: str | None = None
        self._is_closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._back_up("berkala"))
        session.changed.connect(self._on_changed)

    @property
    def backups(self) -> Backups:
        """The backups of the open document."""
        return Backups(self._places, self._kept.doc.berkas_id)

    def begin(self) -> None:
        """Back up what was opened; then, once a week, prove that it can be restored."""
        if not self._kept.read_only:
            self._back_up("dibuka")

    def _on_changed(self) -> None:
        if is_due(self._last, self._kept.doc.environment.clock()) and not self._timer.isActive():
            self._timer.start(_AFTER_A_CHANGE)

    def _back_up(self, alasan: str) -> None:
        self._last = self._kept.doc.environment.clock()
        backups = self.backups
        try:
            draft = backups.start(self._kept.doc, self._last, alasan)
        except UserError as error:
            self.failed.emit(str(error))
            return
        if draft is None:
            self._drill()
        else:
            self._in_background(lambda: backups.finish(draft), lambda _: self._drill())

    def _drill(self) -> None:
        environment, places = self._kept.doc.environment, self._places
        now = environment.clock()
        if drill.is_drill_due(places, now):
            self._in_background(
                lambda: drill.run_drill(places, environment, now), self.drilled.emit
            )

    def _in_background(self, work: Callable[[], _T], then: Callable[[_T], object]) -> None:
        """Go on with what came of the work, unless the file has been closed meanwhile."""

        def take(result: _T | Exception) -> None:
            if self._is_closed:
                return
            if isinstance(result, UserError):
                self.failed.emit(str(result))
            elif isinstance(result, Exception):
                raise result
            else:
                then(result)

        in_background(work, take)

    def close(self) -> None:
        """Make no further backups; what is being written is finished."""
        self._is_closed = True
        self._timer.stop()
