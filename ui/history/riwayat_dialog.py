"""Riwayat: who changed which figure when, from what to what; any of it can be brought back."""

from __future__ import annotations

from collections.abc import Callable, Set

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.document import Document
from core.errors import UserError
from core.history.catatan import FIGURES, Catatan, Pembaca, Sel, list_catatan
from core.history.keadaan import moments
from core.history.kembali import bring_back
from core.indonesian import format_number
from core.model.change import Change, DeleteRow
from ui import theme
from ui.history.riwayat_filter import RiwayatFilter
from ui.history.riwayat_model import KOLOM, RiwayatModel
from ui.history.riwayat_view import RiwayatView
from ui.open_editor import commit_open_editor
from ui.session import Session
from ui.tables.clipboard import format_block
from ui.widgets.labels import label, set_role
from ui.widgets.window_size import fit_to_screen

_WIDTH, _HEIGHT = 1080, 600
_PAUSE_MS = 150
_MILIK_SALINAN_LAIN = (
    "Langkah ini dibuat di salinan lain; keadaan berkas ini baru ada sesudah penggabungannya."
)


def show_riwayat(
    session: Session, parent: QWidget, cells: Set[Sel] | None = None, title: str = ""
) -> RiwayatDialog:
    """Show the history of cells (table, row, column or None for the whole row), or of the file.

    `title` names what is shown where there is more than one cell. A window that shows the same
    already comes to the front.
    """
    commit_open_editor()
    for each in parent.findChildren(RiwayatDialog):
        if each.session is session and each.cells == cells and each.isVisible():
            each.raise_()
            each.activateWindow()
            return each
    made = RiwayatDialog(session, cells, title, parent)
    made.show()
    return made


class RiwayatDialog(QDialog):
    """The lines about `cells` (None: all), the newest on top; follows the session."""

    def __init__(
        self, session: Session, cells: Set[Sel] | None, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.cells = None if cells is None else frozenset(cells)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.title = label(role="judul", wrap=True)
        self.subtitle = label(role="redup", wrap=True)
        self.filter = RiwayatFilter()
        self.model = RiwayatModel(self)
        self.view = RiwayatView(self.model)
        self.effect = label(wrap=True)
        self.count = label(role="redup")
        self.restore_button = QPushButton("&Pulihkan nilai ini")
        self.as_of_button = QPushButton("&Lihat berkas saat itu…")
        self.copy_button = QPushButton("&Salin")
        self.close_button = QPushButton("&Tutup")
        self._given_title = title
        self._moments: frozenset[int] = frozenset()
        self._change: Change | None = None
        self._done = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._assemble()
        self._connect()
        self.refresh()
        self.view.go_to(0)
        self.view.setFocus()

    # Widgets

    def _assemble(self) -> None:
        self.restore_button.setProperty("utama", True)
        self.effect.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.effect.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.effect.setAccessibleName("Yang akan dipulihkan")
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.subtitle)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        foot.addWidget(self.count, 1)
        for button in self._buttons:
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(theme.JARAK)
        column.addLayout(head)
        column.addWidget(self.filter)
        column.addWidget(self.view, 1)
        column.addWidget(self.effect)
        column.addLayout(foot)
        fit_to_screen(self, _WIDTH, _HEIGHT, least=720)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.copy_button, self.as_of_button, self.restore_button, self.close_button

    def _connect(self) -> None:
        self.filter.changed.connect(self._apply_filter)
        self.filter.left_downwards.connect(self._focus_table)
        self.view.selection_changed.connect(self._show_selection)
        self.view.activated_line.connect(self.restore)
        self.restore_button.clicked.connect(self.restore)
        self.as_of_button.clicked.connect(self.open_as_of)
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.reject)
        self._make_actions()
        self._pause.timeout.connect(self.refresh)
        self.session.changed.connect(self._pause.start)
        self.session.done.connect(self._say_done)
        # The file was closed: there is nothing left to show.
        self.session.destroyed.connect(self.close)

    def _make_actions(self) -> None:
        keys = QKeySequence.StandardKey
        for text, sequence, call in (
            ("Salin", keys.Copy, self.copy),
            ("Urungkan", keys.Undo, self.session.undo),
            ("Ulangi", keys.Redo, self.session.redo),
        ):
            self._add_action(text, QKeySequence(sequence), call)
        for button, tip in (
            (self.restore_button, "Enter"),
            (self.copy_button, "Ctrl+C"),
            (self.close_button, "Esc"),
        ):
            button.setToolTip(f"{button.text().replace('&', '')} ({tip})")
        self.as_of_button.setToolTip(
            "Buka keadaan seluruh berkas sesudah perubahan ini, hanya dibaca"
        )

    def _add_action(self, text: str, keys: QKeySequence, call: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.setShortcut(keys)
        action.triggered.connect(lambda _=False: call())
        self.addAction(action)

    # Showing

    @property
    def doc(self) -> Document:
        return self.session.doc

    def refresh(self) -> None:
        """Read the journal again; the line that is chosen stays chosen."""
        self._pause.stop()
        chosen = [each.kunci for each in self._chosen()]
        steps, tables = self.doc.journal(), self.doc.all_rows()
        pembaca = Pembaca(tables, steps)
        self._moments = frozenset(step.nomor for step in moments(steps))
        catatan = list_catatan(steps, self.cells)
        self._offer(catatan, pembaca)
        self.model.load(catatan, pembaca, self.filter.saringan, self._row_name(pembaca))
        self._show_heading(pembaca)
        self._after_reset(chosen[0] if chosen else None)

    def _row_name(self, pembaca: Pembaca) -> str:
        """The name of the one row that is shown; "" where there are several."""
        if self.cells is None or len(self.cells) > 1:
            return ""
        ((tabel, baris, _),) = self.cells
        return "" if tabel in FIGURES else pembaca.nama_sel((tabel, baris, None)).nama

    def _offer(self, catatan: list[Catatan], pembaca: Pembaca) -> None:
        names = {nama for each in catatan if (nama := pembaca.nama(each)) is not None}
        self.filter.offer(
            {nama.periode for nama in names},
            self._tabs_in_order({nama.tab for nama in names}),
            {each.langkah.oleh for each in catatan},
        )

    def _tabs_in_order(self, tabs: set[str]) -> list[str]:
        own = [iku.singkat for iku in self.doc.iku if iku.singkat in tabs]
        return [*own, *sorted(tabs.difference(own))]

    def _show_heading(self, pembaca: Pembaca) -> None:
        title, subtitle = self._heading(pembaca)
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.setWindowTitle(f"{title} – {self.doc.path.name}" if self.cells else title)

    def _heading(self, pembaca: Pembaca) -> tuple[str, str]:
        if self.cells is None:
            return (
                f"Riwayat berkas {self.doc.path.name}",
                "Semua perubahan, yang terbaru di atas.",
            )
        if len(self.cells) > 1:
            nama = self._given_title or f"{format_number(len(self.cells), 0)} angka"
            return f"Riwayat {nama}", "Semua perubahan, yang terbaru di atas."
        (sel,) = self.cells
        is_figure = sel[2] is not None or sel[0] in FIGURES
        self.view.set_names(shown=not is_figure, narrow=True)
        periode, _, nama = pembaca.nama_sel(sel)
        where = "" if periode is None else f" · {periode.singkat}"
        return f"Riwayat {nama}{where}", f"Sekarang: {pembaca.kini(sel)}"

    def _apply_filter(self) -> None:
        chosen = [each.kunci for each in self._chosen()]
        self.model.set_saringan(self.filter.saringan)
        self._after_reset(chosen[0] if chosen else None)

    def _after_reset(self, kunci: tuple[int, int, str] | None) -> None:
        line = None if kunci is None else self.model.line_of(kunci)
        self.view.go_to(line or 0)
        self._show_count()
        self._show_selection()

    def _say_done(self, done: str) -> None:
        self._done = done
        self._show_count()

    def _show_count(self) -> None:
        shown, total = (format_number(n, 0) for n in (self.model.rowCount(), self.model.total))
        text = f"{total} perubahan" if shown == total else f"{shown} dari {total} perubahan"
        self.count.setText(f"{text}  ·  {self._done}" if self._done else text)
        self.count.setToolTip(self._done)
        self.view.hint = (
            "Tidak ada perubahan yang cocok.\nTekan Esc di kotak cari untuk menampilkan semua."
            if self.model.total
            else "Belum pernah diubah sejak berkas ini dibuat."
        )
        self.view.viewport().update()

    # What is chosen

    def _chosen(self) -> list[Catatan]:
        return [self.model.catatan(line) for line in self.view.selected_lines()]

    def _show_selection(self) -> None:
        chosen = self._chosen()
        self._change = None
        why_not = ""
        try:
            if chosen and self.doc.read_only:
                why_not = "Berkas ini hanya dapat dibaca; tidak ada yang dapat dipulihkan."
            elif chosen:
                kembali = bring_back(self.doc, chosen, self.model.pembaca)
                self._change = kembali.change
                self._say(f"Pulihkan: {kembali.kalimat}.")
        except UserError as error:
            why_not = str(error)
        if self._change is None:
            self._say(why_not, "redup")
        rows = any(
            isinstance(each.butir, DeleteRow) and each.butir.tabel not in FIGURES for each in chosen
        )
        self.restore_button.setText("&Pulihkan baris ini" if rows else "&Pulihkan nilai ini")
        self.restore_button.setEnabled(self._change is not None)
        self.copy_button.setEnabled(bool(chosen))
        self._offer_as_of(chosen)

    def _offer_as_of(self, chosen: list[Catatan]) -> None:
        known = len(chosen) == 1 and chosen[0].langkah.nomor in self._moments
        self.as_of_button.setEnabled(known)
        if len(chosen) == 1 and not known:
            self.effect.setText(f"{self.effect.text()} {_MILIK_SALINAN_LAIN}")

    def _say(self, sentence: str, role: str = "") -> None:
        set_role(self.effect, role)
        self.effect.setText(sentence)

    # Verbs

    def restore(self) -> None:
        """Bring back what stood there before the chosen line, or the deleted rows, as one step."""
        if self._change is None:
            return
        error = self.session.try_perform(self._change)
        if error is not None:
            self._say(str(error), "galat")
            return
        self.refresh()
        self.view.go_to(0)
        self._say_done("Dipulihkan; Ctrl+Z mengurungkannya.")

    def open_as_of(self) -> None:
        """Show the whole file as it stood after the chosen line."""
        from ui.history.saat_itu import open_as_of

        chosen = self._chosen()
        if not self.as_of_button.isEnabled():
            return
        window = open_as_of(self.session, chosen[0].langkah.nomor)
        if window is not None:
            then = window.session
            then.history_wanted.connect(lambda cells: show_riwayat(then, window, cells))

    def copy(self) -> None:
        """Put the chosen lines on the clipboard, for a spreadsheet or a letter."""
        chosen = self._chosen()
        if chosen:
            block = [KOLOM, *(self.model.texts(each) for each in chosen)]
            QGuiApplication.clipboard().setText(format_block(block))
            self._say_done(f"{format_number(len(chosen), 0)} baris disalin.")

    def _focus_table(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
