"""The life of one file on disk: made whole, checked before it is believed, left without traces."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from core.errors import FileError
from core.model.register import Row
from core.storage.schema import APPLICATION_ID, FORMAT, PAGE_SIZE, STATEMENTS, normalised

MAX_SIZE = 256 * 2**20
_MAGIC = b"SQLite format 3\x00"
_CHECK_SECONDS_STEPS = 20_000_000


@contextmanager
def user_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system report into a FileError with one sentence."""
    name = path.name
    try:
        yield
    except sqlite3.Error as error:
        # Python's own complaint of a text that is not UTF-8 comes without a code.
        unreadable = isinstance(error, sqlite3.OperationalError)
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT if unreadable else 0)
        label = getattr(error, "sqlite_errorname", type(error).__name__)
        raise FileError(
            _SENTENCES.get(code & 0xFF, _OTHER).format(name=name, error=label)
        ) from error
    except OSError as error:
        raise FileError(
            f"Berkas {name} tidak dapat dibaca atau ditulis ({os_reason(error)}); "
            "berkas tidak diubah."
        ) from error


def os_reason(error: OSError) -> str:
    """Why the operating system refused, in Indonesian."""
    return _REASONS.get(error.errno or 0, f"kesalahan sistem nomor {error.errno}")


_REASONS = {
    errno.EACCES: "akses ditolak",
    errno.EPERM: "akses ditolak",
    errno.EROFS: "media hanya dapat dibaca",
    errno.ENOSPC: "disk penuh",
    errno.EDQUOT: "jatah disk habis",
    errno.EFBIG: "berkas terlalu besar untuk disk ini",
    errno.ENOENT: "folder atau berkas tidak ditemukan",
    errno.ENOTDIR: "folder tidak ditemukan",
    errno.EISDIR: "nama itu milik sebuah folder",
    errno.ENAMETOOLONG: "nama terlalu panjang",
    errno.EINVAL: "nama tidak dapat dipakai",
    errno.ENODEV: "perangkat tidak ada",
    errno.EIO: "perangkat tidak dapat dibaca atau ditulis",
}


_TAKEN = "Berkas {name} sudah ada dan tidak ditimpa; pilih nama lain."
_DAMAGED = "Berkas {name} rusak dan tidak dibuka; berkas dibiarkan apa adanya."
_NEWER = (
    "Berkas {name} dibuat oleh versi program yang lebih baru; "
    "perbarui program ini untuk membukanya."
)
_OTHER = "Berkas {name} tidak dapat diolah ({error}); perubahan terakhir tidak disimpan."
_SENTENCES = {
    sqlite3.SQLITE_BUSY: "Berkas {name} sedang dibuka oleh program lain; tutup dahulu di sana.",
    sqlite3.SQLITE_READONLY: "Berkas {name} hanya dapat dibaca; perubahan tidak disimpan.",
    sqlite3.SQLITE_FULL: "Disk penuh: perubahan pada {name} tidak disimpan, isi sebelumnya aman.",
    sqlite3.SQLITE_IOERR: "Disk tempat {name} tidak dapat ditulis atau dibaca; "
    "perubahan terakhir tidak disimpan, isi sebelumnya aman.",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_INTERRUPT: _DAMAGED,
}


def create_file(path: Path, tables: Mapping[str, Iterable[Row]]) -> None:
    """Make a new file that holds the rows; all of it or nothing, and never over an existing one."""
    with user_errors(path), tempfile.TemporaryDirectory(prefix="iku-") as folder:
        refuse_existing(path)
        draft = Path(folder) / "baru.sqlite"
        _fill(draft, tables)
        content = draft.read_bytes()
        write_new(path, content)


def refuse_existing(path: Path) -> None:
    """FileError if something has the name already."""
    if os.path.lexists(path):
        raise FileError(_TAKEN.format(name=path.name))


def _fill(draft: Path, tables: Mapping[str, Iterable[Row]]) -> None:
    from sqlite_utils import Database

    db = Database(
        sqlite3.connect(draft), recursive_triggers=False, execute_plugins=False, strict=True
    )
    try:
        db.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA foreign_keys = ON")
        with db.atomic():
            for statement in STATEMENTS:
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {FORMAT}")
            for table, rows in tables.items():
                db.table(table).insert_all(dict(row) for row in rows)
    finally:
        db.close()


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet; nothing half-written stays behind."""
    try:
        with path.open("xb") as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                file.close()
                with suppress(OSError):
                    path.unlink()
                raise
    except FileExistsError as error:
        raise FileError(_TAKEN.format(name=path.name)) from error


def replace_file(path: Path, content: bytes) -> None:
    """Write a file or put a new one in its place; the old one stays whole until then.

    OSError, and everything as before, if it cannot be written.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.baru")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path.resolve())
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def check_kind(path: Path) -> None:
    """Refuse, without SQLite, whatever cannot be a file of this program; FileError says why."""
    name = path.name or str(path)
    if not path.exists():
        raise FileError(f"Berkas {name} tidak ditemukan.")
    if path.is_dir():
        raise FileError(f"{name} adalah folder, bukan berkas.")
    if not path.is_file():
        raise FileError(f"{name} bukan berkas biasa dan tidak dibuka.")
    size = path.stat().st_size
    if size == 0:
        raise FileError(f"Berkas {name} kosong (0 byte) dan tidak dapat dibuka.")
    if size > MAX_SIZE:
        raise FileError(f"Berkas {name} terlalu besar (lebih dari 256 MB) dan tidak dibuka.")
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise FileError(f"{name} bukan berkas IKU.")
    _check_header(name, header, None if _has_leftovers(path) else size)


def _check_header(name: str, header: bytes, size: int | None) -> None:
    """`size` None: a transaction that broke off may have left another one, to be rolled back."""

    def number(start: int, length: int = 4) -> int:
        return int.from_bytes(header[start : start + length], "big")

    if number(68) != APPLICATION_ID:
        raise FileError(f"{name} adalah basis data milik program lain, bukan berkas IKU.")
    if number(60) // 1000 > FORMAT // 1000:
        raise FileError(_NEWER.format(name=name))
    page = number(16, 2)
    in_header_valid = number(24) == number(92)
    if page != PAGE_SIZE:
        raise FileError(_DAMAGED.format(name=name))
    if size is not None and (size % page or (in_header_valid and number(28) * page != size)):
        raise FileError(_DAMAGED.format(name=name))
    if header[18:20] != b"\x01\x01":
        raise FileError(f"Berkas {name} telah diubah oleh program lain dan tidak dibuka.")


def is_newer_minor(path: Path) -> bool:
    """Whether a newer program of the same format family wrote it: readable, not writable."""
    with path.open("rb") as file:
        file.seek(60)
        return int.from_bytes(file.read(4), "big") > FORMAT


def is_write_protected(path: Path) -> bool:
    """Whether file attribute, permission or medium forbids writing."""
    if not path.stat().st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        return True
    return not os.access(path.parent, os.W_OK)


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open a checked, hardened connection; exclusive where it may write.

    FileError where the content is not what this program writes, or another program holds it.
    """
    path = path.absolute()
    with user_errors(path):
        check_kind(path)
        if not read_only:
            _settle_leftovers(path)
        elif _has_leftovers(path):
            _settle_before_reading(path)
        conn = _connect(path, read_only=read_only)
        try:
            _check_content(conn, path.name)
        except BaseException:
            conn.close()
            raise
    return conn


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    mode = "ro" if read_only else "rw"
    conn = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None)
    try:
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 16 * 2**20)
        conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for pragma in (
            "busy_timeout = 1000",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "mmap_size = 0",
            "temp_store = MEMORY",
            "foreign_keys = ON",
            "locking_mode = EXCLUSIVE",
        ):
            conn.execute(f"PRAGMA {pragma}")
        if not read_only:
            conn.execute("PRAGMA journal_mode = TRUNCATE")
            conn.execute("PRAGMA synchronous = EXTRA")
            conn.execute("BEGIN EXCLUSIVE")
            conn.execute("COMMIT")
    except BaseException:
        conn.close()
        raise
    return conn


def _check_content(conn: sqlite3.Connection, name: str) -> None:
    """Schema to the letter, integrity and references; bounded in time."""
    budget = iter(range(_CHECK_SECONDS_STEPS // 100_000))
    conn.set_progress_handler(lambda: 0 if next(budget, None) is not None else 1, 100_000)
    found = {normalised(sql) for (sql,) in conn.execute("SELECT sql FROM sqlite_master") if sql}
    if found != {normalised(sql) for sql in STATEMENTS}:
        (version,) = conn.execute("PRAGMA user_version").fetchone()
        if version > FORMAT:
            raise FileError(_NEWER.format(name=name))
        raise FileError(
            f"Susunan berkas {name} telah diubah oleh program lain; berkas tidak dibuka."
        )
    if conn.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise FileError(_DAMAGED.format(name=name))
    if conn.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise FileError(_DAMAGED.format(name=name))
    conn.set_progress_handler(None, 0)


def _has_leftovers(path: Path) -> bool:
    journal, wal = (path.with_name(path.name + ending) for ending in ("-journal", "-wal"))
    return wal.exists() or _is_hot(journal)


def _is_hot(journal: Path) -> bool:
    """Whether SQLite would play it back: a finished one is empty or begins with zeros."""
    if not journal.is_file():
        return False
    with journal.open("rb") as file:
        return file.read(1) not in (b"", b"\0")


def _settle_before_reading(path: Path) -> None:
    """A reader can neither roll back nor put aside: open once for writing, if that is possible."""
    if is_write_protected(path):
        raise FileError(
            f"Di samping {path.name} ada sisa penulisan yang belum selesai, sedangkan berkas itu "
            "hanya dapat dibaca; salin keduanya ke folder lain, lalu buka di sana."
        )
    disconnect(connect(path, read_only=False), read_only=False)


def _settle_leftovers(path: Path) -> None:
    """Decide about -journal and -wal before SQLite sees them: a stale one can empty a sound file.

    A journal that repairs a copy is left for SQLite to use; one that does not, while the file
    alone is sound, is put aside.
    """
    journal, wal = (path.with_name(path.name + ending) for ending in ("-journal", "-wal"))
    if wal.exists():
        wal.replace(path.with_name(path.name + "-wal.asing"))
    if not _is_hot(journal):
        return
    with tempfile.TemporaryDirectory(prefix="iku-") as folder:
        together = Path(folder) / "bersama.sqlite"
        shutil.copyfile(path, together)
        shutil.copyfile(journal, together.with_name(together.name + "-journal"))
        if _is_sound(together):
            return
        alone = Path(folder) / "sendiri.sqlite"
        shutil.copyfile(path, alone)
        if not _is_sound(alone):
            raise FileError(_DAMAGED.format(name=path.name))
    journal.replace(path.with_name(path.name + "-journal.asing"))


def _is_sound(path: Path) -> bool:
    try:
        conn = _connect(path, read_only=False)
    except sqlite3.Error:
        return False
    try:
        _check_content(conn, path.name)
    except (sqlite3.Error, FileError):
        return False
    finally:
        conn.close()
    try:
        check_kind(path)  # a rollback of something else may have made it longer or shorter
    except FileError:
        return False
    return True


def disconnect(conn: sqlite3.Connection, *, read_only: bool) -> None:
    """Close so that nothing stays beside the file."""
    with suppress(sqlite3.Error):
        if not read_only:
            # In exclusive mode SQLite would leave a journal that a crash had left there.
            conn.execute("PRAGMA locking_mode = NORMAL")
            conn.execute("PRAGMA journal_mode = DELETE")
    conn.close()
