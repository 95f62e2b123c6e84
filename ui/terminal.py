"""What the command line writes, also where nobody reads it to the end."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

from core.errors import FileError
from core.storage.file import os_reason


def say(text: str) -> None:
    """Write to standard output at once; FileError where that cannot take it."""
    try:
        print(text)
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
        print(" ".join(sentence.split()), file=sys.stderr)


def silence(stream: TextIO) -> None:
    """Keep Python from complaining at exit about a reader that has gone."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
