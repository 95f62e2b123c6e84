"""The two files that most tests of the core begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.document import Document
from tests.core.files import new_file, opened, sample_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that holds the sample year."""
    return sample_file(tmp_path)


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    """A new file without inputs, open."""
    with opened(new_file(tmp_path)) as doc:
        yield doc
