"""The figure panel and its parts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.edits.isian import set_target
from core.model.hasil import Hasil
from core.model.periode import TAHUNAN, Periode
from ui.main_window import MainWindow
from ui.session import Session
from ui.tabs.tab_sasaran import TabSasaran
from ui.widgets.band_scale import BandScale, _apart, describe, skala_of
from ui.widgets.completeness import missing_html
from ui.widgets.figure_head import change_text, reason_detail
from ui.widgets.figure_panel import FigurePanel
from ui.widgets.missing import missing_inputs
from ui.widgets.trend import Trend, tren_of
from ui.widgets.trend import describe as describe_trend

Fill = Callable[[str, str], None]
TW2 = Periode(2026, 2)
LEVELS = {"32": 4, "33": 3, "34": 3, "35": 5, "36": 5, "37": 3, "38": 3, "39": 3, "40": 3, "41": 5}
LEVELS |= {"42": 4, "43": 2, "44": 2, "45": 4, "46": 4, "47": 4}


def panel(window: MainWindow, iku: str) -> FigurePanel:
    assert window.workspace is not None
    window.workspace.show_tab(iku)
    tab = window.workspace.current
    assert isinstance(tab, TabSasaran)
    return tab.panel


def hasil(session: Session, iku: str) -> Hasil:
    return session.doc.hasil_iku(iku, session.periode)


def test_the_figure_follows_the_inputs(window: MainWindow, fill: Fill) -> None:
    side = panel(window, "spbe")
    assert side._head._figure.text() == "belum diisi"
    assert side.completeness._text.text() == "0 dari 16 diisi"
    for kode, level in LEVELS.items():
        fill(f"spbe.indikator.{kode}", str(level))
    assert side._head._figure.text() == "3,55"
    assert side._head._predikat.text() == "Sangat Baik"
    assert side.completeness._text.text() == "16 dari 16 diisi"


def test_why_there_is_no_realisasi_is_said_once(window: MainWindow) -> None:
    side = panel(window, "layanan")
    assert "belum ada baris" in side._head._sebab.text()
    assert side._capaian._sebab.text() == "Menunggu realisasi."


def test_missing_inputs_are_named_with_their_keys(session: Session) -> None:
    found = missing_inputs(session.doc, hasil(session, "spbe"))
    assert len(found) == 16
    assert (found[0].kunci, found[0].nama) == ("spbe.indikator.32", "32 Layanan Perencanaan")
    registers = missing_inputs(session.doc, hasil(session, "layanan"))
    assert [each.kunci for each in registers] == ["register:sistem_informasi", "register:media"]
    assert missing_html(found, 4).endswith("dan 12 lainnya")


def test_a_target_is_typed_in_place(qtbot: QtBot, window: MainWindow) -> None:
    side = panel(window, "layanan")
    editor = side.target.editor
    editor.setFocus()
    QTest.keyClicks(editor, "80,5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert window.session is not None
    target = window.session.doc.target("layanan", TW2)
    assert target is not None
    assert target.nilai == Decimal("80.5")


def test_a_refused_target_is_explained_and_not_written(qtbot: QtBot, window: MainWindow) -> None:
    side = panel(window, "spbe")
    editor = side.target.editor
    editor.setFocus()
    QTest.keyClicks(editor, "7")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert "harus antara 0 dan 5, bukan 7" in side.target._problem.text()
    assert side.target._problem.isVisible()
    assert window.session is not None
    assert window.session.doc.target("spbe", TW2) is None


def test_a_quarter_takes_over_the_target_of_the_year(qtbot: QtBot, window: MainWindow) -> None:
    side = panel(window, "spbe")
    assert side.target.same.text() == "Samakan dengan target tahunan (2,6)"
    QTest.mouseClick(side.target.same, Qt.MouseButton.LeftButton)
    assert window.session is not None
    target = window.session.doc.target("spbe", TW2)
    assert target is not None
    assert (target.nilai, target.teks) == (Decimal("2.6"), "Predikat Baik (indeks minimal 2,6)")
    assert not side.target.same.isVisible()


@pytest.mark.parametrize(
    ("sebab", "expected"),
    [
        ("belum diisi: 2 dari 16 indikator", "2 dari 16 indikator belum diisi."),
        ("belum diisi: belum ada baris dalam daftar", "Belum ada baris dalam daftar."),
        ("tidak dapat dihitung: target belum ditetapkan", "Target belum ditetapkan."),
        ("belum diisi", ""),
        (None, ""),
    ],
)
def test_reasons_are_sentences(sebab: str | None, expected: str) -> None:
    assert reason_detail(sebab) == expected


@pytest.mark.parametrize(
    ("selisih", "expected"),
    [
        (Fraction(12, 100), "▲ naik 0,12 dari TW I 2026"),
        (Fraction(-1, 2), "▼ turun 0,50 dari TW I 2026"),
        (Fraction(1, 1000), "▲ naik kurang dari 0,01 dari TW I 2026"),
        (Fraction(0), "＝ sama dengan TW I 2026"),
    ],
)
def test_the_change_is_told_in_words(session: Session, selisih: Fraction, expected: str) -> None:
    base = hasil(session, "spbe")
    shown = base._replace(selisih=selisih, realisasi=base.realisasi._replace(nilai=Fraction(3)))
    assert change_text(shown) == expected


def test_the_scale_says_what_it_draws(qtbot: QtBot, session: Session) -> None:
    assert session.perform(lambda: set_target(session.doc, TW2, "spbe", "2,6"))
    for kode, level in LEVELS.items():
        assert session.fill_in(f"spbe.indikator.{kode}", str(level)) is None
    skala = skala_of(session.doc.definisi("spbe", Periode(2026, TAHUNAN)), hasil(session, "spbe"))
    words = describe(skala)
    assert words.startswith("Nilai 3,55, predikat Sangat Baik, target 2,6, pita: Kurang 0 sampai")
    scale = BandScale()
    qtbot.addWidget(scale)
    scale.show_scale(skala)
    assert scale.accessibleDescription() == words
    assert not scale.grab().isNull()


def test_a_value_beyond_the_end_lengthens_the_scale(session: Session) -> None:
    base = hasil(session, "statistik")
    beyond = base._replace(realisasi=base.realisasi._replace(nilai=Fraction(123)))
    skala = skala_of(session.doc.definisi("statistik", Periode(2026, TAHUNAN)), beyond)
    assert skala.sampai == 140
    assert skala.share(Fraction(123)) < 1


def test_words_on_a_scale_never_touch() -> None:
    widths = [60.0, 40.0, 50.0]
    lefts = _apart([10.0, 14.0, 195.0], widths, 200.0)
    assert lefts[0] >= 0
    assert lefts[2] + widths[2] <= 200
    for number in (0, 1):
        assert lefts[number] + widths[number] <= lefts[number + 1]


def test_the_trend_says_where_a_quarter_is_missing(qtbot: QtBot, session: Session) -> None:
    for key, text in (("cara", "jumlah"), ("pembilang", "150"), ("penyebut", "200")):
        assert session.fill_in(f"statistik.data_statistik.{key}", text) is None
    tren = tren_of(session.doc, "statistik", TW2)
    words = describe_trend(tren)
    assert words == (
        "TW I belum ada nilai; TW II 75,00; TW III belum ada nilai; TW IV belum ada nilai."
    )
    trend = Trend()
    qtbot.addWidget(trend)
    trend.show_trend(tren)
    assert trend.accessibleDescription() == words
    assert not trend.grab().isNull()


def test_a_change_that_the_printed_figures_do_not_show_says_why(session: Session) -> None:
    base = hasil(session, "spbe")
    realisasi = base.realisasi._replace(nilai=Fraction("3.5536"), tampil="3,56")
    shown = base._replace(selisih=Fraction("0.3723"), realisasi=realisasi)
    assert change_text(shown).endswith(
        "naik 0,37 dari TW I 2026, dihitung dari nilai yang tidak dibulatkan"
    )
    same = shown._replace(realisasi=realisasi._replace(tampil="3,55"))
    assert change_text(same).endswith("naik 0,37 dari TW I 2026")
