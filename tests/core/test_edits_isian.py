"""Filling in: what a verb writes, and that a refused one leaves the file as it was."""

from __future__ import annotations

import pytest

from core.document import Document
from core.edits.isian import (
    edit_text,
    fill_in,
    fill_in_values,
    set_target,
    show_value,
)
from core.errors import InputError
from core.fields import AmbiguousNumber
from core.model.change import DeleteRow, InsertRow, SetValue
from core.model.periode import TAHUNAN, Periode

TW2 = Periode(2025, 2)


def test_a_level_is_written_changed_and_emptied(doc: Document) -> None:
    kunci = "spbe.indikator.32"
    first = fill_in(doc, TW2, kunci, " 3 ")
    assert first.label == "32 Tingkat Kematangan Layanan Perencanaan diisi 3"
    assert [type(each) for each in first.butir] == [InsertRow, InsertRow]
    doc.apply(first)
    second = fill_in(doc, TW2, kunci, "4")
    assert [type(each) for each in second.butir] == [SetValue]
    doc.apply(second)
    assert doc.nilai(TW2, kunci) == "4"
    third = fill_in(doc, TW2, kunci, "")
    assert third.label.endswith("dikosongkan")
    assert [type(each) for each in third.butir] == [DeleteRow]
    doc.apply(third)
    assert doc.nilai(TW2, kunci) is None
    doc.apply(third.inverse())
    assert doc.nilai(TW2, kunci) == "4"


def test_what_changes_nothing_is_empty(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "spbe.resmi", "2,6"))
    assert fill_in(doc, TW2, "spbe.resmi", "2.60").butir == ()
    assert fill_in(doc, TW2, "spbe.resmi_nomor", "").butir == ()


@pytest.mark.parametrize(
    ("kunci", "text", "stored"),
    [
        ("spbe.resmi", "2.6", "2.6"),
        ("spbe.resmi", "3,50", "3.5"),
        ("spbe.resmi_tanggal", "2/7/2026", "2026-07-02"),
        ("spbe.resmi_tanggal", "Juli 2026", "2026-07"),
        ("spbe.resmi_status", "Final", "final"),
        ("spbe.keterangan", " baris satu\r\nbaris dua ", "baris satu\nbaris dua"),
        ("layanan.media.penyebut", "1.234", "1234"),
        ("keamanan.nilai.aset", "128,5", "128.5"),
        ("keamanan.kematangan.aset", "iii+", "III+"),
        ("keamanan.versi", "5", "5"),
    ],
)
def test_what_is_stored(doc: Document, kunci: str, text: str, stored: str) -> None:
    doc.apply(fill_in(doc, TW2, kunci, text))
    assert doc.nilai(TW2, kunci) == stored


@pytest.mark.parametrize(
    ("kunci", "text", "part"),
    [
        ("spbe.indikator.32", "6", "harus antara 1 dan 5, bukan 6"),
        ("spbe.indikator.32", "0", "harus antara 1 dan 5, bukan 0"),
        ("spbe.indikator.32", "2,5", "harus bilangan bulat, bukan 2,5"),
        ("spbe.indikator.32", "tiga", "“tiga” bukan angka"),
        ("spbe.resmi", "5,01", "harus antara 1 dan 5, bukan 5,01"),
        ("spbe.resmi_status", "resmi", "tidak ada di antara pilihan sementara, final"),
        ("spbe.resmi_tanggal", "31/2/2026", "bukan tanggal yang ada"),
        ("spbe.resmi_nomor", "x" * 5000, "terlalu panjang"),
        ("spbe.resmi_nomor", "a\x00b", "karakter yang tidak dapat disimpan"),
        ("spbe.indikator.99", "3", "tidak ada dalam definisi yang berlaku untuk tahun 2025"),
        ("layanan.media.pembilang", "-1", "tidak boleh kurang dari 0"),
        ("layanan.media.pembilang", "1,5", "harus bilangan bulat"),
        ("keamanan.nilai.aset", "259", "harus antara 0 dan 258"),
        ("keamanan.versi", "3.1", "Versi Indeks KAMI “3.1” tidak dikenal"),
        ("keamanan.kategori", "Sedang", "tidak ada di antara pilihan"),
    ],
)
def test_a_refusal_names_the_field_and_writes_nothing(
    doc: Document, kunci: str, text: str, part: str
) -> None:
    before = len(doc.journal())
    with pytest.raises(InputError) as refused:
        doc.apply(fill_in(doc, TW2, kunci, text))
    assert part in str(refused.value)
    assert str(refused.value).endswith(".")
    assert refused.value.field == kunci
    assert doc.nilai(TW2, kunci) is None
    assert len(doc.journal()) == before


def test_a_count_above_its_denominator_is_refused(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "layanan.media.penyebut", "10"))
    with pytest.raises(
        InputError, match=r"aktif \(11\) melebihi jumlah media .* \(10\)"
    ) as refused:
        fill_in(doc, TW2, "layanan.media.pembilang", "11")
    assert refused.value.field == "layanan.media.pembilang"
    doc.apply(fill_in(doc, TW2, "layanan.media.pembilang", "10"))
    with pytest.raises(InputError) as refused:
        fill_in(doc, TW2, "layanan.media.penyebut", "9")
    assert refused.value.field == "layanan.media.penyebut"


def test_a_score_above_the_maximum_of_the_version_is_refused(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "keamanan.nilai.aset", "200"))
    with pytest.raises(
        InputError, match=r"\(200\) melebihi maksimum Indeks KAMI 4.x \(168\)"
    ) as no:
        fill_in(doc, TW2, "keamanan.versi", "4.2")
    assert no.value.field == "keamanan.versi"
    doc.apply(fill_in(doc, TW2, "keamanan.versi", "5.0"))
    assert doc.nilai(TW2, "keamanan.versi") == "5.0"


def test_several_values_are_one_step(doc: Document) -> None:
    values = {f"spbe.indikator.{kode}": "4" for kode in range(32, 48)}
    change = fill_in_values(doc, TW2, values, "Tingkat 16 indikator ditempel")
    doc.apply(change)
    assert doc.realisasi("spbe", TW2).tampil == "4,00"
    doc.apply(change.inverse())
    assert doc.realisasi("spbe", TW2).terisi == 0
    assert not doc.has_periode(TW2)


def test_targets_are_set_changed_and_removed(doc: Document) -> None:
    year = Periode(2025, TAHUNAN)
    doc.apply(set_target(doc, year, "layanan", "80", "paling sedikit 80%"))
    target = doc.target("layanan", year)
    assert target is not None
    assert (str(target.nilai), target.teks) == ("80", "paling sedikit 80%")
    doc.apply(set_target(doc, TW2, "layanan", "70,5"))
    shown = [doc.target("layanan", each) for each in year.triwulan_setahun]
    assert [str(each.nilai) if each else None for each in shown] == [None, "70.5", None, None]
    doc.apply(set_target(doc, TW2, "layanan", ""))
    assert doc.target("layanan", TW2) is None
    with pytest.raises(AmbiguousNumber) as asked:
        set_target(doc, TW2, "layanan", "1.000")
    assert [str(each) for each in asked.value.readings] == ["1000", "1.000"]
    with pytest.raises(InputError, match="antara 0 dan 5"):
        set_target(doc, TW2, "spbe", "5,5")


def test_how_values_are_shown(doc: Document) -> None:
    fields = {
        **doc.fields("spbe", Periode(2025, TAHUNAN)),
        **doc.fields("layanan", Periode(2025, TAHUNAN)),
    }
    count, tanggal = fields["layanan.media.penyebut"], fields["spbe.resmi_tanggal"]
    assert show_value(count, "1234") == "1.234"
    assert edit_text(count, "1234") == "1234"
    assert (
        show_value(fields["spbe.resmi"], "2.6") == edit_text(fields["spbe.resmi"], "2.6") == "2,6"
    )
    assert show_value(tanggal, "2026-07-02") == "2 Juli 2026"
    assert edit_text(tanggal, "2026-07") == "Juli 2026"
    assert show_value(count, None) == edit_text(count, None) == ""
