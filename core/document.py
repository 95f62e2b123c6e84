"""The one door to a file: everything is read, computed and changed through a `Document`.

It knows neither clock nor random source: `clock`, `new_id` and `oleh` (who) are given by the face
that opens it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.agency_rows import (
    iku_from_rows,
    penandatangan_from_row,
    profil_from_row,
    tugas_fungsi_from_rows,
)
from core.calculator.calculator import compute_hasil, compute_realisasi, compute_tahunan
from core.definisi_rows import DEFINISI_TABLES, definisi_from_rows
from core.errors import DamagedError
from core.fields import Field, fields_of
from core.frozen import Frozen
from core.memory import Memory
from core.model.change import Change, DeleteRow, InsertRow, SetValue
from core.model.definisi import Definisi, Iku
from core.model.hasil import Hasil, Isian, Realisasi
from core.model.journal import JournalStep, Merge, Vektor
from core.model.pengesahan import ACTS, Bukti, Pengesahan, Perubahan, Pindaian
from core.model.periode import TAHUNAN, Periode, periode_from_id
from core.model.profil import Penandatangan, Profil, Target, TugasFungsi
from core.model.register import REGISTER, Row, Tally, urutan_of
from core.row_check import check_rows
from core.signed import bukti_from_row, pindaian_from_row, refuse_signed
from core.storage.file import NOTHING, create_file
from core.storage.store import Store

if TYPE_CHECKING:  # read only where something was signed
    from core.pengesahan.beku import Beku


class Environment(NamedTuple):
    """What the core must not find out by itself: `clock` gives ISO local time, `oleh` a name."""

    clock: Callable[[], str]
    new_id: Callable[[], str]
    oleh: str


class Touched(NamedTuple):
    """What a change altered: tables, and the quarters concerned (empty: perhaps all)."""

    tables: frozenset[str]
    periods: frozenset[Periode]


def create(path: Path, environment: Environment, *, tahun: int, contoh: bool = False) -> None:
    """Make a complete new file at `path`; FileError if one is there or cannot be made."""
    from core import catalogue  # reads TOML, which opening a file does not need

    berkas_id = environment.new_id()
    rows = catalogue.new_file_rows(berkas_id=berkas_id, tahun=tahun, contoh=contoh)
    create_file(path, rows, first_step(environment, berkas_id, "Berkas dibuat"))


def first_step(environment: Environment, berkas_id: str, label: str) -> JournalStep:
    """The step with which the journal of a new file begins."""
    made = (SetValue("profil", "profil", "berkas_id", None, berkas_id),)
    head = (1, environment.new_id(), 1, environment.clock(), environment.oleh, label)
    return JournalStep(*head, (), "", "", made)


class Document:
    """An open file. All answers are exact and as of the last change; changes go through `apply`."""

    def __init__(
        self,
        path: Path,
        environment: Environment,
        *,
        salinan: str | None = None,
        berkas: Path | None = None,
        read_only: bool = False,
        proved: bool = True,
    ) -> None:
        """Open and check a file of its own on this PC; FileError says why it cannot be opened.

        `salinan` names this working copy for ever in the journal; a new one where it is left out.
        `berkas` is where the document lies for people, where that is another place. Not `proved`:
        only to be looked at, since the content need not be what the journal says.
        """
        self.environment = environment
        self.salinan = salinan or environment.new_id()
        berkas = berkas or path
        self._store = Store(
            path,
            salinan=self.salinan,
            berkas=berkas,
            read_only=read_only or not proved,
            proved=proved,
        )
        try:
            self._memory = Memory(self._store)
            self._tables: Mapping[str, Mapping[str, Row]] = self._memory.tables
            check_rows(self._tables, berkas.name)
        except BaseException:
            self._store.close()
            raise
        self._frozen = Frozen(self._tables, self.arsip, berkas.name)
        self._definisi: dict[str, Definisi] = {}
        self._realisasi: dict[tuple[str, Periode], Realisasi] = {}

    def close(self) -> None:
        """Release the file; nothing stays beside it."""
        self._store.close()

    @property
    def path(self) -> Path:
        """Where the document lies for people."""
        return self._store.path

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    # The file as a whole

    @property
    def berkas_id(self) -> str:
        """What all copies of one document have in common."""
        return str(self._tables["profil"]["profil"]["berkas_id"])

    @property
    def vektor(self) -> Vektor:
        """What this copy has seen."""
        return self._store.vektor

    @property
    def sidik(self) -> str:
        """The hash of the last step, which stands for the whole content and journal."""
        return self._store.sidik

    def content(self) -> bytes:
        """The file as it stands, whole."""
        return self._store.content()

    def backup_to(self, path: Path) -> None:
        """Copy the file by SQLite's own means; FileError if something is there already."""
        self._store.backup_to(path)

    def journal(self) -> list[JournalStep]:
        """Every step that the file has seen, oldest first."""
        return self._store.journal()

    @property
    def last_step(self) -> JournalStep:
        """The newest of them, without reading the others."""
        return self._store.last_step()

    def all_rows(self) -> dict[str, Mapping[str, Row]]:
        """Every row of every table by id."""
        registers = {kode: self._store.rows(kode) for kode in REGISTER}
        return {**self._tables, **registers}

    # What the agency is

    def rows(self, table: str) -> Mapping[str, Row]:
        """The rows of a small table by id; for the verbs that change them."""
        return self._tables[table]

    @property
    def profil(self) -> Profil:
        return profil_from_row(self._tables["profil"]["profil"])

    @property
    def tugas_fungsi(self) -> tuple[TugasFungsi, ...]:
        return tugas_fungsi_from_rows(self._tables["tugas_fungsi"].values())

    @property
    def penandatangan(self) -> tuple[Penandatangan, ...]:
        return tuple(map(penandatangan_from_row, self._tables["penandatangan"].values()))

    @property
    def iku(self) -> tuple[Iku, ...]:
        """The indicators in their order."""
        return iku_from_rows(self._tables["iku"].values(), self._tables["sasaran"])

    def semua_definisi(self, iku: str) -> tuple[Definisi, ...]:
        """Every definition of the indicator, templates too, in their order in the file."""
        return tuple(self._definisi_of(iku))

    def _definisi_of(self, iku: str) -> Iterator[Definisi]:
        """One after the other, so that those nobody asks for are never put together."""
        for key, row in self._tables["definisi"].items():
            if row["iku_id"] == iku:
                yield self._definisi_by_id(key)

    def definisi(self, iku: str, periode: Periode) -> Definisi | None:
        """The definition that counts in the period; None if there is none.

        For a signed one it is that of its frozen copy, whatever the file says by now.
        """
        beku = self._frozen.beku_in(periode)
        if beku is not None:
            return beku.definisi(iku)
        found = (each for each in self._definisi_of(iku) if each.is_valid_in(periode.tahun))
        return next(found, None)

    def is_same_definisi(self, iku: str, one: Periode, other: Periode) -> bool:
        """Whether one definition counts in both periods, so that a code means the same in both."""
        definisi = self.definisi(iku, one)
        return definisi is not None and definisi == self.definisi(iku, other)

    def _definisi_by_id(self, definisi_id: str) -> Definisi:
        if definisi_id not in self._definisi:
            self._definisi[definisi_id] = definisi_from_rows(
                self._tables["definisi"][definisi_id],
                self.bagian_rows(definisi_id),
                self.pita_rows(definisi_id),
            )
        return self._definisi[definisi_id]

    def bagian_rows(self, definisi_id: str) -> list[Row]:
        """The parts of a definition as rows, for the editor of definitions."""
        rows = self._tables["bagian"].values()
        return sorted((r for r in rows if r["definisi_id"] == definisi_id), key=urutan_of)

    def pita_rows(self, definisi_id: str) -> list[Row]:
        """The bands of a definition and of its parts as rows."""
        rows = self._tables["pita"].values()
        return sorted((r for r in rows if r["definisi_id"] == definisi_id), key=urutan_of)

    def target(self, iku: str, periode: Periode) -> Target | None:
        """The target of exactly this period; a year's target is not the quarters'."""
        row = self._tables["target"].get(f"{periode.id}/{iku}")
        return None if row is None else Target(Decimal(row["nilai"] or 0), str(row["teks"]))

    # What was signed

    def semua_pengesahan(self, periode: Periode | None = None) -> tuple[Pengesahan, ...]:
        """Every signed version, or those of one period, the oldest first."""
        acts = self._frozen.signed.pengesahan
        return tuple(each for each in acts if periode in (None, each.periode))

    def semua_perubahan(self, periode: Periode | None = None) -> tuple[Perubahan, ...]:
        """Every act that reopened a signed period, the oldest first."""
        acts = self._frozen.signed.perubahan
        return tuple(each for each in acts if periode in (None, each.periode))

    def pengesahan(self, periode: Periode) -> Pengesahan | None:
        """The signed version that is in force for exactly this period; None while it is open."""
        return self._frozen.signed.in_force.get(periode)

    def perubahan(self, periode: Periode) -> Perubahan | None:
        """The act by which a period that was signed is open now; None if there is none."""
        acts = self.semua_perubahan(periode)
        return acts[-1] if acts and self.pengesahan(periode) is None else None

    def pengunci(self, periode: Periode) -> Pengesahan | None:
        """What holds the inputs of a period fast: its own signed version, or that of its year."""
        return self._frozen.signed.pengunci(periode)

    def beku(self, pengesahan: Pengesahan) -> Beku:
        """The frozen copy of a signed version; DamagedError if it is not there or not the one."""
        return self._frozen.beku(pengesahan)

    def has_arsip(self, sidik: str) -> bool:
        """Whether the file holds the frozen copy or sheet with this hash, which is not read:
        opening has proved all of them."""
        return self._store.has_arsip(sidik)

    def arsip(self, sidik: str) -> bytes:
        """A frozen copy or signed sheet by its hash; DamagedError if it is not there."""
        found = self._store.arsip(sidik)
        if found is None:
            raise DamagedError(
                f"Lembar yang disahkan tidak ada lagi di dalam berkas {self.path.name}."
            )
        return found

    def embedded_evidence(self) -> dict[str, int]:
        """The evidence whose bytes this very file holds, by hash, with their lengths; a document
        has it, a working copy has not (see core.safekeeping.evidence)."""
        return self._store.embedded_evidence()

    def evidence_embedded(self, sidik: str) -> bytes | None:
        """The bytes of a piece that this very file holds; None if it does not, DamagedError if
        they are not what the hash says."""
        return self._store.evidence_embedded(sidik)

    def semua_bukti(self) -> tuple[Bukti, ...]:
        """Every piece of evidence, in its order."""
        rows = sorted(self._tables["bukti"].values(), key=urutan_of)
        return tuple(map(bukti_from_row, rows))

    def bukti(self, periode: Periode, untuk: str | None = None) -> tuple[Bukti, ...]:
        """The evidence of a period, or only that for one figure, input or row of it."""
        return tuple(
            each
            for each in self.semua_bukti()
            if each.periode == periode and untuk in (None, each.untuk)
        )

    def pindaian(self, pengesahan_id: str) -> tuple[Pindaian, ...]:
        """The scans of a signed version, the oldest first."""
        rows = self._tables["pindaian"].values()
        return tuple(pindaian_from_row(r) for r in rows if r["pengesahan_id"] == pengesahan_id)

    # What was measured

    def fields(self, iku: str, periode: Periode) -> dict[str, Field]:
        """The single-valued inputs of an indicator by key; none without definition."""
        definisi = self.definisi(iku, periode)
        return {} if definisi is None else fields_of(definisi)

    def nilai(self, periode: Periode, kunci: str) -> str | None:
        """What is filled in under the key, as canonical text; None if nothing."""
        row = self._tables["isian"].get(f"{periode.id}/{kunci}")
        return None if row is None else str(row["nilai"])

    def isian(self, periode: Periode) -> Isian:
        """All inputs of a quarter."""
        prefix = periode.id
        nilai = {
            str(row["kunci"]): str(row["nilai"])
            for row in self._tables["isian"].values()
            if row["periode_id"] == prefix
        }
        tally = {kode: self.tally(kode, periode) for kode in REGISTER}
        return Isian(periode, nilai, tally)

    def tally(self, register: str, periode: Periode) -> Tally:
        """How many rows of the register have each combination of criteria."""
        return self._memory.tally(register, periode.id)

    def register(self, kode: str, periode: Periode) -> Mapping[str, Row]:
        """The rows of a register in a quarter by id, in their order; read when first asked for."""
        return self._memory.register(kode, periode.id)

    def has_periode(self, periode: Periode) -> bool:
        """Whether anything was put down for the period (its row exists in the file)."""
        return periode.id in self._tables["periode"]

    def tanggal_lembar(self, periode: Periode) -> str | None:
        """The date of the period's sheet (YYYY-MM-DD or YYYY-MM); None: not set."""
        row = self._tables["periode"].get(periode.id)
        return None if row is None or row["tanggal_lembar"] is None else str(row["tanggal_lembar"])

    def periode_berisi(self) -> tuple[Periode, ...]:
        """The quarters that hold any input, in order of time."""
        ids = {str(row["periode_id"]) for row in self._tables["isian"].values()}
        periods = sorted(periode_from_id(each) for each in ids.union(self._memory.counted()))
        return tuple(each for each in periods if not each.is_tahunan)

    # What follows from it

    def realisasi(self, iku: str, periode: Periode) -> Realisasi:
        """What the indicator reached, with its steps; a year follows from its quarters.

        Of a signed period it is what was signed.
        """
        beku = self._frozen.beku_in(periode)
        if beku is not None:
            return beku.hasil_iku(iku, periode).realisasi
        key = (iku, periode)
        if key not in self._realisasi:
            definisi = self.definisi(iku, periode)
            if periode.is_tahunan:
                quarters = [self.realisasi(iku, each) for each in periode.triwulan_setahun]
                found = compute_tahunan(definisi, quarters)
            else:
                found = compute_realisasi(definisi, self.isian(periode))
            self._realisasi[key] = found
        return self._realisasi[key]

    def hasil(self, periode: Periode) -> tuple[Hasil, ...]:
        """All indicators of the period, set against their targets."""
        beku = self._frozen.beku_in(periode)
        if beku is not None:
            return beku.hasil[periode.id]
        return tuple(self._hasil(iku, periode) for iku in self.iku)

    def hasil_iku(self, iku: str, periode: Periode) -> Hasil:
        """One indicator of the period, set against its target."""
        beku = self._frozen.beku_in(periode)
        if beku is not None:
            return beku.hasil_iku(iku, periode)
        return next(self._hasil(each, periode) for each in self.iku if each.id == iku)

    def _hasil(self, iku: Iku, periode: Periode) -> Hasil:
        return compute_hasil(
            iku,
            self.definisi(iku.id, periode),
            periode,
            self.realisasi(iku.id, periode),
            self.realisasi(iku.id, periode.sebelumnya),
            self.target(iku.id, periode),
            self.profil.batas_capaian,
        )

    # The door

    def apply(self, change: Change, arsip: Mapping[str, bytes] = NOTHING) -> Touched:
        """Write the change and its journal lines in one transaction, then follow it in memory.

        Durable when this returns; FileError, and file and memory as before, if it cannot be
        written; FrozenError if it touches what was signed. `change.inverse()` applied next brings
        everything back, but for formal acts. `arsip` holds what these name by its hash.
        """
        homes = self.check(change)
        return self._follow_change(change, homes, partial(self._store.write, change, arsip=arsip))

    def check(self, change: Change) -> list[str | None]:
        """FrozenError if the change touches what was signed; else the quarter of each register
        row in it (None: no register)."""
        homes = self._memory.homes(change)
        refuse_signed(self._frozen.signed, self._tables, change, homes)
        return homes

    def apply_merge(self, merge: Merge) -> Touched:
        """Take in another copy's steps and join them to this one's, in one transaction.

        `merge.perubahan.inverse()` applied next brings the content back; the journal keeps both.
        """
        homes = self._memory.homes(merge.perubahan)
        return self._follow_change(merge.perubahan, homes, partial(self._store.write_merge, merge))

    def _follow_change(
        self, change: Change, homes: Sequence[str | None], write: Callable[..., None]
    ) -> Touched:
        write(waktu=self.environment.clock(), oleh=self.environment.oleh)
        self._memory.follow(change, homes)
        return self._forget(change, homes)

    def _forget(self, change: Change, homes: Iterable[str | None]) -> Touched:
        """Drop what was computed from anything that the change altered."""
        tables = frozenset(butir.tabel for butir in change.butir)
        ids = {home for home in homes if home is not None}
        ids.update(
            str(row["periode_id"]) for row in map(self._isian_row, change.butir) if row is not None
        )
        if tables & {*ACTS}:
            self._frozen.follow()
        if tables & {*DEFINISI_TABLES, *ACTS}:
            self._definisi.clear()
            self._realisasi.clear()
            return Touched(tables, frozenset())
        periods = {periode_from_id(each) for each in ids}
        stale = periods | {Periode(each.tahun, TAHUNAN) for each in periods}
        self._realisasi = {k: v for k, v in self._realisasi.items() if k[1] not in stale}
        local = tables <= {*REGISTER, "isian"}
        return Touched(tables, frozenset(stale) if local else frozenset())

    def _isian_row(self, butir: SetValue | InsertRow | DeleteRow) -> Row | None:
        if butir.tabel != "isian":
            return None
        if isinstance(butir, SetValue):
            return self._tables["isian"][butir.id]
        return butir.nilai
