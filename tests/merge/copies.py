"""Copies of a document in memory, and random histories of what people do to them."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from typing import NamedTuple

from core.catalogue import new_file_rows
from core.merge.held import refuse_signed
from core.merge.history import Copy, MergeError
from core.merge.plan import Conflict, Plan, Side
from core.merge.planning import plan_merge
from core.merge.resolving import Keep, resolve
from core.model.change import Butir, Change, DeleteRow, InsertRow, SetValue
from core.model.journal import JournalStep
from core.model.pengesahan import ACTS
from core.model.periode import periode_from_id
from core.model.register import REGISTER, Row, Value, urutan_of, without_id
from core.pengesahan.lingkup import locked_rows
from core.row_check import check_rows
from core.storage.schema import COLUMNS, STATEMENTS, TABLES

Tables = dict[str, dict[str, dict[str, Value]]]
Choose = Callable[[Plan, Conflict], Side]

SOURCE = "2024-tw4"
PERIODS = ("2025-tw1", "2025-tw2", "2026-tahunan")
SPBE = "indikator"


def base_tables() -> Tables:
    """A new file with one quarter filled in."""
    rows = new_file_rows(berkas_id="berkas-uji", tahun=2025, contoh=False)
    tables: Tables = {tabel: {} for tabel in TABLES}
    for tabel, own in rows.items():
        tables[tabel] = {str(row["id"]): dict(row) for row in own}
    for periode_id in (SOURCE, PERIODS[0]):
        _put(tables, periode_row(periode_id))
    for number in range(1, 4):
        _put(tables, isian_row(SOURCE, f"spbe.indikator.{number}", str(number)))
        _put(tables, isian_row(PERIODS[0], f"spbe.indikator.{number}", "3"))
        for kode in REGISTER:
            for periode_id in (SOURCE, PERIODS[0]):
                row_id = f"{periode_id}-{kode}-{number}"
                _put(tables, register_row(kode, row_id, periode_id, number, f"Baris {number}"))
    return {tabel: tables[tabel] for tabel in TABLES}


def _put(tables: Tables, line: InsertRow) -> None:
    tables[line.tabel][line.id] = {"id": line.id, **line.nilai}


def periode_row(periode_id: str, tanggal: str | None = None) -> InsertRow:
    tahun, kode = periode_id.split("-")
    triwulan = 5 if kode == "tahunan" else int(kode[2:])
    nilai = {"tahun": int(tahun), "triwulan": triwulan, "tanggal_lembar": tanggal}
    return InsertRow("periode", periode_id, nilai)


def isian_row(periode_id: str, kunci: str, nilai: str) -> InsertRow:
    row = {"periode_id": periode_id, "kunci": kunci, "jenis": "bulat", "nilai": nilai}
    return InsertRow("isian", f"{periode_id}/{kunci}", row)


def register_row(kode: str, row_id: str, periode_id: str, urutan: int, nama: str) -> InsertRow:
    blank = {k.kode: None if k.jenis == "ya_tidak" else "" for k in REGISTER[kode].kolom}
    row = {"periode_id": periode_id, "urutan": urutan, **blank, "nama": nama}
    return InsertRow(kode, row_id, row)


class Site:
    """One working copy: what it holds, the steps it has seen, a clock that may be wrong."""

    def __init__(self, salinan: str, source: Site | None = None, clock_seed: int = 0) -> None:
        self.salinan = salinan
        self.tables: Tables = (
            base_tables()
            if source is None
            else {t: {k: dict(r) for k, r in rows.items()} for t, rows in source.tables.items()}
        )
        self.steps: list[JournalStep] = [] if source is None else list(source.steps)
        self.urut = 0
        self.merged: Change | None = None
        self._clock = random.Random(f"{salinan}{clock_seed}")
        if source is None:
            made = SetValue("profil", "profil", "berkas_id", None, "berkas-uji")
            self._journal("Berkas dibuat", (made,), ())

    def copy(self) -> Copy:
        return Copy(self.salinan, "berkas-uji", self.tables, self.steps)

    def fork(self, salinan: str, clock_seed: int = 0) -> Site:
        """Another working copy of the same file."""
        return Site(salinan, self, clock_seed)

    def do(self, *lines: Butir, label: str = "Diubah") -> None:
        """One step of the user; refused, as a document does it, where a period was signed."""
        if not lines or self.is_frozen(lines):
            return
        self._write(lines)
        self._journal(label, lines, (self.steps[-1].sidik,))
        self.merged = None

    def is_frozen(self, lines: Sequence[Butir]) -> bool:
        """Whether the lines would change what is signed, or take a formal act back."""
        if any(line.tabel in ACTS and not isinstance(line, InsertRow) for line in lines):
            return True
        try:
            refuse_signed(self.tables, lines)
        except MergeError:
            return True
        return False

    def frozen(self, periode_id: str) -> Tables:
        """The rows that signing the period holds fast."""
        own = locked_rows(self.tables, periode_from_id(periode_id))
        return {tabel: {k: dict(r) for k, r in rows.items()} for tabel, rows in own.items()}

    def set(self, tabel: str, row_id: str, kolom: str, value: Value) -> None:
        """One value, from what it is."""
        self.do(SetValue(tabel, row_id, kolom, self.tables[tabel][row_id][kolom], value))

    def delete(self, tabel: str, row_id: str) -> None:
        self.do(DeleteRow(tabel, row_id, without_id(self.tables[tabel][row_id])))

    def rows_of(self, tabel: str) -> list[dict[str, Value]]:
        return list(self.tables[tabel].values())

    def has_started(self, periode_id: str) -> bool:
        tables = ("isian", *REGISTER)
        return any(r["periode_id"] == periode_id for t in tables for r in self.rows_of(t))

    def undo(self) -> None:
        """Take the last step back: own edits, or a merge as one."""
        last = self.steps[-1]
        if self.merged is not None:
            self.do(*self.merged.inverse().butir, label="Urungkan gabungan")
        elif last.salinan == self.salinan and len(last.induk) == 1:
            self.do(*Change("", last.butir).inverse().butir, label="Urungkan")

    def take(
        self,
        other: Site,
        choose: Choose,
        keep: Keep = "both",
    ) -> Plan:
        """Join another copy into this one."""
        plan = plan_merge(self.copy(), other.copy())
        choices = {each.key: choose(plan, each) for each in plan.conflicts}
        merge = resolve(plan, choices, {each.key: keep for each in plan.duplicates})
        if plan.is_nothing:
            assert merge.steps == ()
            assert merge.perubahan.butir == ()
            return plan
        head = self.steps[-1].sidik
        self._write(merge.perubahan.butir)
        self.steps += merge.steps
        self.merged = merge.perubahan
        if merge.keputusan is not None:
            self._journal("Digabung", merge.keputusan, (head, self.steps[-1].sidik))
        return plan

    def _write(self, lines: Sequence[Butir]) -> None:
        for line in lines:
            rows = self.tables[line.tabel]
            if isinstance(line, SetValue):
                assert rows[line.id][line.kolom] == line.lama
                rows[line.id][line.kolom] = line.baru
            elif isinstance(line, InsertRow):
                assert line.id not in rows
                assert {"id", *line.nilai} == {*COLUMNS[line.tabel]}
                rows[line.id] = {"id": line.id, **line.nilai}
            else:
                assert without_id(rows.pop(line.id)) == line.nilai

    def _journal(self, label: str, lines: Sequence[Butir], induk: tuple[str, ...]) -> None:
        self.urut += 1
        tahun, detik = self._clock.randint(1999, 2099), self._clock.randint(0, 59)
        waktu = f"{tahun}-01-01T00:00:{detik:02d}"
        content = repr((self.salinan, self.urut, induk, lines))
        sidik = hashlib.sha256(content.encode()).hexdigest()
        step = JournalStep(
            len(self.steps) + 1,
            self.salinan,
            self.urut,
            waktu,
            self.salinan,
            label,
            induk,
            "",
            sidik,
            tuple(lines),
        )
        self.steps.append(step)


# How a choice is made


def _absent_last(value: object, tabel: str) -> tuple[object, ...]:
    """A place for every value among its likes: none first."""
    if tabel == "periode" and isinstance(value, Mapping):
        value = value["tanggal_lembar"]
    if value is None:
        return (0, "")
    if isinstance(value, Mapping):
        return (2, repr(sorted(value.items())))
    return (1, f"{value:020d}" if isinstance(value, int) else str(value))


def largest(plan: Plan, conflict: Conflict) -> Side:
    """The larger value, wherever it comes from; a row rather than none."""
    one, other = _sides(plan, conflict)
    return "mine" if one >= other else "theirs"


def smallest(plan: Plan, conflict: Conflict) -> Side:
    """The smaller value; none rather than a row."""
    one, other = _sides(plan, conflict)
    return "mine" if one <= other else "theirs"


def newest(plan: Plan, conflict: Conflict) -> Side:
    """Not a rule of the program: what a merge by clocks would take."""
    mine = max(step.waktu for step in conflict.mine_steps)
    return "mine" if mine > max(step.waktu for step in conflict.theirs_steps) else "theirs"


def _sides(plan: Plan, conflict: Conflict) -> tuple[tuple[object, ...], tuple[object, ...]]:
    if not conflict.key.is_definisi:
        tabel = conflict.key.tabel
        return _absent_last(conflict.mine, tabel), _absent_last(conflict.theirs, tabel)
    rows = [plan.rows[key] for key in plan.groups[conflict.key.baris]]
    mine = repr([sorted((each.mine or {}).items()) for each in rows])
    return (mine,), (repr([sorted((each.theirs or {}).items()) for each in rows]),)


# What people do


class Habits(NamedTuple):
    """What may happen in a random history."""

    definitions: bool = True
    undo: bool = True
    rows_deleted: bool = True
    signing: bool = False


def act(site: Site, chance: random.Random, habits: Habits) -> None:
    """One random step."""
    acts: list[Callable[[Site, random.Random], None]] = [
        _fill_in,
        _fill_in,
        _set_target,
        _set_date,
        _set_cell,
        _set_cell,
        _add_row,
        _set_profile,
        _change_signatory,
        _reword_definition,
        _start_quarter,
        _renumber,
    ]
    if habits.rows_deleted:
        acts += [_delete_row, _delete_row, _change_tasks]
    if habits.definitions:
        acts += [_shift_weight, _drop_part, _copy_definition]
    if habits.signing:
        acts += [_sign_or_reopen] * 3
    if habits.undo:
        acts.append(lambda site, _: site.undo())
    chance.choice(acts)(site, chance)


def _with_periode(site: Site, periode_id: str) -> list[Butir]:
    return [] if periode_id in site.tables["periode"] else [periode_row(periode_id)]


def _fill_in(site: Site, chance: random.Random) -> None:
    periode_id, kunci = chance.choice(PERIODS[:2]), f"spbe.indikator.{chance.randint(1, 5)}"
    row = site.tables["isian"].get(f"{periode_id}/{kunci}")
    value = str(chance.randint(1, 5))
    if row is None and periode_id == PERIODS[1] and int(kunci[-1]) < 4:
        return  # What is copied on one side is not typed on another: see the law of three copies.
    if row is None:
        new = isian_row(periode_id, kunci, value)
        site.do(*_with_periode(site, periode_id), new, label=f"{kunci} diisi {value}")
    elif chance.random() < 0.3:
        site.delete("isian", str(row["id"]))
    elif row["nilai"] != value:
        site.set("isian", str(row["id"]), "nilai", value)


def _set_target(site: Site, chance: random.Random) -> None:
    periode_id, iku = chance.choice(PERIODS), chance.choice(["spbe", "layanan"])
    row = site.tables["target"].get(f"{periode_id}/{iku}")
    if row is None:
        nilai = {"iku_id": iku, "periode_id": periode_id, "nilai": "2.5", "teks": ""}
        new = InsertRow("target", f"{periode_id}/{iku}", nilai)
        site.do(*_with_periode(site, periode_id), new)
    elif chance.random() < 0.3:
        site.delete("target", str(row["id"]))
    else:
        site.set("target", str(row["id"]), "nilai", f"{chance.randint(1, 4)}.5")


def _set_date(site: Site, chance: random.Random) -> None:
    periode_id = chance.choice(PERIODS)
    value = chance.choice([None, "2025-04", "2025-07-02"])
    if periode_id in site.tables["periode"]:
        site.set("periode", periode_id, "tanggal_lembar", value)
    else:
        site.do(periode_row(periode_id, value))


def _rows(site: Site, chance: random.Random) -> tuple[str, list[dict[str, Value]]]:
    kode, periode_id = chance.choice(list(REGISTER)), chance.choice(PERIODS[:2])
    return kode, [r for r in site.tables[kode].values() if r["periode_id"] == periode_id]


def _set_cell(site: Site, chance: random.Random) -> None:
    kode, rows = _rows(site, chance)
    if not rows:
        return
    columns = chance.sample(REGISTER[kode].kolom, 1)
    rows = chance.sample(rows, min(len(rows), chance.randint(1, 3)))
    site.do(
        *(
            SetValue(kode, str(row["id"]), kolom.kode, row[kolom.kode], value)
            for kolom in columns
            for row in rows
            for value in [
                chance.choice([None, 0, 1])
                if kolom.jenis == "ya_tidak"
                else f"{kolom.kode} {chance.randint(1, 3)}"
            ]
            if row[kolom.kode] != value
        )
    )


def _add_row(site: Site, chance: random.Random) -> None:
    kode, periode_id = chance.choice(list(REGISTER)), chance.choice(PERIODS[:2])
    row_id = f"{site.salinan}-{site.urut}"
    last = max((urutan_of(r) for r in site.tables[kode].values()), default=0)
    new = register_row(kode, row_id, periode_id, last + 1, f"Nama {chance.randint(1, 3)}")
    site.do(*_with_periode(site, periode_id), new)


def _delete_row(site: Site, chance: random.Random) -> None:
    kode, rows = _rows(site, chance)
    rows = chance.sample(rows, min(len(rows), chance.randint(1, 2)))
    site.do(*(DeleteRow(kode, str(row["id"]), without_id(row)) for row in rows))


FROZEN: dict[str, Tables] = {}
"""What each signed version rests on, by its hash: the frozen copies of all copies."""


def _sign_or_reopen(site: Site, chance: random.Random) -> None:
    """The next formal act of a period: it is signed, reopened, signed again."""
    periode_id = chance.choice(PERIODS)
    signed = [r for r in site.rows_of("pengesahan") if r["periode_id"] == periode_id]
    opened = [r for r in site.rows_of("perubahan") if r["periode_id"] == periode_id]
    waktu, oleh = f"2026-01-01T00:00:{site.urut % 60:02d}", site.salinan
    versi = 1 + len(opened)
    if len(signed) > len(opened):
        act: dict[str, Value] = {"periode_id": periode_id, "versi": versi + 1, "waktu": waktu}
        act |= {"oleh": oleh, "alasan": "Salah ketik", "nomor": f"{oleh}-{site.urut}"}
        new = InsertRow("perubahan", f"{periode_id}/{versi + 1}", {**act, "tanggal": "2026-01-02"})
        site.do(new, label="Dibuka kembali")
        return
    if periode_id not in site.tables["periode"]:
        site.do(periode_row(periode_id))
    frozen = site.frozen(periode_id)
    content = repr((oleh, site.urut, frozen))
    sidik = hashlib.sha256(content.encode()).hexdigest()
    FROZEN[sidik] = frozen
    seal: dict[str, Value] = {"periode_id": periode_id, "versi": versi, "waktu": waktu}
    seal |= {"oleh": oleh, "kertas": "a4", "sidik": sidik, "abaikan": "[]"}
    seal |= {"pengukuran": None, "iku": None, "kertas_kerja": None}
    site.do(InsertRow("pengesahan", f"{periode_id}/{versi}", seal), label="Disahkan")


def _renumber(site: Site, chance: random.Random) -> None:
    kode, rows = _rows(site, chance)
    chance.shuffle(rows)
    site.do(
        *(
            SetValue(kode, str(row["id"]), "urutan", row["urutan"], number)
            for number, row in enumerate(rows, 1)
            if row["urutan"] != number
        )
    )


def _set_profile(site: Site, chance: random.Random) -> None:
    site.set("profil", "profil", "alamat", f"Jalan {chance.randint(1, 4)}")


def _change_signatory(site: Site, chance: random.Random) -> None:
    rows = list(site.tables["penandatangan"].values())
    if not rows or chance.random() < 0.3:
        nilai: dict[str, Value] = {
            "nama": f"Pejabat {chance.randint(1, 2)}",
            "nip": "",
            "pangkat": "",
            "jabatan": "Kepala Dinas",
            "status": "",
            "mulai": None,
            "selesai": None,
        }
        site.do(InsertRow("penandatangan", f"{site.salinan}-{site.urut}", nilai))
        return
    row_id = str(chance.choice(rows)["id"])
    if chance.random() < 0.3:
        site.delete("penandatangan", row_id)
    else:
        kolom, value = chance.choice(
            [("pangkat", "Pembina"), ("mulai", "2020-01-01"), ("selesai", "2030-12-31")]
        )
        site.set("penandatangan", row_id, kolom, value if chance.random() < 0.8 else _NONE[kolom])


_NONE: dict[str, Value] = {"pangkat": "", "mulai": None, "selesai": None}


def _change_tasks(site: Site, chance: random.Random) -> None:
    rows = sorted(site.tables["tugas_fungsi"].values(), key=urutan_of)
    new: dict[str, Value] = {
        "urutan": len(rows) + 1,
        "jenis": "fungsi",
        "teks": f"Fungsi {chance.randint(1, 3)}",
    }
    if chance.random() < 0.5 or len(rows) < 2:
        site.do(InsertRow("tugas_fungsi", f"{site.salinan}-{site.urut}", new))
        return
    gone = chance.choice(rows)
    rest = [row for row in rows if row is not gone]
    site.do(
        DeleteRow("tugas_fungsi", str(gone["id"]), without_id(gone)),
        *(
            SetValue("tugas_fungsi", str(row["id"]), "urutan", row["urutan"], number)
            for number, row in enumerate(rest, 1)
            if row["urutan"] != number
        ),
    )


def _start_quarter(site: Site, chance: random.Random) -> None:
    target = PERIODS[1]
    if site.has_started(target):
        return
    lines = _with_periode(site, target)
    for row in site.rows_of("isian"):
        if row["periode_id"] == SOURCE:
            lines.append(isian_row(target, str(row["kunci"]), str(row["nilai"])))
    for kode in REGISTER:
        for row in site.rows_of(kode):
            if row["periode_id"] == SOURCE:
                copied = {**without_id(row), "periode_id": target}
                lines.append(InsertRow(kode, f"{row['id']}-{target}", copied))
    site.do(*lines, label="Triwulan dimulai")


def _reword_definition(site: Site, chance: random.Random) -> None:
    row = chance.choice(list(site.tables["definisi"].values()))
    kolom = chance.choice(["penjelasan", "catatan"])
    site.set("definisi", str(row["id"]), kolom, f"Teks {chance.randint(1, 3)}")


def _parts(site: Site, chance: random.Random) -> list[dict[str, Value]]:
    """The indicators of one aspect of one definition."""
    parts = [r for r in site.rows_of("bagian") if r["jenis"] == SPBE]
    if not parts:
        return []
    induk = chance.choice(parts)["induk_id"]
    return [r for r in parts if r["induk_id"] == induk]


def _shift_weight(site: Site, chance: random.Random) -> None:
    """From one indicator to another of its aspect; a definition stays sound by itself."""
    parts = _parts(site, chance)
    if len(parts) > 1:
        one, other = chance.sample(parts, 2)
        site.do(_heavier(one, "0.01"), _heavier(other, "-0.01"))


def _heavier(part: Row, more: str) -> SetValue:
    weight = str(Decimal(str(part["bobot"])) + Decimal(more))
    return SetValue("bagian", str(part["id"]), "bobot", part["bobot"], weight)


def _drop_part(site: Site, chance: random.Random) -> None:
    parts = _parts(site, chance)
    if len(parts) > 2:
        one, other = chance.sample(parts, 2)
        gone = DeleteRow("bagian", str(one["id"]), without_id(one))
        site.do(gone, _heavier(other, str(one["bobot"])))


def _copy_definition(site: Site, chance: random.Random) -> None:
    """For the year after the last one; the one before ends in time."""
    iku = chance.choice(["layanan", "statistik"])
    own = [r for r in site.rows_of("definisi") if r["iku_id"] == iku and r["berlaku_dari"]]
    last = max(own, key=lambda row: int(row["berlaku_dari"] or 0))
    if last["berlaku_sampai"] is not None:
        return
    new_id, year = f"{site.salinan}-{site.urut}", int(last["berlaku_dari"] or 0) + 1
    parts = [r for r in site.rows_of("bagian") if r["definisi_id"] == last["id"]]
    bands = [r for r in site.rows_of("pita") if r["definisi_id"] == last["id"]]

    def renamed(row: Row) -> dict[str, Value]:
        parent = {
            kolom: None if row[kolom] is None else f"{row[kolom]}:{new_id}"
            for kolom in ("induk_id", "bagian_id")
            if kolom in row
        }
        return {**without_id(row), "definisi_id": new_id, **parent}

    site.do(
        SetValue("definisi", str(last["id"]), "berlaku_sampai", None, year - 1),
        InsertRow("definisi", new_id, {**without_id(last), "berlaku_dari": year, "skema": new_id}),
        *(InsertRow("bagian", f"{row['id']}:{new_id}", renamed(row)) for row in parts),
        *(InsertRow("pita", f"{row['id']}:{new_id}", renamed(row)) for row in bands),
    )


# Looking at the result


def check_content(tables: Tables) -> None:
    """Put everything into a real database: every CHECK, UNIQUE and reference of the schema."""
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("PRAGMA foreign_keys = ON")
        for statement in STATEMENTS:
            conn.execute(statement)
        conn.execute("BEGIN")
        conn.execute("PRAGMA defer_foreign_keys = ON")
        for tabel, rows in tables.items():
            marks = ", ".join("?" * len(COLUMNS[tabel]))
            conn.executemany(
                f"INSERT INTO {tabel} VALUES ({marks})",
                ([row[kolom] for kolom in COLUMNS[tabel]] for row in rows.values()),
            )
        conn.execute("COMMIT")
    check_rows(tables, "uji")


def said(tables: Tables) -> Tables:
    """The content without periods that say nothing and that nothing refers to."""
    used = {r["periode_id"] for t in ("isian", "target", *REGISTER) for r in tables[t].values()}
    periods = {
        key: row
        for key, row in tables["periode"].items()
        if row["tanggal_lembar"] is not None or key in used
    }
    return {**tables, "periode": periods}
