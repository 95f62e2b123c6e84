"""How many pieces of evidence support a figure, as a small button that leads to them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from core.indonesian import format_number
from ui import theme
from ui.session import Session

BUKTI = "Bukti dukung…"
"""The entry of menus that leads there."""

_ICON = QSize(14, 14)


class EvidenceCount(QToolButton):
    """A paper clip and a number; asks the session for the evidence of `untuk` when clicked.

    `quiet`: it is not there while there is no evidence, and Tab passes it by.
    """

    def __init__(
        self, session: Session, untuk: str, *, quiet: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.untuk = untuk
        self._session = session
        self._quiet = quiet
        self.setProperty("lampiran", True)
        self.setIcon(theme.icon("lampiran"))
        self.setIconSize(_ICON)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if quiet else Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: session.evidence_wanted.emit(self.untuk))
        if quiet:
            self.hide()

    def show_count(self, count: int, what: str) -> None:
        """Show the number; `what` names the figure for the tooltip and for screen readers."""
        number = format_number(count, 0)
        if self._quiet:
            self.setText(number)
            self.setVisible(count > 0)
        else:
            invites = not count and self._session.can_write
            self.setText("Tambah bukti" if invites else f"{number} bukti")
        said = f"{number} bukti dukung" if count else "Belum ada bukti dukung"
        self.setToolTip(f"{said} untuk {what}; klik untuk melihat dan menambah")
        self.setAccessibleName(f"{said} untuk {what}")

    def sizeHint(self) -> QSize:
        """Without the room that Qt leaves after the text, so that it ends where others do."""
        hint = super().sizeHint()
        spare = 2 * self.fontMetrics().horizontalAdvance(" ") - 1
        return QSize(hint.width() - spare, hint.height())
