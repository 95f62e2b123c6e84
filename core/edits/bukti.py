"""Evidence and scans of signed sheets: adding, describing, moving, taking out.

The bytes are put into the store before; a change names them by their hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.document import Document
from core.edits.periode import insert_periode
from core.errors import InputError
from core.evidence_counts import is_there, name_of
from core.evidence_kinds import title_of
from core.fields import check_text
from core.indonesian import format_number
from core.model.change import Butir, Change, DeleteRow, InsertRow, SetValue
from core.model.pengesahan import Bukti, Pengesahan
from core.model.periode import Periode
from core.model.register import Value, without_id

MAKS_BUKTI = 2_000
"""The most pieces of evidence that one period may have."""

KOLOM = {"judul": ("Judul", 500), "halaman": ("Halaman", 100), "catatan": ("Catatan", 3000)}
"""What can be written beside a piece: name on screen, most characters."""


class BerkasBukti(NamedTuple):
    """A file that is in the store already, by its hash; no `judul`: made of its name."""

    nama: str
    sidik: str
    ukuran: int
    judul: str = ""
    halaman: str = ""


def tambah_bukti(
    doc: Document, periode: Periode, untuk: str, items: Sequence[BerkasBukti]
) -> Change:
    """Attach files to a figure, an input, a row of a register or ("") the period.

    What is attached there already is left out; InputError if there is no such thing in the period.
    """
    _check_target(doc, periode, untuk)
    there = {each.sidik for each in doc.bukti(periode, untuk)}
    new: dict[str, BerkasBukti] = {}
    for item in items:
        if item.sidik not in there:
            new.setdefault(item.sidik, item)
    present = doc.bukti(periode)
    if len(present) + len(new) > MAKS_BUKTI:
        most = format_number(MAKS_BUKTI, 0)
        raise InputError(
            f"Bukti untuk {periode.singkat} paling banyak {most} berkas; tidak ada yang "
            "ditambahkan."
        )
    last = max((each.urutan for each in present), default=0)
    butir: list[Butir] = []
    for number, item in enumerate(new.values(), 1):
        nilai: dict[str, Value] = {
            "periode_id": periode.id,
            "urutan": last + number,
            "untuk": untuk,
            "judul": _text("judul", item.judul or title_of(item.nama)),
            "halaman": _text("halaman", item.halaman),
            "catatan": "",
            "nama": item.nama,
            "sidik": item.sidik,
            "ukuran": item.ukuran,
        }
        butir.append(InsertRow("bukti", doc.environment.new_id(), nilai))
    if butir:
        butir[:0] = insert_periode(doc, periode)
    judul = [item.judul or title_of(item.nama) for item in new.values()]
    label = f"{_pieces(judul)} ditambahkan untuk {name_of(doc, periode, untuk)}"
    return Change(label, tuple(butir))


def ubah_bukti(doc: Document, bukti_id: str, kolom: str, text: str) -> Change:
    """Write judul, halaman or catatan of a piece."""
    row = doc.rows("bukti")[bukti_id]
    nama, _ = KOLOM[kolom]
    value = _text(kolom, text)
    if kolom == "judul" and not value:
        raise InputError("Judul bukti harus diisi.", "judul")
    done = f"diisi “{_short(value)}”" if value else "dikosongkan"
    of = "" if kolom == "judul" else f" bukti “{_short(str(row['judul']))}”"
    label = f"Judul bukti {done}" if kolom == "judul" else f"{nama}{of} {done}"
    return Change(label, _set(bukti_id, kolom, row[kolom], value))


def pindahkan_bukti(doc: Document, ids: Sequence[str], untuk: str) -> Change:
    """Let pieces support something else in their period.

    What is attached there already would be there twice and is left where it is.
    """
    rows = doc.rows("bukti")
    pieces = [each for each in doc.semua_bukti() if each.id in set(ids)]
    butir: list[Butir] = []
    moved = []
    for each in pieces:
        _check_target(doc, each.periode, untuk)
        there = {other.sidik for other in doc.bukti(each.periode, untuk)}
        if each.sidik not in there:
            moved.append(each)
            butir += _set(each.id, "untuk", rows[each.id]["untuk"], untuk)
    if not pieces:
        return Change("Bukti dipindahkan", ())
    where = name_of(doc, pieces[0].periode, untuk)
    return Change(f"{_pieces([each.judul for each in moved])} dipindahkan ke {where}", tuple(butir))


def geser_bukti(doc: Document, bukti_id: str, langkah: int) -> Change:
    """Move a piece up (-1) or down (1) among those that support the same."""
    piece = next(each for each in doc.semua_bukti() if each.id == bukti_id)
    group = list(doc.bukti(piece.periode, piece.untuk))
    here = group.index(piece)
    there = here + langkah
    label = f"Bukti “{_short(piece.judul)}” {'dinaikkan' if langkah < 0 else 'diturunkan'}"
    if not 0 <= there < len(group):
        return Change(label, ())
    group.insert(there, group.pop(here))
    places = sorted(each.urutan for each in group)
    for number in range(1, len(places)):  # copies that were joined may share a place
        places[number] = max(places[number], places[number - 1] + 1)
    butir = [
        each
        for one, place in zip(group, places, strict=True)
        for each in _set(one.id, "urutan", one.urutan, place)
    ]
    return Change(label, tuple(butir))


def hapus_bukti(doc: Document, ids: Sequence[str]) -> Change:
    """Take pieces out; their bytes stay in the store, so that this can be undone."""
    pieces = [each for each in doc.semua_bukti() if each.id in set(ids)]
    return Change(f"{_pieces([each.judul for each in pieces])} dihapus", _deletes(doc, pieces))


def deletes_of_rows(
    doc: Document, kode: str, periode: Periode, row_ids: Iterable[str]
) -> tuple[Butir, ...]:
    """What takes out the evidence of rows of a register, which goes with them in one step."""
    wanted = {f"{kode}:{each}" for each in row_ids}
    return _deletes(doc, [each for each in doc.bukti(periode) if each.untuk in wanted])


def tambah_pindaian(doc: Document, pengesahan: Pengesahan, items: Sequence[BerkasBukti]) -> Change:
    """Attach scans of the sheet that was signed by hand to its version."""
    there = {each.sidik for each in doc.pindaian(pengesahan.id)}
    new: dict[str, BerkasBukti] = {}
    for item in items:
        if item.sidik not in there:
            new.setdefault(item.sidik, item)
    waktu, oleh = doc.environment.clock(), doc.environment.oleh
    butir = tuple(
        InsertRow(
            "pindaian",
            doc.environment.new_id(),
            {
                "pengesahan_id": pengesahan.id,
                "waktu": waktu,
                "oleh": oleh,
                "nama": item.nama,
                "sidik": item.sidik,
                "ukuran": item.ukuran,
            },
        )
        for item in new.values()
    )
    return Change(f"Pindaian {pengesahan.judul} ditambahkan", butir)


def hapus_pindaian(doc: Document, ids: Sequence[str]) -> Change:
    """Take scans out."""
    rows = doc.rows("pindaian")
    butir = tuple(DeleteRow("pindaian", each, without_id(rows[each])) for each in ids)
    of = {str(rows[each]["pengesahan_id"]) for each in ids}
    judul = [each.judul for each in doc.semua_pengesahan() if each.id in of]
    return Change(f"Pindaian {', '.join(judul)} dihapus", butir)


def _check_target(doc: Document, periode: Periode, untuk: str) -> None:
    if not is_there(doc, periode, untuk):
        raise InputError(
            f"Yang hendak didukung bukti ini tidak ada dalam {periode.singkat}; tidak ada yang "
            "diubah. Pilih angka, isian, atau baris lain.",
            "untuk",
        )


def _text(kolom: str, text: str) -> str:
    nama, maks = KOLOM[kolom]
    value = check_text(text, nama, kolom, maks)
    return value if kolom == "catatan" else " ".join(value.split())


def _set(bukti_id: str, kolom: str, old: str | int | None, new: str | int) -> tuple[Butir, ...]:
    return (SetValue("bukti", bukti_id, kolom, old, new),) if old != new else ()


def _deletes(doc: Document, pieces: Iterable[Bukti]) -> tuple[Butir, ...]:
    rows = doc.rows("bukti")
    return tuple(DeleteRow("bukti", each.id, without_id(rows[each.id])) for each in pieces)


def _pieces(judul: Sequence[str]) -> str:
    if len(judul) == 1:
        return f"Bukti “{_short(judul[0])}”"
    return f"{format_number(len(judul), 0)} bukti"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
