"""The tables, triggers and version numbers of the file.

Format history (user_version = major x 1000 + minor; a newer major cannot be read, a newer minor
can be read but not written):

1.0  2026-11  first: profile, tasks and functions, sasaran, IKU, definitions with parts and bands,
              targets, periods, inputs, three registers, signatories, journal.
2.0  2026-11  the journal in steps and their lines, each step with the working copy it was made in,
              the steps it rests on, and hashes of itself and of the content after it; values in
              the lines are JSON.
3.0  2026-11  signed periods (pengesahan, perubahan, their frozen copies in arsip) that triggers
              hold fast; evidence (bukti, pindaian; its bytes in isi_bukti); pangkal, the content
              from which the journal leads to the present one.

Figures are canonical decimal TEXT and never REAL; dates are ISO text; yes/no is 1, 0 or NULL
(not filled in).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from core.model.pengesahan import ACTS, TERKUNCI
from core.storage.triggers import IN_ORDER, locks, refusals

APPLICATION_ID = 0x494B5542  # "IKUB"
FORMAT = 3000
PAGE_SIZE = 4096

_ANGKA = (
    "{0} NOT GLOB '*[^0-9.-]*' AND {0} GLOB '*[0-9]' AND {0} NOT GLOB '?*-*' "
    "AND {0} NOT GLOB '*.*.*' AND {0} NOT GLOB '.*'"
)


def _angka(kolom: str) -> str:
    """CHECK of a decimal text; STRICT TEXT alone would take any word."""
    return _ANGKA.format(kolom)


def _teks(kolom: str, maks: int = 3000) -> str:
    return f"{kolom} TEXT NOT NULL DEFAULT '' CHECK (length({kolom}) <= {maks})"


def _ya_tidak(kolom: str) -> str:
    return f"{kolom} INTEGER CHECK ({kolom} IN (0, 1))"


def _tanggal(kolom: str, bulan: bool = False) -> str:
    day = f"{kolom} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
    month = f" OR {kolom} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'" if bulan else ""
    return f"{kolom} TEXT CHECK ({day}{month})"


_SIDIK = "sidik TEXT NOT NULL CHECK (length(sidik) = 64 AND sidik NOT GLOB '*[^0-9a-f]*')"
_BERKAS_LAMPIRAN = (
    "nama TEXT NOT NULL CHECK (length(nama) BETWEEN 1 AND 255)",
    _SIDIK,
    "ukuran INTEGER NOT NULL CHECK (ukuran > 0)",
)
_PERIODE_FK = "periode_id TEXT NOT NULL REFERENCES periode (id)"
_NAMA = "nama TEXT NOT NULL CHECK (length(nama) <= 500)"
_URUTAN = "urutan INTEGER NOT NULL"


def _lembar(kolom: str) -> str:
    return f"{kolom} TEXT CHECK (length({kolom}) = 64)"


def _oleh() -> tuple[str, ...]:
    return ("waktu TEXT NOT NULL", "oleh TEXT NOT NULL")


TABLES: dict[str, tuple[str, ...]] = {
    "profil": (
        "id TEXT PRIMARY KEY CHECK (id = 'profil')",
        "berkas_id TEXT NOT NULL CHECK (length(berkas_id) BETWEEN 8 AND 64)",
        _teks("pemerintah", 500),
        _teks("nama_instansi", 500),
        _teks("wilayah", 500),
        _teks("judul_lembar_iku", 500),
        _teks("alamat", 500),
        _teks("kontak", 500),
        _teks("tempat", 100),
        "kop INTEGER NOT NULL DEFAULT 0 CHECK (kop IN (0, 1))",
        "logo TEXT CHECK (length(logo) <= 3000000)",
        "batas_capaian TEXT CHECK (batas_capaian IN ('100', '120'))",
        _tanggal("tanggal_lembar_iku", bulan=True),
        "contoh INTEGER NOT NULL DEFAULT 0 CHECK (contoh IN (0, 1))",
    ),
    "tugas_fungsi": (
        "id TEXT PRIMARY KEY",
        _URUTAN,
        "jenis TEXT NOT NULL CHECK (jenis IN ('tugas', 'fungsi'))",
        _teks("teks", 10000),
    ),
    "sasaran": (
        "id TEXT PRIMARY KEY",
        _URUTAN,
        _teks("nomor", 20),
        _teks("teks"),
    ),
    "iku": (
        "id TEXT PRIMARY KEY",
        "sasaran_id TEXT NOT NULL REFERENCES sasaran (id)",
        _URUTAN,
        _NAMA,
        _teks("singkat", 100),
    ),
    "definisi": (
        "id TEXT PRIMARY KEY",
        "iku_id TEXT NOT NULL REFERENCES iku (id)",
        _teks("skema", 500),
        "berlaku_dari INTEGER CHECK (berlaku_dari BETWEEN 2000 AND 2200)",
        "berlaku_sampai INTEGER CHECK (berlaku_sampai BETWEEN berlaku_dari AND 2200)",
        "bentuk TEXT NOT NULL CHECK "
        "(bentuk IN ('indeks_berbobot', 'rasio_register', 'rerata_area'))",
        _teks("penjelasan", 10000),
        _teks("sumber"),
        _teks("satuan", 50),
        "arah TEXT NOT NULL CHECK (arah IN ('naik', 'turun'))",
        "aturan_tahun TEXT NOT NULL CHECK "
        "(aturan_tahun IN ('posisi_akhir', 'kumulatif', 'rata_rata'))",
        f"bobot TEXT CHECK ({_angka('bobot')})",
        "cara_baca TEXT CHECK (cara_baca IN ('rerata_area', 'total', 'rerata_nilai', "
        "'rerata_kematangan', 'area_tercapai'))",
        _teks("catatan_pita"),
        _teks("kriteria", 10000),
        "terverifikasi INTEGER NOT NULL DEFAULT 0 CHECK (terverifikasi IN (0, 1))",
        _teks("catatan", 10000),
    ),
    "bagian": (
        "id TEXT PRIMARY KEY",
        "definisi_id TEXT NOT NULL REFERENCES definisi (id)",
        "induk_id TEXT REFERENCES bagian (id)",
        _URUTAN,
        "jenis TEXT NOT NULL CHECK (jenis IN ('aspek', 'indikator', 'tingkat', 'rasio', "
        "'kriteria', 'versi', 'area', 'kategori'))",
        "kode TEXT NOT NULL CHECK (length(kode) BETWEEN 1 AND 50)",
        _NAMA,
        f"bobot TEXT CHECK ({_angka('bobot')})",
        "bobot_relatif INTEGER NOT NULL DEFAULT 0 CHECK (bobot_relatif IN (0, 1))",
        f"maksimum TEXT CHECK ({_angka('maksimum')})",
        "register TEXT CHECK (register IN ('sistem_informasi', 'media', 'data_statistik'))",
        _teks("pembilang", 200),
        _teks("penyebut", 200),
        _teks("keterangan"),
    ),
    "pita": (
        "id TEXT PRIMARY KEY",
        "definisi_id TEXT NOT NULL REFERENCES definisi (id)",
        "bagian_id TEXT REFERENCES bagian (id)",
        _URUTAN,
        f"dari TEXT NOT NULL CHECK ({_angka('dari')})",
        f"sampai TEXT NOT NULL CHECK ({_angka('sampai')})",
        "predikat TEXT NOT NULL CHECK (length(predikat) BETWEEN 1 AND 100)",
        _teks("teks", 100),
        _teks("tanda", 10),
    ),
    "periode": (
        "id TEXT PRIMARY KEY CHECK "
        "(id = tahun || '-' || CASE triwulan WHEN 5 THEN 'tahunan' ELSE 'tw' || triwulan END)",
        "tahun INTEGER NOT NULL CHECK (tahun BETWEEN 2010 AND 2100)",
        "triwulan INTEGER NOT NULL CHECK (triwulan BETWEEN 1 AND 5)",
        _tanggal("tanggal_lembar", bulan=True),
    ),
    "target": (
        "id TEXT PRIMARY KEY",
        "iku_id TEXT NOT NULL REFERENCES iku (id)",
        _PERIODE_FK,
        f"nilai TEXT NOT NULL CHECK ({_angka('nilai')})",
        _teks("teks", 500),
        "UNIQUE (iku_id, periode_id)",
    ),
    "isian": (
        "id TEXT PRIMARY KEY CHECK (id = periode_id || '/' || kunci)",
        _PERIODE_FK,
        "kunci TEXT NOT NULL CHECK (length(kunci) BETWEEN 3 AND 100)",
        "jenis TEXT NOT NULL CHECK (jenis IN ('bulat', 'angka', 'pilihan', 'tanggal', 'teks'))",
        "nilai TEXT NOT NULL CHECK (length(nilai) BETWEEN 1 AND 3000 AND CASE jenis "
        "WHEN 'bulat' THEN nilai NOT GLOB '*[^0-9]*' "
        f"WHEN 'angka' THEN {_angka('nilai')} "
        "WHEN 'tanggal' THEN nilai GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*' ELSE 1 END)",
        "CHECK (kunci NOT GLOB '*.indikator.*' OR nilai IN ('1', '2', '3', '4', '5'))",
    ),
    "sistem_informasi": (
        "id TEXT PRIMARY KEY",
        _PERIODE_FK,
        _URUTAN,
        _NAMA,
        _teks("pengelola"),
        _ya_tidak("wajib_terintegrasi"),
        _ya_tidak("terintegrasi"),
        _teks("keterangan"),
    ),
    "media": (
        "id TEXT PRIMARY KEY",
        _PERIODE_FK,
        _URUTAN,
        _NAMA,
        _teks("jenis"),
        _teks("alamat"),
        _ya_tidak("aktif"),
        _teks("keterangan"),
    ),
    "data_statistik": (
        "id TEXT PRIMARY KEY",
        _PERIODE_FK,
        _URUTAN,
        _NAMA,
        _teks("produsen"),
        _ya_tidak("standar_data"),
        _ya_tidak("metadata"),
        _ya_tidak("interoperabilitas"),
        _ya_tidak("kode_referensi"),
        _teks("keterangan"),
    ),
    "penandatangan": (
        "id TEXT PRIMARY KEY",
        _NAMA,
        _teks("nip", 30),
        _teks("pangkat", 200),
        _teks("jabatan", 500),
        "status TEXT NOT NULL DEFAULT '' CHECK (status IN ('', 'Plt.', 'Plh.', 'Pj.'))",
        _tanggal("mulai"),
        _tanggal("selesai"),
    ),
    "perubahan": (
        "id TEXT PRIMARY KEY CHECK (id = periode_id || '/' || versi)",
        _PERIODE_FK,
        "versi INTEGER NOT NULL CHECK (versi BETWEEN 2 AND 999)",
        *_oleh(),
        "alasan TEXT NOT NULL CHECK (length(alasan) BETWEEN 1 AND 3000)",
        "nomor TEXT NOT NULL CHECK (length(nomor) BETWEEN 1 AND 200)",
        "tanggal TEXT NOT NULL CHECK (tanggal GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')",
    ),
    "bukti": (
        "id TEXT PRIMARY KEY",
        _PERIODE_FK,
        _URUTAN,
        _teks("untuk", 200),
        _teks("judul", 500),
        _teks("halaman", 100),
        _teks("catatan"),
        *_BERKAS_LAMPIRAN,
    ),
    "pengesahan": (
        "id TEXT PRIMARY KEY CHECK (id = periode_id || '/' || versi)",
        _PERIODE_FK,
        "versi INTEGER NOT NULL CHECK (versi BETWEEN 1 AND 999)",
        *_oleh(),
        "kertas TEXT NOT NULL CHECK (kertas IN ('a4', 'f4'))",
        _SIDIK,
        _lembar("pengukuran"),
        _lembar("iku"),
        _lembar("kertas_kerja"),
        "abaikan TEXT NOT NULL DEFAULT '[]' CHECK (length(abaikan) <= 100000)",
    ),
    "pindaian": (
        "id TEXT PRIMARY KEY",
        "pengesahan_id TEXT NOT NULL REFERENCES pengesahan (id)",
        *_oleh(),
        *_BERKAS_LAMPIRAN,
    ),
}
"""Every table that the user's changes may touch: name -> column definitions."""

COLUMNS: dict[str, tuple[str, ...]] = {
    table: tuple(
        definition.split(" ", 1)[0] for definition in definitions if definition[0].islower()
    )
    for table, definitions in TABLES.items()
}
"""The columns of each table, id first."""

_LANGKAH = """CREATE TABLE langkah (
  nomor INTEGER PRIMARY KEY CHECK (nomor > 0),
  salinan TEXT NOT NULL CHECK (length(salinan) BETWEEN 1 AND 64),
  urut INTEGER NOT NULL CHECK (urut > 0),
  waktu TEXT NOT NULL,
  oleh TEXT NOT NULL,
  tindakan TEXT NOT NULL,
  induk TEXT NOT NULL,
  isi TEXT NOT NULL,
  sidik TEXT NOT NULL,
  UNIQUE (salinan, urut)
) STRICT"""
"""One line for each step of a user; see `core.model.journal` and `core.storage.seal`."""

_JURNAL = """CREATE TABLE jurnal (
  langkah INTEGER NOT NULL REFERENCES langkah (nomor),
  ke INTEGER NOT NULL CHECK (ke > 0),
  tabel TEXT NOT NULL,
  baris TEXT NOT NULL,
  kolom TEXT,
  lama TEXT,
  baru TEXT,
  PRIMARY KEY (langkah, ke)
) STRICT, WITHOUT ROWID"""
"""One line for each value, row put in (kolom and lama NULL, baru a JSON object) or row taken out
(kolom and baru NULL); values are JSON."""

_PANGKAL = """CREATE TABLE pangkal (
  nomor INTEGER PRIMARY KEY CHECK (nomor > 0),
  isi BLOB NOT NULL
) STRICT"""
"""The content after the step `nomor`, as zlib of JSON; later ones follow by the journal."""

JOURNAL_TABLES = ("langkah", "jurnal", "pangkal")


def _by_hash(table: str) -> str:
    return (
        f"CREATE TABLE {table} (\n  sidik TEXT PRIMARY KEY CHECK (length(sidik) = 64),\n"
        "  isi BLOB NOT NULL\n) STRICT"
    )


ARSIP, ISI_BUKTI = "arsip", "isi_bukti"
"""Bytes by their SHA-256: frozen copies and signed sheets; evidence, in documents only."""

BLOB_TABLES = (ARSIP, ISI_BUKTI)

ARSIP_NAMED = " UNION ".join(
    f"SELECT {kolom} FROM pengesahan WHERE {kolom} IS NOT NULL"
    for kolom in ("sidik", "pengukuran", "iku", "kertas_kerja")
)
"""SQL for the hashes of all that arsip holds: what the signed versions name."""


def _create(table: str) -> str:
    body = ",\n  ".join(TABLES[table])
    return f"CREATE TABLE {table} (\n  {body}\n) STRICT"


STATEMENTS: tuple[str, ...] = (
    *(_create(table) for table in TABLES),
    _LANGKAH,
    _JURNAL,
    _PANGKAL,
    *map(_by_hash, BLOB_TABLES),
    *refusals("langkah", "nomor = NEW.nomor OR (salinan = NEW.salinan AND urut = NEW.urut)"),
    *refusals("jurnal", "langkah = NEW.langkah AND ke = NEW.ke"),
    *refusals("pangkal", "nomor = NEW.nomor"),
    *refusals(ARSIP, "sidik = NEW.sidik"),
    *(trigger for table in ACTS for trigger in refusals(table, "id = NEW.id")),
    *IN_ORDER,
    *(trigger for table in TERKUNCI for trigger in locks(table, "periode_id")),
    *locks("periode", "id"),
)
"""The whole schema, in the order in which it is made.

There are no indexes but those of keys: figures are counted from the tables themselves, so that a
damaged index can never change one, and 40,000 rows are counted in 15 ms.
"""


def schema_hash(statements: Iterable[str]) -> str:
    """The hash of a schema's text, without differences of white space and order."""
    lines = sorted(re.sub(r"\s+", " ", sql).strip() for sql in statements)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
