"""Perubahan and the versions of a sheet: what is needed, what stays, what is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from core.indonesian import format_date
from core.model.pengesahan import Pengesahan
from core.model.periode import TAHUNAN, Periode
from tests.ui.pengesahan.conftest import ALASAN, NOMOR, TW2
from ui import paper
from ui.main_window import MainWindow
from ui.merging.bandingkan import BandingkanWindow
from ui.pdf_pages import PdfPages
from ui.pengesahan.perubahan import PerubahanDialog
from ui.session import Session
from ui.tabs.tab_lembar import TabLembar

Sign = Callable[..., Pengesahan]
Reopen = Callable[..., None]


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, sign: Sign) -> Iterator[PerubahanDialog]:
    made = PerubahanDialog(session, sign())
    qtbot.addWidget(made, before_close_func=lambda each: each.remember_state())
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.remember_state()


@pytest.fixture
def tab(window: MainWindow) -> TabLembar:
    window.sheet("show")
    assert window.workspace is not None
    found = window.workspace.current
    assert isinstance(found, TabLembar)
    return found


def test_reason_number_and_date_are_all_needed(dialog: PerubahanDialog, session: Session) -> None:
    dialog.save_button.click()
    assert "Alasan" in dialog.problem.text()
    assert dialog.alasan.hasFocus()
    dialog.alasan.setPlainText(ALASAN)
    dialog.save_button.click()
    assert "Nomor" in dialog.problem.text()
    assert dialog.nomor.hasFocus()
    dialog.nomor.setText(NOMOR)
    dialog.save_button.click()
    assert "Tanggal" in dialog.problem.text()
    assert dialog.tanggal.hasFocus()
    QTest.keyClicks(dialog.tanggal, "31 Februari 2026")
    dialog.save_button.click()
    assert session.doc.perubahan(TW2) is None
    dialog.tanggal.selectAll()
    QTest.keyClicks(dialog.tanggal, "3/8/2026")
    QTest.keyClick(dialog.tanggal, Qt.Key.Key_Tab)
    assert dialog.tanggal.text() == "3 Agustus 2026"
    dialog.save_button.click()
    opened = session.doc.perubahan(TW2)
    assert opened is not None
    assert (opened.versi, opened.alasan, opened.nomor) == (2, ALASAN, NOMOR)
    assert opened.tanggal == "2026-08-03"
    assert session.can_write
    assert not session.undo_stack.canUndo()


def test_a_quarter_that_is_fast_by_its_year_opens_the_year(
    qtbot: QtBot, session: Session, sign: Sign
) -> None:
    signed = sign(Periode(2025, TAHUNAN))
    made = PerubahanDialog(session, signed)
    qtbot.addWidget(made)
    assert made.windowTitle() == "Perubahan Tahun 2025"
    made.alasan.setPlainText(ALASAN)
    made.nomor.setText(NOMOR)
    made.tanggal.setText("3 Agustus 2026")
    assert made.save()
    assert session.can_write
    made.remember_state()


def test_a_signed_year_is_opened_before_its_signed_quarter(
    window: MainWindow, session: Session, sign: Sign
) -> None:
    sign()
    sign(Periode(2025, TAHUNAN))
    opened: list[str] = []

    def look() -> None:
        found = QApplication.activeModalWidget()
        assert isinstance(found, PerubahanDialog)
        opened.append(found.signed.id)
        found.reject()

    QTimer.singleShot(0, look)
    window.formal("perubahan")
    assert opened == ["2025-tahunan/1"]


def test_old_and_new_version_are_both_to_be_had(
    qtbot: QtBot, tab: TabLembar, session: Session, sign: Sign, reopen: Reopen
) -> None:
    first = sign()
    reopen()
    assert _chosen(tab) is None
    assert _offered(tab) == ["Konsep versi 2 (belum disahkan)", "Versi 1 (sedang diperbaiki)"]
    session.fill_in("spbe.indikator.32", "5")
    second = sign()
    replaced = f"Versi 1 (diganti {format_date(second.waktu[:10])})"
    assert _offered(tab) == ["Versi 2 (berlaku)", replaced]
    assert _chosen(tab) == second
    assert tab._current_pdf() == session.doc.arsip(second.pengukuran or "")
    with qtbot.waitSignal(tab.rendered):
        tab.panel.versions.choose(1)
    assert _chosen(tab) == first
    assert tab._current_pdf() == session.doc.arsip(first.pengukuran or "")
    assert tab.file_name == "Pengukuran Kinerja 2025 TW II versi 1.pdf"
    assert not tab.panel.kertas_buttons.button(1).isEnabled()


def _chosen(tab: TabLembar) -> Pengesahan | None:
    return tab.panel.version


def _offered(tab: TabLembar) -> list[str]:
    box = tab.panel.versions.box
    return [box.itemText(n) for n in range(box.count())]


def test_the_choice_of_paper_comes_back_with_the_draft(
    tab: TabLembar, sign: Sign, reopen: Reopen
) -> None:
    tab.panel.kertas_buttons.button(1).click()
    papers: list[str] = [tab.panel.kertas]
    sign()
    papers.append(tab.panel.kertas)
    reopen()
    papers.append(tab.panel.kertas)
    assert papers == ["f4", "a4", "f4"]
    assert tab.panel.kertas_buttons.button(0).isEnabled()


def test_saving_and_printing_give_the_frozen_bytes(
    tab: TabLembar,
    session: Session,
    sign: Sign,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    signed = sign()
    frozen = session.doc.arsip(signed.pengukuran or "")
    out = tmp_path / "keluar.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    assert tab.save_pdf()
    assert out.read_bytes() == frozen
    printed: list[bytes] = []
    real = PdfPages.__init__

    def note(self: PdfPages, data: bytes) -> None:
        printed.append(data)
        real(self, data)

    monkeypatch.setattr(PdfPages, "__init__", note)
    monkeypatch.setattr(paper, "ask_printer", lambda *_: QPrinter())
    monkeypatch.setattr(tab, "print_to", lambda *_: True)
    assert tab.print_sheet()
    assert printed == [frozen]


def test_a_draft_says_what_it_is_and_a_final_sheet_shows_its_code(
    qtbot: QtBot, tab: TabLembar, session: Session, sign: Sign
) -> None:
    assert tab.act_button.text().replace("&", "") == "Sahkan…"
    assert tab.panel.versions.isHidden()
    sign()
    assert tab.act_button.text().replace("&", "") == "Perubahan…"
    assert tab.panel.versions.isVisible()
    assert len(tab.panel.versions.code.text()) == 24
    assert not tab.panel.tanggal.isVisible()
    qtbot.waitUntil(lambda: tab.panel.notes_text == "")


def test_what_changed_is_set_beside_each_other_and_printed(
    qtbot: QtBot,
    window: MainWindow,
    session: Session,
    sign: Sign,
    reopen: Reopen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign()
    window.formal("beda")
    assert window.workspace is not None
    assert "satu versi" in window.workspace.messages.text
    reopen()
    session.fill_in("spbe.indikator.32", "5")
    draft = _shown(window)
    assert draft.compared.sisi == ("Versi 1", "Konsep")
    assert [each.b for each in draft.compared.perbandingan.beda] == ["5"]
    assert NOMOR in draft.hubungan.text()
    draft.close()
    sign()
    both = _shown(window)
    assert both.compared.sisi == ("Versi 1", "Versi 2")
    assert [each.kunci.baris for each in both.compared.perbandingan.beda] == [
        "2025-tw2/spbe.indikator.32"
    ]
    out = tmp_path / "beda.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    both.save_pdf()
    assert "VERSI 2" in _words(out.read_bytes())
    assert "BERKAS A" not in _words(out.read_bytes())
    both.close()


def _shown(window: MainWindow) -> BandingkanWindow:
    window.formal("beda")
    found = [each for each in window.findChildren(BandingkanWindow) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def _words(pdf: bytes) -> str:
    from core.pdf.reading import read_pdf

    return " ".join(" ".join(read_pdf(pdf).teks).split())


def test_tab_goes_from_the_date_to_the_button_that_opens(dialog: PerubahanDialog) -> None:
    dialog.show()
    stops: list[QWidget] = []
    widget = dialog.nextInFocusChain()
    while widget is not None and widget is not dialog:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(widget)
        widget = widget.nextInFocusChain()
    inputs = [dialog.alasan, dialog.nomor, dialog.tanggal]
    assert stops == [*inputs, dialog.save_button, dialog.close_button]


def test_a_quarter_under_a_signed_year_is_reopened_on_a_low_screen_too(
    session: Session, sign: Sign, qtbot: QtBot
) -> None:
    made = PerubahanDialog(session, sign(Periode(2025, TAHUNAN)))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    assert made.minimumSizeHint().height() <= 324  # 1366 x 768 at double size
