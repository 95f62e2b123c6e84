"""Every cell of the file by the name its user knows: period, tab of the window, name on screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from core.cell_values import (
    MAKS_TAMPIL,
    SUDAH_DIHAPUS,
    quoted,
    read_periode,
    row_title,
    show_both,
    show_both_rows,
    show_row,
    show_value,
    words,
)
from core.definisi_rows import DEFINISI_TABLES, counts_in, definisi_from_rows
from core.fields import Field, fields_of
from core.model.periode import Periode
from core.model.register import REGISTER, Row
from core.row_check import Tables

__all__ = [
    "LEMBAR",
    "PENGATURAN",
    "RINGKASAN",
    "CellNames",
    "Nama",
    "Tables",
    "figure_name",
    "show_both",
    "show_both_rows",
    "show_row",
    "show_value",
]

RINGKASAN, LEMBAR, PENGATURAN = "Ringkasan", "Lembar", "Pengaturan"
"""The tabs that belong to no indicator; Pengaturan stands for the dialogs of settings."""

SEMUA_DEFINISI = "definisi"
"""As the column of an indicator: all its definitions, which a merge may take as one figure."""

_BERKAS = {"nama": "nama berkas", "sidik": "isi berkas", "ukuran": "ukuran"}
_TINDAKAN = {"waktu": "waktu", "oleh": "oleh"}
_KOLOM: Mapping[str, Mapping[str, str]] = {
    "profil": {
        "berkas_id": "kode berkas",
        "pemerintah": "nama pemerintah daerah",
        "nama_instansi": "nama instansi",
        "wilayah": "wilayah",
        "judul_lembar_iku": "judul lembar IKU",
        "alamat": "alamat",
        "kontak": "kontak",
        "tempat": "tempat penandatanganan",
        "kop": "cetak kop surat",
        "logo": "logo",
        "batas_capaian": "batas capaian",
        "tanggal_lembar_iku": "tanggal lembar IKU",
        "contoh": "tanda berkas contoh",
    },
    "tugas_fungsi": {"urutan": "urutan", "jenis": "jenis", "teks": "bunyi"},
    "sasaran": {"urutan": "urutan", "nomor": "nomor", "teks": "bunyi"},
    "iku": {
        "sasaran_id": "sasaran",
        "urutan": "urutan",
        "nama": "nama indikator",
        "singkat": "nama singkat",
    },
    "definisi": {
        "iku_id": "indikator",
        "skema": "nama definisi",
        "berlaku_dari": "berlaku mulai tahun",
        "berlaku_sampai": "berlaku sampai tahun",
        "bentuk": "bentuk perhitungan",
        "penjelasan": "penjelasan / formulasi",
        "sumber": "sumber data",
        "satuan": "satuan",
        "arah": "arah",
        "aturan_tahun": "nilai tahunan",
        "bobot": "bobot keseluruhan",
        "cara_baca": "cara baca",
        "catatan_pita": "catatan kaki pita",
        "kriteria": "kriteria",
        "terverifikasi": "sudah diverifikasi",
        "catatan": "catatan",
    },
    "bagian": {
        "definisi_id": "definisi",
        "induk_id": "bagian di atas",
        "urutan": "urutan",
        "jenis": "jenis",
        "kode": "kode",
        "nama": "nama",
        "bobot": "bobot",
        "bobot_relatif": "bobot relatif",
        "maksimum": "nilai maksimum",
        "register": "daftar yang dihitung",
        "pembilang": "kriteria pembilang",
        "penyebut": "kriteria penyebut",
        "keterangan": "keterangan",
    },
    "pita": {
        "definisi_id": "definisi",
        "bagian_id": "bagian",
        "urutan": "urutan",
        "dari": "batas bawah",
        "sampai": "batas atas",
        "predikat": "predikat",
        "teks": "rentang pada lembar",
        "tanda": "tanda",
    },
    "periode": {"tahun": "Tahun", "triwulan": "Triwulan", "tanggal_lembar": "Tanggal lembar"},
    "penandatangan": {
        "nama": "nama",
        "nip": "NIP",
        "pangkat": "pangkat",
        "jabatan": "jabatan",
        "status": "status",
        "mulai": "mulai menjabat",
        "selesai": "selesai menjabat",
    },
    "bukti": {
        "periode_id": "periode",
        "urutan": "urutan",
        "untuk": "mendukung",
        "judul": "judul",
        "halaman": "halaman",
        "catatan": "catatan",
        **_BERKAS,
    },
    "pindaian": {"pengesahan_id": "lembar yang disahkan", **_TINDAKAN, **_BERKAS},
    "pengesahan": {
        "periode_id": "periode",
        "versi": "versi",
        **_TINDAKAN,
        "kertas": "kertas",
        "sidik": "data beku",
        "pengukuran": "lembar Pengukuran Kinerja",
        "iku": "lembar Indikator Kinerja Utama",
        "kertas_kerja": "lembar Kertas Kerja Perhitungan",
        "abaikan": "peringatan yang diabaikan",
    },
    "perubahan": {
        "periode_id": "periode",
        "versi": "versi",
        **_TINDAKAN,
        "alasan": "alasan",
        "nomor": "nomor dokumen",
        "tanggal": "tanggal dokumen",
    },
}
"""Column -> its name in the window; those of the registers are in REGISTER."""


class Nama(NamedTuple):
    """Where a cell is found: the period it belongs to (None: to all), its tab, its name there."""

    periode: Periode | None
    tab: str
    nama: str


def figure_name(
    tables: Tables, tabel: str, baris: str, kolom: str | None = None, isi: Row | None = None
) -> Nama:
    """The name of a cell, or of a row where `kolom` is None; `isi` if the tables lack the row."""
    return CellNames(tables).name(tabel, baris, kolom, isi)


class CellNames:
    """Names many cells of one content; it must not change meanwhile."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._fields: dict[tuple[str, int], Mapping[str, Field]] = {}
        self._owners: dict[tuple[str, int], str] = {}

    def name(
        self, tabel: str, baris: str, kolom: str | None = None, isi: Row | None = None
    ) -> Nama:
        """As `figure_name`."""
        row = self.tables[tabel].get(baris, isi)
        kolom = None if kolom == "id" else kolom
        if tabel == "isian":
            return self._isian(baris)
        if tabel == "target":
            return self._target(baris, row, kolom)
        if tabel == "periode":
            return Nama(read_periode(baris), LEMBAR, _KOLOM[tabel][kolom or "tanggal_lembar"])
        if tabel in REGISTER:
            return self._register(tabel, row, kolom)
        if tabel in DEFINISI_TABLES:
            return self._definisi(tabel, row, kolom)
        if tabel in ("bukti", "pindaian", "pengesahan", "perubahan"):
            where = self._bukti(row) if tabel == "bukti" else self._signed(tabel, baris, row)
            return (
                where
                if kolom is None
                else where._replace(nama=f"{where.nama}: {_KOLOM[tabel][kolom]}")
            )
        if (tabel, kolom) == ("iku", SEMUA_DEFINISI):
            return Nama(None, self.tab(baris), "Semua definisi indikator")
        return Nama(None, PENGATURAN, self._setting(tabel, baris, row, kolom))

    def fields(self, iku: str, tahun: int) -> Mapping[str, Field]:
        """The inputs of an indicator in a year by key; those of other years where it has none."""
        if (iku, tahun) not in self._fields:
            rows = [row for row in self.tables["definisi"].values() if row["iku_id"] == iku]
            rows.sort(key=lambda row: not counts_in(row, tahun))
            found: dict[str, Field] = {}
            for row in rows:
                for kunci, field in self._fields_of(row).items():
                    found.setdefault(kunci, field)
            self._fields[iku, tahun] = found
        return self._fields[iku, tahun]

    def _fields_of(self, row: Row) -> dict[str, Field]:
        parts, bands = (
            [each for each in self.tables[tabel].values() if each["definisi_id"] == row["id"]]
            for tabel in ("bagian", "pita")
        )
        return fields_of(definisi_from_rows(row, parts, bands))

    def owner(self, register: str, tahun: int) -> str:
        """The code of the indicator that counts a register in a year; "" if none ever does."""
        key = (register, tahun)
        if key not in self._owners:
            found = ""
            for part in self.tables["bagian"].values():
                definisi = self.tables["definisi"].get(str(part["definisi_id"]))
                if part["register"] == register and definisi is not None:
                    if counts_in(definisi, tahun) or not found:
                        found = str(definisi["iku_id"])
                    if counts_in(definisi, tahun):
                        break
            self._owners[key] = found
        return self._owners[key]

    def tab(self, iku: str) -> str:
        """The tab of an indicator."""
        row = self.tables["iku"].get(iku)
        return PENGATURAN if row is None else str(row["singkat"])

    def _isian(self, baris: str) -> Nama:
        periode = read_periode(baris.partition("/")[0])
        kunci = baris.partition("/")[2]
        iku, _, rest = kunci.partition(".")
        kind, _, kode = rest.partition(".")
        if kind == "indikator":
            return Nama(periode, self.tab(iku), f"Tingkat indikator {words(kode)}")
        fields = self.fields(iku, 0 if periode is None else periode.tahun)
        if kunci not in fields:
            return Nama(periode, self.tab(iku), f"Isian {words(rest)}")
        nama = fields[kunci].nama
        if kode == "cara":
            nama = f"{nama} {self._rasio(kind)}"
        return Nama(periode, self.tab(iku), nama)

    def _rasio(self, kode: str) -> str:
        """What is counted under the code, to tell two ways of filling in apart."""
        for part in self.tables["bagian"].values():
            if part["jenis"] == "rasio" and part["kode"] == kode:
                register = REGISTER.get(str(part["register"]))
                return register.satuan if register else quoted(part["nama"])
        return words(kode)

    def _target(self, baris: str, row: Row | None, kolom: str | None) -> Nama:
        id_periode, _, iku = baris.partition("/")
        if row is not None:
            id_periode, iku = str(row["periode_id"]), str(row["iku_id"])
        nama = f"Target {self.tab(iku)}"
        parts = {
            "teks": ": tulisan pada lembar",
            "iku_id": ": indikator",
            "periode_id": ": periode",
        }
        return Nama(read_periode(id_periode), self.tab(iku), nama + parts.get(kolom or "", ""))

    def _register(self, tabel: str, row: Row | None, kolom: str | None) -> Nama:
        register = REGISTER[tabel]
        periode = None if row is None else read_periode(str(row["periode_id"]))
        tab = self.tab(self.owner(tabel, 0 if periode is None else periode.tahun))
        satuan = register.satuan.capitalize()
        if row is None:
            title = f"{satuan} yang {SUDAH_DIHAPUS}"
        else:
            title = (
                f"{satuan} {quoted(row['nama'], MAKS_TAMPIL)}"
                if row["nama"]
                else f"{satuan} tanpa nama"
            )
        if kolom is None:
            return Nama(periode, tab, title)
        own = {each.kode: each.judul for each in register.kolom}
        own |= {"periode_id": "Periode", "urutan": "Urutan"}
        return Nama(periode, tab, f"{title}: {own[kolom]}")

    def _bukti(self, row: Row | None) -> Nama:
        """A piece of evidence, in the tab of what it supports; with the row, where it is one."""
        if row is None:
            return Nama(None, LEMBAR, f"Bukti yang {SUDAH_DIHAPUS}")
        periode = read_periode(str(row["periode_id"]))
        nama = f"Bukti {quoted(row['judul'] or row['nama'])}"
        untuk = str(row["untuk"])
        kode, colon, own = untuk.partition(":")
        if colon and kode in REGISTER:
            of = self._register(kode, self.tables[kode].get(own), None)
            tab = self.tab(self.owner(kode, 0 if periode is None else periode.tahun))
            return Nama(periode, tab, f"{nama} untuk {of.nama}")
        return Nama(periode, self.tab(untuk.partition(".")[0]) if untuk else LEMBAR, nama)

    def _signed(self, tabel: str, baris: str, row: Row | None) -> Nama:
        """A formal act, or the scan of a signed sheet."""
        if tabel == "pindaian" and row is None:
            return Nama(None, LEMBAR, f"Pindaian yang {SUDAH_DIHAPUS}")
        own = baris if row is None or tabel != "pindaian" else str(row["pengesahan_id"])
        periode_id, _, versi = own.partition("/")
        nama = f"{tabel.capitalize()} versi {words(versi)}"
        return Nama(read_periode(periode_id), LEMBAR, nama)

    def _definisi(self, tabel: str, row: Row | None, kolom: str | None) -> Nama:
        own = row if tabel == "definisi" else None
        if tabel != "definisi" and row is not None:
            own = self.tables["definisi"].get(str(row["definisi_id"]))
        tab = PENGATURAN if own is None else self.tab(str(own["iku_id"]))
        title = f"Definisi yang {SUDAH_DIHAPUS}" if own is None else f"Definisi {own['skema']}"
        what = "" if kolom is None else _KOLOM[tabel][kolom]
        if tabel == "bagian":
            if row is not None and row["jenis"] == "rasio" and kolom == "keterangan":
                what = "sebutan pembilang dan penyebut"
            what = f"{what} {self._part(row)}".strip()
        elif tabel == "pita":
            what = f"{what} {self._band(row)}".strip()
        return Nama(None, tab, f"{title}: {what}" if what else title)

    def _part(self, row: Row | None) -> str:
        if row is None:
            return f"bagian yang {SUDAH_DIHAPUS}"
        return row_title(self.tables, "bagian", str(row.get("id", "")), row)

    def _band(self, row: Row | None) -> str:
        if row is None:
            return f"pita yang {SUDAH_DIHAPUS}"
        band = f"pita {quoted(row['predikat'])}"
        if row["bagian_id"] is None:
            return band
        return f"{band} {row_title(self.tables, 'bagian', str(row['bagian_id']))}"

    def _setting(self, tabel: str, baris: str, row: Row | None, kolom: str | None) -> str:
        if tabel == "profil":
            title = "Profil instansi"
        elif row is None:
            title = {"tugas_fungsi": "Tugas atau fungsi", "iku": "Indikator"}.get(
                tabel, tabel.capitalize()
            )
            title = f"{title} yang {SUDAH_DIHAPUS}"
        else:
            title = row_title(self.tables, tabel, baris, row)
            if tabel in ("iku", "penandatangan"):
                title = f"{'Indikator' if tabel == 'iku' else 'Penandatangan'} {title}"
        return title if kolom is None else f"{title}: {_KOLOM[tabel][kolom]}"
