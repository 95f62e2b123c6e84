""" "Kenapa angka ini?": the calculation step by step, in words that can be read and copied."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from core.calculator.capaian import langkah_capaian
from core.document import Document
from core.model.hasil import BELUM_DIISI, TIDAK_DAPAT_DIHITUNG, Hasil, Langkah
from ui import theme
from ui.session import Session
from ui.widgets.figure_head import short_reason
from ui.widgets.labels import label, link
from ui.widgets.missing import input_links


class WhyPanel(QFrame):
    """Signals: `followed` with the href of an input, `closed` when the user closes it."""

    followed = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, iku: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alasan")
        self._session = session
        self._iku = iku
        self._html = ""
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(12)
        self.text.setAccessibleName("Penjelasan angka, langkah demi langkah")
        self.text.anchorClicked.connect(self._follow)
        close = QToolButton()
        close.setText("×")
        close.setAutoRaise(True)
        close.setToolTip("Tutup penjelasan (Esc)")
        close.setAccessibleName("Tutup penjelasan")
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 8, 0)
        head.addWidget(label("Kenapa angka ini?", "judul"), 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        self.setMinimumWidth(260)
        self.setFocusProxy(self.text)

    def refresh(self) -> None:
        """Explain the figure of the chosen period; the place being read is kept."""
        doc = self._session.doc
        html = explain(doc, doc.hasil_iku(self._iku, self._session.periode))
        if html != self._html:
            self._html = html
            bar = self.text.verticalScrollBar()
            place = bar.value()
            self.text.setHtml(html)
            bar.setValue(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _follow(self, url: QUrl) -> None:
        self.followed.emit(url.toString())


def explain(doc: Document, hasil: Hasil) -> str:
    """All steps of a result as HTML."""
    realisasi = hasil.realisasi
    steps = list(realisasi.langkah)
    if realisasi.langkah:
        steps.append(langkah_capaian(hasil))
    blocks = [_intro(hasil)]
    blocks += [_block(doc, hasil, number, each) for number, each in enumerate(steps, 1)]
    blocks += _closing(hasil)
    return f"<style>{_CSS}</style>" + "".join(blocks)


_CSS = f"""
.redup {{ color: {theme.TEKS_REDUP}; }}
.judul {{ font-weight: 600; }}
.hasil {{ font-weight: 600; color: #0B5551; }}
p {{ margin: 0 0 3px 0; }}
"""


def _intro(hasil: Hasil) -> str:
    shown = hasil.realisasi.tampil
    unit = "%" if hasil.satuan == "%" else ""
    outcome = f"{shown}{unit}" if shown else short_reason(hasil.realisasi.sebab)
    if hasil.realisasi.predikat:
        outcome += f", predikat {hasil.realisasi.predikat}"
    return (
        f'<p class="redup">{escape(hasil.nama)}, {escape(hasil.periode.judul)}</p>'
        f'<p style="margin-bottom:10px">Hasil: <span class="hasil">{escape(outcome)}</span></p>'
    )


def _block(doc: Document, hasil: Hasil, number: int, langkah: Langkah) -> str:
    lines = [
        f'<p class="judul">{escape(langkah.judul)}</p>',
        f'<p class="redup">{escape(langkah.rumus)}</p>',
        f"<p>{_sign(langkah.substitusi)}</p>",
        f'<p class="hasil">{_sign(langkah.hasil)}</p>',
    ]
    links = input_links(doc, hasil, langkah.masukan)
    if links:
        linked = " · ".join(link(each.href, each.nama) for each in links)
        lines.append(f'<p><span class="redup">ke isian:</span> {linked}</p>')
    return (
        '<table width="100%" cellspacing="0" cellpadding="8" style="margin-bottom:8px"><tr>'
        f'<td width="22" bgcolor="{theme.AKSEN_LEMBUT}" align="center">'
        f'<b style="color:#0B5551">{number}</b></td>'
        f'<td bgcolor="#F6F8FA">{"".join(lines)}</td></tr></table>'
    )


def _sign(text: str) -> str:
    """A line of a calculation with the sign before it; what is no value gets an arrow."""
    if text.startswith("≈"):
        return escape(text)
    sign = "→" if text in (BELUM_DIISI, TIDAK_DAPAT_DIHITUNG) else "="
    return f"{sign} {escape(text)}"


def _closing(hasil: Hasil) -> list[str]:
    realisasi = hasil.realisasi
    blocks = []
    if not realisasi.langkah:
        blocks.append(f"<p>{escape(realisasi.sebab or short_reason(None))}.</p>")
    if realisasi.catatan or realisasi.peringatan:
        notes = [*realisasi.peringatan, *realisasi.catatan]
        blocks.append('<p class="judul">Catatan</p>')
        blocks += [f"<p>• {escape(text)}</p>" for text in notes]
    if realisasi.bacaan_lain:
        blocks.append('<p class="judul" style="margin-top:8px">Bacaan lain dari isian ini</p>')
        blocks += [
            f"<p>• {escape(each.nama)}: {escape(each.tampil or realisasi.bacaan_kosong)}</p>"
            for each in realisasi.bacaan_lain
        ]
    blocks.append(
        '<p class="redup" style="margin-top:8px">Semua langkah dihitung tanpa pembulatan; '
        "angka baru dibulatkan ke dua desimal saat disajikan. "
        "Tanda ≈ menandai angka yang disingkat untuk dibaca.</p>"
    )
    return blocks
