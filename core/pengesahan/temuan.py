"""The review before Sahkan: what in a period deserves a look, and what stands in the way.

The findings on figures, and on dates and signatories, come from the modules beside this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from core.document import Document
from core.errors import InputError
from core.fields import check_text
from core.indonesian import format_number
from core.model.definisi import Iku, RasioRegister
from core.model.periode import Periode
from core.model.register import REGISTER
from core.model.temuan import TEMPAT, Temuan
from core.pengesahan.dasar import quarters_behind
from core.pengesahan.temuan_angka import definition_findings, figure_findings, target_findings
from core.pengesahan.temuan_kewajaran import oddity_findings
from core.pengesahan.temuan_tanda_tangan import iku_sheet_findings, signing_findings

__all__ = ["TEMPAT", "Temuan", "periksa", "read_alasan", "refusal", "waived"]

ALASAN_MIN = 10
ALASAN_MAKS = 1000
_SIGNS_SHOWN = 20


def periksa(doc: Document, periode: Periode, today: str) -> tuple[Temuan, ...]:
    """All findings on a quarter or year, errors first, then in the order of the tabs.

    `today` is YYYY-MM-DD. A year is judged by the quarters that it rests on. It draws nothing, but
    reads every row of the registers.
    """
    signing = tuple(signing_findings(doc, periode, today))
    found = [
        *definition_findings(doc, periode),
        *figure_findings(doc, periode),
        *target_findings(doc, periode),
        *oddity_findings(doc, periode),
        *_evidence_findings(doc, periode),
        *_year_findings(doc, periode),
        *signing,
        *iku_sheet_findings(doc, periode, said=signing),
        *_glyph_findings(doc, periode),
        *_sample_findings(doc, periode),
    ]
    tabs = {iku.id: number for number, iku in enumerate(doc.iku)}
    last = len(tabs)
    ordered = sorted(found, key=lambda t: (not t.galat, tabs.get(t.iku or "", last)))
    return tuple(dict.fromkeys(ordered))


def _evidence_findings(doc: Document, periode: Periode) -> Iterator[Temuan]:
    """Indicators with figures that nothing supports; a year rests on the evidence of its quarters.

    Evidence for the quarter as a whole supports no figure in particular. What is signed takes none
    any more; the year itself does.
    """
    quarters = periode.triwulan_setahun if periode.is_tahunan else (periode,)
    for iku in doc.iku:
        if not doc.realisasi(iku.id, periode).ada_isian:
            continue
        periods = dict.fromkeys((periode, *quarters))
        if not any(_is_supported(doc, iku, each) for each in periods):
            kalimat = (
                f"Belum ada bukti dukung untuk {iku.singkat} {periode.singkat}; "
                "lampirkan paling sedikit satu."
            )
            behind = quarters_behind(doc, iku.id, periode)
            where = behind[-1] if behind and doc.pengunci(behind[-1]) is None else periode
            yield Temuan("bukti-kosong", False, kalimat, iku.id, "bukti", where)


def _is_supported(doc: Document, iku: Iku, periode: Periode) -> bool:
    """Whether a piece of evidence belongs to the figure, to an input or to a row that is there."""
    definisi = doc.definisi(iku.id, periode)
    bentuk = definisi.bentuk if definisi else None
    registers = [r.register for r in bentuk.rasio] if isinstance(bentuk, RasioRegister) else []
    for each in doc.bukti(periode):
        kode, _, row = each.untuk.partition(":")
        if row and kode in registers and row in doc.register(kode, periode):
            return True
        if not row and each.untuk.partition(".")[0] == iku.id:
            return True
    return False


def _year_findings(doc: Document, periode: Periode) -> Iterator[Temuan]:
    if not periode.is_tahunan:
        return
    filled = [each for each in doc.periode_berisi() if each.tahun == periode.tahun]
    open_ones = [each for each in filled if doc.pengesahan(each) is None]
    if open_ones:
        names = ", ".join(each.singkat for each in open_ones)
        kalimat = f"Berisi tetapi belum disahkan: {names}; sahkan triwulannya sebelum tahunnya."
        yield Temuan("triwulan-belum-sah", False, kalimat, None, None, open_ones[0])


def _sample_findings(doc: Document, periode: Periode) -> Iterator[Temuan]:
    if doc.profil.contoh:
        kalimat = "Ini berkas contoh; lembarnya bertanda CONTOH dan bukan dokumen resmi."
        yield Temuan("berkas-contoh", False, kalimat, None, "profil", periode)


# Characters


def _glyph_findings(doc: Document, periode: Periode) -> Iterator[Temuan]:
    """Characters of the three sheets that no font has, each named once."""
    from core.pdf import missing_glyphs
    from core.printing import LEMBAR, build_sheet

    titles: dict[str, list[str]] = {}
    for kode, title in LEMBAR.items():
        for sign in missing_glyphs(build_sheet(doc, kode, periode)):
            titles.setdefault(sign, []).append(title)
    if not titles:
        return
    more = len(titles) - _SIGNS_SHOWN
    signs = " ".join(list(titles)[:_SIGNS_SHOWN])
    signs += f" dan {format_number(more, 0)} lainnya" if more > 0 else ""
    sheets = ", ".join(dict.fromkeys(title for each in titles.values() for title in each))
    iku, kunci, where = _place_of(doc, periode, next(iter(titles)))
    kalimat = f"Tidak ada dalam huruf cetak: {signs} ({sheets}); tulis dengan karakter lain."
    yield Temuan("huruf-tidak-tercetak", False, kalimat, iku, kunci, where)


def _place_of(doc: Document, periode: Periode, sign: str) -> tuple[str | None, str | None, Periode]:
    """Where the character is written: an input, a register, or somewhere in the profile."""
    for iku in doc.iku:
        for quarter in quarters_behind(doc, iku.id, periode):
            for kunci in doc.fields(iku.id, quarter):
                if sign in (doc.nilai(quarter, kunci) or ""):
                    return iku.id, kunci, quarter
            definisi = doc.definisi(iku.id, quarter)
            bentuk = definisi.bentuk if definisi else None
            for rasio in bentuk.rasio if isinstance(bentuk, RasioRegister) else ():
                if rasio.register in REGISTER and any(
                    sign in str(value)
                    for row in doc.register(rasio.register, quarter).values()
                    for value in row.values()
                ):
                    return iku.id, f"register:{rasio.register}", quarter
    return None, "profil", periode


# What stands in the way


def read_alasan(text: str) -> str:
    """A reason as it is kept; InputError unless it is a sentence of at least ALASAN_MIN signs."""
    alasan = " ".join(check_text(text, "Alasan", "alasan", ALASAN_MAKS).split())
    words = re.findall(r"[^\W\d_]{2,}", alasan)
    if len(alasan) < ALASAN_MIN or len(words) < 2:
        raise InputError(
            "Alasan mengabaikan peringatan harus berupa kalimat, paling sedikit "
            f"{ALASAN_MIN} karakter.",
            "alasan",
        )
    return alasan


def refusal(temuan: Sequence[Temuan], abaikan: Mapping[str, str]) -> list[Temuan]:
    """What still stands in the way: every error, and each warning without a good reason.

    `abaikan` holds the reason for each waived warning by its sentence, so that a waiver falls
    when what it was given for has changed.
    """
    return [each for each in temuan if each.galat or _alasan(each, abaikan) is None]


def waived(temuan: Sequence[Temuan], abaikan: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each waived warning with its reason, as it is kept for ever; reasons for nothing are left."""
    pairs = [(each, _alasan(each, abaikan)) for each in temuan if not each.galat]
    return tuple((each.kalimat, alasan) for each, alasan in pairs if alasan is not None)


def _alasan(temuan: Temuan, abaikan: Mapping[str, str]) -> str | None:
    try:
        return read_alasan(abaikan.get(temuan.kalimat, ""))
    except InputError:
        return None
