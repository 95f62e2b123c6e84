"""Each write, flush and cut of the working copy fails, and each call of publishing and opening:
window, undo and file still agree, and nothing that was reported as saved is gone."""

from __future__ import annotations

import errno
import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.edits.isian import fill_in
from core.edits.register import add_rows
from core.errors import FileError
from core.model.change import Change
from core.safekeeping import disk
from core.safekeeping.arrival import looked_at
from core.safekeeping.kept import KeptFile
from core.safekeeping.opening import Pilihan, Undecided
from core.storage import file
from tests.core.files import environment
from tests.harness import vfs
from tests.harness.sizes import many
from tests.harness.vfs import Watch
from tests.safekeeping.offices import KUNCI, LAIN, TW1, Pc, Scene, fill, value_of
from tests.safekeeping.systems import Failing, Full, Instant
from tests.safekeeping.torn import torn

CODES = {
    "write": (vfs.IOERR_WRITE, vfs.FULL),
    "truncate": (vfs.IOERR_TRUNCATE,),
    "sync": (vfs.IOERR_FSYNC,),
    "remove": (vfs.IOERR_WRITE,),
}


class Broken(Watch):
    """The operation with this number fails, or all from there on, until `mend`."""

    def __init__(self, number: int, which: int, *, for_ever: bool) -> None:
        self.left = number
        self.which = which
        self.for_ever = for_ever
        self.has_failed = False
        self.is_on = False

    def __enter__(self) -> None:
        self.is_on = True

    def __exit__(self, *_: object) -> None:
        self.is_on = False

    def flush(self, path: Path) -> None:
        if self.step("sync", path) != vfs.OK:
            raise OSError(errno.EIO, "Input/output error")

    def step(self, call: str, path: Path) -> int:
        if not self.is_on:
            return vfs.OK
        self.left -= 1
        if self.left == 0 or (self.left < 0 and self.for_ever):
            self.has_failed = True
            codes = CODES[call]
            return codes[self.which % len(codes)]
        return vfs.OK


@contextmanager
def open_copy(pc: Pc, target: Path, folder: Path) -> Iterator[KeptFile]:
    """The same PC in the same state, again and again."""
    shutil.rmtree(folder, ignore_errors=True)
    kept = pc.after_crash(folder).open(target)
    try:
        yield kept
    finally:
        kept.close()


def small(kept: KeptFile) -> Change:
    return fill_in(kept.doc, TW1, LAIN, "5")


def large(kept: KeptFile) -> Change:
    rows = [{"nama": f"Data {i}", "keterangan": "x" * 900} for i in range(20)]
    return add_rows(kept.doc, "data_statistik", TW1, rows)


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("which", [0, 1], ids=["device", "full"])
@pytest.mark.parametrize("make", [small, large])
@pytest.mark.parametrize("is_first", [True, False], ids=["first", "later"])
def test_a_failed_commit_leaves_memory_and_file_agreeing(
    pc: Pc,
    target: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[KeptFile], Change],
    which: int,
    for_ever: bool,
    is_first: bool,
) -> None:
    pc.fill(target, "5")
    every = 1 if make is small and which == 0 else 7
    for number in itertools.count(1, many(every, 1)):
        broken = Broken(number, which, for_ever=for_ever)
        monkeypatch.setattr(file, "flush", broken.flush)
        with vfs.watched(broken), open_copy(pc, target, tmp_path / "lagi") as kept:
            if not is_first:
                fill(kept, "2")
            change = make(kept)
            sidik, vektor = kept.doc.sidik, kept.doc.vektor
            with broken:
                was_saved = applied(kept, change)
            if not was_saved:
                assert (kept.doc.sidik, kept.doc.vektor) == (sidik, vektor)
                assert kept.doc.nilai(TW1, LAIN) == "3"
            is_certain = applied(kept, fill_in(kept.doc, TW1, KUNCI, "1"))
            sidik = kept.doc.sidik
        reopened = Pc(tmp_path / "lagi").open(target)
        labels = [step.tindakan for step in reopened.doc.journal()]
        if is_certain:
            assert reopened.doc.sidik == sidik
            assert labels.count(change.label) == was_saved
            assert value_of(reopened) == "1"
        else:
            # Only where the last flush failed and went on failing: it says so, and loses nothing.
            assert for_ever
            assert not was_saved
            assert labels[-1] == change.label
        reopened.close()
        if not broken.has_failed:
            assert was_saved
            assert number > 20
            break


def applied(kept: KeptFile, change: Change) -> bool:
    """Whether the change was saved; a sentence says if not."""
    try:
        kept.doc.apply(change)
    except FileError as error:
        assert str(error).endswith(".")  # noqa: PT017
        return False
    return True


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
def test_each_call_of_publishing_fails(
    pc: Pc, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, for_ever: bool
) -> None:
    pc.fill(target, "5")
    sound = target.read_bytes()
    for number in itertools.count(1, many(4, 1)):
        lay(target, sound)
        failing = Failing(number, errno.EIO, for_ever=for_ever)
        with open_copy(pc, target, tmp_path / "lagi") as kept:
            fill(kept, "1")
            monkeypatch.setattr(disk, "system", failing)
            try:
                kept.publish()
                assert kept.is_published
            except FileError as error:
                assert str(error).endswith(".")  # noqa: PT017
                assert not kept.is_published
                assert kept.pending == 1
            monkeypatch.setattr(disk, "system", Instant())
            assert any(whole(path) for path in target.parent.iterdir())
            fill(kept, "2")
            crashed = Pc(tmp_path / "lagi").after_crash(tmp_path / "mati")
            was_left = {path.name: path.read_bytes() for path in target.parent.iterdir()}
            kept.publish()  # without being asked whether that is a colleague's
            assert kept.is_published
            assert [path.name for path in target.parent.iterdir()] == [target.name]
        for path in target.parent.iterdir():
            path.unlink()
        for name, content in was_left.items():
            (target.parent / name).write_bytes(content)
        again = crashed.open(target)
        assert value_of(again) == "2"
        again.publish()
        again.close()
        shutil.rmtree(tmp_path / "mati")
        if not failing.has_failed:
            assert number > 30
            break


@pytest.mark.parametrize("state", ["first", "again", "replaced"])
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
def test_each_call_of_opening_fails(
    pc: Pc,
    target: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    for_ever: bool,
    state: str,
) -> None:
    pilihan, wanted = Pilihan.TANYA, "3"
    if state != "first":
        pc.fill(target, "5")
        pc.fill(target, "1", publish=False)
        wanted = "1"
    if state == "replaced":
        Pc(tmp_path / "rekan").fill(target, "2")
        pilihan, wanted = Pilihan.BERKAS, "2"
    pc.places.folder.mkdir(exist_ok=True)
    scene = Scene(target)
    for number in itertools.count(1, many(4, 1)):
        shutil.rmtree(tmp_path / "lagi", ignore_errors=True)
        again = pc.after_crash(tmp_path / "lagi")
        failing = Failing(number, errno.EIO, for_ever=for_ever)
        monkeypatch.setattr(disk, "system", failing)
        try:
            kept = again.open(target, pilihan)
            assert value_of(kept) == wanted
            kept.close()
        except FileError as error:
            assert str(error).endswith(".")  # noqa: PT017
        monkeypatch.setattr(disk, "system", Instant())
        assert scene.is_same()
        kept = again.open(target, pilihan)
        assert value_of(kept) == wanted
        kept.close()
        if state == "replaced":
            assert "1" in {value_in(path) for path in again.aside()}
        assert scene.is_same()
        if not failing.has_failed:
            assert number > 1
            break


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
def test_taking_back_half_a_transaction_fails(
    pc: Pc, target: Path, tmp_path: Path, for_ever: bool
) -> None:
    """The disk fails while the next start takes back what a crash has left; later it does not."""
    pc.fill(target, "1", publish=False)
    torn(pc.keadaan(target).working_copy)
    for number in itertools.count(1):
        shutil.rmtree(tmp_path / "lagi", ignore_errors=True)
        again = pc.after_crash(tmp_path / "lagi")
        broken = Broken(number, 0, for_ever=for_ever)
        with vfs.watched(broken), broken:
            try:
                again.open(target).close()
            except FileError as error:
                assert not isinstance(error, Undecided)  # noqa: PT017 - the disk is at fault
                assert str(error).endswith(".")  # noqa: PT017
        kept = again.open(target)
        assert (value_of(kept), kept.pending) == ("1", 1)
        kept.close()
        if not broken.has_failed:
            assert number > 3
            break


def test_a_full_disk_on_this_pc_at_every_piece(
    pc: Pc, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc.places.folder.mkdir()
    scene = Scene(target)
    for pieces in itertools.count():
        shutil.rmtree(tmp_path / "lagi", ignore_errors=True)
        again = pc.after_crash(tmp_path / "lagi")
        full = Full(pieces)
        monkeypatch.setattr(disk, "system", full)
        try:
            again.open(target).close()
        except FileError as error:
            assert "disk penuh" in str(error)  # noqa: PT017
            assert list(again.places.folder.glob("kerja/*/*.sqlite*")) == []
        monkeypatch.setattr(disk, "system", Instant())
        again.open(target).close()
        assert scene.is_same()
        if not full.has_failed:
            assert pieces > 5
            break


def lay(target: Path, content: bytes) -> None:
    for path in target.parent.iterdir():
        path.unlink()
    target.write_bytes(content)


def whole(path: Path) -> bool:
    return value_in(path) is not None


def value_in(path: Path) -> str | None:
    """The figure in a file; None where it is not whole."""
    try:
        with looked_at(path, environment()) as arrived:
            return arrived.doc.nilai(TW1, KUNCI)
    except FileError:
        return None
