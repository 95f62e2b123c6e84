"""Definitions built by hand, so that the calculator's tests rest on nothing but the regulations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.model.definisi import (
    Area,
    Aspek,
    Bentuk,
    Butir,
    Definisi,
    Iku,
    IndeksBerbobot,
    KategoriSe,
    Pita,
    Rasio,
    RasioRegister,
    RerataArea,
    Sasaran,
    Tingkat,
    VersiKami,
)
from core.model.hasil import Isian
from core.model.periode import Periode
from core.model.register import Tally

D = Decimal
TW2 = Periode(2024, 2)
IKU_SPBE = Iku("spbe", Sasaran("s1", "1", "Sasaran"), "Indeks Domain Layanan SPBE", "SPBE")


def isian(
    nilai: Mapping[str, str], tally: Mapping[str, Tally] | None = None, periode: Periode = TW2
) -> Isian:
    """The inputs of one quarter."""
    return Isian(periode, nilai, tally or {})


def pita(*rows: tuple[str, str, str]) -> tuple[Pita, ...]:
    """Bands from (dari, sampai, predikat)."""
    return tuple(Pita(D(dari), D(sampai), predikat) for dari, sampai, predikat in rows)


PITA_SPBE = pita(
    ("4.2", "5.0", "Memuaskan"),
    ("3.5", "4.2", "Sangat Baik"),
    ("2.6", "3.5", "Baik"),
    ("1.8", "2.6", "Cukup"),
    ("0", "1.8", "Kurang"),
)


def definisi(
    iku: str,
    bentuk: Bentuk,
    pita: tuple[Pita, ...] = (),
    *,
    satuan: str = "%",
    arah: str = "naik",
    aturan_tahun: str = "posisi_akhir",
    skema: str = "Skema",
    berlaku: tuple[int | None, int | None] = (2021, None),
) -> Definisi:
    """A definition of which only what matters to the calculator is filled in."""
    return Definisi(
        id=f"{iku}-uji",
        iku=iku,
        skema=skema,
        berlaku_dari=berlaku[0],
        berlaku_sampai=berlaku[1],
        penjelasan="",
        sumber="",
        satuan=satuan,
        arah=arah,
        aturan_tahun=aturan_tahun,
        bentuk=bentuk,
        pita=pita,
        catatan_pita="",
        kriteria="",
        terverifikasi=True,
        catatan="",
    )


TINGKAT = tuple(
    Tingkat(number, nama)
    for number, nama in enumerate(
        ("Informasi", "Interaksi", "Transaksi", "Kolaborasi", "Optimum"), start=1
    )
)


def aspek(kode: str, bobot: str, butir: Sequence[int | str], bobot_butir: str) -> Aspek:
    """An aspect whose indicators have equal weights."""
    parts = tuple(Butir(str(each), f"Layanan {each}", D(bobot_butir)) for each in butir)
    return Aspek(kode, kode.capitalize(), D(bobot), parts)


ADMINISTRASI = tuple(range(32, 42))
PUBLIK = tuple(range(42, 48))

BENTUK_SPBE = IndeksBerbobot(
    D("45.5"),
    (
        aspek("administrasi", "27.5", ADMINISTRASI, "2.75"),
        aspek("publik", "18", PUBLIK, "3"),
    ),
    TINGKAT,
)
SPBE = definisi("spbe", BENTUK_SPBE, PITA_SPBE, satuan="Indeks", skema="PermenPANRB 59/2020")


def spbe_levels(administrasi: Sequence[int], publik: Sequence[int]) -> dict[str, str]:
    """All sixteen levels as inputs."""
    levels = zip((*ADMINISTRASI, *PUBLIK), (*administrasi, *publik), strict=True)
    return {f"spbe.indikator.{kode}": str(level) for kode, level in levels}


DENPASAR = spbe_levels((4, 3, 3, 5, 5, 3, 3, 3, 3, 5), (4, 2, 2, 4, 4, 4))


def levels_with_sum(total: int, parts: int) -> list[int]:
    """Whole levels 1..5 with the sum."""
    levels, rest = [], total
    for left in range(parts, 0, -1):
        level = min(5, rest - (left - 1))
        levels.append(level)
        rest -= level
    return levels


_SISTEM = Rasio(
    "sistem",
    "Integrasi sistem",
    D("0.5"),
    "sistem_informasi",
    ("terintegrasi",),
    ("wajib_terintegrasi",),
    "sistem terintegrasi",
    "sistem yang harus terintegrasi",
)
_MEDIA = Rasio(
    "media", "Diseminasi", D("0.5"), "media", ("aktif",), (), "media aktif", "media dimiliki"
)
LAYANAN = definisi("layanan", RasioRegister(D(1), (_SISTEM, _MEDIA)))

_DATA = Rasio(
    "data",
    "Data yang memenuhi prinsip Satu Data",
    D(1),
    "data_statistik",
    ("standar_data", "metadata", "interoperabilitas", "kode_referensi"),
    (),
    "data yang memenuhi prinsip Satu Data",
    "data tersedia",
)
STATISTIK = definisi("statistik", RasioRegister(D(1), (_DATA,)))

_STATUS = ("Tidak Layak", "Pemenuhan Kerangka Kerja Dasar", "Cukup Baik", "Baik")


def _kategori(**bounds: tuple[int, ...]) -> tuple[KategoriSe, ...]:
    return tuple(
        KategoriSe(
            kode,
            "",
            tuple(
                Pita(D(low), D(high), status)
                for low, high, status in zip(
                    (0, *(each + 1 for each in uppers[:-1])), uppers, _STATUS, strict=True
                )
            ),
        )
        for kode, uppers in bounds.items()
    )


def _areas(**maxima: int) -> tuple[Area, ...]:
    return tuple(Area(kode, kode.capitalize(), D(most)) for kode, most in maxima.items())


KAMI_4 = VersiKami(
    "4",
    "Indeks KAMI 4.x",
    _areas(tata_kelola=126, risiko=72, kerangka_kerja=159, aset=168, teknologi=120),
    _kategori(
        Rendah=(174, 312, 535, 645), Tinggi=(272, 455, 583, 645), Strategis=(333, 535, 609, 645)
    ),
)
KAMI_5 = VersiKami(
    "5",
    "Indeks KAMI 5.0",
    _areas(tata_kelola=126, risiko=72, kerangka_kerja=192, aset=258, teknologi=186, pdp=84),
    _kategori(
        Rendah=(247, 443, 760, 918), Tinggi=(387, 646, 828, 918), Strategis=(472, 760, 864, 918)
    ),
)


def keamanan(cara_baca: str = "rerata_area", satuan: str = "%") -> Definisi:
    """Indeks KAMI in one of its readings."""
    return definisi("keamanan", RerataArea(cara_baca, (KAMI_4, KAMI_5)), satuan=satuan)


KAMI_4_SCORES = {
    "keamanan.versi": "4.2",
    "keamanan.nilai.tata_kelola": "63",
    "keamanan.nilai.risiko": "36",
    "keamanan.nilai.kerangka_kerja": "53",
    "keamanan.nilai.aset": "84",
    "keamanan.nilai.teknologi": "90",
}
"""50 %, 50 %, 33 1/3 %, 50 % and 75 % of the maxima; 326 of 645."""
