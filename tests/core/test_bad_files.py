"""Files not ours, newer, damaged, hostile or protected: a sentence, and not a byte changed."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from core.catalogue import sample_text
from core.document import create
from core.edits.isian import fill_in
from core.errors import FileError, UserError
from core.model.periode import Periode
from core.storage.file import replace_file, user_errors, write_new
from tests.core.files import beside, environment, forge, imported, new_file, opened

TW1 = Periode(2025, 1)


def refusal(path: Path, *, read_only: bool = False) -> str:
    """The sentence by which the file is refused; it must be as it was, with nothing beside it."""
    before = path.read_bytes() if path.is_file() else b""
    names = beside(path)
    with pytest.raises(FileError) as caught, opened(path, read_only=read_only):
        pass
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert beside(path) == names
    sentence = str(caught.value)
    assert sentence.endswith(".")
    return sentence


def run_sql(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(script)


def overwrite(path: Path, start: int, content: bytes) -> None:
    data = bytearray(path.read_bytes())
    data[start : start + len(content)] = content
    path.write_bytes(data)


@pytest.mark.parametrize("read_only", [False, True])
class TestNotOurs:
    def test_missing(self, tmp_path: Path, read_only: bool) -> None:
        assert "tidak ditemukan" in refusal(tmp_path / "tiada.sqlite", read_only=read_only)

    def test_folder(self, tmp_path: Path, read_only: bool) -> None:
        folder = tmp_path / "map.sqlite"
        folder.mkdir()
        assert "adalah folder" in refusal(folder, read_only=read_only)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
    def test_pipe(self, tmp_path: Path, read_only: bool) -> None:
        os.mkfifo(tmp_path / "pipa")
        assert "bukan berkas biasa" in refusal(tmp_path / "pipa", read_only=read_only)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "kosong"),
            (b"x", "bukan berkas IKU"),
            (b"%PDF-1.4\n" + b"x" * 5000, "bukan berkas IKU"),
            (b"SQLite format 3\x00", "bukan berkas IKU"),
            (random.Random(1).randbytes(8192), "bukan berkas IKU"),
        ],
    )
    def test_another_content(
        self, tmp_path: Path, read_only: bool, content: bytes, words: str
    ) -> None:
        path = tmp_path / "aneh.sqlite"
        path.write_bytes(content)
        assert words in refusal(path, read_only=read_only)

    def test_another_database(self, tmp_path: Path, read_only: bool) -> None:
        path = tmp_path / "lain.sqlite"
        run_sql(path, "CREATE TABLE profil (id TEXT)")
        assert "milik program lain" in refusal(path, read_only=read_only)

    def test_a_newer_major_version(self, path: Path, read_only: bool) -> None:
        run_sql(path, "PRAGMA user_version = 4000")
        assert "versi program yang lebih baru" in refusal(path, read_only=read_only)

    def test_too_large(self, path: Path, read_only: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("core.storage.file.MAX_SIZE", 1000)
        assert "terlalu besar" in refusal(path, read_only=read_only)


@pytest.mark.parametrize("read_only", [False, True])
class TestDamaged:
    @pytest.mark.parametrize("left", [50, 99, 4095, 4096, 100_000, -4096, -1])
    def test_cut(self, path: Path, read_only: bool, left: int) -> None:
        path.write_bytes(path.read_bytes()[:left])
        sentence = refusal(path, read_only=read_only)
        assert "rusak" in sentence or "bukan berkas IKU" in sentence

    def test_longer(self, path: Path, read_only: bool) -> None:
        path.write_bytes(path.read_bytes() + b"\x00" * 4096)
        assert "rusak" in refusal(path, read_only=read_only)

    def test_pages_overwritten(self, path: Path, read_only: bool) -> None:
        for page in range(1, path.stat().st_size // 4096, 7):
            overwrite(path, page * 4096, b"\xa5" * 4096)
        assert "rusak" in refusal(path, read_only=read_only)

    def test_schema_page_overwritten(self, path: Path, read_only: bool) -> None:
        overwrite(path, 100, random.Random(2).randbytes(3000))
        refusal(path, read_only=read_only)

    def test_wal_mode(self, path: Path, read_only: bool) -> None:
        overwrite(path, 18, b"\x02\x02")
        assert "program lain" in refusal(path, read_only=read_only)

    def test_a_row_that_belongs_to_nothing(self, path: Path, read_only: bool) -> None:
        run_sql(path, "PRAGMA foreign_keys = OFF; DELETE FROM periode WHERE id = '2025-tw1'")
        assert "rusak" in refusal(path, read_only=read_only)

    def test_any_flipped_byte_gives_a_document_or_a_sentence(
        self, path: Path, read_only: bool
    ) -> None:
        sound = path.read_bytes()
        chance = random.Random(3)
        for _ in range(60):
            place = chance.randrange(len(sound))
            flipped = bytes([sound[place] ^ (1 << chance.randrange(8))])
            path.write_bytes(sound)
            overwrite(path, place, flipped)
            try:
                with opened(path, read_only=read_only) as doc:
                    doc.hasil(TW1)
            except UserError as error:
                assert str(error).endswith(".")  # noqa: PT017


@pytest.mark.parametrize(
    "hostile",
    [
        "CREATE TRIGGER t AFTER INSERT ON isian BEGIN DELETE FROM media; END",
        "CREATE VIEW v AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x FROM r) "
        "SELECT * FROM r",
        "CREATE TABLE tambahan (x)",
        "CREATE INDEX i ON isian (nilai)",
        "DROP TRIGGER jurnal_tanpa_update",
        "ALTER TABLE media ADD COLUMN besar TEXT AS (hex(zeroblob(400000000)))",
        "ALTER TABLE media RENAME COLUMN alamat TO tempat",
    ],
)
def test_another_structure_is_refused(path: Path, hostile: str) -> None:
    run_sql(path, hostile)
    assert "Susunan berkas" in refusal(path)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "hostile",
    [
        "DELETE FROM profil",
        "UPDATE profil SET tanggal_lembar_iku = '2024-99'",
        "UPDATE periode SET tanggal_lembar = '2025-02-30'",
        "UPDATE penandatangan SET mulai = '2024-02-31'",
        "INSERT INTO isian VALUES ('2025-tw1/spbe.resmi_tanggal', '2025-tw1', "
        "'spbe.resmi_tanggal', 'tanggal', '2024-13-45')",
        "UPDATE bagian SET kode = 'satu' WHERE jenis = 'tingkat' AND kode = '1'",
        "UPDATE target SET nilai = replace(hex(zeroblob(2500)), '0', '9')",
        "UPDATE bagian SET maksimum = replace(hex(zeroblob(2500)), '0', '9') "
        "WHERE maksimum IS NOT NULL",
        "INSERT INTO isian VALUES ('2025-tw1/keamanan.nilai.lain', '2025-tw1', "
        "'keamanan.nilai.lain', 'angka', replace(hex(zeroblob(500)), '0', '9'))",
        "PRAGMA foreign_keys = OFF; DELETE FROM target; DELETE FROM pita; "
        "DELETE FROM bagian WHERE induk_id IS NOT NULL; DELETE FROM bagian; "
        "DELETE FROM definisi; DELETE FROM iku",
    ],
)
def test_rows_that_this_program_never_writes_are_refused(
    path: Path, hostile: str, read_only: bool
) -> None:
    run_sql(path, hostile)
    forge(path)
    sentence = refusal(path, read_only=read_only)
    assert "Isi berkas" in sentence
    assert "jurnalnya" not in sentence


def test_a_view_in_place_of_a_table_is_refused_and_does_not_hang(path: Path) -> None:
    run_sql(
        path,
        "ALTER TABLE media RENAME TO asli; CREATE VIEW media AS WITH RECURSIVE r(id) AS "
        "(SELECT 1 UNION ALL SELECT id FROM r) SELECT * FROM r",
    )
    assert "Susunan berkas" in refusal(path)


class TestProtected:
    def test_a_read_only_file_can_be_read_and_not_written(self, path: Path) -> None:
        before = path.read_bytes()
        path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        with opened(path) as doc:
            assert doc.read_only
            assert doc.hasil_iku("spbe", TW1).realisasi.tampil == "3,00"
            change = fill_in(doc, TW1, "spbe.indikator.32", "5")
            with pytest.raises(FileError, match="hanya dapat dibaca"):
                doc.apply(change)
            assert doc.hasil_iku("spbe", TW1).realisasi.tampil == "3,00"
            assert beside(path) == []
        assert path.read_bytes() == before
        assert beside(path) == []

    def test_a_newer_minor_version_can_be_read_and_not_written(self, path: Path) -> None:
        run_sql(path, "PRAGMA user_version = 3001")
        with opened(path) as doc:
            with pytest.raises(FileError, match="lebih baru dan hanya dapat dibaca"):
                doc.apply(fill_in(doc, TW1, "spbe.indikator.32", "5"))
            assert doc.hasil_iku("spbe", TW1).realisasi.tampil == "3,00"

    def test_another_structure_of_a_newer_minor_version_is_not_called_damage(
        self, path: Path
    ) -> None:
        run_sql(path, "PRAGMA user_version = 3001; ALTER TABLE media ADD COLUMN tautan TEXT")
        assert "versi program yang lebih baru" in refusal(path)

    @pytest.mark.parametrize("read_only", [False, True])
    def test_a_second_opener_is_told(self, path: Path, read_only: bool) -> None:
        with opened(path) as doc:
            with pytest.raises(FileError, match="sedang dibuka"), opened(path, read_only=read_only):
                pass
            doc.apply(fill_in(doc, TW1, "spbe.indikator.32", "5"))
        with opened(path):
            pass

    def test_two_may_read(self, path: Path) -> None:
        with opened(path, read_only=True) as one, opened(path, read_only=True) as other:
            assert one.hasil(TW1) == other.hasil(TW1)


class TestNames:
    NAMES = ("a b.sqlite", "a?mode=memory.sqlite", "a#b.sqlite", "100%25.sqlite", "é中.sqlite")

    @pytest.mark.parametrize("name", NAMES)
    def test_any_name_opens_itself(self, tmp_path: Path, name: str) -> None:
        path = new_file(tmp_path, name)
        imported(path, sample_text())
        with opened(path) as doc:
            doc.apply(fill_in(doc, TW1, "spbe.indikator.32", "5"))
        with opened(path, read_only=True) as doc:
            assert doc.nilai(TW1, "spbe.indikator.32") == "5"
        assert beside(path) == []


class TestCreating:
    def test_never_over_anything(self, path: Path, tmp_path: Path) -> None:
        before = path.read_bytes()
        with pytest.raises(FileError, match="sudah ada"):
            create(path, environment(), tahun=2025)
        with pytest.raises(FileError, match="sudah ada"):
            write_new(path, b"x")
        assert path.read_bytes() == before

    def test_where_nothing_can_be_made(self, tmp_path: Path) -> None:
        with pytest.raises(FileError, match="tidak ditemukan"):
            create(tmp_path / "tiada" / "a.sqlite", environment(), tahun=2025)
        with pytest.raises(FileError, match="nama terlalu panjang"):
            create(tmp_path / ("x" * 300), environment(), tahun=2025)
        assert list(tmp_path.iterdir()) == []

    def test_a_disk_that_fails_leaves_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: int) -> None:
            raise OSError(28, "No space left on device")

        old = tmp_path / "lama.pdf"
        old.write_bytes(b"lama")
        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(FileError, match="disk penuh"), user_errors(old):
            replace_file(old, b"baru")
        target = tmp_path / "baru.sqlite"
        with pytest.raises(FileError, match="disk penuh"):
            create(target, environment(), tahun=2025)
        assert old.read_bytes() == b"lama"
        assert beside(old) == []
