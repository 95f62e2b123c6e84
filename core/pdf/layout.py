"""From a sheet to its pages: every block as atoms, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.pdf.blocks import (
    Fixed,
    Gap,
    TextBlock,
    beside,
    details,
    letterhead,
    paragraph,
    signature,
    signature_width,
    subheading,
    title,
)
from core.pdf.pages import Atom, Page, Paginator
from core.pdf.paper import GAYA, MM, Frame, Style
from core.pdf.proof import proof
from core.pdf.tables import ListRow, Row, long_list, table
from core.sheets.lembar import Blok, DaftarPanjang, Lembar, Paragraf, Rincian, Subjudul, Tabel


def layout(lembar: Lembar, frame: Frame) -> list[Page]:
    """The pages of the sheet, set closer where that saves a page.

    The signature block shares its page with the end of what it signs, and with the proof.
    """
    pages = _layout(lembar, frame, GAYA[0])
    if len(pages) == 1 or any(isinstance(block, DaftarPanjang) for block in lembar.isi):
        return pages
    return min((pages, *(_layout(lembar, frame, style) for style in GAYA[1:])), key=len)


def _layout(lembar: Lembar, frame: Frame, style: Style) -> list[Page]:
    atoms = list(_atoms(lembar, frame, style))
    closing = _closing(lembar, frame.body_width, style)
    if closing is not None:
        _keep_tail(atoms, TAIL_SHARE * frame.body_height)
        atoms += [Gap(18 * style.jarak), closing]
    return Paginator(frame.body_height).place_all(atoms)


def _closing(lembar: Lembar, width: float, style: Style) -> Fixed | None:
    """The signature at the right; at its left, or alone, what proves a final sheet."""
    block = lembar.tanda_tangan
    signed = None if block is None else signature(block, width, style)
    if lembar.segel is None:
        return signed
    room = width if signed is None else width - signature_width(width) - JARAK_BUKTI
    proving = proof(lembar.segel, room)
    return proving if signed is None else beside(proving, signed)


JARAK_BUKTI = 4 * MM


def _atoms(lembar: Lembar, frame: Frame, style: Style) -> Iterator[Atom]:
    width = frame.body_width
    if lembar.kop is not None:
        yield from letterhead(lembar.kop, width, style)
    yield from title(lembar.judul, lembar.rata_judul, width, style)
    for block in lembar.isi:
        yield from _block(block, frame, style)


def _block(block: Blok, frame: Frame, style: Style) -> Iterator[Atom]:
    width = frame.body_width
    if isinstance(block, Paragraf):
        yield Gap((6 if block.lekat else 2) * style.jarak)
        yield paragraph(block, width, style)
    elif isinstance(block, Subjudul):
        yield from subheading(block, width, style)
    elif isinstance(block, Rincian):
        yield from _kept(list(details(block, width, style)), TOGETHER_SHARE * frame.body_height)
    elif isinstance(block, Tabel):
        yield Gap(7 * style.jarak)
        yield from table(block, width, style)
    elif isinstance(block, DaftarPanjang):
        yield Gap(7 * style.jarak)
        yield from long_list(block, width, style)


TOGETHER_SHARE = 0.5
"""Details that take less than this share of a page stay together and with what follows them."""

TAIL_SHARE = 0.3
"""Notes up to this share of a page stay with the last row of the table and the signature."""


def _kept(atoms: list[Atom], most: float) -> list[Atom]:
    if sum(atom.height for atom in atoms) > most:
        return atoms
    return [_keep(atom) for atom in atoms]


def _keep(atom: Atom) -> Atom:
    return replace(atom, keep=True) if isinstance(atom, Gap | TextBlock | Row | ListRow) else atom


def _keep_tail(atoms: list[Atom], most: float) -> None:
    """Tie the last row of the table and the notes after it to the signature that follows.

    Where the notes are long, only the last of them is tied.
    """
    rows = [i for i, atom in enumerate(atoms) if isinstance(atom, Row | ListRow)]
    start = rows[-1] if rows else len(atoms) - 1
    if sum(atom.height for atom in atoms[start + 1 :]) > most:
        start = len(atoms) - 1
    atoms[start:] = [_keep(atom) for atom in atoms[start:]]
