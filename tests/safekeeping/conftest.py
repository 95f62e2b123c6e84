"""No test waits or flushes; a file of three pieces, a document, the folder of a PC, a stick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.safekeeping import disk
from core.safekeeping.places import Places
from tests.safekeeping.contents import OLD
from tests.safekeeping.documents import places_in, sample_file
from tests.safekeeping.systems import Instant


@pytest.fixture(autouse=True)
def _instant(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    system = Instant()
    monkeypatch.setattr(disk, "system", system)
    yield
    assert system.is_open == 0


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file of three pieces, alone in its folder."""
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    path = folder / "kinerja.sqlite"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A document with the sample year."""
    return sample_file(tmp_path / "kantor")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_in(tmp_path)
