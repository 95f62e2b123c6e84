"""From a sheet to its pages: every block as atoms, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.pdf.blocks import (
    Gap,
    TextBlock,
    details,
    letterhead,
    paragraph,
    signature,
    subheading,
    title,
)
from core.pdf.pages import Atom, Page, Paginator
from core.pdf.paper import Frame
from core.pdf.tables import ListRow, Row, long_list, table
from core.sheets.lembar import Blok, DaftarPanjang, Lembar, Paragraf, Rincian, Subjudul, Tabel


def layout(lembar: Lembar, frame: Frame) -> list[Page]:
    """The pages of the sheet; the signature block shares its page with what it signs."""
    atoms = list(_atoms(lembar, frame.body_width))
    if lembar.tanda_tangan is not None:
        _keep_tail(atoms)
        atoms.append(Gap(18, keep=True))
        atoms.append(signature(lembar.tanda_tangan, frame.body_width))
    return Paginator(frame.body_height).place_all(atoms)


def _atoms(lembar: Lembar, width: float) -> Iterator[Atom]:
    if lembar.kop is not None:
        yield from letterhead(lembar.kop, width)
    yield from title(lembar.judul, lembar.rata_judul, width)
    for block in lembar.isi:
        yield from _block(block, width)


def _block(block: Blok, width: float) -> Iterator[Atom]:
    if isinstance(block, Paragraf):
        own = paragraph(block, width)
        yield Gap(6 if block.lekat else 2)
        yield own
    elif isinstance(block, Subjudul):
        yield from subheading(block, width)
    elif isinstance(block, Rincian):
        yield from details(block, width)
    elif isinstance(block, Tabel):
        yield Gap(4)
        yield from table(block, width)
    elif isinstance(block, DaftarPanjang):
        yield Gap(4)
        yield from long_list(block, width)


def _keep_tail(atoms: list[Atom]) -> None:
    """Tie everything after the last table row, and that row, to the signature that follows."""
    for place in range(len(atoms) - 1, -1, -1):
        atom = atoms[place]
        if isinstance(atom, Gap | TextBlock | Row | ListRow):
            atoms[place] = replace(atom, keep=True)
        if isinstance(atom, Row | ListRow):
            break
