"""A window with the sample year, and ways to sign and reopen a period without its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model.pengesahan import Pengesahan
from core.model.periode import Periode
from core.pengesahan.susun import perubahan, sahkan
from tests.core.files import sample_file
from tests.ui.conftest import give_up_typing
from ui.main_window import MainWindow
from ui.session import Session
from ui.settings import Settings

TW2 = Periode(2025, 2)
ALASAN, NOMOR, TANGGAL = "Salah ketik pada isian", "000.8/12/2026", "3 Agustus 2026"


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: Settings, tmp_path: Path) -> MainWindow:
    """The window with the sample year at TW II 2025."""
    made = MainWindow(settings)
    qtbot.addWidget(made, before_close_func=give_up_typing)
    made.resize(1366, 728)
    assert made.desk.open_file(sample_file(tmp_path, "iku.sqlite"))
    made.choose_periode(TW2)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def session(window: MainWindow) -> Session:
    """The session of that window."""
    assert window.session is not None
    return window.session


@pytest.fixture
def sign(session: Session) -> Callable[..., Pengesahan]:
    """Sign a period as Sahkan does."""

    def sign_one(periode: Periode = TW2) -> Pengesahan:
        assert session.perform_formal(lambda: sahkan(session.doc, periode, "a4")) is None
        found = session.doc.pengesahan(periode)
        assert found is not None
        return found

    return sign_one


@pytest.fixture
def reopen(session: Session) -> Callable[..., None]:
    """Reopen a signed period as Perubahan does."""

    def reopen_one(periode: Periode = TW2) -> None:
        error = session.perform_formal(
            lambda: (perubahan(session.doc, periode, ALASAN, NOMOR, TANGGAL), {})
        )
        assert error is None

    return reopen_one
