"""Indeks KAMI under real keys: versions, areas, maxima, status and readings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.document import Document, Environment
from core.edits.isian import fill_in_values
from core.model.periode import Periode
from tests.ui.inputs_page import focused, show_inputs
from ui.session import Session
from ui.tabs.keamanan_inputs import KeamananInputs, _Parts
from ui.widgets.choice_edit import SuggestEdit
from ui.widgets.field_edit import FieldEdit

KEY = Qt.Key
TW2 = Periode(2026, 2)
SCORES = {"tata_kelola": 75, "risiko": 30, "kerangka_kerja": 31, "aset": 37, "teknologi": 38}


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> KeamananInputs:
    return show_inputs(qtbot, KeamananInputs(session))


def parts(view: KeamananInputs) -> _Parts:
    assert view._parts is not None
    return view._parts


def field(view: KeamananInputs, kunci: str) -> FieldEdit:
    return next(each for each in parts(view).fields if each.kunci == f"keamanan.{kunci}")


def type_in(text: str) -> None:
    QTest.keyClick(focused(), KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(focused(), text)
    QTest.keyClick(focused(), KEY.Key_Return)


def fill(session: Session, **values: str) -> None:
    keys = {f"keamanan.{key}": value for key, value in values.items()}
    session.perform(fill_in_values(session.doc, TW2, keys, "Uji"))


def fill_scores(session: Session, versi: str = "4.2", kategori: str = "Tinggi") -> None:
    scores = {f"nilai.{kode}": str(score) for kode, score in SCORES.items()}
    fill(session, versi=versi, kategori=kategori, **scores)


def shown_readings(view: KeamananInputs) -> dict[str, str]:
    card = parts(view).readings
    pairs = zip(card._names, card._values, strict=True)
    return {name.text(): value.text() for name, value in pairs}


def test_without_a_version_there_is_nothing_to_score(view: KeamananInputs) -> None:
    assert not parts(view).table.isVisible()
    assert parts(view).edition.note.isVisible()
    assert set(shown_readings(view).values()) == {"—"}


def test_a_quarter_typed_from_the_keyboard(session: Session, view: KeamananInputs) -> None:
    view.focus_input("keamanan.versi")
    type_in("4.2")
    assert session.doc.nilai(TW2, "keamanan.versi") == "4.2"
    QTest.keyClicks(focused(), "T")
    QTest.keyClick(focused(), KEY.Key_Return)
    assert session.doc.nilai(TW2, "keamanan.kategori") == "Tinggi"
    for score, maturity in zip(SCORES.values(), ("II", "I+", "I", "I", "I"), strict=True):
        type_in(str(score))
        QTest.keyClicks(focused(), maturity)
        QTest.keyClick(focused(), KEY.Key_Return)
    assert session.doc.realisasi("keamanan", TW2).tampil == "34,88"
    assert parts(view).table._total.text() == "211"
    assert parts(view).table._share._text.text() == "32,71%"
    assert parts(view).table._count.text() == "5 dari 5 nilai diisi"
    assert parts(view).status._computed.text() == "Tidak Layak"
    readings = shown_readings(view)
    assert readings["Rerata persentase nilai per area"] == "34,88%"
    assert readings["Total nilai / total maksimum x 100%"] == "32,71%"
    assert readings["Jumlah nilai / jumlah area"] == "42,20"
    assert session.doc.nilai(TW2, "keamanan.kematangan.risiko") == "I+"


def test_the_version_brings_its_areas_and_maxima(session: Session, view: KeamananInputs) -> None:
    fill_scores(session)
    assert not field(view, "nilai.pdp").isVisible()
    view.focus_input("keamanan.versi")
    type_in("5.0")
    assert field(view, "nilai.pdp").isVisible()
    assert parts(view).table._count.text() == "5 dari 6 nilai diisi"
    assert parts(view).table._total_max.text() == "/ 918"
    assert parts(view).table._share._text.text() == "—", "no percentage of a part"


def test_a_version_can_be_chosen_from_the_list(session: Session, view: KeamananInputs) -> None:
    box = field(view, "versi").findChild(SuggestEdit)
    assert box is not None
    assert [box.itemText(n) for n in range(box.count())] == ["4.0", "4.1", "4.2", "5.0"]
    box.textActivated.emit("4.1")
    assert session.doc.nilai(TW2, "keamanan.versi") == "4.1"
    assert session.undo_stack.count() == 1
    session.undo()
    assert field(view, "versi").editor.text() == ""  # type: ignore[union-attr]


def test_an_unknown_version_is_refused(session: Session, view: KeamananInputs) -> None:
    view.focus_input("keamanan.versi")
    type_in("3.1")
    assert "“3.1” tidak dikenal" in field(view, "versi").editor.accessibleDescription()
    assert session.doc.nilai(TW2, "keamanan.versi") is None


@pytest.mark.parametrize("typed", ["127", "-1", "abc", "1e2"])
def test_a_score_out_of_range_is_told_beneath_its_row(
    session: Session, view: KeamananInputs, typed: str
) -> None:
    fill(session, versi="4.2")
    count = len(session.doc.journal())
    view.focus_input("keamanan.nilai.tata_kelola")
    QTest.keyClicks(focused(), typed)
    QTest.keyClick(focused(), KEY.Key_Tab)
    row = parts(view).table._rows[0]
    assert row.message.isVisible()
    assert row.message.text().startswith("Nilai Tata Kelola Keamanan Informasi")
    assert row.message.text().endswith(".")
    assert field(view, "nilai.tata_kelola").editor.text() == typed  # type: ignore[union-attr]
    assert len(session.doc.journal()) == count


def test_a_maximum_of_the_version_counts_not_the_largest(
    session: Session, view: KeamananInputs
) -> None:
    fill(session, versi="4.2")
    view.focus_input("keamanan.nilai.aset")
    type_in("200")
    assert session.doc.nilai(TW2, "keamanan.nilai.aset") is None
    assert "168" in parts(view).table._rows[3].message.text()


def test_a_status_that_differs_is_warned_about(session: Session, view: KeamananInputs) -> None:
    fill_scores(session)
    assert not parts(view).status._warning.isVisible()
    view.focus_input("keamanan.status_resmi")
    QTest.keyClicks(focused(), "Baik")
    assert session.doc.nilai(TW2, "keamanan.status_resmi") == "Baik"
    warning = parts(view).status._warning
    assert warning.isVisible()
    assert "Status resmi Baik berbeda dari status menurut jumlah nilai, Tidak Layak" in (
        warning.text()
    )
    QTest.keyClick(focused(), KEY.Key_Delete)
    assert not warning.isVisible()


def test_a_status_says_what_it_waits_for(session: Session, view: KeamananInputs) -> None:
    fill(session, versi="4.2")
    assert "kategori dan nilai seluruh area" in parts(view).status._why.text()
    fill(session, kategori="Tinggi")
    assert parts(view).status._why.text().endswith("menunggu nilai seluruh area.")


def test_a_read_only_file_cannot_be_changed(
    qtbot: QtBot, berkas: Path, environment: Environment, session: Session
) -> None:
    fill_scores(session)
    session.doc.close()
    doc = Document(berkas, environment, read_only=True)
    locked = Session(doc, TW2)
    made = show_inputs(qtbot, KeamananInputs(locked))
    made.focus_input("keamanan.nilai.aset")
    QTest.keyClicks(focused(), "9")
    QTest.keyClick(focused(), KEY.Key_Return)
    assert locked.undo_stack.count() == 0
    assert field(made, "nilai.aset").editor.text() == "37"  # type: ignore[union-attr]
    assert not field(made, "kategori").editor.isEnabled()
    doc.close()
