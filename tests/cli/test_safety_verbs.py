"""Check, back up, hand over, restore, history: what they print, refuse and leave behind."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.document import create
from core.model.change import Change, SetValue
from core.safekeeping import disk
from core.safekeeping.backup import read_backups
from core.safekeeping.handover import short_code
from core.safekeeping.kept import KeptFile
from core.safekeeping.opening import open_kept
from core.safekeeping.places import Places
from tests.cli.program import Program, run_main
from tests.core.files import beside, opened
from tests.safekeeping.contents import state
from tests.safekeeping.documents import change, changed, reader
from ui.environment import local_environment

FORMAT_1000 = Path(__file__).parents[1] / "files" / "format-1000.sqlite"
VERBS = ("periksa", "cadangkan", "serahkan", "pulihkan-cadangan", "riwayat")


@pytest.fixture
def places(pc: Path) -> Places:
    return Places(pc / "iku-kominfo")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder


@pytest.fixture
def kept(contoh: Path, places: Places) -> Iterator[KeptFile]:
    """The sample, open in a window."""
    with closing(open_kept(contoh, places, local_environment())) as kept:
        yield kept


def backups_in(places: Places) -> list[Path]:
    (folder,) = places.folder.glob("cadangan/*/")
    return [each.path for each in read_backups(folder)]


def arguments(verb: str, path: Path, stick: Path) -> list[str | Path]:
    return [verb, path, stick] if verb == "serahkan" else [verb, path]


def spoil(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    return bytes(content)


class TestAll:
    @pytest.mark.parametrize("verb", VERBS)
    def test_refuse_what_is_no_file_of_this_program(
        self, program: Program, stick: Path, tmp_path: Path, verb: str
    ) -> None:
        other = tmp_path / "surat.sqlite"
        other.write_bytes(b"Kepada Yth." * 100)
        for path in (other, tmp_path / "tiada.sqlite", tmp_path):
            before = state(stick)
            program.refused(*arguments(verb, path, stick))
            assert state(stick) == before
        assert other.read_bytes() == b"Kepada Yth." * 100

    @pytest.mark.parametrize("verb", ["periksa", "cadangkan", "serahkan", "riwayat", "hitung"])
    def test_while_a_window_has_it_open(
        self, program: Program, kept: KeptFile, stick: Path, verb: str
    ) -> None:
        program.ok(*arguments(verb, kept.target, stick))
        change(kept.doc, "Jalan Baru")
        code, out, err = program(*arguments(verb, kept.target, stick))
        assert (code, err.count("\n")) == (0, 1)
        assert out
        assert "belum sampai ke berkasnya" in err
        kept.publish()
        program.ok(*arguments(verb, kept.target, stick))

    @pytest.mark.parametrize("verb", ["periksa", "cadangkan", "serahkan", "riwayat", "hitung"])
    def test_the_file_is_only_read(
        self, program: Program, contoh: Path, stick: Path, verb: str
    ) -> None:
        before = contoh.read_bytes()
        program.ok(*arguments(verb, contoh, stick))
        assert (contoh.read_bytes(), beside(contoh)) == (before, [])

    @pytest.mark.parametrize("verb", VERBS)
    def test_written_without_arguments(self, program: Program, verb: str) -> None:
        assert "Yang belum ditulis" in program.refused(verb, code=2)
        assert verb in program.ok("--bantuan")


def test_main_takes_every_verb_for_one(tmp_path: Path) -> None:
    for verb in VERBS:
        done = run_main(
            verb, tmp_path / "tiada.sqlite", *([tmp_path] if verb == "serahkan" else [])
        )
        assert (done.returncode, done.stdout) == (1, b"")


class TestCadangkan:
    def test_adds_one(self, program: Program, contoh: Path, places: Places) -> None:
        out = program.ok("cadangkan", contoh)
        (made,) = backups_in(places)
        assert str(made) in out
        assert made.read_bytes() == contoh.read_bytes()
        assert "sudah ada dalam cadangan" in program.ok("cadangkan", contoh)
        assert backups_in(places) == [made]

    def test_a_full_disk(self, program: Program, contoh: Path, places: Places) -> None:
        places.folder.mkdir(parents=True)
        (places.folder / "cadangan").write_bytes(b"")
        assert "Cadangan tidak dapat dibuat" in program.refused("cadangkan", contoh)


class TestSerahkan:
    def test_puts_it_there(self, program: Program, contoh: Path, stick: Path) -> None:
        out = program.ok("serahkan", contoh, stick)
        assert state(stick) == {contoh.name: contoh.read_bytes()}
        assert f"kode {short_code(str(disk.hash_of(contoh)))}" in out

    def test_keeps_the_receivers(self, program: Program, contoh: Path, stick: Path) -> None:
        shutil.copy(contoh, stick)
        changed(contoh, "Jalan A")
        assert "tertinggal 1 perubahan" in program.ok("serahkan", contoh, stick)
        assert len(state(stick)) == 2

    def test_not_into_its_own_folder(self, program: Program, contoh: Path) -> None:
        assert "memang terletak di folder itu" in program.refused("serahkan", contoh, contoh.parent)
        assert beside(contoh) == []

    def test_no_folder(self, program: Program, contoh: Path, stick: Path) -> None:
        assert "tidak ditemukan" in program.refused("serahkan", contoh, stick / "tiada")


class TestPulihkan:
    def test_shows_what_changes_and_keeps_the_replaced(
        self, program: Program, contoh: Path
    ) -> None:
        program.ok("cadangkan", contoh)
        old = contoh.read_bytes()
        changed(contoh, "Jalan Keliru 7")
        new = contoh.read_bytes()
        out = program.ok("pulihkan-cadangan", contoh)
        assert "Profil instansi: alamat\n    A: Jalan Keliru 7" in out
        assert contoh.read_bytes() == old
        (kept,) = beside(contoh)
        assert f"disimpan sebagai {kept}" in out
        assert contoh.with_name(kept).read_bytes() == new

    def test_what_was_signed_since_is_not_lost(self, program: Program, contoh: Path) -> None:
        program.ok("cadangkan", contoh)
        period = ("--tahun", "2025", "--periode", "tw2")
        program.ok("sahkan", contoh, *period, "--abaikan", "Sudah diperiksa bersama bidang.")
        signed = contoh.read_bytes()
        sentence = program.refused("pulihkan-cadangan", contoh)
        assert "belum memuat pengesahan TW II 2025 versi 1" in sentence
        assert contoh.read_bytes() == signed

    def test_a_damaged_file(self, program: Program, contoh: Path) -> None:
        program.ok("cadangkan", contoh)
        whole, spoiled = contoh.read_bytes(), spoil(contoh)
        out = program.ok("pulihkan-cadangan", contoh)
        assert "rusak" in out
        assert "Isi cadangan:\n" in out
        assert "Indeks" in out
        assert sorted(state(contoh.parent).values()) == sorted([whole, spoiled])
        assert contoh.read_bytes() == whole

    def test_a_missing_file(self, program: Program, contoh: Path) -> None:
        program.ok("cadangkan", contoh)
        whole = contoh.read_bytes()
        contoh.unlink()
        program.ok("pulihkan-cadangan", contoh)
        assert state(contoh.parent) == {contoh.name: whole}

    def test_a_missing_file_that_two_documents_may_be(
        self, program: Program, contoh: Path, tmp_path: Path
    ) -> None:
        other = tmp_path / "lain" / contoh.name
        other.parent.mkdir()
        create(other, reader()._replace(new_id=lambda: "berkas-asing-1"), tahun=2025)
        for path in (contoh, other):
            program.ok("cadangkan", path)
        contoh.unlink()
        assert "tidak ada cadangan yang baik" in program.refused("pulihkan-cadangan", contoh)

    def test_the_place_of_a_damaged_file_tells_whose_it_was(
        self, program: Program, kept: KeptFile, tmp_path: Path
    ) -> None:
        other = tmp_path / "lain" / kept.target.name
        other.parent.mkdir()
        create(other, reader()._replace(new_id=lambda: "berkas-asing-1"), tahun=2025)
        for path in (kept.target, other):
            program.ok("cadangkan", path)
        whole = kept.target.read_bytes()
        kept.close()
        spoil(kept.target)
        program.ok("pulihkan-cadangan", kept.target)
        assert kept.target.read_bytes() == whole

    def test_the_newest_good_one(self, program: Program, contoh: Path, places: Places) -> None:
        program.ok("cadangkan", contoh)
        whole = contoh.read_bytes()
        changed(contoh, "Jalan A")
        program.ok("cadangkan", contoh)
        spoil(backups_in(places)[0])
        spoil(contoh)
        program.ok("pulihkan-cadangan", contoh)
        assert contoh.read_bytes() == whole

    def test_nothing_to_replace(self, program: Program, contoh: Path) -> None:
        program.ok("cadangkan", contoh)
        assert "tidak diganti" in program.ok("pulihkan-cadangan", contoh)
        assert beside(contoh) == []

    def test_no_backup(self, program: Program, contoh: Path) -> None:
        before = contoh.read_bytes()
        assert "tidak ada cadangan yang baik" in program.refused("pulihkan-cadangan", contoh)
        assert contoh.read_bytes() == before

    def test_not_while_a_window_has_it_open(self, program: Program, kept: KeptFile) -> None:
        program.ok("cadangkan", kept.target)
        change(kept.doc, "Jalan Baru")
        kept.publish()
        before = kept.target.read_bytes()
        code, _, err = program("pulihkan-cadangan", kept.target)
        assert code == 1
        assert "sedang dibuka di jendela lain" in err
        assert kept.target.read_bytes() == before

    def test_a_file_of_a_later_version_is_left_alone(self, program: Program, contoh: Path) -> None:
        program.ok("cadangkan", contoh)
        content = bytearray(contoh.read_bytes())
        content[60:64] = (9000).to_bytes(4, "big")
        contoh.write_bytes(content)
        assert "versi program yang lebih baru" in program.refused("pulihkan-cadangan", contoh)
        assert contoh.read_bytes() == content


class TestRiwayat:
    def test_every_step_with_its_lines(self, program: Program, baru: Path) -> None:
        changed(baru, "Jalan A", "Jalan B")
        levels = {"administrasi": [4, 3, 3, 5, 5, 3, 3, 3, 3, 5], "publik": [4, 2, 2, 4, 4, 4]}
        isian = {"tahun": 2024, "periode": "tw4", "spbe": levels}
        program.ok("impor", baru, program.write(isian))
        found = json.loads(program.ok("riwayat", baru, "--json"))
        assert [each["nomor"] for each in found] == [1, 2, 3, 4]
        assert [each["tindakan"] for each in found[:3]] == [
            "Berkas dibuat",
            "Alamat Jalan A",
            "Alamat Jalan B",
        ]
        assert found[2]["baris"] == [
            {
                "tahun": None,
                "periode": None,
                "tab": "Pengaturan",
                "nama": "Profil instansi: alamat",
                "dari": "Jalan A",
                "menjadi": "Jalan B",
            }
        ]
        way, first, *_ = found[3]["baris"]
        assert (way["nama"], way["menjadi"]) == ("Cara pengisian", "Tingkat tiap indikator")
        assert (first["tahun"], first["periode"], first["tab"]) == (2024, "tw4", "SPBE")
        assert (first["dari"], first["menjadi"]) == ("belum diisi", "4")
        assert len(found[3]["baris"]) == 17

    def test_as_text(self, program: Program, baru: Path) -> None:
        changed(baru, "Jalan A", "Jalan B")
        lines = program.ok("riwayat", baru).splitlines()
        assert lines[-2] == "3. 2 Januari 2026 pukul 03.04, Uji: Alamat Jalan B"
        assert lines[-1] == "    Pengaturan, Profil instansi: alamat: Jalan A → Jalan B"

    def test_the_sample_is_told_in_words(self, program: Program, contoh: Path) -> None:
        text = program.ok("riwayat", contoh)
        assert "None" not in text
        for step in json.loads(program.ok("riwayat", contoh, "--json")):
            assert all(line["nama"] and line["tab"] for line in step["baris"])

    def test_what_a_file_says_commands_no_terminal(self, program: Program, baru: Path) -> None:
        hostile = "\x1b[2J\x1b]0;judul\x07\x9b31m\u202eterbalik"
        with opened(baru) as doc:
            doc.environment = doc.environment._replace(
                oleh=hostile, clock=lambda: f"{hostile}\n1. 1 Januari 2026, Bupati: Disahkan"
            )
            alamat = SetValue("profil", "profil", "alamat", "", hostile)
            label = f"{hostile}\r\n1. 1 Januari 2026, Bupati: {'x' * 100_000}"
            doc.apply(Change(label, (alamat,)))
        assert "Bupati" in program.ok("riwayat", baru, "--json")
        for arguments in (["riwayat"], ["riwayat", "--json"], ["periksa"]):
            verb, *options = arguments
            out = program.ok(verb, baru, *options)
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)
        lines = program.ok("riwayat", baru).splitlines()
        assert [line[:3] for line in lines if line[:1].isdigit()] == ["1. ", "2. "]
        assert max(map(len, lines)) < 1_000
        found = json.loads(program.ok("riwayat", baru, "--json"))
        assert found[-1]["oleh"] == hostile
