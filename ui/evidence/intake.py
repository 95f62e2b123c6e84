"""Files on their way into evidence: read once, judged, and nothing kept yet."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from core.document import Document
from core.errors import InputError
from core.evidence_kinds import (
    JENIS,
    MB,
    check_evidence,
    check_name,
    check_size,
    harmless_name,
    title_of,
)
from core.indonesian import format_moment
from core.safekeeping.whole import Piece

MAKS_SEKALIGUS, MAKS_BYTES_SEKALIGUS = 50, 250 * MB
BUKAN_BERKAS = (
    "Tidak ada berkas atau gambar yang dapat ditempel. Salin dahulu berkasnya di pengelola berkas, "
    "atau gambarnya di program lain."
)


class Calon(NamedTuple):
    """A file that might become evidence; `masalah` says why it cannot ("" if it can)."""

    nama: str
    ukuran: int
    data: bytes = b""
    sidik: str = ""
    masalah: str = ""

    @property
    def judul(self) -> str:
        """The first title."""
        return title_of(self.nama)


class Batas(NamedTuple):
    """What is taken in: the most bytes of a file, and the ends of names."""

    maks: int
    jenis: Collection[str] = tuple(JENIS)


def read_files(paths: Iterable[Path], batas: Batas) -> list[Calon]:
    """Read and judge files; what cannot be read or is too large is not held."""
    found: list[Calon] = []
    held = 0
    for path in paths:
        calon = _read(path, batas)
        if not calon.masalah and (
            len(found) >= MAKS_SEKALIGUS or held + calon.ukuran > MAKS_BYTES_SEKALIGUS
        ):
            why = f"“{calon.nama}” ditolak: terlalu banyak berkas sekaligus. Tambahkan bertahap."
            calon = Calon(calon.nama, calon.ukuran, masalah=why)
        held += len(calon.data)
        found.append(calon)
    return found


def _read(path: Path, batas: Batas) -> Calon:
    nama = harmless_name(path.name)
    ukuran = 0
    try:
        if path.is_dir():
            raise InputError(f"“{nama}” ditolak: itu folder. Pilih berkas di dalamnya.")
        if not path.is_file():
            raise InputError(f"“{nama}” ditolak: berkas itu tidak ada.")
        ukuran = path.stat().st_size
        check_name(nama)
        check_size(nama, ukuran, batas.maks)
        with path.open("rb") as file:
            data = file.read(batas.maks + 1)
    except InputError as error:
        return Calon(nama, ukuran, masalah=str(error))
    except OSError as error:
        why = error.strerror or "galat disk"
        return Calon(nama, ukuran, masalah=f"“{nama}” tidak dapat dibaca ({why}).")
    return judge(nama, data, batas)


def judge(nama: str, data: bytes, batas: Batas) -> Calon:
    """Judge bytes under a harmless name."""
    try:
        check_evidence(nama, data, batas.maks)
        if check_name(nama) not in batas.jenis:
            raise InputError(f"“{nama}” ditolak: di sini hanya PDF atau gambar.")
    except InputError as error:
        return Calon(nama, len(data), masalah=str(error))
    return Calon(nama, len(data), data, hashlib.sha256(data).hexdigest())


def read_image(image: QImage, nama: str, batas: Batas) -> Calon:
    """A picture that was copied in another program, as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stubs want bytes for the format, the function takes a str.
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return judge(nama, bytes(buffer.data().data()), batas)


def can_take(mime: QMimeData) -> bool:
    """Whether something was dropped or copied that may hold files or a picture."""
    return bool(files_of(mime)) or mime.hasImage()


def files_of(mime: QMimeData) -> list[Path]:
    """The files of this PC that were dropped or copied."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def read_mime(mime: QMimeData, waktu: str, batas: Batas) -> list[Calon]:
    """What was dropped or pasted; InputError where there is nothing of use.

    `waktu` (ISO) names a picture, which has no name of its own.
    """
    paths = files_of(mime)
    if paths:
        return read_files(paths, batas)
    image = mime.imageData() if mime.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        raise InputError(BUKAN_BERKAS)
    name = harmless_name(f"Gambar {format_moment(waktu, seconds=True)}.png")
    return [read_image(image, name, batas)]


def growth(calon: Sequence[Calon], known: Collection[str]) -> int:
    """By how many bytes the file grows; the same content is kept once."""
    sizes = {each.sidik: each.ukuran for each in calon if not each.masalah}
    return sum(size for sidik, size in sizes.items() if sidik not in known)


def document_size(doc: Document, known: Iterable[Piece]) -> int:
    """How large the document is with all evidence that it names in it."""
    return len(doc.content()) + sum(each.ukuran for each in known)
