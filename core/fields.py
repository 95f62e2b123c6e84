"""Every single-valued input of a quarter: its key, its name on screen, and what may stand in it.

Keys begin with the code of the IKU: `spbe.indikator.32`, `spbe.aspek.publik`,
`layanan.media.pembilang`, `keamanan.nilai.aset`. Rows of registers are not fields. The list
depends on the definition that is valid in the year.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from core.errors import InputError
from core.indonesian import canonical, format_number, parse_date, read_number
from core.model.definisi import (
    KEMATANGAN,
    Definisi,
    IndeksBerbobot,
    RasioRegister,
    RerataArea,
    VersiKami,
)
from core.model.register import MAKS_TEKS

STATUS_RESMI = ("sementara", "final")
INDEKS_MAKS = Decimal(5)
HITUNGAN_MAKS = Decimal(10**9)
_VERSI = re.compile(r"(\d{1,2})(\.\d{1,2}){0,2}", re.ASCII)


class Field(NamedTuple):
    """One input. `jenis`: bulat (whole number), angka (decimal), pilihan, tanggal or teks."""

    kunci: str
    nama: str
    jenis: str
    minimum: Decimal | None = None
    maksimum: Decimal | None = None
    pilihan: tuple[str, ...] = ()


def fields_of(definisi: Definisi) -> dict[str, Field]:
    """All inputs that the definition knows, by key, in the order of the screen."""
    bentuk = definisi.bentuk
    iku = definisi.iku
    if isinstance(bentuk, IndeksBerbobot):
        fields = _index_fields(iku, bentuk)
    elif isinstance(bentuk, RasioRegister):
        fields = _ratio_fields(iku, bentuk)
    else:
        fields = _area_fields(iku, bentuk)
    fields.append(Field(f"{iku}.keterangan", "Keterangan", "teks"))
    return {each.kunci: each for each in fields}


def _index_fields(iku: str, bentuk: IndeksBerbobot) -> list[Field]:
    one, five = Decimal(1), Decimal(len(bentuk.tingkat) or 5)
    fields = [Field(f"{iku}.cara", "Cara pengisian", "pilihan", pilihan=("indikator", "aspek"))]
    for aspek in bentuk.aspek:
        fields += [
            Field(f"{iku}.indikator.{butir.kode}", f"{butir.kode} {butir.nama}", "bulat", one, five)
            for butir in aspek.butir
        ]
        nama = f"Indeks aspek {aspek.nama}"
        fields.append(Field(f"{iku}.aspek.{aspek.kode}", nama, "angka", one, INDEKS_MAKS))
    fields += [
        Field(f"{iku}.resmi", "Indeks resmi", "angka", one, INDEKS_MAKS),
        Field(f"{iku}.resmi_status", "Status indeks resmi", "pilihan", pilihan=STATUS_RESMI),
        Field(f"{iku}.resmi_nomor", "Nomor keputusan", "teks"),
        Field(f"{iku}.resmi_tanggal", "Tanggal keputusan", "tanggal"),
    ]
    return fields


def _ratio_fields(iku: str, bentuk: RasioRegister) -> list[Field]:
    zero = Decimal(0)
    fields = []
    for rasio in bentuk.rasio:
        key = f"{iku}.{rasio.kode}"
        fields += [
            Field(f"{key}.cara", "Cara pengisian", "pilihan", pilihan=("register", "jumlah")),
            Field(f"{key}.pembilang", rasio.label_pembilang, "bulat", zero, HITUNGAN_MAKS),
            Field(f"{key}.penyebut", rasio.label_penyebut, "bulat", zero, HITUNGAN_MAKS),
        ]
    fields.append(Field(f"{iku}.tanggal_data", "Tanggal data", "tanggal"))
    return fields


def _area_fields(iku: str, bentuk: RerataArea) -> list[Field]:
    fields = [
        Field(f"{iku}.versi", "Versi Indeks KAMI", "teks"),
        Field(
            f"{iku}.kategori",
            "Kategori sistem elektronik",
            "pilihan",
            pilihan=tuple(dict.fromkeys(k.kode for v in bentuk.versi for k in v.kategori)),
        ),
    ]
    areas: dict[str, tuple[str, Decimal]] = {}
    for versi in bentuk.versi:
        for area in versi.area:
            _, largest = areas.get(area.kode, ("", Decimal(0)))
            areas[area.kode] = (area.nama, max(largest, area.maksimum))
    for kode, (nama, maksimum) in areas.items():
        fields += [
            Field(f"{iku}.nilai.{kode}", f"Nilai {nama}", "angka", Decimal(0), maksimum),
            Field(f"{iku}.kematangan.{kode}", f"Kematangan {nama}", "pilihan", pilihan=KEMATANGAN),
        ]
    statuses = [p.predikat for v in bentuk.versi for k in v.kategori for p in k.pita]
    fields.append(
        Field(
            f"{iku}.status_resmi",
            "Status resmi",
            "pilihan",
            pilihan=tuple(dict.fromkeys(statuses)),
        )
    )
    return fields


def versi_kami(bentuk: RerataArea, versi: str | None) -> VersiKami | None:
    """The version of Indeks KAMI that "4.2", "5" or "5.0" belongs to; None if there is none."""
    found = _VERSI.fullmatch(versi or "")
    return next((each for each in bentuk.versi if found and each.kode == found[1]), None)


def read_value(field_: Field, text: str) -> str | None:
    """Turn typed text into what the file stores; None where it is blank.

    InputError with one sentence that names the field if the text cannot be accepted, or if it
    can be read in two ways that are both possible here.
    """
    text = text.strip()
    if not text:
        return None
    if field_.jenis in ("bulat", "angka"):
        return _read_figure(field_, text)
    if field_.jenis == "tanggal":
        return _read_tanggal(field_, text)
    if field_.jenis == "pilihan":
        return _read_pilihan(field_, text)
    return check_text(text, field_.nama, field_.kunci)


def _read_figure(field_: Field, text: str) -> str:
    readings = read_number(text)
    if not readings:
        raise InputError(f"{field_.nama}: “{_short(text)}” bukan angka.", field_.kunci)
    possible = [value for value in readings if figure_problem(field_, value) is None]
    if len(possible) == 1:
        return canonical(possible[0])
    if possible:
        both = " atau ".join(_unambiguous(value) for value in readings)
        raise AmbiguousNumber(
            f"{field_.nama}: “{_short(text)}” dapat berarti {both}; tulis salah satunya.",
            field_.kunci,
            tuple(possible),
        )
    raise InputError(figure_problem(field_, readings[0]) or "", field_.kunci)


class AmbiguousNumber(InputError):
    """A number that can be read in two ways; `readings` are the values to choose from."""

    def __init__(self, message: str, field: str, readings: tuple[Decimal, ...]) -> None:
        super().__init__(message, field)
        self.readings = readings


def _unambiguous(value: Decimal) -> str:
    return canonical(value).replace(".", ",")


def figure_problem(field_: Field, value: Decimal) -> str | None:
    """The sentence that says why the figure cannot stand in the field, or None."""
    shown = _unambiguous(value)
    low, high = field_.minimum, field_.maksimum
    if field_.jenis == "bulat" and value != value.to_integral_value():
        return f"{field_.nama} harus bilangan bulat, bukan {shown}."
    if low is not None and high is not None and high < HITUNGAN_MAKS and not low <= value <= high:
        bounds = f"{format_number(low, None)} dan {format_number(high, None)}"
        return f"{field_.nama} harus antara {bounds}, bukan {shown}."
    if low is not None and value < low:
        return f"{field_.nama} tidak boleh kurang dari {format_number(low, None)} ({shown})."
    if high is not None and value > high:
        return f"{field_.nama} tidak boleh lebih dari {format_number(high, None)} ({shown})."
    return None


def _read_tanggal(field_: Field, text: str) -> str:
    date = parse_date(text)
    if date is None:
        raise InputError(
            f"{field_.nama}: “{_short(text)}” bukan tanggal yang ada; contoh: 2 Juli 2026.",
            field_.kunci,
        )
    return date


def _read_pilihan(field_: Field, text: str) -> str:
    for pilihan in field_.pilihan:
        if pilihan.lower() == text.lower():
            return pilihan
    choices = ", ".join(field_.pilihan)
    raise InputError(
        f"{field_.nama}: “{_short(text)}” tidak ada di antara pilihan {choices}.", field_.kunci
    )


def check_text(text: str, nama: str, kunci: str, maks: int = MAKS_TEKS) -> str:
    """Free text without control characters and not longer than `maks`; InputError otherwise."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if any((ord(sign) < 32 and sign != "\n") or 0xD800 <= ord(sign) <= 0xDFFF for sign in text):
        raise InputError(f"{nama} memuat karakter yang tidak dapat disimpan.", kunci)
    if len(text) > maks:
        limit = format_number(maks, 0)
        raise InputError(f"{nama} terlalu panjang: paling banyak {limit} karakter.", kunci)
    return text.strip()


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
