"""The inputs of an indicator that is a ratio of registers: rows or counts, one section a ratio."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from core.document import Touched
from core.indonesian import format_number
from core.model.definisi import Rasio, RasioRegister
from core.model.register import REGISTER
from ui.session import Session
from ui.tables.penilaian import Hitungan, Penilaian, ratio_text
from ui.tables.register_panel import RegisterPanel
from ui.tables.segments import Segments
from ui.tabs.counts_form import CountsForm
from ui.tabs.form_parts import NARROW
from ui.tabs.inputs_view import InputsView
from ui.widgets.field_edit import FieldEdit
from ui.widgets.labels import label
from ui.widgets.text_edit import EntryEdit

_KE = {2: "kedua", 3: "ketiga", 4: "keempat", 5: "kelima"}
_CARA = (("register", "Dari daftar"), ("jumlah", "Jumlah langsung"))


class RatioSection(QWidget):
    """One ratio: how it is filled in, what it comes to, and its rows or its two counts."""

    def __init__(self, session: Session, iku: str, rasio: Rasio) -> None:
        super().__init__()
        self.session = session
        self.rasio = rasio
        self._key = f"{iku}.{rasio.kode}"
        self.mode = Segments(_CARA, "Cara pengisian")
        self.ratio = label(role="subjudul")
        self.rule = label(role="redup")
        for line in (self.ratio, self.rule):
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.panel = RegisterPanel(session, rasio)
        self.counts = CountsForm(session, iku, rasio)
        self._words = QWidget()
        self._pages = QStackedWidget()
        self.head = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._pages.addWidget(self.panel)
        self._pages.addWidget(self.counts)
        self._assemble()
        self.mode.chosen.connect(self._choose_mode)

    def _assemble(self) -> None:
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        words.addWidget(self.ratio)
        words.addWidget(self.rule)
        self.head.setSpacing(14)
        self.head.addWidget(self.mode, 0, Qt.AlignmentFlag.AlignVCenter)
        self.head.addWidget(self._words, 1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(self.head)
        self._column.addWidget(self._pages, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the ratio stands beneath the switch."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow and self.head.indexOf(self._words) >= 0:
            self.head.removeWidget(self._words)
            self.head.insertStretch(1, 1)
            self._column.insertWidget(1, self._words)
        elif not narrow and self.head.indexOf(self._words) < 0:
            self._column.removeWidget(self._words)
            self.head.takeAt(1)
            self.head.insertWidget(1, self._words, 1)

    @property
    def last_stop(self) -> QWidget:
        """What Tab comes to last."""
        return self.counts.last_stop

    @property
    def cara(self) -> str:
        """How the quarter's ratio is filled in: register or jumlah."""
        chosen = self.session.doc.nilai(self.session.periode, f"{self._key}.cara")
        return "jumlah" if chosen == "jumlah" else "register"

    def set_rasio(self, rasio: Rasio) -> None:
        """Take the wording and criteria of the definition that is valid now."""
        self.rasio = rasio
        self.panel.set_rasio(rasio)
        self.counts.set_rasio(rasio)

    def refresh(self) -> None:
        """Show what the file holds now."""
        cara = self.cara
        register = REGISTER[self.rasio.register]
        tally = self.session.doc.tally(register.kode, self.session.periode)
        found = self.panel.penilaian.count(tally)
        self.mode.choose(cara)
        self.mode.setEnabled(self.session.can_write)
        self._pages.setCurrentWidget(self.counts if cara == "jumlah" else self.panel)
        self.ratio.setText(self.summary(found))
        self.rule.setText(
            _rule(self.panel.penilaian) if cara == "register" else _formula(self.rasio)
        )
        self.rule.setToolTip(_criteria_help(self.rasio))
        self.counts.show_register(found, register.satuan)
        self.panel.refresh()

    def summary(self, found: Hitungan) -> str:
        """The ratio as it stands, or what it still waits for."""
        satuan = REGISTER[self.rasio.register].satuan
        if self.cara == "jumlah":
            upper, lower = self.typed_counts()
            if upper is None or lower is None:
                return "Isi kedua jumlah di bawah."
            return ratio_text(upper, lower, "") if lower else "Penyebut nol, tidak dapat dihitung."
        if not found.semua:
            return f"Belum ada {satuan} dalam daftar."
        if found.belum_dinilai:
            rows = format_number(found.belum_dinilai, 0)
            of = format_number(found.semua, 0)
            return f"{rows} dari {of} {satuan} belum dinilai."
        if not found.penyebut:
            return f"Tidak ada {satuan} yang {self._condition()}, tidak dapat dihitung."
        unit = self._condition() if self.rasio.penyebut else satuan
        return ratio_text(found.pembilang, found.penyebut, unit)

    def _condition(self) -> str:
        names = [self.panel.penilaian.nama_kriteria(kode) for kode in self.rasio.penyebut]
        return " dan ".join(names)

    def typed_counts(self) -> tuple[int | None, int | None]:
        """The two counts typed for the quarter."""
        doc, periode = self.session.doc, self.session.periode
        found = (doc.nilai(periode, f"{self._key}.{part}") for part in ("pembilang", "penyebut"))
        upper, lower = (None if text is None else int(text) for text in found)
        return upper, lower

    def tab_text(self) -> str:
        """The name of the section with its counts: "Media diseminasi · 9 dari 11"."""
        register = REGISTER[self.rasio.register]
        if self.cara == "jumlah":
            upper, lower = self.typed_counts()
        else:
            tally = self.session.doc.tally(register.kode, self.session.periode)
            found = self.panel.penilaian.count(tally)
            upper, lower = found.pembilang, found.penyebut
            if found.belum_dinilai or not found.semua:
                open_ = format_number(found.belum_dinilai, 0)
                detail = f"{open_} belum dinilai" if found.semua else "belum diisi"
                return f"{register.judul}  ·  {detail}"
        if upper is None or lower is None:
            return f"{register.judul}  ·  belum diisi"
        return f"{register.judul}  ·  {_counts(upper, lower)}"

    def focus_rows(self) -> None:
        """Go to the table; to the switch where the counts are typed instead."""
        if self.cara == "register":
            self.panel.focus_table()
        else:
            self.mode.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_part(self, part: str) -> None:
        """Go to pembilang, penyebut or cara."""
        if part in self.counts.fields and self.cara == "jumlah":
            self.counts.focus_part(part)
        else:
            self.mode.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose_mode(self, cara: str) -> None:
        if cara != self.cara:
            error = self.session.fill_in(f"{self._key}.cara", cara)
            if error is not None:
                self.session.failed.emit(str(error))
        self.refresh()


class RegisterInputs(InputsView):
    """Tabs 2 and 3: one section a ratio, side by side as sub-tabs where there are two."""

    def __init__(self, session: Session, iku: str, parent: QWidget | None = None) -> None:
        super().__init__(session, iku, parent)
        self._sections: dict[str, RatioSection] = {}
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setAccessibleName("Bagian pengisian")
        self._dated = QWidget()
        self._narrow = False
        self._pages = QStackedWidget()
        self._date = FieldEdit(session, f"{iku}.tanggal_data", with_message=False)
        self._assemble()
        self._tabs.currentChanged.connect(self._show_section)
        session.changed.connect(self._on_changed)
        session.periode_changed.connect(self.refresh)
        self.refresh()

    def _assemble(self) -> None:
        self._date.editor.setFixedWidth(150)
        if isinstance(self._date.editor, EntryEdit):
            self._date.editor.refusal_floats = True
        self._date.setToolTip("Tanggal batas keadaan data yang dihitung (cut-off)")
        dated = QHBoxLayout(self._dated)
        dated.setContentsMargins(0, 0, 0, 0)
        dated.setSpacing(8)
        dated.addWidget(_buddy("Tanggal data", self._date))
        dated.addWidget(self._date)
        self._top = QHBoxLayout()
        self._top.setSpacing(8)
        self._top.addWidget(self._tabs)
        self._top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._top)
        layout.addWidget(self._pages, 1)

    def refresh(self, _: object = None) -> None:
        """Show what the file holds now; an open editor keeps what is being typed."""
        rasio = self._ratios()
        if self.session.periode.is_tahunan or not rasio:
            return
        if list(self._sections) != list(rasio):
            self._build(rasio)
        for kode, section in self._sections.items():
            section.set_rasio(rasio[kode])
            section.refresh()
        self._name_tabs()

    def _name_tabs(self) -> None:
        for number, section in enumerate(self._sections.values()):
            text = section.tab_text()
            self._tabs.setTabText(number, text.partition("  ·")[0] if self._narrow else text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._narrow != (self.width() < NARROW):
            self._narrow = not self._narrow
            self._name_tabs()

    def _on_changed(self, touched: Touched) -> None:
        for section in self._sections.values():
            section.panel.model.follow(touched)
        relevant = touched.tables & {*REGISTER, "bukti", "isian", "definisi", "bagian"}
        if relevant and self.isVisible():
            self.refresh()

    def _ratios(self) -> Mapping[str, Rasio]:
        definisi = self.session.doc.definisi(self.iku, self.session.periode)
        if definisi is None or not isinstance(definisi.bentuk, RasioRegister):
            return {}
        known = (each for each in definisi.bentuk.rasio if each.register in REGISTER)
        return {f"{each.kode}/{each.register}": each for each in known}

    def _build(self, rasio: Mapping[str, Rasio]) -> None:
        self._top.addWidget(self._dated)
        self._tabs.blockSignals(True)
        for old in self._sections.values():
            self._tabs.removeTab(0)
            self._pages.removeWidget(old)
            old.deleteLater()
        self._sections = {}
        for kode, each in rasio.items():
            section = RatioSection(self.session, self.iku, each)
            self._sections[kode] = section
            self._pages.addWidget(section)
            self._tabs.addTab(each.nama)
        self._tabs.blockSignals(False)
        self._tabs.setVisible(len(rasio) > 1)
        self._show_section(0)
        if len(rasio) == 1:
            self.section.head.addWidget(self._dated)
        QWidget.setTabOrder(self.sections[-1].last_stop, self._date.editor)

    def _show_section(self, number: int) -> None:
        self._tabs.setCurrentIndex(number)
        self._tabs.updateGeometry()  # the chosen tab is bold, and so wider
        self._pages.setCurrentIndex(number)

    @property
    def section(self) -> RatioSection:
        """The section that is shown."""
        return list(self._sections.values())[self._pages.currentIndex()]

    @property
    def sections(self) -> tuple[RatioSection, ...]:
        """All sections in their order."""
        return tuple(self._sections.values())

    def focus_input(self, kunci: str) -> None:
        """Go to a register ("register:media"), a count ("layanan.media.penyebut") or a field."""
        part = kunci.rpartition(".")[2]
        if part == "tanggal_data":
            self._date.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        for number, section in enumerate(self._sections.values()):
            if kunci == f"register:{section.rasio.register}":
                self._show_section(number)
                section.focus_rows()
            elif kunci.startswith(f"{self.iku}.{section.rasio.kode}."):
                self._show_section(number)
                section.focus_part(part)

    @property
    def first_input(self) -> str:
        """The rows of the section shown, not the field above that filters them."""
        return f"register:{self.section.rasio.register}" if self._sections else ""


def _buddy(text: str, field: FieldEdit) -> QLabel:
    made = label(text, "redup")
    made.setBuddy(field)
    return made


def _rule(penilaian: Penilaian) -> str:
    """Which rows count and which fulfil, in one line."""
    rasio = penilaian.rasio
    met = _all_yes(penilaian, rasio.pembilang)
    if not rasio.penyebut:
        return f"Semua baris dihitung; memenuhi bila {met}."
    return f"Dihitung bila {_all_yes(penilaian, rasio.penyebut)}; memenuhi bila {met}."


def _all_yes(penilaian: Penilaian, kriteria: tuple[str, ...]) -> str:
    names = [penilaian.nama_kriteria(kode) for kode in kriteria]
    if len(names) == 1:
        return f"{names[0]} = Ya"
    if set(kriteria) == set(penilaian.register.kriteria):
        return f"{_KE.get(len(names), 'semua')} kriteria bernilai Ya"
    return f"{', '.join(names[:-1])} dan {names[-1]} bernilai Ya"


def _formula(rasio: Rasio) -> str:
    return f"{rasio.label_pembilang} / {rasio.label_penyebut[:1].lower()}{rasio.label_penyebut[1:]}"


def _criteria_help(rasio: Rasio) -> str:
    lines = [f"<b>{escape(k.nama)}</b>: {escape(k.keterangan)}" for k in rasio.kriteria]
    return f"<qt>{'<br>'.join(lines)}</qt>" if lines else ""


def _counts(upper: int, lower: int) -> str:
    return f"{format_number(upper, 0)} dari {format_number(lower, 0)}"
