"""What the indicators of a document would be if some of its rows were others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from core.calculator.calculator import compute_hasil, compute_realisasi, compute_tahunan
from core.definisi_rows import DEFINISI_TABLES, definisi_from_rows
from core.document import Document
from core.merge.touched import RowKey
from core.model.change import Change, DeleteRow, InsertRow
from core.model.definisi import Definisi, Iku
from core.model.hasil import Hasil, Isian, Realisasi
from core.model.pengesahan import ACTS
from core.model.periode import Periode
from core.model.profil import Target
from core.model.register import REGISTER, Row, tally_key, urutan_of
from core.row_check import Tables
from core.signed import Signed

States = Mapping[RowKey, Row | None]
"""Rows as they would be; None: the row is gone."""


def states_after(tables: Tables, change: Change) -> dict[RowKey, Row | None]:
    """The rows that a change of this content touches, as they are after it."""
    states: dict[RowKey, Row | None] = {}
    for butir in change.butir:
        key = butir.tabel, butir.id
        if isinstance(butir, InsertRow):
            states[key] = {"id": butir.id, **butir.nilai}
        elif isinstance(butir, DeleteRow):
            states[key] = None
        else:
            row = states[key] if key in states else tables[butir.tabel][butir.id]
            states[key] = {**(row or {}), butir.kolom: butir.baru}
    return states


class Outcome:
    """The indicators of `doc` (its content being `tables`) if the rows of `states` were as there.

    Only what these rows alter is computed anew, so that one figure more or less costs little
    however large the file is; `doc` must not change meanwhile. Periods that would be signed answer
    from their frozen copies, those that come with the merge from `other`'s.
    """

    def __init__(
        self, doc: Document, tables: Tables, states: States, other: Document | None = None
    ) -> None:
        self._doc = doc
        self._other = other
        self._signed = self._signed_then(tables, states)
        self._tables = tables
        self._states = states
        self._altered: dict[str, list[RowKey]] = {}
        for key in states:
            for periode_id in self._periods_of(key):
                self._altered.setdefault(periode_id, []).append(key)
        self._definisi: dict[str, list[Definisi]] | None = None
        if any(tabel in (*DEFINISI_TABLES, *ACTS) for tabel, _ in states):
            self._definisi = {}
        self._realisasi: dict[tuple[str, Periode], Realisasi] = {}

    def hasil(self, iku: Iku, periode: Periode) -> Hasil:
        """One indicator of a period, set against its target."""
        frozen = self._frozen_in(periode)
        if frozen is not None:
            return frozen.hasil_iku(iku.id, periode)
        return compute_hasil(
            iku,
            self._definisi_in(iku.id, periode),
            periode,
            self._reached(iku.id, periode),
            self._reached(iku.id, periode.sebelumnya),
            self._target(iku.id, periode),
            self._batas(),
        )

    @staticmethod
    def _signed_then(tables: Tables, states: States) -> Signed:
        acts = {tabel: dict(tables[tabel]) for tabel in ACTS}
        for (tabel, row_id), row in states.items():
            if tabel in acts and row is not None:
                acts[tabel][row_id] = row
        return Signed(acts)

    def _frozen_in(self, periode: Periode) -> Document | None:
        """The document whose frozen copy answers for the period; None while it would be open."""
        found = self._signed.pengunci(periode)
        if found is None:
            return None
        if self._doc.pengunci(periode) == found:
            return self._doc
        return self._other

    def _periods_of(self, key: RowKey) -> set[str]:
        rows = (self._tables[key[0]].get(key[1]), self._states[key])
        if key[0] != "isian" and key[0] not in REGISTER:
            return set()
        return {str(row["periode_id"]) for row in rows if row is not None}

    def _reached(self, iku: str, periode: Periode) -> Realisasi:
        frozen = self._frozen_in(periode)
        if frozen is not None:
            return frozen.realisasi(iku, periode)
        years = periode.triwulan_setahun if periode.is_tahunan else (periode,)
        if self._definisi is None and not any(each.id in self._altered for each in years):
            return self._doc.realisasi(iku, periode)
        key = iku, periode
        if key not in self._realisasi:
            definisi = self._definisi_in(iku, periode)
            if periode.is_tahunan:
                found = compute_tahunan(definisi, [self._reached(iku, each) for each in years])
            else:
                found = compute_realisasi(definisi, self._isian(periode))
            self._realisasi[key] = found
        return self._realisasi[key]

    def _isian(self, periode: Periode) -> Isian:
        now = self._doc.isian(periode)
        nilai = dict(now.nilai)
        tally = {kode: Counter(counts) for kode, counts in now.tally.items()}
        for key in self._altered.get(periode.id, ()):
            tabel, row_id = key
            for row, share in ((self._tables[tabel].get(row_id), -1), (self._states[key], 1)):
                if row is None or row["periode_id"] != periode.id:
                    continue
                if tabel != "isian":
                    tally[tabel][tally_key(REGISTER[tabel], row)] += share
                elif share > 0:
                    nilai[str(row["kunci"])] = str(row["nilai"])
                else:
                    nilai.pop(str(row["kunci"]), None)
        return Isian(periode, nilai, tally)

    def _definisi_in(self, iku: str, periode: Periode) -> Definisi | None:
        if self._definisi is None:
            return self._doc.definisi(iku, periode)
        if iku not in self._definisi:
            self._definisi[iku] = list(self._made_anew(iku))
        found = (each for each in self._definisi[iku] if each.is_valid_in(periode.tahun))
        return next(found, None)

    def _made_anew(self, iku: str) -> Iterator[Definisi]:
        rows = {tabel: self._rows(tabel) for tabel in DEFINISI_TABLES}
        for row in rows["definisi"]:
            if row["iku_id"] == iku:
                parts, bands = (
                    sorted((r for r in rows[tabel] if r["definisi_id"] == row["id"]), key=urutan_of)
                    for tabel in ("bagian", "pita")
                )
                yield definisi_from_rows(row, parts, bands)

    def _rows(self, tabel: str) -> list[Row]:
        found = dict(self._tables[tabel])
        found.update({key[1]: row for key, row in self._states.items() if key[0] == tabel and row})
        gone = {key[1] for key, row in self._states.items() if key[0] == tabel and row is None}
        return [row for row_id, row in found.items() if row_id not in gone]

    def _target(self, iku: str, periode: Periode) -> Target | None:
        key = "target", f"{periode.id}/{iku}"
        if key not in self._states:
            return self._doc.target(iku, periode)
        row = self._states[key]
        return None if row is None else Target(Decimal(row["nilai"] or 0), str(row["teks"]))

    def _batas(self) -> Decimal | None:
        profil = self._states.get(("profil", "profil"))
        if profil is None:
            return self._doc.profil.batas_capaian
        batas = profil["batas_capaian"]
        return None if batas is None else Decimal(batas)
