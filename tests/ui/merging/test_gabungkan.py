"""Joining another copy: all of it is seen and decided before anything is done."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.document import Document
from core.merge.documents import copy_of
from core.merge.planning import plan_merge
from core.model.change import Change, InsertRow, SetValue
from core.model.register import without_id
from tests.core.files import opened
from tests.merge.offices import (
    Q2,
    SANA,
    SINI,
    level,
    two_copies,
    weight_moved,
    worked_on,
)
from tests.ui.merging.boxes import ONE, THREE, TWO, content, texts
from ui.merging.decisions import Decisions
from ui.merging.gabungkan import GabungkanDialog
from ui.session import Session


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
