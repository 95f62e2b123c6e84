"""Start the window, or a verb of the command line (see README)."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Run the program and return its exit code."""
    from ui.command_line import VERBS, run

    if arguments and (arguments[0] in VERBS or arguments[0] in ("-h", "--help", "--bantuan")):
        return run(arguments)
    from ui.app import start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
