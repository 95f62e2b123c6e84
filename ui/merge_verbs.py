"""The verbs for two copies: set them side by side, and join them into a new file."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from core.compare import compare
from core.document import Document
from core.errors import FileError
from core.indonesian import format_number
from core.merge.documents import copy_of, evidence_wanted, with_arsip
from core.merge.history import MergeError, compare_history
from core.merge.plan import FigureKey, Plan, Side
from core.merge.planning import plan_merge
from core.merge.resolving import resolve
from core.model.change import Change
from core.model.journal import Hubungan
from core.safekeeping.publish import publish
from core.storage.evidence import put_in
from core.storage.file import refuse_existing, user_errors
from ui import comparison_text
from ui.environment import local_environment
from ui.merge_evidence import pieces_within
from ui.merge_text import (
    A_AND_B,
    CHANGED_SINCE,
    PlanText,
    hubungan_text,
    merge_label,
    names_of,
    place_text,
    standing,
)
from ui.safety_verbs import looked_at
from ui.terminal import remark, say

UNDECIDED = 3
"""The exit code where conflicts wait for a choice and nothing was written."""

_SIDES: Mapping[str, Side] = {"a": "mine", "b": "theirs"}


def _bandingkan(arguments: argparse.Namespace) -> None:
    one, other = arguments.berkas, arguments.lain
    with looked_at(one) as first, looked_at(other) as second:
        a, b = first.doc, second.doc
        found = compare(a, b)
        if arguments.json:
            text = comparison_text.as_json(found, _hubungan(a, b))
        else:
            text = comparison_text.as_text(found, names_of(one, other), standing(a, b))
    say(text)


def _hubungan(a: Document, b: Document) -> Hubungan | None:
    try:
        return compare_history(copy_of(a, ""), copy_of(b, "")).hubungan
    except MergeError:
        return None


def _gabung(arguments: argparse.Namespace) -> int:
    one, other, target = arguments.berkas, arguments.lain, arguments.ke
    with user_errors(target):
        refuse_existing(target)
        if not target.absolute().parent.is_dir():
            raise FileError(f"Folder {target.absolute().parent} tidak ada.")
    environment = local_environment()
    with (
        tempfile.TemporaryDirectory(prefix="iku-") as folder,
        looked_at(one) as first,
        looked_at(other) as second,
    ):
        copy = Path(folder) / "gabungan.sqlite"
        first.doc.backup_to(copy)
        names = names_of(one, other)
        with closing(Document(copy, environment, berkas=one)) as doc:
            plan = plan_merge(copy_of(doc, names[0]), copy_of(second.doc, names[1]))
            text = PlanText(plan, doc.iku)
            if plan.conflicts and arguments.pilih is None:
                say("\n".join(_questions(plan, text, names)))
                remark(
                    f"{format_number(len(plan.conflicts), 0)} isian diubah di kedua berkas dan "
                    f"perlu diputuskan (--pilih a atau --pilih b); {target.name} tidak dibuat."
                )
                return UNDECIDED
            said = list(_result(plan, text, target, arguments.pilih))
            wanted = _join(doc, second.doc, plan, arguments.pilih)
        with user_errors(target):
            if wanted:
                put_in(copy, pieces_within(second.doc, wanted, names[1]))
            content = copy.read_bytes()
    publish(target, content, None)
    say("\n".join(said))
    return 0


def _join(doc: Document, other: Document, plan: Plan, pilih: str | None) -> list[str]:
    """Join, and say which evidence the other document must give to it."""
    if plan.is_nothing:
        return []
    choices: dict[FigureKey, Side] = {}
    if pilih is not None:
        choices = {each.key: _SIDES[pilih] for each in plan.conflicts}
    merge = with_arsip(resolve(plan, choices), doc, other)
    inside = doc.embedded_evidence()
    wanted = [sidik for sidik, _ in evidence_wanted(merge, plan) if sidik not in inside]
    doc.apply_merge(merge._replace(perubahan=Change(merge_label(plan), merge.perubahan.butir)))
    return wanted


def _questions(plan: Plan, text: PlanText, names: tuple[str, str]) -> Iterator[str]:
    """Every conflict with both values and who changed it last."""
    yield f"A: {names[0]}"
    yield f"B: {names[1]}"
    yield hubungan_text(plan.history.hubungan, A_AND_B)
    yield ""
    yield f"Perlu diputuskan ({format_number(len(plan.conflicts), 0)}):"
    asked = (text.question(each) for each in plan.conflicts)
    for each in sorted(asked, key=lambda question: text.place(question.nama)):
        yield f"  {place_text(each.nama)}: {each.nama.nama}"
        if each.semula:
            yield f"    semula: {each.semula}"
        for side, value, steps in (
            ("A", each.sini, each.riwayat_sini),
            ("B", each.sana, each.riwayat_sana),
        ):
            yield f"    {side}: {value}" + (f"  ({steps[0]})" if steps else "")
        yield from (f"    {line}" for line in each.rincian)


def _result(plan: Plan, text: PlanText, target: Path, pilih: str | None) -> Iterator[str]:
    """What was joined, and what deserves a look afterwards."""
    standing = hubungan_text(plan.history.hubungan, A_AND_B)
    if plan.is_nothing:
        yield f"{standing} B tidak memuat yang baru; {target.name} berisi A."
        if plan.history.mine:
            yield f"{CHANGED_SINCE} Lihat dengan bandingkan dan riwayat."
        return
    changes = format_number(len(plan.history.theirs), 0)
    sentence = f"{standing} {target.name} dibuat: A dengan {changes} perubahan dari B"
    if plan.conflicts and pilih is not None:
        asked = format_number(len(plan.conflicts), 0)
        sentence += f"; {asked} isian yang diubah di keduanya mengikuti {pilih.upper()}"
    yield f"{sentence}."
    left = [text.left_out(each) for each in text.set_aside()]
    yield from _listed(
        "Tidak diambil:",
        (
            f"{place_text(each.nama)}: {each.nama.nama}: berlaku {each.berlaku}, tidak diambil "
            f"{each.usulan}, karena {each.sebab}"
            for each in left
        ),
    )
    doubles = [text.duplicate(each) for each in plan.duplicates]
    yield from _listed(
        "Mungkin ganda, keduanya disimpan:",
        (f"{place_text(nama)}: {nama.nama}" for nama, _, _ in doubles),
    )
    yield from _listed("Catatan:", text.notes_in_short())


def _listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield title
        yield from (f"  {each}" for each in found)


VERBS: Mapping[str, Callable[[argparse.Namespace], int | None]] = {
    "bandingkan": _bandingkan,
    "gabung": _gabung,
}
