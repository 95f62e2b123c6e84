"""The dialog that shows all of a merge before any of it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import UserError
from core.indonesian import format_number
from core.merge.plan import Plan
from core.model.journal import Merge
from ui.merge_text import hubungan_text
from ui.merging.decisions import Decisions
from ui.merging.indicator_table import IndicatorTable, Pair
from ui.merging.pages import ConflictPage, DuplicatePage, JoinedPage, NotePage, SetAsidePage
from ui.waiting import waiting
from ui.widgets.labels import label
from ui.widgets.window_size import fit_to_screen

_WIDTH, _HEIGHT = 1180, 690
_LINES, _ROOMY = 4, 640
_PAGES = (
    "Perlu &diputuskan",
    "Tida&k diambil",
    "Bergabung &sendiri",
    "Mungkin ga&nda",
    "Ca&tatan",
)


class GabungkanDialog(QDialog):
    """`apply` writes the merge and returns what went wrong; the dialog is accepted once it has."""

    def __init__(
        self,
        decisions: Decisions,
        apply: Callable[[Merge], UserError | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.decisions = decisions
        self._apply = apply
        self.setWindowTitle(f"Gabungkan dengan {decisions.plan.theirs_name}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.sentence = label(_sentence(decisions), "subjudul", wrap=True)
        self.pages = QTabWidget()
        self.conflicts = ConflictPage(decisions)
        self.set_aside = SetAsidePage(decisions)
        self.joined = JoinedPage(decisions)
        self.duplicates = DuplicatePage(decisions)
        self.notes = NotePage(decisions)
        self.indicators = IndicatorTable("Indikator kinerja", ("kini", "nanti"))
        self.heading = label("Indikator kini, dan nanti setelah digabungkan", "subjudul")
        self.waiting = label(role="redup", wrap=True)
        self.problem = label(role="galat", wrap=True)
        self.rest_here = QPushButton("Sisanya milik s&ini")
        self.rest_there = QPushButton("Sisanya milik s&ana")
        self.merge_button = QPushButton("&Gabungkan")
        self.cancel_button = QPushButton("&Batal")
        self._assemble()
        self._connect()
        self._refresh()
        self._focus_first()

    # Widgets

    def _assemble(self) -> None:
        self.pages.setDocumentMode(True)
        counts = (
            len(self.conflicts.conflicts),
            len(self.decisions.plan.set_aside),
            self.joined.table.cells.rowCount(),
            len(self.decisions.plan.duplicates),
            len(self.decisions.plan.notes),
        )
        pages: tuple[QWidget, ...] = (
            self.conflicts,
            self.set_aside,
            self.joined,
            self.duplicates,
            self.notes,
        )
        for title, count, page in zip(_PAGES, counts, pages, strict=True):
            if count or (page is self.joined and not any(counts)):
                self.pages.addTab(page, f"{title} ({format_number(count, 0)})")
            else:
                page.setParent(self)
                page.hide()
        self.problem.hide()
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.sentence)
        promise = _promise(self.decisions)
        room = self.screen().availableGeometry()
        if room.height() >= _ROOMY:
            head.addWidget(label(promise, "redup", wrap=True))
        else:
            self.sentence.setToolTip(promise)
            self.setWindowState(Qt.WindowState.WindowMaximized)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addWidget(self.heading)
        column.addWidget(self.indicators)
        column.addLayout(self._foot())
        fit_to_screen(self, _WIDTH, _HEIGHT, least=760)

    def _foot(self) -> QHBoxLayout:
        self.merge_button.setProperty("utama", True)
        self.merge_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.waiting)
        said.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.rest_here, self.rest_there):
            button.setAutoDefault(False)
            button.setVisible(bool(self.decisions.plan.conflicts))
            foot.addWidget(button)
        foot.addLayout(said, 1)
        foot.addWidget(self.merge_button)
        foot.addWidget(self.cancel_button)
        return foot

    def _connect(self) -> None:
        self.decisions.changed.connect(self._refresh)
        self.rest_here.clicked.connect(lambda: self.decisions.choose_rest("mine"))
        self.rest_there.clicked.connect(lambda: self.decisions.choose_rest("theirs"))
        self.merge_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)

    def _focus_first(self) -> None:
        page = self.pages.currentWidget()
        for known in (self.conflicts, self.set_aside, self.joined):
            if page is known:
                known.table.setFocus()

    # Showing

    def _refresh(self) -> None:
        pairs = [Pair(iku.singkat, now, then) for iku, now, then in self.decisions.indicators()]
        self.indicators.show_pairs(pairs)
        for each in (self.heading, self.indicators):
            each.setVisible(bool(pairs))
        self.indicators.limit_height(min(len(pairs), 2), min(len(pairs), _LINES))
        is_waiting = self.decisions.undecided > 0
        self.merge_button.setEnabled(not is_waiting)
        for button in (self.rest_here, self.rest_there):
            button.setEnabled(is_waiting)
        self.waiting.setText(self._progress())

    def _progress(self) -> str:
        total = len(self.decisions.plan.conflicts)
        if not total:
            return ""
        left = self.decisions.undecided
        if not left:
            return f"Semua sudah diputuskan ({format_number(total, 0)})."
        done = f"{format_number(total - left, 0)} dari {format_number(total, 0)} diputuskan"
        return f"{done}; sisanya dihitung seperti di sini. Tombol 1: milik sini, 2: milik sana."

    # Doing it

    def accept(self) -> None:
        if self.decisions.undecided:
            return
        try:
            with waiting():
                error = self._apply(self.decisions.merge())
        except UserError as refused:
            error = refused
        self.problem.setText("" if error is None else str(error))
        self.problem.setVisible(error is not None)
        if error is None:
            super().accept()


def _promise(decisions: Decisions) -> str:
    plan = decisions.plan
    safe = f"Menggabungkan tidak mengubah {plan.theirs_name}"
    if plan.brings_acts:
        return (
            f"{safe}. Karena membawa pengesahan atau perubahan resmi, penggabungan ini tidak dapat "
            "diurungkan; isi sekarang dicadangkan dahulu."
        )
    return f"{safe} dan dapat diurungkan dengan satu langkah."


def _sentence(decisions: Decisions) -> str:
    plan = decisions.plan
    return " ".join((_standing(plan), *decisions.text.left_out_in_short()))


def _standing(plan: Plan) -> str:
    standing = hubungan_text(plan.history.hubungan)
    if plan.is_fast_forward:
        return f"{standing} Berkas di sana lebih baru; tidak ada yang perlu diputuskan."
    if not plan.conflicts:
        return f"{standing} Semuanya bergabung sendiri; tidak ada yang perlu diputuskan."
    asked = format_number(len(plan.conflicts), 0)
    return f"{standing} {asked} isian diubah di kedua sisi dan perlu diputuskan."
