"""An open document and its place: what has gone there, what has not, and what that takes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.edits.isian import fill_in
from core.errors import FileError
from core.safekeeping import disk
from core.safekeeping.arrival import looked_at
from core.safekeeping.places import Keadaan, Places
from core.safekeeping.publish import ReplacedMeanwhile, siblings
from tests.core.files import beside, environment
from tests.safekeeping.offices import KUNCI, LAIN, TW1, Pc, Scene, fill, value_of


def value_there(target: Path, kunci: str = KUNCI) -> str | None:
    with looked_at(target, environment()) as arrived:
        return arrived.doc.nilai(TW1, kunci)


class TestCycle:
    def test_what_is_published_is_the_working_copy_to_the_byte(self, pc: Pc, target: Path) -> None:
        kept = pc.open(target)
        for number, value in enumerate("5142"):
            fill(kept, value)
            assert (kept.is_published, kept.pending) == (False, 1)
            assert kept.publish()
            assert (kept.is_published, kept.pending) == (True, 0)
            assert not kept.publish()
            assert beside(target) == []
            assert value_there(target) == value
            assert kept.keadaan.working_copy.read_bytes() == target.read_bytes()
            assert number == kept.keadaan.vektor[kept.keadaan.salinan] - 1
        assert pc.keadaan(target) == kept.keadaan
        kept.close()
        assert sorted(path.name for path in pc.places.work_folder(target).iterdir()) == [
            "keadaan.json",
            kept.keadaan.kerja,
            "kunci",
        ]

    def test_an_edit_during_a_publication_is_still_to_come(self, pc: Pc, target: Path) -> None:
        kept = pc.open(target)
        fill(kept, "5")
        publication = kept.publication()
        assert publication is not None
        fill(kept, "1")
        kept.went(publication, publication.run())
        assert (kept.is_published, kept.pending, value_there(target)) == (False, 1, "5")
        assert kept.publish()
        assert (kept.is_published, value_there(target)) == (True, "1")
        kept.close()

    def test_undoing_is_a_step_that_is_published_too(self, pc: Pc, target: Path) -> None:
        kept = pc.open(target)
        change = fill_in(kept.doc, TW1, KUNCI, "5")
        kept.doc.apply(change)
        kept.publish()
        kept.doc.apply(change.inverse())
        assert kept.pending == 1
        kept.publish()
        kept.close()
        assert value_there(target) == "3"

    def test_a_publication_needs_no_open_document(self, pc: Pc, target: Path) -> None:
        kept = pc.open(target)
        fill(kept, "5")
        publication = kept.publication()
        kept.close()
        assert publication is not None
        publication.run()
        kept = pc.open(target)
        assert (value_of(kept), kept.is_published, kept.notes) == ("5", True, ())
        kept.close()


def test_the_work_reaches_the_document_though_its_folder_was_removed(pc: Pc, target: Path) -> None:
    kept = pc.open(target)
    fill(kept, "5")
    shutil.rmtree(pc.places.folder)
    fill(kept, "1", LAIN)
    assert kept.publish()
    assert value_there(target) == "5"
    assert kept.is_published
    kept.close()
    kept = pc.open(target)
    assert (value_of(kept), value_of(kept, LAIN)) == ("5", "1")
    kept.close()


class TestThisPcIsFull:
    def test_no_place_for_a_working_copy(self, target: Path, tmp_path: Path) -> None:
        scene = Scene(target)
        (tmp_path / "berkas").write_text("")
        with pytest.raises(FileError, match=r"^PC ini tidak dapat menyiapkan salinan kerja"):
            Pc(tmp_path / "berkas").open(target)
        assert scene.is_same()

    def test_before_the_document_is_touched(
        self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = pc.open(target)
        fill(kept, "5")
        scene = Scene(target)
        monkeypatch.setattr(Keadaan, "write", _full)
        with pytest.raises(FileError, match=r"^PC ini .*disk penuh"):
            kept.publish()
        assert scene.is_same()
        assert not kept.is_published
        monkeypatch.undo()
        assert kept.publish()
        kept.close()

    def test_after_the_document_was_replaced(
        self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = pc.open(target)
        fill(kept, "5")
        write, calls = Keadaan.write, iter((True, False))

        def full_at_last(keadaan: Keadaan) -> None:
            (write if next(calls) else _full)(keadaan)

        monkeypatch.setattr(Keadaan, "write", full_at_last)
        assert kept.publish()
        monkeypatch.undo()
        assert (kept.is_published, value_there(target)) == (True, "5")
        kept.close()
        kept = pc.open(target)
        assert (value_of(kept), kept.notes, kept.is_published) == ("5", (), True)
        fill(kept, "1")
        kept.publish()
        kept.close()
        assert disk.hash_of(target) == pc.keadaan(target).terbit


def _full(keadaan: Keadaan) -> None:
    raise OSError(28, "No space left on device")


class TestOthers:
    def test_taken_in_it_may_be_replaced(self, pc: Pc, target: Path, tmp_path: Path) -> None:
        kept = pc.open(target)
        Pc(tmp_path / "rekan").fill(target, "4", LAIN)
        fill(kept, "5")
        with pytest.raises(ReplacedMeanwhile) as caught:
            kept.publish()
        assert caught.value.found == disk.hash_of(target)
        with looked_at(target, environment()) as arrived:
            kept.has_taken_in(arrived.sha256, kept.doc.vektor)
        fill(kept, "1")
        assert kept.publish()
        kept.close()
        assert value_there(target) == "1"

    def test_another_replacement_after_that_is_noticed_again(
        self, pc: Pc, target: Path, tmp_path: Path
    ) -> None:
        rekan = Pc(tmp_path / "rekan")
        kept = pc.open(target)
        fill(kept, "5")
        rekan.fill(target, "4", LAIN)
        kept.has_taken_in(disk.hash_of(target) or "", kept.doc.vektor)
        rekan.fill(target, "5", LAIN)
        scene = Scene(target)
        fill(kept, "1")
        with pytest.raises(ReplacedMeanwhile):
            kept.publish()
        kept.close()
        assert scene.is_same()

    def test_a_pulled_stick_is_not_a_gone_document(self, pc: Pc, target: Path) -> None:
        kept = pc.open(target)
        fill(kept, "5")
        pulled = target.parent.rename(target.parent.with_name("dicabut"))
        for value in "1245":
            with pytest.raises(FileError) as caught:
                kept.publish()
            assert not isinstance(caught.value, ReplacedMeanwhile)
            fill(kept, value)
        pulled.rename(target.parent)
        assert kept.publish()
        kept.close()
        assert value_there(target) == "5"

    def test_more_failures_than_are_remembered(self, pc: Pc, target: Path) -> None:
        """However often a stick was away, what arrived before that is known to be ours."""
        kept = pc.open(target)
        fill(kept, "5")
        publication = kept.publication()
        assert publication is not None
        publication.run()  # and nobody takes note
        pulled = target.parent.rename(target.parent.with_name("dicabut"))
        for number in range(40):
            fill(kept, "1" if number % 2 else "2")
            with pytest.raises(FileError):
                kept.publish()
        pulled.rename(target.parent)
        assert kept.publish()
        kept.close()


class TestCopies:
    def test_a_copy_is_whole_and_the_document_stays(
        self, pc: Pc, target: Path, tmp_path: Path
    ) -> None:
        kept = pc.open(target)
        fill(kept, "5")
        scene, copy = Scene(target), tmp_path / "salinan.sqlite"
        done = kept.save_copy(copy)
        assert done.sha256 == disk.hash_of(copy)
        assert scene.is_same()
        assert (kept.is_published, value_there(copy)) == (False, "5")
        fill(kept, "1")
        with pytest.raises(FileError, match="sudah ada"):
            kept.save_copy(copy)
        assert value_there(copy) == "5"
        with pytest.raises(FileError, match="tempat berkas itu sendiri"):
            kept.save_copy(target)
        kept.close()

    def test_a_copy_made_at_any_time_is_complete(
        self, pc: Pc, target: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What somebody copies in the middle of a publication, of the document or its siblings."""
        kept = pc.open(target)
        fill(kept, "5")
        found: set[str | None] = set()

        def look(self: disk.System, source: Path, goal: Path) -> None:
            found.update(value_there(path) for path in (target, *siblings(target)) if path.exists())
            source.replace(goal)

        monkeypatch.setattr(type(disk.system), "replace", look)
        kept.publish()
        kept.close()
        assert found == {"3", "5"}


def test_the_places_of_one_document_by_several_names_are_one(tmp_path: Path) -> None:
    places = Places(tmp_path / "pc")
    target = tmp_path / "a" / "x.sqlite"
    target.parent.mkdir()
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert places.work_folder(tmp_path / "b" / "x.sqlite") == places.work_folder(target)
    assert places.work_folder(tmp_path / "a" / ".." / "a" / "x.sqlite") == places.work_folder(
        target
    )
    assert places.work_folder(tmp_path / "a" / "y.sqlite") != places.work_folder(target)
