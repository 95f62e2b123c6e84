"""A figure over the areas of Indeks KAMI (BSSN), in the reading that the definition chooses.

The score of an area is set against its maximum in the version used; the category of electronic
system never enters the figure, only the status that the total score has in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from core.calculator.bands import Putusan, decide
from core.calculator.inputs import Inputs, read_inputs
from core.calculator.kami_status import StatusKami, decide_status
from core.calculator.steps import (
    KOSONG,
    belum_diisi,
    figure_or_blank,
    final_result,
    reason_only,
    result,
    substitution,
    tidak_dapat_dihitung,
    typed,
)
from core.fields import versi_kami
from core.indonesian import format_number, round_half_up
from core.model.definisi import BACAAN, KEMATANGAN, Area, Definisi, RerataArea, VersiKami
from core.model.hasil import TIDAK_DAPAT_DIHITUNG, BacaanLain, Isian, Langkah, Realisasi

BACAAN_PERSEN = ("rerata_area", "total", "area_tercapai")
"""The readings whose outcome is a percentage."""

BACAAN_KEMATANGAN = ("rerata_kematangan", "area_tercapai")
"""The readings that rest on maturity levels instead of scores."""

_TERCAPAI = KEMATANGAN.index("III")


class _Skor(NamedTuple):
    """The areas of the version used with what was filled in for them; `problem` bars a value."""

    iku: str
    versi: VersiKami
    nilai: tuple[Decimal | None, ...]
    kematangan: tuple[int | None, ...]
    problem: str | None

    def keys(self, cara: str) -> tuple[str, ...]:
        """The inputs that a reading rests on."""
        part = "kematangan" if cara in BACAAN_KEMATANGAN else "nilai"
        return tuple(f"{self.iku}.{part}.{area.kode}" for area in self.versi.area)


def compute(definisi: Definisi, isian: Isian) -> Realisasi:
    """Compute the figure of one quarter with all other readings and the status."""
    bentuk = definisi.bentuk
    if not isinstance(bentuk, RerataArea):
        raise TypeError(f"{definisi.id} is not a mean over areas")
    inputs = read_inputs(definisi, isian)
    versi = versi_kami(bentuk, inputs.texts.get(f"{definisi.iku}.versi"))
    if versi is None or bentuk.cara_baca not in BACAAN:
        return _without_version(definisi, bentuk, inputs)
    skor = _read_scores(definisi.iku, versi, inputs)
    return _compute(definisi, bentuk.cara_baca, skor, inputs)


def _has_figures(definisi: Definisi, inputs: Inputs) -> bool:
    starts = tuple(f"{definisi.iku}.{part}" for part in ("nilai.", "kematangan.", "status_resmi"))
    return any(key.startswith(starts) for key in inputs.texts)


def _without_version(definisi: Definisi, bentuk: RerataArea, inputs: Inputs) -> Realisasi:
    key = f"{definisi.iku}.versi"
    typed_in = inputs.texts.get(key)
    cara = bentuk.cara_baca
    if cara not in BACAAN:
        sebab = tidak_dapat_dihitung(f"cara baca “{cara}” tidak dikenal")
    elif typed_in:
        sebab = tidak_dapat_dihitung(f"versi Indeks KAMI “{typed_in}” tidak ada dalam definisi")
    else:
        sebab = belum_diisi("versi Indeks KAMI")
    reading = BACAAN.get(cara, cara)
    return Realisasi(
        nilai=None,
        tampil=None,
        predikat=None,
        sebab=sebab,
        langkah=(Langkah("Nilai indikator", reading, KOSONG, reason_only(sebab), (key,)),),
        terisi=1 if typed_in else 0,
        jumlah=1,
        kurang=() if typed_in else (inputs.nama(key),),
        versi=f"{definisi.skema}; {reading}",
        status=inputs.texts.get(f"{definisi.iku}.status_resmi"),
        bacaan_lain=tuple(BacaanLain(nama, None) for kode, nama in BACAAN.items() if kode != cara),
        ada_isian=_has_figures(definisi, inputs),
    )


def _read_scores(iku: str, versi: VersiKami, inputs: Inputs) -> _Skor:
    nilai: list[Decimal | None] = []
    kematangan: list[int | None] = []
    problem = None if versi.area else f"{versi.nama} tidak memuat area"
    for area in versi.area:
        key = f"{iku}.nilai.{area.kode}"
        score = inputs.figures.get(key)
        problem = problem or inputs.problems.get(key) or _area_problem(versi, area, score)
        nilai.append(score)
        level = inputs.texts.get(f"{iku}.kematangan.{area.kode}")
        if level is not None and level not in KEMATANGAN:
            problem = problem or f"tingkat kematangan {area.nama} “{level[:40]}” tidak dikenal"
            level = None
        kematangan.append(None if level is None else KEMATANGAN.index(level))
    return _Skor(iku, versi, tuple(nilai), tuple(kematangan), problem)


def _area_problem(versi: VersiKami, area: Area, score: Decimal | None) -> str | None:
    if area.maksimum <= 0:
        return f"nilai maksimum area {area.nama} tidak lebih dari nol"
    if score is not None and score > area.maksimum:
        most = f"nilai maksimum {typed(area.maksimum)} pada {versi.nama}"
        return f"nilai {area.nama} ({typed(score)}) melebihi {most}"
    return None


def _compute(definisi: Definisi, cara: str, skor: _Skor, inputs: Inputs) -> Realisasi:
    iku = definisi.iku
    keys = (f"{iku}.versi", *skor.keys(cara))
    blank = inputs.blank(keys)
    sebab = None
    if skor.problem:
        sebab = tidak_dapat_dihitung(skor.problem)
    elif blank:
        sebab = belum_diisi(f"{len(blank)} dari {len(skor.versi.area)} area")
    nilai = None if sebab else _read_areas(cara, skor)
    status = _status(iku, skor, inputs)
    decided = decide(definisi.pita, nilai, round_half_up(nilai)) if nilai is not None else Putusan()
    return Realisasi(
        nilai=nilai,
        tampil=None if nilai is None else format_number(nilai),
        predikat=decided.predikat,
        sebab=sebab,
        langkah=(*_steps(cara, skor, nilai, sebab), *decided.langkah, *status.langkah),
        terisi=len(keys) - len(blank),
        jumlah=len(keys),
        kurang=tuple(inputs.nama(key) for key in blank),
        versi=f"{definisi.skema}; {skor.versi.nama}; {BACAAN[cara]}",
        status=status.status,
        catatan=(*decided.catatan, *_left_aside(definisi, skor, inputs), *status.catatan),
        peringatan=(*decided.peringatan, *status.peringatan),
        bacaan_lain=_other_readings(cara, skor),
        ada_isian=_has_figures(definisi, inputs),
    )


def _status(iku: str, skor: _Skor, inputs: Inputs) -> StatusKami:
    total = None if skor.problem else _total(skor.nilai)
    return decide_status(iku, skor.versi, inputs, total, skor.keys("total"))


def _left_aside(definisi: Definisi, skor: _Skor, inputs: Inputs) -> tuple[str, ...]:
    """Scores of areas that the version used does not have."""
    start = f"{definisi.iku}.nilai."
    used = skor.keys("total")
    names = [inputs.nama(k) for k in inputs.texts if k.startswith(start) and k not in used]
    if not names:
        return ()
    return (f"Tidak dihitung karena bukan area {skor.versi.nama}: {', '.join(names)}.",)


def _other_readings(cara: str, skor: _Skor) -> tuple[BacaanLain, ...]:
    others = []
    for kode, nama in BACAAN.items():
        value = None if skor.problem else _read_areas(kode, skor)
        satuan = "%" if kode in BACAAN_PERSEN else ""
        if kode != cara:
            shown = None if value is None else format_number(value) + satuan
            others.append(BacaanLain(nama, shown))
    return tuple(others)


def _total(values: Sequence[Decimal | None]) -> Fraction | None:
    total = Fraction(0)
    for value in values:
        if value is None:
            return None
        total += Fraction(value)
    return total


def _area_values(cara: str, skor: _Skor) -> tuple[Fraction | None, ...]:
    """What each area contributes to a reading; None where its input is missing."""
    if cara == "rerata_kematangan":
        return tuple(None if k is None else 1 + Fraction(k, 2) for k in skor.kematangan)
    if cara == "area_tercapai":
        return tuple(
            None if k is None else Fraction(100 if k >= _TERCAPAI else 0) for k in skor.kematangan
        )
    if cara == "rerata_area":
        return tuple(
            None if score is None else Fraction(score) / Fraction(area.maksimum) * 100
            for area, score in zip(skor.versi.area, skor.nilai, strict=True)
        )
    return tuple(None if score is None else Fraction(score) for score in skor.nilai)


def _read_areas(cara: str, skor: _Skor) -> Fraction | None:
    """The figure in one reading; None unless every area of the version is filled in."""
    total = Fraction(0)
    values = _area_values(cara, skor)
    for value in values:
        if value is None:
            return None
        total += value
    if cara == "total":
        return total / sum(Fraction(area.maksimum) for area in skor.versi.area) * 100
    return total / len(values)


def _steps(
    cara: str, skor: _Skor, nilai: Fraction | None, sebab: str | None
) -> tuple[Langkah, ...]:
    """One step for the figure, before it one for each area where its share is computed."""
    values = _area_values(cara, skor) if skor.problem is None else (None,) * len(skor.versi.area)
    percent = "%" if cara in BACAAN_PERSEN else ""
    outcome = reason_only(sebab) if sebab else ""
    langkah: tuple[Langkah, ...] = ()
    terms = " + ".join(figure_or_blank(value) for value in values)
    text = substitution(f"({terms}) / {len(values)}", values)
    if cara == "rerata_area":
        langkah = tuple(_area_step(skor, number, values[number]) for number in range(len(values)))
    elif cara == "total":
        maksimum = typed(sum((area.maksimum for area in skor.versi.area), Decimal(0)))
        text = f"({' + '.join(typed(score) for score in skor.nilai)}) / {maksimum} × 100%"
    elif cara == "rerata_nilai":
        text = f"({' + '.join(typed(score) for score in skor.nilai)}) / {len(values)}"
    elif cara == "rerata_kematangan":
        text = f"({' + '.join(_level(k) for k in skor.kematangan)}) / {len(values)}"
    else:
        reached = [k for k in skor.kematangan if k is not None and k >= _TERCAPAI]
        counted = KOSONG if None in skor.kematangan else str(len(reached))
        text = f"{counted} / {len(values)} × 100%"
    if nilai is not None:
        outcome = final_result(nilai, percent)
    step = Langkah("Nilai indikator", BACAAN[cara], text, outcome, _masukan(cara, skor))
    return (*langkah, step)


def _masukan(cara: str, skor: _Skor) -> tuple[str, ...]:
    own = () if cara == "rerata_area" else skor.keys(cara)
    return (f"{skor.iku}.versi", *own)


def _level(kematangan: int | None) -> str:
    if kematangan is None:
        return KOSONG
    return f"{KEMATANGAN[kematangan]} ({typed(1 + Decimal(kematangan) / 2)})"


def _area_step(skor: _Skor, number: int, value: Fraction | None) -> Langkah:
    area, score = skor.versi.area[number], skor.nilai[number]
    if value is not None:
        outcome = result(value, "%")
    else:
        outcome = TIDAK_DAPAT_DIHITUNG if score is not None else belum_diisi()
    return Langkah(
        f"Nilai area {area.nama}",
        "nilai / nilai maksimum × 100%",
        f"{typed(score)} / {typed(area.maksimum)} × 100%",
        outcome,
        (f"{skor.iku}.nilai.{area.kode}",),
    )
