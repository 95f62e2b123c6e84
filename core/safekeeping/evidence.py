"""The bytes of evidence on this PC: files named by their hash, shared by every copy of a document.

A working copy and its backups hold none of these bytes, so that opening, editing and backing up
cost the same with evidence as without; a document that leaves this PC holds all that it names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from core.errors import DamagedError, FileError
from core.safekeeping import disk
from core.storage.seal import is_key_of

_SIDIK = re.compile("[0-9a-f]{64}")
_RUSAK = ".rusak"


class Embedded(Protocol):
    """A document that may hold evidence within itself."""

    def evidence_embedded(self, sidik: str) -> bytes | None: ...

    def embedded_evidence(self) -> dict[str, int]: ...


class EvidenceStore:
    """The evidence of one document on this PC, and what `embedded` holds besides, if given.

    A piece is known by the SHA-256 of its bytes (`sidik`). Pieces are never removed: an undone
    step, an older backup or a signed version may name them.
    """

    def __init__(self, folder: Path, embedded: Embedded | None = None) -> None:
        self.folder = folder
        self._embedded = embedded

    def put(self, data: bytes) -> str:
        """Keep a piece durably and return its name; FileError where this PC's disk refuses.

        What is there already is not written again, unless it has gone bad.
        """
        sidik = disk.sha256(data)
        path = self.path(sidik)
        with _on_this_pc():
            if not _holds(path, data):
                self._make_folder()
                draft = self.folder / f"{sidik}.{os.getpid()}.draf"
                disk.write_durable(draft, data)
                disk.replace_durable(draft, path)
        return sidik

    def has(self, sidik: str, ukuran: int) -> bool:
        """Whether the piece is there with this size, without reading it."""
        with suppress(OSError):
            if disk.size_of(self.path(sidik)) == ukuran:
                return True
        return (
            self._embedded is not None and self._embedded.embedded_evidence().get(sidik) == ukuran
        )

    def read(self, sidik: str) -> bytes:
        """The piece, proved by its hash; DamagedError if it is missing or altered."""
        why = "tidak ada di PC ini"
        try:
            data = disk.read_whole(self.path(sidik))
            if is_key_of(sidik, data):
                return data
            why = "di PC ini rusak"
        except FileNotFoundError:
            pass
        except OSError as error:
            raise FileError(
                f"Bukti tidak dapat dibaca ({disk.reason(error)}); tidak ada yang diubah. "
                "Periksa keadaan disk PC ini, lalu ulangi."
            ) from error
        found = None if self._embedded is None else self._embedded.evidence_embedded(sidik)
        if found is None:
            raise DamagedError(
                f"Isi bukti ini {why}; catatannya tetap ada. "
                "Lampirkan lagi dokumennya, atau ambil dari salinan berkas yang lain."
            )
        return found

    def path(self, sidik: str) -> Path:
        """Where the piece lies, or would lie."""
        if not _SIDIK.fullmatch(sidik):
            raise ValueError(f"{sidik!r} is no SHA-256")
        return self.folder / sidik

    def set_aside(self, sidik: str, data: bytes | None = None) -> None:
        """Keep what should have been this piece and is not (`data`, else what lies there), out of
        the way of a whole one."""
        path = self.path(sidik)
        aside = path.with_name(path.name + _RUSAK)
        with _on_this_pc():
            if data is None:
                disk.replace_durable(path, aside)
            elif disk.size_of(aside) is None:
                self._make_folder()
                disk.write_durable(aside, data)

    @property
    def size(self) -> int:
        """Bytes of all pieces on this PC."""
        with suppress(OSError):
            names = [path for path in self.folder.iterdir() if _SIDIK.fullmatch(path.name)]
            return sum(disk.size_of(path) or 0 for path in names)
        return 0

    def _make_folder(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            disk.system.sync_folder(self.folder.parent)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return disk.size_of(path) == len(data) and disk.holds(path, data)
    except OSError:
        return False


@contextmanager
def _on_this_pc() -> Iterator[None]:
    """A failure is one of this PC's own disk."""
    try:
        yield
    except OSError as error:
        raise FileError(
            f"Bukti tidak dapat disimpan di PC ini ({disk.reason(error)}); tidak ada yang diubah. "
            "Periksa ruang dan keadaan disk PC ini, lalu ulangi."
        ) from error
