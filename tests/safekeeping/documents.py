"""Documents for the tests of safekeeping: the sample year, and changes to it."""

from __future__ import annotations

import itertools
from pathlib import Path

from core.document import Document, Environment
from core.model.change import Change, SetValue
from core.safekeeping.places import Places
from tests.core import files
from tests.core.files import opened

WAKTU = "2026-11-22T10:42:07"


def places_in(folder: Path) -> Places:
    """The folder of a PC."""
    return Places(folder / "pc")


def sample_file(folder: Path, name: str = "kinerja.sqlite") -> Path:
    """A file that holds the sample year."""
    folder.mkdir(exist_ok=True)
    return files.sample_file(folder, name)


def change(doc: Document, text: str) -> None:
    """One step: another address."""
    lama = doc.rows("profil")["profil"]["alamat"]
    doc.apply(Change(f"Alamat {text}", (SetValue("profil", "profil", "alamat", lama, text),)))


def changed(path: Path, *texts: str, salinan: str = "salinan-lain") -> Path:
    """A file with one more step for each text, made in a working copy of its own."""
    with opened(path) as first:
        environment = first.environment
    doc = Document(path, environment, salinan=salinan)
    try:
        for text in texts:
            change(doc, text)
    finally:
        doc.close()
    return path


def reader() -> Environment:
    """An environment of another process."""
    numbers = itertools.count(1)
    return Environment(
        clock=lambda: WAKTU, new_id=lambda: f"pembaca-{next(numbers):04d}", oleh="Uji"
    )
