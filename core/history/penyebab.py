"""Why an indicator changed, said in one sentence and as lines of a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from core.calculator.contributions import Kontribusi, Uraian
from core.indonesian import format_number, round_half_up
from core.model.hasil import BELUM_DIISI

PANAH = "→"
_IN_FULL = 4
"""A sentence names so many inputs; of more, the three that matter most and the sum of the rest."""


class Baris(NamedTuple):
    """One contribution as it is read: "media aktif", "10 → 12", "+4,17"."""

    nama: str
    perubahan: str
    besar: str
    masukan: tuple[str, ...]


def penyebab(uraian: Uraian, sebelum: str = "Keadaan semula", sesudah: str = "Keadaan kini") -> str:
    """One sentence without a full stop: "naik 4,17 poin: media aktif 10 → 12 = +4,17".

    `sebelum` and `sesudah` name the two moments or periods, for where one of them has no value.
    It says "dibulatkan" where the printed parts do not add up to the printed total.
    """
    if uraian.selisih is None:
        return _why_not(uraian, sebelum, sesudah)
    head = _total(uraian.selisih, _satuan(uraian.satuan_sesudah))
    if uraian.posisi is not None:
        head += f" (posisi akhir {uraian.posisi[0]} {PANAH} {uraian.posisi[1]})"
    ordered = [each for each in by_size(uraian.kontribusi) if each.besar]
    if not ordered:
        return head
    named = ordered if len(ordered) <= _IN_FULL else ordered[: _IN_FULL - 1]
    parts = [f"{_inside(_what(each))} = {signed(each.besar)}" for each in named]
    printed = [each.besar for each in named]
    if others := ordered[len(named) :]:
        printed.append(sum((each.besar for each in others), Fraction(0)))
        parts.append(f"{len(others)} isian lain = {signed(printed[-1])}")
    mark = " (dibulatkan)" if is_rounded(printed, uraian.selisih) else ""
    return f"{head}: {'; '.join(parts)}{mark}"


def rincian(uraian: Uraian) -> tuple[Baris, ...]:
    """Every contribution, the largest first, those without effect last."""
    return tuple(
        Baris(each.nama, _change(each), signed(each.besar), each.masukan)
        for each in by_size(uraian.kontribusi)
    )


def is_rounded(parts: Sequence[Fraction], total: Fraction) -> bool:
    """Whether parts as printed do not add up to the total as printed."""
    return sum(map(round_half_up, parts), Decimal(0)) != round_half_up(total)


def by_size(kontribusi: Sequence[Kontribusi]) -> list[Kontribusi]:
    """The largest first, those without effect last."""
    return sorted(kontribusi, key=lambda each: -abs(each.besar))


def _total(selisih: Fraction, satuan: str) -> str:
    if not selisih:
        return "tetap"
    verb = "naik" if selisih > 0 else "turun"
    size = format_number(abs(selisih))
    return f"{verb} {'kurang dari 0,01' if size == '0,00' else size}{satuan}"


def _satuan(satuan: str) -> str:
    if satuan == "%":
        return " poin"
    return f" poin {_inside(satuan)}" if satuan else ""


def signed(value: Fraction) -> str:
    """A contribution as it is printed: "+4,17", "−0,13", "0,00"."""
    sign = "+" if value > 0 else "−" if value else ""
    return sign + format_number(abs(value))


def _change(each: Kontribusi) -> str:
    return f"{each.lama} {PANAH} {each.baru}"


def _what(each: Kontribusi) -> str:
    return f"{each.nama} {_change(each)}"


def _inside(text: str) -> str:
    """A name as it stands within a sentence; SPBE stays SPBE."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _why_not(uraian: Uraian, sebelum: str, sesudah: str) -> str:
    sides = ((sebelum, uraian.sebab_sebelum), (sesudah, uraian.sebab_sesudah))
    sentences = [_without_value(nama, sebab) for nama, sebab in sides if sebab]
    if sentences:
        return "; ".join(sentences)
    before, after = (satuan or "tanpa satuan" for satuan in _units(uraian))
    return f"tidak dapat dibandingkan: satuan {sebelum} {before}, satuan {sesudah} {after}"


def _units(uraian: Uraian) -> tuple[str, str]:
    return uraian.satuan_sebelum, uraian.satuan_sesudah


def _without_value(nama: str, sebab: str) -> str:
    kind, _, detail = sebab.partition(": ")
    if kind == BELUM_DIISI:
        shown = f"{kind} ({detail})" if detail else kind
        return f"{nama} belum dapat dihitung: {shown}"
    return f"{nama} tidak dapat dihitung: {detail}"
