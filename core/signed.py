"""Which periods are signed, as the rows of the file say it, and what that keeps from changing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from core.errors import FrozenError
from core.indonesian import format_date
from core.model.change import Butir, Change, InsertRow, SetValue
from core.model.pengesahan import ACTS, Bukti, Pengesahan, Perubahan, Pindaian, periode_id_of
from core.model.periode import TAHUNAN, Periode, periode_from_id
from core.model.register import Row
from core.row_check import Tables


class Signed:
    """The formal acts of a file, the oldest first, and for each period the version in force."""

    def __init__(self, tables: Tables) -> None:
        self.pengesahan = sorted(map(_pengesahan, tables["pengesahan"].values()), key=_by_version)
        self.perubahan = sorted(map(_perubahan, tables["perubahan"].values()), key=_by_version)
        reopened = {each.periode: each.versi for each in self.perubahan}
        self.in_force = {
            each.periode: each
            for each in self.pengesahan
            if each.versi >= reopened.get(each.periode, 1)
        }

    def pengunci(self, periode: Periode) -> Pengesahan | None:
        """What holds the inputs of a period fast: its own signed version, or that of its year."""
        year = Periode(periode.tahun, TAHUNAN)
        return self.in_force.get(periode) or self.in_force.get(year)


def readable_acts(tables: Tables) -> Signed:
    """The acts of a file that may have been edited: what no version of this program writes is
    left out, and is then missed."""
    acts = {
        tabel: {key: row for key, row in tables[tabel].items() if _is_act(tabel, row)}
        for tabel in ACTS
    }
    return Signed(acts)


def _is_act(tabel: str, row: Row) -> bool:
    try:
        signed = Signed({**{each: {} for each in ACTS}, tabel: {"": row}})
        found: list[Pengesahan | Perubahan] = [*signed.pengesahan, *signed.perubahan]
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return False
    return all(type(each.versi) is int and len(str(each.waktu)) >= 10 for each in found)


def _by_version(act: Pengesahan | Perubahan) -> tuple[Periode, int]:
    return act.periode, act.versi


def _pengesahan(row: Row) -> Pengesahan:
    abaikan = tuple((str(temuan), str(why)) for temuan, why in json.loads(str(row["abaikan"])))
    return Pengesahan(**{**_values(row), "abaikan": abaikan})


def _perubahan(row: Row) -> Perubahan:
    return Perubahan(**_values(row))


def bukti_from_row(row: Row) -> Bukti:
    """A row of the table as a value."""
    return Bukti(**_values(row))


def pindaian_from_row(row: Row) -> Pindaian:
    """A row of the table as a value."""
    return Pindaian(**row)  # type: ignore[arg-type]


def _values(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {k: value for k, value in row.items() if k != "periode_id"}
    return {**values, "periode": periode_from_id(str(row["periode_id"]))}


def signed_sentence(pengesahan: Pengesahan) -> str:
    """Why a period cannot be changed, and what to do."""
    nama = pengesahan.periode.singkat
    return (
        f"{nama} telah disahkan (versi {pengesahan.versi}, {format_date(pengesahan.waktu[:10])}) "
        "dan tidak dapat diubah. Untuk memperbaikinya, buat versi baru melalui "
        "Lembar > Perubahan…"
    )


def refuse_signed(
    signed: Signed, tables: Tables, change: Change, homes: Sequence[str | None]
) -> None:
    """FrozenError if the change touches a signed period or takes a formal act back.

    `homes` names for each line the period of a register's row (None for other tables).
    """
    for butir, home in zip(change.butir, homes, strict=True):
        if butir.tabel in ACTS:
            if not isinstance(butir, InsertRow):
                raise FrozenError(
                    "Pengesahan dan perubahan adalah tindakan resmi: tidak dapat diubah, dihapus, "
                    "atau diurungkan."
                )
            continue
        periode_id = home or _periode_of(tables, butir)
        pengunci = signed.pengunci(periode_from_id(periode_id)) if periode_id else None
        if pengunci is not None:
            raise FrozenError(signed_sentence(pengunci))


def _periode_of(tables: Tables, butir: Butir) -> str | None:
    row = tables[butir.tabel][butir.id] if isinstance(butir, SetValue) else butir.nilai
    return periode_id_of(butir.tabel, butir.id, row)
