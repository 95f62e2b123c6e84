"""A stored value as its user reads it: numbers, dates, yes and no, names in the place of ids."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal

from core.evidence_kinds import show_size
from core.indonesian import format_date, format_moment, format_number, is_canonical, parse_date
from core.model.definisi import ATURAN_TAHUN, BACAAN
from core.model.hasil import BELUM_DIISI
from core.model.periode import NAMA_PERIODE, Periode, periode_from_id
from core.model.register import REGISTER, Row, Value
from core.row_check import Tables

TIDAK_ADA = "tidak ada"
SUDAH_DIHAPUS = "sudah dihapus"
MAKS_TAMPIL = 160
"""The most characters of a text that are shown."""

_RUJUKAN = {
    "iku_id": "iku",
    "sasaran_id": "sasaran",
    "definisi_id": "definisi",
    "induk_id": "bagian",
    "bagian_id": "bagian",
    "periode_id": "periode",
    "pengesahan_id": "pengesahan",
}
"""Column that names a row -> the table of that row."""

_PILIHAN: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("tugas_fungsi", "jenis"): {"tugas": "Tugas", "fungsi": "Fungsi"},
    ("definisi", "bentuk"): {
        "indeks_berbobot": "Indeks berbobot",
        "rasio_register": "Rasio dari daftar",
        "rerata_area": "Rerata area",
    },
    ("definisi", "arah"): {"naik": "Makin tinggi makin baik", "turun": "Makin rendah makin baik"},
    ("definisi", "aturan_tahun"): ATURAN_TAHUN,
    ("definisi", "cara_baca"): BACAAN,
    ("bagian", "register"): {kode: register.judul for kode, register in REGISTER.items()},
    ("isian", "jenis"): {"bulat": "bilangan bulat"},
    ("isian", "nilai"): {
        "register": "Dari daftar",
        "jumlah": "Jumlah langsung",
        "indikator": "Tingkat tiap indikator",
        "aspek": "Indeks aspek",
        "sementara": "Sementara",
        "final": "Final",
    },
}
"""Words that the file stores for a choice -> the words of the window."""

_KOSONG = {
    ("profil", "batas_capaian"): "tanpa batas",
    ("definisi", "berlaku_dari"): "templat",
    ("definisi", "berlaku_sampai"): "seterusnya",
    ("penandatangan", "status"): "Definitif",
    ("penandatangan", "selesai"): "masih menjabat",
    ("bagian", "induk_id"): "paling atas",
    ("bagian", "penyebut"): "semua baris",
    ("pita", "bagian_id"): "predikat indikator",
    ("bukti", "untuk"): "periode",
}
"""What an empty cell means where it does not mean that something is missing."""

_TANGGAL = {"tanggal_lembar_iku", "tanggal_lembar", "mulai", "selesai", "tanggal"}
_ANGKA = {("target", "nilai"), ("pita", "dari"), ("pita", "sampai")}
_ANGKA |= {("definisi", "bobot"), ("bagian", "bobot"), ("bagian", "maksimum")}
_BILANGAN = {"urutan", "tahun", "berlaku_dari", "berlaku_sampai", "versi"}
_RESMI = ("pengesahan", "perubahan", "bukti", "pindaian")
_KRITERIA = {
    kolom.kode: kolom.judul
    for register in REGISTER.values()
    for kolom in register.kolom
    if kolom.jenis == "ya_tidak"
}


def show_value(tables: Tables, tabel: str, kolom: str, value: Value, baris: str = "") -> str:
    """One cell in the words of the window; what is not there is "belum diisi".

    `baris` (the id of the row) tells how a figure of `isian` is to be read, whose table holds
    numbers, dates and texts alike.
    """
    if value is None or value == "":
        return _KOSONG.get((tabel, kolom), BELUM_DIISI)
    return shorten(_whole(tables, tabel, kolom, value, baris))


def show_both(
    tables: tuple[Tables, Tables],
    tabel: str,
    kolom: str,
    values: tuple[Value, Value],
    baris: str = "",
) -> tuple[str, str]:
    """Two different values of one cell, so that the difference is seen: long texts from there."""
    one, other = (
        _KOSONG.get((tabel, kolom), BELUM_DIISI)
        if value is None or value == ""
        else _whole(own, tabel, kolom, value, baris)
        for own, value in zip(tables, values, strict=True)
    )
    return tell_apart(one, other)


def tell_apart(one: str, other: str) -> tuple[str, str]:
    """Two texts, shortened where they are alike and said to differ where that cannot be seen."""
    short = shorten(one), shorten(other)
    if short[0] != short[1]:
        return short
    if one == other:
        return short[0], f"{short[1]} (berbeda, tidak tampak di sini)"
    same = next(
        (i for i, signs in enumerate(zip(one, other, strict=False)) if len(set(signs)) > 1),
        min(len(one), len(other)),
    )
    start = max(one.rfind(" ", 0, max(0, same - MAKS_TAMPIL // 4)) + 1, same - MAKS_TAMPIL // 2)
    return shorten("… " + one[start:]), shorten("… " + other[start:])


def shorten(text: str, most: int = MAKS_TAMPIL) -> str:
    """The text, cut after so many characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def show_row(tables: Tables, tabel: str, baris: str, row: Row | None) -> str:
    """What a whole row says: its figure where it is one, else what is filled in besides its name.

    None stands for a row that is not there.
    """
    return shorten(_row(tables, tabel, baris, row))


def show_both_rows(
    tables: tuple[Tables, Tables], tabel: str, baris: str, rows: tuple[Row | None, Row | None]
) -> tuple[str, str]:
    """Two different states of one row, so that the difference is seen."""
    one, other = (_row(own, tabel, baris, row) for own, row in zip(tables, rows, strict=True))
    return tell_apart(one, other)


def _row(tables: Tables, tabel: str, baris: str, row: Row | None) -> str:
    if tabel in ("isian", "periode", "target"):
        return _figure(tabel, baris, row)
    if row is None:
        return TIDAK_ADA
    if tabel in _RESMI:
        return _act(tabel, row)
    if tabel not in REGISTER:
        return "ada"
    parts = [
        f"{kolom.judul}: {show_value(tables, tabel, kolom.kode, row[kolom.kode])}"
        for kolom in REGISTER[tabel].kolom
        if kolom.kode != "nama" and row.get(kolom.kode) not in (None, "")
    ]
    return "; ".join(parts) or "ada"


def _act(tabel: str, row: Row) -> str:
    """What a formal act or a piece of evidence says besides its name."""
    if tabel == "perubahan":
        day = _date(str(row["tanggal"]))
        return one_line(f"nomor {row['nomor']}, tanggal {day}: {row['alasan']}")
    if tabel == "pengesahan":
        return one_line(
            f"disahkan {format_moment(str(row['waktu']))}, {row['oleh']}"
            f"{_waived_shortly(str(row['abaikan']))}"
        )
    page = f", {row['halaman']}" if row.get("halaman") else ""
    return one_line(f"{row['nama']} ({_size(row['ukuran'])}){page}")


def _waived_shortly(text: str) -> str:
    """How many warnings were waived, and the reasons, each once."""
    try:
        reasons = [str(why) for _, why in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        return ""
    if not reasons:
        return ""
    return f"; {len(reasons)} peringatan diabaikan: {'; '.join(dict.fromkeys(reasons))}"


def _size(value: Value) -> str:
    return show_size(int(value or 0))


def _figure(tabel: str, baris: str, row: Row | None) -> str:
    """A row that is one figure."""
    value = None if row is None else row["tanggal_lembar" if tabel == "periode" else "nilai"]
    if row is None or value is None:
        return BELUM_DIISI
    if tabel == "isian":
        return _isian(baris, str(row["jenis"]), str(value))
    if tabel == "periode":
        return _date(str(value))
    figure, note = _number(str(value)), one_line(str(row["teks"]))
    return f"{figure} (pada lembar: {note})" if note else figure


def row_title(tables: Tables, tabel: str, baris: str, row: Row | None = None) -> str:
    """A row by the name its users know it by; `row` where the tables have lost it."""
    if tabel == "periode":
        periode = read_periode(baris)
        return SUDAH_DIHAPUS if periode is None else periode.singkat
    row = tables[tabel].get(baris, row)
    if row is None:
        return SUDAH_DIHAPUS
    if tabel == "bagian":
        return _bagian(tables, row)
    if tabel in ("pengesahan", "perubahan"):
        return f"{row_title(tables, 'periode', str(row['periode_id']))} versi {row['versi']}"
    if tabel == "sasaran":
        return f"Sasaran {row['nomor']}".strip()
    if tabel == "tugas_fungsi":
        return f"{str(row['jenis']).capitalize()} {quoted(row['teks'])}"
    return str(row["skema" if tabel == "definisi" else "singkat" if tabel == "iku" else "nama"])


def _bagian(tables: Tables, row: Row) -> str:
    jenis, kode = str(row["jenis"]), words(str(row["kode"]))
    if jenis in ("indikator", "tingkat"):
        return f"{jenis} {kode}"
    above = tables["bagian"].get(str(row["induk_id"])) if jenis in ("area", "kategori") else None
    of = f" ({above['nama']})" if above is not None else ""
    return f"{jenis} {quoted(row['nama'] or kode)}{of}"


def quoted(value: Value, most: int = 60) -> str:
    """A name in quotation marks, not longer than fits a line."""
    return f"“{shorten(one_line(str(value)), most)}”"


def words(kode: str) -> str:
    """A code of the file without the marks that no office writes."""
    return " ".join(re.split(r"[._/\s]+", kode)).strip()


def one_line(text: str) -> str:
    """The text without line breaks."""
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def read_periode(id_periode: str) -> Periode | None:
    """The period that an id names; None if it names none."""
    try:
        return periode_from_id(id_periode)
    except (ValueError, IndexError):
        return None


def _whole(tables: Tables, tabel: str, kolom: str, value: Value, baris: str) -> str:
    """A value that is there, in its full length."""
    if isinstance(value, int):
        return _size(value) if kolom == "ukuran" else _whole_number(kolom, value)
    text = str(value)
    if kolom == "id":
        return "penanda baris"
    if kolom in _RUJUKAN:
        return row_title(tables, _RUJUKAN[kolom], text)
    if (tabel, kolom) == ("isian", "nilai"):
        row = tables["isian"].get(baris)
        return _isian(baris, None if row is None else str(row["jenis"]), text)
    if (tabel, kolom) in _PILIHAN:
        return _PILIHAN[tabel, kolom].get(text, words(text))
    if (tabel, kolom) in _ANGKA:
        return _number(text)
    if kolom in _TANGGAL:
        return _date(text)
    if tabel in _RESMI:
        return _formal(tables, kolom, text)
    if tabel in ("profil", "bagian", "isian"):
        text = _special(kolom, text)
    return one_line(text)


def _formal(tables: Tables, kolom: str, text: str) -> str:
    """A value of a formal act or of a piece of evidence."""
    if kolom in ("sidik", "pengukuran", "iku", "kertas_kerja"):
        return f"sidik {text}"
    if kolom == "waktu":
        return format_moment(text)
    if kolom == "kertas":
        return text.upper()
    if kolom == "abaikan":
        return _waived(text)
    if kolom != "untuk":
        return one_line(text)
    kode, colon, own = text.partition(":")
    if colon and kode in REGISTER:
        return f"{REGISTER[kode].satuan} {row_title(tables, kode, own)}"
    iku, _, rest = text.partition(".")
    return words(f"{row_title(tables, 'iku', iku)} {rest}")


def _waived(text: str) -> str:
    """The warnings that were waived, each with its reason."""
    try:
        found = [": ".join(map(str, each)) for each in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        return "tidak terbaca"
    return one_line("; ".join(found)) or TIDAK_ADA


def _whole_number(kolom: str, value: int) -> str:
    if kolom == "triwulan" and 1 <= value <= len(NAMA_PERIODE):
        return NAMA_PERIODE[value - 1]
    if kolom in _BILANGAN:
        return str(value)
    return "Ya" if value else "Tidak"


def _special(kolom: str, text: str) -> str:
    """Texts that stand for something else than themselves."""
    if kolom == "logo":
        return f"gambar ({format_number((len(text) * 3 // 4 + 1023) // 1024, 0)} KB)"
    if kolom == "batas_capaian":
        return f"{text}%"
    if kolom == "berkas_id":
        return text[:8]
    if kolom in ("pembilang", "penyebut"):
        return ", ".join(_KRITERIA.get(kode, words(kode)) for kode in text.split())
    if kolom == "keterangan":
        return text.replace("|", " / ")
    if kolom in ("kode", "kunci", "jenis"):
        return words(text)
    return text


def _isian(baris: str, jenis: str | None, text: str) -> str:
    """A figure of a quarter; where its kind is not known any more, by its key."""
    kunci = baris.partition("/")[2]
    jenis = jenis or _jenis(kunci, text)
    if jenis in ("bulat", "angka"):
        return _number(text)
    if jenis == "tanggal":
        return _date(text)
    if jenis == "pilihan" and kunci.endswith((".cara", ".resmi_status")):
        return _PILIHAN["isian", "nilai"].get(text, text)
    return one_line(text)


def _jenis(kunci: str, text: str) -> str:
    last = kunci.rpartition(".")[2]
    if last in ("cara", "resmi_status"):
        return "pilihan"
    if last in ("keterangan", "resmi_nomor", "versi") or not is_canonical(text):
        return "tanggal" if last.startswith(("tanggal", "resmi_tanggal")) else "teks"
    return "angka"


def _number(text: str) -> str:
    """A journal may hold what no column would take."""
    if len(text) > MAKS_TAMPIL or not is_canonical(text):
        return one_line(text)
    return format_number(Decimal(text), None)


def _date(text: str) -> str:
    return format_date(text) if parse_date(text) == text else text
