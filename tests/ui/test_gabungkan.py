"""Joining another copy in the window: all of it is seen before, done at once, undone at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.document import Document
from core.errors import FileError
from core.merge.documents import copy_of
from core.merge.planning import plan_merge
from core.model.change import Change, InsertRow, SetValue
from core.model.register import Row, without_id
from core.safekeeping import disk
from core.safekeeping.backups import Backups
from core.sheets import Lembar, build_perbandingan
from tests.core.files import beside, dump, opened
from tests.merge.offices import (
    Q2,
    SANA,
    SINI,
    diverged,
    kontak,
    level,
    two_copies,
    weight_moved,
    worked_on,
)
from ui import files
from ui.main_window import MainWindow
from ui.merging import merge_flow
from ui.merging.cell_view import CellView
from ui.merging.decisions import Decisions
from ui.merging.gabungkan import GabungkanDialog
from ui.merging.laporan import SelesaiDialog
from ui.session import Session
from ui.settings import Settings

ONE, TWO, THREE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3
Tables = dict[str, dict[str, Row]]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: Settings) -> Iterator[MainWindow]:
    """A window without a file yet."""
    made = MainWindow(settings)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return diverged(tmp_path)


@pytest.fixture
def decided(pair: tuple[Path, Path], session_of: Callable[[Path], Session]) -> Decisions:
    """The plan of the two copies, nothing decided yet."""
    doc = session_of(pair[0]).doc
    with opened(pair[1], read_only=True) as theirs:
        return Decisions(doc, plan_merge(copy_of(doc, "sini"), copy_of(theirs, "dari Andi.sqlite")))


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
def dialog(qtbot: QtBot, decided: Decisions) -> GabungkanDialog:
    """The dialog, from which nothing is written."""
    made = GabungkanDialog(decided, lambda _: None)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def content(doc: Document) -> Tables:
    return {t: {k: dict(r) for k, r in rows.items()} for t, rows in doc.all_rows().items()}


def levels(doc: Document, *numbers: int) -> list[str | None]:
    return [doc.nilai(Q2, f"spbe.indikator.{number}") for number in numbers]


def texts(view: CellView) -> list[tuple[str, ...]]:
    model = view.cells
    columns = range(model.columnCount())
    return [
        tuple(model.cell(model.index(line, column)).text for column in columns)
        for line in range(model.rowCount())
    ]


def answering(*steps: tuple[type, Callable[[object], object]]) -> list[object]:
    """Do something in each of the next modal dialogs, in this order; returns those that came."""
    waiting = list(steps)
    seen: list[object] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if box is not None and box not in seen and isinstance(box, waiting[0][0]):
            seen.append(box)
            _, act = waiting.pop(0)
            act(box)
        if waiting:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)
    return seen


def close_it(box: object) -> None:
    assert isinstance(box, SelesaiDialog)
    QTest.keyClick(box, Qt.Key.Key_Return)


def press_one_by_one(*keys: Qt.Key) -> Callable[[object], object]:
    """Decide with these keys, then merge."""

    def act(box: object) -> None:
        assert isinstance(box, GabungkanDialog)
        for key in keys:
            QTest.keyClick(box.conflicts.table, key)
        box.merge_button.click()

    return act


def button(box: object, text: str) -> QPushButton:
    assert isinstance(box, QMessageBox)
    return next(
        each for each in box.findChildren(QPushButton) if each.text().replace("&", "") == text
    )


class TestWhatIsShown:
    def test_nothing_is_chosen_at_first(self, dialog: GabungkanDialog) -> None:
        assert dialog.sentence.text() == (
            "Bercabang: 5 perubahan di sini, 6 di sana. 3 isian diubah di kedua sisi dan perlu "
            "diputuskan."
        )
        assert not dialog.merge_button.isEnabled()
        assert dialog.conflicts.table.hasFocus()
        rows = texts(dialog.conflicts.table)
        assert rows[0] == ("Tingkat indikator 32", rows[0][1], "5", "1")
        assert rows[1][2:] == ("4", "2")
        assert rows[2][2] == "tidak ada"
        assert "Aktif: Tidak" in rows[2][3]
        model = dialog.conflicts.table.cells
        assert all(
            model.cell(model.index(line, column)).chosen is False
            for line in range(3)
            for column in (2, 3)
        )

    def test_both_histories_are_told(self, dialog: GabungkanDialog) -> None:
        semula, sini, sana = (each.toPlainText() for each in dialog.conflicts.detail.cards)
        assert semula.startswith("Semula")
        assert "Rina: 32 Tingkat Kematangan" in sini
        assert "2 Jul 2025 10.42" in sini
        assert "Andi: 32 Tingkat Kematangan" in sana
        QTest.keyClick(dialog.conflicts.table, Qt.Key.Key_Down)
        assert "33 Tingkat" in dialog.conflicts.detail.cards[1].toPlainText()

    def test_what_joins_by_itself_says_from_whom(self, dialog: GabungkanDialog) -> None:
        rows = texts(dialog.joined.table)
        by_name = {row[0]: row for row in rows}
        assert by_name["Tingkat indikator 35"][2:] == ("5", "di sana", "Andi")
        assert by_name["Tingkat indikator 34"][2:] == ("1", "di sini", "Rina")
        assert by_name["Profil instansi: kontak"][1:3] == ("belum diisi", "Telp. 22222")
        sides = [row[3] for row in rows]
        assert sides == sorted(sides, key=["di sana", "di kedua sisi", "di sini"].index)

    def test_a_row_that_may_be_double_stays_twice_unless_chosen(
        self, dialog: GabungkanDialog
    ) -> None:
        dialog.pages.setCurrentWidget(dialog.duplicates)
        key = dialog.decisions.plan.duplicates[0].key
        assert texts(dialog.duplicates.table)[0][0] == "Media “Kanal WhatsApp”"
        assert dialog.decisions.kept == {key: "both"}
        for pressed, kept in ((TWO, "mine"), (THREE, "theirs"), (ONE, "both")):
            QTest.keyClick(dialog.duplicates.table, pressed)
            assert dialog.decisions.kept == {key: kept}

    def test_empty_pages_are_left_out(self, dialog: GabungkanDialog) -> None:
        titles = [dialog.pages.tabText(n).replace("&", "") for n in range(dialog.pages.count())]
        assert titles[0] == "Perlu diputuskan (3)"
        assert titles[1].startswith("Bergabung sendiri (")
        assert titles[2:] == ["Mungkin ganda (1)"]


class TestDeciding:
    def test_keys_choose_and_go_on(self, dialog: GabungkanDialog) -> None:
        table, choices = dialog.conflicts.table, dialog.decisions.choices
        keys = [each.key for each in dialog.conflicts.conflicts]
        QTest.keyClick(table, TWO)
        assert choices == {keys[0]: "theirs"}
        assert table.line == 1
        QTest.keyClick(table, ONE)
        assert choices[keys[1]] == "mine"
        assert dialog.waiting.text().startswith("2 dari 3 diputuskan")
        assert not dialog.merge_button.isEnabled()
        QTest.keyClick(table, Qt.Key.Key_Right)
        assert choices[keys[2]] == "theirs"
        assert dialog.merge_button.isEnabled()
        QTest.keyClick(table, Qt.Key.Key_Left)
        assert choices[keys[2]] == "mine"
        assert table.line == 2
        QTest.keyClick(table, Qt.Key.Key_Up)
        QTest.keyClick(table, TWO)
        assert choices[keys[1]] == "theirs"

    def test_a_click_chooses(self, dialog: GabungkanDialog) -> None:
        table = dialog.conflicts.table
        for column, side in ((2, "mine"), (3, "theirs")):
            where = table.visualRect(table.cells.index(0, column)).center()
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
            assert list(dialog.decisions.choices.values()) == [side]
        where = table.visualRect(table.cells.index(1, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert len(dialog.decisions.choices) == 1

    @pytest.mark.parametrize(("key", "side"), [(Qt.Key.Key_I, "mine"), (Qt.Key.Key_A, "theirs")])
    def test_the_rest_at_once(
        self, qtbot: QtBot, dialog: GabungkanDialog, key: Qt.Key, side: str
    ) -> None:
        QTest.keyClick(dialog.conflicts.table, ONE)
        QTest.keyClick(dialog, key, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: dialog.decisions.undecided == 0)
        assert list(dialog.decisions.choices.values()) == ["mine", side, side]
        assert dialog.merge_button.isEnabled()
        assert not dialog.rest_here.isEnabled()

    def test_enter_does_nothing_while_a_conflict_waits(self, dialog: GabungkanDialog) -> None:
        QTest.keyClick(dialog.conflicts.table, Qt.Key.Key_Return)
        assert dialog.isVisible()
        dialog.accept()
        assert dialog.isVisible()


class TestFigures:
    def test_the_effect_of_either_choice_is_what_comes_out(self, decided: Decisions) -> None:
        """Each effect is checked against the indicator after deciding it."""
        for conflict in decided.plan.conflicts:
            (effect,) = decided.effects(conflict)
            for side, expected in (("mine", effect.mine), ("theirs", effect.theirs)):
                decided.choose(conflict.key, "mine" if side == "mine" else "theirs")
                assert decided.outcome.hasil(effect.iku, effect.periode) == expected
            assert effect.mine.realisasi.nilai != effect.theirs.realisasi.nilai

    def test_the_cells_say_it(self, dialog: GabungkanDialog) -> None:
        model = dialog.conflicts.table.cells
        (effect,) = dialog.decisions.effects(dialog.conflicts.conflicts[0])
        found = [model.cell(model.index(0, column)).small for column in (2, 3)]
        expected = [effect.mine.realisasi.tampil, effect.theirs.realisasi.tampil]
        assert found == [f"SPBE {figure}" for figure in expected]

    def test_the_table_of_indicators_follows_every_choice(self, dialog: GabungkanDialog) -> None:
        def spbe() -> str:
            lines = dialog.indicators.texts()
            return next(each[3] for each in lines if each[:2] == ("TW II 2025", "SPBE"))

        model = dialog.conflicts.table.cells
        for key, column in ((TWO, 3), (ONE, 2)):
            dialog.conflicts.table.go_to(0)
            expected = model.cell(model.index(0, column)).small
            QTest.keyClick(dialog.conflicts.table, key)
            assert f"SPBE {spbe()}" == expected

    def test_a_duplicate_counts_once_or_twice(self, decided: Decisions) -> None:
        layanan = next(each for each in decided.text.plan.duplicates)
        iku = next(each for each in decided._doc.iku if each.id == "layanan")
        both = decided.outcome.hasil(iku, Q2).realisasi.nilai
        decided.keep(layanan.key, "mine")
        assert decided.outcome.hasil(iku, Q2).realisasi.nilai != both

    def test_only_periods_that_it_touches_are_listed(self, dialog: GabungkanDialog) -> None:
        assert {line[0] for line in dialog.indicators.texts()} == {"TW II 2025", "Tahun 2025"}


def test_definitions_that_do_not_fit_together_are_chosen_whole(
    qtbot: QtBot, tmp_path: Path, session_of: Callable[[Path], Session]
) -> None:
    mine, theirs = two_copies(tmp_path)
    worked_on(mine, SINI, weight_moved(32, 33))
    worked_on(theirs, SANA, weight_moved(33, 34))
    session = session_of(mine)
    with opened(theirs, read_only=True) as other:
        plan = plan_merge(copy_of(session.doc, "sini"), copy_of(other, "sana"))
        there = other.semua_definisi("spbe")
    dialog = GabungkanDialog(Decisions(session.doc, plan), session.perform_merge)
    qtbot.addWidget(dialog)
    dialog.show()
    (row,) = texts(dialog.conflicts.table)
    assert row == ("Seluruh definisi indikator", "", "Definisi milik sini", "Definisi milik sana")
    told = dialog.conflicts.detail.cards[0].toPlainText()
    assert told.count("di sini, ") == 3
    model = dialog.conflicts.table.cells
    effects = [model.cell(model.index(0, column)).small for column in (2, 3)]
    assert effects[0] != effects[1]
    before = dialog.indicators.texts()
    QTest.keyClick(dialog.conflicts.table, TWO)
    assert dialog.indicators.texts() != before
    assert any(line[1] == "SPBE" and line[4] != "tetap" for line in dialog.indicators.texts())
    dialog.merge_button.click()
    assert not dialog.isVisible()
    assert session.doc.semua_definisi("spbe") == there


def merged_as_shown(decided: Decisions, doc: Document) -> Mapping[tuple[str, str], object]:
    """The rows of `doc` as they must be by what the lists show and what was chosen."""
    rows: dict[tuple[str, str], dict[str, object] | None] = {}
    before = content(doc)

    def put(tabel: str, baris: str, kolom: str | None, value: object) -> None:
        if kolom is None:
            rows[tabel, baris] = dict(value) if isinstance(value, Mapping) else None
        else:
            row = rows.setdefault((tabel, baris), dict(before[tabel].get(baris, {})))
            assert row is not None
            row[kolom] = value

    for joined in decided.text.joined():
        put(*joined.key, joined.baru)
    for conflict in decided.plan.conflicts:
        side = decided.choices[conflict.key]
        put(*conflict.key, conflict.mine if side == "mine" else conflict.theirs)
    for duplicate in decided.plan.duplicates:
        tabel, mine, theirs = duplicate.key
        kept = decided.kept[duplicate.key]
        if kept != "mine":
            put(tabel, theirs, None, duplicate.theirs)
        if kept == "theirs":
            put(tabel, mine, None, None)
    return rows


@pytest.mark.parametrize("choices", [("mine",), ("theirs",), ("mine", "theirs")])
@pytest.mark.parametrize("keep", ["both", "mine", "theirs"])
def test_what_is_shown_is_what_is_applied(
    pair: tuple[Path, Path],
    session_of: Callable[[Path], Session],
    choices: tuple[str, ...],
    keep: str,
) -> None:
    session = session_of(pair[0])
    doc = session.doc
    with opened(pair[1], read_only=True) as theirs:
        decided = Decisions(doc, plan_merge(copy_of(doc, "sini"), copy_of(theirs, "sana")))
        for number, conflict in enumerate(decided.plan.conflicts):
            side = choices[number % len(choices)]
            decided.choose(conflict.key, "mine" if side == "mine" else "theirs")
        for duplicate in decided.plan.duplicates:
            decided.keep(duplicate.key, keep)  # type: ignore[arg-type]
        before = content(doc)
        expected = {t: dict(rows) for t, rows in before.items()}
        for (tabel, baris), row in merged_as_shown(decided, doc).items():
            if row is None:
                expected[tabel].pop(baris, None)
            else:
                expected[tabel][baris] = row  # type: ignore[assignment]
        shown = [(iku.id, then) for iku, _, then in decided.indicators()]
        assert session.perform_merge(decided.merge()) is None
    assert content(doc) == expected
    assert [(iku, doc.hasil_iku(iku, then.periode)) for iku, then in shown] == shown


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
        assert said[0].endswith("Tidak ada yang perlu digabungkan.")

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


def test_equal_values_on_both_sides_need_no_undo(
    tmp_path: Path, session_of: Callable[[Path], Session]
) -> None:
    mine, theirs = two_copies(tmp_path)
    worked_on(mine, SINI, level(32, "1"))
    worked_on(theirs, SANA, level(32, "1"))
    session = session_of(mine)
    with opened(theirs, read_only=True) as other:
        decided = Decisions(session.doc, plan_merge(copy_of(session.doc, "a"), copy_of(other, "b")))
        assert decided.undecided == 0
        assert session.perform_merge(decided.merge()) is None
        assert session.doc.vektor["salinan-Andi"] == other.vektor["salinan-Andi"]
    assert session.undo_stack.count() == 0


def test_one_of_hundreds_of_conflicts_after_the_other(
    qtbot: QtBot, tmp_path: Path, session_of: Callable[[Path], Session]
) -> None:
    def added(doc: Document) -> Change:
        row = without_id(next(iter(doc.register("media", Q2).values())))
        new = ({**row, "nama": f"Media {n}", "urutan": n + 100, "aktif": 1} for n in range(1_000))
        return Change("Banyak", tuple(InsertRow("media", f"m{n}", v) for n, v in enumerate(new)))

    def ticked(value: int | None) -> Callable[[Document], Change]:
        lines = (SetValue("media", f"m{n}", "aktif", 1, value) for n in range(300))
        return lambda _: Change("Aktif", tuple(lines))

    mine, theirs = two_copies(tmp_path)
    worked_on(mine, SINI, added)
    shutil.copy(mine, theirs)
    worked_on(mine, SINI, ticked(0), salinan="s2")
    worked_on(theirs, SANA, ticked(None))
    session = session_of(mine)
    with opened(theirs, read_only=True) as other:
        plan = plan_merge(copy_of(session.doc, "sini"), copy_of(other, "sana"))
    dialog = GabungkanDialog(Decisions(session.doc, plan), lambda _: None)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    for _ in range(10):
        QTest.keyClick(dialog.conflicts.table, TWO)
        QApplication.processEvents()
    assert dialog.decisions.undecided == 290
