"""Berkas bukti in the window: where, how far, what came of it, and stopping it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.dossier.isi import collect
from core.edits.bukti import BerkasBukti, tambah_bukti
from tests.ui.pengesahan.conftest import TW2
from ui.main_window import MainWindow
from ui.pengesahan import dossier_flow
from ui.pengesahan.dossier_flow import DossierDialog, open_dossier
from ui.session import Session

DATA = b"%PDF-1.4 notulen"


@pytest.fixture
def dialog(window: MainWindow, session: Session, tmp_path: Path) -> DossierDialog:
    """The dialog with one piece of evidence."""
    assert session.evidence is not None
    sidik = session.evidence.put(DATA)
    item = BerkasBukti("notulen.pdf", sidik, len(DATA), "Notulen rapat")
    assert session.perform(lambda: tambah_bukti(session.doc, TW2, "spbe", [item]))
    isi = collect(session.doc, TW2, "2026-07-02T10:00:00")
    made = DossierDialog(isi, session.evidence.read, tmp_path, window)
    made.show()
    return made


def ended(qtbot: QtBot, dialog: DossierDialog) -> None:
    qtbot.waitUntil(lambda: not dialog._is_writing, timeout=20_000)


def test_a_folder_is_written_and_can_be_opened(
    qtbot: QtBot, dialog: DossierDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "keluar"
    place.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))
    QTest.keyClick(dialog.write_button, Qt.Key.Key_Space)
    ended(qtbot, dialog)
    folder = place / "Berkas bukti TW II 2025"
    assert dialog.written is not None
    assert dialog.written.path == folder
    (piece,) = (folder / "Bukti").rglob("*.pdf")
    assert hashlib.sha256(piece.read_bytes()).digest() == hashlib.sha256(DATA).digest()
    assert "Berkas bukti ditulis ke Berkas bukti TW II 2025" in dialog.state.text()
    shown: list[Path] = []

    def show(path: Path) -> bool:
        shown.append(path)
        return True

    monkeypatch.setattr(dossier_flow, "show_folder", show)
    assert dialog.open_button.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert shown == [folder]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_zip_gets_its_ending(
    qtbot: QtBot, dialog: DossierDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = str(tmp_path / "bukti")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (name, ""))
    dialog.as_zip.setChecked(True)
    dialog.write_button.click()
    ended(qtbot, dialog)
    assert (tmp_path / "bukti.zip").is_file()


def test_a_refusal_is_one_sentence_and_can_be_mended(
    qtbot: QtBot, dialog: DossierDialog, tmp_path: Path
) -> None:
    (tmp_path / "ada.zip").write_text("isi")
    dialog.write_to(tmp_path / "ada.zip")
    ended(qtbot, dialog)
    assert dialog.state.text() == "ada.zip sudah ada dan tidak ditimpa; pilih nama lain."
    assert dialog.state.property("peran") == "galat"
    assert dialog.written is None
    dialog.write_to(tmp_path / "lain.zip")
    ended(qtbot, dialog)
    assert dialog.written is not None


def test_escape_stops_the_writing_and_leaves_nothing(
    qtbot: QtBot, dialog: DossierDialog, tmp_path: Path
) -> None:
    place = tmp_path / "keluar"
    place.mkdir()
    go_on, there = Event(), Event()
    fetch = dialog._fetch

    def slow(sidik: str) -> bytes:
        there.set()
        go_on.wait(20)
        return fetch(sidik)

    dialog._fetch = slow
    dialog.write_to(place / "b")
    assert there.wait(20)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    go_on.set()
    ended(qtbot, dialog)
    assert "dibatalkan" in dialog.state.text()
    assert list(place.iterdir()) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_evidence_that_is_gone_is_told(
    qtbot: QtBot, dialog: DossierDialog, session: Session, tmp_path: Path
) -> None:
    assert session.evidence is not None
    session.evidence.path(hashlib.sha256(DATA).hexdigest()).unlink()
    dialog.write_to(tmp_path / "b")
    ended(qtbot, dialog)
    assert "1 bukti tidak ikut" in dialog.state.text()
    session.evidence.put(DATA)  # else the window asks at closing


def test_the_flow_asks_for_the_chosen_period(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []

    def exec_(dialog: DossierDialog) -> int:
        names.append(dialog._isi.nama)
        return 0

    monkeypatch.setattr(DossierDialog, "exec", exec_)
    assert not open_dossier(window, session)
    assert names == ["Berkas bukti TW II 2025"]
