"""Starting the window: the application, its look and words, and what happens to our own errors."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from ui import standard_texts
from ui.background import finish_all
from ui.main_window import NAMA_PROGRAM, MainWindow
from ui.settings import Settings
from ui.theme import apply_theme, icon


def start(arguments: Sequence[str]) -> int:
    """Show the window with the file named, else the last one, until it is closed."""
    app, window = make_window(arguments)
    window.show()
    code = app.exec()
    # Work that ended later would report to a window whose parts have gone.
    finish_all()
    return code


def make_window(arguments: Sequence[str]) -> tuple[QApplication, MainWindow]:
    """The application and its window, which opens its file as soon as it has been painted."""
    app = _application()
    settings = Settings()
    path = Path(arguments[0]) if arguments else settings.berkas_terbuka
    window = MainWindow(settings, path)
    _catch_errors(window)
    return app, window


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QApplication.setStyle("Fusion")
    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAMA_PROGRAM)
    app.setDesktopFileName("iku-kominfo")
    apply_theme(app)
    app.setWindowIcon(icon("aplikasi"))
    standard_texts.install(app)
    return app


def _catch_errors(window: MainWindow) -> None:
    """A mistake of ours becomes a sentence in the window and a report on disk; work goes on."""

    def on_error(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        from ui.environment import report_failure

        window.show_error(f"{report_failure(error)} Yang sudah tersimpan tetap aman.")

    sys.excepthook = on_error
