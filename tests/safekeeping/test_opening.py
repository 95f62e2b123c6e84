"""Where the working copy and the document do not agree, nothing is lost and nobody guesses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.document import Document
from core.edits.isian import fill_in
from core.errors import DamagedError, FileError
from core.model.change import Change, SetValue
from core.safekeeping import disk
from core.safekeeping.arrival import looked_at
from core.safekeeping.backups import Backups, restored
from core.safekeeping.kept import KeptFile
from core.safekeeping.opening import InUse, Pilihan, Undecided
from core.safekeeping.places import Keadaan
from core.safekeeping.publish import ReplacedMeanwhile, publish
from core.safekeeping.rescue import offers
from core.sample import create_sample
from core.storage.file import format_of, journal_of
from core.storage.migration import UPGRADES
from core.storage.schema import FORMAT
from tests.core.files import beside
from tests.safekeeping.offices import KUNCI, LAIN, TW1, Pc, Scene, fill, value_of
from tests.safekeeping.torn import torn

ROOT = Path(__file__).resolve().parents[2]
SAME = "Salinan ini sama dengan yang terakhir ada di PC ini."
GIVEN_UP = "Pekerjaan di PC ini yang tidak ada di berkas ini disimpan sebagai cadangan."


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
    create_sample(path, Pc(tmp_path / "pembuat").environment())
    return path


def working_copies(pc: Pc, target: Path) -> list[Path]:
    return sorted(pc.places.work_folder(target).glob("*.sqlite*"))


class TestFirst:
    def test_the_document_is_only_read(self, pc: Pc, target: Path) -> None:
        scene = Scene(target)
        kept = pc.open(target)
        assert value_of(kept) == "3"
        assert (kept.notes, kept.read_only, kept.is_published, kept.pending) == ((), False, True, 0)
        assert not kept.publish()
        kept.close()
        assert scene.is_same()

    def test_every_change_is_in_the_working_copy_at_once(
        self, pc: Pc, target: Path, tmp_path: Path
    ) -> None:
        scene = Scene(target)
        kept = pc.open(target)
        fill(kept, "5")
        assert (kept.is_published, kept.pending) == (False, 1)
        again = pc.after_crash(tmp_path / "lagi")
        kept.close()
        assert scene.is_same()
        kept = again.open(target)
        assert value_of(kept) == "5"
        assert kept.pending == 1
        assert kept.notes == (
            "Melanjutkan pekerjaan di PC ini: 1 perubahan menyusul ke berkas di folder STIK.",
        )
        assert kept.publish()
        kept.close()

    def test_what_is_not_there_leaves_no_working_copy(self, pc: Pc, tmp_path: Path) -> None:
        for name in ("tiada.sqlite", "tiada/tiada.sqlite"):
            with pytest.raises(FileError, match="tidak ditemukan"):
                pc.open(tmp_path / name)
            assert working_copies(pc, tmp_path / name) == []
            assert pc.places.remembered() == []

    def test_a_link_stays_a_link(self, pc: Pc, target: Path, tmp_path: Path) -> None:
        link = tmp_path / "tautan.sqlite"
        link.symlink_to(target)
        pc.fill(link, "5")
        assert link.is_symlink()
        kept = pc.open(target)
        assert value_of(kept) == "5"
        with pytest.raises(InUse):
            pc.open(link)
        kept.close()

    def test_a_ring_of_links_is_a_sentence(self, pc: Pc, tmp_path: Path) -> None:
        link = tmp_path / "cincin.sqlite"
        link.symlink_to(link)
        with pytest.raises(FileError):
            pc.open(link)


class TestAgain:
    def test_the_working_copy_keeps_its_name_and_numbers(self, pc: Pc, target: Path) -> None:
        pc.fill(target, "5")
        first = pc.keadaan(target)
        pc.fill(target, "4")
        second = pc.keadaan(target)
        assert (second.salinan, second.kerja) == (first.salinan, first.kerja)
        assert second.vektor[second.salinan] == 2
        assert disk.hash_of(target) == second.terbit == disk.hash_of(second.working_copy)

    def test_nothing_is_read_anew_and_nothing_said(self, pc: Pc, target: Path) -> None:
        pc.fill(target, "5")
        scene, before = Scene(target), pc.keadaan(target)
        kept = pc.open(target)
        assert (value_of(kept), kept.notes, kept.is_published) == ("5", (), True)
        kept.close()
        assert pc.keadaan(target) == before
        assert scene.is_same()

    def test_the_lost_working_copy_of_an_unchanged_document(self, pc: Pc, target: Path) -> None:
        pc.fill(target, "5")
        before = pc.keadaan(target)
        before.working_copy.unlink()
        kept = pc.open(target)
        assert (value_of(kept), kept.notes) == ("5", (SAME,))
        kept.close()
        assert pc.keadaan(target).salinan != before.salinan

    def test_a_publication_that_arrived_unnoticed(
        self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The PC stopped after the document was replaced, before it was put down."""
        kept = pc.open(target)
        fill(kept, "5")
        publication = kept.publication()
        assert publication is not None
        monkeypatch.setattr(Keadaan, "write", _stops_the_second_time())
        with pytest.raises(Stopped):
            publication.run()
        monkeypatch.undo()
        fill(kept, "4")
        assert kept.publish()  # what lies there is ours
        fill(kept, "2")
        monkeypatch.setattr(Keadaan, "write", _stops_the_second_time())
        with pytest.raises(Stopped):
            kept.publish()
        monkeypatch.undo()
        kept.close()
        assert disk.hash_of(target) != pc.keadaan(target).terbit
        kept = pc.open(target)
        assert (value_of(kept), kept.notes, kept.pending, kept.is_published) == ("2", (), 0, True)
        kept.close()

    def test_a_publication_that_broke_off_goes_on(self, pc: Pc, target: Path) -> None:
        """Between the two renamings the document has only its other names."""
        kept = pc.open(target)
        fill(kept, "5")
        kept.close()
        target.rename(target.with_name(target.name + ".lama"))
        kept = pc.open(target)
        assert (value_of(kept), kept.is_published) == ("5", False)
        assert kept.publish()
        assert beside(target) == []
        kept.close()
        kept = pc.open(target)
        assert (value_of(kept), kept.notes) == ("5", ())
        kept.close()


class Stopped(BaseException):
    """The PC has no power any more."""


def _stops_the_second_time() -> Callable[[Keadaan], None]:
    write, calls = Keadaan.write, iter((True, False))

    def stop(keadaan: Keadaan) -> None:
        if not next(calls):
            raise Stopped
        write(keadaan)

    return stop


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
        assert len(working_copies(pc, target)) == 1
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
        before = working_copies(pc, target)
        contents = [path.read_bytes() for path in before]
        scene = Scene(target)
        with pytest.raises(Undecided, match=words) as caught:
            pc.open(target)
        assert scene.is_same()
        assert [path.read_bytes() for path in working_copies(pc, target)] == contents
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
        assert len(working_copies(pc, target)) == 1
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


class TestDamagedWorkingCopy:
    @pytest.mark.parametrize(
        "damage",
        [
            lambda content: b"",
            lambda content: b"\0" * len(content),
            lambda content: content[:-4096],
            lambda content: content[:50],
            lambda content: content.replace(b"spbe.indikator.32", b"spbe.indikator.23"),
        ],
        ids=["empty", "zeros", "cut", "header cut", "changed"],
    )
    def test_the_document_can_be_chosen(
        self, pc: Pc, target: Path, damage: Callable[[bytes], bytes]
    ) -> None:
        pc.fill(target, "5")
        pc.fill(target, "1", publish=False)
        kerja = pc.keadaan(target).working_copy
        damaged = damage(kerja.read_bytes())
        kerja.write_bytes(damaged)
        scene = Scene(target)
        with pytest.raises(Undecided, match=r"Salinan kerja kinerja\.sqlite di PC ini rusak") as at:
            pc.open(target)
        assert not at.value.can_go_on
        with pytest.raises(Undecided, match="rusak"):
            pc.open(target, Pilihan.KERJA)
        assert kerja.read_bytes() == damaged
        kept = pc.open(target, Pilihan.BERKAS)
        assert value_of(kept) == "5"
        kept.close()
        assert scene.is_same()
        assert [path.read_bytes() for path in pc.aside()] == [damaged]

    def test_where_the_document_is_gone_too(self, pc: Pc, target: Path) -> None:
        """There is nothing to choose from; what else is whole is offered by `rescue`."""
        pc.fill(target, "5")
        pc.keadaan(target).working_copy.write_bytes(b"x" * 5000)
        target.unlink()
        with pytest.raises(DamagedError, match="tidak ada atau tidak dapat dibaca, dan salinan"):
            pc.open(target, Pilihan.KERJA)
        assert len(working_copies(pc, target)) == 1

    def test_where_the_document_was_replaced(self, pc: Pc, other: Pc, target: Path) -> None:
        pc.fill(target, "5", publish=False)
        other.fill(target, "4")
        pc.keadaan(target).working_copy.write_bytes(b"x" * 5000)
        with pytest.raises(Undecided, match="rusak"):
            pc.open(target, Pilihan.KERJA)
        kept = pc.open(target, Pilihan.BERKAS)
        assert value_of(kept) == "4"
        kept.close()

    def test_a_working_copy_that_lost_what_was_published(
        self, pc: Pc, target: Path, tmp_path: Path
    ) -> None:
        """A disk that only pretends to flush gives back an older state: it is not to be put over
        the newer document, and its numbers are not to be given twice."""
        pc.fill(target, "5")
        older = pc.keadaan(target).working_copy.read_bytes()
        pc.fill(target, "1")
        before = pc.keadaan(target)
        before.working_copy.write_bytes(older)
        kept = pc.open(target)
        assert (value_of(kept), kept.is_published) == ("1", True)
        assert kept.keadaan.salinan != before.salinan
        fill(kept, "2")
        kept.publish()
        steps = kept.doc.journal()
        assert len({(step.salinan, step.urut) for step in steps}) == len(steps)
        kept.close()

    def test_a_working_copy_that_lost_what_arrived_unnoticed(
        self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pc.fill(target, "5")
        older = pc.keadaan(target).working_copy.read_bytes()
        kept = pc.open(target)
        fill(kept, "1")
        monkeypatch.setattr(Keadaan, "write", _stops_the_second_time())
        with pytest.raises(Stopped):
            kept.publish()
        monkeypatch.undo()
        kept.close()
        pc.keadaan(target).working_copy.write_bytes(older)
        kept = pc.open(target)
        assert value_of(kept) == "1"
        kept.close()

    def test_a_working_copy_that_lost_what_was_published_is_all_that_is_left(
        self, pc: Pc, target: Path
    ) -> None:
        pc.fill(target, "5")
        older = pc.keadaan(target).working_copy.read_bytes()
        pc.fill(target, "1")
        before = pc.keadaan(target)
        before.working_copy.write_bytes(older)
        target.unlink()
        kept = pc.open(target, Pilihan.KERJA)
        fill(kept, "2")
        assert kept.doc.journal()[-1].salinan != before.salinan
        kept.close()

    def test_a_working_copy_that_knows_other_steps_than_it_published(
        self, pc: Pc, target: Path
    ) -> None:
        pc.fill(target, "5")
        older = pc.keadaan(target).working_copy.read_bytes()
        pc.fill(target, "1")
        kerja = pc.keadaan(target).working_copy
        kerja.write_bytes(older)
        doc = Document(kerja, pc.environment(), salinan="lain")
        doc.apply(fill_in(doc, TW1, LAIN, "5"))
        doc.close()
        with pytest.raises(Undecided, match="rusak"):
            pc.open(target)
        kept = pc.open(target, Pilihan.BERKAS)
        assert (value_of(kept), kept.notes) == ("1", (GIVEN_UP,))
        kept.close()


class TestGarbledMemory:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            "null",
            '"x"',
            "{}",
            "\0" * 400,
            "[" * 100_000,
            *(
                json.dumps({**_SOUND, name: bad})
                for _SOUND in [
                    {
                        "berkas": "a",
                        "berkas_id": "x",
                        "salinan": "x",
                        "kerja": "x",
                        "terbit": "x",
                        "dicoba": [],
                        "vektor": {},
                        "waktu": "x",
                    }
                ]
                for name, bad in [
                    ("vektor", []),
                    ("vektor", {"x": 1e999}),
                    ("vektor", {"x": None}),
                    ("dicoba", 7),
                    ("berkas", None),
                    ("kerja", ""),
                    ("kerja", ".."),
                    ("kerja", "a\0b"),
                    ("kerja", "kunci"),
                ]
            ),
        ],
    )
    def test_the_work_is_kept(self, pc: Pc, target: Path, text: str) -> None:
        pc.fill(target, "5")
        pc.fill(target, "1", publish=False)
        kerja = pc.keadaan(target).working_copy
        (kerja.parent / "keadaan.json").write_text(text)
        try:
            kept = pc.open(target)
        except Undecided:
            kept = pc.open(target, Pilihan.BERKAS)
        assert value_of(kept) == "5"
        kept.close()
        given_up = pc.aside()
        assert given_up
        found = set()
        for path in given_up:
            kept = pc.open(path)
            found.add(value_of(kept))
            kept.close()
        assert found == {"1"}

    def test_a_clean_working_copy_leaves_nothing_behind(self, pc: Pc, target: Path) -> None:
        pc.fill(target, "5")
        (pc.places.work_folder(target) / "keadaan.json").write_text("{")
        kept = pc.open(target)
        assert (value_of(kept), kept.notes) == ("5", ())
        kept.close()
        assert pc.aside() == []
        assert len(working_copies(pc, target)) == 1

    def test_the_work_is_offered_where_the_document_is_gone_too(self, pc: Pc, target: Path) -> None:
        pc.fill(target, "1", publish=False)
        (pc.places.work_folder(target) / "keadaan.json").write_text("{")
        target.unlink()
        with pytest.raises(FileError, match="tidak ditemukan"):
            pc.open(target)
        (offer,) = offers(target, pc.places, pc.environment())
        with looked_at(offer.path, pc.environment()) as arrived:
            assert arrived.doc.nilai(TW1, KUNCI) == "1"

    def test_the_memory_of_another_document(self, pc: Pc, target: Path, tmp_path: Path) -> None:
        elsewhere = tmp_path / "lain.sqlite"
        create_sample(elsewhere, Pc(tmp_path / "asing").environment())
        pc.fill(target, "5")
        pc.fill(elsewhere, "4")
        for name in ("keadaan.json", pc.keadaan(elsewhere).kerja):
            shutil.copyfile(
                pc.places.work_folder(elsewhere) / name, pc.places.work_folder(target) / name
            )
        scene = Scene(target)
        kept = pc.open(target)
        assert value_of(kept) == "5"
        kept.close()
        assert scene.is_same()


class TestReadOnly:
    def check(self, pc: Pc, target: Path) -> None:
        scene = Scene(target)
        with_two = [pc.open(target), pc.open(target)]
        for kept in with_two:
            assert (kept.read_only, kept.doc.read_only, kept.pending) == (True, True, 0)
            with pytest.raises(FileError, match="hanya dapat dibaca"):
                fill(kept, "1")
            assert value_of(kept) == "3"
            assert kept.publication() is None
        folders = [kept.keadaan.folder for kept in with_two]
        for kept in with_two:
            kept.close()
        assert not any(folder.exists() for folder in folders)
        assert scene.is_same()

    def test_file(self, pc: Pc, target: Path) -> None:
        target.chmod(0o444)
        self.check(pc, target)

    @pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such folders on Windows")
    def test_folder(self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """As it looks to somebody without rights in the folder."""
        access = os.access

        def no_write(path: Path, mode: int) -> bool:
            return path != target.parent and access(path, mode)

        monkeypatch.setattr(os, "access", no_write)
        self.check(pc, target)

    def test_unpublished_work_goes_on_although_the_document_is_protected_now(
        self, pc: Pc, target: Path
    ) -> None:
        pc.fill(target, "1", publish=False)
        target.chmod(0o444)
        scene = Scene(target)
        kept = pc.open(target)
        assert (value_of(kept), kept.pending, kept.read_only) == ("1", 1, False)
        with pytest.raises(FileError, match=r"belum diperbarui \(media hanya dapat dibaca\)"):
            kept.publish()
        assert scene.is_same()
        target.chmod(0o644)
        assert kept.publish()
        kept.close()

    def test_a_newer_minor_version(self, pc: Pc, target: Path) -> None:
        content = bytearray(target.read_bytes())
        content[60:64] = (FORMAT + 1).to_bytes(4, "big")
        target.write_bytes(content)
        scene = Scene(target)
        kept = pc.open(target)
        assert kept.read_only
        assert value_of(kept) == "3"
        with pytest.raises(FileError, match="lebih baru dan hanya dapat dibaca"):
            fill(kept, "1")
        assert kept.publication() is None
        kept.close()
        assert scene.is_same()


_HOLD = """
import sys
from pathlib import Path
from tests.safekeeping.offices import Pc, fill
kept = Pc(Path(sys.argv[1])).open(Path(sys.argv[2]))
fill(kept, "1")
print("terbuka", flush=True)
sys.stdin.read()
"""


class TestSecondOpener:
    def test_is_told(self, pc: Pc, target: Path) -> None:
        kept = pc.open(target)
        scene = Scene(target)
        for pilihan in Pilihan:
            with pytest.raises(InUse, match="sedang dibuka di jendela lain pada PC ini"):
                pc.open(target, pilihan)
        with pytest.raises(InUse):
            pc.open(target.parent / ".." / target.parent.name / target.name)
        assert scene.is_same()
        fill(kept, "5")
        kept.publish()
        kept.close()
        pc.open(target).close()

    def test_a_failed_opening_holds_nothing(self, pc: Pc, target: Path) -> None:
        sound = target.read_bytes()
        target.write_bytes(b"x")
        with pytest.raises(FileError, match="bukan berkas IKU"):
            pc.open(target)
        target.write_bytes(sound)
        pc.open(target).close()

    def test_another_process_that_is_killed(self, pc: Pc, target: Path) -> None:
        with subprocess.Popen(
            [sys.executable, "-c", _HOLD, str(pc.places.folder), str(target)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "terbuka\n"
            with pytest.raises(InUse):
                pc.open(target)
            process.kill()
        kept = pc.open(target)
        assert (value_of(kept), kept.pending) == ("1", 1)
        kept.close()

    def test_a_copy_of_the_lock_means_nothing(self, pc: Pc, target: Path, tmp_path: Path) -> None:
        kept = pc.open(target)
        again = pc.after_crash(tmp_path / "lagi")
        kept.close()
        again.open(target).close()


class TestOlderFormat:
    @pytest.fixture(params=sorted(UPGRADES))
    def old(self, request: pytest.FixtureRequest, target: Path) -> Path:
        shutil.copyfile(ROOT / "tests" / "files" / f"format-{request.param}.sqlite", target)
        return target

    def test_is_brought_up_to_date_on_this_pc_first(self, pc: Pc, old: Path) -> None:
        scene, before = Scene(old), format_of(old)
        kept = pc.open(old)
        assert (kept.read_only, kept.is_published, kept.pending) == (False, False, 1)
        assert scene.is_same()
        kept.close()
        assert scene.is_same()
        kept = pc.open(old)
        assert (kept.is_published, kept.pending) == (False, 1)
        assert kept.publish()
        assert (format_of(old), beside(old)) == (FORMAT, [])
        kept.close()
        assert before < FORMAT
        kept = pc.open(old)
        assert (kept.is_published, kept.notes) == (True, ())
        kept.close()

    def test_is_backed_up_to_the_byte_first(self, pc: Pc, old: Path) -> None:
        before = disk.hash_of(old)
        kept = pc.open(old)
        assert "bentuk lamanya disimpan sebagai cadangan" in kept.notes[0]
        kept.publish()
        (backup,) = Backups(pc.places, kept.doc.berkas_id).list()
        assert disk.hash_of(backup.path) == before != disk.hash_of(old)
        with restored(backup, pc.environment()) as doc:
            assert doc.sidik == kept.doc.sidik
        kept.close()

    def test_two_pcs_bring_it_up_to_date_and_are_not_branched(
        self, pc: Pc, other: Pc, old: Path, tmp_path: Path
    ) -> None:
        twin = tmp_path / "kembar.sqlite"
        shutil.copyfile(old, twin)
        for each, path in ((pc, old), (other, twin)):
            kept = each.open(path)
            kept.publish()
            kept.close()
        shutil.copyfile(twin, old)
        kept = pc.open(old)
        assert kept.notes == ()
        kept.close()

    def test_in_a_protected_place_it_is_only_read(self, pc: Pc, old: Path) -> None:
        old.chmod(0o444)
        scene = Scene(old)
        kept = pc.open(old)
        assert kept.read_only
        assert len(kept.doc.hasil(kept.doc.periode_berisi()[-1])) == 4
        kept.close()
        assert scene.is_same()

    @pytest.mark.parametrize("is_hot", [False, True])
    def test_a_working_copy_of_an_older_program_with_unpublished_work(
        self, pc: Pc, old: Path, is_hot: bool
    ) -> None:
        """As after an update of the program."""
        kept = pc.open(old)
        kept.close()
        keadaan = pc.keadaan(old)
        shutil.copyfile(old, keadaan.working_copy)
        if is_hot:
            torn(keadaan.working_copy)
        keadaan._replace(terbit="0" * 64, dicoba=(disk.hash_of(old) or "",)).write()
        scene = Scene(old)
        kept = pc.open(old)
        assert scene.is_same()
        fill_any(kept)
        kept.publish()
        kept.close()
        assert beside(old) == []
        assert all(path.name.endswith(".sqlite") for path in working_copies(pc, old))
        kept = pc.open(old)
        assert kept.doc.profil.tempat == "Kota Uji"
        kept.close()


def fill_any(kept: KeptFile) -> None:
    before = kept.doc.profil.tempat
    kept.doc.apply(Change("x", (SetValue("profil", "profil", "tempat", before, "Kota Uji"),)))


class TestHotWorkingCopy:
    def test_the_transaction_that_broke_off_is_taken_back(self, pc: Pc, target: Path) -> None:
        pc.fill(target, "1", publish=False)
        torn(pc.keadaan(target).working_copy)
        kept = pc.open(target)
        assert (value_of(kept), kept.pending) == ("1", 1)
        kept.close()
        assert len(working_copies(pc, target)) == 1

    def test_given_up_it_is_whole_among_the_backups(self, pc: Pc, other: Pc, target: Path) -> None:
        pc.fill(target, "1", publish=False)
        other.fill(target, "4")
        torn(pc.keadaan(target).working_copy)
        with pytest.raises(Undecided):
            pc.open(target)
        kept = pc.open(target, Pilihan.BERKAS)
        kept.close()
        (given_up,) = pc.aside()
        assert not journal_of(given_up).exists()
        kept = pc.open(given_up)
        assert value_of(kept) == "1"
        kept.close()


def test_publish_knows_nothing_of_a_foreign_file(pc: Pc, target: Path) -> None:
    """Even where the very bytes lie there that this PC would put there, it is asked first."""
    kept = pc.open(target)
    fill(kept, "5")
    publish(target, b"asing", disk.hash_of(target))
    with pytest.raises(ReplacedMeanwhile):
        kept.publish()
    kept.close()
    assert target.read_bytes() == b"asing"
