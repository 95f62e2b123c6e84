"""The open file on its way to its place: pauses, failures, closing, what the status bar says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.document import Document
from core.errors import FileError
from core.model.periode import Periode
from core.safekeeping import disk
from ui import custody as custody_module
from ui.custody import Custody
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.widgets.start_page import StartPage

Fill = Callable[[str, str], None]
TW2 = Periode(2026, 2)
KUNCI = "spbe.indikator.32"


def level_in(path: Path, folder: Path) -> str | None:
    """The level that the document at `path` holds, read from a copy."""
    copy = folder / "dibaca.sqlite"
    shutil.copyfile(path, copy)
    from tests.core.files import opened

    with opened(copy, read_only=True) as doc:
        return doc.nilai(TW2, KUNCI)


def custody_of(window: MainWindow) -> Custody:
    assert window.desk.custody is not None
    return window.desk.custody


class BrokenDisk(disk.System):
    """A disk on which nothing can be created in one folder."""

    def __init__(self, folder: Path, error: OSError) -> None:
        self.folder, self.error = folder, error

    def open(self, path: Path, flags: int) -> int:
        if path.parent == self.folder and path.suffix == ".baru":
            raise self.error
        return super().open(path, flags)


@pytest.fixture(autouse=True)
def short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(custody_module, "JEDA", 10)


def answer(text: str) -> None:
    """Press the button with these words in the question that is about to be asked."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(5, press)
            return
        found = [b for b in box.buttons() if text in b.text().replace("&", "")]
        found[0].click()

    press()


def test_a_pause_brings_the_document_up_to_date(
    qtbot: QtBot, window: MainWindow, berkas: Path, fill: Fill, tmp_path: Path
) -> None:
    before = berkas.read_bytes()
    assert window.standing.text().endswith("mutakhir")
    fill(KUNCI, "4")
    assert window.status.text().startswith("Tersimpan di PC ini ")
    assert window.standing.text().endswith("menyusul…")
    assert berkas.read_bytes() == before
    with qtbot.waitSignal(custody_of(window).arrived):
        pass
    assert "diperbarui " in window.standing.text()
    assert level_in(berkas, tmp_path) == "4"
    assert [each.name for each in berkas.parent.glob("iku.sqlite*")] == ["iku.sqlite"]


def test_ctrl_s_does_not_wait(
    window: MainWindow, berkas: Path, fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custody_module, "JEDA", 1_000_000)
    fill(KUNCI, "4")
    window.desk.save()
    assert level_in(berkas, tmp_path) == "4"
    window.desk.save()
    assert "diperbarui" in window.standing.text()


def test_closing_does_not_wait_either(
    window: MainWindow, berkas: Path, fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custody_module, "JEDA", 1_000_000)
    fill(KUNCI, "4")
    window.desk.close_file()
    assert isinstance(window._content.currentWidget(), StartPage)
    assert level_in(berkas, tmp_path) == "4"


def test_a_failure_is_said_retried_and_loses_nothing(
    qtbot: QtBot,
    window: MainWindow,
    berkas: Path,
    fill: Fill,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = berkas.read_bytes()
    monkeypatch.setattr(custody_module, "_BACK_OFF", (10,))
    monkeypatch.setattr(disk, "system", BrokenDisk(berkas.parent, OSError(28, "full")))
    custody = custody_of(window)
    with qtbot.waitSignal(custody.failed):
        fill(KUNCI, "4")
    assert "disk penuh" in window.standing.text()
    assert "aman di PC ini" in window.guard.text
    assert berkas.read_bytes() == before
    assert window.session is not None
    assert window.session.undo_stack.canUndo()
    assert window.session.doc.nilai(TW2, KUNCI) == "4"
    monkeypatch.undo()
    with qtbot.waitSignal(custody.arrived):
        pass
    assert window.guard.text == ""
    assert level_in(berkas, tmp_path) == "4"


def test_a_pulled_drive_leaves_the_work_on_this_pc(
    qtbot: QtBot, window: MainWindow, settings: Settings, berkas: Path, fill: Fill
) -> None:
    stick, away = berkas.parent / "stik", berkas.parent / "dicabut"
    stick.mkdir()
    document = stick / berkas.name
    shutil.copyfile(berkas, document)
    assert window.desk.open_file(document)
    window.choose_periode(TW2)
    stick.rename(away)
    with qtbot.waitSignal(custody_of(window).failed):
        fill(KUNCI, "4")
    answer("Tutup saja")
    window.desk.close_file()
    assert window.desk.custody is None
    away.rename(stick)
    assert window.desk.open_file(document)
    assert window.session is not None
    assert window.session.doc.nilai(TW2, KUNCI) == "4"
    assert window.workspace is not None
    messages = window.workspace.messages
    qtbot.waitUntil(lambda: "Melanjutkan pekerjaan di PC ini: 1 perubahan" in messages.text)


def test_the_user_may_stay_when_the_document_is_behind(
    window: MainWindow, berkas: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "system", BrokenDisk(berkas.parent, OSError(28, "full")))
    fill(KUNCI, "4")
    answer("Batal")
    window.desk.close_file()
    assert window.session is not None
    monkeypatch.undo()


def test_another_content_is_never_overwritten(
    qtbot: QtBot, window: MainWindow, berkas: Path, fill: Fill, tmp_path: Path
) -> None:
    copy = tmp_path / "rekan.sqlite"
    shutil.copyfile(berkas, copy)
    from core.edits.isian import fill_in
    from tests.core.files import opened

    with opened(copy) as doc:
        doc.apply(fill_in(doc, TW2, KUNCI, "5"))
    shutil.copyfile(copy, berkas)
    theirs = berkas.read_bytes()
    with qtbot.waitSignal(custody_of(window).replaced):
        fill(KUNCI, "4")
    assert "sudah diganti dan tidak ditimpa" in window.guard.text
    assert "telah diganti, belum diperbarui" in window.standing.text()
    fill(KUNCI, "3")
    custody_of(window).finish()
    assert berkas.read_bytes() == theirs
    answer("Tutup saja")
    window.desk.close_file()
    assert berkas.read_bytes() == theirs


def test_a_deleted_document_is_made_again_only_when_asked(
    qtbot: QtBot, window: MainWindow, berkas: Path, fill: Fill, tmp_path: Path
) -> None:
    berkas.unlink()
    with qtbot.waitSignal(custody_of(window).gone):
        fill(KUNCI, "4")
    assert not berkas.exists()
    again = [b for b in window.guard.findChildren(QPushButton) if "sana" in b.text()]
    with qtbot.waitSignal(custody_of(window).arrived):
        again[0].click()
    assert level_in(berkas, tmp_path) == "4"


def test_a_second_window_is_told(
    qtbot: QtBot, window: MainWindow, settings: Settings, berkas: Path
) -> None:
    second = MainWindow(settings)
    qtbot.addWidget(second)
    assert not second.desk.open_file(berkas)
    assert "sedang dibuka di jendela lain" in second.guard.text


def test_work_without_its_document_is_offered(
    qtbot: QtBot, window: MainWindow, berkas: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custody_module, "JEDA", 1_000_000)
    fill(KUNCI, "4")
    custody = custody_of(window)
    berkas.unlink()
    answer("Tutup saja")
    window.desk.close_file()
    assert custody.kept.pending
    page = window._content.currentWidget()
    assert isinstance(page, StartPage)
    offered = [b for b in page.findChildren(QPushButton) if b.text() == berkas.name]
    answer("Lanjutkan pekerjaan")
    offered[0].click()
    assert window.session is not None
    assert window.session.doc.nilai(TW2, KUNCI) == "4"
    window.desk.save()
    assert berkas.exists()


def test_a_copy_is_saved_where_nothing_is(
    window: MainWindow, berkas: Path, fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui import files

    target = tmp_path / "lain" / "salinan.sqlite"
    target.parent.mkdir()
    monkeypatch.setattr(files, "choose_new", lambda *_: target)
    fill(KUNCI, "4")
    window.desk.save_copy()
    assert level_in(target, tmp_path) == "4"
    assert window.session is not None
    assert window.session.doc.path == berkas


def test_the_name_is_asked_once(
    qtbot: QtBot, settings: Settings, berkas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QInputDialog

    asked = []

    def get_text(*_: object) -> tuple[str, bool]:
        asked.append(1)
        return "Siti Aminah", True

    monkeypatch.setattr(QInputDialog, "getText", get_text)
    settings.nama = ""
    window = MainWindow(settings)
    qtbot.addWidget(window)
    assert window.desk.open_file(berkas)
    qtbot.waitUntil(lambda: bool(asked))
    assert window.session is not None
    assert window.session.fill_in(KUNCI, "4") is None
    doc: Document = window.session.doc
    assert doc.journal()[-1].oleh == "Siti Aminah"
    window.desk.close_file()
    assert window.desk.open_file(berkas)
    qtbot.wait(20)
    assert len(asked) == 1
    window.desk.leave()


def test_typing_that_cannot_be_stored_is_not_lost_by_closing(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FileError("Disk penuh.")

    monkeypatch.setattr(Document, "apply", full)
    assert window.workspace is not None
    window.workspace.follow("2026/2/keamanan/keamanan.nilai.aset")
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "37")
    answer("Perbaiki dahulu")
    window.desk.close_file()
    editor = window.workspace.unstored_input()
    assert editor is not None
    assert editor is window.focusWidget()
    answer("Tutup tanpa isian itu")
    window.desk.close_file()
    assert window.workspace is None
