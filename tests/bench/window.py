"""One start of a window, measured from inside: python -m tests.bench.window bare | program FILE.

Prints CPU seconds (user and system) since the process began and the peak memory in KB, both when
the first painting has reached the screen.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class _FirstPaint(QObject):
    """Waits for a window's first paint event, then reports and ends the program."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, _report)
        return False


def _report() -> None:
    print(f"{time.process_time():.6f} {_peak_memory()}", flush=True)
    QApplication.exit(0)


def _peak_memory() -> int:
    """KB; 0 where the platform does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(arguments: list[str]) -> int:
    watcher = _FirstPaint()
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
