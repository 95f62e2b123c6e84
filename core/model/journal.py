"""The journal as values: the steps a file has seen, and how two copies stand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from core.model.change import Butir, Change

Vektor = Mapping[str, int]
"""For each working copy (`salinan`) the number of its latest step that a file holds.

A file holds every earlier step too, so two vectors say exactly what one copy has and the other
lacks; clocks play no part.
"""


class JournalStep(NamedTuple):
    """One step of one user, for ever named by `salinan` and `urut`.

    `nomor` is its place in this file; `induk` names by `sidik` the steps it rests on; `isi` is the
    hash of the whole content after it ("" where it came from format 1).
    """

    nomor: int
    salinan: str
    urut: int
    waktu: str
    oleh: str
    tindakan: str
    induk: tuple[str, ...]
    isi: str
    sidik: str
    butir: tuple[Butir, ...]


class Hubungan(NamedTuple):
    """How many steps each of two copies has that the other lacks."""

    di_sini: int
    di_sana: int

    @property
    def is_bercabang(self) -> bool:
        return bool(self.di_sini and self.di_sana)


def relation(mine: Vektor, theirs: Vektor) -> Hubungan:
    """Compare two vectors of one document."""

    def beyond(one: Vektor, other: Vektor) -> int:
        return sum(max(0, urut - other.get(salinan, 0)) for salinan, urut in one.items())

    return Hubungan(beyond(mine, theirs), beyond(theirs, mine))


class Merge(NamedTuple):
    """What joins another copy's steps to this one.

    `steps` are the other's that are missing here, oldest first; `perubahan` is what they do to the
    content of this file, as one change that can be taken back; `keputusan` are the lines of the
    step that joins both (one for each figure or row that both sides changed), None where this
    file has no step that the other lacks, so that its journal simply goes on as the other's.
    `arsip` holds by their hashes the frozen copies and sheets that the other has signed.
    """

    steps: tuple[JournalStep, ...]
    perubahan: Change
    keputusan: tuple[Butir, ...] | None
    arsip: Mapping[str, bytes] = MappingProxyType({})
