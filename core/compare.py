"""What differs between two files, figure by figure, and what that does to the indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from core.cell_names import LEMBAR, PENGATURAN, CellNames, show_both, show_both_rows
from core.definisi_rows import DEFINISI_TABLES
from core.document import Document
from core.model.change import SetValue
from core.model.journal import JournalStep
from core.model.perbandingan import Beda, Dampak, Jejak, Kunci, Perbandingan
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER, Row, Value, urutan_of
from core.row_check import Tables

WHOLE_ROW = ("isian", "target", "periode")
"""Tables whose rows are one figure each; elsewhere each column is one."""

_INDUK = {
    "tugas_fungsi": ("jenis",),
    "bagian": ("definisi_id", "induk_id", "jenis"),
    "pita": ("definisi_id", "bagian_id"),
    **dict.fromkeys(REGISTER, ("periode_id",)),
    "bukti": ("periode_id", "untuk"),
}
"""Table -> the columns that rows must share to stand in one order."""

_SEMUA_PERIODE = (*DEFINISI_TABLES, "iku", "sasaran", "profil")
"""Tables that can change the figures of any period."""


def compare(a: Document, b: Document) -> Perbandingan:
    """Everything that differs between the contents of two files; rows are told apart by id."""
    found = differing(a.all_rows(), b.all_rows())
    beda = tuple(with_steps(found, a.journal, b.journal))
    return Perbandingan(
        a.profil.berkas_id == b.profil.berkas_id, beda, tuple(_dampak(a, b, beda)), a.profil
    )


def differing(a: Tables, b: Tables) -> list[Beda]:
    """Every figure that differs between two contents in its place, without who changed it."""
    sides = _Sides(a, b)
    found = [_beda(sides, kunci) for kunci in _different(a, b)]
    return sorted(found, key=lambda beda: _place(sides, beda))


class _Sides:
    """Both contents, with what names their cells; made once for each comparison."""

    def __init__(self, a: Tables, b: Tables) -> None:
        self.a, self.b = a, b
        self.names_a, self.names_b = CellNames(a), CellNames(b)
        rows = [row for each in (a, b) for row in sorted(each["iku"].values(), key=urutan_of)]
        tabs = [str(row["singkat"]) for row in rows]
        self.tabs = {tab: n for n, tab in enumerate((*dict.fromkeys(tabs), LEMBAR, PENGATURAN))}


# What differs


def _different(a: Tables, b: Tables) -> Iterator[Kunci]:
    for tabel, rows in a.items():
        others = b[tabel]
        moved: set[tuple[Value, ...]] = set()
        for baris in rows.keys() | others.keys():
            row, other = rows.get(baris), others.get(baris)
            if row == other:
                continue
            if tabel in WHOLE_ROW:
                if tabel != "periode" or _tanggal(row) != _tanggal(other):
                    yield Kunci(tabel, baris, None)
            elif row is None or other is None:
                if not _goes_with_definisi(tabel, row or other or {}, a, b):
                    yield Kunci(tabel, baris, None)
            else:
                for kolom, value in row.items():
                    if kolom == "urutan":
                        moved.add(_group(tabel, row))
                    elif value != other[kolom] and kolom != "berkas_id":
                        yield Kunci(tabel, baris, kolom)
        yield from _moved(tabel, rows, others, moved)


def _tanggal(row: Row | None) -> Value:
    """Whether a period has a row of its own is nothing that anybody sees; its date is."""
    return None if row is None else row["tanggal_lembar"]


def _goes_with_definisi(tabel: str, row: Row, a: Tables, b: Tables) -> bool:
    """Whether a part comes or goes with its whole definition, which says enough."""
    if tabel not in ("bagian", "pita"):
        return False
    own = row["definisi_id"]
    return (own in a["definisi"]) != (own in b["definisi"])


def _group(tabel: str, row: Row) -> tuple[Value, ...]:
    return tuple(row[kolom] for kolom in _INDUK.get(tabel, ()))


def _moved(
    tabel: str,
    rows: Mapping[str, Row],
    others: Mapping[str, Row],
    groups: set[tuple[Value, ...]],
) -> Iterator[Kunci]:
    """For each group of rows that both have in another order, the first row that has moved.

    Numbers that differ without changing the order are no difference to anybody.
    """
    for group in groups:
        one, two = _orders(tabel, rows, others, group)
        yield from [
            Kunci(tabel, baris, "urutan") for baris, at in zip(one, two, strict=True) if baris != at
        ][:1]


def _orders(
    tabel: str, rows: Mapping[str, Row], others: Mapping[str, Row], group: tuple[Value, ...]
) -> tuple[list[str], list[str]]:
    """The ids of a group's rows that both have, in the order of either."""
    common = [
        baris
        for baris, row in rows.items()
        if _group(tabel, row) == group and baris in others and _group(tabel, others[baris]) == group
    ]
    return _in_order(common, rows), _in_order(common, others)


def _in_order(ids: Sequence[str], rows: Mapping[str, Row]) -> list[str]:
    return sorted(ids, key=lambda baris: (urutan_of(rows[baris]), baris))


# How it is named


def _beda(sides: _Sides, kunci: Kunci) -> Beda:
    tabel, baris, kolom = kunci
    row, other = sides.a[tabel].get(baris), sides.b[tabel].get(baris)
    names = sides.names_a if row is not None else sides.names_b
    nama = names.name(tabel, baris, kolom)
    if kolom is None:
        shown = show_both_rows((sides.a, sides.b), tabel, baris, (row, other))
        stored: tuple[Value | Row, Value | Row] = (row, other)
    else:
        assert row is not None
        assert other is not None
        values = row[kolom], other[kolom]
        shown = show_both((sides.a, sides.b), tabel, kolom, values, baris)
        if kolom == "urutan":
            shown = _numbers(sides, kunci, row)
        stored = values
    return Beda(kunci, *nama, *shown, *stored, None, None)


def _numbers(sides: _Sides, kunci: Kunci, row: Row) -> tuple[str, str]:
    """The place of a row that has moved, among the rows of its group that both files have."""
    tabel, baris, _ = kunci
    orders = _orders(tabel, sides.a[tabel], sides.b[tabel], _group(tabel, row))
    one, other = (f"ke-{order.index(baris) + 1}" for order in orders)
    return one, other


def _place(sides: _Sides, beda: Beda) -> tuple[object, ...]:
    """Where it stands: by period (settings last), by tab, and there as on screen."""
    tabel, baris, kolom = beda.kunci
    periode = (1, 0, 0) if beda.periode is None else (0, *beda.periode)
    tab = sides.tabs.get(beda.tab, len(sides.tabs))
    tables = sides.a if baris in sides.a[tabel] else sides.b
    row = tables[tabel][baris]
    column = 0 if kolom is None else list(row).index(kolom)
    if tabel == "isian":
        return (*periode, tab, 0, "", _field_place(sides, beda), 0, 0, baris, column)
    return (*periode, tab, *_within(tables, tabel, row), baris, column)


def _within(tables: Tables, tabel: str, row: Row) -> tuple[int, str, int, int, int]:
    """A row's place inside its tab: rows of registers, target, definitions, settings."""
    group, own = 1 + _TABEL.index(tabel), urutan_of(row) if "urutan" in row else 0
    if tabel not in DEFINISI_TABLES:
        return group, "", own, 0, 0
    definisi = row if tabel == "definisi" else tables["definisi"][str(row["definisi_id"])]
    first_year = f"{definisi['berlaku_dari'] or 9999} {definisi['id']}"
    above = row.get("bagian_id") or row.get("induk_id")
    first = urutan_of(tables["bagian"][str(above)]) if above is not None else own
    return 1 + _TABEL.index("definisi"), first_year, group, first, own if above else 0


_TABEL = (
    *REGISTER,
    "target",
    "bukti",
    "periode",
    "pengesahan",
    "perubahan",
    "pindaian",
    "definisi",
    "bagian",
    "pita",
    "profil",
    "tugas_fungsi",
    "sasaran",
    "iku",
    "penandatangan",
)


def _field_place(sides: _Sides, beda: Beda) -> int:
    kunci = beda.kunci.baris.partition("/")[2]
    tahun = 0 if beda.periode is None else beda.periode.tahun
    for names in (sides.names_a, sides.names_b):
        for place, each in enumerate(names.fields(kunci.partition(".")[0], tahun)):
            if each == kunci:
                return place
    return 10_000


# Who changed it last


def with_steps(
    found: Sequence[Beda],
    a: Callable[[], Sequence[JournalStep]],
    b: Callable[[], Sequence[JournalStep]],
) -> Iterator[Beda]:
    """The differences with the steps of either journal that last touched them."""
    wanted = {(each.kunci.tabel, each.kunci.baris) for each in found}
    steps_a, steps_b = (_LastSteps(journal() if wanted else (), wanted) for journal in (a, b))
    for each in found:
        yield each._replace(jejak_a=steps_a.of(each.kunci), jejak_b=steps_b.of(each.kunci))


class _LastSteps:
    """Which step of a journal last touched each of the wanted rows and their columns."""

    def __init__(self, journal: Sequence[JournalStep], wanted: set[tuple[str, str]]) -> None:
        self._found: dict[Kunci, Jejak] = {}
        self._rows: dict[tuple[str, str], Jejak] = {}
        for step in reversed(journal):
            jejak = Jejak(step.waktu, step.oleh, step.tindakan)
            for butir in reversed(step.butir):
                row = butir.tabel, butir.id
                if row not in wanted or row in self._rows:
                    continue
                self._found.setdefault(Kunci(*row, None), jejak)
                if isinstance(butir, SetValue):
                    self._found.setdefault(Kunci(*row, butir.kolom), jejak)
                else:
                    self._rows[row] = jejak

    def of(self, kunci: Kunci) -> Jejak | None:
        return self._found.get(kunci) or self._rows.get((kunci.tabel, kunci.baris))


# What it does to the indicators


def _dampak(a: Document, b: Document, beda: Iterable[Beda]) -> Iterator[Dampak]:
    direct = {each.periode for each in beda if each.periode is not None}
    candidates = direct | {Periode(each.tahun, TAHUNAN) for each in direct}
    if any(each.kunci.tabel in _SEMUA_PERIODE for each in beda):
        filled = {*a.periode_berisi(), *b.periode_berisi()}
        candidates |= filled | {Periode(each.tahun, TAHUNAN) for each in filled}
    codes = {iku.id for iku in b.iku}
    for periode in sorted(candidates):
        hasil_b = {each.iku: each for each in b.hasil(periode)}
        pairs = [Dampak(each, hasil_b[each.iku]) for each in a.hasil(periode) if each.iku in codes]
        if periode in direct or any(pair.berubah for pair in pairs):
            yield from pairs
