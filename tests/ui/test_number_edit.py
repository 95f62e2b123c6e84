"""Inputs under real keys: what is read, asked, refused, stored, and never changed by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.edits.isian import fill_in, target_field
from core.model.periode import TAHUNAN, Periode
from tests.ui.inputs_page import focused
from ui.session import Session
from ui.widgets.choice_edit import ChoiceEdit
from ui.widgets.field_edit import FieldEdit
from ui.widgets.number_edit import NumberEdit
from ui.widgets.text_edit import EntryEdit, TextEdit

COUNT, INDEX = "layanan.media.penyebut", "spbe.resmi"
KEY = Qt.Key


class Form(QWidget):
    """Some fields below each other."""

    def __init__(self, session: Session, *keys: str) -> None:
        super().__init__()
        self.setProperty("formulir", True)
        multiline = {"spbe.keterangan"}
        self.fields = [FieldEdit(session, key, multiline=key in multiline) for key in keys]
        layout = QVBoxLayout(self)
        for field in self.fields:
            layout.addWidget(field)


def shown(qtbot: QtBot, session: Session, *keys: str) -> Form:
    form = Form(session, *keys)
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    form.fields[0].setFocus()
    return form


def line(form: Form, number: int = 0) -> EntryEdit:
    editor = form.fields[number].editor
    assert isinstance(editor, EntryEdit)
    return editor


def note_of(editor: EntryEdit) -> str:
    return editor.note._label.text() if editor.note.isVisible() else ""


@pytest.mark.parametrize(
    ("kunci", "typed", "read", "stored", "seen"),
    [
        (INDEX, "2,6", "", "2.6", "2,6"),
        (INDEX, "2.6", "dibaca 2,6", "2.6", "2,6"),
        (INDEX, "3,50", "dibaca 3,5", "3.5", "3,5"),
        (COUNT, "1234", "dibaca 1.234", "1234", "1.234"),
        (COUNT, "1.234", "", "1234", "1.234"),
        ("spbe.resmi_tanggal", "2/7/2026", "dibaca 2 Juli 2026", "2026-07-02", "2 Juli 2026"),
        ("spbe.resmi_tanggal", "jul 2026", "dibaca Juli 2026", "2026-07", "Juli 2026"),
    ],
)
def test_the_reading_is_shown_and_enter_stores_it(
    qtbot: QtBot, session: Session, kunci: str, typed: str, read: str, stored: str, seen: str
) -> None:
    form = shown(qtbot, session, kunci, "spbe.resmi_nomor")
    QTest.keyClicks(line(form), typed)
    assert note_of(line(form)) == read
    QTest.keyClick(line(form), KEY.Key_Return)
    assert session.doc.nilai(session.periode, kunci) == stored
    assert line(form).text() == seen
    assert line(form, 1).hasFocus()
    assert note_of(line(form)) == ""


def test_leaving_without_typing_changes_nothing(qtbot: QtBot, session: Session) -> None:
    session.perform(fill_in(session.doc, session.periode, INDEX, "2,5"))
    session.perform(fill_in(session.doc, session.periode, COUNT, "12345"))
    form = shown(qtbot, session, INDEX, COUNT, "spbe.resmi_tanggal")
    lines = len(session.doc.journal())
    for editor in (line(form, 0), line(form, 1), line(form, 2)):
        QTest.keyClick(editor, KEY.Key_End)
        QTest.keyClick(editor, KEY.Key_Tab)
    line(form, 1).setFocus()
    assert line(form, 1).text() == "12345", "an open figure has no dots that typing would break"
    QTest.keyClicks(line(form, 1), "6")
    QTest.keyClick(line(form, 1), KEY.Key_Backspace)
    QTest.keyClick(line(form, 1), KEY.Key_Backtab)
    assert line(form, 1).text() == "12.345"
    assert len(session.doc.journal()) == lines
    assert session.undo_stack.count() == 2


def test_out_of_range_is_refused_beneath_the_field(qtbot: QtBot, session: Session) -> None:
    form = shown(qtbot, session, INDEX, "spbe.resmi_nomor")
    QTest.keyClicks(line(form), "5,5")
    sentence = "Indeks resmi harus antara 1 dan 5, bukan 5,5."
    assert note_of(line(form)) == sentence
    QTest.keyClick(line(form), KEY.Key_Tab)
    assert line(form, 1).hasFocus(), "an error never holds the focus"
    assert line(form).text() == "5,5"
    assert line(form).property("galat") is True
    assert form.fields[0]._message.isVisible()
    assert form.fields[0]._message.text() == sentence
    assert session.doc.nilai(session.periode, INDEX) is None
    assert session.undo_stack.count() == 0
    line(form).setFocus()
    QTest.keyClick(line(form), KEY.Key_Escape)
    assert (line(form).text(), line(form).problem) == ("", "")
    assert not form.fields[0]._message.isVisible()


def test_enter_on_an_error_stays_and_a_mended_figure_goes_on(
    qtbot: QtBot, session: Session
) -> None:
    form = shown(qtbot, session, INDEX, "spbe.resmi_nomor")
    QTest.keyClicks(line(form), "x")
    QTest.keyClick(line(form), KEY.Key_Return)
    assert line(form).hasFocus()
    assert "bukan angka" in line(form).problem
    assert form.fields[0]._message.isVisible()
    assert note_of(line(form)) == "", "said once, beneath the field and not over it"
    QTest.keyClick(line(form), KEY.Key_Backspace)
    QTest.keyClicks(line(form), "3")
    assert line(form).problem == ""
    QTest.keyClick(line(form), KEY.Key_Return)
    assert session.doc.nilai(session.periode, INDEX) == "3"


@pytest.fixture
def host(qtbot: QtBot, qapp: QApplication) -> QWidget:
    """An empty window."""
    made = QWidget()
    made.resize(420, 220)
    qtbot.addWidget(made)
    return made


def ambiguous(qtbot: QtBot, session: Session, host: QWidget) -> tuple[NumberEdit, list[str]]:
    """A figure for which both readings are possible, and what it hands over."""
    editor = NumberEdit(
        target_field(session.doc.definisi("layanan", Periode(2026, TAHUNAN)), "layanan")
    )
    layout = QVBoxLayout(host)
    layout.addWidget(editor)
    layout.addWidget(QPushButton("lain"))
    with qtbot.waitExposed(host):
        host.show()
    host.activateWindow()
    editor.setFocus()
    handed: list[str] = []
    editor.committed.connect(handed.append)
    return editor, handed


@pytest.mark.parametrize(
    ("keys", "handed_over"), [((), "1000"), ((KEY.Key_Right,), "1"), ((KEY.Key_Tab,), "1")]
)
def test_two_readings_are_asked_about(
    qtbot: QtBot, session: Session, host: QWidget, keys: tuple[Qt.Key, ...], handed_over: str
) -> None:
    editor, handed = ambiguous(qtbot, session, host)
    QTest.keyClicks(editor, "1.000")
    assert editor.note.asks
    assert [b.text() for b in editor.note._buttons] == ["1000 (ribuan)", "1 (desimal)"]
    QTest.keyClick(editor, KEY.Key_Return)
    assert handed == []
    for key in keys:
        QTest.keyClick(focused(), key)
    QTest.keyClick(focused(), KEY.Key_Space)
    assert handed == [handed_over]
    assert not editor.note.isVisible()


def test_a_question_left_open_stores_nothing(qtbot: QtBot, session: Session, host: QWidget) -> None:
    editor, handed = ambiguous(qtbot, session, host)
    QTest.keyClicks(editor, "1.000")
    QTest.keyClick(editor, KEY.Key_Tab)
    QTest.keyClick(focused(), KEY.Key_Escape)
    assert editor.hasFocus()
    editor.clearFocus()
    assert handed == []
    assert editor.text() == "1.000"
    assert "dapat berarti 1000 atau 1" in editor.problem
    editor.setFocus()
    assert editor.note.asks, "the question comes back with the focus"


def test_a_refresh_never_wipes_what_is_being_typed(qtbot: QtBot, session: Session) -> None:
    form = shown(qtbot, session, INDEX, COUNT)
    QTest.keyClicks(line(form), "3,")
    assert session.fill_in(INDEX, "4") is None
    assert session.fill_in(COUNT, "7") is None
    assert line(form).text() == "3,"
    assert line(form, 1).text() == "7"
    QTest.keyClick(line(form), KEY.Key_Escape)
    assert line(form).text() == "4"


def test_what_is_typed_belongs_to_the_quarter_it_was_typed_in(
    qtbot: QtBot, session: Session
) -> None:
    form = shown(qtbot, session, INDEX)
    QTest.keyClicks(line(form), "3,5")
    session.set_periode(Periode(2026, 3))
    assert session.doc.nilai(Periode(2026, 2), INDEX) == "3.5"
    assert session.doc.nilai(Periode(2026, 3), INDEX) is None
    assert line(form).text() == ""
    session.set_periode(Periode(2026, 2))
    assert line(form).text() == "3,5"


def test_a_refused_entry_does_not_follow_into_another_quarter(
    qtbot: QtBot, session: Session
) -> None:
    form = shown(qtbot, session, INDEX)
    QTest.keyClicks(line(form), "9")
    session.set_periode(Periode(2026, 3))
    assert (line(form).text(), line(form).problem) == ("", "")


def test_undo_and_redo_show_in_the_field(qtbot: QtBot, session: Session) -> None:
    form = shown(qtbot, session, INDEX, "spbe.resmi_nomor")
    QTest.keyClicks(line(form), "3")
    QTest.keyClick(line(form), KEY.Key_Return)
    session.undo()
    assert line(form).text() == ""
    session.redo()
    assert line(form).text() == "3"


def test_a_contradiction_with_another_figure_is_told_at_the_figure(
    qtbot: QtBot, session: Session
) -> None:
    assert session.fill_in(COUNT, "10") is None
    form = shown(qtbot, session, "layanan.media.pembilang", COUNT)
    QTest.keyClicks(line(form), "11")
    QTest.keyClick(line(form), KEY.Key_Tab)
    assert "melebihi" in line(form).problem
    assert line(form).text() == "11"
    QTest.keyClick(line(form, 1), KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line(form, 1), "12")
    QTest.keyClick(line(form, 1), KEY.Key_Return)
    line(form).setFocus()
    QTest.keyClick(line(form), KEY.Key_Return)
    assert session.doc.nilai(session.periode, "layanan.media.pembilang") == "11"


def test_a_choice_is_never_changed_by_the_wheel(qtbot: QtBot, session: Session) -> None:
    form = shown(qtbot, session, "spbe.resmi_status")
    choice = form.fields[0].editor
    assert isinstance(choice, ChoiceEdit)
    assert choice.currentText() == "—"
    none = Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, wheel)
    assert session.undo_stack.count() == 0
    QTest.keyClick(choice, KEY.Key_Down)
    assert session.doc.nilai(session.periode, "spbe.resmi_status") == "sementara"
    QTest.keyClick(choice, KEY.Key_Delete)
    assert session.doc.nilai(session.periode, "spbe.resmi_status") is None


def test_a_remark_of_several_lines_is_stored_on_leaving(qtbot: QtBot, session: Session) -> None:
    form = shown(qtbot, session, "spbe.keterangan", INDEX)
    editor = form.fields[0].editor
    assert isinstance(editor, TextEdit)
    QTest.keyClicks(editor, "satu")
    QTest.keyClick(editor, KEY.Key_Return)
    QTest.keyClicks(editor, "dua ")
    assert session.undo_stack.count() == 0
    QTest.keyClick(editor, KEY.Key_Tab)
    assert session.doc.nilai(session.periode, "spbe.keterangan") == "satu\ndua"
    assert editor.toPlainText() == "satu\ndua"
    editor.setFocus()
    line(form, 1).setFocus()
    assert session.undo_stack.count() == 1
