"""How many pieces of evidence support what, and what `untuk` of a piece means in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from core.document import Document
from core.model.definisi import RasioRegister
from core.model.periode import Periode
from core.model.register import REGISTER


def counts(doc: Document, periode: Periode) -> Mapping[str, int]:
    """The pieces of a period by what they support (see `Bukti.untuk`)."""
    return Counter(each.untuk for each in doc.bukti(periode))


def count_of_iku(doc: Document, periode: Periode, iku: str) -> int:
    """How many pieces support an indicator: its figure, its inputs, the rows it counts."""
    return sum(
        count for untuk, count in counts(doc, periode).items() if iku_of(doc, periode, untuk) == iku
    )


def iku_of(doc: Document, periode: Periode, untuk: str) -> str:
    """The indicator that a piece belongs to; "" for the period as a whole."""
    kode, colon, _ = untuk.partition(":")
    if not colon:
        return untuk.partition(".")[0]
    for iku in doc.iku:
        definisi = doc.definisi(iku.id, periode)
        bentuk = None if definisi is None else definisi.bentuk
        rasio = bentuk.rasio if isinstance(bentuk, RasioRegister) else ()
        if any(each.register == kode for each in rasio):
            return iku.id
    return ""


def row_of(untuk: str) -> tuple[str, str] | None:
    """The register and the row that a piece supports; None if it supports no row."""
    kode, colon, row_id = untuk.partition(":")
    return (kode, row_id) if colon and kode in REGISTER else None


def is_there(doc: Document, periode: Periode, untuk: str) -> bool:
    """Whether what a piece supports is (still) in the period."""
    if untuk == "":
        return True
    row = row_of(untuk)
    if row is not None:
        return not periode.is_tahunan and row[1] in doc.register(row[0], periode)
    iku = untuk.partition(".")[0]
    if iku not in {each.id for each in doc.iku}:
        return False
    return untuk == iku or untuk in doc.fields(iku, periode)


def name_of(doc: Document, periode: Periode, untuk: str) -> str:
    """What a piece supports, as its user knows it; what has gone is said to have gone."""
    if untuk == "":
        return periode.singkat
    row = row_of(untuk)
    if row is not None:
        register = REGISTER[row[0]]
        found = None if periode.is_tahunan else doc.register(row[0], periode).get(row[1])
        if found is None:
            return f"Baris {register.satuan} yang sudah dihapus"
        nama = " ".join(str(found["nama"]).split())
        return f"{register.judul}: {nama}" if nama else f"{register.judul}: baris tanpa nama"
    iku, _, rest = untuk.partition(".")
    singkat = next((each.singkat for each in doc.iku if each.id == iku), "")
    if not singkat:
        return "Isian yang sudah tidak ada"
    if not rest:
        return f"Angka {singkat}"
    field = doc.fields(iku, periode).get(untuk)
    if field is None:
        return f"{singkat}: isian yang sudah tidak ada"
    return f"{singkat}: {field.nama.replace('Tingkat Kematangan ', '')}"


def targets(doc: Document, periode: Periode) -> list[str]:
    """What evidence can be put down for, without the rows of registers, in the window's order.

    The index of an aspect, which is typed in the place of levels, only where it is filled in.
    """
    found = [""]
    for iku in doc.iku:
        found.append(iku.id)
        if not periode.is_tahunan:
            fields = doc.fields(iku.id, periode).values()
            found += [
                field.kunci
                for field in fields
                if _is_figure(field.kunci, field.jenis)
                and (".aspek." not in field.kunci or doc.nilai(periode, field.kunci) is not None)
            ]
    return found


def _is_figure(kunci: str, jenis: str) -> bool:
    return jenis in ("angka", "bulat") and not kunci.endswith((".pembilang", ".penyebut"))
