"""Opening: the document is only read, the working copy goes on, and one at a time writes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import FileError
from core.model.change import Change, SetValue
from core.safekeeping import disk
from core.safekeeping.backup import restored
from core.safekeeping.backups import Backups
from core.safekeeping.kept import KeptFile
from core.safekeeping.opening import InUse, Pilihan
from core.safekeeping.places import Keadaan
from core.safekeeping.publish import ReplacedMeanwhile, publish
from core.storage.file import format_of
from core.storage.migration import UPGRADES
from core.storage.schema import FORMAT
from tests.core.files import beside
from tests.safekeeping.offices import (
    Pc,
    Scene,
    Stopped,
    fill,
    stops_the_second_time,
    value_of,
)
from tests.safekeeping.torn import torn

ROOT = Path(__file__).resolve().parents[3]
SAME = "Salinan ini sama dengan yang terakhir ada di PC ini."


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
            assert pc.working_copies(tmp_path / name) == []
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
        monkeypatch.setattr(Keadaan, "write", stops_the_second_time())
        with pytest.raises(Stopped):
            publication.run()
        monkeypatch.undo()
        fill(kept, "4")
        assert kept.publish()  # what lies there is ours
        fill(kept, "2")
        monkeypatch.setattr(Keadaan, "write", stops_the_second_time())
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


def fill_any(kept: KeptFile) -> None:
    before = kept.doc.profil.tempat
    kept.doc.apply(Change("x", (SetValue("profil", "profil", "tempat", before, "Kota Uji"),)))


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
        assert all(path.name.endswith(".sqlite") for path in pc.working_copies(old))
        kept = pc.open(old)
        assert kept.doc.profil.tempat == "Kota Uji"
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
