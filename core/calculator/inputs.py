"""The inputs of one indicator in one quarter, checked against the fields of its definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from core.fields import Field, fields_of, figure_problem
from core.indonesian import is_canonical
from core.model.definisi import Definisi
from core.model.hasil import Isian


class Inputs(NamedTuple):
    """What was filled in, by key: `texts` as stored, `figures` those that are numbers in range.

    A figure that cannot stand (a level of 7, text in the place of a number) is in `problems`
    with the sentence that says why, and not in `figures`.
    """

    fields: Mapping[str, Field]
    texts: Mapping[str, str]
    figures: Mapping[str, Decimal]
    problems: Mapping[str, str]

    def nama(self, key: str) -> str:
        """The name of the input on screen."""
        return self.fields[key].nama if key in self.fields else key

    def any_of(self, keys: Iterable[str]) -> bool:
        """Whether at least one of the inputs is there."""
        return any(key in self.texts for key in keys)

    def filled(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of the keys that are filled in, for the inputs of a step."""
        return tuple(key for key in keys if key in self.texts)

    def blank(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of the keys that are not filled in."""
        return tuple(key for key in keys if key not in self.texts)

    def first_problem(self, keys: Iterable[str]) -> str | None:
        """The sentence about the first of these figures that cannot stand."""
        return next((self.problems[key] for key in keys if key in self.problems), None)


def read_inputs(definisi: Definisi, isian: Isian) -> Inputs:
    """The inputs that the definition knows; those of other definitions are left aside."""
    fields = fields_of(definisi)
    texts = {key: isian.nilai[key] for key in fields if isian.nilai.get(key, "").strip()}
    figures: dict[str, Decimal] = {}
    problems: dict[str, str] = {}
    for key, text in texts.items():
        field = fields[key]
        if field.jenis not in ("bulat", "angka"):
            continue
        problem = f"{field.nama}: “{text[:40]}” bukan angka."
        if is_canonical(text):
            problem = figure_problem(field, Decimal(text)) or ""
        if problem:
            problems[key] = problem
        else:
            figures[key] = Decimal(text)
    return Inputs(fields, texts, figures, problems)
