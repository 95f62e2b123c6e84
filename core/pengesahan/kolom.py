"""The rows in a frozen copy: which tables and columns there are and what may stand in each.

This is the first form of frozen copies and stays as it is when the tables of the file change: a
copy that was signed is read by this list for ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from core.definisi_rows import counts_in
from core.indonesian import parse_date
from core.model.definisi import ATURAN_TAHUN, BACAAN
from core.model.periode import KODE_PERIODE, TAHUN_MAX, TAHUN_MIN, Periode
from core.model.profil import STATUS_JABATAN
from core.model.register import REGISTER, Row, Value

Check = Callable[[Value], bool]
Tables = Mapping[str, Mapping[str, Row]]

SIDIK = re.compile(r"[0-9a-f]{64}")
_ANGKA = re.compile(r"(?!\.)-?[0-9]*\.?[0-9]+")
_DIGITS = 100
_JAUH = 2**63


def is_text(value: object, most: int = 3000, least: int = 0) -> bool:
    """Whether it is a text of that length."""
    return isinstance(value, str) and least <= len(value) <= most


def is_whole(value: object, least: int = -_JAUH, most: int = _JAUH - 1) -> bool:
    """Whether it is a whole number in that range; yes and no are none."""
    return type(value) is int and least <= value <= most


def is_sidik(value: object) -> bool:
    """Whether it is a SHA-256 as the file writes it."""
    return isinstance(value, str) and SIDIK.fullmatch(value) is not None


def is_date(value: object, *, bulan: bool = False) -> bool:
    """Whether it is a day that exists (or a month, where that will do), as the file writes it."""
    if not isinstance(value, str) or len(value) > 10 or parse_date(value) != value:
        return False
    return bulan or len(value) == 10


def _teks(most: int = 3000, least: int = 0) -> Check:
    return partial(is_text, most=most, least=least)


def _bulat(least: int = -_JAUH, most: int = _JAUH - 1) -> Check:
    return partial(is_whole, least=least, most=most)


def _angka(value: Value) -> bool:
    return is_text(value, _DIGITS) and _ANGKA.fullmatch(str(value)) is not None


def _pilihan(names: Iterable[Value]) -> Check:
    allowed = frozenset(names)
    return lambda value: value in allowed


def _boleh_kosong(check: Check) -> Check:
    return lambda value: value is None or check(value)


_ID: Check = _teks(500, 1)
_NAMA: Check = _teks(500)
_URUTAN: Check = _bulat()
_YA_TIDAK: Check = _boleh_kosong(_bulat(0, 1))
_PERIODE: Check = _teks(12, 8)
_TANGGAL: Check = is_date
_BULAN: Check = partial(is_date, bulan=True)
_JENIS_BAGIAN = ("aspek", "indikator", "tingkat", "rasio", "kriteria", "versi", "area", "kategori")


def _register(kode: str) -> dict[str, Check]:
    own = {
        kolom.kode: _YA_TIDAK if kolom.jenis == "ya_tidak" else _teks()
        for kolom in REGISTER[kode].kolom
    }
    return {"id": _ID, "periode_id": _PERIODE, "urutan": _URUTAN, **own, "nama": _NAMA}


TABEL: Mapping[str, Mapping[str, Check]] = {
    "profil": {
        "id": _pilihan(["profil"]),
        "berkas_id": _teks(64, 8),
        **dict.fromkeys(("pemerintah", "nama_instansi", "wilayah"), _NAMA),
        **dict.fromkeys(("judul_lembar_iku", "alamat", "kontak"), _NAMA),
        "tempat": _teks(100),
        "kop": _bulat(0, 1),
        "logo": _boleh_kosong(_teks(3_000_000)),
        "batas_capaian": _boleh_kosong(_pilihan(["100", "120"])),
        "tanggal_lembar_iku": _boleh_kosong(_BULAN),
        "contoh": _bulat(0, 1),
    },
    "tugas_fungsi": {
        "id": _ID,
        "urutan": _URUTAN,
        "jenis": _pilihan(["tugas", "fungsi"]),
        "teks": _teks(10_000),
    },
    "sasaran": {"id": _ID, "urutan": _URUTAN, "nomor": _teks(20), "teks": _teks()},
    "iku": {
        "id": _ID,
        "sasaran_id": _ID,
        "urutan": _URUTAN,
        "nama": _NAMA,
        "singkat": _teks(100),
    },
    "definisi": {
        "id": _ID,
        "iku_id": _ID,
        "skema": _NAMA,
        "berlaku_dari": _bulat(2000, 2200),
        "berlaku_sampai": _boleh_kosong(_bulat(2000, 2200)),
        "bentuk": _pilihan(["indeks_berbobot", "rasio_register", "rerata_area"]),
        "penjelasan": _teks(10_000),
        "sumber": _teks(),
        "satuan": _teks(50),
        "arah": _pilihan(["naik", "turun"]),
        "aturan_tahun": _pilihan(ATURAN_TAHUN),
        "bobot": _boleh_kosong(_angka),
        "cara_baca": _boleh_kosong(_pilihan(BACAAN)),
        "catatan_pita": _teks(),
        "kriteria": _teks(10_000),
        "terverifikasi": _bulat(0, 1),
        "catatan": _teks(10_000),
    },
    "bagian": {
        "id": _ID,
        "definisi_id": _ID,
        "induk_id": _boleh_kosong(_ID),
        "urutan": _URUTAN,
        "jenis": _pilihan(_JENIS_BAGIAN),
        "kode": _teks(50, 1),
        "nama": _NAMA,
        "bobot": _boleh_kosong(_angka),
        "bobot_relatif": _bulat(0, 1),
        "maksimum": _boleh_kosong(_angka),
        "register": _boleh_kosong(_pilihan(REGISTER)),
        "pembilang": _teks(200),
        "penyebut": _teks(200),
        "keterangan": _teks(),
    },
    "pita": {
        "id": _ID,
        "definisi_id": _ID,
        "bagian_id": _boleh_kosong(_ID),
        "urutan": _URUTAN,
        "dari": _angka,
        "sampai": _angka,
        "predikat": _teks(100, 1),
        "teks": _teks(100),
        "tanda": _teks(10),
    },
    "periode": {
        "id": _PERIODE,
        "tahun": _bulat(TAHUN_MIN, TAHUN_MAX),
        "triwulan": _bulat(1, 5),
        "tanggal_lembar": _boleh_kosong(_BULAN),
    },
    "target": {
        "id": _ID,
        "iku_id": _ID,
        "periode_id": _PERIODE,
        "nilai": _angka,
        "teks": _NAMA,
    },
    "isian": {
        "id": _ID,
        "periode_id": _PERIODE,
        "kunci": _teks(100, 3),
        "jenis": _pilihan(["bulat", "angka", "pilihan", "tanggal", "teks"]),
        "nilai": _teks(3000, 1),
    },
    **{kode: _register(kode) for kode in REGISTER},
    "penandatangan": {
        "id": _ID,
        "nama": _NAMA,
        "nip": _teks(30),
        "pangkat": _teks(200),
        "jabatan": _NAMA,
        "status": _pilihan(STATUS_JABATAN),
        "mulai": _boleh_kosong(_TANGGAL),
        "selesai": _boleh_kosong(_TANGGAL),
    },
    "bukti": {
        "id": _ID,
        "periode_id": _PERIODE,
        "urutan": _URUTAN,
        "untuk": _teks(200),
        "judul": _NAMA,
        "halaman": _teks(100),
        "catatan": _teks(),
        "nama": _teks(255, 1),
        "sidik": is_sidik,
        "ukuran": _bulat(1),
    },
}
"""Table -> column -> whether a value may stand there; columns in the order of the file."""

_RUJUKAN = (
    ("iku", "sasaran_id", "sasaran"),
    ("definisi", "iku_id", "iku"),
    ("bagian", "definisi_id", "definisi"),
    ("bagian", "induk_id", "bagian"),
    ("pita", "definisi_id", "definisi"),
    ("pita", "bagian_id", "bagian"),
    ("target", "iku_id", "iku"),
    *((tabel, "periode_id", "periode") for tabel in ("target", "isian", "bukti", *REGISTER)),
)


def is_row(tabel: str, row: Row) -> bool:
    """Whether every value of the row may stand in its column, and the row as a whole is one."""
    if not all(check(row[kolom]) for kolom, check in TABEL[tabel].items()):
        return False
    if tabel == "isian":
        return row["id"] == f"{row['periode_id']}/{row['kunci']}" and _is_isian(row)
    if tabel == "bagian":
        kode = str(row["kode"])
        return row["jenis"] != "tingkat" or (kode.isascii() and kode.isdigit())
    if tabel == "periode":
        return row["id"] == f"{row['tahun']}-{KODE_PERIODE[int(row['triwulan'] or 0) - 1]}"
    return True


def _is_isian(row: Row) -> bool:
    nilai = str(row["nilai"])
    if ".indikator." in str(row["kunci"]):
        return nilai in ("1", "2", "3", "4", "5")
    if row["jenis"] == "bulat":
        return nilai.isascii() and nilai.isdigit() and len(nilai) <= _DIGITS
    if row["jenis"] == "angka":
        return _angka(nilai)
    return row["jenis"] != "tanggal" or is_date(nilai, bulan=True)


def is_whole_copy(tabel: Tables, periode: Periode) -> bool:
    """Whether the rows belong together: one agency, this period, every reference answered."""
    own = {each.id for each in periods_of(periode)}
    tahun = f"{periode.tahun}-tahunan"
    return (
        len(tabel["profil"]) == 1
        and bool(tabel["iku"])
        and periode.id in tabel["periode"]
        and tabel["periode"].keys() <= own | {tahun}
        and all(
            row["periode_id"] in own
            for kode in ("isian", "bukti", *REGISTER)
            for row in tabel[kode].values()
        )
        and all(counts_in(row, periode.tahun) for row in tabel["definisi"].values())
        and all(
            row[kolom] is None or row[kolom] in tabel[lain]
            for nama, kolom, lain in _RUJUKAN
            for row in tabel[nama].values()
        )
    )


def periods_of(periode: Periode) -> tuple[Periode, ...]:
    """The periods that freeze with this one: a year has its four quarters, and comes last."""
    return (*periode.triwulan_setahun, periode) if periode.is_tahunan else (periode,)
