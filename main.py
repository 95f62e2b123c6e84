"""Start the window, or a verb of the command line (see README)."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Run the program and return its exit code; a bare word or an option is a verb, else a file."""
    if arguments and (arguments[0].isalpha() or arguments[0].startswith("-")):
        from ui.command_line import run

        return run(arguments)
    # Before Qt, which makes every later import slower.
    import core.document  # noqa: F401
    from ui.app import start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
