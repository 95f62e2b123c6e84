"""Which dialog the menu and the links of the window mean; each is imported when first asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.session import Session


def run_dialog(name: str, session: Session, parent: QWidget) -> None:
    """Run the editor of profil, penandatangan, target or definisi:<iku> until it is closed."""
    if name == "profil":
        from ui.dialogs.profil import ProfilDialog

        ProfilDialog(session, parent).exec()
    elif name == "penandatangan":
        from ui.dialogs.penandatangan import PenandatanganDialog

        PenandatanganDialog(session, parent).exec()
    elif name == "target":
        from ui.dialogs.target import TargetDialog

        TargetDialog(session, parent).exec()
    else:
        from ui.dialogs.definisi import DefinisiDialog

        DefinisiDialog(session, name.partition(":")[2], parent).exec()
