"""What is said of a merge is all of it: on random histories, and in its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from core.merge.outcome import states_after
from core.merge.plan import DuplicateKey, FigureKey, Plan
from core.merge.planning import plan_merge
from core.merge.resolving import Keep, resolve
from core.merge.touched import RowKey
from core.model.definisi import Iku, Sasaran
from core.model.journal import Hubungan
from core.model.register import Row
from core.row_check import Tables
from tests.merge.copies import Site, largest
from tests.merge.test_laws import ALL, histories
from ui.merge_text import A_AND_B, PlanText, hubungan_text

KEEP: tuple[Keep, ...] = ("both", "mine", "theirs")


def text_of(plan: Plan) -> PlanText:
    sasaran = Sasaran("", "", "")
    rows = plan.mine_tables["iku"].values()
    return PlanText(
        plan, [Iku(str(r["id"]), sasaran, str(r["nama"]), str(r["singkat"])) for r in rows]
    )


def plans(name: str) -> Iterator[tuple[Site, Plan]]:
    for one, other in histories(ALL, 2, name):
        yield one, plan_merge(one.copy(), other.copy())


class Shown:
    """The rows of this copy as they must become by what is listed and chosen."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.rows: dict[RowKey, Row | None] = {}

    def put(self, tabel: str, baris: str, kolom: str | None, value: object) -> None:
        key = tabel, baris
        if kolom is None:
            self.rows[key] = value if isinstance(value, Mapping) else None
        else:
            now = self.rows.get(key) or self._tables[tabel][baris]
            self.rows[key] = {**now, kolom: value}  # type: ignore[dict-item]


def shown(plan: Plan, choices: Mapping[FigureKey, str], kept: Mapping[DuplicateKey, Keep]) -> Shown:
    made = Shown(plan.mine_tables)
    for joined in text_of(plan).joined():
        made.put(*joined.key, joined.baru)
    for conflict in plan.conflicts:
        mine = choices[conflict.key] == "mine"
        if conflict.key.is_definisi:
            for row_key in plan.groups[conflict.key.baris]:
                pair = plan.rows[row_key]
                made.put(*row_key, None, pair.mine if mine else pair.theirs)
        else:
            made.put(*conflict.key, conflict.mine if mine else conflict.theirs)
    for each in plan.duplicates:
        tabel, mine_id, theirs_id = each.key
        if kept[each.key] != "mine":
            made.put(tabel, theirs_id, None, each.theirs)
        if kept[each.key] == "theirs":
            made.put(tabel, mine_id, None, None)
    return made


def said(tabel: str, row: Row | None) -> object:
    """What a row says to a person: a period only the date of its sheet, nothing of places."""
    if tabel == "periode":
        return None if row is None else row["tanggal_lembar"]
    return None if row is None else {k: v for k, v in row.items() if k not in ("id", "urutan")}


def test_whatever_changes_is_listed_and_whatever_is_listed_changes() -> None:
    for site, plan in plans("shown"):
        choices = {each.key: largest(plan, each) for each in plan.conflicts}
        kept = {each.key: KEEP[n % 3] for n, each in enumerate(plan.duplicates)}
        real = states_after(site.tables, resolve(plan, choices, kept).perubahan)
        listed = shown(plan, choices, kept).rows
        for tabel, baris in {*real, *listed}:
            now = site.tables[tabel].get(baris)
            found = said(tabel, real.get((tabel, baris), now))
            assert found == said(tabel, listed.get((tabel, baris), now)), (tabel, baris)


def test_everything_has_words() -> None:
    asked = 0
    for _, plan in plans("words"):
        text = text_of(plan)
        for joined in text.joined():
            change = text.change(joined)
            assert change.lama != change.baru
            assert change.langkah
        for conflict in plan.conflicts:
            question = text.question(conflict)
            assert question.sini != question.sana
            assert question.riwayat_sini
            assert question.riwayat_sana
            assert bool(question.rincian) == conflict.key.is_definisi
            asked += 1
        for duplicate in plan.duplicates:
            assert all(text.duplicate(duplicate)[1:])
        for note in plan.notes:
            assert f"yang dipakai {min(note.mine, note.theirs)}." in text.note(note)
        short = text.notes_in_short()
        assert bool(short) == bool(plan.notes)
        assert len(short) <= len(plan.notes)
    assert asked > 20


@pytest.mark.parametrize(
    ("hubungan", "here", "files"),
    [
        (
            (0, 0),
            "Sama: kedua salinan memuat perubahan yang sama.",
            "Sama: kedua salinan memuat perubahan yang sama.",
        ),
        ((0, 14), "Salinan ini tertinggal 14 perubahan.", "Berkas A tertinggal 14 perubahan."),
        ((3, 0), "Salinan ini lebih baru: 3 perubahan.", "Berkas A lebih baru: 3 perubahan."),
        (
            (5, 1200),
            "Bercabang: 5 perubahan di sini, 1.200 di sana.",
            "Bercabang: 5 perubahan di A, 1.200 di B.",
        ),
    ],
)
def test_how_two_copies_stand(hubungan: tuple[int, int], here: str, files: str) -> None:
    assert hubungan_text(Hubungan(*hubungan)) == here
    assert hubungan_text(Hubungan(*hubungan), A_AND_B) == files
