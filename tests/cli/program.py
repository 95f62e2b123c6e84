"""The command line as a script uses it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ui import command_line

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "main.py"
HEAD = {"tahun": 2024, "periode": "tw4"}
LEVELS = {"administrasi": [4, 3, 3, 5, 5, 3, 3, 3, 3, 5], "publik": [4, 2, 2, 4, 4, 4]}
"""Parts of an ISIAN.json."""


class Program:
    """Runs verbs in this process and keeps what they said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys = capsys
        self.folder = folder

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        code = command_line.run([str(each) for each in arguments])
        out, err = self.capsys.readouterr()
        return code, out, err

    def ok(self, *arguments: str | Path) -> str:
        code, out, err = self(*arguments)
        assert (code, err) == (0, "")
        return out

    def refused(self, *arguments: str | Path, code: int = 1) -> str:
        """The one sentence on standard error; nothing on standard output."""
        found, out, err = self(*arguments)
        assert (found, out) == (code, ""), err
        assert err.count("\n") == 1
        assert err.strip().endswith(".")
        assert not re.search(r"\b(Traceback|Error|Errno|error|argument|invalid)\b", err)
        return err.strip()

    def write(self, raw: object) -> Path:
        path = self.folder / "isian.json"
        path.write_text(raw if isinstance(raw, str) else json.dumps(raw), encoding="utf-8")
        return path

    def figures(self, path: Path, *arguments: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.ok("hitung", path, *arguments, "--json"))
        return found


def run_main(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(MAIN), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, **options)
