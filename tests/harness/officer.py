"""An officer at work in a process of her own: she reports each step only after it has returned."""

from __future__ import annotations

import random
import traceback
import uuid
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from core.catalogue import sample_text
from core.document import Document, Environment
from core.edits.impor import read_isian
from core.edits.isian import fill_in
from core.edits.register import add_rows, delete_rows
from core.merge.documents import copy_of
from core.merge.planning import plan_merge
from core.merge.resolving import resolve
from core.safekeeping.arrival import looked_at
from core.safekeeping.backups import Backups
from core.safekeeping.handover import hand_over
from core.safekeeping.kept import KeptFile
from core.safekeeping.opening import Pilihan, Undecided, open_kept
from core.safekeeping.places import Places
from tests.harness.figures import KEYS, QUARTERS

WAKTU = "2026-01-02T03:04:05"


class Desk(NamedTuple):
    """Where everything lies: the document, this PC, a stick to hand over to, a colleague's copy."""

    target: Path
    places: Places
    stick: Path
    colleague: Path


class Report(NamedTuple):
    """`kind`: saved, published, backup, handed or failed; `text` the step's hash, a path or why."""

    kind: str
    text: str


def environment() -> Environment:
    return Environment(clock=lambda: WAKTU, new_id=lambda: str(uuid.uuid4()), oleh="Uji")


def opened(desk: Desk) -> KeptFile:
    """The document, with this PC's work where both have something."""
    try:
        return open_kept(desk.target, desk.places, environment())
    except Undecided:
        return open_kept(desk.target, desk.places, environment(), Pilihan.KERJA)


def bring_up_to_date(kept: KeptFile) -> None:
    publication = kept.publication(recreate=True)
    if publication is not None:
        kept.went(publication, publication.run())


def work(desk: Desk, seed: int, reports: Connection) -> None:
    """Work until somebody ends it."""
    try:
        officer = _Officer(desk, random.Random(seed), reports)
        while True:
            officer.work_on_it()
    except BaseException:
        reports.send(Report("failed", traceback.format_exc()))


class _Officer:
    def __init__(self, desk: Desk, chance: random.Random, reports: Connection) -> None:
        self.desk = desk
        self.chance = chance
        self.reports = reports

    def work_on_it(self) -> None:
        """Open, do some of everything, close."""
        kept = opened(self.desk)
        for _ in range(self.chance.randrange(1, 8)):
            self.chance.choices(_ACTS, _WEIGHTS)[0](self, kept)
        kept.close()

    def _saved(self, doc: Document) -> None:
        self.reports.send(Report("saved", doc.sidik))

    def fill(self, kept: KeptFile) -> None:
        quarter = self.chance.choice(QUARTERS)
        key, value = self.chance.choice(KEYS), self.chance.choice("12345")
        kept.doc.apply(fill_in(kept.doc, quarter, key, value))
        self._saved(kept.doc)

    def add(self, kept: KeptFile) -> None:
        rows = [{"nama": f"Data {i}", "keterangan": "x" * 500} for i in range(25)]
        quarter = self.chance.choice(QUARTERS)
        kept.doc.apply(add_rows(kept.doc, "data_statistik", quarter, rows))
        self._saved(kept.doc)

    def delete(self, kept: KeptFile) -> None:
        quarter = self.chance.choice(QUARTERS)
        found = list(kept.doc.register("data_statistik", quarter))[5:]
        if found:
            kept.doc.apply(delete_rows(kept.doc, "data_statistik", quarter, found))
            self._saved(kept.doc)

    def take_in(self, kept: KeptFile) -> None:
        kept.doc.apply(read_isian(kept.doc, sample_text()))
        self._saved(kept.doc)

    def publish(self, kept: KeptFile) -> None:
        bring_up_to_date(kept)
        self.reports.send(Report("published", kept.doc.sidik))

    def back_up(self, kept: KeptFile) -> None:
        backups = Backups(self.desk.places, kept.doc.berkas_id)
        made = backups.add(kept.doc, WAKTU, "uji")
        self.reports.send(Report("backup", made.path.name))

    def hand_over(self, kept: KeptFile) -> None:
        target, content = self.desk.target, kept.doc.content()
        hand_over(content, target.name, self.desk.stick, WAKTU, environment())
        self.reports.send(Report("handed", kept.doc.sidik))

    def join(self, kept: KeptFile) -> None:
        with looked_at(self.desk.colleague, environment()) as arrived:
            if arrived.doc.berkas_id != kept.doc.berkas_id:
                return
            plan = plan_merge(copy_of(kept.doc, "sini"), copy_of(arrived.doc, "sana"))
        if plan.history.theirs:
            choices = {each.key: self.chance.choice(("mine", "theirs")) for each in plan.conflicts}
            kept.doc.apply_merge(resolve(plan, choices))  # type: ignore[arg-type]
            self._saved(kept.doc)


_ACTS: list[Callable[[_Officer, KeptFile], None]] = [
    _Officer.fill,
    _Officer.add,
    _Officer.delete,
    _Officer.take_in,
    _Officer.publish,
    _Officer.back_up,
    _Officer.hand_over,
    _Officer.join,
]
_WEIGHTS = [6, 3, 3, 2, 4, 2, 2, 2]
