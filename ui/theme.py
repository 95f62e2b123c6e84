"""Colours, spacing and the style sheet: the one look of all windows.

Every text colour has a contrast of at least 4.5:1 on the surfaces it is used on.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"

LATAR = "#F3F5F7"  # behind everything
PERMUKAAN = "#FFFFFF"  # cards, tables, inputs
GARIS = "#D5DCE3"  # borders
TEKS = "#1B2733"
TEKS_REDUP = "#51606E"
AKSEN = "#0F6B66"  # buttons, focus, the value on a scale
AKSEN_LEMBUT = "#E2F1EF"  # selected, hovered
BAHAYA = "#B3261E"
BAHAYA_LEMBUT = "#FCEBE9"
PERINGATAN = "#8A4B08"
PERINGATAN_LEMBUT = "#FDF3DF"
PITA = ("#C9D3DB", "#AFC9CB", "#8BBDBA", "#55A29D", "#1F827C")  # bands, lowest first

JARAK = 12  # between cards; half of it inside rows
RADIUS = 8


def icon(name: str) -> QIcon:
    """An icon of resources/icons by its file name without ending."""
    return QIcon(str(RESOURCES / "icons" / f"{name}.svg"))


ICON_SIZE = QSize(18, 18)


def apply_theme(app: QApplication) -> None:
    """Give the application its font, palette and style sheet."""
    app.setStyle("Fusion")
    if "Segoe UI" in QFontDatabase.families():
        app.setFont(QFont("Segoe UI", 10))
    else:
        for name in ("Regular", "Bold"):
            QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"NotoSans-{name}.ttf"))
        app.setFont(QFont("Noto Sans", 10))
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, LATAR),
        (QPalette.ColorRole.Base, PERMUKAAN),
        (QPalette.ColorRole.AlternateBase, "#F8FAFB"),
        (QPalette.ColorRole.Text, TEKS),
        (QPalette.ColorRole.WindowText, TEKS),
        (QPalette.ColorRole.Button, PERMUKAAN),
        (QPalette.ColorRole.ButtonText, TEKS),
        (QPalette.ColorRole.Highlight, AKSEN),
        (QPalette.ColorRole.HighlightedText, "#FFFFFF"),
        (QPalette.ColorRole.PlaceholderText, TEKS_REDUP),
        (QPalette.ColorRole.ToolTipBase, TEKS),
        (QPalette.ColorRole.ToolTipText, "#FFFFFF"),
        (QPalette.ColorRole.Link, AKSEN),
    ):
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#75828E"))
    app.setPalette(palette)
    app.setStyleSheet(_STYLE)


_STYLE = f"""
QFrame[kartu="true"] {{ background: {PERMUKAAN}; border: 1px solid {GARIS};
  border-radius: {RADIUS}px; }}
QLabel[peran="judul"] {{ font-size: 13pt; font-weight: 600; }}
QLabel[peran="subjudul"] {{ font-weight: 600; }}
QLabel[peran="redup"] {{ color: {TEKS_REDUP}; }}
QLabel[peran="galat"] {{ color: {BAHAYA}; }}
QLabel[peran="peringatan"] {{ color: {PERINGATAN}; background: {PERINGATAN_LEMBUT};
  border-radius: 4px; padding: 6px 8px; }}
QPushButton {{ background: {PERMUKAAN}; border: 1px solid {GARIS}; border-radius: 6px;
  padding: 5px 12px; }}
QPushButton:hover {{ background: {AKSEN_LEMBUT}; }}
QPushButton:focus {{ border: 2px solid {AKSEN}; padding: 4px 11px; }}
QPushButton[utama="true"] {{ background: {AKSEN}; border-color: {AKSEN}; color: white;
  font-weight: 600; }}
QPushButton:disabled {{ color: #75828E; background: {LATAR}; }}
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDateEdit {{ background: {PERMUKAAN};
  border: 1px solid #B4BEC8; border-radius: 5px; padding: 4px 6px;
  selection-background-color: {AKSEN}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
  border: 2px solid {AKSEN}; padding: 3px 5px; }}
QLineEdit[galat="true"] {{ border: 2px solid {BAHAYA}; padding: 3px 5px; }}
QTableView {{ background: {PERMUKAAN}; border: 1px solid {GARIS}; gridline-color: #E6EBEF;
  selection-background-color: {AKSEN_LEMBUT}; selection-color: {TEKS}; }}
QHeaderView::section {{ background: #EDF1F4; border: 0; border-right: 1px solid {GARIS};
  border-bottom: 1px solid {GARIS}; padding: 5px 8px; font-weight: 600; }}
QTabBar::tab {{ padding: 8px 16px; border: 0; border-bottom: 3px solid transparent; }}
QTabBar::tab:selected {{ color: {AKSEN}; border-bottom: 3px solid {AKSEN}; font-weight: 600; }}
QTabBar::tab:hover {{ background: {AKSEN_LEMBUT}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {GARIS}; }}
QScrollArea {{ border: 0; background: transparent; }}
QToolTip {{ background: {TEKS}; color: white; border: 0; padding: 5px; }}
"""
