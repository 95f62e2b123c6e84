"""Whether the definitions of an indicator, changed on both sides, still make sense together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from core.calculator.checks import check_definisi, check_masa_berlaku
from core.definisi_rows import DEFINISI_TABLES, definisi_from_rows
from core.fields import fields_of
from core.merge.plan import RowPair
from core.merge.references import needed_by
from core.merge.touched import RowKey
from core.model.definisi import Definisi, RasioRegister
from core.model.periode import periode_from_id
from core.model.register import REGISTER, Row
from core.row_check import Tables

_WORDS: Mapping[str, frozenset[str]] = {
    "definisi": frozenset(
        ("skema", "penjelasan", "sumber", "arah", "aturan_tahun", "catatan_pita", "kriteria")
    )
    | {"terverifikasi", "catatan"},
    "bagian": frozenset(("nama", "keterangan")),
    "pita": frozenset(("predikat", "teks", "tanda")),
}
"""Columns that are right or wrong by themselves: they can be chosen one by one."""

Pairs = Mapping[RowKey, RowPair]


def rows_by_iku(pairs: Pairs, mine: Tables, theirs: Tables) -> dict[str, list[RowKey]]:
    """The rows of definitions among the touched ones, by indicator."""
    found: dict[str, list[RowKey]] = {}
    for key, pair in pairs.items():
        row = pair.mine or pair.theirs
        if key[0] in DEFINISI_TABLES and row is not None:
            found.setdefault(_iku_of(key[0], row, mine, theirs), []).append(key)
    return found


def _iku_of(tabel: str, row: Row, mine: Tables, theirs: Tables) -> str:
    if tabel != "definisi":
        key = str(row["definisi_id"])
        row = mine["definisi"].get(key) or theirs["definisi"][key]
    return str(row["iku_id"])


def problems(
    iku: str, keys: Sequence[RowKey], pairs: Pairs, mine: Tables, theirs: Tables
) -> tuple[str, ...]:
    """Why the definitions of one indicator cannot be joined row by row; empty if they can.

    Sentences: what a check says of the joined ones, what one side deleted and the other uses.
    """
    own = [pairs[key] for key in keys]
    if any(pair.is_whole for pair in own):
        return ("Satu sisi menghapus bagian definisi yang diubah di sisi lain.",)
    if any({*pair.columns} - _WORDS[key[0]] for key, pair in zip(keys, own, strict=True)):
        return ("Kedua sisi mengubah bobot, batas, kode, atau masa berlaku yang sama.",)
    joined = _joined_rows(iku, keys, pairs, mine)
    changed_on_both = any(p.by_mine for p in own) and any(p.by_theirs for p in own)
    if changed_on_both and _is_dangling(joined):
        return ("Satu sisi menghapus bagian definisi yang dipakai di sisi lain.",)
    try:
        definisi = _definitions(joined)
    except ValueError:
        return ("Definisi gabungan tidak dapat dibaca.",)
    if changed_on_both:
        found = chain.from_iterable(map(check_definisi, definisi))
        if sentences := (*found, *check_masa_berlaku(definisi)):
            return sentences
    return tuple(_lost_inputs(iku, definisi, pairs, mine, theirs))


def _joined_rows(
    iku: str, keys: Sequence[RowKey], pairs: Pairs, mine: Tables
) -> dict[str, dict[str, Row]]:
    """The rows that the definitions of the indicator would have, by table and id."""
    rows = _rows_of(iku, mine)
    for tabel, row_id in keys:
        rows[tabel].pop(row_id, None)
        row = pairs[tabel, row_id].joined
        if row is not None:
            rows[tabel][row_id] = row
    return rows


def _rows_of(iku: str, tables: Tables) -> dict[str, dict[str, Row]]:
    heads = {key: row for key, row in tables["definisi"].items() if row["iku_id"] == iku}
    rows: dict[str, dict[str, Row]] = {"definisi": heads}
    for tabel in ("bagian", "pita"):
        own = tables[tabel].items()
        rows[tabel] = {key: row for key, row in own if row["definisi_id"] in heads}
    return rows


def _is_dangling(rows: Mapping[str, Mapping[str, Row]]) -> bool:
    return any(
        parent not in rows[table]
        for tabel in ("bagian", "pita")
        for row in rows[tabel].values()
        for table, parent in needed_by(tabel, row)
    )


def _definitions(rows: Mapping[str, Mapping[str, Row]]) -> list[Definisi]:
    def of(tabel: str, definisi_id: str) -> Iterable[Row]:
        own = (row for row in rows[tabel].values() if row["definisi_id"] == definisi_id)
        return sorted(own, key=lambda row: str(row["id"]))

    return [
        definisi_from_rows(rows["definisi"][key], of("bagian", key), of("pita", key))
        for key in sorted(rows["definisi"])
    ]


def _valid_in(definisi: Iterable[Definisi], tahun: int) -> Definisi | None:
    return next((each for each in definisi if each.is_valid_in(tahun)), None)


def _lost_inputs(
    iku: str, joined: Sequence[Definisi], pairs: Pairs, mine: Tables, theirs: Tables
) -> Iterator[str]:
    """Inputs that count on their side and would have no place among the joined definitions."""
    for side, tables in (("mine", mine), ("theirs", theirs)):
        used = [
            (key[0], row)
            for key, pair in pairs.items()
            if (row := pair.mine if side == "mine" else pair.theirs) is not None
            and _is_input_of(iku, key[0], row)
        ]
        known = _definitions(_rows_of(iku, tables)) if used else []
        for tabel, row in used:
            periode = periode_from_id(str(row["periode_id"]))
            one, other = _valid_in(known, periode.tahun), _valid_in(joined, periode.tahun)
            if _is_lost(tabel, row, one, other):
                yield (
                    f"{periode.singkat} diisi di satu sisi, sedangkan definisi di sisi lain "
                    "tidak lagi memuat isian itu."
                )
                return


def _is_input_of(iku: str, tabel: str, row: Row) -> bool:
    return tabel in REGISTER or (tabel == "isian" and str(row["kunci"]).startswith(f"{iku}."))


def _is_lost(tabel: str, row: Row, one: Definisi | None, other: Definisi | None) -> bool:
    if one is None:
        return False
    if tabel == "isian":
        kunci = str(row["kunci"])
        return kunci in fields_of(one) and (other is None or kunci not in fields_of(other))
    return _counts(one, tabel) and (other is None or not _counts(other, tabel))


def _counts(definisi: Definisi, register: str) -> bool:
    bentuk = definisi.bentuk
    return isinstance(bentuk, RasioRegister) and any(r.register == register for r in bentuk.rasio)
