"""Opening a document: lock, working copy or document, and what to do where they do not agree."""

from __future__ import annotations

import tempfile
from enum import Enum
from pathlib import Path

from core.document import Document, Environment
from core.errors import DamagedError, FileError
from core.model.journal import Hubungan, relation
from core.safekeeping import disk
from core.safekeeping.arrival import arrive
from core.safekeeping.kept import KeptFile
from core.safekeeping.lock import Lock
from core.safekeeping.places import Keadaan, Places, read_keadaan
from core.storage import file
from core.storage.migration import upgrade
from core.storage.schema import FORMAT


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
    the document's place (Pilihan.BERKAS).
    """

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
    with file.user_errors(target):
        folder = places.work_folder(target)
        folder.mkdir(parents=True, exist_ok=True)
        lock = Lock(folder / "kunci")
        if not lock.acquire():
            raise InUse(
                f"Berkas {target.name} sedang dibuka di jendela lain pada PC ini; "
                "lanjutkan di sana atau tutup dahulu."
            )
        try:
            return _Opening(target, folder, places, environment, lock).open(pilihan)
        except BaseException:
            lock.release()
            raise


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
        self.found = _hash_at(target)
        self.keadaan = read_keadaan(folder)

    def open(self, pilihan: Pilihan) -> KeptFile:
        keadaan = self.keadaan
        if keadaan is None or not keadaan.working_copy.is_file():
            return self._open_document(keadaan)
        is_dirty = _is_dirty(keadaan)
        is_ours = self.found is not None and self.found in (keadaan.terbit, *keadaan.dicoba)
        if is_ours and (is_dirty or not disk.is_protected(self.target)):
            try:
                return self._go_on(keadaan, is_dirty)
            except DamagedError:
                if pilihan is not Pilihan.BERKAS:
                    raise self._undecided("rusak") from None
        if pilihan is Pilihan.KERJA:
            return self._go_on(keadaan, is_dirty)
        if is_dirty and pilihan is Pilihan.TANYA:
            raise self._undecided("hilang" if self.found is None else "diganti")
        if self.found is None and pilihan is Pilihan.TANYA:
            raise self._undecided("hilang")
        return self._open_document(keadaan)

    def _undecided(self, what: str) -> Undecided:
        name, drive = self.target.name, disk.drive_name(self.target)
        sentence = {
            "hilang": f"Berkas {name} tidak ada atau tidak dapat dibaca di {drive}, tetapi "
            "salinan kerjanya ada di PC ini.",
            "diganti": f"Berkas {name} di {drive} telah diganti, sedangkan di PC ini ada "
            "perubahan yang belum sampai ke sana.",
            "rusak": f"Salinan kerja {name} di PC ini rusak; berkas di {drive} utuh, tetapi "
            "mungkin belum memuat perubahan terakhir.",
        }[what]
        return Undecided(sentence, can_go_on=what != "rusak", is_there=self.found is not None)

    def _go_on(self, keadaan: Keadaan, is_dirty: bool) -> KeptFile:
        """Work on where this PC left off."""
        if file.format_of(keadaan.working_copy) // 1000 < FORMAT // 1000:
            upgrade(keadaan.working_copy, self.target.name)
        doc = Document(
            keadaan.working_copy, self.environment, salinan=keadaan.salinan, berkas=self.target
        )
        if self.found in keadaan.dicoba:
            keadaan = keadaan._replace(terbit=self.found or "")
        kept = KeptFile(doc, keadaan._replace(berkas=self.target), self.lock)
        if is_dirty and kept.pending:
            kept.notes = (
                f"Melanjutkan pekerjaan di PC ini: {kept.pending} perubahan belum sampai ke "
                f"berkas di {disk.drive_name(self.target)}.",
            )
        return kept

    def _open_document(self, keadaan: Keadaan | None) -> KeptFile:
        """Begin a new working copy, with a name of its own, from the document as it lies there."""
        file.check_kind(self.target, self.target.name)
        if disk.is_protected(self.target):
            return self._open_to_read()
        salinan = self.environment.new_id()
        kerja = self.folder / f"kerja-{salinan[:12]}.sqlite"
        arrived = arrive(self.target, kerja, self.environment, salinan=salinan)
        doc = arrived.doc
        try:
            fresh = Keadaan(
                folder=self.folder,
                berkas=self.target,
                berkas_id=doc.berkas_id,
                salinan=salinan,
                kerja=kerja.name,
                terbit=arrived.sha256,
                dicoba=(),
                vektor={} if arrived.was_older else doc.vektor,
                waktu=self.environment.clock(),
            )
            notes = self._notes(doc)
            self._put_aside(keadaan)
            fresh.write()
        except BaseException:
            doc.close()
            disk.remove(kerja)
            raise
        self._remove_others(kerja)
        return KeptFile(doc, fresh, self.lock, notes)

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
        return KeptFile(doc, keadaan, None, self._notes(doc), folder.cleanup)

    def _notes(self, doc: Document) -> tuple[str, ...]:
        found = standing_here(doc, self.places)
        return () if found is None else _sentences(found[1])

    def _put_aside(self, keadaan: Keadaan | None) -> None:
        """Keep work that is given up for the document among the backups."""
        if keadaan is None or not keadaan.working_copy.is_file() or not _is_dirty(keadaan):
            return
        folder = self.places.backup_folder(keadaan.berkas_id)
        folder.mkdir(parents=True, exist_ok=True)
        stamp = self.environment.clock().replace(":", ".")
        disk.copy(keadaan.working_copy, folder / f"{stamp} belum terbit.sqlite")

    def _remove_others(self, kerja: Path) -> None:
        for path in self.folder.glob("kerja-*.sqlite*"):
            if not path.name.startswith(kerja.name):
                path.unlink(missing_ok=True)


def standing_here(doc: Document, places: Places) -> tuple[Keadaan, Hubungan] | None:
    """How an opened document stands to what this PC last had of it; None where it had nothing
    that this file lacks, and this file has nothing new."""
    found = [
        (keadaan, relation(keadaan.vektor, doc.vektor))
        for keadaan in places.remembered()
        if keadaan.berkas_id == doc.berkas_id and keadaan.vektor
    ]
    return max(found, key=lambda each: each[1].di_sini, default=None)


def _sentences(hubungan: Hubungan) -> tuple[str, ...]:
    here, there = hubungan
    if hubungan.is_bercabang:
        return (
            f"Berkas ini bercabang dari yang terakhir ada di PC ini: {here} perubahan di PC ini, "
            f"{there} di berkas ini.",
        )
    if here:
        return (f"Salinan ini tertinggal {here} perubahan dari yang terakhir ada di PC ini.",)
    if there:
        return (f"Berkas ini lebih baru: {there} perubahan dari salinan lain.",)
    return ()


def _is_dirty(keadaan: Keadaan) -> bool:
    kerja = keadaan.working_copy
    return file.is_hot(file.journal_of(kerja)) or disk.hash_of(kerja) != keadaan.terbit


def _hash_at(target: Path) -> str | None:
    """SHA-256 of the document; None where there is none or its drive does not give it out."""
    try:
        return disk.hash_of(target)
    except OSError:
        return None
