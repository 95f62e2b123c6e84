"""What Qt itself says on the screen."""

from __future__ import annotations

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QGroupBox, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot


def test_the_print_dialog_speaks_indonesian(qtbot: QtBot) -> None:
    dialog = QPrintDialog(QPrinter())
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    qtbot.addWidget(dialog)
    texts = {each.text() for each in dialog.findChildren(QLabel)}
    texts |= {each.text() for each in dialog.findChildren(QPushButton)}
    texts |= {each.text() for each in dialog.findChildren(QRadioButton)}
    texts |= {each.title() for each in dialog.findChildren(QGroupBox)}
    english = {"Name", "Location", "Print", "Options", "Copies", "Pages from", "to", "Properties"}
    assert not {text.replace("&", "").rstrip(":> ") for text in texts} & english
    assert texts
