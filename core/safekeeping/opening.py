"""Opening a document: lock, working copy or document, and what to do where they do not agree."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from core.document import Document, Environment
from core.errors import DamagedError, FileError
from core.model.journal import relation
from core.safekeeping import disk
from core.safekeeping.arrival import (
    Arrived,
    arrive,
    bring_up_to_date,
    looked_at,
    on_this_pc,
    unloaded,
)
from core.safekeeping.backups import Backups
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.given_up import give_up, keep_beside
from core.safekeeping.kept import KeptFile
from core.safekeeping.lock import Lock
from core.safekeeping.places import Keadaan, Places, read_keadaan
from core.safekeeping.publish import siblings
from core.safekeeping.retrieving import about_missing, retrieve
from core.safekeeping.standing import (
    SAMA,
    hash_at,
    sentences,
    standing_here,
    unknown_signings,
    vektor_there,
)
from core.safekeeping.whole import lacking, remove_drafts
from core.storage import file

if TYPE_CHECKING:
    from core.safekeeping.outside_found import OutsideEdits


class Pilihan(Enum):
    """What to open where working copy and document both have something."""

    TANYA = "tanya"
    KERJA = "kerja"
    BERKAS = "berkas"


class InUse(FileError):
    """The document is open in another window of this PC."""


class Undecided(FileError):
    """Work that has not reached the document, and the document gone or replaced meanwhile.

    `can_go_on`: the work on this PC can be opened (Pilihan.KERJA); `is_there`: something lies at
    the document's place (Pilihan.BERKAS); `edited`: what another program did to the working copy.
    """

    edited: OutsideEdits | None = None

    def __init__(self, message: str, *, can_go_on: bool, is_there: bool) -> None:
        super().__init__(message)
        self.can_go_on = can_go_on
        self.is_there = is_there


def open_kept(
    target: Path,
    places: Places,
    environment: Environment,
    pilihan: Pilihan = Pilihan.TANYA,
) -> KeptFile:
    """Open a document for work; FileError says why it cannot be opened.

    InUse and Undecided as above; DamagedError where what lies there is not whole.
    """
    target = target.absolute()
    if target.is_symlink():
        target = Path(os.path.realpath(target))
    with file.user_errors(target):
        folder = places.work_folder(target)
        with on_this_pc(target):
            lock = Lock.of(folder)
        if lock is None:
            raise InUse(
                f"Berkas {target.name} sedang dibuka di jendela lain pada PC ini; "
                "lanjutkan di sana atau tutup dahulu."
            )
        try:
            return _Opening(target, folder, places, environment, lock).open(pilihan)
        except DamagedError as error:
            lock.release()
            raise _as_edited(error, target, places, environment) from error
        except BaseException:
            lock.release()
            raise


def _as_edited(
    error: DamagedError, target: Path, places: Places, environment: Environment
) -> FileError:
    """The refusal with every edit of another program, where that is what has happened."""
    from core.safekeeping.outside import outside_edits  # sound files never need it

    return outside_edits(error, target, target, places, environment) or error


def _with_its_sheets(doc: Document) -> Document:
    """The document, closed and DamagedError if it lacks a sheet that was signed."""
    if doc.semua_pengesahan():
        from core.safekeeping.signed_whole import refuse_missing

        try:
            refuse_missing(doc)
        except BaseException:
            doc.close()
            raise
    return doc


class _Opening:
    """One attempt to open a document, with the lock held."""

    def __init__(
        self, target: Path, folder: Path, places: Places, environment: Environment, lock: Lock
    ) -> None:
        self.target = target
        self.folder = folder
        self.places = places
        self.environment = environment
        self.lock = lock
        self.keadaan = read_keadaan(folder)
        self.rupa = disk.look_of(target) if self.keadaan and self.keadaan.asal else ""
        self.found = self._found()

    def _found(self) -> str | None:
        """The SHA-256 of the document.

        One with evidence, which takes its time to be read, is taken for what it looks like: it is
        read whole before anything takes its place.
        """
        keadaan = self.keadaan
        if keadaan is not None and self.rupa and self.rupa == keadaan.rupa:
            return keadaan.terbit
        return hash_at(self.target)

    def _store(self, berkas_id: str) -> EvidenceStore:
        return EvidenceStore(self.places.evidence_folder(berkas_id))

    def open(self, pilihan: Pilihan) -> KeptFile:
        keadaan = self.keadaan
        if keadaan is None or not keadaan.working_copy.is_file():
            return self._open_document()
        is_dirty = self._is_dirty(keadaan)
        if self._is_ours(keadaan) and (is_dirty or not disk.is_protected(self.target)):
            return self._go_on_or_ask(keadaan, is_dirty, pilihan)
        if pilihan is Pilihan.KERJA:
            return self._go_on_or_ask(keadaan, is_dirty, pilihan)
        if pilihan is Pilihan.TANYA and (is_dirty or self.found is None):
            raise self._undecided("hilang" if self.found is None else "diganti")
        return self._open_document()

    def _is_ours(self, keadaan: Keadaan) -> bool:
        """Whether the document is what this PC put there, or what breaking off left of that."""
        known = (keadaan.terbit, *keadaan.dicoba)
        if self.found is not None:
            return self.found in known
        try:
            return any(disk.hash_of(path) in known for path in siblings(self.target))
        except OSError:
            return False

    def _is_dirty(self, keadaan: Keadaan) -> bool:
        """Whether the working copy is, or may be, something that the document is not."""
        kerja = keadaan.working_copy
        there = self.found if self.found in keadaan.dicoba else keadaan.terbit
        is_hot = file.is_hot(file.journal_of(kerja))
        return is_hot or disk.hash_of(kerja) != keadaan.kerja_of(there)

    def _undecided(self, what: str) -> Undecided:
        name, drive = self.target.name, disk.drive_name(self.target)
        sentence = {
            "hilang": f"Berkas {name} tidak ada atau tidak dapat dibaca di {drive}, tetapi "
            "salinan kerjanya ada di PC ini.",
            "diganti": f"Berkas {name} di {drive} telah diganti, sedangkan di PC ini ada "
            "perubahan yang belum sampai ke sana.",
            "rusak": f"Salinan kerja {name} di PC ini rusak; berkas di {drive} ada, tetapi "
            "mungkin belum memuat perubahan terakhir.",
        }[what]
        return Undecided(sentence, can_go_on=what != "rusak", is_there=self.found is not None)

    def _go_on_or_ask(self, keadaan: Keadaan, is_dirty: bool, pilihan: Pilihan) -> KeptFile:
        try:
            kept = self._go_on(keadaan, is_dirty)
        except FileError as error:
            if pilihan is not Pilihan.BERKAS:
                # What the system or SQLite refused for another reason says so itself.
                if not isinstance(error, DamagedError) and error.__cause__ is not None:
                    raise
                if self.found is None:
                    raise DamagedError(
                        f"Berkas {self.target.name} tidak ada atau tidak dapat dibaca, dan salinan "
                        "kerjanya di PC ini rusak."
                    ) from error
                raise self._edited(error, keadaan) from error
            kept = None
        return kept or self._open_document()

    def _edited(self, error: FileError, keadaan: Keadaan) -> Undecided:
        """The question, with every edit of another program where that is what has happened."""
        from core.safekeeping.outside import outside_edits  # sound files never need it

        question = self._undecided("rusak")
        if isinstance(error, DamagedError):
            kerja = keadaan.working_copy
            question.edited = outside_edits(
                error, kerja, self.target, self.places, self.environment
            )
        return question

    def _go_on(self, keadaan: Keadaan, is_dirty: bool) -> KeptFile | None:
        """Work on where this PC left off; None where the document is further than that."""
        bring_up_to_date(keadaan.working_copy, self.target.name)
        keadaan = self._as_it_stands(keadaan._replace(berkas=self.target))
        doc = self._work_on(keadaan)
        here, there = relation(doc.vektor, keadaan.vektor)
        if there:
            # Only a disk that did not flush as it said gives back an older working copy.
            doc.close()
            if self._is_ours(keadaan):
                if here:
                    raise DamagedError(f"Salinan kerja {self.target.name} di PC ini rusak.")
                return None
            # Its next numbers have been given already.
            keadaan = keadaan._replace(salinan=self.environment.new_id())
            keadaan.write()
            doc = self._work_on(keadaan)
        is_there = self.found == keadaan.terbit
        kept = self._keep(doc, keadaan.known_by(self.found, self.rupa), is_there=is_there)
        if is_dirty and kept.pending:
            kept.notes = (
                f"Melanjutkan pekerjaan di PC ini: {kept.pending} perubahan menyusul ke "
                f"berkas di {disk.drive_name(self.target)}.",
                *kept.notes,
            )
        return kept

    def _keep(
        self, doc: Document, keadaan: Keadaan, notes: tuple[str, ...] = (), *, is_there: bool = True
    ) -> KeptFile:
        """With what is said of evidence that is nowhere."""
        remove_drafts(self.folder)
        store = self._store(doc.berkas_id)
        missing = lacking(doc, store, frozen=False)
        gone, told = list(missing), False
        with suppress(FileError):  # a drive that fails may give it later
            found = retrieve(missing, store, self.target)
            gone, told = [each for each in missing if each not in found], True
        return KeptFile(
            doc,
            keadaan,
            self.lock,
            (*notes, *about_missing(gone)),
            evidence=store,
            is_there=is_there,
            told=[each.sidik for each in gone if told],
        )

    def _work_on(self, keadaan: Keadaan) -> Document:
        return _with_its_sheets(
            Document(
                keadaan.working_copy, self.environment, salinan=keadaan.salinan, berkas=self.target
            )
        )

    def _as_it_stands(self, keadaan: Keadaan) -> Keadaan:
        """With what the document has seen, where it was put there without being noted."""
        if self.found not in keadaan.dicoba or self.found == keadaan.terbit:
            return keadaan
        with looked_at(self.target, self.environment) as arrived:
            if arrived.sha256 != self.found:
                return keadaan
            return keadaan.stands(arrived.sha256)._replace(vektor=vektor_there(arrived))

    def _open_document(self) -> KeptFile:
        """Begin a new working copy, with a name of its own, from the document as it lies there."""
        file.check_kind(self.target, self.target.name)
        if disk.is_protected(self.target):
            return self._open_to_read()
        salinan = self.environment.new_id()
        kerja = self.folder / f"kerja-{salinan[:12]}.sqlite"
        rupa = disk.look_of(self.target)
        arrived = arrive(self.target, kerja, self.environment, salinan=salinan)
        doc = arrived.doc
        try:
            arrived, asal = unloaded(arrived, kerja, self._store(doc.berkas_id))
            doc = _with_its_sheets(arrived.doc)
            fresh = Keadaan(
                folder=self.folder,
                berkas=self.target,
                berkas_id=doc.berkas_id,
                salinan=salinan,
                kerja=kerja.name,
                terbit=arrived.sha256,
                dicoba=(),
                vektor=vektor_there(arrived),
                waktu=self.environment.clock(),
                asal=asal,
                rupa=rupa if asal else "",
            )
            standing = (
                *self._keep_older(arrived),
                *self._keep_beside(doc),
                *self._notes(doc),
            )
            notes = self._put_aside(fresh)
            if not notes or standing != SAMA:
                notes = (*standing, *notes)
            kept = self._keep(doc, fresh, notes)
            with on_this_pc(self.target):
                fresh.write()
        except BaseException:
            doc.close()
            disk.remove(file.journal_of(kerja))
            disk.remove(kerja)
            raise
        self._remove_others(kerja)
        return kept

    def _open_to_read(self) -> KeptFile:
        folder = tempfile.TemporaryDirectory(prefix="iku-")
        try:
            copy = Path(folder.name) / "salinan.sqlite"
            arrived = arrive(self.target, copy, self.environment, read_only=True)
        except BaseException:
            folder.cleanup()
            raise
        doc = arrived.doc
        keadaan = Keadaan(
            Path(folder.name),
            self.target,
            doc.berkas_id,
            doc.salinan,
            copy.name,
            arrived.sha256,
            (),
            doc.vektor,
            self.environment.clock(),
        )
        self.lock.release()
        evidence = EvidenceStore(self.places.evidence_folder(doc.berkas_id), doc)
        gone = about_missing(lacking(doc, evidence, frozen=False))
        notes = (*self._notes(doc), *gone)
        return KeptFile(doc, keadaan, None, notes, folder.cleanup, evidence=evidence)

    def _notes(self, doc: Document) -> tuple[str, ...]:
        found = standing_here(doc, self.places)
        return () if found is None else (*sentences(found[1]), *unknown_signings(doc, *found))

    def _keep_older(self, arrived: Arrived) -> tuple[str, ...]:
        """Back a document up as it lies there before it is brought up to date."""
        if not arrived.was_older:
            return ()
        backups = Backups(self.places, arrived.doc.berkas_id)
        backups.add_file(self.target, self.environment.clock(), "sebelum dimutakhirkan")
        return (
            "Berkas ini dari program versi lama dan dimutakhirkan; bentuk lamanya disimpan "
            "sebagai cadangan.",
        )

    def _keep_beside(self, doc: Document) -> tuple[str, ...]:
        if not keep_beside(self.target, doc, self.places):
            return ()
        return (
            "Di samping berkas tertinggal salinan dengan perubahan yang tidak ada di berkas ini; "
            "salinan itu disimpan sebagai cadangan.",
        )

    def _put_aside(self, fresh: Keadaan) -> tuple[str, ...]:
        """Keep work that is given up for the document; what is to be said of it."""
        known, former = [fresh.terbit, fresh.kerja_of(fresh.terbit)], self.keadaan
        # What has been published may be gone from there, as with a stick that forgets.
        if former is not None and not relation(former.vektor, fresh.vektor).di_sini:
            known += [former.terbit, former.kerja_of(former.terbit)]
        backups = Backups(self.places, (former or fresh).berkas_id)
        others = [path for path in self._working_copies() if path != fresh.working_copy]
        if not give_up(others, backups, known, fresh.vektor, fresh.waktu):
            return ()
        return ("Pekerjaan di PC ini yang tidak ada di berkas ini disimpan sebagai cadangan.",)

    def _working_copies(self) -> list[Path]:
        return sorted(self.folder.glob("kerja-*.sqlite"))

    def _remove_others(self, kerja: Path) -> None:
        for path in self.folder.glob("kerja-*.sqlite*"):
            if not path.name.startswith(kerja.name):
                path.unlink(missing_ok=True)
