"""PCs of an office with the documents they work on, and what lies where afterwards."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core.document import Environment
from core.edits.isian import fill_in
from core.model.periode import Periode
from core.safekeeping.kept import KeptFile
from core.safekeeping.opening import Pilihan, open_kept
from core.safekeeping.places import Keadaan, Places, read_keadaan
from core.sample import create_sample
from core.storage.file import journal_of

TW1 = Periode(2025, 1)
KUNCI = "spbe.indikator.32"
"""An input that is 3 in the sample."""
LAIN = "spbe.indikator.33"
"""Another one, 2 in the sample."""


class Pc:
    """A PC with a folder of its own; its ids are like no other PC's, its clock goes on."""

    def __init__(self, folder: Path) -> None:
        self.places = Places(folder)
        self._ids = itertools.count(1)
        self._seconds = itertools.count()

    def environment(self) -> Environment:
        name = self.places.folder.name
        return Environment(
            clock=lambda: "2026-01-02T03:{:02}:{:02}".format(*divmod(next(self._seconds), 60)),
            new_id=lambda: f"{next(self._ids):05}-{name}",
            oleh=name,
        )

    def open(self, target: Path, pilihan: Pilihan = Pilihan.TANYA) -> KeptFile:
        return open_kept(target, self.places, self.environment(), pilihan)

    def fill(self, target: Path, value: str, kunci: str = KUNCI, *, publish: bool = True) -> None:
        """Open, fill in one figure, publish or not, and close."""
        kept = self.open(target)
        fill(kept, value, kunci)
        if publish:
            kept.publish()
        kept.close()

    def keadaan(self, target: Path) -> Keadaan:
        found = read_keadaan(self.places.work_folder(target))
        assert found is not None
        return found

    def working_copies(self, target: Path) -> list[Path]:
        return sorted(self.places.work_folder(target).glob("*.sqlite*"))

    def after_crash(self, folder: Path) -> Pc:
        """The same PC as it starts again, had it stopped at this moment."""
        shutil.copytree(self.places.folder, folder)
        pc = Pc(folder)
        pc._seconds = itertools.count(600)
        return pc

    def aside(self) -> list[Path]:
        """The files among the backups."""
        return sorted(self.places.folder.glob("cadangan/**/*.sqlite"))


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    return Pc(tmp_path / "pc")


@pytest.fixture
def other(tmp_path: Path) -> Pc:
    """The PC of a colleague."""
    return Pc(tmp_path / "rekan")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A document with the sample year, alone in its folder."""
    folder = tmp_path / "STIK"
    folder.mkdir()
    path = folder / "kinerja.sqlite"
    path.write_bytes(_sample_content())
    return path


@cache
def _sample_content() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "contoh.sqlite"
        create_sample(path, Pc(Path("pembuat")).environment())
        return path.read_bytes()


def fill(kept: KeptFile, value: str, kunci: str = KUNCI) -> None:
    kept.doc.apply(fill_in(kept.doc, TW1, kunci, value))


def value_of(kept: KeptFile, kunci: str = KUNCI) -> str | None:
    return kept.doc.nilai(TW1, kunci)


class Stopped(BaseException):
    """The PC has no power any more."""


def stops_the_second_time() -> Callable[[Keadaan], None]:
    """A way of writing what a PC remembers that fails the second time."""
    write, calls = Keadaan.write, iter((True, False))

    def stop(keadaan: Keadaan) -> None:
        if not next(calls):
            raise Stopped
        write(keadaan)

    return stop


class Scene:
    """What lies in the folder of a document; `is_same` if not a byte or time has changed."""

    def __init__(self, target: Path) -> None:
        self.folder = target.parent
        self._before = self._look()

    def _look(self) -> dict[str, tuple[bytes, int]]:
        return {
            path.name: (path.read_bytes(), path.stat().st_mtime_ns)
            for path in self.folder.iterdir()
        }

    def is_same(self) -> bool:
        return self._look() == self._before


def stale_journal(path: Path, pages: int = 0) -> Path:
    """A journal's header alone, one sector long: it says the file once had so many pages."""
    header = bytes.fromhex("d9d505f920a163d7") + b"".join(
        number.to_bytes(4, "big") for number in (0, 0x1234, pages, 512, 4096)
    )
    journal = journal_of(path)
    journal.write_bytes(header.ljust(512, b"\0"))
    return journal
