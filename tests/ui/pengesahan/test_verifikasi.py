"""Verifikasi lembar in the window: typing a code, a PDF, and every kind of answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from core.document import Document
from core.model.pengesahan import Pengesahan
from core.model.periode import Periode
from core.printing import sheet_bytes
from core.sheets.kode import format_kode, kode_of
from tests.core.files import environment, opened, sample_file
from tests.core.signing import reopen, sign
from ui.main_window import MainWindow
from ui.pengesahan.code_edit import group, judge
from ui.pengesahan.rebuild_flow import rebuild_to
from ui.pengesahan.verifikasi import VerifikasiDialog
from ui.pengesahan.verify_flow import verify_with

TW2 = Periode(2025, 2)
LOW = 324
"""What there is of 1366 x 768 at double size, without frame and task bar."""


@pytest.fixture
def signed_file(tmp_path: Path) -> tuple[Path, Pengesahan]:
    path = sample_file(tmp_path)
    with opened(path) as doc:
        return path, sign(doc, TW2)


Show = Callable[[Path], VerifikasiDialog]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Iterator[Show]:
    docs: list[Document] = []

    def make(path: Path) -> VerifikasiDialog:
        docs.append(Document(path, environment(), proved=False))
        dialog = VerifikasiDialog(docs[-1], lambda _: None)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    yield make
    for doc in docs:
        doc.close()


def _edit(path: Path, statement: str) -> None:
    """As another program does it that takes the locks away and puts them back."""
    with closing(sqlite3.connect(path)) as conn, conn:
        locks = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = locks.fetchall()
        for name, _ in kept:
            conn.execute(f"DROP TRIGGER {name}")
        conn.execute(statement)
        for _, sql in kept:
            conn.execute(sql)


@pytest.mark.parametrize(
    ("typed", "cursor", "shown", "place"),
    [
        ("83pc", 4, "83PC", 4),
        ("83pch", 5, "83PC-H", 6),
        ("83PC-H691w", 10, "83PC-H691-W", 11),
        ("83 pc.h6", 8, "83PC-H6", 7),
        ("8X3PC-H691", 2, "8X3P-CH69-1", 2),
        ("", 0, "", 0),
    ],
)
def test_signs_stand_in_groups_and_the_cursor_stays(
    typed: str, cursor: int, shown: str, place: int
) -> None:
    assert group(typed, cursor) == (shown, place)


def test_what_is_known_while_typing() -> None:
    kode = kode_of("ab" * 32)
    assert judge("") == ("", False, False)
    assert judge(kode[:7]) == ("7 dari 20 tanda", False, False)
    assert judge(format_kode(kode)).is_whole
    assert judge("12V4").is_wrong  # V is in no code: said at once
    swapped = kode[1] + kode[0] + kode[2:]
    assert swapped == kode or judge(swapped).is_wrong
    assert judge(kode + "0").is_wrong


def test_a_code_is_answered_as_soon_as_it_is_whole(
    show: Show, signed_file: tuple[Path, Pengesahan]
) -> None:
    path, signed = signed_file
    dialog = show(path)
    kode = kode_of(signed.sidik)
    QTest.keyClicks(dialog.code, kode[:-1].lower())
    assert dialog.code.text() == format_kode(kode)[:-1]
    assert dialog.answer.is_empty
    QTest.keyClicks(dialog.code, kode[-1])
    assert dialog.answer.heading.text() == "Lembar ini sah"
    assert (
        "TW II" in dialog.answer.sentence.text() or "Triwulan II" in dialog.answer.sentence.text()
    )
    assert dialog.sheet_button.isVisible()
    QTest.keyClick(dialog.code, Qt.Key.Key_Backspace)
    assert dialog.answer.is_empty
    assert not dialog.sheet_button.isVisible()


def test_a_wrong_check_sign_is_said_at_once(
    show: Show, signed_file: tuple[Path, Pengesahan]
) -> None:
    path, signed = signed_file
    dialog = show(path)
    kode = kode_of(signed.sidik)
    wrong = "1" if kode[0] != "1" else "2"
    QTest.keyClicks(dialog.code, wrong + kode[1:])
    assert "tanda pemeriksanya tidak cocok" in dialog.hint.text()
    assert dialog.hint.property("peran") == "galat"
    assert dialog.answer.is_empty
    dialog.code.enter(kode_of("cd" * 32))
    assert dialog.answer.heading.text() == "Tidak dikenal oleh berkas ini"


def test_the_text_of_a_qr_is_taken_whole(show: Show, signed_file: tuple[Path, Pengesahan]) -> None:
    path, signed = signed_file
    dialog = show(path)
    kode = format_kode(kode_of(signed.sidik))
    dialog.code.enter(f"DINAS\nTW II 2025\nKODE {kode}\nSHA-256 {signed.sidik.upper()}")
    assert dialog.answer.heading.text() == "Lembar ini sah"


def test_a_pdf_that_is_dropped_or_chosen_is_answered_for(
    show: Show, signed_file: tuple[Path, Pengesahan], tmp_path: Path
) -> None:
    path, _ = signed_file
    pdf = tmp_path / "lembar.pdf"
    with opened(path) as doc:
        pdf.write_bytes(sheet_bytes(doc, "pengukuran", TW2))
    dialog = show(path)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(pdf))])
    none = Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    copy = Qt.DropAction.CopyAction
    dialog.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, left, none))
    assert dialog.answer.heading.text() == "Lembar ini sah"
    assert dialog.answer.sentence.text().startswith("lembar.pdf: ")
    pdf.write_bytes(pdf.read_bytes() + b"\n% tambahan\n")
    dialog.ask_pdf(pdf)
    assert dialog.answer.heading.text() == "Lembar ini telah diubah"
    pdf.write_bytes(b"bukan PDF")
    dialog.ask_pdf(pdf)
    assert dialog.answer.heading.text() == "Tidak dapat diperiksa"
    assert not dialog.sheet_button.isVisible()
    dialog.ask_pdf(tmp_path / "tidak ada.pdf")
    assert "tidak ditemukan" in dialog.answer.sentence.text()


def test_a_figure_changed_by_another_program_is_named(
    show: Show, signed_file: tuple[Path, Pengesahan]
) -> None:
    path, signed = signed_file
    _edit(path, "UPDATE isian SET nilai = '1' WHERE id = '2025-tw2/spbe.indikator.32'")
    dialog = show(path)
    dialog.code.enter(kode_of(signed.sidik))
    assert dialog.answer.heading.text() == "Berkas ini telah diubah"
    assert dialog.answer.frame.property("jenis") == "rendah"
    cells = dialog.answer.figures.cells
    texts = [str(cells.index(0, column).data()) for column in range(5)]
    assert texts[0] == "SPBE"
    assert texts[1] == "TW II 2025"
    assert "32" in texts[2]
    assert texts[4] == "1"
    assert dialog.answer.figures.isVisible()
    dialog.code.enter(kode_of("cd" * 32))
    assert not dialog.answer.figures.isVisible()


def test_an_older_version_is_told_from_the_one_in_force(show: Show, tmp_path: Path) -> None:
    path = sample_file(tmp_path)
    with opened(path) as doc:
        first = sign(doc, TW2)
        reopen(doc, TW2)
        sign(doc, TW2)
    dialog = show(path)
    dialog.code.enter(kode_of(first.sidik))
    assert dialog.answer.heading.text() == "Versi lama"
    assert dialog.answer.frame.property("jenis") == "sedang"


def test_the_sheet_that_was_found_is_shown(
    window: MainWindow, sign: Callable[..., Pengesahan]
) -> None:
    from ui.pengesahan.desk import FormalDesk

    signed = sign()
    assert window.workspace is not None
    window.workspace.choose_periode(Periode(2025, 4))
    desk = window.workspace.session.findChild(FormalDesk)
    assert isinstance(desk, FormalDesk)
    desk.show_version(signed)
    assert window.workspace.session.periode == TW2
    assert window.workspace.session.tab == "lembar"


def test_a_lost_file_is_made_again_from_its_sheets(
    window: MainWindow,
    signed_file: tuple[Path, Pengesahan],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ui.pengesahan import rebuild_flow

    said: list[str] = []
    monkeypatch.setattr(rebuild_flow, "say", lambda _, sentence: said.append(sentence))
    path, signed = signed_file
    pdf = tmp_path / "lembar.pdf"
    with opened(path) as doc:
        pdf.write_bytes(sheet_bytes(doc, "pengukuran", TW2))
        figures = [each.realisasi.nilai for each in doc.hasil(TW2)]
    new = tmp_path / "dari lembar.sqlite"
    assert rebuild_to(window, [pdf], new)
    assert window.session is not None
    doc = window.session.doc
    assert doc.path == new
    assert [each.realisasi.nilai for each in doc.hasil(TW2)] == figures
    found = doc.pengesahan(TW2)
    assert found is not None
    assert found.sidik == signed.sidik
    assert "TW II 2025 versi 1" in said[0]
    assert not rebuild_to(window, [pdf], new)
    assert "dari lembar.sqlite" in window.workspace.messages.text  # type: ignore[union-attr]


def test_a_changed_file_can_be_asked_without_opening_it(
    window: MainWindow, signed_file: tuple[Path, Pengesahan]
) -> None:
    path, signed = signed_file
    _edit(path, "UPDATE isian SET nilai = '1' WHERE id = '2025-tw2/spbe.indikator.32'")
    before = path.read_bytes()
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, VerifikasiDialog)
        dialog.code.enter(kode_of(signed.sidik))
        seen.append(dialog.answer.heading.text())
        assert not dialog.sheet_button.isVisible()
        dialog.reject()

    QTimer.singleShot(0, look)
    verify_with(window, path)
    assert seen == ["Berkas ini telah diubah"]
    assert path.read_bytes() == before


def test_without_an_open_file_it_says_what_the_file_is_chosen_for(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []

    def refuse(_parent: object, title: str, *_rest: object) -> tuple[str, str]:
        titles.append(title)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", refuse)
    window.desk.close_file()
    window.desk.verify()
    assert titles == ["Verifikasi terhadap berkas"]


def test_the_answer_is_in_sight_on_a_low_screen(
    show: Show, signed_file: tuple[Path, Pengesahan], qtbot: QtBot
) -> None:
    path, signed = signed_file
    dialog = show(path)
    QTest.keyClicks(dialog.code, kode_of(signed.sidik))
    assert not dialog.answer.is_empty
    assert dialog.minimumSizeHint().height() <= LOW
    dialog.resize(dialog.width(), LOW)
    dialog._fit()
    frame = dialog.answer.frame
    qtbot.waitUntil(lambda: frame.visibleRegion().boundingRect().height() == frame.height())
