"""Taking over the evidence that a merge brings along, before the merge is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    for _, data in pieces_within(theirs, missing, name):
        store.put(data)


def pieces_within(
    theirs: Document, wanted: Sequence[str], name: str
) -> Iterator[tuple[str, bytes]]:
    """Each of these pieces from within a document, one at a time; FileError before the first if
    one is not there, DamagedError at one that is not what its hash says."""
    inside = theirs.embedded_evidence()
    lacking = [sidik for sidik in wanted if sidik not in inside]
    if lacking:
        raise FileError(
            f"Isi {format_number(len(lacking), 0)} bukti dukung tidak ada dalam {name} maupun di "
            "PC ini; mintalah salinan yang memuat buktinya (ditulis dengan Simpan atau Serahkan)."
        )
    for sidik in wanted:
        data = theirs.evidence_embedded(sidik)
        if data is not None:
            yield sidik, data
