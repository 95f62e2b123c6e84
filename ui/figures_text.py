"""A period's figures as the command line prints them: JSON for programs, a table for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction

from core.document import Document
from core.indonesian import canonical, exact_text, format_number
from core.model.hasil import Hasil, Langkah
from core.model.periode import TAHUNAN, Periode


def periods_asked_for(doc: Document, tahun: int | None, kode: str | None) -> list[Periode]:
    """Exactly the period named by year and code; else all quarters (years) that hold inputs."""
    filled = doc.periode_berisi()
    if kode == "tahunan":
        years = {each.tahun for each in filled} if tahun is None else {tahun}
        return [Periode(year, TAHUNAN) for year in sorted(years)]
    if kode is not None and tahun is not None:
        return [each for each in Periode(tahun, TAHUNAN).triwulan_setahun if each.kode == kode]
    return [
        each
        for each in filled
        if (tahun is None or each.tahun == tahun) and (kode is None or each.kode == kode)
    ]


def as_json(doc: Document, periods: Sequence[Periode]) -> str:
    """A JSON list with one object for each period; figures are exact decimals or fractions."""
    found = [
        {
            "tahun": periode.tahun,
            "periode": periode.kode,
            "indikator": [_indicator(hasil) for hasil in doc.hasil(periode)],
        }
        for periode in periods
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)


def _indicator(hasil: Hasil) -> dict[str, object]:
    realisasi = hasil.realisasi
    found: dict[str, object] = {
        "kode": hasil.iku,
        "nama": hasil.nama,
        "satuan": hasil.satuan,
        "target": None if hasil.target is None else canonical(hasil.target),
        "target_teks": hasil.target_teks or None,
        "realisasi": _exact(realisasi.nilai),
        "tampil": None if realisasi.nilai is None else realisasi.tampil,
        "predikat": realisasi.predikat,
        "capaian": _exact(hasil.capaian),
        "capaian_tampil": hasil.capaian_tampil,
        "capaian_sebab": hasil.capaian_sebab,
        "peringkat": hasil.peringkat,
        "sebab": realisasi.sebab,
        "catatan": [*realisasi.catatan, *realisasi.peringatan],
        "langkah": [_step(langkah) for langkah in realisasi.langkah],
        "terisi": realisasi.terisi,
        "jumlah": realisasi.jumlah,
    }
    if hasil.iku == "keamanan" or realisasi.status is not None:
        found["status"] = realisasi.status
    return found


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _step(langkah: Langkah) -> dict[str, object]:
    return {
        "judul": langkah.judul,
        "rumus": langkah.rumus,
        "substitusi": langkah.substitusi,
        "hasil": langkah.hasil,
        "masukan": list(langkah.masukan),
    }


def as_table(doc: Document, periods: Sequence[Periode]) -> str:
    """One short table for each period, to be read on a terminal."""
    if not periods:
        return "Belum ada triwulan yang berisi."
    return "\n\n".join(_table(doc, periode) for periode in periods)


def _table(doc: Document, periode: Periode) -> str:
    lines = [("INDIKATOR", "TARGET", "REALISASI", "CAPAIAN (%)", "KETERANGAN")]
    for hasil in doc.hasil(periode):
        realisasi = hasil.realisasi
        remarks = (realisasi.predikat, hasil.peringkat, realisasi.status, realisasi.sebab)
        lines.append(
            (
                hasil.nama,
                "–" if hasil.target is None else format_number(hasil.target, None),
                "–" if realisasi.nilai is None else realisasi.tampil or "–",
                hasil.capaian_tampil or "–",
                "; ".join(remark for remark in remarks if remark),
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    rows = [
        "  ".join(
            (
                line[0].ljust(widths[0]),
                *(line[column].rjust(widths[column]) for column in (1, 2, 3)),
                line[4],
            )
        ).rstrip()
        for line in lines
    ]
    return "\n".join((periode.judul, *rows))
