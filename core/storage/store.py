"""Reading the tables of one open file, and writing a change together with its journal lines."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path

from core.errors import DamagedError, FileError
from core.model.change import Butir, Change, InsertRow, SetValue
from core.model.journal import JournalStep, Merge, Vektor
from core.model.register import Register, Value
from core.storage import evidence, file, journal, seal
from core.storage.journal import Head
from core.storage.schema import COLUMNS, FORMAT

WITHOUT_URUTAN = (
    "profil",
    "periode",
    "target",
    "isian",
    "penandatangan",
    "definisi",
    "perubahan",
    "pengesahan",
    "pindaian",
)


class Store:
    """One open file; every method raises FileError with a sentence if the disk fails."""

    def __init__(
        self,
        path: Path,
        *,
        salinan: str,
        berkas: Path,
        read_only: bool = False,
        proved: bool = True,
    ) -> None:
        """Open a file of its own on this PC; `salinan` names the working copy in its journal.

        `berkas` is where the document lies for people; the sentences name it. Not `proved`: see
        `file.connect`.
        """
        self.path = berkas.absolute()
        self._file = path
        self._salinan = salinan
        self._is_doubtful = False
        with file.user_errors(self.path):
            file.check_kind(path, self.path.name)
            self._is_newer = file.format_of(path) > FORMAT
            self.read_only = read_only or self._is_newer or file.is_write_protected(path)
            self._conn, self._head = file.connect(
                path, self.path.name, read_only=self.read_only, proved=proved
            )

    def close(self) -> None:
        """Release the file; nothing stays beside it."""
        file.disconnect(self._conn, read_only=self.read_only)

    @property
    def vektor(self) -> Vektor:
        """What the file has seen."""
        return dict(self._head.vektor)

    @property
    def sidik(self) -> str:
        """The hash of the last step, which stands for the whole content and journal."""
        return self._head.sidik

    def content(self) -> bytes:
        """The whole file as it stands after the last step."""
        with file.user_errors(self.path):
            return self._conn.serialize()

    def backup_to(self, path: Path) -> None:
        """Copy the whole file by SQLite's own means to a path that must not exist yet."""
        with file.user_errors(path), closing(file.new_database(path)) as target:
            self._conn.backup(target)

    def rows(self, table: str) -> dict[str, dict[str, Value]]:
        """All rows of a small table by id, in their order."""
        order = "rowid" if table in WITHOUT_URUTAN else "urutan, id"
        return self._select(table, f"SELECT {_columns(table)} FROM {table} ORDER BY {order}")

    def register_rows(self, register: Register, periode_id: str) -> dict[str, dict[str, Value]]:
        """The rows of a register in one quarter by id, in their order."""
        sql = (
            f"SELECT {_columns(register.kode)} FROM {register.kode} "
            "WHERE periode_id = ? ORDER BY urutan, id"
        )
        return self._select(register.kode, sql, (periode_id,))

    def tallies(self, register: Register) -> dict[str, Counter[tuple[int | None, ...]]]:
        """For each quarter, how many rows of the register have each combination of criteria."""
        criteria = ", ".join(register.kriteria)
        sql = (
            f"SELECT periode_id, count(*), {criteria} FROM {register.kode} "
            f"GROUP BY periode_id, {criteria}"
        )
        tallies: dict[str, Counter[tuple[int | None, ...]]] = {}
        with file.user_errors(self.path), closing(self._conn.execute(sql)) as cursor:
            for periode_id, count, *values in cursor:
                tallies.setdefault(periode_id, Counter())[tuple(values)] = count
        return tallies

    def periode_of_row(self, register: Register, row_id: str) -> str | None:
        """The quarter a register row belongs to; None if there is no such row."""
        sql = f"SELECT periode_id FROM {register.kode} WHERE id = ?"
        with file.user_errors(self.path):
            found = self._conn.execute(sql, (row_id,)).fetchone()
        return None if found is None else str(found[0])

    def journal(self) -> list[JournalStep]:
        """Every step, in the order of the file."""
        with file.user_errors(self.path):
            return journal.read_steps(self._conn)

    def last_step(self) -> JournalStep:
        """The newest step."""
        with file.user_errors(self.path):
            return journal.read_steps(self._conn, self._head.nomor - 1)[-1]

    def has_arsip(self, sidik: str) -> bool:
        """Whether a frozen copy or signed sheet is kept under this hash; it is not read."""
        with file.user_errors(self.path):
            return file.has_arsip(self._conn, sidik)

    def arsip(self, sidik: str) -> bytes | None:
        """A frozen copy or signed sheet by its hash; None if it is not there.

        DamagedError if it is there and not what the hash says.
        """
        with file.user_errors(self.path):
            found = self._conn.execute("SELECT isi FROM arsip WHERE sidik = ?", (sidik,)).fetchone()
        if found is not None and not seal.is_key_of(sidik, found[0]):
            raise DamagedError(
                f"Lembar yang disahkan dalam berkas {self.path.name} telah diubah di luar aplikasi."
            )
        return None if found is None else bytes(found[0])

    def embedded_evidence(self) -> dict[str, int]:
        """The evidence within this file, by its hash, with its lengths."""
        with file.user_errors(self.path):
            return evidence.sizes(self._conn)

    def evidence_embedded(self, sidik: str) -> bytes | None:
        """A piece of evidence by its hash; None if it is not there, DamagedError if altered."""
        with file.user_errors(self.path):
            found = evidence.embedded(self._conn, sidik)
        if found is not None and not seal.is_key_of(sidik, found):
            raise DamagedError(
                f"Isi sebuah bukti dalam berkas {self.path.name} rusak atau telah diubah di luar "
                "aplikasi; bagian lain berkas itu tidak terpengaruh."
            )
        return found

    def write(
        self, change: Change, *, waktu: str, oleh: str, arsip: Mapping[str, bytes] = file.NOTHING
    ) -> None:
        """Apply the change and journal it in one transaction; durable when this returns.

        `arsip` holds what the change names by its hash: frozen copies and signed sheets.
        """
        with self._writing(change.butir) as isi:
            file.add_arsip(self._conn, arsip)
            head = self._head._replace(isi=isi())
            step = journal.next_step(head, self._salinan, waktu, oleh, change.label, change.butir)
            journal.add_step(self._conn, step)
        self._go_on(step, head)

    def write_merge(self, merge: Merge, *, waktu: str, oleh: str) -> None:
        """Take in the other copy's steps with what they change here, in one transaction."""
        with self._writing(merge.perubahan.butir) as isi:
            file.add_arsip(self._conn, merge.arsip)
            head = self._head._replace(isi=isi(), vektor=dict(self._head.vektor))
            last = None
            for number, step in enumerate(merge.steps, head.nomor + 1):
                last = step._replace(nomor=number)
                if journal.seal_step(last) != last:
                    raise ValueError(f"step {step.urut} of {step.salinan} is not what it says")
                journal.add_step(self._conn, last)
                head.vektor[step.salinan] = step.urut
            assert last is not None
            if merge.keputusan is not None:
                after = head._replace(nomor=last.nomor)
                made = journal.next_step(
                    after, self._salinan, waktu, oleh, merge.perubahan.label, merge.keputusan
                )
                last = journal.seal_step(made._replace(induk=(head.sidik, last.sidik)))
                journal.add_step(self._conn, last)
            elif last.isi != seal.as_text(head.isi):
                raise FileError(
                    "Isi salinan yang lain tidak sesuai dengan jurnalnya; tidak ada yang diubah."
                )
        self._go_on(last, head)

    def _go_on(self, step: JournalStep, head: Head) -> None:
        vektor = {**head.vektor, step.salinan: step.urut}
        self._head = Head(step.nomor, step.sidik, head.isi, vektor)

    @contextmanager
    def _writing(self, butir: Sequence[Butir]) -> Iterator[Callable[[], int]]:
        """A transaction that holds the change; its value gives the content's hash after it."""
        if self.read_only:
            made = " dibuat oleh versi program yang lebih baru dan" if self._is_newer else ""
            raise FileError(
                f"Berkas {self.path.name}{made} hanya dapat dibaca; perubahan tidak disimpan."
            )
        touched = journal.changed_rows(butir)

        def share() -> int:
            return sum(seal.rows_hash(self._conn, table, ids) for table, ids in touched.items())

        with file.user_errors(self.path), self._transaction():
            before = share()
            for _, group in groupby(butir, key=_kind):
                self._write_run(list(group))
            yield lambda: self._head.isi - before + share()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._is_doubtful:
            self._make_sure()
        self._conn.execute("BEGIN IMMEDIATE")
        try:
            self._conn.execute("PRAGMA defer_foreign_keys = ON")
            yield
        except BaseException:
            self._roll_back()
            raise
        try:
            self._conn.execute("COMMIT")
        except BaseException:
            self._roll_back()
            if not self._is_committed():
                raise

    def _roll_back(self) -> None:
        try:
            if self._conn.in_transaction:
                self._conn.execute("ROLLBACK")
        except sqlite3.Error:
            self._is_doubtful = True

    def _is_committed(self) -> bool:
        """Whether the step is in the file all the same, durably.

        It is where nothing failed but the very last flush, and that can be made up for.
        """
        try:
            if journal.last_sidik(self._conn) == self._head.sidik:
                return False
            file.flush(file.journal_of(self._file))
        except (sqlite3.Error, OSError):
            self._is_doubtful = True
            return False
        return True

    def _make_sure(self) -> None:
        """FileError unless the file is where the memory is."""
        if journal.last_sidik(self._conn) != self._head.sidik:
            raise FileError(
                f"Setelah gangguan disk tidak pasti apakah perubahan terakhir pada "
                f"{self.path.name} tersimpan; tutup dan buka lagi berkas ini, lalu periksa."
            )
        self._is_doubtful = False

    def _write_run(self, run: Sequence[Butir]) -> None:
        first = run[0]
        columns = COLUMNS[first.tabel]
        if isinstance(first, SetValue):
            if first.kolom not in columns:
                raise ValueError(f"no column {first.kolom} in {first.tabel}")
            sql = f"UPDATE {first.tabel} SET {first.kolom} = ? WHERE id = ? AND {first.kolom} IS ?"
            values: Iterable[Sequence[Value]] = (
                (b.baru, b.id, b.lama) for b in run if isinstance(b, SetValue)
            )
        elif isinstance(first, InsertRow):
            marks = ", ".join("?" * len(columns))
            sql = f"INSERT INTO {first.tabel} ({_columns(first.tabel)}) VALUES ({marks})"
            values = (
                (b.id, *(b.nilai[column] for column in columns[1:]))
                for b in run
                if isinstance(b, InsertRow)
            )
        else:
            sql = f"DELETE FROM {first.tabel} WHERE id = ?"
            values = ((b.id,) for b in run)
        changed = self._conn.executemany(sql, values).rowcount
        if changed != len(run):
            raise ValueError(f"{changed} of {len(run)} rows of {first.tabel} were as expected")

    def _select(
        self, table: str, sql: str, parameters: Sequence[Value] = ()
    ) -> dict[str, dict[str, Value]]:
        columns = COLUMNS[table]
        # An open cursor, kept by the traceback of an error, would keep the file locked.
        with file.user_errors(self.path), closing(self._conn.execute(sql, parameters)) as cursor:
            return {values[0]: dict(zip(columns, values, strict=True)) for values in cursor}


def _columns(table: str) -> str:
    return ", ".join(COLUMNS[table])


def _kind(butir: Butir) -> tuple[type[Butir], str, str]:
    return type(butir), butir.tabel, butir.kolom if isinstance(butir, SetValue) else ""
