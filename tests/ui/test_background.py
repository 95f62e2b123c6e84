"""Work in the background when the program ends."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import weakref
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.background import in_background

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from ui import app
from ui.background import in_background

has_ended = threading.Event()

def work():
    has_ended.wait(0.3)
    Path(sys.argv[1]).write_text("selesai")

def make_window(arguments):
    running = QApplication([])
    QTimer.singleShot(0, lambda: in_background(work, print))
    QTimer.singleShot(0, running.quit)
    return running, QWidget()

app.make_window = make_window
sys.exit(app.start([]))
"""


def test_is_finished_and_reports_to_nobody(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "cadangan")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "cadangan").read_text() == "selesai"


def test_no_widget_is_destroyed_in_the_thread_that_works(qtbot: QtBot) -> None:
    destroyed_in: list[int] = []
    done: list[object] = []

    def discard_a_widget() -> None:
        page = QWidget()
        page.itself = page  # type: ignore[attr-defined]  # so that only the collector finds it
        weakref.finalize(page, lambda: destroyed_in.append(threading.get_ident()))

    def make_garbage() -> None:
        for _ in range(50_000):
            ring: list[object] = []
            ring.append(ring)

    discard_a_widget()
    in_background(make_garbage, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert done == [None]
    assert gc.isenabled()
    gc.collect()
    assert destroyed_in == [threading.get_ident()]
