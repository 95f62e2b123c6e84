"""The parts of one object of ISIAN.json: which inputs, rows and targets each of them stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from core.document import Document
from core.edits.isian import target_field
from core.edits.register import MAKS_BARIS, blank_row
from core.errors import InputError
from core.fields import Field, check_text, figure_problem, read_value, versi_kami
from core.indonesian import canonical, format_number, read_number
from core.model.definisi import Aspek, Definisi, IndeksBerbobot, Rasio, RasioRegister, RerataArea
from core.model.periode import Periode
from core.model.register import MAKS_NAMA, MAKS_TEKS, REGISTER, Kolom, Register, Value

HITUNGAN = {
    "sistem_informasi": ("terintegrasi", "wajib_terintegrasi"),
    "media": ("aktif", "dimiliki"),
    "data_statistik": ("memenuhi", "tersedia"),
}
"""How a register's part names numerator and denominator where only these are known."""

_RESMI = ("resmi", "resmi_status", "resmi_nomor", "resmi_tanggal")
_KAMI = ("versi", "kategori", "nilai", "kematangan", "status_resmi")
_LONE_SIGN = re.compile(r"[+-]?\d{1,15}[.,]\d{1,15}|[+-]?\d{1,15}", re.ASCII)
_YA_TIDAK = {True: 1, False: 0, None: None}

Values = dict[str, str | None]
"""Inputs by key as canonical text; None: not filled in."""


@dataclass(frozen=True, slots=True)
class Ganda:
    """Stands for a JSON object that names a key twice."""

    kunci: str


@dataclass(frozen=True, slots=True)
class BukanAngka:
    """Stands for NaN, Infinity or a number beyond all bounds."""

    teks: str


def refuse(where: str, sentence: str) -> NoReturn:
    """Raise the InputError that says where in the file what is wrong."""
    raise InputError(f"{where}: {sentence}")


def show(value: object) -> str:
    """A JSON value for a sentence: a text in quotes, anything large by its kind."""
    if isinstance(value, str):
        text = "".join(sign if sign.isprintable() else "?" for sign in value[:40])
        return f"“{text}…”" if len(value) > 40 else f"“{text}”"
    if value is None or isinstance(value, bool):
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, dict | Ganda):
        return "sebuah objek"
    if isinstance(value, list):
        return "sebuah daftar"
    text = value.teks if isinstance(value, BukanAngka) else str(value)
    text = text.replace(".", ",")
    return text[:40] + ("…" if len(text) > 40 else "")


def as_object(value: object, where: str, known: Iterable[str] | None = None) -> dict[str, object]:
    """The value as an object that has no other keys than those known (None: any)."""
    if isinstance(value, Ganda):
        refuse(where, f"kunci {show(value.kunci)} ditulis dua kali.")
    if not isinstance(value, dict):
        refuse(where, f"seharusnya objek JSON, bukan {show(value)}.")
    if known is None:
        return value
    known = tuple(known)
    for kunci in value:
        if kunci not in known:
            refuse(where, f"kunci {show(kunci)} tidak dikenal; yang ada {', '.join(known)}.")
    return value


def read_figure(field: Field, value: object, where: str) -> str | None:
    """A JSON number, or a text with a decimal dot or comma, as canonical text.

    In JSON a lone dot is always the decimal sign: "1.234" is 1,234.
    """
    if value is None:
        return None
    number = _as_decimal(value)
    if number is None:
        refuse(where, f"{field.nama}: {show(value)} bukan angka.")
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -15 or number.adjusted() > 15:
        refuse(where, f"{field.nama}: {show(value)} di luar jangkauan.")
    if problem := figure_problem(field, number):
        refuse(where, problem)
    return canonical(number)


def _as_decimal(value: object) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _LONE_SIGN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    readings = read_number(text)
    return readings[0] if len(readings) == 1 else None


def _read_word(field: Field, value: object, where: str) -> str | None:
    """A text, choice or date as the field stores it."""
    if value is None:
        return None
    if not isinstance(value, str):
        refuse(where, f"{field.nama}: {show(value)} bukan teks.")
    try:
        return read_value(field, value)
    except InputError as error:
        refuse(where, str(error))


def _read_field(field: Field, value: object, where: str) -> str | None:
    read = read_figure if field.jenis in ("bulat", "angka") else _read_word
    return read(field, value, where)


def _definisi(doc: Document, iku: str, periode: Periode, where: str) -> Definisi:
    definisi = doc.definisi(iku, periode)
    if definisi is None:
        refuse(where, f"tidak ada definisi yang berlaku untuk tahun {periode.tahun}.")
    return definisi


def _cleared(doc: Document, periode: Periode, prefix: str) -> Values:
    """Every input under the prefix that is filled in and that the definition knows, emptied."""
    fields = doc.fields(prefix.split(".", 1)[0], periode)
    return {k: None for k in fields if k.startswith(prefix) and doc.nilai(periode, k) is not None}


def read_spbe(doc: Document, periode: Periode, value: object, where: str) -> Values:
    """Levels by aspect, "aspek", "resmi...", "keterangan": each replaces just itself."""
    where = f"{where}: spbe"
    if value is None:
        return _cleared(doc, periode, "spbe.")
    definisi = _definisi(doc, "spbe", periode, where)
    assert isinstance(definisi.bentuk, IndeksBerbobot)
    fields = doc.fields("spbe", periode)
    aspek = {each.kode: each for each in definisi.bentuk.aspek}
    part = as_object(value, where, (*aspek, "aspek", *_RESMI, "keterangan"))
    levels = [kode for kode in aspek if part.get(kode) is not None]
    if levels and part.get("aspek") is not None:
        refuse(where, f"“{levels[0]}” dan “aspek” tidak boleh diisi bersama; pilih salah satu.")
    values: Values = {}
    if levels or part.get("aspek") is not None:
        values["spbe.cara"] = "indikator" if levels else "aspek"
    for kunci, own in part.items():
        if kunci in aspek:
            values |= _read_levels(fields, aspek[kunci], own, f"{where}.{kunci}")
        elif kunci == "aspek":
            indices = {} if own is None else as_object(own, f"{where}.aspek", aspek)
            for kode in aspek:
                field = fields[f"spbe.aspek.{kode}"]
                at = f"{where}.aspek.{kode}"
                values[field.kunci] = read_figure(field, indices.get(kode), at)
        else:
            field = fields[f"spbe.{kunci}"]
            values[field.kunci] = _read_field(field, own, f"{where}.{kunci}")
    return values


def _read_levels(fields: Mapping[str, Field], aspek: Aspek, value: object, where: str) -> Values:
    keys = [f"spbe.indikator.{butir.kode}" for butir in aspek.butir]
    if value is None:
        return dict.fromkeys(keys)
    if not isinstance(value, list):
        refuse(where, f"seharusnya daftar {len(keys)} tingkat, bukan {show(value)}.")
    if len(value) != len(keys):
        first, last = aspek.butir[0].kode, aspek.butir[-1].kode
        refuse(
            where,
            f"berisi {len(value)} tingkat, seharusnya {len(keys)} "
            f"(indikator {first} sampai {last}).",
        )
    return {
        key: read_figure(fields[key], level, f"{where} ke-{number}")
        for number, (key, level) in enumerate(zip(keys, value, strict=True), 1)
    }


def read_kami(doc: Document, periode: Periode, value: object, where: str) -> Values:
    """Version, category, scores, maturity and official status are replaced together."""
    where = f"{where}: kami"
    fields = doc.fields("keamanan", periode)
    if value is None:
        return _cleared(doc, periode, "keamanan.")
    definisi = _definisi(doc, "keamanan", periode, where)
    bentuk = definisi.bentuk
    assert isinstance(bentuk, RerataArea)
    part = as_object(value, where, (*_KAMI, "keterangan"))
    values: Values = {}
    for kunci in ("nilai", "kematangan"):
        prefix = f"keamanan.{kunci}."
        area = [key.removeprefix(prefix) for key in fields if key.startswith(prefix)]
        own = part.get(kunci)
        given = {} if own is None else as_object(own, f"{where}.{kunci}", area)
        for kode in area:
            at = f"{where}.{kunci}.{kode}"
            values[prefix + kode] = _read_field(fields[prefix + kode], given.get(kode), at)
    versi = part.get("versi")
    if isinstance(versi, Decimal):
        part = {**part, "versi": str(versi)}
    for kunci in ("versi", "kategori", "status_resmi", "keterangan"):
        if kunci in part or kunci != "keterangan":
            field = fields[f"keamanan.{kunci}"]
            values[field.kunci] = _read_field(field, part.get(kunci), f"{where}.{kunci}")
    _check_areas(bentuk, values, where)
    return values


def _check_areas(bentuk: RerataArea, values: Values, where: str) -> None:
    """A score for an area that the version does not have would be left aside in silence."""
    versi = versi_kami(bentuk, values["keamanan.versi"])
    if versi is None:
        return
    known = {area.kode for area in versi.area}
    for kunci, value in values.items():
        _, part, *kode = kunci.split(".")
        if kode and value is not None and kode[0] not in known:
            refuse(f"{where}.{part}.{kode[0]}", f"area ini tidak ada dalam {versi.nama}.")


def read_counts(
    doc: Document, periode: Periode, kode: str, value: object, where: str
) -> tuple[Values, list[dict[str, Value]] | None]:
    """A register's part: rows, or the two counts; rows are None where they stay as they are."""
    where = f"{where}: {kode}"
    register = REGISTER[kode]
    found = _rasio(doc, periode, kode)
    if value is None:
        values: Values = {}
        for iku, rasio in found:
            values |= _cleared(doc, periode, f"{iku}.{rasio.kode}.")
        return values, []
    if not found:
        refuse(where, f"tidak ada definisi yang berlaku untuk tahun {periode.tahun}.")
    if isinstance(value, list):
        rows = _read_rows(register, value, where)
        return {f"{iku}.{rasio.kode}.cara": "register" for iku, rasio in found}, rows
    if not isinstance(value, dict | Ganda):
        refuse(where, f"seharusnya daftar baris atau objek jumlah, bukan {show(value)}.")
    upper, lower = HITUNGAN[kode]
    part = as_object(value, where, (upper, lower))
    iku, rasio = found[0]
    fields = doc.fields(iku, periode)
    key = f"{iku}.{rasio.kode}"
    values = {f"{key}.cara": "jumlah"}
    for name, count in (("pembilang", upper), ("penyebut", lower)):
        field = fields[f"{key}.{name}"]
        values[field.kunci] = read_figure(field, part.get(count), f"{where}.{count}")
    return values, None


def _rasio(doc: Document, periode: Periode, kode: str) -> list[tuple[str, Rasio]]:
    """The ratios that count the rows of the register in this year, with their IKU."""
    found = []
    for iku in doc.iku:
        definisi = doc.definisi(iku.id, periode)
        if definisi is not None and isinstance(definisi.bentuk, RasioRegister):
            found += [(iku.id, each) for each in definisi.bentuk.rasio if each.register == kode]
    return found


def _read_rows(register: Register, rows: Sequence[object], where: str) -> list[dict[str, Value]]:
    if len(rows) > MAKS_BARIS:
        refuse(where, f"paling banyak {format_number(MAKS_BARIS, 0)} baris.")
    columns = {kolom.kode: kolom for kolom in register.kolom}
    blank = blank_row(register)
    return [
        {**blank, **_read_row(columns, row, f"{where} baris ke-{number}")}
        for number, row in enumerate(rows, 1)
    ]


def _read_row(columns: Mapping[str, Kolom], row: object, where: str) -> dict[str, Value]:
    given = as_object(row, where, columns)
    nama = given.get("nama")
    if not isinstance(nama, str) or not nama.strip():
        refuse(where, "nama wajib diisi dengan teks.")
    return {
        kode: _read_column(columns[kode], cell, f"{where} ({show(nama)})")
        for kode, cell in given.items()
    }


def _read_column(kolom: Kolom, value: object, where: str) -> Value:
    if kolom.jenis == "ya_tidak":
        if value is not None and not isinstance(value, bool):
            refuse(where, f"{kolom.kode} {show(value)} bukan true, false, atau null.")
        return _YA_TIDAK[value]
    if value is None:
        return ""
    if not isinstance(value, str):
        refuse(where, f"{kolom.kode} {show(value)} bukan teks.")
    try:
        return check_text(
            value, kolom.kode, kolom.kode, MAKS_NAMA if kolom.kode == "nama" else MAKS_TEKS
        )
    except InputError as error:
        refuse(where, str(error))


def read_target(
    doc: Document, periode: Periode, value: object, where: str
) -> dict[str, tuple[str | None, str]]:
    """Figure and words of the target of each IKU that is named; None removes it."""
    where = f"{where}: target"
    names = {each.id: each.nama for each in doc.iku}
    if value is None:
        return dict.fromkeys(names, (None, ""))
    targets: dict[str, tuple[str | None, str]] = {}
    for iku, own in as_object(value, where, names).items():
        at = f"{where}.{iku}"
        words = ""
        if isinstance(own, dict | Ganda):
            given = as_object(own, at, ("nilai", "teks"))
            own = given.get("nilai")
            words = _read_words(given.get("teks"), f"{at}.teks")
        field = target_field(doc.definisi(iku, periode), names[iku])
        targets[iku] = (read_figure(field, own, at), words)
        if words and targets[iku][0] is None:
            refuse(at, "target dengan teks harus disertai nilai.")
    return targets


def _read_words(value: object, where: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        refuse(where, f"{show(value)} bukan teks.")
    try:
        return check_text(value, "teks target", "target", 500)
    except InputError as error:
        refuse(where, str(error))
