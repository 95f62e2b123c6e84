"""Changing what the agency says of itself: names, letterhead, tasks, objectives, signatories."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

from core.document import Document
from core.errors import InputError
from core.fields import check_text
from core.indonesian import format_date, parse_date
from core.model.change import Butir, Change, DeleteRow, InsertRow, SetValue
from core.model.profil import STATUS_JABATAN, TugasFungsi
from core.model.register import Row, Value, without_id
from core.nip import check_nip, nip_digits

MAKS_LOGO = 1_000_000
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_BATAS = ("", "100", "120")

_TEKS_PROFIL: Mapping[str, tuple[str, int, bool]] = {
    "pemerintah": ("Nama pemerintah daerah", 500, True),
    "nama_instansi": ("Nama instansi", 500, True),
    "wilayah": ("Wilayah", 500, True),
    "judul_lembar_iku": ("Judul lembar IKU", 500, True),
    "alamat": ("Alamat", 500, False),
    "kontak": ("Kontak", 500, False),
    "tempat": ("Tempat penandatanganan", 100, True),
}
"""Column -> its name on screen, the most characters it takes, whether it must be filled in."""


def set_profil(doc: Document, values: Mapping[str, str | bytes]) -> Change:
    """Set the given columns of the profile.

    Texts as typed; `kop` "1" or "0"; `batas_capaian` "", "100" or "120"; `tanggal_lembar_iku` a
    day, a month or blank; `logo` the bytes of a PNG or JPEG (b"" removes it). InputError names
    the column.
    """
    old = doc.rows("profil")["profil"]
    new = {kolom: _read_profil(kolom, value) for kolom, value in values.items()}
    return Change("Profil instansi diubah", tuple(_differences("profil", "profil", old, new)))


def _read_profil(kolom: str, value: str | bytes) -> Value:
    if kolom == "logo":
        return read_logo(value if isinstance(value, bytes) else value.encode())
    assert isinstance(value, str)
    if kolom == "kop":
        return int(value == "1")
    if kolom == "batas_capaian":
        if value not in _BATAS:
            raise InputError("Batas capaian hanya tanpa batas, 100%, atau 120%.", kolom)
        return value or None
    if kolom == "tanggal_lembar_iku":
        return _read_date("Tanggal lembar IKU", kolom, value)
    nama, maks, required = _TEKS_PROFIL[kolom]
    return _read_text(value, nama, kolom, maks, required=required)


def read_logo(data: bytes) -> str | None:
    """A picture as the profile stores it (base64); None for no bytes, InputError if unusable."""
    if not data:
        return None
    if not data.startswith((_PNG, _JPEG)):
        raise InputError("Logo harus berkas PNG atau JPEG.", "logo")
    if len(data) > MAKS_LOGO:
        raise InputError("Logo lebih besar dari 1 MB; perkecil dahulu gambarnya.", "logo")
    from core.pdf.logo import read_logo as decode

    text = base64.b64encode(data).decode("ascii")
    try:
        decode(text)
    except InputError as error:
        raise InputError(str(error), "logo") from error
    return text


def set_tugas_fungsi(doc: Document, daftar: Sequence[TugasFungsi]) -> Change:
    """Replace tasks and functions by the list, in its order; an entry with id "" is new."""
    old = doc.rows("tugas_fungsi")
    butir: list[Butir] = []
    for urutan, each in enumerate(daftar, 1):
        nama = "Tugas" if each.jenis == "tugas" else "Fungsi"
        teks = _read_text(each.teks, nama, f"{each.jenis}.{urutan}", 10_000, required=True)
        new: dict[str, Value] = {"urutan": urutan, "jenis": each.jenis, "teks": teks}
        if each.id in old:
            butir += _differences("tugas_fungsi", each.id, old[each.id], new)
        else:
            butir.append(InsertRow("tugas_fungsi", each.id or doc.environment.new_id(), new))
    kept = {each.id for each in daftar}
    butir += [
        DeleteRow("tugas_fungsi", key, without_id(row))
        for key, row in old.items()
        if key not in kept
    ]
    return Change("Tugas dan fungsi diubah", tuple(butir))


def set_sasaran(doc: Document, teks: Mapping[str, tuple[str, str]]) -> Change:
    """Reword objectives: id -> (nomor, teks)."""
    butir: list[Butir] = []
    for key, (nomor, isi) in teks.items():
        new: dict[str, Value] = {
            "nomor": _read_text(nomor, "Nomor sasaran", f"{key}.nomor", 20, required=True),
            "teks": _read_text(isi, f"Sasaran {nomor}", f"{key}.teks", 3000, required=True),
        }
        butir += _differences("sasaran", key, doc.rows("sasaran")[key], new)
    return Change("Sasaran strategis diubah", tuple(butir))


def set_iku(doc: Document, teks: Mapping[str, tuple[str, str]]) -> Change:
    """Reword indicators: code -> (nama, singkat)."""
    butir: list[Butir] = []
    for key, (nama, singkat) in teks.items():
        new: dict[str, Value] = {
            "nama": _read_text(nama, "Nama indikator", f"{key}.nama", 500, required=True),
            "singkat": _read_text(singkat, "Nama singkat", f"{key}.singkat", 100, required=True),
        }
        butir += _differences("iku", key, doc.rows("iku")[key], new)
    return Change("Indikator kinerja utama diubah", tuple(butir))


def save_penandatangan(doc: Document, row_id: str | None, values: Mapping[str, str]) -> Change:
    """Put in a signatory (`row_id` None) or change one; texts as typed, dates with a day.

    InputError names the column: a name or title left out, a NIP that cannot be, dates that do
    not exist or are reversed.
    """
    new = _read_penandatangan(values)
    if row_id is None:
        row = InsertRow("penandatangan", doc.environment.new_id(), new)
        return Change(f"Penandatangan {new['nama']} ditambahkan", (row,))
    old = doc.rows("penandatangan")[row_id]
    butir = tuple(_differences("penandatangan", row_id, old, new))
    return Change(f"Penandatangan {new['nama']} diubah", butir)


def delete_penandatangan(doc: Document, row_id: str) -> Change:
    """Take a signatory out."""
    old = doc.rows("penandatangan")[row_id]
    row = DeleteRow("penandatangan", row_id, without_id(old))
    return Change(f"Penandatangan {old['nama']} dihapus", (row,))


def penandatangan_warnings(
    doc: Document, row_id: str | None, values: Mapping[str, str]
) -> list[str]:
    """What is odd about a signatory that could be saved: the NIP, two heads at the same time."""
    try:
        new = _read_penandatangan(values)
    except InputError:
        return []
    _, warning = check_nip(values["nip"])
    warnings = [warning] if warning else []
    if new["status"]:
        return warnings
    for other in doc.penandatangan:
        if other.id == row_id or other.status:
            continue
        if _overlap(new["mulai"], new["selesai"], other.mulai, other.selesai):
            warnings.append(
                f"Masa jabatan bertumpang tindih dengan {other.nama} "
                f"({masa_jabatan(other.mulai, other.selesai)}); untuk satu hari sebaiknya hanya "
                "ada satu pejabat definitif."
            )
    return warnings


def masa_jabatan(mulai: str | None, selesai: str | None) -> str:
    """A tenure in words: "1 Januari 2023 sampai sekarang"."""
    last = format_date(selesai) if selesai else "sekarang"
    return f"{format_date(mulai)} sampai {last}" if mulai else f"sampai {last}"


def _overlap(mulai: Value, selesai: Value, other_mulai: str | None, other_end: str | None) -> bool:
    first, last = str(mulai or ""), str(selesai or "9999")
    return first <= (other_end or "9999") and (other_mulai or "") <= last


def _read_penandatangan(values: Mapping[str, str]) -> dict[str, Value]:
    error, _ = check_nip(values["nip"])
    if error:
        raise InputError(error, "nip")
    if values["status"] not in STATUS_JABATAN:
        known = ", ".join(each for each in STATUS_JABATAN if each)
        raise InputError(f"Status jabatan hanya definitif, {known}.", "status")
    new: dict[str, Value] = {
        "nama": _read_text(values["nama"], "Nama", "nama", 500, required=True),
        "nip": nip_digits(values["nip"]),
        "pangkat": _read_text(values["pangkat"], "Pangkat", "pangkat", 200),
        "jabatan": _read_text(values["jabatan"], "Jabatan", "jabatan", 500, required=True),
        "status": values["status"],
        "mulai": _read_date("Mulai menjabat", "mulai", values["mulai"], day=True),
        "selesai": _read_date("Selesai menjabat", "selesai", values["selesai"], day=True),
    }
    mulai, selesai = new["mulai"], new["selesai"]
    if mulai and selesai and str(selesai) < str(mulai):
        raise InputError(
            f"Selesai menjabat ({format_date(str(selesai))}) mendahului mulai menjabat "
            f"({format_date(str(mulai))}).",
            "selesai",
        )
    return new


def _read_text(text: str, nama: str, kolom: str, maks: int, *, required: bool = False) -> str:
    value = check_text(text, nama, kolom, maks)
    if required and not value:
        raise InputError(f"{nama} belum diisi.", kolom)
    return value


def _read_date(nama: str, kolom: str, text: str, *, day: bool = False) -> str | None:
    if not text.strip():
        return None
    value = parse_date(text)
    if value is None:
        example = "2 Juli 2026" if day else "2 Juli 2026 atau Juli 2026"
        raise InputError(
            f"{nama}: “{text.strip()[:40]}” bukan tanggal yang ada; contoh: {example}.", kolom
        )
    if day and len(value) == 7:
        raise InputError(f"{nama}: tulis lengkap dengan harinya, misalnya 2 Juli 2026.", kolom)
    return value


def _differences(tabel: str, row_id: str, old: Row, new: Mapping[str, Value]) -> list[Butir]:
    return [
        SetValue(tabel, row_id, kolom, old[kolom], value)
        for kolom, value in new.items()
        if old[kolom] != value
    ]
