"""Rows of a register: adding, editing, duplicating, deleting, ticking many, pasting a block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.document import Document
from core.edits.bukti import deletes_of_rows
from core.edits.periode import insert_periode
from core.errors import InputError
from core.fields import check_text
from core.indonesian import format_number
from core.model.change import Butir, Change, DeleteRow, InsertRow, SetValue
from core.model.periode import Periode
from core.model.register import (
    MAKS_NAMA,
    MAKS_TEKS,
    REGISTER,
    Kolom,
    Register,
    Value,
    urutan_of,
    without_id,
)

MAKS_BARIS = 20_000
_YA = {"ya", "y", "1", "v", "✓", "✔", "√", "true", "yes", "benar", "ada"}
_TIDAK = {"tidak", "t", "0", "x", "✗", "✘", "false", "no", "salah", "tdk", "n"}


def blank_row(register: Register) -> dict[str, Value]:
    """Every column of a row as it is before anything is filled in."""
    return {k.kode: None if k.jenis == "ya_tidak" else "" for k in register.kolom}


def read_cell(register: Register, kolom: Kolom, text: str) -> Value:
    """Turn typed or pasted text into what the column stores; InputError if it cannot be read.

    Yes/no understands Ya/Tidak, 1/0, v/x; blank, "-" and "–" mean not filled in.
    """
    if kolom.jenis != "ya_tidak":
        maks = MAKS_NAMA if kolom.kode == "nama" else MAKS_TEKS
        return check_text(text, kolom.judul, kolom.kode, maks)
    word = text.strip().lower()
    if word in ("", "-", "–"):
        return None
    if word in _YA:
        return 1
    if word in _TIDAK:
        return 0
    raise InputError(f"{kolom.judul}: “{text.strip()[:40]}” bukan Ya atau Tidak.", kolom.kode)


def add_rows(
    doc: Document, kode: str, periode: Periode, rows: Sequence[Mapping[str, Value]], label: str = ""
) -> Change:
    """Append rows (columns left out are blank). InputError past 20,000 rows."""
    register = REGISTER[kode]
    existing = doc.register(kode, periode)
    if len(existing) + len(rows) > MAKS_BARIS:
        raise InputError(f"{register.judul} paling banyak {format_number(MAKS_BARIS, 0)} baris.")
    last = max((urutan_of(row) for row in existing.values()), default=0)
    butir: list[Butir] = [
        InsertRow(
            kode,
            doc.environment.new_id(),
            {
                "periode_id": periode.id,
                "urutan": last + number,
                **blank_row(register),
                **row,
            },
        )
        for number, row in enumerate(rows, 1)
    ]
    if butir:
        butir[:0] = insert_periode(doc, periode)
    count = "Baris" if len(rows) == 1 else f"{format_number(len(rows), 0)} baris"
    return Change(label or f"{count} {register.satuan} ditambahkan", tuple(butir))


def set_cell(
    doc: Document, kode: str, periode: Periode, row_id: str, kolom: str, text: str
) -> Change:
    """Put typed text into one cell."""
    register = REGISTER[kode]
    column = register.kolom_by_kode(kolom)
    value = read_cell(register, column, text)
    return set_cells(doc, kode, periode, [row_id], kolom, value)


def set_cells(
    doc: Document, kode: str, periode: Periode, row_ids: Iterable[str], kolom: str, value: Value
) -> Change:
    """Give one column the same value in many rows (tick many at once)."""
    return mark_rows(doc, kode, periode, list(row_ids), [kolom], value)


def mark_rows(
    doc: Document,
    kode: str,
    periode: Periode,
    row_ids: Sequence[str],
    columns: Sequence[str],
    value: Value,
) -> Change:
    """Give several columns the same value in many rows; what has it already is left alone."""
    register = REGISTER[kode]
    rows = doc.register(kode, periode)
    butir = tuple(
        SetValue(kode, row_id, kolom, rows[row_id][kolom], value)
        for kolom in columns
        for row_id in row_ids
        if rows[row_id][kolom] != value
    )
    judul = _name_columns([register.kolom_by_kode(kolom) for kolom in columns])
    done = "dikosongkan" if value in (None, "") else f"diisi {show_cell(value)}"
    changed = {each.id for each in butir}
    if len(changed) == 1:
        if columns == ["nama"]:
            return Change(f"Nama {done}", butir)
        nama = str(rows[butir[0].id]["nama"]) or "baris tanpa nama"
        return Change(f"{judul} {done} pada {nama[:60]}", butir)
    return Change(f"{judul} {done} pada {format_number(len(changed), 0)} baris", butir)


def _name_columns(columns: Sequence[Kolom]) -> str:
    if len(columns) == 1:
        return columns[0].judul
    return f"{format_number(len(columns), 0)} kriteria"


def show_cell(value: Value) -> str:
    """A cell as the user reads it: Ya, Tidak, – where a yes/no is not filled in, else the text."""
    if isinstance(value, int):
        return "Ya" if value else "Tidak"
    return "–" if value is None else value if len(value) <= 60 else value[:59] + "…"


def delete_rows(doc: Document, kode: str, periode: Periode, row_ids: Sequence[str]) -> Change:
    """Take rows out, and the evidence that supports them."""
    rows = doc.register(kode, periode)
    bukti = deletes_of_rows(doc, kode, periode, row_ids)
    butir = (*bukti, *(DeleteRow(kode, each, without_id(rows[each])) for each in row_ids))
    satuan = REGISTER[kode].satuan
    more = f" beserta {format_number(len(bukti), 0)} bukti" if bukti else ""
    if len(row_ids) == 1:
        nama = str(rows[row_ids[0]]["nama"])
        what = f"Baris “{nama[:60]}”" if nama else f"Baris {satuan} tanpa nama"
        return Change(f"{what} dihapus{more}", butir)
    return Change(f"{format_number(len(row_ids), 0)} baris {satuan} dihapus{more}", butir)


def duplicate_rows(doc: Document, kode: str, periode: Periode, row_ids: Sequence[str]) -> Change:
    """Append a copy of each row."""
    rows = doc.register(kode, periode)
    columns = [kolom.kode for kolom in REGISTER[kode].kolom]
    copies = [{column: rows[each][column] for column in columns} for each in row_ids]
    count = "Baris" if len(copies) == 1 else f"{format_number(len(copies), 0)} baris"
    label = f"{count} {REGISTER[kode].satuan} digandakan"
    return add_rows(doc, kode, periode, copies, label)


def paste_block(
    doc: Document,
    kode: str,
    periode: Periode,
    block: Sequence[Sequence[str]],
    row_ids: Sequence[str],
    first_column: int,
) -> Change:
    """Put a block from a spreadsheet into the given rows (as shown), then into new rows.

    `first_column` is the index of the column that takes the block's first one. A first line that
    repeats the titles of the columns is left out; a blank line empties the cells of the row it
    falls on and makes no new row. All of it or, with an InputError naming line and column,
    nothing.
    """
    register = REGISTER[kode]
    columns = register.kolom[first_column:]
    values = _read_block(register, columns, block)
    rows = doc.register(kode, periode)
    # Column by column, so that the file takes each as one run.
    butir: list[Butir] = [
        SetValue(kode, row_id, kolom.kode, rows[row_id][kolom.kode], line[kolom.kode])
        for kolom in columns
        for row_id, line in zip(row_ids, values, strict=False)
        if kolom.kode in line and rows[row_id][kolom.kode] != line[kolom.kode]
    ]
    new = [
        line for line in values[len(row_ids) :] if any(v not in (None, "") for v in line.values())
    ]
    butir += add_rows(doc, kode, periode, new).butir
    label = f"{format_number(len(values), 0)} baris {register.satuan} ditempel"
    return Change(label, tuple(butir))


def _read_block(
    register: Register, columns: Sequence[Kolom], block: Sequence[Sequence[str]]
) -> list[dict[str, Value]]:
    """The lines of a pasted block as values by column; InputError if it does not fit."""
    lines = _numbered_lines(block, columns)
    width = max((len(line) for _, line in lines), default=0)
    if width > len(columns):
        raise InputError(
            f"Blok yang ditempel {width} kolom, sedangkan dari kolom ini hanya ada "
            f"{len(columns)} kolom."
        )
    return [
        {
            kolom.kode: _read_pasted(register, kolom, cell, number)
            for kolom, cell in zip(columns, line, strict=False)
        }
        for number, line in lines
    ]


def _numbered_lines(
    block: Sequence[Sequence[str]], columns: Sequence[Kolom]
) -> list[tuple[int, Sequence[str]]]:
    """The lines with their numbers, without a heading and without blank lines at the end."""
    lines = [(number, line) for number, line in enumerate(block, 1)]
    while lines and not any(cell.strip() for cell in lines[-1][1]):
        lines.pop()
    return lines[1:] if lines and _is_heading(lines[0][1], columns) else lines


def _is_heading(line: Sequence[str], columns: Sequence[Kolom]) -> bool:
    return any(cell.strip() for cell in line) and all(
        cell.strip().lower() == kolom.judul.lower()
        for cell, kolom in zip(line, columns, strict=False)
    )


def _read_pasted(register: Register, kolom: Kolom, text: str, number: int) -> Value:
    try:
        return read_cell(register, kolom, text)
    except InputError as error:
        line = format_number(number, 0)
        raise InputError(
            f"Baris ke-{line} yang ditempel tidak dapat dibaca, tidak ada yang diubah. {error}",
            error.field,
        ) from error
