"""Who changed what two files differ in, and when."""

from __future__ import annotations

from pathlib import Path

from core.document import Document
from core.edits import register
from core.model.change import Change, InsertRow
from core.model.journal import Merge
from core.model.register import without_id
from tests.core.comparing import (
    Q2,
    both,
    compared,
    copied,
    edited,
    filled,
    first_media,
    reworded,
    the_one,
    ticked,
)
from tests.core.files import opened


def test_who_changed_a_figure_last_on_either_side(path: Path) -> None:
    other = copied(path)
    edited(other, filled("spbe.indikator.32", "4"), oleh="Siti", waktu="2026-02-01T10:00:00")
    edited(other, filled("spbe.indikator.32", "5"), oleh="Budi", waktu="1999-01-01T00:00:00")
    edited(other, filled("spbe.indikator.33", "3"), oleh="Lain", waktu="2099-01-01T00:00:00")
    edited(path, filled("spbe.indikator.32", "2"), oleh="Rina", waktu="2026-02-02T11:12:13")
    beda = next(b for b in compared(path, other).beda if b.nama == "Tingkat indikator 32")
    assert beda.jejak_a is not None
    assert beda.jejak_b is not None
    assert beda.jejak_a[:2] == ("2026-02-02T11:12:13", "Rina")
    assert beda.jejak_b[:2] == ("1999-01-01T00:00:00", "Budi")
    assert beda.jejak_b.tindakan.endswith("diisi 5")


def test_who_changed_one_column_is_not_who_changed_another(path: Path) -> None:
    other = edited(copied(path), ticked("aktif", 0), oleh="Siti")
    edited(
        other,
        lambda doc: register.set_cell(doc, "media", Q2, first_media(doc), "alamat", "baru"),
        oleh="Budi",
    )
    found = {each.kunci.kolom: each for each in compared(path, other).beda}
    who = {kolom: each.jejak_b.oleh for kolom, each in found.items() if each.jejak_b}
    assert who == {"aktif": "Siti", "alamat": "Budi"}
    assert {each.jejak_a.tindakan[:13] for each in found.values() if each.jejak_a} == {
        "Isian diimpor"
    }


def test_who_deleted_a_row_and_who_put_it_back(path: Path) -> None:
    other = edited(
        copied(path),
        lambda doc: register.delete_rows(doc, "media", Q2, [first_media(doc)]),
        oleh="Siti",
    )
    assert the_one(compared(path, other)).jejak_b[1] == "Siti"  # type: ignore[index]

    def put_back(doc: Document) -> Change:
        with opened(path, read_only=True) as source:
            row = source.register("media", Q2)[first_media(source)]
        nilai = {**without_id(row), "aktif": 0}
        return Change("Baris dikembalikan", (InsertRow("media", str(row["id"]), nilai),))

    edited(other, put_back, oleh="Budi")
    beda = the_one(compared(path, other))
    assert beda.kunci.kolom == "aktif"
    assert beda.jejak_b is not None
    assert beda.jejak_b[1:] == ("Budi", "Baris dikembalikan")


def test_steps_taken_over_from_another_copy_still_name_their_maker(path: Path) -> None:
    other = edited(copied(path), filled("spbe.indikator.32", "5"), oleh="Siti")
    with both(path, other) as (a, b):
        known = len(a.journal())
        steps = tuple(b.journal()[known:])
    change = Change("Digabung", tuple(butir for step in steps for butir in step.butir))
    with opened(path) as doc:
        doc.environment = doc.environment._replace(oleh="Rina")
        doc.apply_merge(Merge(steps, change, None))
    assert compared(path, other).beda == ()
    edited(other, filled("spbe.indikator.32", "2"), oleh="Budi")
    beda = the_one(compared(path, other))
    assert beda.jejak_a is not None
    assert beda.jejak_b is not None
    assert (beda.jejak_a.oleh, beda.jejak_b.oleh) == ("Siti", "Budi")


def test_a_figure_that_no_step_has_touched(path: Path) -> None:
    other = edited(copied(path), reworded("spbe-59-2020", {"satuan": "Nilai"}), oleh="Siti")
    beda = the_one(compared(path, other))
    assert beda.jejak_a is None
    assert beda.jejak_b is not None
