"""The slim strip over the pages of a period that is signed, reopened, or about to be signed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from core.indonesian import format_date
from core.model.periode import Periode
from core.signed import signed_sentence
from ui import theme
from ui.pengesahan.period_state import locked_sentence
from ui.pengesahan.review import review_of
from ui.session import Session
from ui.widgets.labels import label
from ui.widgets.typing_keys import is_typing

_SIGNED, _REFUSED, _OPENED, _REVIEW = "sah", "ditolak", "dibuka", "pemeriksaan"
_OF_SIGNED = (("Lihat lembar", "lembar"), ("Perubahan…", "perubahan"))
_BUTTONS = {
    _SIGNED: _OF_SIGNED,
    _REFUSED: _OF_SIGNED,
    _OPENED: (("Apa yang berubah…", "beda"), ("Sahkan…", "sahkan")),
    _REVIEW: (("Lanjutkan Sahkan…", "sahkan"), ("Nanti saja", "nanti")),
}
_FORMAL = ("perubahan", "sahkan")
_HOW = "Perbaikannya melalui Perubahan…"


class StateStrip(QFrame):
    """Hidden while there is nothing to say; its buttons ask through `session.formal_wanted`.

    `set_beside_sheet`: where the sheet is shown its own buttons do the same. `take_refusal`: of a
    signed period the strip itself says that something was refused.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keadaan")
        self._session = session
        self._kind = ""
        self._beside_sheet = False
        self._refused = False
        self._icon = QLabel()
        self.text = label(wrap=True)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(8)
        self.setMinimumHeight(QPushButton("X").sizeHint().height() + 8)  # without them too
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.JARAK, 4, theme.JARAK, 4)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addLayout(self._answers)
        review_of(session).changed.connect(self.refresh)
        session.changed.connect(self._start_anew)
        session.periode_changed.connect(self._start_anew)
        self.refresh()

    @property
    def buttons(self) -> list[QPushButton]:
        """What is offered, from the left."""
        items = (self._answers.itemAt(n).widget() for n in range(self._answers.count()))
        return [each for each in items if isinstance(each, QPushButton)]

    def set_beside_sheet(self, beside: bool) -> None:
        """Whether the sheet of the period is what is shown."""
        self._beside_sheet = beside
        self._show_buttons()

    def take_refusal(self, sentence: str) -> bool:
        """Say it here if it only says that the chosen period is signed; whether that was so."""
        signed = self._session.lock
        if signed is None or sentence != signed_sentence(signed):
            return False
        self._refused = True
        self.refresh()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        return True

    def drop_refusal(self) -> None:
        """Something else is done now."""
        self._refused = False
        self.refresh()

    def _start_anew(self, _: object) -> None:
        self.drop_refusal()

    def _show_buttons(self) -> None:
        for button in self.buttons:
            button.setVisible(self._kind == _REVIEW or not self._beside_sheet)

    def refresh(self, _: object = None) -> None:
        """Say how the chosen period stands."""
        kind, sentence = self._standing()
        if kind != self._kind:
            before, self._kind = self._kind, kind
            if _BUTTONS.get(kind) != _BUTTONS.get(before):
                self._make_buttons(kind)
            self._show_kind(kind)
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(kind))

    def _standing(self) -> tuple[str, str]:
        doc, periode = self._session.doc, self._session.periode
        if (signed := self._session.lock) is not None:
            sentence = locked_sentence(signed, periode)
            if not self._refused:
                return _SIGNED, sentence
            return _REFUSED, sentence if doc.read_only else f"{sentence} {_HOW}"
        if review_of(self._session).is_set_aside(periode):
            return _REVIEW, (
                f"Pengesahan {periode.singkat} sedang disiapkan. Perbaiki temuannya, lalu "
                "lanjutkan; alasan yang sudah ditulis masih ada."
            )
        if (opened := doc.perubahan(periode)) is not None:
            return _OPENED, (
                f"{periode.singkat} dibuka kembali untuk versi {opened.versi}: {opened.alasan} "
                f"(nomor {opened.nomor}, {format_date(opened.tanggal)})"
            )
        return "", ""

    def _make_buttons(self, kind: str) -> None:
        while self._answers.count():
            self._answers.takeAt(0).widget().deleteLater()
        for text, name in _BUTTONS.get(kind, ()):
            if name in _FORMAL and self._session.doc.read_only:
                continue
            button = QPushButton(text)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, name=name: self._ask(name))
            self._answers.addWidget(button)
        self._show_buttons()

    def _show_kind(self, kind: str) -> None:
        icon = {_SIGNED: "kunci", _REFUSED: "kunci", _OPENED: "kunci-buka", _REVIEW: "sahkan"}.get(
            kind
        )
        if icon is not None:
            self._icon.setPixmap(theme.icon(icon).pixmap(QSize(18, 18)))
        self.setProperty("jenis", kind)
        theme.restyle(self)

    def _ask(self, name: str) -> None:
        if name == "nanti":
            review_of(self._session).resume(self._session.periode)
        else:
            self._session.formal_wanted.emit(name)


class LockedTyping(QObject):
    """Says once for each visit to a signed period why typing in `home` changes nothing.

    Inputs that are held fast leave such keys alone, so that they arrive here.
    """

    def __init__(self, session: Session, home: QWidget) -> None:
        super().__init__(home)
        self._session = session
        self._said: Periode | None = None
        session.periode_changed.connect(self._forget)
        session.changed.connect(self._forget)
        home.installEventFilter(self)

    def _forget(self, _: object) -> None:
        self._said = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key and say why; any other event goes on."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        signed = self._session.lock
        if signed is None or not is_typing(event):
            return False
        if self._said != self._session.periode:
            self._said = self._session.periode
            self._session.failed.emit(signed_sentence(signed))
        return True
