"""A real file, a real document and a real window for every test of the faces."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.document import Document, Environment, create
from core.model.periode import Periode
from ui import standard_texts
from ui.main_window import MainWindow
from ui.session import Session
from ui.settings import Settings
from ui.theme import apply_theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TAHUN = 2026
TW2 = Periode(TAHUN, 2)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application as `ui.app.start` makes it."""
    apply_theme(qapp)
    standard_texts.install(qapp)
    return qapp


@pytest.fixture
def environment() -> Environment:
    """A clock that stands still and ids in order."""
    numbers = itertools.count(1)
    return Environment(
        clock=lambda: "2026-07-02T10:42:07",
        new_id=lambda: f"{next(numbers):032x}",
        oleh="Perencana",
    )


@pytest.fixture
def berkas(tmp_path: Path, environment: Environment) -> Path:
    """A new file."""
    path = tmp_path / "iku.sqlite"
    create(path, environment, tahun=TAHUN)
    return path


@pytest.fixture
def document(berkas: Path, environment: Environment) -> Iterator[Document]:
    """The new file, open."""
    doc = Document(berkas, environment)
    yield doc
    doc.close()


@pytest.fixture
def session(qapp: QApplication, document: Document) -> Session:
    """A session at TW II 2026."""
    return Session(document, TW2)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a PC whose user gave her name."""
    store = QSettings(str(tmp_path / "pc.ini"), QSettings.Format.IniFormat)
    made = Settings(store)
    made.nama = "Perencana"
    return made


def give_up_typing(window: QWidget) -> None:
    """Leave every input as Escape does, so that closing asks nothing of nobody."""
    assert isinstance(window, MainWindow)
    while window.workspace is not None and (left := window.workspace.unstored_input()) is not None:
        QTest.keyClick(left, Qt.Key.Key_Escape)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: Settings, berkas: Path) -> MainWindow:
    """The window with the new file at TW II 2026."""
    made = MainWindow(settings)
    qtbot.addWidget(made, before_close_func=give_up_typing)
    made.setWindowState(Qt.WindowState.WindowNoState)  # maximized on so small a screen
    made.resize(1366, 728)
    assert made.desk.open_file(berkas)
    made.choose_periode(TW2)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def fill(window: MainWindow) -> Callable[[str, str], None]:
    """Put text into an input of the window's quarter."""

    def fill_one(kunci: str, text: str) -> None:
        assert window.session is not None
        assert window.session.fill_in(kunci, text) is None

    return fill_one
