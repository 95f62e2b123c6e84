"""The file as of a moment: exact, whole, plainly marked, not to be written, gone when closed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from core.document import Document
from core.edits import register as verbs
from core.edits.isian import fill_in, set_target
from core.errors import FileError
from core.history.saat_itu import as_of_document
from core.merge.documents import copy_of
from core.merge.planning import plan_merge
from core.merge.resolving import resolve
from core.model.change import Change, DeleteRow
from core.model.periode import Periode
from core.model.register import Row, without_id
from ui.history.in_focus import show_history_in_focus
from ui.history.riwayat_dialog import RiwayatDialog, show_riwayat
from ui.history.saat_itu import SaatItuWindow, open_as_of
from ui.main_window import MainWindow
from ui.session import Session
from ui.tabs.tab_sasaran import TabSasaran
from ui.widgets.level_picker import LevelPicker

TW2 = Periode(2026, 2)
CTRL = Qt.KeyboardModifier.ControlModifier
Show = Callable[[int], SaatItuWindow]


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this PC keeps what is temporary, all of it visible to the test."""
    folder = tmp_path / "sementara"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def show(qtbot: QtBot, session: Session) -> Iterator[Show]:
    made: list[SaatItuWindow] = []

    def open_one(nomor: int) -> SaatItuWindow:
        window = open_as_of(session, nomor)
        assert window is not None
        made.append(window)
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_one
    for window in made:
        if any(window is each for each in QApplication.topLevelWidgets()):
            window.close()


def a_days_work(session: Session) -> None:
    """Values that change, rows that come and go, a definition that is edited."""
    doc = session.doc
    for number, level in enumerate("35241", 32):
        session.fill_in(f"spbe.indikator.{number}", level)
    rows: list[Row] = [{"nama": name, "aktif": 1} for name in ("Situs", "Radio", "KIM")]
    session.perform(verbs.add_rows(doc, "media", TW2, rows))
    ids = list(doc.register("media", TW2))
    session.perform(verbs.set_cells(doc, "media", TW2, ids, "aktif", 0))
    session.perform(verbs.delete_rows(doc, "media", TW2, ids[1:]))
    session.perform(lambda: set_target(doc, TW2, "spbe", "2,6", ""))
    session.fill_in("spbe.indikator.32", "")
    session.undo()
    session.undo()


def content(doc: Document) -> dict[str, dict[str, Row]]:
    return {table: dict(rows) for table, rows in doc.all_rows().items()}


def test_every_moment_is_brought_back_exactly(
    session: Session, document: Document, tmp_path: Path
) -> None:
    a_days_work(session)
    steps = document.journal()
    seen = set()
    for step in steps:
        folder = tmp_path / str(step.nomor)
        folder.mkdir()
        made = as_of_document(document, step.nomor, folder, document.environment)
        try:
            assert made.sidik == step.sidik  # the hash of content and journal
            assert made.journal() == steps[: step.nomor]
            assert made.read_only
            assert made.path == document.path
            seen.add(made.sidik)
            last = content(made)
        finally:
            made.close()
    assert len(seen) == len(steps)
    assert last == content(document)


def join_another_copy(doc: Document, folder: Path) -> None:
    """A colleague's copy that fills in the same figure and one more, joined in favour of hers."""
    folder.mkdir()
    other_path = folder / "lain.sqlite"
    doc.backup_to(other_path)
    other = Document(other_path, doc.environment._replace(oleh="Budi"))
    try:
        doc.apply(fill_in(doc, TW2, "spbe.indikator.32", "3"))
        for kunci, level in (("spbe.indikator.32", "5"), ("spbe.indikator.33", "1")):
            other.apply(fill_in(other, TW2, kunci, level))
        plan = plan_merge(copy_of(doc, "sini"), copy_of(other, "sana"))
        doc.apply_merge(resolve(plan, {each.key: "theirs" for each in plan.conflicts}))
    finally:
        other.close()


def test_the_steps_of_another_copy_are_no_moments_of_this_file(
    qtbot: QtBot, session: Session, document: Document, tmp_path: Path
) -> None:
    join_another_copy(document, tmp_path / "lain")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = show_riwayat(session, parent, {("isian", "2026-tw2/spbe.indikator.32", None)})
    found = []
    for line in range(dialog.model.rowCount()):
        dialog.view.go_to(line)
        step = dialog.model.catatan(line).langkah
        found.append((step.oleh, dialog.as_of_button.isEnabled()))
        if dialog.as_of_button.isEnabled():
            folder = tmp_path / f"saat {step.nomor}"
            folder.mkdir()
            made = as_of_document(document, step.nomor, folder, document.environment)
            assert made.sidik == step.sidik
            made.close()
    assert found == [("Perencana", True), ("Budi", False), ("Perencana", True)]
    dialog.view.go_to(1)
    assert "dibuat di salinan lain" in dialog.effect.text()
    assert document.nilai(TW2, "spbe.indikator.32") == "5"
    dialog.view.go_to(2)
    dialog.restore()
    assert document.nilai(TW2, "spbe.indikator.32") is None


def test_definitions_that_have_gone_are_whole_again(document: Document, tmp_path: Path) -> None:
    """Parts come back before what stands in them, in whatever order they went."""
    before, step = content(document), document.journal()[-1]
    target = tmp_path / "saat itu"
    target.mkdir()
    rows = [
        DeleteRow(table, key, without_id(row))
        for table in ("pita", "bagian", "definisi")
        for key, row in reversed(list(document.rows(table).items()))
    ]
    document.apply(Change("Semua definisi dihapus", tuple(rows)))
    made = as_of_document(document, step.nomor, target, document.environment)
    try:
        assert made.sidik == step.sidik
        assert content(made) == before
    finally:
        made.close()


def test_a_window_with_all_tabs_plainly_marked(session: Session, show: Show) -> None:
    session.doc.environment = session.doc.environment._replace(clock=lambda: "2026-11-22T10:42:07")
    session.fill_in("spbe.indikator.32", "3")
    nomor = session.doc.journal()[-1].nomor
    session.fill_in("spbe.indikator.32", "5")
    window = show(nomor)
    sentence = "Keadaan berkas pada 22 November 2026 pukul 10.42 – hanya dibaca"
    assert sentence in [each.text() for each in window.banner.findChildren(QLabel)]
    assert window.banner.isVisible()
    assert window.windowTitle() == ("iku.sqlite pada 22 November 2026 pukul 10.42 – hanya dibaca")
    assert window.session.periode == TW2
    assert window.workspace.tabs.count() == 6
    for number in range(1, 7):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        assert window.workspace.tabs.currentIndex() == number - 1
    assert window.session.doc.nilai(TW2, "spbe.indikator.32") == "3"
    assert session.doc.nilai(TW2, "spbe.indikator.32") == "5"


def test_nothing_can_be_written_there(session: Session, show: Show) -> None:
    session.fill_in("spbe.indikator.32", "3")
    window = show(session.doc.journal()[-1].nomor)
    window.workspace.enter_tab(1)
    tab = window.workspace.current
    assert isinstance(tab, TabSasaran)
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_5)
    assert window.session.doc.nilai(TW2, "spbe.indikator.32") == "3"
    error = window.session.fill_in("spbe.indikator.32", "5")
    assert isinstance(error, FileError)
    tools = window.workspace.period_bar.findChildren(QToolButton)
    assert not [each for each in tools if each.defaultAction() is not None and each.isVisible()]


def test_its_own_history_shows_but_restores_nothing(
    qtbot: QtBot, session: Session, show: Show
) -> None:
    session.fill_in("spbe.indikator.32", "3")
    window = show(session.doc.journal()[-1].nomor)
    dialog = show_riwayat(window.session, window)
    assert dialog.model.rowCount() == 2
    assert not dialog.restore_button.isEnabled()
    assert dialog.effect.text().startswith("Berkas ini hanya dapat dibaca")


def test_closing_leaves_nothing_behind(
    qtbot: QtBot, session: Session, show: Show, scratch: Path
) -> None:
    session.fill_in("spbe.indikator.32", "3")
    window = show(1)
    (folder,) = scratch.iterdir()
    assert [each.name for each in folder.iterdir()] == ["iku.sqlite"]
    with qtbot.waitSignal(window.destroyed):
        QTest.keyClick(window, Qt.Key.Key_W, CTRL)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("whole_program", [False, True])
def test_it_goes_with_the_file_that_it_shows(
    qtbot: QtBot, window: MainWindow, scratch: Path, whole_program: bool
) -> None:
    assert window.session is not None
    then = open_as_of(window.session, 1)
    assert then is not None
    assert list(scratch.glob("iku-saat-itu-*"))
    with qtbot.waitSignal(then.destroyed):
        if whole_program:
            window.close()
        else:
            window.desk.close_file()
    assert not list(scratch.glob("iku-saat-itu-*"))


def test_a_full_disk_is_said_and_leaves_nothing(
    session: Session, scratch: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(scratch / "tidak ada"))
    with qtbot.waitSignal(session.failed) as failed:
        assert open_as_of(session, 1) is None
    assert failed.args is not None
    assert "tidak ditemukan" in str(failed.args[0])
    assert QApplication.overrideCursor() is None


def test_a_content_that_is_not_what_the_step_says_is_not_shown(
    session: Session, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.fill_in("spbe.indikator.32", "3")
    monkeypatch.setattr(
        "core.history.saat_itu.tables_as_of", lambda present, _steps, _nomor: present
    )
    with pytest.raises(FileError, match="tidak dapat disusun kembali"):
        as_of_document(session.doc, 1, scratch, session.doc.environment)


def test_from_the_history_to_the_file_of_that_moment(qtbot: QtBot, session: Session) -> None:
    for level in "34":
        session.fill_in("spbe.indikator.32", level)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = show_riwayat(session, parent, {("isian", "2026-tw2/spbe.indikator.32", None)})
    dialog.view.go_to(1)
    dialog.as_of_button.click()
    (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, SaatItuWindow)]
    assert window.session.doc.nilai(TW2, "spbe.indikator.32") == "3"
    window.workspace.show_tab("spbe")
    assert show_history_in_focus(window.session, window.findChildren(LevelPicker)[0])
    (then,) = window.findChildren(RiwayatDialog)
    assert (then.session, then.cells) == (window.session, dialog.cells)
    with qtbot.waitSignal(window.destroyed):
        window.close()
