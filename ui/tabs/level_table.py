"""The keyboard of the maturity levels: setting, moving, selecting, blocks from a spreadsheet."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from core.edits import isian
from core.errors import InputError
from core.evidence_counts import counts
from core.fields import read_value
from core.model.change import Change
from core.model.definisi import Butir, IndeksBerbobot
from ui.evidence.count_button import BUKTI, EvidenceCount
from ui.history.in_focus import add_history
from ui.session import Session
from ui.tabs.aspek_card import AspekCard, LevelRow, aspek_index, short_names
from ui.widgets.text_edit import focus_next_input

if TYPE_CHECKING:
    from core.history.catatan import Sel

_LEVEL_WITH_NAME = re.compile(r"(\d+)\s*[–-]\s*\w.*")


class LevelTable(QObject):
    """All levels of a definition in `session.periode`, as `cards` that the owner places.

    The rows of all cards are one list: arrows and Enter move in it, Shift extends a selection,
    digits and Delete change the selected rows as one step, Ctrl+C and Ctrl+V copy and paste.
    """

    def __init__(self, session: Session, iku: str, bentuk: IndeksBerbobot, parent: QObject) -> None:
        super().__init__(parent)
        self.session, self.iku = session, iku
        self._names = {each.nama.lower(): str(each.nilai) for each in bentuk.tingkat}
        prefix, names = short_names(bentuk)
        self.cards = [
            AspekCard(aspek, bentuk, names, prefix, self._count_button) for aspek in bentuk.aspek
        ]
        self.rows = [row for card in self.cards for row in card.rows]
        self._anchor = self._current = -1
        for number, row in enumerate(self.rows):
            row.picker.asked.connect(lambda level, n=number: self._set_level(n, level))
            row.picker.moved.connect(lambda to, extend, n=number: self._move(n, to, extend))
            row.picker.focused.connect(lambda gained, n=number: self._on_focus(n, gained))
            row.picker.clipboard_asked.connect(lambda what, n=number: self._clipboard(n, what))
            row.picker.menu_opens.connect(lambda menu, n=number: self._add_history(n, menu))
            row.picker.cells = partial(self._cells, number)

    def key(self, row: LevelRow) -> str:
        """The key of the row's input."""
        return self._key(row.butir)

    def _key(self, butir: Butir) -> str:
        return f"{self.iku}.indikator.{butir.kode}"

    def _count_button(self, butir: Butir) -> EvidenceCount:
        return EvidenceCount(self.session, self._key(butir), quiet=True)

    def _cells(self, number: int) -> frozenset[Sel] | None:
        """The inputs of the selected rows, or of this row if it is not among them."""
        row, periode = self.rows[number], self.session.periode
        rows = self.selected if row in self.selected else [row]
        if periode.is_tahunan:
            return None
        return frozenset(("isian", f"{periode.id}/{self.key(each)}", None) for each in rows)

    def _add_history(self, number: int, menu: QMenu) -> None:
        menu.addSeparator()
        untuk = self.key(self.rows[number])
        bukti = menu.addAction(BUKTI)
        bukti.triggered.connect(lambda _=False: self.session.evidence_wanted.emit(untuk))
        add_history(menu, self.session, self.rows[number].picker)

    def refresh(self) -> None:
        """Show what the file holds."""
        doc, periode = self.session.doc, self.session.periode
        before = periode.sebelumnya
        comparable = doc.is_same_definisi(self.iku, before, periode)
        realisasi = doc.realisasi(self.iku, periode)
        locked = not self.session.can_write or periode.is_tahunan
        bukti = counts(doc, periode)
        for card in self.cards:
            filled = 0
            for row in card.rows:
                level = doc.nilai(periode, self.key(row))
                last = doc.nilai(before, self.key(row)) if comparable else None
                filled += level is not None
                row.bukti.show_count(bukti.get(self.key(row), 0), row.butir.nama)
                row.show_level(_level(level), _level(last), before.singkat, locked)
            index = aspek_index(realisasi, [self.key(row) for row in card.rows])
            card.show_summary(filled, index, before.singkat)

    def focus(self, kunci: str) -> LevelRow | None:
        """Put the keyboard on the row of the key; the row, to be scrolled to."""
        for row in self.rows:
            if self.key(row) == kunci:
                row.picker.setFocus(Qt.FocusReason.OtherFocusReason)
                return row
        return None

    @property
    def selected(self) -> list[LevelRow]:
        """The rows that an action is about, in their order."""
        first, last = sorted((self._anchor, self._current))
        return self.rows[first : last + 1] if first >= 0 else []

    def _set_level(self, number: int, level: int) -> None:
        if self.rows[number] not in self.selected:
            self._select(number, number)
        rows = self.selected
        if len(rows) == 1:
            doc, periode, key = self.session.doc, self.session.periode, self.key(rows[0])
            text = str(level) if level else ""
            self.session.perform(lambda: isian.fill_in(doc, periode, key, text))
        else:
            value = str(level) if level else None
            done = f"diisi {level}" if level else "dikosongkan"
            label = f"Tingkat {len(rows)} indikator {done}"
            self.session.perform(lambda: self._fill({self.key(r): value for r in rows}, label))

    def _fill(self, values: dict[str, str | None], label: str) -> Change:
        return isian.fill_in_values(self.session.doc, self.session.periode, values, label)

    # Moving and selecting

    def _move(self, number: int, to: str, extend: bool) -> None:
        last = len(self.rows) - 1
        if to == "maju" and (number == last or extend):
            focus_next_input(self.rows[number].picker, forward=not extend)
            return
        steps = {"atas": -1, "bawah": 1, "maju": 1, "sini": 0}
        if to in steps:
            target = max(0, min(last, number + steps[to]))
        elif to in ("awal", "akhir"):
            target = 0 if to == "awal" else last
        else:
            target = self._beside(number, 1 if to == "kanan" else -1)
        anchor = self._anchor if extend and self._anchor >= 0 else target
        self._anchor = anchor
        self.rows[target].picker.setFocus(Qt.FocusReason.OtherFocusReason)
        self._select(anchor, target)

    def _beside(self, number: int, step: int) -> int:
        """The row at the same height in the next or previous card."""
        row = self.rows[number]
        home = next(n for n, card in enumerate(self.cards) if row in card.rows)
        if not 0 <= home + step < len(self.cards):
            return number
        target = self.cards[home + step].rows
        offset = min(self.cards[home].rows.index(row), len(target) - 1)
        return self.rows.index(target[offset]) if target else number

    def _on_focus(self, number: int, gained: bool) -> None:
        if not gained:
            for row in self.rows:
                row.mark(False)
        elif self.rows[number] in self.selected and self._current == number:
            self._select(self._anchor, number)
        else:
            self._select(number, number)

    def _select(self, anchor: int, current: int) -> None:
        self._anchor, self._current = anchor, current
        chosen = self.selected
        for row in self.rows:
            row.mark(row in chosen)

    # Blocks

    def _clipboard(self, number: int, what: str) -> None:
        if what == "semua":
            self._select(0, len(self.rows) - 1)
        elif what == "salin":
            doc, periode = self.session.doc, self.session.periode
            cells = [doc.nilai(periode, self.key(row)) or "" for row in self.selected]
            QGuiApplication.clipboard().setText("\n".join(cells))
        else:
            start = self.rows.index(self.selected[0]) if self.selected else number
            text = QGuiApplication.clipboard().text()
            self.session.perform(lambda: self._paste(start, text))

    def _paste(self, start: int, text: str) -> Change:
        """The block as one step from the row downwards; InputError names what does not fit."""
        lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
        if not text.strip():
            raise InputError("Papan klip tidak memuat tingkat yang dapat ditempel.")
        if any("\t" in line.strip("\t") for line in lines):
            raise InputError("Blok yang ditempel lebih dari satu kolom; salin kolom tingkat saja.")
        rows = self.rows[start : start + len(lines)]
        if len(rows) < len(lines):
            raise InputError(
                f"Blok yang ditempel berisi {len(lines)} baris, sedangkan mulai dari indikator "
                f"{self.rows[start].butir.kode} hanya ada {len(rows)} baris."
            )
        fields = self.session.doc.fields(self.iku, self.session.periode)
        values = {
            self.key(row): read_value(fields[self.key(row)], self._cell(line))
            for row, line in zip(rows, lines, strict=True)
        }
        return self._fill(values, f"Tingkat {len(rows)} indikator ditempel")

    def _cell(self, text: str) -> str:
        """A cell as a figure: "3", "3 – Transaksi" and "Transaksi" are the same."""
        text = text.strip()
        match = _LEVEL_WITH_NAME.fullmatch(text)
        return match[1] if match else self._names.get(text.lower(), text)


def _level(value: str | None) -> int | None:
    return int(value) if value is not None and value.isdecimal() else None
