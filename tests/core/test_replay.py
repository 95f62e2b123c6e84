"""The content that follows from base and journal is always the one that is there."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from core.document import Document
from core.merge.documents import copy_of
from core.merge.planning import plan_merge
from core.merge.resolving import resolve
from core.model.register import Row
from core.safekeeping.arrival import bring_up_to_date
from core.storage.migration import UPGRADES
from core.storage.outside import Examined, examine
from core.storage.replay import hash_of, replay
from tests.core.files import environment
from tests.harness.sizes import many
from tests.merge.copies import Choose, Habits, Site, act, base_tables, largest, smallest
from tests.merge.offices import SANA, SINI, diverged, kontak, level, worked_on

FILES = Path(__file__).resolve().parents[1] / "files"
HISTORIES = many(40, 2_000)


def plain(tables: Mapping[str, Mapping[str, Row]]) -> dict[str, dict[str, dict[str, object]]]:
    return {name: {key: dict(row) for key, row in rows.items()} for name, rows in tables.items()}


def looked_into(path: Path, folder: Path) -> Examined:
    """What is found in a copy."""
    return examine(Path(shutil.copy(path, folder / "diperiksa.sqlite")), path.name)


@pytest.mark.parametrize("choose", [largest, smallest])
def test_three_copies_joined_in_every_way(choose: Choose) -> None:
    for seed in range(HISTORIES):
        chance = random.Random(f"putar {seed}")
        first = Site("awal")
        sites = [first.fork(f"salinan-{number}") for number in range(3)]
        for _ in range(chance.randint(10, 60)):
            site = chance.choice(sites)
            if chance.random() < 0.25:
                other = chance.choice([each for each in sites if each is not site])
                site.take(other, choose)
            else:
                act(site, chance, Habits())
        for site in sites:
            lines = (line for step in site.steps[1:] for line in step.butir)
            assert plain(replay(base_tables(), lines)) == plain(site.tables), seed


def test_the_hash_of_a_content_is_that_of_the_file(tmp_path: Path) -> None:
    mine, _ = diverged(tmp_path)
    found = looked_into(mine, tmp_path)
    assert found.is_sound
    assert hash_of(found.ada) == found.isi == (found.last and found.last.isi)


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_real_files_joined_and_joined_again(tmp_path: Path, side: str) -> None:
    mine, theirs = diverged(tmp_path)
    third = Path(shutil.copy(theirs, tmp_path / "tiga.sqlite"))
    worked_on(third, "Tini", level(32, "2"), kontak("x"), level(40, "4"), salinan="tiga")
    for one, other in ((mine, theirs), (third, mine), (theirs, third)):
        with (
            closing(Document(one, environment(), salinan=f"dari {one.name}")) as here,
            closing(Document(other, environment(), read_only=True)) as there,
        ):
            plan = plan_merge(copy_of(here, "a"), copy_of(there, "b"))
            choices = {each.key: side for each in plan.conflicts}
            here.apply_merge(resolve(plan, choices))  # type: ignore[arg-type]
        found = looked_into(one, tmp_path)
        assert found.is_sound
        proved_by_replay(one, tmp_path)
    worked_on(mine, SINI, level(33, "1"), salinan="lagi")
    worked_on(mine, SANA, level(33, "2"), salinan="dan-lagi")
    proved_by_replay(mine, tmp_path)


@pytest.mark.parametrize("number", sorted(UPGRADES))
def test_a_file_brought_up_to_date(number: int, tmp_path: Path) -> None:
    path = Path(shutil.copy(FILES / f"format-{number}.sqlite", tmp_path / "lama.sqlite"))
    bring_up_to_date(path, path.name)
    assert looked_into(path, tmp_path).is_sound
    worked_on(path, SINI, kontak("y"))
    proved_by_replay(path, tmp_path)


def proved_by_replay(path: Path, folder: Path) -> None:
    """What ought to be there, where one figure was spoilt so that it has to be worked out."""
    import sqlite3

    held = looked_into(path, folder)
    spoilt = Path(shutil.copy(path, folder / "rusak.sqlite"))
    with closing(sqlite3.connect(spoilt)) as conn, conn:
        conn.execute("UPDATE profil SET kontak = 'orang lain'")
    found = looked_into(spoilt, folder)
    assert found.pasti
    assert [(each.tabel, each.kolom, each.ada) for each in found.sel] == [
        ("profil", "kontak", "orang lain")
    ]
    assert plain(found.seharusnya) == plain(held.ada)
