"""From the rows of the file to what the agency is: profile, tasks, signatories, indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from core.model.definisi import Iku, Sasaran
from core.model.profil import Penandatangan, Profil, TugasFungsi
from core.model.register import Row, urutan_of


def profil_from_row(row: Row) -> Profil:
    """The profile, whose columns STRICT tables hold to the types of `Profil`."""
    values = dict(row)
    values.pop("id")
    batas = values.pop("batas_capaian")
    kop, contoh = values.pop("kop") == 1, values.pop("contoh") == 1
    return Profil(
        **values,  # type: ignore[arg-type]
        kop=kop,
        contoh=contoh,
        batas_capaian=None if batas is None else Decimal(batas),
    )


def tugas_fungsi_from_rows(rows: Iterable[Row]) -> tuple[TugasFungsi, ...]:
    """Tasks and functions in their order."""
    return tuple(
        TugasFungsi(str(row["id"]), str(row["jenis"]), str(row["teks"]))
        for row in sorted(rows, key=urutan_of)
    )


def penandatangan_from_row(row: Row) -> Penandatangan:
    """A signatory."""
    return Penandatangan(**row)  # type: ignore[arg-type]


def iku_from_rows(rows: Iterable[Row], sasaran: Mapping[str, Row]) -> tuple[Iku, ...]:
    """The indicators in their order, each with its sasaran; those by id."""
    found = {key: Sasaran(key, str(row["nomor"]), str(row["teks"])) for key, row in sasaran.items()}
    return tuple(
        Iku(
            str(row["id"]),
            found[str(row["sasaran_id"])],
            str(row["nama"]),
            str(row["singkat"]),
        )
        for row in sorted(rows, key=urutan_of)
    )
