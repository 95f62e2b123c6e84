"""What publishing accepts, refuses, says and leaves behind."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.errors import FileError
from core.safekeeping import disk
from core.safekeeping.disk import Room, sha256
from core.safekeeping.publish import (
    MARGIN,
    Published,
    PublishError,
    ReplacedMeanwhile,
    fat_problem,
    publish,
    siblings,
)
from tests.safekeeping.contents import NEW, NEWER, OLD, state
from tests.safekeeping.powercut import Recorder
from tests.safekeeping.systems import Instant, Interrupting


class Calling(Interrupting):
    """Something else happens before the Nth call of one kind."""

    def __init__(self, call: str, number: int, act: Callable[[], object]) -> None:
        super().__init__()
        self.call = call
        self.left = number
        self.act = act

    def step(self, call: str) -> None:
        self.left -= call == self.call
        if self.left == 0:
            self.left -= 1
            self.act()


def use(monkeypatch: pytest.MonkeyPatch, system: disk.System) -> None:
    monkeypatch.setattr(disk, "system", system)


def test_replaces_the_document_and_leaves_nothing_beside_it(target: Path) -> None:
    assert publish(target, NEW, sha256(OLD)) == Published(sha256(NEW), len(NEW))
    assert state(target.parent) == {target.name: NEW}


def test_makes_a_new_document(target: Path) -> None:
    new = target.with_name("baru.sqlite")
    publish(new, NEW, None)
    assert new.read_bytes() == NEW
    assert target.read_bytes() == OLD


def test_any_size(target: Path) -> None:
    before = OLD
    for size in (0, 1, disk.PIECE - 1, disk.PIECE, disk.PIECE + 1, 3 * disk.PIECE):
        content = os.urandom(size)
        publish(target, content, sha256(before))
        assert state(target.parent) == {target.name: content}
        before = content


def test_a_document_that_a_colleague_replaced_is_not_overwritten(target: Path) -> None:
    target.write_bytes(NEWER)
    with pytest.raises(ReplacedMeanwhile, match="sudah diganti dan tidak ditimpa") as caught:
        publish(target, NEW, sha256(OLD), known={sha256(OLD)})
    assert caught.value.found == sha256(NEWER)
    assert isinstance(caught.value, FileError)
    assert state(target.parent) == {target.name: NEWER}


def test_a_document_that_has_gone_is_not_made_anew(target: Path) -> None:
    target.unlink()
    with pytest.raises(ReplacedMeanwhile, match="tidak ada lagi di folder KINGSTON") as caught:
        publish(target, NEW, sha256(OLD))
    assert caught.value.found is None
    assert state(target.parent) == {}


def test_a_document_where_none_was_expected(target: Path) -> None:
    with pytest.raises(ReplacedMeanwhile, match=r"sudah ada berkas kinerja\.sqlite"):
        publish(target, NEW, None)
    assert state(target.parent) == {target.name: OLD}


@pytest.mark.parametrize("foreign", [NEWER, None], ids=["replaced", "removed"])
def test_replaced_while_the_new_one_was_being_written(
    target: Path, monkeypatch: pytest.MonkeyPatch, foreign: bytes | None
) -> None:
    def act() -> None:
        target.unlink() if foreign is None else target.write_bytes(foreign)

    use(monkeypatch, Calling("write", 2, act))
    with pytest.raises(ReplacedMeanwhile):
        publish(target, NEW, sha256(OLD))
    assert state(target.parent) == ({} if foreign is None else {target.name: foreign})


def test_the_same_content_is_not_written_again(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder()
    use(monkeypatch, recorder)
    before = target.stat()
    assert publish(target, OLD, None) == Published(sha256(OLD), len(OLD))
    assert {op.kind for op in recorder.ops} == {"sync", "sync_folder"}
    assert target.stat().st_mtime_ns == before.st_mtime_ns
    assert target.stat().st_ino == before.st_ino


def test_the_same_content_clears_what_an_earlier_attempt_left(target: Path) -> None:
    target.with_name(f"{target.name}.lama").write_bytes(NEW)
    publish(target, OLD, sha256(NEW))
    assert state(target.parent) == {target.name: OLD}


def test_an_own_earlier_attempt_counts_as_expected(target: Path) -> None:
    target.write_bytes(NEW)
    publish(target, NEWER, sha256(OLD), known={sha256(NEW)})
    assert state(target.parent) == {target.name: NEWER}


def test_a_stale_journal_does_not_meet_the_new_document(target: Path) -> None:
    for ending in ("-journal", "-wal", "-shm"):
        target.with_name(target.name + ending).write_bytes(b"x")
    other = target.with_name("lain.sqlite-journal")
    other.write_bytes(b"x")
    publish(target, NEW, sha256(OLD))
    assert state(target.parent) == {target.name: NEW, other.name: b"x"}


def test_siblings_are_named_when_they_are_there(target: Path) -> None:
    assert siblings(target) == []
    target.with_name("kinerja.sqlite.lama").write_bytes(OLD)
    assert siblings(target) == [target.with_name("kinerja.sqlite.lama")]
    target.with_name("kinerja.sqlite.baru").write_bytes(NEW)
    target.unlink()
    assert [path.suffix for path in siblings(target)] == [".baru", ".lama"]


def test_a_link_stays_a_link(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "tautan.sqlite"
    link.symlink_to(target)
    target.with_name(f"{target.name}.lama").write_bytes(b"x")
    assert siblings(link) == [target.with_name(f"{target.name}.lama")]
    publish(link, NEW, sha256(OLD))
    assert link.is_symlink()
    assert state(target.parent) == {target.name: NEW}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["KINGSTON", link.name]


def test_a_ring_of_links_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "a.sqlite"
    link.symlink_to(link)
    with pytest.raises(PublishError):
        publish(link, NEW, None)


def test_a_link_in_the_place_of_a_sibling_is_not_written_through(
    target: Path, tmp_path: Path
) -> None:
    precious = tmp_path / "penting.txt"
    precious.write_bytes(b"penting")
    for ending in (".baru", ".lama"):
        target.with_name(target.name + ending).symlink_to(precious)
    publish(target, NEW, sha256(OLD))
    assert precious.read_bytes() == b"penting"
    assert state(target.parent) == {target.name: NEW}


def test_permissions_stay(target: Path) -> None:
    target.chmod(0o660)
    publish(target, NEW, sha256(OLD))
    assert target.stat().st_mode & 0o777 == 0o660


def test_no_room_is_said_before_anything_is_written(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder()
    use(monkeypatch, recorder)
    monkeypatch.setattr(recorder, "room", lambda folder: Room(2**30, 1_200_000))
    content = bytes(6 * 2**20)
    with pytest.raises(PublishError) as caught:
        publish(target, content, sha256(OLD))
    assert str(caught.value) == (
        "Ruang di folder KINGSTON tidak cukup untuk kinerja.sqlite: perlu 6,3 MB, tersisa 1,1 MB. "
        "Pekerjaan Anda aman di PC ini, dan berkas di folder KINGSTON masih seperti sebelumnya. "
        "Kosongkan ruang di folder KINGSTON, lalu simpan lagi."
    )
    assert caught.value.untouched
    assert not recorder.ops
    assert state(target.parent) == {target.name: OLD}


@pytest.mark.parametrize(
    ("room", "fits"),
    [
        (Room(2**30, len(NEW) + MARGIN), True),
        (Room(2**30, len(NEW) + MARGIN - 1), False),
        (Room(0, 0), True),
    ],
    ids=["just", "not quite", "does not say"],
)
def test_room_to_the_byte(
    target: Path, monkeypatch: pytest.MonkeyPatch, room: Room, fits: bool
) -> None:
    monkeypatch.setattr(Instant, "room", lambda self, folder: room)
    if fits:
        publish(target, NEW, sha256(OLD))
    else:
        with pytest.raises(PublishError, match="Ruang"):
            publish(target, NEW, sha256(OLD))


def test_what_an_earlier_attempt_left_does_not_take_the_room(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = target.with_name(f"{target.name}.baru")
    stale.write_bytes(b"x")
    enough = Room(2**30, 2**29)
    monkeypatch.setattr(
        Instant, "room", lambda self, folder: Room(2**30, 0) if stale.exists() else enough
    )
    publish(target, NEW, sha256(OLD))


def test_a_failure_says_what_happened_what_is_safe_and_what_to_do(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise OSError(errno.ENODEV, "gone")

    use(monkeypatch, Calling("write", 1, gone))
    with pytest.raises(PublishError) as caught:
        publish(target, NEW, sha256(OLD))
    assert str(caught.value) == (
        "Berkas kinerja.sqlite di folder KINGSTON belum diperbarui (perangkat tidak ada). "
        "Pekerjaan Anda aman di PC ini. "
        "Pastikan folder KINGSTON terpasang dan dapat dibuka, lalu simpan lagi."
    )
    assert (caught.value.reason, caught.value.is_held) == ("perangkat tidak ada", False)


def test_a_failure_after_the_swap_names_the_former_content(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError(errno.EIO, "broken")

    target.with_name(f"{target.name}.lama").write_bytes(NEWER)  # one still older
    use(monkeypatch, Calling("sync_folder", 3, broken))
    with pytest.raises(PublishError, match=r"isi sebelumnya ada di .* kinerja.sqlite.lama\.") as at:
        publish(target, NEW, sha256(OLD), known={sha256(OLD), sha256(NEWER)})
    assert not at.value.untouched
    assert state(target.parent) == {target.name: NEW, f"{target.name}.lama": OLD}


def test_a_device_that_writes_something_else_is_found_out(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Forgetful(Instant):
        def write(self, handle: int, piece: memoryview) -> int:
            return super().write(handle, memoryview(bytes(len(piece))))

    use(monkeypatch, Forgetful())
    with pytest.raises(PublishError, match="tidak dapat dibaca atau ditulis"):
        publish(target, NEW, sha256(OLD))
    assert state(target.parent) == {target.name: OLD}


def test_a_document_damaged_by_the_renaming_is_found_out(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Calling("sync_folder", 3, lambda: target.write_bytes(b"")))
    with pytest.raises(PublishError) as caught:
        publish(target, NEW, sha256(OLD))
    assert not caught.value.untouched
    assert target.with_name(f"{target.name}.lama").read_bytes() == OLD


def test_short_writes_are_continued(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Short(Instant):
        def write(self, handle: int, piece: memoryview) -> int:
            return super().write(handle, piece[:1000])

    use(monkeypatch, Short())
    publish(target, NEW, sha256(OLD))
    assert target.read_bytes() == NEW


@pytest.mark.parametrize("at", ["before", "while writing"])
def test_a_vanished_folder(target: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    elsewhere = target.parent.with_name("dicabut")
    pull: Callable[[], object] = lambda: target.parent.rename(elsewhere)  # noqa: E731
    if at == "before":
        pull()
    else:
        use(monkeypatch, Calling("write", 2, pull))
    with pytest.raises(PublishError, match=r"tidak ditemukan\).*Pastikan"):
        publish(target, NEW, sha256(OLD), known={sha256(OLD)})
    assert (elsewhere / target.name).read_bytes() == OLD
    elsewhere.rename(target.parent)
    publish(target, NEW, sha256(OLD))
    assert state(target.parent) == {target.name: NEW}


@contextmanager
def without_privileges() -> Iterator[None]:
    """Root may write everywhere; as somebody else the permissions count."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_read_only_folder() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        target = folder / "kinerja.sqlite"
        target.write_bytes(OLD)
        folder.chmod(0o555)
        try:
            with without_privileges(), pytest.raises(PublishError) as caught:
                publish(target, NEW, sha256(OLD))
        finally:
            folder.chmod(0o700)
        assert caught.value.untouched
        assert "Lepas kunci tulis" in str(caught.value)
        assert state(folder) == {target.name: OLD}


def test_a_write_protected_document_is_left_at_once(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder()
    use(monkeypatch, recorder)
    target.chmod(0o444)
    with pytest.raises(PublishError, match="hanya dapat dibaca"):
        publish(target, NEW, sha256(OLD))
    assert not recorder.ops
    assert not recorder.waits


@pytest.mark.parametrize("ending", ["", ".baru", ".lama"])
def test_a_folder_of_that_name(target: Path, ending: str) -> None:
    if not ending:
        target.unlink()
    path = target.with_name(target.name + ending)
    path.mkdir()
    with pytest.raises(PublishError, match="milik sebuah folder"):
        publish(target, NEW, sha256(OLD))
    assert path.is_dir()
    assert not ending or target.read_bytes() == OLD


def test_a_pipe_does_not_hold_it_up(target: Path) -> None:
    target.unlink()
    os.mkfifo(target)
    with pytest.raises(PublishError):
        publish(target, NEW, sha256(OLD))
    assert target.is_fifo()


@pytest.mark.parametrize(
    "name",
    ["kinerja.sqlite", "Kinerja 2025 – é.sqlite", "a", "x" * 250, "console.sqlite", ".hidden"],
)
def test_names_that_a_stick_takes(name: str) -> None:
    assert fat_problem(name) is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a:b.sqlite", "tanda :"),
        ("a?.sqlite", "tanda ?"),
        ("a\nb", "tanda kendali"),
        ('"a"', 'tanda "'),
        ("a|b", "tanda |"),
        ("a\\b", "tanda \\"),
        ("a.", "titik atau spasi"),
        ("a ", "titik atau spasi"),
        ("CON", "di Windows"),
        ("lpt1.sqlite", "di Windows"),
        ("", "di Windows"),
        ("x" * 251, "250 huruf"),
        ("😀" * 126, "250 huruf"),
        ("\udc80", "huruf yang rusak"),
    ],
)
def test_names_that_a_stick_does_not_take(name: str, says: str) -> None:
    assert says in (fat_problem(name) or "")
