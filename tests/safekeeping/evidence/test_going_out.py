"""What leaves this PC is whole, wherever it goes; backups are without evidence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.edits.bukti import hapus_bukti
from core.errors import DamagedError, FileError
from core.evidence_kinds import MAKS_MB_TERTINGGI, MB
from core.safekeeping import disk
from core.safekeeping.backups import Backups
from core.safekeeping.drill import run_drill
from core.safekeeping.handover import hand_over
from core.safekeeping.handover import sentence as handed_over
from core.safekeeping.kept import KeptFile
from core.safekeeping.progress import PutOff, Tahap
from core.safekeeping.publish import siblings
from core.safekeeping.replacing import replace_document, sentence
from core.safekeeping.rescue import offers
from core.safekeeping.whole import named_evidence
from core.storage import file
from tests.core.signing import reopen, sign
from tests.safekeeping.documents import WAKTU, reader
from tests.safekeeping.evidence.pieces import (
    attach,
    data_of,
    edit,
    inside,
    opened_by,
    raw_inside,
    sidik_of,
    stored,
    with_evidence,
)
from tests.safekeeping.offices import TW1, Pc, Scene, fill
from tests.safekeeping.systems import Narrow

A, B = data_of(1), data_of(2)
BOTH = {sidik_of(A): A, sidik_of(B): B}


def remove(kept: KeptFile, sidik: str) -> None:
    ids = [each.id for each in kept.doc.semua_bukti() if each.sidik == sidik]
    kept.doc.apply(hapus_bukti(kept.doc, ids))


class TestPublishing:
    def test_without_evidence_it_is_the_working_copy(self, pc: Pc, target: Path) -> None:
        with opened_by(pc, target) as kept:
            fill(kept, "5")
            kept.publish()
            assert target.read_bytes() == kept.doc.content()
            assert not kept.keadaan.asal
            assert not kept.keadaan.rupa

    def test_what_is_named_no_more_does_not_go(self, pc: Pc, target: Path) -> None:
        with_evidence(pc, target, A, B)
        with opened_by(pc, target) as kept:
            remove(kept, sidik_of(A))
            kept.publish()
        assert inside(target) == {sidik_of(B): B}
        assert len(stored(pc)) == 2  # it can be taken back

    def test_the_last_piece_taken_out(self, pc: Pc, target: Path) -> None:
        with_evidence(pc, target, A)
        with opened_by(pc, target) as kept:
            remove(kept, sidik_of(A))
            kept.publish()
        with opened_by(pc, target) as kept:
            assert kept.is_published
            assert target.read_bytes() == kept.doc.content()

    def test_a_signed_version_keeps_its_evidence(self, pc: Pc, target: Path) -> None:
        with opened_by(pc, target) as kept:
            attach(kept, A)
            sign(kept.doc, TW1)
            reopen(kept.doc, TW1)
            remove(kept, sidik_of(A))
            attach(kept, B)
            assert set(named_evidence(kept.doc)) == set(BOTH)
            kept.publish()
        assert inside(target) == BOTH

    def test_the_same_state_gives_the_same_document(self, pc: Pc, target: Path) -> None:
        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            with kept.outgoing().whole() as one, kept.outgoing().whole() as other:
                assert disk.sha256(one) == disk.sha256(other)
                assert isinstance(one, disk.Stored)
                assert one.path.read_bytes() != b""
            assert not one.path.exists()

    def test_its_size_is_known_before(self, pc: Pc, target: Path) -> None:
        with opened_by(pc, target) as kept:
            attach(kept, A)
            guess = kept.document_size([len(B)])
            attach(kept, B)
            assert kept.evidence_size == len(A) + len(B)
            kept.publish()
        size = target.stat().st_size
        assert size <= guess <= size + 64 * 1024

    def test_what_could_not_be_opened_is_not_written(
        self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scene = Scene(target)
        with opened_by(pc, target) as kept:
            attach(kept, A)
            monkeypatch.setattr("core.safekeeping.whole.MAX_SIZE", 2**19)
            with pytest.raises(FileError, match="tidak dapat dibuka lagi"):
                kept.publish()
        assert scene.is_same()

    def test_no_room_on_the_stick(
        self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scene = Scene(target)
        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            monkeypatch.setattr(disk, "system", Narrow(len(A)))
            with pytest.raises(FileError, match=r"Ruang di .* tidak cukup"):
                kept.publish()
            assert scene.is_same()


class TestPutOff:
    @pytest.mark.parametrize("at", range(12))
    def test_everything_is_as_it_was_and_it_goes_later(
        self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch, at: int
    ) -> None:
        """At whatever moment: until the new one begins to take its place."""
        monkeypatch.setattr(disk, "FLUSHED", 2 * disk.PIECE)
        scene, calls = Scene(target), iter(range(10_000))
        tahap: list[Tahap] = []

        def progress(now: Tahap, done: int, total: int) -> None:
            assert 0 <= done <= total
            tahap.append(now)
            if next(calls) == at:
                raise PutOff("ditunda")

        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            with pytest.raises(PutOff):
                kept.publish(progress)
            assert scene.is_same()
            assert not list(kept.keadaan.folder.glob("susun-*"))
            assert kept.publish()
            assert kept.is_published
        assert inside(target) == BOTH

    def test_what_is_told(self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(disk, "FLUSHED", 2 * disk.PIECE)
        told: list[tuple[Tahap, int]] = []
        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            kept.publish(lambda tahap, done, total: told.append((tahap, done * 100 // total)))
        order = list(dict.fromkeys(tahap for tahap, _ in told))
        assert order == [Tahap.SUSUN, Tahap.PERIKSA, Tahap.TULIS, Tahap.BUKTIKAN]
        assert max(percent for tahap, percent in told if tahap is Tahap.TULIS) > 80

    def test_at_the_end_it_goes_on(
        self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It has taken its place already."""
        monkeypatch.setattr(disk, "FLUSHED", 2 * disk.PIECE)
        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            kept.publish()
            fill(kept, "5")

            def progress(*_: object) -> None:
                if not target.with_name(f"{target.name}.baru").exists() and siblings(target):
                    raise PutOff("ditunda")

            kept.publish(progress)
            assert kept.is_published
        assert siblings(target) == []


class TestCopies:
    def test_a_saved_copy_is_whole(self, pc: Pc, target: Path, tmp_path: Path) -> None:
        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            kept.save_copy(tmp_path / "salinan.sqlite")
        assert inside(tmp_path / "salinan.sqlite") == BOTH

    def test_from_a_document_that_can_only_be_read(
        self, pc: Pc, other: Pc, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with_evidence(pc, target, A, B)
        with monkeypatch.context() as patch:
            patch.setattr(disk, "is_protected", lambda path: True)
            kept = other.open(target)
        kept.save_copy(tmp_path / "salinan.sqlite")
        kept.close()
        assert inside(tmp_path / "salinan.sqlite") == BOTH


class TestHandingOver:
    def give(self, kept: KeptFile, folder: Path) -> str:
        folder.mkdir(exist_ok=True)
        with kept.outgoing().whole() as content:
            done = hand_over(content, kept.target.name, folder, WAKTU, reader())
        return handed_over(done)

    def test_it_is_whole_there(self, pc: Pc, other: Pc, target: Path, tmp_path: Path) -> None:
        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            said = self.give(kept, tmp_path / "KINGSTON")
        assert "diperiksa utuh" in said
        assert "tidak ikut" not in said
        there = tmp_path / "KINGSTON" / target.name
        assert inside(there) == BOTH
        with opened_by(other, there) as received:
            assert received.evidence.read(sidik_of(A)) == A

    def test_what_is_nowhere_is_said(self, pc: Pc, target: Path, tmp_path: Path) -> None:
        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            stored(pc)[0].unlink()
            assert "tidak ikut" in self.give(kept, tmp_path / "KINGSTON")

    def test_what_has_gone_bad_here_is_not_given(
        self, pc: Pc, target: Path, tmp_path: Path
    ) -> None:
        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            stored(pc)[0].write_bytes(b"?" * len(A))
            with pytest.raises(DamagedError, match="hilang atau rusak"):
                self.give(kept, tmp_path / "KINGSTON")
        assert list((tmp_path / "KINGSTON").iterdir()) == []

    def test_what_has_gone_bad_within_is_not_given(
        self, pc: Pc, target: Path, tmp_path: Path
    ) -> None:
        with_evidence(pc, target, A, B)
        edit(target, "UPDATE isi_bukti SET isi = ? WHERE sidik = ?", b"?", sidik_of(A))
        (tmp_path / "KINGSTON").mkdir()
        with pytest.raises(DamagedError, match="tidak diserahkan: isi bukti"):
            hand_over(target.read_bytes(), "a.sqlite", tmp_path / "KINGSTON", WAKTU, reader())
        assert list((tmp_path / "KINGSTON").iterdir()) == []


class TestBackups:
    def test_they_have_none(self, pc: Pc, target: Path) -> None:
        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            made = Backups(pc.places, kept.doc.berkas_id).add(kept.doc, WAKTU, "uji")
        assert raw_inside(made.path) == []

    def test_nor_those_of_a_document_as_it_lies_there(
        self, pc: Pc, other: Pc, target: Path
    ) -> None:
        with_evidence(pc, target, A, B)
        with opened_by(pc, target) as kept:
            backups = Backups(other.places, kept.doc.berkas_id)
        made = backups.add_file(target, WAKTU, "diminta")
        assert raw_inside(made.path) == []
        assert made.ukuran < target.stat().st_size - len(A)
        assert {path.name for path in stored(other)} == set(BOTH)
        assert backups.add_file(target, WAKTU, "diminta").path == made.path

    @pytest.mark.parametrize("pieces", ["here", "in the document", "nowhere"])
    def test_restoring(self, pc: Pc, target: Path, pieces: str) -> None:
        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            kept.publish()
            made = Backups(pc.places, kept.doc.berkas_id).add(kept.doc, WAKTU, "uji")
        if pieces != "here":
            shutil.rmtree(stored(pc)[0].parent)
        if pieces == "nowhere":
            target.write_bytes(b"rusak")
        done = replace_document(target, made.path, pc.places, reader(), WAKTU)
        if pieces == "nowhere":
            assert len(done.missing) == 2
            assert "tidak ditemukan" in sentence(done)
            assert inside(target) == {}
        else:
            assert done.missing == ()
            assert inside(target) == BOTH
        assert not list(pc.places.folder.glob("**/susun-*"))

    def test_rescue_from_what_this_pc_has(self, pc: Pc, target: Path) -> None:
        with_evidence(pc, target, A, B)
        target.unlink()
        best = offers(target, pc.places, reader())[0]
        replace_document(target, best.path, pc.places, reader(), WAKTU)
        assert inside(target) == BOTH

    def test_the_drill_reads_the_evidence(self, pc: Pc, target: Path) -> None:
        with opened_by(pc, target) as kept:
            attach(kept, A, B)
            Backups(pc.places, kept.doc.berkas_id).add(kept.doc, WAKTU, "uji")
        assert run_drill(pc.places, reader(), WAKTU).berhasil
        path = stored(pc)[0]
        path.write_bytes(b"?" * path.stat().st_size)
        drill = run_drill(pc.places, reader(), WAKTU)
        assert not drill.berhasil
        assert "dapat dipulihkan, tetapi isi bukti" in drill.kalimat


def test_pieces_fit_through_every_connection() -> None:
    """A row of 16 MB is refused by every connection of this program."""
    assert MAKS_MB_TERTINGGI * MB + 4096 < 16 * 2**20 < file.MAX_SIZE


def test_no_room_on_this_pc(pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene(target)

    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with opened_by(pc, target) as kept:
        attach(kept, A)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_bytes", full)
            with pytest.raises(FileError, match=r"PC ini tidak dapat menyiapkan .*disk penuh"):
                kept.publish()
        assert scene.is_same()
        kept.publish()
    assert inside(target) == {sidik_of(A): A}
