"""Colours, spacing and the style sheet: the one look of all windows.

Every text colour has a contrast of at least 4.5:1 on the surfaces it is used on.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

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
BERHASIL = "#0B5D3B"
BERHASIL_LEMBUT = "#E1F3E8"
PITA = ("#C9D3DB", "#AFC9CB", "#8BBDBA", "#55A29D", "#1F827C")  # bands, lowest first

JARAK = 12  # between cards; half of it inside rows
RADIUS = 8


def icon(name: str) -> QIcon:
    """An icon of resources/icons by its file name without ending."""
    return QIcon(str(RESOURCES / "icons" / f"{name}.svg"))


ICON_SIZE = QSize(18, 18)


def restyle(widget: QWidget) -> None:
    """Apply the style sheet anew after a property that it asks for has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def apply_theme(app: QApplication) -> None:
    """Give the application its font, palette and style sheet.

    The style "Fusion" is chosen before the application is made, which spares a second style.
    """
    if sys.platform == "win32":
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


_ICONS = (RESOURCES / "icons").as_posix()
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
QPushButton, QToolButton, QTabBar {{ outline: 0; }}
QPushButton:hover {{ background: {AKSEN_LEMBUT}; }}
QPushButton:focus {{ border: 2px solid {AKSEN}; padding: 4px 11px; }}
QPushButton[utama="true"] {{ background: {AKSEN}; border-color: {AKSEN}; color: white;
  font-weight: 600; }}
QPushButton:disabled {{ color: #75828E; background: {LATAR}; }}
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDateEdit {{ background: {PERMUKAAN};
  border: 1px solid #B4BEC8; border-radius: 5px; padding: 4px 6px;
  selection-background-color: {AKSEN}; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus {{
  border: 2px solid {AKSEN}; padding: 3px 5px; }}
QComboBox:focus {{ border: 2px solid {AKSEN}; padding: 4px 5px; }}
QLineEdit:read-only, QPlainTextEdit:read-only, QComboBox:disabled {{ background: {LATAR};
  border-color: {GARIS}; }}
QTableView[terkunci="true"] {{ background: {LATAR}; alternate-background-color: {LATAR}; }}
QComboBox::drop-down {{ border: 0; width: 22px; }}
QComboBox::down-arrow {{ image: url("{_ICONS}/pilih-turun.svg"); width: 12px; height: 12px; }}
QSpinBox::up-button, QSpinBox::down-button, QDateEdit::up-button, QDateEdit::down-button {{
  border: 0; width: 20px; background: transparent; }}
QSpinBox::up-button:hover, QSpinBox::down-button:hover {{ background: {AKSEN_LEMBUT}; }}
QSpinBox::up-arrow, QDateEdit::up-arrow {{ image: url("{_ICONS}/pilih-naik.svg");
  width: 10px; height: 10px; }}
QSpinBox::down-arrow, QDateEdit::down-arrow {{ image: url("{_ICONS}/pilih-turun.svg");
  width: 10px; height: 10px; }}
QScrollBar {{ background: transparent; border: 0; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: #B9C4CE; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: #8A97A3; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QLineEdit[galat="true"] {{ border: 2px solid {BAHAYA}; padding: 3px 5px; }}
QTableView, QTreeView {{ background: {PERMUKAAN}; border: 1px solid {GARIS};
  gridline-color: #E6EBEF; selection-background-color: {AKSEN_LEMBUT};
  selection-color: {TEKS}; }}
QTreeView {{ outline: 0; }}
QTreeView::item {{ padding: 4px 8px; border: 0; }}
QTreeView::item:selected {{ background: {AKSEN_LEMBUT}; color: {TEKS}; }}
QTreeView:focus {{ border: 2px solid {AKSEN}; }}
QHeaderView::section {{ background: #EDF1F4; border: 0; border-right: 1px solid {GARIS};
  border-bottom: 1px solid {GARIS}; padding: 5px 8px; font-weight: 600; }}
QTabBar::tab {{ padding: 8px 16px; border: 0; border-bottom: 3px solid transparent; }}
QTabBar::tab:selected {{ color: {AKSEN}; border-bottom: 3px solid {AKSEN}; font-weight: 600; }}
QTabBar::tab:selected:focus {{ background: {AKSEN_LEMBUT}; }}
QTabBar::tab:hover {{ background: {AKSEN_LEMBUT}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {GARIS}; }}
QScrollArea {{ border: 0; background: transparent; }}
QLabel[peran="angka"] {{ font-size: 30pt; font-weight: 600; }}
QLabel[peran="angka-kartu"] {{ font-size: 24pt; font-weight: 600; }}
QLabel[peran="label"] {{ color: {TEKS_REDUP}; font-size: 9pt; }}
QLabel[peran="kecil"] {{ color: {TEKS_REDUP}; font-size: 9pt; }}
QLabel[cip="netral"] {{ background: #E8EDF1; color: {TEKS}; }}
QLabel[cip="aksen"] {{ background: {AKSEN_LEMBUT}; color: #0B5551; }}
QLabel[cip="baik"] {{ background: {BERHASIL_LEMBUT}; color: {BERHASIL}; }}
QLabel[cip="sedang"] {{ background: {PERINGATAN_LEMBUT}; color: {PERINGATAN}; }}
QLabel[cip="rendah"] {{ background: {BAHAYA_LEMBUT}; color: {BAHAYA}; }}
QLabel[cip] {{ border-radius: 9px; padding: 2px 9px; font-weight: 600; font-size: 9pt; }}
QFrame[garis="true"] {{ background: {GARIS}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame#pesan {{ border-bottom: 1px solid {GARIS}; }}
QFrame#pesan[jenis="galat"] {{ background: {BAHAYA_LEMBUT}; }}
QFrame#pesan[jenis="catatan"] {{ background: {PERINGATAN_LEMBUT}; }}
QFrame#bilah {{ background: {PERMUKAAN}; border-bottom: 1px solid {GARIS}; }}
QFrame#ajakan {{ background: {AKSEN_LEMBUT}; border-bottom: 1px solid {GARIS}; }}
QFrame#keadaan {{ border-bottom: 1px solid {GARIS}; }}
QFrame#keadaan[jenis="sah"] {{ background: {BERHASIL_LEMBUT}; }}
QFrame#keadaan[jenis="ditolak"] {{ background: {BAHAYA_LEMBUT}; }}
QFrame#keadaan[jenis="dibuka"] {{ background: {PERINGATAN_LEMBUT}; }}
QFrame#keadaan[jenis="pemeriksaan"] {{ background: {AKSEN_LEMBUT}; }}
QFrame#jawaban {{ border: 1px solid {GARIS}; border-radius: {RADIUS}px; }}
QFrame#jawaban[jenis="baik"] {{ background: {BERHASIL_LEMBUT}; border-color: #9CCFB4; }}
QFrame#jawaban[jenis="sedang"] {{ background: {PERINGATAN_LEMBUT}; border-color: #E3C68F; }}
QFrame#jawaban[jenis="rendah"] {{ background: {BAHAYA_LEMBUT}; border-color: #E6ABA6; }}
QFrame#panel {{ background: {PERMUKAAN}; border-left: 1px solid {GARIS}; }}
QFrame#alasan {{ background: {PERMUKAAN}; border: 1px solid {GARIS}; border-radius: {RADIUS}px; }}
QFrame#alasan QTextBrowser {{ border: 0; background: transparent; }}
QFrame[kartuAktif="true"]:hover {{ border-color: {AKSEN}; }}
QFrame[kartuAktif="true"]:focus {{ border: 2px solid {AKSEN}; }}
QToolButton[segmen="true"] {{ background: {PERMUKAAN}; border: 1px solid #B4BEC8;
  border-right: 0; padding: 5px 11px; }}
QToolButton[segmen="true"][ujung="kiri"] {{ border-top-left-radius: 6px;
  border-bottom-left-radius: 6px; }}
QToolButton[segmen="true"][ujung="kanan"] {{ border-top-right-radius: 6px;
  border-bottom-right-radius: 6px; border-right: 1px solid #B4BEC8; }}
QToolButton[segmen="true"]:hover {{ background: {AKSEN_LEMBUT}; }}
QToolButton[segmen="true"]:checked {{ background: {AKSEN}; color: white; font-weight: 600;
  border-color: {AKSEN}; }}
QToolButton[segmen="true"]:focus {{ border: 2px solid {TEKS}; padding: 4px 10px; }}
QPushButton[tautan="true"] {{ border: 0; background: transparent; color: {AKSEN};
  padding: 2px 2px; text-align: left; }}
QPushButton[tautan="true"]:hover {{ text-decoration: underline; }}
QPushButton[tautan="true"]:focus {{ border: 1px solid {AKSEN}; padding: 1px 1px; }}
QPushButton[utama="true"]:disabled {{ background: {LATAR}; border-color: {GARIS};
  color: #75828E; }}
QPushButton[utama="true"]:hover {{ background: #0C5853; }}
QPushButton[utama="true"]:focus {{ border: 2px solid {TEKS}; }}
QProgressBar {{ background: #E3E9EE; border: 0; border-radius: 3px; max-height: 6px;
  min-height: 6px; }}
QProgressBar::chunk {{ background: {AKSEN}; border-radius: 3px; }}
QMenuBar {{ background: {PERMUKAAN}; border-bottom: 1px solid {GARIS}; }}
QMenuBar::item {{ padding: 5px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {AKSEN_LEMBUT}; }}
QMenu {{ background: {PERMUKAAN}; border: 1px solid {GARIS}; padding: 4px 0; }}
QMenu::item {{ padding: 5px 28px 5px 28px; }}
QMenu::item:selected {{ background: {AKSEN_LEMBUT}; color: {TEKS}; }}
QMenu::item:disabled {{ color: #75828E; }}
QMenu::icon {{ padding-left: 10px; }}
QToolButton[lampiran="true"] {{ border: 1px solid transparent; border-radius: 4px;
  background: transparent; color: {TEKS_REDUP}; padding: 1px 3px; font-size: 9pt; }}
QToolButton[lampiran="true"]:hover {{ background: {AKSEN_LEMBUT}; color: {TEKS}; }}
QToolButton[lampiran="true"]:focus {{ border-color: {AKSEN}; color: {TEKS}; }}
QToolButton[lipat="true"] {{ border: 1px solid transparent; border-radius: 4px;
  background: transparent; padding: 2px 6px 2px 0; }}
QToolButton[lipat="true"]:hover {{ background: {AKSEN_LEMBUT}; }}
QToolButton[lipat="true"]:focus {{ border-color: {AKSEN}; }}
QMenu::separator {{ height: 1px; background: {GARIS}; margin: 4px 0; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QStatusBar {{ background: {PERMUKAAN}; border-top: 1px solid {GARIS}; }}
QStatusBar::item {{ border: 0; }}
QToolTip {{ background: {TEKS}; color: white; border: 0; padding: 5px; }}
"""
