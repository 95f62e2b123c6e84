"""What every harness begins with: a PC and a document with the sample year, alone in its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.sample import create_sample
from tests.safekeeping.offices import Pc


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    return Pc(tmp_path / "pc")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "STIK"
    folder.mkdir()
    path = folder / "kinerja.sqlite"
    create_sample(path, Pc(tmp_path / "pembuat").environment())
    return path
