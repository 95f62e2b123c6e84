"""What follows for the indicators from what two files differ in."""

from __future__ import annotations

from pathlib import Path

from core.compare import compare
from core.edits.isian import set_target
from core.edits.profil import set_profil
from tests.core.comparing import (
    Q1,
    Q2,
    Q3,
    Q4,
    YEAR,
    both,
    compared,
    copied,
    edited,
    filled,
    lines,
    reworded,
)


def test_the_indicators_of_the_period_and_of_its_year(path: Path) -> None:
    other = edited(copied(path), filled("spbe.indikator.32", "5", Q4))
    with both(path, other) as (a, b):
        found = compare(a, b)
        assert found.periode == (Q4, YEAR)
        for periode in found.periode:
            pairs = [(d.a, d.b) for d in found.dampak if d.periode == periode]
            assert pairs == list(zip(a.hasil(periode), b.hasil(periode), strict=True))
    assert [each.berubah for each in found.dampak] == [True, False, False, False] * 2


def test_a_year_that_stays_as_it_is_is_left_out(path: Path) -> None:
    other = edited(copied(path), filled("spbe.indikator.32", "5", Q1))
    assert compared(path, other).periode == (Q1,)


def test_a_note_changes_no_indicator_but_its_period_is_shown(path: Path) -> None:
    other = edited(copied(path), filled("spbe.keterangan", "catatan", Q3))
    found = compared(path, other)
    assert found.periode == (Q3,)
    assert not any(each.berubah for each in found.dampak)


def test_a_target_changes_capaian_alone(path: Path) -> None:
    other = edited(copied(path), lambda doc: set_target(doc, Q2, "spbe", "2,9"))
    spbe = compared(path, other).dampak[0]
    assert spbe.berubah
    assert spbe.a.realisasi == spbe.b.realisasi
    assert spbe.a.capaian != spbe.b.capaian


def test_a_definition_changes_every_period_it_counts_in(path: Path) -> None:
    weights = {"sistem_informasi:bobot": "0.4", "media:bobot": "0.6"}
    other = edited(copied(path), reworded("layanan-2018", weights))
    found = compared(path, other)
    assert found.periode == (Q1, Q2, Q3, Q4, YEAR)
    assert {each.a.iku for each in found.dampak if each.berubah} == {"layanan"}
    words_alone = edited(copied(path), reworded("layanan-2018", {"catatan": "Lain"}))
    assert compared(path, words_alone).dampak == ()


def test_a_cap_on_capaian_changes_what_is_printed(path: Path) -> None:
    other = edited(copied(path), lambda doc: set_profil(doc, {"batas_capaian": "100"}))
    found = compared(path, other)
    assert [line[2:] for line in lines(found)] == [
        ("Profil instansi: batas capaian", "tanpa batas", "100%")
    ]
    assert found.periode
    assert all(each.a.realisasi == each.b.realisasi for each in found.dampak)
