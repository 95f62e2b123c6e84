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

    `quiet`: nothing but its room is there while there is no evidence, and Tab passes it by.
    """

    def __init__(
        self, session: Session, untuk: str, *, quiet: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.untuk = untuk
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
            policy = self.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self.setSizePolicy(policy)
            self.hide()

    def show_count(self, count: int, what: str) -> None:
        """Show the number; `what` names the figure for the tooltip and for screen readers."""
        number = format_number(count, 0)
        if self._quiet:
            self.setText(number)
            self.setVisible(count > 0)
        else:
            self.setText(f"{number} bukti" if count else "Tambah bukti")
        said = f"{number} bukti dukung" if count else "Belum ada bukti dukung"
        self.setToolTip(f"{said} untuk {what}; klik untuk melihat dan menambah")
        self.setAccessibleName(f"{said} untuk {what}")
