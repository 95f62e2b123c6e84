"""The way of files into the document: read, shown, kept in the store, attached as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QDialog, QWidget

from core.edits.bukti import BerkasBukti, tambah_bukti, tambah_pindaian
from core.errors import FileError, FrozenError, UserError
from core.evidence_counts import name_of
from core.evidence_kinds import JENIS, MB, PINDAIAN
from core.model.change import Change
from core.model.pengesahan import Pengesahan
from core.signed import signed_sentence
from ui.evidence.intake import Batas, Calon, read_files, read_mime
from ui.evidence.intake_dialog import IntakeDialog
from ui.session import Session
from ui.settings import Settings
from ui.waiting import waiting

Source = Sequence[Path] | QMimeData
HANYA_DIBACA = "Berkas ini hanya dapat dibaca, sehingga bukti tidak dapat ditambahkan."


def settings_of(widget: QWidget) -> Settings:
    """The settings of the window that a widget stands in."""
    found = getattr(widget.window(), "settings", None)
    above = widget.window().parentWidget()
    if not isinstance(found, Settings) and above is not None:
        return settings_of(above)
    return found if isinstance(found, Settings) else Settings()


def refusal(session: Session) -> UserError | None:
    """Why nothing can be attached to the chosen period; None if it can."""
    doc = session.doc
    if doc.read_only:
        return FileError(HANYA_DIBACA)
    pengunci = doc.pengunci(session.periode)
    return None if pengunci is None else FrozenError(signed_sentence(pengunci))


def attach(parent: QWidget, session: Session, untuk: str, source: Source) -> UserError | None:
    """Attach files, or what was dropped or pasted, to something in the chosen period.

    The user sees sizes and refusals first and may cancel, which is no error.
    """
    doc, periode = session.doc, session.periode
    error = refusal(session)
    if error is not None:
        return error
    there = [each.sidik for each in doc.bukti(periode, untuk)]
    where = name_of(doc, periode, untuk)
    name = where if where.endswith(periode.singkat) else f"{where}, {periode.singkat}"

    def change(items: Sequence[BerkasBukti]) -> Change:
        return tambah_bukti(doc, periode, untuk, items)

    return _take(parent, session, source, name, there, change, titled=True)


def attach_scan(
    parent: QWidget, session: Session, pengesahan: Pengesahan, source: Source
) -> UserError | None:
    """As `attach`, for a scan of a signed version."""
    doc = session.doc
    if doc.read_only:
        return FileError(HANYA_DIBACA)
    there = [each.sidik for each in doc.pindaian(pengesahan.id)]
    name = f"lembar {pengesahan.judul} yang ditandatangani"

    def change(items: Sequence[BerkasBukti]) -> Change:
        return tambah_pindaian(doc, pengesahan, items)

    return _take(parent, session, source, name, there, change, titled=False)


def _take(
    parent: QWidget,
    session: Session,
    source: Source,
    name: str,
    there: Sequence[str],
    change: Callable[[Sequence[BerkasBukti]], Change],
    *,
    titled: bool,
) -> UserError | None:
    store = session.evidence
    if store is None:
        return FileError("Tempat penyimpanan bukti di PC ini tidak tersedia. Buka ulang berkasnya.")
    batas = Batas(settings_of(parent).batas_bukti * MB, tuple(JENIS) if titled else PINDAIAN)
    try:
        with waiting():
            calon = _read(source, session.doc.environment.clock(), batas)
        dialog = IntakeDialog(session.doc, name, calon, there, parent, titled=titled)
        try:
            if dialog.exec() != QDialog.DialogCode.Accepted or not dialog.accepted_files:
                return None
            items, files = dialog.chosen(), dialog.accepted_files
        finally:
            dialog.deleteLater()
        with waiting():
            for each in files:
                store.put(each.data)
    except UserError as error:
        return error
    return session.try_perform(lambda: change(items))


def _read(source: Source, waktu: str, batas: Batas) -> list[Calon]:
    if isinstance(source, QMimeData):
        return read_mime(source, waktu, batas)
    return read_files(source, batas)


def file_filter(ends: Sequence[str] = tuple(JENIS)) -> str:
    """The kinds as a file dialog wants them."""
    patterns = " ".join(f"*.{end} *.{end.upper()}" for end in ends)
    return f"Yang dapat menjadi bukti ({patterns});;Semua berkas (*)"
