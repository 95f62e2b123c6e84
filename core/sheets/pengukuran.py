"""The sheet Pengukuran Kinerja: target, realisasi and capaian of a period, to be signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.fields import STATUS_RESMI
from core.indonesian import format_number
from core.model.definisi import Iku
from core.model.hasil import BELUM_DIISI, TIDAK_DAPAT_DIHITUNG, Hasil, Realisasi
from core.model.periode import Periode
from core.model.profil import Penandatangan, Profil, Target
from core.sheets.lembar import (
    Baris,
    Blok,
    Kertas,
    Kolom,
    Lembar,
    Paragraf,
    PilihanOrientasi,
    Rata,
    Segel,
    Sel,
    Tabel,
    bermiring,
    polos,
)
from core.sheets.pengesahan import build_kop, build_tanda_tangan, penulis

JENIS = "Pengukuran Kinerja"

_AWAL = (
    Kolom("NO", 4.5, "tengah"),
    Kolom("SASARAN STRATEGIS", 27),
    Kolom("INDIKATOR KINERJA", 24),
    Kolom("SATUAN", 9, "tengah"),
    Kolom("TARGET TAHUNAN", 14, "tengah"),
)
_TARGET = Kolom("TARGET", 14, "tengah")
_AKHIR = (
    Kolom("REALISASI", 12, "tengah"),
    Kolom("CAPAIAN (%)", 11, "tengah"),
    Kolom("KETERANGAN", 31),
)
_KECIL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def build_pengukuran(
    *,
    profil: Profil,
    periode: Periode,
    iku: Sequence[Iku],
    hasil: Sequence[Hasil],
    target_tahunan: Mapping[str, Target],
    keterangan: Mapping[str, str],
    penandatangan: Penandatangan | None,
    tanggal: str | None,
    kertas: Kertas = "a4",
    orientasi: PilihanOrientasi = "auto",
    segel: Segel | None = None,
) -> Lembar:
    """Every IKU against its target; for the year the two target columns are one.

    `hasil` is in any order, one for each IKU; `target_tahunan` and `keterangan` (the user's own
    remark) by code of the IKU. A missing figure prints "belum diisi", one that its inputs do not
    allow "tidak dapat dihitung", never 0; either leaves it incomplete. Without `segel` the
    sheet is a KONSEP.
    """
    by_iku = {each.iku: each for each in hasil}
    rows, notes = _rows_and_notes(periode, iku, by_iku, target_tahunan, keterangan)
    return Lembar(
        jenis=JENIS,
        periode=periode.judul,
        judul=(JENIS.upper(), penulis(profil).upper(), periode.judul.upper()),
        isi=(_tabel(periode, rows), *notes),
        kop=build_kop(profil),
        tanda_tangan=build_tanda_tangan(profil, penandatangan, tanggal),
        kertas=kertas,
        orientasi="mendatar" if orientasi == "auto" else orientasi,
        konsep=segel is None,
        lengkap=penandatangan is not None
        and not any(_is_incomplete(periode, by_iku.get(each.id), target_tahunan) for each in iku),
        contoh=profil.contoh,
        penulis=penulis(profil),
        perihal=f"{JENIS} {penulis(profil)} {periode.judul}",
        segel=segel,
    )


def _rows_and_notes(
    periode: Periode,
    iku: Sequence[Iku],
    by_iku: Mapping[str, Hasil],
    target_tahunan: Mapping[str, Target],
    keterangan: Mapping[str, str],
) -> tuple[list[Baris], list[Blok]]:
    """The rows, and the notes that their markers point to."""
    rows: list[Baris] = []
    notes: list[Blok] = []
    previous = None
    for each in iku:
        own = by_iku.get(each.id)
        marker = ""
        if remarks := _catatan(own):
            marker = str(len(notes) + 1)
            teks = bermiring(f"{each.nama}:", tebal=True) + polos(" " + " ".join(remarks))
            notes.append(Paragraf(teks, "penuh", "kecil", f"{marker})"))
        figures = _figures(periode, own, target_tahunan.get(each.id), marker)
        note = _keterangan(own, keterangan.get(each.id, ""))
        same = previous == each.sasaran.id
        rows.append(Baris((*_head(each, same), *figures, note), gabung=2 if same else 0))
        previous = each.sasaran.id
    if notes:
        notes.insert(0, Paragraf(polos("Catatan:", tebal=True), "kiri", "kecil", lekat=True))
    return rows, notes


def _tabel(periode: Periode, rows: Sequence[Baris]) -> Tabel:
    """For the year the target of the period is the target of the year: one column."""
    columns = (*_AWAL, *_AKHIR) if periode.is_tahunan else (*_AWAL, _TARGET, *_AKHIR)
    numbers = tuple(f"({nomor})" for nomor in range(1, len(columns) + 1))
    return Tabel(columns, tuple(rows), numbers)


def _head(iku: Iku, same: bool) -> tuple[Sel, ...]:
    """Number, sasaran and name; number and sasaran stand once for several indicators."""
    nama = (Paragraf(bermiring(iku.nama)),)
    if same:
        return (), (), nama
    return _sel(iku.sasaran.nomor, "tengah"), (Paragraf(bermiring(iku.sasaran.teks)),), nama


def _is_incomplete(
    periode: Periode, hasil: Hasil | None, target_tahunan: Mapping[str, Target]
) -> bool:
    """Whether a figure of this indicator is missing on the sheet."""
    if hasil is None or hasil.realisasi.nilai is None or hasil.capaian is None:
        return True
    return hasil.target is None or (not periode.is_tahunan and hasil.iku not in target_tahunan)


def _figures(
    periode: Periode, hasil: Hasil | None, tahunan: Target | None, marker: str
) -> tuple[Sel, ...]:
    if hasil is None:
        return (_sel("–", "tengah"),) + (_sel(BELUM_DIISI, "tengah"),) * (
            3 if periode.is_tahunan else 4
        )
    own = _target(hasil.target, hasil.target_teks)
    targets: tuple[str, ...] = (own,)
    if not periode.is_tahunan:
        targets = (_target(tahunan.nilai, tahunan.teks) if tahunan else BELUM_DIISI, own)
    realisasi = tampil_realisasi(hasil.realisasi)
    if marker:
        realisasi += f" {marker.translate(_KECIL)}⁾"
    texts = (hasil.satuan, *targets, realisasi, tampil_capaian(hasil))
    return tuple(_sel(text, "tengah") for text in texts)


def _target(nilai: Decimal | None, teks: str) -> str:
    if teks.strip():
        return teks.strip()
    return BELUM_DIISI if nilai is None else format_number(nilai, None)


def tampil_realisasi(realisasi: Realisasi) -> str:
    """The figure as printed, or one of the two expressions that stand for a missing one."""
    if realisasi.nilai is not None and realisasi.tampil is not None:
        return realisasi.tampil
    if (realisasi.sebab or "").startswith(TIDAK_DAPAT_DIHITUNG):
        return TIDAK_DAPAT_DIHITUNG
    return BELUM_DIISI


def tampil_capaian(hasil: Hasil) -> str:
    """Capaian as printed (the calculator shows both figures where it is capped)."""
    if hasil.capaian is None or hasil.capaian_tampil is None:
        missing = hasil.realisasi.nilai is None
        return tampil_realisasi(hasil.realisasi) if missing else TIDAK_DAPAT_DIHITUNG
    return hasil.capaian_tampil


def _keterangan(hasil: Hasil | None, own: str) -> Sel:
    lines = []
    if hasil is not None:
        realisasi = hasil.realisasi
        if realisasi.predikat:
            lines.append(f"Predikat: {realisasi.predikat}")
        if hasil.peringkat:
            lines.append(f"Peringkat capaian: {hasil.peringkat}")
        if realisasi.status:
            official = realisasi.status.lower() in STATUS_RESMI
            name = "Status realisasi" if official else "Status"
            lines.append(f"{name}: {realisasi.status}")
        if realisasi.sebab not in (None, "", BELUM_DIISI, TIDAK_DAPAT_DIHITUNG):
            lines.append(kalimat(realisasi.sebab or "").rstrip("."))
        elif realisasi.nilai is None and realisasi.jumlah:
            lines.append(f"Terisi {realisasi.terisi} dari {realisasi.jumlah} isian")
    lines += [line.strip() for line in own.splitlines() if line.strip()]
    return tuple(Paragraf(polos(line)) for line in lines)


def _catatan(hasil: Hasil | None) -> list[str]:
    """What must be read with the figure, each as a sentence of its own."""
    if hasil is None:
        return []
    realisasi = hasil.realisasi
    texts = [*realisasi.catatan, *realisasi.peringatan, hasil.selisih_sebab or ""]
    sentences = [text.strip() for text in dict.fromkeys(texts) if text.strip()]
    return [kalimat(text) for text in sentences]


def kalimat(text: str) -> str:
    """With a capital first and a full stop last."""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?" else text + "."


def _sel(text: str, rata: Rata) -> Sel:
    return (Paragraf(polos(text), rata),)
