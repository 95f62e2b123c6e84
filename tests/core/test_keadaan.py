"""The content as of any moment, for copies that went their own ways and were joined again."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from core.document import Document
from core.edits.definisi import copy_definisi, delete_definisi, edit_definisi
from core.edits.impor import read_isian
from core.edits.isian import fill_in, set_target
from core.edits.register import add_rows, delete_rows, set_cell
from core.history.keadaan import difference, moments, tables_as_of
from core.merge.history import Copy
from core.merge.plan import Side
from core.merge.planning import plan_merge
from core.merge.references import ORDER
from core.merge.resolving import resolve
from core.model.change import Butir, Change, DeleteRow, InsertRow, SetValue
from core.model.journal import JournalStep
from core.model.periode import TAHUNAN, Periode
from core.model.register import Row, Value, without_id
from core.row_check import Tables
from tests.core.files import environment, new_file, opened

TW1 = Periode(2025, 1)


def plain(tables: Tables) -> dict[str, dict[str, dict[str, Value]]]:
    return {name: {key: dict(row) for key, row in rows.items()} for name, rows in tables.items()}


def applied(tables: Tables, butir: tuple[Butir, ...]) -> dict[str, dict[str, dict[str, Value]]]:
    """The content after the lines, each of which must find what it says."""
    result = plain(tables)
    for each in butir:
        rows = result[each.tabel]
        if isinstance(each, SetValue):
            assert rows[each.id][each.kolom] == each.lama
            rows[each.id][each.kolom] = each.baru
        elif isinstance(each, InsertRow):
            assert each.id not in rows
            rows[each.id] = {"id": each.id, **each.nilai}
        else:
            assert without_id(rows.pop(each.id)) == each.nilai
    return result


class Replica:
    """A working copy without a file: content and journal as values."""

    def __init__(self, salinan: str, tables: Tables) -> None:
        self.salinan = salinan
        self.tables = plain(tables)
        self.steps: list[JournalStep] = []

    def perform(self, butir: tuple[Butir, ...]) -> None:
        self.tables = applied(self.tables, butir)
        head = (self.steps[-1].sidik,) if self.steps else ()
        self._add(head, butir)

    def _add(self, induk: tuple[str, ...], butir: tuple[Butir, ...]) -> None:
        urut = 1 + sum(step.salinan == self.salinan for step in self.steps)
        step = JournalStep(
            len(self.steps) + 1,
            self.salinan,
            urut,
            "1999-01-01T00:00:00",
            "Uji",
            "Langkah",
            induk,
            "",
            f"{self.salinan}{urut}",
            butir,
        )
        self.steps.append(step)

    def take_in(self, other: Replica, random: Random) -> None:
        mine, theirs = (Copy(each.salinan, "id", each.tables, each.steps) for each in (self, other))
        plan = plan_merge(mine, theirs)
        if plan.is_nothing:
            return
        sides: tuple[Side, Side] = ("mine", "theirs")
        merge = resolve(plan, {each.key: random.choice(sides) for each in plan.conflicts})
        head = self.steps[-1].sidik if self.steps else ""
        self.tables = applied(self.tables, merge.perubahan.butir)
        self.steps += [
            step._replace(nomor=number)
            for number, step in enumerate(merge.steps, len(self.steps) + 1)
        ]
        if merge.keputusan is not None:
            self._add((head, self.steps[-1].sidik), merge.keputusan)


def start() -> dict[str, dict[str, dict[str, Value]]]:
    """Two quarters, three media and two inputs; every other table is there and empty."""
    tables: dict[str, dict[str, dict[str, Value]]] = {name: {} for name in ORDER}
    for number in (1, 2):
        key = f"2025-tw{number}"
        tables["periode"][key] = {
            "id": key,
            "tahun": 2025,
            "triwulan": number,
            "tanggal_lembar": None,
        }
    for number in range(3):
        tables["media"][f"m{number}"] = medium(f"m{number}", number)
    for kunci in ("spbe.indikator.32", "spbe.indikator.33"):
        row = figure(kunci, "3")
        tables["isian"][str(row["id"])] = row
    return tables


def medium(key: str, number: int) -> dict[str, Value]:
    return {
        "id": key,
        "periode_id": "2025-tw1",
        "urutan": number,
        "nama": f"Media {key}",
        "jenis": "",
        "alamat": "",
        "aktif": None,
        "keterangan": "",
    }


def figure(kunci: str, nilai: str) -> dict[str, Value]:
    key = f"2025-tw1/{kunci}"
    return {"id": key, "periode_id": "2025-tw1", "kunci": kunci, "jenis": "bulat", "nilai": nilai}


def random_step(replica: Replica, random: Random) -> tuple[Butir, ...]:
    """A few lines such as a user's step holds, on the same few rows again and again."""
    tables = plain(replica.tables)
    butir: list[Butir] = []
    for _ in range(random.randint(1, 3)):
        line = random_line(tables, random)
        tables = applied(tables, (line,))
        butir.append(line)
    return tuple(butir)


def random_line(tables: Tables, random: Random) -> Butir:
    if random.random() < 0.4:
        row = figure(f"spbe.indikator.{random.randint(32, 35)}", str(random.randint(1, 5)))
        return put(tables, "isian", row, random, ("nilai",))
    row = medium(f"m{random.randint(0, 5)}", random.randint(0, 9))
    row["aktif"] = random.choice((None, 0, 1))
    row["alamat"] = random.choice(("", "x", "y"))
    return put(tables, "media", row, random, ("urutan", "aktif", "alamat"))


def put(tables: Tables, tabel: str, row: Row, random: Random, columns: tuple[str, ...]) -> Butir:
    key = str(row["id"])
    old = tables[tabel].get(key)
    if old is None:
        return InsertRow(tabel, key, without_id(row))
    if random.random() < 0.3:
        return DeleteRow(tabel, key, without_id(old))
    kolom = random.choice(columns)
    return SetValue(tabel, key, kolom, old[kolom], row[kolom])


@pytest.mark.parametrize("seed", range(150))
def test_every_moment_of_every_copy_has_its_content(seed: int) -> None:
    random = Random(seed)
    copies = [Replica(name, start()) for name in "abc"]
    contents: dict[str, Mapping[str, object]] = {}
    own: dict[str, set[str]] = {name: set() for name in "abc"}
    for _ in range(30):
        copy = random.choice(copies)
        if random.random() < 0.25:
            copy.take_in(random.choice([each for each in copies if each is not copy]), random)
        else:
            copy.perform(random_step(copy, random))
        if copy.steps:
            head = copy.steps[-1].sidik
            assert contents.setdefault(head, plain(copy.tables)) == copy.tables
            own[copy.salinan].add(head)
    for copy in copies:
        offered = moments(copy.steps)
        assert own[copy.salinan] <= {step.sidik for step in offered}
        assert tables_as_of(copy.tables, copy.steps, 0) == start()
        for step in offered:
            found = tables_as_of(copy.tables, copy.steps, step.nomor)
            assert found == contents[step.sidik]


@pytest.mark.parametrize("seed", range(20))
def test_the_difference_leads_from_any_content_to_any_other(seed: int) -> None:
    random = Random(seed)
    replica = Replica("a", start())
    contents = [plain(replica.tables)]
    for _ in range(8):
        replica.perform(random_step(replica, random))
        contents.append(plain(replica.tables))
    for before in contents:
        for after in contents:
            assert applied(before, difference(before, after)) == after
            assert bool(difference(before, after)) == (before != after)


def test_a_block_of_another_copy_is_offered_only_as_a_whole() -> None:
    a, b = Replica("a", start()), Replica("b", start())
    a.perform((SetValue("media", "m0", "alamat", "", "bersama"),))
    b.take_in(a, Random(0))
    b.perform((SetValue("media", "m1", "aktif", None, 1),))
    b.perform((SetValue("media", "m1", "aktif", 1, 0),))
    a.perform((SetValue("media", "m2", "aktif", None, 1),))
    a.take_in(b, Random(0))
    a.perform((SetValue("media", "m2", "aktif", 1, 0),))
    assert [step.sidik for step in a.steps] == ["a1", "a2", "b1", "b2", "a3", "a4"]
    assert [step.sidik for step in moments(a.steps)] == ["a1", "a2", "a3", "a4"]
    # Of the steps that b saw first, it goes on as one line: a fast-forward has no block.
    b.take_in(a, Random(0))
    assert [step.sidik for step in moments(b.steps)] == ["a1", "b1", "b2", "a3", "a4"]
    before = tables_as_of(a.tables, a.steps, 2)["media"]
    assert [before[key]["aktif"] for key in ("m0", "m1", "m2")] == [None, None, 1]


def test_what_was_asked_for_is_left_alone() -> None:
    replica = Replica("a", start())
    replica.perform((DeleteRow("media", "m0", without_id(start()["media"]["m0"])),))
    present = plain(replica.tables)
    found = tables_as_of(replica.tables, replica.steps, 0)
    assert list(found["media"]) == ["m1", "m2", "m0"]
    assert replica.tables == present


def test_an_input_of_another_kind_is_put_in_anew() -> None:
    before, after = start(), start()
    key = "2025-tw1/spbe.indikator.32"
    after["isian"][key] |= {"jenis": "teks", "nilai": "tiga"}
    assert [type(each) for each in difference(before, after)] == [DeleteRow, InsertRow]
    assert applied(before, difference(before, after)) == after


def test_parents_come_first_and_go_last() -> None:
    full = start()
    bagian = ("b-anak", "b-induk"), ("b-induk", None)
    full["bagian"] = {key: {"id": key, "induk_id": induk} for key, induk in bagian}
    empty: dict[str, dict[str, dict[str, Value]]] = {name: {} for name in full}
    come = [(each.tabel, each.id) for each in difference(empty, full)]
    gone = [(each.tabel, each.id) for each in difference(full, empty)]
    assert come == gone[::-1]
    assert [ORDER.index(tabel) for tabel, _ in come] == sorted(ORDER.index(t) for t, _ in come)
    assert come.index(("bagian", "b-induk")) < come.index(("bagian", "b-anak"))


# With a real file


def perform(doc: Document, change: Change) -> None:
    assert change.butir
    doc.apply(change)


def busy(doc: Document) -> list[dict[str, dict[str, dict[str, Value]]]]:
    """Steps of every kind; the content after each step."""
    contents = [plain(doc.all_rows())]

    def do(change: Change) -> None:
        perform(doc, change)
        contents.append(plain(doc.all_rows()))

    do(fill_in(doc, TW1, "spbe.indikator.32", "3"))
    do(fill_in(doc, TW1, "spbe.indikator.32", "4"))
    do(set_target(doc, TW1, "spbe", "2,6"))
    do(add_rows(doc, "media", TW1, [{"nama": "A", "aktif": 1}, {"nama": "B"}]))
    first, second = doc.register("media", TW1)
    do(set_cell(doc, "media", TW1, second, "aktif", "ya"))
    do(delete_rows(doc, "media", TW1, [first]))
    do(fill_in(doc, TW1, "spbe.indikator.32", ""))
    layanan = doc.definisi("layanan", Periode(2025, TAHUNAN))
    assert layanan is not None
    do(copy_definisi(doc, layanan.id, "Baru", 2026, None))
    baru = doc.definisi("layanan", Periode(2026, TAHUNAN))
    assert baru is not None
    head = {**doc.rows("definisi")[baru.id], "berlaku_dari": 2030, "berlaku_sampai": 2031}
    do(edit_definisi(doc, baru.id, head, doc.bagian_rows(baru.id), doc.pita_rows(baru.id)))
    head = {**doc.rows("definisi")[baru.id], "berlaku_dari": 2027, "berlaku_sampai": 2028}
    do(edit_definisi(doc, baru.id, head, doc.bagian_rows(baru.id), doc.pita_rows(baru.id)))
    do(delete_definisi(doc, baru.id))
    do(read_isian(doc, '{"tahun": 2025, "periode": "tw2", "media": [{"nama": "C"}]}'))
    return contents


def test_every_moment_of_a_real_file_and_back(tmp_path: Path) -> None:
    with opened(new_file(tmp_path)) as doc:
        contents = busy(doc)
        steps = doc.journal()
        now = plain(doc.all_rows())
        assert len(contents) == len(steps)
        for step, content in zip(moments(steps), contents, strict=True):
            assert tables_as_of(now, steps, step.nomor) == content
        for content in (*contents, *reversed(contents), now):
            before = plain(doc.all_rows())
            change = Change("Keadaan dipulihkan", difference(before, content))
            doc.apply(change)
            assert plain(doc.all_rows()) == content
            doc.apply(change.inverse())
            assert plain(doc.all_rows()) == before
            doc.apply(change)
    with opened(tmp_path / "kinerja.sqlite") as doc:
        assert plain(doc.all_rows()) == now


def test_a_merged_file_knows_its_own_moments_and_that_of_the_merge(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    other_path = path.with_name("lain.sqlite")
    shutil.copy(path, other_path)
    mine = Document(path, environment(), salinan="salinan-satu")
    theirs = Document(other_path, environment(), salinan="salinan-dua")
    with closing(mine), closing(theirs):
        contents = [plain(mine.all_rows())]
        perform(theirs, fill_in(theirs, TW1, "spbe.indikator.32", "5"))
        perform(theirs, fill_in(theirs, TW1, "spbe.indikator.33", "2"))
        perform(mine, fill_in(mine, TW1, "spbe.indikator.32", "3"))
        contents.append(plain(mine.all_rows()))
        one, two = (
            Copy(doc.path.name, doc.berkas_id, plain(doc.all_rows()), doc.journal())
            for doc in (mine, theirs)
        )
        plan = plan_merge(one, two)
        merge = resolve(plan, {each.key: "mine" for each in plan.conflicts})
        mine.apply_merge(merge)
        contents.append(plain(mine.all_rows()))
        mine.apply(merge.perubahan.inverse())
        contents.append(plain(mine.all_rows()))
        steps = mine.journal()
        assert [step.nomor for step in moments(steps)] == [1, 2, 5, 6]
        assert (mine.nilai(TW1, "spbe.indikator.32"), mine.nilai(TW1, "spbe.indikator.33")) == (
            "3",
            None,
        )
        for step, content in zip(moments(steps), contents, strict=True):
            assert tables_as_of(contents[-1], steps, step.nomor) == content
