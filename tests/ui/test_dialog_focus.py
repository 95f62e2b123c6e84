"""Where the keyboard is when a dialog opens, and where Tab leads from there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.definisi import DefinisiDialog
from ui.session import Session


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> DefinisiDialog:
    made = DefinisiDialog(session, "spbe")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def tab() -> QWidget | None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    return QApplication.focusWidget()


def test_the_definition_opens_at_its_name_not_at_simpan(dialog: DefinisiDialog) -> None:
    assert dialog.head is not None
    assert QApplication.focusWidget() is dialog.head.inputs["skema"]


def test_tab_reaches_the_inputs_before_simpan_also_of_another_definition(
    dialog: DefinisiDialog,
) -> None:
    for row in (0, 1):
        dialog.list.setCurrentRow(row)
        assert dialog.head is not None
        first = dialog.head.inputs["skema"]
        first.setFocus()
        reached: list[QWidget | None] = []
        while len(reached) < 40 and first not in reached:
            reached.append(tab())
        assert reached[-1] is first
        simpan = reached.index(dialog.save_button)
        assert reached.index(dialog.head.inputs["catatan"]) < simpan
        assert reached.index(dialog.head.verified) < simpan
        assert reached[simpan + 1] is dialog.close_button
        assert dialog.list in reached[simpan:]
