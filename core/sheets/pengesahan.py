"""Who signs a sheet, when and under which letterhead: the parts that all sheets share."""

from __future__ import annotations

import calendar
from collections.abc import Iterable

from core.indonesian import format_date
from core.model.profil import Penandatangan, Profil
from core.sheets.lembar import Kop, TandaTangan

TITIK = "." * 24


def penandatangan_pada(
    daftar: Iterable[Penandatangan], tanggal: str | None
) -> Penandatangan | None:
    """The signatory in office on the sheet's date (YYYY-MM-DD or YYYY-MM), None if nobody is.

    A month counts by its last day: who is in office then signs the sheet of that month. Both
    days of office are included. Where several are in office, the one who took office last signs
    (an unknown first day counts as earliest). Without a date the caller gives the end of the
    sheet's period; None finds only who holds office until further notice.
    """
    hari = "9999-12-31" if tanggal is None else last_day(tanggal)
    found: Penandatangan | None = None
    for each in daftar:
        in_office = (each.mulai or "") <= hari and (each.selesai is None or hari <= each.selesai)
        if in_office and (found is None or (each.mulai or "") >= (found.mulai or "")):
            found = each
    return found


def last_day(tanggal: str) -> str:
    """The day itself, or the last day of a month given as YYYY-MM."""
    if len(tanggal) > 7:
        return tanggal
    year, month = (int(part) for part in tanggal.split("-"))
    return f"{tanggal}-{calendar.monthrange(year, month)[1]:02d}"


def build_tanda_tangan(
    profil: Profil, penandatangan: Penandatangan | None, tanggal: str | None
) -> TandaTangan:
    """The block at the end of the sheet; dots where date or signatory is not known yet."""
    tempat_tanggal = f"{profil.tempat}, {format_date(tanggal) if tanggal else TITIK}"
    if penandatangan is None:
        jabatan = (f"Kepala {profil.nama_instansi}", profil.wilayah)
        return TandaTangan(tempat_tanggal, tuple(line for line in jabatan if line), None)
    lines = [line.strip() for line in penandatangan.jabatan.splitlines() if line.strip()]
    if penandatangan.status:
        lines[:1] = [f"{penandatangan.status} {lines[0] if lines else ''}".strip()]
    return TandaTangan(
        tempat_tanggal,
        tuple(lines),
        penandatangan.nama,
        penandatangan.pangkat,
        penandatangan.nip,
    )


def build_kop(profil: Profil) -> Kop | None:
    """The letterhead if the agency wants one."""
    if not profil.kop:
        return None
    alamat = [line.strip() for line in (*profil.alamat.splitlines(), *profil.kontak.splitlines())]
    return Kop(
        profil.pemerintah.upper(),
        profil.nama_instansi.upper(),
        tuple(line for line in alamat if line),
        profil.logo,
    )


def penulis(profil: Profil) -> str:
    """The agency with its region, as the author of the file."""
    return f"{profil.nama_instansi} {profil.wilayah}".strip()
