"""What is to be said about a sheet before it is signed: why it is a KONSEP, and who signs it."""

from __future__ import annotations

from dataclasses import dataclass

from core.document import Document
from core.indonesian import format_date
from core.model.hasil import BELUM_DIISI
from core.model.periode import TAHUNAN, Periode
from core.model.profil import Penandatangan
from core.nip import check_nip, retirement_notice
from core.sheets.pengesahan import last_day, penandatangan_pada


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs the sheet on which date (YYYY-MM-DD or YYYY-MM; None: not dated)."""

    tanggal: str | None
    penandatangan: Penandatangan | None


def signing_of(doc: Document, lembar: str, periode: Periode) -> Signing:
    """The date of the sheet and the signatory in office then; without a date, by the period."""
    tanggal = doc.profil.tanggal_lembar_iku if lembar == "iku" else doc.tanggal_lembar(periode)
    effective = tanggal or periode.bulan_terakhir
    return Signing(tanggal, penandatangan_pada(doc.penandatangan, effective))


def draft_reasons(doc: Document, lembar: str, periode: Periode) -> list[str]:
    """Why the sheet carries the mark KONSEP; empty if it can be signed as it is."""
    if lembar == "iku":
        reasons = _definition_gaps(doc, periode.tahun)
    else:
        reasons = [*_figure_gaps(doc, lembar, periode), *_target_gaps(doc, lembar, periode)]
    if lembar != "kertas-kerja" and signing_of(doc, lembar, periode).penandatangan is None:
        reasons.append("Penandatangan belum ada.")
    return reasons


def _definition_gaps(doc: Document, tahun: int) -> list[str]:
    reasons = []
    for iku in doc.iku:
        definisi = doc.definisi(iku.id, tahun)
        if definisi is None:
            reasons.append(f"{iku.singkat}: tidak ada definisi yang berlaku pada {tahun}.")
        elif not definisi.terverifikasi:
            reasons.append(f"{iku.singkat}: definisi {definisi.skema} belum diverifikasi.")
    return reasons


def _figure_gaps(doc: Document, lembar: str, periode: Periode) -> list[str]:
    found = []
    for iku, hasil in zip(doc.iku, doc.hasil(periode), strict=True):
        if hasil.realisasi.nilai is None:
            found.append(f"{iku.singkat}: {_sentence(hasil.realisasi.sebab or BELUM_DIISI)}")
        elif hasil.target is not None and hasil.capaian is None and lembar == "pengukuran":
            found.append(f"{iku.singkat}: {_sentence(hasil.capaian_sebab or BELUM_DIISI)}")
    return found


def _target_gaps(doc: Document, lembar: str, periode: Periode) -> list[str]:
    year = Periode(periode.tahun, TAHUNAN)
    wanted = [periode, year] if lembar == "pengukuran" and periode != year else [periode]
    found = []
    for each in wanted:
        names = [iku.singkat for iku in doc.iku if doc.target(iku.id, each) is None]
        if len(names) == len(doc.iku):
            names = ["semua indikator"]
        if names:
            found.append(f"Target {each.singkat} belum diisi: {', '.join(names)}.")
    return found


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def signing_notes(doc: Document, lembar: str, periode: Periode) -> list[str]:
    """What is odd about date and signatory."""
    if lembar == "kertas-kerja":
        return []
    signing = signing_of(doc, lembar, periode)
    hari = last_day(signing.tanggal or periode.bulan_terakhir)
    notes = []
    if signing.tanggal is None:
        notes.append("Tanggal lembar belum diisi; pada lembar tercetak titik-titik.")
    who = signing.penandatangan
    if who is None:
        notes.append(
            f"Tidak ada penandatangan yang menjabat pada {format_date(hari)}; "
            "catat penandatangan beserta masa jabatannya."
        )
        return notes
    error, warning = check_nip(who.nip)
    if sentence := error or warning:
        notes.append(f"{who.nama}: {sentence}")
    if notice := retirement_notice(who.nama, who.nip, hari):
        notes.append(notice)
    return notes


def glyph_notes(missing: str) -> list[str]:
    """The sentence on characters that no font of the sheet has; `missing` holds each once."""
    if not missing:
        return []
    signs = " ".join(missing[:20]) + (" …" if len(missing) > 20 else "")
    return [f"Karakter berikut tidak ada dalam huruf cetak: {signs}"]
