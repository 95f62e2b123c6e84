"""What a file says is text in a tooltip too, whatever it looks like."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as TextQt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from core.history.catatan import Pembaca, list_catatan
from core.model.change import Change, SetValue
from ui.history.riwayat_filter import Saringan
from ui.history.riwayat_model import RiwayatModel
from ui.merging.cells import Cell, CellModel, Column
from ui.safety.lists import ColumnList
from ui.session import Session
from ui.widgets.labels import tip

HOSTILE = '<img src="file:///etc/hostname"><h1>Disahkan</h1> & <b>Bupati</b>'


def shown(tooltip: str) -> str:
    """The words that Qt makes of a tooltip, which has pictures where there are others."""
    made = QTextDocument()
    (made.setHtml if TextQt.mightBeRichText(tooltip) else made.setPlainText)(tooltip)
    return made.toPlainText()


@pytest.mark.parametrize("text", ["", "Radio", "3 < 4 & 5", HOSTILE, f"dua\n{HOSTILE}"])
def test_says_what_stands_there(text: str) -> None:
    assert shown(tip(text)) == text


def test_of_riwayat(qtbot: QtBot, session: Session) -> None:
    alamat = SetValue("profil", "profil", "alamat", "", HOSTILE)
    assert session.perform(Change(HOSTILE, (alamat,)))
    steps = session.doc.journal()
    model = RiwayatModel(session)
    model.load(list_catatan(steps), Pembaca(session.doc.all_rows(), steps), Saringan())
    for column in range(model.columnCount()):
        index = model.index(0, column)
        assert shown(index.data(Qt.ItemDataRole.ToolTipRole)) == index.data()


def test_of_lists(qtbot: QtBot) -> None:
    made = ColumnList(["Nama"], "Daftar", wide=0)
    qtbot.addWidget(made)
    made.show_lines([[HOSTILE]], "")
    item = made.topLevelItem(0)
    assert item is not None
    assert shown(item.toolTip(0)) == HOSTILE
    model = CellModel([Column("Nama", 1)], lambda row, column: Cell(HOSTILE, "kecil"))
    model.set_count(1)
    index = model.index(0, 0)
    assert shown(index.data(Qt.ItemDataRole.ToolTipRole)) == f"{HOSTILE}\nkecil"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith(HOSTILE)
