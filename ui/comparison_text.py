"""A comparison as the command line prints it: JSON for programs, text for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from core.indonesian import canonical, exact_text
from core.model.hasil import Hasil
from core.model.journal import Hubungan
from core.model.perbandingan import Beda, Dampak, Jejak, Perbandingan
from core.model.register import Row, Value
from core.sheets.pengukuran import tampil_capaian, tampil_realisasi
from core.sheets.perbandingan import count_sentence, effect_texts, name_periode, step_text

_INDIKATOR = (
    "PERIODE",
    "INDIKATOR",
    "REALISASI A",
    "REALISASI B",
    "CAPAIAN A (%)",
    "CAPAIAN B (%)",
    "KETERANGAN",
)


def as_json(perbandingan: Perbandingan, hubungan: Hubungan | None = None) -> str:
    """One JSON object; `hubungan` None where the two cannot be joined.

    Stored values stand as they are in the file, rows as objects; figures of indicators are exact
    decimals or fractions.
    """
    found = {
        "berkas_sama": perbandingan.berkas_sama,
        "hubungan": hubungan and {"hanya_di_a": hubungan.di_sini, "hanya_di_b": hubungan.di_sana},
        "jumlah": len(perbandingan.beda),
        "beda": [_difference(each) for each in perbandingan.beda],
        "indikator": [_effect(each) for each in perbandingan.dampak],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _difference(beda: Beda) -> dict[str, object]:
    return {
        "tahun": None if beda.periode is None else beda.periode.tahun,
        "periode": None if beda.periode is None else beda.periode.kode,
        "tab": beda.tab,
        "nama": beda.nama,
        "kunci": beda.kunci._asdict(),
        "a": _stored(beda.nilai_a),
        "b": _stored(beda.nilai_b),
        "a_tampil": beda.a,
        "b_tampil": beda.b,
        "a_diubah": _step(beda.jejak_a),
        "b_diubah": _step(beda.jejak_b),
    }


def _stored(value: Value | Row) -> object:
    return value if value is None or isinstance(value, str | int) else dict(value)


def _step(jejak: Jejak | None) -> dict[str, str] | None:
    return None if jejak is None else jejak._asdict()


def _effect(dampak: Dampak) -> dict[str, object]:
    return {
        "tahun": dampak.periode.tahun,
        "periode": dampak.periode.kode,
        "kode": dampak.a.iku,
        "nama": dampak.a.nama,
        "berubah": dampak.berubah,
        "a": _figures(dampak.a),
        "b": _figures(dampak.b),
    }


def _figures(hasil: Hasil) -> dict[str, object]:
    realisasi = hasil.realisasi
    return {
        "target": None if hasil.target is None else canonical(hasil.target),
        "realisasi": None if realisasi.nilai is None else exact_text(realisasi.nilai),
        "tampil": None if realisasi.nilai is None else realisasi.tampil,
        "predikat": realisasi.predikat,
        "capaian": None if hasil.capaian is None else exact_text(hasil.capaian),
        "capaian_tampil": hasil.capaian_tampil,
    }


def as_text(perbandingan: Perbandingan, berkas: tuple[str, str], hubungan: str = "") -> str:
    """What differs by period and tab, then the indicators as a table, for a terminal.

    `hubungan` is the sentence that says how the files stand to each other.
    """
    head = (f"A: {berkas[0]}", f"B: {berkas[1]}", hubungan, count_sentence(perbandingan.beda))
    parts = ["\n".join(filter(None, head))]
    if not perbandingan.berkas_sama and not hubungan:
        parts[0] += "\nKedua berkas bukan salinan dari dokumen yang sama."
    for place, group in groupby(perbandingan.beda, lambda each: (name_periode(each), each.tab)):
        parts.append("\n".join((", ".join(place), *map(_difference_text, group))))
    if perbandingan.dampak:
        parts.append(_columns([_INDIKATOR, *map(_effect_line, perbandingan.dampak)]))
    return "\n\n".join(parts)


def _difference_text(beda: Beda) -> str:
    lines = [f"  {beda.nama}"]
    for side, value, step in (("A", beda.a, beda.jejak_a), ("B", beda.b, beda.jejak_b)):
        lines.append(f"    {side}: {value}" + ("" if step is None else f"  ({step_text(step)})"))
    return "\n".join(lines)


def _effect_line(dampak: Dampak) -> tuple[str, ...]:
    a, b = dampak.a, dampak.b
    return (
        dampak.periode.singkat,
        a.nama,
        tampil_realisasi(a.realisasi),
        tampil_realisasi(b.realisasi),
        tampil_capaian(a),
        tampil_capaian(b),
        "; ".join(effect_texts(dampak)),
    )


def _columns(lines: Sequence[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
