"""Fields: what may stand in an input, and the question where a number has two readings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.errors import InputError
from core.fields import AmbiguousNumber, Field, fields_of, read_value, versi_kami
from core.model.definisi import RerataArea
from tests.core.definitions import LAYANAN, SPBE, keamanan

SPBE_FIELDS = fields_of(SPBE)
LEVEL = SPBE_FIELDS["spbe.indikator.32"]
INDEX = SPBE_FIELDS["spbe.resmi"]
COUNT = fields_of(LAYANAN)["layanan.media.penyebut"]
BIG = Field("x", "Angka", "angka", Decimal(0), Decimal(10**9))


def test_the_fields_of_each_shape() -> None:
    assert len(SPBE_FIELDS) == 1 + 16 + 2 + 4 + 1
    assert list(fields_of(LAYANAN)) == [
        "layanan.sistem.cara",
        "layanan.sistem.pembilang",
        "layanan.sistem.penyebut",
        "layanan.media.cara",
        "layanan.media.pembilang",
        "layanan.media.penyebut",
        "layanan.tanggal_data",
        "layanan.keterangan",
    ]
    assert fields_of(keamanan())["keamanan.nilai.aset"].maksimum == 258
    assert fields_of(keamanan())["keamanan.kategori"].pilihan == ("Rendah", "Tinggi", "Strategis")


@pytest.mark.parametrize(
    ("field", "text", "stored"),
    [
        (LEVEL, " 4 ", "4"),
        (LEVEL, "4,0", "4"),
        (LEVEL, "", None),
        (LEVEL, "   ", None),
        (INDEX, "3,88", "3.88"),
        (INDEX, "3.88", "3.88"),
        (INDEX, "3.875", "3.875"),
        (COUNT, "1.234", "1234"),
        (COUNT, "12.345", "12345"),
        (SPBE_FIELDS["spbe.resmi_tanggal"], "6 Januari 2025", "2025-01-06"),
        (SPBE_FIELDS["spbe.resmi_status"], "FINAL", "final"),
        (SPBE_FIELDS["spbe.keterangan"], "satu\r\ndua\t", "satu\ndua"),
    ],
)
def test_what_is_stored(field: Field, text: str, stored: str | None) -> None:
    assert read_value(field, text) == stored


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (LEVEL, "6", "32 Layanan 32 harus antara 1 dan 5, bukan 6."),
        (LEVEL, "2,5", "32 Layanan 32 harus bilangan bulat, bukan 2,5."),
        (LEVEL, "empat", "32 Layanan 32: “empat” bukan angka."),
        (COUNT, "-1", "media dimiliki tidak boleh kurang dari 0 (-1)."),
        (
            COUNT,
            "10000000000",
            "media dimiliki tidak boleh lebih dari 1.000.000.000 (10000000000).",
        ),
        (
            SPBE_FIELDS["spbe.resmi_status"],
            "x",
            "Status indeks resmi: “x” tidak ada di antara pilihan sementara, final.",
        ),
        (
            SPBE_FIELDS["spbe.resmi_tanggal"],
            "31/2/2025",
            "Tanggal keputusan: “31/2/2025” bukan tanggal yang ada; contoh: 2 Juli 2026.",
        ),
        (
            SPBE_FIELDS["spbe.resmi_nomor"],
            "a\x00",
            "Nomor keputusan memuat karakter yang tidak dapat disimpan.",
        ),
        (
            SPBE_FIELDS["spbe.keterangan"],
            "x" * 3001,
            "Keterangan terlalu panjang: paling banyak 3.000 karakter.",
        ),
    ],
)
def test_what_is_refused_says_why(field: Field, text: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_value(field, text)
    assert str(caught.value) == sentence
    assert caught.value.field == field.kunci


def test_a_number_with_two_possible_readings_is_asked_about() -> None:
    with pytest.raises(AmbiguousNumber) as caught:
        read_value(BIG, "1.234")
    assert caught.value.readings == (Decimal(1234), Decimal("1.234"))
    assert str(caught.value) == (
        "Angka: “1.234” dapat berarti 1234 atau 1,234; tulis salah satunya."
    )


@pytest.mark.parametrize(
    ("text", "kode"),
    [
        ("4", "4"),
        ("4.2", "4"),
        ("5.0", "5"),
        ("3.1", None),
        ("4.", None),
        ("4.x", None),
        ("4.2.1e", None),
        ("", None),
    ],
)
def test_versions_by_their_major_number(text: str, kode: str | None) -> None:
    bentuk = keamanan().bentuk
    assert isinstance(bentuk, RerataArea)
    versi = versi_kami(bentuk, text)
    assert (versi.kode if versi else None) == kode
    assert versi_kami(bentuk, None) is None
