"""Weighted index: (1 / weight) x sum(aspect index x aspect weight), from levels or aspect indices.

PermenPANRB 59/2020 and 5/2018: an aspect index is the weighted mean of its indicators' levels.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from core.calculator.bands import Putusan, decide
from core.calculator.inputs import Inputs, read_inputs
from core.calculator.official import choose
from core.calculator.steps import (
    belum_diisi,
    figure_or_blank,
    final_result,
    reason_only,
    result,
    substitution,
    tidak_dapat_dihitung,
    typed,
)
from core.indonesian import format_number
from core.model.definisi import Aspek, Definisi, IndeksBerbobot
from core.model.hasil import TIDAK_DAPAT_DIHITUNG, Isian, Langkah, Realisasi

_CATATAN_ASPEK = (
    "Dihitung dari indeks aspek yang sudah dibulatkan; hasilnya dapat berbeda 0,01 dari "
    "indeks resmi."
)


class _Hitungan(NamedTuple):
    nilai: Fraction | None
    sebab: str | None
    langkah: tuple[Langkah, ...]


def compute(definisi: Definisi, isian: Isian) -> Realisasi:
    """Compute the index of one quarter; an official index that is near enough is shown."""
    bentuk = definisi.bentuk
    if not isinstance(bentuk, IndeksBerbobot):
        raise TypeError(f"{definisi.id} is not a weighted index")
    iku = definisi.iku
    inputs = read_inputs(definisi, isian)
    by_aspek = inputs.texts.get(f"{iku}.cara") == "aspek"
    levels = tuple(f"{iku}.indikator.{b.kode}" for a in bentuk.aspek for b in a.butir)
    indices = tuple(f"{iku}.aspek.{a.kode}" for a in bentuk.aspek)
    keys, unit = (indices, "indeks aspek") if by_aspek else (levels, "indikator")
    blank = inputs.blank(keys)
    hitung = _compute(iku, bentuk, inputs, by_aspek, keys, f"{len(blank)} dari {len(keys)} {unit}")
    chosen = choose(definisi, inputs, hitung.nilai, _details(len(keys), len(blank), unit))
    putusan = decide(definisi.pita, chosen.nilai, chosen.shown) if chosen else Putusan()
    catatan = (_CATATAN_ASPEK,) if by_aspek and hitung.nilai is not None else ()
    problem = inputs.problems.get(f"{iku}.resmi")
    sebab = tidak_dapat_dihitung(problem) if problem else hitung.sebab
    peringatan = (f"Rincian {hitung.sebab}.",) if chosen and _is_impossible(hitung.sebab) else ()
    return Realisasi(
        nilai=chosen.nilai if chosen else None,
        tampil=format_number(chosen.shown) if chosen else None,
        predikat=putusan.predikat,
        sebab=None if chosen else sebab,
        langkah=hitung.langkah + (chosen.langkah if chosen else ()) + putusan.langkah,
        terisi=len(keys) - len(blank),
        jumlah=len(keys),
        kurang=tuple(inputs.nama(key) for key in blank),
        versi=definisi.skema,
        catatan=catatan + (chosen.catatan if chosen else ()) + putusan.catatan,
        peringatan=peringatan + (chosen.peringatan if chosen else ()) + putusan.peringatan,
        ada_isian=inputs.any_of((*levels, *indices, f"{iku}.resmi")),
    )


def _details(jumlah: int, blank: int, unit: str) -> str:
    if blank == jumlah:
        return f"rincian {unit} belum diisi"
    if blank:
        return f"rincian baru diisi {jumlah - blank} dari {jumlah} {unit}"
    return f"rincian {unit} {TIDAK_DAPAT_DIHITUNG}"


def _is_impossible(sebab: str | None) -> bool:
    return sebab is not None and sebab.startswith(TIDAK_DAPAT_DIHITUNG)


def _compute(
    iku: str,
    bentuk: IndeksBerbobot,
    inputs: Inputs,
    by_aspek: bool,
    keys: tuple[str, ...],
    missing: str,
) -> _Hitungan:
    sebab = None
    if problem := _definition_problem(bentuk, by_aspek) or inputs.first_problem(keys):
        sebab = tidak_dapat_dihitung(problem)
    elif inputs.blank(keys):
        sebab = belum_diisi(missing)
    langkah: list[Langkah] = []
    indeks: list[Fraction | None] = []
    for aspek in bentuk.aspek:
        if by_aspek:
            typed_index = inputs.figures.get(f"{iku}.aspek.{aspek.kode}")
            indeks.append(None if typed_index is None else Fraction(typed_index))
        else:
            value, step = _aspek_step(iku, aspek, inputs)
            indeks.append(value)
            langkah.append(step)
    nilai = None if sebab else _domain(bentuk, indeks)
    own_keys = keys if by_aspek else ()
    outcome = reason_only(sebab) if sebab else ""
    step = Langkah(
        "Nilai indeks",
        "(1 / bobot) × jumlah (indeks aspek × bobot aspek)",
        _domain_text(bentuk, indeks),
        outcome if nilai is None else final_result(nilai),
        own_keys + inputs.filled([f"{iku}.cara"]),
    )
    return _Hitungan(nilai, sebab, (*langkah, step))


def _definition_problem(bentuk: IndeksBerbobot, by_aspek: bool) -> str | None:
    """What in the definition makes any value impossible."""
    if not bentuk.aspek:
        return "definisi tidak memuat aspek"
    if bentuk.bobot <= 0:
        return "bobot indeks tidak lebih dari nol"
    for aspek in bentuk.aspek:
        if not by_aspek and not aspek.butir:
            return f"aspek {aspek.nama} tidak memuat indikator"
        if not by_aspek and sum(butir.bobot for butir in aspek.butir) <= 0:
            return f"jumlah bobot indikator aspek {aspek.nama} tidak lebih dari nol"
    return None


def _aspek_step(iku: str, aspek: Aspek, inputs: Inputs) -> tuple[Fraction | None, Langkah]:
    """The index of one aspect from the levels of its indicators, None if one is missing."""
    keys = tuple(f"{iku}.indikator.{butir.kode}" for butir in aspek.butir)
    levels = [inputs.figures.get(key) for key in keys]
    bobot = sum((butir.bobot for butir in aspek.butir), Decimal(0))
    terms = " + ".join(
        f"{typed(butir.bobot)}×{typed(level)}"
        for butir, level in zip(aspek.butir, levels, strict=True)
    )
    value = None
    if inputs.first_problem(keys) or bobot <= 0:
        outcome = TIDAK_DAPAT_DIHITUNG
    elif inputs.blank(keys):
        outcome = belum_diisi()
    else:
        weighted = (
            Fraction(butir.bobot) * Fraction(level or 0)
            for butir, level in zip(aspek.butir, levels, strict=True)
        )
        value = sum(weighted, Fraction(0)) / sum(Fraction(butir.bobot) for butir in aspek.butir)
        outcome = result(value)
    step = Langkah(
        f"Indeks aspek {aspek.nama}",
        "jumlah (bobot × tingkat) / jumlah bobot",
        f"({terms}) / {typed(bobot)}",
        outcome,
        keys,
    )
    return value, step


def _domain(bentuk: IndeksBerbobot, indeks: list[Fraction | None]) -> Fraction | None:
    total = Fraction(0)
    for aspek, value in zip(bentuk.aspek, indeks, strict=True):
        if value is None:
            return None
        total += value * Fraction(aspek.bobot)
    return total / Fraction(bentuk.bobot)


def _domain_text(bentuk: IndeksBerbobot, indeks: list[Fraction | None]) -> str:
    terms = " + ".join(
        f"{figure_or_blank(value)}×{typed(aspek.bobot)}"
        for aspek, value in zip(bentuk.aspek, indeks, strict=True)
    )
    return substitution(f"(1 / {typed(bentuk.bobot)}) × ({terms})", indeks)
