"""The life of one file on disk: made whole, checked before it is believed, left without traces."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import compress
from operator import not_
from pathlib import Path

from core.errors import DamagedError, FileError, FrozenError
from core.model.journal import JournalStep
from core.model.register import Row
from core.storage import journal, seal
from core.storage.journal import Head
from core.storage.pangkal import write_pangkal
from core.storage.schema import (
    APPLICATION_ID,
    ARSIP_NAMED,
    FORMAT,
    PAGE_SIZE,
    STATEMENTS,
    schema_hash,
)
from core.storage.triggers import SIGNED

Tables = Mapping[str, Iterable[Row]]
NOTHING: Mapping[str, bytes] = {}
MAX_SIZE = 256 * 2**20
_MAGIC = b"SQLite format 3\x00"
_CHECK_STEPS = 100_000_000


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
        if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER and str(error) == SIGNED:
            raise FrozenError(SIGNED) from error
        sentence = _SENTENCES.get(code & 0xFF, _OTHER)
        kind = DamagedError if sentence is _DAMAGED else FileError
        raise kind(sentence.format(name=name, error=label)) from error
    except UnicodeDecodeError as error:  # SQLite's message quotes the damaged bytes
        raise DamagedError(_DAMAGED.format(name=name)) from error
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


BARU, LAMA = ".baru", ".lama"
"""So ends what lies beside a file while it is replaced, or where that has broken off."""
_BESIDE = (
    "Di samping {name} ada {sibling}, yang mungkin satu-satunya salinan utuh dari berkas itu; "
    "buka {name} untuk memulihkannya, atau pilih nama lain."
)
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


def create_file(
    path: Path, tables: Tables, first: JournalStep, arsip: Mapping[str, bytes] = NOTHING
) -> None:
    """Make a new file that holds the rows and the first step of its journal (whose hashes are
    filled in here); all of it or nothing, and never over an existing file."""
    with user_errors(path), tempfile.TemporaryDirectory(prefix="iku-") as folder:
        refuse_existing(path)
        draft = Path(folder) / "baru.sqlite"
        fill(draft, tables, [first], arsip)
        write_new(path, draft.read_bytes())


def refuse_existing(path: Path) -> None:
    """FileError if something has the name already, or is left beside it of a file that had it."""
    if os.path.lexists(path):
        raise FileError(_TAKEN.format(name=path.name))
    for ending in (LAMA, BARU):
        sibling = path.with_name(path.name + ending)
        if os.path.lexists(sibling):
            raise FileError(_BESIDE.format(name=path.name, sibling=sibling.name))


def fill(
    draft: Path,
    tables: Tables,
    steps: Sequence[JournalStep],
    arsip: Mapping[str, bytes] = NOTHING,
) -> None:
    """Write a whole file where none is; the last step is given the content's hash.

    Its triggers come last: they watch over changes, not over what a file begins with.
    """
    from sqlite_utils import Database

    db = Database(new_database(draft), recursive_triggers=False, execute_plugins=False, strict=True)
    try:
        db.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA foreign_keys = ON")
        with db.atomic():
            db.execute("PRAGMA defer_foreign_keys = ON")
            is_trigger = [each.startswith("CREATE TRIGGER") for each in STATEMENTS]
            for statement in compress(STATEMENTS, map(not_, is_trigger)):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {FORMAT}")
            for table, rows in tables.items():
                db.table(table).insert_all(dict(row) for row in rows)
            add_arsip(db.conn, arsip)
            isi = seal.as_text(seal.content_hash(db.conn))
            *earlier, last = steps
            for step in (*earlier, journal.seal_step(last._replace(isi=isi))):
                journal.add_step(db.conn, step)
            write_pangkal(db.conn, last.nomor)
            for statement in compress(STATEMENTS, is_trigger):
                db.execute(statement)
    finally:
        db.close()


def add_arsip(conn: sqlite3.Connection, arsip: Mapping[str, bytes]) -> None:
    """Keep bytes by their hashes; what is there already stays."""
    for sidik, isi in arsip.items():
        if not seal.is_key_of(sidik, isi):
            raise ValueError(f"{sidik} is not the hash of what is to be kept by it")
        if not has_arsip(conn, sidik):
            conn.execute("INSERT INTO arsip VALUES (?, ?)", (sidik, isi))


def has_arsip(conn: sqlite3.Connection, sidik: str) -> bool:
    """Whether bytes are kept under this hash, without reading them."""
    found = conn.execute("SELECT 1 FROM arsip WHERE sidik = ?", (sidik,)).fetchone()
    return found is not None


def new_database(path: Path) -> sqlite3.Connection:
    """A connection to a file that does not exist yet."""
    refuse_existing(path)
    return sqlite3.connect(path, isolation_level=None)


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


def check_kind(path: Path, name: str) -> None:
    """Refuse, without SQLite, whatever cannot be a file of this program; FileError says why."""
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
    _check_header(name, header, None if is_hot(journal_of(path)) else size)


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
        raise DamagedError(_DAMAGED.format(name=name))
    if size is not None and (size % page or (in_header_valid and number(28) * page != size)):
        raise DamagedError(_DAMAGED.format(name=name))
    if header[18:20] != b"\x01\x01":
        raise DamagedError(f"Berkas {name} telah diubah oleh program lain dan tidak dibuka.")


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what is needed to take back a transaction that broke off."""
    return path.with_name(path.name + "-journal")


def flush(path: Path) -> None:
    """Have what was written to a file reach the disk; OSError if it does not."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_hot(leftover: Path) -> bool:
    """Whether SQLite would play the journal back: a finished one is empty or begins with zeros."""
    if not leftover.is_file():
        return False
    with leftover.open("rb") as file:
        return file.read(1) not in (b"", b"\0")


def format_of(path: Path) -> int:
    """The number of the format in which the file is written; see core.storage.schema."""
    with path.open("rb") as file:
        file.seek(60)
        return int.from_bytes(file.read(4), "big")


def is_write_protected(path: Path) -> bool:
    """Whether file attribute, permission or medium forbids writing."""
    if not path.stat().st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        return True
    return not os.access(path.parent, os.W_OK)


def connect(
    path: Path, name: str, *, read_only: bool, proved: bool = True
) -> tuple[sqlite3.Connection, Head]:
    """Open a checked, hardened connection to a file of this PC; exclusive where it may write.

    DamagedError where the content is not what this program writes; what SQLite reports comes out
    as it is, for `user_errors` around it. Not `proved`: the content need not be what the journal
    says, and nothing may rest on it.
    """
    conn = open_connection(path, read_only=read_only)
    try:
        return conn, _check_content(conn, name, proved=proved)
    except BaseException:
        conn.close()
        raise


def open_connection(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A hardened connection to a file whose content nobody has checked yet."""
    mode = "ro" if read_only else "rw"
    conn = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None
    )
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


@contextmanager
def bounded(conn: sqlite3.Connection) -> Iterator[None]:
    """Stop whatever would take for ever, as a hostile view does."""
    budget = iter(range(_CHECK_STEPS // 100_000))
    conn.set_progress_handler(lambda: 0 if next(budget, None) is not None else 1, 100_000)
    yield
    conn.set_progress_handler(None, 0)


def _check_content(conn: sqlite3.Connection, name: str, *, proved: bool) -> Head:
    """Schema to the letter, integrity, references, journal and content; bounded in time."""
    with bounded(conn):
        if not has_schema(conn, schema_hash(STATEMENTS)):
            (version,) = conn.execute("PRAGMA user_version").fetchone()
            if version > FORMAT:
                raise FileError(_NEWER.format(name=name))
            raise DamagedError(
                f"Susunan berkas {name} telah diubah oleh program lain; berkas tidak dibuka."
            )
        check_integrity(conn, name)
        if not proved:
            return journal.EMPTY
        head = journal.prove(conn, name)
        _prove_arsip(conn, name)
        return head


def _prove_arsip(conn: sqlite3.Connection, name: str) -> None:
    """DamagedError where a frozen copy or a signed sheet is not what its hash says, or belongs to
    no signed version: that one was taken out, for nothing here ever goes."""
    with closing(conn.execute("SELECT sidik, isi FROM arsip")) as cursor:
        if not all(seal.is_key_of(sidik, isi) for sidik, isi in cursor):
            raise DamagedError(
                f"Lembar yang disahkan dalam berkas {name} rusak atau telah diubah oleh program "
                "lain; berkas tidak dibuka."
            )
    if conn.execute(f"SELECT 1 FROM arsip WHERE sidik NOT IN ({ARSIP_NAMED}) LIMIT 1").fetchone():
        raise DamagedError(
            f"Berkas {name} memuat lembar yang disahkan tanpa pengesahannya: pengesahan itu "
            "dihapus di luar aplikasi; berkas tidak dibuka."
        )


def has_schema(conn: sqlite3.Connection, expected: str) -> bool:
    """Whether tables and triggers are those, to the letter, of the schema with this hash."""
    found = [sql for (sql,) in conn.execute("SELECT sql FROM sqlite_master") if sql]
    return schema_hash(found) == expected


def check_integrity(conn: sqlite3.Connection, name: str) -> None:
    """DamagedError where SQLite itself finds something wrong, keys that lead astray among it."""
    if conn.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise DamagedError(_DAMAGED.format(name=name))
    if conn.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise DamagedError(_DAMAGED.format(name=name))


def disconnect(conn: sqlite3.Connection, *, read_only: bool) -> None:
    """Close so that nothing stays beside the file."""
    with suppress(sqlite3.Error):
        if not read_only:
            # In exclusive mode SQLite would leave a journal that a crash had left there.
            conn.execute("PRAGMA locking_mode = NORMAL")
            conn.execute("PRAGMA journal_mode = DELETE")
    conn.close()
