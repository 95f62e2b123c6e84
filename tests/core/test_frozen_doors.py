"""A thousand random edits against signed periods, through every door: nothing gets in.

IKU_HARNESS=large tries many more of them.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from core.document import Document
from core.edits import register
from core.edits.bukti import BerkasBukti, hapus_bukti, tambah_bukti, ubah_bukti
from core.edits.impor import read_isian
from core.edits.isian import fill_in, set_target
from core.edits.periode import set_tanggal_lembar, start_quarter
from core.errors import FileError, FrozenError, InputError
from core.history.catatan import Pembaca, list_catatan
from core.history.kembali import bring_back
from core.model.change import Change
from core.model.pengesahan import TERKUNCI, Pengesahan
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER
from core.storage.schema import COLUMNS
from core.storage.triggers import SIGNED
from tests.cli.program import Program
from tests.core.comparing import Q1, Q2, Q3, Q4
from tests.core.files import opened, sample_file
from tests.core.signing import sign
from tests.harness.sizes import many
from tests.merge.signing import content, held, is_as_signed, merge_of, take, two

MANY = many(400, 10_000)
NEXT = Periode(2026, 1)
LAST = Periode(2024, TAHUNAN)
OLD = LAST.triwulan_setahun[3]
LOCKED = (Q1, Q2, LAST, *LAST.triwulan_setahun)
OPEN = (Q3, Q4, NEXT)
SENTENCE = "telah disahkan (versi 1, "
Verb = Callable[[Document, Periode, random.Random], Change]


# The verbs


def _level(doc: Document, periode: Periode, chance: random.Random) -> Change:
    kunci = f"spbe.indikator.{chance.randint(32, 47)}"
    old = doc.nilai(periode, kunci)
    return fill_in(doc, periode, kunci, chance.choice([v for v in ("1", "3", "5") if v != old]))


def _target(doc: Document, periode: Periode, chance: random.Random) -> Change:
    return set_target(doc, periode, "spbe", f"{chance.randint(1, 4)},{chance.randint(1, 99):02d}")


def _date(doc: Document, periode: Periode, chance: random.Random) -> Change:
    return set_tanggal_lembar(doc, periode, f"{chance.randint(1, 28)} Juli {periode.tahun + 1}")


def _add(doc: Document, periode: Periode, chance: random.Random) -> Change:
    kode = chance.choice(list(REGISTER))
    return register.add_rows(doc, kode, periode, [{"nama": f"Baru {chance.random()}"}])


def _some(doc: Document, periode: Periode, chance: random.Random) -> tuple[str, list[str]]:
    kode = chance.choice(list(REGISTER))
    rows = list(doc.register(kode, periode))
    return kode, chance.sample(rows, min(len(rows), chance.randint(1, 3)))


def _cells(doc: Document, periode: Periode, chance: random.Random) -> Change:
    kode, rows = _some(doc, periode, chance)
    return register.set_cells(doc, kode, periode, rows, "keterangan", f"{chance.random()}")


def _delete(doc: Document, periode: Periode, chance: random.Random) -> Change:
    kode, rows = _some(doc, periode, chance)
    return register.delete_rows(doc, kode, periode, rows)


def _copy(doc: Document, periode: Periode, chance: random.Random) -> Change:
    kode, rows = _some(doc, periode, chance)
    return register.duplicate_rows(doc, kode, periode, rows)


def _paste(doc: Document, periode: Periode, chance: random.Random) -> Change:
    kode, rows = _some(doc, periode, chance)
    block = [[f"Tempel {chance.random()}"] for _ in range(3)]
    return register.paste_block(doc, kode, periode, block, rows, 0)


def _start(doc: Document, periode: Periode, _: random.Random) -> Change:
    return start_quarter(doc, periode)


def _import(doc: Document, periode: Periode, chance: random.Random) -> Change:
    return read_isian(doc, _isian(periode, chance))


def _isian(periode: Periode, chance: random.Random) -> str:
    tree: dict[str, Any] = {"tahun": periode.tahun, "periode": periode.kode}
    tree |= {"target": {"spbe": f"{chance.randint(1, 4)}.{chance.randint(1, 99):02d}"}}
    if not periode.is_tahunan:
        tree["media"] = {"aktif": chance.randint(1, 5), "dimiliki": chance.randint(6, 99)}
    return json.dumps(tree)


def _evidence(doc: Document, periode: Periode, chance: random.Random) -> Change:
    own = doc.bukti(periode)
    kind = chance.randint(0, 2) if own else 0
    if kind == 0:
        sidik = f"{chance.getrandbits(256):064x}"
        return tambah_bukti(doc, periode, "", [BerkasBukti("a.pdf", sidik, 9)])
    if kind == 1:
        return hapus_bukti(doc, [chance.choice(own).id])
    return ubah_bukti(doc, chance.choice(own).id, "judul", f"{chance.random()}")


def _undo(doc: Document, _: Periode, chance: random.Random) -> Change:
    step = chance.choice(doc.journal()[-90:])
    return Change("Diurungkan", step.butir).inverse()


def _back(doc: Document, _: Periode, chance: random.Random) -> Change:
    steps = doc.journal()
    lines = [each for each in list_catatan(steps[-90:]) if each.butir is not None]
    return bring_back(doc, [chance.choice(lines)], Pembaca(doc.all_rows(), steps)).change


VERBS: tuple[Verb, ...] = (
    _level, _target, _date, _add, _cells, _delete, _copy, _paste, _start, _import, _evidence,
)  # fmt: skip


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    """Two quarters and a year signed, with edits of every kind before that."""
    with opened(sample_file(tmp_path)) as found:
        chance = random.Random("sebelum")
        found.apply(set_target(found, LAST, "spbe", "2,5"))
        for _ in range(80):
            with suppress(InputError):
                verb, periode = chance.choice(VERBS), chance.choice((Q1, Q2, Q3, OLD))
                _perform(found, verb(found, periode, chance))
        for periode in (Q1, Q2, LAST):
            sign(found, periode)
        yield found


def _perform(doc: Document, change: Change) -> bool:
    if change.butir:
        doc.apply(change)
    return bool(change.butir)


def signed_state(doc: Document) -> list[Any]:
    return [held(doc, periode) for periode in (Q1, Q2, LAST)]


def test_verbs(doc: Document) -> None:
    chance = random.Random("pintu")
    before, steps = signed_state(doc), len(doc.journal())
    refused = done = 0
    for _ in range(MANY):
        verb, periode = chance.choice(VERBS), chance.choice((*LOCKED, *OPEN))
        known = ""
        try:
            change = verb(doc, periode, chance)
        except InputError:  # no such input in a year; a quarter that was started already
            continue
        except FrozenError as error:  # a verb that looks by itself
            known = str(error)
        if known:
            assert periode in LOCKED
            assert SENTENCE in known
            refused += 1
        elif periode in LOCKED and change.butir:
            with pytest.raises(FrozenError) as caught:
                doc.apply(change)
            assert SENTENCE in str(caught.value)
            assert "Lembar > Perubahan…" in str(caught.value)
            refused += 1
        else:
            done += _perform(doc, change)
    assert refused > MANY // 4
    assert done > MANY // 8
    assert len(doc.journal()) == steps + done
    assert signed_state(doc) == before
    path = doc.path
    doc.close()
    with opened(path) as again:
        assert signed_state(again) == before
        assert all(is_as_signed(again, each) for each in (Q1, Q2, LAST))


@pytest.mark.parametrize("door", [_undo, _back])
def test_the_past(doc: Document, door: Verb) -> None:
    chance = random.Random("dahulu")
    before = signed_state(doc)
    for _ in range(20):
        with suppress(InputError):
            _perform(doc, chance.choice(VERBS)(doc, Q3, chance))
    refused = done = 0
    for _ in range(MANY // 4):
        try:
            done += _perform(doc, door(doc, Q2, chance))
        except FrozenError:
            refused += 1
        except (InputError, FileError, ValueError, KeyError):
            pass  # what is not there any more cannot be undone, whoever signed what
    assert refused > MANY // 40
    assert done > MANY // 100
    assert signed_state(doc) == before


def test_merging(tmp_path: Path) -> None:
    chance = random.Random("gabung")
    with two(tmp_path) as (one, other):
        for _ in range(MANY // 4):
            for each in (one, other):
                with suppress(InputError):
                    verb, periode = chance.choice(VERBS), chance.choice((Q1, Q2, Q3))
                    _perform(each, verb(each, periode, chance))
        signed: list[Pengesahan] = [sign(one, Q2), sign(other, Q1)]
        before = held(one, Q2), held(other, Q1)
        third = content(other)
        merge = merge_of(one, other)
        assert merge.perubahan.butir
        take(one, other)
        assert content(other) == third
        take(other, one)
        for doc in (one, other):
            assert [doc.pengesahan(Q2), doc.pengesahan(Q1)] == signed
            assert (held(doc, Q2), held(doc, Q1)) == before
            assert is_as_signed(doc, Q2)
            assert is_as_signed(doc, Q1)
        assert content(one) == content(other)


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], doc: Document) -> None:
    chance = random.Random("terminal")
    program = Program(capsys, tmp_path)
    before, path = signed_state(doc), doc.path
    doc.close()
    for number in range(12):
        periode = (Q1, Q2, LAST, Q3)[number % 4]
        isian = tmp_path / "isian.json"
        isian.write_text(_isian(periode, chance), encoding="utf-8")
        bytes_before = path.read_bytes()
        code, _, said = program("impor", path, isian)
        if periode == Q3:
            assert code == 0
        else:
            assert code == 1
            assert SENTENCE in said
            assert path.read_bytes() == bytes_before
    with opened(path) as again:
        assert signed_state(again) == before


# Raw SQL


def _statements(
    table: str, rows: list[dict[str, Any]], chance: random.Random
) -> Iterator[tuple[str, list[Any]]]:
    """Every kind of statement against a row; what it would do is of no matter."""
    row = chance.choice(rows)
    columns = list(COLUMNS[table])
    free = [each for each in columns if each != "id"]
    kolom = chance.choice(free)
    values = [row[each] for each in columns]
    marks = ", ".join("?" * len(columns))
    new = [f"baru-{chance.random()}", *values[1:]]
    if table == "isian":
        new = [f"{row['periode_id']}/x.{chance.random()}", row["periode_id"], "", "teks", "x"]
        new[2] = new[0].partition("/")[2]
    yield f"UPDATE {table} SET {kolom} = {kolom} WHERE id = ?", [row["id"]]
    yield f"UPDATE OR REPLACE {table} SET {kolom} = {kolom} WHERE id = ?", [row["id"]]
    yield f"DELETE FROM {table} WHERE id = ?", [row["id"]]
    yield f"INSERT OR REPLACE INTO {table} VALUES ({marks})", values
    yield f"REPLACE INTO {table} VALUES ({marks})", values
    if table != "periode":
        yield f"INSERT INTO {table} VALUES ({marks})", new


def _rows(conn: sqlite3.Connection, table: str, periods: tuple[Periode, ...]) -> list[Any]:
    kolom = "id" if table == "periode" else "periode_id"
    ids = [each.id for each in periods]
    sql = f"SELECT * FROM {table} WHERE {kolom} IN ({', '.join('?' * len(ids))}) ORDER BY id"
    return [dict(row) for row in conn.execute(sql, ids)]


def test_raw_sql(doc: Document) -> None:
    chance = random.Random("mentah")
    if not doc.bukti(Q3):
        _perform(doc, _evidence(doc, Q3, chance))
    assert doc.bukti(Q1) or doc.bukti(Q2)
    path = doc.path
    doc.close()
    refused = done = 0
    tables = (*TERKUNCI, "periode")
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.row_factory = sqlite3.Row
        before = {table: _rows(conn, table, LOCKED) for table in tables}
        for number in range(max(20, MANY // 20)):
            for table in tables:
                is_open = number % 4 == 0
                rows = _rows(conn, table, OPEN) if is_open else before[table]
                for sql, values in _statements(table, rows, chance) if rows else ():
                    conn.execute("BEGIN")
                    if is_open:
                        with suppress(sqlite3.IntegrityError):  # a second target of an indicator
                            conn.execute(sql, values)
                            done += 1
                    else:
                        with pytest.raises(sqlite3.IntegrityError) as caught:
                            conn.execute(sql, values)
                        assert str(caught.value) == SIGNED
                        refused += 1
                    conn.execute("ROLLBACK")
        assert {table: _rows(conn, table, LOCKED) for table in tables} == before
    assert refused > MANY
    assert done > MANY // 4


def test_raw_sql_against_what_was_signed_itself(doc: Document) -> None:
    path = doc.path
    doc.close()
    with closing(sqlite3.connect(path)) as conn:
        before = {
            table: conn.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("pengesahan", "arsip")
        }
        for table, kolom in (("pengesahan", "oleh"), ("arsip", "isi")):
            marks = ", ".join("?" * len(before[table][0]))
            for sql, values in (
                (f"UPDATE {table} SET {kolom} = 'x'", ()),
                (f"DELETE FROM {table}", ()),
                (f"INSERT OR REPLACE INTO {table} VALUES ({marks})", before[table][0]),
            ):
                with pytest.raises(sqlite3.IntegrityError):
                    conn.execute(sql, values)
                conn.rollback()
            assert conn.execute(f"SELECT * FROM {table}").fetchall() == before[table]
