"""What is to be said beside a sheet before it is signed; the findings are those of Sahkan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Document
from core.model.periode import Periode
from core.model.profil import Penandatangan
from core.model.temuan import Temuan
from core.pengesahan.temuan_angka import definition_findings, figure_findings, target_findings
from core.pengesahan.temuan_tanda_tangan import iku_sheet_findings, signing_findings
from core.sheets.pengesahan import penandatangan_pada


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs the sheet on which date (YYYY-MM-DD or YYYY-MM; None: not dated)."""

    tanggal: str | None
    penandatangan: Penandatangan | None


def signing_of(doc: Document, lembar: str, periode: Periode) -> Signing:
    """The date of the sheet and the signatory in office then; without a date, by the period.

    Of a signed period they are as they were when it was signed.
    """
    signed = doc.pengesahan(periode)
    tanggal_iku, known = doc.profil.tanggal_lembar_iku, doc.penandatangan
    if signed is not None:
        tabel = doc.beku(signed).tabel
        frozen = tabel["profil"]["profil"]["tanggal_lembar_iku"]
        tanggal_iku = None if frozen is None else str(frozen)
        rows = tabel["penandatangan"].values()
        known = tuple(Penandatangan(**row) for row in rows)  # type: ignore[arg-type]
    tanggal = tanggal_iku if lembar == "iku" else doc.tanggal_lembar(periode)
    return Signing(tanggal, penandatangan_pada(known, tanggal or periode.bulan_terakhir))


def draft_reasons(doc: Document, lembar: str, periode: Periode) -> list[str]:
    """Why the sheet cannot be signed as it is; empty if it can, or is already."""
    errors = [each for each in _findings(doc, lembar, periode) if each.galat]
    return [*_without_targets(errors), *_targets(doc, errors)]


def signing_notes(doc: Document, lembar: str, periode: Periode) -> list[str]:
    """What Sahkan will warn of: date, signatory, and figures that cannot be computed."""
    return [each.kalimat for each in _findings(doc, lembar, periode) if not each.galat]


def _findings(doc: Document, lembar: str, periode: Periode) -> Iterator[Temuan]:
    """The findings that concern what stands on one sheet."""
    if doc.pengesahan(periode) is not None:
        return
    yield from definition_findings(doc, periode)
    if lembar == "iku":
        yield from iku_sheet_findings(doc, periode)
        return
    yield from figure_findings(doc, periode)
    whole = lembar == "pengukuran"
    yield from (each for each in target_findings(doc, periode) if whole or each.periode == periode)
    if whole:
        yield from signing_findings(doc, periode, doc.environment.clock()[:10])


def _without_targets(errors: list[Temuan]) -> list[str]:
    return [each.kalimat for each in errors if each.kunci != "target"]


def _targets(doc: Document, errors: list[Temuan]) -> list[str]:
    """One line for each period whose targets are missing."""
    missing: dict[Periode, list[str]] = {}
    names = {iku.id: iku.singkat for iku in doc.iku}
    for each in errors:
        if each.kunci == "target":
            missing.setdefault(each.periode, []).append(names[each.iku or ""])
    return [
        f"Target {periode.singkat} belum diisi: "
        f"{'semua indikator' if len(found) == len(names) else ', '.join(found)}."
        for periode, found in missing.items()
    ]


def glyph_notes(missing: str) -> list[str]:
    """The sentence on characters that no font of the sheet has; `missing` holds each once."""
    if not missing:
        return []
    signs = " ".join(missing[:20]) + (" …" if len(missing) > 20 else "")
    return [f"Karakter berikut tidak ada dalam huruf cetak: {signs}"]
