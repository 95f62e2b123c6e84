"""A damaged or hostile file: one sentence, or the right answer; never a crash or a write."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.document import Document
from core.errors import FileError
from core.model.change import Change, SetValue
from core.safekeeping.opening import open_kept
from core.safekeeping.places import Places
from core.storage import file
from core.storage.migration import UPGRADES
from tests.core.files import environment
from tests.harness.figures import all_figures
from tests.harness.mutations import mutate
from tests.harness.sizes import many
from tests.safekeeping.offices import LAIN, Pc, Scene

FILES = Path(__file__).resolve().parents[1] / "files"
MUTATIONS = many(120, 10_000)
STEPS = 3_000_000
"""Of SQLite's machine: ten times what the sound file takes, and a fraction of a second."""


def test_a_sentence_or_the_right_answer(
    pc: Pc, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc.fill(target, "5")
    pc.fill(target, "4", LAIN)
    sound = target.read_bytes()
    monkeypatch.setattr(file, "_CHECK_STEPS", STEPS)
    original = answer_of(target, tmp_path / "pc")
    assert isinstance(original, tuple)
    refused: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    for seed, name, answer in mutants(target, sound, MUTATIONS, tmp_path / "pc"):
        if isinstance(answer, str):
            refused[name] += 1
            assert is_one_sentence(answer), (seed, name, answer)
        else:
            accepted[name] += 1
            assert answer == original, (seed, name)
    print(f"{MUTATIONS} mutated: {refused.total()} refused, {accepted.total()} right")
    print("right:", dict(accepted.most_common(30)))
    assert refused.total() > MUTATIONS / 2


@pytest.mark.parametrize("number", sorted(UPGRADES))
def test_an_older_file_gives_a_sentence_or_a_document(
    number: int, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before format 2 there were no hashes, so that not every changed value can be noticed."""
    sound = (FILES / f"format-{number}.sqlite").read_bytes()
    monkeypatch.setattr(file, "_CHECK_STEPS", STEPS)
    refused = 0
    for seed, name, answer in mutants(target, sound, MUTATIONS // 4, tmp_path / "pc"):
        if isinstance(answer, str):
            refused += 1
            assert is_one_sentence(answer), (seed, name, answer)
    print(f"{MUTATIONS // 4} mutated of format {number}: {refused} refused")
    assert refused > MUTATIONS / 16


def mutants(
    target: Path, sound: bytes, count: int, folder: Path
) -> Iterator[tuple[int, str, str | tuple[object, ...]]]:
    """Mutate the sound file again and again: seed, what was done, and what came of opening it,
    which has written nothing."""
    for seed in range(count):
        shutil.rmtree(target.parent)
        target.parent.mkdir()
        target.write_bytes(sound)
        name = mutate(target, random.Random(seed))
        scene = Scene(target)
        answer = answer_of(target, folder)
        assert scene.is_same(), (seed, name)
        yield seed, name, answer


def answer_of(target: Path, folder: Path) -> str | tuple[object, ...]:
    """Everything that is shown of the file, or the sentence by which it is refused; where it is
    accepted it can be worked on."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        kept = open_kept(target, Places(folder), environment())
    except FileError as error:
        assert list(folder.glob("kerja/*/*.sqlite*")) == []
        return str(error)
    try:
        found = everything(kept.doc)
        if not kept.read_only:
            before = kept.doc.profil.tempat
            change = SetValue("profil", "profil", "tempat", before, before + "x")
            kept.doc.apply(Change("x", (change,)))
    finally:
        kept.close()
    return found


def everything(doc: Document) -> tuple[object, ...]:
    tables = {
        name: {key: dict(row) for key, row in rows.items()} for name, rows in doc.all_rows().items()
    }
    return all_figures(doc), tables, doc.journal(), doc.vektor, doc.profil, doc.sidik


def is_one_sentence(text: str) -> bool:
    return text.endswith(".") and "\n" not in text and 20 < len(text) < 300
