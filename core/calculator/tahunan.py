"""The value of a year from its quarters, by the rule that belongs to the indicator."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from core.calculator.bands import decide
from core.calculator.steps import (
    belum_diisi,
    figure_or_blank,
    final_result,
    reason_only,
    substitution,
    tidak_dapat_dihitung,
)
from core.indonesian import format_number, round_half_up
from core.model.definisi import Definisi
from core.model.hasil import BELUM_DIISI, Langkah, Realisasi

_NAMA = ("Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV")


def compute_tahunan(definisi: Definisi | None, triwulan: Sequence[Realisasi]) -> Realisasi:
    """Compute the year from its four quarters, in order (posisi akhir, kumulatif, rata-rata).

    A quarter without any figure counts only as a gap between two that have some.
    """
    if len(triwulan) != len(_NAMA):
        raise ValueError("a year has four quarters")
    if definisi is None:
        return triwulan[-1]
    filled = [number for number, each in enumerate(triwulan) if each.ada_isian]
    if not filled:
        return _empty(triwulan[-1])
    if definisi.aturan_tahun == "posisi_akhir":
        return _last_position(triwulan[filled[-1]], filled[-1])
    if definisi.aturan_tahun in ("kumulatif", "rata_rata"):
        return _over_quarters(definisi, triwulan, range(filled[0], filled[-1] + 1))
    sebab = tidak_dapat_dihitung(f"aturan tahun “{definisi.aturan_tahun}” tidak dikenal")
    return _without_value(triwulan[filled[-1]], sebab)._replace(langkah=())


def _without_value(quarter: Realisasi, sebab: str) -> Realisasi:
    """The year in the shape of a quarter, but with no value of its own."""
    return quarter._replace(
        nilai=None,
        tampil=None,
        predikat=None,
        sebab=sebab,
        status=None,
        catatan=(),
        bacaan_lain=(),
    )


def _empty(quarter: Realisasi) -> Realisasi:
    year = _without_value(quarter, belum_diisi("belum ada triwulan yang terisi"))
    return year._replace(langkah=(), peringatan=())


def _last_position(quarter: Realisasi, number: int) -> Realisasi:
    nama = _NAMA[number]
    sebab = _quarter_sebab(quarter, nama)
    outcome = quarter.tampil or reason_only(sebab or "")
    step = Langkah("Nilai tahun", "posisi akhir: triwulan terakhir yang terisi", nama, outcome)
    catatan = quarter.catatan
    if number != len(_NAMA) - 1:
        catatan = (*catatan, f"posisi akhir: {nama}")
    return quarter._replace(sebab=sebab, langkah=(step, *quarter.langkah), catatan=catatan)


def _quarter_sebab(quarter: Realisasi, nama: str) -> str | None:
    """The reason of a quarter as the reason of its year."""
    if quarter.sebab is None:
        return None
    _, _, detail = quarter.sebab.partition(": ")
    tail = f" ({detail})" if detail else ""
    if quarter.sebab.startswith(BELUM_DIISI):
        return belum_diisi(f"{nama} belum lengkap{tail}")
    return tidak_dapat_dihitung(f"{nama}{tail}")


def _over_quarters(definisi: Definisi, triwulan: Sequence[Realisasi], span: range) -> Realisasi:
    """Sum or mean of the quarters from the first to the last that has figures."""
    used = [triwulan[number] for number in span]
    mean = definisi.aturan_tahun == "rata_rata"
    sebab = _span_sebab(triwulan, span)
    values = [quarter.nilai for quarter in used]
    nilai = None if sebab else _combine(values, mean)
    satuan = "%" if definisi.satuan == "%" else ""
    terms = " + ".join(figure_or_blank(value) for value in values)
    step = Langkah(
        "Nilai tahun",
        f"{'rata-rata' if mean else 'jumlah'} {_span_name(span)}",
        substitution(f"({terms}) / {len(used)}" if mean else terms, values),
        reason_only(sebab or "") if nilai is None else final_result(nilai, satuan),
    )
    details = [
        each._replace(judul=f"{_NAMA[number]}: {each.judul}", masukan=())
        for number in span
        for each in triwulan[number].langkah
    ]
    year = _without_value(used[-1], sebab or "")._replace(
        langkah=(step, *details),
        terisi=sum(quarter.terisi for quarter in used),
        jumlah=sum(quarter.jumlah for quarter in used),
        kurang=tuple(f"{_NAMA[n]}: {each}" for n in span for each in triwulan[n].kurang),
        peringatan=tuple(f"{_NAMA[n]}: {each}" for n in span for each in triwulan[n].peringatan),
    )
    if nilai is None:
        return year
    decided = decide(definisi.pita, nilai, round_half_up(nilai))
    partial = () if len(span) == len(_NAMA) else (f"dihitung dari {_span_name(span)}",)
    return year._replace(
        nilai=nilai,
        sebab=None,
        tampil=format_number(nilai),
        predikat=decided.predikat,
        langkah=(step, *decided.langkah, *details),
        catatan=(*decided.catatan, *partial),
        peringatan=(*year.peringatan, *decided.peringatan),
    )


def _span_name(span: range) -> str:
    first, last = _NAMA[span[0]], _NAMA[span[-1]]
    return first if len(span) == 1 else f"{first} sampai {last}"


def _span_sebab(triwulan: Sequence[Realisasi], span: range) -> str | None:
    for number in span:
        if not triwulan[number].ada_isian:
            return belum_diisi(_NAMA[number])
        if sebab := _quarter_sebab(triwulan[number], _NAMA[number]):
            return sebab
    if len({triwulan[number].versi for number in span}) > 1:
        return tidak_dapat_dihitung("skema, versi, atau cara hitung antartriwulan berbeda")
    return None


def _combine(values: Sequence[Fraction | None], mean: bool) -> Fraction | None:
    total = Fraction(0)
    for value in values:
        if value is None:
            return None
        total += value
    return total / len(values) if mean else total
