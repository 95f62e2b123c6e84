"""Attaching, describing, opening and removing evidence in its dialog."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from core.edits.register import add_rows
from core.pengesahan.susun import sahkan
from core.safekeeping.evidence import EvidenceStore
from tests.core.pieces import PDF
from tests.ui.conftest import TW2
from tests.ui.evidence.conftest import Answer, Home, Opener, mime_of
from ui.evidence.copies import clear_copies, folder
from ui.evidence.evidence_dialog import BuktiDialog
from ui.evidence.intake import BUKAN_BERKAS
from ui.session import Session

Files = Callable[..., list[Path]]
Open = Callable[..., BuktiDialog]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
INPUT = "spbe.indikator.32"


def lines(dialog: BuktiDialog) -> list[tuple[str, list[str]]]:
    """Each group with the titles of its pieces."""
    tree = dialog.tree
    found = []
    for number in range(tree.topLevelItemCount()):
        head = tree.topLevelItem(number)
        assert head is not None
        titles = [head.child(each).text(0) for each in range(head.childCount())]
        found.append((head.text(0), titles))
    return found


def type_text(text: str) -> None:
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    focus.clear()
    QTest.keyClicks(focus, text)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def come_back(dialog: BuktiDialog) -> None:
    """The window that asked is the active one again, which the offscreen platform leaves to us."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)


@pytest.fixture
def filled(open_dialog: Open, files: Files, answer: Answer) -> BuktiDialog:
    """The dialog at SPBE, to which two files were attached."""
    dialog = open_dialog("spbe")
    answer()
    dialog.take(files("SK Tim.pdf", "rekap.xlsx"))
    come_back(dialog)
    return dialog


def test_an_empty_period_invites(open_dialog: Open) -> None:
    dialog = open_dialog()
    assert "Seret berkas ke sini" in dialog.tree.hint
    assert dialog.focusWidget() is dialog.add_button
    assert not dialog.open_button.isEnabled()


def test_files_are_attached_with_what_was_typed_before(
    open_dialog: Open, files: Files, answer: Answer, session: Session, store: EvidenceStore
) -> None:
    dialog = open_dialog(INPUT)

    def describe(box: object) -> None:
        tree = box.list  # type: ignore[attr-defined]
        tree.topLevelItem(0).setText(2, "SK Tim Koordinasi")
        tree.topLevelItem(0).setText(3, "hal. 12")

    answer(do=describe)
    dialog.take(files("SK Tim.pdf", "layar_kerja.png"))
    one, two = session.doc.bukti(TW2)
    assert (one.judul, one.halaman, one.untuk, one.nama) == (
        "SK Tim Koordinasi",
        "hal. 12",
        INPUT,
        "SK Tim.pdf",
    )
    assert two.judul == "layar kerja"
    assert store.read(one.sidik) == PDF
    assert lines(dialog)[0][0].startswith("SPBE: 32 ")
    assert dialog.message.text() == "2 bukti ditambahkan. Ctrl+Z membatalkannya."


def test_sizes_growth_and_refusals_are_shown_before(
    open_dialog: Open, files: Files, answer: Answer, session: Session, home: Home
) -> None:
    home.settings.batas_bukti = 2
    dialog = open_dialog()
    texts: list[str] = []

    def read(box: object) -> None:
        texts.extend(
            [
                box.refusals.text(),  # type: ignore[attr-defined]
                box.outcome.text(),  # type: ignore[attr-defined]
                box.take_button.text(),  # type: ignore[attr-defined]
            ]
        )

    answer(take=False, do=read)
    names = ("SK Tim.pdf", "Salinan SK.pdf", "pasang.exe", "samaran.pdf", "besar.jpg")
    dialog.take(files(*names))
    refusals, outcome, button = texts
    assert "“pasang.exe” ditolak: program atau skrip" in refusals
    assert "“samaran.pdf” ditolak: isinya program" in refusals
    assert "“besar.jpg” ditolak: ukurannya 3 MB, sedangkan batasnya 2 MB" in refusals
    assert "“Salinan SK.pdf” dilewati" in outcome
    assert "iku.sqlite bertambah 1 KB: dari " in outcome
    assert button == "&Tambahkan 1 bukti"
    assert session.doc.semua_bukti() == ()


def test_nothing_can_be_taken_where_all_is_refused(
    open_dialog: Open, files: Files, answer: Answer, session: Session
) -> None:
    dialog = open_dialog()
    shown: list[bool] = []
    answer(do=lambda box: shown.append(box.take_button.isVisible()))
    dialog.take(files("pasang.exe"))
    assert shown == [False]
    assert session.doc.semua_bukti() == ()


def test_the_same_content_is_kept_once(
    filled: BuktiDialog, files: Files, answer: Answer, session: Session, store: EvidenceStore
) -> None:
    filled.choose_target("")
    notes: list[str] = []
    answer(do=lambda box: notes.append(box.outcome.text()))
    filled.take(files("Salinan SK.pdf"))
    assert notes == ["Berkas tidak bertambah besar: isi yang sama disimpan sekali saja."]
    assert len(session.doc.semua_bukti()) == 3
    assert len(list(store.folder.iterdir())) == 2


def test_files_and_pictures_are_pasted(
    open_dialog: Open, files: Files, answer: Answer, session: Session
) -> None:
    dialog = open_dialog()
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(mime_of(files("rekap.xlsx")))
    answer()
    press(Key.Key_V, CTRL)
    come_back(dialog)
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    clipboard.setImage(image)
    answer()
    press(Key.Key_V, CTRL)
    assert [each.nama for each in session.doc.bukti(TW2)] == [
        "rekap.xlsx",
        "Gambar 2 Jul 2026 10.42.07.png",
    ]
    clipboard.setText("bukan berkas")
    dialog.paste()
    assert dialog.message.text() == BUKAN_BERKAS


def drop(dialog: BuktiDialog, mime: QMimeData, point: QPoint) -> bool:
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(point, actions, mime, buttons, none)
    QApplication.sendEvent(dialog, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(dialog, QDropEvent(QPointF(point), actions, mime, buttons, none))
    return True


def test_files_are_dropped_on_what_they_support(
    filled: BuktiDialog, files: Files, answer: Answer, session: Session
) -> None:
    filled.choose_target("")
    tree = filled.tree
    head = tree.topLevelItem(1)
    assert head is not None
    middle = tree.visualItemRect(head.child(0)).center()
    answer()
    assert drop(filled, mime_of(files("layar_kerja.png")), tree.viewport().mapTo(filled, middle))
    assert session.doc.bukti(TW2)[-1].untuk == "spbe"
    text = QMimeData()
    text.setText("bukan berkas")
    assert not drop(filled, text, QPoint(5, 5))


def test_a_piece_is_described_by_the_keyboard(filled: BuktiDialog, session: Session) -> None:
    assert filled.tree.hasFocus()
    press(Key.Key_F2)
    type_text("SK Tim SPBE")
    press(Key.Key_Tab)
    type_text("hal. 3")
    press(Key.Key_Tab)
    type_text("Ditetapkan Bupati")
    press(Key.Key_Return)
    QApplication.processEvents()
    piece = session.doc.bukti(TW2)[0]
    assert (piece.judul, piece.halaman, piece.catatan) == (
        "SK Tim SPBE",
        "hal. 3",
        "Ditetapkan Bupati",
    )
    assert session.undo_stack.count() == 4
    assert filled.tree.hasFocus()
    press(Key.Key_Down)
    press(Key.Key_Delete)
    assert lines(filled) == [("Angka SPBE  ·  1 bukti", ["SK Tim SPBE"])]


def test_what_is_typed_has_room(filled: BuktiDialog) -> None:
    press(Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    cell = filled.tree.visualItemRect(filled.tree.currentItem())
    assert editor.height() == cell.height()
    assert editor.height() >= editor.fontMetrics().height() + 4


def test_leaving_a_cell_by_the_mouse_leaves_the_focus_there(filled: BuktiDialog) -> None:
    press(Key.Key_F2)
    type_text("SK Tim SPBE")
    filled.limit.setFocus()
    QApplication.processEvents()
    assert lines(filled)[0][1] == ["SK Tim SPBE", "rekap"]
    assert filled.limit.hasFocus() or filled.limit.isAncestorOf(filled.focusWidget())


def test_an_empty_title_is_refused_and_stands_as_before(
    filled: BuktiDialog, session: Session
) -> None:
    press(Key.Key_F2)
    type_text("")
    press(Key.Key_Return)
    QApplication.processEvents()
    assert session.doc.bukti(TW2)[0].judul == "SK Tim"
    assert lines(filled)[0][1] == ["SK Tim", "rekap"]
    assert filled.message.text() == "Judul bukti harus diisi."


def test_del_removes_and_ctrl_z_brings_back(filled: BuktiDialog, session: Session) -> None:
    press(Key.Key_Delete)
    assert lines(filled) == [("Angka SPBE  ·  1 bukti", ["rekap"])]
    press(Key.Key_Z, CTRL)
    assert lines(filled) == [("Angka SPBE  ·  2 bukti", ["SK Tim", "rekap"])]
    press(Key.Key_Y, CTRL)
    assert len(session.doc.bukti(TW2)) == 1


def test_ctrl_z_takes_back_only_what_was_done_here(open_dialog: Open, session: Session) -> None:
    assert session.fill_in(INPUT, "3") is None
    dialog = open_dialog()
    dialog.undo()
    assert session.doc.nilai(TW2, INPUT) == "3"


def test_pieces_move_up_and_to_another_figure(filled: BuktiDialog, session: Session) -> None:
    press(Key.Key_Down)
    press(Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert lines(filled)[0][1] == ["rekap", "SK Tim"]
    filled.move_to(INPUT)
    assert [(len(titles)) for _, titles in lines(filled)] == [1, 1]
    assert session.doc.bukti(TW2, INPUT)[0].judul == "rekap"


def test_who_added_a_piece_and_when_is_shown(filled: BuktiDialog) -> None:
    head = filled.tree.topLevelItem(0)
    assert head is not None
    assert head.child(0).text(5) == "2 Jul 2026 10.42, Perencana"


def test_enter_opens_a_read_only_copy(filled: BuktiDialog, opener: Opener) -> None:
    press(Key.Key_Return)
    (path,) = opener.opened
    assert (path.name, path.read_bytes()) == ("SK Tim.pdf", PDF)
    assert not path.stat().st_mode & stat.S_IWUSR
    assert path.is_relative_to(folder())
    clear_copies()
    assert not folder().exists()


def test_a_piece_that_is_not_there_says_so(
    filled: BuktiDialog, opener: Opener, session: Session, store: EvidenceStore
) -> None:
    store.path(session.doc.bukti(TW2)[0].sidik).unlink()
    press(Key.Key_Return)
    assert opener.opened == []
    assert filled.message.text().startswith("SK Tim: Isi bukti ini tidak ada di PC ini")


def test_what_another_program_called_a_program_is_not_opened(
    filled: BuktiDialog, opener: Opener, session: Session, store: EvidenceStore
) -> None:
    """A file may come from anybody: name and content are judged again."""
    piece = session.doc.bukti(TW2)[0]
    row = session.doc.rows("bukti")[piece.id]
    row["nama"] = "../../SK Tim.exe"  # type: ignore[index]
    press(Key.Key_Return)
    assert opener.opened == []
    assert "“SK Tim.exe” ditolak" in filled.message.text()


def test_the_limit_is_found_here_and_kept(open_dialog: Open, home: Home) -> None:
    dialog = open_dialog()
    assert dialog.limit.value() == 10
    dialog.limit.setValue(15)
    assert home.settings.batas_bukti == 15
    dialog.limit.setValue(99)
    assert home.settings.batas_bukti == 15


def test_a_register_row_can_be_the_target(
    open_dialog: Open, files: Files, answer: Answer, session: Session
) -> None:
    assert session.perform(add_rows(session.doc, "media", TW2, [{"nama": "Instagram"}]))
    (row_id,) = session.doc.register("media", TW2)
    dialog = open_dialog(f"media:{row_id}")
    assert dialog.target.currentText() == "Media diseminasi: Instagram"
    answer()
    dialog.take(files("SK Tim.pdf"))
    assert lines(dialog) == [("Media diseminasi: Instagram  ·  1 bukti", ["SK Tim"])]


def test_a_signed_period_is_read_and_refuses_more(
    filled: BuktiDialog, files: Files, opener: Opener, session: Session
) -> None:
    assert session.perform_formal(lambda: sahkan(session.doc, TW2, "a4", ())) is None
    assert filled.lock.isVisible()
    assert "telah disahkan (versi 1, 2 Juli 2026)" in filled.lock.text()
    assert not filled.add_button.isEnabled()
    assert not filled.remove_button.isEnabled()
    filled.take(files("layar_kerja.png"))
    assert "Lembar > Perubahan" in filled.message.text()
    filled.tree.setFocus()
    press(Key.Key_F2)
    assert QApplication.focusWidget() is filled.tree
    press(Key.Key_Delete)
    assert len(session.doc.bukti(TW2)) == 2
    press(Key.Key_Return)
    assert len(opener.opened) == 1
