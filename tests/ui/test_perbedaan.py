"""When and why an indicator changed: two states, one sentence, contributions that add up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.edits import register as verbs
from core.history.sisi import explain_change
from core.model.periode import TAHUNAN, Periode
from core.model.register import Value
from ui.history.perbedaan_dialog import PerbedaanDialog, show_perbedaan
from ui.history.saat_edit import SaatEdit
from ui.main_window import MainWindow
from ui.session import Session

TW1, TW2 = Periode(2026, 1), Periode(2026, 2)
TAHUN = Periode(2026, TAHUNAN)
Open = Callable[[str], PerbedaanDialog]


@pytest.fixture
def open_dialog(qtbot: QtBot, session: Session) -> Open:
    parent = QWidget()
    qtbot.addWidget(parent)

    def make(iku: str) -> PerbedaanDialog:
        dialog = show_perbedaan(session, parent, iku)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def at(session: Session, waktu: str) -> None:
    session.doc.environment = session.doc.environment._replace(clock=lambda: waktu)


def statistik(session: Session, pembilang: str, penyebut: str, periode: Periode = TW2) -> None:
    session.set_periode(periode)
    session.fill_in("statistik.data_statistik.cara", "jumlah")
    session.fill_in("statistik.data_statistik.penyebut", penyebut)
    session.fill_in("statistik.data_statistik.pembilang", pembilang)


def choose(edit: SaatEdit, *, periode: str = "", moment: str = "") -> None:
    """As by hand: entries are found by how they begin."""
    for box, text in ((edit.periode_box, periode), (edit.moment_box, moment)):
        if text:
            number = box.findText(text, Qt.MatchFlag.MatchStartsWith)
            assert number >= 0, [box.itemText(n) for n in range(box.count())]
            box.setCurrentIndex(number)
            box.activated.emit(number)


def chosen(dialog: PerbedaanDialog) -> list[str]:
    edits = dialog.before, dialog.after
    return [f"{e.periode_box.currentText()}, {e.moment_box.currentText()}" for e in edits]


def test_this_quarter_against_the_one_before(session: Session, open_dialog: Open) -> None:
    statistik(session, "100", "200", TW1)
    statistik(session, "150", "200", TW2)
    dialog = open_dialog("statistik")
    assert chosen(dialog) == ["TW I 2026, Sekarang", "TW II 2026, Sekarang"]
    sentence = dialog.sentence.text()
    assert sentence.startswith("Naik 25,00 poin: ")
    assert sentence.endswith("100 → 150 = +25,00.")
    assert dialog.values.text() == "TW I 2026: 50,00%   →   TW II 2026: 75,00%"
    heading, only, total = dialog.table.lines()
    assert heading == ["Masukan", "Dari", "Menjadi", "Sumbangan"]
    assert only[1:] == ["100", "150", "+25,00"]
    assert total == ["Jumlah = selisih", "50,00", "75,00", "+25,00"]


def test_without_a_quarter_before_the_last_day_is_the_other_side(
    session: Session, open_dialog: Open
) -> None:
    at(session, "2026-11-20T09:00:00")
    statistik(session, "100", "200")
    at(session, "2026-11-22T10:42:07")
    session.fill_in("statistik.data_statistik.pembilang", "120")
    session.fill_in("statistik.data_statistik.pembilang", "150")
    dialog = open_dialog("statistik")
    assert chosen(dialog)[0].startswith("TW II 2026, 20 Nov 2026 09.00.00 – Perencana – ")
    assert chosen(dialog)[1] == "TW II 2026, Sekarang"
    assert dialog.sentence.text().startswith("Naik 25,00 poin: ")
    assert dialog.values.text() == (
        "Keadaan 20 Nov 2026 09.00: 50,00%   →   Keadaan sekarang: 75,00%"
    )


def test_only_moments_that_concern_the_indicator_are_offered(
    session: Session, open_dialog: Open
) -> None:
    statistik(session, "100", "200", TW1)
    statistik(session, "100", "200", TW2)
    session.fill_in("spbe.indikator.32", "3")
    rows: list[dict[str, Value]] = [{"nama": "Situs"}]
    session.perform(verbs.add_rows(session.doc, "media", TW2, rows))
    rows = [{"nama": "Penduduk", "standar_data": 1}]
    session.perform(verbs.add_rows(session.doc, "data_statistik", TW2, rows))
    dialog = open_dialog("statistik")
    box = dialog.after.moment_box
    acts = [box.itemText(n).rpartition(" – ")[2] for n in range(box.count())]
    assert len(acts) == 6
    assert acts[0] == "Sekarang"
    assert acts[-1] == "Berkas dibuat"
    assert not [act for act in acts if "media" in act or "Perencanaan" in act]


def test_two_moments_of_a_register(session: Session, open_dialog: Open) -> None:
    rows: list[dict[str, Value]] = [{"nama": name, "aktif": 1} for name in "abcd"]
    session.perform(verbs.add_rows(session.doc, "media", TW2, rows))
    ids = list(session.doc.register("media", TW2))
    both: list[dict[str, Value]] = [
        {"nama": "e-Office", "wajib_terintegrasi": 1, "terintegrasi": 1}
    ]
    at(session, "2026-07-03T08:00:00")
    session.perform(verbs.add_rows(session.doc, "sistem_informasi", TW2, both))
    session.perform(verbs.set_cells(session.doc, "media", TW2, ids[:1], "aktif", 0))
    dialog = open_dialog("layanan")
    choose(dialog.before, moment="3 Jul 2026 08.00.00 – Perencana – Baris ")
    assert dialog.sentence.text().startswith("Turun 12,50 poin: ")
    assert "4 → 3 = −12,50" in dialog.sentence.text()
    assert dialog.table.lines()[-1][1:] == ["100,00", "87,50", "−12,50"]


def test_contributions_add_up_exactly(session: Session, open_dialog: Open) -> None:
    for periode, levels in ((TW1, "3" * 16), (TW2, "3452153423452345")):
        session.set_periode(periode)
        for number, level in enumerate(levels, 32):
            session.fill_in(f"spbe.indikator.{number}", level)
    dialog = open_dialog("spbe")
    tables = session.doc.all_rows()
    uraian = explain_change("spbe", (tables, TW1), (tables, TW2))
    before, after = (session.doc.realisasi("spbe", each).nilai for each in (TW1, TW2))
    assert before is not None
    assert after is not None
    assert sum(each.besar for each in uraian.kontribusi) == uraian.selisih == after - before
    lines = dialog.table.lines()[1:]
    assert len(lines) == len(uraian.kontribusi) + 1
    assert lines[0][0] in {each.nama for each in uraian.kontribusi}


def test_what_cannot_be_split_is_said_in_words(session: Session, open_dialog: Open) -> None:
    statistik(session, "100", "200", TW1)
    session.set_periode(TW2)
    session.fill_in("statistik.data_statistik.cara", "jumlah")
    dialog = open_dialog("statistik")
    assert dialog.sentence.text().startswith("TW II 2026 belum dapat dihitung: belum diisi")
    assert not dialog.values.isVisible()
    assert dialog.table.lines() == []


def test_the_same_state_twice(session: Session, open_dialog: Open) -> None:
    statistik(session, "100", "200", TW1)
    statistik(session, "150", "200", TW2)
    dialog = open_dialog("statistik")
    choose(dialog.before, periode="TW II")
    assert chosen(dialog)[0].endswith("Berkas dibuat")  # no earlier day: the beginning
    choose(dialog.before, moment="Sekarang")
    assert dialog.sentence.text() == "Kedua keadaan itu sama; pilih saat atau periode lain."


def test_years_are_compared_with_years(session: Session, open_dialog: Open) -> None:
    statistik(session, "100", "200", TW1)
    statistik(session, "150", "200", TW2)
    dialog = open_dialog("statistik")
    choose(dialog.after, periode="Tahun 2026")
    box = dialog.before.periode_box
    assert [box.itemText(n) for n in range(box.count())] == ["Tahun 2026"]
    choose(dialog.after, periode="TW II")
    assert [box.itemText(n) for n in range(box.count())] == ["TW II 2026", "TW I 2026"]


def test_it_follows_the_file_and_keeps_the_choice(
    qtbot: QtBot, session: Session, open_dialog: Open
) -> None:
    statistik(session, "100", "200", TW1)
    statistik(session, "150", "200", TW2)
    dialog = open_dialog("statistik")
    session.fill_in("statistik.data_statistik.pembilang", "160")
    qtbot.waitUntil(lambda: dialog.sentence.text().startswith("Naik 30,00 poin"))
    assert chosen(dialog) == ["TW I 2026, Sekarang", "TW II 2026, Sekarang"]


def test_copy_and_close_by_keys(qtbot: QtBot, session: Session, open_dialog: Open) -> None:
    statistik(session, "100", "200", TW1)
    statistik(session, "150", "200", TW2)
    dialog = open_dialog("statistik")
    dialog.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Naik 25,00 poin: ")
    assert "Jumlah = selisih\t50,00\t75,00\t+25,00" in text
    here = QApplication.focusWidget()
    assert here is dialog.before.periode_box
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(here, Qt.Key.Key_Escape)


def test_it_closes_with_the_file(qtbot: QtBot, window: MainWindow) -> None:
    assert window.session is not None
    dialog = show_perbedaan(window.session, window, "spbe")
    with qtbot.waitSignal(dialog.destroyed):
        window.desk.close_file()
