"""Start the window, or a verb of the command line (see README)."""

from __future__ import annotations

import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run the program and return its exit code."""
    if arguments and _is_verb(arguments[0]):
        from ui.command_line import run

        return run(arguments)
    from ui.app import start

    return start(arguments)


def _is_verb(word: str) -> bool:
    """Whether the first argument is for the command line: a verb, an option or a mistyped verb."""
    if word.startswith("-"):
        return True
    if not word.replace("-", "").isalpha():
        return False
    from ui.command_line import VERBS

    return word in VERBS or not Path(word).exists()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
