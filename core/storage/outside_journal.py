"""Which step or line of a journal another program altered, removed or put in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from core.errors import DamagedError
from core.indonesian import format_moment
from core.model.change import Butir
from core.model.journal import JournalStep
from core.storage import journal, seal
from core.storage.seal import Line


class Head(NamedTuple):
    """A step as it stands in the file, without its lines."""

    nomor: int
    salinan: str
    urut: int
    waktu: str
    oleh: str
    tindakan: str
    induk: str
    isi: str
    sidik: str


class Step(NamedTuple):
    """A step with its lines, each with its number."""

    head: Head
    lines: tuple[tuple[int, Line], ...]

    @property
    def sidik(self) -> str:
        """The hash that belongs to what it says."""
        return _hash(self.head, [line for _, line in self.lines])


class Chain(NamedTuple):
    """What became of a journal: sentences that name what was done to it; none where it is whole.

    `steps` are its steps where it is whole, `butir` every line of it that can be read.
    """

    findings: tuple[str, ...]
    steps: tuple[JournalStep, ...]
    butir: tuple[tuple[int, Butir], ...]
    last: Head | None
    last_is_sound: bool


Guess = Callable[[int, Line], Iterable[Line]]
"""What a line of a step may have said, by what is known of its cell before and after."""


def step_name(head: Head) -> str:
    """A step as it is named in a sentence: number, when, who, what."""
    try:
        waktu = format_moment(head.waktu)
    except (ValueError, IndexError):
        waktu = head.waktu[:30]
    return f"langkah {head.nomor} ({waktu}, {head.oleh[:60]}: {head.tindakan[:80]})"


def check_chain(
    rows: Sequence[Sequence[Any]],
    lines: Mapping[int, Sequence[tuple[int, Line]]],
    guess: Guess,
    lost: Sequence[Line] = (),
) -> Chain:
    """Follow the steps from the first to the last; `lines` by the number of their step.

    `lost` are lines that may have been removed.
    """
    found: list[str] = []
    heads: list[Head] = []
    for row in rows:
        if [type(value) for value in row] == [int, str, int, *[str] * 6]:
            heads.append(Head(*row))
        else:
            found.append(f"Langkah {row[0]} memuat nilai yang tidak ditulis oleh program ini.")
    steps = [Step(head, tuple(lines.get(head.nomor, ()))) for head in heads]
    found += _Walk(steps, guess, lost).findings()
    found += _orphans(steps, lines)
    butir = [(step.head.nomor, each) for step in steps for each in _readable(step, found)]
    found += _changed_acts(steps, butir)
    last = steps[-1] if steps else None
    return Chain(
        tuple(dict.fromkeys(found)),
        () if found else tuple(map(_journal_step, steps)),
        tuple(butir),
        None if last is None else last.head,
        last is not None and last.sidik == last.head.sidik,
    )


def _journal_step(step: Step) -> JournalStep:
    head = step.head
    butir = tuple(journal.read_line(line) for _, line in step.lines)
    return JournalStep(*head[:6], tuple(head.induk.split()), head.isi, head.sidik, butir)


def _readable(step: Step, found: list[str]) -> Iterator[Butir]:
    for ke, line in step.lines:
        try:
            yield journal.read_line(line)
        except DamagedError:
            found.append(
                f"Baris ke-{ke} dari {step_name(step.head)} tidak ditulis oleh program ini."
            )


def _changed_acts(steps: Sequence[Step], butir: Iterable[tuple[int, Butir]]) -> Iterator[str]:
    names = {step.head.nomor: step_name(step.head) for step in steps}
    for nomor, each in butir:
        if journal.changes_an_act(each):
            yield (
                f"{_first_upper(names[nomor])} mengubah atau menghapus {each.tabel} "
                f"{each.id[:60]}, yang tidak pernah dilakukan program ini."
            )


def _orphans(
    steps: Sequence[Step], lines: Mapping[int, Sequence[tuple[int, Line]]]
) -> Iterator[str]:
    there = {step.head.nomor for step in steps}
    for nomor in sorted(lines.keys() - there):
        own = lines[nomor]
        yield (
            f"Langkah {nomor} dihapus dari riwayat; {len(own)} barisnya masih ada "
            f"({', '.join(dict.fromkeys(line.tabel for _, line in own))})."
        )


_MANY = 200
"""Steps with more lines are not tried line by line."""

_MOST_LINES = 500_000
"""Lines that are hashed at most to prove what was altered: about a second."""


def _hash(head: Head, lines: Iterable[Line]) -> str:
    return seal.step_hash(head[1:6], head.induk.split(), head.isi, lines)


class _Walk:
    """The steps in their order, with what has been seen of them."""

    def __init__(self, steps: Sequence[Step], guess: Guess, lost: Sequence[Line]) -> None:
        self._steps = steps
        self._guess = guess
        self._lost = lost
        self._named = {each for step in steps for each in step.head.induk.split()}
        self._own = {step.head.sidik: step for step in steps} | {step.sidik: step for step in steps}
        self._dangling: dict[str, Step] = {}
        self._left = _MOST_LINES

    def findings(self) -> Iterator[str]:
        if not self._steps:
            yield "Seluruh riwayat dihapus: tidak ada satu langkah pun."
            return
        seen: set[str] = set()
        vektor: dict[str, int] = {}
        before: Step | None = None
        for step in self._steps:
            missing = list(_gap(before, step))
            yield from missing
            yield from self._altered(step)
            yield from self._follows(before, step, seen, vektor, explained=bool(missing))
            seen |= {step.sidik, step.head.sidik}
            vektor[step.head.salinan] = step.head.urut
            self._go_on(step)
            before = step
        for step in self._dangling.values():
            if step is not self._steps[-1]:
                yield (
                    f"{_first_upper(step_name(step.head))} disisipkan: tidak ada langkah yang "
                    "bersambung padanya."
                )

    def _go_on(self, step: Step) -> None:
        for induk in step.head.induk.split():
            own = self._own.get(induk)
            if own is not None:
                self._dangling.pop(own.head.sidik, None)
        self._dangling[step.head.sidik] = step

    def _follows(
        self,
        before: Step | None,
        step: Step,
        seen: set[str],
        vektor: Mapping[str, int],
        *,
        explained: bool,
    ) -> Iterator[str]:
        head, name = step.head, step_name(step.head)
        induk = head.induk.split()
        unseen = [each for each in induk if each not in seen]
        if bool(induk) != bool(seen) and not explained:
            yield f"{_first_upper(name)} tidak bersambung pada langkah sebelumnya."
        elif any(each in self._own for each in unseen):
            yield f"Urutan riwayat diubah: {name} mendahului langkah yang menjadi dasarnya."
        elif unseen and not explained:
            yield (
                f"Langkah yang menjadi dasar {name} dihapus dari riwayat."
                if self._is_sound(step)
                else f"{_first_upper(name)} tidak bersambung pada langkah sebelumnya."
            )
            explained = True
        next_urut = vektor.get(head.salinan, 0) + 1
        if head.urut > next_urut and not explained and not unseen:
            yield (
                f"Sebelum {name} ada {head.urut - next_urut} langkah dari salinan kerja yang sama "
                "yang dihapus."
            )
        elif head.urut < next_urut:
            yield f"Nomor urut {name} sudah dipakai langkah lain."

    def _is_sound(self, step: Step) -> bool:
        return step.sidik == step.head.sidik

    def _altered(self, step: Step) -> Iterator[str]:
        head, name = step.head, step_name(step.head)
        numbers = [ke for ke, _ in step.lines]
        gone = sorted({*range(1, max(numbers, default=0) + 1)} - {*numbers})
        for ke in gone:
            yield f"Baris ke-{ke} dari {name} dihapus dari riwayat."
        if any(len(text) > 2_000 for text in head[3:6]):
            yield f"{_first_upper(name)} memuat tulisan yang terlalu panjang."
        if self._is_sound(step):
            return
        if gone:
            text = self._proved_lost(step)
            if text:
                yield text
            return
        if step.sidik in self._named:
            yield f"Sidik {name} diubah."
            return
        is_last = step is self._steps[-1]
        if head.sidik not in self._named and not is_last:
            return  # nothing follows from it: it was put in, and is named so
        proved = self._proved(step) or self._proved_lost(step)
        yield proved or (
            f"{_first_upper(name)} diubah: waktu, nama, tindakan, atau barisnya bukan lagi yang "
            "dicatat program."
        )

    # What exactly was altered, where the hash proves it

    def _gives(self, head: Head, lines: Sequence[Line]) -> bool:
        """Whether the step had this hash when it said this; no, once that was tried too often."""
        self._left -= len(lines) + 1
        return self._left >= 0 and _hash(head, lines) == head.sidik

    def _proved(self, step: Step) -> str | None:
        """What was changed, where putting back what it must have been gives the hash again."""
        head, lines = step.head, [line for _, line in step.lines]
        name = step_name(head)
        for number, (ke, line) in enumerate(step.lines):
            if self._left < 0:
                return None
            if len(lines) <= _MANY and self._gives(head, lines[:number] + lines[number + 1 :]):
                return f"Baris ke-{ke} dari {name} disisipkan: {line_text(line)}."
            for former in self._guess(head.nomor, line):
                if self._gives(head, [*lines[:number], former, *lines[number + 1 :]]):
                    return (
                        f"Baris ke-{ke} dari {name} diubah: tertulis {line_text(line)}, semula "
                        f"{line_text(former)}."
                    )
        for column, words in (("oleh", "nama"), ("waktu", "waktu"), ("tindakan", "tindakan")):
            for other in {getattr(each.head, column) for each in self._steps}:
                if self._gives(head._replace(**{column: other}), lines):
                    return f"{_first_upper(name)}: {words} diubah, semula “{other[:80]}”."
        return None

    def _proved_lost(self, step: Step) -> str | None:
        """What a line said that was removed, where putting it back gives the hash again."""
        head, lines = step.head, [line for _, line in step.lines]
        for line in self._lost if len(lines) <= _MANY else ():
            if self._left < 0:
                return None
            for number in range(len(lines) + 1):
                if self._gives(head, [*lines[:number], line, *lines[number:]]):
                    return (
                        f"Baris ke-{number + 1} dari {step_name(head)} dihapus: {line_text(line)}."
                    )
        return None


def _gap(before: Step | None, step: Step) -> Iterator[str]:
    first = 1 if before is None else before.head.nomor + 1
    last = step.head.nomor - 1
    if first > last:
        return
    which = f"Langkah {first}" if first == last else f"Langkah {first} sampai {last}"
    after = "" if before is None else f" setelah {step_name(before.head)} dan"
    yield f"{which} dihapus dari riwayat:{after} sebelum {step_name(step.head)}."


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def line_text(line: Line) -> str:
    """A line in a sentence, as it stands in the file."""
    cell = f"{line.tabel} {line.baris[:60]}" + (f" {line.kolom}" if line.kolom else "")
    if line.kolom is not None:
        return f"{cell}: {_short(line.lama)} → {_short(line.baru)}"
    return f"{cell}: baris {'baru' if line.lama is None else 'dihapus'}"


def _short(text: str | None) -> str:
    return (text or "-")[:60]
