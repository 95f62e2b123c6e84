"""Numbers and dates as Indonesian offices write them, read back and forth."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.indonesian import (
    canonical,
    exact_text,
    format_date,
    format_moment,
    format_number,
    is_canonical,
    parse_date,
    read_number,
    round_half_up,
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2,6", ["2.6"]),
        ("2.6", ["2.6"]),
        (" 75,5 % ", ["75.5"]),
        ("1.234", ["1234", "1.234"]),
        ("1,234", ["1.234"]),
        ("0.125", ["0.125"]),
        ("0,125", ["0.125"]),
        ("12.345.678", ["12345678"]),
        ("1.234,5", ["1234.5"]),
        ("1,234.5", ["1234.5"]),
        ("1,234,567", ["1234567"]),
        ("-3", ["-3"]),
        ("1.234.5", []),
        ("1e5", []),
        ("٣", []),
        ("NaN", []),
        ("2,", []),
        ("", []),
        ("tiga", []),
        ("1 234", []),
    ],
)
def test_every_reading_of_a_number(text: str, values: list[str]) -> None:
    assert read_number(text) == tuple(Decimal(value) for value in values)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("3.125", 2, "3,13"),
        ("3.124999", 2, "3,12"),
        ("2.5", 0, "3"),
        ("-3.125", 2, "-3,13"),
        ("-0.001", 2, "0,00"),
        ("1234567.891", 2, "1.234.567,89"),
        ("0", 2, "0,00"),
        ("2.60", None, "2,6"),
        ("1000", None, "1.000"),
    ],
)
def test_numbers_are_rounded_half_up_when_shown(value: str, places: int | None, text: str) -> None:
    assert format_number(Decimal(value), places) == text


def test_one_of_thirty_two() -> None:
    assert format_number(Fraction(1, 32) * 100) == "3,13"


@given(st.fractions(-(10**6), 10**6), st.integers(0, 8))
def test_rounding_is_off_by_half_a_unit_at_most(value: Fraction, places: int) -> None:
    rounded = Fraction(round_half_up(value, places))
    assert abs(rounded - value) <= Fraction(1, 2 * 10**places)
    assert abs(rounded - value) < Fraction(1, 2 * 10**places) or abs(rounded) > abs(value)


@given(st.decimals(-(10**9), 10**9, places=6))
def test_what_is_stored_and_shown_is_read_back(value: Decimal) -> None:
    stored = canonical(value)
    assert is_canonical(stored)
    assert Decimal(stored) == value
    assert value in read_number(format_number(value, None))


@pytest.mark.parametrize("text", ["1.0", "01", "-0", "1e3", "1,5", "", ".5", "5."])
def test_other_texts_are_not_canonical(text: str) -> None:
    assert not is_canonical(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(141, 2), "70.5"),
        (Fraction(647, 182), "647/182"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(7), "7"),
        (Fraction(0), "0"),
    ],
)
def test_exact_text(value: Fraction, text: str) -> None:
    assert exact_text(value) == text


@given(st.fractions())
def test_exact_text_loses_nothing(value: Fraction) -> None:
    assert Fraction(exact_text(value)) == value


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-07-02", "2026-07-02"),
        ("2/7/2026", "2026-07-02"),
        ("02-07-2026", "2026-07-02"),
        ("2.7.2026", "2026-07-02"),
        ("2 Juli 2026", "2026-07-02"),
        ("2  juli   2026", "2026-07-02"),
        ("2 Agu 2026", "2026-08-02"),
        ("April 2023", "2023-04"),
        ("2023-04", "2023-04"),
        ("29 Februari 2024", "2024-02-29"),
        ("29 Februari 2023", None),
        ("31/4/2026", None),
        ("7/13/2026", None),
        ("2 Ma 2026", None),
        ("32 Juli 2026", None),
        ("besok", None),
        ("", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    assert parse_date(text) == iso


@given(st.dates())
def test_dates_are_written_in_full_and_read_back(day: object) -> None:
    iso = str(day)
    if not "1900" <= iso[:4] <= "2200":
        return
    assert parse_date(format_date(iso)) == iso
    assert parse_date(format_date(iso[:7])) == iso[:7]


def test_moments() -> None:
    assert format_moment("2026-08-02T10:42:07") == "2 Agu 2026 10.42"
    assert format_moment("2026-08-02 10:42", long=True) == "2 Agustus 2026 pukul 10.42"
    assert format_moment("1999-12-31T23:59:59+07:00") == "31 Des 1999 23.59"
    for text in ("", "kemarin", "2026-13-02T10:42:07", "2026-08-02"):
        assert format_moment(text) == text


def test_long_figures_keep_all_their_digits() -> None:
    value = Fraction(10**40 + 1, 2**40)
    assert Fraction(exact_text(value)) == value
    assert Fraction(round_half_up(value, 40)) == value
