"""The rule by which one row joins: what one side touched counts, what both touched is compared."""

from __future__ import annotations

from core.merge.plan import RowPair
from core.merge.touched import RowTouch
from core.model.register import Row, Value, urutan_of

WHOLE = ("isian", "target", "periode", "pengesahan", "perubahan", "pindaian")
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
    if tabel == "periode":
        return _join_periode(pair, by_mine, by_theirs)
    if mine is None or theirs is None:
        alive = by_theirs if mine is None else by_mine
        if alive.touched - {"urutan"}:
            return pair._replace(is_whole=True)
        return pair._replace(joined=None)
    if tabel in WHOLE:
        return _join_whole(pair, mine, theirs, by_mine, by_theirs)
    return _join_columns(tabel, pair, mine, theirs, by_mine, by_theirs)


def _join_periode(pair: RowPair, by_mine: RowTouch, by_theirs: RowTouch) -> RowPair:
    """Only the date of its sheet says something of a period; a row without one is as good as none.

    Such a row comes with the first input of a period, and goes when that is taken back.
    """
    if _date(pair.mine) == _date(pair.theirs):
        return pair._replace(joined=pair.mine or pair.theirs)
    by_me, by_them = _changes_date(by_mine), _changes_date(by_theirs)
    if by_me == by_them:
        return pair._replace(is_whole=True)
    return pair._replace(joined=pair.mine if by_me else pair.theirs)


def _date(row: Row | None) -> Value:
    return None if row is None else row["tanggal_lembar"]


def _changes_date(touch: RowTouch) -> bool:
    if touch.now is None:
        return not touch.is_new and touch.before["tanggal_lembar"] is not None
    if touch.is_new:
        return "tanggal_lembar" in touch.set_since or _date(touch.now) is not None
    return "tanggal_lembar" in touch.touched


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
