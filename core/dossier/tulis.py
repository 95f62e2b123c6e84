"""Writing a Berkas bukti: a folder or a zip, whole or not at all, never over anything."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from core.dossier.indeks import build_index, index_html
from core.dossier.isi import Isi
from core.errors import FileError
from core.evidence_kinds import show_size
from core.pdf import render
from core.safekeeping import disk
from core.storage.file import flush, user_errors

MANIFEST = "SHA256SUMS"
_EARLIEST = (1980, 1, 1, 0, 0, 0)

Fetch = Callable[[str], bytes]
"""The bytes of a piece of evidence by their hash, proved."""


class Written(NamedTuple):
    """What lies there now; `hilang` are the names of evidence whose bytes are not to be had."""

    path: Path
    berkas: int
    ukuran: int
    hilang: tuple[str, ...]


def write_dossier(
    isi: Isi,
    fetch: Fetch,
    target: Path,
    said: Callable[[int, int], None] = lambda done, total: None,
) -> Written:
    """Write everything to `target`: a zip if its name ends so, else a folder that is new or empty.

    FileError, and nothing there, where it cannot be written or something lies there. `said` is
    told after each file how many bytes of how many are done. Needs no open document.
    """
    target = target.absolute()
    draft = target.with_name(f".{target.name}.sedang")
    is_zip = target.suffix.lower() == ".zip"
    with user_errors(target):
        _refuse(target, is_zip=is_zip)
        _refuse_without_room(isi, target)
        try:
            _remove(draft)
            missing: dict[str, str] = {}
            files = _files(isi, fetch, missing)
            with _zip_at(draft, isi.nama) if is_zip else _folder_at(draft) as put:
                count, size = _write(files, put, isi, said)
            if target.is_dir():
                target.rmdir()
            draft.rename(target)
        except BaseException:
            with suppress(OSError):
                _remove(draft)
            raise
    return Written(target, count, size, tuple(missing.values()))


def sentence(done: Written) -> str:
    """What the officer is told."""
    said = (
        f"Berkas bukti ditulis ke {done.path.name}: {done.berkas} berkas, {show_size(done.ukuran)}."
    )
    if done.hilang:
        said += f" {len(done.hilang)} bukti tidak ikut karena isinya tidak ada di PC ini."
    return said


def _refuse(target: Path, *, is_zip: bool) -> None:
    if not target.parent.is_dir():
        raise FileError(
            f"Folder {target.parent} tidak ditemukan; buat dahulu atau pilih yang lain."
        )
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise FileError(f"{target.name} sudah ada dan tidak ditimpa; pilih nama lain.")
    if target.is_dir() and (is_zip or any(target.iterdir())):
        raise FileError(
            f"Folder {target.name} sudah berisi dan tidak ditimpa; pilih folder yang baru atau "
            "kosong."
        )


def _refuse_without_room(isi: Isi, target: Path) -> None:
    free = disk.free_room(target.parent)
    if free is not None and free < isi.ukuran + 2**20:
        raise FileError(
            f"Ruang di {disk.drive_name(target)} tidak cukup: perlu {show_size(isi.ukuran)}. "
            "Tidak ada yang ditulis."
        )


def _files(isi: Isi, fetch: Fetch, missing: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every file but the manifest; evidence is fetched one by one, and the index knows of what is
    not to be had."""
    yield from isi.lembar
    for each in isi.potongan:
        try:
            data = fetch(each.sidik)
        except FileError:
            missing[each.sidik] = each.nama
            continue
        yield each.path, data
    yield "Indeks.html", index_html(isi, missing).encode()
    yield "Indeks.pdf", render(build_index(isi, missing))


Put = Callable[[str, bytes], None]


def _write(
    files: Iterator[tuple[str, bytes]], put: Put, isi: Isi, said: Callable[[int, int], None]
) -> tuple[int, int]:
    lines = []
    size = 0
    for name, data in files:
        put(name, data)
        lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
        size += len(data)
        said(min(size, isi.ukuran), isi.ukuran)
    put(MANIFEST, "".join(lines).encode())
    return len(lines) + 1, size


@contextmanager
def _folder_at(draft: Path) -> Iterator[Put]:
    def put(name: str, data: bytes) -> None:
        path = draft.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.write_durable(path, data)

    draft.mkdir()
    yield put


@contextmanager
def _zip_at(draft: Path, folder: str) -> Iterator[Put]:
    with zipfile.ZipFile(draft, "x", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, data: bytes) -> None:
            entry = zipfile.ZipInfo(f"{folder}/{name}", _EARLIEST)
            entry.external_attr = 0o644 << 16  # else unzip lets nobody else read it
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)

        yield put
    flush(draft)


def _remove(draft: Path) -> None:
    if draft.is_dir():
        shutil.rmtree(draft)
    else:
        draft.unlink(missing_ok=True)
