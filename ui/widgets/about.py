"""Two small windows about the program itself: its shortcuts, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ui import theme

_LAIN = (
    ("Membuka sel atau daftar pilihan", "F2 atau Enter"),
    ("Membatalkan yang sedang diketik, menutup penjelasan", "Esc"),
    ("Berpindah antarisian", "Tab dan Shift+Tab"),
)


def show_shortcuts(shortcuts: Sequence[tuple[str, str]], parent: QWidget) -> None:
    """List every shortcut of the window."""
    rows = "".join(
        f'<tr><td style="padding:3px 28px 3px 0">{escape(name)}</td>'
        f'<td style="padding:3px 0"><b>{escape(keys)}</b></td></tr>'
        for name, keys in (*shortcuts, *_LAIN)
    )
    _dialog("Pintasan papan ketik", f"<table>{rows}</table>", parent, 520).exec()


def show_about(version: str, parent: QWidget) -> None:
    """Say what the program is for and how figures are computed."""
    html = (
        '<p style="font-size:13pt; font-weight:600">IKU Kominfo</p>'
        f'<p style="color:{theme.TEKS_REDUP}">Versi {escape(version)}</p>'
        "<p>Menghitung capaian Indikator Kinerja Utama Dinas Komunikasi dan Informatika "
        "tiap triwulan, menjelaskan setiap angka, dan mencetak lembar yang ditandatangani "
        "Kepala Dinas.</p>"
        "<p>Setiap perubahan langsung tersimpan di PC ini, lengkap dengan riwayat siapa mengubah "
        "apa, dan sampai di berkasnya setiap kali Anda berhenti sejenak. Angka dihitung secara "
        "eksak dan baru dibulatkan saat disajikan. "
        "Isian yang kosong tidak pernah dianggap nol.</p>"
    )
    _dialog("Tentang program ini", html, parent, 460).exec()


def _dialog(title: str, html: str, parent: QWidget, width: int) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    text = QTextBrowser()
    text.setHtml(html)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(text)
    column.addWidget(buttons)
    dialog.resize(width, 420)
    return dialog
