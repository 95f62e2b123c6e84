"""The sasaran and its indicator in the agency's own words, folded to two lines until asked for."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.model.definisi import Definisi, Iku
from ui import theme
from ui.session import Session
from ui.widgets.labels import Chip, label, link_button, tip

_TINGGI_RINCIAN = 190


class DefinitionHeader(QFrame):
    """`edit_wanted` asks for the editor of definitions."""

    edit_wanted = Signal()

    def __init__(self, session: Session, iku: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._iku = iku
        self._shown: tuple[Iku, Definisi | None, int] | None = None
        self._sasaran = label(role="kecil", wrap=True)
        self._nama = label(role="judul", wrap=True)
        self._unverified = Chip()
        self._summary = _OneLine()
        self.toggle = QToolButton()
        self.toggle.setText("Definisi")
        self.toggle.setCheckable(True)
        self.toggle.setArrowType(Qt.ArrowType.RightArrow)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggle.setProperty("lipat", True)
        self.toggle.setToolTip("Tampilkan penjelasan, kriteria, sumber data, dan skema")
        self.edit = link_button("Ubah definisi…")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._details = QScrollArea()
        self._assemble()
        self.toggle.toggled.connect(self._unfold)
        self.edit.clicked.connect(self.edit_wanted)

    def _assemble(self) -> None:
        self._details.setWidgetResizable(True)
        self._details.setWidget(self._text)
        self._details.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._details.setMaximumHeight(_TINGGI_RINCIAN)
        self._details.hide()
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self._nama, 1)
        title.addWidget(self._unverified)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.toggle)
        line.addWidget(self._summary, 1)
        line.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._sasaran)
        column.addLayout(title)
        column.addLayout(line)
        column.addWidget(self._details)

    def refresh(self) -> None:
        """Show the definition that counts in the chosen year."""
        doc, periode = self._session.doc, self._session.periode
        tahun = periode.tahun
        iku = next(each for each in doc.iku if each.id == self._iku)
        definisi = doc.definisi(self._iku, periode)
        if (iku, definisi, tahun) == self._shown:
            return
        self._shown = (iku, definisi, tahun)
        self._sasaran.setText(f"Sasaran {iku.sasaran.nomor}: {iku.sasaran.teks}")
        self._nama.setText(iku.nama)
        unverified = definisi is not None and not definisi.terverifikasi
        self._unverified.show_word("belum terverifikasi" if unverified else None, "sedang")
        self._summary.set_text(_summary(definisi, tahun))
        self._text.setText(_details(iku, definisi))
        self.toggle.setEnabled(definisi is not None)

    def _unfold(self, unfolded: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow
        self.toggle.setArrowType(arrow)
        self._details.setVisible(unfolded)
        self._summary.set_blank(unfolded)


class _OneLine(QLabel):
    """Quiet text on one line, shortened at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("peran", "redup")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._full = ""
        self._blank = False

    def set_blank(self, blank: bool) -> None:
        """Keep the room but not the words, while they stand in full below."""
        self._blank = blank
        self._elide()

    def set_text(self, text: str) -> None:
        self._full = text
        self.setToolTip(tip(text))
        self._elide()

    def resizeEvent(self, event: object) -> None:
        self._elide()

    def _elide(self) -> None:
        right = Qt.TextElideMode.ElideRight
        text = "" if self._blank else self._full
        self.setText(self.fontMetrics().elidedText(text, right, self.width()))


def _summary(definisi: Definisi | None, tahun: int) -> str:
    if definisi is None:
        return f"Tidak ada definisi yang berlaku untuk tahun {tahun}."
    return " ".join(definisi.penjelasan.split())


def _details(iku: Iku, definisi: Definisi | None) -> str:
    if definisi is None:
        return ""
    parts = [
        ("Penjelasan/formulasi perhitungan", definisi.penjelasan),
        ("Kriteria", definisi.kriteria),
        ("Sumber data", definisi.sumber),
        ("Skema", f"{definisi.skema}, {masa_berlaku(definisi)}"),
        ("Catatan", definisi.catatan),
    ]
    return "".join(
        f'<p style="margin:0 0 6px 0"><span style="color:{theme.TEKS_REDUP}">{title}</span><br>'
        f"{_lines(text)}</p>"
        for title, text in parts
        if text.strip()
    )


def _lines(text: str) -> str:
    return escape(text.strip()).replace("\n", "<br>")


def masa_berlaku(definisi: Definisi) -> str:
    """The years in which a definition counts."""
    first, last = definisi.berlaku_dari, definisi.berlaku_sampai
    if first is None:
        return "belum berlaku"
    return f"berlaku sejak {first}" if last is None else f"berlaku {first} sampai {last}"
