"""A document with much evidence: when it is written, how that shows, and putting it off."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.edits.bukti import BerkasBukti, tambah_bukti
from core.model.periode import Periode
from core.safekeeping import disk
from core.safekeeping.kept import KeptFile
from ui import custody as custody_module
from ui.custody import Custody
from ui.main_window import MainWindow
from ui.safety.kemajuan import KemajuanBar, KemajuanDialog
from ui.safety.serahkan import SerahkanDialog

Fill = Callable[[str, str], None]
TW2 = Periode(2026, 2)
KUNCI = "spbe.indikator.32"
DATA = random.Random(1).randbytes(600_000)


class SlowStick(disk.System):
    """What the worker flushes waits at a gate."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.is_reached = threading.Event()

    def sync(self, handle: int) -> None:
        if threading.current_thread() is not threading.main_thread():
            self.is_reached.set()
            assert self.gate.wait(30)


@pytest.fixture(autouse=True)
def small_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(custody_module, "JEDA", 10)
    monkeypatch.setattr(custody_module, "_SHOWN_AFTER", 1)
    monkeypatch.setattr(KeptFile, "berat", len(DATA) - 1)
    monkeypatch.setattr(disk, "FLUSHED", disk.PIECE)


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowStick]:
    system = SlowStick()
    monkeypatch.setattr(disk, "system", system)
    yield system
    system.gate.set()


def custody_of(window: MainWindow) -> Custody:
    assert window.desk.custody is not None
    return window.desk.custody


def attach(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    assert session.evidence is not None
    sidik = session.evidence.put(DATA)
    item = BerkasBukti("pindai.pdf", sidik, len(DATA))
    assert session.perform(lambda: tambah_bukti(session.doc, TW2, "", [item]))


def in_dialog(act: Callable[[KemajuanDialog], None]) -> None:
    """Do this as soon as the window waits."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, KemajuanDialog):
            act(dialog)
        else:
            QTimer.singleShot(2, look)

    look()


def test_a_pause_writes_nothing_and_says_so(
    qtbot: QtBot, window: MainWindow, berkas: Path, fill: Fill
) -> None:
    before = berkas.read_bytes()
    attach(window)
    fill(KUNCI, "4")
    qtbot.wait(50)
    assert berkas.read_bytes() == before
    assert window.standing.text().endswith(": menyusul saat Simpan atau ditutup")
    window.desk.save()
    qtbot.waitUntil(lambda: custody_of(window).kept.is_published)
    assert berkas.stat().st_size > len(DATA)
    assert "diperbarui" in window.standing.text()


def test_closing_writes_it(window: MainWindow, berkas: Path) -> None:
    attach(window)
    window.desk.close_file()
    assert berkas.stat().st_size > len(DATA)


def test_an_earlier_days_work_waits_for_her_too(
    qtbot: QtBot, window: MainWindow, fill: Fill
) -> None:
    attach(window)
    window.desk.save()
    custody = custody_of(window)
    qtbot.waitUntil(lambda: custody.kept.is_published)
    fill(KUNCI, "4")
    custody.begin()
    assert not custody.is_writing
    assert "menyusul saat Simpan" in window.standing.text()


def test_she_sees_how_far_it_is_and_works_on(
    qtbot: QtBot, window: MainWindow, fill: Fill, stick: SlowStick
) -> None:
    stick.gate.set()
    attach(window)
    stick.gate.clear()
    stick.is_reached.clear()
    custody = custody_of(window)
    bar = KemajuanBar(custody)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    said: list[str] = []
    custody.progressed.connect(lambda sentence, percent: said.append(sentence))
    custody.publish()
    assert not bar.isHidden()
    assert stick.is_reached.wait(30)
    fill(KUNCI, "4")
    stick.gate.set()
    qtbot.waitUntil(lambda: not custody.is_writing)
    assert bar.isHidden()
    assert any("Menulis ke" in each and "%" in each and "MB" in each for each in said)
    assert not custody.kept.is_published
    assert "menyusul saat Simpan" in window.standing.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space])
def test_it_is_put_off_by_the_keyboard(
    qtbot: QtBot, window: MainWindow, berkas: Path, stick: SlowStick, key: Qt.Key
) -> None:
    stick.gate.set()
    before = berkas.read_bytes()
    attach(window)
    stick.gate.clear()

    def press(dialog: KemajuanDialog) -> None:
        if key == Qt.Key.Key_Space:
            QTest.keyClick(dialog, Qt.Key.Key_Tab)
            QTest.keyClick(dialog.button, key)
        else:
            QTest.keyClick(dialog, key)
        assert dialog.button.text() == "Menunda…"
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        stick.gate.set()

    in_dialog(press)
    custody = custody_of(window)
    assert not custody.finish()
    assert custody_of(window).was_put_off
    assert berkas.read_bytes() == before
    assert not list(berkas.parent.glob("*.baru"))
    assert custody.finish()
    assert not custody.was_put_off
    assert berkas.stat().st_size > len(DATA)


def test_the_dialog_closes_by_itself(
    qtbot: QtBot, window: MainWindow, berkas: Path, stick: SlowStick
) -> None:
    stick.gate.set()
    attach(window)
    stick.gate.clear()
    seen: list[str] = []

    def go_on(dialog: KemajuanDialog) -> None:
        seen.append(dialog.windowTitle())
        QTest.keyClick(dialog, Qt.Key.Key_Return)  # by chance
        stick.gate.set()

    in_dialog(go_on)
    assert custody_of(window).finish()
    assert seen == ["Memperbarui berkas"]


class TestHandingOver:
    def test_the_evidence_goes_with_it(
        self, qtbot: QtBot, window: MainWindow, tmp_path: Path
    ) -> None:
        attach(window)
        (tmp_path / "stik").mkdir()
        kept = custody_of(window).kept
        dialog = SerahkanDialog(kept.doc, window, kept)
        qtbot.addWidget(dialog)
        dialog.take_folder(tmp_path / "stik")
        dialog.hand_over()
        qtbot.waitUntil(lambda: "diperiksa utuh" in dialog.state.text())
        assert (tmp_path / "stik" / "iku.sqlite").stat().st_size > len(DATA)

    def test_it_can_be_called_off(
        self, qtbot: QtBot, window: MainWindow, tmp_path: Path, stick: SlowStick
    ) -> None:
        stick.gate.set()
        attach(window)
        stick.gate.clear()
        (tmp_path / "stik").mkdir()
        kept = custody_of(window).kept
        dialog = SerahkanDialog(kept.doc, window, kept)
        qtbot.addWidget(dialog)
        dialog.take_folder(tmp_path / "stik")
        dialog.hand_over()
        assert stick.is_reached.wait(30)
        dialog.close_button.click()
        stick.gate.set()
        qtbot.waitUntil(lambda: "dibatalkan" in dialog.state.text())
        assert list((tmp_path / "stik").iterdir()) == []
        assert dialog.close_button.text() == "&Tutup"
