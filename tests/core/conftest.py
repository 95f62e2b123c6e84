"""The two files that most tests of the core begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalogue import sample_text
from core.document import Document
from tests.core.files import imported, new_file, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that holds the sample year."""
    path = new_file(tmp_path)
    imported(path, sample_text())
    return path


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    """A new file without inputs, open."""
    with opened(new_file(tmp_path)) as doc:
        yield doc
