"""Given a register on the screen and real keys, what stands in the file and in the table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from core.document import Document
from core.errors import FileError
from core.model.periode import Periode
from tests.ui.register_page import Key, Page, open_page
from ui.session import Session

MANY = 10_000


@pytest.fixture
def data(qtbot: QtBot, session: Session) -> Page:
    """Tab 3, empty."""
    return open_page(qtbot, session, "statistik")


def three(page: Page) -> list[str]:
    ids = page.fill([{"nama": "Padi"}, {"nama": "Jagung"}, {"nama": "Kedelai"}])
    page.go(0, 0)
    return ids


def test_new_rows_are_typed_one_under_the_other(data: Page) -> None:
    data.panel.view.setFocus()
    data.press(Key.Key_Insert)
    assert data.editor is not None
    data.write("Jumlah penduduk")
    data.press(Key.Key_Tab)
    data.write("Disdukcapil")
    data.press(Key.Key_Tab)
    data.press(Key.Key_Y, Key.Key_Right, Key.Key_T)
    data.press(Key.Key_Insert)
    data.write("Angka kelahiran")
    data.press(Key.Key_Return)
    assert data.stored("nama") == ["Jumlah penduduk", "Angka kelahiran"]
    assert data.stored("produsen") == ["Disdukcapil", ""]
    assert data.stored("standar_data") == [1, None]
    assert data.stored("metadata") == [0, None]


def test_enter_commits_and_goes_down_escape_leaves_all_as_it_was(data: Page) -> None:
    three(data)
    data.write("Beras")
    data.press(Key.Key_Return)
    assert data.panel.view.currentIndex().row() == 1
    data.write("xyz")
    data.press(Key.Key_Escape)
    assert data.editor is None
    assert data.stored("nama") == ["Beras", "Jagung", "Kedelai"]


def test_what_cannot_be_written_stays_in_the_cell(
    data: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FileError("Disk penuh.")

    data.fill([{"nama": "Jumlah penduduk"}])
    data.go(0, 0)
    with monkeypatch.context() as broken:
        broken.setattr(Document, "apply", full)
        data.write("Luas")
        data.press(Key.Key_Return)
        assert isinstance(data.editor, QLineEdit)
        assert data.editor.text() == "Luas"
        assert data.stored("nama") == ["Jumlah penduduk"]
    data.press(Key.Key_Return)
    assert data.stored("nama") == ["Luas"]


@pytest.mark.parametrize("is_given_up", [False, True])
def test_what_could_not_be_written_is_there_again_when_the_cell_is_edited(
    data: Page, monkeypatch: pytest.MonkeyPatch, is_given_up: bool
) -> None:
    def full(*_: object) -> None:
        raise FileError("Disk penuh.")

    data.fill([{"nama": "Jumlah penduduk"}, {"nama": "Luas wilayah"}])
    data.go(0, 0)
    with monkeypatch.context() as broken:
        broken.setattr(Document, "apply", full)
        data.write("Baru")
        data.go(1, 0)
    assert data.stored("nama") == ["Jumlah penduduk", "Luas wilayah"]
    data.go(0, 0)
    data.press(Key.Key_F2)
    assert isinstance(data.editor, QLineEdit)
    assert data.editor.text() == "Baru"
    if is_given_up:
        data.press(Key.Key_Escape, Key.Key_F2)
        assert data.editor.text() == "Jumlah penduduk"
    else:
        data.press(Key.Key_Return)
        assert data.stored("nama") == ["Baru", "Luas wilayah"]


def test_an_untouched_cell_writes_nothing(data: Page) -> None:
    three(data)
    before = data.session.doc.journal()
    for _ in range(3):
        data.press(Key.Key_F2)
        assert data.editor is not None
        data.press(Key.Key_Return)
    data.go(0, 0)
    data.write("Padi")
    data.press(Key.Key_Return)
    assert data.session.doc.journal() == before


def test_leaving_the_table_commits_what_was_typed(data: Page) -> None:
    three(data)
    data.write("Beras")
    data.panel.search.setFocus()
    assert data.stored("nama")[0] == "Beras"


def test_space_goes_round_and_y_t_and_minus_are_direct(data: Page) -> None:
    three(data)
    data.go(1, 3)
    for expected in (1, 0, None, 1):
        data.press(Key.Key_Space)
        assert data.stored("metadata") == [None, expected, None]
    for key, expected in ((Key.Key_T, 0), (Key.Key_Y, 1), (Key.Key_Minus, None)):
        data.press(key)
        assert data.stored("metadata") == [None, expected, None]
    assert data.panel.view.currentIndex().row() == 1


def test_a_click_on_the_answer_ticks_a_click_beside_it_only_selects(data: Page) -> None:
    three(data)
    view = data.panel.view
    cell = view.visualRect(data.panel.model.index(0, 4))
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.viewport(), left, pos=cell.center())
    assert data.stored("interoperabilitas")[0] == 1
    QTest.mouseClick(view.viewport(), left, pos=cell.topLeft() + QPoint(3, 3))
    assert data.stored("interoperabilitas")[0] == 1


def test_many_rows_are_ticked_at_once_and_undone_at_once(data: Page) -> None:
    three(data)
    data.go(0, 5)
    data.press(Key.Key_A, ctrl=True)
    data.press(Key.Key_Space, ctrl=True)
    assert data.stored("kode_referensi") == [1, 1, 1]
    data.session.undo()
    assert data.stored("kode_referensi") == [None, None, None]
    assert data.shown(5) == ["–", "–", "–"]


def test_a_criterion_can_be_marked_from_the_menu(data: Page) -> None:
    three(data)
    data.press(Key.Key_A, ctrl=True)
    menu = data.panel.actions_.mark_menu(data.panel)
    entries = menu.actions()
    every = entries[-1].menu()
    assert isinstance(every, QMenu)
    every.actions()[0].trigger()
    assert data.shown(7) == ["memenuhi"] * 3
    assert data.inputs.section.ratio.text() == "3 dari 3 data = 100,00%"


def test_a_block_grows_the_register_and_keeps_its_lines_together(data: Page) -> None:
    three(data)
    data.go(1, 0)
    data.paste('"Padi\nladang"\tDinas A\tYa\r\nUbi\tDinas B\tv\r\nSagu\tDinas C\tx\r\n')
    assert data.stored("nama") == ["Padi", "Padi\nladang", "Ubi", "Sagu"]
    assert data.stored("standar_data") == [None, 1, 1, 0]
    assert data.shown()[1] == "Padi ladang"
    data.session.undo()
    assert data.stored("nama") == ["Padi", "Jagung", "Kedelai"]
    assert data.shown() == ["Padi", "Jagung", "Kedelai"]


def test_a_block_goes_downwards_as_the_rows_are_shown(data: Page) -> None:
    three(data)
    data.panel.view.sort(0)
    assert data.shown() == ["Jagung", "Kedelai", "Padi"]
    data.go(0, 1)
    data.paste("satu\ndua\ntiga\n")
    assert data.stored("produsen") == ["tiga", "satu", "dua"]


def test_a_bad_value_in_a_block_changes_nothing_and_is_named(qtbot: QtBot, data: Page) -> None:
    three(data)
    data.go(0, 2)
    before = data.session.doc.journal()
    with qtbot.waitSignal(data.session.failed) as caught:
        data.paste("Ya\nmungkin\nTidak\n")
    assert "Baris ke-2" in caught.args[0]
    assert "“mungkin” bukan Ya atau Tidak" in caught.args[0]
    assert data.session.doc.journal() == before
    assert data.stored("standar_data") == [None] * 3


def test_one_value_fills_all_selected_rows(data: Page) -> None:
    three(data)
    data.go(0, 1)
    data.press(Key.Key_A, ctrl=True)
    data.paste("Dinas Pertanian\n")
    assert data.stored("produsen") == ["Dinas Pertanian"] * 3


def test_what_is_copied_can_be_pasted_back(data: Page) -> None:
    three(data)
    data.go(0, 3)
    data.press(Key.Key_Y)
    data.press(Key.Key_A, ctrl=True)
    data.press(Key.Key_C, ctrl=True)
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0] == "Padi\t\t\tYa\t\t\t"
    before = data.session.doc.journal()
    data.go(0, 0)
    data.paste(text)
    assert data.session.doc.journal() == before


def test_rows_are_duplicated_and_the_double_name_is_pointed_out(data: Page) -> None:
    three(data)
    data.go(1, 0)
    data.press(Key.Key_D, ctrl=True)
    assert data.stored("nama") == ["Padi", "Jagung", "Kedelai", "Jagung"]
    assert data.panel.view.selected_lines() == [3]
    assert [text.startswith("nama ganda") for text in data.shown(7)] == [False, True, False, True]
    data.press(Key.Key_F2)
    data.write("Jagung manis")
    data.press(Key.Key_Return)
    assert not any("ganda" in text for text in data.shown(7))


def test_rows_are_deleted_without_a_question_and_come_back(data: Page) -> None:
    ids = three(data)
    data.go(1, 0)
    data.press(Key.Key_Delete)
    assert data.stored("nama") == ["Padi", "Kedelai"]
    assert data.panel.view.currentIndex().row() == 1
    assert data.panel._message.text() == "1 baris dihapus. Ctrl+Z mengembalikannya."
    data.session.undo()
    assert data.shown() == ["Padi", "Jagung", "Kedelai"]
    assert data.panel.model.row_id(1) == ids[1]
    data.session.redo()
    assert data.shown() == ["Padi", "Kedelai"]


def test_headings_sort_up_down_and_back(data: Page) -> None:
    three(data)
    header = data.panel.view.horizontalHeader()
    orders = []
    for _ in range(3):
        middle = QPoint(header.sectionViewportPosition(0) + 20, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        orders.append(data.shown())
    assert orders == [
        ["Jagung", "Kedelai", "Padi"],
        ["Padi", "Kedelai", "Jagung"],
        ["Padi", "Jagung", "Kedelai"],
    ]
    assert header.sortIndicatorSection() == -1


def test_the_current_row_stays_current_when_sorted(data: Page) -> None:
    three(data)
    data.panel.view.sort(0)
    assert data.panel.view.currentIndex().row() == 2
    data.write("Beras")
    data.press(Key.Key_Return)
    assert data.shown() == ["Jagung", "Kedelai", "Beras"]


def test_undo_of_a_deletion_slots_the_row_into_the_sorted_table(data: Page) -> None:
    three(data)
    data.panel.view.sort(0, turun=True)
    data.go(1, 0)
    data.press(Key.Key_Delete)
    assert data.shown() == ["Padi", "Jagung"]
    data.session.undo()
    assert data.shown() == ["Padi", "Kedelai", "Jagung"]


def test_words_filter_and_escape_shows_all_again(data: Page) -> None:
    data.fill([{"nama": "Jumlah Guru", "produsen": "Disdik"}, {"nama": "Jumlah sekolah"}])
    data.panel.view.setFocus()
    data.press(Key.Key_F, ctrl=True)
    data.write("GURU dis")
    assert data.shown() == ["Jumlah Guru"]
    data.press(Key.Key_Escape)
    assert len(data.shown()) == 2
    data.write("zzz")
    assert data.shown() == []
    assert data.panel.view.hint.startswith("Tidak ada data yang cocok")


def test_a_ticked_row_stays_until_the_filter_is_applied_again(data: Page) -> None:
    three(data)
    data.panel.states.chosen.emit("BELUM_DINILAI")
    data.go(0, 2)
    for column in (2, 3, 4, 5):
        data.go(0, column)
        data.press(Key.Key_Y)
    assert data.shown() == ["Padi", "Jagung", "Kedelai"]
    assert data.panel._again.text() == "1 tidak lagi cocok, saring ulang"
    assert data.panel._again.isVisible()
    data.panel._again.click()
    assert data.shown() == ["Jagung", "Kedelai"]
    assert not data.panel._again.isVisible()


def test_an_open_editor_survives_a_change_from_elsewhere(data: Page) -> None:
    three(data)
    data.go(1, 0)
    data.press(Key.Key_F2)
    data.write("Jagung hibrida")
    data.fill([{"nama": "Ubi"}])
    data.inputs.refresh()
    assert isinstance(data.editor, QLineEdit)
    assert data.editor.text() == "Jagung hibrida"
    data.press(Key.Key_Return)
    assert data.stored("nama") == ["Padi", "Jagung hibrida", "Kedelai", "Ubi"]


def test_what_is_typed_goes_to_the_quarter_it_was_typed_in(data: Page) -> None:
    three(data)
    data.write("Beras")
    before = data.session.periode
    data.session.set_periode(Periode(2026, 3))
    assert data.shown() == []
    data.session.set_periode(before)
    assert data.shown()[0] == "Beras"


def test_a_long_remark_is_typed_over_several_lines(data: Page) -> None:
    three(data)
    data.go(0, 6)
    data.press(Key.Key_F2)
    assert isinstance(data.editor, QPlainTextEdit)
    data.write("satu")
    QTest.keyClick(data.focus, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    data.write("dua")
    data.press(Key.Key_Return)
    assert data.stored("keterangan")[0] == "satu\ndua"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_remark_that_is_too_long_keeps_its_editor(data: Page) -> None:
    three(data)
    data.go(0, 6)
    data.press(Key.Key_F2)
    assert isinstance(data.editor, QPlainTextEdit)
    data.editor.setPlainText("x" * 3000)
    data.write("y")
    data.press(Key.Key_Return)
    assert data.editor is not None
    data.press(Key.Key_Escape)
    assert data.stored("keterangan")[0] == ""


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_kinds_of_media_are_proposed(qtbot: QtBot, session: Session) -> None:
    page = open_page(qtbot, session, "layanan")
    page.inputs.focus_input("register:media")
    page.fill([{"nama": "Radio"}])
    page.go(0, 1)
    page.write("vid")
    page.press(Key.Key_Down, Key.Key_Tab)
    assert page.stored("jenis") == ["videotron"]


def test_a_file_that_can_only_be_read(qtbot: QtBot, session: Session, document: Document) -> None:
    page = open_page(qtbot, session, "statistik")
    three(page)
    path, environment = document.path, document.environment
    document.close()
    again = Document(path, environment, read_only=True)
    try:
        locked = open_page(qtbot, Session(again, session.periode), "statistik")
        locked.go(0, 3)
        locked.press(Key.Key_Space, Key.Key_Delete, Key.Key_Insert, Key.Key_F2)
        locked.go(0, 0)
        locked.press(Key.Key_F2)
        assert locked.editor is None
        assert locked.shown() == ["Padi", "Jagung", "Kedelai"]
        locked.press(Key.Key_C, ctrl=True)
        assert QGuiApplication.clipboard().text() == "Padi\t\t\t\t\t\t\n"
        assert not locked.panel.actions_.add.isEnabled()
    finally:
        again.close()


def test_ten_thousand_rows(data: Page) -> None:
    data.fill([{"nama": f"Data {n:05d}", "produsen": f"Dinas {n % 40}"} for n in range(MANY)])
    assert data.panel.model.rowCount() == MANY
    data.go(0, 0)
    data.press(Key.Key_F, ctrl=True)
    data.write("data 0777 dinas")
    assert len(data.shown()) == 11
    data.press(Key.Key_Down)
    data.press(Key.Key_A, ctrl=True)
    data.go(0, 3)
    data.press(Key.Key_A, ctrl=True)
    data.press(Key.Key_Space, ctrl=True)
    assert sum(1 for each in data.stored("metadata") if each == 1) == 11
    data.panel.clear_filter()
    data.panel.view.sort(0, turun=True)
    assert data.shown()[0] == f"Data {MANY - 1:05d}"
    data.press(Key.Key_A, ctrl=True)
    data.press(Key.Key_Delete)
    assert data.panel.model.rowCount() == 0
    data.session.undo()
    assert data.panel.model.rowCount() == MANY
    assert data.shown()[0] == f"Data {MANY - 1:05d}"


def test_ctrl_tab_is_no_step_in_the_table(data: Page) -> None:
    three(data)
    QTest.keyClick(data.focus, Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert data.panel.view.currentIndex().column() == 0


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_alt_down_opens_the_list_of_kinds(qtbot: QtBot, session: Session) -> None:
    page = open_page(qtbot, session, "layanan")
    page.inputs.focus_input("register:media")
    page.fill([{"nama": "Situs dinas", "jenis": "radio"}])
    page.go(0, 1)
    QTest.keyClick(page.focus, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    editor = page.panel.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    popup = editor.completer().popup()
    assert popup.isVisible()
    page.press(Key.Key_Down, Key.Key_Return)
    assert page.stored("jenis") == ["website"]
