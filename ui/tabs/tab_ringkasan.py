"""The first tab: the four indicators side by side, and what is still missing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from core.document import Document
from core.indonesian import format_number
from core.model.hasil import Hasil
from core.model.periode import Periode
from ui import theme
from ui.session import Session
from ui.widgets.iku_card import IkuCard
from ui.widgets.labels import LinkLabel, label, link
from ui.widgets.missing import Tautan, missing_inputs

_LEBAR_KARTU = 245
_SHOWN = 5


class TabRingkasan(QScrollArea):
    """Signals: `opened` (code of an IKU), `followed` (href of an input or of a setting)."""

    opened = Signal(str)
    followed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = label(role="judul")
        self.cards = [IkuCard(session, iku) for iku in session.doc.iku]
        self._grid = QGridLayout()
        self._columns = 0
        self._welcome = QFrame()
        self._welcome_text = LinkLabel()
        self._missing_title = label("Yang masih kurang", "subjudul")
        self._missing = LinkLabel()
        self._warnings = label(role="peringatan", wrap=True)
        self._assemble()
        for card in self.cards:
            card.opened.connect(self.opened)
        self._welcome_text.followed.connect(self.followed)
        self._missing.followed.connect(self.followed)
        self.refresh()

    def _assemble(self) -> None:
        self._welcome.setProperty("kartu", True)
        inner = QVBoxLayout(self._welcome)
        inner.setContentsMargins(18, 14, 18, 14)
        inner.addWidget(self._welcome_text)
        card = QFrame()
        card.setProperty("kartu", True)
        lower = QVBoxLayout(card)
        lower.setContentsMargins(18, 12, 18, 14)
        lower.setSpacing(6)
        lower.addWidget(self._missing_title)
        lower.addWidget(self._missing)
        self._grid.setSpacing(theme.JARAK)
        content_ = QWidget()
        column = QVBoxLayout(content_)
        column.setContentsMargins(theme.JARAK, 10, theme.JARAK, theme.JARAK)
        column.setSpacing(theme.JARAK)
        column.addWidget(self._title)
        column.addWidget(self._welcome)
        column.addLayout(self._grid)
        column.addWidget(self._warnings)
        column.addWidget(card)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(content_)
        self._place_cards(4)

    def refresh(self) -> None:
        """Show the chosen period."""
        doc, periode = self._session.doc, self._session.periode
        self._title.setText(periode.judul)
        for card in self.cards:
            card.refresh()
        fresh = not doc.periode_berisi() and not doc.read_only
        self._welcome.setVisible(fresh)
        if fresh:
            self._welcome_text.set_html(_welcome(doc, periode))
        results = doc.hasil(periode)
        self._missing.set_html(missing_list(doc, results))
        warnings = [f"{_singkat(doc, h)}: {w}" for h in results for w in h.realisasi.peringatan]
        self._warnings.setText("\n".join(warnings))
        self._warnings.setVisible(bool(warnings))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - theme.JARAK
        fitting = room // (_LEBAR_KARTU + theme.JARAK)
        self._place_cards(4 if fitting >= 4 else 2 if fitting >= 2 else 1)

    def _place_cards(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self.cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def _singkat(doc: Document, hasil: Hasil) -> str:
    return next(iku.singkat for iku in doc.iku if iku.id == hasil.iku)


def _welcome(doc: Document, periode: Periode) -> str:
    first = doc.iku[0].id
    start = Tautan(first, periode, "", "").href
    steps = (
        f"{link('dialog:profil', 'Periksa profil dinas')} dan "
        f"{link('dialog:penandatangan', 'penandatangan')} yang tercetak pada lembar.",
        f"{link('dialog:target', 'Tetapkan target')} tahun {periode.tahun} dan triwulannya.",
        f"{link(start, 'Isi laporan bidang')} untuk {periode.judul}, indikator demi indikator.",
        "Buka tab Lembar untuk melihat, menyimpan sebagai PDF, dan mencetak.",
    )
    items = "".join(f'<li style="margin-bottom:3px">{step}</li>' for step in steps)
    return (
        '<p style="margin:0 0 4px 0"><b>Berkas ini siap diisi.</b> Yang perlu dilakukan:</p>'
        f'<ol style="margin:0">{items}</ol>'
    )


def missing_list(doc: Document, results: tuple[Hasil, ...]) -> str:
    """What is missing by indicator, each with a link to its place, as HTML."""
    lines = []
    for hasil in results:
        parts = _missing_parts(doc, hasil)
        if parts:
            lines.append(
                f'<p style="margin:0 0 5px 0"><b>{_singkat(doc, hasil)}</b>: {", ".join(parts)}</p>'
            )
    if not lines:
        return '<p style="margin:0">Semua isian dan target periode ini sudah lengkap.</p>'
    return "".join(lines)


def _missing_parts(doc: Document, hasil: Hasil) -> list[str]:
    missing = missing_inputs(doc, hasil)
    parts = [link(each.href, each.nama) for each in missing[:_SHOWN]]
    if len(missing) > _SHOWN:
        parts.append(f"dan {format_number(len(missing) - _SHOWN, 0)} isian lainnya")
    if hasil.target is None:
        href = Tautan(hasil.iku, hasil.periode, "target", "").href
        parts.append(link(href, f"target {hasil.periode.singkat}"))
    return parts
