"""How far a period is on its way from draft to signed paper, in a word and a sentence."""

from __future__ import annotations

from typing import NamedTuple

from core.document import Document
from core.indonesian import format_date
from core.model.pengesahan import Pengesahan
from core.model.periode import Periode


class PeriodState(NamedTuple):
    """`kata` is for a chip of the kind `jenis` ("" where the period holds nothing); `kalimat`
    says it in full. `is_final`: there is a signed version in force."""

    kata: str
    jenis: str
    kalimat: str
    is_final: bool


def state_of(doc: Document, periode: Periode) -> PeriodState:
    """The state of a quarter or year."""
    signed = doc.pengesahan(periode)
    if signed is not None:
        return _signed(doc, signed)
    opened = doc.perubahan(periode)
    pengunci = doc.pengunci(periode)
    if pengunci is not None:
        return PeriodState("disahkan dalam tahun", "baik", locked_sentence(pengunci, periode), True)
    if opened is not None:
        sentence = (
            f"{periode.singkat} dibuka kembali untuk versi {opened.versi} berdasarkan dokumen "
            f"nomor {opened.nomor} tanggal {format_date(opened.tanggal)}."
        )
        return PeriodState("perubahan dibuka", "sedang", sentence, False)
    if not _holds_anything(doc, periode):
        return PeriodState("", "netral", f"{periode.singkat} masih kosong.", False)
    return PeriodState("konsep", "netral", f"{periode.singkat} belum disahkan.", False)


def _signed(doc: Document, signed: Pengesahan) -> PeriodState:
    version = f" (versi {signed.versi})" if signed.versi > 1 else ""
    sentence = locked_sentence(signed, signed.periode)
    if doc.pindaian(signed.id):
        sentence = f"{sentence} Pindaian lembar yang ditandatangani sudah dilampirkan."
        return PeriodState(f"ditandatangani{version}", "baik", sentence, True)
    return PeriodState(f"disahkan{version}", "baik", sentence, True)


def locked_sentence(signed: Pengesahan, periode: Periode) -> str:
    """Why the figures of a period cannot be changed, as the strip over its inputs says it."""
    when = f"pada {format_date(signed.waktu[:10])} (versi {signed.versi})"
    if signed.periode != periode:
        return (
            f"{periode.singkat} ikut terkunci karena {signed.periode.singkat} telah disahkan "
            f"{when}. Angkanya tidak dapat diubah."
        )
    return f"{periode.singkat} telah disahkan {when}. Angkanya tidak dapat diubah."


def _holds_anything(doc: Document, periode: Periode) -> bool:
    filled = doc.periode_berisi()
    if periode.is_tahunan:
        return any(each.tahun == periode.tahun for each in filled)
    return periode in filled


def version_title(doc: Document, signed: Pengesahan) -> str:
    """A version in a list: Versi 2 (berlaku), Versi 1 (diganti 5 Agustus 2026)."""
    if doc.pengesahan(signed.periode) == signed:
        return f"Versi {signed.versi} (berlaku)"
    later = [each for each in doc.semua_pengesahan(signed.periode) if each.versi > signed.versi]
    if later:
        return f"Versi {signed.versi} (diganti {format_date(later[0].waktu[:10])})"
    return f"Versi {signed.versi} (sedang diperbaiki)"
