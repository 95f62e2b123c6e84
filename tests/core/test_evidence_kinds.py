"""What may be evidence, by its name and its content, and names that cannot do harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from core.evidence_kinds import (
    JENIS,
    MAKS_MB,
    MAKS_NAMA,
    MB,
    Jenis,
    check_evidence,
    harmless_name,
    show_size,
    title_of,
)
from tests.core.pieces import JPG, OLE, PDF, PNG, PROGRAM, office, old_office, zipped

GOOD = {
    "SK Tim.pdf": (PDF, Jenis.PDF),
    "layar.png": (PNG, Jenis.GAMBAR),
    "foto.JPG": (JPG, Jenis.GAMBAR),
    "foto.jpeg": (JPG, Jenis.GAMBAR),
    "poster.webp": (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(20), Jenis.GAMBAR),
    "pindai.tif": (b"II*\0" + bytes(20), Jenis.GAMBAR),
    "pindai.tiff": (b"MM\0*" + bytes(20), Jenis.GAMBAR),
    "lama.bmp": (b"BM\x46\0\0\0\0\0\0\0" + bytes(60), Jenis.GAMBAR),
    "ponsel.heic": (b"\0\0\0\x18ftypheic" + bytes(20), Jenis.GAMBAR),
    "rekap.xlsx": (office("xlsx"), Jenis.LEMBAR_KERJA),
    "rekap.xls": (old_office("Workbook"), Jenis.LEMBAR_KERJA),
    "rekap.ods": (office("ods"), Jenis.LEMBAR_KERJA),
    "rekap.csv": ("Nama;Nilai\r\nDesa Air Séruk;3,5\r\n".encode("cp1252"), Jenis.LEMBAR_KERJA),
    "nota.docx": (office("docx"), Jenis.DOKUMEN),
    "nota.doc": (old_office("WordDocument"), Jenis.DOKUMEN),
    "nota.odt": (office("odt"), Jenis.DOKUMEN),
    "nota.rtf": (b"{\\rtf1 Nota}", Jenis.DOKUMEN),
    "nota.txt": ("Nota dinas".encode("utf-16"), Jenis.DOKUMEN),
    "paparan.pptx": (office("pptx"), Jenis.DOKUMEN),
}


@pytest.mark.parametrize("nama", GOOD)
def test_what_offices_write_is_taken_in(nama: str) -> None:
    data, jenis = GOOD[nama]
    assert check_evidence(nama, data) is jenis


def test_an_empty_library_of_macros_in_an_odf_file_is_no_macro() -> None:
    data = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "Basic/": "",
            "Basic/script-lc.xml": "<x/>",
            "Basic/Standard/script-lb.xml": "<x/>",
        }
    )
    assert check_evidence("nota.odt", data) is Jenis.DOKUMEN


@pytest.mark.parametrize("nama", GOOD)
def test_content_of_another_kind_is_refused(nama: str) -> None:
    """Every kind under the name of every other kind, but for twins."""
    data, _ = GOOD[nama]
    own = nama.rpartition(".")[2].lower()
    twins = [{"jpg", "jpeg"}, {"tif", "tiff"}, {"csv", "txt"}]
    for end in JENIS:
        if end != own and not any({own, end} <= twin for twin in twins):
            with pytest.raises(InputError, match="ditolak"):
                check_evidence(f"bukti.{end}", data)


@pytest.mark.parametrize("end", JENIS)
@pytest.mark.parametrize(
    "data",
    [PROGRAM, b"\x7fELF" + bytes(50), b"#!/bin/sh\nrm -rf ~\n", zipped({"a.exe": "MZ"}), OLE],
    ids=["exe", "elf", "script", "zip", "ole"],
)
def test_programs_and_archives_under_any_name_are_refused(end: str, data: bytes) -> None:
    with pytest.raises(InputError, match="ditolak"):
        check_evidence(f"bukti.{end}", data)


@pytest.mark.parametrize(
    ("nama", "why"),
    [
        ("pasang.exe", "program atau skrip"),
        ("SK.pdf.scr", "program atau skrip"),
        ("jalan.bat", "program atau skrip"),
        ("skrip.PS1", "program atau skrip"),
        ("pintasan.lnk", "program atau skrip"),
        ("laman.html", "halaman web"),
        ("gambar.svg", "halaman web"),
        ("rekap.xlsm", "makro"),
        ("nota.docm", "makro"),
        ("semua.zip", "arsip"),
        ("semua.rar", "arsip"),
        ("data.sqlite", "tidak dikenal"),
        ("README", "tidak berakhiran"),
    ],
)
def test_other_kinds_are_refused_with_what_to_do(nama: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as refused:
        check_evidence(nama, PDF)
    assert nama in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("nama", "data"),
    [
        ("rekap.xlsx", office("xlsx", xl__vbaProject_dot_bin="x")),
        ("rekap.xlsx", office("xlsx", xl__macrosheets__sheet1_dot_xml="x")),
        ("nota.docx", office("docx", word__vbaProject_dot_bin="x")),
        ("rekap.ods", office("ods", Basic__Standard__Module1_dot_xml="x")),
        ("nota.odt", office("odt", Scripts__python__jahat_dot_py="x")),
        ("rekap.xls", old_office("Workbook", "_VBA_PROJECT_CUR")),
        ("nota.doc", old_office("WordDocument", "_VBA_PROJECT")),
    ],
)
def test_macros_inside_a_document_are_found(nama: str, data: bytes) -> None:
    with pytest.raises(InputError, match="makro"):
        check_evidence(nama, data)


def test_a_macro_workbook_that_was_renamed_is_found() -> None:
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    data = zipped({"[Content_Types].xml": kind, "xl/workbook.xml": "<x/>"})
    with pytest.raises(InputError, match="makro"):
        check_evidence("rekap.xlsx", data)


def test_a_locked_document_says_that_it_is_locked() -> None:
    with pytest.raises(InputError, match="kata sandi"):
        check_evidence("rekap.xlsx", old_office("EncryptedPackage"))


def test_a_page_of_markup_is_no_text() -> None:
    with pytest.raises(InputError, match="isinya bukan"):
        check_evidence("nota.txt", b"  <!DOCTYPE html><script>alert(1)</script>")


def test_sizes_are_bounded_and_said() -> None:
    with pytest.raises(InputError, match="kosong"):
        check_evidence("nota.pdf", b"")
    large = PDF + bytes(MAKS_MB * MB)
    with pytest.raises(InputError, match=r"10,1 MB, sedangkan batasnya 10 MB"):
        check_evidence("nota.pdf", large)
    assert check_evidence("nota.pdf", large, 15 * MB) is Jenis.PDF
    assert check_evidence("nota.pdf", PDF.ljust(MAKS_MB * MB, b" ")) is Jenis.PDF


@pytest.mark.parametrize(
    ("size", "shown"),
    [(1, "1 KB"), (1023, "1 KB"), (840 * 1024, "840 KB"), (5 * MB // 2, "2,5 MB"), (MB, "1 MB")],
)
def test_sizes_are_shown_as_people_read_them(size: int, shown: str) -> None:
    assert show_size(size) == shown


@pytest.mark.parametrize(
    ("given_", "made"),
    [
        ("SK Tim.pdf", "SK Tim.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\a\\SK.pdf", "SK.pdf"),
        ("laporan\u202efdp.exe", "laporanfdp.exe"),
        ("a\u200bb\x00c\x1b.pdf", "abc.pdf"),
        ("dua\nbaris.pdf", "dua baris.pdf"),
        ("SK.pdf.", "SK.pdf"),
        ("SK.exe ", "SK.exe"),
        ("nota.txt:jahat.exe", "nota.txt_jahat.exe"),
        ('a<b>"c|d?e*.pdf', "a_b__c_d_e_.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("aux.tar.pdf", "_aux.tar.pdf"),
        ("LPT¹.txt", "_LPT¹.txt"),
        (".bashrc", "bashrc"),
        ("..pdf", "pdf"),
        ("...", "bukti"),
        ("", "bukti"),
    ],
)
def test_names_are_made_harmless(given_: str, made: str) -> None:
    assert harmless_name(given_) == made


def test_a_long_name_keeps_its_end() -> None:
    made = harmless_name(f"{'Rekapitulasi ' * 40}.xlsx")
    assert made.endswith(".xlsx")
    assert len(made) <= MAKS_NAMA


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_every_system_takes(nama: str) -> None:
    made = harmless_name(nama)
    assert 0 < len(made) <= MAKS_NAMA
    assert len(made.encode()) <= 255
    assert not set(made) & set('/\\<>:"|?*\0\n\u202e')
    assert made == made.strip(" .")
    assert harmless_name(made) == made


def test_a_title_is_made_of_the_name() -> None:
    assert title_of("SK_Tim__SPBE 2026.pdf") == "SK Tim SPBE 2026"
    assert title_of("nota") == "nota"
