""" "Kenapa angka ini?": the steps, the links, the keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.model.periode import Periode
from ui.main_window import MainWindow
from ui.tabs.tab_sasaran import TabSasaran
from ui.widgets.missing import input_links, tautan_from_href

Fill = Callable[[str, str], None]
TW2 = Periode(2026, 2)


def tab_of(window: MainWindow, iku: str) -> TabSasaran:
    assert window.workspace is not None
    window.workspace.show_tab(iku)
    tab = window.workspace.current
    assert isinstance(tab, TabSasaran)
    return tab


def counts(fill: Fill, pembilang: str, penyebut: str) -> None:
    fill("statistik.data_statistik.cara", "jumlah")
    fill("statistik.data_statistik.pembilang", pembilang)
    fill("statistik.data_statistik.penyebut", penyebut)


def test_f9_opens_the_steps_and_escape_closes_them(
    qtbot: QtBot, window: MainWindow, fill: Fill
) -> None:
    tab = tab_of(window, "statistik")
    counts(fill, "150", "200")
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert tab.why.isVisible()
    text = tab.why.text.toPlainText()
    assert "Hasil: 75,00%" in text
    assert "= 150 / 200 × 100%" in text
    assert "Capaian" in text
    assert "ke isian: " in text
    QTest.keyClick(tab.why.text, Qt.Key.Key_Escape)
    assert not tab.why.isVisible()
    assert window.focusWidget() is tab.panel.why_button


def test_the_other_shortcut_opens_them_too(qtbot: QtBot, window: MainWindow) -> None:
    tab = tab_of(window, "spbe")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_K, both)
    assert tab.why.isVisible()


def test_the_steps_follow_the_inputs(qtbot: QtBot, window: MainWindow, fill: Fill) -> None:
    tab = tab_of(window, "statistik")
    counts(fill, "150", "200")
    tab.toggle_why()
    fill("statistik.data_statistik.pembilang", "160")
    assert "= 160 / 200 × 100%" in tab.why.text.toPlainText()


def test_what_is_missing_is_no_zero(window: MainWindow, fill: Fill) -> None:
    tab = tab_of(window, "statistik")
    fill("statistik.data_statistik.cara", "jumlah")
    fill("statistik.data_statistik.penyebut", "200")
    tab.toggle_why()
    text = tab.why.text.toPlainText()
    assert "= … / 200 × 100%" in text
    assert "belum diisi" in text


def test_a_step_leads_to_its_inputs(qtbot: QtBot, window: MainWindow) -> None:
    tab = tab_of(window, "spbe")
    assert window.session is not None
    doc = window.session.doc
    hasil = doc.hasil_iku("spbe", TW2)
    links = input_links(doc, hasil, hasil.realisasi.langkah[0].masukan)
    assert [each.nama for each in links][:2] == ["32", "33"]
    assert tautan_from_href(links[1].href).kunci == "spbe.indikator.33"
    tab.why.followed.emit(links[1].href)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_3)
    assert doc.nilai(TW2, "spbe.indikator.33") == "3"


def test_tab_reaches_the_links(qtbot: QtBot, window: MainWindow, fill: Fill) -> None:
    tab = tab_of(window, "statistik")
    counts(fill, "150", "200")
    tab.toggle_why()
    with qtbot.waitSignal(tab.why.followed) as followed:
        QTest.keyClick(tab.why.text, Qt.Key.Key_Tab)
        QTest.keyClick(tab.why.text, Qt.Key.Key_Return)
    assert followed.args is not None
    assert tautan_from_href(str(followed.args[0])).iku == "statistik"


def test_the_steps_take_the_place_of_the_inputs_where_there_is_little_room(
    qtbot: QtBot, window: MainWindow
) -> None:
    tab = tab_of(window, "spbe")
    window.resize(911, 512)
    qtbot.waitUntil(lambda: tab.width() < 1000)
    tab.toggle_why()
    assert not tab._pages.isVisible()
    tab.close_why()
    assert tab._pages.isVisible()


def test_a_year_explains_the_quarter_it_takes(window: MainWindow, fill: Fill) -> None:
    tab = tab_of(window, "statistik")
    counts(fill, "150", "200")
    window.choose_quarter(5)
    tab.toggle_why()
    text = tab.why.text.toPlainText()
    assert "Triwulan II" in text
    assert "2026/2/statistik/" in tab.why.text.toHtml()
