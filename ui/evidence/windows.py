"""The ways into the evidence from the rest of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.model.periode import Periode
from ui.open_editor import commit_open_editor
from ui.session import Session


def open_evidence(window: QWidget, session: Session, untuk: str | None = None) -> None:
    """Show the evidence of the chosen period, at what `untuk` names (see `Bukti.untuk`).

    None: at the indicator of the tab that is shown, else at the period as a whole.
    """
    from ui.evidence.evidence_dialog import BuktiDialog

    commit_open_editor()
    if untuk is None:
        untuk = session.tab if session.tab in {each.id for each in session.doc.iku} else ""
    dialog = BuktiDialog(session, untuk, window)
    dialog.exec()
    dialog.deleteLater()


def open_scans(window: QWidget, session: Session, periode: Periode | None = None) -> None:
    """Show the scans of a period's signed version; where it is not signed, say so."""
    from ui.evidence.scans_dialog import PindaianDialog
    from ui.widgets.question import say

    commit_open_editor()
    periode = periode or session.periode
    pengesahan = session.doc.pengesahan(periode)
    if pengesahan is None:
        say(
            window,
            f"{periode.singkat} belum disahkan, sehingga belum ada lembar yang ditandatangani. "
            "Sahkan dahulu melalui Lembar > Sahkan…",
        )
        return
    dialog = PindaianDialog(session, pengesahan, window)
    dialog.exec()
    dialog.deleteLater()
