"""The sheet Kertas Kerja Perhitungan: the steps of each figure and every row that was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.calculator.capaian import langkah_capaian
from core.indonesian import format_number
from core.model.definisi import Definisi, Iku, Rasio, RasioRegister
from core.model.hasil import BELUM_DIISI, Hasil
from core.model.periode import Periode
from core.model.profil import Profil
from core.model.register import REGISTER, Register, Row, Value
from core.sheets.lembar import (
    Baris,
    Blok,
    Butir,
    DaftarPanjang,
    Kertas,
    Kolom,
    Lembar,
    Paragraf,
    PilihanOrientasi,
    Rincian,
    Segel,
    Subjudul,
    Tabel,
    Teks,
    bermiring,
    polos,
)
from core.sheets.pengesahan import build_kop, penulis
from core.sheets.pengukuran import kalimat, tampil_capaian, tampil_realisasi

JENIS = "Kertas Kerja Perhitungan"

_LANGKAH = (
    Kolom("NO", 4, "tengah"),
    Kolom("LANGKAH", 20),
    Kolom("RUMUS", 31),
    Kolom("PERHITUNGAN", 38),
    Kolom("HASIL", 20, "tengah"),
)
_BACAAN = (Kolom("NO", 4, "tengah"), Kolom("CARA BACA LAIN", 89), Kolom("HASIL", 20, "tengah"))
_BOBOT = {"nama": 46.0, "pengelola": 24.0, "produsen": 25.0, "alamat": 30.0, "jenis": 13.0}
_BOBOT_YA_TIDAK = 11.0
_BOBOT_KETERANGAN = 26.0
_YA_TIDAK = {1: "Ya", 0: "Tidak", None: "–"}


def build_kertas_kerja(
    *,
    profil: Profil,
    periode: Periode,
    iku: Sequence[Iku],
    definisi: Mapping[str, Definisi],
    hasil: Sequence[Hasil],
    register: Mapping[str, Sequence[Row]],
    keterangan: Mapping[str, str],
    kertas: Kertas = "a4",
    orientasi: PilihanOrientasi = "auto",
    segel: Segel | None = None,
) -> Lembar:
    """Each indicator with its steps, then all rows of the registers, by code of the register.

    For a year the caller gives the rows of the quarter that the year's figure rests on. The
    worksheet is an annex of the signed sheet and has no signature of its own. Without `segel` it
    is a KONSEP.
    """
    by_iku = {each.iku: each for each in hasil}
    isi: list[Blok] = []
    for nomor, each in enumerate(iku, 1):
        own = by_iku.get(each.id)
        isi.append(Subjudul(bermiring(f"{nomor}. {each.nama}")))
        isi += _indikator(each, definisi.get(each.id), own, keterangan.get(each.id, ""))
    isi += _lampiran(definisi, register)
    return Lembar(
        jenis=JENIS,
        periode=periode.judul,
        judul=(JENIS.upper(), penulis(profil).upper(), periode.judul.upper()),
        isi=tuple(isi),
        kop=build_kop(profil),
        kertas=kertas,
        orientasi="mendatar" if orientasi == "auto" else orientasi,
        konsep=segel is None,
        lengkap=not any(_is_incomplete(by_iku.get(each.id)) for each in iku),
        contoh=profil.contoh,
        penulis=penulis(profil),
        perihal=f"{JENIS} {penulis(profil)} {periode.judul}",
        segel=segel,
    )


def _is_incomplete(hasil: Hasil | None) -> bool:
    return hasil is None or hasil.realisasi.nilai is None or hasil.target is None


def _indikator(
    iku: Iku, definisi: Definisi | None, hasil: Hasil | None, keterangan: str
) -> list[Blok]:
    blocks: list[Blok] = [_ringkasan(iku, definisi, hasil, keterangan)]
    if hasil is None:
        return blocks
    steps = [
        Baris(
            (
                (Paragraf(polos(str(nomor)), "tengah"),),
                _lines(langkah.judul),
                _lines(langkah.rumus),
                _lines(langkah.substitusi),
                tuple(Paragraf(part.teks, "tengah") for part in _lines(langkah.hasil)),
            )
        )
        for nomor, langkah in enumerate((*hasil.realisasi.langkah, langkah_capaian(hasil)), 1)
    ]
    blocks.append(Tabel(_LANGKAH, tuple(steps)))
    if hasil.realisasi.bacaan_lain:
        missing = hasil.realisasi.bacaan_kosong
        rows = [
            (str(nomor), bacaan.nama, bacaan.tampil or missing)
            for nomor, bacaan in enumerate(hasil.realisasi.bacaan_lain, 1)
        ]
        blocks.append(DaftarPanjang(_BACAAN, rows))
    notes = dict.fromkeys((*hasil.realisasi.catatan, *hasil.realisasi.peringatan))
    texts = [kalimat(text.strip()) for text in notes if text.strip()]
    if texts:
        blocks.append(Paragraf(polos("Catatan:", tebal=True), "kiri", "kecil", lekat=True))
        blocks += [
            Paragraf(polos(text), "penuh", "kecil", f"{i}.") for i, text in enumerate(texts, 1)
        ]
    return blocks


def _lines(teks: str) -> tuple[Paragraf, ...]:
    return tuple(Paragraf(polos(line.strip())) for line in teks.splitlines() if line.strip())


def _ringkasan(
    iku: Iku, definisi: Definisi | None, hasil: Hasil | None, keterangan: str
) -> Rincian:
    butir = [Butir("Sasaran strategis", (bermiring(iku.sasaran.teks),))]
    if definisi is not None:
        lines = [line.strip() for line in definisi.penjelasan.splitlines() if line.strip()]
        butir += [
            Butir("Formulasi", tuple(bermiring(line) for line in lines)),
            Butir("Skema", (polos(definisi.skema),)),
            Butir("Sumber data", (bermiring("; ".join(definisi.sumber.split("\n")).strip("; ")),)),
        ]
        kriteria = [line.strip() for line in definisi.kriteria.splitlines() if line.strip()]
        if kriteria:
            butir.append(Butir("Kriteria", tuple(bermiring(line) for line in kriteria)))
    butir += _hasil(hasil)
    if keterangan.strip():
        butir.append(Butir("Keterangan", tuple(p.teks for p in _lines(keterangan))))
    return Rincian(tuple(butir))


def _hasil(hasil: Hasil | None) -> list[Butir]:
    if hasil is None:
        return [Butir("Realisasi", (polos(BELUM_DIISI, tebal=True),))]
    realisasi = hasil.realisasi
    satuan = "%" if hasil.satuan == "%" else ""
    target = BELUM_DIISI if hasil.target is None else format_number(hasil.target, None) + satuan
    if own := hasil.target_teks.strip():
        target = own if target in own else f"{target}; {own}"
    figure = tampil_realisasi(realisasi)
    details = [realisasi.predikat and f"predikat {realisasi.predikat}"]
    details.append(realisasi.status and f"status {realisasi.status}")
    if realisasi.nilai is None:
        details.append((realisasi.sebab or "").partition(": ")[2])
    else:
        figure += satuan
    shown = "; ".join(detail for detail in details if detail)
    capaian = tampil_capaian(hasil) + ("%" if hasil.capaian is not None else "")
    peringkat = f" ({hasil.peringkat})" if hasil.peringkat else ""
    return [
        Butir("Target", (polos(target),)),
        Butir("Realisasi", (_tebal(figure, f" ({shown})" if shown else ""),)),
        Butir("Capaian", (_tebal(capaian, peringkat),)),
    ]


def _tebal(figure: str, rest: str) -> Teks:
    return polos(figure, tebal=True) + (polos(rest) if rest else ())


def _lampiran(
    definisi: Mapping[str, Definisi], register: Mapping[str, Sequence[Row]]
) -> list[Blok]:
    blocks: list[Blok] = []
    for kode, own in REGISTER.items():
        rows = register.get(kode, ())
        if rows:
            nomor = sum(isinstance(block, Subjudul) for block in blocks) + 1
            count = f"{format_number(len(rows), 0)} {own.satuan}"
            blocks.append(Subjudul(polos(f"Lampiran {nomor}. {own.judul} ({count})")))
            blocks += _kriteria(kode, definisi)
            blocks.append(_daftar(own, rows))
    return blocks


def _kriteria(kode: str, definisi: Mapping[str, Definisi]) -> list[Blok]:
    """What a row must meet to count, in the words of the definition."""
    for each in definisi.values():
        if isinstance(each.bentuk, RasioRegister):
            for rasio in each.bentuk.rasio:
                if rasio.register == kode:
                    return [_hitungan(rasio)]
    return []


def _hitungan(rasio: Rasio) -> Paragraf:
    names = {kriteria.kode: kriteria.nama for kriteria in rasio.kriteria}

    def listed(codes: tuple[str, ...]) -> str:
        return ", ".join(f"{names.get(code, code)} = Ya" for code in codes)

    penyebut = listed(rasio.penyebut) or "semua baris"
    text = (
        f"{rasio.label_penyebut}: {penyebut}. "
        f"{rasio.label_pembilang}: {listed(rasio.pembilang)}"
        + (", di antara baris tersebut." if rasio.penyebut else ".")
    )
    return Paragraf(polos(text), "kiri", "kecil", lekat=True)


def _daftar(register: Register, rows: Sequence[Row]) -> DaftarPanjang:
    columns = [Kolom("No", 5.5, "tengah")]
    for kolom in register.kolom:
        yes_no = kolom.jenis == "ya_tidak"
        weight = _BOBOT_YA_TIDAK if yes_no else _BOBOT.get(kolom.kode, _BOBOT_KETERANGAN)
        columns.append(Kolom(kolom.judul, weight, "tengah" if yes_no else "kiri"))
    codes = tuple((kolom.kode, kolom.jenis == "ya_tidak") for kolom in register.kolom)
    lines = [
        (format_number(nomor, 0), *(_cell(row.get(kode), yes_no) for kode, yes_no in codes))
        for nomor, row in enumerate(rows, 1)
    ]
    return DaftarPanjang(tuple(columns), lines)


def _cell(value: Value, yes_no: bool) -> str:
    if yes_no:
        return _YA_TIDAK.get(value, "–") if not isinstance(value, str) else value
    return "" if value is None else str(value)
