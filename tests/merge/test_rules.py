"""The rules of joining one by one: what joins by itself, what is asked, what a choice does."""

from __future__ import annotations

from typing import Any

import pytest

from core.merge.history import MergeError
from core.merge.plan import Conflict, DuplicateKey, FigureKey, Joined, Note, Plan
from core.merge.planning import plan_merge
from core.merge.references import REFERENCES
from core.merge.resolving import resolve
from core.model.change import DeleteRow, InsertRow, SetValue
from core.model.register import Row, without_id
from core.storage.schema import TABLES
from tests.merge.copies import (
    PERIODS,
    SOURCE,
    Site,
    check_content,
    isian_row,
    largest,
    newest,
    periode_row,
    register_row,
    smallest,
)

TW1, TW2, _ = PERIODS
ROW = f"{TW1}-media-1"
INPUT = f"{TW1}/spbe.indikator.1"


def two() -> tuple[Site, Site]:
    first = Site("awal")
    return first.fork("satu"), first.fork("dua")


def plan_of(one: Site, other: Site) -> Plan:
    return plan_merge(one.copy(), other.copy())


def only_conflict(one: Site, other: Site) -> Conflict:
    (conflict,) = plan_of(one, other).conflicts
    return conflict


class TestFigures:
    def test_changes_of_different_figures_join(self) -> None:
        one, other = two()
        one.set("isian", INPUT, "nilai", "5")
        other.set("isian", f"{TW1}/spbe.indikator.2", "nilai", "1")
        plan = one.take(other, largest)
        assert plan.conflicts == ()
        rows = [one.tables["isian"][f"{TW1}/spbe.indikator.{number}"]["nilai"] for number in (1, 2)]
        assert rows == ["5", "1"]
        assert [(each.key.baris[-1], each.side) for each in plan.joined] == [
            ("1", "mine"),
            ("2", "theirs"),
        ]

    def test_one_figure_changed_on_both_sides_is_asked_with_its_history(self) -> None:
        one, other = two()
        one.set("isian", INPUT, "nilai", "4")
        one.set("isian", INPUT, "nilai", "5")
        one.set("profil", "profil", "alamat", "Jalan lain")
        other.set("isian", INPUT, "nilai", "2")
        conflict = only_conflict(one, other)
        assert conflict.key == FigureKey("isian", INPUT, None)
        states: list[Any] = [conflict.before, conflict.mine, conflict.theirs]
        assert [each["nilai"] for each in states] == ["3", "5", "2"]
        assert [(step.oleh, step.urut) for step in conflict.mine_steps] == [
            ("satu", 1),
            ("satu", 2),
        ]
        assert [step.oleh for step in conflict.theirs_steps] == ["dua"]

    def test_equal_values_are_never_asked(self) -> None:
        one, other = two()
        for site in (one, other):
            site.set("isian", INPUT, "nilai", "5")
            site.set("media", ROW, "aktif", 1)
            site.do(isian_row(TW1, "spbe.indikator.9", "2"))
            site.delete("penandatangan", next(iter(site.tables["penandatangan"])))
        plan = plan_of(one, other)
        assert plan.conflicts == ()
        assert {each.side for each in plan.joined} == {"both"}
        assert Joined(FigureKey("media", ROW, "aktif"), "both", None, 1) in plan.joined

    def test_an_emptied_figure_against_an_edited_one_is_asked(self) -> None:
        one, other = two()
        one.delete("isian", INPUT)
        other.set("isian", INPUT, "nilai", "5")
        conflict = only_conflict(one, other)
        assert conflict.mine is None
        assert one.fork("a").take(other, smallest)
        for choose, left in ((smallest, False), (largest, True)):
            for here, there in ((one, other), (other, one)):
                result = here.fork(f"{here.salinan}-hasil")
                result.take(there, choose)
                assert (INPUT in result.tables["isian"]) is left

    def test_a_figure_set_and_set_back_still_counts_as_touched(self) -> None:
        one, other = two()
        one.set("isian", INPUT, "nilai", "5")
        one.undo()
        other.set("isian", INPUT, "nilai", "4")
        assert only_conflict(one, other).key == FigureKey("isian", INPUT, None)

    def test_a_figure_of_another_kind_is_put_in_anew(self) -> None:
        """Value and kind are checked together by the file, so they never change one by one."""
        one, other = two()
        other.delete("isian", INPUT)
        new = isian_row(TW1, "spbe.indikator.1", "2")
        other.do(InsertRow("isian", INPUT, {**new.nilai, "jenis": "angka"}))
        merge = resolve(plan_of(one, other), {})
        assert [type(line) for line in merge.perubahan.butir] == [DeleteRow, InsertRow]


class TestRows:
    def test_columns_of_one_row_join(self) -> None:
        one, other = two()
        one.set("media", ROW, "aktif", 1)
        other.set("media", ROW, "keterangan", "dari dua")
        one.take(other, largest)
        row = one.tables["media"][ROW]
        assert (row["aktif"], row["keterangan"]) == (1, "dari dua")

    def test_one_cell_is_asked_while_the_other_joins(self) -> None:
        one, other = two()
        one.set("media", ROW, "aktif", 1)
        other.set("media", ROW, "aktif", 0)
        other.set("media", ROW, "keterangan", "dari dua")
        assert only_conflict(one, other).key == FigureKey("media", ROW, "aktif")
        one.take(other, largest)
        row = one.tables["media"][ROW]
        assert (row["aktif"], row["keterangan"]) == (1, "dari dua")

    def test_a_deleted_row_that_the_other_side_left_alone_goes(self) -> None:
        one, other = two()
        one.delete("media", ROW)
        other.set("media", f"{TW1}-media-2", "aktif", 1)
        assert other.take(one, largest).conflicts == ()
        assert ROW not in other.tables["media"]

    def test_a_deleted_row_that_the_other_side_edited_is_asked_once(self) -> None:
        one, other = two()
        one.delete("media", ROW)
        other.set("media", ROW, "aktif", 1)
        other.set("media", ROW, "nama", "Baru")
        conflict = only_conflict(one, other)
        assert (conflict.key, conflict.mine) == (FigureKey("media", ROW, None), None)

    def test_a_deletion_that_was_taken_back_is_no_edit(self) -> None:
        one, other = two()
        one.delete("media", ROW)
        one.undo()
        other.set("media", ROW, "aktif", 1)
        assert one.take(other, smallest).conflicts == ()
        assert one.tables["media"][ROW]["aktif"] == 1
        # The journal of this file names the row last as it came back, so the join says the value.
        assert SetValue("media", ROW, "aktif", 1, 1) in one.steps[-1].butir

    def test_an_edit_before_a_deletion_that_was_taken_back_still_counts(self) -> None:
        one, other = two()
        one.set("media", ROW, "aktif", 1)
        one.delete("media", ROW)
        one.undo()
        other.set("media", ROW, "aktif", 0)
        assert only_conflict(one, other).key == FigureKey("media", ROW, "aktif")

    def test_what_a_deletion_took_along_is_not_asked_again(self) -> None:
        """It was asked with the row: the row of the other side was chosen, without the edit."""
        first = Site("awal")
        one, other, third = (first.fork(name) for name in ("satu", "dua", "tiga"))
        one.set("media", ROW, "aktif", 1)
        one.delete("media", ROW)
        other.set("media", ROW, "keterangan", "dari dua")
        third.set("media", ROW, "aktif", 0)
        assert one.take(other, largest).conflicts
        assert one.take(third, largest).conflicts == ()
        row = one.tables["media"][ROW]
        assert (row["aktif"], row["keterangan"]) == (0, "dari dua")

    def test_a_deletion_by_who_saw_the_edit_takes_it_along_too(self) -> None:
        first = Site("awal")
        one, other, third = (first.fork(name) for name in ("satu", "dua", "tiga"))
        one.set("media", ROW, "aktif", 1)
        one.undo()
        other.take(one, largest)
        other.delete("media", ROW)
        other.undo()
        third.set("media", ROW, "aktif", 0)
        assert only_conflict(one, third)
        assert plan_of(other, third).conflicts == ()

    def test_rows_of_one_name_put_in_with_other_values_are_compared_by_cell(self) -> None:
        one, other = two()
        one.do(register_row("media", "sama", TW1, 9, "Radio"))
        other.do(register_row("media", "sama", TW1, 9, "Televisi"))
        conflict = only_conflict(one, other)
        assert conflict.key == FigureKey("media", "sama", "nama")
        assert (conflict.before, conflict.mine, conflict.theirs) == (None, "Radio", "Televisi")

    def test_places_are_not_asked_the_smaller_counts(self) -> None:
        one, other = two()
        one.set("media", ROW, "urutan", 9)
        other.set("media", ROW, "urutan", 7)
        plan = one.take(other, largest)
        assert (plan.conflicts, plan.joined) == ((), ())
        assert plan.notes == (Note(FigureKey("media", ROW, "urutan"), 9, 7),)
        assert one.tables["media"][ROW]["urutan"] == 7

    def test_a_row_moved_on_one_side_goes_if_the_other_deleted_it(self) -> None:
        one, other = two()
        one.set("media", ROW, "urutan", 9)
        other.delete("media", ROW)
        assert one.take(other, largest).conflicts == ()
        assert ROW not in one.tables["media"]

    def test_a_tenure_that_only_together_would_be_reversed_is_asked_whole(self) -> None:
        one, other = two()
        row_id = next(iter(one.tables["penandatangan"]))
        for kolom in ("mulai", "selesai"):
            if one.tables["penandatangan"][row_id][kolom] is not None:
                for site in (one, other):
                    site.set("penandatangan", row_id, kolom, None)
        one.set("penandatangan", row_id, "mulai", "2025-06-01")
        other.set("penandatangan", row_id, "selesai", "2025-01-31")
        conflict = only_conflict(one, other)
        assert conflict.key == FigureKey("penandatangan", row_id, None)
        one.take(other, largest)
        row = one.tables["penandatangan"][row_id]
        assert None in (row["mulai"], row["selesai"])


class TestQuarters:
    def start(self, site: Site) -> None:
        lines = [periode_row(TW2)]
        for number in (1, 2):
            lines.append(isian_row(TW2, f"spbe.indikator.{number}", "3"))
            lines.append(register_row("media", f"salinan-{number}", TW2, number, "Sama"))
        site.do(*lines, label="Triwulan dimulai")

    def test_started_on_both_sides_only_later_changes_count(self) -> None:
        one, other = two()
        self.start(one)
        self.start(other)
        one.set("isian", f"{TW2}/spbe.indikator.1", "nilai", "5")
        other.set("media", "salinan-1", "aktif", 1)
        one.set("media", "salinan-2", "aktif", 0)
        other.set("media", "salinan-2", "aktif", 1)
        assert only_conflict(one, other).key == FigureKey("media", "salinan-2", "aktif")
        one.take(other, largest)
        assert one.tables["isian"][f"{TW2}/spbe.indikator.1"]["nilai"] == "5"
        assert one.tables["media"]["salinan-1"]["aktif"] == 1
        assert len([r for r in one.rows_of("media") if r["periode_id"] == TW2]) == 2

    def test_a_single_figure_typed_on_both_sides_is_asked_if_one_was_corrected(self) -> None:
        one, other = two()
        for site in (one, other):
            site.do(isian_row(TW1, "spbe.indikator.9", "2"))
        one.set("isian", f"{TW1}/spbe.indikator.9", "nilai", "4")
        assert only_conflict(one, other).mine_steps

    def test_a_started_quarter_taken_back_on_one_side_is_asked(self) -> None:
        one, other = two()
        self.start(one)
        one.undo()
        self.start(other)
        plan = plan_of(one, other)
        assert {key.key.tabel for key in plan.conflicts} == {"isian", "media"}
        assert all(each.mine is None for each in plan.conflicts)

    def test_a_period_that_is_used_stays(self) -> None:
        first = Site("awal")
        first.do(periode_row(TW2, "2025-07"))
        one, other = first.fork("satu"), first.fork("dua")
        one.delete("periode", TW2)
        other.do(isian_row(TW2, "spbe.indikator.1", "4"))
        for here, there in ((one, other), (other, one)):
            result = here.fork(f"{here.salinan}-hasil")
            assert result.take(there, largest).conflicts == ()
            assert result.tables["periode"][TW2]["tanggal_lembar"] is None
            check_content(result.tables)

    def test_a_period_that_says_nothing_is_never_asked(self) -> None:
        one, other = two()
        one.do(periode_row(TW2))
        other.do(periode_row(TW2))
        other.undo()
        assert plan_of(one, other).conflicts == ()
        one.set("periode", TW2, "tanggal_lembar", "2025-07")
        other.do(periode_row(TW2), isian_row(TW2, "spbe.indikator.1", "4"))
        assert other.take(one, smallest).conflicts == ()
        assert other.tables["periode"][TW2]["tanggal_lembar"] == "2025-07"

    def test_two_dates_of_one_sheet_are_asked(self) -> None:
        one, other = two()
        one.do(periode_row(TW2, "2025-07"))
        other.do(periode_row(TW2, "2025-08"))
        assert only_conflict(one, other).key == FigureKey("periode", TW2, None)


class TestDefinitions:
    def parts(self, site: Site) -> list[str]:
        """Three indicators of one aspect."""
        rows = [r for r in site.rows_of("bagian") if r["jenis"] == "indikator"]
        return [str(r["id"]) for r in rows if r["induk_id"] == rows[0]["induk_id"]][:3]

    def shift(self, site: Site, one: str, other: str) -> None:
        lines = []
        for row_id, sign in ((one, 1), (other, -1)):
            old = str(site.tables["bagian"][row_id]["bobot"])
            new = f"{float(old) + sign * 0.25:.2f}"
            lines.append(SetValue("bagian", row_id, "bobot", old, new))
        site.do(*lines)

    def iku(self, site: Site, row_id: str) -> str:
        definisi = str(site.tables["bagian"][row_id]["definisi_id"])
        return str(site.tables["definisi"][definisi]["iku_id"])

    def test_texts_join_and_are_asked_one_by_one(self) -> None:
        one, other = two()
        a, b, _ = self.parts(one)
        one.set("bagian", a, "nama", "Satu")
        other.set("bagian", b, "nama", "Dua")
        assert plan_of(one, other).conflicts == ()
        other.set("bagian", a, "nama", "Dua")
        assert only_conflict(one, other).key == FigureKey("bagian", a, "nama")

    def test_weights_that_add_up_on_each_side_but_not_together(self) -> None:
        one, other = two()
        a, b, c = self.parts(one)
        self.shift(one, a, b)
        self.shift(other, b, c)
        conflict = only_conflict(one, other)
        assert conflict.key == FigureKey("iku", self.iku(one, a), "definisi")
        for choose in (largest, smallest):
            result = one.fork("hasil")
            result.take(other, choose)
            wanted = one if result.tables["bagian"] == one.tables["bagian"] else other
            assert result.tables["bagian"] == wanted.tables["bagian"]

    def test_weights_that_still_add_up_join(self) -> None:
        first = Site("awal")
        rows = [r for r in first.rows_of("bagian") if r["jenis"] == "indikator"]
        by_aspect: dict[Any, list[str]] = {}
        for row in rows:
            by_aspect.setdefault(row["induk_id"], []).append(str(row["id"]))
        left, right = [ids for ids in by_aspect.values() if len(ids) > 1][:2]
        one, other = first.fork("satu"), first.fork("dua")
        self.shift(one, *left[:2])
        self.shift(other, *right[:2])
        plan = one.take(other, largest)
        assert plan.conflicts == ()
        assert one.tables["bagian"][right[0]] == other.tables["bagian"][right[0]]

    def test_two_definitions_for_one_year(self) -> None:
        one, other = two()
        old = next(r for r in one.rows_of("definisi") if r["berlaku_sampai"] is None)
        year = int(old["berlaku_dari"] or 0) + 1
        for site in (one, other):
            row = {**without_id(old), "berlaku_dari": year, "skema": site.salinan}
            site.do(
                SetValue("definisi", str(old["id"]), "berlaku_sampai", None, year - 1),
                InsertRow("definisi", site.salinan, row),
            )
        conflict = only_conflict(one, other)
        assert conflict.key == FigureKey("iku", str(old["iku_id"]), "definisi")
        one.take(other, largest)
        assert sum(each in one.tables["definisi"] for each in ("satu", "dua")) == 1

    def test_years_are_never_reversed_on_the_way(self) -> None:
        one, other = two()
        row = next(r for r in one.rows_of("definisi") if r["berlaku_sampai"] is not None)
        dari, sampai = (int(row[kolom] or 0) for kolom in ("berlaku_dari", "berlaku_sampai"))
        row_id = str(row["id"])
        other.do(
            SetValue("definisi", row_id, "berlaku_sampai", sampai, 2198),
            SetValue("definisi", row_id, "berlaku_dari", dari, 2197),
        )
        merge = resolve(plan_of(one, other), {})
        columns = [line.kolom for line in merge.perubahan.butir if isinstance(line, SetValue)]
        assert columns == ["berlaku_sampai", "berlaku_dari"]

    def test_a_part_that_one_deleted_and_the_other_uses(self) -> None:
        one, other = two()
        a, b, _ = self.parts(one)
        row = one.tables["bagian"][a]
        one.do(DeleteRow("bagian", a, without_id(row)))
        new = {**without_id(one.tables["bagian"][b]), "induk_id": a, "kode": "baru"}
        other.do(InsertRow("bagian", "anak", new))
        conflict = only_conflict(one, other)
        assert conflict.key.is_definisi
        one.take(other, largest)
        check_content(one.tables)

    def test_a_part_that_one_deleted_and_the_other_gave_a_band(self) -> None:
        """The checks of a definition do not see a band whose part is gone; the file would."""
        one, other = two()
        row_id = next(str(r["id"]) for r in one.rows_of("bagian") if r["jenis"] == "kategori")
        bands = [r for r in one.rows_of("pita") if r["bagian_id"] == row_id]
        lines = [DeleteRow("pita", str(r["id"]), without_id(r)) for r in bands]
        gone = DeleteRow("bagian", row_id, without_id(one.tables["bagian"][row_id]))
        one.do(*lines, gone)
        other.do(InsertRow("pita", "baru", without_id(bands[0])))
        assert only_conflict(one, other).sebab == (
            "Satu sisi menghapus bagian definisi yang dipakai di sisi lain.",
        )

    def test_a_part_that_one_deleted_and_the_other_filled_in(self) -> None:
        one, other = two()
        key, kode = next(
            (str(r["id"]), str(r["kode"]))
            for r in one.rows_of("bagian")
            if r["jenis"] == "indikator" and self.is_valid(one, r, 2025)
        )
        one.do(DeleteRow("bagian", key, without_id(one.tables["bagian"][key])))
        kunci = f"spbe.indikator.{kode}"
        if f"{TW1}/{kunci}" in other.tables["isian"]:
            other.delete("isian", f"{TW1}/{kunci}")
        other.do(isian_row(TW1, kunci, "4"))
        assert only_conflict(one, other).key == FigureKey("iku", "spbe", "definisi")

    def is_valid(self, site: Site, part: Any, tahun: int) -> bool:
        row = site.tables["definisi"][str(part["definisi_id"])]
        dari, sampai = row["berlaku_dari"], row["berlaku_sampai"]
        return dari is not None and int(dari) <= tahun <= int(sampai or 9999)


class TestDuplicates:
    def both_add(self) -> tuple[Site, Site, DuplicateKey]:
        one, other = two()
        one.do(register_row("media", "a", TW1, 9, "Radio  Suara-Belitung"))
        other.do(register_row("media", "b", TW1, 9, "radio suara belitung"))
        return one, other, DuplicateKey("media", "a", "b")

    def test_offered_and_both_kept_unless_chosen(self) -> None:
        one, other, key = self.both_add()
        plan = one.take(other, largest)
        assert ([each.key for each in plan.duplicates], plan.conflicts) == ([key], ())
        assert {"a", "b"} <= {*one.tables["media"]}

    @pytest.mark.parametrize("keep", ["mine", "theirs"])
    def test_the_one_that_is_not_chosen_goes_as_a_decision(self, keep: Any) -> None:
        one, other, _ = self.both_add()
        kept, gone = ("a", "b") if keep == "mine" else ("b", "a")
        one.take(other, largest, keep)
        assert (kept in one.tables["media"], gone in one.tables["media"]) == (True, False)
        (decision,) = one.steps[-1].butir
        assert isinstance(decision, DeleteRow)
        assert decision.id == gone
        other.take(one, largest)
        assert other.tables == one.tables

    def test_not_across_quarters_nor_within_one_side_nor_without_a_name(self) -> None:
        one, other = two()
        one.do(register_row("media", "a", TW1, 8, "Radio"), register_row("media", "b", TW1, 9, ""))
        other.do(register_row("media", "c", SOURCE, 8, "Radio"))
        other.do(register_row("media", "d", TW1, 9, " - "))
        assert plan_of(one, other).duplicates == ()

    def test_signatories_and_tasks(self) -> None:
        one, other = two()
        person = without_id(next(iter(one.tables["penandatangan"].values())))
        for site, name in ((one, "Drs. AMIR"), (other, "Drs Amir")):
            site.do(InsertRow("penandatangan", f"p-{site.salinan}", {**person, "nama": name}))
            task: Row = {"urutan": 9, "jenis": "fungsi", "teks": "Melaporkan."}
            site.do(InsertRow("tugas_fungsi", f"t-{site.salinan}", task))
        assert [each.key.tabel for each in plan_of(one, other).duplicates] == [
            "tugas_fungsi",
            "penandatangan",
        ]


class TestMerge:
    def test_a_choice_is_required(self) -> None:
        one, other = two()
        one.set("isian", INPUT, "nilai", "4")
        other.set("isian", INPUT, "nilai", "5")
        with pytest.raises(MergeError, match="1 perbedaan yang belum dipilih"):
            resolve(plan_of(one, other), {})

    def test_decisions_name_the_other_value_and_the_chosen_one(self) -> None:
        one, other = two()
        one.set("isian", INPUT, "nilai", "4")
        other.set("isian", INPUT, "nilai", "5")
        one.set("media", ROW, "aktif", 1)
        other.delete("media", ROW)
        plan = plan_of(one, other)
        mine = resolve(plan, {each.key: "mine" for each in plan.conflicts})
        kept = InsertRow("media", ROW, without_id(one.tables["media"][ROW]))
        assert mine.keputusan == (SetValue("isian", INPUT, "nilai", "5", "4"), kept)
        assert mine.perubahan.butir == ()
        theirs = resolve(plan, {each.key: "theirs" for each in plan.conflicts})
        gone = DeleteRow("media", ROW, without_id(one.tables["media"][ROW]))
        assert theirs.keputusan == (SetValue("isian", INPUT, "nilai", "5", "5"), gone)
        chosen = SetValue("isian", INPUT, "nilai", "4", "5")
        assert theirs.perubahan.butir == (gone, chosen)

    def test_following_makes_no_step(self) -> None:
        one, other = two()
        other.set("isian", INPUT, "nilai", "5")
        plan = plan_of(one, other)
        assert plan.is_fast_forward
        merge = resolve(plan, {})
        assert merge.keputusan is None
        assert [step.salinan for step in merge.steps] == ["dua"]

    def test_a_merge_by_the_clock_would_not_do(self) -> None:
        """What the laws are there to catch: the same edits, other clocks, another content."""
        found = set()
        for seed in range(20):
            first = Site("awal")
            one, other = first.fork("satu", seed), first.fork("dua", seed)
            one.set("isian", INPUT, "nilai", "4")
            other.set("isian", INPUT, "nilai", "5")
            one.take(other, newest)
            found.add(one.tables["isian"][INPUT]["nilai"])
        assert found == {"4", "5"}


class Untold(dict[str, Any]):
    """Rows that can be asked for by id, but not be gone through."""

    def __iter__(self) -> Any:
        raise AssertionError("went through all rows")

    def values(self) -> Any:
        raise AssertionError("went through all rows")

    def items(self) -> Any:
        raise AssertionError("went through all rows")


def test_it_takes_as_long_as_the_extra_steps_are_many_not_as_the_file_is_large() -> None:
    one, other = two()
    for number in range(50):
        one.set("media", ROW, "nama", f"Satu {number}")
        other.set("media", f"{TW1}-media-2", "nama", f"Dua {number}")
    for site in (one, other):
        site.tables["media"] = Untold(site.tables["media"])
        site.tables["isian"] = Untold(site.tables["isian"])
    one.take(other, largest)
    assert one.tables["media"][f"{TW1}-media-2"]["nama"] == "Dua 49"


def test_references_are_those_of_the_schema() -> None:
    found = {
        tabel: tuple(
            (text.split()[0], text.split("REFERENCES ")[1].split()[0])
            for text in texts
            if "REFERENCES" in text
        )
        for tabel, texts in TABLES.items()
    }
    assert found == {**REFERENCES}
