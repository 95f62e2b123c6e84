"""Which steps of their journals two copies share, and which only one of them has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.errors import UserError
from core.model.journal import Hubungan, JournalStep
from core.row_check import Tables


class MergeError(UserError):
    """Two files that cannot be joined, or not yet; neither of them was changed."""


class Copy(NamedTuple):
    """One copy of a document; `name` is for people, `steps` are in the order of the file."""

    name: str
    berkas_id: str
    tables: Tables
    steps: Sequence[JournalStep]


class History(NamedTuple):
    """The steps of two copies: those of both, of mine alone, of theirs alone; each oldest first."""

    common: tuple[JournalStep, ...]
    mine: tuple[JournalStep, ...]
    theirs: tuple[JournalStep, ...]

    @property
    def hubungan(self) -> Hubungan:
        return Hubungan(len(self.mine), len(self.theirs))


def compare_history(mine: Copy, theirs: Copy) -> History:
    """Part the steps of two copies.

    MergeError where they are not copies of one document, or where one name stands for two
    different steps: a working copy was cloned with its number, or a journal was tampered with.
    """
    if mine.berkas_id != theirs.berkas_id:
        raise MergeError(
            f"{mine.name} dan {theirs.name} bukan salinan dari berkas yang sama, sehingga tidak "
            "dapat digabungkan."
        )
    ours = {(step.salinan, step.urut): step for step in mine.steps}
    others = {(step.salinan, step.urut): step for step in theirs.steps}
    for key, step in ours.items():
        if key in others and others[key].sidik != step.sidik:
            raise MergeError(
                f"{mine.name} dan {theirs.name} memuat langkah bernomor sama yang isinya berbeda "
                f"(langkah {step.urut}, “{step.tindakan[:60]}”). Salah satunya berasal dari "
                "komputer yang digandakan atau telah diubah oleh program lain; keduanya tidak "
                "dapat digabungkan."
            )
    return History(
        tuple(step for key, step in ours.items() if key in others),
        tuple(step for key, step in ours.items() if key not in others),
        tuple(step for key, step in others.items() if key not in ours),
    )
