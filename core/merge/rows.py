"""The rule by which one row joins: what one side touched counts, what both touched is compared."""

from __future__ import annotations

from core.merge.plan import RowPair
from core.merge.touched import RowTouch
from core.model.register import Row, Value, urutan_of

WHOLE = ("isian", "target", "periode")
"""Tables in which a row is one figure."""


def join_row(
    tabel: str,
    mine: Row | None,
    theirs: Row | None,
    by_mine: RowTouch | None,
    by_theirs: RowTouch | None,
) -> RowPair:
    """Join one row that at least one side touched."""
    pair = RowPair(mine, theirs, by_mine, by_theirs, mine)
    if by_mine is None:
        return pair._replace(joined=theirs)
    if by_theirs is None or mine == theirs:
        return pair
    if tabel == "periode" and _date(mine) == _date(theirs):
        return pair._replace(joined=mine or theirs)
    if mine is None or theirs is None:
        alive = by_theirs if mine is None else by_mine
        if alive.is_new or alive.touched - {"urutan"}:
            return pair._replace(is_whole=True)
        return pair._replace(joined=None)
    if tabel in WHOLE:
        return _join_whole(pair, mine, theirs, by_mine, by_theirs)
    return _join_columns(tabel, pair, mine, theirs, by_mine, by_theirs)


def _date(row: Row | None) -> Value:
    """What a period's own row says; a row that says nothing is as good as none."""
    return None if row is None else row["tanggal_lembar"]


def _join_whole(
    pair: RowPair, mine: Row, theirs: Row, by_mine: RowTouch, by_theirs: RowTouch
) -> RowPair:
    different = [kolom for kolom in mine if mine[kolom] != theirs[kolom]]
    by_me = any(by_mine.touches(kolom, by_theirs) for kolom in different)
    by_them = any(by_theirs.touches(kolom, by_mine) for kolom in different)
    if by_me == by_them:
        return pair._replace(is_whole=True)
    return pair._replace(joined=mine if by_me else theirs)


def _join_columns(
    tabel: str, pair: RowPair, mine: Row, theirs: Row, by_mine: RowTouch, by_theirs: RowTouch
) -> RowPair:
    joined = dict(mine)
    asked = []
    for kolom in (each for each in mine if mine[each] != theirs[each]):
        by_me = by_mine.touches(kolom, by_theirs)
        by_them = by_theirs.touches(kolom, by_mine)
        if kolom == "urutan" and by_me == by_them:
            joined[kolom] = min(urutan_of(mine), urutan_of(theirs))
        elif by_me == by_them:
            asked.append(kolom)
        elif by_them:
            joined[kolom] = theirs[kolom]
    pair = pair._replace(joined=joined, columns=tuple(asked))
    if tabel == "penandatangan" and _may_be_reversed(pair, mine, theirs):
        return pair._replace(joined=mine, columns=(), is_whole=True)
    return pair


def _may_be_reversed(pair: RowPair, mine: Row, theirs: Row) -> bool:
    """Whether a tenure would end before it begins, though neither side says so."""
    joined = pair.joined or mine
    begins, ends = (
        {mine[kolom], theirs[kolom]} if kolom in pair.columns else {joined[kolom]}
        for kolom in ("mulai", "selesai")
    )
    return any(one and other and str(other) < str(one) for one in begins for other in ends)
