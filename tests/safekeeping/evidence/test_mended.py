"""Edits of another program are taken back where evidence is gone too: that is told."""

from __future__ import annotations

from pathlib import Path

from core.safekeeping.outside import examine_file, restore
from tests.safekeeping.evidence.pieces import data_of, edit, sidik_of, stored, with_evidence
from tests.safekeeping.offices import Pc

A, B = data_of(1), data_of(2)


def test_what_is_nowhere_is_named(pc: Pc, target: Path) -> None:
    with_evidence(pc, target, A, B)
    for path in stored(pc):
        path.unlink()
    edit(target, f"DELETE FROM isi_bukti WHERE sidik = '{sidik_of(A)}'")
    found = examine_file(target, target, pc.places, pc.environment())
    done = restore(found, pc.places, pc.environment())
    assert [each.sidik for each in done.missing] == [sidik_of(A)]
    assert done.kept is not None
    assert done.kept.is_file()
