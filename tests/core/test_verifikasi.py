"""Answers for codes, QR texts and PDFs: sheet, file and code problems are told apart."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from core.document import Document
from core.edits.isian import fill_in
from core.edits.register import set_cell
from core.errors import FileError, InputError
from core.model.periode import Periode
from core.pdf.reading import read_pdf
from core.pengesahan.pulihan import Given, rebuild
from core.pengesahan.verifikasi import Jawaban, asked_of, verifikasi_pdf, verifikasi_teks
from core.printing import LEMBAR, sheet_bytes
from core.safekeeping.questioned import questioned
from core.sheets.kode import ALFABET, format_kode, kode_of, read_kode
from tests.core import altering
from tests.core.comparing import Q1, Q2, YEAR
from tests.core.files import environment, opened, sample_file
from tests.core.signing import reopen, sign, without_locks
from tests.sheets.pemindai import draw_page, qr_texts


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample year: TW I signed, TW II signed, reopened and signed again with another figure."""
    path = sample_file(tmp_path_factory.mktemp("beku"), "kinerja.sqlite")
    with opened(path) as doc:
        sign(doc, Q1)
        sign(doc, Q2, "f4")
        reopen(doc, Q2)
        doc.apply(fill_in(doc, Q2, "spbe.indikator.32", "2"))
        sign(doc, Q2)
    return path


@pytest.fixture
def copy(frozen: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(frozen, tmp_path / "kinerja.sqlite"))


def of_pdf(path: Path, pdf: bytes) -> Jawaban:
    with opened(path, read_only=True) as doc:
        return verifikasi_pdf(asked_of(doc), pdf)


def of_text(path: Path, text: str) -> Jawaban:
    with opened(path, read_only=True) as doc:
        return verifikasi_teks(asked_of(doc), text)


def sheet(path: Path, periode: Periode = Q2, lembar: str = "pengukuran", versi: int = 1) -> bytes:
    with opened(path, read_only=True) as doc:
        return sheet_bytes(doc, lembar, periode, versi=versi)


def codes(path: Path) -> dict[tuple[Periode, int], str]:
    with opened(path, read_only=True) as doc:
        return {(p.periode, p.versi): kode_of(p.sidik) for p in doc.semua_pengesahan()}


# A sound sheet


@pytest.mark.parametrize("lembar", LEMBAR)
def test_a_sheet_is_known_by_its_bytes_and_its_code(frozen: Path, lembar: str) -> None:
    found = of_pdf(frozen, sheet(frozen, Q1, lembar))
    assert (found.jenis, found.is_sound, found.selisih, found.teks) == ("cocok", True, (), ())
    assert "2 Januari 2026" in found.kalimat
    assert found.pengesahan is not None
    assert found.pengesahan.periode == Q1
    typed = format_kode(codes(frozen)[Q1, 1]).lower().replace("-", " ")
    assert of_text(frozen, typed) == found


def test_what_a_scanner_reads_is_known(frozen: Path) -> None:
    (text,) = qr_texts(draw_page(sheet(frozen, Q1), -1, 300))
    found = of_text(frozen, text)
    assert (found.jenis, found.pengesahan and found.pengesahan.periode) == ("cocok", Q1)
    forged = text.replace("SHA-256 ", "SHA-256 0")[:-1]
    assert of_text(frozen, forged).jenis == "kode_salah"


def test_an_older_version_says_what_replaced_it(frozen: Path) -> None:
    found = of_pdf(frozen, sheet(frozen, Q2, versi=1))
    assert found.jenis == "versi_lama"
    for said in ("TW II 2025 versi 1", "versi 2", "2 Januari 2026", "000.8/12/2026", "Salah ketik"):
        assert said in found.kalimat
    assert of_pdf(frozen, sheet(frozen, Q2, versi=2)).jenis == "cocok"


def test_a_reopened_period_says_so(copy: Path) -> None:
    with opened(copy) as doc:
        reopen(doc, Q1)
    found = of_text(copy, codes(copy)[Q1, 1])
    assert found.jenis == "versi_lama"
    assert "dibuka kembali" in found.kalimat


# Codes


def test_no_single_wrong_sign_or_swap_gets_through(frozen: Path) -> None:
    with opened(frozen, read_only=True) as doc:
        asked = asked_of(doc)
        for kode in codes(frozen).values():
            for place in range(len(kode)):
                for sign_ in ALFABET.replace(kode[place], ""):
                    wrong = kode[:place] + sign_ + kode[place + 1 :]
                    with pytest.raises(InputError):
                        read_kode(wrong)
                wrong = kode[:place] + ALFABET[ALFABET.index(kode[place]) - 1] + kode[place + 1 :]
                assert verifikasi_teks(asked, wrong).jenis == "kode_salah"
                swapped = [*kode]
                swapped[place - 1 : place + 1] = reversed(swapped[place - 1 : place + 1])
                if place and "".join(swapped) != kode:
                    assert verifikasi_teks(asked, "".join(swapped)).jenis == "kode_salah"


@pytest.mark.parametrize("text", ["", "ABC", "???", "7" * 300, "x" * 100_000, "\0", "SHA-256"])
def test_what_is_no_code_gets_a_sentence(frozen: Path, text: str) -> None:
    found = of_text(frozen, text)
    assert found.jenis == "kode_salah"
    assert found.kalimat.endswith(".")


def test_a_code_of_another_file_is_not_known(frozen: Path) -> None:
    found = of_text(frozen, format_kode(kode_of("ab" * 32)))
    assert found.jenis == "tidak_dikenal"
    assert "berkas lain" in found.kalimat


# Sheets of other files


def test_a_sheet_of_another_document_or_a_newer_copy(frozen: Path, tmp_path: Path) -> None:
    older = sample_file(tmp_path, "lama.sqlite")
    found = of_pdf(older, sheet(frozen, Q1))
    assert (found.jenis, "lebih tua" in found.kalimat) == ("tidak_dikenal", True)
    other = without_locks(
        sample_file(tmp_path, "lain.sqlite"), "UPDATE profil SET berkas_id = 'lain-lain'"
    )
    with questioned(other) as asked:
        found = verifikasi_pdf(asked, sheet(frozen, Q1))
    assert (found.jenis, "berkas lain" in found.kalimat) == ("tidak_dikenal", True)


def test_a_period_that_was_signed_in_two_copies(frozen: Path, tmp_path: Path) -> None:
    own = sample_file(tmp_path)
    with opened(own) as doc:
        doc.apply(fill_in(doc, Q1, "spbe.indikator.32", "2"))
        signed = sign(doc, Q1)
    found = of_pdf(own, sheet(frozen, Q1))
    assert found.jenis == "tidak_dikenal"
    assert "lebih tua" not in found.kalimat
    assert f"disahkan tersendiri dengan kode {format_kode(kode_of(signed.sidik))}" in found.kalimat


def test_sheets_that_a_rebuilt_file_was_made_without(frozen: Path, tmp_path: Path) -> None:
    first, second = (sheet(frozen, Q2, versi=versi) for versi in (1, 2))
    new = rebuild([Given("v2.pdf", second)], tmp_path / "v2.sqlite", environment()).path
    found = of_pdf(new, first)
    assert found.jenis == "versi_lama"
    assert "TW II 2025 versi 1, yang telah diganti oleh versi 2 pada" in found.kalimat
    assert of_text(new, codes(frozen)[Q2, 1]).jenis == "versi_lama"
    old = rebuild([Given("v1.pdf", first)], tmp_path / "v1.sqlite", environment()).path
    found = of_pdf(old, second)
    assert (found.jenis, "berkas lain" in found.kalimat) == ("tidak_dikenal", False)
    assert "dipulihkan dari lembar lain, tanpa lembar ini" in found.kalimat


def test_a_konsep_and_a_scan_say_what_they_are(frozen: Path) -> None:
    with opened(frozen, read_only=True) as doc:
        konsep = sheet_bytes(doc, "pengukuran", YEAR)
    found = of_pdf(frozen, konsep)
    assert (found.jenis, "KONSEP" in found.kalimat) == ("tidak_dikenal", True)
    found = of_pdf(frozen, altering.picture_only(sheet(frozen, Q1)))
    assert (found.jenis, "ketik kode" in found.kalimat) == ("tidak_dikenal", True)


# Altered sheets


def test_a_figure_that_was_changed_is_shown(frozen: Path) -> None:
    pdf = sheet(frozen, Q1)
    with opened(frozen, read_only=True) as doc:
        shown = doc.hasil(Q1)[0].realisasi.tampil
    assert shown
    found = of_pdf(frozen, altering.with_text_replaced(pdf, shown, "9,99"))
    assert found.jenis == "lembar_berubah"
    assert any(shown in each for each in found.teks)
    assert not found.is_sound


def test_words_more_are_shown(frozen: Path) -> None:
    found = of_pdf(frozen, altering.with_words(sheet(frozen, Q1), "tambahan palsu"))
    assert found.jenis == "lembar_berubah"
    assert any("tambahan palsu" in each for each in found.teks)


@pytest.mark.parametrize(
    ("alter", "said"),
    [
        (altering.resaved, "disimpan ulang"),
        (lambda pdf: pdf + b"\n% tambahan", "disimpan ulang"),
        (altering.without_data, "telah dibuang"),
        (altering.with_page_added, "isinya telah diubah"),
    ],
)
def test_each_alteration_is_told_apart(
    frozen: Path, alter: Callable[[bytes], bytes], said: str
) -> None:
    found = of_pdf(frozen, alter(sheet(frozen, Q1)))
    assert (found.jenis, said in found.kalimat) == ("lembar_berubah", True), found.kalimat


def test_a_page_taken_away_is_noticed(frozen: Path) -> None:
    pdf = sheet(frozen, Q1, "kertas-kerja")
    assert len(read_pdf(pdf).teks) > 1
    found = of_pdf(frozen, altering.without_page(pdf))
    assert found.jenis == "lembar_berubah"
    assert found.teks[0].startswith("Jumlah halaman: ")


def test_data_of_another_sheet_or_edited_are_refused(frozen: Path) -> None:
    with opened(frozen, read_only=True) as doc:
        one, other = (doc.arsip(p.sidik) for p in doc.semua_pengesahan()[:2])
    pdf = sheet(frozen, Q1)
    swapped = of_pdf(frozen, altering.with_data(pdf, "iku-2025-tw1-v1.json", other))
    assert (swapped.jenis, "tidak sesuai" in swapped.kalimat) == ("lembar_berubah", True)
    edited = one.replace(b'"oleh":"Uji"', b'"oleh":"Ujj"')
    assert edited != one
    found = of_pdf(frozen, altering.with_data(pdf, "iku-2025-tw1-v1.json", edited))
    assert (found.jenis, "tidak sesuai" in found.kalimat) == ("lembar_berubah", True)
    for junk in (b"", b"{}", b"[" * 100_000, b"\xff" * 50, b'{"a":1.5}', b"[" * 3000 + b"]" * 3000):
        found = of_pdf(frozen, altering.with_data(pdf, "iku-2025-tw1-v1.json", junk))
        assert found.jenis == "lembar_berubah"


def test_a_serial_number_that_looks_like_a_code_is_no_alteration(tmp_path: Path) -> None:
    path = sample_file(tmp_path)
    with opened(path) as doc:
        key = next(iter(doc.register("sistem_informasi", Q1)))
        name = "Seri 1234-5678-9012-3456-7890"
        doc.apply(set_cell(doc, "sistem_informasi", Q1, key, "nama", name))
        sign(doc, Q1)
        pdf = sheet_bytes(doc, "kertas-kerja", Q1)
        assert "1234-5678" in " ".join(read_pdf(pdf).teks)
        found = verifikasi_pdf(asked_of(doc), altering.resaved(pdf))
        assert (found.jenis, "disimpan ulang" in found.kalimat) == ("lembar_berubah", True)


def test_hostile_bytes_get_a_sentence(frozen: Path) -> None:
    pdf = sheet(frozen, Q1)
    chance = random.Random(4)
    with opened(frozen, read_only=True) as doc:
        asked = asked_of(doc)
        for _ in range(60):
            bad = bytearray(pdf)
            for _ in range(chance.choice([1, 20, 400])):
                bad[chance.randrange(len(bad))] = chance.randrange(256)
            with suppress(FileError):
                found = verifikasi_pdf(asked, bytes(bad))
                assert found.jenis in ("lembar_berubah", "tidak_dikenal")
        huge = altering.with_data(pdf, "iku-2025-tw1-v1.json", bytes(40 * 2**20))
        for bad_pdf in (b"", b"%PDF-1.4", chance.randbytes(5000), pdf[:3000], huge):
            with pytest.raises(FileError):
                verifikasi_pdf(asked, bad_pdf)


# Files that another program has edited


def edited(path: Path, *statements: str, kode: str) -> Jawaban:
    without_locks(path, *statements)
    with questioned(path) as asked:
        return verifikasi_teks(asked, kode)


def test_a_figure_of_the_file_is_named_with_both_values(copy: Path) -> None:
    kode = codes(copy)[Q1, 1]
    found = edited(
        copy,
        "UPDATE isian SET nilai = '1' WHERE periode_id = '2025-tw1' "
        "AND kunci = 'spbe.indikator.32'",
        kode=kode,
    )
    assert found.jenis == "berkas_berubah"
    (one,) = found.selisih
    assert one.periode == Q1
    assert one.iku
    assert "32" in one.nama
    assert one.kini.startswith("1")
    assert one.beku != one.kini


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE pengesahan SET waktu = '2020-01-01T00:00:00'", "keterangan pengesahannya"),
        ("UPDATE pengesahan SET abaikan = 'rusak'", "dihapus atau diubah"),
        (
            "UPDATE pengesahan SET versi = 7, id = '2025-tw1/7' WHERE id = '2025-tw1/1'",
            "keterangan",
        ),
        ("DELETE FROM pengesahan", "pengesahannya dihapus"),
        ("DELETE FROM arsip", "salinan bekunya"),
        ("UPDATE arsip SET isi = x'7b7d'", "salinan bekunya"),
        (
            "INSERT INTO perubahan SELECT '2025-tw1/2', '2025-tw1', 2, waktu, oleh, alasan, nomor, "
            "tanggal FROM perubahan LIMIT 1",
            "tidak ada dalam riwayat",
        ),
        ("UPDATE iku SET nama = 'lain'", "di bagian lain"),
        ("UPDATE langkah SET oleh = 'lain'", "di bagian lain"),
        ("DELETE FROM jurnal", "di bagian lain"),
        ("DROP TABLE bukti", ""),
    ],
)
def test_edits_of_what_was_signed_are_told(copy: Path, statement: str, said: str) -> None:
    kode = codes(copy)[Q1, 1]
    found = edited(copy, "PRAGMA foreign_keys = OFF", statement, kode=kode)
    assert (found.jenis, said in found.kalimat) == ("berkas_berubah", True), found.kalimat


def test_a_replaced_pdf_in_the_file_is_not_believed(copy: Path) -> None:
    pdf = sheet(copy, Q1)
    forged = altering.with_words(pdf, "palsu")
    without_locks(copy)
    with closing(sqlite3.connect(copy)) as conn, conn:
        conn.execute("UPDATE arsip SET isi = ? WHERE isi = ?", (forged, pdf))
    with questioned(copy) as asked:
        found = verifikasi_pdf(asked, forged)
        assert found.jenis == "berkas_berubah"
        assert verifikasi_pdf(asked, pdf).jenis == "berkas_berubah"


def test_what_is_no_file_of_the_program_answers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lain.sqlite"
    for content in (b"", b"x" * 5000):
        path.write_bytes(content)
        with pytest.raises(FileError), questioned(path):
            pass


def test_an_open_document_is_asked_as_it_stands(copy: Path) -> None:
    doc = Document(copy, environment())
    try:
        assert verifikasi_teks(asked_of(doc), codes_of(doc)).jenis == "cocok"
    finally:
        doc.close()


def codes_of(doc: Document) -> str:
    return kode_of(doc.semua_pengesahan(Q1)[0].sidik)
