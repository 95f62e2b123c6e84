"""The sheets on paper, read back with pypdfium2."""

from __future__ import annotations

import base64
import io
import itertools
import re
from typing import Any

import pytest
from PIL import Image

from core.errors import InputError
from core.pdf import render
from core.sheets import Lembar, Segel
from core.sheets.kode import format_kode
from tests.sheets import nilai
from tests.sheets.baca import (
    embedded_fonts,
    font_names,
    image_count,
    metadata,
    page_sizes,
    read_pages,
    squeezed,
    text_of,
)
from tests.sheets.lembaran import SEGEL, iku, kertas_kerja, pengukuran

BUILDERS = (pengukuran, iku, kertas_kerja)


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize(("kertas", "pendek", "panjang"), [("a4", 210, 297), ("f4", 215, 330)])
@pytest.mark.parametrize("orientasi", ["auto", "tegak", "mendatar"])
def test_paper(build: Any, kertas: str, pendek: int, panjang: int, orientasi: str) -> None:
    lembar = build(kertas=kertas, orientasi=orientasi)
    across = orientasi == "mendatar" or (orientasi == "auto" and build is not iku)
    size = (panjang, pendek) if across else (pendek, panjang)
    sizes = page_sizes(render(lembar))
    assert set(sizes) == {tuple(map(float, size))}


@pytest.mark.parametrize("build", BUILDERS)
def test_only_embedded_fonts(build: Any) -> None:
    data = render(build())
    assert font_names(data) <= {
        "NotoSans-Regular",
        "NotoSans-Bold",
        "NotoSans-Italic",
        "NotoSans-BoldItalic",
    }
    assert embedded_fonts(data)
    assert b"Helvetica" not in data


@pytest.mark.parametrize("segel", [None, SEGEL])
@pytest.mark.parametrize("build", BUILDERS)
def test_same_data_same_bytes(build: Any, segel: Segel | None) -> None:
    first = render(build(segel=segel))
    render(kertas_kerja(rows=40))
    assert render(build(segel=segel)) == first


def test_properties_of_the_file() -> None:
    data = render(pengukuran())
    found = metadata(data)
    assert found["Title"] == "Pengukuran Kinerja – Triwulan II Tahun 2026"
    assert found["Author"] == "Dinas Komunikasi dan Informatika Kabupaten Belitung"
    assert found["Subject"].startswith("Pengukuran Kinerja Dinas")
    assert re.search(rb"/Lang\s*\(id-ID\)", data)
    assert re.search(rb"/PrintScaling\s*/None", data)


def test_one_page_with_and_without_letterhead() -> None:
    profil = nilai.PROFIL._replace(kop=True, logo=logo())
    for kertas, segel in itertools.product(("a4", "f4"), (None, SEGEL)):
        plain = pengukuran(kertas=kertas, segel=segel)
        headed = pengukuran(kertas=kertas, segel=segel, profil=profil)
        assert len(read_pages(render(plain))) == len(read_pages(render(headed))) == 1


def test_reading_order_of_a_quarter() -> None:
    text = text_of(pengukuran())
    places = [
        text.index(part)
        for part in (
            "PENGUKURAN KINERJA",
            "TRIWULAN II TAHUN 2026",
            "(9)",
            "Indeks Domain Layanan SPBE",
            "3,55",
            "136,73",
            "Predikat: Sangat Baik",
            "93,75",
            "Catatan:",
            "Tanjungpandan, 2 Juli 2026",
            "Plt. Kepala Dinas",
            "SITI RAHAYU",
            "Pembina Tingkat I",
            "NIP.197802142005012007",
            "halaman 1 dari 1",
        )
    ]
    assert places == sorted(places)


def test_marks() -> None:
    final = text_of(pengukuran(segel=SEGEL))
    assert "KONSEP" not in final
    assert "CONTOH" not in final
    complete = text_of(pengukuran())
    assert complete.count("KONSEP") == 2
    assert "KONSEP – belum disahkan, tidak untuk ditandatangani" in complete
    draft = text_of(pengukuran(hasil=(nilai.KOSONG,), penandatangan=None, tanggal=None))
    assert draft.count("KONSEP") == 2
    assert "KONSEP – belum lengkap, tidak untuk ditandatangani" in draft
    assert "belum diisi" in draft
    assert "(penandatangan belum diisi)" in draft
    assert "Tanjungpandan, ......" in draft
    profil = nilai.PROFIL._replace(contoh=True)
    sample = text_of(pengukuran(profil=profil, segel=SEGEL))
    assert "CONTOH – bukan data sebenarnya" in sample
    assert "KONSEP" not in sample


def test_iku_sheet_has_the_wording_of_april_2023() -> None:
    text = squeezed(text_of(iku()))
    texts = [each["teks"] for each in nilai.KATALOG["tugas_fungsi"]]
    texts += [each["teks"] for each in nilai.KATALOG["sasaran"]]
    texts += [each["nama"] for each in nilai.KATALOG["iku"]]
    for each in nilai.DEFINISI.values():
        texts += [*each.penjelasan.splitlines(), *each.sumber.splitlines(), each.catatan_pita]
        texts += [f"{pita.teks}{pita.predikat}{pita.tanda}" for pita in each.pita]
        texts += each.kriteria.splitlines()
    texts.append("1. DINAS KOMUNIKASI DAN INFORMATIKA KABUPATEN BELITUNG")
    texts.append("Tugas dan Fungsi Dinas Komunikasi dan Informatika")
    texts.append("Tanjungpandan, April 2023 Kepala Dinas Komunikasi dan Informatika")
    texts.append("Kabupaten Belitung MOHAMMAD IQBAL, ST NIP.196411072000031002")
    for teks in texts:
        plain = re.sub(r"\*([^*]+)\*", r"\1", teks)
        assert squeezed(plain) in text, plain


def test_iku_sheet_has_the_columns_of_april_2023() -> None:
    first = text_of(iku(orientasi="mendatar"))
    assert (
        "NO. SASARAN STRATEGIS INDIKATOR KINERJA UTAMA PENJELASAN / FORMULASI PERHITUNGAN "
        "SUMBER DATA 1 2 3 4 5" in first
    )
    assert "No Nilai Indeks Predikat 1 4,2 - 5,0 Memuaskan" in first
    assert "3 2,6 - < 3,5 Baik * 4" in first


def test_italics_are_drawn_italic() -> None:
    assert "NotoSans-Italic" in font_names(render(iku()))
    assert "*e-government*" not in text_of(iku())
    assert "e-government" in text_of(iku())


def logo(mode: str = "RGBA", size: tuple[int, int] = (90, 120), kind: str = "PNG") -> str:
    buffer = io.BytesIO()
    Image.new(mode, size, "green").save(buffer, kind)
    return base64.b64encode(buffer.getvalue()).decode()


@pytest.mark.parametrize("data", [None, logo(), logo("RGB", kind="JPEG"), logo("1"), logo("LA")])
def test_letterhead(data: str | None) -> None:
    profil = nilai.PROFIL._replace(kop=True, logo=data)
    pdf = render(pengukuran(profil=profil, segel=SEGEL))
    text = read_pages(pdf)[0]
    assert text.startswith(
        "PEMERINTAH KABUPATEN BELITUNG DINAS KOMUNIKASI DAN INFORMATIKA Jalan Jenderal"
    )
    assert image_count(pdf) == (1 if data else 0)
    assert render(pengukuran(profil=profil, segel=SEGEL)) == pdf


@pytest.mark.parametrize(
    "data",
    [
        "bukan base64!",
        "",
        base64.b64encode(b"bukan gambar").decode(),
        logo()[:60],
        logo(kind="GIF", mode="P"),
        logo("1", (5000, 10)),
        base64.b64encode(b"\x89PNG" + bytes(3_000_000)).decode(),
    ],
)
def test_a_logo_that_cannot_be_used(data: str) -> None:
    profil = nilai.PROFIL._replace(kop=True, logo=data)
    if not data:
        render(pengukuran(profil=profil))
        return
    with pytest.raises(InputError, match="Logo pada kop surat"):
        render(pengukuran(profil=profil))


def check_page_numbers(lembar: Lembar, pages: list[str]) -> None:
    for number, text in enumerate(pages, 1):
        kode = "" if lembar.segel is None else f"Kode {format_kode(lembar.segel.kode)} | "
        assert text.endswith(f"{lembar.nama} {kode}halaman {number} dari {len(pages)}")


def test_two_thousand_rows() -> None:
    lembar = kertas_kerja(rows=2000, segel=SEGEL)
    pages = read_pages(render(lembar))
    check_page_numbers(lembar, pages)
    first = next(i for i, text in enumerate(pages) if "Lampiran 1." in text)
    head = "No Nama Produsen data Standar data Metadata Interoperabilitas"
    assert all(head in text for text in pages[first:])
    assert all(text.startswith(head) for text in pages[first + 1 :])
    whole = " ".join(pages)
    numbers = [int(n) for n in re.findall(r"Jenis Kelamin, Kecamatan (\d+)", whole)]
    assert numbers == list(range(1, 2001))
    assert "2.000 data" in whole
