"""The areas of Indeks KAMI with score, maximum, percentage and maturity, and their total."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QVBoxLayout, QWidget

from core.indonesian import format_number
from core.model.definisi import Area, RerataArea, VersiKami
from ui.session import Session
from ui.widgets.field_edit import FieldEdit
from ui.widgets.labels import label, rule

_HEADINGS = ("Area", "Nilai", "Maksimum", "Persentase", "Kematangan")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _AreaRow:
    """The widgets of one area; `message` is the line beneath for a refused score."""

    def __init__(self, session: Session, iku: str, area: Area) -> None:
        self.kode = area.kode
        self.nama = label(area.nama, wrap=True)
        self.nilai = FieldEdit(session, f"{iku}.nilai.{area.kode}", with_message=False)
        self.maksimum = label(role="redup")
        self.persen = _Percent()
        self.kematangan = FieldEdit(session, f"{iku}.kematangan.{area.kode}")
        self.message = label(role="galat", wrap=True)
        self.message.hide()
        self.nilai.setFixedWidth(76)
        self.kematangan.setFixedWidth(76)
        self.maksimum.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.nilai.editor.problem_changed.connect(self._show_problem)

    def _show_problem(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return self.nama, self.nilai, self.maksimum, self.persen, self.kematangan


class _Percent(QWidget):
    """A percentage as text over a thin bar."""

    def __init__(self) -> None:
        super().__init__()
        self._text = label()
        self._text.setAlignment(_RIGHT)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self.setMinimumWidth(92)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 4)
        layout.setSpacing(3)
        layout.addWidget(self._text)
        layout.addWidget(self._bar)

    def show_share(self, score: Decimal | None, maximum: Decimal) -> None:
        """Show score / maximum; nothing where there is no score."""
        if score is None or maximum <= 0:
            self._text.setText("—")
            self._bar.setValue(0)
            return
        share = Fraction(score) * 100 / Fraction(maximum)
        self._text.setText(f"{format_number(share)}%")
        self._bar.setValue(int(share * 10))


class AreaTable(QFrame):
    """One row for each area of any version; those of the version in use are shown."""

    def __init__(self, session: Session, iku: str, bentuk: RerataArea) -> None:
        super().__init__()
        self.session, self.iku = session, iku
        self.setProperty("kartu", True)
        areas = {area.kode: area for versi in bentuk.versi for area in versi.area}
        self._rows = [_AreaRow(session, iku, area) for area in areas.values()]
        self._count = label(role="redup")
        self._total = label(role="subjudul")
        self._total_max = label(role="redup")
        self._share = _Percent()

        head = QGridLayout()
        head.addWidget(label("Nilai per area", "subjudul"), 0, 0)
        head.addWidget(self._count, 0, 1, _RIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(self._make_grid())
        layout.addStretch(1)

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for column, heading in enumerate(_HEADINGS):
            made = label(heading, "kecil")
            grid.addWidget(made, 0, column, _RIGHT if column in (1, 3) else _LEFT)
        for number, row in enumerate(self._rows):
            for column, widget in enumerate(row.widgets):
                grid.addWidget(widget, 1 + 2 * number, column)
            grid.addWidget(row.message, 2 + 2 * number, 0, 1, len(_HEADINGS))
        last = 1 + 2 * len(self._rows)
        grid.addWidget(rule(), last, 0, 1, len(_HEADINGS))
        grid.addWidget(label("Jumlah", "subjudul"), last + 1, 0)
        grid.addWidget(self._total, last + 1, 1, _RIGHT)
        grid.addWidget(self._total_max, last + 1, 2)
        grid.addWidget(self._share, last + 1, 3)
        self._total.setContentsMargins(0, 0, 8, 0)
        return grid

    @property
    def fields(self) -> list[FieldEdit]:
        return [field for row in self._rows for field in (row.nilai, row.kematangan)]

    def refresh(self, versi: VersiKami) -> Decimal | None:
        """Show the areas of the version; the total score, None while one is missing."""
        areas = {area.kode: area for area in versi.area}
        scores: list[Decimal | None] = []
        for row in self._rows:
            area = areas.get(row.kode)
            for widget in row.widgets:
                widget.setVisible(area is not None)
            row.message.setVisible(area is not None and bool(row.message.text()))
            if area is None:
                continue
            row.nilai.refresh()
            row.kematangan.refresh()
            score = self._score(row)
            scores.append(score)
            row.nama.setText(area.nama)
            row.maksimum.setText(f"/ {format_number(area.maksimum, None)}")
            row.persen.show_share(score, area.maksimum)
        return self._show_total(versi, scores)

    def _score(self, row: _AreaRow) -> Decimal | None:
        stored = self.session.doc.nilai(self.session.periode, row.nilai.kunci)
        return None if stored is None else Decimal(stored)

    def _show_total(self, versi: VersiKami, scores: list[Decimal | None]) -> Decimal | None:
        filled = [score for score in scores if score is not None]
        maximum = sum((area.maksimum for area in versi.area), Decimal(0))
        total = sum(filled, Decimal(0)) if filled else None
        self._count.setText(f"{len(filled)} dari {len(scores)} nilai diisi")
        self._total.setText("—" if total is None else format_number(total, None))
        self._total_max.setText(f"/ {format_number(maximum, None)}")
        complete = total if len(filled) == len(scores) else None
        self._share.show_share(complete, maximum)
        return complete


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
