"""Files of every earlier format, kept in tests/files, are brought up to date without loss."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import DamagedError, FileError
from core.model.change import DeleteRow, InsertRow, SetValue
from core.model.periode import Periode
from core.storage.file import format_of
from core.storage.migration import UPGRADES, upgrade
from core.storage.schema import FORMAT
from tests.core.files import beside, dump, opened

FILES = Path(__file__).resolve().parents[1] / "files"
TW4 = Periode(2025, 4)


@pytest.fixture(params=sorted(UPGRADES))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "berkas" / "lama.sqlite"
    path.parent.mkdir()
    shutil.copyfile(FILES / f"format-{request.param}.sqlite", path)
    return path


def test_every_earlier_format_has_its_file() -> None:
    kept = {int(path.stem.partition("-")[2]) for path in FILES.glob("format-*.sqlite")}
    assert kept == set(UPGRADES)
    assert all(number // 1000 < FORMAT // 1000 for number in kept)


def test_every_row_is_there_afterwards(old: Path) -> None:
    before = dump(old)
    upgrade(old, "lama.sqlite")
    after = dump(old)
    assert {table: after.pop(table) for table in before} == before
    assert not any(after.values())
    assert format_of(old) == FORMAT
    assert beside(old) == []
    with opened(old) as doc:
        shown = [each.realisasi.tampil for each in doc.hasil(TW4)]
        assert shown == ["3,56", None, "72,50", "58,05"]


def test_the_journal_is_there_afterwards(old: Path) -> None:
    with closing(sqlite3.connect(old)) as conn:
        columns = "waktu, oleh, tindakan, tabel, baris"
        steps_apart = "jurnal JOIN langkah ON langkah = nomor ORDER BY langkah, ke"
        source = "jurnal ORDER BY nomor" if format_of(old) == 1000 else steps_apart
        lines = conn.execute(f"SELECT {columns} FROM {source}").fetchall()
    upgrade(old, "lama.sqlite")
    with opened(old) as doc:
        steps = doc.journal()
        media = doc.register("media", TW4)
    notes = [each for each in steps if not each.butir]
    assert [each.tindakan for each in notes] == [
        f"Berkas disesuaikan dengan susunan {number}" for number in ("2.0", "3.0")
    ]
    assert steps[-1] == notes[-1]
    found = [(s.waktu, s.oleh, s.tindakan, b.tabel, b.id) for s in steps for b in s.butir]
    assert found == lines
    made = [each for each in steps if each.butir]
    deleted, added, changed = (each.butir[0] for each in made[-3:])
    assert isinstance(deleted, DeleteRow)
    assert isinstance(added, InsertRow)
    assert isinstance(changed, SetValue)
    since = {changed.kolom: changed.baru} if changed.id == added.id else {}
    assert {"id": added.id, **added.nilai, **since} == media[added.id]
    assert changed.baru == media[changed.id][changed.kolom] != changed.lama


def test_two_pcs_make_the_same_of_it(old: Path, tmp_path: Path) -> None:
    twin = tmp_path / "kembar.sqlite"
    shutil.copyfile(old, twin)
    for path in (old, twin):
        upgrade(path, "lama.sqlite")
    assert dump(old, jurnal=True) == dump(twin, jurnal=True)


def test_a_damaged_old_file_is_refused_and_stays(old: Path) -> None:
    content = bytearray(old.read_bytes())
    content[4096 * 3 : 4096 * 40] = b"\xa5" * 4096 * 37
    old.write_bytes(content)
    with pytest.raises(DamagedError):
        upgrade(old, "lama.sqlite")
    assert old.read_bytes() == content
    assert beside(old) == []


def test_a_foreign_schema_in_an_old_file_is_refused(old: Path) -> None:
    with closing(sqlite3.connect(old)) as conn:
        conn.execute("CREATE VIEW v AS SELECT 1")
    with pytest.raises(DamagedError, match="Susunan berkas"):
        upgrade(old, "lama.sqlite")


def test_an_unknown_old_format_is_a_sentence(old: Path) -> None:
    with closing(sqlite3.connect(old)) as conn:
        conn.execute("PRAGMA user_version = 7")
    with pytest.raises(FileError, match="tidak dikenal"):
        upgrade(old, "lama.sqlite")


def test_an_older_file_is_not_opened_as_it_is(old: Path) -> None:
    with pytest.raises(FileError), opened(old):
        pass
