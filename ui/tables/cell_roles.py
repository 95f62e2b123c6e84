"""What a cell of a register says in each of Qt's roles: text, tooltip, colour, spoken words."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from core.edits.register import show_cell
from core.model.register import Kolom, Row, Value
from ui import theme
from ui.tables.penilaian import Keadaan, Penilaian

Role = Qt.ItemDataRole
NILAI = int(Role.UserRole)
"""The role of a yes/no cell's value: 1, 0 or None; of the computed cell: 1 if nothing lacks."""
BUKTI = NILAI + 1
"""The role of a name's evidence: how many pieces support the row."""

KEKURANGAN = "Kekurangan"
_COLOURS = {
    Keadaan.BELUM_DINILAI: QColor(theme.PERINGATAN),
    Keadaan.BELUM_MEMENUHI: QColor(theme.TEKS),
    Keadaan.MEMENUHI: QColor(theme.AKSEN),
    Keadaan.TIDAK_DIHITUNG: QColor(theme.TEKS_REDUP),
}


def of_text(text: str, role: int) -> object:
    """A cell of text; line breaks are shown as spaces, the tooltip has them."""
    if role == Role.DisplayRole:
        return text.replace("\n", " ")
    if role == Role.EditRole:
        return text
    if role == Role.ToolTipRole and text:
        return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"
    return None


def of_ya_tidak(value: Value, kolom: Kolom, role: int) -> object:
    """A yes/no cell: Ya, Tidak or –."""
    if role == NILAI:
        return value
    if role in (Role.DisplayRole, Role.EditRole):
        return show_cell(value)
    if role == Role.TextAlignmentRole:
        return Qt.AlignmentFlag.AlignCenter
    if role == Role.AccessibleTextRole:
        return f"{kolom.judul}: {'belum dinilai' if value is None else show_cell(value)}"
    return None


def of_kekurangan(penilaian: Penilaian, row: Row, hint: str, role: int) -> object:
    """The computed cell: what is to be mended in the row, the hint about its name first."""
    if role in (Role.DisplayRole, Role.ToolTipRole):
        lacking = penilaian.kekurangan(row)
        return f"{hint}; {lacking}" if hint else lacking
    if role == NILAI:
        return 1 if penilaian.keadaan(row) is Keadaan.MEMENUHI and not hint else None
    if role == Role.ForegroundRole:
        return _COLOURS[penilaian.keadaan(row)]
    return None


def of_heading(penilaian: Penilaian, kolom: Kolom | None, role: int) -> object:
    """The heading of a column (None: the computed one), explained in the definition's words."""
    if role == Role.DisplayRole:
        return KEKURANGAN if kolom is None else kolom.judul.replace("/", "/\n")
    if role == Role.ToolTipRole:
        return _heading_help(penilaian, kolom)
    if role == Role.TextAlignmentRole:
        centred = kolom is not None and kolom.jenis == "ya_tidak"
        side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter
        return int(flags.value) | int(Qt.TextFlag.TextWordWrap.value)
    return None


def _heading_help(penilaian: Penilaian, kolom: Kolom | None) -> str | None:
    if kolom is None:
        return "Yang masih harus dilengkapi agar baris ini memenuhi; dihitung oleh program."
    for each in penilaian.rasio.kriteria:
        if each.kode == kolom.kode and each.keterangan:
            return f"<qt><b>{escape(each.nama)}</b><br>{escape(each.keterangan)}</qt>"
    return None
