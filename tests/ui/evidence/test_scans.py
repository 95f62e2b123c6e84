"""The scan of the sheet that was signed by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from core.model.pengesahan import Pengesahan
from core.pengesahan.susun import sahkan
from tests.core.pieces import PDF
from tests.ui.conftest import TW2
from tests.ui.evidence.conftest import Answer, Home, Opener
from ui.evidence.scans_dialog import PindaianDialog
from ui.evidence.windows import open_scans
from ui.session import Session

Files = Callable[..., list[Path]]


@pytest.fixture
def signed(session: Session) -> Pengesahan:
    """The signed quarter."""
    assert session.fill_in("spbe.indikator.32", "3") is None
    assert session.perform_formal(lambda: sahkan(session.doc, TW2, "a4", ())) is None
    found = session.doc.pengesahan(TW2)
    assert found is not None
    return found


@pytest.fixture
def dialog(qtbot: QtBot, home: Home, session: Session, signed: Pengesahan) -> PindaianDialog:
    made = PindaianDialog(session, signed, home)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_scan_is_attached_opened_removed_and_brought_back(
    dialog: PindaianDialog,
    session: Session,
    signed: Pengesahan,
    files: Files,
    answer: Answer,
    opener: Opener,
) -> None:
    answer()
    dialog.take(files("SK Tim.pdf"))
    (scan,) = session.doc.pindaian(signed.id)
    assert (scan.nama, scan.waktu, scan.oleh) == ("SK Tim.pdf", "2026-07-02T10:42:07", "Perencana")
    assert dialog.message.text() == "TW II 2026 versi 1 sekarang bertanda “ditandatangani”."
    dialog.open_current()
    assert [each.read_bytes() for each in opener.opened] == [PDF]
    dialog.remove()
    assert session.doc.pindaian(signed.id) == ()
    dialog.undo()
    assert session.doc.pindaian(signed.id) == (scan,)


def test_only_pdf_and_pictures_are_scans(
    dialog: PindaianDialog, session: Session, signed: Pengesahan, files: Files, answer: Answer
) -> None:
    said: list[str] = []
    answer(do=lambda box: said.append(box.refusals.text()))
    dialog.take(files("rekap.xlsx", "layar_kerja.png"))
    assert said == ["“rekap.xlsx” ditolak: di sini hanya PDF atau gambar."]
    assert [each.nama for each in session.doc.pindaian(signed.id)] == ["layar_kerja.png"]


def test_without_a_signed_version_it_says_what_to_do_first(session: Session, home: Home) -> None:
    texts: list[str] = []

    def close() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            texts.append(box.text())
            box.buttons()[0].click()
        else:
            QTimer.singleShot(0, close)

    QTimer.singleShot(0, close)
    open_scans(home, session)
    assert texts[0].startswith("TW II 2026 belum disahkan")
