"""The sheet that sets two files side by side, as data and on paper."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from core.model.perbandingan import Beda, Dampak, Jejak, Kunci, Perbandingan
from core.model.periode import Periode
from core.pdf import missing_glyphs, render
from core.sheets import Lembar, build_perbandingan
from core.sheets.lembar import DaftarPanjang, Paragraf, Rincian, Tabel, teks_biasa
from tests.sheets import nilai
from tests.sheets.baca import (
    embedded_fonts,
    font_names,
    metadata,
    page_sizes,
    read_pages,
    squeezed,
    text_of,
)

SITI = Jejak("2026-07-02T10:42:07", "SITI RAHAYU", "diisi")
BUDI = Jejak("2026-07-03T08:05:00", "Budi", "diisi")
HEAD = "No Periode Tab Isian Berkas A Berkas B Terakhir diubah"
LONG = "Media “Siaran Radio Komunitas Desa Wisata Terpadu Kecamatan Sijuk”: Keterangan"


def beda(number: int = 1, **changes: Any) -> Beda:
    """One difference of a quarter."""
    fields: dict[str, Any] = {
        "kunci": Kunci("media", f"m{number}", "aktif"),
        "periode": nilai.TW2,
        "tab": "Pelayanan kominfo",
        "nama": f"Media “Radio {number}”: Aktif",
        "a": "Ya",
        "b": "Tidak",
        "nilai_a": 1,
        "nilai_b": 0,
        "jejak_a": SITI,
        "jejak_b": BUDI,
    }
    return Beda(**(fields | changes))


LOWER = nilai.with_realisasi(
    nilai.LAYANAN._replace(capaian=Fraction(875, 10), capaian_tampil="87,50"),
    nilai=Fraction(70),
    tampil="70,00",
)
DAMPAK = tuple(Dampak(each, LOWER if each is nilai.LAYANAN else each) for each in nilai.HASIL)
PERBANDINGAN = Perbandingan(True, (beda(1), beda(2, periode=None)), DAMPAK, nilai.PROFIL)


def perbandingan(count: int = 0, **changes: Any) -> Lembar:
    """The sheet; with `count` so many differences."""
    own = PERBANDINGAN
    if count:
        own = own._replace(beda=tuple(beda(number) for number in range(1, count + 1)))
    arguments: dict[str, Any] = {
        "perbandingan": own,
        "berkas": ("kinerja.sqlite", "kinerja dari Budi.sqlite"),
        "saat": "2026-11-22T20:41:20",
        "hubungan": "Bercabang: 5 perubahan di berkas A, 3 di berkas B.",
    }
    return build_perbandingan(**(arguments | changes))


def head_of(lembar: Lembar) -> dict[str, str]:
    block = next(each for each in lembar.isi if isinstance(each, Rincian))
    return {each.judul: " | ".join(map(teks_biasa, each.isi)) for each in block.butir}


def list_of(lembar: Lembar) -> DaftarPanjang:
    return next(each for each in lembar.isi if isinstance(each, DaftarPanjang))


def cells_of(lembar: Lembar) -> list[list[tuple[str, bool]]]:
    """Text and weight of each cell of the indicators."""
    table = next(each for each in lembar.isi if isinstance(each, Tabel))
    return [
        [
            (
                " / ".join(teks_biasa(p.teks) for p in sel if isinstance(p, Paragraf)),
                any(p.teks[0].tebal for p in sel if isinstance(p, Paragraf)),
            )
            for sel in row.sel
        ]
        for row in table.baris
    ]


# As data


def test_the_head_says_what_is_compared() -> None:
    assert head_of(perbandingan()) == {
        "Berkas A": "kinerja.sqlite",
        "Berkas B": "kinerja dari Budi.sqlite",
        "Waktu": "22 November 2026 pukul 20.41",
        "Hubungan": "Bercabang: 5 perubahan di berkas A, 3 di berkas B.",
        "Perbedaan": "2 isian berbeda: TW II 2026 (1), Umum (1).",
    }


def test_strangers_are_warned_of() -> None:
    strangers = PERBANDINGAN._replace(berkas_sama=False)
    assert head_of(perbandingan(perbandingan=strangers))["Perhatian"] == (
        "Kedua berkas bukan salinan dari dokumen yang sama."
    )


def test_each_difference_with_both_values_and_who() -> None:
    listed = list_of(perbandingan())
    assert " ".join(kolom.judul for kolom in listed.kolom) == HEAD
    assert listed.baris[0] == (
        "1",
        "TW II 2026",
        "Pelayanan kominfo",
        "Media “Radio 1”: Aktif",
        "Ya",
        "Tidak",
        "A: 2 Jul 2026 10.42, SITI RAHAYU\nB: 3 Jul 2026 08.05, Budi",
    )
    assert listed.baris[1][1] == "Umum"


@pytest.mark.parametrize(
    ("a", "b", "shown"),
    [
        (None, BUDI, "B: 3 Jul 2026 08.05, Budi"),
        (SITI, SITI, "A dan B: 2 Jul 2026 10.42, SITI RAHAYU"),
        (None, None, "–"),
        (Jejak("kemarin", "", ""), None, "A: kemarin, tanpa nama"),
    ],
)
def test_who_where_not_both_sides_know(a: Jejak | None, b: Jejak | None, shown: str) -> None:
    own = PERBANDINGAN._replace(beda=(beda(jejak_a=a, jejak_b=b),))
    assert list_of(perbandingan(perbandingan=own)).baris[0][-1] == shown


def test_indicators_are_as_printed_and_heavy_where_they_differ() -> None:
    rows = cells_of(perbandingan())
    assert [[text for text, _ in row] for row in rows[:2]] == [
        ["TW II 2026", "Indeks Domain Layanan SPBE", "3,55", "3,55", "136,73", "136,73", "Tetap"],
        [
            "TW II 2026",
            "Persentase Pelayanan Komunikasi dan Informatika yang optimal",
            "75,00",
            "70,00",
            "93,75",
            "87,50",
            "Berubah",
        ],
    ]
    assert [[heavy for _, heavy in row[2:6]] for row in rows[:2]] == [[False] * 4, [True] * 4]


def test_a_target_alone_leaves_realisasi_light_and_is_named() -> None:
    other = nilai.SPBE._replace(
        target=Decimal(3), capaian=Fraction(1185, 10), capaian_tampil="118,50"
    )
    (row,) = cells_of(
        perbandingan(perbandingan=PERBANDINGAN._replace(dampak=(Dampak(nilai.SPBE, other),)))
    )
    assert [heavy for _, heavy in row[2:6]] == [False, False, True, True]
    assert row[6][0] == "Berubah / Target: 2,6 menjadi 3"


def test_a_figure_that_is_missing_on_one_side() -> None:
    full = nilai.STATISTIK
    own = PERBANDINGAN._replace(dampak=(Dampak(full, nilai.KOSONG),))
    (row,) = cells_of(perbandingan(perbandingan=own))
    assert [text for text, _ in row[2:6]] == ["70,00", "belum diisi", "93,33", "belum diisi"]
    assert row[6][0] == "Berubah / Target: 75 menjadi belum diisi"


def test_equal_files_make_a_sheet_that_says_so() -> None:
    lembar = perbandingan(perbandingan=PERBANDINGAN._replace(beda=(), dampak=()))
    assert head_of(lembar)["Perbedaan"] == "Tidak ada perbedaan isi antara kedua berkas."
    assert len(lembar.isi) == 1
    assert len(read_pages(render(lembar))) == 1


def test_the_report_of_a_merge() -> None:
    chosen = {beda(1).kunci: "Nilai berkas B"}
    remarks = ("Mungkin ganda: media “Radio” dan “Radio FM”.", "Dua belas isian digabung.")
    lembar = perbandingan(keputusan=chosen, catatan=remarks)
    assert lembar.judul[0] == "LEMBAR PENGGABUNGAN"
    assert perbandingan().judul[0] == "LEMBAR PERBANDINGAN"
    listed = list_of(lembar)
    assert listed.kolom[-1].judul == "Keputusan"
    assert [row[-1] for row in listed.baris] == ["Nilai berkas B", "–"]
    assert head_of(lembar)["Catatan"] == " | ".join(remarks)
    assert list_of(perbandingan(keputusan={})).baris[0][-1] == "–"


# On paper


@pytest.mark.parametrize(("kertas", "size"), [("a4", (297, 210)), ("f4", (330, 215))])
def test_paper(kertas: str, size: tuple[int, int]) -> None:
    data = render(perbandingan(kertas=kertas))
    assert page_sizes(data) == [tuple(map(float, size))]
    assert embedded_fonts(data)
    assert font_names(data) <= {"NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic"}


def test_same_comparison_same_bytes() -> None:
    data = render(perbandingan())
    assert data == render(perbandingan())
    assert metadata(data)["Title"] == "Lembar Perbandingan – 22 Nov 2026 20.41"
    merged = render(perbandingan(keputusan={}, catatan=("Satu.",)))
    assert metadata(merged)["Title"].startswith("Lembar Penggabungan")


def test_reading_order() -> None:
    text = text_of(perbandingan())
    parts = (
        "LEMBAR PERBANDINGAN",
        "Berkas A",
        "kinerja dari Budi.sqlite",
        "Bercabang",
        "CAPAIAN (%)",
        "87,50",
        "Isian yang berbeda (2)",
        HEAD,
        "Radio 1",
        "2 Umum Pelayanan kominfo",
        "halaman 1 dari 1",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_sample_file_is_marked() -> None:
    sample = PERBANDINGAN._replace(profil=nilai.PROFIL._replace(contoh=True))
    assert "CONTOH – bukan data sebenarnya" in text_of(perbandingan(perbandingan=sample))
    assert "CONTOH" not in text_of(perbandingan())
    assert "KONSEP" not in text_of(perbandingan())


def test_every_sign_can_be_printed() -> None:
    own = PERBANDINGAN._replace(beda=(beda(a="… lanjutan", b="belum diisi", nama=LONG),))
    assert missing_glyphs(perbandingan(perbandingan=own, keputusan={})) == ""


@pytest.mark.parametrize("keputusan", [None, {}])
def test_long_texts_wrap_and_lose_nothing(keputusan: dict[Kunci, str] | None) -> None:
    long = " ".join(f"kata{number}" for number in range(40))
    chained = "https://contoh.go.id/" + "a" * 130
    own = PERBANDINGAN._replace(beda=(beda(nama=LONG, a=long, b=chained, tab="T" * 60),))
    text = squeezed(text_of(perbandingan(perbandingan=own, keputusan=keputusan)))
    words = [f"kata{number}" for number in range(40)]
    assert [word for word in words if word not in text] == []
    assert chained[:20] in text
    assert text.count("a" * 10) >= 1
    assert "T" * 5 in text


def test_two_thousand_differences() -> None:
    lembar = perbandingan(count=2000, keputusan={})
    pages = read_pages(render(lembar))
    first = next(number for number, text in enumerate(pages) if HEAD in text)
    assert len(pages) > first + 20
    assert all(text.startswith(HEAD) for text in pages[first + 1 :])
    numbers = [int(n) for n in re.findall(r"“Radio (\d+)”", " ".join(pages))]
    assert numbers == list(range(1, 2001))
    assert "2.000 isian berbeda: TW II 2026 (2.000)." in pages[0]
    for number, text in enumerate(pages, 1):
        assert text.endswith(f"halaman {number} dari {len(pages)}")


@pytest.mark.parametrize("count", range(1, 6))
def test_every_row_of_the_indicators_names_its_period(count: int) -> None:
    """A page may end anywhere in the table, and the next one still says of what it speaks."""
    periods = [Periode(2026, number) for number in range(1, count + 1)]
    effects = tuple(
        Dampak(each.a._replace(periode=periode), each.b._replace(periode=periode))
        for periode in periods
        for each in DAMPAK
    )
    lembar = perbandingan(perbandingan=PERBANDINGAN._replace(dampak=effects))
    named = [row[0][0] for row in cells_of(lembar)]
    assert named == [each.singkat for each in periods for _ in DAMPAK]
    pages = read_pages(render(lembar))
    assert sum(text.count("Indeks Domain Layanan SPBE") for text in pages) == count
