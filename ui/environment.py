"""What the core must be told of this PC: the time, who works here, where a report may be kept."""

from __future__ import annotations

import getpass
import os
import sys
import traceback
import uuid
from datetime import datetime
from pathlib import Path

from core.document import Environment

_FOLDER = "iku-kominfo"


def local_environment() -> Environment:
    """The environment of the user who runs the program."""
    return Environment(clock=_now, new_id=lambda: str(uuid.uuid4()), oleh=_user_name())


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


def _user_name() -> str:
    try:
        name = getpass.getuser()
    except (KeyError, ImportError, OSError):
        return "pengguna"
    return "".join(sign for sign in name if sign.isprintable())[:100] or "pengguna"


def report_folder() -> Path:
    """Where this program may keep what concerns this PC only."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / _FOLDER
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / _FOLDER


def report_failure(error: BaseException) -> str:
    """Keep the details of an unexpected error and return the sentence for the user."""
    sentence = "Terjadi kesalahan yang tidak terduga"
    try:
        folder = report_folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "galat.log"
        details = "".join(traceback.format_exception(error))
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{_now()}\n{details}\n")
    except (OSError, RuntimeError):
        return f"{sentence}; rinciannya tidak dapat dicatat."
    return f"{sentence}; rinciannya dicatat dalam {path}."
