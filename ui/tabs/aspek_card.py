"""How the levels of one aspect look: a card with its weight, its index, and a row an indicator."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from core.indonesian import format_number, read_number
from core.model.definisi import Aspek, Butir, IndeksBerbobot, Tingkat
from core.model.hasil import Realisasi
from ui import theme
from ui.evidence.count_button import EvidenceCount
from ui.widgets.labels import label, set_role
from ui.widgets.level_picker import LevelPicker

_BEFORE_WIDTH = 30


def short_names(bentuk: IndeksBerbobot) -> tuple[str, dict[str, str]]:
    """The words that all names begin with, and by code each name without them."""
    names = {butir.kode: butir.nama for aspek in bentuk.aspek for butir in aspek.butir}
    words = [name.split() for name in names.values()]
    count = 0
    while words and all(len(w) > count + 1 and w[count] == words[0][count] for w in words):
        count += 1
    while count and not all(any(sign.isalpha() for sign in w[count]) for w in words):
        count -= 1
    rest = {kode: " ".join(name.split()[count:]) for kode, name in names.items()}
    return " ".join(words[0][:count]) if words else "", rest


class LevelRow(QFrame):
    """One indicator: code, name, level, the level's name, and the last quarter's level."""

    def __init__(
        self,
        butir: Butir,
        nama: str,
        tingkat: tuple[Tingkat, ...],
        codes: Sequence[str],
        bukti: EvidenceCount,
    ) -> None:
        super().__init__()
        self.bukti = bukti
        self.butir = butir
        self._tingkat = {each.nilai: each for each in tingkat}
        self.picker = LevelPicker(tingkat)
        self._level_name = label()
        self._before = label(role="redup")
        self._before.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        kode = label(butir.kode, "redup")
        name = label(nama, wrap=True)
        for each in (kode, name):
            each.setToolTip(butir.nama)
        metrics = self.fontMetrics()
        kode.setFixedWidth(max(metrics.horizontalAdvance(each) for each in codes) + 4)
        widest = max((metrics.horizontalAdvance(t.nama) for t in tingkat), default=0)
        self._level_name.setFixedWidth(max(widest, metrics.horizontalAdvance("belum diisi")) + 2)
        self._before.setFixedWidth(_BEFORE_WIDTH)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 10, 0)
        layout.setSpacing(6)
        layout.addWidget(kode)
        layout.addWidget(name, 1)
        layout.addWidget(self.bukti)
        self._layout = layout
        layout.addWidget(self.picker)
        layout.addWidget(self._level_name)
        layout.addWidget(self._before)
        self.mark(False)

    @property
    def untuk(self) -> str:
        """What evidence that is dropped here supports."""
        return self.bukti.untuk

    def show_weight(self) -> None:
        """Show the row's own weight, where the rows of the aspect differ in it."""
        text = f"{format_number(self.butir.bobot, None)}%"
        self._layout.insertWidget(2, label(text, "redup"))

    def show_level(self, level: int | None, before: int | None, quarter: str, locked: bool) -> None:
        """Show the level stored now and that of the last quarter (named for the tooltip)."""
        self.picker.show_level(level, before, locked=locked)
        named = self._tingkat[level].nama if level in self._tingkat else "belum diisi"
        self._level_name.setText(named)
        set_role(self._level_name, "" if level in self._tingkat else "redup")
        meaning = self._tingkat[level].keterangan if level in self._tingkat else ""
        self._level_name.setToolTip(meaning)
        self._before.setText(_change_text(level, before))
        self._before.setToolTip(self._change_sentence(level, before, quarter))
        said = f"tingkat {level}, {named}" if level else named
        self.picker.setAccessibleName(f"{self.butir.kode} {self.butir.nama}: {said}")
        self.picker.setAccessibleDescription(self._before.toolTip())

    def _change_sentence(self, level: int | None, before: int | None, quarter: str) -> str:
        if before is None:
            return f"{quarter}: belum diisi"
        text = f"{quarter}: {before} – {self._name(before)}"
        if level is None or level == before:
            return text
        return f"{text}; {'naik' if level > before else 'turun'} menjadi {level}"

    def _name(self, level: int) -> str:
        return self._tingkat[level].nama if level in self._tingkat else ""

    def mark(self, selected: bool) -> None:
        """Show that the row is part of the selection."""
        back = theme.AKSEN_LEMBUT if selected else "transparent"
        self.setStyleSheet(f"LevelRow {{ background: {back}; border: 0; border-radius: 4px; }}")


def _change_text(level: int | None, before: int | None) -> str:
    if before is None:
        return "–"
    if level is None or level == before:
        return str(before)
    return f"{before} {'↑' if level > before else '↓'}"


class AspekCard(QFrame):
    """One aspect: its weight, how much is filled in, its index, and its rows."""

    def __init__(
        self,
        aspek: Aspek,
        bentuk: IndeksBerbobot,
        names: dict[str, str],
        prefix: str,
        count: Callable[[Butir], EvidenceCount],
    ) -> None:
        super().__init__()
        self.aspek = aspek
        self.setProperty("kartu", True)
        equal = len({butir.bobot for butir in aspek.butir}) <= 1
        codes = [butir.kode for butir in aspek.butir]
        self.rows = [
            LevelRow(b, names[b.kode], bentuk.tingkat, codes, count(b)) for b in aspek.butir
        ]
        if not equal:
            for row in self.rows:
                row.show_weight()
        self._index = label(role="judul")
        self._index.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._count = label(role="redup")
        self._before_heading = label(role="kecil")

        title = label(aspek.nama, "subjudul", wrap=True)
        head = QGridLayout()
        head.setContentsMargins(10, 7, 10, 0)
        head.setHorizontalSpacing(8)
        head.setVerticalSpacing(0)
        head.addWidget(title, 0, 0)
        head.addWidget(self._index, 0, 1)
        head.addWidget(self._count, 1, 0)
        head.addWidget(label("indeks aspek", "kecil"), 1, 1, Qt.AlignmentFlag.AlignRight)
        head.setColumnStretch(0, 1)
        columns = QHBoxLayout()
        columns.setContentsMargins(10, 5, 10, 1)
        columns.addWidget(label(_rows_heading(aspek, prefix, equal), "kecil"), 1)
        columns.addWidget(self._before_heading)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(columns)
        for row in self.rows:
            layout.addWidget(row)

    def show_summary(self, filled: int, index: str | None, before: str) -> None:
        """Show the count, the index ("3,70", None: not yet) and the name of the last quarter."""
        parts = [f"Bobot {format_number(self.aspek.bobot, None)}%"]
        if self.aspek.keterangan:
            parts.insert(0, self.aspek.keterangan)
        parts.append(f"{filled} dari {len(self.rows)} diisi")
        self._count.setText("  ·  ".join(parts))
        self._index.setText(index or "—")
        self._index.setAccessibleName(f"Indeks aspek {self.aspek.nama}: {index or 'belum ada'}")
        self._index.setToolTip("Indeks aspek" if index else "Indeks aspek belum dapat dihitung")
        self._before_heading.setText(before)


def _rows_heading(aspek: Aspek, prefix: str, equal: bool) -> str:
    """What all names begin with, and the weight where all rows share it."""
    text = f"{prefix} …" if prefix else "Indikator"
    if equal and aspek.butir and not aspek.bobot_relatif:
        text += f"  (masing-masing {format_number(aspek.butir[0].bobot, None)}%)"
    return text


def aspek_index(realisasi: Realisasi, keys: Sequence[str]) -> str | None:
    """The index of the aspect with these inputs as the calculation found it, two decimals."""
    for step in realisasi.langkah:
        if step.masukan == tuple(keys):
            found = read_number(step.hasil.removeprefix("≈ "))
            return format_number(found[0]) if found else None
    return None
