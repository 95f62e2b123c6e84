"""Run all measurements: python -m tests.bench [start] [edit] [sheets] [safety] [evidence]."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench import edit, evidence, safety, sheets, start

PARTS = {
    "start": start.measure,
    "edit": edit.measure,
    "sheets": sheets.measure,
    "safety": safety.measure,
    "evidence": evidence.measure,
}


def main(names: list[str]) -> int:
    """Measure the named parts (all where none is named) and print a line for each figure."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    for name in names or PARTS:
        with tempfile.TemporaryDirectory(prefix="iku-bench-") as folder:
            for line in PARTS[name](Path(folder)):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
