"""Names of cells: every table, column and input reads as in the window, never as in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core.cell_names import (
    LEMBAR,
    PENGATURAN,
    CellNames,
    Nama,
    figure_name,
    show_both,
    show_both_rows,
    show_row,
    show_value,
)
from core.document import Document
from core.edits import definisi as edits_definisi
from core.edits import profil as edits_profil
from core.fields import fields_of
from core.model.change import Change, InsertRow
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER, Row, Value, without_id
from core.storage.schema import COLUMNS, TABLES
from tests.core.files import opened, sample_file
from tests.core.signing import reopen, sign

TW1, TW2 = Periode(2025, 1), Periode(2025, 2)
RAW = re.compile(r"\w_\w|\d{4}-tw\d|\b(isian|definisi|bagian|pita|profil)\.\w|None|[{}\[\]]")
"""What only the file writes: words joined by a line, ids of periods, Python's own words."""


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Document]:
    path = tmp_path / "kinerja.sqlite"
    path.write_bytes(_full_content())
    with opened(path) as doc:
        yield doc


@cache
def _full_content() -> bytes:
    """The sample file with a row in every table."""
    with TemporaryDirectory() as folder:
        path = sample_file(Path(folder))
        with opened(path) as doc:
            sign(doc, TW1, abaikan=[("Bukti “SPBE” belum ada.", "Menyusul")])
            reopen(doc, TW1)
            row = next(iter(doc.register("media", TW2)))
            for number, untuk in enumerate(("", "spbe", "spbe.indikator.32", f"media:{row}")):
                doc.apply(attached(doc, number, untuk))
            doc.apply(scanned("2025-tw1/1"))
        return path.read_bytes()


BERKAS: Row = {"nama": "surat.pdf", "sidik": "ab" * 32, "ukuran": 12_345}


def attached(doc: Document, number: int, untuk: str) -> Change:
    """One more piece of evidence."""
    nilai: Row = {"periode_id": TW2.id, "urutan": number, "untuk": untuk, "judul": "Surat tugas"}
    row = InsertRow("bukti", f"b{number}", {**nilai, "halaman": "hal. 2", "catatan": "", **BERKAS})
    return Change("Bukti ditambahkan", (row,))


def scanned(pengesahan: str) -> Change:
    """The scan of a signed sheet."""
    nilai: Row = {
        "pengesahan_id": pengesahan,
        "waktu": "2026-01-02T03:04:05",
        "oleh": "Uji",
        **BERKAS,
    }
    return Change("Pindaian ditambahkan", (InsertRow("pindaian", "p1", nilai),))


def media(doc: Document) -> Row:
    return next(iter(doc.register("media", TW2).values()))


def lost(tables: Mapping[str, Mapping[str, Row]]) -> dict[str, dict[str, Row]]:
    """The same tables without a single row."""
    return {table: {} for table in tables}


# Nothing raw ever comes through


def test_every_cell_of_a_full_file_has_a_readable_name_and_value(sample: Document) -> None:
    tables = sample.all_rows()
    names = CellNames(tables)
    assert set(tables) == set(TABLES)
    for table, rows in tables.items():
        assert rows, table
        for row_id, row in rows.items():
            for column in (None, *COLUMNS[table]):
                nama = names.name(table, row_id, column)
                assert nama.tab, (table, column)
                assert nama.nama, (table, column)
                assert not RAW.search(nama.nama), nama
                assert row_id not in nama.nama or row_id.isalpha(), nama
                assert str(column) not in nama.nama or "_" not in str(column), nama
            assert not RAW.search(show_row(tables, table, row_id, row))


def test_every_choice_and_reference_is_shown_in_words(sample: Document) -> None:
    tables = sample.all_rows()
    for table, rows in tables.items():
        for row_id, row in rows.items():
            for column in COLUMNS[table][1:]:
                shown = show_value(tables, table, column, row[column], row_id)
                assert shown, (table, column)
                assert not RAW.search(shown), (table, column, shown)
                if column.endswith("_id") and row[column] is not None and column != "berkas_id":
                    assert shown != row[column], (table, column)


def test_a_row_that_is_gone_is_named_by_what_the_line_still_says(sample: Document) -> None:
    tables = sample.all_rows()
    for table, rows in tables.items():
        for row_id, row in rows.items():
            without = {**tables, table: {k: v for k, v in rows.items() if k != row_id}}
            if table != "definisi":
                named = figure_name(without, table, row_id, None, without_id(row))
                assert named == figure_name(tables, table, row_id), table
            break


@pytest.mark.parametrize("table", list(TABLES))
def test_even_a_row_of_which_nothing_is_left_has_a_readable_name(
    sample: Document, table: str
) -> None:
    tables = sample.all_rows()
    some = next(iter(tables[table]))
    for column in (None, *COLUMNS[table]):
        for left in ({**tables, table: {}}, lost(tables)):
            nama = figure_name(left, table, some, column)
            assert nama.nama
            assert not RAW.search(nama.nama), nama
        shown = show_value(lost(tables), table, str(column), tables[table][some].get(str(column)))
        assert not RAW.search(shown), (table, column, shown)


def test_every_field_of_every_definition(sample: Document) -> None:
    names = CellNames(sample.all_rows())
    seen = 0
    for iku in sample.iku:
        for definisi in sample.semua_definisi(iku.id):
            tahun = definisi.berlaku_dari or 2026
            readable = {}
            for kunci in fields_of(definisi):
                nama = names.name("isian", f"{tahun}-tw3/{kunci}", "nilai")
                assert nama[:2] == (Periode(tahun, 3), iku.singkat)
                assert not RAW.search(nama.nama), nama
                assert "." not in nama.nama.replace("SPBE.", ""), nama
                readable[nama.nama] = kunci
                seen += 1
            assert len(readable) == len(fields_of(definisi)), "two inputs with one name"
    assert seen > 80


def test_an_input_that_no_definition_knows(sample: Document) -> None:
    tables = sample.all_rows()
    assert figure_name(tables, "isian", "2025-tw1/spbe.indikator.99").nama == "Tingkat indikator 99"
    assert figure_name(tables, "isian", "2025-tw1/layanan.radio_desa.penyebut") == Nama(
        Periode(2025, 1), "Pelayanan kominfo", "Isian radio desa penyebut"
    )


# As in the window


def test_inputs_and_targets(sample: Document) -> None:
    names = CellNames(sample.all_rows())

    def isian(kunci: str) -> tuple[str, str]:
        periode, *rest = names.name("isian", f"2025-tw2/{kunci}", "nilai")
        assert periode == TW2
        return rest[0], rest[1]

    assert isian("spbe.indikator.32") == ("SPBE", "Tingkat indikator 32")
    assert isian("spbe.aspek.publik") == (
        "SPBE",
        "Indeks aspek Layanan Publik Berbasis Elektronik",
    )
    assert isian("spbe.resmi_nomor") == ("SPBE", "Nomor keputusan")
    assert isian("layanan.media.cara") == ("Pelayanan kominfo", "Cara pengisian media")
    assert isian("layanan.media.pembilang")[1] == "Jumlah media diseminasi yang aktif"
    assert isian("statistik.keterangan") == ("Data statistik", "Keterangan")
    assert isian("keamanan.nilai.aset")[1] == "Nilai Pengelolaan Aset Informasi"
    assert names.name("target", "2025-tw2/spbe", "nilai") == Nama(TW2, "SPBE", "Target SPBE")
    assert names.name("target", "2025-tahunan/layanan") == Nama(
        Periode(2025, TAHUNAN), "Pelayanan kominfo", "Target Pelayanan kominfo"
    )
    assert names.name("periode", "2025-tw2") == Nama(TW2, LEMBAR, "Tanggal lembar")


def test_rows_of_registers(sample: Document) -> None:
    tables = sample.all_rows()
    row = media(sample)
    title = f"Media “{row['nama']}”"
    assert figure_name(tables, "media", str(row["id"])) == Nama(TW2, "Pelayanan kominfo", title)
    for register in REGISTER.values():
        for kolom in register.kolom:
            first = next(iter(sample.register(register.kode, TW2)))
            nama = figure_name(tables, register.kode, first, kolom.kode).nama
            assert nama.endswith(f"”: {kolom.judul}")
    blank = {**row, "nama": ""}
    assert figure_name(tables, "media", "lost", "aktif", blank).nama == "Media tanpa nama: Aktif"
    data = next(iter(sample.register("data_statistik", TW2)))
    assert figure_name(tables, "data_statistik", data).tab == "Data statistik"


def test_definitions(sample: Document) -> None:
    tables = sample.all_rows()

    def nama(table: str, row_id: str, column: str | None = None) -> str:
        found = figure_name(tables, table, row_id, column)
        assert found.periode is None
        return f"{found.tab} | {found.nama}"

    spbe = "spbe-59-2020"
    assert nama("definisi", spbe) == "SPBE | Definisi PermenPANRB 59/2020"
    assert nama("definisi", spbe, "satuan") == "SPBE | Definisi PermenPANRB 59/2020: satuan"
    part = f"{spbe}/aspek-administrasi/indikator-32"
    assert nama("bagian", part, "bobot") == (
        "SPBE | Definisi PermenPANRB 59/2020: bobot indikator 32"
    )
    assert nama("pita", f"{spbe}/pita-3", "dari") == (
        "SPBE | Definisi PermenPANRB 59/2020: batas bawah pita “Baik”"
    )
    area = "keamanan-2018/versi-5/area-pdp"
    assert nama("bagian", area, "maksimum").endswith(
        ": nilai maksimum area “Pelindungan Data Pribadi” (Indeks KAMI 5.0)"
    )
    assert nama("iku", "spbe", "definisi") == "SPBE | Semua definisi indikator"
    band = "keamanan-2018/versi-4/kategori-Tinggi/pita-1"
    assert nama("pita", band, "sampai").endswith(
        ": batas atas pita “Tidak Layak” kategori “Tinggi” (Indeks KAMI 4.x)"
    )


def test_settings(sample: Document) -> None:
    tables = sample.all_rows()
    head = next(iter(tables["penandatangan"]))
    shown = [
        figure_name(tables, "profil", "profil", "wilayah"),
        figure_name(tables, "penandatangan", head, "nip"),
        figure_name(tables, "sasaran", "sasaran-1-1", "teks"),
        figure_name(tables, "iku", "spbe", "singkat"),
    ]
    assert {each[:2] for each in shown} == {(None, PENGATURAN)}
    assert [each.nama for each in shown] == [
        "Profil instansi: wilayah",
        f"Penandatangan {tables['penandatangan'][head]['nama']}: NIP",
        "Sasaran 1.1: bunyi",
        "Indikator SPBE: nama singkat",
    ]
    assert figure_name(tables, "tugas_fungsi", "fungsi-3").nama == (
        "Fungsi “Pelaksanaan evaluasi dan pelaporan di bidang tugasnya”"
    )


def test_columns_are_called_as_the_verbs_call_them(sample: Document) -> None:
    tables = sample.all_rows()
    for module_names, table, row_id in (
        (edits_profil._TEKS_PROFIL, "profil", "profil"),
        (edits_definisi._TEKS, "definisi", "spbe-59-2020"),
    ):
        for column, (called, _, _) in module_names.items():
            nama = figure_name(tables, table, row_id, column).nama
            assert nama.lower().endswith(f": {called.lower()}")


# Values


@pytest.mark.parametrize(
    ("table", "column", "value", "row_id", "shown"),
    [
        ("isian", "nilai", "4", "2025-tw2/spbe.indikator.32", "4"),
        ("isian", "nilai", "3.875", "2025-tw2/spbe.resmi", "3,875"),
        ("isian", "nilai", "12500", "2025-tw2/layanan.media.penyebut", "12.500"),
        ("isian", "nilai", "2025-01-06", "2025-tw2/spbe.resmi_tanggal", "6 Januari 2025"),
        ("isian", "nilai", "jumlah", "2025-tw2/layanan.media.cara", "Jumlah langsung"),
        ("isian", "nilai", "5.0", "2025-tw2/keamanan.versi", "5.0"),
        ("isian", "nilai", "4.2", "2024-tw2/keamanan.versi", "4.2"),
        ("isian", "nilai", "123", "2024-tw2/spbe.resmi_nomor", "123"),
        ("isian", "nilai", "III+", "2025-tw2/keamanan.kematangan.aset", "III+"),
        ("isian", "nilai", "dua\nbaris", "2025-tw2/spbe.keterangan", "dua / baris"),
        ("isian", "nilai", None, "2025-tw2/spbe.keterangan", "belum diisi"),
        ("target", "nilai", "2.6", "", "2,6"),
        ("target", "nilai", "NaN", "", "NaN"),
        ("pita", "dari", "seratus", "", "seratus"),
        ("isian", "nilai", "9" * 5_000, "2025-tw2/spbe.resmi", "9" * 159 + "…"),
        ("isian", "nilai", "1e999999", "2025-tw2/layanan.media.pembilang", "1e999999"),
        ("media", "aktif", 1, "", "Ya"),
        ("media", "aktif", 0, "", "Tidak"),
        ("media", "aktif", None, "", "belum diisi"),
        ("media", "periode_id", "2025-tw2", "", "TW II 2025"),
        ("media", "nama", "Radio", "", "Radio"),
        ("periode", "tanggal_lembar", "2025-07", "", "Juli 2025"),
        ("periode", "triwulan", 5, "", "Tahunan"),
        ("periode", "tahun", 2025, "", "2025"),
        ("profil", "logo", "A" * 16_384, "", "gambar (12 KB)"),
        ("profil", "batas_capaian", "120", "", "120%"),
        ("profil", "batas_capaian", None, "", "tanpa batas"),
        ("profil", "kop", 1, "", "Ya"),
        ("definisi", "berlaku_dari", 2021, "", "2021"),
        ("definisi", "berlaku_sampai", None, "", "seterusnya"),
        ("definisi", "bentuk", "rasio_register", "", "Rasio dari daftar"),
        ("definisi", "iku_id", "statistik", "", "Data statistik"),
        ("bagian", "bobot", "2.75", "", "2,75"),
        ("bagian", "register", "data_statistik", "", "Data statistik sektoral"),
        ("bagian", "pembilang", "standar_data kode_referensi", "",
         "Standar data, Kode referensi/data induk"),
        ("bagian", "definisi_id", "spbe-59-2020", "", "PermenPANRB 59/2020"),
        ("bagian", "definisi_id", "hilang", "", "sudah dihapus"),
        ("bagian", "induk_id", "spbe-59-2020/tingkat-3", "", "tingkat 3"),
        ("penandatangan", "mulai", "2023-01-02", "", "2 Januari 2023"),
        ("penandatangan", "status", "", "", "Definitif"),
        ("penandatangan", "nip", "196411072000031002", "", "196411072000031002"),
    ],
)  # fmt: skip
def test_values(
    sample: Document, table: str, column: str, value: Value, row_id: str, shown: str
) -> None:
    assert show_value(sample.all_rows(), table, column, value, row_id) == shown


def test_whole_rows(sample: Document) -> None:
    tables = sample.all_rows()

    def show(table: str, row: Row | None) -> str:
        return show_row(tables, table, "2025-tw2/spbe.indikator.32", row)

    assert show("isian", None) == "belum diisi"
    assert show("isian", {"jenis": "angka", "nilai": "3.5"}) == "3,5"
    assert show("target", {"nilai": "2.6", "teks": ""}) == "2,6"
    assert show("target", {"nilai": "2.6", "teks": "Baik"}) == "2,6 (pada lembar: Baik)"
    assert show("periode", {"tanggal_lembar": None}) == "belum diisi"
    assert show("media", None) == "tidak ada"
    row: Row = {"nama": "Radio", "jenis": "radio", "alamat": "", "aktif": 0, "keterangan": ""}
    assert show("media", row) == "Jenis: radio; Aktif: Tidak"
    assert show("penandatangan", {"nama": "Siti"}) == "ada"


def test_long_texts_are_cut_but_never_alike(sample: Document) -> None:
    tables = sample.all_rows()
    start = "sama " * 100
    one, other = show_both(
        (tables, tables), "media", "keterangan", (f"{start}kiri", f"{start}kanan {start}")
    )
    assert "kiri" in one
    assert "kanan" in other
    assert max(len(one), len(other)) <= 160
    one, other = show_both((tables, tables), "media", "keterangan", ("a" * 500, "a" * 500 + "b"))
    assert one != other
    one, other = show_both((tables, tables), "media", "alamat", ("satu dua", "satu  dua\n"))
    assert one != other
    one, other = show_both((tables, tables), "profil", "logo", ("A" * 800, "B" * 800))
    assert (one, other) == ("gambar (1 KB)", "gambar (1 KB) (berbeda, tidak tampak di sini)")
    rows = [{"nilai": "2.6", "teks": f"{start[:450]}{end}"} for end in ("satu", "dua")]
    one, other = show_both_rows((tables, tables), "target", "2025-tw2/spbe", (rows[0], rows[1]))
    assert "satu" in one
    assert "dua" in other


# Formal acts and evidence


def test_evidence_stands_in_the_tab_of_what_it_supports(sample: Document) -> None:
    tables = sample.all_rows()
    found = [figure_name(tables, "bukti", f"b{number}") for number in range(4)]
    assert [each.tab for each in found] == ["Lembar", "SPBE", "SPBE", "Pelayanan kominfo"]
    assert {each.periode for each in found} == {TW2}
    assert [each.nama.removeprefix("Bukti “Surat tugas”") for each in found] == [
        "",
        "",
        "",
        f" untuk Media “{media(sample)['nama']}”",
    ]
    row = tables["bukti"]["b2"]
    assert show_row(tables, "bukti", "b2", row) == "surat.pdf (13 KB), hal. 2"
    large = {**row, "ukuran": 9_436_544}
    assert show_row(tables, "bukti", "b2", large) == "surat.pdf (9 MB), hal. 2"
    untuk = [
        show_value(tables, "bukti", "untuk", tables["bukti"][f"b{number}"]["untuk"])
        for number in range(4)
    ]
    assert untuk[:3] == ["periode", "SPBE", "SPBE indikator 32"]
    assert untuk[3] == f"media {media(sample)['nama']}"
    assert show_value(tables, "bukti", "ukuran", 12_345) == "13 KB"


def test_formal_acts_are_told_in_words(sample: Document) -> None:
    tables = sample.all_rows()
    assert figure_name(tables, "pengesahan", "2025-tw1/1") == (TW1, "Lembar", "Pengesahan versi 1")
    assert figure_name(tables, "perubahan", "2025-tw1/2") == (TW1, "Lembar", "Perubahan versi 2")
    assert figure_name(tables, "pindaian", "p1") == (TW1, "Lembar", "Pindaian versi 1")
    row = tables["pengesahan"]["2025-tw1/1"]
    assert show_row(tables, "pengesahan", "2025-tw1/1", row) == (
        "disahkan 2 Jan 2026 03.04, Uji; 1 peringatan diabaikan: Menyusul"
    )
    row = {**row, "abaikan": "[]"}
    assert show_row(tables, "pengesahan", "2025-tw1/1", row) == "disahkan 2 Jan 2026 03.04, Uji"
    row = tables["pengesahan"]["2025-tw1/1"]
    shown = show_value(tables, "pengesahan", "abaikan", row["abaikan"])
    assert shown == "Bukti “SPBE” belum ada.: Menyusul"
    assert show_value(tables, "pengesahan", "abaikan", "[]") == "tidak ada"
    assert show_value(tables, "pengesahan", "abaikan", "[") == "tidak terbaca"
    act = show_row(tables, "perubahan", "2025-tw1/2", tables["perubahan"]["2025-tw1/2"])
    assert act == "nomor 000.8/12/2026, tanggal 3 Agustus 2026: Salah ketik pada isian"
