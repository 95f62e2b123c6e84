"""What the middle of a sasaran's tab must be able to do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.session import Session


class InputsView(QWidget):
    """The inputs of one indicator; shows and edits `session.periode` (a quarter)."""

    def __init__(self, session: Session, iku: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.iku = iku

    def refresh(self) -> None:
        """Show what the file holds now; an open editor keeps what is being typed."""
        raise NotImplementedError

    def focus_input(self, kunci: str) -> None:
        """Bring the input of a key ("spbe.indikator.32", "register:media") into view and focus."""
        raise NotImplementedError

    @property
    def scrolls_itself(self) -> bool:
        """Whether it can be used in little room; else the tab around it scrolls."""
        return False

    @property
    def first_input(self) -> str:
        """The key to go to when the tab is entered by the keyboard; "" for the first one."""
        return ""
