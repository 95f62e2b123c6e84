"""What can be filled in and read back in the sample year."""

from __future__ import annotations

from core.document import Document
from core.model.periode import Periode

QUARTERS = tuple(Periode(2025, number) for number in (1, 2, 3, 4))
KEYS = tuple(f"spbe.indikator.{number}" for number in range(32, 42))


def all_figures(doc: Document) -> list[tuple[str | None, ...]]:
    """Every indicator of every quarter as it is printed."""
    return [
        tuple(each.realisasi.tampil for each in doc.hasil(quarter))
        for quarter in (*QUARTERS, Periode(2025, 5))
    ]
