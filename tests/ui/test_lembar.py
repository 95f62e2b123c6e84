"""The sheet on screen, in a file and on paper: what the tab shows, and in which size it prints."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core import catalogue
from core.document import Document, Environment, create
from core.edits import impor, isian, periode, register
from core.edits.profil import delete_penandatangan
from core.errors import FileError
from core.model.periode import TAHUNAN, Periode
from core.pengesahan.temuan import periksa
from core.printing import sheet_bytes
from ui import printer
from ui.pdf_pages import PdfPages
from ui.session import Session
from ui.sheet_notes import draft_reasons, signing_notes
from ui.sheet_view import HALAMAN
from ui.tabs.tab_lembar import TabLembar

TW2 = Periode(2025, 2)


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    numbers = itertools.count(1)
    environment = Environment(
        lambda: "2025-07-10T08:00:00", lambda: f"id-{next(numbers):08d}", "penguji"
    )
    create(tmp_path / "iku.sqlite", environment, tahun=2025, contoh=True)
    doc = Document(tmp_path / "iku.sqlite", environment)
    doc.apply(impor.read_isian(doc, catalogue.sample_text()))
    yield Session(doc, TW2)
    doc.close()


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> TabLembar:
    widget = TabLembar(session)
    qtbot.addWidget(widget)
    widget.resize(1200, 800)
    with qtbot.waitSignal(widget.rendered):
        widget.show()
    return widget


def test_the_page_is_drawn_in_the_device_pixels_of_the_screen(tab: TabLembar) -> None:
    tab.view.viewport().grab()
    assert tab.view.page_count == 1
    assert tab.view.drawn_pages == (1,)
    picture = tab.view.grab().toImage()
    colours = {picture.pixelColor(x, 400).name() for x in range(picture.width())}
    assert "#ffffff" in colours


def test_it_follows_the_file_only_while_it_is_visible(
    tab: TabLembar, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(tab.rendered):
        session.fill_in("spbe.indikator.32", "5")
    tab.hide()
    with qtbot.assertNotEmitted(tab.rendered, wait=400):
        session.fill_in("spbe.indikator.32", "4")
    with qtbot.waitSignal(tab.rendered):
        tab.show()


def test_a_long_worksheet_draws_only_what_is_in_view(
    tab: TabLembar, session: Session, qtbot: QtBot
) -> None:
    rows = [{"nama": f"Data {number}", "produsen": "Dinas"} for number in range(1500)]
    session.perform(register.add_rows(session.doc, "data_statistik", TW2, rows))
    with qtbot.waitSignal(tab.rendered, timeout=20_000):
        tab.panel.choose("kertas-kerja")
    tab.view.setFocus()
    count = tab.view.page_count
    assert count > 30
    tab.view.viewport().grab()
    QTest.keyClick(tab.view, Qt.Key.Key_PageDown)
    assert tab.view.page == 2
    QTest.keyClick(tab.view, Qt.Key.Key_End)
    assert tab.view.page == count
    QTest.keyClick(tab.view, Qt.Key.Key_PageUp)
    tab.view.viewport().grab()
    assert tab.view.page == count - 1
    assert len(tab.view.drawn_pages) < 12
    assert not tab.panel.tanggal.isVisible()


def test_zoom_by_keys(tab: TabLembar, qtbot: QtBot) -> None:
    tab.activateWindow()
    tab.view.setFocus()
    fitting = tab.view.zoom
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(tab.view, Qt.Key.Key_Plus, control)
    assert tab.view.zoom > fitting
    QTest.keyClick(tab.view, Qt.Key.Key_Minus, control)
    QTest.keyClick(tab.view, Qt.Key.Key_0, control)
    assert tab.view.zoom == fitting
    tab.view.fit(HALAMAN)
    assert tab.view.verticalScrollBar().maximum() == 0
    tab.view.set_zoom(99)
    assert tab.view.zoom == 3.0


def test_dating_the_sheet_is_one_step_that_can_be_undone(
    tab: TabLembar, session: Session, qtbot: QtBot
) -> None:
    tab.panel.tanggal.setFocus()
    tab.panel.tanggal.selectAll()
    QTest.keyClicks(tab.panel.tanggal, "2 agustus 2025")
    QTest.keyClick(tab.panel.tanggal, Qt.Key.Key_Return)
    assert session.doc.tanggal_lembar(TW2) == "2025-08-02"
    session.undo()
    assert session.doc.tanggal_lembar(TW2) == "2025-07-10"
    tab.panel.refresh()
    assert tab.panel.tanggal.text() == "10 Juli 2025"
    QTest.mouseClick(tab.panel.hari_ini, Qt.MouseButton.LeftButton)
    assert session.doc.tanggal_lembar(TW2) not in (None, "2025-07-10")
    tab.panel.choose("iku")
    assert tab.panel.tanggal.text() == "April 2023"
    tab.panel._date_sheet("Mei 2023")
    assert session.doc.profil.tanggal_lembar_iku == "2023-05"


def test_a_date_that_does_not_exist_is_said_in_place(
    tab: TabLembar, session: Session, qtbot: QtBot
) -> None:
    tab.panel.tanggal.setFocus()
    tab.panel.tanggal.selectAll()
    QTest.keyClicks(tab.panel.tanggal, "31 februari 2025")
    QTest.keyClick(tab.panel.tanggal, Qt.Key.Key_Return)
    assert "bukan tanggal yang ada" in tab.panel.galat.text()
    assert session.doc.tanggal_lembar(TW2) == "2025-07-10"


def test_what_is_missing_is_said_beside_the_sheet(session: Session) -> None:
    doc = session.doc
    assert draft_reasons(doc, "pengukuran", TW2) == []
    doc.apply(isian.fill_in(doc, TW2, "spbe.indikator.32", ""))
    doc.apply(isian.set_target(doc, TW2, "layanan", ""))
    assert draft_reasons(doc, "pengukuran", TW2) == [
        "SPBE TW II 2025 belum lengkap; yang belum diisi: "
        "32 Tingkat Kematangan Layanan Perencanaan.",
        "Target TW II 2025 belum diisi: Pelayanan kominfo.",
    ]
    assert draft_reasons(doc, "iku", Periode(2017, TAHUNAN)) != []


def test_the_signatory_is_looked_at(session: Session) -> None:
    doc = session.doc
    (note,) = signing_notes(doc, "pengukuran", TW2)
    assert "telah berusia 60 tahun pada 10 Juli 2025" in note
    assert signing_notes(doc, "iku", TW2) == []
    doc.apply(delete_penandatangan(doc, doc.penandatangan[0].id))
    for lembar in ("pengukuran", "iku"):
        assert signing_notes(doc, lembar, TW2) == []
        (reason,) = draft_reasons(doc, lembar, TW2)
        assert "Belum ada penandatangan" in reason
    assert draft_reasons(doc, "kertas-kerja", TW2) == []


def test_the_tab_and_the_review_say_the_same(session: Session) -> None:
    doc = session.doc
    doc.apply(isian.fill_in(doc, TW2, "keamanan.versi", ""))
    doc.apply(periode.set_tanggal_lembar(doc, TW2, ""))
    reviewed = periksa(doc, TW2, "2025-07-10")
    errors = [each.kalimat for each in reviewed if each.galat]
    assert len(errors) == 2
    assert sorted(draft_reasons(doc, "pengukuran", TW2)) == sorted(errors)
    assert set(signing_notes(doc, "pengukuran", TW2)) <= {each.kalimat for each in reviewed}


def test_a_character_without_a_glyph_is_named(
    tab: TabLembar, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(tab.rendered):
        session.fill_in("spbe.keterangan", "selesai 漢")
    assert "漢" in tab.panel.notes_text


def test_the_pdf_is_saved_whole_under_the_suggested_name(
    tab: TabLembar, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(parent: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "hasil"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    assert tab.save_pdf()
    assert Path(asked[0]).name == "Pengukuran Kinerja 2025 TW II.pdf"
    data = (tmp_path / "hasil.pdf").read_bytes()
    assert data == sheet_bytes(session.doc, "pengukuran", TW2, "a4")
    assert not [each for each in tmp_path.iterdir() if each.suffix in (".tmp", ".baru")]


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tab: TabLembar, session: Session, tmp_path: Path
) -> None:
    failures: list[str] = []
    session.failed.connect(failures.append)
    assert not tab.write_pdf(tmp_path / "tidak ada" / "x.pdf", b"%PDF")
    (tmp_path / "folder.pdf").mkdir()
    assert not tab.write_pdf(tmp_path / "folder.pdf", b"%PDF")
    assert "Folder" in failures[0]
    assert "folder.pdf" in failures[1]
    assert not [each for each in tmp_path.iterdir() if each.suffix in (".tmp", ".baru")]


@pytest.mark.parametrize(
    ("lembar", "kertas", "size"),
    [
        ("pengukuran", "a4", (297, 210)),
        ("pengukuran", "f4", (330, 215)),
        ("iku", "a4", (210, 297)),
        ("iku", "f4", (215, 330)),
    ],
)
def test_paper_is_true_to_the_millimetre(
    session: Session, tmp_path: Path, lembar: str, kertas: str, size: tuple[int, int]
) -> None:
    pages = PdfPages(sheet_bytes(session.doc, lembar, TW2, "f4" if kertas == "f4" else "a4"))
    device = printer.make_printer(pages, "uji")
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "cetak.pdf"))
    device.setResolution(300)
    printer.print_pages(pages, device)
    printed = pypdfium2.PdfDocument(tmp_path / "cetak.pdf")
    assert len(printed) == len(pages)
    for number in range(len(printed)):
        width, height = (side * 25.4 / 72 for side in printed.get_page_size(number))
        assert abs(width - size[0]) < 0.6
        assert abs(height - size[1]) < 0.6
    _assert_same_ink(printed, pages)
    printed.close()
    pages.close()


def _assert_same_ink(printed: pypdfium2.PdfDocument, pages: PdfPages) -> None:
    """Nothing is moved or scaled: the printed page has its ink where the sheet has it."""
    page = printed[0]
    scale = 1.5
    paper = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    page.close()
    width, height = paper.size
    sheet = pages.picture(0, width, height)
    for x, y in itertools.product(range(20, width - 20, 37), range(20, height - 20, 41)):
        darkest = min(
            sheet.pixelColor(x + a, y + b).lightness() for a in (-2, 0, 2) for b in (-2, 0, 2)
        )
        if darkest > 250:
            assert paper.getpixel((x, y)) > 200


def test_an_unusual_page_size_is_kept() -> None:
    layout = printer.page_layout((215 / 25.4 * 72, 330 / 25.4 * 72))
    size = layout.pageSize().size(QPageSize.Unit.Millimeter)
    assert (round(size.width()), round(size.height())) == (215, 330)
    assert layout.orientation() == QPageLayout.Orientation.Portrait
    assert printer.page_layout((842, 595)).pageSize().id() == QPageSize.PageSizeId.A4


def test_strips_of_a_page_fit_together(session: Session) -> None:
    pages = PdfPages(sheet_bytes(session.doc, "pengukuran", TW2))
    whole = pages.picture(0, 900, 636)
    strip = pages.picture(0, 900, 636, top=200, rows=100)
    assert strip.height() == 100
    assert all(
        strip.pixel(x, y) == whole.pixel(x, 200 + y)
        for x in range(0, 900, 7)
        for y in range(0, 100, 3)
    )
    pages.close()


def test_a_range_of_pages_is_understood() -> None:
    assert printer.chosen_pages(5, 0, 0) == [0, 1, 2, 3, 4]
    assert printer.chosen_pages(5, 2, 3) == [1, 2]
    assert printer.chosen_pages(2, 1, 9) == [0, 1]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_start_is_one_sentence(session: Session, tmp_path: Path) -> None:
    pages = PdfPages(sheet_bytes(session.doc, "pengukuran", TW2))
    device = QPrinter()
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "tidak ada" / "x.pdf"))
    with pytest.raises(FileError, match="Pencetak tidak dapat dipakai"):
        printer.print_pages(pages, device)
    pages.close()
