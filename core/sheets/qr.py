"""The text of a sheet's QR: what a person reads on a telephone, and what the program reads back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress

from core.errors import InputError
from core.model.definisi import Iku
from core.model.hasil import Hasil
from core.model.profil import Profil
from core.sheets.kode import format_kode, kode_of, read_kode
from core.sheets.pengukuran import tampil_capaian, tampil_realisasi

MAKS_BYTE = 300
"""Longer texts need squares too small for an office scanner; figures are shortened instead."""

MAKS_INSTANSI = 48
MAKS_NAMA = 20

_RINGKAS = (("Kabupaten ", "Kab. "), ("Provinsi ", "Prov. "), ("Kecamatan ", "Kec. "))
_KODE = re.compile(r"KODE:?(?=((?:[^0-9A-Z]*[0-9A-Z]){20}))")
_SIDIK = re.compile(r"SHA[^0-9A-Z]*256:?((?:[^0-9A-Z]*[0-9A-F]){64})")


def build_qr(
    *, profil: Profil, judul: str, sidik: str, iku: Sequence[Iku], hasil: Sequence[Hasil]
) -> str:
    """The lines: agency, period and version (`judul`), code, each IKU with its figures, SHA-256.

    Plain ASCII, so that every reader shows the same, and long lines in capitals, which take less
    room in the symbol. Where there are too many IKU, capaian is left out, then the last ones are
    only counted.
    """
    head = [
        _short(f"{profil.nama_instansi} {profil.wilayah}", MAKS_INSTANSI).upper(),
        _ascii(judul),
        f"KODE {format_kode(kode_of(sidik))}",
    ]
    last = f"SHA-256 {sidik.upper()}"
    by_iku = {each.iku: each for each in hasil}
    pairs = [(each, by_iku.get(each.id)) for each in iku]
    for with_capaian in (True, False):
        figures = [_figure(each, own, with_capaian) for each, own in pairs]
        if len(text := "\n".join((*head, *figures, last))) <= MAKS_BYTE:
            return text
    for count in range(len(figures) - 1, -1, -1):
        more = f"dan {len(figures) - count} IKU lain"
        text = "\n".join((*head, *figures[:count], more, last))
        if len(text) <= MAKS_BYTE:
            break
    return text


def _figure(iku: Iku, hasil: Hasil | None, with_capaian: bool) -> str:
    name = _short(iku.singkat or iku.nama, MAKS_NAMA)
    if hasil is None:
        return name + " -"
    realisasi = tampil_realisasi(hasil.realisasi)
    if not with_capaian or hasil.capaian is None:
        return _ascii(f"{name} {realisasi}")
    return _ascii(f"{name} {realisasi} ({tampil_capaian(hasil)}%)")


def _short(text: str, most: int) -> str:
    text = _ascii(text)
    for word, shorter in _RINGKAS:
        if len(text) > most:
            text = text.replace(word, shorter)
    return text if len(text) <= most else text[: most - 1].rstrip() + "."


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("–", "-"))
    return " ".join(plain.encode("ascii", "ignore").decode().split())


def is_qr(text: str) -> bool:
    """Whether a pasted text means to be that of a QR, and not a typed code."""
    plain = _plain(text)
    return "SHA" in plain or len(plain) > 60


def read_qr(text: str) -> tuple[str, str]:
    """Code (20 signs) and SHA-256 (lower case) of a QR's text, however its lines were changed.

    InputError where one of them is missing or mistyped, or where they do not belong together.
    """
    plain = _plain(text)
    typed, sidik = _KODE.findall(plain), _SIDIK.search(plain)
    if not typed or sidik is None:
        missing = "SHA-256" if typed else "kode"
        raise InputError(
            f"Teks ini bukan isi QR yang lengkap: {missing} tidak ditemukan. Salin seluruh teks "
            "QR dari pemindai; berkas tidak berubah.",
            "qr",
        )
    found = _first_kode(typed)
    digest = re.sub("[^0-9A-F]", "", sidik.group(1)).lower()
    if kode_of(digest) != found:
        raise InputError(
            "Kode dan SHA-256 dalam teks QR ini tidak berpasangan: teksnya bukan dari lembar yang "
            "dicetak program ini atau telah diubah. Jangan percayai angka di dalamnya; periksa "
            "dengan kode yang tercetak.",
            "qr",
        )
    return found, digest


def _first_kode(typed: Sequence[str]) -> str:
    """The first that is a code: the word itself may stand in the name of the agency too."""
    for each in typed[:-1]:
        with suppress(InputError):
            return read_kode(each)
    return read_kode(typed[-1])


def _plain(text: str) -> str:
    """Upper case without any white space or invisible sign."""
    text = unicodedata.normalize("NFKC", text).upper()
    return "".join(s for s in text if not s.isspace() and unicodedata.category(s) != "Cf")
