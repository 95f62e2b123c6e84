"""Proving by itself, once a week, that the backups of this PC can be restored."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from core.document import Environment
from core.indonesian import format_date
from core.safekeeping import disk
from core.safekeeping.backup import Backup, moment, problem_of, read_backups, restored
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.places import Places
from core.safekeeping.whole import evidence_problem
from core.storage.file import user_errors

SELANG = timedelta(days=7)

_BELUM = "Belum ada cadangan yang dapat diuji; cadangan dibuat sendiri ketika berkas dibuka."


class Drill(NamedTuple):
    """The outcome of the last drill; `kalimat` is what the window says."""

    waktu: str
    berhasil: bool
    kalimat: str


def run_drill(
    places: Places, environment: Environment, now: str, berkas_id: str | None = None
) -> Drill:
    """Restore the newest backup of one document, or of each, to a temporary place and check it.

    Needs no open document, so that any thread can do it. The outcome is remembered durably;
    FileError where it cannot be.
    """
    all_folders = sorted(places.folder.glob("cadangan/*/"))
    folders = all_folders if berkas_id is None else [places.backup_folder(berkas_id)]
    with user_errors(places.folder / "cadangan"):
        found = [backups for folder in folders if (backups := read_backups(folder))]
        if not found:
            return Drill(now, False, _BELUM)
        complaints = [_complaint(backups, environment, places) for backups in found]
        wrong = [complaint for complaint in complaints if complaint]
        proved = f"Cadangan terbukti dapat dipulihkan ({format_date(now[:10])})."
        drill = Drill(now, not wrong, " ".join(wrong) or proved)
        _remember(places, drill)
    return drill


def last_drill(places: Places) -> Drill | None:
    """The drill remembered; None where there was none, or nothing that makes sense is noted."""
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        values = json.loads(disk.read_whole(_note(places)))
        return Drill(str(values["waktu"]), values["berhasil"] is True, str(values["kalimat"]))
    return None


def is_drill_due(places: Places, now: str) -> bool:
    """Once a week; again at once after one that failed or where the clock has gone back."""
    last = last_drill(places)
    if last is None or not last.berhasil:
        return True
    try:
        passed = datetime.fromisoformat(now) - datetime.fromisoformat(last.waktu)
    except (ValueError, TypeError):
        return True
    return not timedelta(0) <= passed < SELANG


def _complaint(backups: list[Backup], environment: Environment, places: Places) -> str:
    """Why the newest backup is not to be relied upon, which one is, and what to do; "" if it is."""
    newest, *older = backups
    problem = problem_of(newest, environment)
    if not problem:
        return _about_evidence(newest, environment, places)
    good = next((each for each in older if not problem_of(each, environment)), None)
    rest = (
        f"Cadangan terbaru yang baik dari {moment(good)}."
        if good is not None
        else "Tidak ada cadangan lain yang baik."
    )
    nama = f" {newest.nama}" if newest.nama else ""
    return (
        f"Cadangan{nama} dari {moment(newest)} tidak dapat dipulihkan: {problem}. {rest} "
        "Buka berkasnya agar cadangan baru dibuat, simpan salinan di tempat lain, dan periksa "
        "disk PC ini."
    )


def _about_evidence(backup: Backup, environment: Environment, places: Places) -> str:
    """What is wrong with the bytes that the backup names; "" if nothing: all are read."""
    with restored(backup, environment) as doc:
        store = EvidenceStore(places.evidence_folder(doc.berkas_id))
        problem = evidence_problem(doc, store)
    if not problem:
        return ""
    nama = f" {backup.nama}" if backup.nama else ""
    return (
        f"Cadangan{nama} dari {moment(backup)} dapat dipulihkan, tetapi {problem} di PC ini. Buka "
        "berkasnya agar bukti itu diambil lagi dari sana, atau lampirkan lagi dokumennya."
    )


def _remember(places: Places, drill: Drill) -> None:
    note = _note(places)
    draft = note.with_name(f"{note.name}.baru")
    content = json.dumps(drill._asdict(), ensure_ascii=False, indent=1).encode()
    disk.write_durable(draft, content)
    disk.replace_durable(draft, note)


def _note(places: Places) -> Path:
    return places.folder / "cadangan" / "latihan.json"
