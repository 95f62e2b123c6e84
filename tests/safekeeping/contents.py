"""Contents to tell apart, and what lies in a folder."""

from __future__ import annotations

from pathlib import Path

from core.safekeeping.disk import PIECE

OLD = b"lama" * (PIECE // 2) + b"!"
NEW = b"baru" * (PIECE // 2) + b"?!"
NEWER = b"terbaru" * (PIECE // 4)

State = dict[str, bytes]


def state(folder: Path) -> State:
    """Every file of a folder with its content."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def lay(folder: Path, files: State) -> Path:
    """A new folder with these files."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder
