"""What a file says otherwise than its frozen copies, and one version beside the next."""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.compare import compare
from core.document import Document
from core.edits.isian import set_target
from core.edits.profil import save_penandatangan, set_profil
from core.errors import DamagedError
from core.model.change import Change, InsertRow
from core.model.pengesahan import TERKUNCI
from core.model.periode import Periode
from core.model.register import REGISTER, Row
from core.pdf import render
from core.pengesahan.beku import Beku, parse_beku
from core.pengesahan.selisih import (
    banding_dengan_kini,
    differences,
    hubungan_versi,
    perbandingan_versi,
)
from core.sheets import build_perbandingan
from core.storage.schema import COLUMNS
from tests.core.comparing import Q2, Q3, YEAR, edited, filled, first_media, reworded, ticked
from tests.core.comparing import lines as beda_lines
from tests.core.files import opened, sample_file
from tests.core.signing import reopen, sign, signed, without_locks
from tests.core.test_beku import encoded, text_of, tree_of

Line = tuple[str, str, str, str, str]
SIDIK = "ab" * 32


def attached(doc: Document, periode: Periode, untuk: str) -> Change:
    """A piece of evidence, as `core.edits.bukti` puts one down."""
    nilai: Row = {"periode_id": periode.id, "urutan": 1, "untuk": untuk, "judul": "Surat tugas",
                  "halaman": "hal. 2", "catatan": "", "nama": "surat.pdf", "sidik": SIDIK,
                  "ukuran": 12_345}  # fmt: skip
    return Change("Bukti ditambahkan", (InsertRow("bukti", "bukti-1", nilai),))


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """The sample year with a piece of evidence, its second quarter signed."""
    return frozen_file(tmp_path, Q2)


def frozen_file(folder: Path, periode: Periode) -> Path:
    path = folder / "kinerja.sqlite"
    path.write_bytes(_frozen_content(periode))
    return path


@cache
def _frozen_content(periode: Periode) -> bytes:
    with TemporaryDirectory() as folder:
        path = sample_file(Path(folder))
        edited(path, lambda doc: attached(doc, Q2, "spbe.indikator.32"))
        return signed(path, periode).read_bytes()


def read(path: Path) -> tuple[Beku, Mapping[str, Mapping[str, Row]]]:
    """The newest frozen copy and all rows, as they stand in a file that need not be sound."""
    with closing(sqlite3.connect(path)) as conn:
        conn.row_factory = sqlite3.Row
        tables = {
            table: {row["id"]: dict(row) for row in conn.execute(f"SELECT * FROM {table}")}
            for table in COLUMNS
        }
        sidik = list(tables["pengesahan"].values())[-1]["sidik"]
        (isi,) = conn.execute("SELECT isi FROM arsip WHERE sidik = ?", (sidik,)).fetchone()
    return parse_beku(isi), tables


def found(path: Path) -> list[Line]:
    return [
        (each.periode.singkat if each.periode else "", *each[:1], *each[2:5])
        for each in differences(*read(path))
    ]


def test_a_file_that_nobody_touched_differs_in_nothing(frozen: Path) -> None:
    assert found(frozen) == []


TW2 = "TW II 2025"
LAYANAN = "Pelayanan kominfo"
FIGURES: list[tuple[str, Line]] = [
    ("UPDATE isian SET nilai = '5' WHERE id = '2025-tw2/spbe.indikator.32'",
     (TW2, "SPBE", "Tingkat indikator 32", "3", "5")),
    ("DELETE FROM isian WHERE id = '2025-tw2/spbe.indikator.32'",
     (TW2, "SPBE", "Tingkat indikator 32", "3", "belum diisi")),
    ("INSERT INTO isian VALUES ('2025-tw2/spbe.resmi_nomor', '2025-tw2', 'spbe.resmi_nomor', "
     "'teks', '12/2025')", (TW2, "SPBE", "Nomor keputusan", "belum diisi", "12/2025")),
    ("UPDATE isian SET jenis = 'teks' WHERE id = '2025-tw2/spbe.indikator.32'",
     (TW2, "SPBE", "Tingkat indikator 32", "3", "3 (berbeda, tidak tampak di sini)")),
    ("UPDATE isian SET id = '2024-tw3/spbe.x', periode_id = '2024-tw3', kunci = 'spbe.x' "
     "WHERE id = '2025-tw2/spbe.indikator.32'",
     (TW2, "SPBE", "Tingkat indikator 32", "3", "belum diisi")),
    ("UPDATE target SET nilai = '2.75' WHERE id = '2025-tw2/spbe'",
     (TW2, "SPBE", "Target SPBE", "2,6", "2,75")),
    ("UPDATE target SET teks = 'Baik' WHERE id = '2025-tw2/spbe'",
     (TW2, "SPBE", "Target SPBE", "2,6", "2,6 (pada lembar: Baik)")),
    ("DELETE FROM target WHERE id = '2025-tw2/spbe'",
     (TW2, "SPBE", "Target SPBE", "2,6", "belum diisi")),
    ("UPDATE periode SET tanggal_lembar = '2025-07-05' WHERE id = '2025-tw2'",
     (TW2, "Lembar", "Tanggal lembar", "10 Juli 2025", "5 Juli 2025")),
    ("UPDATE periode SET tanggal_lembar = NULL WHERE id = '2025-tw2'",
     (TW2, "Lembar", "Tanggal lembar", "10 Juli 2025", "belum diisi")),
    ("UPDATE media SET aktif = 0 WHERE nama = 'MEDIA' AND periode_id = '2025-tw2'",
     (TW2, LAYANAN, "Media “MEDIA”: Aktif", "Ya", "Tidak")),
    ("UPDATE media SET nama = 'Lain' WHERE nama = 'MEDIA' AND periode_id = '2025-tw2'",
     (TW2, LAYANAN, "Media “MEDIA”: Nama", "MEDIA", "Lain")),
    ("INSERT INTO media (id, periode_id, urutan, nama, aktif) "
     "VALUES ('baru', '2025-tw2', 99, 'Radio', 1)",
     (TW2, LAYANAN, "Media “Radio”", "tidak ada", "Aktif: Ya")),
    ("UPDATE media SET urutan = 999 WHERE nama = 'MEDIA' AND periode_id = '2025-tw2'",
     (TW2, LAYANAN, "Media “MEDIA”: Urutan", "ke-1", "ke-10")),
    ("UPDATE bukti SET judul = 'Lain'", (TW2, "SPBE", "Bukti “Surat tugas”: judul",
     "Surat tugas", "Lain")),
    (f"UPDATE bukti SET sidik = '{'cd' * 32}'", (TW2, "SPBE", "Bukti “Surat tugas”: isi berkas",
     f"sidik {'ab' * 32}", f"sidik {'cd' * 32}")),
    ("DELETE FROM bukti", (TW2, "SPBE", "Bukti “Surat tugas”", "surat.pdf (13 KB), hal. 2",
     "tidak ada")),
]  # fmt: skip


def is_q2(row: Row) -> bool:
    return row["periode_id"] == Q2.id


@pytest.mark.parametrize(("sql", "line"), FIGURES)
@pytest.mark.parametrize("periode", [Q2, YEAR])
def test_each_edit_by_another_program_is_named(
    tmp_path: Path, sql: str, line: Line, periode: Periode
) -> None:
    path = frozen_file(tmp_path, periode)
    names = [row["nama"] for row in read(path)[0].tabel["media"].values() if is_q2(row)]
    media, count = str(names[0]), len(names)
    without_locks(path, sql.replace("MEDIA", media))
    expected = tuple(part.replace("MEDIA", media).replace("ke-10", f"ke-{count}") for part in line)
    assert found(path) == [expected]


@pytest.mark.parametrize("kode", list(REGISTER))
def test_a_row_that_another_program_took_out_is_named(frozen: Path, kode: str) -> None:
    with opened(frozen) as doc:
        row = next(iter(doc.register(kode, Q2).values()))
    without_locks(frozen, f"DELETE FROM {kode} WHERE id = '{row['id']}'")
    ((_, _, nama, _, kini),) = found(frozen)
    assert nama == f"{REGISTER[kode].satuan.capitalize()} “{row['nama']}”"
    assert kini == "tidak ada"


def test_what_is_not_signed_is_no_difference(frozen: Path) -> None:
    without_locks(
        frozen,
        "UPDATE isian SET nilai = '5' WHERE id = '2025-tw3/spbe.indikator.32'",
        "UPDATE media SET aktif = 0 WHERE periode_id = '2025-tw3'",
        "UPDATE periode SET tanggal_lembar = '2026-01-05' WHERE id = '2025-tahunan'",
        "DELETE FROM target WHERE periode_id = '2025-tw1'",
    )
    assert found(frozen) == []


def test_what_may_change_later_is_told_apart(frozen: Path) -> None:
    signatory = {"nama": "SITI", "nip": "", "pangkat": "", "jabatan": "Kepala", "status": ""}
    edited(
        frozen,
        reworded("spbe-59-2020", {"satuan": "Poin", "32:bobot": "3.75", "33:bobot": "1.75"}),
        lambda doc: set_profil(doc, {"tempat": "Manggar"}),
        lambda doc: save_penandatangan(doc, None, {**signatory, "mulai": "", "selesai": ""}),
        lambda doc: set_target(doc, YEAR, "spbe", "4"),
        lambda doc: set_target(doc, Q3, "spbe", "4"),
        reworded("spbe-5-2018", {"satuan": "Poin"}),
    )
    assert found(frozen) == []


def test_a_definition_that_is_gone_still_names_what_it_meant(frozen: Path) -> None:
    without_locks(
        frozen,
        "DELETE FROM pita",
        "DELETE FROM bagian",
        "DELETE FROM definisi",
        "UPDATE isian SET nilai = '5' WHERE id = '2025-tw2/spbe.indikator.32'",
    )
    beku, tables = read(frozen)
    assert [each[2:5] for each in differences(beku, tables)] == [("Tingkat indikator 32", "3", "5")]


def test_every_single_cell_of_a_signed_quarter_counts() -> None:
    """Whatever cell of its rows is another one: it is found, and named by no other."""
    beku = parse_beku(text_of())
    seen = 0
    for tabel in (*TERKUNCI, "periode"):
        for row_id, row in list(beku.tabel[tabel].items())[:6]:
            if row["id" if tabel == "periode" else "periode_id"] != "2025-tw2":
                continue
            for kolom in COLUMNS[tabel][1:]:
                if kolom in ("urutan", "tahun", "triwulan"):
                    continue
                other = {None: 1, 0: 1, 1: 0}.get(row[kolom], "2025-12-31")  # type: ignore[arg-type]
                rows = {**beku.tabel[tabel], row_id: {**row, kolom: other}}
                tables = {**beku.tabel, tabel: rows}
                (one,) = differences(beku, tables)
                assert (one.kunci.tabel, one.kunci.baris) == (tabel, row_id)
                assert one.periode == Q2
                assert one.beku != one.kini
                seen += 1
    assert seen > 80


@given(data=st.data())
def test_a_hostile_copy_brings_nothing_down(data: st.DataObject) -> None:
    """What passes for a frozen copy can be compared with the file, whatever it says."""
    tree = copy.deepcopy(tree_of())
    own = parse_beku(text_of()).tabel
    tabel = data.draw(st.sampled_from([nama for nama in own if own[nama]]))
    rows = tree["tabel"][tabel]
    row = data.draw(st.sampled_from(rows["baris"]))
    place = data.draw(st.integers(0, len(rows["kolom"]) - 1))
    row[place] = data.draw(st.sampled_from(["0", "-1", "tahunan", "a.b|c", "spbe", 0, 1, 7, None]))
    try:
        beku = parse_beku(encoded(tree))
    except DamagedError:
        return
    for each in differences(beku, own):
        assert each.beku != each.kini


# One version beside the next


@pytest.fixture
def two_versions(frozen: Path) -> Path:
    edited(frozen, lambda doc: set_target(doc, Q3, "spbe", "4"))
    with opened(frozen) as doc:
        reopen(doc, Q2)
    edited(
        frozen,
        filled("spbe.indikator.32", "5"),
        ticked("aktif", None),
        reworded("statistik-2018", {"satuan": "persen"}),
        oleh="Rina",
        waktu="2026-08-04T09:00:00",
    )
    with opened(frozen) as doc:
        sign(doc, Q2)
    return edited(frozen, lambda doc: set_profil(doc, {"tempat": "Manggar"}))


def test_two_versions_stand_side_by_side(two_versions: Path) -> None:
    with opened(two_versions) as doc:
        one, two = doc.semua_pengesahan(Q2)
        media = doc.register("media", Q2)[first_media(doc)]["nama"]
        result = perbandingan_versi(doc, one, two)
        assert beda_lines(result) == [
            (TW2, "SPBE", "Tingkat indikator 32", "3", "5"),
            (TW2, LAYANAN, f"Media “{media}”: Aktif", "Ya", "belum diisi"),
            ("", "Data statistik", "Definisi Lembar IKU April 2023: satuan", "%", "persen"),
        ]
        assert all(each.jejak_b and each.jejak_b.oleh == "Rina" for each in result.beda)
        assert all(each.jejak_a is None or each.jejak_a.oleh == "Uji" for each in result.beda)
        assert result.periode == (Q2,)
        assert [each.a for each in result.dampak] == list(doc.beku(one).hasil[Q2.id])
        assert [each.b for each in result.dampak] == list(doc.beku(two).hasil[Q2.id])
        assert {each.a.iku for each in result.dampak if each.berubah} == {"spbe", "layanan"}
        assert hubungan_versi(doc, one) == ""
        assert hubungan_versi(doc, two) == (
            "Versi 2 menggantikan versi 1 berdasarkan dokumen nomor 000.8/12/2026 tanggal "
            "3 Agustus 2026: Salah ketik pada isian"
        )


def test_the_two_versions_are_printed(two_versions: Path) -> None:
    with opened(two_versions) as doc:
        one, two = doc.semua_pengesahan(Q2)
        lembar = build_perbandingan(
            perbandingan=perbandingan_versi(doc, one, two),
            berkas=(one.judul, two.judul),
            saat="2026-08-05T10:00:00",
            hubungan=hubungan_versi(doc, two),
            sisi=("Versi 1", "Versi 2"),
        )
        assert lembar.perihal == "Lembar Perbandingan TW II 2025 versi 1 dan TW II 2025 versi 2"
        assert render(lembar) == render(lembar)


def test_a_version_beside_what_stands_now(two_versions: Path) -> None:
    with opened(two_versions) as doc:
        one, two = doc.semua_pengesahan(Q2)
        reopen(doc, Q2)
        tempat = doc.beku(two).tabel["profil"]["profil"]["tempat"]
        settings = ("", "Pengaturan", "Profil instansi: tempat penandatanganan", tempat, "Manggar")
        now = banding_dengan_kini(doc, two)
        assert beda_lines(now) == [settings]
        assert not any(each.berubah for each in now.dampak)
        doc.apply(filled("spbe.indikator.33", "5")(doc))
        now = banding_dengan_kini(doc, two)
        assert [line[2] for line in beda_lines(now)] == ["Tingkat indikator 33", settings[2]]
        assert [each.b for each in now.dampak] == list(doc.hasil(Q2))
        assert {each.a.iku for each in now.dampak if each.berubah} == {"spbe"}
        since_first = [line[2] for line in beda_lines(banding_dengan_kini(doc, one))]
        assert "Tingkat indikator 32" in since_first


def test_a_year_shows_its_quarters_where_they_changed(path: Path) -> None:
    with opened(signed(path, YEAR)) as doc:
        reopen(doc, YEAR)
        doc.apply(filled("spbe.indikator.32", "5", Q3)(doc))
        result = banding_dengan_kini(doc, doc.semua_pengesahan(YEAR)[0])
        assert result.periode == (Q3, YEAR)
        sign(doc, YEAR)
        again = perbandingan_versi(doc, *doc.semua_pengesahan(YEAR))
        assert again.dampak == result.dampak
        assert beda_lines(again) == beda_lines(result)


def test_the_words_are_those_of_bandingkan(path: Path, tmp_path: Path) -> None:
    """The same edits give the same lines, whether two files are compared or two versions."""
    edits = (filled("spbe.indikator.32", "5"), ticked("aktif", None), ticked("alamat", None))[:2]
    other = tmp_path / "lain.sqlite"
    other.write_bytes(path.read_bytes())
    edited(other, *edits)
    with opened(path) as a, opened(other) as b:
        expected = beda_lines(compare(a, b))
    with opened(signed(path, Q2)) as doc:
        reopen(doc, Q2)
        for edit in edits:
            doc.apply(edit(doc))
        sign(doc, Q2)
        assert beda_lines(perbandingan_versi(doc, *doc.semua_pengesahan(Q2))) == expected
