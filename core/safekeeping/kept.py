"""An open document: its working copy on this PC, the place where it lies, and what has gone there.

Every change is durable in the working copy at once; the document itself is only ever replaced as
a whole, and only while it is what this PC last saw there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from core.document import Document
from core.errors import DamagedError, FileError
from core.model.journal import relation
from core.safekeeping import disk
from core.safekeeping.arrival import on_this_pc
from core.safekeeping.disk import Content
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.lock import Lock
from core.safekeeping.places import Keadaan, read_keadaan
from core.safekeeping.progress import Progress
from core.safekeeping.publish import Published, ReplacedMeanwhile, publish
from core.safekeeping.replacing import keep
from core.safekeeping.retrieving import EvidenceMissing, mend, retrieve
from core.safekeeping.whole import Outgoing, Piece, lacking, named_evidence, outgoing
from core.storage.evidence import room_for
from core.storage.file import refuse_existing, user_errors

BERAT = 8 * 2**20
"""A document with more bytes of evidence is not written at every pause."""

_REMEMBERED = 100
"""So many publications may fail one after the other, and each may have arrived in part."""


class Publication(NamedTuple):
    """A whole state of the document on its way to its place; `run` needs no open document.

    `lacking` are pieces that are not on this PC; `told` are the hashes of those of which the user
    knows that they are nowhere. `recreate`: also where the document is gone, which another stick
    in its drive looks like.
    """

    keadaan: Keadaan
    outgoing: Outgoing
    lacking: tuple[Piece, ...]
    told: set[str]
    vektor: Mapping[str, int]
    waktu: str
    recreate: bool

    def run(self, progress: Progress | None = None) -> Keadaan:
        """Put it there and return what is to be remembered; FileError, and nothing lost, if not.

        ReplacedMeanwhile where something else lies there: it is to be compared, never overwritten.
        PutOff where `progress` raises it.
        """
        with self._whole(progress) as content:
            kerja = disk.sha256(self.outgoing.content)
            keadaan = self.keadaan.tries(disk.sha256(content), kerja, _REMEMBERED)
            with on_this_pc(keadaan.berkas):
                if read_keadaan(keadaan.folder) != keadaan:
                    keadaan.write()
            done = self._publish(keadaan, content, progress)
            rupa = disk.look_of(keadaan.berkas) if isinstance(content, disk.Stored) else ""
        arrived = keadaan.stands(done.sha256, rupa)._replace(
            vektor=dict(self.vektor), waktu=self.waktu
        )
        with suppress(OSError):  # it has arrived, and that shows at the next opening
            arrived.write()
        return arrived

    def _publish(self, keadaan: Keadaan, content: Content, progress: Progress | None) -> Published:
        expected, known = keadaan.terbit or None, (*keadaan.dicoba, keadaan.terbit)
        try:
            return publish(keadaan.berkas, content, expected, known=known, progress=progress)
        except ReplacedMeanwhile as error:
            if error.found is not None or not self.recreate:
                raise
            return publish(keadaan.berkas, content, None, known=known, progress=progress)

    @contextmanager
    def _whole(self, progress: Progress | None) -> Iterator[Content]:
        """With the evidence that lies only in the document there; never without a word."""
        found = retrieve(self.lacking, self.outgoing.evidence, self.keadaan.berkas)
        self._tell(tuple(each for each in self.lacking if each not in found))
        complete = self.outgoing._replace(pieces=(*self.outgoing.pieces, *found))
        with ExitStack() as stack:
            try:
                content = stack.enter_context(complete.whole(progress))
            except DamagedError:
                gone = mend(complete.pieces, complete.evidence, self.keadaan.berkas)
                self._tell(gone)
                rest = tuple(each for each in complete.pieces if each not in gone)
                content = stack.enter_context(complete._replace(pieces=rest).whole(progress))
            yield content

    def _tell(self, missing: tuple[Piece, ...]) -> None:
        news = tuple(each for each in missing if each.sidik not in self.told)
        self.told.update(each.sidik for each in news)
        if news:
            raise EvidenceMissing(news)


class KeptFile:
    """What the window and the command line hold of an open document.

    `notes` are the sentences to show at opening. `lock` is None where the document can only be
    read; then nothing is ever published. `is_there`: the document is what `keadaan` says.
    `evidence` holds the bytes of evidence; `told` are the hashes of pieces that `notes` name as
    missing.
    """

    berat = BERAT

    def __init__(
        self,
        doc: Document,
        keadaan: Keadaan,
        lock: Lock | None,
        notes: tuple[str, ...] = (),
        release: Callable[[], None] = lambda: None,
        *,
        evidence: EvidenceStore,
        is_there: bool = True,
        told: Iterable[str] = (),
    ) -> None:
        self.doc = doc
        self.evidence = evidence
        self._told = set(told)
        self.keadaan = keadaan
        self.notes = notes
        self._lock = lock
        self._release = release
        self._weighed = ("", 0)
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
        out = outgoing(self.doc, self.evidence, self.keadaan.folder)
        missing = lacking(self.doc, self.evidence)
        waktu = self.doc.environment.clock()
        if out.pieces or missing:
            self._note_tried()
        else:
            sha256 = disk.sha256(out.content)
            self.keadaan = self.keadaan.tries(sha256, sha256, _REMEMBERED)
        return Publication(self.keadaan, out, missing, self._told, self.doc.vektor, waktu, recreate)

    def _note_tried(self) -> None:
        """A whole document has its hash only once it is made, where it is then written down."""
        noted = read_keadaan(self.keadaan.folder)
        if noted is not None and noted.terbit == self.keadaan.terbit:
            self.keadaan = self.keadaan._replace(dicoba=noted.dicoba, asal=noted.asal)

    def outgoing(self) -> Outgoing:
        """The document as it stands, to be written anywhere; see `Outgoing.whole`."""
        with suppress(FileError):  # what cannot be had just now stays in the document
            retrieve(lacking(self.doc, self.evidence), self.evidence, self.target)
        return outgoing(self.doc, self.evidence, self.keadaan.folder)

    @property
    def evidence_size(self) -> int:
        """Bytes of the evidence that goes with the document, the same content once."""
        if self._weighed[0] != self.doc.sidik:
            total = sum(each.ukuran for each in named_evidence(self.doc).values())
            self._weighed = self.doc.sidik, total
        return self._weighed[1]

    @property
    def is_heavy(self) -> bool:
        """Whether the document takes its time to be written, so that she says when."""
        return self.evidence_size > self.berat

    def document_size(self, extra: Iterable[int] = ()) -> int:
        """Bytes that the document takes up, at most, with pieces of these sizes more; it cannot
        be opened any more when that is above core.storage.file.MAX_SIZE."""
        sizes = [each.ukuran for each in named_evidence(self.doc).values()]
        here = disk.size_of(self.keadaan.working_copy) or 0
        return here + sum(map(room_for, (*sizes, *extra)))

    def went(self, publication: Publication, keadaan: Keadaan) -> None:
        """Take note that a publication has arrived; edits made meanwhile are still to come."""
        self.keadaan = keadaan
        if publication.vektor == self.doc.vektor:
            self._published = self.doc.sidik

    def publish(self, progress: Progress | None = None) -> bool:
        """Bring the document up to date now; whether there was anything to do."""
        publication = self.publication()
        if publication is None:
            return False
        self.went(publication, publication.run(progress))
        return True

    def has_taken_in(self, sha256: str, vektor: Mapping[str, int]) -> None:
        """What lies at the target is contained in this copy now, so that it may be replaced."""
        self.keadaan = self.keadaan.stands(sha256)._replace(vektor=dict(vektor))
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

    def save_copy(self, path: Path, progress: Progress | None = None) -> Published:
        """Write the document as it stands to another place that must be free; FileError if not."""
        if path.absolute() == self.target:
            raise FileError("Salinan tidak dapat disimpan di tempat berkas itu sendiri.")
        with user_errors(path):
            refuse_existing(path)
        with self.outgoing().whole(progress) as content:
            return publish(path, content, None, progress=progress)

    def close(self) -> None:
        """Release the working copy; what has not been published stays in it."""
        self.doc.close()
        self._release()
        if self._lock is not None:
            self._lock.release()
