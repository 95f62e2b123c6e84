"""The laws of joining copies, on random histories. IKU_HARNESS=large tries many more of them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from copy import deepcopy

import pytest

from core.merge.plan import FigureKey, Plan
from core.merge.planning import plan_merge
from core.merge.resolving import Keep
from core.model.change import DeleteRow, InsertRow, SetValue
from core.model.journal import JournalStep
from core.model.register import Row, Value, urutan_of
from tests.harness.sizes import many
from tests.merge.copies import (
    Choose,
    Habits,
    Site,
    Tables,
    act,
    check_content,
    largest,
    said,
    smallest,
)

MANY = many(40, 3_000)
ALL = Habits()
FIGURES = Habits(definitions=False)


def histories(habits: Habits, copies: int, name: str, clock_seed: int = 0) -> Iterator[list[Site]]:
    """Copies that went apart from one file, each with steps of its own."""
    for seed in range(MANY):
        chance = random.Random(f"{name} {seed}")
        first = Site("awal", clock_seed=clock_seed)
        for _ in range(chance.randint(0, 4)):
            act(first, chance, habits)
        sites = [first.fork(f"salinan-{number}", clock_seed) for number in range(copies)]
        for site in sites:
            for _ in range(chance.randint(1, 30)):
                act(site, chance, habits)
        yield sites


def merged(one: Site, other: Site, choose: Choose = largest) -> Site:
    """A new copy of `one` that has taken in `other`."""
    result = one.fork(f"{one.salinan}+{other.salinan}")
    result.take(other, choose)
    return result


@pytest.mark.parametrize("choose", [largest, smallest])
class TestTwoCopies:
    def test_same_result_from_both_sides(self, choose: Choose) -> None:
        for one, other in histories(ALL, 2, "sides"):
            assert merged(one, other, choose).tables == merged(other, one, choose).tables

    def test_the_result_is_sound(self, choose: Choose) -> None:
        for one, other in histories(ALL, 2, "sound"):
            check_content(merged(one, other, choose).tables)

    def test_merging_twice_changes_nothing(self, choose: Choose) -> None:
        for one, other in histories(ALL, 2, "twice"):
            result = merged(one, other, choose)
            steps, before = list(result.steps), repr(result.tables)
            assert result.take(other, choose).is_nothing
            assert (result.steps, repr(result.tables)) == (steps, before)

    def test_two_merges_of_the_same_copies_agree(self, choose: Choose) -> None:
        for one, other in histories(ALL, 2, "agree"):
            left, right = merged(one, other, choose), merged(other, one, choose)
            plan = left.take(right, choose)
            assert (plan.conflicts, plan.duplicates) == ((), ())
            assert left.tables == right.tables

    def test_an_ancestor_follows(self, choose: Choose) -> None:
        for one, other in histories(ALL, 2, "follows"):
            result = merged(one, other, choose)
            steps = len(result.steps)
            for old in (one, other):
                plan = old.take(result, choose)
                if result.steps[-1].salinan == result.salinan:
                    assert plan.is_fast_forward
                assert plan.conflicts == ()
                assert old.tables == result.tables
                assert len(old.steps) == steps


def test_a_merge_is_taken_back_as_one_step() -> None:
    for one, other in histories(ALL, 2, "undo"):
        before = deepcopy(one.tables)
        if one.take(other, largest).is_nothing:
            continue
        steps = len(one.steps)
        if one.merged is not None and one.merged.butir:
            one.undo()
            assert len(one.steps) == steps + 1
        assert one.tables == before


def check_told(site: Site) -> None:
    """The last line that names a cell says what it holds, and so for rows that came and went."""
    cells: dict[tuple[str, str], dict[str, Value]] = {}
    alive: dict[tuple[str, str], bool] = {}
    for line in (line for step in site.steps for line in step.butir):
        told = cells.setdefault((line.tabel, line.id), {})
        if isinstance(line, SetValue):
            told[line.kolom] = line.baru
        else:
            told.update(line.nilai)
            alive[line.tabel, line.id] = isinstance(line, InsertRow)
    for (tabel, row_id), told in cells.items():
        row = site.tables[tabel].get(row_id)
        assert alive.get((tabel, row_id), True) == (row is not None)
        assert row is None or told.items() <= row.items()


@pytest.mark.parametrize("choose", [largest, smallest])
def test_the_journal_of_a_joined_file_tells_its_content(choose: Choose) -> None:
    for one, other in histories(ALL, 2, "told"):
        check_told(merged(one, other, choose))
        check_told(merged(other, one, choose))


# Nothing is lost

Steps = tuple[JournalStep, ...]
Cell = tuple[str, str, str | None]
KEEP: tuple[Keep, ...] = ("both", "mine", "theirs")


def cells(steps: Steps) -> set[Cell]:
    """What the lines of steps name: cells, and rows that came or went."""
    return {
        (line.tabel, line.id, line.kolom if isinstance(line, SetValue) else None)
        for step in steps
        for line in step.butir
    }


def asked(plan: Plan) -> set[FigureKey]:
    groups = {FigureKey(*row, None) for keys in plan.groups.values() for row in keys}
    return groups | {conflict.key for conflict in plan.conflicts}


def put_in_with(steps: Steps, tabel: str, row_id: str) -> list[Row]:
    return [
        line.nilai
        for step in steps
        for line in step.butir
        if isinstance(line, InsertRow) and (line.tabel, line.id) == (tabel, row_id)
    ]


def is_copied_alike(plan: Plan, tabel: str, row_id: str, kolom: str) -> bool:
    """Whether both sides started a quarter with the same value, which one then replaced."""
    mine, theirs = (
        {row[kolom] for row in put_in_with(steps, tabel, row_id)}
        for steps in (plan.history.mine, plan.history.theirs)
    )
    return bool(mine & theirs)


def is_kept(
    cell: Cell, side: Tables, steps: Steps, result: Tables, common: Tables, plan: Plan
) -> bool:
    """Whether what one side made of a cell stands in the result or is asked."""
    tabel, row_id, kolom = cell
    if asked(plan) & {FigureKey(*cell), FigureKey(tabel, row_id, None)}:
        return True
    row, now, old = (each[tabel].get(row_id) for each in (side, result, common))
    if without_place(row) == without_place(old) and (tabel, row_id) in deleted_rows(steps):
        return True  # A row that went and came back as it was is no edit.
    if tabel == "periode" and kolom is None and row and row["tanggal_lembar"] is None:
        return now is not None  # A new period says nothing until its sheet is dated.
    if row is None or now is None:
        # A period that is used stays; a place in a list gives way to a deletion.
        return row is now or tabel == "periode" or kolom == "urutan"
    return all(
        now[each] == row[each]
        or FigureKey(tabel, row_id, each) in asked(plan)
        or (each == "urutan" and urutan_of(now) < urutan_of(row))
        or (kolom is None and old is not None and old[each] == row[each])
        or is_copied_alike(plan, tabel, row_id, each)
        for each in ([kolom] if kolom else row)
    )


def without_place(row: Row | None) -> dict[str, Value]:
    return {kolom: value for kolom, value in (row or {}).items() if kolom != "urutan"}


def test_nothing_is_lost() -> None:
    for one, other in histories(ALL, 2, "lost"):
        plan = plan_merge(one.copy(), other.copy())
        common = common_content(plan)
        for choose in (largest, smallest):
            result = merged(one, other, choose).tables
            for steps, side in ((plan.history.mine, one), (plan.history.theirs, other)):
                for cell in cells(steps):
                    assert is_kept(cell, side.tables, steps, result, common, plan), cell


def common_content(plan: Plan) -> Tables:
    """What both copies held when they went apart."""
    site = Site("bersama")
    for step in plan.history.common[1:]:
        site.do(*step.butir)
    return site.tables


def test_only_what_both_sides_changed_is_asked_and_never_equal_values() -> None:
    found = 0
    for one, other in histories(ALL, 2, "asked"):
        plan = plan_merge(one.copy(), other.copy())
        for conflict in plan.conflicts:
            found += 1
            assert conflict.mine_steps or conflict.key.is_definisi
            assert conflict.theirs_steps or conflict.key.is_definisi
            if conflict.key.is_definisi:
                assert conflict.sebab
            else:
                assert conflict.mine != conflict.theirs
    assert found > MANY


def test_deletion_against_edit_is_asked() -> None:
    found = 0
    for one, other in histories(ALL, 2, "delete"):
        plan = plan_merge(one.copy(), other.copy())
        keys = asked(plan)
        for here, there, steps in (
            (one, other, plan.history.theirs),
            (other, one, plan.history.mine),
        ):
            mine_steps = plan.history.mine if here is one else plan.history.theirs
            gone = {key[:2] for key in cells(mine_steps) if key[2] is None}
            for tabel, row_id, kolom in cells(steps):
                if (tabel, row_id) not in gone or kolom in (None, "urutan"):
                    continue
                if row_id in here.tables[tabel] or row_id not in there.tables[tabel]:
                    continue
                if tabel == "periode":
                    continue  # A row without a date is as good as none.
                if (tabel, row_id) in deleted_rows(steps):
                    continue
                found += 1
                assert FigureKey(tabel, row_id, None) in keys
    assert found > MANY // 10


def is_set_before_deleted(steps: Steps, tabel: str, row_id: str) -> bool:
    """Whether a side deleted the row too and took that back."""
    lines = [
        line for step in steps for line in step.butir if (line.tabel, line.id) == (tabel, row_id)
    ]
    return any(isinstance(line, DeleteRow) for line in lines)


def deleted_rows(steps: Iterable[JournalStep]) -> set[tuple[str, str]]:
    lines = (line for step in steps for line in step.butir)
    return {(line.tabel, line.id) for line in lines if isinstance(line, DeleteRow)}


# Three copies, clocks


def places_aside(tables: Tables, steps: list[JournalStep]) -> Tables:
    """The content without the places of rows that somebody deleted and a choice kept."""
    gone = deleted_rows(steps)
    return {
        tabel: {
            key: {k: v for k, v in row.items() if k != "urutan" or (tabel, key) not in gone}
            for key, row in rows.items()
        }
        for tabel, rows in said(tables).items()
    }


@pytest.mark.parametrize("choose", [largest, smallest])
def test_three_copies_in_any_order(choose: Choose) -> None:
    """Where choices go by value, figures and rows are the same whoever meets whom first.

    Left out: definitions that must be chosen as a whole, where the larger whole depends on what
    has joined it before; figures that one copy got by starting a quarter and another typed itself;
    the place of rows that were deleted and kept.
    """
    for sites in histories(FIGURES, 3, "three"):
        results = []
        for first, second, third in itertools.permutations(sites):
            for left, right in (
                (merged(first, second, choose), third),
                (first, merged(second, third, choose)),
            ):
                result = merged(left, right, choose)
                results.append(places_aside(result.tables, result.steps))
        assert all(each == results[0] for each in results[1:])


def test_clocks_do_not_matter() -> None:
    for early, late in zip(
        histories(ALL, 3, "clocks", clock_seed=1),
        histories(ALL, 3, "clocks", clock_seed=2),
        strict=True,
    ):
        assert early[0].steps[-1].waktu != late[0].steps[-1].waktu
        contents = [
            merged(merged(one, two, largest), three, largest).tables
            for one, two, three in (early, late)
        ]
        assert contents[0] == contents[1]


def test_many_meetings_of_many_copies_end_alike() -> None:
    """Copies that edit and meet at random hold the same in the end, and what they hold is sound."""
    for seed in range(MANY // 3):
        chance = random.Random(f"meetings {seed}")
        first = Site("awal")
        sites = [first.fork(f"salinan-{number}") for number in range(3)]
        for _ in range(chance.randint(5, 30)):
            site, other = chance.sample(sites, 2)
            if chance.random() < 0.3:
                site.take(other, chance.choice([largest, smallest]), chance.choice(KEEP))
                check_content(site.tables)
                check_told(site)
            else:
                act(site, chance, ALL)
        one, two, three = sites
        one.take(two, largest)
        one.take(three, largest)
        for other in (two, three):
            assert other.take(one, largest).conflicts == ()
            assert other.tables == one.tables
        check_content(one.tables)
