"""The dialogs with real keys: one save is one step, a refusal is a sentence and writes nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.document import Document, Environment, create
from core.edits import isian
from core.model.definisi import IndeksBerbobot
from core.model.periode import TAHUNAN, Periode
from ui.dialogs import definisi as definisi_dialog
from ui.dialogs import penandatangan as penandatangan_dialog
from ui.dialogs.definisi import DefinisiDialog, SalinDialog
from ui.dialogs.definisi_draft import Draft
from ui.dialogs.frame import EditorDialog
from ui.dialogs.penandatangan import PenandatanganDialog
from ui.dialogs.profil import ProfilDialog
from ui.dialogs.row_table import RowTable
from ui.dialogs.target import TargetDialog
from ui.session import Session

Dialog = TypeVar("Dialog", bound=EditorDialog)
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
TW2 = Periode(2026, 2)
YEAR = Periode(2026, TAHUNAN)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def _discard(monkeypatch: pytest.MonkeyPatch) -> None:
    """No question may stop a test; what is asked is tested by name."""
    monkeypatch.setattr(EditorDialog, "confirm_discard", lambda self: True)


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    numbers = itertools.count(1)
    environment = Environment(
        lambda: "2026-07-02T08:00:00", lambda: f"id-{next(numbers):08d}", "penguji"
    )
    create(tmp_path / "iku.sqlite", environment, tahun=2026)
    doc = Document(tmp_path / "iku.sqlite", environment)
    yield Session(doc, TW2)
    doc.close()


@pytest.fixture
def read_only(session: Session, tmp_path: Path) -> Iterator[Session]:
    copy = tmp_path / "salinan.sqlite"
    copy.write_bytes((tmp_path / "iku.sqlite").read_bytes())
    doc = Document(copy, session.doc.environment, read_only=True)
    yield Session(doc, TW2)
    doc.close()


def shown(qtbot: QtBot, dialog: Dialog) -> Dialog:
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def type_into(edit: QWidget, text: str) -> None:
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(edit, text)


def type_cell(table: RowTable, row_id: str, kolom: str, text: str) -> None:
    """Choose a cell and type over it, as a user does."""
    table.choose(row_id, kolom)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChildren(QLineEdit)[-1]
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def steps(session: Session) -> int:
    return session.undo_stack.count()


# Profil


def test_the_profile_is_saved_as_one_step(session: Session, qtbot: QtBot) -> None:
    before = (session.doc.profil, session.doc.tugas_fungsi, session.doc.iku)
    dialog = shown(qtbot, ProfilDialog(session))
    type_into(dialog.texts["tempat"], "Tanjung Pandan")
    dialog.kop.click()
    dialog.load_logo(RESOURCES / "icons" / "aplikasi.png")
    dialog.add_tugas("fungsi")
    QTest.keyClicks(dialog.tugas[-1][2], "Fungsi baru")
    type_into(dialog.iku["spbe"][1], "Layanan SPBE")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert steps(session) == 1
    profil = session.doc.profil
    assert (profil.tempat, profil.kop, bool(profil.logo)) == ("Tanjung Pandan", True, True)
    assert session.doc.tugas_fungsi[-1].teks == "Fungsi baru"
    assert session.doc.iku[0].singkat == "Layanan SPBE"
    session.undo()
    assert (session.doc.profil, session.doc.tugas_fungsi, session.doc.iku) == before


def test_a_refusal_stays_in_the_dialog(session: Session, qtbot: QtBot) -> None:
    dialog = shown(qtbot, ProfilDialog(session))
    dialog.tabs.setCurrentIndex(2)
    dialog.tanggal_iku.setText("31 Juni 2026")
    QTest.keyClick(dialog, Qt.Key.Key_S, ALT)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "bukan tanggal yang ada" in dialog.problem.text()
    assert dialog.tabs.currentIndex() == 0
    assert steps(session) == 0


def test_a_logo_that_is_none_is_refused(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, ProfilDialog(session))
    (tmp_path / "logo.png").write_text("bukan gambar")
    dialog.load_logo(tmp_path / "logo.png")
    assert dialog.problem.text() == "Logo harus berkas PNG atau JPEG."
    (tmp_path / "besar.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 2_000_000)
    dialog.load_logo(tmp_path / "besar.png")
    assert "lebih besar dari 1 MB" in dialog.problem.text()
    dialog.load_logo(tmp_path / "tidak ada.png")
    assert "tidak dapat dibaca" in dialog.problem.text()
    assert not dialog.is_changed


def test_typing_is_not_lost_by_escape(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    monkeypatch.setattr(EditorDialog, "confirm_discard", lambda self: answers.pop(0))
    dialog = shown(qtbot, ProfilDialog(session))
    type_into(dialog.texts["tempat"], "X")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert steps(session) == 0
    unchanged = shown(qtbot, ProfilDialog(session))
    QTest.keyClick(unchanged, Qt.Key.Key_Escape)
    assert answers == []
    assert not unchanged.isVisible()


def test_a_file_that_can_only_be_read_is_only_shown(read_only: Session, qtbot: QtBot) -> None:
    for dialog in (
        ProfilDialog(read_only),
        PenandatanganDialog(read_only),
        TargetDialog(read_only),
        DefinisiDialog(read_only, "spbe"),
    ):
        shown(qtbot, dialog)
        assert not dialog.save_button.isVisible()
        assert dialog.close_button.text() == "&Tutup"
        assert all(edit.isReadOnly() for edit in dialog.findChildren(QLineEdit))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


# Penandatangan


def test_a_new_signatory(session: Session, qtbot: QtBot) -> None:
    dialog = shown(qtbot, PenandatanganDialog(session))
    assert "MOHAMMAD IQBAL" in dialog.now.text()
    dialog.add()
    type_into(dialog.nama, "SITI AMINAH, S.Kom")
    type_into(dialog.nip, "1975031220000320")
    assert "sedangkan yang diisi 16 angka" in dialog.hint.text()
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert steps(session) == 0
    assert "NIP harus 18 angka" in dialog.problem.text()
    type_into(dialog.nip, "19750312 200003 2 001")
    assert "bertumpang tindih dengan MOHAMMAD IQBAL" in dialog.hint.text()
    type_into(dialog.mulai, "1 Desember 2024")
    QTest.keyClick(dialog.mulai, Qt.Key.Key_Return)
    assert steps(session) == 1
    assert dialog.isVisible()
    assert session.doc.penandatangan[-1].nip == "197503122000032001"
    assert dialog.list.count() == 2
    assert dialog.list.currentRow() == 1
    assert "Hari ini: SITI AMINAH, S.Kom" in dialog.now.text()


def test_a_signatory_is_deleted_after_asking(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(qtbot, PenandatanganDialog(session))
    monkeypatch.setattr(penandatangan_dialog, "ask", lambda *_: True)
    dialog.delete()
    assert session.doc.penandatangan == ()
    assert "belum ada yang menjabat" in dialog.now.text()
    session.undo()
    assert len(session.doc.penandatangan) == 1


# Target


def test_targets_of_a_year_are_one_step(session: Session, qtbot: QtBot) -> None:
    dialog = shown(qtbot, TargetDialog(session))
    type_into(dialog.cells["layanan", YEAR], "80,5")
    QTest.keyClick(dialog.cells["layanan", YEAR], Qt.Key.Key_Tab)
    dialog.copy_year()
    type_into(dialog.cells["layanan", Periode(2026, 1)], "70")
    type_into(dialog.words, "paling sedikit 70")
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert steps(session) == 1
    doc = session.doc
    first = doc.target("layanan", Periode(2026, 1))
    assert first is not None
    assert (str(first.nilai), first.teks) == ("70", "paling sedikit 70")
    last = doc.target("spbe", Periode(2026, 4))
    assert last is not None
    assert (str(last.nilai), last.teks) == ("2.6", "Predikat Baik (indeks minimal 2,6)")
    session.undo()
    assert doc.target("layanan", YEAR) is None


@pytest.mark.parametrize(
    ("text", "words"), [("enam", "bukan angka"), ("7", "antara 0 dan 5"), ("-1", "antara")]
)
def test_a_bad_target_is_named(session: Session, qtbot: QtBot, text: str, words: str) -> None:
    dialog = shown(qtbot, TargetDialog(session))
    cell = dialog.cells["spbe", TW2]
    type_into(cell, text)
    assert words in dialog.problem.text()
    QTest.keyClick(cell, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert words in dialog.problem.text()
    assert steps(session) == 0


def test_a_target_typed_with_a_dot_says_how_it_is_read(session: Session, qtbot: QtBot) -> None:
    dialog = shown(qtbot, TargetDialog(session))
    key = ("statistik", YEAR)
    type_into(dialog.cells[key], "1.234")
    assert dialog._marks[key].text() == "dibaca 1,234"
    type_into(dialog.cells[key], "75")
    assert dialog._marks[key].text() == ""
    type_into(dialog.cells["spbe", YEAR], "2.60")
    assert dialog._marks["spbe", YEAR].text() == "dibaca 2,6"
    type_into(dialog.cells["spbe", YEAR], "2,6")
    assert dialog._marks["spbe", YEAR].text() == "dengan kata"


# Definisi


def test_a_weight_is_typed_and_saved(session: Session, qtbot: QtBot) -> None:
    dialog = shown(qtbot, DefinisiDialog(session, "spbe"))
    page, draft = dialog.bagian, dialog.draft
    assert page is not None
    assert draft is not None
    assert "45,50 dari 45,50 ✓" in page.sum.text()
    dialog.tabs.setCurrentWidget(page)
    ids = {str(part["kode"]): str(part["id"]) for part in draft.bagian}
    type_cell(page.table, ids["32"], "bobot", "3")
    assert draft.sum_text(draft.parts("aspek")[0]) == "27,75 dari 27,50 ✗"
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "27,75, padahal bobot aspek 27,5" in dialog.problem.text()
    assert steps(session) == 0
    type_cell(page.table, ids["33"], "bobot", "2,50")
    qtbot.waitUntil(lambda: not dialog.problem.isVisible())
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert steps(session) == 1
    assert not dialog.is_changed
    definisi = session.doc.definisi("spbe", Periode(2026, TAHUNAN))
    assert definisi is not None
    assert isinstance(definisi.bentuk, IndeksBerbobot)
    assert [str(each.bobot) for each in definisi.bentuk.aspek[0].butir[:2]] == ["3", "2.5"]


def test_a_gap_between_bands_is_said_at_once(session: Session, qtbot: QtBot) -> None:
    dialog = shown(qtbot, DefinisiDialog(session, "spbe"))
    page, draft = dialog.pita, dialog.draft
    assert page is not None
    assert draft is not None
    dialog.tabs.setCurrentWidget(page)
    assert page.sentence.text() == "✓ Pita bersambung tanpa celah."
    type_cell(page.table, str(draft.bands(None)[0]["id"]), "dari", "4,3")
    assert "bercelah antara 4,2 dan 4,3" in page.sentence.text()
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "bercelah" in dialog.problem.text()
    assert steps(session) == 0


def test_cells_that_do_not_belong_to_a_row_stay_closed(session: Session, qtbot: QtBot) -> None:
    dialog = shown(qtbot, DefinisiDialog(session, "keamanan"))
    page, draft = dialog.bagian, dialog.draft
    assert page is not None
    assert draft is not None
    versi = str(draft.parts("versi")[0]["id"])
    assert not page.table.can_edit(versi, 2)
    assert page.table.can_edit(str(draft.parts("area", induk=versi)[0]["id"]), 2)
    assert draft.sum_text(draft.parts("versi")[0]) == "jumlah 645"


@pytest.mark.parametrize("iku", ["spbe", "layanan", "statistik", "keamanan"])
def test_opening_and_saving_changes_nothing(session: Session, qtbot: QtBot, iku: str) -> None:
    dialog = shown(qtbot, DefinisiDialog(session, iku))
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        assert not dialog.is_changed
        assert dialog.make_change().butir == ()
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert steps(session) == 0
    assert not dialog.problem.isVisible()


def test_labels_of_a_ratio_are_two_cells_of_one_column(session: Session) -> None:
    draft = Draft(session.doc, "layanan-2018")
    draft.parts("rasio")[1]["label penyebut"] = "Jumlah media"
    stored = next(row for row in draft.bagian_rows() if row["kode"] == "media")
    assert stored["keterangan"] == "Jumlah media diseminasi yang aktif|Jumlah media"


def test_the_template_is_put_in_force_by_a_copy(session: Session, qtbot: QtBot) -> None:
    dialog = shown(qtbot, SalinDialog(session, "spbe-pemdi-template"))
    type_into(dialog.judul, "Indeks Pemdi 2026")
    type_into(dialog.dari, "dua ribu")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert "bukan tahun" in dialog.problem.text()
    assert dialog.focusWidget() is dialog.dari
    type_into(dialog.dari, "2026")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert steps(session) == 1
    valid = session.doc.definisi("spbe", Periode(2026, TAHUNAN))
    assert valid is not None
    assert (valid.id, valid.skema) == (dialog.new_id, "Indeks Pemdi 2026")
    listed = shown(qtbot, DefinisiDialog(session, "spbe"))
    assert listed.definisi_id == dialog.new_id
    assert "berlaku 2021 sampai 2025" in listed.list.item(0).text()
    assert "belum diverifikasi" in listed.list.currentItem().text()


def test_a_definition_that_history_rests_on_is_kept(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.perform(isian.fill_in(session.doc, TW2, "spbe.indikator.32", "3"))
    dialog = shown(qtbot, DefinisiDialog(session, "spbe"))
    monkeypatch.setattr(definisi_dialog, "ask", lambda *_: True)
    dialog.delete()
    assert "TW II 2026 sudah berisi" in dialog.problem.text()
    assert dialog.list.count() == 3
    dialog.list.setCurrentRow(2)
    dialog.delete()
    assert dialog.list.count() == 2
    session.undo()
    assert len(session.doc.semua_definisi("spbe")) == 3


def test_parts_and_bands_are_added_and_removed_by_mouse(session: Session, qtbot: QtBot) -> None:
    dialog = shown(qtbot, DefinisiDialog(session, "spbe"))
    page, bands, draft = dialog.bagian, dialog.pita, dialog.draft
    assert page is not None
    assert bands is not None
    assert draft is not None
    before = len(draft.bagian)
    page._add_below("aspek", "indikator")
    assert len(draft.bagian) == before + 1
    page._remove()
    assert len(draft.bagian) == before
    bands._add()
    assert bands.sentence.text() == "Ada batas pita yang belum diisi atau bukan angka."
    bands._remove()
    assert bands.sentence.text().startswith("✓")
    assert bands.preview.isVisibleTo(bands)
    assert not bands.preview.grab(bands.preview.rect().translated(QPoint(0, 0))).isNull()
