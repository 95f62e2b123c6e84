"""Bringing back one earlier value, or rows that were deleted, as a new change.

What comes back passes the same checks as if it were entered now, so it may be refused.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence

from core.calculator.checks import check_definisi, check_masa_berlaku
from core.definisi_rows import DEFINISI_TABLES, definisi_from_rows
from core.document import Document
from core.edits.bukti import KOLOM as KOLOM_BUKTI
from core.edits.bukti import pindahkan_bukti, ubah_bukti
from core.edits.definisi import edit_definisi
from core.edits.isian import edit_text, fill_in_values, set_target
from core.edits.periode import insert_periode, set_tanggal_lembar
from core.edits.profil import (
    save_penandatangan,
    set_iku,
    set_profil,
    set_sasaran,
    set_tugas_fungsi,
)
from core.edits.register import MAKS_BARIS, read_cell, set_cells
from core.errors import InputError
from core.fields import Field, read_value
from core.indonesian import format_number
from core.model.change import Butir, Change, DeleteRow, InsertRow
from core.model.periode import Periode, periode_from_id
from core.model.profil import TugasFungsi
from core.model.register import REGISTER, Register, Row, Value, urutan_of, without_id
from core.storage.schema import COLUMNS

_NEVER_DELETED = {"profil", "sasaran", "iku", "pengesahan", "perubahan"}
_FIXED = {
    "profil": ("berkas_id", "contoh"),
    "definisi": ("iku_id", "bentuk"),
    "bagian": ("definisi_id", "induk_id", "jenis"),
    "pita": ("definisi_id", "bagian_id"),
    "bukti": ("periode_id", "nama", "sidik", "ukuran"),
    **{each: COLUMNS[each] for each in ("pengesahan", "perubahan", "pindaian")},
}
"""Columns that no verb changes: to bring one of them back would be another thing altogether."""


def restore_value(
    doc: Document, tabel: str, baris: str, kolom: str, nilai: Value, nama: str
) -> Change:
    """Give a cell the value it once had; `nama` is how the figure is called on screen.

    For an input or a target (the row is one figure) `kolom` is "nilai" and `nilai` None empties
    it. InputError if the row has gone, or if the value would be refused as new input. A change
    without lines where the cell has the value already.
    """
    if tabel == "isian":
        change = _restore_isian(doc, baris, nilai)
    elif tabel == "target":
        change = _restore_target(doc, baris, kolom, nilai)
    elif tabel in REGISTER:
        change = _restore_cell(doc, REGISTER[tabel], baris, kolom, nilai)
    elif baris not in doc.rows(tabel):
        raise InputError(f"{nama} tidak dapat dipulihkan: barisnya sudah dihapus.", kolom)
    elif kolom in (*_FIXED.get(tabel, ()), "urutan"):
        raise InputError(f"{nama} tidak dapat dipulihkan dari riwayat.", kolom)
    else:
        change = _SETTERS[tabel](doc, baris, kolom, nilai)
    return Change(f"{nama} dipulihkan", change.butir)


def restore_rows(doc: Document, deleted: Sequence[DeleteRow], nama: str) -> Change:
    """Put back rows as they were when one step deleted them, under their old ids.

    A deleted definition comes back with its parts and bands, so give all lines of that step.
    InputError if one is there already, if what it belongs to has gone, or if it would be refused
    as new input.
    """
    for row in deleted:
        if row.id in _present(doc, row):
            raise InputError(f"{nama} tidak dapat dipulihkan: barisnya masih ada.")
    by_table: dict[str, list[DeleteRow]] = {}
    for row in deleted:
        by_table.setdefault(row.tabel, []).append(row)
    if by_table.keys() & _NEVER_DELETED:
        raise InputError(f"{nama} tidak dapat dipulihkan dari riwayat.")
    butir: list[Butir] = [row.inverse() for row in by_table.get("periode", ())]
    butir += _isian_rows(doc, by_table.get("isian", ()))
    butir += _tugas_rows(doc, by_table.get("tugas_fungsi", ()))
    for row in by_table.get("target", ()):
        butir += _target_row(doc, row)
    butir += [_penandatangan_row(doc, row) for row in by_table.get("penandatangan", ())]
    for kode in REGISTER:
        butir += _register_rows(doc, kode, by_table.get(kode, ()))
    butir += _bukti_rows(doc, by_table.get("bukti", ()))
    butir += [row.inverse() for row in by_table.get("pindaian", ())]
    butir += _definisi_rows(doc, [row for row in deleted if row.tabel in DEFINISI_TABLES], nama)
    return Change(f"{nama} dipulihkan", tuple(_once(butir)))


def _present(doc: Document, row: DeleteRow) -> Mapping[str, Row]:
    if row.tabel not in REGISTER:
        return doc.rows(row.tabel)
    return doc.register(row.tabel, periode_from_id(str(row.nilai["periode_id"])))


def _once(butir: Sequence[Butir]) -> list[Butir]:
    """Without periods that several rows need, but for the first time."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for each in butir:
        key = (each.tabel, each.id)
        if not (isinstance(each, InsertRow) and key in seen):
            kept.append(each)
        seen.add(key)
    return kept


# Figures


def _restore_isian(doc: Document, baris: str, nilai: Value) -> Change:
    periode_id, _, kunci = baris.partition("/")
    periode = periode_from_id(periode_id)
    field = _field(doc, periode, kunci)
    value = read_value(field, _typed(field, nilai))
    return fill_in_values(doc, periode, {kunci: value}, "")


def _field(doc: Document, periode: Periode, kunci: str) -> Field:
    field = doc.fields(kunci.split(".", 1)[0], periode).get(kunci)
    if field is None:
        raise InputError(
            f"Isian ini tidak ada dalam definisi yang berlaku untuk tahun {periode.tahun}.", kunci
        )
    return field


def _typed(field: Field, nilai: Value) -> str:
    """A stored value as it would be typed, read in one way only."""
    if nilai is None:
        return ""
    if field.jenis == "tanggal":
        return str(nilai)
    return edit_text(field, str(nilai)) if field.jenis in ("bulat", "angka") else str(nilai)


def _restore_target(doc: Document, baris: str, kolom: str, nilai: Value) -> Change:
    periode_id, _, iku = baris.partition("/")
    old = doc.rows("target").get(baris, {})
    if kolom == "teks" and not old:
        raise InputError("Targetnya sudah dihapus; pulihkan dahulu angkanya.", kolom)
    new = {"nilai": old.get("nilai"), "teks": old.get("teks", ""), kolom: nilai}
    return _target(doc, periode_from_id(periode_id), iku, new)


def _target(doc: Document, periode: Periode, iku: str, row: Mapping[str, Value]) -> Change:
    if all(each.id != iku for each in doc.iku):
        raise InputError("Target tidak dapat dipulihkan: indikatornya tidak ada lagi.")
    text = "" if row["nilai"] is None else str(row["nilai"]).replace(".", ",")
    return set_target(doc, periode, iku, text, str(row["teks"]))


def _restore_cell(
    doc: Document, register: Register, baris: str, kolom: str, nilai: Value
) -> Change:
    for periode_id in doc.rows("periode"):
        periode = periode_from_id(periode_id)
        if baris in doc.register(register.kode, periode):
            break
    else:
        raise InputError(
            f"Baris {register.satuan} ini sudah dihapus; pulihkan dahulu barisnya.", kolom
        )
    if all(each.kode != kolom for each in register.kolom):
        raise InputError("Tempat baris dalam daftar tidak dapat dipulihkan dari riwayat.", kolom)
    value = read_cell(register, register.kolom_by_kode(kolom), _cell_text(nilai))
    return set_cells(doc, register.kode, periode, [baris], kolom, value)


def _cell_text(nilai: Value) -> str:
    if isinstance(nilai, int):
        return "Ya" if nilai else "Tidak"
    return nilai or ""


# What the agency says of itself


def _text(nilai: Value) -> str:
    return "" if nilai is None else str(nilai)


def _set_profil(doc: Document, baris: str, kolom: str, nilai: Value) -> Change:
    if kolom == "logo":
        return set_profil(doc, {kolom: base64.b64decode(_text(nilai))})
    return set_profil(doc, {kolom: _text(nilai)})


def _set_sasaran(doc: Document, baris: str, kolom: str, nilai: Value) -> Change:
    row = {**doc.rows("sasaran")[baris], kolom: nilai}
    return set_sasaran(doc, {baris: (str(row["nomor"]), str(row["teks"]))})


def _set_iku(doc: Document, baris: str, kolom: str, nilai: Value) -> Change:
    if kolom == "sasaran_id":
        raise InputError("Sasaran indikator tidak dapat dipulihkan dari riwayat.", kolom)
    row = {**doc.rows("iku")[baris], kolom: nilai}
    return set_iku(doc, {baris: (str(row["nama"]), str(row["singkat"]))})


def _set_tugas(doc: Document, baris: str, kolom: str, nilai: Value) -> Change:
    return set_tugas_fungsi(
        doc,
        [
            each._replace(**{kolom: str(nilai)}) if each.id == baris else each
            for each in doc.tugas_fungsi
        ],
    )


def _set_periode(doc: Document, baris: str, kolom: str, nilai: Value) -> Change:
    return set_tanggal_lembar(doc, periode_from_id(baris), _text(nilai))


def _set_penandatangan(doc: Document, baris: str, kolom: str, nilai: Value) -> Change:
    row = {**doc.rows("penandatangan")[baris], kolom: nilai}
    return save_penandatangan(doc, baris, {key: _text(each) for key, each in row.items()})


def _set_definisi(doc: Document, baris: str, kolom: str, nilai: Value) -> Change:
    row = {**doc.rows("definisi")[baris], kolom: nilai}
    return edit_definisi(doc, baris, row, doc.bagian_rows(baris), doc.pita_rows(baris))


def _set_bagian(doc: Document, baris: str, kolom: str, nilai: Value) -> Change:
    definisi_id = str(doc.rows("bagian")[baris]["definisi_id"])
    bagian = _with_cell(doc.bagian_rows(definisi_id), baris, kolom, nilai)
    head = doc.rows("definisi")[definisi_id]
    return edit_definisi(doc, definisi_id, head, bagian, doc.pita_rows(definisi_id))


def _set_pita(doc: Document, baris: str, kolom: str, nilai: Value) -> Change:
    definisi_id = str(doc.rows("pita")[baris]["definisi_id"])
    pita = _with_cell(doc.pita_rows(definisi_id), baris, kolom, nilai)
    head = doc.rows("definisi")[definisi_id]
    return edit_definisi(doc, definisi_id, head, doc.bagian_rows(definisi_id), pita)


def _with_cell(rows: Sequence[Row], baris: str, kolom: str, nilai: Value) -> list[Row]:
    return [{**row, kolom: nilai} if row["id"] == baris else row for row in rows]


def _set_bukti(doc: Document, baris: str, kolom: str, nilai: Value) -> Change:
    if kolom in KOLOM_BUKTI:
        return ubah_bukti(doc, baris, kolom, _text(nilai))
    return pindahkan_bukti(doc, [baris], _text(nilai))


_SETTERS: Mapping[str, Callable[[Document, str, str, Value], Change]] = {
    "profil": _set_profil,
    "sasaran": _set_sasaran,
    "iku": _set_iku,
    "tugas_fungsi": _set_tugas,
    "periode": _set_periode,
    "penandatangan": _set_penandatangan,
    "definisi": _set_definisi,
    "bagian": _set_bagian,
    "pita": _set_pita,
    "bukti": _set_bukti,
}


# Rows


def _isian_rows(doc: Document, rows: Sequence[DeleteRow]) -> list[Butir]:
    by_periode: dict[str, dict[str, str | None]] = {}
    for row in rows:
        periode_id, kunci = str(row.nilai["periode_id"]), str(row.nilai["kunci"])
        field = _field(doc, periode_from_id(periode_id), kunci)
        value = read_value(field, _typed(field, row.nilai["nilai"]))
        by_periode.setdefault(periode_id, {})[kunci] = value
    return [
        each
        for periode_id, values in by_periode.items()
        for each in fill_in_values(doc, periode_from_id(periode_id), values, "").butir
    ]


def _tugas_rows(doc: Document, rows: Sequence[DeleteRow]) -> tuple[Butir, ...]:
    """Each at its old place among those that are there."""
    daftar = list(doc.tugas_fungsi)
    for row in sorted(rows, key=lambda row: urutan_of(row.nilai)):
        back = TugasFungsi(row.id, str(row.nilai["jenis"]), str(row.nilai["teks"]))
        daftar.insert(urutan_of(row.nilai) - 1, back)
    return set_tugas_fungsi(doc, daftar).butir if rows else ()


def _target_row(doc: Document, row: DeleteRow) -> tuple[Butir, ...]:
    periode = periode_from_id(str(row.nilai["periode_id"]))
    return _target(doc, periode, str(row.nilai["iku_id"]), row.nilai).butir


def _penandatangan_row(doc: Document, row: DeleteRow) -> InsertRow:
    texts = {key: _text(each) for key, each in row.nilai.items()}
    (new,) = save_penandatangan(doc, None, texts).butir
    assert isinstance(new, InsertRow)
    return InsertRow(new.tabel, row.id, new.nilai)


def _register_rows(doc: Document, kode: str, rows: Sequence[DeleteRow]) -> list[Butir]:
    register = REGISTER[kode]
    butir: list[Butir] = []
    by_periode: dict[str, list[DeleteRow]] = {}
    for row in rows:
        by_periode.setdefault(str(row.nilai["periode_id"]), []).append(row)
    for periode_id, own in by_periode.items():
        periode = periode_from_id(periode_id)
        if len(doc.register(kode, periode)) + len(own) > MAKS_BARIS:
            most = format_number(MAKS_BARIS, 0)
            raise InputError(f"{register.judul} paling banyak {most} baris.")
        butir += insert_periode(doc, periode)
        butir += [InsertRow(kode, row.id, _checked(register, row.nilai)) for row in own]
    return butir


def _checked(register: Register, nilai: Mapping[str, Value]) -> dict[str, Value]:
    cells = {
        kolom.kode: read_cell(register, kolom, _cell_text(nilai[kolom.kode]))
        for kolom in register.kolom
    }
    return {**nilai, **cells}


def _bukti_rows(doc: Document, rows: Sequence[DeleteRow]) -> list[Butir]:
    """Each at its old place; the bytes were never thrown away."""
    butir: list[Butir] = []
    for row in rows:
        butir += insert_periode(doc, periode_from_id(str(row.nilai["periode_id"])))
        butir.append(row.inverse())
    return butir


def _definisi_rows(doc: Document, rows: Sequence[DeleteRow], nama: str) -> list[Butir]:
    """Definitions with their parts, and single parts of definitions that are still there."""
    butir: list[Butir] = []
    heads = [row.id for row in rows if row.tabel == "definisi"]
    owners = dict.fromkeys(
        row.id if row.tabel == "definisi" else str(row.nilai["definisi_id"]) for row in rows
    )
    for definisi_id in owners:
        own = [row for row in rows if definisi_id in (row.id, row.nilai.get("definisi_id"))]
        bagian = [{"id": r.id, **r.nilai} for r in own if r.tabel == "bagian"]
        pita = [{"id": r.id, **r.nilai} for r in own if r.tabel == "pita"]
        if definisi_id in heads:
            (head,) = (row for row in own if row.id == definisi_id)
            butir += _whole_definisi(doc, head, bagian, pita, nama)
            continue
        if definisi_id not in doc.rows("definisi"):
            raise InputError(f"{nama} tidak dapat dipulihkan: definisinya sudah dihapus.")
        all_bagian = [*doc.bagian_rows(definisi_id), *bagian]
        all_pita = [*doc.pita_rows(definisi_id), *pita]
        _check_parents(all_bagian, all_pita, nama)
        old = doc.rows("definisi")[definisi_id]
        butir += edit_definisi(doc, definisi_id, old, all_bagian, all_pita).butir
    return butir


def _check_parents(bagian: Sequence[Row], pita: Sequence[Row], nama: str) -> None:
    ids = {row["id"] for row in bagian} | {None}
    if {row["induk_id"] for row in bagian} | {row["bagian_id"] for row in pita} <= ids:
        return
    raise InputError(f"{nama} tidak dapat dipulihkan: bagian induknya sudah dihapus.")


def _whole_definisi(
    doc: Document, head: DeleteRow, bagian: Sequence[Row], pita: Sequence[Row], nama: str
) -> list[Butir]:
    iku = str(head.nilai["iku_id"])
    if iku not in doc.rows("iku"):
        raise InputError(f"{nama} tidak dapat dipulihkan: indikatornya tidak ada lagi.")
    _check_parents(bagian, pita, nama)
    definisi = definisi_from_rows({"id": head.id, **head.nilai}, bagian, pita)
    together = [definisi, *doc.semua_definisi(iku)]
    for sentence in (*check_definisi(definisi), *check_masa_berlaku(together)):
        raise InputError(f"{nama} tidak dapat dipulihkan. {sentence}")
    parents = sorted(bagian, key=lambda row: row["induk_id"] is not None)
    return [
        InsertRow("definisi", head.id, head.nilai),
        *(InsertRow("bagian", str(row["id"]), without_id(row)) for row in parents),
        *(InsertRow("pita", str(row["id"]), without_id(row)) for row in pita),
    ]
