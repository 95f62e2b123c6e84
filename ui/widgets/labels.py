"""The few kinds of text in the window: titles, quiet notes, chips, links that keys can reach."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from ui import theme


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Plain text in one of the theme's roles (judul, subjudul, redup, label, kecil, ...)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("peran", role)
    return made


def tip(text: str) -> str:
    """A text for a tooltip, which takes what looks like markup for markup."""
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if "<" in text else text


def set_role(target: QLabel, role: str) -> None:
    """Give a label another role of the theme."""
    if target.property("peran") != role:
        target.setProperty("peran", role)
        theme.restyle(target)


def rule() -> QFrame:
    """A thin line between parts."""
    line = QFrame()
    line.setProperty("garis", True)
    return line


def link_button(text: str) -> QPushButton:
    """A button that looks like a link."""
    made = QPushButton(text)
    made.setProperty("tautan", True)
    made.setAutoDefault(True)  # else Enter does nothing outside a dialog
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


class Chip(QLabel):
    """A word on a coloured ground; hidden while there is no word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._kind = ""
        self.hide()

    def show_word(self, word: str | None, kind: str = "aksen") -> None:
        """`kind` is netral, aksen, baik, sedang or rendah; the word alone must say it all."""
        self.setVisible(bool(word))
        self.setText(word or "")
        if kind != self._kind:
            self._kind = kind
            self.setProperty("cip", kind)
            theme.restyle(self)
            # Only this makes a label ask the style sheet anew for its padding.
            QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))


class LinkLabel(QLabel):
    """Text with links; Tab goes from link to link, Enter follows one."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(self.followed)
        self._html = ""

    def set_html(self, html: str) -> None:
        """Show it; the focused link is kept while nothing has changed."""
        if html != self._html:
            self._html = html
            self.setText(html)


def link(target: str, text: str) -> str:
    """A link as HTML, both parts escaped."""
    from html import escape

    return (
        f'<a href="{escape(target)}" style="color:{theme.AKSEN}; text-decoration:none">'
        f"{escape(text)}</a>"
    )
