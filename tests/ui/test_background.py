"""Work in the background when the program ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
