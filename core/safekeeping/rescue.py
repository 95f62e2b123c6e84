"""What can take the place of a damaged or missing document: siblings, working copy, backups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from core.compare import compare
from core.document import Document, Environment
from core.errors import FileError
from core.model.journal import Vektor, relation
from core.model.perbandingan import Jejak, Perbandingan
from core.safekeeping.arrival import looked_at
from core.safekeeping.backup import last_trace, latest_figures, read_backups
from core.safekeeping.places import Places, read_keadaan
from core.safekeeping.publish import siblings

_BACKUPS = 5


class Offer(NamedTuple):
    """A whole copy that was opened and fully checked.

    `asal` says where it comes from; `langkah` is its last step, `angka` its indicators as printed
    in `periode`, `singkat` their names; `tertinggal` counts the steps that the best offer has and
    this one lacks.
    """

    path: Path
    asal: str
    langkah: Jejak
    periode: str | None
    angka: Mapping[str, str | None]
    singkat: Mapping[str, str]
    vektor: Vektor
    tertinggal: int


def offers(target: Path, places: Places, environment: Environment) -> list[Offer]:
    """Every whole copy of the document, the fullest first; empty where there is none."""
    found: list[Offer] = []
    contents: set[str] = set()
    for path, asal in candidates(target, places, environment):
        with suppress(FileError), looked_at(path, environment) as arrived:
            if arrived.doc.sidik not in contents:
                contents.add(arrived.doc.sidik)
                found.append(_offer(path, asal, arrived.doc))
    found.sort(key=lambda each: sum(each.vektor.values()), reverse=True)
    if not found:
        return []
    best = found[0].vektor
    return [each._replace(tertinggal=relation(best, each.vektor).di_sini) for each in found]


def what_differs(target: Path, offer: Offer, environment: Environment) -> Perbandingan | None:
    """A damaged document beside what is offered for it; None where it cannot be read so far."""
    with (
        suppress(FileError),
        looked_at(target, environment, proved=False) as damaged,
        looked_at(offer.path, environment) as good,
    ):
        return compare(damaged.doc, good.doc)
    return None


def fuller_copy(doc: Document, places: Places) -> Path | None:
    """The copy on this PC that has most of what an opened document lacks; None where none has."""
    known = [
        (keadaan.working_copy, keadaan.vektor)
        for keadaan in places.remembered()
        if keadaan.berkas_id == doc.berkas_id and keadaan.working_copy.is_file()
    ]
    backups = read_backups(places.backup_folder(doc.berkas_id))
    known += [(each.path, each.vektor) for each in backups if not each.masalah]
    lacking = [(relation(vektor, doc.vektor).di_sini, path) for path, vektor in known]
    most, path = max(lacking, key=lambda each: each[0], default=(0, Path()))
    return path if most else None


def candidates(
    target: Path, places: Places, environment: Environment
) -> Iterator[tuple[Path, str]]:
    """Where a copy of the document may lie, each with where it comes from; nothing is checked."""
    with suppress(OSError, FileError):
        for path in siblings(target):
            yield path, "di samping berkas"
    folder = places.work_folder(target)
    for path in folder.glob("kerja-*.sqlite"):
        yield path, "salinan kerja di PC ini"
    berkas_id = _whose(target, folder, environment)
    for kept in (
        [places.backup_folder(berkas_id)] if berkas_id else places.folder.glob("cadangan/*/")
    ):
        backups = [each for each in read_backups(kept) if not each.masalah]
        likely = [each for each in backups if berkas_id or each.nama == target.name]
        for each in likely[:_BACKUPS]:
            yield each.path, "cadangan"


def _whose(target: Path, folder: Path, environment: Environment) -> str | None:
    """Which document it is: by what this PC remembers, else by what can still be read of it."""
    keadaan = read_keadaan(folder)
    if keadaan is not None:
        return keadaan.berkas_id
    with suppress(FileError), looked_at(target, environment, proved=False) as damaged:
        return damaged.doc.berkas_id
    return None


def _offer(path: Path, asal: str, doc: Document) -> Offer:
    periode, angka = latest_figures(doc)
    return Offer(
        path,
        asal,
        last_trace(doc),
        periode,
        angka,
        {iku.id: iku.singkat for iku in doc.iku},
        doc.vektor,
        0,
    )
