"""How much of an indicator is filled in, and links to what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from core.indonesian import format_number
from core.model.hasil import Realisasi
from ui.widgets.labels import LinkLabel, label, link
from ui.widgets.missing import Tautan

_SHOWN = 4


class Completeness(QWidget):
    """`followed` carries the href of a missing input (see ui.widgets.missing)."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label(role="subjudul")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._links = LinkLabel()
        self._links.followed.connect(self.followed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self._text)
        column.addWidget(self._bar)
        column.addWidget(self._links)

    def show_state(self, realisasi: Realisasi, missing: Sequence[Tautan]) -> None:
        """Show what is there and what is not."""
        self._text.setText(terisi_text(realisasi))
        self._bar.setRange(0, max(realisasi.jumlah, 1))
        self._bar.setValue(realisasi.terisi)
        self._bar.setAccessibleName(terisi_text(realisasi))
        self._links.setVisible(bool(missing))
        self._links.set_html(missing_html(missing, _SHOWN))


def terisi_text(realisasi: Realisasi) -> str:
    """14 dari 16 diisi."""
    if not realisasi.jumlah:
        return "Tidak ada isian"
    terisi, jumlah = (format_number(n, 0) for n in (realisasi.terisi, realisasi.jumlah))
    return f"{terisi} dari {jumlah} diisi"


def missing_html(missing: Sequence[Tautan], shown: int) -> str:
    """The missing inputs as links below each other; the rest only as a number."""
    lines = [f"Kurang: {_linked(missing[0])}"] if missing else []
    lines += [_linked(each) for each in missing[1:shown]]
    if len(missing) > shown:
        lines.append(f"dan {format_number(len(missing) - shown, 0)} lainnya")
    return "<br>".join(lines)


def _linked(each: Tautan) -> str:
    return link(each.href, each.nama)
