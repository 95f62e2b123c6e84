"""The agency's own data: what can be changed, what is refused, and by which sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.document import Document
from core.edits import profil
from core.errors import InputError
from core.model.profil import TugasFungsi
from core.nip import age_on, check_nip, nip_digits, retirement_notice
from tests.core.files import new_file, opened

_RESOURCES = Path(__file__).resolve().parents[2] / "resources"
_ORANG = {
    "nama": "SITI AMINAH, S.Kom",
    "nip": "19750312 200003 2 001",
    "pangkat": "Pembina Utama Muda",
    "jabatan": "Kepala Dinas Komunikasi dan Informatika\nKabupaten Belitung",
    "status": "",
    "mulai": "1 Desember 2024",
    "selesai": "",
}


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    with opened(new_file(tmp_path, tahun=2026)) as doc:
        yield doc


@pytest.mark.parametrize(
    "nip", ["196411072000031002", "19641107 200003 1 002", "197503122000032001"]
)
def test_a_sound_nip_is_accepted(nip: str) -> None:
    assert check_nip(nip) == (None, None)


@pytest.mark.parametrize(
    ("nip", "words"),
    [
        ("19641107200003100", "harus 18 angka, sedangkan yang diisi 17"),
        ("1964110720000310021", "yang diisi 19"),
        ("19641107200003100A", "hanya boleh memuat angka"),
        ("١٩٦٤١١٠٧٢٠٠٠٠٣١٠٠٢", "hanya boleh memuat angka"),
        ("196402302000031002", "30-02-1964 tidak ada"),
        ("190011072000031002", "tidak masuk akal"),
        ("196411072000131002", "bulan pengangkatan 13"),
        ("196411072000001002", "bulan pengangkatan 00"),
        ("196411071970031002", "tahun pengangkatan 1970 tidak sesuai"),
        ("196411072000033002", "jenis kelamin harus 1 atau 2, bukan 3"),
        ("196411072000031000", "nomor urut 000"),
    ],
)
def test_an_impossible_nip_is_refused(nip: str, words: str) -> None:
    error, _ = check_nip(nip)
    assert error is not None
    assert words in error


def test_a_pppk_and_a_blank_nip_are_only_warned_about() -> None:
    error, warning = check_nip("198503122022211003")
    assert error is None
    assert warning is not None
    assert "PPPK" in warning
    assert check_nip("  ") == (None, "NIP belum diisi.")


def test_age_follows_from_the_nip_to_the_day() -> None:
    nip = "196411072000031002"
    assert age_on(nip, "2024-11-06") == 59
    assert age_on(nip, "2024-11-07") == 60
    assert retirement_notice("IQBAL", nip, "2023-04-30") is None
    assert "60 tahun pada 7 November 2024" in (retirement_notice("IQBAL", nip, "2024-11-07") or "")
    assert nip_digits("19641107 200003 1 002") == nip


def test_profile_is_set_and_brought_back(doc: Document) -> None:
    before = doc.profil
    logo = (_RESOURCES / "icons" / "aplikasi.png").read_bytes()
    change = profil.set_profil(
        doc,
        {
            "alamat": "Jalan Ahmad Yani 1",
            "kop": "1",
            "logo": logo,
            "batas_capaian": "120",
            "tanggal_lembar_iku": "2 Juli 2026",
        },
    )
    doc.apply(change)
    assert doc.profil.alamat == "Jalan Ahmad Yani 1"
    assert doc.profil.kop
    assert doc.profil.logo
    assert str(doc.profil.batas_capaian) == "120"
    assert doc.profil.tanggal_lembar_iku == "2026-07-02"
    doc.apply(change.inverse())
    assert doc.profil == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"nama_instansi": " "}, "nama_instansi"),
        ({"tempat": "x" * 101}, "tempat"),
        ({"batas_capaian": "110"}, "batas_capaian"),
        ({"tanggal_lembar_iku": "31 Februari 2026"}, "tanggal_lembar_iku"),
        ({"logo": b"GIF89a"}, "logo"),
        ({"logo": b"\x89PNG\r\n\x1a\n" + b"0" * 100}, "logo"),
        ({"logo": b"\x89PNG\r\n\x1a\n" + b"0" * 1_000_000}, "logo"),
        ({"alamat": "a\x00b"}, "alamat"),
    ],
)
def test_bad_profile_is_refused(doc: Document, values: dict[str, str | bytes], field: str) -> None:
    with pytest.raises(InputError) as caught:
        profil.set_profil(doc, values)
    assert caught.value.field == field


def test_tasks_are_added_reordered_and_deleted_in_one_change(doc: Document) -> None:
    before = doc.tugas_fungsi
    new = [before[0], TugasFungsi("", "fungsi", "Pelaksanaan fungsi baru"), *before[2:]]
    change = profil.set_tugas_fungsi(doc, new)
    doc.apply(change)
    assert [each.teks for each in doc.tugas_fungsi] == [each.teks for each in new]
    doc.apply(change.inverse())
    assert doc.tugas_fungsi == before
    with pytest.raises(InputError, match="Fungsi belum diisi"):
        profil.set_tugas_fungsi(doc, [TugasFungsi("", "fungsi", " ")])


def test_objectives_and_indicators_are_reworded(doc: Document) -> None:
    doc.apply(profil.set_sasaran(doc, {"sasaran-1": ("1", "Sasaran baru")}))
    doc.apply(profil.set_iku(doc, {"spbe": ("Indeks Pemerintah Digital", "Pemdi")}))
    assert doc.iku[0].sasaran.teks == "Sasaran baru"
    assert doc.iku[0].singkat == "Pemdi"
    assert profil.set_iku(doc, {"spbe": ("Indeks Pemerintah Digital", "Pemdi")}).butir == ()


def test_a_signatory_is_put_in_changed_and_deleted(doc: Document) -> None:
    doc.apply(profil.save_penandatangan(doc, None, _ORANG))
    added = doc.penandatangan[-1]
    assert (added.nip, added.mulai) == ("197503122000032001", "2024-12-01")
    change = profil.save_penandatangan(doc, added.id, {**_ORANG, "status": "Plt."})
    assert change.label == "Penandatangan SITI AMINAH, S.Kom diubah"
    doc.apply(change)
    assert doc.penandatangan[-1].status == "Plt."
    doc.apply(profil.delete_penandatangan(doc, added.id))
    assert len(doc.penandatangan) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"nama": ""}, "nama"),
        ({"jabatan": " \n "}, "jabatan"),
        ({"nip": "123"}, "nip"),
        ({"status": "Ketua"}, "status"),
        ({"mulai": "Desember 2024"}, "mulai"),
        ({"mulai": "31 April 2024"}, "mulai"),
        ({"selesai": "30 November 2024"}, "selesai"),
    ],
)
def test_a_bad_signatory_is_refused(doc: Document, change: dict[str, str], field: str) -> None:
    with pytest.raises(InputError) as caught:
        profil.save_penandatangan(doc, None, {**_ORANG, **change})
    assert caught.value.field == field


def test_two_definitive_heads_at_once_are_warned_about(doc: Document) -> None:
    (warning,) = profil.penandatangan_warnings(doc, None, _ORANG)
    assert "bertumpang tindih dengan MOHAMMAD IQBAL, ST" in warning
    assert profil.penandatangan_warnings(doc, None, {**_ORANG, "status": "Plt."}) == []
    assert profil.masa_jabatan(None, "2024-11-30") == "sampai 30 November 2024"
