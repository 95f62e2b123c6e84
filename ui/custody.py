"""The open file's way to its place: whole files, when the officer pauses, in the background."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from threading import Event

from PySide6.QtCore import (
    QElapsedTimer,
    QEventLoop,
    QObject,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QApplication

from core.errors import FileError, UserError
from core.indonesian import format_number
from core.safekeeping.disk import drive_name
from core.safekeeping.kept import KeptFile, Publication
from core.safekeeping.places import Keadaan
from core.safekeeping.progress import PutOff, Tahap
from core.safekeeping.publish import PublishError, ReplacedMeanwhile
from ui.background import in_background
from ui.session import Session

JEDA = 3_000
"""A pause of so many milliseconds after a change sends the file to its place."""
_AT_LATEST = 60_000
_SHOWN_AFTER = 400
_BACK_OFF = (5_000, 10_000, 20_000, 40_000, 60_000)


class Custody(QObject):
    """Publishes a `KeptFile` after every pause, retries what failed, and says how the file stands.

    One with much evidence goes only when `publish` or `finish` is called. Its way can be watched
    and put off: `writing` with True when it begins and False at its end, `progressed` with what is
    being done, as a sentence, and percent; afterwards `was_put_off`.

    Further signals: `standing` with the sentence for the status bar; `failed` with the sentence
    where the document could not be brought up to date (it is tried again, but not one with much
    evidence); `replaced` where another content lies there now, and `gone` where nothing does:
    these wait for the officer; `arrived` when the document is up to date.
    """

    standing = Signal(str)
    failed = Signal(str)
    replaced = Signal(str)
    gone = Signal(str)
    arrived = Signal()
    writing = Signal(bool)
    progressed = Signal(str, int)
    _moved = Signal(object, int, int)
    _came_back = Signal()

    def __init__(self, kept: KeptFile, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept = kept
        self.drive = drive_name(kept.target)
        self._failures = 0
        self._waits_for_her = False
        self._is_running = False
        self._stop: Event | None = None
        self.was_put_off = False
        self._moved.connect(self._say_progress)
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_at_pause)
        session.changed.connect(self._pause)

    def begin(self) -> None:
        """Say how the file stands, and send what an earlier day left behind."""
        if self.kept.read_only:
            self.standing.emit("Hanya dapat dibaca")
        elif self.kept.is_published:
            self.standing.emit(f"Berkas di {self.drive}: mutakhir")
        elif self.kept.is_heavy:
            self._say_later()
        else:
            self.publish()

    def _say_later(self) -> None:
        self.standing.emit(f"Berkas di {self.drive}: menyusul saat Simpan atau ditutup")

    def _pause(self) -> None:
        """Wait for a pause, but not for ever."""
        if self.kept.is_published:
            return
        if not self._since.isValid():
            self._since.start()
        if self._waits_for_her:
            return
        if self.kept.is_heavy:
            self._timer.stop()
            if not self.is_writing:
                self._say_later()
            return
        left = max(0, _AT_LATEST - self._since.elapsed())
        self._timer.start(min(JEDA, left))
        self.standing.emit(f"Berkas di {self.drive}: menyusul…")

    def _go_at_pause(self) -> None:
        """Much evidence may have come since the timer was started."""
        if not self.kept.is_heavy:
            self.publish()

    def publish(self, *, recreate: bool = False) -> None:
        """Send the file to its place now, unless that is being done already."""
        self._timer.stop()
        if self._is_running:
            return
        try:
            publication = self.kept.publication(recreate=recreate)
        except UserError as error:
            self._report(error)
            return
        if publication is None:
            self._say_arrived()
            return
        self._since.invalidate()
        self._is_running = True
        self.was_put_off = False
        self.standing.emit(f"Memperbarui berkas di {self.drive}…")
        work = publication.run
        if self.kept.is_heavy:
            self._stop = Event()
            self.writing.emit(True)
            work = partial(publication.run, partial(self._tell, self._stop))
        in_background(work, partial(self._take_note, publication))

    @property
    def is_writing(self) -> bool:
        """Whether a document with much evidence is on its way."""
        return self._stop is not None

    def put_off(self) -> None:
        """Have it go another time; once it takes the document's place it goes on to its end."""
        if self._stop is not None:
            self._stop.set()

    def _tell(self, stop: Event, tahap: Tahap, done: int, total: int) -> None:
        """Called by the worker."""
        if stop.is_set():
            raise PutOff(
                f"Penulisan ke {self.drive} ditunda; berkas di sana masih seperti sebelumnya, dan "
                "pekerjaan Anda aman di PC ini."
            )
        self._moved.emit(tahap, done, total)

    def _say_progress(self, tahap: Tahap, done: int, total: int) -> None:
        if self._stop is None:
            return
        from core.safekeeping.handover import megabytes

        what = {
            Tahap.SUSUN: "Menyiapkan berkas dengan buktinya",
            Tahap.PERIKSA: f"Memeriksa yang ada di {self.drive}",
            Tahap.TULIS: f"Menulis ke {self.drive}",
            Tahap.BUKTIKAN: f"Memeriksa yang tertulis di {self.drive}",
        }[tahap]
        percent = min(100, done * 100 // max(1, total))
        size = f"{format_number(Fraction(done, 2**20), 0)} dari {megabytes(total)}"
        self.progressed.emit(f"{what}: {percent}% ({size})", percent)

    def finish(self, *, recreate: bool = False) -> bool:
        """Bring the document up to date before going on; False, and a signal, if that fails."""
        self._wait()
        if not self.kept.is_published:
            self.publish(recreate=recreate)
            self._wait()
        return self.kept.is_published

    def _wait(self) -> None:
        """Until the worker is done; the window stays alive meanwhile, but takes no input. What
        takes its time is shown, and can be put off."""
        while self._is_running:
            loop = QEventLoop()
            self._came_back.connect(loop.quit)
            if self.is_writing:
                QTimer.singleShot(_SHOWN_AFTER, loop, loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            if self.is_writing:
                from ui.safety.kemajuan import KemajuanDialog

                KemajuanDialog(self, QApplication.activeWindow()).exec()

    def _take_note(self, publication: Publication, result: Keadaan | Exception) -> None:
        self._is_running = False
        if self._stop is not None:
            self._stop = None
            self.writing.emit(False)
        self._came_back.emit()
        if isinstance(result, PutOff):
            self.was_put_off = True
            self._say_later()
        elif isinstance(result, UserError):
            self._report(result)
        elif isinstance(result, Exception):
            self._report(FileError(f"Berkas di {self.drive} belum diperbarui."))
            raise result
        else:
            self.kept.went(publication, result)
            self._failures, self._waits_for_her = 0, False
            self._say_arrived()
            self._pause()

    def _say_arrived(self) -> None:
        if self.kept.is_published:
            waktu = self.kept.keadaan.waktu[11:19].replace(":", ".")
            self.standing.emit(f"Berkas di {self.drive}: diperbarui {waktu}")
            self.arrived.emit()

    def _report(self, error: UserError) -> None:
        if isinstance(error, ReplacedMeanwhile):
            self._waits_for_her = True
            what = "tidak ada lagi" if error.found is None else "telah diganti"
            self.standing.emit(f"Berkas di {self.drive}: {what}, belum diperbarui")
            (self.gone if error.found is None else self.replaced).emit(str(error))
            return
        reason = f" ({error.reason})" if isinstance(error, PublishError) else ""
        self.standing.emit(f"Berkas di {self.drive}: belum diperbarui{reason}")
        if not self.kept.is_heavy:
            self._timer.start(_BACK_OFF[min(self._failures, len(_BACK_OFF) - 1)])
            self._failures += 1
        self.failed.emit(str(error))

    def close(self) -> None:
        """Release the file; what has not arrived stays on this PC."""
        self._timer.stop()
        self._wait()
        self.kept.close()
