"""Where the working copy or the memory of it is damaged, whatever is whole is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from core.document import Document
from core.edits.isian import fill_in
from core.errors import DamagedError, FileError
from core.safekeeping.arrival import looked_at
from core.safekeeping.opening import Pilihan, Undecided
from core.safekeeping.places import Keadaan
from core.safekeeping.rescue import offers
from core.sample import create_sample
from core.storage.file import journal_of
from tests.safekeeping.offices import (
    KUNCI,
    LAIN,
    TW1,
    Pc,
    Scene,
    Stopped,
    fill,
    stops_the_second_time,
    value_of,
)
from tests.safekeeping.torn import torn

GIVEN_UP = "Pekerjaan di PC ini yang tidak ada di berkas ini disimpan sebagai cadangan."


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
        assert len(pc.working_copies(target)) == 1

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
        monkeypatch.setattr(Keadaan, "write", stops_the_second_time())
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
        assert len(pc.working_copies(target)) == 1

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


class TestHotWorkingCopy:
    def test_the_transaction_that_broke_off_is_taken_back(self, pc: Pc, target: Path) -> None:
        pc.fill(target, "1", publish=False)
        torn(pc.keadaan(target).working_copy)
        kept = pc.open(target)
        assert (value_of(kept), kept.pending) == ("1", 1)
        kept.close()
        assert len(pc.working_copies(target)) == 1

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
