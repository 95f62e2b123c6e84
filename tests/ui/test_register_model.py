"""The model keeps Qt's contract through every kind of step, its own and those of others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.edits import register as verbs
from core.model.definisi import RasioRegister
from core.model.periode import TAHUNAN, Periode
from ui.session import Session
from ui.tables.penilaian import Keadaan, Penilaian
from ui.tables.register_model import RegisterModel
from ui.tables.urutan import Saringan


@pytest.fixture
def model(qtbot: QtBot, session: Session) -> RegisterModel:
    definisi = session.doc.definisi("layanan", Periode(2026, TAHUNAN))
    assert definisi is not None
    assert isinstance(definisi.bentuk, RasioRegister)
    made = RegisterModel(session, Penilaian(definisi.bentuk.rasio[0]), session)
    session.changed.connect(made.follow)
    made.set_periode(session.periode)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, session)
    return made


def names(model: RegisterModel) -> list[str]:
    return [str(model.index(line, 0).data()) for line in range(model.rowCount())]


def add(model: RegisterModel, *given: str) -> list[str]:
    assert model.perform(verbs.add_rows, [{"nama": name} for name in given])
    return [model.row_id(line) for line in range(model.rowCount())]


def test_contract_through_a_days_work(session: Session, model: RegisterModel) -> None:
    ids = add(model, "c", "a", "b", "e", "d")
    assert model.perform(verbs.set_cells, ids, "wajib_terintegrasi", 1)
    model.sort_by(0)
    assert model.perform(verbs.delete_rows, [ids[0], ids[1], ids[4]])
    assert names(model) == ["b", "e"]
    model.set_saringan(Saringan(("e",)))
    assert names(model) == ["e"]
    session.undo()
    model.sync()
    assert names(model) == ["a", "c", "d", "e"]
    model.set_saringan(Saringan())
    model.sort_by(None)
    assert names(model) == ["c", "a", "b", "e", "d"]
    model.set_saringan(Saringan((), Keadaan.BELUM_DINILAI))
    model.sort_by(model.kekurangan_column, turun=True)
    model.set_periode(Periode(2026, 3))
    assert names(model) == []


def test_ticks_report_only_the_cells_concerned(qtbot: QtBot, model: RegisterModel) -> None:
    ids = add(model, "a", "b", "c")
    seen: list[tuple[int, int, int, int]] = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        seen.append((first.row(), first.column(), last.row(), last.column()))

    model.dataChanged.connect(note)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.layoutChanged):
        assert model.perform(verbs.set_cells, [ids[1]], "terintegrasi", 1)
    assert seen == [(1, 3, 1, 3), (1, 5, 1, 5)]


def test_undo_inserts_rows_without_a_reset(
    qtbot: QtBot, session: Session, model: RegisterModel
) -> None:
    ids = add(model, *(f"{n:03d}" for n in range(50)))
    assert model.perform(verbs.delete_rows, ids[10:20])
    session.undo()
    with (
        qtbot.assertNotEmitted(model.modelReset),
        qtbot.waitSignal(model.rowsInserted) as inserted,
    ):
        model.sync()
    assert inserted.args[1:] == [10, 19]
    assert names(model) == [f"{n:03d}" for n in range(50)]


def test_many_scattered_rows_go_and_come_back(session: Session, model: RegisterModel) -> None:
    ids = add(model, *(f"{n:04d}" for n in range(1000)))
    assert model.perform(verbs.delete_rows, ids[::2])
    assert names(model) == [f"{n:04d}" for n in range(1, 1000, 2)]
    session.undo()
    model.sync()
    assert names(model) == [f"{n:04d}" for n in range(1000)]


def test_a_step_in_another_register_leaves_the_table_alone(
    qtbot: QtBot, session: Session, model: RegisterModel
) -> None:
    add(model, "a")
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.rowsInserted):
        session.perform(verbs.add_rows(session.doc, "media", session.periode, [{"nama": "x"}]))
        model.sync()


def test_other_rows_of_the_same_name_are_pointed_out_at_once(model: RegisterModel) -> None:
    ids = add(model, "a", "b", " A ")
    column = model.kekurangan_column
    assert str(model.index(0, column).data()).startswith("nama ganda")
    assert model.perform(verbs.set_cell, ids[2], "nama", "c")
    assert not str(model.index(0, column).data()).startswith("nama ganda")
    assert model.perform(verbs.set_cell, ids[2], "nama", "")
    assert str(model.index(2, column).data()).startswith("nama kosong")
