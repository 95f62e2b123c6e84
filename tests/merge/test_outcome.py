"""Figures worked out without changing the file are those that the change brings about."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from core.document import Document
from core.edits import register
from core.edits.isian import fill_in, set_target
from core.edits.periode import start_quarter
from core.edits.profil import set_profil
from core.merge.outcome import Outcome, states_after
from core.model.change import Change, SetValue
from core.model.periode import TAHUNAN, Periode
from core.model.register import Row
from tests.core.files import opened
from tests.safekeeping.documents import sample_file

YEAR = Periode(2025, TAHUNAN)
Q1, Q2, Q3, Q4 = YEAR.triwulan_setahun
NEXT = Periode(2026, 1)
Edit = Callable[[Document], Change]


@pytest.fixture
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    with opened(sample_file(tmp_path_factory.mktemp("berkas"))) as doc:
        yield doc


def media(doc: Document, number: int) -> str:
    return list(doc.register("media", Q2))[number]


def weights(doc: Document) -> Change:
    """Two weights of the index in force change places."""
    definisi = doc.definisi("spbe", Periode(2025, TAHUNAN))
    assert definisi is not None
    parts = [row for row in doc.bagian_rows(definisi.id) if row["bobot"] is not None]
    one = parts[0]
    other = next(row for row in parts if row["bobot"] != one["bobot"])
    return Change("Bobot", (_weight(one, other), _weight(other, one)))


def _weight(row: Row, other: Row) -> SetValue:
    return SetValue("bagian", str(row["id"]), "bobot", row["bobot"], other["bobot"])


EDITS: dict[str, Edit] = {
    "a level": lambda doc: fill_in(doc, Q2, "spbe.indikator.35", "1"),
    "a figure taken out": lambda doc: fill_in(doc, Q2, "spbe.indikator.35", ""),
    "an official index": lambda doc: fill_in(doc, Q4, "spbe.resmi", "2,00"),
    "a tick": lambda doc: register.set_cells(doc, "media", Q2, [media(doc, 0)], "aktif", 0),
    "rows gone": lambda doc: register.delete_rows(doc, "media", Q2, [media(doc, 1), media(doc, 2)]),
    "a target": lambda doc: set_target(doc, Q2, "spbe", "4,9"),
    "no target": lambda doc: set_target(doc, Q2, "spbe", ""),
    "a year's target": lambda doc: set_target(doc, YEAR, "layanan", "99"),
    "a cap": lambda doc: set_profil(doc, {"batas_capaian": "100"}),
    "a quarter begun": lambda doc: start_quarter(doc, NEXT),
    "weights": weights,
}


@pytest.mark.parametrize("name", EDITS)
def test_the_figures_are_those_of_the_file_after_the_change(sample: Document, name: str) -> None:
    doc = sample
    change = EDITS[name](doc)
    tables = {
        tabel: {k: dict(r) for k, r in rows.items()} for tabel, rows in doc.all_rows().items()
    }
    outcome = Outcome(doc, tables, states_after(tables, change))
    periods = (Q1, Q2, Q3, Q4, YEAR, NEXT)
    before = [doc.hasil(each) for each in periods]
    found = [tuple(outcome.hasil(iku, each) for iku in doc.iku) for each in periods]
    assert [doc.hasil(each) for each in periods] == before
    doc.apply(change)
    assert found == [doc.hasil(each) for each in periods]
    assert found != before


def test_two_changes_of_one_row_are_seen_together(sample: Document) -> None:
    doc = sample
    row_id = media(doc, 0)
    rows = doc.all_rows()
    aktif = rows["media"][row_id]["aktif"]
    change = Change(
        "Dua kali",
        (
            SetValue("media", row_id, "aktif", aktif, None),
            SetValue("media", row_id, "aktif", None, 0),
        ),
    )
    assert states_after(rows, change)["media", row_id] == {**rows["media"][row_id], "aktif": 0}
