"""Between the rows of a definition in the file and the `Definisi` that the calculator reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from core.model.definisi import (
    Area,
    Aspek,
    Bentuk,
    Butir,
    Definisi,
    IndeksBerbobot,
    KategoriSe,
    Kriteria,
    Pita,
    Rasio,
    RasioRegister,
    RerataArea,
    Tingkat,
    VersiKami,
)
from core.model.register import Row, Value, urutan_of

DEFINISI_TABLES = ("definisi", "bagian", "pita")
"""Tables that together hold the definitions."""

_Children = Mapping[str | None, list[Row]]


def counts_in(row: Row, tahun: int) -> bool:
    """Whether the definition of this row is valid in the year; a template never is."""
    first, last = row["berlaku_dari"], row["berlaku_sampai"]
    return first is not None and int(first) <= tahun and (last is None or tahun <= int(last))


def definisi_from_rows(row: Row, bagian: Iterable[Row], pita: Iterable[Row]) -> Definisi:
    """Put a definition together from its own row and all rows of its parts and bands."""
    children: dict[str | None, list[Row]] = {}
    for part in sorted(bagian, key=urutan_of):
        children.setdefault(_optional_text(part["induk_id"]), []).append(part)
    bands: dict[str | None, list[Row]] = {}
    for band in sorted(pita, key=urutan_of):
        bands.setdefault(_optional_text(band["bagian_id"]), []).append(band)
    return Definisi(
        id=str(row["id"]),
        iku=str(row["iku_id"]),
        skema=str(row["skema"]),
        berlaku_dari=_optional_int(row["berlaku_dari"]),
        berlaku_sampai=_optional_int(row["berlaku_sampai"]),
        penjelasan=str(row["penjelasan"]),
        sumber=str(row["sumber"]),
        satuan=str(row["satuan"]),
        arah=str(row["arah"]),
        aturan_tahun=str(row["aturan_tahun"]),
        bentuk=_bentuk(row, children, bands),
        pita=_pita(bands.get(None, ())),
        catatan_pita=str(row["catatan_pita"]),
        kriteria=str(row["kriteria"]),
        terverifikasi=row["terverifikasi"] == 1,
        catatan=str(row["catatan"]),
    )


def _optional_text(value: Value) -> str | None:
    return None if value is None else str(value)


def _optional_int(value: Value) -> int | None:
    return None if value is None else int(value)


def _decimal(value: Value) -> Decimal:
    """A weight or maximum; one that is not filled in is 0, which `check_definisi` refuses."""
    return Decimal(value or 0)


def _of_kind(rows: Iterable[Row], jenis: str) -> list[Row]:
    return [row for row in rows if row["jenis"] == jenis]


def _bentuk(row: Row, children: _Children, bands: _Children) -> Bentuk:
    top = children.get(None, [])
    if row["bentuk"] == "indeks_berbobot":
        return IndeksBerbobot(
            _decimal(row["bobot"]),
            tuple(_aspek(part, children) for part in _of_kind(top, "aspek")),
            tuple(
                Tingkat(int(part["kode"] or 0), str(part["nama"]), str(part["keterangan"]))
                for part in _of_kind(top, "tingkat")
            ),
        )
    if row["bentuk"] == "rasio_register":
        return RasioRegister(
            _decimal(row["bobot"]),
            tuple(_rasio(part, children) for part in _of_kind(top, "rasio")),
        )
    return RerataArea(
        str(row["cara_baca"] or "rerata_area"),
        tuple(_versi(part, children, bands) for part in _of_kind(top, "versi")),
    )


def _aspek(part: Row, children: _Children) -> Aspek:
    return Aspek(
        kode=str(part["kode"]),
        nama=str(part["nama"]),
        bobot=_decimal(part["bobot"]),
        butir=tuple(
            Butir(str(child["kode"]), str(child["nama"]), _decimal(child["bobot"]))
            for child in _of_kind(children.get(str(part["id"]), []), "indikator")
        ),
        bobot_relatif=part["bobot_relatif"] == 1,
        keterangan=str(part["keterangan"]),
    )


def _rasio(part: Row, children: _Children) -> Rasio:
    label_pembilang, _, label_penyebut = str(part["keterangan"]).partition("|")
    return Rasio(
        kode=str(part["kode"]),
        nama=str(part["nama"]),
        bobot=_decimal(part["bobot"]),
        register=str(part["register"]),
        pembilang=tuple(str(part["pembilang"]).split()),
        penyebut=tuple(str(part["penyebut"]).split()),
        label_pembilang=label_pembilang,
        label_penyebut=label_penyebut,
        kriteria=tuple(
            Kriteria(str(child["kode"]), str(child["nama"]), str(child["keterangan"]))
            for child in _of_kind(children.get(str(part["id"]), []), "kriteria")
        ),
    )


def _versi(part: Row, children: _Children, bands: _Children) -> VersiKami:
    own = children.get(str(part["id"]), [])
    return VersiKami(
        kode=str(part["kode"]),
        nama=str(part["nama"]),
        area=tuple(
            Area(str(child["kode"]), str(child["nama"]), _decimal(child["maksimum"]))
            for child in _of_kind(own, "area")
        ),
        kategori=tuple(
            KategoriSe(
                str(child["kode"]),
                str(child["keterangan"]),
                _pita(bands.get(str(child["id"]), ())),
            )
            for child in _of_kind(own, "kategori")
        ),
    )


def _pita(rows: Iterable[Row]) -> tuple[Pita, ...]:
    return tuple(
        Pita(
            _decimal(row["dari"]),
            _decimal(row["sampai"]),
            str(row["predikat"]),
            str(row["teks"]),
            str(row["tanda"]),
        )
        for row in rows
    )
