"""What the CHECKs of the file cannot see: rows that no version of this program has written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from core.errors import FileError
from core.indonesian import parse_date
from core.model.register import Row, Value

_DATES = {
    "profil": ("tanggal_lembar_iku",),
    "periode": ("tanggal_lembar",),
    "penandatangan": ("mulai", "selesai"),
}

_NUMBERS = {
    "target": ("nilai",),
    "definisi": ("bobot",),
    "bagian": ("bobot", "maksimum"),
    "pita": ("dari", "sampai"),
}
_DIGITS = 100

Tables = Mapping[str, Mapping[str, Row]]


def check_rows(tables: Tables, name: str) -> None:
    """FileError where the profile or an indicator is missing, or a date, level or number cannot be.

    Another program can put such rows into a sound file; without this the first look at them would
    be a fault of ours.
    """
    if not (
        len(tables["profil"]) == 1
        and tables["iku"]
        and all(map(_is_date, _dates(tables)))
        and all(map(_is_level, tables["bagian"].values()))
        and all(len(str(number)) <= _DIGITS for number in _numbers(tables))
        and all(_is_date(str(row["waktu"])[:10]) for row in _acts(tables))
        and all(_is_date(row["tanggal"]) for row in tables["perubahan"].values())
        and all(_is_waived(row["abaikan"]) for row in tables["pengesahan"].values())
        and all(_follows(row, tables["pengesahan"]) for row in tables["perubahan"].values())
    ):
        raise FileError(f"Isi berkas {name} telah diubah oleh program lain; berkas tidak dibuka.")


def _dates(tables: Tables) -> Iterable[Value]:
    for table, columns in _DATES.items():
        for row in tables[table].values():
            yield from (row[column] for column in columns)
    yield from (row["nilai"] for row in tables["isian"].values() if row["jenis"] == "tanggal")


def _numbers(tables: Tables) -> Iterable[Value]:
    for table, columns in _NUMBERS.items():
        for row in tables[table].values():
            yield from (row[column] for column in columns)
    kinds = ("bulat", "angka")
    yield from (row["nilai"] for row in tables["isian"].values() if row["jenis"] in kinds)


def _acts(tables: Tables) -> Iterable[Row]:
    return (*tables["pengesahan"].values(), *tables["perubahan"].values())


def _is_waived(value: Value) -> bool:
    """Whether it lists warnings, each with its reason."""
    try:
        found = json.loads(str(value))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, list) and all(
        isinstance(each, list) and [type(text) for text in each] == [str, str] for each in found
    )


def _follows(perubahan: Row, pengesahan: Mapping[str, Row]) -> bool:
    """Whether the version that it opens is at most the one after the last that was signed."""
    own = (each for each in pengesahan.values() if each["periode_id"] == perubahan["periode_id"])
    return int(perubahan["versi"] or 0) <= 1 + max((int(e["versi"] or 0) for e in own), default=0)


def _is_date(value: Value) -> bool:
    return value is None or parse_date(str(value)) == value


def _is_level(bagian: Row) -> bool:
    kode = str(bagian["kode"])
    return bagian["jenis"] != "tingkat" or (kode.isascii() and kode.isdigit())
