"""A day's work in the program itself, on an X server, by key presses that come from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.document import Document, Environment, create
from core.model.periode import Periode

ROOT = Path(__file__).resolve().parents[2]
TW3 = Periode(2026, 3)
SECONDS = 60
"""Long enough for any machine; nothing waits for it unless something is wrong."""


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """An X server of our own."""
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1366x768x24"]
    with subprocess.Popen(
        command, pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        os.close(write_end)
        with os.fdopen(read_end) as numbers:
            yield f":{numbers.readline().strip()}"
        server.terminate()


class Program:
    """The program in a process of its own, and a hand at its keyboard."""

    def __init__(self, path: Path, display: str, folder: Path) -> None:
        self._environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
        }
        settings = folder / "config" / "IKU Kominfo" / "iku-kominfo.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text("[pengguna]\nnama=Perencana\n", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "main.py", str(path)],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._xdotool("search", "--sync", "--name", f"^{path.name} – IKU Kominfo$", "windowfocus")

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(
            ["xdotool", *arguments],
            env=self._environment,
            check=True,
            timeout=SECONDS,
            stdout=subprocess.DEVNULL,
        )

    def press(self, *keys: str) -> None:
        self._xdotool("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "40", text)

    def quit(self) -> None:
        """Ctrl+Q; the program ends well and has said nothing."""
        self.press("ctrl+q")
        output, _ = self._process.communicate(timeout=SECONDS)
        assert (self._process.returncode, output) == (0, "")


@pytest.fixture
def path(tmp_path: Path, environment: Environment) -> Path:
    found = tmp_path / "kerja.sqlite"
    create(found, environment, tahun=2026)
    return found


def test_a_quarter_by_keyboard_alone(
    path: Path, display: str, tmp_path: Path, environment: Environment
) -> None:
    program = Program(path, display, tmp_path)
    program.press("ctrl+3", "alt+2")
    for level in "4335533335":
        program.press(level, "Return")
    for level in "422444":
        program.press(level, "Return")
    program.press("alt+4", "Insert")
    program.type("Penduduk")
    program.press("Return", "Escape")
    program.press("ctrl+z", "ctrl+y")
    program.quit()

    assert not list(path.parent.glob("kerja.sqlite-*"))
    doc = Document(path, environment, read_only=True)
    try:
        spbe = doc.hasil_iku("spbe", TW3)
        assert (spbe.realisasi.tampil, spbe.realisasi.predikat) == ("3,55", "Sangat Baik")
        names = [row["nama"] for row in doc.register("data_statistik", TW3).values()]
        assert names == ["Penduduk"]
        assert [step.tindakan for step in doc.journal()][1:3] == [
            "32 Tingkat Kematangan Layanan Perencanaan diisi 4",
            "33 Tingkat Kematangan Layanan Penganggaran diisi 3",
        ]
    finally:
        doc.close()


def test_looking_around_changes_nothing(path: Path, display: str, tmp_path: Path) -> None:
    before = path.read_bytes()
    program = Program(path, display, tmp_path)
    for tab in range(1, 7):
        program.press(f"alt+{tab}", "Tab", "Tab", "Tab", "Return", "Escape")
    program.press("ctrl+4", "alt+Left", "F9", "Escape", "ctrl+5", "alt+1")
    program.quit()
    assert path.read_bytes() == before
