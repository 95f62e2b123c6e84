"""The dialog of a merge and its report where a period was signed on one side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.merge.documents import with_arsip
from core.merge.resolving import resolve
from core.model.perbandingan import Kunci
from core.model.periode import Periode
from tests.core.signing import reopen, sign
from tests.merge.signing import Pair, is_as_signed, plan_of, two
from tests.merge.test_signed import edited_everywhere, level
from ui.merging.decisions import Decisions
from ui.merging.gabungkan import GabungkanDialog
from ui.merging.laporan import decided
from ui.session import Session

TW2, TW3 = Periode(2025, 2), Periode(2025, 3)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with two(tmp_path) as found:
        edited_everywhere(found.one)
        level(found.other, "5")
        sign(found.other, TW2)
        yield found


def decisions(pair: Pair) -> Decisions:
    return Decisions(pair.one, plan_of(*pair), theirs=pair.other)


def test_the_page_names_both_values_and_the_reason(qtbot: QtBot, pair: Pair) -> None:
    decided_so_far = decisions(pair)
    dialog = GabungkanDialog(decided_so_far, lambda _: None)
    qtbot.addWidget(dialog)
    titles = [dialog.pages.tabText(n) for n in range(dialog.pages.count())]
    assert titles[0] == "Tida&k diambil (8)"
    assert dialog.pages.currentWidget() is dialog.set_aside
    cells = dialog.set_aside.table.cells
    lines = [[cells.cell(cells.index(n, c)).text for c in range(4)] for n in range(8)]
    reason = "TW II 2025 telah disahkan (usulan perubahan)"
    assert ["Tingkat indikator 32", "5", "1", reason] in lines
    assert "8 isian yang diubah di sini tidak diambil karena" in dialog.sentence.text()
    shown = dialog.set_aside.detail.cards[1].toPlainText()
    assert f"Tidak diambil karena {reason}" in shown


def test_it_is_not_promised_that_it_can_be_undone(qtbot: QtBot, pair: Pair) -> None:
    texts = []
    for again in (False, True):
        if again:  # the other way round nothing formal comes
            pair = Pair(pair.other, pair.one)
        dialog = GabungkanDialog(decisions(pair), lambda _: None)
        qtbot.addWidget(dialog)
        labels = dialog.findChildren(type(dialog.sentence))
        texts.append(" ".join(each.text() for each in labels))
    assert "tidak dapat diurungkan; isi sekarang dicadangkan dahulu" in texts[0]
    assert "dapat diurungkan dengan satu langkah" in texts[1]


def test_the_figures_shown_are_those_that_were_signed(pair: Pair) -> None:
    found = decisions(pair)
    then = {(iku.id, after.periode): after for iku, _, after in found.indicators()}
    expected = {(each.iku, TW2): each for each in pair.other.hasil(TW2)}
    assert expected.items() <= then.items()
    pair.one.apply_merge(with_arsip(found.merge(), *pair))
    assert is_as_signed(pair.one, TW2)
    assert {(each.iku, TW2): each for each in pair.one.hasil(TW2)} == expected


def test_the_report_says_so_of_each_figure(pair: Pair) -> None:
    found = decisions(pair)
    words = decided(found)
    key = Kunci("isian", f"{TW2.id}/spbe.indikator.32", None)
    assert words[key] == "Tidak diambil dari A karena TW II 2025 telah disahkan (usulan perubahan)"
    assert found.text.left_out_in_short() == [
        "8 isian yang diubah di sini tidak diambil karena TW II 2025 telah disahkan (usulan "
        "perubahan)."
    ]


def test_the_other_act_is_told_where_both_reopened(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "dua").mkdir()
    with two(tmp_path / "dua") as (one, other):
        sign(one, TW2)
        plan = plan_of(other, one)
        other.apply_merge(with_arsip(Decisions(other, plan).merge(), other, one))
        reopen(one, TW2)
        reopen(other, TW2)
        dialog = GabungkanDialog(Decisions(one, plan_of(one, other)), lambda _: None)
        qtbot.addWidget(dialog)
        cells = dialog.set_aside.table.cells
        assert cells.rowCount() == 1
        assert "telah dibuka kembali di sini dengan nomor" in cells.cell(cells.index(0, 3)).text


def test_a_merge_that_brings_a_signature_leaves_nothing_to_undo(pair: Pair) -> None:
    session = Session(pair.one, TW3)
    assert session.fill_in("spbe.indikator.33", "2") is None
    assert session.undo_stack.canUndo()
    plan = plan_of(*pair)
    merge = with_arsip(resolve(plan, {}), pair.one, pair.other)
    assert session.perform_merge(merge) is None
    assert pair.one.pengesahan(TW2) is not None
    assert not session.undo_stack.canUndo()
