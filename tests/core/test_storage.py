"""The file as other programs see it: strict, exact, journalled, whole after a crash."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.edits.isian import fill_in
from core.model.change import Change, InsertRow, SetValue
from core.model.periode import Periode
from core.storage.schema import APPLICATION_ID, BLOB_TABLES, FORMAT, JOURNAL_TABLES, TABLES
from tests.core.files import beside, dump, opened

TW1 = Periode(2025, 1)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def conn(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA foreign_keys = ON")
        yield conn


class TestForm:
    def test_header(self, path: Path, conn: sqlite3.Connection) -> None:
        assert conn.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert APPLICATION_ID.to_bytes(4, "big") == b"IKUB"
        assert conn.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        assert path.read_bytes()[18:20] == b"\x01\x01"

    def test_every_table_is_strict_and_nothing_else_is_there(
        self, conn: sqlite3.Connection
    ) -> None:
        found = {row[1]: row for row in conn.execute("PRAGMA table_list") if row[0] == "main"}
        names = {name for name in found if not name.startswith("sqlite_")}
        assert names == {*TABLES, *JOURNAL_TABLES, *BLOB_TABLES}
        assert all(found[name][5] == 1 for name in names)

    def test_no_column_is_real_and_no_value_is_a_float(self, conn: sqlite3.Connection) -> None:
        for table in (*TABLES, "langkah", "jurnal"):
            columns = conn.execute(f"PRAGMA table_info({table})").fetchall()
            assert {column[2] for column in columns} <= {"TEXT", "INTEGER"}
            kinds = ", ".join(f"typeof({column[1]})" for column in columns)
            for row in conn.execute(f"SELECT {kinds} FROM {table}"):
                assert set(row) <= {"text", "integer", "null"}

    def test_figures_are_canonical_decimals(self, conn: sqlite3.Connection) -> None:
        figures = conn.execute("SELECT nilai FROM isian WHERE jenis IN ('bulat', 'angka')")
        targets = conn.execute("SELECT nilai FROM target")
        for (nilai,) in (*figures, *targets):
            assert re.fullmatch(r"(0|[1-9]\d*)(\.\d*[1-9])?", nilai)

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE isian SET nilai = '6' WHERE kunci = 'spbe.indikator.32'",
            "UPDATE isian SET nilai = '3.5' WHERE kunci = 'spbe.indikator.32'",
            "UPDATE isian SET nilai = 'tiga' WHERE kunci = 'keamanan.nilai.aset'",
            "UPDATE isian SET nilai = '1e3' WHERE kunci = 'keamanan.nilai.aset'",
            "UPDATE target SET nilai = '1,5'",
            "UPDATE target SET nilai = '1.2.3'",
            "UPDATE media SET aktif = 2",
            "UPDATE media SET aktif = 'ya'",
            "UPDATE media SET periode_id = '2031-tw1'",
            "UPDATE periode SET triwulan = 6",
            "UPDATE profil SET id = 'lain'",
            "DELETE FROM periode",
            "UPDATE penandatangan SET mulai = '1 Mei 2024'",
        ],
    )
    def test_the_file_itself_refuses(self, conn: sqlite3.Connection, sql: str) -> None:
        with pytest.raises(sqlite3.IntegrityError):
            conn.execute(sql)


class TestJournal:
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE langkah SET oleh = 'X'",
            "DELETE FROM langkah",
            "DELETE FROM langkah WHERE nomor = 1",
            "INSERT OR REPLACE INTO langkah SELECT * FROM langkah WHERE nomor = 2",
            "REPLACE INTO langkah VALUES (1, 'x', 9, '', 'X', '', '', '', '')",
            "REPLACE INTO langkah SELECT 9, salinan, urut, '', 'X', '', '', '', '' FROM langkah",
            "INSERT INTO langkah SELECT * FROM langkah WHERE nomor = 2 "
            "ON CONFLICT (nomor) DO UPDATE SET oleh = 'X'",
            "UPDATE OR REPLACE langkah SET nomor = 1 WHERE nomor = 2",
            "UPDATE jurnal SET baru = '5'",
            "DELETE FROM jurnal WHERE langkah = 2",
            "REPLACE INTO jurnal SELECT * FROM jurnal WHERE langkah = 2",
            "REPLACE INTO jurnal VALUES (2, 1, 'isian', 'x', 'nilai', NULL, NULL)",
        ],
    )
    def test_lines_can_only_be_added(self, conn: sqlite3.Connection, sql: str) -> None:
        before = [conn.execute(f"SELECT * FROM {name}").fetchall() for name in JOURNAL_TABLES]
        with pytest.raises(sqlite3.IntegrityError, match="tidak dapat diubah"):
            conn.execute(sql)
        after = [conn.execute(f"SELECT * FROM {name}").fetchall() for name in JOURNAL_TABLES]
        assert after == before

    def test_each_value_has_a_line_with_old_and_new(self, path: Path) -> None:
        with opened(path) as doc:
            doc.apply(fill_in(doc, TW1, "spbe.indikator.32", "5"))
            step = doc.journal()[-1]
        assert step.butir == (SetValue("isian", "2025-tw1/spbe.indikator.32", "nilai", "3", "5"),)
        assert (step.waktu, step.oleh) == ("2026-01-02T03:04:05", "Uji")
        assert "diisi 5" in step.tindakan

    def test_change_and_line_are_written_together_or_not_at_all(self, path: Path) -> None:
        before = dump(path, jurnal=True)
        with opened(path) as doc:
            good = fill_in(doc, TW1, "spbe.indikator.32", "5").butir
            bad = InsertRow("media", "x", {"periode_id": "2031-tw1", **_row("A")})
            for change in (
                Change("penyebut tanpa periode", (*good, bad)),
                Change("nilai lama salah", (*good, _set("isian", "2", "5"))),
                Change("dua kali", (*good, *good)),
            ):
                with pytest.raises(Exception):  # noqa: B017, PT011
                    doc.apply(change)
                assert doc.nilai(TW1, "spbe.indikator.32") == "3"
            assert len(doc.register("media", TW1)) == len(before["media"]) // 4
        assert dump(path, jurnal=True) == before

    def test_a_journal_that_cannot_be_written_stops_the_change(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = dump(path, jurnal=True)

        def fail(_: object) -> tuple[str, ...]:
            raise OSError(5, "Input/output error")

        with opened(path) as doc:
            change = fill_in(doc, TW1, "spbe.indikator.32", "5")
            monkeypatch.setattr("core.storage.journal._line", fail)
            with pytest.raises(Exception, match="tidak dapat dibaca atau ditulis"):
                doc.apply(change)
            monkeypatch.undo()
            assert doc.nilai(TW1, "spbe.indikator.32") == "3"
            doc.apply(change)
            assert doc.nilai(TW1, "spbe.indikator.32") == "5"
        after = dump(path, jurnal=True)
        assert len(after["jurnal"]) == len(before["jurnal"]) + 1


def _row(nama: str) -> dict[str, str | int | None]:
    blank = {"jenis": "", "alamat": "", "aktif": None, "keterangan": ""}
    return {"urutan": 1, "nama": nama, **blank}


def _set(tabel: str, lama: str, baru: str) -> SetValue:
    return SetValue(tabel, "2025-tw1/spbe.indikator.33", "nilai", lama, baru)


class TestTraces:
    def test_nothing_is_left_beside_the_file(self, path: Path) -> None:
        with opened(path) as doc:
            doc.apply(fill_in(doc, TW1, "spbe.indikator.32", "5"))
            assert set(beside(path)) <= {path.name + "-journal"}
        assert beside(path) == []

    def test_looking_changes_no_byte(self, path: Path) -> None:
        before, time = path.read_bytes(), path.stat().st_mtime_ns
        for read_only in (False, True):
            with opened(path, read_only=read_only) as doc:
                doc.hasil(TW1)
                doc.register("media", TW1)
        assert path.read_bytes() == before
        assert path.stat().st_mtime_ns == time

    def test_modes(self, path: Path) -> None:
        with opened(path) as doc:
            conn = doc._store._conn
            expected = {
                "journal_mode": "truncate",
                "synchronous": 3,
                "locking_mode": "exclusive",
                "foreign_keys": 1,
                "trusted_schema": 0,
            }
            for name, value in expected.items():
                assert conn.execute(f"PRAGMA {name}").fetchone() == (value,)


_CRASH = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from core.document import Document
from core.edits.register import add_rows
from core.model.periode import Periode
from core.storage import journal
from tests.core.files import environment

doc = Document(Path(sys.argv[1]), environment())
doc._store._conn.execute("PRAGMA cache_size = 1")  # so that pages reach the file before the commit
rows = [{"nama": f"Data {i}", "keterangan": "x" * 900} for i in range(500)]
change = add_rows(doc, "data_statistik", Periode(2025, 1), rows)
lines = 0
true_values = journal._line
def die(butir):
    global lines
    lines += 1
    if lines == 400:
        os._exit(7)
    return true_values(butir)
journal._line = die
doc.apply(change)
"""


def test_a_crash_in_the_middle_of_a_transaction_rolls_back(path: Path) -> None:
    before, size = dump(path, jurnal=True), path.stat().st_size
    done = subprocess.run(
        [sys.executable, "-c", _CRASH, str(path), str(ROOT)], check=False, capture_output=True
    )
    assert done.returncode == 7, done.stderr
    journal = path.with_name(path.name + "-journal")
    assert journal.stat().st_size > 0
    assert path.stat().st_size > size  # half a transaction is in the file
    with opened(path) as doc:
        assert doc.hasil_iku("statistik", TW1).realisasi.tampil == "50,00"
    assert dump(path, jurnal=True) == before
    assert beside(path) == []


def test_what_was_applied_is_there_after_a_crash(path: Path) -> None:
    script = _CRASH.replace("lines == 400", "False") + "\nos._exit(7)\n"
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), str(ROOT)], check=False, capture_output=True
    )
    assert done.returncode == 7, done.stderr
    with opened(path) as doc:
        assert len(doc.register("data_statistik", TW1)) > 500
    assert beside(path) == []
