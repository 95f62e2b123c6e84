"""The summary: four cards, what is missing, the way there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.model.periode import Periode
from ui.main_window import MainWindow
from ui.tabs.tab_ringkasan import TabRingkasan
from ui.tabs.tab_sasaran import TabSasaran
from ui.widgets.missing import Tautan

Fill = Callable[[str, str], None]


def summary(window: MainWindow) -> TabRingkasan:
    assert window.workspace is not None
    tab = window.workspace.current
    assert isinstance(tab, TabRingkasan)
    return tab


def test_a_new_file_says_what_to_do_next(window: MainWindow, fill: Fill) -> None:
    tab = summary(window)
    assert tab._welcome.isVisible()
    assert "Berkas ini siap diisi." in tab._welcome_text.text()
    fill("spbe.indikator.32", "4")
    assert not tab._welcome.isVisible()


def test_cards_show_figure_target_and_capaian(window: MainWindow, fill: Fill) -> None:
    fill("statistik.data_statistik.cara", "jumlah")
    fill("statistik.data_statistik.pembilang", "150")
    fill("statistik.data_statistik.penyebut", "200")
    card = next(each for each in summary(window).cards if each.iku == "statistik")
    assert card._figure.text() == "75,00"
    assert card._target.text() == "belum diisi"
    assert card._capaian.text() == "–"
    assert "75,00" in card.accessibleName()


def test_what_is_missing_leads_to_its_place(window: MainWindow, fill: Fill) -> None:
    fill("spbe.indikator.32", "4")
    tab = summary(window)
    place = Tautan("spbe", Periode(2026, 2), "spbe.indikator.33", "33 Layanan Penganggaran")
    assert place.href in tab._missing.text()
    assert place.nama in tab._missing.text()
    tab.followed.emit(place.href)
    assert window.workspace is not None
    target = window.workspace.current
    assert isinstance(target, TabSasaran)
    assert target.iku == "spbe"


def test_a_missing_target_leads_to_its_edit(window: MainWindow) -> None:
    tab = summary(window)
    tab.followed.emit(Tautan("layanan", Periode(2026, 2), "target", "").href)
    assert window.workspace is not None
    target = window.workspace.current
    assert isinstance(target, TabSasaran)
    assert window.focusWidget() is target.panel.target.editor


def test_enter_on_a_card_opens_its_tab(qtbot: QtBot, window: MainWindow) -> None:
    card = summary(window).cards[2]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert window.session is not None
    assert window.session.tab == "statistik"


def test_cards_stand_in_two_columns_where_there_is_little_room(
    qtbot: QtBot, window: MainWindow
) -> None:
    tab = summary(window)
    assert tab._columns == 4
    window.resize(911, 512)
    qtbot.waitUntil(lambda: tab._columns == 2)
    bar = tab.horizontalScrollBar()
    assert bar.maximum() == 0
