"""The levels of SPBE under real keys, blocks from a spreadsheet, and the official index."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.document import Document, Environment
from core.edits.isian import fill_in_values
from core.model.hasil import Realisasi
from core.model.periode import Periode
from tests.ui.inputs_page import focused, show_inputs
from ui.session import Session
from ui.tabs.aspek_card import short_names
from ui.tabs.level_table import LevelTable
from ui.tabs.official_form import difference
from ui.tabs.spbe_inputs import SpbeInputs, _balanced_split
from ui.widgets.level_picker import LevelPicker

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TW2 = Periode(2026, 2)


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> SpbeInputs:
    return show_inputs(qtbot, SpbeInputs(session))


def table(view: SpbeInputs) -> LevelTable:
    assert view._table is not None
    return view._table


def picker(view: SpbeInputs, number: int) -> LevelPicker:
    return table(view).rows[number].picker


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focused(), key)


def press_control(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key, Qt.KeyboardModifier.ControlModifier)


def levels(session: Session) -> list[str | None]:
    return [session.doc.nilai(TW2, f"spbe.indikator.{kode}") for kode in range(32, 48)]


def test_digits_and_enter_fill_in_the_levels(session: Session, view: SpbeInputs) -> None:
    view.focus_input("spbe.indikator.32")
    for digit in "4335533335422444":
        QTest.keyClicks(focused(), digit)
        press(KEY.Key_Return)
    assert levels(session) == list("4335533335422444")
    assert session.doc.realisasi("spbe", TW2).tampil == "3,55"
    assert [card._index.text() for card in table(view).cards] == ["3,70", "3,33"]
    assert table(view).cards[0]._count.text() == "Aspek 7  ·  Bobot 27,5%  ·  10 dari 10 diisi"
    assert table(view).rows[2]._level_name.text() == "Transaksi"
    assert view._official.isAncestorOf(focused()), "Enter goes on to the official index"
    assert session.undo_stack.count() == 16


def test_keys_without_a_meaning_write_nothing(session: Session, view: SpbeInputs) -> None:
    view.focus_input("spbe.indikator.32")
    QTest.keyClicks(focused(), "0679ax-")
    press(KEY.Key_Delete, KEY.Key_Down, KEY.Key_Up, KEY.Key_End, KEY.Key_Home)
    assert session.undo_stack.count() == 0
    assert focused() is picker(view, 0)


def test_the_same_level_again_is_no_change(session: Session, view: SpbeInputs) -> None:
    view.focus_input("spbe.indikator.40")
    QTest.keyClicks(focused(), "33")
    assert session.undo_stack.count() == 1


def test_delete_empties_and_undo_brings_back(session: Session, view: SpbeInputs) -> None:
    view.focus_input("spbe.indikator.32")
    press(KEY.Key_2, KEY.Key_Backspace)
    assert levels(session)[0] is None
    assert table(view).rows[0]._level_name.text() == "belum diisi"
    session.undo()
    assert picker(view, 0).level == 2
    session.undo()
    session.redo()
    assert picker(view, 0).level == 2


def test_arrows_move_within_and_between_the_aspects(view: SpbeInputs) -> None:
    view.focus_input("spbe.indikator.33")
    press(KEY.Key_Down)
    assert focused() is picker(view, 2)
    press(KEY.Key_Right)
    assert focused() is picker(view, 12)
    press(KEY.Key_Left, KEY.Key_Up, KEY.Key_Up, KEY.Key_Up)
    assert focused() is picker(view, 0)
    press(KEY.Key_End)
    assert focused() is picker(view, 15)


def test_a_click_chooses_a_level(session: Session, view: SpbeInputs) -> None:
    target = picker(view, 3)
    fourth = target.rect().center()
    fourth.setX(target.width() * 7 // 10)
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, fourth)
    assert levels(session)[3] == "4"
    assert focused() is target


def test_a_selection_is_filled_in_one_step(session: Session, view: SpbeInputs) -> None:
    view.focus_input("spbe.indikator.32")
    for _ in range(3):
        QTest.keyClick(focused(), KEY.Key_Down, SHIFT)
    press(KEY.Key_3)
    assert levels(session)[:5] == ["3", "3", "3", "3", None]
    assert session.undo_stack.count() == 1
    assert session.undo_stack.undoText() == "Tingkat 4 indikator diisi 3"
    press_control(KEY.Key_C)
    assert QGuiApplication.clipboard().text() == "3\n3\n3\n3"
    session.undo()
    assert levels(session) == [None] * 16


def test_a_block_of_a_spreadsheet_fills_downwards(session: Session, view: SpbeInputs) -> None:
    view.focus_input("spbe.indikator.40")
    QGuiApplication.clipboard().setText("3\r\n4 – Kolaborasi\r\ninformasi\r\n\r\n5\r\n")
    press_control(KEY.Key_V)
    assert levels(session)[8:13] == ["3", "4", "1", None, "5"]
    assert session.undo_stack.count() == 1


@pytest.mark.parametrize(
    ("block", "part"),
    [
        ("3\n9\n", "33 Tingkat Kematangan Layanan Penganggaran harus antara 1 dan 5, bukan 9."),
        ("3\nbaik\n", "“baik” bukan angka"),
        ("3\t4\n", "lebih dari satu kolom"),
        ("3\n" * 17, "berisi 17 baris, sedangkan mulai dari indikator 32 hanya ada 16 baris"),
        ("", "tidak memuat tingkat"),
    ],
)
def test_a_block_that_does_not_fit_changes_nothing(
    qtbot: QtBot, session: Session, view: SpbeInputs, block: str, part: str
) -> None:
    view.focus_input("spbe.indikator.32")
    QGuiApplication.clipboard().setText(block)
    with qtbot.waitSignal(session.failed) as failed:
        press_control(KEY.Key_V)
    assert failed.args is not None
    assert part in failed.args[0]
    assert levels(session) == [None] * 16


def test_last_quarters_level_is_shown_with_the_direction(
    session: Session, view: SpbeInputs
) -> None:
    values = {"spbe.indikator.32": "2", "spbe.indikator.33": "3"}
    session.perform(fill_in_values(session.doc, Periode(2026, 1), dict(values), "Uji"))
    values["spbe.indikator.32"] = "3"
    session.perform(fill_in_values(session.doc, TW2, dict(values), "Uji"))
    rows = table(view).rows
    assert [row._before.text() for row in rows[:3]] == ["2 ↑", "3", "–"]
    assert rows[0]._before.toolTip() == "TW I 2026: 2 – Interaksi; naik menjadi 3"
    assert "tingkat 3, Transaksi" in rows[0].picker.accessibleName()


def test_a_level_of_another_scheme_is_not_last_quarters(session: Session, view: SpbeInputs) -> None:
    old, first = Periode(2020, 4), Periode(2021, 1)
    session.perform(fill_in_values(session.doc, old, {"spbe.indikator.32": "5"}, "Tingkat"))
    session.set_periode(first)
    view.refresh()
    assert table(view).rows[0].butir.kode == "32"
    assert "5" not in picker(view, 0).accessibleDescription()


def test_aspect_indices_instead_of_levels(session: Session, view: SpbeInputs) -> None:
    view._buttons[1].click()
    assert session.doc.nilai(TW2, "spbe.cara") == "aspek"
    assert not picker(view, 0).isVisible()
    view.focus_input("spbe.aspek.administrasi")
    QTest.keyClicks(focused(), "3.70")
    press(KEY.Key_Return)
    QTest.keyClicks(focused(), "3,33")
    press(KEY.Key_Return)
    assert session.doc.realisasi("spbe", TW2).tampil == "3,55"
    assert view._aspects is not None
    assert view._aspects._count.text() == "2 dari 2 diisi"
    for _ in range(3):
        session.undo()
    assert view._buttons[0].isChecked()
    assert picker(view, 0).isVisible()


def test_the_number_of_rows_comes_from_the_definition(session: Session, view: SpbeInputs) -> None:
    session.set_periode(Periode(2019, 1))
    assert [len(card.rows) for card in table(view).cards] == [7, 6]
    assert view._buttons[0].text() == "13 indikator"
    view.focus_input("spbe.indikator.35-2")
    press(KEY.Key_5)
    assert session.doc.nilai(Periode(2019, 1), "spbe.indikator.35-2") == "5"
    session.set_periode(Periode(2012, 1))
    assert view._empty.isVisible()
    assert "tahun 2012" in view._empty.text()
    session.set_periode(TW2)
    assert len(table(view).rows) == 16


def test_names_lose_what_all_begin_with(session: Session) -> None:
    shown = {}
    for definisi in session.doc.semua_definisi("spbe"):
        prefix, names = short_names(definisi.bentuk)  # type: ignore[arg-type]
        shown[definisi.id] = (prefix, next(iter(names.values())))
    assert shown["spbe-59-2020"] == ("Tingkat Kematangan Layanan", "Perencanaan")
    assert shown["spbe-5-2018"] == ("Layanan", "Naskah Dinas")
    assert shown["spbe-pemdi-template"] == ("", "Indikator 1")


def test_all_sixteen_rows_fit_on_a_small_screen(view: SpbeInputs) -> None:
    assert view._columns.verticalScrollBar().maximum() == 0


def test_cards_are_shared_between_the_columns() -> None:
    assert _balanced_split([380, 260], 200) == 1
    assert _balanced_split([140] * 7, 200) == 4


def test_a_refresh_leaves_an_open_editor_alone(session: Session, view: SpbeInputs) -> None:
    view.focus_input("spbe.resmi")
    QTest.keyClicks(focused(), "3,")
    assert session.fill_in("spbe.indikator.32", "3") is None
    view.refresh()
    assert view._official.resmi.editor.text() == "3,"  # type: ignore[union-attr]


def test_a_read_only_file_can_be_read_but_not_changed(
    qtbot: QtBot, berkas: Path, environment: Environment
) -> None:
    doc = Document(berkas, environment, read_only=True)
    session = Session(doc, TW2)
    made = show_inputs(qtbot, SpbeInputs(session))
    made.focus_input("spbe.indikator.32")
    press(KEY.Key_3, KEY.Key_Delete, KEY.Key_Down)
    assert focused() is picker(made, 1)
    made.focus_input("spbe.resmi")
    QTest.keyClicks(focused(), "3")
    assert session.undo_stack.count() == 0
    assert not any(button.isEnabled() for button in made._buttons)
    doc.close()


def found(nilai: str | None, terisi: int = 16) -> Realisasi:
    value = None if nilai is None else Fraction(nilai)
    return Realisasi(value, nilai, None, None, (), terisi, 16, (), "uji")


@pytest.mark.parametrize(
    ("resmi", "realisasi", "sentence", "warns"),
    [
        (None, found(None, 0), "Belum ada indeks resmi maupun hasil hitung.", False),
        (None, found("3.55"), "Belum ada indeks resmi; yang dicetak hasil hitung 3,55.", False),
        ("3.6", found("3.6", 14), "Isian baru 14 dari 16; yang dicetak indeks resmi 3,60.", False),
        ("3.55", found("3.554"), "Sama dengan hasil hitung 3,55.", False),
        ("3.54", found("3.55"), "Indeks resmi 0,01 di bawah hasil hitung 3,55, wajar", False),
        ("3.7", found("3.55"), "Indeks resmi 0,15 di atas hasil hitung 3,55. Selisih", True),
    ],
)
def test_the_difference_is_a_sentence(
    resmi: str | None, realisasi: Realisasi, sentence: str, warns: bool
) -> None:
    text, warned = difference(None if resmi is None else Decimal(resmi), realisasi)
    assert text.startswith(sentence)
    assert warned is warns


def test_a_longer_sentence_squeezes_no_field(
    qtbot: QtBot, session: Session, view: SpbeInputs
) -> None:
    values = {f"spbe.indikator.{kode}": "3" for kode in range(32, 48)}
    session.perform(fill_in_values(session.doc, TW2, {**values, "spbe.resmi": "3"}, "Uji"))
    qtbot.wait(20)
    height = view._official.resmi.editor.height()
    assert session.fill_in("spbe.resmi", "3,9") is None
    qtbot.wait(20)
    assert view._official._warning.isVisible()
    assert view._official.resmi.editor.height() == height


def test_a_refusal_moves_no_caption_of_its_neighbour(
    qtbot: QtBot, session: Session, view: SpbeInputs
) -> None:
    form = view._official
    beside = form.nomor.mapTo(form, form.nomor.rect().topLeft()).y()
    view.focus_input("spbe.resmi_tanggal")
    QTest.keyClicks(focused(), "31 februari 2027")
    press(KEY.Key_Return)
    qtbot.wait(20)
    assert form.tanggal._message.isVisible()
    assert form.nomor.mapTo(form, form.nomor.rect().topLeft()).y() == beside
