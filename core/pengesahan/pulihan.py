"""A new file from signed sheets: where the file is lost, its sheets still hold the figures."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from core.definisi_rows import DEFINISI_TABLES
from core.document import Document, Environment, first_step
from core.errors import FileError
from core.model.pengesahan import Pengesahan
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER, Row, Value
from core.pdf.reading import read_pdf
from core.pengesahan.beku import Beku
from core.pengesahan.kolom import periods_of
from core.pengesahan.lembar_pdf import SheetError, SignedSheet, read_sheet
from core.pengesahan.selisih import differences
from core.pengesahan.susun import draw_sheets
from core.printing import LEMBAR
from core.signed import Signed
from core.storage.file import create_file, refuse_existing, user_errors, write_new
from core.storage.schema import TABLES
from core.versi import VERSI

_OF_A_PERIODE = ("isian", *REGISTER, "bukti")
_Rows = dict[str, dict[str, Row]]


class Given(NamedTuple):
    """A PDF by the name under which somebody gave it."""

    nama: str
    pdf: bytes


class Rebuilt(NamedTuple):
    """What the new file holds, and what is to be said of the sheets it was made from."""

    path: Path
    pengesahan: tuple[Pengesahan, ...]
    catatan: tuple[str, ...]


class _Sheet(NamedTuple):
    nama: str
    pdf: bytes
    sheet: SignedSheet

    @property
    def key(self) -> tuple[Periode, int]:
        return self.sheet.beku.periode, self.sheet.beku.versi


def rebuild(given: Sequence[Given], path: Path, environment: Environment) -> Rebuilt:
    """Make a new file of the signed periods that the sheets carry, equal in every figure.

    FileError, and no file, where a PDF is no sound signed sheet, sheets contradict each other, or
    something lies at `path`. A PDF that is not the very sheet that its data give (of an earlier
    version of the program: of which the pages do not say the same words in the same order) gives
    its data and is itself not kept; `catatan` says so.
    """
    with user_errors(path):
        refuse_existing(path)
    sheets = [_read(each) for each in given]
    _refuse_contradictions(sheets)
    by_key = {each.key: each for each in sheets}
    chosen = [by_key[key] for key in sorted(by_key)]
    notes: list[str] = []
    kept = _kept_sheets(sheets, environment, notes)
    bekus = [each.sheet.beku for each in chosen]
    tables = _tables(bekus, environment.new_id(), kept)
    _refuse_missing(chosen, tables)
    arsip = {each.sheet.beku.sidik: each.sheet.data for each in chosen}
    for own in kept.values():
        arsip.update({hashlib.sha256(pdf).hexdigest(): pdf for pdf in own.values()})
    signed = _write(path, tables, arsip, environment)
    notes += _notes_on_evidence(bekus)
    return Rebuilt(path, signed, tuple(notes))


def _read(given: Given) -> _Sheet:
    try:
        return _Sheet(given.nama, given.pdf, read_sheet(given.pdf))
    except FileError as error:
        raise SheetError(f"{given.nama}: {error} Berkas baru tidak dibuat.") from error


def _refuse_contradictions(sheets: Sequence[_Sheet]) -> None:
    if not sheets:
        raise FileError("Pilih sekurang-kurangnya satu PDF lembar yang disahkan.")
    first = sheets[0]
    for each in sheets:
        if each.sheet.beku.berkas_id != first.sheet.beku.berkas_id:
            raise FileError(
                f"{each.nama} berasal dari berkas lain daripada {first.nama}; pulihkan "
                "masing-masing ke berkas tersendiri. Berkas baru tidak dibuat."
            )
        other = next(one for one in sheets if one.key == each.key)
        if other.sheet.beku.sidik != each.sheet.beku.sidik:
            raise FileError(
                f"{each.nama} dan {other.nama} sama-sama {each.key[0].singkat} versi "
                f"{each.key[1]}, tetapi datanya berbeda. Berkas baru tidak dibuat."
            )


def _refuse_missing(sheets: Sequence[_Sheet], tables: _Rows) -> None:
    """A year rests on quarters: where one of them was signed anew, that sheet is needed too."""
    in_force = Signed(tables).in_force
    for each in sheets:
        own = in_force.get(each.key[0])
        if own is None or own.versi != each.key[1]:
            continue
        found = differences(each.sheet.beku, tables)
        if found:
            raise FileError(
                f"{each.nama} ({own.judul}) tidak cocok dengan lembar lain yang dipilih: "
                f"{found[0].nama} {found[0].beku} di sini, {found[0].kini} di sana. Salah satunya "
                "telah diganti versi lain; sertakan lembar versi terbarunya. Berkas baru tidak "
                "dibuat."
            )


# What the new file holds


def _tables(
    bekus: Sequence[Beku], berkas_id: str, kept: Mapping[str, Mapping[str, bytes]]
) -> _Rows:
    """Rows of later sheets take the place of those of earlier ones, whatever their clocks say."""
    rows: _Rows = {table: {} for table in TABLES}
    newest = {each.periode: each.versi for each in sorted(bekus, key=lambda each: each.versi)}

    def age(beku: Beku) -> tuple[bool, str, Periode, int]:
        return beku.versi == newest[beku.periode], beku.waktu, beku.periode, beku.versi

    for beku in sorted(bekus, key=age):
        _take_definitions(rows, beku)
        own = {each.id for each in periods_of(beku.periode)}
        for table in _OF_A_PERIODE:
            others = {k: r for k, r in rows[table].items() if r["periode_id"] not in own}
            rows[table] = {**others, **beku.tabel[table]}
        named = own | {Periode(beku.periode.tahun, TAHUNAN).id}
        for table, column in (("periode", "id"), ("target", "periode_id")):
            others = {k: r for k, r in rows[table].items() if r[column] not in named}
            rows[table] = {**others, **beku.tabel[table]}
        for table in ("profil", "tugas_fungsi", "sasaran", "iku", "penandatangan"):
            rows[table] = dict(beku.tabel[table])
        _add_acts(rows, beku, kept.get(beku.sidik, {}))
    rows["profil"] = {"profil": {**rows["profil"]["profil"], "berkas_id": berkas_id}}
    return rows


def _take_definitions(rows: _Rows, beku: Beku) -> None:
    taken = beku.tabel["definisi"].keys()
    for table in ("bagian", "pita"):
        rows[table] = {k: r for k, r in rows[table].items() if r["definisi_id"] not in taken}
    for table in DEFINISI_TABLES:
        rows[table].update(beku.tabel[table])


def _add_acts(rows: _Rows, beku: Beku, pdfs: Mapping[str, bytes]) -> None:
    act = beku.perubahan
    if act is not None:
        values = {k: v for k, v in act._asdict().items() if k != "periode"}
        rows["perubahan"][act.id] = {**values, "periode_id": act.periode.id}
    row: dict[str, Value] = {
        "id": f"{beku.periode.id}/{beku.versi}",
        "periode_id": beku.periode.id,
        "versi": beku.versi,
        "waktu": beku.waktu,
        "oleh": beku.oleh,
        "kertas": beku.kertas,
        "sidik": beku.sidik,
        "abaikan": json.dumps(beku.abaikan, ensure_ascii=False, separators=(",", ":")),
    }
    for lembar in LEMBAR:
        pdf = pdfs.get(lembar)
        sidik = None if pdf is None else hashlib.sha256(pdf).hexdigest()
        row[lembar.replace("-", "_")] = sidik
    rows["pengesahan"][str(row["id"])] = row


def _write(
    path: Path, tables: _Rows, arsip: Mapping[str, bytes], environment: Environment
) -> tuple[Pengesahan, ...]:
    """Write the file beside, open it with every check, and only then give it its name."""
    with user_errors(path), tempfile.TemporaryDirectory(prefix="iku-") as folder:
        draft = Path(folder) / path.name
        berkas_id = str(tables["profil"]["profil"]["berkas_id"])
        step = first_step(environment, berkas_id, "Berkas dipulihkan dari lembar yang disahkan")
        create_file(draft, {k: rows.values() for k, rows in tables.items() if rows}, step, arsip)
        doc = Document(draft, environment, read_only=True)
        try:
            signed = doc.semua_pengesahan()
        finally:
            doc.close()
        write_new(path, draft.read_bytes())
    return signed


# Which of the PDFs are the sheets


def _kept_sheets(
    sheets: Sequence[_Sheet], environment: Environment, notes: list[str]
) -> dict[str, dict[str, bytes]]:
    """By frozen copy and sheet the PDFs that are what their data give."""
    found: dict[str, dict[str, bytes]] = {}
    for sidik in dict.fromkeys(each.sheet.beku.sidik for each in sheets):
        own = [each for each in sheets if each.sheet.beku.sidik == sidik]
        drawn = drawn_anew(own[0].sheet, environment)
        is_ours = own[0].sheet.beku.program == VERSI
        for each in own:
            lembar = _which(each, drawn, is_ours=is_ours)
            if lembar is not None:
                found.setdefault(sidik, {})[lembar] = each.pdf
                continue
            has_words = is_ours and _which(each, drawn, is_ours=False)
            why = (
                "telah disimpan ulang atau ditambahi oleh program lain"
                if has_words
                else "teks halamannya tidak sama dengan datanya"
            )
            notes.append(
                f"{each.nama}: angka dipulihkan dari data di dalamnya, tetapi PDF-nya tidak "
                f"disimpan sebagai lembar karena {why}."
            )
    return found


def _which(given: _Sheet, drawn: Mapping[str, bytes], *, is_ours: bool) -> str | None:
    """Which of the sheets it is; one of an earlier version of the program need not be drawn alike
    to the byte."""
    if is_ours:
        return next((name for name, pdf in drawn.items() if pdf == given.pdf), None)
    words = _words(given.sheet.teks)
    return next((name for name, pdf in drawn.items() if _words(read_pdf(pdf).teks) == words), None)


def drawn_anew(sheet: SignedSheet, environment: Environment) -> dict[str, bytes]:
    """The sheets that belong to a frozen copy, drawn from a file that holds nothing else."""
    beku = sheet.beku
    with tempfile.TemporaryDirectory(prefix="iku-") as folder:
        path = Path(folder) / "satu.sqlite"
        tables = _tables([beku], beku.berkas_id, {})
        _write(path, tables, {beku.sidik: sheet.data}, environment)
        doc = Document(path, environment, read_only=True)
        try:
            return draw_sheets(doc, beku, sheet.data)
        finally:
            doc.close()


def _words(pages: Sequence[str]) -> list[list[str]]:
    return [page.split() for page in pages]


def _notes_on_evidence(bekus: Sequence[Beku]) -> list[str]:
    count = len({sidik for beku in bekus for sidik in _evidence(beku)})
    if not count:
        return []
    return [
        f"{count} berkas bukti dukung tercatat, tetapi isinya tidak ikut di dalam lembar; "
        "lampirkan lagi dari berkas aslinya bila masih ada."
    ]


def _evidence(beku: Beku) -> set[str]:
    return {str(row["sidik"]) for row in beku.tabel["bukti"].values()}
