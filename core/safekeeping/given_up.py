"""Keeping work that gives way to what lies at the document's place: it goes to the backups."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from core.document import Document
from core.errors import FileError
from core.model.journal import Vektor, relation
from core.safekeeping import disk
from core.safekeeping.arrival import looked_at
from core.safekeeping.backups import Backups
from core.safekeeping.places import Places
from core.safekeeping.publish import siblings
from core.safekeeping.replacing import keep
from core.storage import file

_ALASAN = "pekerjaan yang belum terbit"
_DI_SAMPING = "tertinggal di samping berkas"


def give_up(
    working_copies: Iterable[Path],
    backups: Backups,
    known: Collection[str],
    seen: Vektor,
    waktu: str,
) -> bool:
    """Keep working copies, but those whose SHA-256 is `known`; OSError where the disk refuses.

    Whether any of them has, or may have, steps that are not in `seen`.
    """
    kept = [
        _keep(path, backups, waktu)
        for path in working_copies
        if file.is_hot(file.journal_of(path)) or disk.hash_of(path) not in known
    ]
    return any(vektor is None or relation(vektor, seen).di_sini for vektor in kept)


def keep_beside(target: Path, doc: Document, places: Places) -> bool:
    """Back up what lies beside a document as NAME.baru or NAME.lama and holds what that lacks.

    It goes at the next publication, and may have come from another PC. FileError or OSError where
    the disk refuses; whether there was any.
    """
    found = False
    for path in siblings(target):
        try:
            with looked_at(path, doc.environment) as arrived:
                other = arrived.doc
        except FileError:
            continue  # what a publication has left that broke off while it wrote
        is_same = other.berkas_id == doc.berkas_id
        if not is_same or relation(other.vektor, doc.vektor).di_sini:
            backups = Backups(places, other.berkas_id)
            backups.add_file(path, doc.environment.clock(), _DI_SAMPING)
            found = True
    return found


def _keep(path: Path, backups: Backups, waktu: str) -> Vektor | None:
    """A whole one becomes a backup like any other; None where it is kept as it is."""
    try:
        return backups.add_file(path, waktu, _ALASAN).vektor
    except FileError:
        backups.aside.mkdir(parents=True, exist_ok=True)
        keep(path, "belum terbit", waktu, backups.aside, "kerja.sqlite")
    return None
