"""What another program did to a file, in the words of the window: one finding for each figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from core.cell_names import CellNames, Nama, show_both, show_both_rows
from core.cell_values import one_line, shorten
from core.indonesian import format_date
from core.model.pengesahan import ACTS, periode_id_of
from core.model.periode import periode_from_id
from core.model.register import Row
from core.pengesahan.kolom import periods_of
from core.row_check import Tables
from core.safekeeping.outside_found import LembarBeku, Luar
from core.sheets.kode import format_kode, kode_of
from core.signed import readable_acts
from core.storage.outside import Examined, Sel

_BROKEN = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, IndexError)
"""What a content that no version of this program has written can raise when it is named."""

_SHEETS = {
    "sidik": "salinan beku",
    "pengukuran": "lembar pengukuran",
    "iku": "lembar IKU",
    "kertas_kerja": "kertas kerja",
}


def findings(found: Examined) -> Iterator[Luar]:
    """Everything that was found but for the frozen sheets, the structure first."""
    for jenis, sentences in (
        ("susunan", found.susunan),
        ("riwayat", found.riwayat),
        ("pangkal", found.pangkal),
        ("susunan", found.baris),
    ):
        for text in sentences:
            yield Luar(jenis, one_line(text))
    locked = locked_periods(found.seharusnya) | locked_periods(found.ada)
    names = _Names(found)
    told = [names.named(sel)._replace(beku=is_locked(sel, found, locked)) for sel in found.sel]
    yield from sorted(told, key=_place)


def _place(each: Luar) -> tuple[bool, tuple[int, ...]]:
    """By period, what belongs to none last."""
    return each.periode is None, () if each.periode is None else each.periode


def locked_periods(tables: Tables) -> set[str]:
    """The ids of periods that are signed and not reopened, a year with its quarters."""
    signed = readable_acts(tables).in_force
    return {each.id for periode in signed for each in periods_of(periode)}


def is_locked(sel: Sel, found: Examined, locked: set[str]) -> bool:
    """Whether the cell belongs to a signed period, or is a formal act itself."""
    if sel.tabel in ACTS:
        return True
    rows = (tables[sel.tabel].get(sel.baris) for tables in (found.seharusnya, found.ada))
    return any(periode_id_of(sel.tabel, sel.baris, row) in locked for row in rows)


class _Names:
    """Names cells by the content that ought to be, else by the one that is there."""

    def __init__(self, found: Examined) -> None:
        self._both: tuple[Tables, Tables] = (found.seharusnya, found.ada)
        self._names = [CellNames(each) for each in self._both]

    def named(self, sel: Sel) -> Luar:
        kunci = sel.tabel, sel.baris
        nama = self._name(sel)
        shown = self._shown(sel)
        return Luar("isi", one_line(nama.nama), nama.periode, nama.tab, *shown, kunci=kunci)

    def _name(self, sel: Sel) -> Nama:
        own = [
            names
            for names, tables in zip(self._names, self._both, strict=True)
            if sel.baris in tables[sel.tabel]
        ]
        for names in own:
            try:
                return names.name(sel.tabel, sel.baris, sel.kolom)
            except _BROKEN:
                continue
        return Nama(None, f"tabel {sel.tabel}", f"{shorten(sel.baris)} {sel.kolom or ''}".strip())

    def _shown(self, sel: Sel) -> tuple[str, str]:
        try:
            if sel.kolom is None:
                rows = _row(sel.seharusnya), _row(sel.ada)
                return show_both_rows(self._both, sel.tabel, sel.baris, rows)
            values = _cell(sel.seharusnya), _cell(sel.ada)
            return show_both(self._both, sel.tabel, sel.kolom, values, sel.baris)
        except _BROKEN:
            return _plain(sel.seharusnya), _plain(sel.ada)


def _row(value: object) -> Row | None:
    return value if isinstance(value, Mapping) else None


def _cell(value: object) -> str | int | None:
    return value if isinstance(value, str | int) else None


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return shorten(one_line(", ".join(str(each) for each in value.values() if each)))
    return "tidak ada" if value is None else shorten(one_line(str(value)))


# What is kept by its hash


def blob_names(tables: Iterable[Tables]) -> dict[str, str]:
    """What each hash in the content stands for."""
    names: dict[str, str] = {}
    for each in tables:
        for row in each["pengesahan"].values():
            for kolom, what in _SHEETS.items():
                if row[kolom] is not None:
                    names[str(row[kolom])] = f"{what} {_title(row)}"
        for table in ("bukti", "pindaian"):
            for row in each[table].values():
                names[str(row["sidik"])] = f"“{shorten(one_line(str(row['nama'])), 80)}”"
    return names


def _title(row: Row) -> str:
    try:
        nama = periode_from_id(str(row["periode_id"])).singkat
    except _BROKEN:
        nama = str(row["periode_id"])
    return f"{nama} versi {row['versi']}"


def blob_findings(found: Examined, *, with_evidence: bool) -> Iterator[Luar]:
    """Frozen copies, sheets and evidence that are not what their hash says, or are gone.

    `with_evidence`: the file ought to hold the bytes of its evidence itself.
    """
    names = blob_names((found.seharusnya, found.ada))
    sheets = _wanted(found, "pengesahan")
    for sidik in found.lampiran:
        what = names.get(sidik, f"Lampiran {sidik[:12]}…")
        jenis = "arsip" if sidik in sheets else "bukti"
        yield Luar(jenis, f"{_upper(what)} diubah: isinya tidak cocok lagi dengan sidiknya.")
    for table, kept in (("pengesahan", found.arsip), ("bukti", found.bukti)):
        if table == "bukti" and not with_evidence:
            continue
        for sidik in _wanted(found, table):
            if sidik not in kept and sidik not in found.lampiran:
                jenis = "arsip" if table == "pengesahan" else "bukti"
                yield Luar(jenis, f"{_upper(names[sidik])} tidak ada lagi di dalam berkas.")


def _wanted(found: Examined, table: str) -> list[str]:
    wanted: dict[str, None] = {}
    if table == "pengesahan":
        for row in found.seharusnya["pengesahan"].values():
            wanted.update((str(row[k]), None) for k in _SHEETS if row[k] is not None)
    else:
        # Of a file made from sheets the first evidence is known by name only: no line brought it.
        brought = {each.id for step in found.steps for each in step.butir}
        for own in ("bukti", "pindaian"):
            rows = found.seharusnya[own].values()
            wanted.update(
                (str(row["sidik"]), None) for row in rows if row["id"] in brought or not found.steps
            )
    return list(wanted)


def wanted_arsip(found: Examined) -> list[str]:
    """The hashes of frozen copies and sheets that the content names."""
    return _wanted(found, "pengesahan")


def named_arsip(found: Examined) -> frozenset[str]:
    """The hashes that signed versions name, those that ought to be and those that are there."""
    return frozenset(
        str(row[kolom])
        for tables in (found.seharusnya, found.ada)
        for row in tables["pengesahan"].values()
        for kolom in _SHEETS
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def lembar_of(row: Row, masalah: Iterable[str], *, digantikan: bool) -> LembarBeku | None:
    """A signed version by its row; None where the row is none."""
    try:
        return LembarBeku(
            periode_from_id(str(row["periode_id"])),
            int(row["versi"] or 0),
            format_date(str(row["waktu"])[:10]),
            format_kode(kode_of(str(row["sidik"]))),
            tuple(masalah),
            digantikan,
        )
    except _BROKEN:
        return None
