"""Joining another copy in the window: done at once, undone at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core.document import Document
from core.errors import FileError
from core.merge.documents import copy_of
from core.merge.planning import plan_merge
from core.safekeeping import disk
from core.safekeeping.backups import Backups
from core.sheets import Lembar, build_perbandingan
from tests.core.files import beside, dump, opened
from tests.merge.offices import (
    Q2,
    SANA,
    SINI,
    kontak,
    level,
    two_copies,
    worked_on,
)
from tests.ui.merging.boxes import (
    ONE,
    TWO,
    answering,
    button,
    close_it,
    content,
    levels,
    press_one_by_one,
)
from ui import files
from ui.main_window import MainWindow
from ui.merging import merge_flow
from ui.merging.decisions import Decisions
from ui.merging.gabungkan import GabungkanDialog
from ui.merging.laporan import SelesaiDialog
from ui.session import Session


@pytest.fixture
def window(empty_window: MainWindow) -> MainWindow:
    return empty_window


class TestInTheWindow:
    def open(self, window: MainWindow, path: Path) -> Session:
        assert window.desk.open_file(path)
        window.choose_periode(Q2)
        assert window.session is not None
        return window.session

    def test_one_step_forth_and_back(self, window: MainWindow, pair: tuple[Path, Path]) -> None:
        session = self.open(window, pair[0])
        before, there = content(session.doc), disk.hash_of(pair[1])
        seen = answering(
            (GabungkanDialog, press_one_by_one(TWO, ONE, TWO)), (SelesaiDialog, close_it)
        )
        assert merge_flow.merge_from_file(window, pair[1])
        assert [type(each) for each in seen] == [GabungkanDialog, SelesaiDialog]
        assert levels(session.doc, 32, 33, 34, 35) == ["1", "4", "1", "5"]
        assert session.undo_stack.count() == 1
        label = "Gabungkan dengan dari Andi.sqlite: 6 perubahan, 3 keputusan"
        assert session.undo_stack.undoText() == label
        assert label in window.status.text()
        after, steps = content(session.doc), len(session.doc.journal())
        window.undo()
        assert content(session.doc) == before
        assert len(session.doc.journal()) == steps + 1
        window.redo()
        assert content(session.doc) == after
        assert disk.hash_of(pair[1]) == there
        assert beside(pair[1]) == []

    def test_what_this_pc_holds_is_named_in_words(
        self, window: MainWindow, pair: tuple[Path, Path]
    ) -> None:
        self.open(window, pair[0])
        answering((GabungkanDialog, press_one_by_one(ONE, ONE, ONE)), (SelesaiDialog, close_it))
        name = "salinan yang ada di PC ini"
        assert merge_flow.merge_from_file(window, pair[1], name)
        assert window.session is not None
        assert window.session.undo_stack.undoText().startswith(f"Gabungkan dengan {name}: ")

    def test_a_backup_is_made_first(
        self, window: MainWindow, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = self.open(window, pair[0])
        before = session.doc.sidik
        asked: list[tuple[str, str]] = []
        real = Backups.add

        def spy(backups: Backups, doc: Document, waktu: str, alasan: str) -> object:
            asked.append((doc.sidik, alasan))
            return real(backups, doc, waktu, alasan)

        monkeypatch.setattr(Backups, "add", spy)
        answering((GabungkanDialog, press_one_by_one(ONE, ONE, ONE)), (SelesaiDialog, close_it))
        assert merge_flow.merge_from_file(window, pair[1])
        assert asked == [(before, "sebelum gabung")]
        found = Backups(files.places(), session.doc.berkas_id).list()
        assert before in [each.sidik for each in found]

    def test_without_a_backup_nothing_is_joined(
        self, window: MainWindow, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise FileError("Cadangan tidak dapat dibuat di PC ini.")

        session = self.open(window, pair[0])
        before = session.doc.sidik
        monkeypatch.setattr(Backups, "add", fail)
        said: list[str] = []

        def act(box: object) -> None:
            press_one_by_one(ONE, ONE, ONE)(box)
            assert isinstance(box, GabungkanDialog)
            said.append(box.problem.text())
            box.reject()

        answering((GabungkanDialog, act))
        assert not merge_flow.merge_from_file(window, pair[1])
        assert said == ["Belum digabungkan. Cadangan tidak dapat dibuat di PC ini."]
        assert session.doc.sidik == before

    def test_esc_leaves_everything_as_it_was(
        self, window: MainWindow, pair: tuple[Path, Path]
    ) -> None:
        session = self.open(window, pair[0])
        before = session.doc.sidik
        answering(
            (GabungkanDialog, lambda box: QTest.keyClick(box, Qt.Key.Key_Escape))  # type: ignore[call-overload]
        )
        assert not merge_flow.merge_from_file(window, pair[1])
        assert session.doc.sidik == before
        assert session.undo_stack.count() == 0

    def test_a_newer_copy_needs_one_button(self, window: MainWindow, tmp_path: Path) -> None:
        mine, theirs = two_copies(tmp_path)
        worked_on(theirs, SANA, level(32, "1"), kontak("Telp. 3"))
        session = self.open(window, mine)
        sentences: list[str] = []

        def act(box: object) -> None:
            assert isinstance(box, GabungkanDialog)
            sentences.append(box.sentence.text())
            assert box.rest_here.isHidden()
            QTest.keyClick(box.joined.table, Qt.Key.Key_Return)

        answering((GabungkanDialog, act), (SelesaiDialog, close_it))
        assert merge_flow.merge_from_file(window, theirs)
        assert sentences == [
            "Salinan ini tertinggal 2 perubahan. Berkas di sana lebih baru; tidak ada yang perlu "
            "diputuskan."
        ]
        with opened(theirs, read_only=True) as other:
            assert session.doc.sidik == other.sidik
        assert session.undo_stack.undoText().endswith("2 perubahan, 0 keputusan")

    @pytest.mark.parametrize("is_same", [True, False])
    def test_nothing_to_join_is_one_sentence(
        self, window: MainWindow, tmp_path: Path, is_same: bool
    ) -> None:
        mine, theirs = two_copies(tmp_path)
        if not is_same:
            worked_on(mine, SINI, level(32, "1"))
        self.open(window, mine)
        said: list[str] = []

        def act(box: object) -> None:
            assert isinstance(box, QMessageBox)
            said.append(box.text())
            assert len(box.buttons()) == 1
            QTest.keyClick(box, Qt.Key.Key_Return)

        answering((QMessageBox, act))
        assert merge_flow.merge_from_file(window, theirs)
        assert said[0].startswith("Sama: " if is_same else "Salinan ini lebih baru: 1 perubahan.")
        assert "Tidak ada yang perlu digabungkan." in said[0]
        assert ("penggabungannya telah diurungkan" in said[0]) is not is_same

    def test_strangers_and_clones_are_refused(
        self, window: MainWindow, tmp_path: Path, berkas: Path
    ) -> None:
        mine, theirs = two_copies(tmp_path)
        worked_on(mine, SINI, level(32, "5"), salinan="pc")
        worked_on(theirs, SANA, level(32, "1"), salinan="pc")
        self.open(window, mine)
        assert window.workspace is not None
        assert not merge_flow.merge_from_file(window, berkas)
        assert "bukan salinan dari berkas yang sama" in window.workspace.messages.text
        assert not merge_flow.merge_from_file(window, theirs)
        assert "komputer yang digandakan" in window.workspace.messages.text

    def test_the_report_holds_every_decision(
        self,
        window: MainWindow,
        pair: tuple[Path, Path],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.open(window, pair[0])
        target = tmp_path / "laporan.pdf"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
        given: list[Mapping[str, object]] = []

        def spy(**options: Any) -> Lembar:
            given.append(options)
            return build_perbandingan(**options)

        monkeypatch.setattr(merge_flow, "build_perbandingan", spy)

        def act(box: object) -> None:
            assert isinstance(box, SelesaiDialog)
            box.pdf_button.click()
            assert box.message.text() == "Laporan disimpan sebagai laporan.pdf."
            box.accept()

        answering((GabungkanDialog, press_one_by_one(TWO, ONE, ONE)), (SelesaiDialog, act))
        assert merge_flow.merge_from_file(window, pair[1])
        assert target.read_bytes().startswith(b"%PDF-")
        keputusan = given[0]["keputusan"]
        assert isinstance(keputusan, Mapping)
        words = list(keputusan.values())
        assert words.count("Dipilih milik B") == 1
        assert words.count("Dipilih milik A") == 2
        assert words.count("Mungkin ganda: disimpan") == 2

    def test_a_document_replaced_by_a_colleague_is_joined_and_published(
        self, qtbot: QtBot, window: MainWindow, pair: tuple[Path, Path]
    ) -> None:
        session = self.open(window, pair[0])
        custody = window.desk.custody
        assert custody is not None
        shutil.copy(pair[1], pair[0])
        with qtbot.waitSignal(custody.replaced):
            assert session.fill_in("spbe.indikator.40", "2") is None
            custody.publish()
        answering((GabungkanDialog, press_one_by_one(TWO, ONE, ONE)), (SelesaiDialog, close_it))
        with qtbot.waitSignal(custody.arrived):
            assert merge_flow.merge_replaced(window)
        with opened(pair[0], read_only=True) as there:
            assert there.sidik == session.doc.sidik
            assert levels(there, 32, 33, 35, 40) == ["1", "4", "5", "2"]
        assert window.guard.isHidden()

    def test_an_older_copy_in_its_place_is_brought_up_to_date(
        self, qtbot: QtBot, window: MainWindow, tmp_path: Path
    ) -> None:
        mine, older = two_copies(tmp_path)
        worked_on(mine, SINI, level(32, "1"))
        session = self.open(window, mine)
        custody = window.desk.custody
        assert custody is not None
        shutil.copy(older, mine)
        with qtbot.waitSignal(custody.replaced):
            assert session.fill_in("spbe.indikator.40", "2") is None
            custody.publish()
        answering((QMessageBox, lambda box: button(box, "Batal").click()))
        assert not merge_flow.merge_replaced(window)
        assert dump(mine) == dump(older)
        answering((QMessageBox, lambda box: button(box, "Perbarui berkas di sana").click()))
        with qtbot.waitSignal(custody.arrived):
            assert merge_flow.merge_replaced(window)
        with opened(mine, read_only=True) as there:
            assert there.sidik == session.doc.sidik


def test_a_merge_that_the_disk_refuses_changes_nothing(
    pair: tuple[Path, Path],
    session_of: Callable[[Path], Session],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = session_of(pair[0])

    def fail(*_: object) -> None:
        raise FileError("Disk penuh.")

    with opened(pair[1], read_only=True) as theirs:
        plan = plan_merge(copy_of(session.doc, "sini"), copy_of(theirs, "sana"))
        decided = Decisions(session.doc, plan)
        decided.choose_rest("theirs")
        before, merge = content(session.doc), decided.merge()
        monkeypatch.setattr(Document, "apply_merge", fail)
        assert str(session.perform_merge(merge)) == "Disk penuh."
    assert content(session.doc) == before
    assert session.undo_stack.count() == 0
