"""A power cut on the real FAT driver: the medium as it is after every single operation.

It runs where root may mount a loop device and the system knows FAT; elsewhere the test says so in
the output, and what FAT does is covered by the model alone (test_power_cut).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.safekeeping import disk
from core.safekeeping.disk import System, sha256
from core.safekeeping.publish import publish
from tests.safekeeping.contents import NEW, NEWER, OLD, state
from tests.safekeeping.systems import Interrupting

NAME = "kinerja.sqlite"
SIZE = 40 * 2**20
MAKERS = {"vfat": ("mkfs.vfat", "-F", "32"), "exfat": ("mkfs.exfat",)}


def why_not(kind: str) -> str:
    """What is missing for a real medium of this kind; "" if nothing is."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root mounts"
    if shutil.which(MAKERS[kind][0]) is None:
        return f"{MAKERS[kind][0]} is not installed"
    if kind not in Path("/proc/filesystems").read_text(encoding="ascii").split():
        return f"the running kernel has no {kind}"
    return ""


@contextmanager
def mounted(image: Path, kind: str) -> Iterator[Path]:
    folder = image.with_suffix(".mounted")
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", kind, "-o", "loop", str(image), str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


class Cutting(Interrupting):
    """Copies the medium as it is before every operation, with all that was not flushed missing."""

    def __init__(self, image: Path) -> None:
        super().__init__()
        self.image = image
        self.copies: list[Path] = []

    def step(self, call: str) -> None:
        if call in ("write", "sync", "replace", "remove", "sync_folder"):
            self.cut()

    def cut(self) -> None:
        self.copies.append(self.image.with_name(f"{len(self.copies)}.img"))
        subprocess.run(["cp", "--sparse=always", str(self.image), str(self.copies[-1])], check=True)

    def sync(self, handle: int) -> None:
        super().sync(handle)
        System.sync(self, handle)

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        System.sync_folder(self, folder)


def check_power_cuts(folder: Path, kind: str) -> int:
    """Publish once with a cut at each operation; how many cuts there were."""
    image = folder / "medium.img"
    with image.open("wb") as file:
        file.truncate(SIZE)
    subprocess.run([*MAKERS[kind], str(image)], check=True, capture_output=True)
    with mounted(image, kind) as medium, pytest.MonkeyPatch.context() as patch:
        (medium / NAME).write_bytes(OLD)
        os.sync()
        system = Cutting(image)
        patch.setattr(disk, "system", system)
        publish(medium / NAME, NEW, sha256(OLD))
        system.cut()
    for copy in system.copies:
        with mounted(copy, kind) as medium:
            left = state(medium)
            found = {left.get(name) for name in (NAME, f"{NAME}.baru", f"{NAME}.lama")}
            assert found & {OLD, NEW}
            if copy == system.copies[-1]:
                assert left[NAME] == NEW
            is_ours = left.get(NAME) in (OLD, NEW, None)
            expected = sha256(OLD if is_ours else left[NAME])
            publish(medium / NAME, NEWER, expected, known={sha256(OLD), sha256(NEW)})
            assert (medium / NAME).read_bytes() == NEWER
    return len(system.copies)


def test_power_cuts_on_a_real_medium(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in MAKERS:
        missing = why_not(kind)
        with capsys.disabled():
            if missing:
                print(f"\nNOT RUN on a real {kind}: {missing}")
            else:
                print(f"\n{check_power_cuts(tmp_path, kind)} power cuts on a real {kind}")
