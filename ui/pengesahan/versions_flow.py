"""What changed between two versions of a period, or between the last one and its open draft."""

from __future__ import annotations

import itertools

from PySide6.QtWidgets import QWidget

from core.document import Document
from core.errors import UserError
from core.indonesian import format_date
from core.model.pengesahan import Pengesahan
from core.model.perbandingan import Perbandingan
from core.model.periode import Periode
from core.pengesahan.selisih import banding_dengan_kini, hubungan_versi, perbandingan_versi
from ui.merging.bandingkan import BandingkanWindow, Compared
from ui.waiting import waiting


def compared_versions(doc: Document, periode: Periode, versi: int | None = None) -> Compared | None:
    """The version `versi` beside the one before it, the newest where none is named.

    While the period is open, its draft counts as the newest. None where there is only one.
    """
    signed = doc.semua_pengesahan(periode)
    opened = doc.perubahan(periode)
    if opened is not None and versi in (None, opened.versi):
        return _with_draft(doc, signed[-1])
    wanted = signed[-1].versi if signed and versi is None else versi
    pairs = {new.versi: (old, new) for old, new in itertools.pairwise(signed)}
    pair = pairs.get(wanted or 0)
    return None if pair is None else _with_version(doc, *pair)


def _with_version(doc: Document, lama: Pengesahan, baru: Pengesahan) -> Compared:
    found = perbandingan_versi(doc, lama, baru)
    sides = (f"Versi {baru.versi}", _signing(baru))
    return _compared(doc, lama, sides, found, hubungan_versi(doc, baru))


def _with_draft(doc: Document, lama: Pengesahan) -> Compared:
    opened = doc.perubahan(lama.periode)
    assert opened is not None
    sentence = (
        f"Dibuka kembali berdasarkan dokumen nomor {opened.nomor} tanggal "
        f"{format_date(opened.tanggal)}: {opened.alasan}"
    )
    sides = ("Konsep", f"versi {opened.versi}, belum disahkan")
    return _compared(doc, lama, sides, banding_dengan_kini(doc, lama), sentence)


def _compared(
    doc: Document,
    lama: Pengesahan,
    other: tuple[str, str],
    found: Perbandingan,
    hubungan: str,
) -> Compared:
    side, what = other
    return Compared(
        perbandingan=found,
        iku=doc.iku,
        nama=(_signing(lama), what),
        tempat=(doc.path, doc.path),
        hubungan=hubungan,
        saat=doc.environment.clock(),
        sisi=(f"Versi {lama.versi}", side),
        judul=f"Perubahan {lama.periode.singkat} versi {lama.versi} ke {side.lower()}",
    )


def _signing(signed: Pengesahan) -> str:
    return f"disahkan {format_date(signed.waktu[:10])} oleh {signed.oleh or 'tanpa nama'}"


def show_changes(
    doc: Document, periode: Periode, versi: int | None, parent: QWidget
) -> BandingkanWindow | UserError | None:
    """Show the comparison; None where there is nothing to set beside, the error where it fails."""
    try:
        with waiting():
            compared = compared_versions(doc, periode, versi)
    except UserError as error:
        return error
    if compared is None:
        return None
    made = BandingkanWindow(compared, parent)
    made.show()
    return made
