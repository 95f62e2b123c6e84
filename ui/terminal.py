"""What the command line writes, also where nobody reads it to the end."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import TextIO

from core.errors import FileError
from core.storage.file import os_reason

_COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]"
)
"""What a terminal obeys, or what turns the order of what is read, but line and tab."""


def say(text: str) -> None:
    """Write to standard output at once; FileError where that cannot take it.

    Signs that command a terminal are written as JSON writes them, wherever the text comes from.
    """
    try:
        print(_harmless(text))
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence(sys.stdout)
        raise FileError(f"Keluaran tidak dapat ditulis ({os_reason(error)}).") from error


def remark(sentence: str) -> None:
    """Write one line to standard error; what was asked for goes on."""
    with suppress(OSError):
        print(_harmless(" ".join(sentence.split())), file=sys.stderr)


def _harmless(text: str) -> str:
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def silence(stream: TextIO) -> None:
    """Keep Python from complaining at exit about a reader that has gone."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
