"""Copies of a file, edits by somebody at some time, and what comparing them finds."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from core.compare import compare
from core.document import Document
from core.edits import register
from core.edits.definisi import edit_definisi
from core.edits.isian import fill_in
from core.model.change import Change
from core.model.perbandingan import Beda, Perbandingan
from core.model.periode import TAHUNAN, Periode
from tests.core.files import opened

Q1, Q2, Q3, Q4 = (Periode(2025, n) for n in range(1, 5))
YEAR = Periode(2025, TAHUNAN)
Edit = Callable[[Document], Change]


def copied(path: Path) -> Path:
    """A copy of the file, as the Explorer makes one."""
    return Path(shutil.copy(path, path.with_name(f"salinan dari {path.name}")))


def edited(path: Path, *edits: Edit, oleh: str = "Uji", waktu: str = "2026-01-02T03:04:05") -> Path:
    """The file after the edits of somebody at some time."""
    with opened(path) as doc:
        doc.environment = doc.environment._replace(oleh=oleh, clock=lambda: waktu)
        for edit in edits:
            doc.apply(edit(doc))
    return path


@contextmanager
def both(a: Path, b: Path) -> Iterator[tuple[Document, Document]]:
    with opened(a, read_only=True) as one, opened(b, read_only=True) as other:
        yield one, other


def compared(a: Path, b: Path) -> Perbandingan:
    with both(a, b) as (one, other):
        return compare(one, other)


def lines(found: Perbandingan) -> list[tuple[str, str, str, str, str]]:
    return [
        (each.periode.singkat if each.periode else "", each.tab, each.nama, each.a, each.b)
        for each in found.beda
    ]


def filled(kunci: str, text: str, periode: Periode = Q2) -> Edit:
    return lambda doc: fill_in(doc, periode, kunci, text)


def first_media(doc: Document, number: int = 0, periode: Periode = Q2) -> str:
    return list(doc.register("media", periode))[number]


def ticked(kolom: str, value: int | None, number: int = 0) -> Edit:
    return lambda doc: register.set_cells(
        doc, "media", Q2, [first_media(doc, number)], kolom, value
    )


def reworded(kode: str, changes: Mapping[str, str]) -> Edit:
    """A definition with other values of its own columns; "kode:kolom" names one of a part."""

    def edit(doc: Document) -> Change:
        row = {**doc.rows("definisi")[kode]}
        parts = [{**part} for part in doc.bagian_rows(kode)]
        for name, value in changes.items():
            part, _, kolom = name.rpartition(":")
            own = next((p for p in parts if p["kode"] == part), row)
            own[kolom] = value
        return edit_definisi(doc, kode, row, parts, doc.pita_rows(kode))

    return edit


def the_one(found: Perbandingan) -> Beda:
    (beda,) = found.beda
    return beda
