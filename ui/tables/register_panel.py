"""A register on the screen: search and filter above its table, what is selected beneath."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.evidence_counts import iku_of
from core.indonesian import format_number
from core.model.definisi import Rasio
from ui import theme
from ui.evidence.dropping import take_drops
from ui.session import Session
from ui.tables.penilaian import Keadaan, Penilaian
from ui.tables.register_actions import RegisterActions
from ui.tables.register_model import RegisterModel
from ui.tables.register_view import RegisterView
from ui.tables.segments import Segments
from ui.tables.urutan import Saringan

_SEMUA = "semua"
_GAP = 8
_WITH_MENU = """QPushButton { padding-right: 28px; }
QPushButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: right center;
  right: 9px; }"""


class RegisterPanel(QWidget):
    """Reads the rows when it is first shown; follows the session from then on."""

    def __init__(self, session: Session, rasio: Rasio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.penilaian = Penilaian(rasio)
        self.model = RegisterModel(session, self.penilaian, self)
        self.view = RegisterView(self.model)
        self.actions_ = RegisterActions(self.model, self.view, self)
        self._make_toolbar()
        self._make_foot()
        self._assemble()
        self._connect()

    # Widgets

    def _make_toolbar(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText("Saring… (Ctrl+F)")
        self.search.setAccessibleName(f"Saring {self.model.register.judul}")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(320)
        self.search.addAction(theme.icon("cari"), QLineEdit.ActionPosition.LeadingPosition)
        states = [(each.name, each.value) for each in self.penilaian.keadaan_yang_ada]
        self.states = Segments([(_SEMUA, "Semua"), *states], "Tampilkan")
        self._find = QAction("Saring", self)
        self._find.setShortcut(QKeySequence(QKeySequence.StandardKey.Find))
        self.addAction(self._find)

    def _make_foot(self) -> None:
        self._count = QLabel()
        self._message = QLabel()
        self._message.setProperty("peran", "redup")
        self._message.setAccessibleName("Pesan")
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._again = QPushButton()
        self._again.setProperty("tautan", True)
        self._again.hide()
        self._mark = QPushButton("Tandai terpilih")
        self._mark.setStyleSheet(_WITH_MENU)
        self._mark.setMenu(self.actions_.mark_menu(self._mark))
        self._mark.setToolTip("Isi Ya atau Tidak untuk semua baris terpilih (Ctrl+Spasi)")

    def _assemble(self) -> None:
        verbs = self.actions_
        top = QHBoxLayout()
        top.setSpacing(_GAP)
        top.addWidget(self.search, 1)
        top.addWidget(self.states)
        top.addStretch(0)
        self._top_buttons = (
            _button(verbs.paste, "Tempel"),
            _button(verbs.add, "Tambah", main=True),
        )
        for button in self._top_buttons:
            top.addWidget(button)
        foot = QHBoxLayout()
        foot.setSpacing(_GAP)
        foot.addWidget(self._count)
        foot.addWidget(self._again)
        foot.addWidget(self._message, 1)
        foot.addWidget(self._mark)
        for action in (verbs.duplicate, verbs.copy, verbs.delete):
            foot.addWidget(_button(action, action.text()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._apply_filter)
        self.search.installEventFilter(self)
        self.states.chosen.connect(self._choose_state)
        self._find.triggered.connect(self._go_to_search)
        take_drops(self.view.viewport(), self.session, self._untuk_at)
        self._again.clicked.connect(self._apply_filter)
        self.view.selection_changed.connect(self._show_selection)
        self.view.left_upwards.connect(self._go_to_search)
        self.view.menu_wanted.connect(self._open_menu_at_cell)
        self.actions_.said.connect(self._say)
        self.model.added.connect(self._show_added)

    def _untuk_at(self, point: QPoint) -> str:
        """The row under the mouse, else the indicator that counts the register."""
        untuk = self.view.untuk_at(point)
        if not untuk.endswith(":"):
            return untuk
        return iku_of(self.session.doc, self.session.periode, untuk)

    # Following

    def set_rasio(self, rasio: Rasio) -> None:
        """Judge the rows by the definition of another year."""
        if rasio != self.penilaian.rasio:
            self.penilaian = Penilaian(rasio)
            self.model.set_penilaian(self.penilaian)

    def refresh(self) -> None:
        """Show the rows of `session.periode` as they are now; reads nothing while hidden."""
        if not self.isVisible() or self.session.periode.is_tahunan:
            return
        if self.session.periode != self.model.periode:
            self.view.commit_open()
            self.model.set_periode(self.session.periode)
            self.view.go_to(0, 0)
        self.model.sync()
        self._message.clear()
        self._show_counts()
        self._show_selection()
        self._show_lock()

    def _show_lock(self) -> None:
        """A table whose rows cannot be changed looks it."""
        locked = not self.model.is_editable
        if self.view.property("terkunci") != locked:
            self.view.setProperty("terkunci", locked)
            theme.restyle(self.view)
            self.view.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Joined buttons where there is room for them, else a box."""
        others = sum(button.sizeHint().width() + _GAP for button in self._top_buttons)
        room = self.width() - others - self.search.minimumWidth() - _GAP
        self.states.set_compact(room < self.states.wide_width())

    def _show_counts(self) -> None:
        tally = self.session.doc.tally(self.model.register.kode, self.session.periode)
        counts = self.penilaian.count(tally)
        self.states.set_text(_SEMUA, f"Semua {format_number(counts.semua, 0)}")
        for each in self.penilaian.keadaan_yang_ada:
            shown = format_number(counts.jumlah[each], 0)
            self.states.set_text(each.name, f"{each.value} {shown}")
        self._fit()
        self.view.hint = self._hint()

    def _hint(self) -> str:
        satuan = self.model.register.satuan
        if self.model.total:
            return (
                f"Tidak ada {satuan} yang cocok dengan saringan.\n"
                "Tekan Esc di kotak saring untuk menampilkan semua."
            )
        if not self.model.is_editable:
            return f"Belum ada {satuan}."
        return (
            f"Belum ada {satuan}.\n"
            "Tekan Ins untuk menambah atau Ctrl+V untuk menempel dari lembar kerja."
        )

    def _show_selection(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        text = f"{format_number(total, 0)} baris"
        if shown != total:
            text = f"{format_number(shown, 0)} dari {text}"
        selected = self.view.selected_count()
        if selected:
            text += f"  ·  {format_number(selected, 0)} terpilih"
        self._count.setText(text)
        outgrown = self.model.outgrown()
        self._again.setVisible(outgrown > 0)
        self._again.setText(f"{format_number(outgrown, 0)} tidak lagi cocok, saring ulang")
        self.actions_.refresh()
        self._mark.setEnabled(self.actions_.delete.isEnabled())

    def _show_added(self, row_ids: list[str]) -> None:
        line = self.model.line_of(row_ids[0])
        if line is not None and not self.view.is_typing:
            self.view.go_to(line)

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)

    # Filtering

    def _choose_state(self, key: str) -> None:
        self.states.choose(key)
        self._apply_filter()

    def _apply_filter(self) -> None:
        self.view.commit_open()
        here = self.view.currentIndex()
        row_id = self.model.row_id(here.row()) if here.isValid() else None
        column = max(0, here.column())
        kata = tuple(self.search.text().lower().split())
        self.model.set_saringan(Saringan(kata, self._state()))
        line = None if row_id is None else self.model.line_of(row_id)
        self.view.go_to(line or 0, column)
        self._message.clear()
        self._show_counts()
        self._show_selection()
        self.view.viewport().update()

    def _state(self) -> Keadaan | None:
        key = self.states.chosen_key
        return None if key == _SEMUA else Keadaan[key]

    def clear_filter(self) -> None:
        """Show all rows again."""
        self.states.choose(_SEMUA)
        self.search.clear()
        self._apply_filter()

    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search field Esc shows all rows again, Down and Enter go to the table."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape and not self.model.saringan.is_empty:
                self.clear_filter()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.focus_table()
                return True
        return super().eventFilter(watched, event)

    def focus_table(self) -> None:
        """Go to the current cell, the first one if there is none yet."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.view.currentIndex().isValid():
            self.view.go_to(0, 0)

    def _open_menu_at_cell(self) -> None:
        point = self.view.viewport().mapToGlobal(self.view.menu_point())
        self.actions_.context_menu().exec(point)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        inside = (
            self.view.viewport()
            .rect()
            .contains(self.view.viewport().mapFromGlobal(event.globalPos()))
        )
        if keyboard and self.view.hasFocus():
            self._open_menu_at_cell()
        elif inside:
            self.actions_.context_menu().exec(event.globalPos())


def _button(action: QAction, text: str, *, main: bool = False) -> QPushButton:
    """A button that does what the action does and is enabled with it."""
    button = QPushButton(text)
    if main:
        button.setProperty("utama", True)
    else:
        button.setIcon(action.icon())
    button.setToolTip(action.toolTip())
    button.setAccessibleName(action.text())
    button.clicked.connect(lambda: action.trigger())
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())
    return button
