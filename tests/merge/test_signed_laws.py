"""The laws of joining copies in which periods are signed and reopened, on random histories."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from copy import deepcopy
from typing import Any

import pytest

from core.merge.held import Acts
from core.merge.history import MergeError
from core.merge.plan import FigureKey, Plan
from core.merge.planning import plan_merge
from core.merge.resolving import resolve
from core.model.change import Butir, DeleteRow, InsertRow, SetValue
from core.model.pengesahan import ACTS
from core.signed import Signed
from core.storage.schema import COLUMNS, STATEMENTS
from tests.harness.sizes import many
from tests.merge.copies import (
    FROZEN,
    Choose,
    Habits,
    Site,
    Tables,
    act,
    largest,
    smallest,
)
from tests.merge.test_laws import cells, check_told, common_content, histories, is_kept

SIGNING = Habits(definitions=False, signing=True)
MANY = many(40, 3_000)


def check_frozen(site: Site) -> None:
    """What is signed there rests on what it rested on when it was signed."""
    for periode, signed in Signed(site.tables).in_force.items():
        assert site.frozen(periode.id) == FROZEN[signed.sidik], signed.judul


def through_the_file(before: Tables, lines: Sequence[Butir]) -> Tables:
    """What a real file makes of the lines in their order, with all its triggers."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        triggers = [each for each in STATEMENTS if each.startswith("CREATE TRIGGER")]
        for statement in STATEMENTS:
            if statement not in triggers:
                conn.execute(statement)
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("BEGIN")
        conn.execute("PRAGMA defer_foreign_keys = ON")
        for tabel, rows in before.items():
            marks = ", ".join("?" * len(COLUMNS[tabel]))
            values = [[row[kolom] for kolom in COLUMNS[tabel]] for row in rows.values()]
            conn.executemany(f"INSERT INTO {tabel} VALUES ({marks})", values)
        for statement in triggers:
            conn.execute(statement)
        for line in lines:
            _execute(conn, line)
        conn.execute("COMMIT")
        found: Tables = {}
        for tabel, columns in COLUMNS.items():
            held = conn.execute(f"SELECT {', '.join(columns)} FROM {tabel}").fetchall()
            found[tabel] = {row[0]: dict(zip(columns, row, strict=True)) for row in held}
    return found


def _execute(conn: sqlite3.Connection, line: Butir) -> None:
    if isinstance(line, SetValue):
        conn.execute(f"UPDATE {line.tabel} SET {line.kolom} = ? WHERE id = ?", (line.baru, line.id))
    elif isinstance(line, DeleteRow):
        conn.execute(f"DELETE FROM {line.tabel} WHERE id = ?", (line.id,))
    else:
        values = [line.id, *(line.nilai[kolom] for kolom in COLUMNS[line.tabel][1:])]
        conn.execute(f"INSERT INTO {line.tabel} VALUES ({', '.join('?' * len(values))})", values)


def joined(one: Site, other: Site, choose: Choose = largest) -> Site | None:
    """A new copy of `one` that has taken in `other`; None where they are refused."""
    result = one.fork(f"{one.salinan}+{other.salinan}")
    before = deepcopy(result.tables)
    try:
        result.take(other, choose)
    except MergeError:
        assert result.tables == before
        return None
    return result


def pairs(name: str) -> Iterator[tuple[Site, Site]]:
    for one, other in histories(SIGNING, 2, name):
        check_frozen(one)
        check_frozen(other)
        yield one, other


@pytest.mark.parametrize("choose", [largest, smallest])
def test_what_is_signed_never_changes_and_the_file_takes_it(choose: Choose) -> None:
    done = refused = acts = 0
    for one, other in pairs("frozen"):
        for mine, theirs in ((one, other), (other, one)):
            result = joined(mine, theirs, choose)
            if result is None:
                refused += 1
                continue
            done += 1
            check_frozen(result)
            check_told(result)
            assert through_the_file(result.tables, ()) == result.tables
            plan = plan_merge(mine.copy(), theirs.copy())
            merge = resolve(plan, {each.key: choose(plan, each) for each in plan.conflicts})
            acts += any(each.tabel in ACTS for each in merge.perubahan.butir)
            assert through_the_file(mine.tables, merge.perubahan.butir) == result.tables
    assert done > MANY // 2
    assert refused > MANY // 20
    assert acts > MANY // 8


def test_acts_are_only_ever_added() -> None:
    for one, other in pairs("acts"):
        result = joined(one, other)
        if result is None:
            continue
        for tabel in ACTS:
            assert one.tables[tabel].items() <= result.tables[tabel].items()
            assert other.tables[tabel].keys() <= result.tables[tabel].keys()
            both = one.tables[tabel].keys() | other.tables[tabel].keys()
            assert result.tables[tabel].keys() == both


@pytest.mark.parametrize("choose", [largest, smallest])
def test_same_result_from_both_sides(choose: Choose) -> None:
    found = 0
    for one, other in pairs("sides"):
        here, there = joined(one, other, choose), joined(other, one, choose)
        if here is not None and there is not None:
            assert act_aside(here, there)
            found += 1
    assert found > MANY // 4


def act_aside(one: Site, other: Site) -> bool:
    """Whether they hold the same, but for acts by which each reopened a period for itself."""
    rest = [{k: v for k, v in each.tables.items() if k != "perubahan"} for each in (one, other)]
    return rest[0] == rest[1]


def test_merging_twice_changes_nothing_and_the_other_follows() -> None:
    for one, other in pairs("twice"):
        result = joined(one, other)
        if result is None:
            continue
        steps, before = list(result.steps), repr(result.tables)
        assert result.take(other, largest).is_nothing
        assert (result.steps, repr(result.tables)) == (steps, before)
        try:
            plan = other.take(result, largest)
        except MergeError:
            assert one.tables["perubahan"] != other.tables["perubahan"]
            continue
        assert (plan.conflicts, plan.set_aside) == ((), ())
        assert other.tables == result.tables
        check_frozen(other)


def test_nothing_is_lost() -> None:
    """What one side changed stands in the result, is asked, or is told not to be taken."""
    left = 0
    for one, other in pairs("lost"):
        result = joined(one, other)
        if result is None:
            continue
        plan = plan_merge(one.copy(), other.copy())
        told = {each.key for each in plan.set_aside}
        left += len(told)
        common = common_content(plan)
        passed = _passed(plan, one, other)
        for steps, side in ((plan.history.mine, one), (plan.history.theirs, other)):
            for tabel, row_id, kolom in cells(steps):
                key = FigureKey(tabel, row_id, kolom)
                if {key, FigureKey(tabel, row_id, None)} & told or tabel in ACTS:
                    continue
                if kolom is None and any(each[:2] == key[:2] for each in told):
                    continue
                if (tabel, row_id) in passed:
                    continue
                cell = (tabel, row_id, kolom)
                now = result.tables
                assert is_kept(cell, side.tables, steps, now, common, plan), cell
    assert left > MANY // 2


def _passed(plan: Plan, one: Site, other: Site) -> set[tuple[str, str]]:
    """Rows of periods that one side decides, in which the other has nothing of its own: what it
    left out before, values that it had from the start, and places in lists."""
    acts = Acts(one.copy(), other.copy())
    found = set()
    for key, pair in plan.rows.items():
        held = acts.of(key, pair)
        if held is not None:
            loser = pair.theirs if held.side == "mine" else pair.mine
            winner = pair.mine if held.side == "mine" else pair.theirs
            same = _said(loser) == _said(winner) or _said(loser) == _said(pair.before)
            if held.pengesahan is None or same:
                found.add(key)
    return found


def _said(row: Any) -> Any:
    return None if row is None else {k: v for k, v in row.items() if k != "urutan"}


def test_many_meetings_of_three_copies() -> None:
    """Whoever meets whom, and however often: no version changes, and each rests on its content."""
    signed = met = 0
    for seed in range(MANY // 2):
        chance = random.Random(f"signed meetings {seed}")
        first = Site("awal")
        sites = [first.fork(f"salinan-{number}") for number in range(3)]
        versions: dict[str, dict[str, Any]] = {}
        for _ in range(chance.randint(10, 60)):
            site, other = chance.sample(sites, 2)
            if chance.random() < 0.3:
                before = deepcopy(site.tables)
                try:
                    site.take(other, chance.choice([largest, smallest]))
                    met += 1
                except MergeError:
                    assert site.tables == before
            else:
                act(site, chance, SIGNING)
            check_frozen(site)
            own = versions.setdefault(site.salinan, {})
            for tabel in ACTS:
                assert own.get(tabel, {}).items() <= site.tables[tabel].items()
                own[tabel] = deepcopy(site.tables[tabel])
        signed += any(site.tables["pengesahan"] for site in sites)
    assert signed > MANY // 4
    assert met > MANY


def test_undo_of_a_merge_that_brought_an_act_is_refused() -> None:
    found = 0
    for one, other in pairs("undo"):
        result = joined(one, other)
        if result is None or result.merged is None:
            continue
        if any(isinstance(e, InsertRow) and e.tabel in ACTS for e in result.merged.butir):
            before, steps = deepcopy(result.tables), len(result.steps)
            result.undo()
            assert (result.tables, len(result.steps)) == (before, steps)
            found += 1
    assert found > MANY // 10
