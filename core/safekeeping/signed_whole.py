"""Whether everything that was signed in a document is there, and still what was signed."""

from __future__ import annotations

from core.document import Document
from core.errors import DamagedError
from core.model.pengesahan import Pengesahan
from core.pengesahan.bahan import tables_of
from core.pengesahan.lingkup import locked_rows


def refuse_missing(doc: Document) -> None:
    """DamagedError if a frozen copy or sheet that was signed is not in the file any more, or what
    is signed there is not what the frozen copy says."""
    for each in doc.semua_pengesahan():
        for sidik in (each.sidik, each.pengukuran, each.iku, each.kertas_kerja):
            if sidik is not None and not doc.has_arsip(sidik):
                raise DamagedError(
                    f"Lembar {each.judul} yang disahkan tidak ada lagi di dalam berkas "
                    f"{doc.path.name}; berkas tidak dibuka."
                )
        if doc.pengesahan(each.periode) == each and _differs(doc, each):
            raise DamagedError(
                f"Isian {each.judul} di berkas {doc.path.name} bukan lagi yang disahkan; berkas "
                "tidak dibuka."
            )


def _differs(doc: Document, signed: Pengesahan) -> bool:
    beku = doc.beku(signed)
    now = tables_of(doc, signed.periode)
    return locked_rows(beku.tabel, beku.periode) != locked_rows(now, beku.periode)
