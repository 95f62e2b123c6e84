"""Backups, handing over and rescue in the window."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.model.periode import Periode
from core.safekeeping.backups import Backups
from tests.core.signing import sign
from ui import drives, files
from ui.main_window import MainWindow
from ui.safety.cadangan import CadanganDialog
from ui.safety.luar import LuarDialog
from ui.safety.penyelamatan import PenyelamatanDialog
from ui.safety.serahkan import SerahkanDialog
from ui.session import Session
from ui.widgets.question import ask

Fill = Callable[[str, str], None]
TW2 = Periode(2026, 2)
KUNCI = "spbe.indikator.32"


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def press_in(kind: type[QDialog], key: Qt.Key) -> None:
    """Press a key in the next dialog of this kind."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, kind):
            QTest.keyClick(box, key)
        else:
            QTimer.singleShot(5, press)

    press()


@pytest.fixture
def backed_up(qtbot: QtBot, window: MainWindow, fill: Fill) -> CadanganDialog:
    """The dialog, where one backup holds the level 4 and the file the level 5."""
    fill(KUNCI, "4")
    doc = session_of(window).doc
    qtbot.waitUntil(lambda: len(Backups(files.places(), doc.berkas_id).list()) == 1)
    Backups(files.places(), doc.berkas_id).add(doc, "2026-07-02T10:50:00", "berkala")
    fill(KUNCI, "5")
    dialog = CadanganDialog(session_of(window), files.places(), window)
    qtbot.addWidget(dialog)
    return dialog


def test_opening_makes_a_backup_and_proves_it(qtbot: QtBot, window: MainWindow) -> None:
    backups = Backups(files.places(), session_of(window).doc.berkas_id)
    qtbot.waitUntil(lambda: [each.alasan for each in backups.list()] == ["dibuka"])
    qtbot.waitUntil(lambda: "terbukti dapat dipulihkan" in window.status.text())


def test_restoring_shows_what_changes_and_can_be_undone(
    window: MainWindow, backed_up: CadanganDialog
) -> None:
    dialog, session = backed_up, session_of(window)
    item = dialog.changes.topLevelItem(0)
    assert item is not None
    assert [item.text(column) for column in range(5)] == [
        "TW II 2026",
        "SPBE",
        "Tingkat indikator 32",
        "5",
        "4",
    ]
    assert dialog._title.text() == "Yang berubah bila dipulihkan (1 isian)"
    press_in(QMessageBox, Qt.Key.Key_Return)
    dialog.restore()
    assert session.doc.nilai(TW2, KUNCI) == "4"
    assert window.menus.undo.text().startswith("Urungkan: Cadangan 2 Jul 2026 10.50 dipulihkan")
    backups = Backups(files.places(), session.doc.berkas_id).list()
    assert backups[0].alasan == "sebelum pemulihan"
    session.undo()
    assert session.doc.nilai(TW2, KUNCI) == "5"


def test_a_backup_from_before_a_signing_says_how_to_go_on(
    window: MainWindow, backed_up: CadanganDialog
) -> None:
    sign(session_of(window).doc, TW2)
    backed_up.preview()
    assert not backed_up.restore_button.isEnabled()
    said = backed_up.problem.text()
    assert "tindakan resmi" in said or "telah disahkan" in said
    assert "Tidak ada yang dipulihkan: pilih cadangan sesudah pengesahan itu" in said


def test_both_sides_of_a_change_are_seen_beside_a_long_title(
    qtbot: QtBot, window: MainWindow, backed_up: CadanganDialog
) -> None:
    backed_up.changes.show_lines([["TW II 2026", "SPBE", "Bukti " * 40, "a " * 90, "b"]], "")
    with qtbot.waitExposed(backed_up):
        backed_up.show()
    assert backed_up.changes.horizontalScrollBar().maximum() == 0


def test_restoring_can_be_thought_better_of(window: MainWindow, backed_up: CadanganDialog) -> None:
    press_in(QMessageBox, Qt.Key.Key_Escape)
    backed_up.restore()
    assert session_of(window).doc.nilai(TW2, KUNCI) == "5"


def test_the_dialog_of_backups_fits_a_small_screen(backed_up: CadanganDialog) -> None:
    room = backed_up.screen().availableGeometry().size()
    assert room.width() < 1080
    assert backed_up.width() < room.width()
    assert backed_up.height() < room.height()
    assert backed_up.minimumSizeHint().height() < 460, "768 pixels at 150 %"


def test_the_same_content_needs_no_second_backup(backed_up: CadanganDialog) -> None:
    backed_up.back_up()
    count = backed_up.list.topLevelItemCount()
    assert count == 3
    assert not backed_up.restore_button.isEnabled()
    backed_up.back_up()
    assert backed_up.list.topLevelItemCount() == count
    assert "sudah memuat isi sekarang" in backed_up.problem.text()


def test_a_spoilt_backup_says_so_and_is_not_restored(
    window: MainWindow, backed_up: CadanganDialog
) -> None:
    newest = Backups(files.places(), session_of(window).doc.berkas_id).list()[0]
    content = bytearray(newest.path.read_bytes())
    content[9000] ^= 255
    newest.path.write_bytes(content)
    backed_up.reload()
    assert not backed_up.restore_button.isEnabled()
    assert not backed_up.problem.isHidden()
    backed_up.test()
    assert "terbukti" not in backed_up._drill.text()


def test_handing_over_ends_with_size_and_code(
    qtbot: QtBot, window: MainWindow, fill: Fill, tmp_path: Path
) -> None:
    stick = tmp_path / "stik"
    stick.mkdir()
    fill(KUNCI, "4")
    dialog = SerahkanDialog(session_of(window).doc, window)
    qtbot.addWidget(dialog)
    dialog.take_folder(stick)
    dialog.hand_over()
    assert not dialog.close_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.close_button.isEnabled())
    assert "sudah diserahkan dan diperiksa utuh" in dialog.state.text()
    assert "kode " in dialog.state.text()
    assert [each.name for each in stick.iterdir()] == ["iku.sqlite"]


def test_while_it_hands_over_nothing_else_can_be_chosen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    """Looking for drives again would empty the list and allow a second hand-over."""
    stick = tmp_path / "stik"
    stick.mkdir()
    dialog = SerahkanDialog(session_of(window).doc, window)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.take_folder(stick)
    dialog.hand_over()
    buttons = [each for each in dialog.findChildren(QPushButton) if each.isEnabled()]
    assert not buttons
    assert dialog.focusWidget() is dialog.progress
    qtbot.waitUntil(lambda: dialog.close_button.isEnabled())
    assert all(each.isEnabled() for each in dialog.findChildren(QPushButton) if each != dialog.go)


def test_a_long_answer_about_handing_over_is_shown_whole(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    dialog = SerahkanDialog(session_of(window).doc, window)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog._say("Salinan penerima memuat perubahan yang tidak ada di sini. " * 5)
    qtbot.waitUntil(
        lambda: dialog.state.height() >= dialog.state.heightForWidth(dialog.state.width())
    )


def test_handing_over_to_nowhere_is_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    dialog = SerahkanDialog(session_of(window).doc, window)
    qtbot.addWidget(dialog)
    dialog.take_folder(tmp_path / "tiada")
    dialog.hand_over()
    qtbot.waitUntil(lambda: dialog.close_button.isEnabled())
    assert "tidak ditemukan" in dialog.state.text()


def test_without_a_drive_the_dialog_says_what_to_do(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "carried_drives", list)
    dialog = SerahkanDialog(session_of(window).doc, window)
    qtbot.addWidget(dialog)
    assert "Pasang flashdisk" in dialog.state.text()
    assert not dialog.go.isEnabled()
    monkeypatch.setattr(drives, "carried_drives", lambda: [(Path("E:/"), "STIK", 2**30)])
    dialog.find_drives()
    assert dialog.drives.currentText().startswith("STIK (")
    assert "1.024,0 MB" in dialog.drives.currentText()
    assert dialog.go.isEnabled()


def test_a_damaged_document_is_replaced_by_a_whole_copy(
    qtbot: QtBot, window: MainWindow, berkas: Path, fill: Fill
) -> None:
    fill(KUNCI, "4")
    doc = session_of(window).doc
    qtbot.waitUntil(lambda: bool(Backups(files.places(), doc.berkas_id).list()))
    window.desk.close_file()
    damaged = berkas.read_bytes()[:9000]
    berkas.write_bytes(damaged)
    press_in(PenyelamatanDialog, Qt.Key.Key_Return)
    assert window.desk.open_file(berkas)
    assert session_of(window).doc.nilai(TW2, KUNCI) == "4"
    kept = list(berkas.parent.glob("iku (diganti *).sqlite"))
    assert [each.read_bytes() for each in kept] == [damaged]


def test_an_edit_from_outside_is_shown_before_it_is_replaced(
    qtbot: QtBot, window: MainWindow, berkas: Path, fill: Fill
) -> None:
    fill(KUNCI, "4")
    window.desk.close_file()
    with closing(sqlite3.connect(berkas)) as conn:
        conn.execute("UPDATE isian SET nilai = '5' WHERE kunci = ?", (KUNCI,))
        conn.commit()
    shown: list[list[str]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, LuarDialog):
            QTimer.singleShot(5, look)
            return
        item = box.list.topLevelItem(0)
        assert item is not None
        shown.append([item.text(column) for column in range(5)])
        QTest.keyClick(box, Qt.Key.Key_Return)

    look()
    assert window.desk.open_file(berkas)
    assert shown == [["TW II 2026", "SPBE", "Tingkat indikator 32", "4", "5"]]
    assert session_of(window).doc.nilai(TW2, KUNCI) == "4"


def test_a_damaged_document_stays_as_it_is_where_she_cancels(
    window: MainWindow, berkas: Path, fill: Fill
) -> None:
    fill(KUNCI, "4")
    window.desk.close_file()
    berkas.write_bytes(b"")
    press_in(PenyelamatanDialog, Qt.Key.Key_Escape)
    assert not window.desk.open_file(berkas)
    assert berkas.read_bytes() == b""


def test_an_edit_from_outside_in_a_copy_under_another_name_is_known_by_what_it_holds(
    qtbot: QtBot, window: MainWindow, berkas: Path, fill: Fill, tmp_path: Path
) -> None:
    fill(KUNCI, "4")
    doc = session_of(window).doc
    qtbot.waitUntil(lambda: bool(Backups(files.places(), doc.berkas_id).list()))
    window.desk.save()
    copy = tmp_path / "lain.sqlite"
    shutil.copyfile(berkas, copy)
    with closing(sqlite3.connect(copy)) as conn:
        conn.execute("UPDATE isian SET nilai = '5' WHERE kunci = ?", (KUNCI,))
        conn.commit()
    press_in(LuarDialog, Qt.Key.Key_Escape)
    assert not window.desk.open_file(copy)


def test_a_damaged_document_that_nothing_can_replace_is_a_sentence(
    window: MainWindow, berkas: Path, tmp_path: Path
) -> None:
    alien = tmp_path / "asing.sqlite"
    shutil.copyfile(berkas, alien)
    with alien.open("r+b") as file:
        file.truncate(9000)
    assert not window.desk.open_file(alien)
    assert window.workspace is not None
    assert "rusak" in window.workspace.messages.text


def test_a_question_is_answered_by_enter_or_escape(qtbot: QtBot, window: MainWindow) -> None:
    press_in(QMessageBox, Qt.Key.Key_Return)
    assert ask(window, "Bagaimana?", "Pilih.", ["&Satu", "&Dua"]) == 0
    press_in(QMessageBox, Qt.Key.Key_Escape)
    assert ask(window, "Bagaimana?", "Pilih.", ["&Satu", "&Dua"]) is None
