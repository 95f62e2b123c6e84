"""Which drives can be carried away or lie on another PC."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_CARRIED = {"vfat", "exfat", "msdos", "fuseblk", "cifs", "smb3", "nfs", "nfs4", "fuse.sshfs"}
_REMOVABLE, _REMOTE = 2, 4  # GetDriveTypeW


def is_carried(path: Path) -> bool:
    """Whether a file lies on a removable or network drive."""
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(path.absolute().anchor)
        return kind in (_REMOVABLE, _REMOTE)
    return _is_carried(QStorageInfo(str(path.absolute().parent)))


def _is_carried(storage: QStorageInfo) -> bool:
    kind = bytes(storage.fileSystemType().data()).decode("ascii", "replace").lower()
    places = ("/media/", "/run/media/", "/mnt/")
    return kind in _CARRIED or storage.rootPath().startswith(places)


def carried_drives() -> list[tuple[Path, str, int]]:
    """Every removable drive that can be written: where, what it is called, free bytes."""
    found = []
    for storage in QStorageInfo.mountedVolumes():
        root = Path(storage.rootPath())
        if storage.isValid() and storage.isReady() and not storage.isReadOnly():
            is_one = is_carried(root / "x") if sys.platform == "win32" else _is_carried(storage)
            if is_one:
                found.append((root, storage.displayName(), storage.bytesAvailable()))
    return found
