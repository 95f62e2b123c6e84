"""Putting a whole new content in the place of a document, so that one whole file always lies there.

The new content is written beside it as NAME.baru, the document becomes NAME.lama, NAME.baru becomes
the document, and NAME.lama goes. A power cut between any two steps leaves one of the three whole,
also on FAT, where a renamed file is empty until it is flushed again.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Collection
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from core.errors import FileError
from core.indonesian import format_number
from core.safekeeping import disk
from core.safekeeping.disk import Content
from core.safekeeping.progress import Progress, Tahap, unstoppable, watch
from core.storage.file import BARU, LAMA

MARGIN = 256 * 1024
_LEFTOVERS = ("-journal", "-wal", "-shm")  # what SQLite would take for the new document's
_GONE = (errno.ENODEV, errno.ENOENT, errno.ENOTDIR, errno.EIO)  # nobody can see what lies there
_FAT_NAME_LENGTH = 255
_FAT_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]')
_FAT_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


class Published(NamedTuple):
    """What lies at the target now."""

    sha256: str
    size: int


class PublishError(FileError):
    """The document could not be replaced; the work on this PC is not concerned.

    `reason` is the cause in a few words. `untouched`: what lay at the target lies there still;
    otherwise the new content may be there, and the former is beside it as NAME.lama.
    `is_held`: another program holds the file, so that trying again soon will help.
    """

    def __init__(self, message: str, *, reason: str, untouched: bool, is_held: bool) -> None:
        super().__init__(message)
        self.reason = reason
        self.untouched = untouched
        self.is_held = is_held


class ReplacedMeanwhile(FileError):
    """Something else lies at the target than was expected; `found` is its SHA-256 or None."""

    def __init__(self, message: str, found: str | None) -> None:
        super().__init__(message)
        self.found = found


def publish(
    target: Path,
    content: Content,
    expected: str | None,
    *,
    known: Collection[str] = (),
    progress: Progress | None = None,
) -> Published:
    """Make `content` the file at `target`, durably and read back; else FileError, nothing lost.

    `expected` is the SHA-256 of what the caller has looked at there, None where nothing may be.
    `known` are the contents that the caller knows to be whole versions of its own: what it has
    published, tried to publish, or taken over from a sibling. One of them at the target is as
    good as the expected one; one beside a target that is missing or not known (damaged, as the
    caller has found) is kept until the new content is safe. Until that begins to take its place
    `progress` may raise PutOff; then everything is as it was.
    """
    place = _Place(target, progress)
    try:
        return _publish(place, content, expected, frozenset(known))
    except OSError as error:
        raise place.failure(error) from error


def siblings(target: Path) -> list[Path]:
    """NAME.baru and NAME.lama, as far as they exist; OSError if the folder cannot be asked."""
    place = _Place(target)
    place.resolve()
    return [path for path in (place.baru, place.lama) if disk.size_of(path) is not None]


def fat_problem(name: str) -> str | None:
    """Why a flash drive (FAT, exFAT) or Windows does not take a file name; None if it does."""
    found = _FAT_FORBIDDEN.search(name)
    if found:
        sign = found[0] if found[0].isprintable() else "kendali"
        return f"Nama {name} memuat tanda {sign} yang tidak dapat dipakai di flashdisk."
    if name.endswith((".", " ")):
        return f"Nama {name} berakhir dengan titik atau spasi; itu tidak dapat dipakai."
    if not name or _FAT_RESERVED.fullmatch(name):
        return f"Nama {name} tidak dapat dipakai sebagai nama berkas di Windows."
    try:
        length = len((name + BARU).encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        return f"Nama {name} memuat huruf yang rusak."
    if length > _FAT_NAME_LENGTH:
        return f"Nama berkas terlalu panjang (paling banyak {_FAT_NAME_LENGTH - len(BARU)} huruf)."
    return None


class _Place:
    """The document, its siblings, and how far they have been moved."""

    def __init__(self, target: Path, progress: Progress | None = None) -> None:
        self.progress = progress
        self.name = target.name
        self.drive = disk.drive_name(target)
        self.target = target
        self.is_moved = False
        self.has_former = False

    def resolve(self) -> None:
        """A link stays a link: it is the file behind it that is replaced."""
        try:
            self.target = self.target.resolve()
        except RuntimeError as error:  # how Python before 3.13 reports a ring of links
            raise OSError(errno.ELOOP, "ring of links") from error

    def found(self) -> str | None:
        """SHA-256 of what lies at the target now."""
        size = 0 if self.progress is None else disk.size_of(self.target) or 0
        return disk.hash_of(self.target, watch(self.progress, Tahap.PERIKSA, size))

    @property
    def baru(self) -> Path:
        return self.target.with_name(self.target.name + BARU)

    @property
    def lama(self) -> Path:
        return self.target.with_name(self.target.name + LAMA)

    def replaced(self, found: str | None, expected: str | None) -> ReplacedMeanwhile:
        if found is None:
            what = f"Berkas {self.name} tidak ada lagi di {self.drive}"
        elif expected is None:
            what = f"Di {self.drive} sudah ada berkas {self.name}; berkas itu tidak ditimpa"
        else:
            what = f"Berkas {self.name} di {self.drive} sudah diganti dan tidak ditimpa"
        then = "pilih tempat untuk menyimpannya" if found is None else "bandingkan keduanya dahulu"
        return ReplacedMeanwhile(f"{what}. Pekerjaan Anda aman di PC ini; {then}.", found)

    def failure(self, error: OSError) -> PublishError:
        reason = disk.reason(error)
        safe = "Pekerjaan Anda aman di PC ini"
        if not self.is_moved:
            if error.errno not in _GONE:
                safe += f", dan berkas di {self.drive} masih seperti sebelumnya"
        elif self.has_former:
            safe += f", dan isi sebelumnya ada di {self.drive} sebagai {self.target.name}{LAMA}"
        return PublishError(
            f"Berkas {self.name} di {self.drive} belum diperbarui ({reason}). "
            f"{safe}. {_advice(error, self.drive)}",
            reason=reason,
            untouched=not self.is_moved,
            is_held=disk.is_held(error),
        )

    def no_room(self, needed: int, free: int) -> PublishError:
        reason = f"perlu {_megabytes(needed, up=True)}, tersisa {_megabytes(free, up=False)}"
        return PublishError(
            f"Ruang di {self.drive} tidak cukup untuk {self.name}: {reason}. Pekerjaan Anda aman "
            f"di PC ini, dan berkas di {self.drive} masih seperti sebelumnya. "
            f"Kosongkan ruang di {self.drive}, lalu simpan lagi.",
            reason=reason,
            untouched=True,
            is_held=False,
        )


def _publish(
    place: _Place, content: Content, expected: str | None, known: frozenset[str]
) -> Published:
    place.resolve()
    disk.system.stat(place.target.parent)  # a vanished folder is not a vanished file
    found = place.found()
    done = Published(disk.sha256(content), disk.length(content))
    if found == done.sha256:
        _confirm(place)
        return done
    beside = known if found is not None else {*known, done.sha256, expected or ""}
    keeper = None if found in known else _whole_sibling(place, beside)
    place.has_former = found is not None or keeper is not None
    if found != expected and found not in known and not (found is None and keeper):
        raise place.replaced(found, expected)
    if disk.is_protected(place.target):
        raise OSError(errno.EROFS, "write-protected")
    _make_room(place, content, keeper, is_document_whole=found is not None and keeper is None)
    if keeper == place.baru:
        disk.copy(keeper, place.lama)
    disk.write_durable(
        place.baru,
        content,
        watch(place.progress, Tahap.TULIS, done.size),
        watch(place.progress, Tahap.BUKTIKAN, done.size),
    )
    try:
        _refuse_replaced(place, found)
        _swap(place, content, found, keep_lama=keeper is not None)
    except BaseException:
        _take_back(place, found)
        raise
    _tidy(place)
    return done


def _refuse_replaced(place: _Place, found: str | None) -> None:
    """Writing took its time on a slow drive."""
    now = place.found()
    if now != found:
        raise place.replaced(now, found)


def _whole_sibling(place: _Place, known: Collection[str]) -> Path | None:
    """The one to rest upon while the document itself is missing or damaged."""
    for path in (place.lama, place.baru):
        with suppress(IsADirectoryError):  # or a link: no file of ours
            if disk.hash_of(path) in known:
                return path
    return None


def _make_room(
    place: _Place, content: Content, keeper: Path | None, *, is_document_whole: bool
) -> None:
    if is_document_whole:
        for path in (place.baru, place.lama):
            disk.remove(path)
    needed = disk.length(content) + MARGIN
    if keeper == place.baru:
        needed += disk.size_of(keeper) or 0
    free = disk.free_room(place.target.parent)
    if free is not None and free < needed:
        raise place.no_room(needed, free)


def _swap(place: _Place, content: Content, found: str | None, *, keep_lama: bool) -> None:
    """What is beside the target comes to its place; never is the only whole file renamed."""
    for ending in _LEFTOVERS:
        disk.remove(place.target.with_name(place.target.name + ending))
    if found is not None:
        disk.keep_mode(place.target, place.baru)
        if not keep_lama:
            place.is_moved = True
            disk.replace_durable(place.target, place.lama)
    place.is_moved = True
    disk.replace_durable(place.baru, place.target)
    reading = watch(unstoppable(place.progress), Tahap.BUKTIKAN, disk.length(content))
    if not disk.holds(place.target, content, reading):
        raise OSError(errno.EIO, "read back differs")


def _take_back(place: _Place, found: str | None) -> None:
    """Everything as before where the disk allows; else the siblings stay as they are.

    A document that is new already is not touched any more: its former content stays beside it.
    """
    with suppress(OSError):
        if place.is_moved:
            if found is not None and disk.size_of(place.target) is None:
                disk.replace_durable(place.lama, place.target)
            if disk.hash_of(place.target) != found:
                return
            place.is_moved = False
        disk.remove(place.baru)


def _confirm(place: _Place) -> None:
    """The content is there already; an earlier attempt may not have come to make it stay."""
    if not disk.is_protected(place.target):
        disk.sync_name(place.target)
        _tidy(place)


def _tidy(place: _Place) -> None:
    for path in (place.lama, place.baru):
        with suppress(OSError):
            disk.remove(path)


def _advice(error: OSError, drive: str) -> str:
    if disk.is_held(error):
        return "Tutup program lain yang memakainya, lalu simpan lagi."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"Kosongkan ruang di {drive}, lalu simpan lagi."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Lepas kunci tulis {drive} atau simpan di tempat lain."
    if error.errno in _GONE:
        return f"Pastikan {drive} terpasang dan dapat dibuka, lalu simpan lagi."
    return "Coba simpan lagi; jika tetap gagal, simpan di tempat lain."


def _megabytes(size: int, *, up: bool) -> str:
    tenths = -(-size * 10 // 2**20) if up else size * 10 // 2**20
    return f"{format_number(Fraction(tenths, 10), 1)} MB"
