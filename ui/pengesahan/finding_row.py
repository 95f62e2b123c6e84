"""One finding of the review on the screen: what it is, the way to its place, why it is waived."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QWidget

from core.errors import InputError
from core.model.temuan import Temuan
from core.pengesahan.temuan import ALASAN_MAKS, read_alasan
from ui import theme
from ui.widgets.labels import label, link_button, set_role

_GALAT, _PERINGATAN, _DIABAIKAN = "Harus diperbaiki", "Peringatan", "Diabaikan dengan alasan"


class FindingRow(QFrame):
    """Signals: `place_wanted` with the finding, `reason_changed` with the text typed,
    `reason_shared` with a reason that is to hold for all warnings of its kind."""

    place_wanted = Signal(object)
    reason_changed = Signal(str)
    reason_shared = Signal(str)

    def __init__(self, temuan: Temuan, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.temuan = temuan
        self.setProperty("kartu", True)
        self._icon = QLabel()
        self.kind = label(role="kecil")
        self.open_button = link_button("Buka")
        self.open_button.setAccessibleName(f"Buka tempat temuan: {temuan.kalimat}")
        self.reason = QLineEdit(reason)
        self.reason.setMaxLength(ALASAN_MAKS)
        self.reason.setPlaceholderText("Alasan peringatan ini boleh diabaikan, dalam satu kalimat")
        self.reason.setAccessibleName(f"Alasan mengabaikan: {temuan.kalimat}")
        self.share_button = link_button("")
        self.problem = label(role="galat", wrap=True)
        self._assemble()
        self.open_button.clicked.connect(lambda: self.place_wanted.emit(self.temuan))
        self.reason.textEdited.connect(self._on_typing)
        self.reason.editingFinished.connect(self._judge)
        self.share_button.clicked.connect(lambda: self.reason_shared.emit(self.reason.text()))
        self._show()

    def _assemble(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 7, 10, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._icon, 0, 0, 2, 1, top)
        grid.addWidget(self.kind, 0, 1)
        grid.addWidget(self.open_button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label(self.temuan.kalimat, wrap=True), 1, 1)
        self.reason.setVisible(not self.temuan.galat)
        self.problem.hide()
        if not self.temuan.galat:
            grid.setRowMinimumHeight(2, 32)
            grid.addWidget(self.reason, 2, 1, 1, 2)
            grid.addWidget(self.problem, 3, 1, 1, 2)
            grid.addWidget(self.share_button, 4, 1, 1, 2)
        self.share_button.hide()

    def take_reason(self, text: str) -> None:
        """As if the reason had been typed here."""
        self.reason.setText(text)
        self._on_typing(text)

    def offer_sharing(self, others: int) -> None:
        """Offer its reason to so many warnings of the same kind that have none."""
        self.share_button.setVisible(self.is_settled and others > 0)
        self.share_button.setText(f"Pakai alasan ini untuk {others} peringatan sejenis")

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it stands in the way any more."""
        return not self.temuan.galat and self._refusal() == ""

    def _refusal(self) -> str:
        try:
            read_alasan(self.reason.text())
        except InputError as error:
            return str(error)
        return ""

    def _on_typing(self, text: str) -> None:
        self.problem.hide()
        self.reason_changed.emit(text)
        self._show()

    def _judge(self) -> None:
        """A reason that was begun and is none is told of when it is left."""
        sentence = self._refusal() if self.reason.text().strip() else ""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _show(self) -> None:
        kind = _GALAT if self.temuan.galat else _DIABAIKAN if self.is_settled else _PERINGATAN
        icon = {_GALAT: "tidak-cocok", _DIABAIKAN: "cocok", _PERINGATAN: "peringatan"}[kind]
        self._icon.setPixmap(theme.icon(icon).pixmap(QSize(20, 20)))
        self.kind.setText(kind)
        set_role(self.kind, "galat" if kind == _GALAT else "kecil")
        self.setAccessibleName(f"{kind}: {self.temuan.kalimat}")
