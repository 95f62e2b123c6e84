"""One sasaran's tab: its definition, its inputs, its figure, and on request the reasons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.model.definisi import Definisi, IndeksBerbobot, RasioRegister
from ui import theme
from ui.evidence.dropping import take_drops, untuk_under
from ui.session import Session
from ui.tabs.definition_header import DefinitionHeader
from ui.tabs.inputs_view import InputsView
from ui.widgets.figure_panel import FigurePanel
from ui.widgets.labels import label
from ui.widgets.why_panel import WhyPanel
from ui.widgets.year_page import YearPage

_LEBAR_BERDAMPINGAN = 1080
_LEBAR_ALASAN = 430
_LEBAR_ISIAN = 300
_TINGGI_ISIAN, _TINGGI_GULIR = 400, 180


class TabSasaran(QWidget):
    """Built when first shown. Signals: `followed` (href of an input), `periode_wanted`,
    `definition_wanted` (code of the IKU)."""

    followed = Signal(str)
    periode_wanted = Signal(object)
    definition_wanted = Signal(str)

    def __init__(self, session: Session, iku: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.iku = iku
        self.header = DefinitionHeader(session, iku)
        self.panel = FigurePanel(session, iku)
        self.why = WhyPanel(session, iku)
        self.year_page = YearPage(session, iku)
        self.inputs: InputsView | None = None
        self._none_page = label(role="redup", wrap=True)
        self._none_page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._scroll = QScrollArea()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._assemble()
        self._connect()
        self.refresh()

    def _assemble(self) -> None:
        self._pages.addWidget(self.year_page)
        self._pages.addWidget(self._none_page)
        self._pages.setMinimumWidth(_LEBAR_ISIAN)
        self._splitter.addWidget(self._pages)
        self._splitter.addWidget(self.why)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.JARAK)
        self._splitter.setStretchFactor(0, 1)
        self.why.hide()
        self._splitter.setMinimumHeight(_TINGGI_ISIAN)
        self._splitter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        content = QWidget()
        middle = QVBoxLayout(content)
        middle.setContentsMargins(theme.JARAK, 8, theme.JARAK, theme.JARAK)
        middle.setSpacing(8)
        middle.addWidget(self.header)
        middle.addWidget(self._splitter, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        row.addWidget(self._scroll, 1)
        row.addWidget(self.panel)

    def _connect(self) -> None:
        self.panel.followed.connect(self.followed)
        self.panel.why_wanted.connect(self.toggle_why)
        self.why.followed.connect(self.followed)
        self.why.closed.connect(self.close_why)
        self.year_page.chosen.connect(self.periode_wanted)
        take_drops(self, self.session, lambda point: untuk_under(self, point, self.iku))
        self.header.edit_wanted.connect(lambda: self.definition_wanted.emit(self.iku))

    def refresh(self) -> None:
        """Show what the file holds for the chosen period."""
        periode = self.session.periode
        definisi = self.session.doc.definisi(self.iku, periode)
        self.header.refresh()
        if definisi is None:
            self._none_page.setText(
                f"Tidak ada definisi indikator ini yang berlaku untuk tahun {periode.tahun}.\n"
                "Tambahkan lewat “Ubah definisi…”, atau pilih tahun lain."
            )
            self._pages.setCurrentWidget(self._none_page)
        elif periode.is_tahunan:
            self.year_page.refresh()
            self._pages.setCurrentWidget(self.year_page)
        else:
            self._show_inputs(definisi)
        self.refresh_figure()

    def refresh_figure(self) -> None:
        """Show the figure again; the inputs are left alone."""
        self.panel.refresh()
        if self.why.isVisible():
            self.why.refresh()

    def _show_inputs(self, definisi: Definisi) -> None:
        kind = _view_class(definisi)
        if self.inputs is not None and type(self.inputs) is not kind:
            self._pages.removeWidget(self.inputs)
            self.inputs.deleteLater()
            self.inputs = None
        if self.inputs is None:
            self.inputs = kind(self.session, self.iku, self)
            self._pages.addWidget(self.inputs)
        self.inputs.refresh()
        self._pages.setCurrentWidget(self.inputs)
        little = self.inputs.scrolls_itself  # two scroll bars side by side confuse
        self._splitter.setMinimumHeight(_TINGGI_GULIR if little else _TINGGI_ISIAN)

    def focus_input(self, kunci: str) -> None:
        """Go to an input of the chosen quarter, or to the first one where no key is given."""
        if kunci == "target":
            self.panel.target.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.inputs is not None and self._pages.currentWidget() is self.inputs:
            if self._splitter.width() < _LEBAR_BERDAMPINGAN - 320:
                self.close_why()
            if kunci:
                self.inputs.focus_input(kunci)
            else:
                self.focus_first()
            focused = QApplication.focusWidget()
            if focused is not None and self._scroll.isAncestorOf(focused):
                self._scroll.ensureWidgetVisible(focused)

    def focus_first(self) -> None:
        """Put the focus on the first thing that can be filled in."""
        page = self._pages.currentWidget()
        if self.inputs is page and self.inputs.first_input:
            self.inputs.focus_input(self.inputs.first_input)
            return
        found: QWidget | None = page.nextInFocusChain()
        while found is not None and found is not page:
            takes_focus = bool(found.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
            usable = takes_focus and found.isEnabled() and found.isVisibleTo(self)
            if usable and page.isAncestorOf(found) and not isinstance(found, QAbstractButton):
                found.setFocus(Qt.FocusReason.TabFocusReason)
                return
            found = found.nextInFocusChain()

    def toggle_why(self) -> None:
        """Open the explanation of the figure, or close it."""
        if self.why.isVisible():
            self.close_why()
            return
        self.why.show()
        self.why.refresh()
        self._arrange()
        self.why.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_why(self) -> None:
        """Close the explanation; the focus goes back to its button."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.why.isAncestorOf(focused)
        self.why.hide()
        self._arrange()
        if had_focus:
            self.panel.why_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """Side by side where there is room, else the explanation instead of the inputs."""
        open_ = not self.why.isHidden()
        wide = self.width() >= _LEBAR_BERDAMPINGAN
        self._pages.setVisible(wide or not open_)
        if open_ and wide:
            self._splitter.setSizes([self._splitter.width() - _LEBAR_ALASAN, _LEBAR_ALASAN])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.why.isHidden():
            self._arrange()


def _view_class(definisi: Definisi) -> type[InputsView]:
    """The inputs that belong to the shape of the definition; imported when first needed."""
    if isinstance(definisi.bentuk, IndeksBerbobot):
        from ui.tabs.spbe_inputs import SpbeInputs

        return SpbeInputs
    if isinstance(definisi.bentuk, RasioRegister):
        from ui.tabs.register_inputs import RegisterInputs

        return RegisterInputs
    from ui.tabs.keamanan_inputs import KeamananInputs

    return KeamananInputs
