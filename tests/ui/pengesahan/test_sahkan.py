"""Sahkan in the window: findings that can be acted on, what is frozen, and what it is shown as."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.edits.isian import set_target
from core.errors import FileError
from core.model.pengesahan import Pengesahan
from core.safekeeping.backups import Backups
from tests.ui.pengesahan.conftest import TW2
from ui import files
from ui.main_window import MainWindow
from ui.pengesahan.finding_row import FindingRow
from ui.pengesahan.review import review_of
from ui.pengesahan.sahkan import SahkanDialog
from ui.session import Session
from ui.tabs.tab_lembar import TabLembar

REASON = "Bukti disimpan dalam arsip bidang"


class Desk:
    """Stands for the window: notes what the dialog asks of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def back_up(self) -> None:
        self.asked.append("cadangan")

    def edit(self, name: str) -> None:
        self.asked.append(name)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, desk: Desk) -> SahkanDialog:
    made = SahkanDialog(session, desk.back_up, desk.edit)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _row(dialog: SahkanDialog, kode: str) -> FindingRow:
    return next(row for row in dialog.rows if row.temuan.kode == kode)


def _settled(dialog: SahkanDialog) -> list[FindingRow]:
    return [row for row in dialog.rows if row.is_settled]


def _waive_all(dialog: SahkanDialog) -> None:
    for row in dialog.rows:
        assert not row.temuan.galat
        row.take_reason(REASON)


def test_an_error_stands_in_the_way_and_leads_to_its_place(
    session: Session, dialog: SahkanDialog
) -> None:
    session.fill_in("spbe.indikator.32", "")
    row = dialog.rows[0]
    assert row.temuan.galat
    assert not row.reason.isVisible()
    assert not dialog.sign_button.isEnabled()
    assert "1 temuan harus diperbaiki" in dialog.standing.text()
    row.open_button.click()
    assert dialog.place == row.temuan
    assert not dialog.isVisible()
    assert review_of(session).is_set_aside(TW2)


def test_every_warning_wants_a_sentence_before_it_counts_as_settled(dialog: SahkanDialog) -> None:
    first = dialog.rows[0]
    QTest.keyClicks(first.reason, "nanti")
    QTest.keyClick(first.reason, Qt.Key.Key_Tab)
    assert "kalimat" in first.problem.text()
    before = len(_settled(dialog))
    QTest.keyClicks(first.reason, " bukti disimpan")
    assert (before, len(_settled(dialog))) == (0, 1)
    assert not dialog.sign_button.isEnabled()
    _waive_all(dialog)
    assert dialog.sign_button.isEnabled()
    first.take_reason("")
    assert not dialog.sign_button.isEnabled()


def test_one_reason_serves_all_warnings_of_a_kind(dialog: SahkanDialog) -> None:
    alike = [row for row in dialog.rows if row.temuan.kode == "bukti-kosong"]
    assert len(alike) > 2
    alike[1].take_reason(REASON)
    assert f"{len(alike) - 1} peringatan sejenis" in alike[1].share_button.text()
    alike[1].share_button.click()
    assert all(row.is_settled for row in alike)
    assert not any(row.is_settled for row in dialog.rows if row not in alike)
    assert not alike[1].share_button.isVisible()


def test_signing_backs_up_first_and_keeps_the_reasons(
    session: Session, dialog: SahkanDialog, desk: Desk
) -> None:
    _waive_all(dialog)
    expected = tuple((row.temuan.kalimat, REASON) for row in dialog.rows)
    dialog.form.papers.button(1).click()
    dialog.sign_button.click()
    signed = session.doc.pengesahan(TW2)
    assert signed is not None
    assert signed.abaikan == expected
    assert signed.kertas == "f4"
    assert desk.asked == ["cadangan"]
    assert not session.undo_stack.canUndo()


def test_without_a_backup_nothing_is_signed(
    session: Session, dialog: SahkanDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise FileError("Cadangan tidak dapat dibuat: ruang pada diska habis.")

    monkeypatch.setattr(dialog, "_back_up", fail)
    _waive_all(dialog)
    assert not dialog.sign()
    assert session.doc.semua_pengesahan() == ()
    assert "ruang pada diska habis" in dialog.standing.text()
    assert dialog.isVisible()


def test_a_finding_that_comes_while_the_dialog_is_open_is_seen_before_signing(
    session: Session, dialog: SahkanDialog
) -> None:
    _waive_all(dialog)
    session.blockSignals(True)
    session.fill_in("spbe.indikator.32", "")
    session.blockSignals(False)
    assert dialog.sign_button.isEnabled()
    assert not dialog.sign()
    assert session.doc.pengesahan(TW2) is None
    assert dialog.rows[0].temuan.galat


def test_date_signatory_and_targets_are_mended_beside_the_findings(
    session: Session, dialog: SahkanDialog, desk: Desk
) -> None:
    dialog.form.tanggal.setFocus()
    dialog.form.tanggal.selectAll()
    QTest.keyClicks(dialog.form.tanggal, "1 Juni 2025")
    QTest.keyClick(dialog.form.tanggal, Qt.Key.Key_Return)
    assert session.doc.tanggal_lembar(TW2) == "2025-06-01"
    row = _row(dialog, "tanggal-sebelum-akhir")
    row.open_button.click()
    assert dialog.form.tanggal.hasFocus()
    _row(dialog, "bukti-kosong").open_button.click()
    dialog.form.change.click()
    session.perform(lambda: set_target(session.doc, TW2, "statistik", ""))
    _row(dialog, "target-kosong").open_button.click()
    session.undo()
    assert desk.asked == ["bukti:spbe", "penandatangan", "target:statistik 2025-tw2"]
    assert dialog.isVisible()
    session.undo()
    assert "tanggal-sebelum-akhir" not in [each.temuan.kode for each in dialog.rows]


def test_the_figures_to_be_frozen_are_shown(session: Session, dialog: SahkanDialog) -> None:
    assert len(dialog.figures.texts()) == len(session.doc.iku)
    assert dialog.figures.texts()[0][1] == session.doc.hasil(TW2)[0].realisasi.tampil


def test_tab_goes_through_findings_form_and_buttons(dialog: SahkanDialog) -> None:
    _waive_all(dialog)
    dialog.rows[0].open_button.setFocus()
    seen: list[QWidget] = [dialog.rows[0].open_button]
    for _ in range(40):
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
        found = QApplication.focusWidget()
        assert found is not None
        seen.append(found)
    wanted = [
        dialog.rows[0].open_button,
        dialog.rows[0].reason,
        dialog.rows[-1].reason,
        dialog.form.tanggal,
        dialog.form.change,
        dialog.sign_button,
        dialog.cancel_button,
    ]
    places = [seen.index(each) for each in wanted]
    assert places == sorted(places)


def _when_open(act: Callable[[SahkanDialog], object]) -> list[str]:
    """Do something to the dialog once it runs; what went wrong is told to the test."""
    wrong: list[str] = []

    def look() -> None:
        found = QApplication.activeModalWidget()
        if not isinstance(found, SahkanDialog):
            wrong.append("no dialog")
            return
        act(found)

    QTimer.singleShot(0, look)
    return wrong


def test_the_final_sheet_is_shown_at_once_and_saved_as_it_was_kept(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    def sign(dialog: SahkanDialog) -> None:
        _waive_all(dialog)
        dialog.sign_button.click()

    wrong = _when_open(sign)
    window.formal("sahkan")
    assert wrong == []
    signed = session.doc.pengesahan(TW2)
    assert isinstance(signed, Pengesahan)
    workspace = window.workspace
    assert workspace is not None
    tab = workspace.current
    assert isinstance(tab, TabLembar)
    assert tab.panel.version == signed
    for lembar in ("pengukuran", "iku", "kertas-kerja"):
        tab.panel.choose(lembar)
        sidik = signed.lembar(lembar)
        assert sidik is not None
        assert tab._current_pdf() == session.doc.arsip(sidik)
    qtbot.waitUntil(lambda: tab.view.page_count > 0)
    assert tab.file_name == "Kertas Kerja Perhitungan 2025 TW II versi 1.pdf"
    newest = Backups(files.places(), session.doc.berkas_id).list()[0]
    assert newest.sidik == session.doc.journal()[-2].sidik  # as the file was before


def test_left_for_a_finding_the_review_waits_with_its_reasons(
    window: MainWindow, session: Session
) -> None:
    session.fill_in("spbe.indikator.33", "")

    def leave(dialog: SahkanDialog) -> None:
        dialog.rows[1].take_reason(REASON)
        dialog.go_to(dialog.rows[0].temuan)

    wrong = _when_open(leave)
    window.formal("sahkan")
    assert wrong == []
    workspace = window.workspace
    assert workspace is not None
    assert session.tab == "spbe"
    strip = workspace.period_bar.strip
    assert strip.isVisible()
    assert "sedang disiapkan" in strip.text.text()
    session.fill_in("spbe.indikator.33", "3")
    kept: list[bool] = []

    def look(dialog: SahkanDialog) -> None:
        kept.append(any(row.is_settled for row in dialog.rows))
        dialog.reject()

    wrong = _when_open(look)
    strip.buttons[0].click()
    assert wrong == []
    assert kept == [True]
    assert not strip.isVisible()
