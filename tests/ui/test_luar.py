"""A document that another program has edited, as it is met in the window."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.safekeeping.kept import KeptFile
from tests.safekeeping.test_outside import FROZEN, OPEN, _frozen, edit
from ui.files import places
from ui.opening import open_asking
from ui.safety.luar import LuarDialog
from ui.settings import Settings

OUTSIDE = f"UPDATE isian SET nilai = '1' WHERE id = '{OPEN}'"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "kinerja.sqlite"
    path.write_bytes(_frozen())
    return path


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def opened_with(
    parent: QWidget, target: Path, text: str | None
) -> tuple[KeptFile | None, LuarDialog]:
    """Open it and press the button with this text, Esc where there is none."""
    seen: list[LuarDialog] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, LuarDialog):
            QTimer.singleShot(5, press)
            return
        seen.append(dialog)
        if text is None:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            return
        (button,) = [each for each in dialog.findChildren(QPushButton) if text in each.text()]
        button.click()

    press()
    return open_asking(parent, target, Settings()), seen[0]


def lines_of(dialog: LuarDialog) -> list[list[str]]:
    found = []
    for number in range(dialog.list.topLevelItemCount()):
        item = dialog.list.topLevelItem(number)
        assert item is not None
        found.append([item.text(column) for column in range(6)])
    return found


def test_taken_back(parent: QWidget, target: Path) -> None:
    edit(target, OUTSIDE)
    kept, dialog = opened_with(parent, target, "Pulihkan")
    assert lines_of(dialog) == [["TW III 2025", "SPBE", "Tingkat indikator 32", "3", "1", ""]]
    assert kept is not None
    with closing(kept):
        assert kept.doc.rows("isian")[OPEN]["nilai"] == "3"
        assert "dikembalikan menurut riwayat. Isi sebelumnya disimpan sebagai" in kept.notes[0]
        (aside,) = target.parent.glob("*(diganti *).sqlite")
        assert aside.name in kept.notes[0]


def test_taken_over(parent: QWidget, target: Path) -> None:
    edit(target, OUTSIDE)
    kept, _ = opened_with(parent, target, "Terima")
    assert kept is not None
    with closing(kept):
        assert kept.doc.rows("isian")[OPEN]["nilai"] == "1"
        assert kept.doc.last_step.tindakan == "Diubah di luar aplikasi"
        assert "diterima dan dicatat. Isi sebelumnya disimpan sebagai" in kept.notes[0]


def test_left_as_it_is(parent: QWidget, target: Path) -> None:
    edit(target, OUTSIDE)
    before = target.read_bytes()
    kept, _ = opened_with(parent, target, None)
    assert kept is None
    assert target.read_bytes() == before


def test_signed_figures_come_first_and_protections_are_one_line(
    parent: QWidget, target: Path
) -> None:
    frozen = f"UPDATE isian SET nilai = '5' WHERE id = '{FROZEN}'"
    edit(target, OUTSIDE, frozen, "UPDATE langkah SET oleh = 'x' WHERE nomor = 4", back=False)
    kept, dialog = opened_with(parent, target, "Biarkan")
    assert kept is None
    first, second, journal, structure = lines_of(dialog)
    assert (first[0], first[5], second[0], second[5]) == (
        "TW I 2025",
        "Disahkan",
        "TW III 2025",
        "",
    )
    assert journal[0].startswith("Riwayat: Langkah 4 (")
    assert "pelindung berkas dihapus" in structure[0]
    texts = [each.text() for each in dialog.findChildren(QPushButton)]
    assert texts == ["&Biarkan, tutup"]


def test_the_working_copy(parent: QWidget, target: Path) -> None:
    kept = open_asking(parent, target, Settings())
    assert kept is not None
    kerja = kept.keadaan.working_copy
    kept.close()
    assert kerja.is_relative_to(places().folder)
    edit(kerja, OUTSIDE)
    again, dialog = opened_with(parent, target, "aslinya")
    assert dialog.list.topLevelItemCount() == 1
    texts = [each.text() for each in dialog.findChildren(QPushButton)]
    letters = [QKeySequence.mnemonic(each).toString() for each in texts]
    assert len(set(letters)) == len(letters)
    assert again is not None
    with closing(again):
        assert again.doc.rows("isian")[OPEN]["nilai"] == "3"
