"""Work that waits for disks, done in a thread of its own; its result comes back to the window's.

Python's collector of garbage rests meanwhile: it runs in whatever thread has just made an object,
and widgets that it found there would be destroyed outside the thread that they belong to.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

_T = TypeVar("_T")


class _Job(QObject):
    """Lives in the window's thread, so that the signal arrives there."""

    done = Signal(object)


_running: set[_Job] = set()


class _Run(QRunnable):
    def __init__(self, work: Callable[[], object], job: _Job) -> None:
        super().__init__()
        self._work = work
        self._job = job

    def run(self) -> None:
        result: object
        try:
            result = self._work()
        except Exception as error:  # handed to whoever asked
            result = error
        self._job.done.emit(result)


def in_background(work: Callable[[], _T], then: Callable[[_T | Exception], None]) -> None:
    """Run `work` in a thread, then `then` in this one with what it returned or raised."""
    job = _Job()

    def finish(result: object) -> None:
        _running.discard(job)
        if not _running:
            gc.enable()
        then(result)  # type: ignore[arg-type]

    job.done.connect(finish)
    _running.add(job)
    gc.disable()
    QThreadPool.globalInstance().start(_Run(work, job))


def finish_all() -> None:
    """Wait for what still runs; nobody is told any more. To be called when the window has gone."""
    QThreadPool.globalInstance().waitForDone()
    gc.enable()
