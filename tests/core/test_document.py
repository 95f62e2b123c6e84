"""The one door: what is followed in memory is what is in the file, and every step can be undone."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.document import Document
from core.edits import register
from core.edits.impor import read_isian
from core.edits.isian import fill_in, set_target
from core.edits.periode import set_tanggal_lembar, start_quarter
from core.errors import InputError
from core.model.change import Change, SetValue
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER
from tests.core.files import dump, new_file, opened
from tests.harness.sizes import many

QUARTERS = (Periode(2024, 4), Periode(2025, 1), Periode(2025, 2))
ASKED = (*QUARTERS, Periode(2025, 3), Periode(2024, TAHUNAN), Periode(2025, TAHUNAN))
KEYS = (
    "spbe.indikator.32",
    "spbe.indikator.47",
    "spbe.cara",
    "spbe.aspek.publik",
    "spbe.resmi",
    "layanan.media.cara",
    "layanan.media.pembilang",
    "layanan.media.penyebut",
    "statistik.data_statistik.cara",
    "keamanan.versi",
    "keamanan.nilai.risiko",
    "keamanan.kategori",
    "keamanan.keterangan",
)
TEXTS = ("", "1", "3", "5", "2,6", "4.2", "5.0", "jumlah", "register", "aspek", "Tinggi", "kata")


def snapshot(doc: Document) -> dict[str, Any]:
    """All that a face can ask of a document."""
    return {
        "hasil": [doc.hasil(periode) for periode in ASKED],
        "isian": [doc.isian(periode).nilai for periode in ASKED],
        "tally": [
            {key: count for key, count in doc.tally(kode, periode).items() if count}
            for kode in REGISTER
            for periode in ASKED
        ],
        "rows": [
            list(doc.register(kode, periode).items()) for kode in REGISTER for periode in ASKED
        ],
        "periode": doc.periode_berisi(),
        "target": [doc.target(iku.id, periode) for iku in doc.iku for periode in ASKED],
        "tanggal": [doc.tanggal_lembar(periode) for periode in ASKED],
    }


def random_change(doc: Document, chance: random.Random) -> Change:
    """One step of a user who does anything that the verbs allow; InputError if refused."""
    periode = chance.choice(QUARTERS)
    kode = chance.choice(tuple(REGISTER))
    own = REGISTER[kode]
    ids = list(doc.register(kode, periode))
    some = chance.sample(ids, min(len(ids), chance.randint(0, 3)))
    kolom = chance.choice(own.kolom)
    word = chance.choice(("", "Ya", "Tidak")) if kolom.jenis == "ya_tidak" else chance.choice("AB")
    iku = chance.choice(doc.iku).id
    steps: list[Any] = [
        lambda: fill_in(doc, periode, chance.choice(KEYS), chance.choice(TEXTS)),
        lambda: register.add_rows(doc, kode, periode, [{"nama": chance.choice("ABC")}] * 2),
        lambda: register.set_cells(
            doc, kode, periode, some, kolom.kode, register.read_cell(own, kolom, word)
        ),
        lambda: register.delete_rows(doc, kode, periode, some),
        lambda: register.duplicate_rows(doc, kode, periode, some),
        lambda: register.paste_block(doc, kode, periode, [["A"], ["B"]], some[:1], 0),
        lambda: start_quarter(doc, periode),
        lambda: set_target(doc, periode, iku, chance.choice(("", "2,5", "4"))),
        lambda: set_tanggal_lembar(doc, periode, chance.choice(("", "2 Juli 2025", "Juli 2025"))),
        lambda: read_isian(doc, _random_isian(periode, kode, chance)),
    ]
    change: Change = chance.choice(steps)()
    return change


def _random_isian(periode: Periode, kode: str, chance: random.Random) -> str:
    names = [chance.choice("ABCD") for _ in range(chance.randint(0, 5))]
    parts: dict[str, Any] = {kode: [{"nama": name} for name in names]}
    if chance.random() < 0.3:
        parts["spbe"] = {"publik": [chance.randint(1, 5) for _ in range(6)]}
    return json.dumps({"tahun": periode.tahun, "periode": periode.kode, **parts})


@settings(max_examples=many(15, 200))
@given(seed=st.integers(0, 10**9), steps=st.integers(1, 14), undone=st.integers(0, 14))
def test_memory_follows_the_file_and_undo_restores_every_row(
    seed: int, steps: int, undone: int
) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = new_file(Path(folder))
        states = []
        done: list[Change] = []
        for _ in range(steps):
            with opened(path) as doc:
                try:
                    change = random_change(doc, chance)
                except InputError:
                    continue
            states.append(dump(path))
            with opened(path) as doc:
                snapshot(doc)  # everything is computed and loaded before it must be followed
                doc.apply(change)
                here = snapshot(doc)
            with opened(path) as doc:
                assert snapshot(doc) == here
            done.append(change)
        with opened(path) as doc:
            snapshot(doc)
            back = done[::-1][:undone]
            for change in back:
                doc.apply(change.inverse())
            here = snapshot(doc)
        if back:
            assert dump(path) == states[len(done) - len(back)]
        with opened(path) as doc:
            assert snapshot(doc) == here


@pytest.fixture
def doc(path: Path) -> Iterator[Document]:
    with opened(path) as doc:
        yield doc


TW1, TW2, TW4 = Periode(2025, 1), Periode(2025, 2), Periode(2025, 4)


class TestFollowing:
    def test_undo_and_redo_over_a_loaded_register(self, doc: Document) -> None:
        before = snapshot(doc)
        ids = list(doc.register("media", TW1))
        change = register.delete_rows(doc, "media", TW1, ids[1:4])
        doc.apply(change)
        after = snapshot(doc)
        doc.apply(change.inverse())
        assert snapshot(doc) == before
        doc.apply(change)
        assert snapshot(doc) == after

    def test_a_register_not_loaded_is_followed_too(self, path: Path) -> None:
        with opened(path) as doc:
            change = register.add_rows(doc, "media", TW1, [{"nama": "Radio"}])
        with opened(path) as doc:
            assert not doc._memory.registers
            doc.apply(change)
            here = snapshot(doc)
        with opened(path) as doc:
            assert snapshot(doc) == here

    def test_a_quarter_touches_itself_and_its_year(self, doc: Document) -> None:
        touched = doc.apply(fill_in(doc, TW1, "spbe.indikator.32", "5"))
        assert touched.tables == {"isian"}
        assert touched.periods == {TW1, Periode(2025, TAHUNAN)}

    def test_the_next_quarter_sees_the_new_figure_before_it(self, doc: Document) -> None:
        before = doc.hasil_iku("spbe", TW2).selisih
        doc.apply(fill_in(doc, TW1, "spbe.indikator.32", "5"))
        after = doc.hasil_iku("spbe", TW2).selisih
        assert before is not None
        assert after is not None
        assert after < before

    def test_a_missing_figure_is_not_zero(self, doc: Document) -> None:
        doc.apply(fill_in(doc, TW1, "spbe.indikator.32", ""))
        hasil = doc.hasil_iku("spbe", TW1)
        assert hasil.realisasi.nilai is None
        assert hasil.capaian is None
        assert hasil.realisasi.sebab is not None
        assert hasil.realisasi.sebab.startswith("belum diisi")
        assert (hasil.realisasi.terisi, hasil.realisasi.jumlah) == (15, 16)

    def test_an_answer_given_is_not_altered_by_later_changes(self, doc: Document) -> None:
        rows = tuple(dict(row) for row in doc.register("media", TW1).values())
        isian = doc.isian(TW1)
        before = dict(isian.nilai)
        doc.apply(fill_in(doc, TW1, "spbe.indikator.32", "5"))
        assert isian.nilai == before
        assert tuple(dict(row) for row in doc.register("media", TW1).values()) == rows

    def test_steps_on_the_same_cell_are_undone_backwards(self, doc: Document) -> None:
        row_id = next(iter(doc.register("media", TW1)))
        before = doc.register("media", TW1)[row_id]["alamat"]
        values = (before, "dua", "tiga")
        butir = tuple(SetValue("media", row_id, "alamat", *pair) for pair in pairwise(values))
        doc.apply(Change("dua langkah", butir))
        assert doc.register("media", TW1)[row_id]["alamat"] == "tiga"
        doc.apply(Change("dua langkah", butir).inverse())
        assert doc.register("media", TW1)[row_id]["alamat"] == before

    def test_a_failed_change_leaves_memory_as_it_was(self, doc: Document) -> None:
        before = snapshot(doc)
        good = register.add_rows(doc, "media", TW1, [{"nama": "Radio"}])
        with pytest.raises(Exception):  # noqa: B017, PT011
            doc.apply(Change("dua kali", (*good.butir, *good.butir)))
        assert snapshot(doc) == before


class TestSchemes:
    def test_history_keeps_its_scheme(self, doc: Document) -> None:
        codes = [each.kode for each in _aspects(doc, 2019)]
        assert [len(each.butir) for each in _aspects(doc, 2019)] == [7, 6]
        assert [len(each.butir) for each in _aspects(doc, 2025)] == [10, 6]
        assert codes == ["administrasi", "publik"]
        assert doc.definisi("spbe", Periode(2017, TAHUNAN)) is None

    def test_the_template_counts_in_no_year(self, doc: Document) -> None:
        template = next(d for d in doc.semua_definisi("spbe") if "Pemdi" in d.skema)
        assert not template.terverifikasi
        assert not any(template.is_valid_in(year) for year in range(2010, 2101))


def _aspects(doc: Document, tahun: int) -> tuple[Any, ...]:
    definisi = doc.definisi("spbe", Periode(tahun, TAHUNAN))
    assert definisi is not None
    bentuk: Any = definisi.bentuk
    aspects: tuple[Any, ...] = bentuk.aspek
    return aspects
