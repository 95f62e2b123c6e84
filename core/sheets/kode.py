"""The code that ties a sheet on paper to its frozen data: made, written in groups, read back.

A code is 20 signs: 19 from the SHA-256 of the frozen data and a check sign. No letter of it looks
like a digit. The sum of all signs by their weights (1 to 20) is divisible by 23, which is prime:
a single wrong sign changes the sum, and so does the swap of any two different signs.
"""

from __future__ import annotations

import re
import unicodedata

from core.errors import InputError

ALFABET = "0123456789ACEFHJKMNPRWX"
PANJANG = 20
KELOMPOK = 4
PISAH = "-"
_BIT = 85
"""19 signs of 23 hold 85 bits (23 ** 19 > 2 ** 85)."""

_RUPA = str.maketrans("OQDILSZBG", "000115286")
"""Letters that are taken for the digit they look like."""

_NILAI = {tanda: nilai for nilai, tanda in enumerate(ALFABET)}
_ABAIKAN = re.compile(r"[\s\-\u2010-\u2015\u2212\u00ad\u200b-\u200f\u2060\ufeff.\u00b7•_/,:;]")
_TELITI = "Ketik kode seperti yang tercetak di kaki lembar; berkas tidak berubah."


def kode_of(sidik: str) -> str:
    """The code of the frozen data with this SHA-256 (64 hexadecimal digits)."""
    number = int(sidik, 16) >> (4 * len(sidik) - _BIT)
    digits: list[int] = []
    for _ in range(PANJANG - 1):
        number, digit = divmod(number, len(ALFABET))
        digits.append(digit)
    digits.reverse()
    # The check sign d: sum + 20 d = 0, so d = -sum / 20 (mod 23).
    digits.append(-_sum(digits) * pow(PANJANG, -1, len(ALFABET)) % len(ALFABET))
    return "".join(ALFABET[digit] for digit in digits)


def format_kode(kode: str) -> str:
    """The code in groups of four, as it is printed."""
    return PISAH.join(kode[i : i + KELOMPOK] for i in range(0, len(kode), KELOMPOK))


def read_kode(text: str) -> str:
    """The 20 signs of a typed code; case, spaces, dashes and dots do not matter.

    InputError says which kind of mistake it is: nothing typed, a sign that no code has, too many
    or too few signs, or signs of which one is wrong or two are swapped.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    signs = _ABAIKAN.sub("", plain)
    if signs.startswith("KODE") and len(signs) == len("KODE") + PANJANG:
        signs = signs.removeprefix("KODE")
    if not signs:
        raise InputError(f"Kode lembar belum diketik. {_TELITI}", "kode")
    signs = signs.translate(_RUPA)
    for place, sign in enumerate(signs, 1):
        if sign not in _NILAI:
            raise InputError(
                f"Tanda “{sign}” (tanda ke-{place}) tidak dipakai dalam kode lembar. {_TELITI}",
                "kode",
            )
    if len(signs) != PANJANG:
        how = "kurang" if len(signs) < PANJANG else "lebih"
        raise InputError(
            f"Kode lembar terdiri atas {PANJANG} tanda, yang diketik {len(signs)} tanda: "
            f"{how} {abs(PANJANG - len(signs))}. {_TELITI}",
            "kode",
        )
    if _sum([_NILAI[sign] for sign in signs]):
        raise InputError(
            f"Kode {format_kode(signs)} salah ketik: tanda pemeriksanya tidak cocok, "
            f"ada tanda yang keliru atau tertukar. {_TELITI}",
            "kode",
        )
    return signs


def _sum(digits: list[int]) -> int:
    return sum(weight * digit for weight, digit in enumerate(digits, 1)) % len(ALFABET)
