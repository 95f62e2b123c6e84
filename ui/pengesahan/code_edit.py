"""A line for the code of a sheet: groups of four while it is typed, or the whole text of a QR."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLineEdit, QWidget

from core.errors import InputError
from core.sheets.kode import ALFABET, KELOMPOK, PANJANG, PISAH, read_kode
from core.sheets.qr import is_qr

_LIKE_DIGITS = "OQDILSZBG"
"""Letters that `read_kode` takes for the digit they look like."""


class Typed(NamedTuple):
    """What is known while somebody types: a sentence, whether it is a mistake, and whether there
    is enough to ask the file."""

    kalimat: str
    is_wrong: bool
    is_whole: bool


class CodeEdit(QLineEdit):
    """`typed` after every change by the user, with what is known of it by now."""

    typed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() + 3)
        self.setFont(font)
        self.setMinimumHeight(self.sizeHint().height())
        self.setMaxLength(4000)
        self.setAccessibleName("Kode lembar atau teks QR")
        self.setPlaceholderText(PISAH.join(["XXXX"] * (PANJANG // KELOMPOK)))
        self.textEdited.connect(self._on_edited)

    def enter(self, text: str) -> None:
        """As if the text had been pasted in the place of what is there."""
        self.setText(text)
        self._on_edited(text)

    def _on_edited(self, text: str) -> None:
        if not is_qr(text):
            grouped, place = group(text, self.cursorPosition())
            with QSignalBlocker(self):
                self.setText(grouped)
            self.setCursorPosition(place)
        self.typed.emit(judge(self.text()))


def group(text: str, cursor: int) -> tuple[str, int]:
    """The signs in capitals by fours, and where the cursor then stands."""
    signs = _signs(text)
    before = len(_signs(text[:cursor]))
    shown = PISAH.join(signs[n : n + KELOMPOK] for n in range(0, len(signs), KELOMPOK))
    gaps = max(0, before - 1) // KELOMPOK
    return shown, before + gaps * len(PISAH)


def _signs(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def judge(text: str) -> Typed:
    """What can be said of a code that is being typed, without asking the file."""
    if is_qr(text):
        return Typed("Teks QR.", False, True)
    signs = _signs(text)
    known = all(sign in ALFABET or sign in _LIKE_DIGITS for sign in signs)
    if known and len(signs) < PANJANG:
        count = f"{len(signs)} dari {PANJANG} tanda" if signs else ""
        return Typed(count, False, False)
    try:
        read_kode(signs)
    except InputError as error:
        return Typed(str(error), True, False)
    return Typed("Kode lengkap, tanda pemeriksanya cocok.", False, True)
