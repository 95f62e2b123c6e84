"""The two ways of filling in a ratio, what the page says of it, and the way to an input."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model.periode import Periode
from tests.ui.register_page import Key, Page, open_page
from ui.session import Session


@pytest.fixture
def layanan(qtbot: QtBot, session: Session) -> Page:
    return open_page(qtbot, session, "layanan")


def tabs(page: Page) -> list[str]:
    bar = page.inputs._tabs
    return [bar.tabText(n) for n in range(bar.count())]


def choose(page: Page, cara: str) -> None:
    page.inputs.section.mode.chosen.emit(cara)


def test_an_empty_quarter_says_what_to_do(layanan: Page) -> None:
    assert tabs(layanan) == ["Sistem informasi  ·  belum diisi", "Media diseminasi  ·  belum diisi"]
    section = layanan.inputs.section
    assert section.ratio.text() == "Belum ada sistem informasi dalam daftar."
    assert layanan.panel.view.hint == (
        "Belum ada sistem informasi.\n"
        "Tekan Ins untuk menambah atau Ctrl+V untuk menempel dari lembar kerja."
    )


def test_the_ratio_is_live(layanan: Page) -> None:
    layanan.fill(
        [
            {"nama": "a", "wajib_terintegrasi": 1, "terintegrasi": 1},
            {"nama": "b", "wajib_terintegrasi": 1, "terintegrasi": 0},
            {"nama": "c", "wajib_terintegrasi": 1},
            {"nama": "d", "wajib_terintegrasi": 0},
        ]
    )
    section = layanan.inputs.section
    assert section.ratio.text() == "1 dari 4 sistem informasi belum dinilai."
    assert tabs(layanan)[0] == "Sistem informasi  ·  1 belum dinilai"
    layanan.go(2, 3)
    layanan.press(Key.Key_Y)
    assert section.ratio.text() == "2 dari 3 wajib terintegrasi = 66,67%"
    assert tabs(layanan)[0] == "Sistem informasi  ·  2 dari 3"
    layanan.session.undo()
    assert section.ratio.text() == "1 dari 4 sistem informasi belum dinilai."


def test_nothing_that_must_be_integrated_cannot_be_computed(layanan: Page) -> None:
    layanan.fill([{"nama": "a", "wajib_terintegrasi": 0, "terintegrasi": 1}])
    assert layanan.inputs.section.ratio.text() == (
        "Tidak ada sistem informasi yang wajib terintegrasi, tidak dapat dihitung."
    )


def test_counts_are_typed_and_shown_with_their_ratio(layanan: Page) -> None:
    layanan.inputs.focus_input("register:media")
    choose(layanan, "jumlah")
    section = layanan.inputs.section
    section.counts.focus_part("pembilang")
    layanan.write("9")
    layanan.press(Key.Key_Return)
    layanan.write("11")
    layanan.press(Key.Key_Return)
    nilai = layanan.session.doc.isian(layanan.session.periode).nilai
    assert nilai["layanan.media.cara"] == "jumlah"
    assert nilai["layanan.media.pembilang"] == "9"
    assert nilai["layanan.media.penyebut"] == "11"
    assert section.ratio.text() == "9 dari 11 = 81,82%"


def test_a_count_refused_for_the_other_ones_sake_is_taken_once_that_is_mended(
    layanan: Page,
) -> None:
    choose(layanan, "jumlah")
    counts = layanan.inputs.section.counts
    for kunci, text in (("pembilang", "5"), ("penyebut", "10")):
        assert layanan.session.fill_in(f"layanan.sistem_informasi.{kunci}", text) is None
    counts.focus_part("pembilang")
    QApplication.focusWidget().selectAll()  # type: ignore[union-attr]
    layanan.write("12")
    layanan.press(Key.Key_Tab)
    assert layanan.inputs.section.typed_counts() == (5, 10)
    counts.focus_part("penyebut")
    QApplication.focusWidget().selectAll()  # type: ignore[union-attr]
    layanan.write("20")
    layanan.press(Key.Key_Return)
    assert layanan.inputs.section.typed_counts() == (12, 20)


def test_counts_can_be_taken_from_the_rows(layanan: Page) -> None:
    layanan.inputs.focus_input("register:media")
    layanan.fill([{"nama": "a", "aktif": 1}, {"nama": "b", "aktif": 0}])
    choose(layanan, "jumlah")
    section = layanan.inputs.section
    assert section.counts.last_stop.text() == "Ambil jumlah dari daftar (1 dari 2)"
    section.counts.last_stop.click()
    assert section.typed_counts() == (1, 2)
    layanan.session.undo()
    assert section.typed_counts() == (None, None)


def test_the_way_back_to_the_rows_and_undo_of_the_way(layanan: Page) -> None:
    choose(layanan, "jumlah")
    section = layanan.inputs.section
    assert section.counts.isVisible()
    layanan.session.undo()
    assert section.panel.isVisible()
    assert section.mode.chosen_key == "register"


def test_every_input_can_be_found(layanan: Page) -> None:
    inputs = layanan.inputs
    inputs.focus_input("register:media")
    assert inputs.section.rasio.register == "media"
    assert layanan.panel.view.hasFocus()
    inputs.focus_input("layanan.tanggal_data")
    assert inputs._date.editor.hasFocus()
    choose(layanan, "jumlah")
    inputs.focus_input(f"layanan.{inputs.section.rasio.kode}.penyebut")
    assert inputs.section.counts.fields["penyebut"].editor.hasFocus()
    inputs.focus_input("register:sistem_informasi")
    assert inputs.section.rasio.register == "sistem_informasi"


def test_the_date_of_the_data_is_kept(layanan: Page) -> None:
    layanan.inputs.focus_input("layanan.tanggal_data")
    layanan.write("30 juni 2026")
    layanan.press(Key.Key_Return)
    assert layanan.session.doc.nilai(layanan.session.periode, "layanan.tanggal_data") == (
        "2026-06-30"
    )


def test_a_year_is_not_shown_here_and_another_quarter_is(layanan: Page) -> None:
    layanan.fill([{"nama": "a"}])
    layanan.session.set_periode(Periode(2026, 5))
    layanan.session.set_periode(Periode(2026, 1))
    assert layanan.shown() == []
    layanan.session.set_periode(Periode(2026, 2))
    assert layanan.shown() == ["a"]


def test_controls_have_names(layanan: Page) -> None:
    assert layanan.panel.view.accessibleName() == "Daftar Sistem informasi"
    assert layanan.panel.search.accessibleName() == "Saring Sistem informasi"
    layanan.panel.search.setFocus()
    QTest.keyClick(layanan.focus, Key.Key_Down)
    assert layanan.panel.view.hasFocus()


def test_the_names_of_the_parts_are_never_cut(layanan: Page) -> None:
    bar = layanan.inputs._tabs
    for number in (1, 0):
        bar.setFocus()
        layanan.press(Key.Key_Right if number else Key.Key_Left)
        QApplication.processEvents()
        assert bar.currentIndex() == number
        assert bar.tabRect(0).left() == 0
        assert bar.tabRect(1).right() < bar.width()
