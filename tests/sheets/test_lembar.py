"""What stands on the sheets: plain values in, a sheet as data out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from core.model.hasil import Hasil
from core.model.profil import Penandatangan
from core.sheets import Lembar, penandatangan_pada
from core.sheets.lembar import (
    DaftarPanjang,
    Paragraf,
    Potong,
    Tabel,
    bermiring,
    teks_biasa,
)
from tests.sheets import nilai
from tests.sheets.lembaran import SEGEL, iku, kertas_kerja, pengukuran


def table_of(lembar: Lembar) -> Tabel:
    return next(block for block in lembar.isi if isinstance(block, Tabel))


def cells_of(lembar: Lembar) -> list[list[str]]:
    """The text of each cell of the first table."""
    return [
        [" / ".join(teks_biasa(p.teks) for p in sel if isinstance(p, Paragraf)) for sel in row.sel]
        for row in table_of(lembar).baris
    ]


def notes_of(lembar: Lembar) -> list[str]:
    return [
        f"{block.label} {teks_biasa(block.teks)}".strip()
        for block in lembar.isi
        if isinstance(block, Paragraf)
    ]


def test_quarter_has_nine_numbered_columns() -> None:
    table = table_of(pengukuran())
    assert [kolom.judul for kolom in table.kolom] == [
        "NO",
        "SASARAN STRATEGIS",
        "INDIKATOR KINERJA",
        "SATUAN",
        "TARGET TAHUNAN",
        "TARGET",
        "REALISASI",
        "CAPAIAN (%)",
        "KETERANGAN",
    ]
    assert table.nomor_kolom == tuple(f"({n})" for n in range(1, 10))


def test_year_has_one_target_column() -> None:
    lembar = pengukuran(periode=nilai.TAHUN)
    heads = [kolom.judul for kolom in table_of(lembar).kolom]
    assert "TARGET TAHUNAN" in heads
    assert "TARGET" not in heads
    assert {len(row) for row in cells_of(lembar)} == {len(heads)} == {8}


def test_figures_of_a_quarter() -> None:
    rows = cells_of(pengukuran())
    target = "Predikat Baik (indeks minimal 2,6)"
    assert rows[0][3:8] == ["Indeks", target, target, "3,55 ¹⁾", "136,73"]
    assert rows[1][3:8] == ["%", "85", "80", "75,00", "93,75"]
    assert rows[3][4:8] == ["62,5", "60", "35,41 ²⁾", "59,02"]


def test_remarks_name_predikat_class_and_status() -> None:
    rows = cells_of(pengukuran(keterangan={"spbe": "Menunggu keputusan"}))
    assert rows[0][8] == (
        "Predikat: Sangat Baik / Peringkat capaian: Sangat Tinggi / "
        "Status realisasi: sementara / Menunggu keputusan"
    )
    assert rows[3][8] == "Peringkat capaian: Rendah / Status: Pemenuhan Kerangka Kerja Dasar"


def test_footnotes_are_numbered_like_the_figures() -> None:
    notes = notes_of(pengukuran())
    assert notes[0] == "Catatan:"
    assert notes[1].startswith("1) Indeks Domain Layanan SPBE: Indeks resmi 3,56")
    assert notes[2].startswith("2) Tingkat kematangan keamanan informasi: Versi Indeks KAMI")
    assert len(notes) == 3


def test_same_sasaran_stands_once() -> None:
    first = nilai.IKU[0]
    second = nilai.IKU[1]._replace(sasaran=first.sasaran)
    lembar = pengukuran(iku=(first, second))
    assert cells_of(lembar)[1][:2] == ["", ""]
    assert [row.gabung for row in table_of(lembar).baris] == [0, 2]


def test_missing_figures_are_words_and_leave_it_incomplete() -> None:
    lembar = pengukuran(hasil=(nilai.SPBE, nilai.LAYANAN, nilai.KOSONG), target_tahunan={})
    rows = cells_of(lembar)
    assert not lembar.lengkap
    assert rows[2][4:8] == ["belum diisi"] * 4
    assert rows[3][4:8] == ["belum diisi"] * 4
    assert not any(cell in ("0", "0,00") for row in rows for cell in row)


@pytest.mark.parametrize(
    ("hasil", "realisasi", "capaian"),
    [
        (
            nilai.with_realisasi(
                nilai.KOSONG, sebab="tidak dapat dihitung: penyebut nol (Jumlah data tersedia)"
            ),
            "tidak dapat dihitung",
            "tidak dapat dihitung",
        ),
        (
            nilai.make_hasil(
                "statistik", nilai.STATISTIK.realisasi.nilai, "70,00", None, None, None
            ),
            "70,00",
            "tidak dapat dihitung",
        ),
    ],
)
def test_what_cannot_be_computed(hasil: Hasil, realisasi: str, capaian: str) -> None:
    lembar = pengukuran(hasil=(nilai.SPBE, nilai.LAYANAN, hasil, nilai.KEAMANAN))
    assert cells_of(lembar)[2][6:8] == [realisasi, capaian]
    assert not lembar.lengkap


def test_reason_stands_in_the_remarks() -> None:
    hasil = nilai.with_realisasi(nilai.KOSONG, sebab="belum diisi: 2 dari 16 indikator")
    assert "Belum diisi: 2 dari 16 indikator" in cells_of(pengukuran(hasil=(hasil,)))[2][8]


def test_a_sheet_is_complete_when_nothing_is_missing() -> None:
    assert pengukuran().lengkap
    assert not pengukuran(penandatangan=None).lengkap
    assert iku().lengkap
    assert not iku(penandatangan=None).lengkap
    assert not iku(definisi={}).lengkap
    assert kertas_kerja().lengkap
    assert not kertas_kerja(hasil=(nilai.KOSONG,)).lengkap


@pytest.mark.parametrize("build", [pengukuran, iku, kertas_kerja])
def test_a_sheet_is_a_konsep_until_it_is_sealed(build: Callable[..., Lembar]) -> None:
    assert build().konsep
    assert build().segel is None
    sealed = build(segel=SEGEL)
    assert not sealed.konsep
    with pytest.raises(ValueError, match="carries no seal"):
        replace(sealed, konsep=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("disaster *recovery center* dan", ["disaster ", "*recovery center*", " dan"]),
        ("*GCIO (x)*,", ["*GCIO (x)*", ","]),
        ("*Target penilaian: Predikat Baik", ["*Target penilaian: Predikat Baik"]),
        ("Baik *", ["Baik *"]),
        ("5*3*2 dan 0,5 * a * b", ["5*3*2 dan 0,5 * a * b"]),
        ("**tebal**", ["**tebal**"]),
    ],
)
def test_italics(text: str, expected: list[str]) -> None:
    runs = [f"*{run.teks}*" if run.miring else run.teks for run in bermiring(text)]
    assert runs == expected


def test_italics_take_no_other_markup() -> None:
    assert bermiring("<b>R&D</b>") == (Potong("<b>R&D</b>"),)


def test_worksheet_lists_steps_and_rows() -> None:
    lembar = kertas_kerja(rows=5)
    steps = cells_of(lembar)
    assert [row[1] for row in steps] == [step.judul for step in nilai.LANGKAH] + ["Capaian"]
    rows = [block for block in lembar.isi if isinstance(block, DaftarPanjang)][-1].baris
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[4][3:7] == ("Ya", "Ya", "–", "Ya")
    assert rows[1][4] == "Tidak"
    assert rows[3][-1] == ""


@pytest.mark.parametrize(
    ("tanggal", "nama"),
    [
        ("2023-04", nilai.IQBAL.nama),
        ("2024-11-30", nilai.IQBAL.nama),
        ("2024-11", nilai.IQBAL.nama),
        ("2024-12-01", nilai.PLT.nama),
        (None, nilai.PLT.nama),
    ],
)
def test_signatory_on_a_date(tanggal: str | None, nama: str) -> None:
    found = penandatangan_pada((nilai.IQBAL, nilai.PLT), tanggal)
    assert found is not None
    assert found.nama == nama


def test_month_counts_by_its_last_day_and_the_latest_in_office_signs() -> None:
    early = nilai.IQBAL._replace(selesai="2024-11-29")
    late = nilai.PLT._replace(mulai="2024-11-30")
    assert penandatangan_pada((early, late), "2024-11") == late
    assert penandatangan_pada((early,), "2024-11") is None
    always = nilai.IQBAL._replace(selesai=None)
    assert penandatangan_pada((late, always), "2025-01-01") == late


def _signed(penandatangan: Penandatangan | None, tanggal: str | None) -> list[str]:
    block = pengukuran(penandatangan=penandatangan, tanggal=tanggal).tanda_tangan
    assert block is not None
    return [block.tempat_tanggal, *block.jabatan, block.nama or "-", block.nip]


def test_signature_block() -> None:
    office = ["Kepala Dinas Komunikasi dan Informatika", "Kabupaten Belitung"]
    assert _signed(nilai.IQBAL, "2023-04") == [
        "Tanjungpandan, April 2023",
        *office,
        "MOHAMMAD IQBAL, ST",
        "196411072000031002",
    ]
    assert _signed(nilai.PLT, "2026-07-02")[:2] == [
        "Tanjungpandan, 2 Juli 2026",
        f"Plt. {office[0]}",
    ]
    assert _signed(None, None) == ["Tanjungpandan, ........................", *office, "-", ""]


def test_building_sheets_needs_no_reportlab() -> None:
    code = "import sys, core.sheets, core.pdf; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_another_reading_that_waits_for_inputs_is_not_called_impossible() -> None:
    def others(lembar: Lembar) -> dict[str, str]:
        return {
            row[1]: row[2]
            for block in lembar.isi
            if isinstance(block, DaftarPanjang) and block.kolom[1].judul == "CARA BACA LAIN"
            for row in block.baris
        }

    assert others(kertas_kerja())["Rerata tingkat kematangan (I = 1 ... V = 5)"] == "belum diisi"
