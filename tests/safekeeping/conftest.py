"""No test waits or flushes; a file of three pieces, and what is to take its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.safekeeping import disk
from tests.safekeeping.contents import OLD
from tests.safekeeping.systems import Instant


@pytest.fixture(autouse=True)
def _instant(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    system = Instant()
    monkeypatch.setattr(disk, "system", system)
    yield
    assert system.is_open == 0


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """The document, alone in its folder."""
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    path = folder / "kinerja.sqlite"
    path.write_bytes(OLD)
    return path
