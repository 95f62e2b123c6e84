"""From an open document to the copy that is compared and joined."""

from __future__ import annotations

from core.document import Document
from core.merge.history import Copy


def copy_of(doc: Document, name: str) -> Copy:
    """The document as it stands; what is planned with it holds until the document changes."""
    return Copy(name, doc.berkas_id, doc.all_rows(), doc.journal())
