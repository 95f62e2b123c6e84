"""A signed period in the window: its state everywhere, and inputs that cannot be changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from core.document import Document
from core.model.pengesahan import Pengesahan
from core.model.periode import TAHUNAN, Periode
from core.signed import signed_sentence
from tests.core.files import environment, sample_file
from tests.core.signing import signed as signed_file
from tests.ui.pengesahan.conftest import TW2
from ui.dialogs.target import TargetDialog
from ui.main_window import MainWindow
from ui.pengesahan.state_strip import StateStrip
from ui.pengesahan.version_box import VersionBox
from ui.session import Session
from ui.tables.register_view import RegisterView
from ui.widgets.level_picker import LevelPicker
from ui.workspace import Workspace

Sign = Callable[..., Pengesahan]
IKU = ("spbe", "layanan", "statistik", "keamanan")
YEAR = Periode(2025, TAHUNAN)


@pytest.fixture
def workspace(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def _chip(workspace: Workspace) -> str:
    state = workspace.period_bar.state
    return state.text() if state.isVisible() else ""


def test_the_state_of_a_period_goes_from_draft_to_reopened(
    workspace: Workspace, sign: Sign, reopen: Callable[[], None], session: Session
) -> None:
    assert _chip(workspace) == "konsep"
    sign()
    assert _chip(workspace) == "disahkan"
    reopen()
    assert _chip(workspace) == "perubahan dibuka"
    sign()
    assert _chip(workspace) == "disahkan (versi 2)"
    workspace.choose_periode(Periode(2025, 3))
    assert _chip(workspace) == "konsep"
    workspace.choose_periode(Periode(2024, 1))
    assert _chip(workspace) == ""


def test_the_segment_of_a_signed_quarter_has_its_mark(workspace: Workspace, sign: Sign) -> None:
    buttons = {each.text().split(" •")[0]: each for each in workspace.period_bar._group.buttons()}
    second = buttons["TW II"]
    assert second.icon().isNull()
    sign()
    assert not second.icon().isNull()
    assert "disahkan" in second.accessibleName()
    assert buttons["TW III"].icon().isNull()


def test_the_strip_says_why_and_offers_what_can_be_done(
    workspace: Workspace, sign: Sign, session: Session
) -> None:
    strip = workspace.period_bar.strip
    assert not strip.isVisible()
    signed = sign()
    assert strip.isVisible()
    assert strip.text.text().startswith("TW II 2025 telah disahkan pada ")
    assert strip.text.text().endswith(f"(versi {signed.versi}). Angkanya tidak dapat diubah.")
    assert [each.text() for each in strip.buttons] == ["Lihat lembar", "Perubahan…"]
    strip.buttons[0].click()
    assert session.tab == "lembar"
    assert not any(each.isVisible() for each in strip.buttons)
    workspace.choose_periode(Periode(2025, 3))
    assert not strip.isVisible()


def _inputs(page: QWidget) -> list[QWidget]:
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, LevelPicker)
    found = [each for kind in kinds for each in page.findChildren(kind) if each.isVisible()]
    filters = ("Saring", "Tampilkan")  # these change what is seen and not the file
    return [each for each in found if not each.accessibleName().startswith(filters)]


def _is_locked(widget: QWidget) -> bool:
    if isinstance(widget, LevelPicker):
        return widget._locked
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return widget.isReadOnly()
    return not widget.isEnabled()


@pytest.mark.parametrize("iku", IKU)
def test_every_input_of_a_signed_quarter_is_held_fast_and_free_again_elsewhere(
    workspace: Workspace, sign: Sign, iku: str
) -> None:
    workspace.show_tab(iku)
    inputs = _inputs(workspace.current)
    assert inputs
    assert not any(_is_locked(each) for each in inputs)
    sign()
    assert [each for each in _inputs(workspace.current) if not _is_locked(each)] == []
    workspace.choose_periode(Periode(2025, 3))
    assert not any(_is_locked(each) for each in _inputs(workspace.current))
    workspace.choose_periode(TW2)
    assert all(_is_locked(each) for each in _inputs(workspace.current))


def test_a_signed_year_holds_its_quarters_fast(
    workspace: Workspace, sign: Sign, session: Session
) -> None:
    sign(YEAR)
    workspace.show_tab("spbe")
    assert all(_is_locked(each) for each in _inputs(workspace.current))
    assert "karena Tahun 2025 telah disahkan" in workspace.period_bar.strip.text.text()
    assert _chip(workspace) == "disahkan dalam tahun"


def test_typing_and_pasting_say_the_sentence_once(
    workspace: Workspace, sign: Sign, session: Session
) -> None:
    sign()
    workspace.show_tab("spbe")
    said: list[str] = []
    session.failed.connect(said.append)
    before = session.doc.isian(TW2)
    for widget in _inputs(workspace.current):
        if isinstance(widget, QComboBox):
            continue
        widget.setFocus()
        QTest.keyClicks(widget, "4")
        QTest.keyClick(widget, Qt.Key.Key_Delete)
        QGuiApplication.clipboard().setText("5")
        QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(said) == 1
    assert "telah disahkan (versi 1" in said[0]
    assert "Perubahan" in said[0]
    assert session.doc.isian(TW2) == before
    workspace.choose_periode(Periode(2025, 3))
    workspace.choose_periode(TW2)
    assert not workspace.messages.isVisible()
    QTest.keyClicks(_inputs(workspace.current)[0], "1")
    assert len(said) == 2


def test_the_strip_says_it_itself_and_only_until_something_else_is_done(
    workspace: Workspace, sign: Sign
) -> None:
    sign()
    workspace.show_tab("spbe")
    strip = workspace.period_bar.strip
    plain, buttons = strip.text.text(), strip.buttons
    QTest.keyClicks(_inputs(workspace.current)[0], "1")
    assert not workspace.messages.isVisible()
    assert strip.text.text().startswith(plain)
    assert strip.text.text() != plain
    assert strip.property("jenis") == "ditolak"
    assert strip.buttons == buttons
    workspace.choose_periode(Periode(2025, 3))
    workspace.choose_periode(TW2)
    assert strip.text.text() == plain


def test_keys_in_the_table_of_a_signed_quarter_change_no_row(
    workspace: Workspace, sign: Sign, session: Session
) -> None:
    sign()
    workspace.show_tab("layanan")
    view = next(v for v in workspace.current.findChildren(RegisterView) if v.isVisible())
    before = dict(session.doc.register("sistem_informasi", TW2))
    said: list[str] = []
    session.failed.connect(said.append)
    view.setFocus()
    view.go_to(0, 0)
    for column in range(4):
        view.go_to(0, column)
        for key in (Qt.Key.Key_Y, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_A):
            QTest.keyClick(view, key)
    assert not view.is_typing
    assert session.doc.register("sistem_informasi", TW2) == before
    assert len(said) == 1
    assert view.property("terkunci")


def test_undo_of_a_step_in_a_signed_quarter_is_refused_with_the_sentence(
    window: MainWindow, workspace: Workspace, sign: Sign, session: Session
) -> None:
    session.fill_in("spbe.indikator.32", "5")
    sign()
    window.undo()
    assert session.doc.nilai(TW2, "spbe.indikator.32") == "5"
    assert "Perbaikannya melalui Perubahan" in workspace.period_bar.strip.text.text()


def test_starting_a_signed_quarter_does_not_ask_to_empty_it(
    window: MainWindow, workspace: Workspace, sign: Sign
) -> None:
    sign()
    window.start_quarter()
    assert not workspace.messages.isVisible()
    assert "Perbaikannya melalui Perubahan" in workspace.period_bar.strip.text.text()


def test_targets_of_a_signed_quarter_are_shown_only(
    session: Session, sign: Sign, window: MainWindow
) -> None:
    sign()
    dialog = TargetDialog(session, window)
    assert dialog.cells["spbe", TW2].isReadOnly()
    assert not dialog.cells["spbe", Periode(2025, 3)].isReadOnly()
    dialog.cells["spbe", YEAR].setText("3")
    dialog.copy_year()
    assert dialog.cells["spbe", TW2].text() != "3"
    assert dialog.cells["spbe", Periode(2025, 3)].text() == "3"
    assert dialog.save()
    dialog.remember_state()
    dialog.close()


def test_a_quarter_with_nothing_in_it_is_not_offered_a_copy_under_a_signed_year(
    workspace: Workspace, sign: Sign
) -> None:
    sign(YEAR)
    workspace.choose_periode(Periode(2026, 1))
    assert workspace.period_bar._ajakan.isVisible()


def test_sahkan_of_what_is_signed_is_one_sentence(
    window: MainWindow, sign: Sign, workspace: Workspace
) -> None:
    sign()
    window.formal("sahkan")
    assert "Perbaikannya melalui Perubahan" in workspace.period_bar.strip.text.text()
    workspace.choose_periode(Periode(2025, 3))
    window.formal("perubahan")
    assert workspace.messages.text.startswith("TW III 2025 belum disahkan")


def test_a_file_that_can_only_be_read_offers_no_formal_act(qtbot: QtBot, tmp_path: Path) -> None:
    path = signed_file(sample_file(tmp_path), TW2)
    with closing(Document(path, environment(), read_only=True)) as doc:
        session = Session(doc, TW2)
        strip, box = StateStrip(session), VersionBox(session)
        qtbot.addWidget(strip)
        qtbot.addWidget(box)
        assert [each.text() for each in strip.buttons] == ["Lihat lembar"]
        assert box.scan.isHidden()
        assert session.lock is not None
        assert strip.take_refusal(signed_sentence(session.lock))
        assert "Perubahan" not in strip.text.text()
