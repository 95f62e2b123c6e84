"""Ratio of a register: rows that meet every criterion / rows that count, mixed by weight."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from core.calculator.bands import Putusan, decide
from core.calculator.inputs import Inputs, read_inputs
from core.calculator.steps import (
    KOSONG,
    belum_diisi,
    figure_or_blank,
    final_result,
    reason_only,
    substitution,
    tidak_dapat_dihitung,
    typed,
)
from core.indonesian import format_number, round_half_up
from core.model.definisi import Definisi, Rasio, RasioRegister
from core.model.hasil import BELUM_DIISI, Isian, Langkah, Realisasi
from core.model.register import REGISTER, Tally


class _Bagian(NamedTuple):
    """One ratio in percent with what it rests on; `sebab` as in Realisasi."""

    nilai: Fraction | None
    sebab: str | None
    pembilang: Decimal | int | None
    penyebut: Decimal | int | None
    masukan: tuple[str, ...]
    terisi: int
    jumlah: int
    kurang: tuple[str, ...]


def compute(definisi: Definisi, isian: Isian) -> Realisasi:
    """Compute the figure of one quarter; without one of its ratios it has no value at all."""
    bentuk = definisi.bentuk
    if not isinstance(bentuk, RasioRegister):
        raise TypeError(f"{definisi.id} is not a ratio of registers")
    inputs = read_inputs(definisi, isian)
    bagian = [_compute_part(definisi.iku, rasio, inputs, isian) for rasio in bentuk.rasio]
    sebab = _definition_problem(bentuk) or _sebab(bentuk, bagian)
    nilai = None if sebab else _mix(bentuk, bagian)
    langkah = [_step(r, part) for r, part in zip(bentuk.rasio, bagian, strict=True)]
    if len(bagian) > 1 or any(rasio.bobot != bentuk.bobot for rasio in bentuk.rasio):
        langkah.append(_mix_step(bentuk, bagian, nilai, sebab))
    decided = decide(definisi.pita, nilai, round_half_up(nilai)) if nilai is not None else Putusan()
    return Realisasi(
        nilai=nilai,
        tampil=None if nilai is None else format_number(nilai),
        predikat=decided.predikat,
        sebab=sebab,
        langkah=(*langkah, *decided.langkah),
        terisi=sum(part.terisi for part in bagian),
        jumlah=sum(part.jumlah for part in bagian),
        kurang=tuple(name for part in bagian for name in part.kurang),
        versi=definisi.skema,
        catatan=decided.catatan,
        peringatan=decided.peringatan,
        ada_isian=_has_figures(definisi.iku, bentuk, inputs, isian),
    )


def _has_figures(iku: str, bentuk: RasioRegister, inputs: Inputs, isian: Isian) -> bool:
    typed_in = (
        f"{iku}.{r.kode}.{part}" for r in bentuk.rasio for part in ("pembilang", "penyebut")
    )
    rows = any(sum(isian.tally.get(rasio.register, {}).values()) for rasio in bentuk.rasio)
    return inputs.any_of(typed_in) or rows


def _definition_problem(bentuk: RasioRegister) -> str | None:
    if not bentuk.rasio:
        return tidak_dapat_dihitung("definisi tidak memuat rasio")
    if bentuk.bobot <= 0:
        return tidak_dapat_dihitung("bobot definisi tidak lebih dari nol")
    return None


def _sebab(bentuk: RasioRegister, bagian: Sequence[_Bagian]) -> str | None:
    """The reasons of the parts, what is missing first, each named where there are several."""
    sentences = []
    for rasio, part in zip(bentuk.rasio, bagian, strict=True):
        if part.sebab is not None:
            kind, _, detail = part.sebab.partition(": ")
            named = f"{rasio.nama}, {detail}" if len(bagian) > 1 else detail
            sentences.append(f"{kind}: {named}")
    sentences.sort(key=lambda sentence: not sentence.startswith(BELUM_DIISI))
    return "; ".join(sentences) or None


def _compute_part(iku: str, rasio: Rasio, inputs: Inputs, isian: Isian) -> _Bagian:
    if inputs.texts.get(f"{iku}.{rasio.kode}.cara") == "jumlah":
        return _from_typed(iku, rasio, inputs)
    return _from_rows(iku, rasio, inputs, isian.tally.get(rasio.register, {}))


def _from_typed(iku: str, rasio: Rasio, inputs: Inputs) -> _Bagian:
    """The ratio of two typed counts."""
    key = f"{iku}.{rasio.kode}"
    keys = (f"{key}.pembilang", f"{key}.penyebut")
    pembilang, penyebut = (inputs.figures.get(each) for each in keys)
    blank = inputs.blank(keys)
    nilai, sebab = None, None
    if problem := inputs.first_problem(keys):
        sebab = tidak_dapat_dihitung(problem)
    elif pembilang is None or penyebut is None:
        sebab = belum_diisi(f"{len(blank)} dari 2 angka")
    elif penyebut == 0:
        sebab = tidak_dapat_dihitung(f"penyebut nol ({rasio.label_penyebut})")
    elif pembilang > penyebut:
        more = f"{typed(pembilang)} lebih dari {typed(penyebut)}"
        sebab = tidak_dapat_dihitung(f"pembilang melebihi penyebut ({more})")
    else:
        nilai = Fraction(pembilang) / Fraction(penyebut) * 100
    kurang = tuple(inputs.nama(each) for each in blank)
    masukan = (*keys, f"{key}.cara")
    return _Bagian(nilai, sebab, pembilang, penyebut, masukan, 2 - len(blank), 2, kurang)


def _from_rows(iku: str, rasio: Rasio, inputs: Inputs, tally: Tally) -> _Bagian:
    """The ratio of counted rows; a row that is not judged yet leaves it without a value."""
    masukan = (f"register:{rasio.register}", *inputs.filled([f"{iku}.{rasio.kode}.cara"]))
    if problem := unknown_columns(rasio):
        return _Bagian(None, tidak_dapat_dihitung(problem), None, None, masukan, 0, 1, ())
    register = REGISTER[rasio.register]
    rows = sum(tally.values())
    if not rows:
        missing = (f"Baris daftar {register.judul}",)
        sebab = belum_diisi("belum ada baris dalam daftar")
        return _Bagian(None, sebab, None, None, masukan, 0, 1, missing)
    pembilang, penyebut, open_rows = count_rows(rasio, tally)
    if open_rows:
        detail = f"{format_number(open_rows, 0)} baris belum dinilai"
        missing = (f"{register.judul}: {detail}",)
        judged = rows - open_rows
        return _Bagian(None, belum_diisi(detail), None, None, masukan, judged, rows, missing)
    if penyebut == 0:
        sebab = tidak_dapat_dihitung(f"penyebut nol ({rasio.label_penyebut})")
        return _Bagian(None, sebab, pembilang, penyebut, masukan, rows, rows, ())
    nilai = Fraction(pembilang, penyebut) * 100
    return _Bagian(nilai, None, pembilang, penyebut, masukan, rows, rows, ())


def unknown_columns(rasio: Rasio) -> str | None:
    """What in the ratio the registers of this program do not have."""
    if rasio.register not in REGISTER:
        return f"daftar “{rasio.register}” tidak dikenal"
    known = REGISTER[rasio.register].kriteria
    for kode in (*rasio.penyebut, *rasio.pembilang):
        if kode not in known:
            return f"kriteria “{kode}” tidak ada dalam daftar {REGISTER[rasio.register].judul}"
    return None


def count_rows(rasio: Rasio, tally: Tally) -> tuple[int, int, int]:
    """Rows in the numerator, in the denominator, and those whose place is still open."""
    kriteria = REGISTER[rasio.register].kriteria
    pembilang = penyebut = open_rows = 0
    for key, rows in tally.items():
        answers = dict(zip(kriteria, key, strict=True))
        counted = _all_met(rasio.penyebut, answers)
        met = _all_met(rasio.pembilang, answers)
        if counted is None or (counted and met is None):
            open_rows += rows
        elif counted:
            penyebut += rows
            pembilang += rows if met else 0
    return pembilang, penyebut, open_rows


def _all_met(kriteria: Sequence[str], answers: dict[str, int | None]) -> bool | None:
    """Whether every criterion is met; None where blank ones decide. One 0 decides alone."""
    given = [answers[kode] for kode in kriteria]
    if 0 in given:
        return False
    return None if None in given else True


def _step(rasio: Rasio, part: _Bagian) -> Langkah:
    outcome = reason_only(part.sebab) if part.sebab else ""
    if part.nilai is not None:
        outcome = final_result(part.nilai, "%")
    return Langkah(
        rasio.nama,
        f"{rasio.label_pembilang} / {rasio.label_penyebut} × 100%",
        f"{typed(part.pembilang)} / {typed(part.penyebut)} × 100%",
        outcome,
        part.masukan,
    )


def _mix(bentuk: RasioRegister, bagian: Sequence[_Bagian]) -> Fraction | None:
    total = Fraction(0)
    for rasio, part in zip(bentuk.rasio, bagian, strict=True):
        if part.nilai is None:
            return None
        total += part.nilai * Fraction(rasio.bobot)
    return total / Fraction(bentuk.bobot)


def _mix_step(
    bentuk: RasioRegister, bagian: Sequence[_Bagian], nilai: Fraction | None, sebab: str | None
) -> Langkah:
    values = [part.nilai for part in bagian]
    rumus = " + ".join(f"{typed(rasio.bobot)} × {rasio.nama}" for rasio in bentuk.rasio)
    terms = " + ".join(
        f"{typed(rasio.bobot)}×{figure_or_blank(value)}"
        for rasio, value in zip(bentuk.rasio, values, strict=True)
    )
    if bentuk.bobot != 1:
        rumus, terms = f"({rumus}) / {typed(bentuk.bobot)}", f"({terms}) / {typed(bentuk.bobot)}"
    outcome = final_result(nilai, "%") if nilai is not None else reason_only(sebab or KOSONG)
    return Langkah("Nilai gabungan", rumus, substitution(terms, values), outcome)
