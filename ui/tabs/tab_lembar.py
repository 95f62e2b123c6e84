"""The last tab: the sheet exactly as it will be printed, its PDF file and its way to a printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QKeySequence, QPainter, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import UserError
from core.indonesian import format_number
from core.pdf import missing_glyphs, render
from core.printing import LEMBAR, build_sheet, sheet_bytes
from ui import paper, printer, theme
from ui.pdf_pages import PdfPages
from ui.session import Session
from ui.sheet_notes import draft_reasons, glyph_notes, signing_notes
from ui.sheet_panel import SheetPanel
from ui.sheet_view import HALAMAN, LEBAR, SheetView
from ui.waiting import waiting

_PAUSE_MS = 250
_PREPARING = "Menyiapkan lembar…"


class TabLembar(QWidget):
    """Preview of a sheet of `session.periode`; `rendered` after the pages were drawn anew."""

    rendered = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pdf: bytes | None = None
        self._stale = True
        self.panel = SheetPanel(session)
        self.view = SheetView()
        self.view.set_pages(None, _PREPARING)
        self.act_button = QPushButton()
        self.save_button = QPushButton("&Simpan PDF…")
        self.print_button = QPushButton("&Cetak…")
        self._page_label = QLabel()
        self._zoom_label = QLabel()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._actions = self._make_actions()
        self._assemble()
        self._connect()
        self.refresh()

    # Widgets

    def _make_actions(self) -> dict[str, QAction]:
        view = self.view
        table: tuple[tuple[str, str, str, tuple[str, ...], Callable[[], None]], ...] = (
            ("sebelum", "‹", "Halaman sebelumnya (PgUp)", (), lambda: self._turn(-1)),
            ("sesudah", "›", "Halaman berikutnya (PgDn)", (), lambda: self._turn(1)),
            ("kecil", "−", "Perkecil (Ctrl+−)", ("Ctrl+-",), view.zoom_out),
            ("besar", "+", "Perbesar (Ctrl++)", ("Ctrl++", "Ctrl+="), view.zoom_in),
            ("lebar", "Lebar", "Selebar jendela (Ctrl+0)", ("Ctrl+0",), self._fit_width),
            ("halaman", "Satu halaman", "Satu halaman penuh (Ctrl+9)", ("Ctrl+9",), self._fit_page),
        )
        actions = {}
        for name, text, tip, shortcuts, run in table:
            action = QAction(text, self)
            action.setShortcuts([QKeySequence(each) for each in shortcuts])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(tip)
            action.triggered.connect(run)
            self.addAction(action)
            actions[name] = action
        return actions

    def _assemble(self) -> None:
        self.save_button.setProperty("utama", True)
        self.save_button.setIcon(_tinted("simpan-pdf", theme.PERMUKAAN))
        self.print_button.setIcon(theme.icon("cetak"))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(theme.JARAK, 8, theme.JARAK, theme.JARAK)
        buttons.setSpacing(8)
        buttons.addWidget(self.save_button, 1)
        buttons.addWidget(self.print_button, 1)
        side = QFrame()
        side.setObjectName("lembarSisi")
        side.setStyleSheet(f"#lembarSisi {{ border-right: 1px solid {theme.GARIS}; }}")
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.panel, 1)
        acts = QHBoxLayout()
        acts.setContentsMargins(theme.JARAK, 8, theme.JARAK, 0)
        acts.addWidget(self.act_button)
        left.addLayout(acts)
        left.addLayout(buttons)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._tool_row())
        right.addWidget(self.view, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)

    def _tool_row(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("bilah")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.JARAK, 5, theme.JARAK, 5)
        row.setSpacing(4)
        row.addWidget(_tool(self._actions["sebelum"]))
        metrics = self.fontMetrics()
        self._page_label.setMinimumWidth(metrics.horizontalAdvance("halaman 888 dari 888") + 4)
        self._page_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self._page_label)
        row.addWidget(_tool(self._actions["sesudah"]))
        row.addStretch(1)
        row.addWidget(_tool(self._actions["kecil"]))
        self._zoom_label.setMinimumWidth(metrics.horizontalAdvance("300 %") + 6)
        self._zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self._zoom_label)
        row.addWidget(_tool(self._actions["besar"]))
        row.addSpacing(theme.JARAK)
        row.addWidget(_tool(self._actions["lebar"]))
        row.addWidget(_tool(self._actions["halaman"]))
        return bar

    def _connect(self) -> None:
        self._timer.timeout.connect(self._render)
        self._session.changed.connect(self.refresh)
        self._session.periode_changed.connect(self.refresh)
        self.panel.chosen.connect(self._choose)
        self.panel.signatories_wanted.connect(self._edit_signatories)
        self.view.page_changed.connect(self._show_place)
        self.view.zoom_changed.connect(self._show_place)
        self.act_button.clicked.connect(self._act)
        self.save_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_sheet)

    # Showing

    def refresh(self) -> None:
        """Follow the file: the column at once, the pages a moment later and only while visible."""
        self._stale = True
        self._show_act()
        if self.isVisible():
            self.panel.refresh()
            self._timer.start()

    def _show_act(self) -> None:
        """The formal act that is possible now."""
        signed = self._session.lock is not None
        self.act_button.setText("Per&ubahan…" if signed else "Sah&kan…")
        self.act_button.setIcon(theme.icon("kunci-buka" if signed else "sahkan"))
        tip = "Membuka periode ini sebagai versi baru, dengan alasan dan nomor dokumen"
        self.act_button.setToolTip(
            tip if signed else "Memeriksa, lalu membekukan angka dan lembarnya (Ctrl+Shift+E)"
        )
        self.act_button.setVisible(not self._session.doc.read_only)

    def _act(self) -> None:
        signed = self._session.lock is not None
        self._session.formal_wanted.emit("perubahan" if signed else "sahkan")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.panel.refresh()
        if self._stale:
            self._timer.start(0 if self._pdf is None else _PAUSE_MS)

    def _choose(self) -> None:
        self.panel.tanggal.reset(None)  # a refused date belonged to the sheet before
        self._stale = True
        self.panel.refresh()
        self._timer.start(0)

    def _render(self) -> None:
        if not self._stale or not self.isVisible():
            return
        self._timer.setInterval(_PAUSE_MS)
        with waiting():
            self._draw()
        self._stale = False
        self._show_place()
        self.rendered.emit()

    def _draw(self) -> None:
        doc, periode, lembar = self._session.doc, self._session.periode, self.panel.lembar
        reasons: list[str] = []
        notes: list[str] = []
        try:
            if self.panel.version is None:
                reasons = draft_reasons(doc, lembar, periode)
                notes = signing_notes(doc, lembar, periode)
                sheet = build_sheet(doc, lembar, periode, self.panel.kertas)
                self._pdf = render(sheet)
                notes += glyph_notes(missing_glyphs(sheet))
            else:
                self._pdf = self._bytes()
            self.view.set_pages(PdfPages(self._pdf))
        except UserError as error:
            self._pdf = None
            self.view.set_pages(None, str(error))
        self.panel.show_notes(reasons, notes)

    def _bytes(self) -> bytes:
        """The draft as the file is now, or the very bytes of the signed version."""
        doc, periode, panel = self._session.doc, self._session.periode, self.panel
        if panel.version is None:
            return render(build_sheet(doc, panel.lembar, periode, panel.kertas))
        return sheet_bytes(doc, panel.lembar, periode, versi=panel.version.versi)

    def _show_place(self) -> None:
        count = self.view.page_count
        page = format_number(self.view.page, 0)
        place = f"halaman {page} dari {format_number(count, 0)}" if count else ""
        self._page_label.setText(place)
        self._zoom_label.setText(f"{format_number(round(self.view.zoom * 100), 0)} %")
        self.view.setAccessibleDescription(f"{LEMBAR[self.panel.lembar]}, {place}")
        self._actions["sebelum"].setEnabled(self.view.page > 1)
        self._actions["sesudah"].setEnabled(self.view.page < count)
        self.save_button.setEnabled(count > 0)
        self.print_button.setEnabled(count > 0)

    def _turn(self, way: int) -> None:
        self.view.go_to(self.view.page + way)

    def _fit_width(self) -> None:
        self.view.fit(LEBAR)

    def _fit_page(self) -> None:
        self.view.fit(HALAMAN)

    def _edit_signatories(self) -> None:
        from ui.dialogs.penandatangan import PenandatanganDialog

        PenandatanganDialog(self._session, self.window()).exec()

    # To a file and to paper

    @property
    def file_name(self) -> str:
        """The name suggested for the PDF: Pengukuran Kinerja 2026 TW II.pdf."""
        periode = self._session.periode
        kode = "Tahunan" if periode.is_tahunan else periode.singkat.rsplit(" ", 1)[0]
        quarter = "" if self.panel.lembar == "iku" else kode
        nama = LEMBAR[self.panel.lembar]
        if (version := self.panel.version) is not None:
            quarter = f"{kode} versi {version.versi}"
        return printer.safe_name((nama, str(periode.tahun), quarter)) + ".pdf"

    def _current_pdf(self) -> bytes | None:
        """The sheet as the file is now, also if the preview has not followed yet."""
        self.panel.tanggal.commit()
        try:
            return self._bytes()
        except UserError as error:
            self._session.failed.emit(str(error))
            return None

    def save_pdf(self) -> bool:
        """Ask for a name and write the PDF there, whole or not at all."""
        data = self._current_pdf()
        if data is None:
            return False
        folder = self._session.doc.path.parent
        path = paper.ask_pdf(self, "Simpan lembar sebagai PDF", folder / self.file_name)
        return path is not None and self.write_pdf(path, data)

    def write_pdf(self, path: Path, data: bytes) -> bool:
        """Write the file; the sentence of a failure goes to the window."""
        try:
            printer.write_whole(path, data)
        except UserError as error:
            self._session.failed.emit(str(error))
            return False
        self._session.done.emit(f"Lembar disimpan sebagai {path.name}")
        return True

    def print_sheet(self) -> bool:
        """Let the user choose a printer and print the sheet in its true size."""
        data = self._current_pdf()
        if data is None:
            return False
        pages = PdfPages(data)
        try:
            name = self.file_name.removesuffix(".pdf")
            device = paper.ask_printer(self, "Cetak lembar", pages, name)
            return device is not None and self.print_to(device, pages)
        finally:
            pages.close()

    def print_to(self, device: QPrinter, pages: PdfPages) -> bool:
        """Print; the sentence of a failure goes to the window."""
        try:
            with waiting():
                printer.print_pages(pages, device)
        except UserError as error:
            self._session.failed.emit(str(error))
            return False
        self._session.done.emit(f"{self.file_name.removesuffix('.pdf')} dikirim ke pencetak")
        return True


def _tool(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAutoRaise(True)
    button.setAccessibleName(action.toolTip())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setMinimumWidth(button.sizeHint().width())
    return button


def _tinted(name: str, colour: str) -> QIcon:
    """An icon in one colour, for a ground on which its own cannot be seen."""
    picture = theme.icon(name).pixmap(theme.ICON_SIZE * 2)
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(colour))
    painter.end()
    return QIcon(picture)
