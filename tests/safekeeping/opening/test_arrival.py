"""Looking into a file: a copy is opened, and nothing beside or in the file itself is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.edits.isian import fill_in
from core.errors import DamagedError, FileError
from core.safekeeping import disk
from core.safekeeping.arrival import arrive, looked_at
from core.sample import create_sample
from core.storage.file import format_of, journal_of
from core.storage.migration import UPGRADES
from core.storage.schema import FORMAT
from tests.core.files import beside, dump, environment
from tests.safekeeping.offices import KUNCI, TW1, Pc, Scene, fill, stale_journal, value_of
from tests.safekeeping.torn import torn

FILES = Path(__file__).resolve().parents[2] / "files"
JOURNAL_END = bytes.fromhex("d9d505f920a163d7")


def look(path: Path) -> str | None:
    """The figure in the file, which must be as it was, with everything that lies beside it."""
    scene = Scene(path)
    try:
        with looked_at(path, environment()) as arrived:
            assert arrived.sha256 == disk.sha256(path.read_bytes())
            assert arrived.doc.read_only
            assert arrived.doc.path == path
            return arrived.doc.nilai(TW1, KUNCI)
    finally:
        assert scene.is_same()


def refusal(path: Path, copy: Path) -> str:
    """The sentence by which it is refused; no copy stays."""
    scene = Scene(path)
    with pytest.raises(FileError) as caught:
        arrive(path, copy, environment())
    assert scene.is_same()
    assert list(copy.parent.glob(f"{copy.name}*")) == []
    assert str(caught.value).endswith(".")
    return str(caught.value)


def test_looking_changes_no_byte_and_no_time(target: Path) -> None:
    assert look(target) == "3"


def test_the_copy_goes_when_it_has_been_looked_at(target: Path) -> None:
    with looked_at(target, environment()) as arrived:
        databases = arrived.doc._store._conn.execute("PRAGMA database_list").fetchall()
        copy = Path(databases[0][2])
        assert copy.is_file()
        assert copy != target
    assert not copy.parent.exists()


def test_an_arrived_copy_can_be_written(target: Path, tmp_path: Path) -> None:
    scene = Scene(target)
    arrived = arrive(target, tmp_path / "kerja.sqlite", environment(), salinan="sini")
    arrived.doc.apply(fill_in(arrived.doc, TW1, KUNCI, "5"))
    assert arrived.doc.journal()[-1].salinan == "sini"
    arrived.doc.close()
    assert beside(tmp_path / "kerja.sqlite") == ["STIK"]
    assert scene.is_same()


class TestLeftovers:
    @pytest.mark.parametrize("pages", [0, 1, 1000])
    def test_a_stale_journal_touches_nothing(self, target: Path, pages: int) -> None:
        stale_journal(target, pages)
        assert look(target) == "3"

    @pytest.mark.parametrize("pages", [0, 1, 1000])
    def test_a_stale_journal_beside_an_open_document(
        self, target: Path, tmp_path: Path, pages: int
    ) -> None:
        stale_journal(target, pages)
        pc, scene = Pc(tmp_path / "pc"), Scene(target)
        kept = pc.open(target)
        fill(kept, "5")
        assert scene.is_same()
        assert kept.publish()
        kept.close()
        assert beside(target) == []
        kept = pc.open(target)
        assert value_of(kept) == "5"
        kept.close()

    def test_a_journal_of_random_bytes(self, target: Path) -> None:
        journal_of(target).write_bytes(os.urandom(5000))
        assert look(target) == "3"

    def test_what_only_has_the_name_of_a_journal(self, target: Path) -> None:
        journal_of(target).mkdir()
        with looked_at(target, environment()) as arrived:
            assert arrived.doc.nilai(TW1, KUNCI) == "3"
        assert beside(target) == [journal_of(target).name]

    def test_a_stray_wal(self, target: Path) -> None:
        for ending in ("-wal", "-shm"):
            stray = target.with_name(target.name + ending)
            stray.write_bytes(b"\x37\x7f\x06\x82" + b"\x00" * 5000)
        assert look(target) == "3"

    def test_a_true_wal_of_another_program_is_not_believed(
        self, target: Path, tmp_path: Path
    ) -> None:
        with closing(sqlite3.connect(target)) as conn:
            conn.execute("PRAGMA journal_mode = WAL")
            conn.execute("UPDATE profil SET tempat = 'x'")
            conn.commit()
            shutil.copytree(target.parent, tmp_path / "salinan")
        copy = tmp_path / "salinan" / target.name
        assert beside(copy) != []
        assert "diubah oleh program lain" in refusal(copy, tmp_path / "kerja.sqlite")

    def test_a_true_hot_journal_rolls_back_on_the_copy(self, target: Path) -> None:
        sound, before = target.read_bytes(), dump(target, jurnal=True)
        torn(target)
        assert target.read_bytes() != sound
        assert look(target) == "3"
        with looked_at(target, environment()) as arrived:
            assert arrived.doc.content() == sound
        assert before

    def test_a_torn_file_without_its_journal_is_refused(self, target: Path, tmp_path: Path) -> None:
        torn(target)
        journal_of(target).unlink()
        refusal(target, tmp_path / "kerja.sqlite")

    def test_the_journal_of_another_file_saves_nothing(self, target: Path, tmp_path: Path) -> None:
        other = tmp_path / "lain.sqlite"
        create_sample(other, Pc(tmp_path / "asing").environment())
        torn(other)
        torn(target)
        journal_of(target).write_bytes(journal_of(other).read_bytes()[:9000])
        refusal(target, tmp_path / "kerja.sqlite")

    @pytest.mark.parametrize("victim", ["the document", "another file"])
    def test_a_hostile_journal_removes_no_file(
        self, target: Path, tmp_path: Path, victim: str
    ) -> None:
        """SQLite removes the file that a journal names as the one above it."""
        torn(target)
        precious = target if victim == "the document" else tmp_path / "penting.txt"
        if victim == "another file":
            precious.write_bytes(b"penting")
        name = str(precious).encode()
        journal = journal_of(target)
        content = journal.read_bytes()
        lock_byte_page = (2**30 // 4096 + 1).to_bytes(4, "big")
        journal.write_bytes(
            content
            + lock_byte_page
            + name
            + len(name).to_bytes(4, "big")
            + sum(name).to_bytes(4, "big")
            + JOURNAL_END
        )
        refusal(target, tmp_path / "kerja.sqlite")
        assert precious.exists()


class TestOlder:
    @pytest.mark.parametrize("number", sorted(UPGRADES))
    def test_the_copy_is_brought_up_to_date(
        self, number: int, target: Path, tmp_path: Path
    ) -> None:
        shutil.copyfile(FILES / f"format-{number}.sqlite", target)
        scene = Scene(target)
        arrived = arrive(target, tmp_path / "kerja.sqlite", environment())
        assert arrived.was_older
        assert arrived.sha256 == disk.hash_of(target)
        arrived.doc.close()
        assert format_of(tmp_path / "kerja.sqlite") == FORMAT
        assert scene.is_same()

    @pytest.mark.parametrize("number", sorted(UPGRADES))
    def test_one_that_broke_off(self, number: int, target: Path, tmp_path: Path) -> None:
        shutil.copyfile(FILES / f"format-{number}.sqlite", target)
        before = dump(target)
        torn(target)
        scene = Scene(target)
        arrived = arrive(target, tmp_path / "kerja.sqlite", environment())
        arrived.doc.close()
        assert scene.is_same()
        assert beside(tmp_path / "kerja.sqlite") == ["STIK"]
        after = dump(tmp_path / "kerja.sqlite")
        assert {table: after[table] for table in before} == before


class TestRefused:
    @pytest.mark.parametrize(
        ("damage", "words"),
        [
            (lambda content: b"", "kosong"),
            (lambda content: b"\0" * len(content), "bukan berkas IKU"),
            (lambda content: content[:-1], "rusak"),
            (lambda content: content[:-4096], "rusak"),
            (lambda content: content + b"\0" * 4096, "rusak"),
            (lambda content: content[:18] + b"\2\2" + content[20:], "program lain"),
            (lambda content: content[:60] + (9000).to_bytes(4, "big") + content[64:], "lebih baru"),
            (lambda content: content[:60] + (7).to_bytes(4, "big") + content[64:], "tidak dikenal"),
            (lambda content: content.replace(b"spbe.indikator.32", b"spbe.indikator.23"), "rusak"),
        ],
    )
    def test_damage(
        self, target: Path, tmp_path: Path, damage: Callable[[bytes], bytes], words: str
    ) -> None:
        target.write_bytes(damage(target.read_bytes()))
        assert words in refusal(target, tmp_path / "kerja.sqlite")

    def test_a_damaged_key(self, target: Path, tmp_path: Path) -> None:
        """An index that does not belong to its table changes no figure, but rows get lost in it."""
        content = target.read_bytes()
        with closing(sqlite3.connect(target)) as conn:
            (page,) = conn.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_media_1'"
            ).fetchone()
            (first,) = conn.execute("SELECT min(id) FROM media").fetchone()
        start = (page - 1) * 4096
        index = content[start : start + 4096]
        assert index.count(first.encode()) == 1
        damaged = index.replace(first.encode(), first.encode()[:-1] + b"!")
        target.write_bytes(content[:start] + damaged + content[start + 4096 :])
        assert "rusak" in refusal(target, tmp_path / "kerja.sqlite")

    def test_no_room_for_the_copy(
        self, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(handle: int, piece: memoryview) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(disk.system, "write", full)
        said = refusal(target, tmp_path / "kerja.sqlite")
        assert said.startswith("PC ini")
        assert "disk penuh" in said

    def test_no_room_for_a_copy_to_look_into(
        self, target: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tiada"))
        with pytest.raises(FileError, match=r"^PC ini .*folder atau berkas tidak ditemukan"):
            look(target)

    def test_damage_is_told_from_other_causes(self, target: Path, tmp_path: Path) -> None:
        target.write_bytes(target.read_bytes()[:-4096])
        with pytest.raises(DamagedError):
            arrive(target, tmp_path / "kerja.sqlite", environment())
