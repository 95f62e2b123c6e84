"""A file that is asked about a sheet although another program has edited it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from core.errors import DamagedError
from core.pengesahan.verifikasi import Asked
from core.safekeeping import disk
from core.safekeeping.arrival import on_this_pc
from core.storage import file
from core.storage.outside import examine, read_blob


@contextmanager
def questioned(berkas: Path) -> Iterator[Asked]:
    """What can be read of a file that cannot be opened, from a copy; DamagedError if nothing can,
    FileError for what is no file of this program."""
    with on_this_pc(berkas), TemporaryDirectory(prefix="iku-") as folder:
        with file.user_errors(berkas):
            with suppress(DamagedError):
                file.check_kind(berkas, berkas.name)
            content = disk.read_whole(berkas)
        copy = Path(folder) / "ditanya.sqlite"
        copy.write_bytes(content)
        found = examine(copy, berkas.name)
        arsip = cache(lambda sidik: read_blob(copy, sidik))
        ought = found.seharusnya if found.pasti else None
        yield Asked(berkas.name, found.ada, arsip, is_sound=False, seharusnya=ought)
