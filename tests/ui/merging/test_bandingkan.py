"""Two files beside each other: indicators, differences, searching, paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from core.document import Document
from core.edits.isian import set_target
from core.model.change import Change, InsertRow
from core.model.register import without_id
from core.safekeeping import disk
from tests.core.files import beside
from tests.merge.offices import (
    Q2,
    SANA,
    SINI,
    kontak,
    level,
    two_copies,
    worked_on,
)
from tests.ui.merging.boxes import texts
from ui.main_window import MainWindow
from ui.merging import compare_flow, merge_flow
from ui.merging.bandingkan import BandingkanWindow

Show = Callable[[Path], BandingkanWindow]


@pytest.fixture
def opened(empty_window: MainWindow) -> Callable[[Path], MainWindow]:
    def open_file(path: Path) -> MainWindow:
        assert empty_window.desk.open_file(path)
        return empty_window

    return open_file


@pytest.fixture
def shown(
    qtbot: QtBot, opened: Callable[[Path], MainWindow], pair: tuple[Path, Path]
) -> BandingkanWindow:
    """The open file beside the other copy."""
    made = compare_flow.compare_with_file(opened(pair[0]), pair[1])
    assert made is not None
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def card(window: BandingkanWindow, number: int) -> str:
    return window.detail.cards[number].toPlainText()


def test_every_difference_is_a_line_with_who_and_when(shown: BandingkanWindow) -> None:
    found = texts(shown.table)
    assert len(found) == len(shown.compared.perbandingan.beda)
    assert found[0] == ("Tingkat indikator 32", "5", "1")
    cell = shown.table.cells.cell(shown.table.cells.index(0, 1))
    assert cell.small == "2 Jul 2025 10.42, Rina"
    assert ("Profil instansi: kontak", "belum diisi", "Telp. 22222") in found
    assert shown.hubungan.text() == "Bercabang: 5 perubahan di A, 6 di B."
    assert shown.count.text() == f"{len(found)} isian berbeda"


def test_the_indicators_of_both_files(shown: BandingkanWindow) -> None:
    lines = shown.indicators.texts()
    perbandingan = shown.compared.perbandingan
    assert [(line[0], line[2], line[3]) for line in lines] == [
        (each.periode.singkat, each.a.realisasi.tampil, each.b.realisasi.tampil)
        for each in perbandingan.dampak
    ]
    spbe = next(line for line in lines if line[1] == "SPBE")
    assert spbe[4][0] in "+−"
    assert any(line[4] == "tetap" for line in lines)


def test_the_selected_line_is_told_in_full(shown: BandingkanWindow) -> None:
    assert shown.table.hasFocus()
    assert shown.table.line == 0
    assert "Rina: 32 Tingkat Kematangan" in card(shown, 0)
    assert "diisi 1" in card(shown, 1)
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    assert shown.table.line == 1
    assert "33 Tingkat" in card(shown, 0)


def test_words_period_and_tab_narrow_the_lines(shown: BandingkanWindow) -> None:
    total = len(texts(shown.table))
    QTest.keyClick(shown, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.filter.search.hasFocus()
    QTest.keyClicks(shown.filter.search, "TINGKAT 33")
    assert texts(shown.table) == [("Tingkat indikator 33", "4", "2")]
    assert shown.count.text() == f"1 dari {total} isian berbeda"
    assert "33 Tingkat" in card(shown, 0)
    QTest.keyClick(shown.filter.search, Qt.Key.Key_Return)
    assert shown.table.hasFocus()
    shown.filter.search.setText("rina")
    assert 0 < len(texts(shown.table)) < total
    shown.filter.search.setText("tidak mungkin")
    assert texts(shown.table) == []
    assert shown.table.hint == "Tidak ada yang cocok dengan pencarian ini."
    assert card(shown, 0) == ""
    shown.filter.search.clear()
    shown.filter.tab.setCurrentText("SPBE")
    assert {each.tab for each in shown.filter.passing()} == {"SPBE"}
    shown.filter.periode.setCurrentText("Umum")
    assert texts(shown.table) == []


def test_enter_in_the_search_presses_no_button(shown: BandingkanWindow) -> None:
    QTest.keyClick(shown.filter.search, Qt.Key.Key_Return)
    assert shown.isVisible()
    assert QApplication.activeModalWidget() is None


def test_tab_goes_through_the_window_in_order(shown: BandingkanWindow) -> None:
    order = [
        shown.table,
        *shown.detail.cards,
        shown.pdf_button,
        shown.print_button,
        shown.merge_button,
        shown.close_button,
        shown.indicators,
        shown.filter.search,
    ]
    found = []
    for _ in order:
        focused = QApplication.focusWidget()
        assert focused is not None
        found.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert found == order


def test_the_pdf_is_written_where_she_says(
    shown: BandingkanWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "banding"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    shown.pdf_button.click()
    assert (tmp_path / "banding.pdf").read_bytes().startswith(b"%PDF-")
    assert shown.message.text() == "Disimpan sebagai banding.pdf."
    folder = tmp_path / "banding2.pdf"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(folder), ""))
    shown.pdf_button.click()
    assert "adalah folder" in shown.message.text()
    assert shown.message.property("peran") == "galat"


def test_gabungkan_leads_to_the_merge_of_that_file(
    shown: BandingkanWindow, pair: tuple[Path, Path]
) -> None:
    merge = shown.compared.merge
    assert merge is not None
    assert (merge.func, merge.args[1]) == (merge_flow.merge_from_file, pair[1])  # type: ignore[attr-defined]
    called = []
    shown.compared = shown.compared._replace(merge=lambda: called.append(shown.isVisible()))
    shown.merge_button.click()
    assert called == [False]


def test_it_goes_with_the_file(
    qtbot: QtBot, shown: BandingkanWindow, empty_window: MainWindow
) -> None:
    with qtbot.waitSignal(shown.destroyed):
        empty_window.desk.close_file()


def test_closed_before_the_file_it_is_not_missed(
    qtbot: QtBot, shown: BandingkanWindow, empty_window: MainWindow
) -> None:
    with qtbot.waitSignal(shown.destroyed):
        QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert empty_window.session is not None
    with qtbot.waitSignal(empty_window.session.destroyed):
        empty_window.desk.close_file()


def test_nothing_is_touched(opened: Callable[[Path], MainWindow], pair: tuple[Path, Path]) -> None:
    before = [disk.hash_of(each) for each in pair]
    assert compare_flow.compare_with_file(opened(pair[0]), pair[1]) is not None
    assert [disk.hash_of(each) for each in pair] == before
    assert [beside(each) for each in pair] == [[], []]


def test_an_older_copy_and_the_same_one_offer_no_merge(
    opened: Callable[[Path], MainWindow], tmp_path: Path
) -> None:
    mine, theirs = two_copies(tmp_path)
    worked_on(mine, SINI, level(32, "5"))
    window = opened(mine)
    older = compare_flow.compare_with_file(window, theirs)
    assert older is not None
    assert older.hubungan.text() == "Berkas A lebih baru: 1 perubahan."
    assert older.merge_button.isHidden()
    same = compare_flow.compare_with_file(window, mine)
    assert same is not None
    assert same.hubungan.text() == "Sama: kedua salinan memuat perubahan yang sama."
    assert same.table.hint == "Isi kedua berkas sama; tidak ada isian yang berbeda."
    assert same.indicators.isHidden()
    assert same.filter.isHidden()


def test_a_cloned_pc_is_compared_but_not_merged(
    opened: Callable[[Path], MainWindow], tmp_path: Path
) -> None:
    mine, theirs = two_copies(tmp_path)
    worked_on(mine, SINI, level(32, "5"), salinan="pc")
    worked_on(theirs, SANA, level(32, "1"), salinan="pc")
    found = compare_flow.compare_with_file(opened(mine), theirs)
    assert found is not None
    assert "komputer yang digandakan" in found.hubungan.text()
    assert found.merge_button.isHidden()
    assert texts(found.table) == [("Tingkat indikator 32", "5", "1")]


def test_two_files_neither_of_which_is_open(
    empty_window: MainWindow, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [str(pair[1]), str(pair[0])]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (answers.pop(), ""))
    found = compare_flow.ask_and_compare(empty_window)
    assert found is not None
    assert found.hubungan.text() == "Bercabang: 5 perubahan di A, 6 di B."
    assert found.merge_button.isHidden()


def test_a_stranger_is_compared_and_a_broken_file_refused(
    opened: Callable[[Path], MainWindow], pair: tuple[Path, Path], berkas: Path, tmp_path: Path
) -> None:
    window = opened(pair[0])
    broken = tmp_path / "rusak.sqlite"
    broken.write_bytes(b"bukan basis data")
    assert compare_flow.compare_with_file(window, broken) is None
    assert window.workspace is not None
    assert "rusak.sqlite" in window.workspace.messages.text
    found = compare_flow.compare_with_file(window, berkas)
    assert found is not None
    assert found.hubungan.text() == "Kedua berkas bukan salinan dari dokumen yang sama."
    assert found.merge_button.isHidden()


def test_one_line_is_found_among_thousands(
    opened: Callable[[Path], MainWindow], tmp_path: Path
) -> None:
    def many(doc: Document) -> Change:
        row = without_id(next(iter(doc.register("media", Q2).values())))
        new = ({**row, "nama": f"Media {n}", "urutan": n + 100} for n in range(1_000))
        return Change("Banyak", tuple(InsertRow("media", f"m{n}", v) for n, v in enumerate(new)))

    mine, theirs = two_copies(tmp_path)
    worked_on(theirs, SANA, many)
    window = compare_flow.compare_with_file(opened(mine), theirs)
    assert window is not None
    QAbstractItemModelTester(
        window.table.cells, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    assert window.table.cells.rowCount() == 1_000
    for text in ("m", "me", "media", "media 77", "media 777"):
        window.filter.search.setText(text)
        QApplication.processEvents()
    QTest.keyClick(window.table, Qt.Key.Key_End)
    QApplication.processEvents()
    assert texts(window.table)[0][0] == "Media “Media 777”"


def test_a_target_alone_changes_capaian(
    opened: Callable[[Path], MainWindow], tmp_path: Path
) -> None:
    mine, theirs = two_copies(tmp_path)
    worked_on(theirs, SANA, lambda doc: set_target(doc, Q2, "spbe", "4,5"), kontak("1"))
    found = compare_flow.compare_with_file(opened(mine), theirs)
    assert found is not None
    spbe = next(line for line in found.indicators.texts() if line[:2] == ("TW II 2025", "SPBE"))
    assert spbe[4] == "tetap"
    assert spbe[7].startswith("−")
    assert spbe[5] != spbe[6]
    assert spbe[5].endswith("%")
