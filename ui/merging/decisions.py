"""What has been decided so far about a merge, and what would follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from core.cell_names import CellNames
from core.document import Document
from core.merge.outcome import Outcome, States, states_after
from core.merge.plan import Conflict, DuplicateKey, FigureKey, Plan, Side
from core.merge.resolving import Keep, resolve
from core.model.definisi import Iku
from core.model.hasil import Hasil
from core.model.journal import Merge
from core.model.perbandingan import Dampak
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER, Row
from ui.merge_text import Effect, PlanText, merge_label

_DEFINISI = ("definisi", "bagian", "pita", "iku")


class Decisions(QObject):
    """The choices among the conflicts and duplicates of a plan; `changed` after each.

    Figures are worked out with the choices made so far, where none is made as they are here.
    """

    changed = Signal()

    def __init__(
        self,
        doc: Document,
        plan: Plan,
        parent: QObject | None = None,
        *,
        theirs: Document | None = None,
    ) -> None:
        """`theirs` is the other document, open while decisions are made: what is signed there
        answers from its frozen copies."""
        super().__init__(parent)
        self._theirs = theirs
        self.plan = plan
        self.text = PlanText(plan, doc.iku)
        self.choices: dict[FigureKey, Side] = {}
        self.kept: dict[DuplicateKey, Keep] = {each.key: "both" for each in plan.duplicates}
        self._doc = doc
        self._names = CellNames(plan.mine_tables)
        self._states: dict[tuple[str, str], Row | None] | None = None
        self._outcome: Outcome | None = None
        self._effects: dict[FigureKey, tuple[Effect, ...]] = {}

    # Deciding

    @property
    def undecided(self) -> int:
        """How many conflicts wait for a choice."""
        return len(self.plan.conflicts) - len(self.choices)

    def choose(self, key: FigureKey, side: Side) -> None:
        """Decide one conflict."""
        self.choices[key] = side
        self._forget()

    def choose_rest(self, side: Side) -> None:
        """Decide all conflicts that wait."""
        for conflict in self.plan.conflicts:
            self.choices.setdefault(conflict.key, side)
        self._forget()

    def keep(self, key: DuplicateKey, keep: Keep) -> None:
        """Decide which of two rows stay."""
        self.kept[key] = keep
        self._forget()

    def _forget(self) -> None:
        self._states = self._outcome = None
        self._effects.clear()
        self.changed.emit()

    def merge(self) -> Merge:
        """What is decided, ready to be written; MergeError while a conflict waits."""
        merge = resolve(self.plan, self.choices, self.kept)
        change = merge.perubahan
        return merge._replace(perubahan=type(change)(merge_label(self.plan), change.butir))

    # What would follow

    @cached_property
    def _periods(self) -> tuple[frozenset[Periode], frozenset[Periode]]:
        """The periods that the merge touches, and those that it may reach by way of others."""
        changed = [each.key for each in self.plan.joined if each.side == "theirs"]
        keys = [*changed, *(each.key for each in self.plan.conflicts)]
        direct = {self.text.name(key).periode for key in keys}
        direct |= {self.text.duplicate(each)[0].periode for each in self.plan.duplicates}
        touched = {each for each in direct if each is not None}
        touched |= {Periode(each.tahun, TAHUNAN) for each in touched}
        reached: set[Periode] = set()
        if any(key.tabel in _DEFINISI or key.kolom == "batas_capaian" for key in keys):
            filled = self._doc.periode_berisi()
            touched.update(filled[-1:])
            reached |= {*filled, *(Periode(each.tahun, TAHUNAN) for each in filled)}
        return frozenset(touched), frozenset(reached)

    def indicators(self) -> Iterator[tuple[Iku, Hasil, Hasil]]:
        """Each indicator as it is here and as it would be, of the periods that the merge touches
        and of others in which one changes."""
        touched, reached = self._periods
        for periode in sorted(touched | reached):
            found = [
                (iku, self._doc.hasil_iku(iku.id, periode), self.outcome.hasil(iku, periode))
                for iku in self._doc.iku
            ]
            if periode in touched or any(Dampak(now, then).berubah for _, now, then in found):
                yield from found

    @property
    def outcome(self) -> Outcome:
        """The indicators as they would be."""
        if self._outcome is None:
            self._outcome = self._outcome_of(self._present())
        return self._outcome

    def _present(self) -> dict[tuple[str, str], Row | None]:
        """The rows as they would be."""
        if self._states is None:
            conflicts = self.plan.conflicts
            choices = {each.key: self.choices.get(each.key, "mine") for each in conflicts}
            change = resolve(self.plan, choices, self.kept).perubahan
            self._states = states_after(self.plan.mine_tables, change)
        return self._states

    def _outcome_of(self, states: States) -> Outcome:
        return Outcome(self._doc, self.plan.mine_tables, states, self._theirs)

    def effects(self, conflict: Conflict) -> tuple[Effect, ...]:
        """What either choice makes of the indicators that rest on a figure, in its period.

        For what counts in all periods it is the latest one that depends on the choice; none where
        the choice changes no indicator.
        """
        key = conflict.key
        if key not in self._effects:
            self._effects[key] = tuple(self._worked_out(conflict))
        return self._effects[key]

    def _worked_out(self, conflict: Conflict) -> Iterator[Effect]:
        affected = self._affected(conflict.key)
        if not affected:
            return
        one, other = (
            self._outcome_of({**self._present(), **self._chosen(conflict, side)})
            for side in ("mine", "theirs")
        )
        own = self.text.name(conflict.key).periode
        filled = reversed(self._doc.periode_berisi())
        for periode in (own,) if own is not None else filled:
            found = [
                Effect(iku, periode, one.hasil(iku, periode), other.hasil(iku, periode))
                for iku in affected
            ]
            if any(Dampak(each.mine, each.theirs).berubah for each in found):
                yield from found
                return

    def _chosen(self, conflict: Conflict, side: str) -> States:
        """The rows of a conflict as one side has them, the rest of each row as it would be."""
        key, rows = conflict.key, self.plan.rows
        if key.is_definisi:
            group = self.plan.groups[key.baris]
            return {k: rows[k].mine if side == "mine" else rows[k].theirs for k in group}
        row_key = key.tabel, key.baris
        pair = rows[row_key]
        own = pair.mine if side == "mine" else pair.theirs
        if key.kolom is None or own is None:
            return {row_key: own}
        return {
            row_key: {**(self._present().get(row_key, pair.mine) or {}), key.kolom: own[key.kolom]}
        }

    def _affected(self, key: FigureKey) -> list[Iku]:
        """The indicators that can depend on a figure."""
        tabel, baris, kolom = key
        periode = self.text.name(key).periode
        if tabel == "profil" and kolom == "batas_capaian":
            return list(self._doc.iku)
        if tabel in REGISTER and periode is not None:
            wanted = self._names.owner(tabel, periode.tahun)
        elif tabel == "isian":
            wanted = baris.partition("/")[2].partition(".")[0]
        elif tabel == "target":
            wanted = baris.partition("/")[2]
        elif key.is_definisi:
            wanted = baris
        elif tabel in _DEFINISI:
            return [each for each in self._doc.iku if each.singkat == self.text.name(key).tab]
        else:
            return []
        return [each for each in self._doc.iku if each.id == wanted]
