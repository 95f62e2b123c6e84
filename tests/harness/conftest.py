"""What every harness begins with: a PC and a document with the sample year, alone in its folder."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.safekeeping.offices import pc, target

__all__ = ["nothing_left_behind", "pc", "pytest_collection_modifyitems", "target"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a power cut interrupts is never closed, and Python 3.13 warns of that."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"))


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Let what was interrupted go while the warning is still expected."""
    yield
    gc.collect()
