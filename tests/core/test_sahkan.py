"""Signing a period and reopening it, on files as the program keeps them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.document import Document
from core.edits.isian import fill_in
from core.edits.periode import set_tanggal_lembar
from core.edits.profil import save_penandatangan, set_iku, set_profil
from core.errors import FrozenError, InputError
from core.model.change import Change
from core.model.periode import Periode
from core.pdf import reading
from core.pdf.reading import read_pdf
from core.pengesahan.beku import parse_beku
from core.pengesahan.susun import perubahan, sahkan
from core.printing import KERTAS, LEMBAR, sheet_bytes
from core.sheets.kode import format_kode, kode_of
from tests.core.comparing import Q1, Q2, Q3, Q4, YEAR, filled, reworded, ticked
from tests.core.files import TAHUN, new_file, opened
from tests.core.signing import ALASAN, NOMOR, TANGGAL, reopen, sign, signed

SEMUA = (Q1, Q2, Q3, Q4, YEAR)


def stored(path: Path) -> dict[str, bytes]:
    """What the file keeps by its hash, as another program sees it."""
    with closing(sqlite3.connect(path)) as conn:
        return dict(conn.execute("SELECT sidik, isi FROM arsip"))


@pytest.mark.parametrize("periode", SEMUA)
def test_what_was_signed_stays_as_it_was_computed(path: Path, periode: Periode) -> None:
    with opened(path) as doc:
        before = doc.hasil(periode)
        sign(doc, periode)
    with opened(path) as doc:
        found = doc.pengesahan(periode)
        assert found is not None
        assert (found.versi, found.kertas, found.oleh) == (1, "a4", "Uji")
        assert doc.hasil(periode) == before == doc.beku(found).hasil[periode.id]


@pytest.mark.parametrize("periode", [Q2, YEAR])
@pytest.mark.parametrize("kertas", KERTAS)
def test_everything_is_kept_in_one_step(path: Path, periode: Periode, kertas: str) -> None:
    with opened(path) as doc:
        steps = len(doc.journal())
        found = sign(doc, periode, "f4" if kertas == "f4" else "a4")
        assert len(doc.journal()) == steps + 1
        assert doc.last_step.tindakan == f"{periode.singkat} disahkan (versi 1)"
    kept = stored(path)
    assert all(hashlib.sha256(isi).hexdigest() == sidik for sidik, isi in kept.items())
    sheets = [found.lembar(lembar) for lembar in LEMBAR]
    assert kept.keys() == {found.sidik, *sheets}
    assert len(kept) == 4
    assert all(kept[sidik or ""].startswith(b"%PDF") for sidik in sheets)
    beku = parse_beku(kept[found.sidik])
    assert (beku.periode, beku.kertas, beku.waktu) == (periode, kertas, found.waktu)


@pytest.mark.parametrize("periode", [Q2, YEAR])
def test_every_sheet_carries_the_frozen_copy_and_its_code(path: Path, periode: Periode) -> None:
    with opened(path) as doc:
        assert "KONSEP" in "".join(read_pdf(sheet_bytes(doc, "pengukuran", periode)).teks)
        found = sign(doc, periode)
        data = doc.arsip(found.sidik)
        for lembar in LEMBAR:
            sheet = read_pdf(sheet_bytes(doc, lembar, periode))
            assert list(sheet.lampiran.values()) == [data]
            assert format_kode(kode_of(found.sidik)) in "".join(sheet.teks)
            assert "KONSEP" not in "".join(sheet.teks)


def test_the_waived_warnings_are_kept_with_their_reasons(path: Path) -> None:
    abaikan = [("Bukti dukung “SPBE” belum ada.", "  Menyusul dari bidang  ")]
    with opened(path) as doc:
        found = sign(doc, Q2, abaikan=abaikan)
        expected = (("Bukti dukung “SPBE” belum ada.", "Menyusul dari bidang"),)
        assert found.abaikan == doc.beku(found).abaikan == expected
        (butir,) = doc.last_step.butir
        row = doc.rows("pengesahan")[butir.id]
        assert json.loads(str(row["abaikan"])) == [list(each) for each in expected]


def test_a_warning_is_not_waived_without_a_word(path: Path) -> None:
    with opened(path) as doc, pytest.raises(InputError) as caught:
        sahkan(doc, Q2, "a4", [("Peringatan.", "  ")])
    assert caught.value.field == "abaikan"


LATER: list[Callable[[Document], Change]] = [
    reworded("spbe-59-2020", {"satuan": "Poin", "skema": "Diubah", "penjelasan": "Lain"}),
    reworded("spbe-59-2020", {"32:bobot": "3.75", "33:bobot": "1.75"}),
    reworded("layanan-2018", {"media:nama": "Diseminasi"}),
    lambda doc: set_profil(
        doc, {"nama_instansi": "Dinas Lain", "batas_capaian": "100", "tempat": "Manggar"}
    ),
    lambda doc: set_iku(doc, {"spbe": ("Indeks lain", "Lain")}),
    lambda doc: save_penandatangan(
        doc, None, {"nama": "SITI", "nip": "", "pangkat": "", "jabatan": "Kepala", "status": "",
                    "mulai": "1 Januari 2025", "selesai": ""}
    ),
]  # fmt: skip


@pytest.mark.parametrize("periode", [Q2, YEAR])
def test_later_definitions_names_and_signatories_change_nothing(
    path: Path, periode: Periode
) -> None:
    with opened(path) as doc:
        sign(doc, periode)
        hasil = doc.hasil(periode)
        sheets = {lembar: sheet_bytes(doc, lembar, periode) for lembar in LEMBAR}
        definisi = {iku.id: doc.definisi(iku.id, periode) for iku in doc.iku}
        for edit in LATER:
            change = edit(doc)
            assert change.butir
            doc.apply(change)
    with opened(path) as doc:
        assert doc.hasil(periode) == hasil
        assert {iku.id: doc.definisi(iku.id, periode) for iku in doc.iku} == definisi
        for lembar, data in sheets.items():
            assert sheet_bytes(doc, lembar, periode) == data
        if not periode.is_tahunan:
            assert doc.hasil(Q3) != hasil
            assert doc.hasil_iku("spbe", Q3).satuan == "Poin"


def test_the_year_freezes_its_quarters_too(path: Path) -> None:
    with opened(path) as doc:
        before = {each: doc.hasil(each) for each in SEMUA}
        sign(doc, YEAR)
        doc.apply(reworded("spbe-59-2020", {"32:bobot": "3.75", "33:bobot": "1.75"})(doc))
        assert {each: doc.hasil(each) for each in SEMUA} == before
        with pytest.raises(FrozenError, match="Tahun 2025 telah disahkan"):
            doc.apply(filled("spbe.indikator.32", "5", Q4)(doc))


@pytest.mark.parametrize(
    "edit",
    [
        filled("spbe.indikator.32", "5"),
        ticked("aktif", None),
        lambda doc: set_tanggal_lembar(doc, Q2, "5 Juli 2025"),
    ],
)
def test_a_signed_period_takes_no_change(
    path: Path, edit: Callable[[Document], Change]
) -> None:  # fmt: skip
    with opened(signed(path, Q2)) as doc:
        content = doc.content()
        with pytest.raises(FrozenError, match=r"TW II 2025 telah disahkan \(versi 1"):
            doc.apply(edit(doc))
        assert doc.content() == content
        doc.apply(fill_in(doc, Q3, "spbe.indikator.32", "5"))


# What cannot be signed


def refuses(doc: Document, periode: Periode, words: str) -> None:
    content = doc.content()
    with pytest.raises(InputError, match=words) as caught:
        sahkan(doc, periode, "a4", ())
    assert caught.value.field == "periode"
    assert doc.content() == content


def test_what_cannot_be_signed_says_why(path: Path) -> None:
    with opened(path) as doc:
        refuses(doc, Periode(2031, 1), "TW I 2031 belum berisi apa pun")
        sign(doc, Q2)
        refuses(doc, Q2, r"TW II 2025 sudah disahkan \(versi 1, 2 Januari 2026\)")
        sign(doc, YEAR)
        refuses(doc, YEAR, "Tahun 2025 sudah disahkan")
        refuses(doc, Q3, "Tahun 2025 sudah disahkan beserta TW III 2025")


def test_an_empty_quarter_with_a_row_can_be_signed(tmp_path: Path) -> None:
    """What is missing is for the review to say."""
    with opened(new_file(tmp_path)) as doc:
        periode = Periode(TAHUN, 1)
        doc.apply(set_tanggal_lembar(doc, periode, "April 2025"))
        before = doc.hasil(periode)
        sign(doc, periode)
        assert doc.hasil(periode) == before


# Perubahan


def test_reopening_keeps_the_old_version(path: Path) -> None:
    with opened(signed(path, Q2)) as doc:
        first = doc.pengesahan(Q2)
        assert first is not None
        old = {lembar: sheet_bytes(doc, lembar, Q2) for lembar in LEMBAR}
        hasil = doc.hasil(Q2)
        reopen(doc, Q2)
        assert doc.last_step.tindakan == "TW II 2025 dibuka kembali: perubahan (versi 2)"
        act = doc.perubahan(Q2)
        assert act is not None
        assert act[1:] == (Q2, 2, "2026-01-02T03:04:05", "Uji", ALASAN, NOMOR, TANGGAL)
        assert doc.pengesahan(Q2) is None
        doc.apply(filled("spbe.indikator.32", "5")(doc))
        assert doc.hasil(Q2) != hasil
        second = sign(doc, Q2, "f4")
        assert (second.id, second.versi, second.kertas) == ("2025-tw2/2", 2, "f4")
        assert doc.last_step.tindakan == "TW II 2025 disahkan (versi 2)"
        beku = doc.beku(second)
        assert (beku.perubahan, beku.kode_lama) == (act, kode_of(first.sidik))
        assert doc.semua_pengesahan(Q2) == (first, second)
    with opened(path) as doc:
        assert doc.beku(first).hasil[Q2.id] == hasil
        for lembar, data in old.items():
            assert sheet_bytes(doc, lembar, Q2, versi=1) == data
            new = sheet_bytes(doc, lembar, Q2, versi=2)
            assert new == sheet_bytes(doc, lembar, Q2) != data


def test_a_third_version_names_the_second(path: Path) -> None:
    with opened(signed(path, Q2)) as doc:
        for versi in (2, 3):
            reopen(doc, Q2)
            before = doc.semua_pengesahan(Q2)[-1]
            found = sign(doc, Q2)
            assert found.versi == versi
            assert doc.beku(found).kode_lama == kode_of(before.sidik)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("alasan", " ", "Alasan perubahan belum diisi"),
        ("alasan", "ya", "Alasan perubahan belum diisi"),
        ("alasan", "x" * 3001, "paling banyak 3.000 karakter"),
        ("nomor", "\t ", "Nomor dokumen dasar perubahan belum diisi"),
        ("nomor", "1" * 201, "paling banyak 200 karakter"),
        ("nomor", "1\x00", "tidak dapat disimpan"),
        ("tanggal", "", "Tanggal dokumen dasar perubahan belum diisi"),
        ("tanggal", "30 Februari 2026", "bukan tanggal yang lengkap"),
        ("tanggal", "Juli 2026", "bukan tanggal yang lengkap"),
        ("tanggal", "kemarin", "bukan tanggal yang lengkap"),
    ],
)
def test_a_perubahan_needs_reason_number_and_date(
    path: Path, field: str, value: str, words: str
) -> None:
    given = {"alasan": ALASAN, "nomor": NOMOR, "tanggal": TANGGAL, field: value}
    with opened(signed(path, Q2)) as doc:
        with pytest.raises(InputError, match=words) as caught:
            perubahan(doc, Q2, **given)
        assert caught.value.field == field


@pytest.mark.parametrize("text", ["3 Agustus 2026", "2026-08-03", "3/8/2026"])
def test_the_date_of_a_perubahan_is_read_as_offices_write_it(path: Path, text: str) -> None:
    with opened(signed(path, Q2)) as doc:
        doc.apply(perubahan(doc, Q2, f"  {ALASAN}\r\n", NOMOR, text))
        act = doc.perubahan(Q2)
        assert act is not None
        assert (act.alasan, act.tanggal) == (ALASAN, "2026-08-03")


def test_what_is_not_signed_is_not_reopened(path: Path) -> None:
    def refused(doc: Document, periode: Periode, words: str) -> None:
        with pytest.raises(InputError, match=words) as caught:
            perubahan(doc, periode, ALASAN, NOMOR, TANGGAL)
        assert caught.value.field == "periode"

    with opened(path) as doc:
        refused(doc, Q2, "TW II 2025 belum disahkan")
        sign(doc, Q2)
        reopen(doc, Q2)
        refused(doc, Q2, r"TW II 2025 sudah dibuka untuk versi 2 \(nomor 000.8/12/2026\)")
        sign(doc, Q2)
        sign(doc, YEAR)
        for quarter in (Q2, Q3):
            refused(doc, quarter, "ikut terkunci oleh Tahun 2025")
        reopen(doc, YEAR)
        refused(doc, Q3, "TW III 2025 belum disahkan")
        reopen(doc, Q2)


def test_reopening_the_year_leaves_signed_quarters_signed(path: Path) -> None:
    with opened(signed(path, Q2, YEAR)) as doc:
        reopen(doc, YEAR)
        assert doc.pengesahan(Q2) is not None
        doc.apply(filled("spbe.indikator.32", "5", Q3)(doc))
        with pytest.raises(FrozenError):
            doc.apply(filled("spbe.indikator.32", "5", Q2)(doc))
        again = sign(doc, YEAR)
        assert doc.beku(again).hasil[Q2.id] == doc.hasil(Q2)


@pytest.mark.parametrize("act", [sign, reopen])
def test_formal_acts_are_not_undone(
    path: Path, act: Callable[[Document, Periode], object]
) -> None:  # fmt: skip
    with opened(path) as doc:
        if act is reopen:
            sign(doc, Q2)
        act(doc, Q2)
        step = doc.last_step
        with pytest.raises(FrozenError):
            doc.apply(Change(step.tindakan, step.butir).inverse())


@pytest.mark.parametrize("bound", ["MAKS_TANDA", "MAKS_LAMPIRAN", "MAKS_BERKAS"])
def test_a_sheet_that_could_not_be_verified_is_not_signed(
    path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    with opened(path) as doc:
        monkeypatch.setattr(reading, bound, 500)
        with pytest.raises(InputError, match="tidak akan dapat diverifikasi"):
            sahkan(doc, Q2, "a4")
        monkeypatch.undo()
        sign(doc, Q2)
