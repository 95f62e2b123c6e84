"""`periksa`: integrity, journal, frozen sheets, evidence, and what other programs did."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.model.change import Change, InsertRow
from core.model.periode import Periode
from core.model.register import Value
from core.pengesahan.susun import sahkan
from core.safekeeping import disk
from core.safekeeping.handover import short_code
from core.safekeeping.kept import KeptFile
from core.safekeeping.opening import open_kept
from core.safekeeping.places import Places
from tests.cli.program import Program
from tests.core.files import opened
from tests.safekeeping.documents import change, changed
from ui.environment import local_environment

FORMAT_1000 = Path(__file__).parents[1] / "files" / "format-1000.sqlite"
TW2 = Periode(2025, 2)
BYTES = b"%PDF bukti"


@pytest.fixture
def kept(contoh: Path, pc: Path) -> Iterator[KeptFile]:
    """The sample, open in a window."""
    places = Places(pc / "iku-kominfo")
    with closing(open_kept(contoh, places, local_environment())) as kept:
        yield kept


@pytest.fixture
def signed(contoh: Path) -> Path:
    """A document with a signed quarter and a piece of evidence."""
    sidik = hashlib.sha256(BYTES).hexdigest()
    texts = {"untuk": "", "judul": "SK", "halaman": "", "catatan": "", "nama": "SK.pdf"}
    row: dict[str, Value] = {
        "periode_id": TW2.id,
        "urutan": 1,
        **texts,
        "sidik": sidik,
        "ukuran": len(BYTES),
    }
    with opened(contoh) as doc:
        doc.apply(Change("Bukti ditambah", (InsertRow("bukti", "b1", row),)))
        doc.apply(*sahkan(doc, TW2, "a4"))
    with closing(sqlite3.connect(contoh)) as conn, conn:
        conn.execute("INSERT INTO isi_bukti VALUES (?, ?)", (sidik, BYTES))
    return contoh


def spoil(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    return bytes(content)


def edit(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        triggers = conn.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            conn.execute(f"DROP TRIGGER {name}")
        for each in statements:
            conn.execute(each)
        for _, sql in triggers:
            conn.execute(sql)


def reported(program: Program, path: Path) -> list[str]:
    """What is found, one line each; the exit code says that something was, and one sentence."""
    before = path.read_bytes()
    code, out, err = program("periksa", path)
    assert (code, err.count("\n")) == (1, 1)
    assert err.strip().endswith(".")
    assert path.read_bytes() == before
    return out.splitlines()


class TestPeriksa:
    def test_says_what_it_is(self, program: Program, contoh: Path) -> None:
        lines = dict(line.split(": ", 1) for line in program.ok("periksa", contoh).splitlines()[1:])
        assert lines["Susunan"] == "3.0"
        assert lines["Kode"] == short_code(str(disk.hash_of(contoh)))
        assert lines["Ukuran"].startswith("0,4 MB (")
        assert lines["Riwayat"] == "2 langkah, rantainya utuh"
        assert lines["Bukti dukung"] == "tidak ada"
        assert lines["Salinan"] == "belum pernah dibuka untuk diisi di PC ini"

    def test_an_older_file(self, program: Program, tmp_path: Path) -> None:
        old = tmp_path / "lama.sqlite"
        shutil.copy(FORMAT_1000, old)
        assert "Susunan: 1.0 (disesuaikan ketika dibuka)" in program.ok("periksa", old)
        assert old.read_bytes() == FORMAT_1000.read_bytes()

    def test_how_it_stands_to_this_pc(
        self, program: Program, kept: KeptFile, tmp_path: Path
    ) -> None:
        old = tmp_path / "lama.sqlite"
        newer = tmp_path / "baru.sqlite"
        shutil.copy(kept.target, old)
        assert "Salinan: sama dengan" in program.ok("periksa", old)
        for number in range(3):
            change(kept.doc, f"Jalan {number}")
        kept.publish()
        assert "Salinan: tertinggal 3 perubahan" in program.ok("periksa", old)
        shutil.copy(kept.target, newer)
        changed(newer, "Jalan A", "Jalan B")
        assert "Salinan: lebih baru 2 perubahan" in program.ok("periksa", newer)
        changed(old, "Jalan C")
        assert "Salinan: bercabang: 3 perubahan di PC ini, 1 di" in program.ok("periksa", old)

    def test_a_damaged_file_and_what_is_whole(self, program: Program, contoh: Path) -> None:
        program.ok("cadangkan", contoh)
        whole = contoh.read_bytes()
        spoiled = spoil(contoh)
        code, out, sentence = program("periksa", contoh)
        assert (code, sentence.count("\n")) == (1, 1)
        assert "rusak" in sentence
        assert "Susunan berkas: " in out
        assert "Yang masih utuh: cadangan" in sentence
        assert "main.py pulihkan-cadangan contoh.sqlite." in sentence
        changed_sibling = contoh.with_name("contoh.sqlite.lama")
        changed_sibling.write_bytes(whole)
        assert "di samping berkas contoh.sqlite.lama" in program("periksa", contoh)[2]
        assert contoh.read_bytes() == spoiled

    def test_nothing_whole_is_left(self, program: Program, contoh: Path) -> None:
        spoil(contoh)
        assert "Tidak ditemukan salinan utuh" in program("periksa", contoh)[2]


class TestSigned:
    def test_an_older_copy_where_this_pc_has_the_signed_one(
        self, program: Program, contoh: Path
    ) -> None:
        older = contoh.read_bytes()
        where = ("--tahun", "2025", "--periode", "tw2")
        program.ok("sahkan", contoh, *where, "--abaikan", "berkas contoh untuk uji")
        said = "Salinan ini belum memuat pengesahan TW II 2025 versi 1"
        assert said not in program.ok("periksa", contoh)
        contoh.write_bytes(older)
        assert f"Pengesahan: {said}" in program.ok("periksa", contoh)
        isian = {"tahun": 2025, "periode": "tw2", "media": {"aktif": 1, "dimiliki": 9}}
        for _ in range(2):
            assert said in program.refused("impor", contoh, program.write(isian))
            assert contoh.read_bytes() == older

    def test_a_sound_one(self, program: Program, signed: Path) -> None:
        out = program.ok("periksa", signed)
        assert "Bukti dukung: 1 berkas, semuanya utuh" in out
        assert re.search(
            r"^Lembar TW II 2025 versi 1: utuh, kode ([0-9A-Z]{4}-){4}[0-9A-Z]{4}$", out, re.M
        )

    def test_figures(self, program: Program, signed: Path) -> None:
        edit(signed, "UPDATE isian SET nilai = '1' WHERE id = '2025-tw2/spbe.indikator.32'")
        lines = reported(program, signed)
        assert len(lines) == 2
        assert re.fullmatch(
            r"Isi: TW II 2025, SPBE, Tingkat indikator 32 \(sudah disahkan\): menurut riwayat "
            r"[2-5], di dalam berkas 1\.",
            lines[0],
        )
        assert "1 isian di dalam berkas bukan lagi yang disahkan" in lines[1]
        assert "diubah di luar aplikasi (1 temuan)" in program("periksa", signed)[2]

    @pytest.mark.parametrize(
        ("statement", "words"),
        [
            ("UPDATE langkah SET oleh = 'x' WHERE nomor = 2", "Riwayat: Langkah 2 ("),
            ("DELETE FROM jurnal WHERE langkah = 3", "Riwayat: Baris ke-1 dari langkah 3 ("),
            ("DELETE FROM pangkal", "Riwayat: Pangkal riwayat"),
            ("DELETE FROM arsip", "Lembar yang disahkan: Salinan beku TW II 2025 versi 1"),
            ("DELETE FROM isi_bukti", "Bukti dukung: “SK.pdf” tidak ada lagi"),
            ("UPDATE isi_bukti SET isi = x'00'", "Bukti dukung: “SK.pdf” diubah"),
            ("CREATE TABLE lain (x)", "Susunan berkas: Tabel lain ditambahkan."),
            ("UPDATE profil SET kontak = 'y'", "Isi: Pengaturan, Profil instansi: kontak"),
            ("DROP TABLE media", "Susunan berkas: Tabel media dihapus."),
            ("PRAGMA application_id = 7", "Susunan berkas: Tanda pengenal berkas diubah"),
        ],
    )
    def test_each_edit(self, program: Program, signed: Path, statement: str, words: str) -> None:
        if statement.startswith("DROP"):
            with closing(sqlite3.connect(signed)) as conn, conn:
                conn.execute(statement)
        else:
            edit(signed, statement)
        lines = reported(program, signed)
        assert any(line.startswith(words) for line in lines), lines
        assert lines[-1].startswith("Lembar TW II 2025 versi 1: ")
