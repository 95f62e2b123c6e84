"""What the review finds in the figures: missing, impossible, odd, or not comparable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from core.calculator.bands import decide
from core.calculator.inputs import Inputs, read_inputs
from core.calculator.steps import typed
from core.document import Document
from core.fields import versi_kami
from core.indonesian import format_number
from core.model.definisi import Definisi, Iku, IndeksBerbobot, RasioRegister, RerataArea
from core.model.hasil import BELUM_DIISI, TIDAK_DAPAT_DIHITUNG, Hasil, Realisasi
from core.model.periode import TAHUNAN, Periode
from core.model.temuan import Temuan

LONJAKAN_PERSEN = Fraction(20)
"""Percentage points from which a change deserves a look."""

LONJAKAN_INDEKS = Fraction(1, 2)
"""The same for an index from 1 to 5: half a level of maturity over all that is counted."""

LONJAKAN_LAIN = Fraction(1, 5)
"""The same for a figure without a scale of its own: this part of the value before."""

_TERBANYAK = 3
_SEBAB = re.compile(f"; (?=(?:{BELUM_DIISI}|{TIDAK_DAPAT_DIHITUNG}): )")


def quarters_behind(doc: Document, iku: str, periode: Periode) -> tuple[Periode, ...]:
    """The quarters whose inputs the figure of a period rests on; none where a year has none."""
    if not periode.is_tahunan:
        return (periode,)
    quarters = periode.triwulan_setahun
    filled = [n for n, each in enumerate(quarters) if doc.realisasi(iku, each).ada_isian]
    definisi = doc.definisi(iku, periode)
    if not filled or definisi is None:
        return ()
    first = filled[-1] if definisi.aturan_tahun == "posisi_akhir" else filled[0]
    return quarters[first : filled[-1] + 1]


# Definitions and targets


def definition_findings(doc: Document, periode: Periode) -> Iterator[Temuan]:
    """Indicators that no definition counts for, and definitions nobody has verified."""
    for iku in doc.iku:
        definisi = doc.definisi(iku.id, periode)
        if definisi is None:
            kode, galat = "definisi-kosong", True
            kalimat = (
                f"{iku.singkat}: tidak ada definisi yang berlaku pada {periode.tahun}; "
                "buat definisinya atau perpanjang masa berlakunya."
            )
        elif not definisi.terverifikasi:
            kode, galat = "definisi-belum-diverifikasi", False
            kalimat = (
                f"{iku.singkat}: definisi {definisi.skema} belum diverifikasi; "
                "cocokkan dengan peraturannya."
            )
        else:
            continue
        yield Temuan(kode, galat, kalimat, iku.id, "definisi", periode)


def target_findings(doc: Document, periode: Periode) -> Iterator[Temuan]:
    """Targets of the period and of its year that are missing, or that allow no capaian."""
    year = Periode(periode.tahun, TAHUNAN)
    for hasil, iku in zip(doc.hasil(periode), doc.iku, strict=True):
        for each in dict.fromkeys((periode, year)):
            if doc.target(iku.id, each) is None:
                kalimat = f"Target {iku.singkat} {each.singkat} belum diisi; isi targetnya."
                yield Temuan("target-kosong", True, kalimat, iku.id, "target", each)
        if hasil.realisasi.nilai is not None and hasil.target is not None and hasil.capaian is None:
            _, _, sebab = (hasil.capaian_sebab or "").partition(": ")
            kalimat = (
                f"Capaian {iku.singkat} {periode.singkat} tidak dapat dihitung: {sebab}; "
                "periksa targetnya."
            )
            yield Temuan("capaian-kosong", False, kalimat, iku.id, "target", periode)


# What is missing or impossible


def figure_findings(doc: Document, periode: Periode) -> Iterator[Temuan]:
    """Realisasi that is not filled in, rests on impossible inputs or cannot be computed."""
    for iku in doc.iku:
        definisi = doc.definisi(iku.id, periode)
        if definisi is None:
            continue
        quarters = quarters_behind(doc, iku.id, periode)
        found = [t for each in quarters for t in _quarter_findings(doc, iku, definisi, each)]
        yield from found
        if periode.is_tahunan:
            yield from _year_findings(doc, iku, periode, quarters, is_explained=bool(found))


def _year_findings(
    doc: Document,
    iku: Iku,
    periode: Periode,
    quarters: tuple[Periode, ...],
    *,
    is_explained: bool,
) -> Iterator[Temuan]:
    """What is wrong with a year besides the quarters that it rests on."""
    last = periode.triwulan_setahun[-1]
    if not quarters:
        kalimat = f"{iku.singkat} {periode.singkat} kosong: belum ada triwulan yang terisi."
        yield Temuan("realisasi-kosong", True, kalimat, iku.id, None, periode)
        return
    sebab = doc.realisasi(iku.id, periode).sebab
    if sebab is not None and not is_explained:
        yield _impossible(iku, periode, [sebab.partition(": ")[2]], None)
    if quarters[-1] != last:
        kalimat = (
            f"{iku.singkat} {periode.singkat} dihitung hanya sampai {quarters[-1].singkat}, "
            f"karena {last.singkat} kosong; isi triwulan itu dahulu."
        )
        yield Temuan("triwulan-akhir-kosong", False, kalimat, iku.id, None, last)


class _Mustahil(NamedTuple):
    """An input that cannot stand; `jejak` is how the calculator words it in its reasons."""

    kode: str
    kunci: str
    kalimat: str
    jejak: str


def _quarter_findings(
    doc: Document, iku: Iku, definisi: Definisi, periode: Periode
) -> Iterator[Temuan]:
    realisasi = doc.realisasi(iku.id, periode)
    name = f"{iku.singkat} {periode.singkat}"
    if realisasi.nilai is None and realisasi.kurang:
        more = len(realisasi.kurang) - _TERBANYAK
        some = ", ".join(realisasi.kurang[:_TERBANYAK])
        some += f", dan {format_number(more, 0)} lainnya" if more > 0 else ""
        kalimat = f"{name} belum lengkap; yang belum diisi: {some}."
        kunci = _first_blank(doc, realisasi, periode)
        yield Temuan("realisasi-kosong", True, kalimat, iku.id, kunci, periode)
    problems = _impossible_inputs(doc, definisi, periode)
    for each in problems:
        kalimat = f"{name}: {each.kalimat}; perbaiki isiannya."
        yield Temuan(each.kode, True, kalimat, iku.id, each.kunci, periode)
    traces = [each.jejak for each in problems]
    reasons = [
        detail
        for part in _SEBAB.split(realisasi.sebab or "")
        for kind, _, detail in [part.partition(": ")]
        if kind == TIDAK_DAPAT_DIHITUNG and not any(trace in detail for trace in traces)
    ]
    if reasons:
        yield _impossible(iku, periode, reasons, _first_input(realisasi))


def _impossible(iku: Iku, periode: Periode, reasons: list[str], kunci: str | None) -> Temuan:
    kalimat = (
        f"{iku.singkat} {periode.singkat} tidak dapat dihitung: {'; '.join(reasons)}; "
        "periksa isiannya."
    )
    return Temuan("tidak-dapat-dihitung", False, kalimat, iku.id, kunci, periode)


def _first_blank(doc: Document, realisasi: Realisasi, periode: Periode) -> str | None:
    """Where the first missing input is filled in."""
    for step in realisasi.langkah:
        for key in step.masukan:
            rows = key.startswith("register:")
            blank = step.hasil.startswith(BELUM_DIISI) if rows else doc.nilai(periode, key) is None
            if blank and not key.endswith(".cara"):
                return key
    return None


def _first_input(realisasi: Realisasi) -> str | None:
    return next((key for step in realisasi.langkah for key in step.masukan), None)


def _impossible_inputs(doc: Document, definisi: Definisi, periode: Periode) -> list[_Mustahil]:
    """Inputs that the figure rests on and that `core.edits` would refuse.

    They come from merged copies, changed definitions and other programs.
    """
    inputs = read_inputs(definisi, doc.isian(periode))
    steps = doc.realisasi(definisi.iku, periode).langkah
    used = {key for step in steps for key in step.masukan} | {f"{definisi.iku}.resmi"}
    found = [
        _Mustahil("nilai-mustahil", kunci, problem.rstrip("."), problem.rstrip("."))
        for kunci, problem in inputs.problems.items()
        if kunci in used
    ]
    if isinstance(definisi.bentuk, RasioRegister):
        found += _counts_reversed(definisi.iku, definisi.bentuk, inputs, used)
    elif isinstance(definisi.bentuk, RerataArea):
        found += _scores_too_high(definisi.iku, definisi.bentuk, inputs, used)
    return found


def _counts_reversed(
    iku: str, bentuk: RasioRegister, inputs: Inputs, used: set[str]
) -> Iterator[_Mustahil]:
    for rasio in bentuk.rasio:
        kunci = f"{iku}.{rasio.kode}.pembilang"
        upper, lower = inputs.figures.get(kunci), inputs.figures.get(f"{iku}.{rasio.kode}.penyebut")
        if kunci in used and upper is not None and lower is not None and upper > lower > 0:
            kalimat = (
                f"{rasio.label_pembilang} ({typed(upper)}) melebihi {rasio.label_penyebut} "
                f"({typed(lower)})"
            )
            jejak = f"({typed(upper)} lebih dari {typed(lower)})"
            yield _Mustahil("pembilang-melebihi-penyebut", kunci, kalimat, jejak)


def _scores_too_high(
    iku: str, bentuk: RerataArea, inputs: Inputs, used: set[str]
) -> Iterator[_Mustahil]:
    versi = versi_kami(bentuk, inputs.texts.get(f"{iku}.versi"))
    for area in versi.area if versi else ():
        kunci = f"{iku}.nilai.{area.kode}"
        score = inputs.figures.get(kunci)
        if kunci in used and score is not None and 0 < area.maksimum < score:
            most = f"melebihi nilai maksimum {typed(area.maksimum)} pada {versi.nama}"
            kalimat = f"nilai {area.nama} ({typed(score)}) {most}"
            yield _Mustahil("nilai-mustahil", kunci, kalimat, kalimat)


# What is odd


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
    kunci = _first_input(doc.realisasi(iku.id, where))
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
        kalimat = f"{iku.singkat} {hasil.periode.singkat}: {text[0].lower()}{text[1:]}"
        kunci = _first_input(realisasi)
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
    said += [p.jejak for each in quarters for p in _impossible_inputs(doc, definisi, each)]
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
    return _first_input(doc.realisasi(iku, periode))
