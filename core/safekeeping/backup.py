"""One backup on this PC: what was noted of it, and whether it can be restored as what it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
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

READER = Environment(clock=lambda: "", new_id=lambda: "pembaca", oleh="")
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


def described(path: Path, arrived: Arrived) -> Backup:
    """A backup by its own content alone."""
    doc = arrived.doc
    _refuse_foreign(path, doc)
    langkah = last_trace(doc)
    return Backup(
        path,
        0,
        langkah.waktu,
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
    periode, angka = latest_figures(doc)
    return {"sidik": doc.sidik, "periode": periode, "angka": angka}


def latest_figures(doc: Document) -> tuple[str | None, dict[str, str | None]]:
    """The last quarter that holds inputs (its id), and each indicator as printed in it."""
    filled = doc.periode_berisi()
    hasil = doc.hasil(filled[-1]) if filled else ()
    periode = filled[-1].id if filled else None
    return periode, {each.iku: each.realisasi.tampil for each in hasil}


def last_trace(doc: Document) -> Jejak:
    """When the content was last changed, by whom and by which act."""
    last = doc.last_step
    return Jejak(last.waktu, last.oleh, last.tindakan)


def _read(path: Path) -> Backup:
    noted = _noted(path)
    size = _size(path)
    if noted is not None and noted.ukuran == size:
        return noted
    if noted is not None:
        return noted._replace(masalah="Cadangan ini bukan lagi yang dibuat dahulu.")
    try:
        with looked_at(path, READER) as arrived:
            return described(path, arrived)
    except FileError as error:
        waktu = _file_time(path)
        return Backup(path, 0, waktu, "", "", size, "", "", None, {}, {}, None, str(error))


def _sidecar(path: Path) -> Path:
    return path.with_suffix(".json")


def write_note(backup: Backup) -> None:
    """Note durably, beside the backup, what it is."""
    disk.write_durable(_sidecar(backup.path), _as_json(backup))


def remove(backup: Backup) -> None:
    """Take a backup and its note away; OSError if that fails."""
    disk.remove(_sidecar(backup.path))
    disk.remove(backup.path)


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


def _file_time(path: Path) -> str:
    with suppress(OSError, ValueError, OverflowError):
        modified = disk.system.stat(path).st_mtime
        return datetime.fromtimestamp(modified).isoformat(timespec="seconds")
    return ""
