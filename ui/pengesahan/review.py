"""A review before Sahkan that is under way: the reasons given so far outlive its dialog."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.model.periode import Periode
from core.model.temuan import Temuan
from ui.session import Session


class Review(QObject):
    """What was begun for the periods of one session; `changed` when one is begun or ended."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._reasons: dict[Periode, dict[str, str]] = {}
        self._set_aside: set[Periode] = set()

    def reasons(self, periode: Periode) -> dict[str, str]:
        """The reason typed for each warning, by its sentence."""
        return self._reasons.setdefault(periode, {})

    def findings(self, periode: Periode) -> tuple[Temuan, ...]:
        """All findings as the file is now."""
        from core.pengesahan.temuan import periksa  # not needed to open a file

        doc = self._session.doc
        return periksa(doc, periode, doc.environment.clock()[:10])

    def open_ones(self, periode: Periode, findings: tuple[Temuan, ...]) -> list[Temuan]:
        """Those of the findings that still stand in the way."""
        from core.pengesahan.temuan import refusal

        return refusal(findings, self.reasons(periode))

    def waived(self, periode: Periode, findings: tuple[Temuan, ...]) -> tuple[tuple[str, str], ...]:
        """Each waived warning with its reason, as it is kept."""
        from core.pengesahan.temuan import waived

        return waived(findings, self.reasons(periode))

    def is_set_aside(self, periode: Periode) -> bool:
        """Whether the dialog was left for one of its findings, to be gone on with."""
        return periode in self._set_aside and self._session.can_write

    def set_aside(self, periode: Periode) -> None:
        """The officer has gone to mend something."""
        self._set_aside.add(periode)
        self.changed.emit()

    def resume(self, periode: Periode) -> None:
        """The dialog is there again, or the review is given up; its reasons stay."""
        self._set_aside.discard(periode)
        self.changed.emit()

    def finish(self, periode: Periode) -> None:
        """The period was signed: nothing is left to be remembered."""
        self._reasons.pop(periode, None)
        self.resume(periode)


def review_of(session: Session) -> Review:
    """The one review of a session."""
    found = session.findChild(Review)
    return found if isinstance(found, Review) else Review(session)
