"""Numbers and dates as Indonesian offices write and read them; the only rounding there is."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

BULAN = (
    "",
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

_PLAIN = re.compile(r"-?\d{1,15}([.,]\d{1,15})?", re.ASCII)
_GROUPED_DOTS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d{1,15})?", re.ASCII)
_GROUPED_COMMAS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d{1,15})?", re.ASCII)
_CANONICAL = re.compile(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", re.ASCII)


def read_number(text: str) -> tuple[Decimal, ...]:
    """Every value that the text can stand for, the Indonesian reading first.

    Empty: not a number. Two values: ambiguous, as "1.234" (1234 or 1.234), so ask.
    A dot or comma followed by anything but three digits is a decimal sign: 2,6 = 2.6.
    """
    text = text.strip().removesuffix("%").rstrip()
    readings: list[Decimal] = []
    if _GROUPED_DOTS.fullmatch(text):
        readings.append(Decimal(text.replace(".", "").replace(",", ".")))
    if _PLAIN.fullmatch(text):
        readings.append(Decimal(text.replace(",", ".")))
    if _GROUPED_COMMAS.fullmatch(text) and ("." in text or text.count(",") > 1):
        readings.append(Decimal(text.replace(",", "")))
    if text.startswith("0") or text.startswith("-0"):
        readings = [value for value in readings if abs(value) < 1 or "." not in text] or readings
    return tuple(dict.fromkeys(readings))


def canonical(value: Decimal) -> str:
    """The one text by which the file stores a figure: no exponent, no trailing zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def is_canonical(text: str) -> bool:
    """Whether the text is what `canonical` would write."""
    return _CANONICAL.fullmatch(text) is not None and text != "-0"


def round_half_up(value: Fraction | Decimal, places: int = 2) -> Decimal:
    """Round as the forms do: exactly half goes away from zero. For showing only."""
    scaled = Fraction(value) * 10**places
    sign = -1 if scaled < 0 else 1
    whole = (abs(scaled) * 2 + 1) // 2
    return _shifted(sign * int(whole), places)


def format_number(value: Fraction | Decimal | int, places: int | None = 2) -> str:
    """Decimal comma, dots for thousands; `places` None shows a decimal as it is, without zeros."""
    if places is None:
        text = canonical(Decimal(value) if isinstance(value, int) else _as_decimal(value))
    else:
        text = format(round_half_up(Fraction(value), places), "f")
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = text.partition(".")
    groups = f"{int(whole):,}".replace(",", ".")
    return sign + groups + ("," + decimals if decimals else "")


def _as_decimal(value: Fraction | Decimal) -> Decimal:
    if isinstance(value, Decimal):
        return value
    return round_half_up(value, 10)


def exact_text(value: Fraction) -> str:
    """The exact value as text: a decimal where it ends ("70.5"), else a fraction ("647/182")."""
    denominator, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while denominator % prime == 0:
            denominator //= prime
            power += 1
        places = max(places, power)
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    scaled = value.numerator * 10**places // value.denominator
    return canonical(_shifted(scaled, places)) if scaled else "0"


def _shifted(whole: int, places: int) -> Decimal:
    """whole / 10**places; unlike scaleb this never rounds to the context's 28 digits."""
    return Decimal(f"{whole}E-{places}")


_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_NUMERIC_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_WORD_DAY = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]+)\s+(\d{4})")


def parse_date(text: str) -> str | None:
    """Read a date as YYYY-MM-DD, or YYYY-MM where there is no day; None if no such date exists.

    Understands 2026-07-02, 2/7/2026 (day first), 2 Juli 2026 and Juli 2026.
    """
    text = " ".join(text.split())
    day: int | None = None
    if match := _ISO_DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _ISO_MONTH.fullmatch(text):
        year, month = (int(part) for part in match.groups())
    elif match := _NUMERIC_DAY.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _WORD_DAY.fullmatch(text):
        name = match[2].lower()
        months = [number for number, bulan in enumerate(BULAN) if bulan and _names(bulan, name)]
        if len(months) != 1:
            return None
        month, year = months[0], int(match[3])
        day = int(match[1]) if match[1] else None
    else:
        return None
    return _checked_date(year, month, day)


def _names(bulan: str, text: str) -> bool:
    return len(text) >= 3 and bulan.lower().startswith(text)


def _checked_date(year: int, month: int, day: int | None) -> str | None:
    if not (1900 <= year <= 2200 and 1 <= month <= 12):
        return None
    if day is None:
        return f"{year}-{month:02d}"
    import calendar  # brings the locale along, which numbers do not need

    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year}-{month:02d}-{day:02d}"


def format_date(iso: str) -> str:
    """2026-07-02 as "2 Juli 2026", 2026-07 as "Juli 2026"."""
    parts = [int(part) for part in iso.split("-")]
    month = f"{BULAN[parts[1]]} {parts[0]}"
    return f"{parts[2]} {month}" if len(parts) == 3 else month


_MOMENT = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?")


def format_moment(iso: str, *, long: bool = False, seconds: bool = False) -> str:
    """2026-07-02T10:42:07 as "2 Jul 2026 10.42" or, long, "2 Juli 2026 pukul 10.42".

    With `seconds`, where they are known, "2 Jul 2026 10.42.07".

    What is not a moment stays as it stands.
    """
    found = _MOMENT.match(iso)
    if found is None:
        return iso
    year, month, day, *clock = found.groups()
    time = ".".join(part for part in clock[: 3 if seconds else 2] if part)
    bulan = BULAN[int(month)]
    if long:
        return f"{int(day)} {bulan} {year} pukul {time}"
    return f"{int(day)} {bulan[:3]} {year} {time}"
