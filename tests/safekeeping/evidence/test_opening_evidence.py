"""Opening a document with evidence: it goes into the PC once, and is not read again."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from core.errors import FileError
from core.safekeeping import disk
from core.safekeeping.arrival import looked_at
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.places import read_keadaan
from core.safekeeping.publish import ReplacedMeanwhile
from core.safekeeping.retrieving import retrieve
from core.safekeeping.whole import Piece
from core.storage.migration import UPGRADES
from tests.safekeeping.documents import reader
from tests.safekeeping.evidence.pieces import (
    Reading,
    attach,
    data_of,
    edit,
    inside,
    opened_by,
    raw_inside,
    sidik_of,
    stored,
    with_evidence,
    working_copy,
)
from tests.safekeeping.offices import Pc, fill, value_of

FILES = Path(__file__).resolve().parents[2] / "files"
A, B = data_of(1), data_of(2)


def test_a_document_is_whole_and_a_working_copy_has_none(pc: Pc, target: Path) -> None:
    with_evidence(pc, target, A, B)
    assert inside(target) == {sidik_of(A): A, sidik_of(B): B}
    assert raw_inside(working_copy(pc, target)) == []
    assert working_copy(pc, target).stat().st_size < len(A) + len(B)
    assert pc.places.unpublished() == []


def test_another_pc_takes_it_in_once(pc: Pc, other: Pc, target: Path) -> None:
    with_evidence(pc, target, A, B)
    size = disk.size_of(target)
    with opened_by(other, target) as kept:
        assert kept.is_published
        assert not kept.notes
        assert kept.evidence.read(sidik_of(A)) == A
        assert kept.evidence.has(sidik_of(B), len(B))
        fill(kept, "5")
        kept.publish()
    assert raw_inside(working_copy(other, target)) == []
    assert {path.name for path in stored(other)} == {sidik_of(A), sidik_of(B)}
    assert inside(target) == {sidik_of(A): A, sidik_of(B): B}
    assert abs((disk.size_of(target) or 0) - (size or 0)) < len(A)


def test_the_same_content_is_there_once(pc: Pc, target: Path) -> None:
    kept = pc.open(target)
    attach(kept, A)
    attach(kept, A, untuk="spbe")
    kept.publish()
    kept.close()
    assert list(inside(target)) == [sidik_of(A)]
    assert len(stored(pc)) == 1


@pytest.mark.parametrize("who", ["its maker", "another PC"])
def test_opening_again_reads_no_evidence(
    pc: Pc, other: Pc, target: Path, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    with_evidence(pc, target, A, B)
    here = pc
    if who == "another PC":
        here = other
        other.open(target).close()
    system = Reading()
    monkeypatch.setattr(disk, "system", system)
    with opened_by(here, target) as kept:
        assert kept.is_published
        assert not kept.notes
    assert not [path for path in stored(here) if system.counted[path]]
    assert system.counted[target] <= 200
    assert sum(system.counted.values()) < len(A) + len(B)


def test_a_touched_document_is_read_once(
    pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_evidence(pc, target, A)
    os.utime(target, (1, 1))
    system = Reading()
    monkeypatch.setattr(disk, "system", system)
    pc.open(target).close()
    assert system.counted[target] > len(A)
    system.counted.clear()
    pc.open(target).close()
    assert system.counted[target] <= 200


def test_a_wrong_guess_overwrites_nothing(pc: Pc, target: Path) -> None:
    """Another content that looks the same, to the time."""
    with_evidence(pc, target, A)
    found = target.stat()
    content = bytearray(target.read_bytes())
    content[-1] ^= 1
    target.write_bytes(content)
    os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))
    with opened_by(pc, target) as kept:
        fill(kept, "5")
        with pytest.raises(ReplacedMeanwhile):
            kept.publish()
    assert target.read_bytes() == content


def test_what_an_older_program_remembered_is_read(pc: Pc, target: Path) -> None:
    pc.fill(target, "5")
    noted = pc.places.work_folder(target) / "keadaan.json"
    values = json.loads(noted.read_bytes())
    del values["asal"], values["rupa"]
    noted.write_text(json.dumps(values))
    with opened_by(pc, target) as kept:
        assert value_of(kept) == "5"
        assert kept.is_published
        attach(kept, A)
        kept.publish()
    assert inside(target) == {sidik_of(A): A}


def test_senseless_looks_are_nothing_remembered(pc: Pc, target: Path) -> None:
    with_evidence(pc, target, A)
    noted = pc.places.work_folder(target) / "keadaan.json"
    noted.write_text(json.dumps({**json.loads(noted.read_bytes()), "asal": [1]}))
    assert read_keadaan(noted.parent) is None
    pc.open(target).close()
    assert inside(target) == {sidik_of(A): A}


def test_a_publication_that_was_not_noted(
    pc: Pc, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had arrived when the power went: nothing is dirty, nothing is asked."""
    kept = pc.open(target)
    attach(kept, A)
    publication = kept.publication()
    assert publication is not None
    with monkeypatch.context() as patch:
        patch.setattr(type(kept.keadaan), "stands", _no_power)
        with pytest.raises(KeyboardInterrupt):
            publication.run()
    again = pc.after_crash(tmp_path / "lagi")
    kept.close()
    assert again.places.unpublished() == []
    with opened_by(again, target) as kept:
        assert kept.is_published
        assert not kept.notes
    assert inside(target) == {sidik_of(A): A}


def _no_power(*_: object) -> None:
    raise KeyboardInterrupt


class TestMissing:
    def test_it_is_taken_from_the_document(self, pc: Pc, target: Path) -> None:
        with_evidence(pc, target, A, B)
        EvidenceStore(stored(pc)[0].parent).path(sidik_of(A)).unlink()
        with opened_by(pc, target) as kept:
            assert not kept.notes
            assert kept.evidence.read(sidik_of(A)) == A

    def test_it_is_named_where_it_is_nowhere(self, pc: Pc, target: Path) -> None:
        kept = pc.open(target)
        attach(kept, A, B)
        kept.close()
        stored(pc)[0].unlink()
        with opened_by(pc, target) as kept:
            (note,) = [each for each in kept.notes if "Isi bukti" in each]
            assert "catatannya tetap ada" in note
            kept.publish()
        assert len(inside(target)) == 1

    def test_it_is_never_dropped_while_the_document_has_it(self, pc: Pc, target: Path) -> None:
        with_evidence(pc, target, A, B)
        with opened_by(pc, target) as kept:
            for path in stored(pc):
                path.unlink()
            fill(kept, "5")
            kept.publish()
        assert inside(target) == {sidik_of(A): A, sidik_of(B): B}
        assert len(stored(pc)) == 2

    def test_nor_without_a_word_where_it_is_gone(self, pc: Pc, target: Path) -> None:
        kept = pc.open(target)
        attach(kept, A)
        stored(pc)[0].unlink()
        before = target.read_bytes()
        with pytest.raises(FileError, match=r"Isi bukti bukti .* tidak ada di PC ini"):
            kept.publish()
        assert target.read_bytes() == before
        kept.publish()
        assert inside(target) == {}
        assert kept.is_published
        kept.close()


class TestDamaged:
    def test_on_this_pc_it_is_taken_from_the_document(self, pc: Pc, target: Path) -> None:
        with_evidence(pc, target, A)
        stored(pc)[0].write_bytes(b"?" * len(A))
        with opened_by(pc, target) as kept:
            fill(kept, "5")
            kept.publish()
        assert inside(target) == {sidik_of(A): A}
        assert stored(pc)[0].read_bytes() == A

    def test_with_no_whole_one_it_is_said_and_kept_aside(self, pc: Pc, target: Path) -> None:
        kept = pc.open(target)
        attach(kept, A)
        stored(pc)[0].write_bytes(b"?" * len(A))
        with pytest.raises(FileError, match="tidak ada di PC ini maupun di dalam berkasnya"):
            kept.publish()
        kept.publish()
        kept.close()
        assert inside(target) == {}
        (aside,) = pc.places.folder.glob("bukti/*/*.rusak")
        assert aside.read_bytes() == b"?" * len(A)

    def test_in_the_document_it_is_said_and_kept_aside(
        self, pc: Pc, other: Pc, target: Path
    ) -> None:
        with_evidence(pc, target, A, B)
        edit(target, "UPDATE isi_bukti SET isi = ? WHERE sidik = ?", b"?", sidik_of(A))
        before = target.read_bytes()
        with opened_by(other, target) as kept:
            assert "Isi bukti" in " ".join(kept.notes)
            assert kept.evidence.read(sidik_of(B)) == B
            assert not kept.evidence.has(sidik_of(A), len(A))
        assert target.read_bytes() == before
        (aside,) = other.places.folder.glob("bukti/*/*.rusak")
        assert aside.read_bytes() == b"?"


class TestLookedAt:
    def test_evidence_is_read_where_it_lies(self, pc: Pc, target: Path) -> None:
        with_evidence(pc, target, A)
        with looked_at(target, reader()) as arrived:
            assert arrived.doc.embedded_evidence() == {sidik_of(A): len(A)}
            assert arrived.doc.evidence_embedded(sidik_of(A)) == A
            assert arrived.doc.evidence_embedded(sidik_of(B)) is None

    def test_a_protected_document_shows_its_evidence(
        self, pc: Pc, other: Pc, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with_evidence(pc, target, A)
        monkeypatch.setattr(disk, "is_protected", lambda path: True)
        with opened_by(other, target) as kept:
            assert kept.read_only
            assert not kept.notes
            assert kept.evidence.has(sidik_of(A), len(A))
            assert kept.evidence.read(sidik_of(A)) == A
        assert stored(other) == []


def test_drafts_of_a_crash_are_cleared_away(pc: Pc, target: Path) -> None:
    with_evidence(pc, target, A)
    draft = pc.places.work_folder(target) / "susun-x"
    shutil.copytree(target.parent, draft)
    pc.open(target).close()
    assert not draft.exists()


def test_an_altered_document_still_gives_its_pieces(pc: Pc, other: Pc, target: Path) -> None:
    """Each proves itself, whatever became of the figures and the triggers."""
    with_evidence(pc, target, A, B)
    edit(target, "DROP TRIGGER jurnal_tanpa_delete")
    edit(target, "DELETE FROM jurnal")
    edit(target, "UPDATE isi_bukti SET isi = ? WHERE sidik = ?", b"?", sidik_of(B))
    store = EvidenceStore(other.places.evidence_folder("x"))
    pieces = [Piece(sidik_of(each), len(each), "Bukti") for each in (A, B)]
    assert retrieve(pieces, store, target) == (pieces[0],)
    assert store.read(sidik_of(A)) == A


def test_a_drive_that_fails_is_no_reason_to_go_without(
    pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_evidence(pc, target, A)
    with opened_by(pc, target) as kept:
        stored(pc)[0].unlink()
        fill(kept, "5")
        for _ in range(3):
            with monkeypatch.context() as patch:
                patch.setattr(disk, "read_whole", _unreadable)
                with pytest.raises(FileError, match="tidak dapat dibaca"):
                    kept.publish()
        kept.publish()
    assert inside(target) == {sidik_of(A): A}


def _unreadable(path: Path) -> bytes:
    raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize("content", [b"", b"bukan berkas IKU" * 99, None])
def test_what_is_no_document_gives_nothing(
    pc: Pc, target: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "lain.sqlite"
    if content is not None:
        path.write_bytes(content)
    store = EvidenceStore(pc.places.evidence_folder("x"))
    assert retrieve([Piece(sidik_of(A), len(A), "Bukti")], store, path) == ()


@pytest.mark.parametrize("number", sorted(UPGRADES))
def test_nor_does_one_of_an_earlier_format(pc: Pc, number: int) -> None:
    store = EvidenceStore(pc.places.evidence_folder("x"))
    old = FILES / f"format-{number}.sqlite"
    assert retrieve([Piece(sidik_of(A), len(A), "Bukti")], store, old) == ()
