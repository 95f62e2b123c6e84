"""The bytes of a piece: read from their place on this PC, shown in another program, written out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import FileError
from core.evidence_kinds import harmless_name
from ui.evidence.attaching import settings_of
from ui.evidence.copies import open_copy
from ui.session import Session


def content_of(session: Session, sidik: str) -> bytes:
    """The bytes with this hash; FileError if they cannot be had."""
    if session.evidence is None:
        raise FileError("Tempat penyimpanan bukti di PC ini tidak tersedia. Buka ulang berkasnya.")
    return session.evidence.read(sidik)


def open_piece(session: Session, nama: str, sidik: str) -> None:
    """Show a piece in the PC's own program; UserError says why not."""
    open_copy(nama, content_of(session, sidik))


def save_piece(parent: QWidget, session: Session, nama: str, sidik: str) -> str:
    """Write a piece where the user wants it; its name there, "" if she changed her mind."""
    data = content_of(session, sidik)
    start = str(settings_of(parent).folder_berkas / harmless_name(nama))
    chosen, _ = QFileDialog.getSaveFileName(parent, "Simpan bukti sebagai berkas", start)
    path = Path(chosen)
    if not chosen:
        return ""
    try:
        path.write_bytes(data)
    except OSError as error:
        why = error.strerror or "galat disk"
        raise FileError(
            f"{path.name} tidak dapat ditulis ({why}); bukti tetap utuh di dalam berkas. "
            "Pilih tempat lain."
        ) from error
    return path.name
