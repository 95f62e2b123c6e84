"""Joining copies in which periods were signed: what was signed is never mixed with anything."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.document import Document
from core.edits import register
from core.edits.isian import fill_in, set_target
from core.edits.periode import set_tanggal_lembar
from core.errors import DamagedError, FrozenError
from core.merge.documents import evidence_wanted
from core.merge.history import MergeError
from core.merge.outcome import Outcome, states_after
from core.merge.plan import FigureKey
from core.merge.resolving import resolve
from core.model.change import Change, InsertRow, SetValue
from core.model.periode import TAHUNAN, Periode
from core.model.register import Value, without_id
from core.sheets.kode import format_kode, kode_of
from core.storage.schema import STATEMENTS
from tests.core.signing import reopen, sign
from tests.merge.signing import (
    Pair,
    content,
    held,
    is_as_signed,
    merge_of,
    open_copy,
    plan_of,
    take,
    two,
)

YEAR = Periode(2025, TAHUNAN)
TW1, TW2, TW3, TW4 = YEAR.triwulan_setahun
INPUT = "spbe.indikator.32"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with two(tmp_path) as found:
        yield found


def level(doc: Document, text: str, periode: Periode = TW2, kunci: str = INPUT) -> None:
    doc.apply(fill_in(doc, periode, kunci, text))


def evidence(doc: Document, row_id: str, periode: Periode = TW2, sidik: str = "ab" * 32) -> None:
    nilai: dict[str, Value] = {"periode_id": periode.id, "urutan": 1, "untuk": "spbe"}
    nilai |= {"judul": "Berita acara", "halaman": "", "catatan": "", "nama": "ba.pdf"}
    nilai |= {"sidik": sidik, "ukuran": 12_000}
    doc.apply(Change("Bukti ditambahkan", (InsertRow("bukti", row_id, nilai),)))


def edited_everywhere(doc: Document, periode: Periode = TW2) -> None:
    """A change in every table that signing holds fast."""
    level(doc, "1", periode)
    level(doc, "1", periode, "spbe.indikator.33")
    doc.apply(set_target(doc, periode, "spbe", "4,9"))
    doc.apply(set_tanggal_lembar(doc, periode, "9 September 2025"))
    first, second = list(doc.register("media", periode))[:2]
    doc.apply(register.set_cells(doc, "media", periode, [first], "keterangan", "diubah"))
    doc.apply(register.delete_rows(doc, "media", periode, [second]))
    doc.apply(register.add_rows(doc, "media", periode, [{"nama": "Radio baru"}]))
    evidence(doc, f"bukti-{doc.salinan}", periode)


def texts(doc: Document, other: Document) -> set[tuple[str, str | None]]:
    return {(each.key.tabel, each.key.kolom) for each in plan_of(doc, other).set_aside}


LEFT_OUT = {
    ("isian", None),
    ("target", None),
    ("periode", None),
    ("media", "keterangan"),
    ("media", None),
    ("bukti", None),
}


class TestSignedOnOneSide:
    @pytest.mark.parametrize("signed", [TW2, YEAR])
    def test_its_content_wins_and_the_rest_joins(self, pair: Pair, signed: Periode) -> None:
        one, other = pair
        level(one, "5")
        sign(one, signed)
        edited_everywhere(other)
        level(other, "2", Periode(2026, 1))
        before = held(one, signed)
        plan = plan_of(one, other)
        assert plan.conflicts == ()
        assert texts(one, other) == LEFT_OUT
        assert {each.side for each in plan.set_aside} == {"theirs"}
        take(one, other)
        assert held(one, signed) == before
        assert is_as_signed(one, signed)
        assert one.nilai(Periode(2026, 1), INPUT) == "2"

    @pytest.mark.parametrize("signed", [TW2, YEAR])
    def test_from_the_other_side_too(self, pair: Pair, signed: Periode) -> None:
        one, other = pair
        edited_everywhere(one)
        level(other, "5")
        sign(other, signed)
        before = held(other, signed)
        assert texts(one, other) == LEFT_OUT
        assert {each.side for each in plan_of(one, other).set_aside} == {"mine"}
        take(one, other)
        assert held(one, signed) == before
        assert is_as_signed(one, signed)
        assert plan_of(one, other).is_nothing
        take(other, one)
        assert content(one) == content(other)
        assert held(other, signed) == before

    def test_both_values_and_the_reason_are_told(self, pair: Pair) -> None:
        one, other = pair
        level(one, "5")
        sign(one, TW2)
        level(other, "1")
        (left,) = plan_of(one, other).set_aside
        assert left.key == FigureKey("isian", f"{TW2.id}/{INPUT}", None)
        assert [row["nilai"] for row in (left.kept, left.left)] == ["5", "1"]  # type: ignore[index]
        assert left.sebab == "TW II 2025 telah disahkan (usulan perubahan)"

    def test_what_only_the_signing_side_changed_is_no_proposal(self, pair: Pair) -> None:
        one, other = pair
        level(one, "5")
        sign(one, TW2)
        level(other, "1", TW3)
        for mine, theirs in ((one, other), (other, one)):
            assert plan_of(mine, theirs).set_aside == ()
        level(other, "1")
        level(other, "5")
        assert plan_of(one, other).set_aside == ()

    def test_the_journal_tells_what_was_kept(self, pair: Pair) -> None:
        one, other = pair
        sign(one, TW2)
        old = one.nilai(TW2, INPUT)
        level(other, "1" if old != "1" else "2")
        take(one, other)
        assert one.last_step.butir == (
            SetValue("isian", f"{TW2.id}/{INPUT}", "nilai", "1" if old != "1" else "2", old),
        )
        path = one.path
        before = content(one)
        one.close()
        with closing(open_copy(path, "satu")) as again:
            assert content(again) == before

    def test_merging_again_changes_nothing(self, pair: Pair) -> None:
        one, other = pair
        sign(one, TW2)
        edited_everywhere(other)
        take(one, other)
        take(other, one)
        assert content(one) == content(other)
        for mine, theirs in ((one, other), (other, one)):
            assert plan_of(mine, theirs).is_nothing
            assert is_as_signed(mine, TW2)

    def test_undo_of_a_merge_that_brought_a_signature_is_refused(self, pair: Pair) -> None:
        one, other = pair
        edited_everywhere(one)
        sign(other, TW2)
        merge = merge_of(one, other)
        assert plan_of(one, other).brings_acts
        one.apply_merge(merge)
        before = content(one)
        with pytest.raises(FrozenError, match="tindakan resmi"):
            one.apply(merge.perubahan.inverse())
        assert content(one) == before

    def test_definitions_that_changed_there_do_not_touch_what_was_signed(self, pair: Pair) -> None:
        one, other = pair
        sign(one, TW2)
        definisi = other.definisi("spbe", TW2)
        assert definisi is not None
        part = next(row for row in other.bagian_rows(definisi.id) if row["jenis"] == "indikator")
        other.apply(
            Change("Nama diubah", (SetValue("bagian", str(part["id"]), "nama", part["nama"], "x"),))
        )
        before = held(one, TW2)
        take(one, other)
        assert held(one, TW2) == before
        assert one.definisi("spbe", TW2) == definisi
        assert one.definisi("spbe", TW3) != definisi


class TestReopened:
    def both_signed(self, pair: Pair) -> None:
        sign(pair.one, TW2)
        take(pair.other, pair.one)

    def test_reopened_and_edited_there_is_ordinary(self, pair: Pair) -> None:
        one, other = pair
        self.both_signed(pair)
        reopen(other, TW2)
        edited_everywhere(other)
        expected = content(other)
        level(one, "2", TW3)
        plan = take(one, other)
        assert (plan.conflicts, plan.set_aside) == ((), ())
        assert one.pengesahan(TW2) is None
        for tabel in ("isian", "media", "target", "bukti", "periode"):
            own = {k: v for k, v in content(one)[tabel].items() if TW3.id not in k}
            assert own == {k: v for k, v in expected[tabel].items() if TW3.id not in k}

    def test_several_versions_come_in_their_order(self, pair: Pair) -> None:
        one, other = pair
        level(one, "4", TW3)
        sign(other, TW2)
        for text in ("1", "5"):
            reopen(other, TW2)
            level(other, text)
            sign(other, TW2)
        take(one, other)
        assert [each.versi for each in one.semua_pengesahan(TW2)] == [1, 2, 3]
        assert [each.versi for each in one.semua_perubahan(TW2)] == [2, 3]
        assert one.nilai(TW2, INPUT) == "5"
        assert is_as_signed(one, TW2)
        for each in one.semua_pengesahan(TW2):
            assert one.beku(each) == other.beku(each)

    def test_signed_again_there_wins_over_edits_here(self, pair: Pair) -> None:
        one, other = pair
        self.both_signed(pair)
        reopen(one, TW2)
        take(other, one)
        level(one, "1")
        edited_everywhere(one)
        level(other, "5")
        sign(other, TW2)
        before = held(other, TW2)
        assert texts(one, other) == LEFT_OUT
        take(one, other)
        assert held(one, TW2) == before
        assert is_as_signed(one, TW2)

    def test_both_reopened_for_themselves(self, pair: Pair) -> None:
        """The act of the file into which is joined counts; the other one stays in its journal."""
        one, other = pair
        self.both_signed(pair)
        for doc, text in ((one, "1"), (other, "5")):
            reopen(doc, TW2)
            level(doc, text)
        level(other, "1", kunci="spbe.indikator.33")
        act = one.perubahan(TW2)
        plan = plan_of(one, other)
        assert [each.key.tabel for each in plan.conflicts] == ["isian"]
        (left,) = plan.set_aside
        assert left.key == FigureKey("perubahan", f"{TW2.id}/2", None)
        assert "telah dibuka kembali di sini dengan nomor 000.8/12/2026" in left.sebab
        take(one, other, "theirs")
        assert one.perubahan(TW2) == act
        assert one.nilai(TW2, INPUT) == "5"
        assert one.nilai(TW2, "spbe.indikator.33") == "1"
        before = content(other)
        with pytest.raises(MergeError, match=r"sendiri-sendiri.*gabungkan .* ke sana"):
            plan_of(other, one)
        assert content(other) == before
        level(other, "4")
        take(one, other, "theirs")
        assert one.nilai(TW2, INPUT) == "4"
        assert one.perubahan(TW2) == act

    def test_both_reopened_and_one_signed_again(self, pair: Pair) -> None:
        one, other = pair
        self.both_signed(pair)
        for doc, text in ((one, "1"), (other, "5")):
            reopen(doc, TW2)
            level(doc, text)
        sign(one, TW2)
        before = held(one, TW2)
        with pytest.raises(MergeError, match="sendiri-sendiri"):
            plan_of(other, one)
        assert {each.key.tabel for each in plan_of(one, other).set_aside} == {"isian", "perubahan"}
        take(one, other)
        assert held(one, TW2) == before

    def test_a_year_reopened_and_one_of_its_quarters_edited(self, pair: Pair) -> None:
        one, other = pair
        sign(one, YEAR)
        take(other, one)
        reopen(other, YEAR)
        level(other, "1", TW1)
        sign(other, TW1)
        sign(other, YEAR)
        level(one, "4", Periode(2026, 1))
        take(one, other)
        for periode in (TW1, YEAR):
            assert held(one, periode) == held(other, periode)
            assert is_as_signed(one, periode)


class TestSignedOnBothSides:
    def test_it_is_refused_with_all_that_is_needed(self, pair: Pair) -> None:
        one, other = pair
        level(one, "1")
        codes = [format_kode(kode_of(sign(doc, TW2).sidik)) for doc in pair]
        for mine, theirs in ((one, other), (other, one)):
            before = content(mine)
            with pytest.raises(MergeError) as caught:
                plan_of(mine, theirs)
            sentence = str(caught.value)
            assert "TW II 2025 versi 1 disahkan sendiri-sendiri" in sentence
            assert all(each in sentence for each in codes)
            assert "1 Jan 2026 08.00" in sentence
            assert "2 Jan 2026 08.00" in sentence
            assert sentence.endswith("Kedua berkas tidak diubah.")
            assert content(mine) == before

    def test_different_quarters_join(self, pair: Pair) -> None:
        one, other = pair
        level(one, "1", TW1)
        level(other, "5")
        sign(one, TW1)
        sign(other, TW2)
        take(one, other)
        take(other, one)
        assert content(one) == content(other)
        assert all(is_as_signed(doc, each) for doc in pair for each in (TW1, TW2))

    def test_a_quarter_here_and_its_year_there(self, pair: Pair) -> None:
        one, other = pair
        sign(one, TW2)
        sign(other, YEAR)
        take(one, other)
        assert is_as_signed(one, TW2)
        assert is_as_signed(one, YEAR)

    def test_a_quarter_here_and_its_year_there_that_differ(self, pair: Pair) -> None:
        one, other = pair
        level(one, "1")
        sign(one, TW2)
        sign(other, YEAR)
        with pytest.raises(MergeError, match=r"TW II 2025 disahkan .* Tahun 2025 di lain"):
            plan_of(one, other)


class TestWhatComesAlong:
    def test_without_the_frozen_copy_nothing_is_joined(self, pair: Pair) -> None:
        one, other = pair
        found = sign(other, TW2)
        path = other.path
        other.close()
        with closing(sqlite3.connect(path)) as conn, conn:
            conn.execute("DROP TRIGGER arsip_tanpa_delete")
            conn.execute("DELETE FROM arsip WHERE sidik = ?", (found.iku,))
            conn.execute(next(each for each in STATEMENTS if "arsip_tanpa_delete" in each))
        other = Document(path, one.environment, read_only=True, proved=False)
        with closing(other), pytest.raises(DamagedError, match="tidak ada lagi"):
            merge_of(one, other)

    def test_evidence_that_must_be_taken_over(self, pair: Pair) -> None:
        one, other = pair
        evidence(one, "sama", sidik="aa" * 32)
        evidence(other, "b1", sidik="aa" * 32)
        evidence(other, "b2", sidik="bb" * 32)
        evidence(other, "b3", TW3, sidik="cc" * 32)
        sign(other, TW3)
        reopen(other, TW3)
        row = other.rows("bukti")["b3"]
        gone = Change("Dihapus", (InsertRow("bukti", "b3", without_id(row)),)).inverse()
        other.apply(gone)
        plan = plan_of(one, other)
        wanted = evidence_wanted(merge_of(one, other), plan)
        assert wanted == [("bb" * 32, 12_000), ("cc" * 32, 12_000)]
        assert [each.key.tabel for each in plan.duplicates] == ["bukti"]
        evidence(one, "b4", TW3, sidik="cc" * 32)
        assert evidence_wanted(merge_of(one, other), plan_of(one, other)) == wanted[:1]

    def test_scans_join_though_their_period_is_signed(self, pair: Pair) -> None:
        one, other = pair
        signed = sign(one, TW2)
        take(other, one)
        nilai: dict[str, Value] = {"pengesahan_id": signed.id, "waktu": "2026-01-02T03:04:05"}
        nilai |= {"oleh": "Uji", "nama": "scan.pdf", "sidik": "cd" * 32, "ukuran": 9}
        other.apply(Change("Pindaian", (InsertRow("pindaian", "p1", nilai),)))
        level(one, "1", TW3)
        merge = merge_of(one, other)
        assert evidence_wanted(merge, plan_of(one, other)) == [("cd" * 32, 9)]
        one.apply_merge(merge)
        assert [each.id for each in one.pindaian(signed.id)] == ["p1"]

    def test_figures_beforehand_are_those_afterwards(self, pair: Pair) -> None:
        one, other = pair
        level(other, "5")
        sign(other, TW2)
        definisi = other.definisi("spbe", TW3)
        assert definisi is not None
        other.apply(
            Change(
                "Satuan", (SetValue("definisi", definisi.id, "satuan", definisi.satuan, "Poin"),)
            )
        )
        level(one, "1", TW3)
        merge = merge_of(one, other)
        tables = content(one)
        outcome = Outcome(one, tables, states_after(tables, merge.perubahan), other)
        periods = (TW1, TW2, TW3, TW4, YEAR)
        found = [tuple(outcome.hasil(iku, each) for iku in one.iku) for each in periods]
        one.apply_merge(merge)
        assert found == [one.hasil(each) for each in periods]


def test_lines_that_would_change_what_is_signed_are_refused_before_the_file_does(
    pair: Pair,
) -> None:
    """What no plan of ours does: the year was signed here, and a quarter without a row reopened."""
    one, other = pair
    level(other, "4", Periode(2026, 1))
    sign(other, Periode(2026, 1))
    reopen(other, Periode(2026, 1))
    one.apply(set_tanggal_lembar(one, Periode(2026, TAHUNAN), "2 Januari 2027"))
    sign(one, Periode(2026, TAHUNAN))
    before = content(one)
    plan = plan_of(one, other)
    with pytest.raises(MergeError, match="telah disahkan, dan penggabungan ini akan mengubahnya"):
        resolve(plan, {})
    assert content(one) == before


def test_sentences_name_no_id(pair: Pair) -> None:
    one, other = pair
    level(one, "1")
    for doc in pair:
        sign(doc, TW2)
    with pytest.raises(MergeError) as caught:
        plan_of(one, other)
    assert not re.search(r"\d{4}-tw\d|/1\b|_", str(caught.value))
