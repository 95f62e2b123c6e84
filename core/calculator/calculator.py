"""From definition and inputs to the result of a period: the front door of the calculator."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from core.calculator import area_mean, register_ratio, weighted_index
from core.calculator.capaian import (
    cap,
    capaian_sebab,
    compute_capaian,
    format_capaian,
    langkah_capaian,
    peringkat_capaian,
)
from core.calculator.steps import tidak_dapat_dihitung
from core.calculator.tahunan import compute_tahunan
from core.model.definisi import Definisi, Iku, IndeksBerbobot, RasioRegister
from core.model.hasil import Hasil, Isian, Realisasi
from core.model.periode import Periode
from core.model.profil import Target

__all__ = ["compute_hasil", "compute_realisasi", "compute_tahunan", "langkah_capaian"]


def compute_realisasi(definisi: Definisi | None, isian: Isian) -> Realisasi:
    """Compute one indicator in one quarter by the definition valid in its year (None: none is).

    Never raises for what a user can fill in: what is missing or impossible is a `sebab`.
    """
    if definisi is None:
        tahun = isian.periode.tahun
        return Realisasi(
            nilai=None,
            tampil=None,
            predikat=None,
            sebab=tidak_dapat_dihitung(f"tidak ada definisi yang berlaku untuk tahun {tahun}"),
            langkah=(),
            terisi=0,
            jumlah=0,
            kurang=(),
            versi="",
        )
    if isinstance(definisi.bentuk, IndeksBerbobot):
        found = weighted_index.compute(definisi, isian)
    elif isinstance(definisi.bentuk, RasioRegister):
        found = register_ratio.compute(definisi, isian)
    else:
        found = area_mean.compute(definisi, isian)
    if definisi.terverifikasi or found.nilai is None:
        return found
    warning = f"Dihitung menurut definisi yang belum terverifikasi: {definisi.skema}."
    return found._replace(peringatan=(*found.peringatan, warning))


def compute_hasil(
    iku: Iku,
    definisi: Definisi | None,
    periode: Periode,
    realisasi: Realisasi,
    sebelumnya: Realisasi | None,
    target: Target | None,
    batas_capaian: Decimal | None,
) -> Hasil:
    """Set a realisasi against its target and against the period before.

    Capaian and its class rest on the exact realisasi; `batas_capaian` (percent) caps them.
    """
    arah = definisi.arah if definisi else "naik"
    promised = target.nilai if target else None
    uncapped = compute_capaian(promised, realisasi.nilai, arah)
    capped = None if uncapped is None else cap(uncapped, batas_capaian)
    selisih, selisih_sebab = _compare(realisasi, sebelumnya)
    return Hasil(
        iku=iku.id,
        nama=iku.nama,
        satuan=definisi.satuan if definisi else "",
        periode=periode,
        realisasi=realisasi,
        target=promised,
        target_teks=target.teks if target else "",
        capaian=capped,
        capaian_tanpa_batas=uncapped,
        capaian_tampil=_show(capped, uncapped),
        peringkat=None if capped is None else peringkat_capaian(capped),
        selisih=selisih,
        selisih_sebab=selisih_sebab,
        arah=arah,
        capaian_sebab=None if capped is not None else capaian_sebab(promised, realisasi),
    )


def _show(capped: Fraction | None, uncapped: Fraction | None) -> str | None:
    return None if capped is None or uncapped is None else format_capaian(capped, uncapped)


def _compare(
    realisasi: Realisasi, sebelumnya: Realisasi | None
) -> tuple[Fraction | None, str | None]:
    if sebelumnya is None or sebelumnya.nilai is None or realisasi.nilai is None:
        return None, None
    if sebelumnya.versi != realisasi.versi:
        before, now = sebelumnya.versi, realisasi.versi
        return None, f"tidak dibandingkan: periode sebelumnya dihitung menurut {before}, kini {now}"
    return realisasi.nilai - sebelumnya.nilai, None
