"""Riwayat: who changed what, found by keys and filters, and brought back as a new step."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.edits import register as verbs
from core.edits.isian import set_target
from core.history.catatan import Pembaca, Sel, list_catatan
from core.model.change import Change, SetValue
from core.model.periode import Periode
from core.model.register import Value
from ui.history.in_focus import figure_in_focus, show_history_in_focus
from ui.history.riwayat_dialog import RiwayatDialog, show_riwayat
from ui.history.riwayat_filter import Saringan
from ui.history.riwayat_model import ANGKA, KOLOM, RiwayatModel
from ui.main_window import MainWindow
from ui.session import Session
from ui.tables.clipboard import parse_block
from ui.tables.register_panel import RegisterPanel
from ui.tabs.tab_sasaran import TabSasaran
from ui.widgets.field_edit import FieldEdit
from ui.widgets.level_picker import LevelPicker
from ui.widgets.target_edit import TargetEdit

TW1, TW2 = Periode(2026, 1), Periode(2026, 2)
LEVEL: Sel = ("isian", "2026-tw2/spbe.indikator.32", None)
CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[..., RiwayatDialog]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def open_dialog(qtbot: QtBot, session: Session, parent: QWidget) -> Open:
    def make(cells: set[Sel] | None = None, title: str = "") -> RiwayatDialog:
        dialog = show_riwayat(session, parent, cells, title)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


def by(session: Session, oleh: str, waktu: str) -> None:
    """From now on somebody else is at work, at another time."""
    session.doc.environment = session.doc.environment._replace(oleh=oleh, clock=lambda: waktu)


def media(session: Session, *names: str, periode: Periode = TW2) -> list[str]:
    rows: list[dict[str, Value]] = [{"nama": name, "aktif": 1} for name in names]
    assert session.perform(verbs.add_rows(session.doc, "media", periode, rows))
    return list(session.doc.register("media", periode))


def cells(dialog: RiwayatDialog) -> list[tuple[str, ...]]:
    model = dialog.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(len(KOLOM)))
        for row in range(model.rowCount())
    ]


def choose(dialog: RiwayatDialog, tindakan: str) -> None:
    dialog.view.go_to([row[-1] for row in cells(dialog)].index(tindakan))


# What is shown


def test_one_figure_from_its_first_value_to_its_last(session: Session, open_dialog: Open) -> None:
    by(session, "Sri", "2026-11-22T10:42:07")
    session.fill_in("spbe.indikator.32", "3")
    session.fill_in("spbe.indikator.33", "1")
    by(session, "Budi", "2026-11-23T08:01:00")
    session.fill_in("spbe.indikator.32", "4")
    session.fill_in("spbe.indikator.32", "")
    dialog = open_dialog({LEVEL})
    named = "TW II 2026 · SPBE · Tingkat indikator 32"
    what = "32 Tingkat Kematangan Layanan Perencanaan"
    assert cells(dialog) == [
        ("23 Nov 2026 08.01.00", "Budi", named, "4", "belum diisi", f"{what} dikosongkan"),
        ("23 Nov 2026 08.01.00", "Budi", named, "3", "4", f"{what} diisi 4"),
        ("22 Nov 2026 10.42.07", "Sri", named, "belum diisi", "3", f"{what} diisi 3"),
    ]
    assert dialog.title.text() == "Riwayat Tingkat indikator 32 · TW II 2026"
    assert dialog.subtitle.text() == "Sekarang: belum diisi"
    assert dialog.view.isColumnHidden(ANGKA)
    assert dialog.view.selected_lines() == [0]


def test_one_row_and_one_cell_of_it(session: Session, open_dialog: Open) -> None:
    first, second = media(session, "Situs", "Radio")
    session.perform(verbs.set_cells(session.doc, "media", TW2, [first, second], "aktif", 0))
    session.perform(verbs.set_cell(session.doc, "media", TW2, first, "jenis", "website"))
    session.perform(verbs.delete_rows(session.doc, "media", TW2, [first, second]))
    row = open_dialog({("media", first, None)})
    assert [each[ANGKA:5] for each in cells(row)] == [
        ("seluruh baris", "Jenis: website; Aktif: Tidak", "tidak ada"),
        ("Jenis", "belum diisi", "website"),
        ("Aktif", "Ya", "Tidak"),
        ("seluruh baris", "tidak ada", "Aktif: Ya"),
    ]
    assert row.subtitle.text() == "Sekarang: sudah dihapus"
    cell = open_dialog({("media", first, "aktif")})
    assert [each[3:5] for each in cells(cell)] == [
        ("Tidak", "tidak ada"),
        ("Ya", "Tidak"),
        ("tidak ada", "Ya"),
    ]


def test_the_whole_file_and_its_filters(session: Session, open_dialog: Open) -> None:
    by(session, "Sri", "2026-11-22T10:42:07")
    session.fill_in("spbe.indikator.32", "3")
    media(session, "Situs Dinas", periode=TW1)
    by(session, "Budi", "2026-11-23T08:01:00")
    session.perform(lambda: set_target(session.doc, TW2, "spbe", "2,6", ""))
    dialog = open_dialog()
    total = dialog.model.rowCount()
    assert total == 4
    assert dialog.count.text() == "4 perubahan"
    assert [each[ANGKA] for each in cells(dialog)][:3] == [
        "TW II 2026 · Target SPBE",
        "TW I 2026 · Media “Situs Dinas”",
        "TW II 2026 · SPBE · Tingkat indikator 32",
    ]
    boxes = dialog.filter.periode, dialog.filter.tab, dialog.filter.oleh
    offered = [[box.itemText(n) for n in range(box.count())] for box in boxes]
    assert offered == [
        ["Semua periode", "TW II 2026", "TW I 2026", "Tanpa periode"],
        ["Semua tab", "SPBE", "Pelayanan kominfo", "Pengaturan"],
        ["Semua orang", "Budi", "Perencana", "Sri"],
    ]
    for box, number, left in ((boxes[0], 1, 2), (boxes[1], 1, 2), (boxes[2], 1, 1)):
        box.setCurrentIndex(number)
        box.activated.emit(number)
        assert dialog.model.rowCount() == left
    assert dialog.count.text() == "1 dari 4 perubahan"
    dialog.filter.clear()
    assert dialog.model.rowCount() == total
    boxes[0].setCurrentIndex(3)
    boxes[0].activated.emit(3)
    assert [each[-1] for each in cells(dialog)] == ["Berkas dibuat"]


def test_search_by_keys_alone(qtbot: QtBot, session: Session, open_dialog: Open) -> None:
    session.fill_in("spbe.indikator.32", "3")
    session.fill_in("spbe.indikator.33", "4")
    dialog = open_dialog()
    QTest.keyClick(dialog.view, Qt.Key.Key_F, CTRL)
    search = dialog.filter.search
    qtbot.waitUntil(search.hasFocus)
    QTest.keyClicks(search, "INDIKATOR 33")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert dialog.view.hasFocus()
    assert [each[4] for each in cells(dialog)] == ["4"]
    QTest.keyClick(dialog.view, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(search, "tak ada")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0)
    assert "Tidak ada perubahan yang cocok" in dialog.view.hint
    assert not dialog.restore_button.isEnabled()
    dialog.filter.periode.setCurrentIndex(1)
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert dialog.filter.periode.currentIndex() == 0
    assert dialog.model.rowCount() == 3
    assert dialog.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_figure_that_was_never_touched(open_dialog: Open) -> None:
    dialog = open_dialog({("profil", "profil", "alamat")})
    assert dialog.count.text() == "0 perubahan"
    assert dialog.view.hint == "Belum pernah diubah sejak berkas ini dibuat."
    assert not dialog.copy_button.isEnabled()
    assert not dialog.as_of_button.isEnabled()


def test_it_follows_what_is_done_elsewhere(
    qtbot: QtBot, session: Session, open_dialog: Open
) -> None:
    session.fill_in("spbe.indikator.32", "3")
    dialog = open_dialog({LEVEL})
    session.fill_in("spbe.indikator.32", "5")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)
    assert dialog.subtitle.text() == "Sekarang: 5"
    assert dialog.view.selected_lines() == [1]  # the line that was chosen, not its place


# Bringing back


def test_enter_restores_the_value_before_and_undo_takes_it_back(
    session: Session, open_dialog: Open
) -> None:
    for level in "345":
        session.fill_in("spbe.indikator.32", level)
    dialog = open_dialog({LEVEL})
    dialog.view.go_to(1)
    assert dialog.effect.text() == (
        "Pulihkan: Tingkat indikator 32 TW II 2026 kembali menjadi 3; sekarang 5."
    )
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert session.doc.nilai(TW2, "spbe.indikator.32") == "3"
    assert session.undo_stack.undoText() == "Tingkat indikator 32 TW II 2026 dipulihkan"
    assert cells(dialog)[0][3:] == ("5", "3", "Tingkat indikator 32 TW II 2026 dipulihkan")
    assert "Ctrl+Z mengurungkannya" in dialog.count.text()
    room = dialog.count.fontMetrics().horizontalAdvance(dialog.count.text())
    assert room < 400, "as much as the buttons leave"
    QTest.keyClick(dialog.view, Qt.Key.Key_Z, CTRL)
    assert session.doc.nilai(TW2, "spbe.indikator.32") == "5"


def test_a_first_value_can_be_taken_away_again(session: Session, open_dialog: Open) -> None:
    session.fill_in("spbe.indikator.32", "3")
    dialog = open_dialog({LEVEL})
    dialog.restore()
    assert session.doc.nilai(TW2, "spbe.indikator.32") is None


def test_deleted_rows_come_back_under_their_ids(session: Session, open_dialog: Open) -> None:
    ids = media(session, "Situs", "Radio", "KIM")
    session.perform(verbs.delete_rows(session.doc, "media", TW2, ids[:2]))
    dialog = open_dialog()
    dialog.view.go_to(0)
    assert dialog.restore_button.text() == "&Pulihkan baris ini"
    QTest.keyClick(dialog.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.effect.text() == "Pulihkan: 2 baris kembali seperti sebelum dihapus."
    dialog.restore_button.click()
    rows = session.doc.register("media", TW2)
    assert list(rows) == ids
    assert [row["nama"] for row in rows.values()] == ["Situs", "Radio", "KIM"]


def test_what_cannot_come_back_says_why(session: Session, open_dialog: Open) -> None:
    (row,) = media(session, "Situs")
    session.fill_in("spbe.indikator.32", "3")
    session.perform(verbs.set_cell(session.doc, "media", TW2, row, "nama", "Situs Dinas"))
    session.undo()
    dialog = open_dialog()
    reasons = []
    for line in range(dialog.model.rowCount()):
        dialog.view.go_to(line)
        reasons.append((dialog.restore_button.isEnabled(), dialog.effect.text()))
    assert reasons[0] == (
        True,
        "Pulihkan: Media “Situs”: Nama TW II 2026 kembali menjadi Situs Dinas; sekarang Situs.",
    )
    assert reasons[1] == (False, "Media “Situs”: Nama TW II 2026 sekarang memang Situs.")
    assert reasons[3] == (False, "Baris ini baru ditambahkan saat itu; sebelumnya tidak ada.")
    dialog.view.selectAll()
    assert dialog.effect.text() == "Pilih satu perubahan, atau beberapa baris yang dihapus."
    assert not dialog.restore_button.isEnabled()
    before = len(session.doc.journal())
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert len(session.doc.journal()) == before


def test_a_value_into_a_deleted_row_waits_for_the_row(session: Session, open_dialog: Open) -> None:
    (row,) = media(session, "Situs")
    session.perform(verbs.set_cell(session.doc, "media", TW2, row, "nama", "Situs Dinas"))
    session.perform(verbs.delete_rows(session.doc, "media", TW2, [row]))
    dialog = open_dialog({("media", row, None)})
    dialog.view.go_to(1)
    assert dialog.effect.text() == "Barisnya sudah dihapus; pulihkan dahulu barisnya."


def test_enter_in_the_search_box_restores_nothing(session: Session, open_dialog: Open) -> None:
    session.fill_in("spbe.indikator.32", "3")
    dialog = open_dialog()
    dialog.filter.search.setFocus()
    QTest.keyClick(dialog.filter.search, Qt.Key.Key_Return)
    assert session.doc.nilai(TW2, "spbe.indikator.32") == "3"
    assert dialog.view.hasFocus()


# Keys and the window


def test_copied_lines_are_a_block_for_a_spreadsheet(session: Session, open_dialog: Open) -> None:
    session.fill_in("spbe.indikator.32", "3")
    dialog = open_dialog({LEVEL})
    QTest.keyClick(dialog.view, Qt.Key.Key_C, CTRL)
    block = parse_block(QGuiApplication.clipboard().text())
    assert block == [list(KOLOM), list(cells(dialog)[0])]


def test_tab_goes_from_search_to_the_buttons(session: Session, open_dialog: Open) -> None:
    session.fill_in("spbe.indikator.32", "3")
    dialog = open_dialog()
    dialog.filter.search.setFocus()
    seen = []
    for _ in range(8):
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [
        dialog.filter.periode,
        dialog.filter.tab,
        dialog.view,
        dialog.copy_button,
        dialog.as_of_button,
        dialog.restore_button,
        dialog.close_button,
        dialog.filter.search,
    ]


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_the_same_history_comes_to_the_front(session: Session, open_dialog: Open) -> None:
    session.fill_in("spbe.indikator.32", "3")
    assert open_dialog({LEVEL}) is open_dialog({LEVEL})
    assert open_dialog({LEVEL}) is not open_dialog()


def test_it_closes_with_the_file(qtbot: QtBot, window: MainWindow) -> None:
    assert window.session is not None
    dialog = show_riwayat(window.session, window)
    with qtbot.waitSignal(dialog.destroyed):
        window.desk.close_file()


# The figure in focus


def tab_of(window: MainWindow, iku: str) -> TabSasaran:
    assert window.workspace is not None
    window.workspace.show_tab(iku)
    tab = window.workspace.current
    assert isinstance(tab, TabSasaran)
    return tab


def shown(widget: QWidget | None) -> set[Sel] | None:
    cells = figure_in_focus(widget)
    return None if cells is None else set(cells)


def test_inputs_know_their_figure(window: MainWindow) -> None:
    tab = tab_of(window, "spbe")
    picker = tab.findChildren(LevelPicker)[0]
    assert shown(picker) == {LEVEL}
    field = next(each for each in tab.findChildren(FieldEdit) if each.kunci == "spbe.resmi")
    assert shown(field.editor) == {("isian", "2026-tw2/spbe.resmi", None)}
    target = tab.findChildren(TargetEdit)[0]
    assert shown(target.editor) == {("target", "2026-tw2/spbe", None)}
    assert shown(window) is None
    assert shown(None) is None
    window.choose_quarter(5)
    assert shown(picker) is None
    assert shown(target.editor) == {("target", "2026-tahunan/spbe", None)}


def test_levels_that_are_selected_together_are_shown_together(window: MainWindow) -> None:
    picker = tab_of(window, "spbe").findChildren(LevelPicker)[0]
    picker.setFocus()
    QTest.keyClick(picker, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert shown(picker) == {LEVEL, ("isian", "2026-tw2/spbe.indikator.33", None)}


def test_a_register_shows_its_cell_its_row_or_its_rows(window: MainWindow) -> None:
    tab = tab_of(window, "statistik")
    assert window.session is not None
    rows = [{"nama": "Penduduk"}, {"nama": "Desa"}]
    window.session.perform(verbs.add_rows(window.session.doc, "data_statistik", TW2, rows))
    ids = list(window.session.doc.register("data_statistik", TW2))
    panel = next(each for each in tab.findChildren(RegisterPanel) if each.isVisible())
    panel.view.go_to(0, 1)
    assert shown(panel.view) == {("data_statistik", ids[0], "produsen")}
    panel.view.go_to(0, panel.model.kekurangan_column)
    assert shown(panel.view.viewport()) == {("data_statistik", ids[0], None)}
    panel.view.go_to(0, 0, last=1)
    assert shown(panel.view) == {("data_statistik", each, None) for each in ids}
    texts = [action.text() for action in panel.actions_.context_menu().actions()]
    assert texts[-1] == "Riwayat angka ini…"


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_menu_of_an_input_leads_to_its_history(qtbot: QtBot, window: MainWindow) -> None:
    assert window.session is not None
    window.session.perform(set_target(window.session.doc, TW2, "spbe", "2,6", ""))
    editor = tab_of(window, "spbe").findChildren(TargetEdit)[0].editor

    def choose_last() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[-1].trigger()
        menu.close()

    QTimer.singleShot(0, choose_last)
    editor.customContextMenuRequested.emit(editor.rect().center())
    (dialog,) = window.findChildren(RiwayatDialog)
    assert dialog.title.text() == "Riwayat Target SPBE · TW II 2026"


def test_the_menu_of_a_level_has_the_entry(window: MainWindow) -> None:
    picker = tab_of(window, "spbe").findChildren(LevelPicker)[0]
    menu = QMenu(picker)
    picker.menu_opens.emit(menu)
    assert [each.text() for each in menu.actions()][-1] == "Riwayat angka ini…"
    menu.actions()[-1].trigger()
    (dialog,) = window.findChildren(RiwayatDialog)
    assert dialog.cells == frozenset({LEVEL})


def test_the_history_of_what_has_the_focus(window: MainWindow) -> None:
    assert window.session is not None
    window.session.fill_in("spbe.indikator.32", "3")
    picker = tab_of(window, "spbe").findChildren(LevelPicker)[0]
    assert show_history_in_focus(window.session, picker)
    (dialog,) = window.findChildren(RiwayatDialog)
    assert dialog.cells == frozenset({LEVEL})
    dialog.close()
    assert not show_history_in_focus(window.session, window)


# The model


def test_contract_of_the_model(qtbot: QtBot, session: Session) -> None:
    session.fill_in("spbe.indikator.32", "3")
    media(session, "Situs", "Radio")
    model = RiwayatModel(session)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, session)

    def load() -> None:
        steps = session.doc.journal()
        pembaca = Pembaca(session.doc.all_rows(), steps)
        model.load(list_catatan(steps), pembaca, Saringan())

    load()
    assert model.rowCount() == 4
    model.set_saringan(Saringan(kata=("radio",)))
    assert model.rowCount() == 1
    session.fill_in("spbe.indikator.32", "4")
    load()
    assert model.rowCount() == 5


def test_steps_that_nobody_sees_are_one_line(session: Session) -> None:
    session.doc.apply(Change("Tanpa isi", ()))
    steps = session.doc.journal()
    found = list_catatan(steps)
    assert [each.langkah.tindakan for each in found] == ["Tanpa isi", "Berkas dibuat"]
    assert found[0].butir is None


def test_two_lines_are_found_among_thousands(session: Session, open_dialog: Open) -> None:
    (row,) = media(session, "Situs")
    texts = ["", *(f"catatan {number}" for number in range(1_000))]
    lines = tuple(
        SetValue("media", row, kolom, old, new)
        for kolom in ("alamat", "keterangan")
        for old, new in pairwise(texts)
    )
    session.doc.apply(Change("Banyak", lines))
    dialog = open_dialog()
    dialog.filter.search.setFocus()
    dialog.filter.search.setText("catatan 999")
    QTest.keyClick(dialog.filter.search, Qt.Key.Key_Return)
    assert dialog.model.rowCount() == 2
