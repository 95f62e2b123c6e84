"""What differs from a frozen copy, figure by figure in the words of the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.compare import differing, with_steps
from core.document import Document
from core.indonesian import format_date
from core.model.hasil import Hasil
from core.model.journal import JournalStep
from core.model.pengesahan import Pengesahan
from core.model.perbandingan import Dampak, Kunci, Perbandingan
from core.model.periode import Periode
from core.pengesahan.bahan import tables_of
from core.pengesahan.beku import Beku
from core.pengesahan.kolom import Tables, periods_of
from core.pengesahan.lingkup import locked_rows, rows_of


class Selisih(NamedTuple):
    """A figure that is not what was frozen: its indicator (or tab), period, name, both values.

    `periode` is None for what belongs to no period.
    """

    iku: str
    periode: Periode | None
    nama: str
    beku: str
    kini: str
    kunci: Kunci


def differences(beku: Beku, tables: Tables) -> list[Selisih]:
    """Every figure of the signed period that is another one in the file now, or gone, or new.

    `tables` are all rows of the file. Everything is named by the frozen definitions: what has
    become of definitions, names and signatories since is no difference: the sheet prints from its
    frozen copy.
    """
    frozen = locked_rows(beku.tabel, beku.periode)
    now = locked_rows({**tables, **_only(tables, frozen)}, beku.periode)
    return [
        Selisih(each.tab, each.periode, each.nama, each.a, each.b, each.kunci)
        for each in differing({**beku.tabel, **frozen}, {**beku.tabel, **now})
    ]


def _only(tables: Tables, frozen: Mapping[str, object]) -> Tables:
    return {nama: tables[nama] for nama in frozen}


def perbandingan_versi(doc: Document, lama: Pengesahan, baru: Pengesahan) -> Perbandingan:
    """One signed version (A) beside another (B) of the same period, from their frozen copies."""
    one, other = doc.beku(lama), doc.beku(baru)
    beda = tuple(
        with_steps(
            differing(one.tabel, other.tabel),
            lambda: _steps_until(doc, one),
            lambda: _steps_until(doc, other),
        )
    )
    return Perbandingan(True, beda, _dampak(one.periode, one.hasil, other.hasil), doc.profil)


def banding_dengan_kini(doc: Document, pengesahan: Pengesahan) -> Perbandingan:
    """A signed version (A) beside what the file says now (B), for a period that was reopened."""
    beku = doc.beku(pengesahan)
    periode = beku.periode
    now = rows_of(tables_of(doc, periode), periode, beku.tabel["definisi"].keys())
    beda = tuple(
        with_steps(differing(beku.tabel, now), lambda: _steps_until(doc, beku), doc.journal)
    )
    hasil = {each.id: doc.hasil(each) for each in periods_of(periode)}
    return Perbandingan(True, beda, _dampak(periode, beku.hasil, hasil), doc.profil)


def hubungan_versi(doc: Document, baru: Pengesahan) -> str:
    """Why there is this version, as one sentence; "" for the first."""
    act = doc.beku(baru).perubahan
    if act is None:
        return ""
    return (
        f"Versi {act.versi} menggantikan versi {act.versi - 1} berdasarkan dokumen nomor "
        f"{act.nomor} tanggal {format_date(act.tanggal)}: {act.alasan}"
    )


def _steps_until(doc: Document, beku: Beku) -> Sequence[JournalStep]:
    """The steps that the version was signed after; none where the journal does not reach back."""
    journal = doc.journal()
    for count, step in enumerate(journal, 1):
        if step.sidik == beku.jurnal:
            return journal[:count]
    return ()


def _dampak(
    periode: Periode,
    one: Mapping[str, tuple[Hasil, ...]],
    other: Mapping[str, tuple[Hasil, ...]],
) -> tuple[Dampak, ...]:
    """The indicators of the period, and of those quarters of a year that have changed."""
    found: list[Dampak] = []
    for each in periods_of(periode):
        by_iku = {hasil.iku: hasil for hasil in other[each.id]}
        pairs = [Dampak(own, by_iku[own.iku]) for own in one[each.id] if own.iku in by_iku]
        if each == periode or any(pair.berubah for pair in pairs):
            found += pairs
    return tuple(found)
