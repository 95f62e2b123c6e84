"""What holds for every test: this program's folder on this PC is a temporary one; no stopwatch."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("iku", deadline=None)  # a busy machine must not fail a test
settings.load_profile("iku")


@pytest.fixture(autouse=True)
def pc(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder for programs; this one keeps its own in `iku-kominfo` below it."""
    folder = tmp_path_factory.mktemp("pc")
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    return folder
