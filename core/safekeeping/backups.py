"""The backups of a document on this PC: made, proved and thinned out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from core.document import Document, Environment
from core.errors import DamagedError, FileError
from core.safekeeping import disk
from core.safekeeping.arrival import Arrived, looked_at
from core.safekeeping.backup import (
    READER,
    Backup,
    described,
    newest_good,
    read_backups,
    remove,
    write_note,
)
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.places import Places
from core.safekeeping.whole import take_out, without_evidence
from core.storage import file

TERAKHIR, HARI, BULAN = 20, 30, 24
"""How many of the last backups, of days and of months with a backup are kept."""
JEDA = timedelta(minutes=30)

_DRAFT = ".draf"


class Draft(NamedTuple):
    """A backup on its way: whole and durable, but not yet proved."""

    path: Path
    waktu: str
    alasan: str
    nama: str


class Backups:
    """The backups of one document, wherever its copies lie."""

    def __init__(self, places: Places, berkas_id: str) -> None:
        self.folder = places.backup_folder(berkas_id)
        self.evidence = EvidenceStore(places.evidence_folder(berkas_id))

    @property
    def aside(self) -> Path:
        """The folder for what is kept as it is: it is no backup, and nothing thins it out."""
        return self.folder / "disisihkan"

    def add(self, doc: Document, waktu: str, alasan: str) -> Backup:
        """Back up an open document as it stands; the newest one where that holds the same."""
        draft = self.start(doc, waktu, alasan)
        return self.list()[0] if draft is None else self.finish(draft)

    def start(self, doc: Document, waktu: str, alasan: str) -> Draft | None:
        """The part that needs the open document; None where the newest backup holds the same."""
        if self._newest_holds(doc.sidik):
            return None
        with self._drafting(waktu, alasan, doc.path.name) as draft:
            doc.backup_to(draft.path)
            if doc.embedded_evidence():
                take_out(draft.path, self.evidence)
            disk.sync_name(draft.path)
        return draft

    def add_file(self, path: Path, waktu: str, alasan: str) -> Backup:
        """Back up a document as it lies there, to the byte but for the evidence, which is kept
        once for all of its backups; FileError if it is not whole.

        Where the newest backup holds the same, that one is returned.
        """
        with looked_at(path, READER) as arrived:
            if not arrived.was_older and self._newest_holds(arrived.doc.sidik):
                return self.list()[0]
            content = content_there(path, arrived)
            if arrived.doc.embedded_evidence():
                with _saying_why(self.folder):
                    content = without_evidence(content, self.evidence)
        newest = next(iter(self.list()), None)
        if newest is not None and newest.sha256 == disk.sha256(content) == _hash(newest.path):
            return newest
        with self._drafting(waktu, alasan, path.name) as draft:
            disk.write_durable(draft.path, content)
        return self.finish(draft)

    def finish(self, draft: Draft) -> Backup:
        """Prove the draft and give it its name; needs files only, so that any thread can do it.

        FileError, and no draft any more, where it is not whole or the disk refuses.
        """
        with _saying_why(self.folder):
            try:
                with looked_at(draft.path, READER) as arrived:
                    made = described(draft.path, arrived)
                stamp = f"{file_stamp(draft.waktu)} {made.sha256[:8]}"
                earlier = read_backups(self.folder)
                made = made._replace(
                    path=self.folder / f"{stamp}.sqlite",
                    nomor=max((each.nomor for each in earlier), default=0) + 1,
                    waktu=draft.waktu,
                    alasan=draft.alasan,
                    nama=draft.nama,
                )
                disk.replace_durable(draft.path, made.path)
            except BaseException:
                with suppress(OSError):
                    disk.remove(draft.path)
                raise
            write_note(made)
        self._thin()
        return made

    def list(self) -> list[Backup]:
        """Every backup, the newest first; those that cannot be used say why in `masalah`."""
        with file.user_errors(self.folder):
            return read_backups(self.folder)

    def newest_good(self, environment: Environment) -> Backup | None:
        """The newest backup that can be restored indeed."""
        with file.user_errors(self.folder):
            return newest_good(self.folder, environment)

    def _newest_holds(self, sidik: str) -> bool:
        """A backup that has gone bad holds nothing, whatever was noted of it."""
        newest = next(iter(self.list()), None)
        if newest is None or newest.masalah or newest.sidik != sidik:
            return False
        return _hash(newest.path) == newest.sha256

    @contextmanager
    def _drafting(self, waktu: str, alasan: str, nama: str) -> Iterator[Draft]:
        with _saying_why(self.folder):
            is_new = not self.folder.exists()
            self.folder.mkdir(parents=True, exist_ok=True)
            if is_new:
                disk.system.sync_folder(self.folder.parent)
            path = free_path(self.folder, f"{file_stamp(waktu)}{_DRAFT}")
            try:
                yield Draft(path, waktu, alasan, nama)
            except BaseException:
                with suppress(OSError):
                    disk.remove(file.journal_of(path))
                    disk.remove(path)
                raise
            self._remove_stale_drafts(path)

    def _remove_stale_drafts(self, fresh: Path) -> None:
        """What a crash has left; another window may just be writing one of its own."""
        with suppress(OSError):
            now = disk.system.stat(fresh).st_mtime
            for path in self.folder.glob(f"*{_DRAFT}*"):
                if abs(disk.system.stat(path).st_mtime - now) > timedelta(days=1).total_seconds():
                    disk.remove(path)

    def _thin(self) -> None:
        with suppress(OSError):
            usable = [each for each in read_backups(self.folder) if not each.masalah]
            keep = survivors([each.waktu for each in usable])
            for place, each in enumerate(usable):
                if place not in keep:
                    remove(each)


def survivors(moments: Sequence[str]) -> set[int]:
    """Which of some backups to keep, given when each was made, in the order newest made first.

    The last 20; the newest of each of the last 30 days and of the last 24 months that have one.
    Days and months are counted, not compared with a clock, so that no clock can clear the folder.
    """
    keep = set(range(min(TERAKHIR, len(moments))))
    for length, most in ((10, HARI), (7, BULAN)):
        newest: dict[str, int] = {}
        for place, waktu in enumerate(moments):
            newest.setdefault(waktu[:length], place)
        keep.update(list(newest.values())[:most])
    return keep


def content_there(path: Path, arrived: Arrived) -> bytes:
    """A document to the byte as it lies there; whole, where a transaction broke off."""
    place = Path(os.path.realpath(path))
    with file.user_errors(path):
        is_broken_off = file.is_hot(file.journal_of(place))
        content = arrived.doc.content() if is_broken_off else disk.read_whole(place)
    if not is_broken_off and disk.sha256(content) != arrived.sha256:
        raise FileError(f"Berkas {path.name} berubah ketika dibaca; ulangi lagi.")
    return content


def is_due(last: str | None, now: str) -> bool:
    """Whether a change at `now` is to be backed up; also where the clock has gone back."""
    try:
        passed = datetime.fromisoformat(now) - datetime.fromisoformat(last or "")
    except (ValueError, TypeError):
        return True
    return not timedelta(0) <= passed < JEDA


def file_stamp(waktu: str) -> str:
    """A moment as part of a file name: "2026-11-22 10.42.07"."""
    return re.sub(r"[^0-9. -]", ".", waktu[:19].replace("T", " "))


def free_path(folder: Path, name: str) -> Path:
    """The name in the folder, with a number where it is taken."""
    path, number = folder / name, 1
    while disk.size_of(path) is not None:
        number += 1
        path = folder / f"{Path(name).stem} {number}{Path(name).suffix}"
    return path


@contextmanager
def _saying_why(folder: Path) -> Iterator[None]:
    """A failure is one of this PC's disk, and no work is lost by it."""
    try:
        yield
    except (FileError, OSError) as error:
        cause = error if isinstance(error, OSError) else error.__cause__
        why = f" ({disk.reason(cause)})" if isinstance(cause, OSError) else ""
        if isinstance(error, DamagedError):
            why = " utuh"
        raise FileError(
            f"Cadangan tidak dapat dibuat{why} di {folder.parent}; pekerjaan Anda tetap aman. "
            "Periksa ruang dan keadaan disk PC ini."
        ) from error


def _hash(path: Path) -> str | None:
    with suppress(OSError):
        return disk.hash_of(path)
    return None
