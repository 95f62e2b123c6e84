"""Periods whose content one copy alone decides, because it was signed there.

What was signed is never mixed with what the other copy changed since: that is left out and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from core.indonesian import format_date, format_moment
from core.merge.history import Copy, MergeError
from core.merge.plan import FigureKey, Held, RowPair, SetAside, Side, State
from core.merge.rows import WHOLE
from core.merge.touched import RowKey, RowTouch
from core.model.change import Butir, InsertRow, SetValue
from core.model.pengesahan import ACTS, Pengesahan, periode_id_of
from core.model.periode import TAHUNAN, Periode, periode_from_id
from core.model.register import Row, Value
from core.row_check import Tables
from core.sheets.kode import format_kode, kode_of
from core.signed import Signed

_SAFE = "Kedua berkas tidak diubah."


class Acts:
    """The formal acts of both copies, and for each period the copy that decides it.

    MergeError where both copies signed one period, each for itself.
    """

    def __init__(self, mine: Copy, theirs: Copy) -> None:
        self.copies: Mapping[Side, Copy] = {"mine": mine, "theirs": theirs}
        self._signed = {side: Signed(copy.tables) for side, copy in self.copies.items()}
        self._refuse_signed_twice()
        self.held = {
            periode.id: held for periode in self._periods() if (held := self._held(periode))
        }

    def _refuse_signed_twice(self) -> None:
        theirs = {each.id: each for each in self._signed["theirs"].pengesahan}
        for one in self._signed["mine"].pengesahan:
            if one != theirs.get(one.id, one):
                raise self._signed_twice((one, theirs[one.id]), one.judul)

    def _signed_twice(self, both: tuple[Pengesahan, Pengesahan], judul: str) -> MergeError:
        told = " dan ".join(
            f"{_name(each.periode, judul)}di {copy.name} {format_moment(each.waktu)} dengan kode "
            f"{format_kode(kode_of(each.sidik))}"
            for copy, each in zip(self.copies.values(), both, strict=True)
        )
        return MergeError(
            f"{judul} disahkan sendiri-sendiri di kedua berkas, sehingga keduanya tidak dapat "
            f"digabungkan: {told}. Tentukan lembar mana yang berlaku, teruskan hanya berkas yang "
            "memuatnya, dan masukkan ke sana perubahan dari berkas yang lain melalui Bandingkan. "
            f"{_SAFE}"
        )

    def _periods(self) -> Iterator[Periode]:
        acts = {act.periode for signed in self._signed.values() for act in signed.pengesahan}
        quarters = (each for act in acts if act.is_tahunan for each in act.triwulan_setahun)
        return iter(sorted({*acts, *quarters}))

    def _locks(self, side: Side, periode: Periode) -> list[Pengesahan]:
        in_force = self._signed[side].in_force
        names = dict.fromkeys((periode, Periode(periode.tahun, TAHUNAN)))
        return [in_force[each] for each in names if each in in_force]

    def _held(self, periode: Periode) -> Held | None:
        """Who decides the period; None where both may have changed it, or neither."""
        mine, theirs = self._locks("mine", periode), self._locks("theirs", periode)
        here, there = self._unknown(mine, "theirs"), self._unknown(theirs, "mine")
        if here and there:
            return Held("mine", here, there)
        if here or there:
            return Held("mine", here) if here else Held("theirs", there)
        if bool(mine) == bool(theirs):
            return None
        # Signed on one side, and the other, which knows that, has reopened it since.
        return Held("theirs" if mine else "mine", None)

    def _unknown(self, locks: Iterable[Pengesahan], other: Side) -> Pengesahan | None:
        known = self.copies[other].tables["pengesahan"]
        return next((each for each in locks if each.id not in known), None)

    # Rows

    def of(self, key: RowKey, pair: RowPair) -> Held | None:
        """Who decides a row."""
        found = periode_id_of(*key, pair.mine or pair.theirs)
        return None if found is None else self.held.get(found)

    def joined(self, key: RowKey, pair: RowPair) -> RowPair:
        """The row joined by what was signed; acts are only ever added."""
        if key[0] in ACTS:
            return self._act(key, pair)
        held = self.of(key, pair)
        if held is None:
            return pair
        if held.also is not None and pair.mine != pair.theirs:
            assert held.pengesahan is not None
            both = held.pengesahan, held.also
            raise self._signed_twice(both, periode_from_id(self._period_id(key, pair)).singkat)
        joined = pair.mine if held.side == "mine" else pair.theirs
        return pair._replace(joined=joined, columns=(), is_whole=False)

    def _period_id(self, key: RowKey, pair: RowPair) -> str:
        return periode_id_of(*key, pair.mine or pair.theirs) or ""

    def _act(self, key: RowKey, pair: RowPair) -> RowPair:
        joined = pair.mine or pair.theirs
        mine, theirs = pair.mine, pair.theirs
        if mine is not None and theirs is not None and mine != theirs:
            # Two acts that reopened one version: the first that was signed or chosen counts.
            chosen_there = pair.by_mine is None or self._is_signed_after(key, "theirs")
            if chosen_there and not self._is_signed_after(key, "mine"):
                raise self._reopened_twice(mine, theirs)
        return pair._replace(joined=joined, columns=(), is_whole=False)

    def _is_signed_after(self, key: RowKey, side: Side) -> bool:
        """Whether a version was signed that rests on the act."""
        return key[1] in self.copies[side].tables["pengesahan"]

    def _reopened_twice(self, mine: Row, theirs: Row) -> MergeError:
        nama = periode_from_id(str(mine["periode_id"])).singkat
        here, there = self.copies["mine"].name, self.copies["theirs"].name
        return MergeError(
            f"{nama} dibuka kembali sendiri-sendiri: {_by(mine)} di {here}, {_by(theirs)} di "
            f"{there}, dan yang dipakai untuk versi {mine['versi']} adalah yang di {there}. "
            f"Perubahan yang sudah dicatat tidak dapat diganti di {here}; buka {there}, lalu "
            f"gabungkan {here} ke sana. {_SAFE}"
        )

    # What is left out

    def set_aside(self, key: RowKey, pair: RowPair) -> Iterator[SetAside]:
        """What one side changed in a row that the other side decides."""
        if key[0] in ACTS:
            yield from self._other_act(key, pair)
            return
        held = self.of(key, pair)
        if held is None or held.pengesahan is None or pair.mine == pair.theirs:
            return
        loser: Side = "theirs" if held.side == "mine" else "mine"
        sebab = f"{held.pengesahan.periode.singkat} telah disahkan (usulan perubahan)"
        for kolom in _changed(key, pair, loser):
            kept, left = _states(pair, kolom, held.side)
            yield SetAside(FigureKey(*key, kolom), loser, kept, left, sebab)

    def _other_act(self, key: RowKey, pair: RowPair) -> Iterator[SetAside]:
        if pair.mine is None or pair.theirs is None or pair.mine == pair.theirs:
            return
        nama = periode_from_id(str(pair.mine["periode_id"])).singkat
        sebab = f"{nama} telah dibuka kembali di sini dengan {_by(pair.mine)}"
        yield SetAside(FigureKey(*key, None), "theirs", pair.mine, pair.theirs, sebab)


def _name(periode: Periode, judul: str) -> str:
    return "" if judul.startswith(periode.singkat) else f"{periode.singkat} "


def _by(act: Row) -> str:
    return f"nomor {act['nomor']} tanggal {format_date(str(act['tanggal']))}"


def _changed(key: RowKey, pair: RowPair, loser: Side) -> list[str | None]:
    """The figures of a row that the side changed, to other values than the other side has."""
    own, other = pair.by_mine, pair.by_theirs
    if loser == "theirs":
        own, other = other, own
    if own is None:
        return []
    mine, theirs = pair.mine, pair.theirs
    before = pair.before
    if key[0] in WHOLE or mine is None or theirs is None:
        left = mine if loser == "mine" else theirs
        is_bare = key[0] == "periode" and _date(mine) == _date(theirs)
        return [] if left == before or is_bare else [None]
    left = mine if loser == "mine" else theirs
    return [
        kolom
        for kolom in mine
        if mine[kolom] != theirs[kolom]
        and kolom != "urutan"
        and _touches(own, kolom, other)
        and left[kolom] != (before or {}).get(kolom, _NEVER)
    ]


_NEVER = object()


def _touches(own: RowTouch, kolom: str, other: RowTouch | None) -> bool:
    return kolom in own.touched if other is None else own.touches(kolom, other)


def _date(row: Row | None) -> Value:
    return None if row is None else row["tanggal_lembar"]


def _states(pair: RowPair, kolom: str | None, winner: Side) -> tuple[State, State]:
    one, other = (pair.mine, pair.theirs) if winner == "mine" else (pair.theirs, pair.mine)
    if kolom is None:
        return one, other
    return (one or {})[kolom], (other or {})[kolom]


# In which order the file takes it


def split_acts(mine: Tables, acts: Sequence[InsertRow]) -> tuple[list[InsertRow], list[InsertRow]]:
    """New acts in the order in which they were done: those that count no more or reopen, which
    come before what else is changed, and the signatures in force, which come after it."""
    reopened: dict[str, int] = {}
    new = ({"id": each.id, **each.nilai} for each in acts if each.tabel == "perubahan")
    for row in (*mine["perubahan"].values(), *new):
        periode_id, versi = str(row["periode_id"]), _version(row)
        reopened[periode_id] = max(versi, reopened.get(periode_id, 0))
    first: list[InsertRow] = []
    last: list[InsertRow] = []
    for each in sorted(acts, key=_in_time):
        is_last = each.tabel == "pengesahan" and _version(each.nilai) >= reopened.get(
            str(each.nilai["periode_id"]), 0
        )
        (last if is_last else first).append(each)
    return first, last


def _version(row: Row) -> int:
    return int(row["versi"] or 0)


def _in_time(act: InsertRow) -> tuple[str, int, bool]:
    return str(act.nilai["periode_id"]), _version(act.nilai), act.tabel == "pengesahan"


def refuse_signed(mine: Tables, butir: Iterable[Butir]) -> None:
    """MergeError if one of these lines, in their order, would change what is signed by then."""
    acts: dict[str, dict[str, Row]] = {each: dict(mine[each]) for each in ACTS}
    signed = Signed(acts)
    for each in butir:
        if each.tabel in ACTS:
            if isinstance(each, InsertRow):
                acts[each.tabel][each.id] = {"id": each.id, **each.nilai}
                signed = Signed(acts)
            continue
        row = mine[each.tabel].get(each.id) if isinstance(each, SetValue) else each.nilai
        found = periode_id_of(each.tabel, each.id, row)
        if found is None:
            continue
        periode = periode_from_id(found)
        if signed.pengunci(periode) is not None:
            raise MergeError(
                f"{periode.singkat} telah disahkan, dan penggabungan ini akan mengubahnya; tidak "
                f"ada yang digabungkan. {_SAFE}"
            )
