"""The backups of a document on this PC: made, proved, thinned out and read again."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from core.document import Document, Environment
from core.errors import DamagedError, FileError
from core.indonesian import format_moment
from core.model.journal import Vektor
from core.model.perbandingan import Jejak
from core.safekeeping import disk
from core.safekeeping.arrival import Arrived, looked_at
from core.safekeeping.places import Places
from core.storage import file

TERAKHIR, HARI, BULAN = 20, 30, 24
"""How many of the last backups, of days and of months with a backup are kept."""
JEDA = timedelta(minutes=30)

_DRAFT = ".draf"
_READER = Environment(clock=lambda: "", new_id=lambda: "pembaca", oleh="")
"""For looking into backups, which writes nothing."""


class Backup(NamedTuple):
    """One backup and what was noted when it was made.

    `nomor` counts the backups of a document, whatever the clock said. `angka` is each indicator's
    realisasi as printed in `periode` (the id of the last quarter with inputs; None: there is
    none). `masalah` says why the backup cannot be used, as far as that shows without restoring it.
    """

    path: Path
    nomor: int
    waktu: str
    alasan: str
    nama: str
    ukuran: int
    sha256: str
    sidik: str
    periode: str | None
    angka: Mapping[str, str | None]
    vektor: Vektor
    langkah: Jejak | None
    masalah: str = ""


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
            disk.sync_name(draft.path)
        return draft

    def add_file(self, path: Path, waktu: str, alasan: str) -> Backup:
        """Back up a document as it lies there, to the byte; FileError if it is not whole.

        Where the newest backup holds the same, that one is returned.
        """
        with looked_at(path, _READER) as arrived:
            if not arrived.was_older and self._newest_holds(arrived.doc.sidik):
                return self.list()[0]
            content = content_there(path, arrived)
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
                with looked_at(draft.path, _READER) as arrived:
                    made = _described(draft.path, arrived)
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
            disk.write_durable(_sidecar(made.path), _as_json(made))
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
                    disk.remove(_sidecar(each.path))
                    disk.remove(each.path)


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


@contextmanager
def restored(backup: Backup, environment: Environment) -> Iterator[Document]:
    """The backup as a document that can only be read, from a copy that has been fully checked.

    FileError where it is not what was backed up.
    """
    with looked_at(backup.path, environment) as arrived:
        if backup.sha256 and arrived.sha256 != backup.sha256:
            raise DamagedError(f"Cadangan {backup.path.name} bukan lagi yang dibuat dahulu.")
        _refuse_foreign(backup.path, arrived.doc)
        yield arrived.doc


def problem_of(backup: Backup, environment: Environment) -> str:
    """Why a backup cannot be restored as what it was, in a clause; "" if it can.

    It is restored to a temporary place, checked, computed anew and compared with what was noted.
    """
    try:
        with restored(backup, environment) as doc:
            found = _state(doc)
            singkat = {iku.id: iku.singkat for iku in doc.iku}
    except FileError as error:
        return str(error).rstrip(".")
    noted = {"sidik": backup.sidik, "periode": backup.periode, "angka": dict(backup.angka)}
    if found == noted:
        return ""
    for iku, tampil in found["angka"].items():
        if backup.angka.get(iku) != tampil:
            return (
                f"angka {singkat[iku]} yang dicatat {backup.angka.get(iku) or 'kosong'}, "
                f"yang dihitung {tampil or 'kosong'}"
            )
    return "isinya bukan yang dicatat ketika cadangan dibuat"


def read_backups(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first, whatever their names say."""
    found = [_read(path) for path in folder.glob("*.sqlite")]

    def place(backup: Backup) -> tuple[int, str, str]:
        before = (each.nomor for each in found if each.waktu <= backup.waktu)
        return backup.nomor or max(before, default=0), backup.waktu, backup.path.name

    return sorted(found, key=place, reverse=True)


def newest_good(folder: Path, environment: Environment) -> Backup | None:
    """The newest backup in a folder that can be restored indeed."""
    found = read_backups(folder)
    return next((each for each in found if not problem_of(each, environment)), None)


def moment(backup: Backup) -> str:
    """When it was made, for a sentence."""
    return format_moment(backup.waktu, long=True)


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


def _described(path: Path, arrived: Arrived) -> Backup:
    """A backup by its own content alone."""
    doc = arrived.doc
    _refuse_foreign(path, doc)
    last = doc.journal()[-1]
    langkah = Jejak(last.waktu, last.oleh, last.tindakan)
    return Backup(
        path,
        0,
        last.waktu,
        "",
        "",
        ukuran=disk.size_of(path) or 0,
        sha256=arrived.sha256,
        vektor=doc.vektor,
        langkah=langkah,
        **_state(doc),
    )


def _refuse_foreign(path: Path, doc: Document) -> None:
    """Only the content tells whose backup it is."""
    if Places(path.parents[2]).backup_folder(doc.berkas_id).name != path.parent.name:
        raise FileError(f"Cadangan {path.name} milik berkas lain.")


def _state(doc: Document) -> dict[str, Any]:
    """What is noted of a content and must come out again."""
    filled = doc.periode_berisi()
    hasil = doc.hasil(filled[-1]) if filled else ()
    return {
        "sidik": doc.sidik,
        "periode": filled[-1].id if filled else None,
        "angka": {each.iku: each.realisasi.tampil for each in hasil},
    }


def _read(path: Path) -> Backup:
    noted = _noted(path)
    size = _size(path)
    if noted is not None and noted.ukuran == size:
        return noted
    if noted is not None:
        return noted._replace(masalah="Cadangan ini bukan lagi yang dibuat dahulu.")
    try:
        with looked_at(path, _READER) as arrived:
            return _described(path, arrived)
    except FileError as error:
        waktu = _file_time(path)
        return Backup(path, 0, waktu, "", "", size, "", "", None, {}, {}, None, str(error))


def _sidecar(path: Path) -> Path:
    return path.with_suffix(".json")


def _as_json(backup: Backup) -> bytes:
    values = backup._asdict()
    for name in ("path", "masalah"):
        del values[name]
    values["langkah"] = backup.langkah and backup.langkah._asdict()
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


def _noted(path: Path) -> Backup | None:
    """What was noted of a backup; None where nothing was, or nothing that makes sense."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        values: dict[str, Any] = json.loads(disk.read_whole(_sidecar(path)))
        names = ("waktu", "alasan", "nama", "sha256", "sidik")
        texts = {name: str(values[name]) for name in names}
        periode = values["periode"]
        angka = values["angka"].items()
        return Backup(
            path=path,
            nomor=int(values["nomor"]),
            ukuran=int(values["ukuran"]),
            periode=None if periode is None else str(periode),
            angka={str(iku): None if each is None else str(each) for iku, each in angka},
            vektor={str(salinan): int(urut) for salinan, urut in values["vektor"].items()},
            langkah=Jejak(*(str(values["langkah"][name]) for name in Jejak._fields)),
            **texts,
        )
    return None


def _size(path: Path) -> int:
    with suppress(OSError):
        return disk.size_of(path) or 0
    return 0


def _hash(path: Path) -> str | None:
    with suppress(OSError):
        return disk.hash_of(path)
    return None


def _file_time(path: Path) -> str:
    with suppress(OSError, ValueError, OverflowError):
        modified = disk.system.stat(path).st_mtime
        return datetime.fromtimestamp(modified).isoformat(timespec="seconds")
    return ""
