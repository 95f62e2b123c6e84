"""The chain of the journal: what another program changes in a file does not stay unnoticed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.document import Document
from core.edits.isian import fill_in
from core.edits.register import add_rows, delete_rows
from core.errors import DamagedError
from core.model.change import Change, DeleteRow, InsertRow, SetValue
from core.model.journal import Merge, relation
from core.model.periode import Periode
from core.storage.schema import STATEMENTS, TABLES
from core.storage.seal import Line
from tests.core.files import dump, environment, forge, opened

TW1 = Periode(2025, 1)


def tamper(path: Path, script: str) -> None:
    """Change the file as a knowing hand would: triggers off, change, triggers as they were."""
    triggers = [sql for sql in STATEMENTS if sql.startswith("CREATE TRIGGER")]
    with closing(sqlite3.connect(path)) as conn:
        for sql in triggers:
            conn.execute(f"DROP TRIGGER {sql.split()[2]}")
        conn.executescript(script)
        for sql in triggers:
            conn.execute(sql)
        conn.commit()


def refusal(path: Path) -> str:
    before = path.read_bytes()
    with pytest.raises(DamagedError) as caught, opened(path):
        pass
    assert path.read_bytes() == before
    return str(caught.value)


FILLED = [
    table for table in TABLES if table not in ("perubahan", "bukti", "pengesahan", "pindaian")
]


@pytest.mark.parametrize("table", FILLED)
def test_a_row_changed_taken_out_or_put_in_by_another_program_is_refused(
    path: Path, table: str
) -> None:
    sound = path.read_bytes()
    with closing(sqlite3.connect(path)) as conn:
        columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
    texts = {"teks", "nama", "keterangan", "catatan", "tempat", "tanda"}
    changed = next((name for name in columns if name in texts), None)
    sql = {
        "target": "UPDATE target SET nilai = nilai || '1'",
        "isian": "UPDATE isian SET nilai = '2' WHERE kunci = 'spbe.indikator.32'",
        "periode": "UPDATE periode SET tanggal_lembar = '2031-01'",
    }.get(table, f"UPDATE {table} SET {changed} = {changed} || 'x'")
    tamper(path, sql)
    assert "tidak sesuai dengan jurnalnya" in refusal(path)
    path.write_bytes(sound)
    tamper(path, f"PRAGMA foreign_keys = OFF; DELETE FROM {table}")
    assert refusal(path)


@pytest.mark.parametrize(
    ("script", "step"),
    [
        ("UPDATE langkah SET oleh = 'Orang lain' WHERE nomor = 2", 2),
        ("UPDATE langkah SET waktu = '1999-01-01T00:00:00' WHERE nomor = 3", 3),
        ("UPDATE langkah SET tindakan = 'x' WHERE nomor = 1", 1),
        ("UPDATE langkah SET isi = sidik WHERE nomor = 3", 3),
        ("UPDATE langkah SET salinan = 'lain' WHERE nomor = 3", 3),
        ("UPDATE langkah SET induk = '' WHERE nomor = 3", 3),
        ("UPDATE jurnal SET baru = '\"1\"' WHERE langkah = 3", 3),
        ("DELETE FROM jurnal WHERE langkah = 2 AND ke = 7", 2),
        ("DELETE FROM jurnal WHERE langkah = 2; DELETE FROM langkah WHERE nomor = 2", 3),
        ("UPDATE jurnal SET ke = ke + 1000 WHERE langkah = 2 AND ke = 1", 2),
        ("INSERT INTO jurnal VALUES (3, 2, 'isian', 'x', 'nilai', NULL, NULL)", 3),
    ],
)
def test_a_changed_journal_is_refused_and_the_step_is_named(
    path: Path, script: str, step: int
) -> None:
    with opened(path) as doc:
        doc.apply(fill_in(doc, TW1, "spbe.indikator.32", "5"))
        doc.apply(fill_in(doc, TW1, "spbe.indikator.33", "5"))
    tamper(path, script)
    assert f"pada langkah {step}" in refusal(path)


def test_a_journal_without_its_end_is_refused(path: Path) -> None:
    with opened(path) as doc:
        doc.apply(fill_in(doc, TW1, "spbe.indikator.32", "5"))
    tamper(path, "DELETE FROM jurnal WHERE langkah = 3; DELETE FROM langkah WHERE nomor = 3")
    assert "tidak sesuai dengan jurnalnya" in refusal(path)


def test_an_emptied_journal_is_refused(path: Path) -> None:
    tamper(path, "DELETE FROM jurnal; DELETE FROM langkah")
    assert refusal(path)


def test_steps_read_back_as_they_were_applied(path: Path) -> None:
    with opened(path) as doc:
        media = list(doc.register("media", TW1))
        changes = [
            fill_in(doc, TW1, "spbe.indikator.32", "5"),
            delete_rows(doc, "media", TW1, media[:1]),
            add_rows(doc, "media", TW1, [{"nama": "Radio “Suara”", "aktif": 1}]),
            Change("kosong → isi", (SetValue("media", media[1], "aktif", 1, None),)),
        ]
        for change in changes:
            doc.apply(change)
        steps = doc.journal()[-len(changes) :]
        assert [step.butir for step in steps] == [change.butir for change in changes]
        assert [type(step.butir[0]) for step in steps] == [SetValue, DeleteRow, InsertRow, SetValue]
        assert [step.urut - steps[0].urut for step in steps] == [0, 1, 2, 3]
        assert len({step.salinan for step in steps}) == 1
        assert steps[1].induk == (steps[0].sidik,)
        assert doc.vektor[steps[0].salinan] == steps[3].urut


def test_vacuum_and_a_copy_keep_the_content_proved(path: Path, tmp_path: Path) -> None:
    with opened(path) as doc:
        before = doc.hasil(TW1)
        doc.backup_to(tmp_path / "cadangan.sqlite")
        (tmp_path / "bayangan.sqlite").write_bytes(doc.content())
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("VACUUM")
    for copy in (path, tmp_path / "cadangan.sqlite", tmp_path / "bayangan.sqlite"):
        with opened(copy) as doc:
            assert doc.hasil(TW1) == before


def test_another_copys_steps_are_taken_in_whole(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "lain.sqlite"
    other.write_bytes(path.read_bytes())
    with _copy(path, "sini") as here, _copy(other, "sana") as there:
        here.apply(fill_in(here, TW1, "spbe.indikator.32", "5"))
        change = fill_in(there, TW1, "spbe.indikator.33", "5")
        there.apply(change)
        stands = relation(here.vektor, there.vektor)
        assert (stands.di_sini, stands.di_sana, stands.is_bercabang) == (1, 1, True)
        joined = Change("Digabungkan", change.butir)
        here.apply_merge(Merge((there.journal()[-1],), joined, ()))
        assert here.nilai(TW1, "spbe.indikator.33") == "5"
        last = here.journal()[-1]
        assert len(last.induk) == 2
        assert relation(here.vektor, there.vektor).di_sana == 0
        # The other copy goes on where this one stands, without a step of its own.
        steps = here.journal()[-3:]
        mine, merged = steps[0], steps[2]
        there.apply_merge(Merge((mine, merged), Change("", mine.butir), None))
        assert relation(here.vektor, there.vektor) == (0, 0)
    for file in (path, other):
        with opened(file) as doc:
            assert doc.nilai(TW1, "spbe.indikator.32") == "5"
            assert doc.nilai(TW1, "spbe.indikator.33") == "5"
    assert dump(path) == dump(other)


def test_a_forged_step_is_not_taken_in(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "lain.sqlite"
    other.write_bytes(path.read_bytes())
    with _copy(path, "sini") as here, _copy(other, "sana") as there:
        change = fill_in(there, TW1, "spbe.indikator.33", "5")
        there.apply(change)
        forged = there.journal()[-1]._replace(oleh="Orang lain")
        steps = len(here.journal())
        with pytest.raises(ValueError, match="is not what it says"):
            here.apply_merge(Merge((forged,), Change("", change.butir), None))
        assert here.nilai(TW1, "spbe.indikator.33") != "5"
        here.apply(fill_in(here, TW1, "spbe.indikator.32", "5"))
        assert len(here.journal()) == steps + 1
    with opened(path) as doc:
        assert len(doc.journal()) == steps + 1


def _copy(path: Path, salinan: str) -> closing[Document]:
    return closing(Document(path, environment(), salinan=salinan))


@pytest.mark.parametrize(
    "line",
    [
        Line("sqlite_master", "x", "sql", '"a"', '"b"'),
        Line("profil", "profil", "rootpage", '"a"', '"b"'),
        Line("profil", "profil", "alamat", '"a"', ' "b"'),
        Line("profil", "profil", "alamat", '"a"', '"\\u0062"'),
        Line("profil", "profil", "alamat", '"a"', '"\\ud800"'),
        Line("profil", "profil", "alamat", '"a"', "1"),
        Line("profil", "profil", "kop", "1", "true"),
        Line("profil", "profil", "kop", "1", "0.5"),
        Line("profil", "profil", "kop", "1", str(2**63)),
        Line("profil", "profil", "kop", "1", "9" * 5_000),
        Line("periode", "2025-TW1", None, None, '{"tahun":"2025"}'),
        Line("profil", "profil", "alamat", "[" * 100_000, '"b"'),
    ],
    ids=[str(number) for number in range(12)],
)
def test_a_line_that_no_program_writes_is_refused_though_the_hashes_fit(
    path: Path, line: Line
) -> None:
    forge(path, line)
    assert "tidak ditulis oleh program ini" in refusal(path)


def test_a_forged_line_as_the_program_writes_it_fits(path: Path) -> None:
    forge(path, Line("profil", "profil", "alamat", '"a"', '"b"'))
    with opened(path) as doc:
        assert doc.journal()[-1].butir == (SetValue("profil", "profil", "alamat", "a", "b"),)


def test_the_name_of_a_step_has_an_end(path: Path) -> None:
    with opened(path) as doc:
        change = fill_in(doc, TW1, "spbe.indikator.32", "5")
        doc.apply(Change("x" * 100_000, change.butir))
    with opened(path) as doc:
        assert doc.journal()[-1].tindakan == "x" * 2_000
    forge(path, tindakan="x" * 2_001)
    assert "pada langkah 4" in refusal(path)
