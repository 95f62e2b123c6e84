"""From an open file to its sheets: what each sheet needs is collected here, once for all faces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.document import Document
from core.errors import FileError, InputError
from core.model.definisi import Definisi
from core.model.hasil import Hasil
from core.model.pengesahan import Pengesahan
from core.model.periode import TAHUNAN, Periode
from core.model.profil import Penandatangan, Target
from core.model.register import REGISTER, Row
from core.pdf import render
from core.sheets import (
    Kertas,
    Lembar,
    Segel,
    build_iku,
    build_kertas_kerja,
    build_pengukuran,
    penandatangan_pada,
)

LEMBAR: Mapping[str, str] = {
    "pengukuran": "Pengukuran Kinerja",
    "iku": "Indikator Kinerja Utama",
    "kertas-kerja": "Kertas Kerja Perhitungan",
}
"""The sheets by the names that the command line gives them, with their titles."""

KERTAS: tuple[Kertas, ...] = ("a4", "f4")


def sheet_bytes(
    doc: Document,
    lembar: str,
    periode: Periode,
    kertas: Kertas | None = None,
    versi: int | None = None,
) -> bytes:
    """A sheet as a PDF file: of a signed period the very bytes that were kept, else a KONSEP.

    `versi` asks for one signed version, also one that is replaced by now. Without `kertas` it is
    the paper of the signed version, or A4; the same data give the same bytes. InputError where
    that version or that paper is not to be had, FileError where the sheet is not in the file.
    """
    signed = _signed(doc, periode, versi)
    if signed is None:
        return render(build_sheet(doc, lembar, periode, kertas or "a4"))
    if kertas is not None and kertas != signed.kertas:
        raise InputError(
            f"{signed.judul} disahkan pada kertas {signed.kertas.upper()} dan hanya dapat dicetak "
            f"pada kertas itu, bukan {kertas.upper()}.",
            "kertas",
        )
    sidik = signed.lembar(lembar)
    if sidik is None:
        raise FileError(
            f"Lembar {LEMBAR[lembar]} {signed.judul} tidak ada dalam berkas ini karena berkas "
            "dipulihkan tanpa lembar tersebut; angka beku lembar itu tetap utuh. Cetak dari PDF "
            "atau berkas asalnya."
        )
    return doc.arsip(sidik)


def _signed(doc: Document, periode: Periode, versi: int | None) -> Pengesahan | None:
    """The signed version in force, None while there is none; or the one that is asked for."""
    if versi is None:
        return doc.pengesahan(periode)
    known = {each.versi: each for each in doc.semua_pengesahan(periode)}
    if versi in known:
        return known[versi]
    there = f"yang ada: {', '.join(map(str, known))}" if known else "belum pernah disahkan"
    raise InputError(f"{periode.singkat} versi {versi} tidak ada; {there}.", "versi")


def build_sheet(
    doc: Document,
    lembar: str,
    periode: Periode,
    kertas: Kertas = "a4",
    segel: Segel | None = None,
) -> Lembar:
    """A sheet as data, for preview, PDF and print; `lembar` is a key of LEMBAR.

    It is a KONSEP without `segel`. Of a signed period only `sheet_bytes` has the sheet.
    """
    if lembar == "pengukuran":
        return _pengukuran(doc, periode, kertas, segel)
    if lembar == "iku":
        return _iku(doc, periode, kertas, segel)
    if lembar == "kertas-kerja":
        return _kertas_kerja(doc, periode, kertas, segel)
    raise ValueError(f"no sheet {lembar}")


def _pengukuran(doc: Document, periode: Periode, kertas: Kertas, segel: Segel | None) -> Lembar:
    tanggal = doc.tanggal_lembar(periode)
    return build_pengukuran(
        profil=doc.profil,
        periode=periode,
        iku=doc.iku,
        hasil=doc.hasil(periode),
        target_tahunan=_target_tahunan(doc, periode.tahun),
        keterangan=_keterangan(doc, periode),
        penandatangan=_penandatangan(doc, periode, tanggal),
        tanggal=tanggal,
        kertas=kertas,
        segel=segel,
    )


def _iku(doc: Document, periode: Periode, kertas: Kertas, segel: Segel | None) -> Lembar:
    profil = doc.profil
    tanggal = profil.tanggal_lembar_iku
    return build_iku(
        profil=profil,
        tahun=periode.tahun,
        tugas_fungsi=doc.tugas_fungsi,
        iku=doc.iku,
        definisi=_definisi(doc, periode),
        penandatangan=_penandatangan(doc, periode, tanggal),
        tanggal=tanggal,
        kertas=kertas,
        segel=segel,
    )


def _kertas_kerja(doc: Document, periode: Periode, kertas: Kertas, segel: Segel | None) -> Lembar:
    hasil = doc.hasil(periode)
    return build_kertas_kerja(
        profil=doc.profil,
        periode=periode,
        iku=doc.iku,
        definisi=_definisi(doc, periode),
        hasil=hasil,
        register=_rows(doc, hasil),
        keterangan=_keterangan(doc, periode),
        kertas=kertas,
        segel=segel,
    )


def _penandatangan(doc: Document, periode: Periode, tanggal: str | None) -> Penandatangan | None:
    """Who is in office on the date of the sheet, or at the end of the period if it has none."""
    return penandatangan_pada(doc.penandatangan, tanggal or periode.bulan_terakhir)


def _definisi(doc: Document, periode: Periode) -> dict[str, Definisi]:
    found = {each.id: doc.definisi(each.id, periode) for each in doc.iku}
    return {iku: definisi for iku, definisi in found.items() if definisi is not None}


def _target_tahunan(doc: Document, tahun: int) -> dict[str, Target]:
    year = Periode(tahun, TAHUNAN)
    found = {each.id: doc.target(each.id, year) for each in doc.iku}
    return {iku: target for iku, target in found.items() if target is not None}


def _keterangan(doc: Document, periode: Periode) -> dict[str, str]:
    """The user's remark on each indicator; a year takes that of the quarter it rests on."""
    remarks = {}
    for iku in doc.iku:
        quarter = _quarter(doc, iku.id, periode)
        text = None if quarter is None else doc.nilai(quarter, f"{iku.id}.keterangan")
        if text is not None:
            remarks[iku.id] = text
    return remarks


def _quarter(doc: Document, iku: str, periode: Periode) -> Periode | None:
    """The quarter that the figure of the period rests on: for a year the last one filled in."""
    if not periode.is_tahunan:
        return periode
    filled = [each for each in periode.triwulan_setahun if doc.realisasi(iku, each).ada_isian]
    return filled[-1] if filled else None


def _rows(doc: Document, hasil: Sequence[Hasil]) -> dict[str, Sequence[Row]]:
    """The rows that were counted: those of the registers that the steps of a figure name."""
    rows: dict[str, Sequence[Row]] = {}
    for each in hasil:
        used = {key for step in each.realisasi.langkah for key in step.masukan}
        quarter = _quarter(doc, each.iku, each.periode)
        for kode in REGISTER:
            if quarter is not None and f"register:{kode}" in used:
                rows[kode] = tuple(doc.register(kode, quarter).values())
    return rows
