"""Which rows need which others, so that nothing in a joined file refers to what is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.merge.touched import RowKey
from core.model.register import Row

REFERENCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "profil": (),
    "tugas_fungsi": (),
    "sasaran": (),
    "iku": (("sasaran_id", "sasaran"),),
    "definisi": (("iku_id", "iku"),),
    "bagian": (("definisi_id", "definisi"), ("induk_id", "bagian")),
    "pita": (("definisi_id", "definisi"), ("bagian_id", "bagian")),
    "periode": (),
    "target": (("iku_id", "iku"), ("periode_id", "periode")),
    "isian": (("periode_id", "periode"),),
    "sistem_informasi": (("periode_id", "periode"),),
    "media": (("periode_id", "periode"),),
    "data_statistik": (("periode_id", "periode"),),
    "penandatangan": (),
    "perubahan": (("periode_id", "periode"),),
    "bukti": (("periode_id", "periode"),),
    "pengesahan": (("periode_id", "periode"),),
    "pindaian": (("pengesahan_id", "pengesahan"),),
}
"""Every table, those referred to first: its columns that name a row of another table."""

ORDER = tuple(REFERENCES)


def needed_by(tabel: str, row: Row) -> Iterator[RowKey]:
    """The rows that this one refers to."""
    for kolom, parent in REFERENCES[tabel]:
        if row[kolom] is not None:
            yield parent, str(row[kolom])


def in_order(key: RowKey) -> tuple[int, str]:
    """Sorts rows so that those referred to come first."""
    return ORDER.index(key[0]), key[1]
