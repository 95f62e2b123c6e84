"""An open file in the window: period bar, messages and tabs, each tab built when first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.model.periode import TAHUN_MAX, TAHUN_MIN, TAHUNAN, Periode
from ui.message_bar import MessageBar
from ui.open_editor import commit_open_editor
from ui.period_bar import PeriodBar
from ui.session import Place, Session
from ui.tabs.tab_ringkasan import TabRingkasan
from ui.widgets.missing import tautan_from_href
from ui.widgets.text_edit import EntryEdit, TextEdit

if TYPE_CHECKING:
    from ui.tabs.tab_sasaran import TabSasaran  # imported when the first of them is shown


@runtime_checkable
class Refreshable(Protocol):
    """What every tab can do: show what the file holds now."""

    def refresh(self) -> None: ...


RINGKASAN, LEMBAR = "ringkasan", "lembar"


class Workspace(QWidget):
    """The file of one session. `dialog_wanted` asks for profil, penandatangan, target or
    definisi:<iku>; `tab_changed` tells the key of the tab shown."""

    dialog_wanted = Signal(str)
    tab_changed = Signal(str)

    def __init__(
        self, session: Session, undo: QAction, redo: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.period_bar = PeriodBar(session, undo, redo)
        self.messages = MessageBar()
        self.tabs = QTabWidget()
        self.keys = (RINGKASAN, *(iku.id for iku in session.doc.iku), LEMBAR)
        self._built: dict[str, QWidget] = {}
        self._sasaran: dict[str, TabSasaran] = {}
        self._stale: set[str] = set()
        self._assemble()
        self._connect()
        self._show_tab(0)

    def _assemble(self) -> None:
        self.tabs.setDocumentMode(True)
        names = ("Ringkasan", *(iku.singkat for iku in self.session.doc.iku), "Lembar")
        for number, name in enumerate(names, 1):
            page = QWidget()
            layout = QVBoxLayout(page)
            layout.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(page, name)
            self.tabs.setTabToolTip(number - 1, f"{name} (Alt+{number})")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.period_bar)
        column.addWidget(self.messages)
        column.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.period_bar.chosen.connect(self.choose_periode)
        self.session.changed.connect(self._on_changed)
        self.session.periode_changed.connect(self._on_changed)
        self.session.failed.connect(self._show_failure)
        self.session.done.connect(self.messages.hide)
        self.session.done.connect(self.period_bar.strip.drop_refusal)
        self.session.reveal.connect(self._reveal)

    # Tabs

    def tab(self, key: str) -> QWidget:
        """The tab of a key, built now if it was never shown."""
        if key not in self._built:
            widget = self._build(key)
            self._built[key] = widget
            layout = self.tabs.widget(self.keys.index(key)).layout()
            assert layout is not None
            layout.addWidget(widget)
            widget.show()
        return self._built[key]

    def _build(self, key: str) -> QWidget:
        if key == RINGKASAN:
            overview = TabRingkasan(self.session)
            overview.opened.connect(self.show_tab)
            overview.followed.connect(self.follow)
            return overview
        if key == LEMBAR:
            from ui.tabs.tab_lembar import TabLembar

            return TabLembar(self.session, self)
        from ui.tabs.tab_sasaran import TabSasaran

        tab = TabSasaran(self.session, key)
        self._sasaran[key] = tab
        tab.followed.connect(self.follow)
        tab.periode_wanted.connect(self.choose_periode)
        tab.definition_wanted.connect(lambda iku: self.dialog_wanted.emit(f"definisi:{iku}"))
        return tab

    def show_tab(self, key: str) -> None:
        """Switch to a tab."""
        self.tabs.setCurrentIndex(self.keys.index(key))

    def enter_tab(self, index: int) -> None:
        """Switch to a tab by the keyboard and go to its first input."""
        commit_open_editor()
        self.tabs.setCurrentIndex(index)
        current = self.current
        if (sasaran := self.current_sasaran) is not None:
            sasaran.focus_first()
        elif isinstance(current, TabRingkasan):
            current.cards[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.tabs.tabBar().setFocus(Qt.FocusReason.TabFocusReason)

    def _show_tab(self, index: int) -> None:
        key = self.keys[index]
        self.session.tab = key
        known = key in self._built
        widget = self.tab(key)
        if known and key in self._stale:
            refresh(widget)
        self._stale.discard(key)
        self.tab_changed.emit(key)

    @property
    def current(self) -> QWidget:
        """The tab that is shown."""
        return self.tab(self.keys[self.tabs.currentIndex()])

    @property
    def current_sasaran(self) -> TabSasaran | None:
        """The tab that is shown, if it is a sasaran's."""
        return self._sasaran.get(self.session.tab)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nothing else wants it, closes the message."""
        if event.key() == Qt.Key.Key_Escape and not self.messages.isHidden():
            self.messages.hide()
        else:
            super().keyPressEvent(event)

    # Following the session

    def _on_changed(self, _: object) -> None:
        self._stale.update(self._built)
        self._stale.discard(self.session.tab)
        refresh(self.current)

    def _show_failure(self, sentence: str) -> None:
        """What the strip over the pages says already is said there, not twice."""
        if self.period_bar.strip.take_refusal(sentence):
            self.messages.drop_error()
        else:
            self.messages.show_error(sentence)

    def _reveal(self, place: Place) -> None:
        if place.tab in self.keys:
            self.show_tab(place.tab)

    # Going somewhere

    def choose_periode(self, periode: Periode) -> None:
        """Show another period; what is being typed is kept in its own first."""
        self.messages.drop_error()
        commit_open_editor()
        self.session.set_periode(periode)
        self.period_bar.refresh()

    def step_periode(self, forward: bool) -> None:
        """The next or previous quarter, or year."""
        periode = self.session.periode
        if not forward:
            target = periode.sebelumnya
        elif periode.is_tahunan:
            target = Periode(periode.tahun + 1, TAHUNAN)
        elif periode.triwulan == 4:
            target = Periode(periode.tahun + 1, 1)
        else:
            target = Periode(periode.tahun, periode.triwulan + 1)
        if TAHUN_MIN <= target.tahun <= TAHUN_MAX:
            self.choose_periode(target)

    def follow(self, href: str) -> None:
        """Go to the input of a link (see ui.widgets.missing), or ask for a dialog."""
        if href.startswith("dialog:"):
            self.dialog_wanted.emit(href.removeprefix("dialog:"))
            return
        place = tautan_from_href(href)
        self.choose_periode(place.periode)
        self.show_tab(place.iku)
        self._sasaran[place.iku].focus_input(place.kunci)

    def unstored_input(self) -> EntryEdit | TextEdit | None:
        """An input whose typing was refused or could not be written."""
        inputs: list[EntryEdit | TextEdit] = [
            *self.findChildren(EntryEdit),
            *self.findChildren(TextEdit),
        ]
        return next((each for each in inputs if each.is_editing), None)

    def go_to(self, widget: QWidget) -> None:
        """Show the tab of an input and go there."""
        for number in range(self.tabs.count()):
            if self.tabs.widget(number).isAncestorOf(widget):
                self.tabs.setCurrentIndex(number)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_why(self) -> None:
        """Explain the figure of the tab shown."""
        if (sasaran := self.current_sasaran) is not None:
            sasaran.toggle_why()


def refresh(tab: QWidget) -> None:
    """Every tab has a refresh."""
    assert isinstance(tab, Refreshable)
    tab.refresh()
