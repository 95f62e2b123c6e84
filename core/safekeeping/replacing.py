"""Putting another content in the place of a document, which itself is kept under another name."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from core.document import Environment
from core.errors import FileError
from core.safekeeping import disk
from core.safekeeping.arrival import looked_at
from core.safekeeping.backups import Backups, file_stamp, free_path
from core.safekeeping.disk import Content
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.lock import Lock
from core.safekeeping.places import Places
from core.safekeeping.publish import MARGIN, Published, publish, siblings
from core.safekeeping.retrieving import retrieve
from core.safekeeping.whole import Piece, lacking, outgoing, titles
from core.storage import file

_NAME_BYTES = 240


class Replaced(NamedTuple):
    """What a document became, and under which name what lay there is kept (None: nothing did).

    `kept_siblings` are the names of what lay beside it as NAME.baru and NAME.lama. `missing` are
    pieces of evidence that the backup names and that were not found.
    """

    target: Path
    kept: Path | None
    kept_siblings: tuple[Path, ...]
    published: Published
    missing: tuple[Piece, ...] = ()


def replace_document(
    target: Path, backup_path: Path, places: Places, environment: Environment, waktu: str
) -> Replaced:
    """Make the content of a backup the document at `target`; FileError, and nothing lost, if not.

    Its evidence is that of this PC, else what the document there still has. What lies there is
    kept beside it, or in the folder of this PC where the drive has no room for it. Refused while
    the document is open in a window.
    """
    with looked_at(backup_path, environment) as arrived:
        berkas_id, sha256 = arrived.doc.berkas_id, arrived.sha256
        store = EvidenceStore(places.evidence_folder(berkas_id))
        missing = _find(lacking(arrived.doc, store), store, target)
        going = outgoing(arrived.doc, store, places.work_folder(target))
    with file.user_errors(backup_path):
        content = disk.read_whole(backup_path)
    if disk.sha256(content) != sha256:
        raise FileError(f"Cadangan {backup_path.name} berubah ketika dibaca; ulangi pemulihan.")
    going = going._replace(content=content, name=target.name)
    with file.user_errors(target):
        target = Path(os.path.realpath(target))  # a link stays, what it names is replaced
        lock = Lock.of(places.work_folder(target))
        if lock is None:
            raise FileError(
                f"Berkas {target.name} sedang dibuka di jendela lain pada PC ini; tutup dahulu."
            )
        try:
            with going.whole() as whole:
                aside = Backups(places, berkas_id).aside
                return _replace(target, whole, aside, waktu)._replace(missing=missing)
        finally:
            lock.release()


def _find(missing: tuple[Piece, ...], store: EvidenceStore, target: Path) -> tuple[Piece, ...]:
    """Evidence that only the document has, or what lies beside it; what is nowhere comes back."""
    if not missing:
        return ()
    with suppress(FileError), file.user_errors(target):  # what lies there is kept anyway
        retrieve(missing, store, target, *siblings(target))
    return tuple(each for each in missing if not store.has(each.sidik, each.ukuran))


def _replace(target: Path, content: Content, here: Path, waktu: str) -> Replaced:
    old = [path for path in (target, *siblings(target)) if disk.size_of(path)]
    found = disk.hash_of(target)
    needed = disk.length(content) + MARGIN + sum(disk.size_of(path) or 0 for path in old)
    room = disk.free_room(target.parent)
    is_tight = room is not None and room < needed
    kept: dict[Path, Path] = {}
    try:
        if is_tight:
            here.mkdir(parents=True, exist_ok=True)
        for path in old:
            folder = here if is_tight else target.parent
            kept[keep(path, "diganti", waktu, folder, target.name)] = path
        published = publish(target, content, found)
    except BaseException:
        discard(kept)
        raise
    names = {original: copy for copy, original in kept.items()}
    return Replaced(target, names.pop(target, None), tuple(names.values()), published)


def keep(path: Path, word: str, waktu: str, folder: Path, name: str) -> Path:
    """Copy a file durably to a free name "NAME (word waktu).sqlite" in a folder; returns it.

    The journal of a transaction that broke off goes with it, for without it the file is not whole.
    """
    stem, suffix = Path(name).stem, Path(name).suffix
    note = f" ({word} {file_stamp(waktu)})"
    while len((stem + note + suffix).encode()) > _NAME_BYTES:
        stem = stem[:-1]
    kept = free_path(folder, f"{stem}{note}{suffix}")
    disk.copy(path, kept)
    leftover = file.journal_of(path)
    if file.is_hot(leftover):
        try:
            disk.copy(leftover, file.journal_of(kept))
        except BaseException:
            disk.remove(kept)
            raise
    return kept


def discard(kept: Mapping[Path, Path]) -> None:
    """Remove copies of which the original still lies where it was; copy -> original."""
    with suppress(OSError):
        for copy, original in kept.items():
            if disk.hash_of(copy) == disk.hash_of(original):
                disk.remove(file.journal_of(copy))
                disk.remove(copy)


def sentence(replaced: Replaced) -> str:
    """What the officer is told."""
    return (
        f"Berkas {replaced.target.name} dipulihkan dari cadangan."
        f"{about_kept(replaced.target, replaced.kept, *replaced.kept_siblings)}"
        f"{about_not_found(replaced.missing)}"
    )


def about_kept(target: Path, *kept: Path | None) -> str:
    """Where what lay there is now, to follow another sentence."""
    said = ""
    for path in filter(None, kept):
        place = "" if path.parent == target.parent else f" di {path.parent}"
        said += f" Isi sebelumnya disimpan sebagai {path.name}{place}."
    return said


def about_not_found(missing: Sequence[Piece]) -> str:
    """Which evidence is nowhere, to follow another sentence."""
    if not missing:
        return ""
    return f" Isi bukti {titles(missing)} tidak ditemukan; catatannya tetap ada."
