"""A session with a place for evidence, files of all kinds, and the answer to what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from core.document import Document
from core.safekeeping.evidence import EvidenceStore
from tests.core.pieces import JPG, PDF, PNG, PROGRAM, office
from tests.ui.conftest import TW2
from ui.evidence.evidence_dialog import BuktiDialog
from ui.evidence.intake_dialog import IntakeDialog
from ui.session import Session
from ui.settings import Settings

CONTENTS = {
    "SK Tim.pdf": PDF,
    "Salinan SK.pdf": PDF,
    "layar_kerja.png": PNG,
    "rekap.xlsx": office("xlsx"),
    "pasang.exe": PROGRAM,
    "samaran.pdf": PROGRAM,
    "besar.jpg": JPG.ljust(3 * 2**20, b"\0"),
}
Answer = Callable[..., list[IntakeDialog]]


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    """Where the bytes lie on this PC."""
    return EvidenceStore(tmp_path / "bukti")


@pytest.fixture
def session(qapp: QApplication, document: Document, store: EvidenceStore) -> Session:
    """A session at TW II 2026 that can keep evidence."""
    return Session(document, TW2, evidence=store)


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[Path]]:
    """Files of an office by their names."""
    folder = tmp_path / "berkas"
    folder.mkdir()
    for name, data in CONTENTS.items():
        (folder / name).write_bytes(data)
    return lambda *names: [folder / name for name in names]


class Home(QWidget):
    """A window that has settings, as the real one."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings


@pytest.fixture
def home(qtbot: QtBot, qapp: QApplication, settings: Settings) -> Home:
    made = Home(settings)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def answer(qapp: QApplication) -> Iterator[Answer]:
    """Answer the next question about files, with `do` before; gives the dialogs that were seen."""
    is_over: list[bool] = []

    def answer_next(
        take: bool = True, do: Callable[[IntakeDialog], object] = lambda _: None
    ) -> list[IntakeDialog]:
        seen: list[IntakeDialog] = []

        def press() -> None:
            box = QApplication.activeModalWidget()
            if is_over:
                return
            if not isinstance(box, IntakeDialog):
                QTimer.singleShot(5, press)
                return
            seen.append(box)
            do(box)
            box.done(QDialog.DialogCode.Accepted if take else QDialog.DialogCode.Rejected)

        QTimer.singleShot(5, press)
        return seen

    yield answer_next
    is_over.append(True)


@pytest.fixture
def open_dialog(qtbot: QtBot, home: Home, session: Session) -> Callable[..., BuktiDialog]:
    """The dialog, shown at something."""

    def open_at(untuk: str = "") -> BuktiDialog:
        made = BuktiDialog(session, untuk, home)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        assert QTest.qWaitForWindowActive(made)
        return made

    return open_at


class Opener(QObject):
    """Stands for the programs of the PC."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open_url(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def opener(qapp: QApplication) -> Iterator[Opener]:
    """What the PC's own programs were asked to open."""
    made = Opener()
    # The stubs want bytes, the function takes a str.
    QDesktopServices.setUrlHandler("file", made, "open_url")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("file")


def mime_of(paths: list[Path]) -> QMimeData:
    """Files as a file manager drags or copies them."""
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return made
