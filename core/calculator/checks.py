"""What is wrong with a definition, in sentences for the user; a sound definition gives none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from core.calculator.area_mean import BACAAN_PERSEN
from core.calculator.bands import check_pita
from core.calculator.register_ratio import unknown_columns
from core.calculator.steps import typed
from core.model.definisi import (
    ATURAN_TAHUN,
    BACAAN,
    Aspek,
    Definisi,
    IndeksBerbobot,
    RasioRegister,
    RerataArea,
    VersiKami,
)

ARAH = ("naik", "turun")

_SERATUS = Decimal(100)


def check_definisi(definisi: Definisi) -> tuple[str, ...]:
    """Weights, bands, codes, maxima and years that do not fit together."""
    bentuk = definisi.bentuk
    if isinstance(bentuk, IndeksBerbobot):
        problems = _check_index(bentuk)
        cakupan: tuple[Decimal, Decimal] | None = (Decimal(1), Decimal(len(bentuk.tingkat) or 5))
    elif isinstance(bentuk, RasioRegister):
        problems = _check_ratios(bentuk)
        cakupan = (Decimal(0), _SERATUS)
    else:
        problems = _check_areas(bentuk, definisi.satuan)
        cakupan = (Decimal(0), _SERATUS) if bentuk.cara_baca in BACAAN_PERSEN else None
    return (
        *_check_head(definisi),
        *problems,
        *check_pita(definisi.pita, cakupan=cakupan),
    )


def check_masa_berlaku(definisi: Sequence[Definisi]) -> tuple[str, ...]:
    """Definitions of one IKU that are valid in the same year."""
    problems = []
    for one, other in combinations(definisi, 2):
        if one.iku != other.iku or one.berlaku_dari is None or other.berlaku_dari is None:
            continue
        first = max(one.berlaku_dari, other.berlaku_dari)
        ends = [d.berlaku_sampai for d in (one, other) if d.berlaku_sampai is not None]
        if ends and min(ends) < first:
            continue
        years = f"sejak {first}" if not ends else _years(first, min(ends))
        problems.append(
            f"Definisi “{one.skema}” dan “{other.skema}” sama-sama berlaku {years}; "
            "untuk satu tahun hanya boleh satu definisi."
        )
    return tuple(problems)


def _years(first: int, last: int) -> str:
    return f"pada {first}" if first == last else f"pada {first} sampai {last}"


def _check_head(definisi: Definisi) -> list[str]:
    problems = []
    first, last = definisi.berlaku_dari, definisi.berlaku_sampai
    if first is not None and last is not None and last < first:
        problems.append(f"Masa berlaku terbalik: {first} sampai {last}.")
    if definisi.arah not in ARAH:
        problems.append(f"Arah “{definisi.arah}” tidak dikenal; yang ada naik dan turun.")
    if definisi.aturan_tahun not in ATURAN_TAHUN:
        problems.append(f"Aturan tahun “{definisi.aturan_tahun}” tidak dikenal.")
    return problems


def _check_index(bentuk: IndeksBerbobot) -> list[str]:
    problems = _positive("Bobot indeks", bentuk.bobot)
    if not bentuk.aspek:
        return [*problems, "Definisi tidak memuat aspek."]
    problems += _check_sum(
        "Jumlah bobot aspek", (aspek.bobot for aspek in bentuk.aspek), "bobot indeks", bentuk.bobot
    )
    problems += _repeated("aspek", (aspek.kode for aspek in bentuk.aspek))
    problems += _repeated("indikator", (b.kode for aspek in bentuk.aspek for b in aspek.butir))
    problems += _repeated("tingkat", (str(each.nilai) for each in bentuk.tingkat))
    for aspek in bentuk.aspek:
        problems += _check_aspek(aspek)
    return problems


def _check_aspek(aspek: Aspek) -> list[str]:
    problems = _positive(f"Bobot aspek “{aspek.nama}”", aspek.bobot)
    if not aspek.butir:
        return [*problems, f"Aspek “{aspek.nama}” tidak memuat indikator."]
    for butir in aspek.butir:
        problems += _positive(f"Bobot indikator {butir.kode}", butir.bobot)
    if not aspek.bobot_relatif:
        weights = (butir.bobot for butir in aspek.butir)
        name = f"Jumlah bobot indikator aspek “{aspek.nama}”"
        problems += _check_sum(name, weights, "bobot aspek", aspek.bobot)
    return problems


def _check_ratios(bentuk: RasioRegister) -> list[str]:
    problems = _positive("Bobot definisi", bentuk.bobot)
    if not bentuk.rasio:
        return [*problems, "Definisi tidak memuat rasio."]
    problems += _check_sum(
        "Jumlah bobot rasio",
        (rasio.bobot for rasio in bentuk.rasio),
        "bobot definisi",
        bentuk.bobot,
    )
    problems += _repeated("rasio", (rasio.kode for rasio in bentuk.rasio))
    for rasio in bentuk.rasio:
        problems += _positive(f"Bobot rasio “{rasio.nama}”", rasio.bobot)
        if unknown := unknown_columns(rasio):
            problems.append(f"Rasio “{rasio.nama}”: {unknown}.")
        elif not rasio.pembilang:
            problems.append(f"Rasio “{rasio.nama}” tidak memuat kriteria pembilang.")
        problems += _repeated("kriteria", (each.kode for each in rasio.kriteria))
    return problems


def _check_areas(bentuk: RerataArea, satuan: str) -> list[str]:
    problems = []
    if bentuk.cara_baca not in BACAAN:
        problems.append(f"Cara baca “{bentuk.cara_baca}” tidak dikenal.")
    elif (satuan == "%") != (bentuk.cara_baca in BACAAN_PERSEN):
        nama = BACAAN[bentuk.cara_baca]
        problems.append(f"Satuan “{satuan}” tidak sesuai dengan cara baca “{nama}”.")
    if not bentuk.versi:
        problems.append("Definisi tidak memuat versi Indeks KAMI.")
    problems += _repeated("versi", (versi.kode for versi in bentuk.versi))
    for versi in bentuk.versi:
        problems += _check_version(versi)
    return problems


def _check_version(versi: VersiKami) -> list[str]:
    problems = [
        f"{versi.nama}: nilai maksimum area “{area.nama}” harus lebih dari nol "
        f"({typed(area.maksimum)})."
        for area in versi.area
        if area.maksimum <= 0
    ]
    if not versi.area:
        problems.append(f"{versi.nama} tidak memuat area.")
    problems += _repeated(f"area {versi.nama}", (area.kode for area in versi.area))
    problems += _repeated(f"kategori {versi.nama}", (each.kode for each in versi.kategori))
    total = sum((area.maksimum for area in versi.area), Decimal(0))
    for kategori in versi.kategori:
        judul = f"{versi.nama}, kategori {kategori.kode}"
        problems += check_pita(kategori.pita, judul, (Decimal(0), total), bulat=True)
    return problems


def _positive(name: str, bobot: Decimal) -> list[str]:
    return [] if bobot > 0 else [f"{name} harus lebih dari nol ({typed(bobot)})."]


def _check_sum(name: str, weights: Iterable[Decimal], whole: str, bobot: Decimal) -> list[str]:
    total = sum(weights, Decimal(0))
    if total == bobot:
        return []
    return [f"{name} {typed(total)}, padahal {whole} {typed(bobot)}."]


def _repeated(name: str, codes: Iterable[str]) -> list[str]:
    seen: dict[str, int] = {}
    for kode in codes:
        seen[kode] = seen.get(kode, 0) + 1
    return [
        f"Kode {name} “{kode}” dipakai {times} kali." for kode, times in seen.items() if times > 1
    ]
