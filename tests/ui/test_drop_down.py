"""The list of a drop-down box."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot


@pytest.mark.qt_log_level_fail("CRITICAL")  # offscreen has no keyboard to grab
def test_the_list_of_a_box_with_the_focus_shows_all_its_entries(qtbot: QtBot) -> None:
    home, box = QWidget(), QComboBox()
    qtbot.addWidget(home)
    box.addItems(["Versi 2 (berlaku)", "Versi 1 (diganti 5 Agustus 2026)"])
    QVBoxLayout(home).addWidget(box)
    with qtbot.waitActive(home):
        home.show()
        home.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    assert box.view().verticalScrollBar().maximum() == 0
    box.hidePopup()
