"""Where the document is gone or another one, nothing is lost and nobody guesses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.errors import FileError
from core.safekeeping import disk
from core.safekeeping.opening import Pilihan, Undecided
from core.safekeeping.publish import ReplacedMeanwhile
from core.sample import create_sample
from tests.core.files import beside
from tests.safekeeping.offices import LAIN, Pc, Scene, fill, value_of

SAME = "Salinan ini sama dengan yang terakhir ada di PC ini."
GIVEN_UP = "Pekerjaan di PC ini yang tidak ada di berkas ini disimpan sebagai cadangan."


class TestColleague:
    def test_newer_is_taken(self, pc: Pc, other: Pc, target: Path) -> None:
        pc.fill(target, "5")
        before = pc.keadaan(target)
        other.fill(target, "4")
        other.fill(target, "4", LAIN)
        kept = pc.open(target)
        assert (value_of(kept), value_of(kept, LAIN), kept.is_published) == ("4", "4", True)
        assert kept.notes == ("Berkas ini lebih baru: 2 perubahan dari salinan lain.",)
        assert kept.keadaan.salinan != before.salinan
        kept.close()
        assert len(pc.working_copies(target)) == 1
        kept = pc.open(target)
        assert kept.notes == ()
        kept.close()

    def test_older_is_said(self, pc: Pc, target: Path) -> None:
        older = target.read_bytes()
        pc.fill(target, "5")
        pc.fill(target, "4", LAIN)
        target.write_bytes(older)
        kept = pc.open(target)
        assert value_of(kept) == "3"
        assert kept.notes == (
            "Salinan ini tertinggal 2 perubahan dari yang terakhir ada di PC ini.",
            GIVEN_UP,
        )
        kept.close()

    def test_branched_is_said(self, pc: Pc, other: Pc, target: Path) -> None:
        older = target.read_bytes()
        pc.fill(target, "5")
        pc.fill(target, "4")
        target.write_bytes(older)
        other.fill(target, "5")
        kept = pc.open(target)
        assert kept.notes == (
            "Berkas ini bercabang dari yang terakhir ada di PC ini: 2 perubahan di PC ini, "
            "1 di berkas ini.",
            GIVEN_UP,
        )
        kept.close()

    def test_what_another_place_on_this_pc_has_seen_is_not_new(
        self, pc: Pc, target: Path, tmp_path: Path
    ) -> None:
        elsewhere = tmp_path / "lain" / "kinerja.sqlite"
        elsewhere.parent.mkdir()
        shutil.copyfile(target, elsewhere)
        pc.fill(target, "5")
        pc.open(elsewhere).close()
        third = tmp_path / "ketiga.sqlite"
        shutil.copyfile(target, third)
        kept = pc.open(third)
        assert kept.notes == (SAME,)
        kept.close()

    def test_two_pcs_take_turns(self, pc: Pc, other: Pc, target: Path) -> None:
        names = set()
        for value in ("5", "4", "2", "1"):
            for each in (pc, other):
                each.fill(target, value)
                names.add(each.keadaan(target).salinan)
                assert beside(target) == []
        kept = pc.open(target)
        assert kept.pending == 0
        steps = kept.doc.journal()
        assert len({(step.salinan, step.urut) for step in steps}) == len(steps)
        assert names <= kept.doc.vektor.keys()
        kept.close()

    def test_replaced_while_open_is_never_overwritten(
        self, pc: Pc, other: Pc, target: Path
    ) -> None:
        kept = pc.open(target)
        other.fill(target, "4")
        scene = Scene(target)
        fill(kept, "5")
        for _ in range(3):
            with pytest.raises(ReplacedMeanwhile, match="sudah diganti dan tidak ditimpa"):
                kept.publish()
        assert (kept.is_published, kept.pending) == (False, 1)
        kept.close()
        assert scene.is_same()


class TestUndecided:
    @pytest.fixture(autouse=True)
    def _unpublished(self, pc: Pc, target: Path) -> None:
        pc.fill(target, "5")
        pc.fill(target, "1", publish=False)

    def undecided(self, pc: Pc, target: Path, words: str) -> Undecided:
        before = pc.working_copies(target)
        contents = [path.read_bytes() for path in before]
        scene = Scene(target)
        with pytest.raises(Undecided, match=words) as caught:
            pc.open(target)
        assert scene.is_same()
        assert [path.read_bytes() for path in pc.working_copies(target)] == contents
        assert str(caught.value).endswith(".")
        return caught.value

    def test_replaced_and_the_work_is_chosen(self, pc: Pc, other: Pc, target: Path) -> None:
        other.fill(target, "4", LAIN)
        question = self.undecided(pc, target, "telah diganti")
        assert question.is_there
        assert question.can_go_on
        scene = Scene(target)
        kept = pc.open(target, Pilihan.KERJA)
        assert (value_of(kept), value_of(kept, LAIN), kept.is_published) == ("1", "3", False)
        with pytest.raises(ReplacedMeanwhile):
            kept.publish()
        kept.close()
        assert scene.is_same()

    def test_replaced_and_the_document_is_chosen(self, pc: Pc, other: Pc, target: Path) -> None:
        other.fill(target, "4", LAIN)
        before = pc.keadaan(target)
        kept = pc.open(target, Pilihan.BERKAS)
        assert (value_of(kept), value_of(kept, LAIN), kept.is_published) == ("5", "4", True)
        kept.close()
        assert pc.keadaan(target).salinan != before.salinan
        assert len(pc.working_copies(target)) == 1
        (given_up,) = pc.aside()
        kept = pc.open(given_up)
        assert value_of(kept) == "1"
        kept.close()

    def test_given_up_twice_within_a_second(self, pc: Pc, other: Pc, target: Path) -> None:
        pc._seconds = iter([0] * 99)  # type: ignore[assignment]
        other.fill(target, "4", LAIN)
        pc.open(target, Pilihan.BERKAS).close()
        pc.fill(target, "2", publish=False)
        other.fill(target, "3", LAIN)
        pc.open(target, Pilihan.BERKAS).close()
        found = []
        for path in pc.aside():
            kept = pc.open(path)
            found.append(value_of(kept))
            kept.close()
        assert sorted(map(str, found)) == ["1", "2"]

    def test_gone(self, pc: Pc, target: Path) -> None:
        target.unlink()
        question = self.undecided(pc, target, "tidak ada atau tidak dapat dibaca")
        assert not question.is_there
        with pytest.raises(FileError, match="tidak ditemukan"):
            pc.open(target, Pilihan.BERKAS)
        kept = pc.open(target, Pilihan.KERJA)
        assert value_of(kept) == "1"
        with pytest.raises(ReplacedMeanwhile, match="tidak ada lagi"):
            kept.publish()
        publication = kept.publication(recreate=True)
        assert publication is not None
        kept.went(publication, publication.run())
        assert kept.is_published
        kept.close()
        kept = pc.open(target)
        assert (value_of(kept), kept.notes) == ("1", ())
        kept.close()

    def test_the_stick_is_out(self, pc: Pc, target: Path) -> None:
        pulled = target.parent.rename(target.parent.with_name("dicabut"))
        with pytest.raises(Undecided, match="tidak ada atau tidak dapat dibaca"):
            pc.open(target)
        kept = pc.open(target, Pilihan.KERJA)
        fill(kept, "4")
        with pytest.raises(FileError):
            kept.publish()
        pulled.rename(target.parent)
        assert kept.publish()
        kept.close()
        kept = pc.open(target)
        assert (value_of(kept), kept.notes) == ("4", ())
        kept.close()

    def test_another_stick_is_in(self, pc: Pc, target: Path, tmp_path: Path) -> None:
        """Another document of the same name: it is not this one's place."""
        target.unlink()
        create_sample(target, Pc(tmp_path / "asing").environment())
        self.undecided(pc, target, "telah diganti")
        scene = Scene(target)
        kept = pc.open(target, Pilihan.KERJA)
        with pytest.raises(ReplacedMeanwhile):
            kept.publish()
        publication = kept.publication(recreate=True)
        assert publication is not None
        with pytest.raises(ReplacedMeanwhile):
            publication.run()
        kept.close()
        assert scene.is_same()
        kept = pc.open(target, Pilihan.BERKAS)
        assert value_of(kept) == "3"
        assert kept.notes == (GIVEN_UP,)
        kept.close()
        assert len(pc.aside()) == 1

    def test_a_damaged_document_does_not_hide_the_work(self, pc: Pc, target: Path) -> None:
        target.write_bytes(b"\0" * target.stat().st_size)
        self.undecided(pc, target, "telah diganti")
        with pytest.raises(FileError):
            pc.open(target, Pilihan.BERKAS)
        kept = pc.open(target, Pilihan.KERJA)
        assert value_of(kept) == "1"
        kept.close()


def test_a_gone_document_without_unpublished_work_can_be_put_there_again(
    pc: Pc, target: Path
) -> None:
    pc.fill(target, "5")
    target.unlink()
    with pytest.raises(Undecided, match="tidak ada"):
        pc.open(target)
    kept = pc.open(target, Pilihan.KERJA)
    assert (value_of(kept), kept.is_published) == ("5", False)
    publication = kept.publication(recreate=True)
    assert publication is not None
    kept.went(publication, publication.run())
    kept.close()
    assert disk.hash_of(target) == pc.keadaan(target).terbit
