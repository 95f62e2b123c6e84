"""What the review finds missing or impossible: definitions, targets and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.document import Document
from core.indonesian import format_number
from core.model.definisi import Iku
from core.model.hasil import BELUM_DIISI, TIDAK_DAPAT_DIHITUNG, Realisasi
from core.model.periode import TAHUNAN, Periode
from core.model.temuan import Temuan
from core.pengesahan.dasar import first_input, impossible_inputs, quarters_behind

_TERBANYAK = 3
_SEBAB = re.compile(f"; (?=(?:{BELUM_DIISI}|{TIDAK_DAPAT_DIHITUNG}): )")


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


def figure_findings(doc: Document, periode: Periode) -> Iterator[Temuan]:
    """Realisasi that is not filled in, rests on impossible inputs or cannot be computed."""
    for iku in doc.iku:
        if doc.definisi(iku.id, periode) is None:
            continue  # a finding of its own
        quarters = quarters_behind(doc, iku.id, periode)
        found = [t for each in quarters for t in _quarter_findings(doc, iku, each)]
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


def _quarter_findings(doc: Document, iku: Iku, periode: Periode) -> Iterator[Temuan]:
    realisasi = doc.realisasi(iku.id, periode)
    name = f"{iku.singkat} {periode.singkat}"
    if realisasi.nilai is None and realisasi.kurang:
        more = len(realisasi.kurang) - _TERBANYAK
        some = ", ".join(realisasi.kurang[:_TERBANYAK])
        some += f", dan {format_number(more, 0)} lainnya" if more > 0 else ""
        kalimat = f"{name} belum lengkap; yang belum diisi: {some}."
        kunci = _first_blank(doc, realisasi, periode)
        yield Temuan("realisasi-kosong", True, kalimat, iku.id, kunci, periode)
    problems = impossible_inputs(doc, iku.id, periode)
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
        yield _impossible(iku, periode, reasons, first_input(realisasi))


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
