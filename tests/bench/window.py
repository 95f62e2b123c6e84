"""One start of a window, measured from inside: python -m tests.bench.window bare | program FILE.

Prints CPU seconds (user and system) since the process began, when the window was first painted
and when its figures were, and the peak memory in KB by then.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class _Paints(QObject):
    """Waits for the first painting of the window, and of its figures where it has a file."""

    def __init__(self, has_file: bool) -> None:
        super().__init__()
        self._has_file = has_file
        self._marks: list[float] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._mark)
        return False

    def _mark(self) -> None:
        window = QApplication.activeWindow() or QApplication.topLevelWidgets()[0]
        is_open = getattr(window, "workspace", None) is not None
        if not self._marks or (is_open and len(self._marks) == 1):
            self._marks.append(time.process_time())
        if is_open or not self._has_file:
            print(f"{self._marks[0]:.6f} {self._marks[-1]:.6f} {_peak_memory()}", flush=True)
            QApplication.exit(0)


def _peak_memory() -> int:
    """KB; 0 where the platform does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(arguments: list[str]) -> int:
    watcher = _Paints(arguments[0] != "bare")
    if arguments[0] == "bare":
        app = QApplication(sys.argv[:1])
        window = QMainWindow()
        window.resize(1366, 728)
    else:
        from ui.app import make_window

        app, window = make_window(arguments[1:])
    window.installEventFilter(watcher)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
