"""A final sheet on paper: its code, its QR as a scanner sees it, the data that the PDF carries."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest

from core.model.periode import Periode
from core.pdf import missing_glyphs, render
from core.pdf.paper import MM
from core.pdf.proof import PERNYATAAN, SISI
from core.pdf.reading import read_pdf
from core.pdf.squares import TENANG, make_squares
from core.pengesahan.lembar_pdf import printed_codes
from core.sheets import Lembar, build_segel
from core.sheets.kode import format_kode, kode_of
from core.sheets.lembar import Paragraf, polos
from core.sheets.qr import read_qr
from tests.sheets import nilai
from tests.sheets.baca import image_count, read_pages, squeezed
from tests.sheets.lembaran import BEKU, SEGEL, iku, kertas_kerja, pengukuran
from tests.sheets.pemindai import draw_page, qr_texts, scan

BUILDERS = (pengukuran, iku, kertas_kerja)
Build = Callable[..., Lembar]


def test_the_seal_stands_for_its_data() -> None:
    assert hashlib.sha256(BEKU).hexdigest() == SEGEL.sidik
    assert kode_of(SEGEL.sidik) == SEGEL.kode
    assert SEGEL.judul == "Triwulan II Tahun 2026, versi 1"
    assert SEGEL.nama_lampiran == "iku-2026-tw2-v1.json"
    assert SEGEL.lampiran == BEKU


@pytest.mark.parametrize("orientasi", ["tegak", "mendatar"])
@pytest.mark.parametrize("build", BUILDERS)
def test_the_proof_stands_at_the_end_and_the_code_on_every_page(
    build: Build, orientasi: str
) -> None:
    pages = read_pages(render(build(segel=SEGEL, orientasi=orientasi)))
    for page in pages:
        assert f"Kode {format_kode(SEGEL.kode)} | halaman" in page
        assert printed_codes([page]) == {SEGEL.kode}
    for text in (SEGEL.judul, SEGEL.kode[:12], SEGEL.sidik, PERNYATAAN):
        assert squeezed(text) in squeezed(pages[-1]).replace("-", "") or text in pages[-1]
    assert not any(PERNYATAAN[:20] in page for page in pages[:-1])


@pytest.mark.parametrize("build", BUILDERS)
def test_a_draft_has_no_code_no_symbol_and_no_attachment(build: Build) -> None:
    data = render(build())
    read = read_pdf(data)
    assert read.lampiran == {}
    assert all("KONSEP" in page for page in read.teks)
    assert printed_codes(read.teks) == set()
    assert not re.search("Kode keutuhan|SHA-256", "\n".join(read.teks))
    assert all(not qr_texts(draw_page(data, i, 150)) for i in range(len(read.teks)))
    assert b"/EmbeddedFile" not in data


# --- The attachment ---


@pytest.mark.parametrize("build", BUILDERS)
def test_the_frozen_data_is_read_back_from_the_pdf(build: Build) -> None:
    read = read_pdf(render(build(segel=SEGEL)))
    assert read.lampiran == {"iku-2026-tw2-v1.json": BEKU}


def test_the_attachment_is_compressed_and_belongs_to_the_document() -> None:
    large = replace(SEGEL, lampiran=b'{"nama": "isian"}' * 100_000)
    data = render(pengukuran(segel=large))
    assert len(data) < 100_000
    assert read_pdf(data).lampiran[SEGEL.nama_lampiran] == large.lampiran
    assert data.startswith(b"%PDF-1.7")
    for part in (rb"/AFRelationship\s*/Data", rb"/AF\s*\[", rb"/Names\s*\d+ 0 R"):
        assert re.search(part, data), part
    assert re.search(rb"/Type\s*/EmbeddedFile", data)
    assert not re.search(rb"/(Creation|Mod)Date\s*\(D:(?!2000)", data)


def test_any_bytes_can_be_attached() -> None:
    for lampiran in (b"{}", b"\x00\xff endstream endobj \r\n", bytes(range(256)) * 50):
        read = read_pdf(render(pengukuran(segel=replace(SEGEL, lampiran=lampiran))))
        assert read.lampiran == {SEGEL.nama_lampiran: lampiran}


# --- The symbol ---


def test_the_symbol_is_large_enough_for_an_office_scanner() -> None:
    squares = make_squares(SEGEL.qr)
    assert SISI >= 26 * MM
    assert SISI / len(squares) > 0.5 * MM
    assert len({len(row) for row in squares} | {len(squares)}) == 1
    assert image_count(render(pengukuran(segel=SEGEL))) == 0  # drawn in lines, sharp at any size


def symbol_box(data: bytes) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the symbol on the last page, in points from the corner."""
    from pyzbar.pyzbar import decode

    (found,) = decode(draw_page(data, -1, 288))
    box = found.rect
    return box.left / 4, box.top / 4, (box.left + box.width) / 4, (box.top + box.height) / 4


def pixels(
    left: float, top: float, right: float, bottom: float, more: float
) -> tuple[int, int, int, int]:
    """A box widened by so many points, in the pixels of 288 dpi."""
    return (
        round(4 * (left - more)),
        round(4 * (top - more)),
        round(4 * (right + more)),
        round(4 * (bottom + more)),
    )


@pytest.mark.parametrize("kertas", ["a4", "f4"])
@pytest.mark.parametrize("orientasi", ["tegak", "mendatar"])
@pytest.mark.parametrize("build", BUILDERS)
def test_nothing_stands_in_the_quiet_zone(build: Build, orientasi: str, kertas: str) -> None:
    data = render(build(segel=SEGEL, orientasi=orientasi, kertas=kertas))
    left, top, right, bottom = symbol_box(data)
    assert right - left == pytest.approx(SISI, abs=1)
    quiet = TENANG * SISI / len(make_squares(SEGEL.qr))
    page = draw_page(data, -1, 288)
    dark = page.point(lambda value: 255 * (value < 200))
    dark.paste(0, pixels(left, top, right, bottom, 1))
    assert dark.crop(pixels(left, top, right, bottom, quiet)).getbbox() is None
    assert right < page.width / 4 / 2


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("build", BUILDERS)
def test_the_symbol_is_read_from_the_page_as_printed(build: Build, dpi: int) -> None:
    data = render(build(segel=SEGEL))
    assert qr_texts(draw_page(data, -1, dpi)) == [SEGEL.qr]
    assert read_qr(qr_texts(draw_page(data, -1, dpi))[0]) == (SEGEL.kode, SEGEL.sidik)


@pytest.mark.parametrize(("dpi", "blur"), [(150, 0.8), (200, 1.1), (300, 1.6)])
@pytest.mark.parametrize("degrees", [-2.4, 0.8, 3.1])
@pytest.mark.parametrize("orientasi", ["tegak", "mendatar"])
def test_the_symbol_is_read_from_a_poor_scan(
    dpi: int, blur: float, degrees: float, orientasi: str
) -> None:
    page = draw_page(render(pengukuran(segel=SEGEL, orientasi=orientasi)), -1, dpi)
    seen = scan(page, blur=blur, degrees=degrees, noise=6, seed=dpi)
    assert qr_texts(seen) == [SEGEL.qr]


def test_the_symbol_of_other_texts_is_read_too() -> None:
    """Also the longest text that is made, and figures of which each needs its two decimals."""
    hasil = [
        nilai.with_realisasi(each, tampil="100,00")._replace(capaian_tampil="136,73")
        for each in nilai.HASIL
    ]
    names = [each._replace(singkat="Keamanan informasi daerah") for each in nilai.IKU]
    for periode, versi in ((Periode(2026, 5), 1), (Periode(2026, 3), 12)):
        segel = build_segel(
            profil=nilai.PROFIL,
            periode=periode,
            versi=versi,
            iku=names,
            hasil=hasil,
            lampiran=f"{periode.id} {versi}".encode(),
        )
        data = render(pengukuran(segel=segel))
        for dpi in (150, 300):
            assert qr_texts(draw_page(data, -1, dpi)) == [segel.qr]


# --- Where pages end ---


def test_the_proof_goes_with_the_signature_whatever_the_length() -> None:
    for count in range(5, 60, 3):
        isi = tuple(Paragraf(polos(f"alinea-{number}")) for number in range(1, count + 1))
        pages = read_pages(render(replace(pengukuran(segel=SEGEL), isi=isi)))
        assert f"alinea-{count}" in pages[-1]
        assert PERNYATAAN in pages[-1]
        assert "NIP.197802142005012007" in pages[-1]


def test_the_proof_of_a_worksheet_is_never_alone() -> None:
    for rows in range(1, 40, 2):
        pages = read_pages(render(kertas_kerja(rows=rows, segel=SEGEL)))
        assert f"Kecamatan {rows} " in pages[-1]
        assert PERNYATAAN in pages[-1]


@pytest.mark.parametrize("kertas", ["a4", "f4"])
def test_a_seal_costs_the_sheet_to_sign_no_page(kertas: str) -> None:
    for profil in (nilai.PROFIL, nilai.PROFIL._replace(kop=True)):
        data = render(pengukuran(segel=SEGEL, kertas=kertas, profil=profil))
        document = pypdfium2.PdfDocument(data)
        assert len(document) == 1
        document.close()


def test_the_seal_can_be_printed() -> None:
    assert missing_glyphs(pengukuran(segel=SEGEL)) == ""
