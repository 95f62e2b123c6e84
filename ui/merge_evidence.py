"""Taking over the evidence that a merge brings along, before the merge is written."""

from __future__ import annotations

from collections.abc import Sequence

from core.document import Document
from core.errors import FileError
from core.indonesian import format_number
from core.safekeeping.evidence import EvidenceStore


def keep_evidence(
    store: EvidenceStore, theirs: Document, wanted: Sequence[tuple[str, int]], name: str
) -> None:
    """Keep on this PC every piece of `wanted` (hash and length) that is not there yet.

    FileError if the other document, called `name`, does not hold one of them either.
    """
    missing = [sidik for sidik, ukuran in wanted if not store.has(sidik, ukuran)]
    inside = theirs.embedded_evidence()
    lacking = [sidik for sidik in missing if sidik not in inside]
    if lacking:
        raise FileError(
            f"Isi {format_number(len(lacking), 0)} bukti dukung tidak ada dalam {name} maupun di "
            "PC ini; mintalah salinan yang memuat buktinya (ditulis dengan Simpan atau Serahkan)."
        )
    for sidik in missing:
        data = theirs.evidence_embedded(sidik)
        if data is not None:
            store.put(data)
