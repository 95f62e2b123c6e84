"""The strip on top: year, quarter, undo and redo, the name of the file and its badges."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.edits.periode import source_of_copy, start_quarter
from core.model.periode import NAMA_PERIODE, TAHUN_MAX, TAHUN_MIN, TAHUNAN, Periode
from ui import theme
from ui.pengesahan.period_state import state_of
from ui.pengesahan.state_strip import StateStrip
from ui.session import Session
from ui.widgets.labels import Chip, label
from ui.widgets.text_edit import leaves_undo

_ROOMY, _NARROW = 780, 720


class PeriodBar(QWidget):
    """Shows the chosen period; `chosen` asks for another one.

    The owner sets it, so that what is being typed can be kept first.
    """

    chosen = Signal(object)

    def __init__(
        self, session: Session, undo: QAction, redo: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tahun = _Year()
        self._tahun.setRange(TAHUN_MIN, TAHUN_MAX)
        self._tahun.setKeyboardTracking(False)
        self._tahun.setAccessibleName("Tahun")
        self._tahun.setToolTip("Tahun pengukuran")
        self._group = QButtonGroup(self)
        self._seal = _seal()
        self._contoh = Chip()
        self.state = Chip()
        self.strip = StateStrip(session)
        self._baca = Chip()
        self._nama = _FileName()
        self._ajakan = _StartStrip(session)
        self._assemble(undo, redo)
        self._tahun.valueChanged.connect(self._choose_year)
        self._group.idClicked.connect(self._choose_quarter)
        session.changed.connect(self.refresh)
        session.periode_changed.connect(self.refresh)
        self.refresh()

    def _assemble(self, undo: QAction, redo: QAction) -> None:
        bar = QFrame()
        bar.setObjectName("bilah")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.JARAK, 6, theme.JARAK, 6)
        row.setSpacing(0)
        row.addWidget(self._tahun)
        row.addSpacing(8)
        for number, nama in enumerate(NAMA_PERIODE, 1):
            row.addWidget(self._segment(number, nama))
        row.addSpacing(8)
        row.addWidget(self.state)
        row.addSpacing(theme.JARAK)
        row.addWidget(_tool(undo))
        row.addSpacing(2)
        row.addWidget(_tool(redo))
        row.addSpacing(theme.JARAK)
        row.addWidget(self._nama, 1)
        row.addSpacing(6)
        row.addWidget(self._contoh)
        row.addSpacing(4)
        row.addWidget(self._baca)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.strip)
        column.addWidget(self._ajakan)

    def _segment(self, number: int, nama: str) -> QToolButton:
        button = QToolButton()
        button.setText(nama)
        button.setCheckable(True)
        button.setProperty("segmen", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(12, 12))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if number in (1, len(NAMA_PERIODE)):
            button.setProperty("ujung", "kiri" if number == 1 else "kanan")
        self._group.addButton(button, number)
        return button

    def refresh(self) -> None:
        """Show the period, which quarters hold anything, and what kind of file this is."""
        doc, periode = self._session.doc, self._session.periode
        self._tahun.blockSignals(True)
        self._tahun.setValue(periode.tahun)
        self._tahun.blockSignals(False)
        filled = set(doc.periode_berisi())
        for button in self._group.buttons():
            number = self._group.id(button)
            each = Periode(periode.tahun, number)
            holds = each in filled or (number == TAHUNAN and bool(filled & _quarters(each)))
            state = state_of(doc, each)
            told = state.kata or ("sudah berisi" if holds else "masih kosong")
            button.setToolTip(f"{each.judul}: {told} (Ctrl+{number})")
            button.setAccessibleName(f"{each.judul}, {told}")
            marked = holds and not state.is_final
            button.setText(NAMA_PERIODE[number - 1] + (" •" if marked else ""))
            button.setProperty("sah", state.is_final)
            button.setChecked(number == periode.triwulan)
        self._show_state()
        self._nama.set_name(doc.path.name, str(doc.path))
        self._contoh.show_word("CONTOH" if doc.profil.contoh else None, "sedang")
        self._contoh.setToolTip("Berkas contoh: angkanya bukan angka dinas.")
        self._baca.show_word("hanya baca" if doc.read_only else None, "netral")
        self._baca.setToolTip("Berkas ini tidak dapat diubah; isinya hanya dapat dilihat.")
        self._ajakan.refresh()

    def _show_state(self) -> None:
        """Marks of signed periods and the word for this one, as far as there is room."""
        room = self.width()
        for button in self._group.buttons():
            is_marked = bool(button.property("sah")) and room >= _NARROW
            button.setIcon(self._seal if is_marked else QIcon())
        now = state_of(self._session.doc, self._session.periode)
        self.state.show_word(now.kata if now.kata and room >= _ROOMY else None, now.jenis)
        self.state.setToolTip(now.kalimat)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_state()

    def _choose_year(self, tahun: int) -> None:
        self.chosen.emit(Periode(tahun, self._session.periode.triwulan))

    def _choose_quarter(self, number: int) -> None:
        self.chosen.emit(Periode(self._session.periode.tahun, number))


def _seal() -> QIcon:
    """The mark of a signed period, seen on both grounds of a segment."""
    icon = QIcon()
    for name, state in (("sah", QIcon.State.Off), ("sah-putih", QIcon.State.On)):
        picture = theme.icon(name).pixmap(theme.ICON_SIZE * 2)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active):
            icon.addPixmap(picture, mode, state)
    return icon


def _quarters(year: Periode) -> set[Periode]:
    return set(year.triwulan_setahun)


def _tool(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(theme.ICON_SIZE)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


class _Year(QSpinBox):
    """A year that is typed or stepped; Ctrl+Z in it is the window's."""

    def event(self, event: QEvent) -> bool:
        return leaves_undo(event) or super().event(event)


class _FileName(QLabel):
    """The name of the file, shortened in the middle where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("peran", "redup")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._name = ""

    def set_name(self, name: str, path: str) -> None:
        self._name = name
        self.setToolTip(path)
        self.setAccessibleName(f"Berkas {name}")
        self._elide()

    def resizeEvent(self, event: object) -> None:
        self._elide()

    def _elide(self) -> None:
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._name, middle, self.width()))


class _StartStrip(QFrame):
    """Offers to fill an empty quarter with a copy of the one before."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("ajakan")
        self._session = session
        self._text = label(wrap=True)
        self.button = QPushButton("Mulai dari triwulan sebelumnya")
        self.button.setProperty("utama", True)
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self._start)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.JARAK, 5, theme.JARAK, 5)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)

    def refresh(self) -> None:
        doc, periode = self._session.doc, self._session.periode
        source = source_of_copy(doc, periode)
        empty = periode not in doc.periode_berisi()
        useful = source is not None and empty and self._session.can_write
        self.setVisible(useful)
        if source is not None and useful:
            self._text.setText(
                f"{periode.judul} masih kosong. Isiannya dapat dimulai sebagai salinan "
                f"{source.judul}, lalu diperbaiki yang berubah."
            )

    def _start(self) -> None:
        periode = self._session.periode
        self._session.perform(lambda: start_quarter(self._session.doc, periode))
