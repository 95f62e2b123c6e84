"""Where the things that a result names as missing can be filled in."""

from __future__ import annotations

from typing import NamedTuple

from core.document import Document
from core.model.hasil import Hasil
from core.model.periode import Periode
from core.model.register import REGISTER

_NAMA = ("Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV")


class Tautan(NamedTuple):
    """A place to go to: an input or a register of a period."""

    iku: str
    periode: Periode
    kunci: str
    nama: str

    @property
    def href(self) -> str:
        """As the target of a link."""
        return f"{self.periode.tahun}/{self.periode.triwulan}/{self.iku}/{self.kunci}"


def tautan_from_href(href: str) -> Tautan:
    """The place that `href` wrote; its name is not kept."""
    tahun, triwulan, iku, kunci = href.split("/", 3)
    return Tautan(iku, Periode(int(tahun), int(triwulan)), kunci, "")


def missing_inputs(doc: Document, hasil: Hasil) -> list[Tautan]:
    """Each missing input with the place to fill it in; for a year in the quarter concerned."""
    names = _names(doc, hasil)
    found = []
    for text in hasil.realisasi.kurang:
        periode, rest = _split_quarter(doc, hasil, text)
        kunci = names.get(rest) or _register_key(rest)
        found.append(Tautan(hasil.iku, periode, kunci, short_name(text)))
    return found


def input_links(doc: Document, hasil: Hasil, masukan: tuple[str, ...]) -> list[Tautan]:
    """The places of the inputs that a step rests on, named as briefly as is still clear."""
    periode = _quarter_of(doc, hasil)
    fields = doc.fields(hasil.iku, periode)
    found = []
    for kunci in masukan:
        if kunci.startswith("register:"):
            kode = kunci.removeprefix("register:")
            nama = f"daftar {REGISTER[kode].judul}" if kode in REGISTER else kode
        elif kunci not in fields:
            continue
        elif ".indikator." in kunci:
            nama = kunci.rpartition(".")[2]
        else:
            nama = short_name(fields[kunci].nama)
        found.append(Tautan(hasil.iku, periode, kunci, nama))
    return found


def short_name(nama: str) -> str:
    """An input's name without the words that all its neighbours share."""
    return nama.replace("Tingkat Kematangan ", "")


def _names(doc: Document, hasil: Hasil) -> dict[str, str]:
    fields = doc.fields(hasil.iku, hasil.periode)
    return {field.nama: kunci for kunci, field in fields.items()}


def _register_key(text: str) -> str:
    for kode, register in REGISTER.items():
        if text.removeprefix("Baris daftar ").startswith(register.judul):
            return f"register:{kode}"
    return ""


def _split_quarter(doc: Document, hasil: Hasil, text: str) -> tuple[Periode, str]:
    head, colon, rest = text.partition(": ")
    if hasil.periode.is_tahunan and colon and head in _NAMA:
        return Periode(hasil.periode.tahun, _NAMA.index(head) + 1), rest
    return _quarter_of(doc, hasil), text


def _quarter_of(doc: Document, hasil: Hasil) -> Periode:
    """The quarter whose inputs a result shows: for a year the last one with figures."""
    if not hasil.periode.is_tahunan:
        return hasil.periode
    quarters = hasil.periode.triwulan_setahun
    filled = [each for each in quarters if doc.realisasi(hasil.iku, each).ada_isian]
    return filled[-1] if filled else quarters[0]
