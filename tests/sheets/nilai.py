"""Plain values for the tests of the sheets: the catalogue's texts and results made by hand."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from core.model.definisi import (
    Definisi,
    Iku,
    Kriteria,
    Pita,
    Rasio,
    RasioRegister,
    RerataArea,
    Sasaran,
)
from core.model.hasil import BacaanLain, Hasil, Langkah, Realisasi
from core.model.periode import Periode
from core.model.profil import Penandatangan, Profil, Target, TugasFungsi
from core.model.register import Row

KATALOG: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[2] / "resources" / "katalog.toml").read_text("utf-8")
)
TW2 = Periode(2026, 2)
TAHUN = Periode(2026, 5)

_profil = KATALOG["profil"]
PROFIL = Profil(
    pemerintah=_profil["pemerintah"],
    nama_instansi=_profil["nama_instansi"],
    wilayah=_profil["wilayah"],
    judul_lembar_iku=_profil["judul_lembar_iku"],
    alamat="Jalan Jenderal Ahmad Yani Nomor 1, Tanjungpandan 33411",
    kontak="Telepon (0719) 21001, laman diskominfo.belitung.go.id",
    tempat=_profil["tempat"],
    kop=False,
    logo=None,
    batas_capaian=None,
    tanggal_lembar_iku="2023-04",
    contoh=False,
    berkas_id="00000000-0000-0000-0000-000000000000",
)
TUGAS_FUNGSI = tuple(TugasFungsi(**each) for each in KATALOG["tugas_fungsi"])
_sasaran = {each["id"]: Sasaran(**each) for each in KATALOG["sasaran"]}
IKU = tuple(
    Iku(each["id"], _sasaran[each["sasaran"]], each["nama"], each["singkat"])
    for each in KATALOG["iku"]
)
IQBAL = Penandatangan(
    id="kepala-dinas-2023",
    nama="MOHAMMAD IQBAL, ST",
    nip="196411072000031002",
    pangkat="",
    jabatan="Kepala Dinas Komunikasi dan Informatika\nKabupaten Belitung",
    status="",
    mulai=None,
    selesai="2024-11-30",
)
PLT = Penandatangan(
    id="plt",
    nama="SITI RAHAYU, S.Kom., M.Si.",
    nip="197802142005012007",
    pangkat="Pembina Tingkat I",
    jabatan="Kepala Dinas Komunikasi dan Informatika\nKabupaten Belitung",
    status="Plt.",
    mulai="2024-12-01",
    selesai=None,
)


def _bentuk(kode: str) -> RasioRegister | RerataArea:
    if kode != "statistik":
        return RerataArea("rerata_area", ())
    codes = ("standar_data", "metadata", "interoperabilitas", "kode_referensi")
    rasio = Rasio(
        "data_statistik",
        "Data yang memenuhi prinsip satu data",
        Decimal(1),
        "data_statistik",
        codes,
        (),
        "Jumlah data yang memenuhi prinsip satu data",
        "Jumlah data tersedia",
        tuple(Kriteria(code, code.replace("_", " ").capitalize()) for code in codes),
    )
    return RasioRegister(Decimal(1), (rasio,))


def _definisi(raw: dict[str, Any]) -> Definisi:
    pita = tuple(
        Pita(Decimal(p["dari"]), Decimal(p["sampai"]), p["predikat"], p["teks"], p["tanda"])
        for p in raw.get("pita", [])
    )
    return Definisi(
        id=raw["id"],
        iku=raw["iku"],
        skema=raw["skema"],
        berlaku_dari=raw.get("berlaku_dari"),
        berlaku_sampai=raw.get("berlaku_sampai"),
        penjelasan=raw["penjelasan"].strip(),
        sumber=raw["sumber"].strip(),
        satuan=raw["satuan"],
        arah=raw["arah"],
        aturan_tahun=raw["aturan_tahun"],
        bentuk=_bentuk(raw["iku"]),
        pita=pita,
        catatan_pita=raw["catatan_pita"],
        kriteria=raw["kriteria"].strip(),
        terverifikasi=bool(raw["terverifikasi"]),
        catatan=raw["catatan"],
    )


_all = [_definisi(each) for each in KATALOG["definisi"]]
DEFINISI = {each.iku: each for each in _all if each.is_valid_in(2026)}

LANGKAH = (
    Langkah(
        "Indeks aspek Layanan Administrasi Pemerintahan Berbasis Elektronik",
        "Jumlah (tingkat kematangan × bobot) / jumlah bobot",
        "(4 × 2,75 + 3 × 2,75 + 3 × 2,75 + 5 × 2,75 + 5 × 2,75 + 3 × 2,75 + 3 × 2,75 + 3 × 2,75 "
        "+ 3 × 2,75 + 5 × 2,75) / 27,5",
        "3,70",
    ),
    Langkah(
        "Indeks aspek Layanan Publik Berbasis Elektronik",
        "Jumlah (tingkat kematangan × bobot) / jumlah bobot",
        "(4 × 3 + 2 × 3 + 2 × 3 + 4 × 3 + 4 × 3 + 4 × 3) / 18",
        "3,33",
    ),
    Langkah(
        "Indeks Domain Layanan SPBE",
        "(1 / bobot domain) × jumlah (indeks aspek × bobot aspek)",
        "(1 / 45,5) × (3,70 × 27,5 + 3,33 × 18)",
        "3,55",
    ),
)


def make_hasil(
    iku: str,
    nilai: Fraction | None,
    tampil: str | None,
    target: str | None,
    capaian: Fraction | None,
    peringkat: str | None,
    *,
    periode: Periode = TW2,
    satuan: str = "%",
    target_teks: str = "",
    sebab: str | None = None,
    **others: Any,
) -> Hasil:
    """One result; `others` are further fields of Realisasi."""
    fields: dict[str, Any] = {"predikat": None, "langkah": (), "terisi": 5, "jumlah": 5}
    fields |= {"kurang": (), "versi": "x", **others}
    return Hasil(
        iku=iku,
        nama=next(each.nama for each in IKU if each.id == iku),
        satuan=satuan,
        periode=periode,
        realisasi=Realisasi(nilai=nilai, tampil=tampil, sebab=sebab, **fields),
        target=None if target is None else Decimal(target),
        target_teks=target_teks,
        capaian=capaian,
        capaian_tanpa_batas=capaian,
        capaian_tampil=None if capaian is None else f"{float(capaian):.2f}".replace(".", ","),
        peringkat=peringkat,
        selisih=None,
        selisih_sebab=None,
    )


SPBE = make_hasil(
    "spbe",
    Fraction(647, 182),
    "3,55",
    "2.6",
    Fraction(13673, 100),
    "Sangat Tinggi",
    satuan="Indeks",
    target_teks="Predikat Baik (indeks minimal 2,6)",
    predikat="Sangat Baik",
    status="sementara",
    langkah=LANGKAH,
    catatan=(
        "Indeks resmi 3,56 dicetak karena berbeda 0,01 dari hasil perhitungan; selisih itu "
        "berasal dari pembulatan indeks aspek",
    ),
)
LAYANAN = make_hasil(
    "layanan",
    Fraction(75),
    "75,00",
    "80",
    Fraction(9375, 100),
    "Sangat Tinggi",
    langkah=LANGKAH[:2],
)
STATISTIK = make_hasil(
    "statistik", Fraction(70), "70,00", "75", Fraction(9333, 100), "Sangat Tinggi"
)
KEAMANAN = make_hasil(
    "keamanan",
    Fraction(3541, 100),
    "35,41",
    "60",
    Fraction(5902, 100),
    "Rendah",
    status="Pemenuhan Kerangka Kerja Dasar",
    peringatan=(
        "Versi Indeks KAMI berbeda dari periode sebelumnya sehingga tidak diperbandingkan",
    ),
    bacaan_lain=(
        BacaanLain("Total nilai / total maksimum x 100%", "32,71"),
        BacaanLain("Rerata tingkat kematangan (I = 1 ... V = 5)", None),
    ),
)
HASIL = (SPBE, LAYANAN, STATISTIK, KEAMANAN)
TARGET_TAHUNAN = {
    "spbe": Target(Decimal("2.6"), "Predikat Baik (indeks minimal 2,6)"),
    "layanan": Target(Decimal(85)),
    "statistik": Target(Decimal(80)),
    "keamanan": Target(Decimal("62.5")),
}
KOSONG = make_hasil("statistik", None, None, None, None, None, sebab="belum diisi", terisi=0)


def data_rows(count: int, *, keterangan: str = "") -> tuple[Row, ...]:
    """Rows of the register of statistical data."""
    return tuple(
        {
            "id": f"d{number}",
            "nama": f"Jumlah Penduduk Menurut Kelompok Umur dan Jenis Kelamin, Kecamatan {number}",
            "produsen": ("Dinas Kesehatan", "Badan Pusat Statistik", "Dinas Pendidikan")[
                number % 3
            ],
            "standar_data": 1,
            "metadata": number % 2,
            "interoperabilitas": None if number % 5 == 0 else 1,
            "kode_referensi": 0 if number % 7 == 0 else 1,
            "keterangan": keterangan
            or (f"Berkas CSV, diperiksa tahap {number}" if number % 4 else None),
        }
        for number in range(1, count + 1)
    )


def with_realisasi(hasil: Hasil, **changes: Any) -> Hasil:
    """The result with other fields in its realisasi."""
    return hasil._replace(realisasi=hasil.realisasi._replace(**changes))
