"""The two formal acts on a period as changes: signing it, and reopening it for a new version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from core.document import Document
from core.errors import FileError, InputError
from core.fields import check_text
from core.indonesian import format_date, parse_date
from core.model.change import Change, InsertRow
from core.model.pengesahan import Perubahan
from core.model.periode import TAHUNAN, Periode
from core.model.register import Value
from core.pdf import render
from core.pengesahan.bahan import tables_of
from core.pengesahan.beku import MAKS_UKURAN, Beku, canonical, parse_beku
from core.pengesahan.kolom import periods_of
from core.pengesahan.lembar_pdf import read_sheet
from core.pengesahan.lingkup import rows_of
from core.printing import KERTAS, LEMBAR, build_sheet
from core.sheets import Kertas
from core.sheets.kode import kode_of
from core.sheets.segel import build_segel
from core.versi import VERSI

MAKS_ALASAN, MAKS_NOMOR, MAKS_ABAIKAN = 3000, 200, 100_000
MIN_ALASAN = 5
MAKS_OLEH = 2000


def susun_beku(
    doc: Document,
    periode: Periode,
    kertas: Kertas,
    *,
    waktu: str,
    oleh: str,
    program: str = VERSI,
    abaikan: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The text of the frozen copy of a period as it stands now; the same content, the same bytes.

    InputError if it would be too large to be carried by a sheet.
    """
    perubahan = doc.perubahan(periode)
    beku = Beku(
        sidik="",
        periode=periode,
        versi=1 if perubahan is None else perubahan.versi,
        berkas_id=doc.berkas_id,
        program=program,
        jurnal=doc.sidik,
        waktu=waktu,
        oleh=oleh,
        kertas=kertas,
        tabel=rows_of(tables_of(doc, periode), periode),
        hasil={each.id: doc.hasil(each) for each in periods_of(periode)},
        abaikan=tuple(abaikan),
        perubahan=perubahan,
        kode_lama=_replaced(doc, perubahan),
    )
    data = canonical(beku)
    if len(data) > MAKS_UKURAN:
        raise InputError(
            f"Data {periode.singkat} terlalu besar untuk disahkan: paling banyak "
            f"{MAKS_UKURAN // 2**20} MB. Ringkas daftarnya; tidak ada yang diubah."
        )
    return data


def _replaced(doc: Document, perubahan: Perubahan | None) -> str | None:
    """The code of the sheet that a new version replaces."""
    if perubahan is None:
        return None
    return kode_of(doc.semua_pengesahan(perubahan.periode)[-1].sidik)


def sahkan(
    doc: Document, periode: Periode, kertas: Kertas, abaikan: Sequence[tuple[str, str]] = ()
) -> tuple[Change, dict[str, bytes]]:
    """Sign a period: the change, and the bytes by SHA-256 that `Document.apply` takes with it.

    The caller has reviewed the period; `abaikan` are the warnings that were waived, each with its
    reason. InputError where the period cannot be signed (again) or a reason is missing.
    """
    _refuse_signing(doc, periode)
    waived = tuple((temuan, _reason(alasan)) for temuan, alasan in abaikan)
    text = json.dumps(waived, ensure_ascii=False, separators=(",", ":"))
    if len(text) > MAKS_ABAIKAN:
        raise InputError("Alasan pengabaian terlalu panjang; singkatkan.", "abaikan")
    waktu, oleh = doc.environment.clock(), doc.environment.oleh[:MAKS_OLEH]
    data = susun_beku(doc, periode, kertas, waktu=waktu, oleh=oleh, abaikan=waived)
    beku = parse_beku(data)  # what cannot be read back must not be signed
    sheets = _sheets(doc, beku, data)
    names = {lembar: hashlib.sha256(pdf).hexdigest() for lembar, pdf in sheets.items()}
    nilai: dict[str, Value] = {
        "periode_id": periode.id,
        "versi": beku.versi,
        "waktu": waktu,
        "oleh": oleh,
        "kertas": kertas,
        "sidik": beku.sidik,
        **{lembar.replace("-", "_"): sidik for lembar, sidik in names.items()},
        "abaikan": text,
    }
    row = InsertRow("pengesahan", f"{periode.id}/{beku.versi}", nilai)
    arsip = {beku.sidik: data, **{names[lembar]: pdf for lembar, pdf in sheets.items()}}
    return Change(f"{periode.singkat} disahkan (versi {beku.versi})", (row,)), arsip


def draw_sheets(doc: Document, beku: Beku, data: bytes) -> dict[str, bytes]:
    """Every sheet of a frozen copy, of which `data` is the text; `doc` shows what it holds."""
    kertas = next(each for each in KERTAS if each == beku.kertas)
    segel = build_segel(
        profil=doc.profil,
        periode=beku.periode,
        versi=beku.versi,
        iku=doc.iku,
        hasil=beku.hasil[beku.periode.id],
        lampiran=data,
    )
    return {
        lembar: render(build_sheet(doc, lembar, beku.periode, kertas, segel=segel))
        for lembar in LEMBAR
    }


def _sheets(doc: Document, beku: Beku, data: bytes) -> dict[str, bytes]:
    """The sheets as they will always be printed; InputError if one could not be kept or
    verified."""
    sheets = draw_sheets(doc, beku, data)
    for lembar, pdf in sheets.items():
        try:
            proved = len(pdf) <= MAKS_UKURAN and read_sheet(pdf).data == data
        except FileError:
            proved = False
        if not proved:
            raise InputError(
                f"{beku.periode.singkat} belum dapat disahkan: lembar {LEMBAR[lembar]} "
                "tidak akan dapat diverifikasi karena terlalu besar atau tulisannya tidak terbaca. "
                "Ringkas daftarnya; tidak ada yang diubah."
            )
    return sheets


def _refuse_signing(doc: Document, periode: Periode) -> None:
    signed = doc.pengunci(periode)
    if signed is not None and signed.periode == periode:
        raise InputError(
            f"{periode.singkat} sudah disahkan (versi {signed.versi}, "
            f"{format_date(signed.waktu[:10])}). Untuk memperbaikinya, buka Lembar > Perubahan….",
            "periode",
        )
    if signed is not None:
        raise InputError(
            f"{signed.periode.singkat} sudah disahkan beserta {periode.singkat}; "
            f"{periode.singkat} baru dapat disahkan tersendiri setelah {signed.periode.singkat} "
            "dibuka melalui Lembar > Perubahan….",
            "periode",
        )
    if not doc.has_periode(periode):
        raise InputError(
            f"{periode.singkat} belum berisi apa pun; isi dahulu sebelum disahkan.", "periode"
        )


def _reason(text: str) -> str:
    reason = check_text(text, "Alasan pengabaian", "abaikan", MAKS_ALASAN)
    if not reason:
        raise InputError("Tuliskan alasan untuk setiap peringatan yang diabaikan.", "abaikan")
    return reason


def perubahan(doc: Document, periode: Periode, alasan: str, nomor: str, tanggal: str) -> Change:
    """Reopen a signed period for its next version, by a document with number and date.

    Texts as typed. InputError names what is missing or cannot be, or says that the period is not
    signed; a quarter that was signed with its year is opened with its year.
    """
    versi = _next_version(doc, periode)
    reason = check_text(alasan, "Alasan perubahan", "alasan", MAKS_ALASAN)
    if len(reason) < MIN_ALASAN:
        raise InputError("Alasan perubahan belum diisi: tuliskan apa yang diperbaiki.", "alasan")
    number = check_text(nomor, "Nomor dokumen", "nomor", MAKS_NOMOR)
    if not number:
        raise InputError("Nomor dokumen dasar perubahan belum diisi.", "nomor")
    nilai: dict[str, Value] = {
        "periode_id": periode.id,
        "versi": versi,
        "waktu": doc.environment.clock(),
        "oleh": doc.environment.oleh[:MAKS_OLEH],
        "alasan": reason,
        "nomor": number,
        "tanggal": _day(tanggal),
    }
    label = f"{periode.singkat} dibuka kembali: perubahan (versi {versi})"
    return Change(label, (InsertRow("perubahan", f"{periode.id}/{versi}", nilai),))


def _next_version(doc: Document, periode: Periode) -> int:
    signed = doc.pengunci(periode)
    if signed is None:
        opened = doc.perubahan(periode)
        if opened is None:
            text = f"{periode.singkat} belum disahkan, jadi isiannya masih dapat diubah langsung."
        else:
            text = (
                f"{periode.singkat} sudah dibuka untuk versi {opened.versi} "
                f"(nomor {opened.nomor}); perbaiki isiannya, lalu sahkan."
            )
        raise InputError(text, "periode")
    year = doc.pengesahan(Periode(periode.tahun, TAHUNAN))
    if year is not None and not periode.is_tahunan:
        raise InputError(
            f"{periode.singkat} ikut terkunci oleh {year.periode.singkat} yang telah disahkan; "
            f"buka dahulu perubahan untuk {year.periode.singkat}.",
            "periode",
        )
    return signed.versi + 1


def _day(text: str) -> str:
    if not text.strip():
        raise InputError("Tanggal dokumen dasar perubahan belum diisi.", "tanggal")
    value = parse_date(text)
    if value is None or len(value) == 7:
        raise InputError(
            f"Tanggal dokumen: “{text.strip()[:40]}” bukan tanggal yang lengkap; "
            "contoh: 2 Juli 2026.",
            "tanggal",
        )
    return value
