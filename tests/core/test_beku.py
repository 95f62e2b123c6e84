"""The frozen copy: everything of a period as one text, and nothing else is taken for one."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DamagedError
from core.model.pengesahan import Perubahan
from core.model.periode import Periode
from core.model.register import REGISTER
from core.pengesahan.beku import PEMBULATAN, Beku, canonical, parse_beku
from core.pengesahan.kolom import TABEL
from core.pengesahan.lingkup import rows_of
from core.pengesahan.susun import susun_beku
from core.storage.schema import COLUMNS
from core.versi import VERSI
from tests.core.comparing import Q1, Q2, Q3, Q4, YEAR
from tests.core.files import opened, sample_file

SEMUA = (Q1, Q2, Q3, Q4, YEAR)


@cache
def text_of(periode: Periode = Q2) -> bytes:
    """The frozen copy of a period of the sample year."""
    with TemporaryDirectory() as folder, opened(sample_file(Path(folder))) as doc:
        return susun_beku(doc, periode, "a4", waktu="2026-07-02T10:42:07", oleh="Uji")


def tree_of(periode: Periode = Q2) -> dict[str, Any]:
    found = json.loads(text_of(periode))
    assert isinstance(found, dict)
    return found


def encoded(tree: Any) -> bytes:
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


@pytest.mark.parametrize("periode", SEMUA)
def test_the_frozen_results_are_the_computed_ones(path: Path, periode: Periode) -> None:
    with opened(path) as doc:
        beku = parse_beku(susun_beku(doc, periode, "a4", waktu="w", oleh="o"))
        quarters = periode.triwulan_setahun if periode.is_tahunan else ()
        for each in (*quarters, periode):
            assert beku.hasil[each.id] == doc.hasil(each)
            for iku in doc.iku:
                assert beku.hasil_iku(iku.id, each) == doc.hasil_iku(iku.id, each)
                assert beku.definisi(iku.id) == doc.definisi(iku.id, each)
        assert len(beku.hasil) == len(quarters) + 1
        assert all(hasil.realisasi.langkah for hasil in beku.hasil[periode.id])
        assert any(type(hasil.realisasi.nilai) is Fraction for hasil in beku.hasil[periode.id])
        assert all(type(hasil.target) is Decimal for hasil in beku.hasil[periode.id])


@pytest.mark.parametrize("periode", SEMUA)
def test_the_frozen_rows_are_those_of_the_file(path: Path, periode: Periode) -> None:
    own = [each.id for each in (*periode.triwulan_setahun, periode)]
    own = own if periode.is_tahunan else [periode.id]
    with opened(path) as doc:
        tables = doc.all_rows()
        every = [each for iku in doc.iku for each in doc.semua_definisi(iku.id)]
        valid = {each.id for each in every if each.is_valid_in(2025)}
        beku = parse_beku(susun_beku(doc, periode, "a4", waktu="w", oleh="o"))
    for kode in ("isian", "bukti", *REGISTER):
        expected = {k: row for k, row in tables[kode].items() if row["periode_id"] in own}
        assert beku.tabel[kode] == expected
    targets = {*own, "2025-tahunan"}
    assert beku.tabel["target"] == {
        k: row for k, row in tables["target"].items() if row["periode_id"] in targets
    }
    assert len(beku.tabel["target"]) == 4 * len(targets)
    for kode in ("profil", "sasaran", "iku", "tugas_fungsi", "penandatangan"):
        assert beku.tabel[kode] == tables[kode]
    assert beku.tabel["definisi"].keys() == valid != tables["definisi"].keys()
    for kode in ("bagian", "pita"):
        assert beku.tabel[kode] == {
            k: row for k, row in tables[kode].items() if row["definisi_id"] in valid
        }


def test_it_says_what_it_is(path: Path) -> None:
    abaikan = (("Bukti dukung SPBE belum ada.", "Menyusul dari bidang"),)
    with opened(path) as doc:
        data = susun_beku(
            doc, Q2, "f4", waktu="2026-07-02T10:42:07", oleh="Rina", abaikan=abaikan
        )  # fmt: skip
        beku = parse_beku(data)
        assert (beku.berkas_id, beku.jurnal) == (doc.berkas_id, doc.sidik)
    assert beku.sidik == hashlib.sha256(data).hexdigest()
    assert (beku.periode, beku.versi, beku.kertas) == (Q2, 1, "f4")
    assert (beku.waktu, beku.oleh, beku.program) == ("2026-07-02T10:42:07", "Rina", VERSI)
    assert (beku.abaikan, beku.pembulatan) == (abaikan, PEMBULATAN)
    assert (beku.perubahan, beku.kode_lama) == (None, None)


@pytest.mark.parametrize("periode", SEMUA)
def test_the_same_values_are_the_same_bytes(path: Path, periode: Periode) -> None:
    data = text_of(periode)
    beku = parse_beku(data)
    assert canonical(beku) == data
    assert canonical(dataclasses.replace(beku, sidik="")) == data
    with opened(path) as doc:
        assert susun_beku(doc, periode, "a4", waktu=beku.waktu, oleh=beku.oleh) == data


@pytest.mark.parametrize("periode", [Q2, YEAR])
def test_the_order_in_which_rows_were_put_in_does_not_matter(path: Path, periode: Periode) -> None:
    with opened(path) as doc:
        tables = doc.all_rows()
    own = ("definisi", "penandatangan")  # where the order of the file says which one counts
    turned = {
        nama: rows if nama in own else dict(reversed([*rows.items()]))
        for nama, rows in tables.items()
    }
    beku = parse_beku(text_of(periode))
    other = dataclasses.replace(beku, tabel=rows_of(turned, periode))
    assert canonical(other) == canonical(beku)


def test_the_text_needs_nothing_to_be_read() -> None:
    text = text_of().decode()
    assert "\n" not in text
    assert not any(type(each) is float for each in _leaves(json.loads(text)))
    assert '"Tingkat Kematangan Layanan Perencanaan"' in text
    assert '"periode":"2025-tw2"' in text


def _leaves(tree: Any) -> Iterator[Any]:
    if isinstance(tree, dict):
        for each in tree.values():
            yield from _leaves(each)
    elif isinstance(tree, list):
        for each in tree:
            yield from _leaves(each)
    else:
        yield tree


def test_a_second_version_names_what_it_replaces() -> None:
    beku = parse_beku(text_of())
    act = Perubahan("2025-tw2/2", Q2, 2, "w", "Uji", "Salah ketik", "12/2026", "2026-08-03")
    again = dataclasses.replace(beku, versi=2, perubahan=act, kode_lama="7" * 20)
    found = parse_beku(canonical(again))
    assert (found.perubahan, found.kode_lama, found.versi) == (act, "7" * 20, 2)
    for broken in (
        dataclasses.replace(beku, versi=2),
        dataclasses.replace(again, kode_lama=None),
        dataclasses.replace(again, versi=3),
        dataclasses.replace(again, versi=1),
        dataclasses.replace(again, perubahan=None),
        dataclasses.replace(again, kode_lama="O" * 20),
        dataclasses.replace(again, perubahan=act._replace(tanggal="2026-02-30")),
        dataclasses.replace(again, perubahan=act._replace(periode=Q3)),
    ):
        refused(canonical(broken))


def test_an_indicator_that_there_was_not_has_nothing() -> None:
    found = parse_beku(text_of()).hasil_iku("baru", Q2)
    assert (found.iku, found.realisasi.nilai, found.realisasi.sebab) == (
        "baru",
        None,
        "belum diisi",
    )


def test_the_columns_are_those_of_the_file() -> None:
    """Where the file gets others, frozen copies need a new form, and this one stays readable."""
    assert {nama: tuple(kolom) for nama, kolom in TABEL.items()} == {
        nama: kolom
        for nama, kolom in COLUMNS.items()
        if nama not in ("pengesahan", "perubahan", "pindaian")
    }


def test_reading_one_asks_for_neither_database_nor_paper() -> None:
    code = (
        "import sys, core.pengesahan.beku; "
        "print([m for m in ('sqlite3', 'reportlab', 'PySide6', 'core.document') "
        "if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr


# What is refused


def refused(data: bytes) -> None:
    with pytest.raises(DamagedError) as caught:
        parse_beku(data)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"1e999",
        b"NaN",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'"\\ud800"',
        b"9" * 5000,
        b" " * (65 * 2**20),
    ],
)
def test_what_is_no_frozen_copy_is_refused(data: bytes) -> None:
    refused(data)


def test_one_of_a_newer_program_says_so() -> None:
    tree = tree_of()
    tree["bentuk"] = "iku-kominfo salinan beku 2"
    tree["baru"] = 1
    with pytest.raises(DamagedError, match="versi program yang lebih baru"):
        parse_beku(encoded(tree))
    tree["bentuk"] = "lain"
    refused(encoded(tree))


def test_only_the_one_way_of_writing_counts() -> None:
    data = text_of()
    refused(data + b"\n")
    refused(data.replace(b'"versi":1', b'"versi": 1', 1))
    refused(data.replace(b'"a4"', b'"\\u0061\\u0034"', 1))
    refused(data[:-1] + b',"versi":1}')
    refused(json.dumps(json.loads(data)).encode())
    refused(b"\xef\xbb\xbf" + data)


Edit = Callable[[dict[str, Any]], object]


def cell(tabel: str, kolom: str, value: Any, number: int = 0) -> Edit:
    def edit(tree: dict[str, Any]) -> None:
        own = tree["tabel"][tabel]
        own["baris"][number][own["kolom"].index(kolom)] = value

    return edit


def at(value: Any, *path: Any) -> Edit:
    def edit(tree: dict[str, Any]) -> None:
        own: Any = tree
        for key in path[:-1]:
            own = own[key]
        own[path[-1]] = value

    return edit


REALISASI = ("hasil", "2025-tw2", 0, "realisasi")


@pytest.mark.parametrize(
    "edit",
    [
        at("2025-tw9", "periode"),
        at("2025-tw3", "periode"),
        at("9999-tw2", "periode"),
        at("２０２５-tw2", "periode"),
        at(["2025-tw2"], "periode"),
        at(None, "bentuk"),
        at(1, "bentuk"),
        at(0, "versi"),
        at(True, "versi"),
        at("1", "versi"),
        at("a3", "kertas"),
        at([], "kertas"),
        at("x" * 65, "berkas_id"),
        at("berkas-lain", "berkas_id"),
        at("z" * 64, "jurnal"),
        at([["satu"]], "abaikan"),
        at("x", "abaikan"),
        at({}, "perubahan"),
        at(1, "tambahan"),
        at([], "tabel"),
        at([], "tabel", "pengesahan"),
        at({}, "hasil"),
        at([], "hasil", "2025-tw2"),
        at([], "hasil", "2025-tw3"),
        at("4/2", *REALISASI, "nilai"),
        at("1/0", *REALISASI, "nilai"),
        at("1/-2", *REALISASI, "nilai"),
        at("3.5", *REALISASI, "nilai"),
        at("9" * 4001 + "/1", *REALISASI, "nilai"),
        at("٣/١", *REALISASI, "nilai"),
        at(3, *REALISASI, "nilai"),
        at(-1, *REALISASI, "terisi"),
        at(1, *REALISASI, "ada_isian"),
        at("x", *REALISASI, "kurang"),
        at([1], *REALISASI, "catatan"),
        at([{"judul": "x"}], *REALISASI, "langkah"),
        at([["nama", None]], *REALISASI, "bacaan_lain"),
        at("1e5", "hasil", "2025-tw2", 0, "target"),
        at("1.50", "hasil", "2025-tw2", 0, "target"),
        at("2025-tw3", "hasil", "2025-tw2", 0, "periode"),
        at("layanan", "hasil", "2025-tw2", 0, "iku"),
        at(["id"], "tabel", "isian", "kolom"),
        at([[1, 2]], "tabel", "isian", "baris"),
        at([], "tabel", "profil", "baris"),
        at([], "tabel", "iku", "baris"),
        at([], "tabel", "periode", "baris"),
        at([], "tabel", "definisi", "baris"),
        cell("isian", "periode_id", "2025-tw1"),
        cell("isian", "kunci", "lain.kunci"),
        cell("isian", "jenis", "rumus"),
        cell("isian", "nilai", ""),
        cell("isian", "nilai", 3),
        cell("isian", "nilai", None),
        cell("isian", "nilai", ["3"]),
        cell("isian", "nilai", "x" * 3001),
        cell("profil", "kop", True),
        cell("profil", "berkas_id", "berkas-yang-lain"),
        cell("profil", "tanggal_lembar_iku", "2025-13"),
        cell("definisi", "bentuk", "eval"),
        cell("definisi", "bentuk", {}),
        cell("definisi", "berlaku_dari", None),
        cell("definisi", "berlaku_dari", 2026),
        cell("definisi", "bobot", "0x10"),
        cell("definisi", "bobot", "1" * 101),
        cell("definisi", "iku_id", "tidak-ada"),
        cell("bagian", "definisi_id", "tidak-ada"),
        cell("bagian", "induk_id", "tidak-ada"),
        cell("bagian", "register", "profil"),
        cell("bagian", "id", "", 3),
        cell("pita", "dari", "satu"),
        cell("pita", "bagian_id", "tidak-ada"),
        cell("target", "nilai", "NaN"),
        cell("target", "periode_id", "2024-tw2"),
        cell("media", "aktif", 2),
        cell("media", "urutan", 2**63),
        cell("media", "urutan", 1.5),
        cell("media", "periode_id", "2025-tw1"),
        cell("penandatangan", "mulai", "2025-02-30"),
        cell("penandatangan", "status", "Raja"),
        cell("periode", "id", "2025-tw1"),
        cell("periode", "triwulan", 6),
    ],
)  # fmt: skip
def test_one_wrong_value_is_enough(edit: Edit) -> None:
    tree = tree_of()
    parse_beku(encoded(tree))
    edit(tree)
    refused(encoded(tree))


def test_only_the_periods_that_belong_to_it_have_a_row() -> None:
    tree = tree_of()
    rows = tree["tabel"]["periode"]["baris"]
    assert [row[0] for row in rows] == ["2025-tahunan", "2025-tw2"]
    rows.append(["2024-tw2", 2024, 2, None])
    refused(encoded(tree))
    del rows[1:]
    for tabel in ("isian", "bukti", "target", *REGISTER):
        tree["tabel"][tabel]["baris"] = []
    refused(encoded(tree))
    rows.append(["2025-tw2", 2025, 2, None])
    parse_beku(encoded(tree))


def test_a_row_that_stands_twice_is_refused() -> None:
    tree = tree_of()
    rows = tree["tabel"]["media"]["baris"]
    rows.append(rows[0])
    refused(encoded(tree))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)


def parsed(data: bytes) -> Beku | None:
    """What is read; any error but the one that belongs here fails the test."""
    try:
        return parse_beku(data)
    except DamagedError:
        return None


@given(data=st.binary(max_size=400))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    assert parsed(data) is None


@given(place=st.integers(0, 10**6), with_=st.binary(min_size=1, max_size=4), cut=st.integers(0, 9))
def test_no_damage_brings_it_down(place: int, with_: bytes, cut: int) -> None:
    data = text_of()
    place %= len(data)
    damaged = data[:place] + with_ + data[place + cut :]
    found = parsed(damaged)
    if found is not None:
        assert canonical(found) == damaged
        for iku in found.tabel["iku"]:
            found.definisi(iku)


@given(data=st.data())
def test_no_value_in_any_place_brings_it_down(data: st.DataObject) -> None:
    tree: Any = tree_of(data.draw(st.sampled_from((Q2, YEAR))))
    own, key = tree, data.draw(st.sampled_from(sorted(tree)))
    while data.draw(st.integers(0, 5)) and isinstance(own[key], dict | list) and own[key]:
        own = own[key]
        keys = sorted(own) if isinstance(own, dict) else list(range(len(own)))
        key = data.draw(st.sampled_from(keys))
    own[key] = data.draw(json_values)
    try:
        text = encoded(tree)
    except UnicodeEncodeError:
        return
    found = parsed(text)
    if found is not None:
        assert canonical(found) == text
        for iku in found.tabel["iku"]:
            found.definisi(iku)
