"""What an indicator rests on in some content of the file: its definition and its inputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.calculator.contributions import Sisi, Uraian, explain_tahun, explain_triwulan
from core.definisi_rows import definisi_from_rows
from core.history.catatan import Catatan, Pembaca
from core.history.keadaan import moments
from core.model.definisi import Definisi
from core.model.hasil import Isian
from core.model.journal import JournalStep
from core.model.periode import Periode
from core.model.register import REGISTER, Row, tally_key, urutan_of
from core.row_check import Tables


def explain_change(
    iku: str, before: tuple[Tables, Periode], after: tuple[Tables, Periode]
) -> Uraian:
    """Split the difference of an indicator between two contents or periods.

    Both are quarters, or both are years.
    """
    (old, one), (new, other) = before, after
    assert one.is_tahunan == other.is_tahunan, "a quarter and a year have nothing to compare"
    if one.is_tahunan:
        years = [
            (_definisi(tables, iku, year), [_isian(tables, each) for each in year.triwulan_setahun])
            for tables, year in (before, after)
        ]
        return explain_tahun(*years)
    return explain_triwulan(_side(old, iku, one), _side(new, iku, other))


def moments_about(
    steps: Sequence[JournalStep], pembaca: Pembaca, tab: str, periode: Periode
) -> list[JournalStep]:
    """The moments, oldest first, at which the indicator of a tab may have changed in the period;
    always the first moment too, at which the file was made."""
    quarters = {periode, *(periode.triwulan_setahun if periode.is_tahunan else ()), None}
    there = {step.nomor for step in moments(steps)}
    found: list[JournalStep] = []
    touched = True
    for step in steps:
        touched = touched or _touches(step, pembaca, tab, quarters)
        if touched and step.nomor in there:
            found.append(step)
            touched = False
    return found


def _touches(step: JournalStep, pembaca: Pembaca, tab: str, quarters: set[Periode | None]) -> bool:
    for ke, butir in enumerate(step.butir):
        nama = pembaca.nama(Catatan(step, ke, butir)) if butir.tabel != "target" else None
        if nama is not None and nama.tab == tab and nama.periode in quarters:
            return True
    return False


def _side(tables: Tables, iku: str, periode: Periode) -> Sisi:
    return _definisi(tables, iku, periode), _isian(tables, periode)


def _definisi(tables: Tables, iku: str, periode: Periode) -> Definisi | None:
    """The definition that counts in the year of the period; None if there is none."""
    for key, row in tables["definisi"].items():
        if row["iku_id"] == iku:
            parts, bands = (_own(tables, tabel, key) for tabel in ("bagian", "pita"))
            definisi = definisi_from_rows(row, parts, bands)
            if definisi.is_valid_in(periode.tahun):
                return definisi
    return None


def _own(tables: Tables, tabel: str, definisi_id: str) -> list[Row]:
    rows = tables[tabel].values()
    return sorted((row for row in rows if row["definisi_id"] == definisi_id), key=urutan_of)


def _isian(tables: Tables, periode: Periode) -> Isian:
    """All inputs of a quarter."""
    nilai = {
        str(row["kunci"]): str(row["nilai"])
        for row in tables["isian"].values()
        if row["periode_id"] == periode.id
    }
    tally = {
        kode: Counter(
            tally_key(register, row)
            for row in tables[kode].values()
            if row["periode_id"] == periode.id
        )
        for kode, register in REGISTER.items()
    }
    return Isian(periode, nilai, tally)
