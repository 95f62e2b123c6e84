"""What the review finds in the dates and signatories of the sheets."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from core.document import Document
from core.edits.profil import masa_jabatan
from core.indonesian import format_date
from core.model.periode import Periode
from core.model.profil import Penandatangan
from core.model.temuan import Temuan
from core.nip import check_nip, nip_digits, retirement_notice
from core.sheets.pengesahan import last_day, penandatangan_pada

_TERBANYAK = 3


def signing_findings(doc: Document, periode: Periode, today: str) -> Iterator[Temuan]:
    """Date and signatory of the period's sheet; `today` is YYYY-MM-DD.

    Without a date the signatory is looked for at the end of the period.
    """
    yield from _date_findings(doc, periode, today)
    hari = last_day(doc.tanggal_lembar(periode) or periode.bulan_terakhir)
    who = penandatangan_pada(doc.penandatangan, hari)
    if who is not None:
        yield from _person_findings(who, hari, periode)
    else:
        yield from _nobody_findings(doc, hari, periode)


def _date_findings(doc: Document, periode: Periode, today: str) -> Iterator[Temuan]:
    tanggal = doc.tanggal_lembar(periode)
    if tanggal is None:
        kalimat = (
            f"Tanggal lembar {periode.singkat} belum diisi; isi harinya, "
            "atau bulan dan tahunnya saja."
        )
        yield _on_date("tanggal-kosong", kalimat, periode, galat=True)
        return
    shown, end = format_date(tanggal), last_day(periode.bulan_terakhir)
    if last_day(tanggal) < end:
        kalimat = (
            f"Tanggal lembar {shown} mendahului akhir {periode.singkat} ({format_date(end)}); "
            "pastikan tanggalnya."
        )
        yield _on_date("tanggal-sebelum-akhir", kalimat, periode)
    if tanggal > today[: len(tanggal)]:
        kalimat = (
            f"Tanggal lembar {shown} belum tiba (hari ini {format_date(today[:10])}); "
            "pastikan tanggalnya."
        )
        yield _on_date("tanggal-belum-tiba", kalimat, periode)


def _on_date(kode: str, kalimat: str, periode: Periode, *, galat: bool = False) -> Temuan:
    return Temuan(kode, galat, kalimat, None, "tanggal_lembar", periode)


def _nobody_findings(doc: Document, hari: str, periode: Periode) -> Iterator[Temuan]:
    if not doc.penandatangan:
        kalimat = "Belum ada penandatangan; catat nama, jabatan, dan masa jabatannya."
        yield _on_person("penandatangan-kosong", kalimat, periode, galat=True)
        return
    known = [
        f"{each.nama} ({masa_jabatan(each.mulai, each.selesai)})"
        for each in doc.penandatangan[:_TERBANYAK]
    ]
    kalimat = (
        f"Tidak ada penandatangan yang menjabat pada {format_date(hari)}; yang tercatat "
        f"{', '.join(known)}; catat penandatangannya atau perbaiki tanggal atau masa jabatan."
    )
    yield _on_person("penandatangan-tidak-menjabat", kalimat, periode, galat=True)


def _person_findings(who: Penandatangan, hari: str, periode: Periode) -> Iterator[Temuan]:
    error, warning = check_nip(who.nip)
    if error:
        yield _on_person("nip-mustahil", f"{who.nama}: {error}", periode, galat=True)
    elif warning:
        kode = "nip-pppk" if nip_digits(who.nip) else "nip-kosong"
        yield _on_person(kode, f"{who.nama}: {warning}", periode)
    if not error and (notice := retirement_notice(who.nama, who.nip, hari)):
        yield _on_person("usia-pensiun", notice, periode)


def _on_person(kode: str, kalimat: str, periode: Periode, *, galat: bool = False) -> Temuan:
    return Temuan(kode, galat, kalimat, None, "penandatangan", periode)


def iku_sheet_findings(
    doc: Document, periode: Periode, said: Collection[Temuan] = ()
) -> Iterator[Temuan]:
    """Date and signatory of the sheet Indikator Kinerja Utama, which is kept with the others.

    It is an annex with a date of its own: nobody in office on it is only a warning. What `said`
    holds of the same person is not said again.
    """
    tanggal = doc.profil.tanggal_lembar_iku
    hari = last_day(tanggal or periode.bulan_terakhir)
    who = penandatangan_pada(doc.penandatangan, hari)
    if tanggal is None:
        kalimat = "Tanggal lembar Indikator Kinerja Utama belum diisi; tercetak titik-titik."
        yield Temuan("tanggal-iku-kosong", False, kalimat, None, "tanggal_lembar_iku", periode)
    if who is not None:
        for each in _person_findings(who, hari, periode):
            if not any(each.kode == other.kode and who.nama in other.kalimat for other in said):
                yield each
    elif not doc.penandatangan:
        yield from _nobody_findings(doc, hari, periode)
    elif tanggal is not None:
        kalimat = (
            f"Lembar Indikator Kinerja Utama bertanggal {format_date(tanggal)}, sedangkan tidak "
            "ada penandatangan yang menjabat pada waktu itu; tercetak tanpa nama."
        )
        yield _on_person("penandatangan-iku-tidak-menjabat", kalimat, periode)
