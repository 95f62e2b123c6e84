"""Handing a document over on a drive: put there, proved from a second copy, nothing overwritten."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from core.document import Environment
from core.errors import DamagedError, FileError
from core.indonesian import format_number
from core.model.journal import Hubungan, Vektor, relation
from core.safekeeping import disk
from core.safekeeping.arrival import looked_at
from core.safekeeping.disk import Content
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.progress import Progress
from core.safekeeping.publish import MARGIN, fat_problem, publish, siblings
from core.safekeeping.replacing import discard, keep
from core.safekeeping.whole import Piece, embedded_problem, lacking, titles
from core.storage import file


class HandedOver(NamedTuple):
    """What lies on the drive now.

    `kept_as` is the receiver's older file under its new name (None: there was none, or the same).
    `hubungan` tells how many steps (here, there) that older one lacked and had; None where it was
    no copy of this document that can be read. `drive` is what can be pulled out, "" where the
    folder lies on the PC's own disk. `missing` are pieces of evidence that are named in it and
    were not there to be handed over.
    """

    path: Path
    size: int
    sha256: str
    code: str
    kept_as: Path | None
    hubungan: Hubungan | None
    drive: str
    missing: tuple[Piece, ...] = ()


class _Own(NamedTuple):
    """What is to be handed over."""

    content: Content
    sha256: str
    berkas_id: str
    vektor: Vektor
    missing: tuple[Piece, ...]


def short_code(sha256: str) -> str:
    """The few signs by which two people compare a file on the telephone: "3FA9 0C2D"."""
    return f"{sha256[:4]} {sha256[4:8]}".upper()


def megabytes(size: int) -> str:
    """A size as people read it."""
    return f"{format_number(max(Fraction(1, 10), Fraction(size, 2**20)), 1)} MB"


def hand_over(
    content: Content,
    name: str,
    folder: Path,
    waktu: str,
    environment: Environment,
    progress: Progress | None = None,
) -> HandedOver:
    """Put the document into a folder of the drive and prove it there, with every piece of its
    evidence; no handle stays open. `progress` may raise PutOff: then nothing was handed over.

    FileError with a sentence if anything fails; a file that had the name before is there still,
    under its own name or the one that the sentence says. Needs no open document.
    """
    own = _checked(content, name, environment)
    target = folder / name
    drive = disk.drive_name(target)
    with file.user_errors(target):
        _refuse_impossible(target, drive)
        found = disk.hash_of(target)
        older, hubungan = _older(own, target, found, environment)
        if found != own.sha256:
            _make_sure_of_room(own, older, target, drive)
        kept: dict[Path, Path] = {}
        try:
            for path in older:
                kept[keep(path, "sebelum", waktu, folder, name)] = path
            publish(target, content, found, progress=progress)
        except BaseException:
            discard(kept)
            raise
        kept_as = next(iter(kept), None)
        _prove(own, target, drive, kept_as, environment)
        pulled = "" if _is_own_disk(folder) else drive
    return HandedOver(
        target,
        disk.length(content),
        own.sha256,
        short_code(own.sha256),
        kept_as,
        hubungan,
        pulled,
        own.missing,
    )


def sentence(done: HandedOver) -> str:
    """What the officer is told: what lies where, its code, and what became of the older file."""
    said = (
        f"Berkas {done.path.name} sudah diserahkan dan diperiksa utuh di "
        f"{done.drive or disk.drive_name(done.path)}: {megabytes(done.size)}, kode {done.code}."
    )
    if done.kept_as is not None:
        said += f" {_about_older(done.kept_as, done.hubungan)}"
    if done.missing:
        said += f" Isi bukti {titles(done.missing)} tidak ada di PC ini dan tidak ikut."
    if done.drive:
        said += f" {done.drive} aman dicabut."
    return said


def _about_older(kept_as: Path, hubungan: Hubungan | None) -> str:
    kept = f"disimpan sebagai {kept_as.name}"
    if hubungan is None:
        return f"Berkas lain yang memakai nama itu {kept}."
    behind, ahead = hubungan
    if ahead:
        return (
            f"Salinan penerima memuat {ahead} perubahan yang tidak ada di sini dan {kept}; "
            "gabungkan keduanya agar tidak ada yang hilang."
        )
    if behind:
        return f"Salinan penerima, yang tertinggal {behind} perubahan, {kept}."
    return f"Salinan penerima, yang isinya sama, {kept}."


def _checked(content: Content, name: str, environment: Environment) -> _Own:
    """Nothing leaves this PC that is not whole, to the last piece of evidence."""
    problem = fat_problem(name)
    if problem:
        raise FileError(problem)
    path = Path(name)
    with file.user_errors(path), tempfile.TemporaryDirectory(prefix="iku-") as folder:
        if isinstance(content, disk.Stored):
            copy = content.path
        else:
            copy = Path(folder) / name
            disk.write_durable(copy, content)
        with looked_at(copy, environment) as (doc, sha256, _):
            store = EvidenceStore(Path(folder), doc)
            missing = lacking(doc, store)
            problem = embedded_problem(doc)
            if problem:
                raise DamagedError(
                    f"Berkas {name} tidak diserahkan: {problem}. Simpan dahulu berkas ini, lalu "
                    "serahkan lagi; yang ada di flashdisk tidak diubah."
                )
            return _Own(content, sha256, doc.berkas_id, doc.vektor, missing)


def _refuse_impossible(target: Path, drive: str) -> None:
    folder = target.parent
    if not folder.is_dir():
        raise FileError(
            f"Folder {folder} tidak ditemukan; pasang flashdisk atau pilih folder lain."
        )
    if target.is_dir():
        raise FileError(f"Di {drive} nama {target.name} milik sebuah folder; pakai nama lain.")
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise FileError(f"{target.name} di {drive} bukan berkas biasa; pakai nama lain.")
    if disk.is_protected(target):
        raise FileError(
            f"{drive} hanya dapat dibaca, jadi berkas tidak diserahkan. "
            f"Lepas kunci tulis {drive} atau pilih tempat lain."
        )


def _older(
    own: _Own, target: Path, found: str | None, environment: Environment
) -> tuple[list[Path], Hubungan | None]:
    """What the receiver has there, and how it stands to this: whatever it is, it is kept.

    What lies beside the document counts where the document itself is missing or damaged.
    """
    older: list[Path] = []
    if found == own.sha256:
        return older, None
    for path in (target, *siblings(target)):
        if disk.hash_of(path) in (None, own.sha256):
            continue
        older.append(path)
        with suppress(FileError), looked_at(path, environment) as arrived:
            is_same = arrived.doc.berkas_id == own.berkas_id
            return older, relation(own.vektor, arrived.doc.vektor) if is_same else None
    return older, None


def _make_sure_of_room(own: _Own, older: list[Path], target: Path, drive: str) -> None:
    needed = disk.length(own.content) + MARGIN
    needed += sum((disk.size_of(path) or 0) + MARGIN for path in older)
    free = disk.free_room(target.parent)
    if free is not None and free < needed:
        raise FileError(
            f"Ruang di {drive} tidak cukup: perlu {megabytes(needed)}, tersisa {megabytes(free)}. "
            f"Tidak ada yang ditulis. Kosongkan ruang di {drive}, lalu serahkan lagi."
        )


def _prove(
    own: _Own, target: Path, drive: str, kept_as: Path | None, environment: Environment
) -> None:
    try:
        with looked_at(target, environment) as arrived:
            is_same = arrived.sha256 == own.sha256 and not embedded_problem(arrived.doc)
    except FileError:
        is_same = False
    if not is_same:
        older = f" Berkas sebelumnya ada di sana sebagai {kept_as.name}." if kept_as else ""
        raise FileError(
            f"Yang tertulis di {drive} tidak sama dengan yang diserahkan; {drive} tidak dapat "
            f"dipercaya. Pekerjaan Anda aman di PC ini; pakai flashdisk lain.{older}"
        )


def _is_own_disk(folder: Path) -> bool:
    with suppress(OSError):
        return disk.system.stat(folder).st_dev == disk.system.stat(Path.home()).st_dev
    return False
