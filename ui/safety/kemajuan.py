"""Showing how far the writing of a document with much evidence has come, and putting it off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.custody import Custody
from ui.widgets.labels import label, link_button, tip


class _Follower:
    """A bar and a button for the writing; `begin` before each."""

    def __init__(self, custody: Custody, owner: QWidget, button: QPushButton) -> None:
        self._custody = custody
        self.bar = QProgressBar(owner)
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Kemajuan penulisan berkas")
        self.button = button
        self.button.setAutoDefault(False)
        where = f"Berkas di {custody.drive} tetap seperti sebelumnya"
        self.button.setToolTip(tip(f"{where}; pekerjaan Anda tetap di PC ini."))
        self.button.clicked.connect(self.put_off)

    def begin(self) -> None:
        self.bar.setValue(0)
        self.button.setEnabled(True)
        self.button.setText("T&unda")

    def put_off(self) -> None:
        """Ask for it; the piece that is just being written is waited for."""
        self.button.setEnabled(False)
        self.button.setText("Menunda…")
        self._custody.put_off()


class KemajuanBar(QWidget):
    """For the status bar: is only there while such a document is on its way."""

    def __init__(self, custody: Custody, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A link, so that the status bar stays as high as it is.
        self._follower = _Follower(custody, self, link_button("T&unda"))
        self.bar, self.button = self._follower.bar, self._follower.button
        self.state = label("")
        self.bar.setFixedWidth(120)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.JARAK, 0, 0, 2)
        row.setSpacing(8)
        for widget in (self.state, self.bar, self.button):
            row.addWidget(widget)
        custody.writing.connect(self._follow)
        custody.progressed.connect(self._show)
        self._follow(custody.is_writing)

    def _follow(self, is_writing: bool) -> None:
        self._follower.begin()
        self.state.setText("")
        self.setVisible(is_writing)

    def _show(self, sentence: str, percent: int) -> None:
        self.state.setText(sentence)
        self.bar.setValue(percent)


class KemajuanDialog(QDialog):
    """For when the window waits: closes by itself at the end; Alt+U or Esc puts the writing off."""

    def __init__(self, custody: Custody, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._custody = custody
        self._follower = _Follower(custody, self, QPushButton("T&unda"))
        self.bar, self.button = self._follower.bar, self._follower.button
        self.state = label("Menyiapkan…", wrap=True)
        self._assemble()
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bar.setFocus()  # a key pressed by chance puts nothing off
        custody.progressed.connect(self._show)
        custody.writing.connect(self.accept)

    def _assemble(self) -> None:
        drive, name = self._custody.drive, self._custody.kept.target.name
        stay = "" if drive.startswith("folder ") else f" Jangan cabut {drive}."
        self.setWindowTitle("Memperbarui berkas")
        self.setMinimumWidth(560)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(theme.JARAK)
        for each in (
            label(f"{name} dengan buktinya sedang ditulis.{stay}", wrap=True),
            self.bar,
            self.state,
            label(
                f"Jika ditunda, berkas di {drive} tetap seperti sebelumnya dan pekerjaan Anda "
                "tetap aman di PC ini; berkas itu menyusul saat Simpan atau ditutup.",
                "redup",
                wrap=True,
            ),
        ):
            column.addWidget(each)
        column.addStretch(1)
        column.addLayout(foot)

    def _show(self, sentence: str, percent: int) -> None:
        self.state.setText(sentence)
        self.bar.setValue(percent)

    def exec(self) -> int:
        """Returns at once where the end has come already."""
        return super().exec() if self._custody.is_writing else 0

    def reject(self) -> None:
        """The end of the writing closes the dialog."""
        if self.button.isEnabled():
            self._follower.put_off()
