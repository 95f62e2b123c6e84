"""The sheet that sets two files side by side, and tells of a merge what was chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.indonesian import format_moment, format_number
from core.model.hasil import BELUM_DIISI, Hasil
from core.model.perbandingan import Beda, Dampak, Jejak, Kunci, Perbandingan
from core.sheets.lembar import (
    Baris,
    Blok,
    Butir,
    DaftarPanjang,
    Kertas,
    Kolom,
    Lembar,
    Paragraf,
    Rincian,
    Sel,
    Subjudul,
    Tabel,
    bermiring,
    polos,
)
from core.sheets.pengesahan import build_kop, penulis
from core.sheets.pengukuran import tampil_capaian, tampil_realisasi

JENIS = "Lembar Perbandingan"
JENIS_GABUNG = "Lembar Penggabungan"
UMUM = "Umum"
"""What stands in the place of the period of a setting or definition."""

DUA_BERKAS = ("Berkas A", "Berkas B")
_KEPUTUSAN = Kolom("Keputusan", 36)


def build_perbandingan(
    *,
    perbandingan: Perbandingan,
    berkas: tuple[str, str],
    saat: str,
    hubungan: str,
    keputusan: Mapping[Kunci, str] | None = None,
    catatan: Sequence[str] = (),
    sisi: tuple[str, str] = DUA_BERKAS,
    kertas: Kertas = "a4",
) -> Lembar:
    """Both files by name, the indicators of the periods concerned, and every difference.

    `saat` is the moment of the comparison (ISO), `hubungan` the sentence that says how the copies
    stand to each other. With `keputusan` (what was chosen, by figure) it is the report of a merge;
    `catatan` are remarks of the caller, one paragraph each. `sisi` names the two sides where they
    are no files but, say, two versions; `berkas` then says what each of them is.
    """
    profil = perbandingan.profil
    jenis = JENIS if keputusan is None else JENIS_GABUNG
    isi: list[Blok] = [_kepala(perbandingan, sisi, berkas, saat, hubungan, catatan)]
    if perbandingan.dampak:
        isi += [Subjudul(polos("Indikator kinerja pada periode yang berbeda"))]
        isi.append(Tabel(_indicator_columns(sisi), tuple(_indicators(perbandingan.dampak))))
    if perbandingan.beda:
        count = format_number(len(perbandingan.beda), 0)
        isi += [Subjudul(polos(f"Isian yang berbeda ({count})"))]
        isi.append(_daftar(perbandingan.beda, keputusan, sisi))
    return Lembar(
        jenis=jenis,
        periode=format_moment(saat),
        judul=(jenis.upper(), penulis(profil).upper()),
        isi=tuple(isi),
        kop=build_kop(profil),
        kertas=kertas,
        orientasi="mendatar",  # two values beside each other need the width
        contoh=profil.contoh,
        penulis=penulis(profil),
        perihal=f"{jenis} {berkas[0]} dan {berkas[1]}",
    )


def _indicator_columns(sisi: tuple[str, str]) -> tuple[Kolom, ...]:
    one, other = (each.upper() for each in sisi)
    return (
        Kolom("PERIODE", 21),
        Kolom("INDIKATOR KINERJA", 103),
        Kolom(f"REALISASI {one}", 23, "tengah"),
        Kolom(f"REALISASI {other}", 23, "tengah"),
        Kolom(f"CAPAIAN (%) {one}", 24, "tengah"),
        Kolom(f"CAPAIAN (%) {other}", 24, "tengah"),
        Kolom("KETERANGAN", 38),
    )


def _difference_columns(sisi: tuple[str, str]) -> tuple[Kolom, ...]:
    return (
        Kolom("No", 8, "tengah"),
        Kolom("Periode", 18),
        Kolom("Tab", 23),
        Kolom("Isian", 60),
        *(Kolom(each, 46) for each in sisi),
        Kolom("Terakhir diubah", 48),
    )


def _kepala(
    perbandingan: Perbandingan,
    sisi: tuple[str, str],
    berkas: tuple[str, str],
    saat: str,
    hubungan: str,
    catatan: Sequence[str],
) -> Rincian:
    butir = [
        Butir(sisi[0], (polos(berkas[0], tebal=True),)),
        Butir(sisi[1], (polos(berkas[1], tebal=True),)),
        Butir("Waktu", (polos(format_moment(saat, long=True)),)),
        Butir("Hubungan", (polos(hubungan),)),
        Butir("Perbedaan", (polos(count_sentence(perbandingan.beda)),)),
    ]
    if not perbandingan.berkas_sama:
        text = "Kedua berkas bukan salinan dari dokumen yang sama."
        butir.append(Butir("Perhatian", (polos(text, tebal=True),)))
    if catatan:
        butir.append(Butir("Catatan", tuple(map(polos, catatan)), bernomor=len(catatan) > 1))
    return Rincian(tuple(butir))


def count_sentence(beda: Sequence[Beda]) -> str:
    """How many figures differ, and in which periods."""
    if not beda:
        return "Tidak ada perbedaan isi antara kedua berkas."
    counts = Counter(name_periode(each) for each in beda)
    places = ", ".join(f"{name} ({format_number(n, 0)})" for name, n in counts.items())
    return f"{format_number(len(beda), 0)} isian berbeda: {places}."


def name_periode(beda: Beda) -> str:
    """The period as a label."""
    return UMUM if beda.periode is None else beda.periode.singkat


def _indicators(dampak: Sequence[Dampak]) -> list[Baris]:
    """Each row names its period: a page may end anywhere."""
    rows = []
    for each in dampak:
        cells: tuple[Sel, ...] = (
            (Paragraf(polos(each.periode.singkat)),),
            (Paragraf(bermiring(each.a.nama)),),
            *_pair(tampil_realisasi(each.a.realisasi), tampil_realisasi(each.b.realisasi)),
            *_pair(tampil_capaian(each.a), tampil_capaian(each.b)),
            tuple(Paragraf(polos(text)) for text in effect_texts(each)),
        )
        rows.append(Baris(cells))
    return rows


def _pair(one: str, other: str) -> tuple[Sel, Sel]:
    """Two printed figures, heavy where they differ."""
    tebal = one != other
    first, second = ((Paragraf(polos(text, tebal=tebal), "tengah"),) for text in (one, other))
    return first, second


def effect_texts(dampak: Dampak) -> tuple[str, ...]:
    """What else changes with the figures, as short remarks; "Tetap" where nothing does."""
    if not dampak.berubah:
        return ("Tetap",)
    texts = ["Berubah"]
    for name, one, other in (
        ("Predikat", dampak.a.realisasi.predikat, dampak.b.realisasi.predikat),
        ("Target", _target(dampak.a), _target(dampak.b)),
    ):
        if one != other:
            texts.append(f"{name}: {one or BELUM_DIISI} menjadi {other or BELUM_DIISI}")
    return tuple(texts)


def _target(hasil: Hasil) -> str | None:
    target: Decimal | None = hasil.target
    return None if target is None else format_number(target, None)


def _daftar(
    beda: Sequence[Beda], keputusan: Mapping[Kunci, str] | None, sisi: tuple[str, str]
) -> DaftarPanjang:
    columns = _difference_columns(sisi)
    rows = []
    for nomor, each in enumerate(beda, 1):
        row = (
            format_number(nomor, 0),
            name_periode(each),
            each.tab,
            each.nama,
            each.a,
            each.b,
            _steps(each, short_names(sisi)),
        )
        rows.append(row if keputusan is None else (*row, keputusan.get(each.kunci, "–")))
    return DaftarPanjang(columns if keputusan is None else (*columns, _KEPUTUSAN), rows)


def short_names(sisi: tuple[str, str]) -> tuple[str, str]:
    """The sides where there is little room: A and B, or the names of the versions."""
    return ("A", "B") if sisi == DUA_BERKAS else sisi


def _steps(beda: Beda, names: tuple[str, str]) -> str:
    """Who changed it last on either side, a line each; one where it was the same step."""
    if beda.jejak_a == beda.jejak_b:
        both = " dan ".join(names)
        return "–" if beda.jejak_a is None else f"{both}: {step_text(beda.jejak_a)}"
    sides = zip(names, (beda.jejak_a, beda.jejak_b), strict=True)
    return "\n".join(f"{side}: {step_text(step)}" for side, step in sides if step is not None)


def step_text(jejak: Jejak) -> str:
    """When and by whom."""
    return f"{format_moment(jejak.waktu)}, {jejak.oleh or 'tanpa nama'}"
