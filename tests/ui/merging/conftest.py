"""Two copies of a document that have gone apart, and what is shown of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.document import Document
from core.merge.documents import copy_of
from core.merge.planning import plan_merge
from tests.core.files import opened
from tests.merge.offices import (
    Q2,
    diverged,
)
from ui.main_window import MainWindow
from ui.merging.decisions import Decisions
from ui.merging.gabungkan import GabungkanDialog
from ui.session import Session
from ui.settings import Settings


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return diverged(tmp_path)


@pytest.fixture
def session_of(qapp: QApplication) -> Iterator[Callable[[Path], Session]]:
    docs: list[Document] = []

    def make(path: Path) -> Session:
        with opened(path) as known:
            environment = known.environment
        docs.append(Document(path, environment))
        return Session(docs[-1], Q2)

    yield make
    for doc in docs:
        doc.close()


@pytest.fixture
def decided(pair: tuple[Path, Path], session_of: Callable[[Path], Session]) -> Decisions:
    """The plan of the two copies, nothing decided yet."""
    doc = session_of(pair[0]).doc
    with opened(pair[1], read_only=True) as theirs:
        return Decisions(doc, plan_merge(copy_of(doc, "sini"), copy_of(theirs, "dari Andi.sqlite")))


@pytest.fixture
def dialog(qtbot: QtBot, decided: Decisions) -> GabungkanDialog:
    """The dialog, from which nothing is written."""
    made = GabungkanDialog(decided, lambda _: None)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def empty_window(qtbot: QtBot, qapp: QApplication, settings: Settings) -> Iterator[MainWindow]:
    """A window without a file."""
    made = MainWindow(settings)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()
