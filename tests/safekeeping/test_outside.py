"""A frozen document edited with plain SQL: every edit is named, taken back or taken over."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core.document import Document
from core.edits.isian import fill_in
from core.errors import DamagedError, FileError
from core.history.catatan import Pembaca, list_catatan
from core.merge.documents import copy_of, with_arsip
from core.merge.plan import Side
from core.merge.planning import plan_merge
from core.merge.resolving import resolve
from core.model.change import Butir, Change, DeleteRow, InsertRow, SetValue
from core.model.pengesahan import TERKUNCI
from core.model.periode import Periode
from core.model.register import Value, without_id
from core.pengesahan.susun import sahkan
from core.safekeeping.kept import KeptFile
from core.safekeeping.opening import Pilihan, Undecided
from core.safekeeping.outside import (
    LABEL,
    OutsideEdits,
    Pemeriksaan,
    accept,
    examine_file,
    restore,
)
from core.safekeeping.outside_mending import Mended
from core.storage.file import fill
from core.storage.journal import Head, next_step
from core.storage.schema import COLUMNS, JOURNAL_TABLES, STATEMENTS
from core.storage.seal import Line
from tests.core.files import forge, opened, sample_file
from tests.harness.figures import all_figures
from tests.harness.sizes import many
from tests.merge.offices import SANA, SINI, diverged, kontak, level, worked_on
from tests.safekeeping.offices import Pc

TW1, TW3 = Periode(2025, 1), Periode(2025, 3)
FROZEN = "2025-tw1/spbe.indikator.32"
OPEN = "2025-tw3/spbe.indikator.32"
TRIGGERS = [each for each in STATEMENTS if each.startswith("CREATE TRIGGER")]
EMPTY = ("perubahan", "bukti", "pindaian")
"""Tables of which the document has no rows."""

Edit = Callable[[sqlite3.Connection], None]


@cache
def _frozen() -> bytes:
    with TemporaryDirectory() as folder:
        path = sample_file(Path(folder))
        worked_on(path, SINI, level(33, "4"), kontak("Telp. 1"))
        worked_on(path, SANA, level(34, "2"), level(34, "3"))
        with opened(path) as doc:
            doc.apply(*sahkan(doc, TW1, "a4"))
        worked_on(path, SINI, kontak("Telp. 2"), level(35, "1"), salinan="sesudah")
        return path.read_bytes()


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    return Pc(tmp_path / "pc")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A document with a signed quarter and some steps, alone in its folder."""
    folder = tmp_path / "STIK"
    folder.mkdir()
    path = folder / "kinerja.sqlite"
    path.write_bytes(_frozen())
    return path


def edit(path: Path, *statements: str | tuple[str, tuple[object, ...]], back: bool = True) -> None:
    """What somebody does with another program: triggers dropped first, and put back or not."""
    with closing(sqlite3.connect(path)) as conn, conn:
        names = conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            conn.execute(f"DROP TRIGGER {name}")
        for each in statements:
            conn.execute(*((each,) if isinstance(each, str) else each))
        for sql in TRIGGERS if back else ():
            conn.execute(sql)


STEPS = (("jurnal", "langkah"), ("langkah", "nomor"))


def signed_only(path: Path) -> None:
    """The sample with a signed quarter and no step after it."""
    path.unlink()
    sample_file(path.parent, path.name)
    with opened(path) as doc:
        doc.apply(*sahkan(doc, TW1, "a4"))
        assert doc.last_step.nomor == 3


def found_in(path: Path, own: Pc) -> Pemeriksaan:
    return examine_file(path, path, own.places, own.environment())


def sentences(path: Path, own: Pc) -> list[str]:
    return [each.kalimat for each in found_in(path, own).temuan]


def named(path: Path, own: Pc, *words: str) -> Pemeriksaan:
    """One of the findings has all of these words; the document is not opened, nor touched."""
    before = path.read_bytes()
    found = found_in(path, own)
    told = [each.kalimat for each in found.temuan]
    assert any(all(word in text for word in words) for text in told), told
    for text in told:
        assert text.endswith(".")
        assert "\n" not in text
    assert path.read_bytes() == before
    return found


def test_a_sound_document(target: Path, pc: Pc) -> None:
    found = found_in(target, pc)
    assert found.temuan == ()
    (lembar,) = found.lembar
    assert re.fullmatch(
        r"TW I 2025 versi 1: utuh, kode [0-9A-Z]{4}(-[0-9A-Z]{4}){4}", lembar.kalimat
    )
    kept = pc.open(target)
    fill_open(kept)
    kept.publish()
    kept.close()
    assert found_in(target, pc).temuan == ()
    assert examine_kerja(target, pc).temuan == ()


def fill_open(kept: KeptFile) -> None:
    kept.doc.apply(fill_in(kept.doc, TW3, "spbe.indikator.32", "4"))


def examine_kerja(target: Path, own: Pc) -> Pemeriksaan:
    kerja = own.keadaan(target).working_copy
    return examine_file(kerja, target, own.places, own.environment())


class TestContent:
    @pytest.mark.parametrize("table", [each for each in COLUMNS if each not in EMPTY])
    def test_a_value_of_every_table(self, target: Path, pc: Pc, table: str) -> None:
        with closing(sqlite3.connect(target)) as conn:
            row = conn.execute(f"SELECT rowid, id FROM {table} LIMIT 1").fetchone()
        column = {
            "profil": "kontak",
            "tugas_fungsi": "teks",
            "sasaran": "teks",
            "definisi": "penjelasan",
            "periode": "tanggal_lembar",
            "target": "teks",
            "isian": "nilai",
            "pengesahan": "oleh",
        }.get(table, "nama" if "nama" in COLUMNS[table] else "teks")
        value = "2025-01-09" if column == "tanggal_lembar" else "1"
        edit(target, (f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, row[1])))
        found = named(target, pc, value if table != "periode" else "9 Januari 2025")
        (sel,) = found.isi.sel
        assert (sel.tabel, sel.baris, sel.kolom, sel.ada) == (table, row[1], column, value)
        with pytest.raises(OutsideEdits) as error:
            pc.open(target)
        assert [each.kalimat for each in error.value.pemeriksaan.temuan] == sentences(target, pc)
        assert error.value.pemeriksaan.bisa_pulih

    def test_a_signed_figure_is_marked(self, target: Path, pc: Pc) -> None:
        edit(target, f"UPDATE isian SET nilai = '5' WHERE id = '{FROZEN}'")
        found = named(
            target, pc, "TW I 2025", "SPBE", "Tingkat indikator 32", "sudah disahkan", "5"
        )
        assert [each.beku for each in found.temuan] == [True]
        assert "1 isian di dalam berkas bukan lagi yang disahkan" in found.lembar[0].kalimat
        assert not found.bisa_terima
        assert "sudah disahkan" in found.sebab

    @pytest.mark.parametrize("table", [each for each in TERKUNCI if each not in EMPTY])
    def test_rows_removed(self, target: Path, pc: Pc, table: str) -> None:
        with closing(sqlite3.connect(target)) as conn:
            rows = conn.execute(f"SELECT id FROM {table} WHERE periode_id = '2025-tw1'").fetchall()
        edit(target, (f"DELETE FROM {table} WHERE id = ?", rows[0]))
        found = named(target, pc, "TW I 2025", "(sudah disahkan)", "di dalam berkas ")
        assert [(each.tabel, each.baris, each.ada) for each in found.isi.sel] == [
            (table, rows[0][0], None)
        ]

    def test_rows_added(self, target: Path, pc: Pc) -> None:
        edit(
            target,
            "INSERT INTO media (id, periode_id, urutan, nama) "
            "VALUES ('x', '2025-tw1', 99, 'Radio')",
            back=False,
        )
        named(target, pc, "TW I 2025", "“Radio”", "menurut riwayat tidak ada")
        assert any("Pelindung media_sah_insert dihapus" in each for each in sentences(target, pc))

    def test_a_frozen_copy_against_the_file(self, target: Path, pc: Pc) -> None:
        """Who rewrites journal and content with this program's code meets the frozen copy."""
        edit(target, f"UPDATE isian SET nilai = '5' WHERE id = '{FROZEN}'", back=False)
        forge(target, Line("isian", FROZEN, "nilai", '"3"', '"5"'))
        edit(target)
        found = named(target, pc, "TW I 2025", "dalam salinan beku 3", "di dalam berkas 5")
        assert [each.jenis for each in found.temuan] == ["beku"]
        assert (found.bisa_pulih, found.bisa_terima) == (False, False)
        with pytest.raises(OutsideEdits):
            pc.open(target)


class TestJournal:
    @pytest.mark.parametrize("back", [True, False])
    def test_a_line_altered_is_told_as_it_was(self, target: Path, pc: Pc, back: bool) -> None:
        edit(target, """UPDATE jurnal SET baru = '"5"' WHERE langkah = 3""", back=back)
        found = named(target, pc, "Baris ke-1 dari langkah 3", SINI, "tertulis", "semula", '"4"')
        assert not found.isi.sel
        assert not found.bisa_pulih
        with pytest.raises(OutsideEdits):
            pc.open(target)

    @pytest.mark.parametrize("column", ["waktu", "oleh", "tindakan", "isi", "induk", "sidik"])
    @pytest.mark.parametrize("nomor", [1, 4, 7, 9])
    def test_a_step_altered(self, target: Path, pc: Pc, column: str, nomor: int) -> None:
        value = "0" * 64 if column in ("isi", "induk", "sidik") else "x"
        edit(target, f"UPDATE langkah SET {column} = '{value}' WHERE nomor = {nomor}")
        named(target, pc, f"angkah {nomor} (")

    @pytest.mark.parametrize("nomor", [2, 3, 5, 8])
    @pytest.mark.parametrize("with_lines", [True, False])
    def test_a_step_removed(self, target: Path, pc: Pc, nomor: int, with_lines: bool) -> None:
        lines = [f"DELETE FROM jurnal WHERE langkah = {nomor}"] if with_lines else []
        edit(target, *lines, f"DELETE FROM langkah WHERE nomor = {nomor}")
        found = named(target, pc, f"Langkah {nomor} dihapus dari riwayat")
        assert not found.bisa_terima

    def test_a_step_removed_and_the_others_renumbered(self, target: Path, pc: Pc) -> None:
        moved = [
            f"UPDATE {table} SET {column} = {number - 1} WHERE {column} = {number}"
            for number in range(6, 10)
            for table, column in (("langkah", "nomor"), ("jurnal", "langkah"))
        ]
        gone = ["DELETE FROM jurnal WHERE langkah = 5", "DELETE FROM langkah WHERE nomor = 5"]
        edit(target, *gone, *moved)
        named(target, pc, "Langkah yang menjadi dasar langkah 5", "dihapus")

    @pytest.mark.parametrize("nomor", [2, 3, 6])
    def test_a_line_removed(self, target: Path, pc: Pc, nomor: int) -> None:
        edit(target, f"DELETE FROM jurnal WHERE langkah = {nomor} AND ke = 1")
        named(target, pc, f"angkah {nomor} (")

    def test_a_line_removed_is_told_where_the_content_has_it(self, target: Path, pc: Pc) -> None:
        edit(target, "DELETE FROM jurnal WHERE langkah = 9")
        named(target, pc, "Baris ke-1 dari langkah 9", "dihapus", "spbe.indikator.35")

    def test_a_line_put_in(self, target: Path, pc: Pc) -> None:
        edit(
            target,
            f"INSERT INTO jurnal VALUES (4, 2, 'isian', '{OPEN}', 'nilai', '\"3\"', '\"4\"')",
        )
        named(target, pc, "Baris ke-2 dari langkah 4", "disisipkan", OPEN)

    def test_a_step_put_in(self, target: Path, pc: Pc) -> None:
        moved = [
            f"UPDATE {table} SET {column} = {number + 1} WHERE {column} = {number}"
            for number in range(9, 4, -1)
            for table, column in (("jurnal", "langkah"), ("langkah", "nomor"))
        ]
        step = (
            "INSERT INTO langkah SELECT 5, 'asing', 1, waktu, 'Orang lain', 'x', induk, isi, "
            f"'{'a' * 64}' FROM langkah WHERE nomor = 4"
        )
        edit(target, *moved, step)
        named(target, pc, "Langkah 5 (", "Orang lain", "disisipkan")

    def test_the_end_cut_off_where_this_pc_knows_it(self, target: Path, pc: Pc) -> None:
        pc.open(target).close()
        held = all_of(target, pc)
        edit(target, "DELETE FROM jurnal WHERE langkah > 7", "DELETE FROM langkah WHERE nomor > 7")
        found = named(target, pc, "Akhir riwayat dipotong: langkah 8 sampai 9 dihapus")
        assert not found.isi.sel
        assert (found.bisa_pulih, found.bisa_terima) == (True, False)
        restore(found, pc.places, pc.environment())
        assert all_of(target, pc) == held

    def test_the_end_cut_off_where_nothing_knows_it(self, target: Path, pc: Pc) -> None:
        edit(target, "DELETE FROM jurnal WHERE langkah = 9", "DELETE FROM langkah WHERE nomor = 9")
        named(target, pc, "TW II 2025", "Tingkat indikator 35", "di dalam berkas 1")

    def test_all_of_it_gone(self, target: Path, pc: Pc) -> None:
        edit(target, "DELETE FROM jurnal", "DELETE FROM langkah")
        named(target, pc, "Seluruh riwayat dihapus")

    def test_what_it_leads_from(self, target: Path, pc: Pc) -> None:
        for statement, word in (
            ("UPDATE pangkal SET isi = x'00'", "tidak terbaca"),
            ("DELETE FROM pangkal", "dihapus"),
            ("INSERT INTO pangkal SELECT 3, isi FROM pangkal", "kedua"),
        ):
            target.write_bytes(_frozen())
            edit(target, statement)
            assert named(target, pc, "Pangkal riwayat", word).bisa_pulih

    def test_journal_and_content_together(self, target: Path, pc: Pc) -> None:
        """What ought to be there cannot be proved any more; what is still known is listed."""
        edit(
            target,
            "UPDATE langkah SET oleh = 'x' WHERE nomor = 4",
            f"UPDATE isian SET nilai = '1' WHERE id = '{OPEN}'",
        )
        found = named(target, pc, "angkah 4 (", "diubah")
        assert (found.bisa_pulih, found.bisa_terima, found.steps) == (False, False, ())
        named(target, pc, "TW III 2025", "Tingkat indikator 32", "di dalam berkas 1")


class TestSheets:
    def test_bytes_altered(self, target: Path, pc: Pc) -> None:
        with closing(sqlite3.connect(target)) as conn:
            row = conn.execute("SELECT sidik, pengukuran, iku, kertas_kerja FROM pengesahan")
            keys = dict(
                zip(
                    ("alinan beku", "pengukuran", "IKU", "ertas kerja"), row.fetchone(), strict=True
                )
            )
        for what, key in keys.items():
            target.write_bytes(_frozen())
            edit(target, f"UPDATE arsip SET isi = x'00' WHERE sidik = '{key}'")
            named(target, pc, what, "TW I 2025 versi 1", "diubah")
            edit(target, f"DELETE FROM arsip WHERE sidik = '{key}'")
            found = named(target, pc, what, "TW I 2025 versi 1", "tidak ada lagi")
            assert "utuh" not in found.lembar[0].kalimat
            assert not found.bisa_pulih
            with pytest.raises(OutsideEdits):
                pc.open(target)

    def test_a_sheet_gone_comes_back_from_the_working_copy(self, target: Path, pc: Pc) -> None:
        pc.open(target).close()
        held = all_of(target, pc)
        edit(target, "DELETE FROM arsip", "UPDATE profil SET kontak = 'x'")
        found = found_in(target, pc)
        assert found.bisa_pulih
        restore(found, pc.places, pc.environment())
        assert found_in(target, pc).temuan == ()
        assert all_of(target, pc) == held

    def test_the_formal_act(self, target: Path, pc: Pc) -> None:
        edit(target, "DELETE FROM pengesahan")
        found = named(target, pc, "Pengesahan versi 1", "di dalam berkas tidak ada")
        assert "pengesahannya dihapus" in found.lembar[0].kalimat

    @pytest.mark.parametrize("is_known", [True, False])
    def test_the_formal_act_with_its_steps(self, target: Path, pc: Pc, is_known: bool) -> None:
        """What is left is a sound journal and content of the time before it was signed."""
        signed_only(target)
        if is_known:
            pc.open(target).close()
        edit(
            target,
            "DELETE FROM pengesahan",
            *(f"DELETE FROM {each} WHERE {key} = 3" for each, key in STEPS),
        )
        found = named(target, pc, "Pengesahan TW I 2025 versi 1 (kode ", "dihapus beserta riwayat")
        assert (found.bisa_pulih, found.bisa_terima) == (False, False)
        with pytest.raises(OutsideEdits):
            pc.open(target)

    def test_what_no_formal_act_names_goes_when_it_is_taken_back(
        self, target: Path, pc: Pc
    ) -> None:
        held = all_of(target, pc)
        edit(target, ("INSERT INTO arsip VALUES (?, ?)", (hashlib.sha256(b"x").hexdigest(), b"x")))
        found = named(target, pc, "1 lampiran tanpa pengesahan")
        with pytest.raises(OutsideEdits):
            pc.open(target)
        restore(found, pc.places, pc.environment())
        assert found_in(target, pc).temuan == ()
        assert all_of(target, pc) == held

    @pytest.mark.parametrize("is_gone", [True, False])
    def test_a_step_that_changes_a_formal_act(
        self, target: Path, pc: Pc, tmp_path: Path, is_gone: bool
    ) -> None:
        """With hashes made by this program's own code."""
        with opened(target, read_only=True) as doc:
            tables, steps = doc.all_rows(), doc.journal()
            (row,) = tables["pengesahan"].values()
        butir: Butir = DeleteRow("pengesahan", str(row["id"]), without_id(row))
        if not is_gone:
            butir = SetValue("pengesahan", str(row["id"]), "waktu", row["waktu"], "kapan")
        head = Head(steps[-1].nomor, steps[-1].sidik, 0, {})
        step = next_step(head, "asing", steps[-1].waktu, "x", "Diubah", (butir,))
        rows = {**tables, "pengesahan": {} if is_gone else {"": {**row, "waktu": "kapan"}}}
        draft = tmp_path / "palsu.sqlite"
        fill(draft, {name: list(own.values()) for name, own in rows.items()}, [*steps, step])
        shutil.move(draft, target)
        found = named(target, pc, "angkah 10 (", "mengubah atau menghapus pengesahan 2025-tw1/1")
        assert (found.bisa_pulih, found.bisa_terima) == (False, False)
        with pytest.raises(OutsideEdits):
            pc.open(target)
        assert not found.bisa_terima


class TestStructure:
    @pytest.mark.parametrize(
        ("statement", "words"),
        [
            ("DROP TRIGGER isian_sah_update", "Pelindung isian_sah_update dihapus."),
            ("CREATE TABLE lain (x)", "Tabel lain ditambahkan."),
            ("CREATE VIEW v AS SELECT 1", "Tampilan (view) v ditambahkan."),
            ("CREATE INDEX i ON isian (nilai)", "Indeks i pada tabel isian ditambahkan."),
            (
                "CREATE TRIGGER t AFTER INSERT ON media BEGIN DELETE FROM media; END",
                "Pemicu t pada tabel media ditambahkan.",
            ),
            ("ALTER TABLE isian ADD COLUMN x TEXT", "Susunan tabel isian diubah: kolom x"),
            ("PRAGMA user_version = 2999", "Nomor susunan berkas diubah menjadi 2999"),
        ],
    )
    def test_named(self, target: Path, pc: Pc, statement: str, words: str) -> None:
        with closing(sqlite3.connect(target)) as conn, conn:
            conn.execute(statement)
        found = named(target, pc, words)
        assert found.bisa_pulih
        restore(found, pc.places, pc.environment())
        assert found_in(target, pc).temuan == ()

    @pytest.mark.parametrize("table", [*COLUMNS, *JOURNAL_TABLES, "arsip"])
    def test_tables_dropped(self, target: Path, pc: Pc, table: str) -> None:
        with closing(sqlite3.connect(target)) as conn, conn:
            for (name,) in conn.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                conn.execute(f"DROP TRIGGER {name}")
            conn.execute(f"DROP TABLE {table}")
        named(target, pc, f"Tabel {table} dihapus.")

    def test_a_trigger_altered(self, target: Path, pc: Pc) -> None:
        weaker = TRIGGERS[0].replace("BEFORE UPDATE", "AFTER UPDATE")
        edit(target, back=False)
        edit(target, weaker, *TRIGGERS[1:], back=False)
        assert sentences(target, pc) == ["Pelindung langkah_tanpa_update diubah."]

    def test_rows_that_are_there_twice(self, target: Path, pc: Pc) -> None:
        edit(
            target,
            "CREATE TABLE m AS SELECT * FROM media",
            "DROP TABLE media",
            "ALTER TABLE m RENAME TO media",
            "INSERT INTO media SELECT * FROM media LIMIT 1",
            back=False,
        )
        named(target, pc, "Susunan tabel media diubah")
        named(target, pc, "pada tabel media ada lebih dari satu kali")

    def test_values_of_another_kind(self, target: Path, pc: Pc) -> None:
        edit(
            target,
            "CREATE TABLE m AS SELECT * FROM media",
            "DROP TABLE media",
            "ALTER TABLE m RENAME TO media",
            "UPDATE media SET urutan = 1.5, nama = x'ff00' WHERE rowid = 1",
            back=False,
        )
        assert named(target, pc, "1.5").bisa_pulih

    def test_an_endless_view_in_the_place_of_a_table(self, target: Path, pc: Pc) -> None:
        endless = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x FROM r) SELECT x FROM r"
        with closing(sqlite3.connect(target)) as conn, conn:
            conn.execute("PRAGMA legacy_alter_table = ON")
            conn.execute("ALTER TABLE media RENAME TO asli")
            conn.execute(f"CREATE VIEW media AS {endless}")
        named(target, pc, "Tabel media dihapus.")


def all_of(path: Path, own: Pc) -> object:
    """Every row, every figure and every step."""
    kept = own.open(path, Pilihan.BERKAS)
    try:
        rows = {
            table: sorted(map(repr, rows.values())) for table, rows in kept.doc.all_rows().items()
        }
        return rows, all_figures(kept.doc), kept.doc.journal()
    finally:
        kept.close()


class TestMending:
    def test_taken_back(self, target: Path, pc: Pc) -> None:
        held = all_of(target, pc)
        edit(
            target,
            f"UPDATE isian SET nilai = '1' WHERE id = '{FROZEN}'",
            "UPDATE bagian SET bobot = '99' WHERE bobot IS NOT NULL",
            "DELETE FROM media",
            back=False,
        )
        edited = target.read_bytes()
        found = found_in(target, pc)
        kept = restore(found, pc.places, pc.environment()).kept
        assert kept is not None
        assert kept.read_bytes() == edited
        assert all_of(target, pc) == held
        assert found_in(target, pc).temuan == ()

    def test_taken_over_as_one_step(self, target: Path, pc: Pc) -> None:
        edit(
            target,
            f"UPDATE isian SET nilai = '1' WHERE id = '{OPEN}'",
            "DELETE FROM media WHERE periode_id = '2025-tw3'",
            back=False,
        )
        found = found_in(target, pc)
        assert (found.bisa_terima, found.sebab) == (True, "")
        accept(found, pc.places, pc.environment())
        assert found_in(target, pc).temuan == ()
        kept = pc.open(target, Pilihan.BERKAS)
        last = kept.doc.last_step
        assert (last.tindakan, last.oleh) == (LABEL, pc.environment().oleh)
        assert len(last.butir) == len(found.isi.sel) > 1
        steps = kept.doc.journal()
        reader = Pembaca(kept.doc.all_rows(), steps)
        shown = [
            (nama.nama, *reader.nilai(each))
            for each in list_catatan(steps)
            if each.langkah.sidik == last.sidik and (nama := reader.nama(each)) is not None
        ]
        assert ("Tingkat indikator 32", "3", "1") in shown
        assert kept.doc.nilai(TW3, "spbe.indikator.32") == "1"
        fill_open(kept)
        kept.publish()
        kept.close()
        assert found_in(target, pc).temuan == ()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE periode SET tanggal_lembar = '2025-99-99' WHERE id = '2025-tw3'",
            "UPDATE profil SET berkas_id = 'berkas-lain'",
            "DELETE FROM iku",
            "UPDATE langkah SET oleh = 'x' WHERE nomor = 9",
            f"UPDATE isian SET nilai = '5' WHERE id = '{FROZEN}'",
            "DROP TABLE media",
        ],
    )
    def test_what_cannot_be_taken_over(self, target: Path, pc: Pc, statement: str) -> None:
        edit(target, "PRAGMA foreign_keys = OFF", statement, back=False)
        found = found_in(target, pc)
        assert found.temuan
        assert not found.bisa_terima
        assert found.sebab.endswith(".")
        before = target.read_bytes()
        with pytest.raises(FileError):
            accept(found, pc.places, pc.environment())
        assert target.read_bytes() == before

    def test_a_document_that_changed_meanwhile_stays(self, target: Path, pc: Pc) -> None:
        edit(target, "UPDATE profil SET kontak = 'x'")
        found = found_in(target, pc)
        edit(target, "UPDATE profil SET kontak = 'y'")
        before = target.read_bytes()
        with pytest.raises(FileError, match="berubah lagi"):
            restore(found, pc.places, pc.environment())
        assert target.read_bytes() == before

    @pytest.mark.parametrize("mend", [restore, accept])
    def test_the_working_copy_on_this_pc(
        self, target: Path, pc: Pc, mend: Callable[..., Mended]
    ) -> None:
        kept = pc.open(target)
        fill_open(kept)
        kept.close()
        kerja = pc.keadaan(target).working_copy
        edit(kerja, "UPDATE profil SET kontak = 'dari luar'")
        edited = kerja.read_bytes()
        with pytest.raises(Undecided) as error:
            pc.open(target)
        assert error.value.edited is not None
        found = error.value.edited.pemeriksaan
        assert found.is_kerja
        (only,) = found.temuan
        assert "di dalam berkas dari luar" in only.kalimat
        aside = mend(found, pc.places, pc.environment()).kept
        assert aside is not None
        assert aside.read_bytes() == edited
        kept = pc.open(target)
        assert kept.doc.nilai(TW3, "spbe.indikator.32") == "4"
        assert kept.doc.profil.kontak == ("dari luar" if mend is accept else "Telp. 2")
        assert kept.pending == (2 if mend is accept else 1)
        assert kept.publish()
        kept.close()
        assert found_in(target, pc).temuan == ()


def test_a_damaged_document_is_refused_as_before(target: Path, pc: Pc) -> None:
    content = bytearray(target.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 8192] = b"\xff" * 8192
    target.write_bytes(content)
    with pytest.raises(DamagedError) as error:
        pc.open(target)
    assert not isinstance(error.value, OutsideEdits)


_TEXTS = {
    "profil": ["kontak", "alamat"],
    "sasaran": ["teks"],
    "iku": ["nama", "singkat"],
    "definisi": ["penjelasan", "kriteria", "catatan"],
    "bagian": ["nama", "keterangan"],
    "pita": ["predikat", "teks"],
    "target": ["teks"],
    "isian": ["nilai"],
    "media": ["nama", "keterangan"],
    "sistem_informasi": ["nama", "pengelola"],
}


def test_random_edits_are_all_named_and_taken_back(target: Path, pc: Pc) -> None:
    held = all_of(target, pc)
    shutil.rmtree(pc.places.folder)
    for seed in range(many(12, 2_000)):
        chance = random.Random(seed)
        target.write_bytes(_frozen())
        expected = set()
        statements: list[tuple[str, tuple[object, ...]]] = []
        for table in chance.sample(list(_TEXTS), 4):
            with closing(sqlite3.connect(target)) as conn:
                ids = [key for (key,) in conn.execute(f"SELECT id FROM {table}")]
            column, key = chance.choice(_TEXTS[table]), chance.choice(ids)
            new = (
                "CASE nilai WHEN '1' THEN '2' ELSE '1' END"
                if table == "isian"
                else f"{column} || '1'"
            )
            statements.append((f"UPDATE {table} SET {column} = {new} WHERE id = ?", (key,)))
            expected.add((table, key, column))
        edit(target, *statements, back=chance.random() < 0.5)
        found = found_in(target, pc)
        assert {(e.tabel, e.baris, e.kolom) for e in found.isi.sel} == expected, seed
        if found.temuan:
            assert found.bisa_pulih
            if seed % 4 == 0:
                restore(found, pc.places, pc.environment())
                assert all_of(target, pc) == held
                shutil.rmtree(pc.places.folder)


def test_evidence_stays_when_edits_are_taken_back(target: Path, pc: Pc) -> None:
    data = b"%PDF-1.7 bukti"
    sidik = hashlib.sha256(data).hexdigest()
    texts = {"untuk": "", "judul": "SK", "halaman": "", "catatan": "", "nama": "SK.pdf"}
    row: dict[str, Value] = {"periode_id": TW3.id, "urutan": 1, **texts}
    row |= {"sidik": sidik, "ukuran": len(data)}
    with opened(target) as doc:
        doc.apply(Change("Bukti", (InsertRow("bukti", "b1", row),)))
    with closing(sqlite3.connect(target)) as conn, conn:
        conn.execute("INSERT INTO isi_bukti VALUES (?, ?)", (sidik, data))
    assert found_in(target, pc).temuan == ()
    edit(target, "UPDATE profil SET kontak = 'x'")
    restore(found_in(target, pc), pc.places, pc.environment())
    assert found_in(target, pc).temuan == ()
    with closing(sqlite3.connect(target)) as conn:
        assert conn.execute("SELECT sidik, isi FROM isi_bukti").fetchall() == [(sidik, data)]


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_signed_periods_that_were_joined(tmp_path: Path, pc: Pc, side: Side) -> None:
    """What ought to be there follows also where one side signed what the other changed."""
    mine, theirs = diverged(tmp_path)
    for path, periode in ((mine, Periode(2025, 2)), (theirs, TW1)):
        with closing(Document(path, pc.environment(), salinan=f"sah {path.name}")) as doc:
            doc.apply(*sahkan(doc, periode, "a4"))
    for one, other in ((mine, theirs), (theirs, mine)):
        with (
            closing(Document(one, pc.environment(), salinan=f"dari {one.name}")) as here,
            closing(Document(other, pc.environment(), read_only=True)) as there,
        ):
            plan = plan_merge(copy_of(here, "a"), copy_of(there, "b"))
            choices = {each.key: side for each in plan.conflicts}
            here.apply_merge(with_arsip(resolve(plan, choices), here, there))
        assert found_in(one, pc).temuan == ()
        sound = one.read_bytes()
        edit(one, "UPDATE profil SET tempat = 'lain'")
        found = found_in(one, pc)
        assert [(each.tabel, each.kolom) for each in found.isi.sel] == [("profil", "tempat")]
        assert found.bisa_pulih
        one.write_bytes(sound)
