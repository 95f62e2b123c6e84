"""A backup comes back into the document's place, and what lay there is kept."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from core.errors import FileError
from core.safekeeping import disk
from core.safekeeping.backup import Backup
from core.safekeeping.backups import Backups
from core.safekeeping.lock import Lock
from core.safekeeping.places import Places
from core.safekeeping.replacing import Replaced, replace_document, sentence
from core.storage import file
from tests.core.files import beside, opened
from tests.safekeeping.contents import state
from tests.safekeeping.documents import WAKTU, changed, reader
from tests.safekeeping.systems import Failing, Instant, Narrow

KEPT = "kinerja (diganti 2026-11-22 10.42.07).sqlite"


@pytest.fixture
def backup(places: Places, path: Path) -> Backup:
    with opened(path) as doc:
        made = Backups(places, doc.berkas_id).add(doc, WAKTU, "dibuka")
    changed(path, "Jalan Baru")
    return made


def replace(path: Path, backup: Backup, places: Places) -> Replaced:
    return replace_document(path, backup.path, places, reader(), WAKTU)


def test_the_document_is_kept_beside(places: Places, path: Path, backup: Backup) -> None:
    before = path.read_bytes()
    done = replace(path, backup, places)
    assert done.kept == path.with_name(KEPT)
    assert state(path.parent) == {path.name: backup.path.read_bytes(), KEPT: before}
    assert done.published.sha256 == backup.sha256
    assert sentence(done) == (
        f"Berkas kinerja.sqlite dipulihkan dari cadangan. Isi sebelumnya disimpan sebagai {KEPT}."
    )


def test_a_kept_file_is_never_overwritten(places: Places, path: Path, backup: Backup) -> None:
    path.with_name(KEPT).write_bytes(b"jangan")
    done = replace(path, backup, places)
    assert done.kept == path.with_name("kinerja (diganti 2026-11-22 10.42.07) 2.sqlite")
    assert path.with_name(KEPT).read_bytes() == b"jangan"


@pytest.mark.parametrize("content", [b"rusak" * 1000, b"SQLite format 3\0"])
def test_a_damaged_document_too(places: Places, path: Path, backup: Backup, content: bytes) -> None:
    path.write_bytes(content)
    done = replace(path, backup, places)
    assert done.kept is not None
    assert done.kept.read_bytes() == content


@pytest.mark.parametrize("content", [None, b""])
def test_where_nothing_is(
    places: Places, path: Path, backup: Backup, content: bytes | None
) -> None:
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    done = replace(path, backup, places)
    assert (done.kept, done.kept_siblings) == (None, ())
    assert state(path.parent) == {path.name: backup.path.read_bytes()}
    assert sentence(done) == "Berkas kinerja.sqlite dipulihkan dari cadangan."


def test_siblings_are_kept_too(places: Places, path: Path, backup: Backup) -> None:
    newest = path.read_bytes()
    path.write_bytes(b"rusak")
    path.with_name(f"{path.name}.lama").write_bytes(newest)
    done = replace(path, backup, places)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"rusak"
    assert [each.read_bytes() for each in done.kept_siblings] == [newest]
    assert len(state(path.parent)) == 3


def test_a_transaction_that_broke_off_is_kept_whole(
    places: Places, path: Path, backup: Backup
) -> None:
    leftover = file.journal_of(path)
    leftover.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600)
    done = replace(path, backup, places)
    assert done.kept is not None
    assert file.journal_of(done.kept).is_file()
    assert not leftover.exists()


def test_without_room_it_is_kept_on_this_pc(
    places: Places, path: Path, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(disk, "system", Narrow(len(before) * 3 // 2 + 256 * 1024))
    done = replace(path, backup, places)
    assert done.kept is not None
    assert done.kept.read_bytes() == before
    assert done.kept.parent == backup.path.parent / "disisihkan"
    assert state(path.parent) == {path.name: backup.path.read_bytes()}
    assert sentence(done).endswith(f"disimpan sebagai {KEPT} di {done.kept.parent}.")
    with opened(path, read_only=True) as doc:
        found = Backups(places, doc.berkas_id).list()
    assert [each.path for each in found] == [backup.path]


def test_without_any_room_all_is_as_before(
    places: Places, path: Path, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(path.parent)
    monkeypatch.setattr(disk, "system", Narrow(1000))
    with pytest.raises(FileError, match=r"Ruang di .* tidak cukup"):
        replace(path, backup, places)
    assert state(path.parent) == before
    assert list((backup.path.parent / "disisihkan").iterdir()) == []


def test_a_backup_that_is_damaged_replaces_nothing(
    places: Places, path: Path, backup: Backup
) -> None:
    before = state(path.parent)
    backup.path.write_bytes(backup.path.read_bytes()[:8192])
    with pytest.raises(FileError):
        replace(path, backup, places)
    assert state(path.parent) == before


def test_not_while_a_window_has_it_open(places: Places, path: Path, backup: Backup) -> None:
    before = state(path.parent)
    folder = places.work_folder(path)
    folder.mkdir(parents=True)
    lock = Lock(folder / "kunci")
    assert lock.acquire()
    with pytest.raises(FileError, match="sedang dibuka di jendela lain"):
        replace(path, backup, places)
    assert state(path.parent) == before
    lock.release()
    replace(path, backup, places)
    assert lock.acquire()
    lock.release()


def test_long_names_still_fit(places: Places, path: Path, backup: Backup) -> None:
    long = path.with_name("é" * 110 + ".sqlite")
    path.rename(long)
    done = replace(long, backup, places)
    assert done.kept is not None
    assert done.kept.name.endswith("é (diganti 2026-11-22 10.42.07).sqlite")


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_stays_a_link(places: Places, path: Path, backup: Backup, tmp_path: Path) -> None:
    link = tmp_path / "tautan.sqlite"
    link.symlink_to(path)
    replace(link, backup, places)
    assert link.is_symlink()
    assert path.read_bytes() == backup.path.read_bytes()
    assert beside(path) == [KEPT]


@pytest.mark.parametrize("name", ["kinerja.sqlite", "kinerja.sqlite.baru"])
def test_every_failure_leaves_the_former_content_somewhere(
    places: Places, path: Path, backup: Backup, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = path.read_bytes()
    number, has_failed = 0, True
    while has_failed:
        number += 1
        for each in path.parent.iterdir():
            each.unlink()
        path.with_name(name).write_bytes(before)
        system = Failing(number, 28)
        monkeypatch.setattr(disk, "system", system)
        with suppress(FileError):
            replace(path, backup, places)
        has_failed = system.has_failed
        monkeypatch.setattr(disk, "system", Instant())
        found = state(path.parent)
        assert before in found.values()
        assert found.get(path.name, before) in (before, backup.path.read_bytes())
    assert number > 20
