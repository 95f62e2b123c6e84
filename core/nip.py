"""The NIP: what its 18 digits say about a civil servant, and whether that can be true."""

from __future__ import annotations

from core.indonesian import format_date, parse_date

PANJANG = 18
BULAN_PPPK = 21
USIA_PENSIUN = 60
"""Age at which holders of a jabatan pimpinan tinggi retire (UU 20/2023 article 55)."""

_USIA_MASUK = range(16, 61)
_TAHUN_LAHIR = range(1940, 2101)


def nip_digits(text: str) -> str:
    """The NIP as it is stored: without the spaces people write between its parts."""
    return "".join(text.split())


def check_nip(text: str) -> tuple[str | None, str | None]:
    """The sentence that refuses the NIP, or None, and a sentence that only warns, or None.

    Birth YYYYMMDD, appointment YYYYMM (a PPPK has 21 in the month's place), 1 or 2, three digits
    of serial. A blank NIP is only warned about: a Bupati has none.
    """
    nip = nip_digits(text)
    if not nip:
        return None, "NIP belum diisi."
    if not (nip.isascii() and nip.isdigit()):
        return "NIP hanya boleh memuat angka dan spasi.", None
    if len(nip) != PANJANG:
        return f"NIP harus {PANJANG} angka, sedangkan yang diisi {len(nip)} angka.", None
    return _check_birth(nip) or _check_appointment(nip), _warning(nip)


def birth_date(nip: str) -> str | None:
    """The day of birth (YYYY-MM-DD) that a NIP of 18 digits begins with; None if there is none."""
    digits = nip_digits(nip)
    if len(digits) != PANJANG or not (digits.isascii() and digits.isdigit()):
        return None
    return parse_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}")


def age_on(nip: str, hari: str) -> int | None:
    """Full years on the day (YYYY-MM-DD); None if the NIP does not tell."""
    birth = birth_date(nip)
    if birth is None:
        return None
    years = int(hari[:4]) - int(birth[:4])
    return years - (hari[5:] < birth[5:])


def retirement_notice(nama: str, nip: str, hari: str) -> str | None:
    """The sentence that says the signatory is past retirement age on the day; None if he is not."""
    age = age_on(nip, hari)
    if age is None or age < USIA_PENSIUN:
        return None
    return (
        f"Menurut NIP, {nama} telah berusia {age} tahun pada {format_date(hari)}; "
        f"periksa apakah masih menjabat (batas usia pensiun {USIA_PENSIUN} tahun)."
    )


def _check_birth(nip: str) -> str | None:
    birth = birth_date(nip)
    if birth is None:
        return f"NIP: tanggal lahir {nip[6:8]}-{nip[4:6]}-{nip[:4]} tidak ada dalam penanggalan."
    if int(nip[:4]) not in _TAHUN_LAHIR:
        return f"NIP: tanggal lahir {format_date(birth)} tidak masuk akal."
    return None


def _check_appointment(nip: str) -> str | None:
    year, month = int(nip[8:12]), int(nip[12:14])
    if month != BULAN_PPPK and not 1 <= month <= 12:
        return f"NIP: bulan pengangkatan {nip[12:14]} tidak ada; yang benar 01 sampai 12."
    if year - int(nip[:4]) not in _USIA_MASUK:
        birth = format_date(birth_date(nip) or "")
        return f"NIP: tahun pengangkatan {year} tidak sesuai dengan tanggal lahir {birth}."
    if nip[14] not in "12":
        return f"NIP: angka jenis kelamin harus 1 atau 2, bukan {nip[14]}."
    if nip[15:] == "000":
        return "NIP: nomor urut 000 tidak dipakai."
    return None


def _warning(nip: str) -> str | None:
    if int(nip[12:14]) == BULAN_PPPK:
        return "NIP ini milik PPPK (angka 21 pada bulan pengangkatan); periksa kewenangannya."
    return None
