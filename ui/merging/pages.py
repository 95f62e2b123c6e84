"""The pages of a merge: what is asked, what joins by itself, what may be double, remarks."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.indonesian import format_moment
from core.merge.plan import Conflict
from core.merge.resolving import Keep
from ui import theme
from ui.merge_text import effect_text, place_text, step_line
from ui.merging.cell_view import CellView, ChoiceView
from ui.merging.cells import Cell, CellModel, Column
from ui.merging.decisions import Decisions
from ui.merging.side_by_side import SideBySide, Told
from ui.widgets.labels import label

_DARI = {"mine": "di sini", "theirs": "di sana", "both": "di kedua sisi"}
_KEEP: tuple[Keep, ...] = ("both", "mine", "theirs")


class ConflictPage(QWidget):
    """A line for each conflict, nothing chosen at first; below it both sides in full."""

    def __init__(self, decisions: Decisions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decisions = decisions
        text = decisions.text
        asked = [(each, text.question(each)) for each in decisions.plan.conflicts]
        self._asked = sorted(asked, key=lambda each: text.place(each[1].nama))
        columns = (
            Column("Isian", 4, 200),
            Column("Semula", 2, 90),
            Column("1  Milik sini", 3, 150),
            Column("2  Milik sana", 3, 150),
        )
        self.table = ChoiceView(
            CellModel(columns, self._cell), "Isian yang perlu diputuskan", (2, 3)
        )
        self.detail = SideBySide(("Semula", "Milik sini", "Milik sana"))
        self.table.option_chosen.connect(self._choose)
        self.table.line_changed.connect(self._show_detail)
        decisions.changed.connect(self._refresh)
        _fill(self, self.table, self.detail)
        self.table.cells.set_count(len(self._asked))
        self.table.go_to(0)

    @property
    def conflicts(self) -> list[Conflict]:
        """The conflicts from the top."""
        return [conflict for conflict, _ in self._asked]

    def _cell(self, line: int, column: int) -> Cell:
        conflict, question = self._asked[line]
        if column == 0:
            return Cell(question.nama.nama, place_text(question.nama))
        if column == 1:
            return Cell(question.semula, quiet=True)
        side, value = (("mine", question.sini), ("theirs", question.sana))[column - 2]
        choice = self._decisions.choices.get(conflict.key)
        effect = effect_text(self._decisions.effects(conflict), "mine" if column == 2 else "theirs")
        return Cell(
            value,
            effect,
            strong=choice == side,
            chosen=choice == side,
            quiet=choice not in (None, side),
        )

    def _choose(self, line: int, option: int) -> None:
        self._decisions.choose(self._asked[line][0].key, "theirs" if option else "mine")

    def _refresh(self) -> None:
        self.table.cells.refresh()
        self._show_detail(self.table.line)

    def _show_detail(self, line: int) -> None:
        if not 0 <= line < len(self._asked):
            return
        conflict, asked = self._asked[line]
        effects = self._decisions.effects(conflict)
        period = f" ({effects[0].periode.singkat})" if effects else ""
        told = [Told("Semula", asked.semula)]
        if asked.rincian:
            told = [Told("Yang berbeda", asked.rincian[0], asked.rincian[1:])]
        for side, title, value, steps in (
            ("mine", "Milik sini", asked.sini, asked.riwayat_sini),
            ("theirs", "Milik sana", asked.sana, asked.riwayat_sana),
        ):
            effect = effect_text(effects, "mine" if side == "mine" else "theirs")
            nilai = f"{value} → {effect}{period}" if effect else value
            told.append(Told(title, nilai, steps))
        self.detail.show_sides(*told)


class JoinedPage(QWidget):
    """What joins by itself, that of the other side first."""

    def __init__(self, decisions: Decisions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = decisions.text
        self._joined = self._text.joined()
        columns = (
            Column("Isian", 4, 200),
            Column("Semula", 3, 110),
            Column("Menjadi", 3, 110),
            Column("Diubah", 1, 120),
            Column("Oleh", 2, 130),
        )
        self.table = CellView(CellModel(columns, self._cell), "Yang bergabung sendiri", lines=2)
        self.table.hint = "Tidak ada yang bergabung sendiri."
        self.detail = SideBySide(("Semula", "Menjadi"))
        self.table.line_changed.connect(self._show_detail)
        self.table.cells.set_count(len(self._joined))
        self.table.go_to(0)
        _fill(self, self.table, self.detail)
        self.detail.setVisible(bool(self._joined))

    def _cell(self, line: int, column: int) -> Cell:
        joined = self._joined[line]
        change = self._text.change(joined)
        comes = joined.side == "theirs"
        if column == 0:
            return Cell(change.nama.nama, place_text(change.nama))
        if column == 1:
            return Cell(change.lama, quiet=True)
        if column == 2:
            return Cell(change.baru, strong=comes)
        if column == 3:
            return Cell(_DARI[joined.side], "" if comes else "sudah ada di sini")
        if not change.langkah:
            return Cell("")
        latest = change.langkah[0]
        return Cell(latest.oleh or "tanpa nama", format_moment(latest.waktu))

    def _show_detail(self, line: int) -> None:
        if 0 <= line < len(self._joined):
            change = self._text.change(self._joined[line])
            steps = [step_line(each) for each in change.langkah]
            self.detail.show_sides(Told("Semula", change.lama), Told("Menjadi", change.baru, steps))


class SetAsidePage(QWidget):
    """What is not taken, because its period was signed on the other side."""

    def __init__(self, decisions: Decisions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = decisions.text
        self._left = self._text.set_aside()
        columns = (
            Column("Isian", 4, 200),
            Column("Yang berlaku", 3, 120),
            Column("Tidak diambil", 3, 120),
            Column("Karena", 4, 200),
        )
        self.table = CellView(CellModel(columns, self._cell), "Yang tidak diambil", lines=2)
        self.detail = SideBySide(("Yang berlaku", "Tidak diambil"))
        self.table.line_changed.connect(self._show_detail)
        self.table.cells.set_count(len(self._left))
        self.table.go_to(0)
        hint = label(
            "Yang telah disahkan tidak berubah oleh penggabungan. Yang tidak diambil tetap dapat "
            "dibaca dalam Riwayat dan laporan; untuk memakainya, buka Lembar > Perubahan…, lalu "
            "isikan kembali.",
            "redup",
            wrap=True,
        )
        _fill(self, self.table, hint, self.detail)

    def _cell(self, line: int, column: int) -> Cell:
        each = self._left[line]
        left = self._text.left_out(each)
        if column == 0:
            return Cell(left.nama.nama, place_text(left.nama))
        if column == 1:
            return Cell(left.berlaku, strong=True)
        if column == 2:
            return Cell(left.usulan, f"diubah {_DARI[each.side]}", quiet=True)
        return Cell(left.sebab)

    def _show_detail(self, line: int) -> None:
        if 0 <= line < len(self._left):
            left = self._text.left_out(self._left[line])
            steps = [step_line(each) for each in left.langkah]
            title = f"Tidak diambil karena {left.sebab}"
            self.detail.show_sides(
                Told("Yang berlaku", left.berlaku), Told(title, left.usulan, steps)
            )


class DuplicatePage(QWidget):
    """Rows of one name from both sides; both stay unless chosen otherwise."""

    def __init__(self, decisions: Decisions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decisions = decisions
        self._duplicates = [
            (each, *decisions.text.duplicate(each)) for each in decisions.plan.duplicates
        ]
        columns = (
            Column("Baris", 3, 200),
            Column("1  Simpan keduanya", 1, 150),
            Column("2  Hanya yang di sini", 3, 170),
            Column("3  Hanya yang di sana", 3, 170),
        )
        self.table = ChoiceView(CellModel(columns, self._cell), "Mungkin ganda", (1, 2, 3))
        self.detail = SideBySide(("Yang di sini", "Yang di sana"))
        self.table.option_chosen.connect(self._choose)
        self.table.line_changed.connect(self._show_detail)
        decisions.changed.connect(self.table.cells.refresh)
        self.table.cells.set_count(len(self._duplicates))
        self.table.go_to(0)
        hint = label(
            "Kedua sisi menambahkan baris bernama sama. Keduanya disimpan, kecuali Anda memilih "
            "salah satu dengan tombol 2 atau 3.",
            "redup",
            wrap=True,
        )
        _fill(self, self.table, hint, self.detail)

    def _show_detail(self, line: int) -> None:
        if 0 <= line < len(self._duplicates):
            _, _, sini, sana = self._duplicates[line]
            self.detail.show_sides(Told("Yang di sini", sini), Told("Yang di sana", sana))

    def _cell(self, line: int, column: int) -> Cell:
        duplicate, nama, sini, sana = self._duplicates[line]
        if column == 0:
            return Cell(nama.nama, place_text(nama))
        is_chosen = self._decisions.kept[duplicate.key] == _KEEP[column - 1]
        text = ("Keduanya", sini, sana)[column - 1]
        return Cell(text, strong=is_chosen, chosen=is_chosen, quiet=not is_chosen)

    def _choose(self, line: int, option: int) -> None:
        self._decisions.keep(self._duplicates[line][0].key, _KEEP[option])


class NotePage(QWidget):
    """Places in lists that both sides changed."""

    def __init__(self, decisions: Decisions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes = [decisions.text.note(each) for each in decisions.plan.notes]
        columns = (Column("Catatan", 1, 200),)
        self.table = CellView(
            CellModel(columns, lambda line, _: Cell(self._notes[line])), "Catatan penggabungan"
        )
        self.table.cells.set_count(len(self._notes))
        self.table.go_to(0)
        hint = (
            "Urutan yang diubah di kedua sisi tidak perlu diputuskan; yang dipakai nomor terkecil."
        )
        _fill(self, self.table, label(hint, "redup", wrap=True))


def _fill(page: QWidget, *widgets: QWidget) -> None:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(theme.JARAK - 4)
    for number, widget in enumerate(widgets):
        column.addWidget(widget, 0 if number else 1)
