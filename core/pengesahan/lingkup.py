"""Which rows of a file a signed period rests on, whatever they say."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from core.definisi_rows import counts_in
from core.model.pengesahan import TERKUNCI
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER, Row, Value, urutan_of
from core.pengesahan.kolom import TABEL, Tables, periods_of

_BAGIAN = ("bagian", "pita")
_BERTEMPAT = ("tugas_fungsi", "sasaran", "iku", *_BAGIAN, *REGISTER, "bukti")
_PER_PERIODE = ("isian", *REGISTER, "bukti")


def rows_of(
    tables: Tables, periode: Periode, definisi: Collection[str] = ()
) -> dict[str, dict[str, Row]]:
    """The rows that the frozen copy of the period holds, in an order that only they decide.

    Definitions are those that count in the year, and those named in `definisi`. Definitions and
    signatories keep the order of the file, where the first or last of several counts.
    """
    own = {each.id for each in periods_of(periode)}
    named = own | {Periode(periode.tahun, TAHUNAN).id}
    valid = {
        key
        for key, row in tables["definisi"].items()
        if key in definisi or counts_in(row, periode.tahun)
    }
    found: dict[str, dict[str, Row]] = {}
    for nama in TABEL:
        kolom, wanted = _condition(nama, own, named, valid)
        rows = [row for row in tables[nama].values() if kolom is None or row[kolom] in wanted]
        found[nama] = {str(row["id"]): row for row in _ordered(nama, rows)}
    return found


def locked_rows(tabel: Tables, periode: Periode) -> dict[str, Mapping[str, Row]]:
    """Of these rows those that signing the period holds fast."""
    own = {each.id for each in periods_of(periode)}
    return {
        nama: {
            key: row
            for key, row in tabel[nama].items()
            if row["id" if nama == "periode" else "periode_id"] in own
        }
        for nama in (*TERKUNCI, "periode")
    }


def _condition(
    nama: str, own: Collection[str], named: Collection[str], valid: Collection[str]
) -> tuple[str | None, Collection[Value]]:
    """Which column of a table must hold one of which values; None: every row counts."""
    if nama in _PER_PERIODE:
        return "periode_id", own
    if nama == "target":
        return "periode_id", named
    if nama == "periode":
        return "id", named
    if nama == "definisi":
        return "id", valid
    return ("definisi_id", valid) if nama in _BAGIAN else (None, ())


def _ordered(nama: str, rows: list[Row]) -> list[Row]:
    if nama in _BERTEMPAT:
        return sorted(rows, key=lambda row: (str(row.get("periode_id")), urutan_of(row), _id(row)))
    return sorted(rows, key=_id) if nama in ("isian", "target", "periode") else rows


def _id(row: Row) -> str:
    return str(row["id"])
