"""The inputs that a figure rests on: in which quarters, which first, which cannot stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from core.calculator.inputs import Inputs, read_inputs
from core.calculator.steps import typed
from core.document import Document
from core.fields import versi_kami
from core.model.definisi import RasioRegister, RerataArea
from core.model.hasil import Realisasi
from core.model.periode import Periode


class Mustahil(NamedTuple):
    """An input that cannot stand; `jejak` is how the calculator words it in its reasons."""

    kode: str
    kunci: str
    kalimat: str
    jejak: str


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


def first_input(realisasi: Realisasi) -> str | None:
    """Where the first input of the figure is filled in."""
    return next((key for step in realisasi.langkah for key in step.masukan), None)


def impossible_inputs(doc: Document, iku: str, periode: Periode) -> list[Mustahil]:
    """Inputs that the figure rests on and that `core.edits` would refuse.

    They come from merged copies, changed definitions and other programs.
    """
    definisi = doc.definisi(iku, periode)
    if definisi is None:
        return []
    inputs = read_inputs(definisi, doc.isian(periode))
    steps = doc.realisasi(iku, periode).langkah
    used = {key for step in steps for key in step.masukan} | {f"{iku}.resmi"}
    found = [
        Mustahil("nilai-mustahil", kunci, problem.rstrip("."), problem.rstrip("."))
        for kunci, problem in inputs.problems.items()
        if kunci in used
    ]
    if isinstance(definisi.bentuk, RasioRegister):
        found += _counts_reversed(iku, definisi.bentuk, inputs, used)
    elif isinstance(definisi.bentuk, RerataArea):
        found += _scores_too_high(iku, definisi.bentuk, inputs, used)
    return found


def _counts_reversed(
    iku: str, bentuk: RasioRegister, inputs: Inputs, used: set[str]
) -> Iterator[Mustahil]:
    for rasio in bentuk.rasio:
        kunci = f"{iku}.{rasio.kode}.pembilang"
        upper, lower = inputs.figures.get(kunci), inputs.figures.get(f"{iku}.{rasio.kode}.penyebut")
        if kunci in used and upper is not None and lower is not None and upper > lower:
            whole = rasio.label_penyebut[:1].lower() + rasio.label_penyebut[1:]
            kalimat = f"{rasio.label_pembilang} ({typed(upper)}) melebihi {whole} ({typed(lower)})"
            jejak = f"({typed(upper)} lebih dari {typed(lower)})"
            if not lower:
                jejak = f"penyebut nol ({rasio.label_penyebut})"
            yield Mustahil("pembilang-melebihi-penyebut", kunci, kalimat, jejak)


def _scores_too_high(
    iku: str, bentuk: RerataArea, inputs: Inputs, used: set[str]
) -> Iterator[Mustahil]:
    versi = versi_kami(bentuk, inputs.texts.get(f"{iku}.versi"))
    if versi is None:
        return
    for area in versi.area:
        kunci = f"{iku}.nilai.{area.kode}"
        score = inputs.figures.get(kunci)
        if kunci in used and score is not None and 0 < area.maksimum < score:
            most = f"melebihi nilai maksimum {typed(area.maksimum)} pada {versi.nama}"
            kalimat = f"nilai {area.nama} ({typed(score)}) {most}"
            yield Mustahil("nilai-mustahil", kunci, kalimat, kalimat)
