"""The sheet Indikator Kinerja Utama, as the agency issued it in April 2023."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.indonesian import format_date
from core.model.definisi import Definisi, Iku
from core.model.hasil import BELUM_DIISI
from core.model.profil import Penandatangan, Profil, TugasFungsi
from core.sheets.lembar import (
    Baris,
    Blok,
    Butir,
    Kertas,
    Kolom,
    Lembar,
    Paragraf,
    PilihanOrientasi,
    Rincian,
    Segel,
    Sel,
    Subjudul,
    SubTabel,
    Tabel,
    bermiring,
    polos,
)
from core.sheets.pengesahan import build_kop, build_tanda_tangan, penulis

JENIS = "Indikator Kinerja Utama"

_KOLOM = (
    Kolom("NO.", 6, "tengah"),
    Kolom("SASARAN STRATEGIS", 23),
    Kolom("INDIKATOR KINERJA UTAMA", 22),
    Kolom("PENJELASAN / FORMULASI PERHITUNGAN", 47),
    Kolom("SUMBER DATA", 21),
)
_KOLOM_PITA = (
    Kolom("No", 10, "tengah"),
    Kolom("Nilai Indeks", 32, "tengah"),
    Kolom("Predikat", 34),
)


def build_iku(
    *,
    profil: Profil,
    tahun: int,
    tugas_fungsi: Sequence[TugasFungsi],
    iku: Sequence[Iku],
    definisi: Mapping[str, Definisi],
    penandatangan: Penandatangan | None,
    tanggal: str | None,
    kertas: Kertas = "a4",
    orientasi: PilihanOrientasi = "auto",
    segel: Segel | None = None,
) -> Lembar:
    """The agency's IKU with the definitions that count in the year, `definisi` by code of the IKU.

    An IKU without a definition prints "belum diisi" and leaves the sheet incomplete, as does a
    missing signatory or a definition that is not verified. Without `segel` it is a KONSEP.
    """
    known = [definisi.get(each.id) for each in iku]
    incomplete = penandatangan is None or any(d is None or not d.terverifikasi for d in known)
    isi: list[Blok] = [
        Subjudul(bermiring(f"Tugas dan Fungsi {profil.nama_instansi}")),
        _rincian(tugas_fungsi),
        _tabel(iku, definisi),
        *_keterangan(iku, definisi),
    ]
    return Lembar(
        jenis=JENIS,
        periode=format_date(tanggal) if tanggal else f"Tahun {tahun}",
        judul=(profil.judul_lembar_iku,),
        rata_judul="kiri",
        isi=tuple(isi),
        kop=build_kop(profil),
        tanda_tangan=build_tanda_tangan(profil, penandatangan, tanggal),
        kertas=kertas,
        orientasi="tegak" if orientasi == "auto" else orientasi,
        konsep=segel is None,
        lengkap=not incomplete,
        contoh=profil.contoh,
        penulis=penulis(profil),
        perihal=f"{JENIS} {penulis(profil)}",
        segel=segel,
    )


def _rincian(tugas_fungsi: Sequence[TugasFungsi]) -> Rincian:
    butir = []
    for jenis, judul in (("tugas", "Tugas"), ("fungsi", "Fungsi")):
        teks = tuple(bermiring(each.teks) for each in tugas_fungsi if each.jenis == jenis)
        isi = teks or (polos(BELUM_DIISI),)
        butir.append(Butir(judul, isi, bernomor=jenis == "fungsi" or len(isi) > 1))
    return Rincian(tuple(butir), rata="penuh")


def _tabel(iku: Sequence[Iku], definisi: Mapping[str, Definisi]) -> Tabel:
    baris = []
    previous = None
    for each in iku:
        same = previous == each.sasaran.id
        own = definisi.get(each.id)
        baris.append(
            Baris(
                (
                    () if same else (Paragraf(polos(each.sasaran.nomor), "tengah"),),
                    () if same else (Paragraf(bermiring(each.sasaran.teks)),),
                    (Paragraf(bermiring(each.nama)),),
                    _penjelasan(own),
                    _lines(own.sumber if own else BELUM_DIISI),
                ),
                gabung=2 if same else 0,
            )
        )
        previous = each.sasaran.id
    return Tabel(_KOLOM, tuple(baris), tuple("12345"))


def _penjelasan(definisi: Definisi | None) -> Sel:
    if definisi is None:
        return _lines(BELUM_DIISI)
    cell = _lines(definisi.penjelasan)
    if definisi.pita:
        rows = tuple(
            (str(nomor), pita.teks, f"{pita.predikat} {pita.tanda}".strip())
            for nomor, pita in enumerate(definisi.pita, 1)
        )
        cell += (SubTabel(_KOLOM_PITA, rows),)
    return cell + (_lines(definisi.catatan_pita) if definisi.catatan_pita.strip() else ())


def _lines(teks: str) -> Sel:
    lines = [line.strip() for line in teks.splitlines() if line.strip()]
    return tuple(Paragraf(bermiring(line)) for line in lines)


def _keterangan(iku: Sequence[Iku], definisi: Mapping[str, Definisi]) -> list[Blok]:
    """The criteria behind the formulas, in small type under the table."""
    blocks: list[Blok] = []
    for each in iku:
        own = definisi.get(each.id)
        texts = [line.strip() for line in own.kriteria.splitlines()] if own else []
        if own and not own.terverifikasi:
            texts.append(f"Definisi {own.skema} belum terverifikasi.")
        texts = [text for text in texts if text]
        if texts:
            label = f"{len(blocks) + 1}."
            teks = bermiring(f"{each.nama}:", tebal=True) + bermiring(" " + " ".join(texts))
            blocks.append(Paragraf(teks, "penuh", "kecil", label))
    if not blocks:
        return []
    return [Paragraf(polos("Keterangan:", tebal=True), "kiri", "kecil", lekat=True), *blocks]
