"""Which version of a sheet is shown: the draft or one that was signed, and what proves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from core.document import Document
from core.indonesian import format_date
from core.model.pengesahan import Pengesahan
from core.sheets.kode import format_kode, kode_of
from ui.pengesahan.period_state import version_title
from ui.session import Session
from ui.widgets.labels import Chip, label, link_button


class VersionBox(QWidget):
    """Hidden while the chosen period was never signed; `chosen` when another version is wanted."""

    chosen = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._offered: Sequence[Pengesahan | None] = (None,)
        self.box = QComboBox()
        self.box.setAccessibleName("Versi lembar")
        self._chip = Chip()
        self._facts = label(role="redup", wrap=True)
        self.code = label(wrap=True)
        self.changes = link_button("Apa yang berubah…")
        self.scan = link_button("Lampirkan pindaian…")
        self.scan.setToolTip("Pindaian lembar versi ini yang sudah ditandatangani")
        self.scan.setAccessibleName("Pindaian lembar yang ditandatangani")
        self._card = QFrame()
        self._assemble()
        self.box.activated.connect(lambda _: self._choose())
        self.scan.clicked.connect(lambda: session.formal_wanted.emit("pindaian"))
        self.changes.clicked.connect(lambda: session.formal_wanted.emit("beda"))
        self.refresh()

    def _assemble(self) -> None:
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(self.font().pointSizeF())
        self.code.setFont(fixed)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._card.setProperty("kartu", True)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(10, 9, 10, 9)
        inside.setSpacing(4)
        inside.addWidget(self._chip)
        inside.addWidget(self._facts)
        inside.addSpacing(2)
        inside.addWidget(label("Kode keutuhan", "kecil"))
        inside.addWidget(self.code)
        inside.addWidget(self.scan)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label("Versi", "subjudul"))
        column.addWidget(self.box)
        column.addWidget(self._card)
        column.addWidget(self.changes)

    @property
    def version(self) -> Pengesahan | None:
        """The signed version that is chosen; None for the draft."""
        return self._offered[max(0, self.box.currentIndex())]

    def choose(self, versi: int) -> None:
        """Choose a signed version by its number."""
        numbers = [each.versi if each is not None else 0 for each in self._offered]
        self.box.setCurrentIndex(numbers.index(versi))
        self._choose()

    def refresh(self) -> None:
        """Offer what the chosen period has now; a choice stays while the offer is the same."""
        doc, periode = self._session.doc, self._session.periode
        signed = tuple(reversed(doc.semua_pengesahan(periode)))
        draft = () if signed and doc.pengesahan(periode) is not None else (None,)
        offered = (*draft, *signed)
        if offered != self._offered:
            self._offered = offered
            with QSignalBlocker(self.box):
                self.box.clear()
                self.box.addItems([self._title(each) for each in offered])
        else:
            for number, each in enumerate(offered):
                self.box.setItemText(number, self._title(each))
        self.setVisible(bool(signed))
        self.changes.setVisible(len(offered) > 1)
        self._show_facts()

    def _title(self, version: Pengesahan | None) -> str:
        doc = self._session.doc
        if version is not None:
            return version_title(doc, version)
        opened = doc.perubahan(self._session.periode)
        return "Konsep" if opened is None else f"Konsep versi {opened.versi} (belum disahkan)"

    def _choose(self) -> None:
        self._show_facts()
        self.chosen.emit()

    def _show_facts(self) -> None:
        version = self.version
        self._card.setVisible(version is not None)
        if version is not None:
            doc = self._session.doc
            self._chip.show_word(*_standing(doc, version))
            in_force = doc.pengesahan(version.periode) == version
            has_scan = bool(doc.pindaian(version.id))
            self.scan.setVisible(in_force and (has_scan or not doc.read_only))
            self.scan.setText("Pindaian…" if has_scan else "Lampirkan pindaian…")
            self._facts.setText(_facts(doc, version))
            self.code.setText(format_kode(kode_of(version.sidik)))


def _standing(doc: Document, version: Pengesahan) -> tuple[str, str]:
    if doc.pengesahan(version.periode) != version:
        return "tidak berlaku lagi", "sedang"
    return ("ditandatangani" if doc.pindaian(version.id) else "disahkan"), "baik"


def _facts(doc: Document, version: Pengesahan) -> str:
    lines = [f"Disahkan {format_date(version.waktu[:10])} oleh {version.oleh or 'tanpa nama'}."]
    later = [each for each in doc.semua_perubahan(version.periode) if each.versi > version.versi]
    if later:
        act = later[0]
        lines.append(
            f"Dibuka kembali {format_date(act.waktu[:10])} dengan dokumen nomor {act.nomor}: "
            f"{act.alasan}"
        )
    elif scans := doc.pindaian(version.id):
        lines.append(f"Pindaian terlampir: {scans[-1].nama}.")
    else:
        lines.append("Pindaian lembar yang ditandatangani belum dilampirkan.")
    return "\n".join(lines)
