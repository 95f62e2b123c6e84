"""Two files of one document that are signed, reopened, edited and joined."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from core.document import Document
from core.merge.documents import copy_of, with_arsip
from core.merge.plan import FigureKey, Plan, Side
from core.merge.planning import plan_merge
from core.merge.resolving import resolve
from core.model.journal import Merge
from core.model.periode import Periode
from core.pengesahan.lingkup import locked_rows
from core.printing import LEMBAR, sheet_bytes
from tests.core.files import environment, sample_file


class Pair(NamedTuple):
    """One document in two files, each open as a working copy of its own."""

    one: Document
    other: Document


def open_copy(path: Path, salinan: str, waktu: str = "2026-01-02T03:04:05") -> Document:
    """A file as somebody's working copy; its moments are `waktu`."""
    numbers = iter(range(10**6))
    own = environment()._replace(
        oleh=salinan, new_id=lambda: f"{salinan}-{next(numbers):08d}", clock=lambda: waktu
    )
    return Document(path, own, salinan=salinan)


@contextmanager
def two(folder: Path) -> Iterator[Pair]:
    """The sample year in two files."""
    path = sample_file(folder)
    with ExitStack() as stack:
        docs = [
            stack.enter_context(closing(open_copy(each, name, f"2026-01-0{number}T08:00:00")))
            for number, (each, name) in enumerate(
                ((path, "satu"), (Path(shutil.copy(path, folder / "lain.sqlite")), "dua")), 1
            )
        ]
        yield Pair(*docs)


def plan_of(mine: Document, theirs: Document) -> Plan:
    """What joining the second into the first would do."""
    return plan_merge(copy_of(mine, mine.path.name), copy_of(theirs, theirs.path.name))


def merge_of(mine: Document, theirs: Document, side: Side = "mine") -> Merge:
    """The merge with one choice for every conflict."""
    plan = plan_of(mine, theirs)
    choices: dict[FigureKey, Side] = {each.key: side for each in plan.conflicts}
    return with_arsip(resolve(plan, choices), mine, theirs)


def take(mine: Document, theirs: Document, side: Side = "mine") -> Plan:
    """Join the second into the first."""
    plan = plan_of(mine, theirs)
    mine.apply_merge(merge_of(mine, theirs, side))
    return plan


def content(doc: Document) -> dict[str, Any]:
    """All rows, as they stand now."""
    return {tabel: {k: dict(r) for k, r in rows.items()} for tabel, rows in doc.all_rows().items()}


def held(doc: Document, periode: Periode) -> dict[str, Any]:
    """Everything that signing a period holds fast: its rows, results and sheets."""
    rows = locked_rows(content(doc), periode)
    sheets = {lembar: sheet_bytes(doc, lembar, periode) for lembar in LEMBAR}
    return {"rows": rows, "hasil": doc.hasil(periode), "sheets": sheets}


def is_as_signed(doc: Document, periode: Periode) -> bool:
    """Whether the content of a signed period is that of its frozen copy."""
    signed = doc.pengesahan(periode)
    assert signed is not None
    beku = doc.beku(signed)
    frozen = locked_rows(beku.tabel, periode)
    now = locked_rows(content(doc), periode)
    return all(dict(rows) == dict(now[tabel]) for tabel, rows in frozen.items())
