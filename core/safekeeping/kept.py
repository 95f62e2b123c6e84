"""An open document: its working copy on this PC, the place where it lies, and what has gone there.

Every change is durable in the working copy at once; the document itself is only ever replaced as
a whole, and only while it is what this PC last saw there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from core.document import Document
from core.errors import FileError
from core.model.journal import relation
from core.safekeeping import disk
from core.safekeeping.arrival import on_this_pc
from core.safekeeping.lock import Lock
from core.safekeeping.places import Keadaan, read_keadaan
from core.safekeeping.publish import Published, ReplacedMeanwhile, publish
from core.safekeeping.replacing import keep
from core.storage.file import refuse_existing, user_errors

_REMEMBERED = 100
"""So many publications may fail one after the other, and each may have arrived in part."""


class Publication(NamedTuple):
    """A whole state of the document on its way to its place; `run` needs no open document.

    `keadaan` names this content among those that are tried.
    `recreate`: also where the document is gone, which another stick in its drive looks like.
    """

    keadaan: Keadaan
    content: bytes
    vektor: Mapping[str, int]
    waktu: str
    recreate: bool

    def run(self) -> Keadaan:
        """Put it there and return what is to be remembered; FileError, and nothing lost, if not.

        ReplacedMeanwhile where something else lies there: it is to be compared, never overwritten.
        """
        keadaan = self.keadaan
        expected, known = keadaan.terbit or None, (*keadaan.dicoba, keadaan.terbit)
        with on_this_pc(keadaan.berkas):
            if read_keadaan(keadaan.folder) != keadaan:
                keadaan.write()
        try:
            done = publish(keadaan.berkas, self.content, expected, known=known)
        except ReplacedMeanwhile as error:
            if error.found is not None or not self.recreate:
                raise
            done = publish(keadaan.berkas, self.content, None, known=known)
        arrived = keadaan._replace(
            terbit=done.sha256, dicoba=(), vektor=dict(self.vektor), waktu=self.waktu
        )
        with suppress(OSError):  # it has arrived, and that shows at the next opening
            arrived.write()
        return arrived


class KeptFile:
    """What the window and the command line hold of an open document.

    `notes` are the sentences to show at opening. `lock` is None where the document can only be
    read; then nothing is ever published. `is_there`: the document is what `keadaan` says.
    """

    def __init__(
        self,
        doc: Document,
        keadaan: Keadaan,
        lock: Lock | None,
        notes: tuple[str, ...] = (),
        release: Callable[[], None] = lambda: None,
        *,
        is_there: bool = True,
    ) -> None:
        self.doc = doc
        self.keadaan = keadaan
        self.notes = notes
        self._lock = lock
        self._release = release
        self._published = doc.sidik if is_there and keadaan.vektor == doc.vektor else ""

    @property
    def target(self) -> Path:
        """Where the document lies."""
        return self.keadaan.berkas

    @property
    def read_only(self) -> bool:
        return self._lock is None or self.doc.read_only

    @property
    def is_published(self) -> bool:
        """Whether the document holds everything that stands here."""
        return self.read_only or self.doc.sidik == self._published

    @property
    def pending(self) -> int:
        """How many steps have not reached the document yet."""
        return 0 if self.read_only else relation(self.doc.vektor, self.keadaan.vektor).di_sini

    def publication(self, *, recreate: bool = False) -> Publication | None:
        """What has to go to the document now; None where it is up to date."""
        if self.is_published:
            return None
        content = self.doc.content()
        sha256 = disk.sha256(content)
        earlier = [each for each in self.keadaan.dicoba if each != sha256]
        self.keadaan = self.keadaan._replace(dicoba=(*earlier[-_REMEMBERED:], sha256))
        waktu = self.doc.environment.clock()
        return Publication(self.keadaan, content, self.doc.vektor, waktu, recreate)

    def went(self, publication: Publication, keadaan: Keadaan) -> None:
        """Take note that a publication has arrived; edits made meanwhile are still to come."""
        self.keadaan = keadaan
        if publication.vektor == self.doc.vektor:
            self._published = self.doc.sidik

    def publish(self) -> bool:
        """Bring the document up to date now; whether there was anything to do."""
        publication = self.publication()
        if publication is None:
            return False
        self.went(publication, publication.run())
        return True

    def has_taken_in(self, sha256: str, vektor: Mapping[str, int]) -> None:
        """What lies at the target is contained in this copy now, so that it may be replaced."""
        self.keadaan = self.keadaan._replace(terbit=sha256, dicoba=(), vektor=dict(vektor))
        with user_errors(self.target):
            self.keadaan.write()

    def make_way(self) -> Path:
        """Keep what lies in the document's place under another name, which is returned, so that
        it may be replaced; FileError if that cannot be."""
        with user_errors(self.target):
            found = disk.hash_of(self.target)
            waktu = self.doc.environment.clock()
            kept = keep(self.target, "diganti", waktu, self.target.parent, self.target.name)
        self.has_taken_in(found or "", self.keadaan.vektor)
        return kept

    def save_copy(self, path: Path) -> Published:
        """Write the document as it stands to another place that must be free; FileError if not."""
        if path.absolute() == self.target:
            raise FileError("Salinan tidak dapat disimpan di tempat berkas itu sendiri.")
        with user_errors(path):
            refuse_existing(path)
        return publish(path, self.doc.content(), None)

    def close(self) -> None:
        """Release the working copy; what has not been published stays in it."""
        self.doc.close()
        self._release()
        if self._lock is not None:
            self._lock.release()
