"""The dialog of Sahkan: what the review found, what will be frozen, and the formal act itself."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import UserError
from core.indonesian import format_number
from core.model.periode import Periode
from core.model.temuan import Temuan
from core.pengesahan.susun import sahkan
from ui import theme
from ui.pengesahan.finding_row import FindingRow
from ui.pengesahan.frozen_figures import FrozenFigures
from ui.pengesahan.review import review_of
from ui.pengesahan.signing_form import SigningForm
from ui.session import Session
from ui.waiting import waiting
from ui.widgets.labels import Chip, label, set_role
from ui.widgets.window_size import fit_to_screen, scrolled

_WIDTH, _HEIGHT = 1080, 640
_SIDE = 384
_IN_DIALOGS = ("target", "definisi", "penandatangan", "profil", "tanggal_lembar_iku")


class SahkanDialog(QDialog):
    """Reviews `session.periode` and signs it.

    `back_up` makes a backup before anything is signed and raises UserError where it cannot.
    `edit` runs an editor by the name that the menu gives it; "target:" names a field of it, and
    "bukti:" is followed by what is to be supported. Left for a finding, `place` holds
    that finding and the review waits to be gone on with.
    """

    def __init__(
        self,
        session: Session,
        back_up: Callable[[], object],
        edit: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.periode: Periode = session.periode
        self.place: Temuan | None = None
        self._back_up, self._edit = back_up, edit
        self._review = review_of(session)
        self._findings: tuple[Temuan, ...] | None = None
        self.rows: list[FindingRow] = []
        self._errors, self._warnings, self._settled = Chip(), Chip(), Chip()
        self._heading_height = self.fontMetrics().height() + 4
        self._list = QVBoxLayout()
        self._none = label(
            "Tidak ada temuan: isian, target, tanggal, dan penandatangan lengkap.", wrap=True
        )
        self.figures = FrozenFigures(session.doc.iku)
        self.form = SigningForm(session)
        self.standing = label(wrap=True)
        self.sign_button = QPushButton("&Sahkan")
        self.cancel_button = QPushButton("&Batal")
        self._assemble()
        self._connect()
        self.refresh()

    # Widgets

    def _assemble(self) -> None:
        nama = self.periode.singkat
        opened = self.session.doc.perubahan(self.periode)
        versi = opened.versi if opened is not None else 1
        self.setWindowTitle(f"Sahkan {nama}")
        self.setProperty("formulir", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(theme.JARAK)
        column.addWidget(label(f"Sahkan {nama} sebagai versi {versi}", "judul"))
        column.addWidget(
            label(
                "Angka, definisi, dan ketiga lembarnya dibekukan dengan kode keutuhan. Sesudah "
                "itu tidak ada yang dapat diubah atau diurungkan; perbaikan hanya sebagai versi "
                "baru, melalui Perubahan di tab Lembar.",
                "redup",
                wrap=True,
            )
        )
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(self._left(), 1)
        middle.addWidget(self._right())
        column.addLayout(middle, 1)
        column.addLayout(self._foot())
        fit_to_screen(self, _WIDTH, _HEIGHT, least=860)

    def _left(self) -> QVBoxLayout:
        heading = QHBoxLayout()
        heading.setSpacing(6)
        heading.addWidget(label("Pemeriksaan", "subjudul"))
        heading.addSpacing(4)
        for chip in (self._errors, self._warnings, self._settled):
            chip.setMinimumHeight(self._heading_height)
            heading.addWidget(chip)
        heading.addStretch(1)
        inner = QWidget()
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.setSpacing(6)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty())
        column.addLayout(self._list)
        column.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(heading)
        left.addWidget(scrolled(inner), 1)
        return left

    def _empty(self) -> QFrame:
        self._clear = QFrame()
        self._clear.setProperty("kartu", True)
        row = QHBoxLayout(self._clear)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        sign = label()
        sign.setPixmap(theme.icon("cocok").pixmap(theme.ICON_SIZE))
        row.addWidget(sign)
        row.addWidget(self._none, 1)
        return self._clear

    def _right(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        heading = label("Angka yang dibekukan", "subjudul")
        heading.setMinimumHeight(self._heading_height)
        column.addWidget(heading)
        column.addWidget(self.figures)
        column.addSpacing(6)
        column.addWidget(self.form)
        column.addStretch(1)
        area = scrolled(inner)
        area.setFixedWidth(_SIDE)
        return area

    def _foot(self) -> QHBoxLayout:
        self.sign_button.setProperty("utama", True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.standing, 1)
        for button in (self.sign_button, self.cancel_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        return foot

    def _connect(self) -> None:
        self.sign_button.clicked.connect(self.sign)
        self.cancel_button.clicked.connect(self.reject)
        self.form.signatories_wanted.connect(lambda: self._edit("penandatangan"))
        self.session.changed.connect(self.refresh)

    # Showing

    def refresh(self, _: object = None) -> None:
        """Review the period as the file is now."""
        with waiting():
            found = self._review.findings(self.periode)
        if found != self._findings:
            self._findings = found
            self._show_rows(found)
        self.figures.show_results(self.session.doc.hasil(self.periode))
        self.form.refresh()
        self._show_standing()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._first_stop().setFocus()

    def _first_stop(self) -> QWidget:
        """What is to be done first."""
        for row in self.rows:
            if not row.is_settled:
                return row.open_button if row.temuan.galat else row.reason
        return self.cancel_button

    def _show_rows(self, found: tuple[Temuan, ...]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        reasons = self._review.reasons(self.periode)
        self.rows = [FindingRow(each, reasons.get(each.kalimat, "")) for each in found]
        for row in self.rows:
            row.place_wanted.connect(self.go_to)
            row.reason_changed.connect(partial(self._take_reason, row.temuan.kalimat))
            row.reason_shared.connect(partial(self._share_reason, row.temuan))
            self._list.addWidget(row)
        self._clear.setVisible(not self.rows)
        self._order_stops()

    def _order_stops(self) -> None:
        """Tab goes through the findings, then the form, then the buttons."""
        stops: list[QWidget] = []
        for row in self.rows:
            stops.append(row.open_button)
            stops += [] if row.temuan.galat else [row.reason, row.share_button]
        stops += [*self.form.stops, self.sign_button, self.cancel_button]
        for one, other in itertools.pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _take_reason(self, kalimat: str, text: str) -> None:
        self._review.reasons(self.periode)[kalimat] = text
        self._show_standing()

    def _share_reason(self, temuan: Temuan, text: str) -> None:
        """The same reason for every warning of this kind that has none."""
        for row in self.rows:
            if row.temuan.kode == temuan.kode and not row.is_settled:
                row.take_reason(text)

    def _show_standing(self) -> None:
        alike = Counter(row.temuan.kode for row in self.rows if not row.is_settled)
        for row in self.rows:
            row.offer_sharing(0 if row.temuan.galat else alike[row.temuan.kode])
        errors = sum(row.temuan.galat for row in self.rows)
        settled = sum(row.is_settled for row in self.rows)
        warnings = len(self.rows) - errors - settled
        for chip, count, words, kind in (
            (self._errors, errors, "harus diperbaiki", "rendah"),
            (self._warnings, warnings, "peringatan", "sedang"),
            (self._settled, settled, "diabaikan", "baik"),
        ):
            chip.show_word(f"{format_number(count, 0)} {words}" if count else None, kind)
        self.sign_button.setEnabled(not errors and not warnings)
        self._say(_standing(errors, warnings), "redup")

    def _say(self, sentence: str, role: str) -> None:
        self.standing.setText(sentence)
        set_role(self.standing, role)

    # Going to a finding

    def go_to(self, temuan: Temuan) -> None:
        """Lead to the place: beside this dialog where that can be, else leave it for now."""
        name = temuan.kunci or ""
        if name == "tanggal_lembar" and temuan.periode == self.periode:
            self.form.focus_date()
        elif name == "bukti" and temuan.periode == self.periode:
            self._edit(f"bukti:{temuan.iku or ''}")
        elif name in _IN_DIALOGS:
            editor = {
                "target": f"target:{temuan.iku} {temuan.periode.id}",
                "definisi": f"definisi:{temuan.iku}",
                "tanggal_lembar_iku": "profil",
            }
            self._edit(editor.get(name, name))
        else:
            self.place = temuan
            self._review.set_aside(self.periode)
            super().reject()

    # Signing

    def sign(self) -> bool:
        """Back up, then freeze; the sentence of a failure is shown, and nothing is half-done."""
        if not self.form.commit():
            return False
        self.refresh()
        findings = self._findings or ()
        if self._review.open_ones(self.periode, findings):
            return False
        waived = self._review.waived(self.periode, findings)
        doc, kertas = self.session.doc, self.form.kertas
        try:
            with waiting():
                self._back_up()
                error = self.session.perform_formal(
                    lambda: sahkan(doc, self.periode, kertas, waived)
                )
        except UserError as refused:
            error = refused
        if error is not None:
            self._say(str(error), "galat")
            return False
        self._review.finish(self.periode)
        self.accept()
        return True

    def reject(self) -> None:
        """Give up for now; what was typed as reasons stays until the file is closed."""
        self._review.resume(self.periode)
        super().reject()

    def done(self, result: int) -> None:
        """Follow the file no longer."""
        self.session.changed.disconnect(self.refresh)
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
        super().done(result)


def _standing(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "Siap disahkan. Cadangan berkas dibuat lebih dahulu."
    parts = []
    if errors:
        parts.append(f"{format_number(errors, 0)} temuan harus diperbaiki")
    if warnings:
        parts.append(f"{format_number(warnings, 0)} peringatan harus diperbaiki atau diberi alasan")
    return f"Belum dapat disahkan: {' dan '.join(parts)}."
