"""The window: periods, tabs, undo, messages, files."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollBar,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from core.model.periode import Periode
from ui import app, files
from ui.main_window import MainWindow
from ui.session import Session
from ui.settings import Settings
from ui.tabs.tab_sasaran import TabSasaran
from ui.widgets.start_page import StartPage
from ui.workspace import Workspace

Fill = Callable[[str, str], None]


def work(window: MainWindow) -> tuple[Workspace, Session]:
    assert window.workspace is not None
    return window.workspace, window.workspace.session


def press(window: MainWindow, keys: str) -> None:
    target = QApplication.focusWidget()
    QTest.keySequence(window if target is None else target, QKeySequence(keys))


def test_ctrl_and_a_digit_choose_the_period(qtbot: QtBot, window: MainWindow) -> None:
    workspace, session = work(window)
    press(window, "Ctrl+3")
    assert session.periode == Periode(2026, 3)
    press(window, "Ctrl+5")
    assert session.periode.is_tahunan
    press(window, "Alt+Left")
    assert session.periode == Periode(2025, 5)
    assert workspace.tabs.count() == 6


def test_alt_right_goes_over_the_end_of_the_year(qtbot: QtBot, window: MainWindow) -> None:
    _, session = work(window)
    window.choose_periode(Periode(2026, 4))
    press(window, "Alt+Right")
    assert session.periode == Periode(2027, 1)


def test_tabs_are_built_only_when_shown(qtbot: QtBot, window: MainWindow) -> None:
    workspace, session = work(window)
    assert list(workspace._built) == ["ringkasan"]
    press(window, "Alt+2")
    assert session.tab == "spbe"
    assert list(workspace._built) == ["ringkasan", "spbe"]


def test_levels_are_typed_right_after_choosing_the_tab(qtbot: QtBot, window: MainWindow) -> None:
    _, session = work(window)
    press(window, "Alt+2")
    press(window, "4")
    assert session.doc.nilai(session.periode, "spbe.indikator.32") == "4"


def test_undo_is_named_and_returns_to_the_tab(qtbot: QtBot, window: MainWindow, fill: Fill) -> None:
    workspace, session = work(window)
    workspace.show_tab("keamanan")
    fill("keamanan.versi", "4.2")
    fill("keamanan.nilai.aset", "37")
    assert window.menus.undo.text() == "Urungkan: Nilai Pengelolaan Aset Informasi diisi 37"
    workspace.show_tab("ringkasan")
    press(window, "Ctrl+1")
    press(window, "Ctrl+Z")
    assert session.doc.nilai(Periode(2026, 2), "keamanan.nilai.aset") is None
    assert session.periode == Periode(2026, 2)
    assert session.tab == "keamanan"
    press(window, "Ctrl+Y")
    assert session.doc.nilai(Periode(2026, 2), "keamanan.nilai.aset") == "37"


def test_done_is_said_in_the_status_bar(window: MainWindow, fill: Fill) -> None:
    fill("spbe.indikator.32", "4")
    assert window.status.text().startswith("Tersimpan di PC ini ")
    assert "diisi 4" in window.status.text()


def test_a_refusal_is_said_in_the_message_bar(window: MainWindow) -> None:
    workspace, session = work(window)
    session.failed.emit("Nilai ini tidak dapat diterima.")
    assert workspace.messages.text == "Nilai ini tidak dapat diterima."
    session.done.emit("Sesuatu diisi")
    assert workspace.messages.text == ""


@pytest.mark.parametrize("tab", ["spbe", "keamanan"])
def test_only_one_scroll_bar_in_a_small_window(qtbot: QtBot, window: MainWindow, tab: str) -> None:
    workspace, session = work(window)
    session.fill_in("keamanan.versi", "5.0")
    window.resize(911, 480)
    workspace.show_tab(tab)
    qtbot.wait(50)
    shown = workspace.current_sasaran
    assert isinstance(shown, TabSasaran)
    assert not shown._scroll.verticalScrollBar().isVisible()
    assert shown.inputs is not None
    assert any(bar.isVisible() for bar in shown.inputs.findChildren(QScrollBar))


def test_an_error_ends_with_its_period(qtbot: QtBot, window: MainWindow) -> None:
    workspace, _ = work(window)
    press(window, "Ctrl+1")
    press(window, "Ctrl+M")
    assert "Belum ada triwulan" in workspace.messages.text
    press(window, "Ctrl+2")
    assert workspace.messages.text == ""
    workspace.messages.show_note("Hanya dapat dibaca.")
    press(window, "Ctrl+3")
    assert workspace.messages.text == "Hanya dapat dibaca."


@pytest.mark.parametrize("tab", ["Alt+1", "Alt+3", "Alt+6"])
def test_escape_closes_the_message(qtbot: QtBot, window: MainWindow, tab: str) -> None:
    workspace, _ = work(window)
    press(window, tab)
    workspace.messages.show_error("Tidak dapat dibaca.")
    press(window, "Esc")
    assert workspace.messages.text == ""


def test_an_empty_quarter_offers_a_copy_of_the_one_before(
    qtbot: QtBot, window: MainWindow, fill: Fill
) -> None:
    workspace, session = work(window)
    strip = workspace.period_bar._ajakan
    assert not strip.isVisible()
    fill("spbe.indikator.32", "4")
    press(window, "Ctrl+3")
    assert strip.isVisible()
    QTest.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    assert session.doc.nilai(Periode(2026, 3), "spbe.indikator.32") == "4"
    assert not strip.isVisible()


def test_the_year_shows_its_quarters_instead_of_inputs(
    qtbot: QtBot, window: MainWindow, fill: Fill
) -> None:
    workspace, session = work(window)
    workspace.show_tab("spbe")
    tab = workspace.current
    assert isinstance(tab, TabSasaran)
    press(window, "Ctrl+5")
    assert tab.year_page.isVisible()
    QTest.mouseClick(tab.year_page._buttons[2], Qt.MouseButton.LeftButton)
    assert session.periode == Periode(2026, 3)
    assert not tab.year_page.isVisible()


def test_a_year_without_definition_says_so(window: MainWindow) -> None:
    workspace, _ = work(window)
    workspace.show_tab("spbe")
    window.choose_periode(Periode(2015, 1))
    tab = workspace.current
    assert isinstance(tab, TabSasaran)
    assert "2015" in tab._none_page.text()
    assert tab._none_page.isVisible()


def test_typing_is_kept_when_the_period_changes(qtbot: QtBot, window: MainWindow) -> None:
    workspace, session = work(window)
    workspace.show_tab("statistik")
    tab = workspace.current
    assert isinstance(tab, TabSasaran)
    tab.panel.target.editor.setFocus()
    QTest.keyClicks(tab.panel.target.editor, "62,5")
    press(window, "Alt+Right")
    target = session.doc.target("statistik", Periode(2026, 2))
    assert target is not None
    assert str(target.nilai) == "62.5"
    assert session.doc.target("statistik", Periode(2026, 3)) is None


def test_opening_what_is_no_file_leaves_the_open_one(window: MainWindow, tmp_path: Path) -> None:
    workspace, session = work(window)
    bad = tmp_path / "bukan.sqlite"
    bad.write_text("bukan basis data", encoding="utf-8")
    assert not window.desk.open_file(bad)
    assert "bukan.sqlite" in workspace.messages.text
    assert window.session is session


def test_a_write_protected_file_is_shown_as_such(
    qtbot: QtBot, settings: Settings, berkas: Path
) -> None:
    berkas.chmod(0o444)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.desk.open_file(berkas)
    workspace, _ = work(window)
    assert workspace.period_bar._baca.text() == "hanya baca"
    qtbot.waitUntil(lambda: "hanya dapat dibaca" in workspace.messages.text)


def test_closing_shows_the_start_page_and_leaves_nothing_beside_the_file(
    window: MainWindow, berkas: Path
) -> None:
    window.desk.close_file()
    assert isinstance(window._content.currentWidget(), StartPage)
    assert not window.menus.with_file[0].isEnabled()
    assert [path.name for path in berkas.parent.glob("iku.sqlite*")] == ["iku.sqlite"]


def test_the_window_remembers_the_file(
    window: MainWindow, settings: Settings, berkas: Path
) -> None:
    window.close()
    assert settings.berkas_terbuka == berkas
    assert settings.berkas_terakhir == [berkas]


def test_an_import_is_one_step(window: MainWindow, tmp_path: Path) -> None:
    _, session = work(window)
    path = tmp_path / "isian.json"
    isian = {"tahun": 2026, "periode": "tw2", "data_statistik": {"memenuhi": 150, "tersedia": 200}}
    path.write_text(json.dumps(isian), encoding="utf-8")
    assert window.desk.import_from(path)
    assert session.doc.realisasi("statistik", Periode(2026, 2)).tampil == "75,00"
    session.undo()
    assert session.doc.realisasi("statistik", Periode(2026, 2)).tampil is None


def test_the_sample_file_is_marked(
    qtbot: QtBot, settings: Settings, tmp_path: Path, window: MainWindow
) -> None:
    path = tmp_path / "contoh.sqlite"
    files.create_sample(path, settings)
    assert window.desk.open_file(path)
    workspace, session = work(window)
    assert workspace.period_bar._contoh.text() == "CONTOH"
    assert session.periode == Periode(2025, 4)
    for number in range(5):
        workspace.enter_tab(number)


def test_our_own_mistake_becomes_a_sentence(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    app._catch_errors(window)
    sys.excepthook(ValueError, ValueError("a mistake"), None)
    workspace, _ = work(window)
    assert "kesalahan yang tidak terduga" in workspace.messages.text
    assert "a mistake" in (tmp_path / "iku-kominfo" / "galat.log").read_text(encoding="utf-8")


def test_standard_buttons_and_edit_menus_are_indonesian(qtbot: QtBot, window: MainWindow) -> None:
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Yes | kinds.No | kinds.Cancel | kinds.Save | kinds.Close)
    qtbot.addWidget(box)
    words = {button.text().replace("&", "") for button in box.buttons()}
    assert words == {"Ya", "Tidak", "Batal", "Simpan", "Tutup"}
    edit = QLineEdit()
    qtbot.addWidget(edit)
    entries = [each.text().replace("&", "") for each in edit.createStandardContextMenu().actions()]
    names = [entry.split("\t")[0] for entry in entries if entry]
    assert names == ["Urungkan", "Ulangi", "Potong", "Salin", "Tempel", "Hapus", "Pilih semua"]
    assert entries[0].endswith("Ctrl+Z")


def test_no_two_entries_share_a_shortcut(window: MainWindow) -> None:
    keys = [key for _, text in window.menus.shortcuts for key in text.split(" atau ")]
    assert len(keys) == len(set(keys))


def test_no_two_entries_of_a_menu_share_a_letter(window: MainWindow) -> None:
    for top in window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        letters = [letter_of(each.text()) for each in menu.actions() if letter_of(each.text())]
        assert len(letters) == len(set(letters)), top.text()


def letter_of(text: str) -> str:
    """The key that chooses an entry together with Alt."""
    return QKeySequence.mnemonic(text).toString()


@pytest.mark.parametrize("trouble", ["failed", "gone", "replaced"])
def test_the_answers_of_the_warning_have_keys_of_their_own(
    qtbot: QtBot, window: MainWindow, trouble: str
) -> None:
    work(window)[0].show_tab("lembar")
    getattr(window.desk.custody, trouble).emit("Berkas belum diperbarui.")
    texts = [each.text() for each in window.menuBar().actions()]
    texts += [each.text() for each in window.findChildren(QPushButton) if each.isVisible()]
    texts += [each.text() for each in window.findChildren(QLabel) if each.buddy() is not None]
    letters = [letter_of(text) for text in texts if letter_of(text)]
    assert len(letters) == len(set(letters)), sorted(letters)


def test_a_warning_that_goes_gives_the_focus_back(qtbot: QtBot, window: MainWindow) -> None:
    _, session = work(window)
    press(window, "Alt+2")
    window.guard.show_note("Berkas sudah diganti.", {"&Gabungkan…": window.guard.hide})
    button = window.guard.findChildren(QPushButton)[0]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    press(window, "4")
    assert session.periode == Periode(2026, 2)
    assert session.doc.nilai(session.periode, "spbe.indikator.32") == "4"


def test_undo_in_the_year_is_that_of_the_window(window: MainWindow, fill: Fill) -> None:
    _, session = work(window)
    fill("spbe.indikator.32", "4")
    window.findChildren(QSpinBox)[0].setFocus()
    press(window, "Ctrl+Z")
    assert session.doc.nilai(session.periode, "spbe.indikator.32") is None


def test_the_journal_tells_undoing_from_doing(window: MainWindow, fill: Fill) -> None:
    _, session = work(window)
    fill("keamanan.versi", "4.2")
    session.undo()
    session.redo()
    done, undone, redone = [step.tindakan for step in session.doc.journal()][-3:]
    assert (undone, redone) == (f"Diurungkan: {done}", f"Diulangi: {done}")


def test_5000_signals(session: Session) -> None:
    heard = 0

    def hear(_: object) -> None:
        nonlocal heard
        heard += 1

    session.changed.connect(hear)
    for number in range(5_000):
        session.changed.emit(number % 2 == 0)
    assert heard == 5_000


def test_starting_imports_nothing_heavy() -> None:
    import subprocess

    code = (
        "import sys; import ui.app; "
        "heavy = {'reportlab', 'sqlite_utils', 'pypdfium2', 'openpyxl', 'numpy'}; "
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    root = Path(app.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_window_kept_on_another_screen_opens_as_if_for_the_first_time(
    settings: Settings, qtbot: QtBot
) -> None:
    first = MainWindow(settings)
    qtbot.addWidget(first)
    kept = bytearray(first.saveGeometry().data())
    kept[46:50] = (10_000).to_bytes(4, "big")  # the width of the screen it was kept on
    settings.geometry = QByteArray(bytes(kept))
    again = MainWindow(settings)
    qtbot.addWidget(again)
    assert again.size() == first.size() != again.minimumSize()
