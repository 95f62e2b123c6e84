"""How many pieces support a figure, beside it in the window, and files dropped on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.edits.bukti import BerkasBukti, tambah_bukti
from core.edits.register import add_rows, delete_rows
from core.pengesahan.susun import sahkan
from tests.ui.conftest import TW2
from tests.ui.evidence.conftest import Answer, Home, mime_of
from ui.evidence.count_button import EvidenceCount
from ui.session import Session
from ui.tables.cell_roles import BUKTI
from ui.tables.register_panel import RegisterPanel
from ui.tabs.aspek_card import LevelRow
from ui.tabs.register_inputs import RegisterInputs
from ui.tabs.spbe_inputs import SpbeInputs
from ui.tabs.tab_sasaran import TabSasaran
from ui.widgets.iku_card import IkuCard

Files = Callable[..., list[Path]]
INPUT = "spbe.indikator.34"


def attach(session: Session, untuk: str, *names: str) -> None:
    items = [BerkasBukti(name, f"{name.encode().hex():0>64}"[:64], 1000) for name in names]
    assert session.perform(tambah_bukti(session.doc, TW2, untuk, items))


def shown(qtbot: QtBot, home: Home, widget: QWidget) -> None:
    widget.setParent(home)
    widget.resize(home.size())
    widget.show()
    qtbot.waitUntil(widget.isVisible)


@pytest.fixture
def wanted(session: Session) -> list[str]:
    """What the window was asked to show the evidence of."""
    found: list[str] = []
    session.evidence_wanted.connect(found.append)
    return found


def click(button: EvidenceCount) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_card_counts_what_supports_its_indicator(
    qtbot: QtBot, home: Home, session: Session, wanted: list[str]
) -> None:
    card = IkuCard(session, session.doc.iku[0])
    shown(qtbot, home, card)
    opened: list[str] = []
    card.opened.connect(opened.append)
    card.refresh()
    assert card.bukti.text() == "Tambah bukti"
    attach(session, "spbe", "a.pdf")
    attach(session, INPUT, "b.pdf", "c.pdf")
    attach(session, "", "d.pdf")
    card.refresh()
    assert card.bukti.text() == "3 bukti"
    assert card.bukti.accessibleName() == "3 bukti dukung untuk SPBE TW II 2026"
    click(card.bukti)
    assert wanted == ["spbe"]
    assert opened == []


def test_a_signed_figure_without_evidence_invites_nobody(session: Session) -> None:
    assert session.fill_in("spbe.indikator.32", "3") is None
    assert session.perform_formal(lambda: sahkan(session.doc, TW2, "a4", ())) is None
    card = IkuCard(session, session.doc.iku[0])
    card.refresh()
    assert card.bukti.text() == "0 bukti"


def test_the_figure_of_a_tab_and_its_levels_show_their_counts(
    qtbot: QtBot, home: Home, session: Session, wanted: list[str]
) -> None:
    tab = TabSasaran(session, "spbe")
    shown(qtbot, home, tab)
    attach(session, INPUT, "b.pdf", "c.pdf")
    tab.refresh()
    assert tab.panel.bukti.text() == "2 bukti"
    assert isinstance(tab.inputs, SpbeInputs)
    rows = {row.untuk: row for row in tab.inputs.findChildren(LevelRow)}
    assert rows[INPUT].bukti.text() == "2"
    assert rows[INPUT].bukti.isVisible()
    assert rows["spbe.indikator.33"].bukti.isHidden()
    click(rows[INPUT].bukti)
    click(tab.panel.bukti)
    assert wanted == [INPUT, "spbe"]


@pytest.fixture
def panel(qtbot: QtBot, home: Home, session: Session) -> RegisterPanel:
    """The register of media with two rows."""
    assert session.perform(
        add_rows(session.doc, "media", TW2, [{"nama": "Instagram"}, {"nama": "Radio"}])
    )
    inputs = RegisterInputs(session, "layanan", home)
    shown(qtbot, home, inputs)
    inputs.refresh()
    inputs.focus_input("register:media")
    found = inputs.section.panel
    assert found.model.register.kode == "media"
    qtbot.waitUntil(lambda: found.model.rowCount() == 2)
    return found


def test_a_row_of_a_register_shows_its_count(
    panel: RegisterPanel, session: Session, wanted: list[str]
) -> None:
    view, model = panel.view, panel.model
    assert model.index(0, 0).data(BUKTI) is None
    attach(session, model.untuk(0), "a.pdf", "b.pdf")
    assert model.index(0, 0).data(BUKTI) == 2
    assert model.index(1, 0).data(BUKTI) is None
    cell = view.visualRect(model.index(0, 0))
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.right() - 20, cell.center().y())
    )
    assert wanted == [model.untuk(0)]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert len(wanted) == 1


def test_undo_of_a_deleted_row_brings_its_count_back(
    panel: RegisterPanel, session: Session
) -> None:
    untuk = panel.model.untuk(0)
    attach(session, untuk, "a.pdf")
    row_id = untuk.partition(":")[2]
    assert panel.model.perform(delete_rows, [row_id])
    assert panel.model.index(0, 0).data(BUKTI) is None
    session.undo()
    panel.refresh()
    assert panel.model.index(0, 0).data(BUKTI) == 1


# Files dropped on a figure


def drop(home: QWidget, paths: list[Path], point: QPoint) -> bool:
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    mime = mime_of(paths)
    enter = QDragEnterEvent(point, actions, mime, buttons, none)
    QApplication.sendEvent(home, enter)
    if not enter.isAccepted():
        return False
    return QApplication.sendEvent(home, QDropEvent(QPointF(point), actions, mime, buttons, none))


def test_a_file_dropped_on_a_tab_supports_its_indicator(
    qtbot: QtBot, home: Home, session: Session, files: Files, answer: Answer
) -> None:
    tab = TabSasaran(session, "spbe")
    shown(qtbot, home, tab)
    answer()
    assert drop(tab, files("SK Tim.pdf"), QPoint(5, 5))
    rows = {row.untuk: row for row in tab.findChildren(LevelRow)}
    row = rows["spbe.indikator.32"]
    answer()
    drop(tab, files("rekap.xlsx"), row.mapTo(tab, row.rect().center()))
    assert [each.untuk for each in session.doc.bukti(TW2)] == ["spbe", "spbe.indikator.32"]


def test_an_input_leaves_files_to_what_stands_around_it(
    qtbot: QtBot, home: Home, session: Session, files: Files, answer: Answer
) -> None:
    tab = TabSasaran(session, "spbe")
    shown(qtbot, home, tab)
    edit = tab.panel.target.editor
    answer()
    drop(edit, files("SK Tim.pdf"), QPoint(5, 5))
    assert [each.untuk for each in session.doc.bukti(TW2)] == ["spbe"]
    assert edit.text() == ""


def test_a_file_dropped_on_a_row_supports_the_row(
    panel: RegisterPanel, session: Session, files: Files, answer: Answer
) -> None:
    view = panel.view
    answer()
    second = view.visualRect(panel.model.index(1, 0)).center()
    assert drop(view.viewport(), files("SK Tim.pdf"), second)
    answer()
    below = QPoint(20, view.viewport().height() - 5)
    assert drop(view.viewport(), files("rekap.xlsx"), below)
    assert [each.untuk for each in session.doc.bukti(TW2)] == [panel.model.untuk(1), "layanan"]


def test_a_drop_on_a_signed_period_says_why_not(
    qtbot: QtBot, home: Home, session: Session, files: Files
) -> None:
    assert session.fill_in("spbe.indikator.32", "3") is None
    assert session.perform_formal(lambda: sahkan(session.doc, TW2, "a4", ())) is None
    tab = TabSasaran(session, "spbe")
    shown(qtbot, home, tab)
    said: list[str] = []
    session.failed.connect(said.append)
    drop(tab, files("SK Tim.pdf"), QPoint(5, 5))
    assert len(said) == 1
    assert "telah disahkan" in said[0]


@pytest.mark.parametrize("count", [0, 1, 12, 1234])
def test_a_count_is_wide_enough_for_its_words(
    qtbot: QtBot, home: Home, session: Session, count: int
) -> None:
    button = EvidenceCount(session, "spbe")
    button.show_count(count, "SPBE")
    shown(qtbot, home, button)
    around = 2 * (1 + 3)  # border and padding
    room = button.sizeHint().width() - around - button.iconSize().width() - 4
    assert room >= button.fontMetrics().horizontalAdvance(button.text())
