"""From an open document to the copy that is compared and joined, and what must come with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from core.document import Document
from core.merge.history import Copy
from core.merge.plan import Plan
from core.model.change import InsertRow, SetValue
from core.model.journal import Merge
from core.model.register import Row, Value
from core.pengesahan.beku import parse_beku

_SHEETS = ("sidik", "pengukuran", "iku", "kertas_kerja")
_EVIDENCE = ("bukti", "pindaian")


def copy_of(doc: Document, name: str) -> Copy:
    """The document as it stands; what is planned with it holds until the document changes."""
    return Copy(name, doc.berkas_id, doc.all_rows(), doc.journal())


def with_arsip(merge: Merge, mine: Document, theirs: Document) -> Merge:
    """The merge with every frozen copy and signed sheet that it names and that is missing here.

    DamagedError if the other file lacks one, or holds another in its place.
    """
    rows = _new_rows(merge, ("pengesahan",))
    wanted = dict.fromkeys(str(row[kolom]) for row in rows for kolom in _SHEETS if row[kolom])
    missing = (sidik for sidik in wanted if not mine.has_arsip(sidik))
    return merge._replace(arsip={sidik: theirs.arsip(sidik) for sidik in missing})


def evidence_wanted(merge: Merge, plan: Plan) -> list[tuple[str, int]]:
    """The evidence and scans, by hash with their lengths, that the merge (with its arsip) names
    and that no row here names; their bytes must be taken over before it is written."""
    here = {row["sidik"] for tabel in _EVIDENCE for row in plan.mine_tables[tabel].values()}
    wanted: dict[str, int] = {}
    named = (_new_rows(merge, _EVIDENCE), _replaced_rows(merge, plan), _frozen_rows(merge))
    for row in chain.from_iterable(named):
        if row["sidik"] not in here:
            wanted[str(row["sidik"])] = _size(row["ukuran"])
    return sorted(wanted.items())


def _new_rows(merge: Merge, tables: Iterable[str]) -> list[Row]:
    lines = merge.perubahan.butir
    return [each.nilai for each in lines if isinstance(each, InsertRow) and each.tabel in tables]


def _replaced_rows(merge: Merge, plan: Plan) -> Iterator[Row]:
    """Pieces here that now name another file."""
    for each in merge.perubahan.butir:
        is_other = isinstance(each, SetValue) and each.kolom == "sidik"
        if is_other and each.tabel in _EVIDENCE:
            yield plan.theirs_tables[each.tabel][each.id]


def _frozen_rows(merge: Merge) -> Iterator[Row]:
    """The evidence of the frozen copies, which may be gone from the period since."""
    for row in _new_rows(merge, ("pengesahan",)):
        data = merge.arsip.get(str(row["sidik"]))
        if data is not None:
            yield from parse_beku(data).tabel["bukti"].values()


def _size(value: Value) -> int:
    return int(value or 0)
