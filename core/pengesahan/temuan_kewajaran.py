"""What the review finds odd in figures that are there: jumps, predikat, status, warnings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from core.calculator.bands import decide
from core.document import Document
from core.indonesian import format_number
from core.model.definisi import Definisi, Iku, IndeksBerbobot, RerataArea
from core.model.hasil import Hasil
from core.model.periode import Periode
from core.model.temuan import Temuan
from core.pengesahan.dasar import first_input, impossible_inputs, quarters_behind

LONJAKAN_PERSEN = Fraction(20)
"""Percentage points from which a change deserves a look."""

LONJAKAN_INDEKS = Fraction(1, 2)
"""The same for an index from 1 to 5: half a level of maturity over all that is counted."""

LONJAKAN_LAIN = Fraction(1, 5)
"""The same for a figure without a scale of its own: this part of the value before."""


def oddity_findings(doc: Document, periode: Periode) -> Iterator[Temuan]:
    """Jumps, predikat against print, a provisional status, and the calculator's own warnings."""
    for hasil, iku in zip(doc.hasil(periode), doc.iku, strict=True):
        definisi = doc.definisi(iku.id, periode)
        quarters = quarters_behind(doc, iku.id, periode)
        if definisi is None or not quarters:
            continue
        yield from _jump(doc, iku, definisi, hasil, quarters[-1])
        yield from _contradiction(iku, definisi, hasil, quarters[-1])
        yield from _provisional(doc, iku, quarters)
        yield from _warnings(doc, iku, definisi, hasil, quarters)


def _jump(
    doc: Document, iku: Iku, definisi: Definisi, hasil: Hasil, where: Periode
) -> Iterator[Temuan]:
    before = doc.realisasi(iku.id, hasil.periode.sebelumnya)
    if hasil.selisih is None or before.nilai is None:
        return
    if abs(hasil.selisih) < _least_jump(definisi, before.nilai) or not hasil.selisih:
        return
    way = "naik" if hasil.selisih > 0 else "turun"
    unit = " poin persen" if definisi.satuan == "%" else ""
    kalimat = (
        f"{iku.singkat} {hasil.periode.singkat} {hasil.realisasi.tampil}, {way} "
        f"{format_number(abs(hasil.selisih))}{unit} dari {hasil.periode.sebelumnya.singkat} "
        f"({before.tampil}); periksa isian kedua periode."
    )
    kunci = first_input(doc.realisasi(iku.id, where))
    yield Temuan("lonjakan", False, kalimat, iku.id, kunci, where)


def _least_jump(definisi: Definisi, before: Fraction) -> Fraction:
    bentuk = definisi.bentuk
    if definisi.satuan == "%":
        return LONJAKAN_PERSEN
    if isinstance(bentuk, IndeksBerbobot) or (
        isinstance(bentuk, RerataArea) and bentuk.cara_baca == "rerata_kematangan"
    ):
        return LONJAKAN_INDEKS
    return abs(before) * LONJAKAN_LAIN


def _contradiction(iku: Iku, definisi: Definisi, hasil: Hasil, where: Periode) -> Iterator[Temuan]:
    realisasi = hasil.realisasi
    if realisasi.nilai is None or realisasi.tampil is None:
        return
    shown = Decimal(realisasi.tampil.replace(".", "").replace(",", "."))
    for text in decide(definisi.pita, realisasi.nilai, shown).catatan:
        kalimat = (
            f"{iku.singkat} {hasil.periode.singkat}: {text[0].lower()}{text[1:].rstrip('.')}; "
            "cocokkan predikatnya dengan hasil evaluasi."
        )
        kunci = first_input(realisasi)
        yield Temuan("predikat-cetak", False, kalimat, iku.id, kunci, where)


def _provisional(doc: Document, iku: Iku, quarters: tuple[Periode, ...]) -> Iterator[Temuan]:
    for quarter in quarters:
        kunci = f"{iku.id}.resmi_status"
        if kunci in doc.fields(iku.id, quarter) and doc.nilai(quarter, kunci) == "sementara":
            kalimat = (
                f"Indeks resmi {iku.singkat} {quarter.singkat} masih berstatus sementara; ganti "
                "menjadi final bila keputusannya sudah terbit."
            )
            yield Temuan("status-sementara", False, kalimat, iku.id, kunci, quarter)


def _warnings(
    doc: Document, iku: Iku, definisi: Definisi, hasil: Hasil, quarters: tuple[Periode, ...]
) -> Iterator[Temuan]:
    """What the calculator warns of and no other finding has said yet."""
    said = [f"belum terverifikasi: {definisi.skema}"]
    said += [p.jejak for each in quarters for p in impossible_inputs(doc, iku.id, each)]
    for text in dict.fromkeys(hasil.realisasi.peringatan):
        if any(each in text for each in said):
            continue
        kalimat = f"{iku.singkat} {hasil.periode.singkat}: {text}"
        kunci = _about_official(doc, iku.id, quarters[-1], text)
        yield Temuan("peringatan", False, kalimat, iku.id, kunci, quarters[-1])


def _about_official(doc: Document, iku: str, periode: Periode, text: str) -> str | None:
    """The official figure where the warning is about one, else the first input."""
    for kunci in (f"{iku}.resmi", f"{iku}.status_resmi"):
        if " resmi" in text and doc.nilai(periode, kunci) is not None:
            return kunci
    return first_input(doc.realisasi(iku, periode))
