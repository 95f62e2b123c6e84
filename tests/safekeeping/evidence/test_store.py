"""Pieces on a PC: kept once, proved when read, never half there."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from core.errors import DamagedError, FileError
from core.safekeeping import disk
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.places import Places
from tests.safekeeping.evidence.pieces import data_of, sidik_of
from tests.safekeeping.systems import Failing, Instant

DATA = data_of(1)


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(Places(tmp_path / "pc").evidence_folder("berkas-0001"))


def test_what_is_put_comes_out(store: EvidenceStore) -> None:
    sidik = store.put(DATA)
    assert sidik == sidik_of(DATA)
    assert store.has(sidik, len(DATA))
    assert not store.has(sidik, len(DATA) - 1)
    assert store.read(sidik) == DATA
    assert store.size == len(DATA)


def test_the_same_content_is_written_once(
    store: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store.path(store.put(DATA))
    before = path.stat().st_mtime_ns, path.stat().st_ino
    store.put(DATA)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert [each.name for each in store.folder.iterdir()] == [sidik_of(DATA)]


def test_documents_share_nothing(tmp_path: Path) -> None:
    places = Places(tmp_path)
    assert places.evidence_folder("a" * 8) != places.evidence_folder("b" * 8)


def test_a_missing_piece(store: EvidenceStore) -> None:
    assert not store.has(sidik_of(DATA), len(DATA))
    assert store.size == 0
    with pytest.raises(DamagedError, match="tidak ada di PC ini"):
        store.read(sidik_of(DATA))


@pytest.mark.parametrize("damaged", [DATA[:-1], b"", DATA[:-1] + b"?", b"\0" * len(DATA)])
def test_a_damaged_piece_is_never_believed_and_put_right(
    store: EvidenceStore, damaged: bytes
) -> None:
    sidik = store.put(DATA)
    store.path(sidik).write_bytes(damaged)
    with pytest.raises(DamagedError, match="rusak"):
        store.read(sidik)
    store.put(DATA)
    assert store.read(sidik) == DATA


def test_what_cannot_be_read_says_why(
    store: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    sidik = store.put(DATA)
    monkeypatch.setattr(disk, "system", Failing(1, 5, for_ever=True))
    with pytest.raises(FileError, match="tidak dapat dibaca atau ditulis") as caught:
        store.read(sidik)
    assert not isinstance(caught.value, DamagedError)
    monkeypatch.setattr(disk, "system", Instant())


@pytest.mark.parametrize("name", ["", "../kinerja", "A" * 64, "a" * 63, "a" * 64 + "/x"])
def test_only_hashes_are_names(store: EvidenceStore, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(name)


@pytest.mark.parametrize("code", [5, 28])
@pytest.mark.parametrize("for_ever", [False, True])
def test_a_failing_disk_leaves_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, for_ever: bool
) -> None:
    for number in itertools.count(1):
        store = EvidenceStore(tmp_path / str(number))
        system = Failing(number, code, for_ever=for_ever)
        monkeypatch.setattr(disk, "system", system)
        try:
            store.put(DATA)
            was_put = True
        except FileError:
            was_put = False
        monkeypatch.setattr(disk, "system", Instant())
        assert system.is_open == 0
        if not system.has_failed:
            break
        found = store.path(sidik_of(DATA))
        assert found.read_bytes() == DATA if was_put or found.exists() else True
        assert store.put(DATA) == sidik_of(DATA)
        assert store.read(sidik_of(DATA)) == DATA
    assert number > 8
