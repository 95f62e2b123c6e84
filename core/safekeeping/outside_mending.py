"""What can be done about edits by other programs: taken back, or taken over as one step."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from core.document import Document, Environment
from core.errors import FileError
from core.history.keadaan import difference
from core.model.change import Butir
from core.model.register import Row
from core.row_check import Tables
from core.safekeeping import disk
from core.safekeeping.backups import Backups
from core.safekeeping.lock import Lock
from core.safekeeping.outside_found import Pemeriksaan
from core.safekeeping.places import Places
from core.safekeeping.replacing import keep, replace_document
from core.safekeeping.signed_whole import refuse_missing
from core.safekeeping.whole import Piece
from core.storage import file, journal
from core.storage.outside import rebuild

LABEL = "Diubah di luar aplikasi"
_HIDDEN = ("berkas_id",)


class Mended(NamedTuple):
    """Where the edited file is kept, and evidence that is named in it and was found nowhere."""

    kept: Path | None
    missing: tuple[Piece, ...] = ()


def why_not(found: Pemeriksaan, environment: Environment) -> str:
    """Why the edits cannot be taken over as a step; "" if they can."""
    kinds = {each.jenis for each in found.temuan}
    if kinds & {"riwayat", "pangkal"} or not found.isi.pasti:
        return "Riwayatnya sendiri diubah, sehingga perubahan itu tidak dapat diterima."
    if kinds & {"arsip", "beku", "bukti"} or any(each.beku for each in found.temuan):
        return (
            "Yang diubah sudah disahkan; yang sudah disahkan hanya dapat berubah melalui Perubahan."
        )
    if not found.isi.sel or found.isi.baris or not found.steps:
        return "Tidak ada isian yang dapat diterima; yang diubah hanya susunan berkas."
    if any(each.kolom in _HIDDEN for each in found.isi.sel):
        return "Kode berkas diubah, sehingga perubahan itu tidak dapat diterima."
    try:
        with tempfile.TemporaryDirectory(prefix="iku-") as folder:
            draft = Path(folder) / "baru.sqlite"
            _write_accepted(found, draft, (), environment)
            with file.user_errors(found.target):
                Document(draft, environment, berkas=found.target, read_only=True).close()
    except (FileError, ValueError, KeyError, TypeError):
        return "Sebagian isinya tidak mungkin ditulis oleh program ini; pulihkan menurut riwayat."
    return ""


def _write_accepted(
    found: Pemeriksaan, draft: Path, sources: Iterable[Path], environment: Environment
) -> None:
    last = found.steps[-1]
    head = journal.Head(last.nomor, last.sidik, int(found.isi.isi, 16), {})
    step = journal.next_step(
        head,
        environment.new_id(),
        environment.clock(),
        environment.oleh,
        LABEL,
        accepted_lines(found),
    )
    with file.user_errors(found.target):
        rebuild(draft, _rows(found.isi.ada), [*found.steps, step._replace(sidik="")], sources)


def accepted_lines(found: Pemeriksaan) -> tuple[Butir, ...]:
    """What the step says that takes the edits over."""
    return difference(found.isi.seharusnya, found.isi.ada)


def _rows(tables: Tables) -> dict[str, list[Row]]:
    """The rows as they are written: a part after the one above it."""
    found: dict[str, list[Row]] = {}
    for table, rows in tables.items():
        found[table] = list(rows.values())
        if table == "bagian":
            found[table].sort(key=lambda row: _depth(rows, row))
    return found


def _depth(rows: Mapping[str, Row], row: Row) -> int:
    depth, above = 0, row["induk_id"]
    while above in rows and depth < len(rows):
        above, depth = rows[str(above)]["induk_id"], depth + 1
    return depth


def restore(found: Pemeriksaan, places: Places, environment: Environment) -> Mended:
    """Write the file anew with what ought to be in it; FileError, and nothing lost, if not."""
    if not found.bisa_pulih:
        raise FileError("Isi menurut riwayat tidak dapat dipastikan; berkas tidak diubah.")

    def write(draft: Path, sources: Sequence[Path]) -> None:
        with file.user_errors(found.target):
            rebuild(draft, _rows(found.isi.seharusnya), found.steps, sources)

    return _replace(found, places, environment, write)


def accept(found: Pemeriksaan, places: Places, environment: Environment) -> Mended:
    """Take the edits over as one step of the present user; else as `restore`."""
    if not found.bisa_terima:
        raise FileError(f"{found.sebab} Berkas tidak diubah.")

    def write(draft: Path, sources: Sequence[Path]) -> None:
        _write_accepted(found, draft, sources, environment)

    return _replace(found, places, environment, write)


def _replace(
    found: Pemeriksaan,
    places: Places,
    environment: Environment,
    write: Callable[[Path, Sequence[Path]], None],
) -> Mended:
    waktu = environment.clock()
    with tempfile.TemporaryDirectory(prefix="iku-") as folder:
        draft = Path(folder) / "baru.sqlite"
        sources = []
        for number, path in enumerate((found.berkas, *found.sumber)):
            source = Path(folder) / f"sumber-{number}.sqlite"
            with file.user_errors(path):
                disk.copy(path, source)
            sources.append(source)
        if disk.hash_of(sources[0]) != found.sha256:
            raise FileError(
                f"Berkas {found.target.name} berubah lagi sejak diperiksa; buka sekali lagi. "
                "Tidak ada yang diubah."
            )
        write(draft, sources)
        with closing(Document(draft, environment, berkas=found.target, read_only=True)) as doc:
            refuse_missing(doc)
            berkas_id = doc.berkas_id
        if found.is_kerja:
            return Mended(_replace_kerja(found, draft, places, berkas_id, waktu))
        done = replace_document(found.target, draft, places, environment, waktu)
        return Mended(done.kept, done.missing)


def _replace_kerja(
    found: Pemeriksaan, draft: Path, places: Places, berkas_id: str, waktu: str
) -> Path:
    with file.user_errors(found.target):
        lock = Lock.of(places.work_folder(found.target))
        if lock is None:
            raise FileError(
                f"Berkas {found.target.name} sedang dibuka di jendela lain pada PC ini; "
                "tutup dahulu."
            )
        try:
            aside = Backups(places, berkas_id).aside
            aside.mkdir(parents=True, exist_ok=True)
            kept = keep(found.berkas, "diubah", waktu, aside, found.target.name)
            file.replace_file(found.berkas, draft.read_bytes())
            disk.remove(file.journal_of(found.berkas))
            disk.sync_name(found.berkas)
        finally:
            lock.release()
    return kept
