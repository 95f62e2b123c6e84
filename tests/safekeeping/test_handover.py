"""What Serahkan puts on a drive, what it keeps there, what it refuses, and what it says."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import pytest

from core.document import create
from core.errors import FileError
from core.model.journal import Hubungan
from core.safekeeping import disk, handover
from core.safekeeping.handover import HandedOver, hand_over, megabytes, sentence, short_code
from core.safekeeping.publish import MARGIN, publish
from tests.core.files import opened
from tests.safekeeping.contents import state
from tests.safekeeping.documents import WAKTU, changed, reader
from tests.safekeeping.systems import Failing, Instant, Narrow

NAME = "kinerja.sqlite"
KEPT = "kinerja (sebelum 2026-11-22 10.42.07).sqlite"


@pytest.fixture
def content(path: Path) -> bytes:
    return path.read_bytes()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder


def give(content: bytes, stick: Path, name: str = NAME) -> HandedOver:
    return hand_over(content, name, stick, WAKTU, reader())


class TestPutting:
    def test_on_an_empty_drive(self, content: bytes, stick: Path) -> None:
        done = give(content, stick)
        assert state(stick) == {NAME: content}
        sha256 = disk.sha256(content)
        assert done[:4] == (stick / NAME, len(content), sha256, short_code(sha256))
        assert (done.kept_as, done.hubungan) == (None, None)

    def test_no_handle_stays_open(self, content: bytes, stick: Path) -> None:
        (stick / NAME).write_bytes(b"lama" * 100)
        give(content, stick)
        if sys.platform == "linux":
            handles = [each.resolve() for each in Path("/proc/self/fd").iterdir()]
            assert not [each for each in handles if each.is_relative_to(stick)]

    def test_twice_changes_nothing(self, content: bytes, stick: Path) -> None:
        first = give(content, stick)
        assert give(content, stick) == first
        assert state(stick) == {NAME: content}

    def test_the_receivers_older_copy_is_kept(
        self, path: Path, content: bytes, stick: Path
    ) -> None:
        (stick / NAME).write_bytes(content)
        changed(path, "Jalan A", "Jalan B")
        new = path.read_bytes()
        done = give(new, stick)
        assert state(stick) == {NAME: new, KEPT: content}
        assert done.kept_as == stick / KEPT
        assert done.hubungan == Hubungan(2, 0)
        assert "tertinggal 2 perubahan, disimpan sebagai" in sentence(done)

    def test_the_receivers_own_steps_are_told(
        self, path: Path, content: bytes, stick: Path
    ) -> None:
        (stick / NAME).write_bytes(content)
        changed(stick / NAME, "Jalan X", "Jalan Y", "Jalan Z", salinan="salinan-penerima")
        theirs = (stick / NAME).read_bytes()
        done = give(path.read_bytes(), stick)
        assert done.hubungan == Hubungan(0, 3)
        assert state(stick)[KEPT] == theirs
        assert "memuat 3 perubahan yang tidak ada di sini" in sentence(done)
        assert "gabungkan keduanya" in sentence(done)

    @pytest.mark.parametrize("old", [b"", b"x", b"SQLite format 3\0" + b"\0" * 4080])
    def test_whatever_has_the_name_is_kept(self, content: bytes, stick: Path, old: bytes) -> None:
        (stick / NAME).write_bytes(old)
        done = give(content, stick)
        assert state(stick) == {NAME: content, KEPT: old}
        assert done.hubungan is None
        assert "Berkas lain yang memakai nama itu disimpan" in sentence(done)

    def test_a_kept_file_is_never_overwritten(self, content: bytes, stick: Path) -> None:
        (stick / NAME).write_bytes(b"satu")
        (stick / KEPT).write_bytes(b"dua")
        done = give(content, stick)
        assert sorted(state(stick).values()) == sorted([content, b"satu", b"dua"])
        assert done.kept_as == stick / "kinerja (sebelum 2026-11-22 10.42.07) 2.sqlite"

    def test_another_document_of_that_name(
        self, content: bytes, stick: Path, tmp_path: Path
    ) -> None:
        other = stick / NAME
        create(other, reader()._replace(new_id=lambda: "berkas-asing-1"), tahun=2025)
        assert give(content, stick).hubungan is None

    def test_what_an_interrupted_writing_has_left_is_kept(
        self, path: Path, content: bytes, stick: Path
    ) -> None:
        """The receiver's only whole copy may be the one that was about to be put away."""
        lama = stick / f"{NAME}.lama"
        lama.write_bytes(content)
        changed(path, "Jalan A")
        done = give(path.read_bytes(), stick)
        assert state(stick) == {NAME: path.read_bytes(), KEPT: content}
        assert done.hubungan == Hubungan(1, 0)


class TestRefusing:
    @pytest.mark.parametrize("has_old", [False, True])
    def test_no_room(
        self, content: bytes, stick: Path, monkeypatch: pytest.MonkeyPatch, has_old: bool
    ) -> None:
        old = b"lama" * 1000
        needed = len(content) + MARGIN
        if has_old:
            (stick / NAME).write_bytes(old)
            needed += len(old) + MARGIN
        before = state(stick)
        system = Narrow(needed - 1)
        monkeypatch.setattr(disk, "system", system)
        with pytest.raises(FileError, match=r"Ruang di .* tidak cukup.*Tidak ada yang ditulis"):
            give(content, stick)
        assert state(stick) == before
        system.free = needed
        give(content, stick)

    def test_no_folder(self, content: bytes, stick: Path) -> None:
        with pytest.raises(FileError, match="tidak ditemukan; pasang flashdisk"):
            give(content, stick / "tiada")

    def test_read_only(self, content: bytes, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(disk, "is_protected", lambda path: True)
        with pytest.raises(FileError, match="hanya dapat dibaca, jadi berkas tidak diserahkan"):
            give(content, stick)
        assert state(stick) == {}

    @pytest.mark.parametrize("name", ["a:b.sqlite", "CON.sqlite", "x" * 250 + ".sqlite", "a."])
    def test_names_no_flash_drive_takes(self, content: bytes, stick: Path, name: str) -> None:
        with pytest.raises(FileError, match=r"dipakai|panjang"):
            give(content, stick, name)
        assert state(stick) == {}

    def test_a_folder_of_that_name(self, content: bytes, stick: Path) -> None:
        (stick / NAME).mkdir()
        with pytest.raises(FileError, match="milik sebuah folder"):
            give(content, stick)

    def test_what_is_not_whole_never_leaves(self, content: bytes, stick: Path) -> None:
        for wrong in (b"", b"x", content[:-4096], content[:-8192] + b"\1" * 8192):
            with pytest.raises(FileError):
                give(wrong, stick)
        assert state(stick) == {}


class TestFailing:
    def test_a_drive_that_lies_is_found_out(
        self, content: bytes, stick: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (stick / NAME).write_bytes(b"lama")

        def lying(target: Path, content: bytes, expected: str | None, **_: object) -> object:
            done = publish(target, content, expected)
            target.write_bytes(content[:-4096] + b"\0" * 4096)
            return done

        monkeypatch.setattr(handover, "publish", lying)
        with pytest.raises(FileError, match="tidak dapat dipercaya") as caught:
            give(content, stick)
        assert KEPT in str(caught.value)
        assert (stick / KEPT).read_bytes() == b"lama"

    @pytest.mark.parametrize("code", [5])
    @pytest.mark.parametrize("has_old", [False, True])
    def test_every_failure_leaves_the_receivers_file(
        self,
        path: Path,
        content: bytes,
        stick: Path,
        monkeypatch: pytest.MonkeyPatch,
        has_old: bool,
        code: int,
    ) -> None:
        changed(path, "Jalan A")
        new = path.read_bytes()
        number, has_failed = 0, True
        while has_failed:
            number += 1
            for each in stick.iterdir():
                each.unlink()
            if has_old:
                (stick / NAME).write_bytes(content)
            system = Failing(number, code)
            monkeypatch.setattr(disk, "system", system)
            with suppress(FileError):
                give(new, stick)
            has_failed = system.has_failed
            monkeypatch.setattr(disk, "system", Instant())
            found = state(stick)
            assert not has_old or content in found.values()
            assert found.get(NAME, new) in (new, content)
            if has_old:
                where = [name for name, each in found.items() if each == content]
                assert {NAME, KEPT, f"{NAME}.lama"} & set(where)
        assert number > 20


class TestSaying:
    def test_the_sentence(self, tmp_path: Path) -> None:
        done = HandedOver(
            Path("/media/ani/KINGSTON/kinerja.sqlite"),
            6_501_171,
            "3fa90c2d" + "0" * 56,
            "3FA9 0C2D",
            None,
            None,
            "KINGSTON",
        )
        assert sentence(done) == (
            "Berkas kinerja.sqlite sudah diserahkan dan diperiksa utuh di KINGSTON: 6,2 MB, "
            "kode 3FA9 0C2D. KINGSTON aman dicabut."
        )
        kept = Path("/media/ani/KINGSTON") / KEPT
        assert f"isinya sama, disimpan sebagai {KEPT}." in sentence(
            done._replace(kept_as=kept, hubungan=Hubungan(0, 0))
        )
        assert "dicabut" not in sentence(done._replace(drive=""))

    def test_the_drive_to_pull(
        self, content: bytes, stick: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert give(content, stick).drive in ("", disk.drive_name(stick / NAME))
        monkeypatch.setattr(handover, "_is_own_disk", lambda folder: False)
        done = give(content, stick)
        assert sentence(done).endswith(f"{disk.drive_name(stick / NAME)} aman dicabut.")
        monkeypatch.setattr(handover, "_is_own_disk", lambda folder: True)
        assert give(content, stick).drive == ""

    @pytest.mark.parametrize(
        ("size", "text"), [(0, "0,1 MB"), (368_640, "0,4 MB"), (6_501_171, "6,2 MB")]
    )
    def test_sizes(self, size: int, text: str) -> None:
        assert megabytes(size) == text

    def test_the_code(self) -> None:
        assert short_code("3fa90c2dff") == "3FA9 0C2D"


def test_the_content_may_come_from_an_open_document(path: Path, stick: Path) -> None:
    with opened(path) as doc:
        given = doc.content()
    assert give(given, stick).size == len(given)
