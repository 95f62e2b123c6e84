"""The choice of a state of the file: a period and a moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from core.indonesian import format_moment
from core.model.journal import JournalStep
from core.model.periode import Periode

SEKARANG = "Sekarang"
_MAKS_TINDAKAN = 70


class Saat(NamedTuple):
    """A period in a content of the file: as after a step, or (None) as it is now."""

    periode: Periode
    langkah: JournalStep | None


class SaatEdit(QObject):
    """Two boxes for the owner to place; `changed` after another choice by hand.

    `periode_changed` first, so that the owner can offer the moments of the other period.
    """

    changed = Signal()
    periode_changed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.periode_box = _QuietBox()
        self.periode_box.setAccessibleName(f"{name}: periode")
        self.moment_box = _QuietBox()
        self.moment_box.setAccessibleName(f"{name}: saat")
        # 20,000 entries must not be measured.
        self.moment_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.moment_box.setMinimumContentsLength(44)
        self._periods: list[Periode] = []
        self._steps: list[JournalStep | None] = [None]
        self.periode_box.activated.connect(self._on_periode)
        self.moment_box.activated.connect(lambda _: self.changed.emit())

    @property
    def saat(self) -> Saat:
        """What is chosen now."""
        step = self._steps[max(0, self.moment_box.currentIndex())]
        return Saat(self._periods[max(0, self.periode_box.currentIndex())], step)

    def offer_periods(self, periods: Sequence[Periode], chosen: Periode) -> None:
        """Offer these periods, of which one is shown as chosen."""
        if self._periods != list(periods):
            self._periods = list(periods)
            self.periode_box.clear()
            self.periode_box.addItems([each.singkat for each in periods])
        self.periode_box.setCurrentIndex(self._periods.index(chosen))

    def offer_moments(self, steps: Sequence[JournalStep]) -> None:
        """Offer the present and these moments; what was chosen stays, if it still occurs."""
        wanted = [None, *reversed(steps)]
        if wanted == self._steps and self.moment_box.count():
            return
        chosen = self._steps[max(0, self.moment_box.currentIndex())]
        self._steps = wanted
        self.moment_box.clear()
        self.moment_box.addItems([_entry(each) for each in wanted])
        self.choose(chosen)

    def choose(self, langkah: JournalStep | None) -> None:
        """Choose a moment, without a signal; the present if it is not offered."""
        found = self._steps.index(langkah) if langkah in self._steps else 0
        self.moment_box.setCurrentIndex(found)

    def _on_periode(self) -> None:
        self.periode_changed.emit()
        self.changed.emit()


def _entry(step: JournalStep | None) -> str:
    if step is None:
        return SEKARANG
    what = step.tindakan
    if len(what) > _MAKS_TINDAKAN:
        what = what[: _MAKS_TINDAKAN - 1] + "…"
    return f"{format_moment(step.waktu, seconds=True)} – {step.oleh} – {what}"


class _QuietBox(QComboBox):
    """A box that the wheel over it does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
