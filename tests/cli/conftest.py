"""The command line, a new file and the sample."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import Program


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Program:
    return Program(capsys, tmp_path)


@pytest.fixture
def baru(program: Program, tmp_path: Path) -> Path:
    folder = tmp_path / "berkas"
    folder.mkdir()
    path = folder / "kinerja.sqlite"
    program.ok("baru", path)
    return path


@pytest.fixture
def contoh(program: Program, tmp_path: Path) -> Path:
    folder = tmp_path / "contoh"
    folder.mkdir()
    path = folder / "contoh.sqlite"
    program.ok("contoh", path)
    return path
