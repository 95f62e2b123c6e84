"""The pages of the editor of definitions: parts with weights, bands with a preview, criteria."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.indonesian import format_number
from core.model.definisi import Pita
from core.model.register import Value
from ui import theme
from ui.dialogs.definisi_draft import PEMBILANG, PENYEBUT, Draft, MutableRow, show_figure
from ui.dialogs.frame import Command, buttons, line, paragraph, text_label
from ui.dialogs.row_table import Column, RowTable

_BAGIAN = {
    "indeks_berbobot": (
        Column("Kode", "kode", 130),
        Column("Nama", "nama"),
        Column("Bobot", "bobot", 80, angka=True),
        Column("Jumlah indikator", "", 160, angka=True),
    ),
    "rasio_register": (
        Column("Kode", "kode", 130, locked=True),
        Column("Nama", "nama"),
        Column("Bobot", "bobot", 80, angka=True),
        Column("Sebutan pembilang", PEMBILANG, 205),
        Column("Sebutan penyebut", PENYEBUT, 205),
    ),
    "rerata_area": (
        Column("Kode", "kode", 130),
        Column("Nama", "nama"),
        Column("Nilai maksimum", "maksimum", 144, angka=True, jenis=("area",)),
        Column("Jumlah", "", 110, angka=True),
    ),
}


class BagianPage(QWidget):
    """Aspects with indicators, ratios, or versions with areas; sums follow every keystroke."""

    edited = Signal()

    def __init__(self, draft: Draft, *, read_only: bool) -> None:
        super().__init__()
        self._draft = draft
        self.whole = line("Bobot keseluruhan", read_only=read_only, width=9)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.sum = text_label("", "subjudul")
        self.table = RowTable("Bagian dan bobot", _BAGIAN[draft.bentuk], read_only=read_only)
        head = QHBoxLayout()
        head.addWidget(text_label("Bobot keseluruhan"))
        head.addWidget(self.whole)
        head.addSpacing(theme.JARAK)
        head.addWidget(self.sum, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 12, 2, 2)
        column.setSpacing(8)
        if draft.bentuk != "rerata_area":
            column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(buttons(*self._commands(), enabled=not read_only))
        self.whole.setText(show_figure(draft.row["bobot"]))
        self.whole.textEdited.connect(self._take_whole)
        self.table.edited.connect(self._on_edited)
        self._fill()

    def _commands(self) -> tuple[Command, ...]:
        add: tuple[Command, ...] = ()
        if self._draft.bentuk == "indeks_berbobot":
            add = (
                Command("Tambah &aspek", lambda: self._add("aspek", None)),
                Command("Tambah i&ndikator", lambda: self._add_below("aspek", "indikator")),
            )
        elif self._draft.bentuk == "rerata_area":
            add = (Command("Tambah &area", lambda: self._add_below("versi", "area")),)
        return (*add, Command("&Hapus bagian", self._remove)) if add else ()

    def _fill(self) -> None:
        draft = self._draft
        self.table.set_rows(
            draft.parts("aspek", "rasio", "versi"),
            lambda row: draft.parts("indikator", "area", induk=row["id"]),
            draft.sum_text,
        )
        self._show_sum()

    def _show_sum(self) -> None:
        text = self._draft.sum_text(None)
        self.sum.setText(f"Jumlah bobot: {text}" if text else "")
        wrong = text.endswith("✗") or "belum" in text
        self.sum.setStyleSheet(f"color: {theme.BAHAYA if wrong else theme.AKSEN};")

    def _take_whole(self, text: str) -> None:
        if text.strip() != show_figure(self._draft.row["bobot"]):
            self._draft.row["bobot"] = text.strip()
            self._on_edited()

    def _on_edited(self) -> None:
        self.table.show_summaries()
        self._show_sum()
        self.edited.emit()

    def _add(self, jenis: str, induk: Value) -> None:
        row = self._draft.add_part(jenis, induk)
        self._fill()
        self.table.choose(str(row["id"]), "nama")
        self.table.setFocus()
        self._on_edited()

    def _add_below(self, above: str, jenis: str) -> None:
        current = self.table.current_row()
        if current is None:
            return
        induk = current["id"] if current["jenis"] == above else current["induk_id"]
        self._add(jenis, induk)

    def _remove(self) -> None:
        current = self.table.current_row()
        if current is not None:
            self._draft.remove_part(current["id"])
            self._fill()
            self._on_edited()


class PitaPage(QWidget):
    """Bands of the definition, or of each category of Indeks KAMI, with their preview."""

    edited = Signal()

    def __init__(self, draft: Draft, *, read_only: bool) -> None:
        super().__init__()
        self._draft = draft
        self.owner = QComboBox()
        self.owner.setAccessibleName("Pita untuk")
        self.table = RowTable(
            "Pita predikat",
            (
                Column("Dari", "dari", 80, angka=True),
                Column("Sampai", "sampai", 80, angka=True),
                Column("Predikat", "predikat"),
                Column("Rentang pada lembar", "teks", 180),
                Column("Tanda", "tanda", 64),
            ),
            read_only=read_only,
        )
        self.preview = BandPreview()
        self.sentence = text_label("")
        self.footnote = line("Catatan kaki pita", read_only=read_only)
        self.footnote.setText(str(draft.row["catatan_pita"]))
        self._assemble(read_only)
        self.owner.currentIndexChanged.connect(self._fill)
        self.table.edited.connect(self._on_edited)
        self.footnote.textEdited.connect(self._take_footnote)
        self._fill()

    def _assemble(self, read_only: bool) -> None:
        self.owner.addItem("Predikat indikator", None)
        for versi in self._draft.parts("versi"):
            for kategori in self._draft.parts("kategori", induk=versi["id"]):
                self.owner.addItem(f"{versi['nama']}, kategori {kategori['kode']}", kategori["id"])
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 12, 2, 2)
        column.setSpacing(8)
        if self.owner.count() > 1:
            self.owner.setCurrentIndex(1)
            column.addWidget(self.owner)
        column.addWidget(self.preview)
        column.addWidget(self.sentence)
        column.addWidget(self.table, 1)
        column.addLayout(
            buttons(
                Command("Ta&mbah pita", self._add),
                Command("&Hapus pita", self._remove),
                enabled=not read_only,
            )
        )
        foot = QHBoxLayout()
        foot.addWidget(text_label("Catatan kaki"))
        foot.addWidget(self.footnote, 1)
        column.addLayout(foot)

    @property
    def _bagian_id(self) -> Value:
        value: Value = self.owner.currentData()
        return value

    def _fill(self) -> None:
        self.table.set_rows(self._draft.bands(self._bagian_id))
        self._show()

    def _show(self) -> None:
        bands = self._draft.readable_bands(self._bagian_id)
        self.preview.show_bands(bands)
        problem = self._draft.band_sentence(self._bagian_id)
        empty = not self._draft.bands(self._bagian_id)
        good = "Belum ada pita predikat." if empty else "✓ Pita bersambung tanpa celah."
        self.sentence.setText(problem or good)
        colour = theme.BAHAYA if problem else theme.TEKS_REDUP if empty else theme.AKSEN
        self.sentence.setStyleSheet(f"color: {colour};")

    def _on_edited(self) -> None:
        self._show()
        self.edited.emit()

    def _add(self) -> None:
        row = self._draft.add_band(self._bagian_id)
        self._fill()
        self.table.choose(str(row["id"]), "dari")
        self.table.setFocus()
        self.edited.emit()

    def _remove(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._draft.remove_band(row["id"])
            self._fill()
            self.edited.emit()

    def _take_footnote(self, text: str) -> None:
        self._draft.row["catatan_pita"] = text
        self.edited.emit()


class KriteriaPage(QWidget):
    """The criteria in words, and the criteria or levels that the inputs show."""

    edited = Signal()

    def __init__(self, draft: Draft, *, read_only: bool) -> None:
        super().__init__()
        self._draft = draft
        self.text = paragraph("Kriteria", 6, read_only=read_only)
        self.text.setPlainText(str(draft.row["kriteria"]))
        rows: list[MutableRow] = draft.criteria()
        is_index = draft.bentuk == "indeks_berbobot"
        self.table = RowTable(
            "Tingkat kematangan" if is_index else "Kriteria isian",
            (
                Column("Tingkat" if is_index else "Kode", "kode", 150, locked=True),
                Column("Nama", "nama", 180),
                Column("Keterangan", "keterangan"),
            ),
            read_only=read_only,
        )
        self.table.set_rows(rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 12, 2, 2)
        column.setSpacing(8)
        column.addWidget(text_label("Kriteria, dicetak di bawah tabel lembar IKU", "subjudul"))
        column.addWidget(self.text, 1)
        if rows:
            heading = "Nama dan arti setiap tingkat" if is_index else "Kolom Ya/Tidak pada daftar"
            column.addWidget(text_label(heading, "subjudul"))
            column.addWidget(self.table, 1)
        self.text.textChanged.connect(self._take)
        self.table.edited.connect(self.edited)

    def _take(self) -> None:
        self._draft.row["kriteria"] = self.text.toPlainText()
        self.edited.emit()


class BandPreview(QWidget):
    """The bands side by side, in proportion, with their bounds."""

    def __init__(self) -> None:
        super().__init__()
        self._bands: list[Pita] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bands(self, bands: list[Pita]) -> None:
        self._bands = sorted(bands, key=lambda each: each.dari)
        self.setAccessibleName(
            "Pratinjau pita: "
            + "; ".join(f"{each.predikat} mulai {format_number(each.dari, None)}" for each in bands)
        )
        self.setVisible(bool(bands))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 30 + self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bands:
            return
        low = min(each.dari for each in self._bands)
        span = float(max(each.sampai for each in self._bands) - low) or 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() - 2
        for number, each in enumerate(self._bands):
            left = 1 + float(each.dari - low) / span * width
            size = max(0.0, float(each.sampai - each.dari) / span * width)
            shade = round(number * (len(theme.PITA) - 1) / max(len(self._bands) - 1, 1))
            place = QRectF(left, 0, size - 1.5, 26)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.PITA[shade]))
            painter.drawRoundedRect(place, 3, 3)
            painter.setPen(QColor("#FFFFFF" if shade > 3 else theme.TEKS))
            name = self.fontMetrics().elidedText(
                each.predikat, Qt.TextElideMode.ElideRight, int(size) - 8
            )
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), name)
            painter.setPen(QColor(theme.TEKS_REDUP))
            bound = QRectF(left, 28, max(size, 40), self.fontMetrics().height())
            painter.drawText(bound, int(Qt.AlignmentFlag.AlignLeft), format_number(each.dari, None))
