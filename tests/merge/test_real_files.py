"""Two real files of one document: apart, together, back again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from core.catalogue import sample_text
from core.document import Document
from core.edits.definisi import copy_definisi
from core.edits.isian import fill_in, set_target
from core.edits.periode import start_quarter
from core.edits.profil import save_penandatangan
from core.edits.register import add_rows, delete_rows, set_cell
from core.merge.documents import copy_of
from core.merge.plan import FigureKey, Plan, Side
from core.merge.planning import plan_merge
from core.merge.resolving import Keep, resolve
from core.model.journal import Hubungan, relation
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER
from tests.core.files import environment, imported, new_file

TW1, TW3, TW4, NEXT = Periode(2025, 1), Periode(2025, 3), Periode(2025, 4), Periode(2026, 1)


class Pair(NamedTuple):
    """One document in two files, each open as a working copy of its own."""

    one: Document
    other: Document


def open_copy(path: Path, salinan: str) -> Document:
    numbers = iter(range(10**6))
    own = environment()._replace(oleh=salinan, new_id=lambda: f"{salinan}-{next(numbers):08d}")
    return Document(path, own, salinan=salinan)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    path = new_file(tmp_path)
    imported(path, sample_text())
    shutil.copy(path, tmp_path / "lain.sqlite")
    with ExitStack() as stack:
        docs = (open_copy(path, "satu"), open_copy(tmp_path / "lain.sqlite", "dua"))
        yield Pair(*(stack.enter_context(closing(doc)) for doc in docs))


def plan_of(mine: Document, theirs: Document) -> Plan:
    return plan_merge(copy_of(mine, mine.path.name), copy_of(theirs, theirs.path.name))


def take(mine: Document, theirs: Document, side: Side = "mine", keep: Keep = "both") -> Any:
    """Join another file into this one; the choices as given for every conflict."""
    plan = plan_of(mine, theirs)
    choices: dict[FigureKey, Side] = {each.key: side for each in plan.conflicts}
    merge = resolve(plan, choices, {each.key: keep for each in plan.duplicates})
    mine.apply_merge(merge)
    return merge


def content(doc: Document) -> dict[str, Any]:
    return {tabel: dict(rows) for tabel, rows in doc.all_rows().items()}


def figures(doc: Document) -> list[Any]:
    return [doc.hasil(periode) for periode in (TW1, TW3, TW4, NEXT, Periode(2025, 5))]


def first_row(doc: Document, kode: str, periode: Periode = TW4) -> str:
    return next(iter(doc.register(kode, periode)))


def go_apart(pair: Pair) -> None:
    """Many kinds of edits on both sides, some of them of the same figures."""
    one, other = pair
    for doc, level in ((one, "5"), (other, "2")):
        doc.apply(fill_in(doc, TW4, "spbe.indikator.32", level))
        doc.apply(start_quarter(doc, NEXT))
    one.apply(fill_in(one, NEXT, "spbe.indikator.33", "1"))
    other.apply(set_target(other, NEXT, "spbe", "3,1"))
    row = first_row(one, "media")
    one.apply(set_cell(one, "media", TW4, row, "keterangan", "dari satu"))
    other.apply(delete_rows(other, "media", TW4, [row]))
    copied = first_row(one, "media", NEXT)
    other.apply(set_cell(other, "media", NEXT, copied, "aktif", "Tidak"))
    for doc in pair:
        doc.apply(add_rows(doc, "media", TW4, [{"nama": "Radio Suara Belitung"}]))
        person = {"nama": "Amir", "nip": "", "pangkat": "", "jabatan": "Kepala Dinas"}
        dates = {"status": "Plt.", "mulai": "", "selesai": ""}
        doc.apply(save_penandatangan(doc, None, {**person, **dates}))
        layanan = doc.definisi("layanan", Periode(2025, TAHUNAN))
        assert layanan is not None
        doc.apply(copy_definisi(doc, layanan.id, f"Untuk {doc.environment.oleh}", 2027, None))


def test_both_journals_survive_and_the_file_opens_with_all_checks(pair: Pair) -> None:
    go_apart(pair)
    one, other = pair
    mine, theirs = one.journal(), other.journal()
    before = other.path.read_bytes()
    plan = plan_of(one, other)
    assert {each.key.tabel for each in plan.conflicts} == {"isian", "media", "iku"}
    assert {each.key.tabel for each in plan.duplicates} == {"media", "penandatangan"}
    merge = take(one, other)
    steps = one.journal()
    assert steps[: len(mine)] == mine
    foreign = [step._replace(nomor=0) for step in steps[len(mine) : -1]]
    assert foreign == [step._replace(nomor=0) for step in theirs if step not in mine]
    assert steps[-1].induk == (mine[-1].sidik, theirs[-1].sidik)
    assert steps[-1].butir == merge.keputusan
    assert relation(one.vektor, other.vektor) == Hubungan(len(steps) - len(theirs), 0)
    assert other.path.read_bytes() == before
    held, shown = content(one), figures(one)
    one.close()
    with closing(open_copy(one.path, "satu")) as again:
        assert content(again) == held
        assert figures(again) == shown
        assert again.journal() == steps


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_same_content_from_both_sides(pair: Pair, side: Side) -> None:
    go_apart(pair)
    one, other = pair
    folder = one.path.parent
    one.backup_to(folder / "salinan-satu.sqlite")
    with closing(open_copy(folder / "salinan-satu.sqlite", "tiga")) as third:
        take(one, other, side)
        take(other, third, "theirs" if side == "mine" else "mine")
        assert content(one) == content(other)
        assert figures(one) == figures(other)
        # Both joined the same two copies: joining these is nothing but one more step.
        plan = plan_of(one, other)
        assert (plan.conflicts, plan.duplicates) == ((), ())
        held = content(one)
        take(one, other)
        assert content(one) == held


def test_a_merge_is_one_step_to_take_back(pair: Pair) -> None:
    go_apart(pair)
    one, other = pair
    held, shown = content(one), figures(one)
    merge = take(one, other, "theirs", "theirs")
    assert content(one) != held
    after, steps = content(one), len(one.journal())
    one.apply(merge.perubahan.inverse())
    assert (content(one), figures(one)) == (held, shown)
    assert len(one.journal()) == steps + 1
    one.apply(merge.perubahan)
    assert content(one) == after


def test_merging_again_finds_nothing_and_the_other_follows(pair: Pair) -> None:
    go_apart(pair)
    one, other = pair
    take(one, other)
    assert plan_of(one, other).is_nothing
    plan = plan_of(other, one)
    assert plan.is_fast_forward
    assert plan.conflicts == ()
    take(other, one)
    assert content(other) == content(one)
    assert relation(other.vektor, one.vektor) == (0, 0)
    assert plan_of(other, one).is_nothing


def test_both_started_the_quarter_and_have_the_same_rows(pair: Pair) -> None:
    one, other = pair
    for doc in pair:
        doc.apply(start_quarter(doc, NEXT))
    one.apply(fill_in(one, NEXT, "spbe.indikator.33", "1"))
    other.apply(fill_in(other, NEXT, "spbe.indikator.34", "1"))
    counts = {kode: len(one.register(kode, NEXT)) for kode in REGISTER}
    plan = plan_of(one, other)
    assert (plan.conflicts, plan.duplicates) == ((), ())
    take(one, other)
    assert {kode: len(one.register(kode, NEXT)) for kode in REGISTER} == counts
    assert [one.nilai(NEXT, f"spbe.indikator.{kode}") for kode in (33, 34)] == ["1", "1"]


def test_they_meet_again_and_again(pair: Pair) -> None:
    one, other = pair
    for number in range(1, 5):
        one.apply(fill_in(one, TW4, "spbe.indikator.32", str(number)))
        other.apply(fill_in(other, TW4, "spbe.indikator.32", str(6 - number)))
        other.apply(fill_in(other, TW1, "spbe.indikator.33", str(number)))
        if number == 3:  # The same value on both sides is no difference.
            assert plan_of(one, other).conflicts == ()
        take(one, other, "theirs")
        take(other, one)
        assert content(one) == content(other)
        assert one.nilai(TW4, "spbe.indikator.32") == str(6 - number)
    assert relation(one.vektor, other.vektor) == (0, 0)
