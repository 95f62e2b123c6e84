"""ISIAN.json: many inputs, rows and targets of many periods, read whole into one change."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path

from core.document import Document
from core.edits.impor_parts import (
    BukanAngka,
    Ganda,
    Values,
    as_object,
    read_counts,
    read_kami,
    read_spbe,
    read_target,
    refuse,
    show,
)
from core.edits.isian import fill_in_values, set_target
from core.edits.periode import set_tanggal_lembar
from core.edits.register import delete_rows
from core.errors import FileError, InputError
from core.indonesian import format_number
from core.model.change import Butir, Change, InsertRow, SetValue
from core.model.periode import KODE_PERIODE, TAHUN_MAX, TAHUN_MIN, Periode, parse_periode
from core.model.register import REGISTER, Row, Value, urutan_of
from core.storage.file import user_errors

MAKS_UKURAN = 50 * 2**20
KUNCI = ("tahun", "periode", "tanggal_lembar", "spbe", *REGISTER, "kami", "target")
_KUNCI_TAHUNAN = ("tahun", "periode", "tanggal_lembar", "target")
_TERLALU_BESAR = f"terlalu besar (lebih dari {MAKS_UKURAN // 2**20} MB) dan tidak dibaca."
_BUKAN_UTF8 = "bukan teks UTF-8 dan tidak dapat dibaca."


def load_isian(path: Path) -> str:
    """The text of an ISIAN.json; FileError if there is none that can be read."""
    name = path.name or str(path)
    with user_errors(path):
        if path.is_dir():
            raise FileError(f"{name} adalah folder, bukan berkas.")
        if not path.exists():
            raise FileError(f"Berkas {name} tidak ditemukan.")
        if not path.is_file():
            raise FileError(f"{name} bukan berkas biasa dan tidak dibaca.")
        with path.open("rb") as file:
            content = file.read(MAKS_UKURAN + 1)
    if len(content) > MAKS_UKURAN:
        raise FileError(f"Berkas {name} {_TERLALU_BESAR}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"Berkas {name} {_BUKAN_UTF8}") from error


def read_isian(doc: Document, text: str) -> Change:
    """Read one object or a list of them into a single change.

    Every part is optional and replaces, where given, that part of its period; null means not
    filled in. Parts within "spbe" and "target" replace just themselves; "kami" is replaced whole
    (but for its "keterangan"). Rows keep their identity where the name is the same, k-th for
    k-th. InputError names object, part, position and value; then nothing of the file counts.
    """
    objects = _parse(text)
    seen: dict[Periode, int] = {}
    butir: list[Butir] = []
    for number, raw in enumerate(objects, 1):
        where = f"Objek ke-{number}"
        # The period is read before unknown keys are looked for, so that each sentence names it.
        periode = _read_periode(as_object(raw, where), where)
        where = f"{where} ({periode.tahun} {periode.kode})"
        part = as_object(raw, where, KUNCI)
        if periode.is_tahunan:
            _check_tahunan(part, where)
        if periode in seen:
            refuse(where, f"periode ini sudah ada pada objek ke-{seen[periode]}.")
        seen[periode] = number
        butir += _read_object(doc, periode, part, where)
    names = [periode.singkat for periode in seen]
    label = names[0] if len(names) == 1 else f"{format_number(len(names), 0)} periode"
    return Change(f"Isian diimpor: {label}", tuple(butir))


def _parse(text: str) -> list[object]:
    text = text.removeprefix("\ufeff")
    if len(text) > MAKS_UKURAN:
        raise InputError(f"Isian {_TERLALU_BESAR}")
    try:
        raw = json.loads(
            text,
            parse_float=_number,
            parse_int=_number,
            parse_constant=BukanAngka,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise InputError(
            f"Isian bukan JSON yang benar: kesalahan pada baris {error.lineno}, "
            f"kolom {error.colno}."
        ) from error
    except RecursionError as error:
        raise InputError("Isian tidak dapat dibaca: objek dan daftarnya terlalu dalam.") from error
    return raw if isinstance(raw, list) else [raw]


def _number(text: str) -> Decimal | BukanAngka:
    try:
        return Decimal(text)
    except InvalidOperation:
        return BukanAngka(text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object] | Ganda:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [kunci for kunci, _ in pairs]
    return Ganda(next(kunci for kunci in names if names.count(kunci) > 1))


def _read_periode(part: Mapping[str, object], where: str) -> Periode:
    for kunci in ("tahun", "periode"):
        if part.get(kunci) is None:
            refuse(where, f"“{kunci}” wajib diisi.")
    tahun, kode = part["tahun"], part["periode"]
    if not isinstance(tahun, Decimal) or not TAHUN_MIN <= tahun <= TAHUN_MAX or tahun % 1:
        refuse(
            where, f"tahun {show(tahun)} bukan bilangan bulat dari {TAHUN_MIN} sampai {TAHUN_MAX}."
        )
    if kode not in KODE_PERIODE:
        known = ", ".join(KODE_PERIODE[:-1])
        refuse(where, f"periode {show(kode)} tidak dikenal; yang ada {known}, dan tahunan.")
    return parse_periode(int(tahun), str(kode))


def _check_tahunan(part: Iterable[str], where: str) -> None:
    for kunci in part:
        if kunci not in _KUNCI_TAHUNAN:
            refuse(where, f"“{kunci}” diisi per triwulan, bukan untuk satu tahun.")


def _read_object(
    doc: Document, periode: Periode, part: Mapping[str, object], where: str
) -> list[Butir]:
    values: Values = {}
    butir: list[Butir] = []
    if "tanggal_lembar" in part:
        butir += _tanggal_lembar(doc, periode, part["tanggal_lembar"], where)
    if "spbe" in part:
        values |= read_spbe(doc, periode, part["spbe"], where)
    for kode in REGISTER:
        if kode in part:
            counts, rows = read_counts(doc, periode, kode, part[kode], where)
            values |= counts
            if rows is not None:
                butir += _replace_rows(doc, kode, periode, rows)
    if "kami" in part:
        values |= read_kami(doc, periode, part["kami"], where)
    butir += _located(where, lambda: fill_in_values(doc, periode, values, "")).butir
    if "target" in part:
        for iku, (nilai, words) in read_target(doc, periode, part["target"], where).items():
            typed = "" if nilai is None else nilai.replace(".", ",")
            butir += set_target(doc, periode, iku, typed, words).butir
    return _with_periode(doc, periode, butir)


def _located(where: str, make: Callable[[], Change]) -> Change:
    try:
        return make()
    except InputError as error:
        refuse(where, str(error))


def _tanggal_lembar(doc: Document, periode: Periode, value: object, where: str) -> Sequence[Butir]:
    if value is not None and not isinstance(value, str):
        refuse(where, f"tanggal_lembar {show(value)} bukan teks.")
    return _located(where, lambda: set_tanggal_lembar(doc, periode, value or "")).butir


def _with_periode(doc: Document, periode: Periode, butir: Sequence[Butir]) -> list[Butir]:
    """The same with the row of the period put in once and first, if it is not there yet."""
    own = [each for each in butir if isinstance(each, InsertRow) and each.tabel == "periode"]
    rest = [each for each in butir if not (isinstance(each, InsertRow) and each.tabel == "periode")]
    if not (rest or own) or doc.has_periode(periode):
        return rest
    nilai: dict[str, Value] = {"tahun": periode.tahun, "triwulan": periode.triwulan}
    dates = [each.nilai["tanggal_lembar"] for each in own]
    nilai["tanggal_lembar"] = next((date for date in dates if date is not None), None)
    return [InsertRow("periode", periode.id, nilai), *rest]


def _replace_rows(
    doc: Document, kode: str, periode: Periode, rows: Sequence[dict[str, Value]]
) -> list[Butir]:
    """Make the register's rows those given, in their order."""
    old = doc.register(kode, periode)
    matched = _match(old, rows)
    numbers = _numbers(old, matched)
    kept = {row_id for row_id in matched if row_id is not None}
    butir: list[Butir] = list(
        delete_rows(doc, kode, periode, [row_id for row_id in old if row_id not in kept]).butir
    )
    for row, row_id, urutan in zip(rows, matched, numbers, strict=True):
        wanted: dict[str, Value] = {"urutan": urutan, **row}
        if row_id is None:
            nilai = {"periode_id": periode.id, **wanted}
            butir.append(InsertRow(kode, doc.environment.new_id(), nilai))
            continue
        stored = old[row_id]
        butir += [
            SetValue(kode, row_id, kolom, stored[kolom], value)
            for kolom, value in wanted.items()
            if stored[kolom] != value
        ]
    return butir


def _match(old: Mapping[str, Row], rows: Iterable[Mapping[str, Value]]) -> list[str | None]:
    """For each new row the old one of the same name, the k-th for the k-th; None: a new row."""
    by_name: defaultdict[Value, list[str]] = defaultdict(list)
    for row_id in reversed(list(old)):
        by_name[old[row_id]["nama"]].append(row_id)
    return [by_name[row["nama"]].pop() if by_name[row["nama"]] else None for row in rows]


def _numbers(old: Mapping[str, Row], matched: Sequence[str | None]) -> list[int]:
    """The place of each row; old rows keep theirs where that gives the order of the list."""
    count = len(matched)
    kept = [urutan_of(old[row_id]) for row_id in matched if row_id is not None]
    added_last = all(row_id is None for row_id in matched[len(kept) :])
    if not added_last or any(one >= next_ for one, next_ in pairwise(kept)):
        return list(range(1, count + 1))
    last = max((urutan_of(row) for row in old.values()), default=0)
    return kept + [last + number for number in range(1, count - len(kept) + 1)]
