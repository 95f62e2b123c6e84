"""How sheets fall into pages, and what hostile texts do to them: nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.pdf import missing_glyphs, render
from core.sheets import Lembar
from core.sheets.lembar import Paragraf, Subjudul, polos
from tests.sheets import nilai
from tests.sheets.baca import image_count, read_pages, squeezed, text_of
from tests.sheets.lembaran import iku, kertas_kerja, pengukuran

SIGNED = "NIP.197802142005012007"


def with_indicators(count: int) -> Lembar:
    """A quarter with so many indicators, by turns of one to four lines."""
    names = ("Indikator", nilai.IKU[0].nama, "Indikator panjang " * 6, nilai.IKU[3].nama)
    iku_ = [
        nilai.IKU[0]._replace(
            id=f"i{number}",
            nama=f"{names[number % 4]} nomor-{number}",
            sasaran=nilai.IKU[0].sasaran._replace(id=f"s{number}", nomor=str(number)),
        )
        for number in range(1, count + 1)
    ]
    hasil = [nilai.LAYANAN._replace(iku=each.id) for each in iku_]
    targets = {each.id: nilai.TARGET_TAHUNAN["layanan"] for each in iku_}
    return pengukuran(iku=iku_, hasil=hasil, target_tahunan=targets)


@pytest.mark.parametrize("count", range(1, 41))
def test_signature_is_never_alone(count: int) -> None:
    pages = read_pages(render(with_indicators(count)))
    assert SIGNED in pages[-1]
    assert "Tanjungpandan, 2 Juli 2026" in pages[-1]
    assert f"nomor-{count}" in pages[-1]
    assert sum(SIGNED in text for text in pages) == 1


@pytest.mark.parametrize("length", [100, 900, 1500, 2000, 2500, 3000])
def test_signature_after_long_notes_takes_some_of_them_along(length: int) -> None:
    note = "catatan " * (length // 8)
    hasil = nilai.with_realisasi(nilai.SPBE, catatan=(note,), peringatan=(note + "akhir",))
    pages = read_pages(render(pengukuran(hasil=(hasil, *nilai.HASIL[1:]))))
    assert SIGNED in pages[-1]
    assert "akhir." in pages[-1] or "diperbandingkan." in pages[-1]


def test_signature_without_a_table_takes_a_paragraph_along() -> None:
    for count in range(20, 50):
        isi = tuple(Paragraf(polos(f"alinea-{number}")) for number in range(1, count + 1))
        pages = read_pages(render(replace(pengukuran(), isi=isi)))
        assert f"alinea-{count}" in pages[-1]


def test_heading_is_never_left_at_the_foot_of_a_page() -> None:
    for count in range(20, 40):
        lines = [Paragraf(polos(f"alinea-{number}")) for number in range(count)]
        heading = (Subjudul(polos("Subjudul")), Paragraf(polos("sesudahnya")))
        lembar = replace(pengukuran(), isi=(*lines, *heading), tanda_tangan=None)
        for text in read_pages(render(lembar)):
            assert ("Subjudul" in text) == ("sesudahnya" in text)


@pytest.mark.parametrize("orientasi", ["tegak", "mendatar"])
def test_remark_of_3000_characters_is_whole(orientasi: str) -> None:
    words = " ".join(f"kata{number}" for number in range(400))[:3000]
    lembar = pengukuran(keterangan={"spbe": words}, orientasi=orientasi)
    pages = read_pages(render(lembar))
    assert squeezed(words) in squeezed("".join(_columns(pages)))
    assert all(part in pages[0] for part in ("PENGUKURAN", "TRIWULAN II", "(9)", "kata0"))
    assert all("kata" in text for text in pages[1:-1])
    assert SIGNED in pages[-1]


def _columns(pages: list[str]) -> list[str]:
    """The pages without what is repeated on each of them."""
    return [
        text.split("(9)")[-1].split("Pengukuran Kinerja – ")[0].strip().removesuffix("\r")
        for text in pages
    ]


@pytest.mark.parametrize("build", [pengukuran, kertas_kerja])
def test_long_word_is_broken_but_whole(build: object) -> None:
    word = "x" * 500
    assert callable(build)
    text = squeezed(text_of(build(keterangan={"spbe": word})))
    assert word in text


def test_long_texts_in_a_register() -> None:
    rows = nilai.data_rows(3, keterangan="pengulangan " * 250)
    lembar = kertas_kerja(register={"data_statistik": rows})
    assert text_of(lembar).count("pengulangan") == 3 * 250


HOSTILE = (
    '<img src="/etc/passwd">',
    "<b>tebal",
    "</para>",
    '<onDraw name="x"/>',
    "A <x> B",
    "R&D",
    "&copy;",
    "&#65;",
    "{{7*7}} %s \\ (kurung",
    "100 % * 2 *",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_only_text(text: str) -> None:
    profil = nilai.PROFIL._replace(
        nama_instansi=text, alamat=text, judul_lembar_iku=text, tempat=text, kop=True
    )
    signatory = nilai.PLT._replace(nama=text, pangkat=text, jabatan=text)
    rows = nilai.data_rows(2, keterangan=text)
    definitions = {"spbe": nilai.DEFINISI["spbe"]._replace(penjelasan=text, kriteria=text)}
    for lembar in (
        pengukuran(profil=profil, keterangan={"spbe": text}, penandatangan=signatory),
        iku(profil=profil, definisi=definitions, penandatangan=signatory),
        kertas_kerja(profil=profil, register={"data_statistik": rows}, definisi=definitions),
    ):
        data = render(lembar)
        assert squeezed(text) in squeezed(" ".join(read_pages(data)))
        assert image_count(data) == 0


def test_control_characters_vanish_and_line_ends_stay() -> None:
    text = text_of(pengukuran(keterangan={"spbe": "a\x00b\x07c\u202ed\u200be\r\nbaris\tdua"}))
    assert "abcde baris dua" in text


def test_characters_without_a_glyph_are_shown_and_named() -> None:
    lembar = pengukuran(keterangan={"spbe": "Bagus 😀 ก sekali 😀", "layanan": "≥ 5 ✓ é"})
    assert missing_glyphs(lembar) == "😀ก"
    text = text_of(lembar)
    assert "Bagus \ufffd \ufffd sekali \ufffd" in text
    assert "≥ 5 ✓ é" in text
    assert missing_glyphs(pengukuran()) == ""
    assert missing_glyphs(kertas_kerja()) == ""


def test_lone_surrogate_does_not_fail() -> None:
    lembar = pengukuran(keterangan={"spbe": "a\ud800b"})
    assert missing_glyphs(lembar) == "\ud800"
    render(lembar)


def test_empty_texts_do_not_fail() -> None:
    profil = nilai.PROFIL._replace(nama_instansi="", tempat="", judul_lembar_iku="", wilayah="")
    signatory = nilai.PLT._replace(nama="", nip="", jabatan="", pangkat="")
    for lembar in (
        pengukuran(profil=profil, iku=(), hasil=(), penandatangan=signatory),
        iku(profil=profil, iku=(), definisi={}, tugas_fungsi=(), penandatangan=signatory),
        kertas_kerja(profil=profil, iku=(), hasil=(), register={}),
    ):
        assert read_pages(render(lembar))
