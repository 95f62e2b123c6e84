"""The frozen copy of a signed period: as a value, and as the one text whose hash the sheet prints.

The text is JSON with sorted keys and no spaces, in UTF-8; fractions are "a/b" and decimals text,
and no number has a point. Whoever reads it needs nothing else to understand the sheet.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from core.definisi_rows import definisi_from_rows
from core.errors import DamagedError
from core.indonesian import canonical as decimal_text
from core.indonesian import is_canonical
from core.model.definisi import Definisi
from core.model.hasil import BELUM_DIISI, BacaanLain, Hasil, Langkah, Realisasi
from core.model.pengesahan import Perubahan
from core.model.periode import KODE_PERIODE, TAHUN_MAX, TAHUN_MIN, Periode, periode_from_id
from core.model.register import Row
from core.pengesahan.kolom import (
    TABEL,
    is_date,
    is_row,
    is_sidik,
    is_text,
    is_whole,
    is_whole_copy,
    periods_of,
)

BENTUK = "iku-kominfo salinan beku 1"
PEMBULATAN = "setengah ke atas, 2 desimal, hanya pada tampilan"
MAKS_UKURAN = 15 * 2**20
"""Bytes of the text, as many as a file and a PDF can hold: about 40,000 rows with long remarks."""

_JENIS = "iku-kominfo salinan beku "
_PECAHAN = re.compile(r"(-?[0-9]{1,4000})/([0-9]{1,4000})")
_ID_PERIODE = re.compile(rf"([0-9]{{4}})-({'|'.join(KODE_PERIODE)})")
_KODE = re.compile(r"[0-9ACEFHJKMNPRWX]{20}")
_PANJANG = 100_000
_T = TypeVar("_T")


@dataclass(frozen=True)
class Beku:
    """Everything that a signed period rests on and results in.

    `sidik` is the SHA-256 of the text. `jurnal` is the hash of the last step of the journal before
    signing. `tabel` holds the rows by table and id: inputs, registers, evidence and targets of the
    period (a year's has those of its quarters too, a quarter's the targets of its year), and the
    definitions of the year, names, profile and signatories as they were. `hasil` holds the results
    by the id of the period; a year has those of its quarters. From version 2 on `perubahan` says
    why there is one, and `kode_lama` is the code of the sheet that it replaces.
    """

    sidik: str
    periode: Periode
    versi: int
    berkas_id: str
    program: str
    jurnal: str
    waktu: str
    oleh: str
    kertas: str
    tabel: Mapping[str, Mapping[str, Row]]
    hasil: Mapping[str, tuple[Hasil, ...]]
    abaikan: tuple[tuple[str, str], ...]
    perubahan: Perubahan | None = None
    kode_lama: str | None = None
    pembulatan: str = PEMBULATAN

    def hasil_iku(self, iku: str, periode: Periode) -> Hasil:
        """One indicator of the period, or of a quarter of the year; one that there was not then
        has nothing filled in."""
        found = (each for each in self.hasil[periode.id] if each.iku == iku)
        return next(found, None) or _absent(iku, periode)

    def definisi(self, iku: str) -> Definisi | None:
        """The definition by which the indicator was computed; None if there was none."""
        return self._definisi.get(iku)

    @cached_property
    def _definisi(self) -> dict[str, Definisi]:
        found: dict[str, Definisi] = {}
        for key, row in self.tabel["definisi"].items():
            parts, bands = (
                [each for each in self.tabel[nama].values() if each["definisi_id"] == key]
                for nama in ("bagian", "pita")
            )
            found.setdefault(str(row["iku_id"]), definisi_from_rows(row, parts, bands))
        return found


def _absent(iku: str, periode: Periode) -> Hasil:
    none = Realisasi(None, None, None, BELUM_DIISI, (), 0, 0, (), "")
    return Hasil(iku, iku, "", periode, none, None, "", None, None, None, None, None, None)


def canonical(beku: Beku) -> bytes:
    """The one text of these values (whatever its `sidik` says); the same values, the same bytes."""
    perubahan = beku.perubahan
    return _encoded(
        {
            "bentuk": BENTUK,
            **{nama: getattr(beku, nama) for nama in _TEKS},
            "periode": beku.periode.id,
            "versi": beku.versi,
            "abaikan": [list(each) for each in beku.abaikan],
            "perubahan": None
            if perubahan is None
            else {**perubahan._asdict(), "periode": perubahan.periode.id},
            "kode_lama": beku.kode_lama,
            "tabel": {nama: _write_rows(nama, beku.tabel[nama]) for nama in TABEL},
            "hasil": {key: [_write_hasil(each) for each in own] for key, own in beku.hasil.items()},
        }
    )


def parse_beku(data: bytes) -> Beku:
    """The values of a text that `canonical` wrote; DamagedError for any other bytes."""
    if len(data) > MAKS_UKURAN:
        raise _damaged("ukurannya melebihi yang mungkin")
    try:
        tree = json.loads(
            data.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse, parse_int=_whole
        )
        same = _encoded(tree) == data
    except (ValueError, RecursionError) as error:
        raise _damaged("tulisannya rusak") from error
    if isinstance(tree, dict) and is_text(tree.get("bentuk")) and tree["bentuk"] != BENTUK:
        if str(tree["bentuk"]).startswith(_JENIS):
            raise DamagedError(
                "Salinan beku ini dibuat oleh versi program yang lebih baru; perbarui dahulu "
                "program ini. Tidak ada yang diubah."
            )
        raise _damaged("bentuknya tidak dikenal")
    if not same:
        raise _damaged("tulisannya bukan yang ditulis program ini")
    return _read_beku(tree, hashlib.sha256(data).hexdigest())


def _encoded(tree: Any) -> bytes:
    text = json.dumps(
        tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def _damaged(what: str) -> DamagedError:
    return DamagedError(
        f"Data lembar yang disahkan tidak dapat dipercaya: {what}. Tidak ada yang diubah; gunakan "
        "lembar asli atau cadangan."
    )


def _refuse(_: str) -> object:
    raise ValueError


def _whole(text: str) -> int:
    if len(text) > 20:
        raise ValueError
    return int(text)


# Writing


def _write_rows(tabel: str, rows: Mapping[str, Row]) -> dict[str, list[Any]]:
    kolom = list(TABEL[tabel])
    return {"kolom": kolom, "baris": [[row[each] for each in kolom] for row in rows.values()]}


def _write_hasil(hasil: Hasil) -> dict[str, Any]:
    realisasi = hasil.realisasi
    return {
        **hasil._asdict(),
        "periode": hasil.periode.id,
        "target": None if hasil.target is None else decimal_text(hasil.target),
        **{nama: _fraction_text(getattr(hasil, nama)) for nama in _PECAHAN_HASIL},
        "realisasi": {
            **realisasi._asdict(),
            "nilai": _fraction_text(realisasi.nilai),
            "langkah": [each._asdict() for each in realisasi.langkah],
            "bacaan_lain": [each._asdict() for each in realisasi.bacaan_lain],
        },
    }


def _fraction_text(value: Fraction | None) -> str | None:
    return None if value is None else f"{value.numerator}/{value.denominator}"


# Reading: each reader answers with a value of the right kind or raises DamagedError


def _read_beku(tree: object, sidik: str) -> Beku:
    top = _object(tree, _KUNCI)
    _checked(top["bentuk"] == BENTUK, None)
    periode, versi = _periode(top["periode"]), top["versi"]
    perubahan = _optional(_perubahan, top["perubahan"])
    beku = Beku(
        sidik=sidik,
        periode=periode,
        versi=_checked(is_whole(versi, 1, 999), versi),
        **{nama: _checked(check(top[nama]), top[nama]) for nama, check in _TEKS.items()},
        tabel=_tabel(top["tabel"], periode),
        hasil=_semua_hasil(top["hasil"], periode),
        abaikan=tuple(map(_abaikan, _list(top["abaikan"]))),
        perubahan=perubahan,
        kode_lama=_optional(_kode, top["kode_lama"]),
    )
    _checked(beku.tabel["profil"]["profil"]["berkas_id"] == beku.berkas_id, None)
    _checked(
        {each.iku for each in beku.hasil[periode.id]} == beku.tabel["iku"].keys(),
        None,
    )
    if perubahan is None or beku.kode_lama is None:
        _checked(versi == 1 and perubahan is None and beku.kode_lama is None, None)
    else:
        _checked(versi > 1 and perubahan[1:3] == (periode, versi), None)
    return beku


_TEKS: Mapping[str, Callable[[Any], bool]] = {
    "berkas_id": lambda value: is_text(value, 64, 8),
    "program": lambda value: is_text(value, 50, 1),
    "jurnal": is_sidik,
    "waktu": lambda value: is_text(value, 2000),
    "oleh": lambda value: is_text(value, 2000),
    "kertas": lambda value: value in ("a4", "f4"),
    "pembulatan": lambda value: is_text(value, 200, 1),
}
_KUNCI = {*(each.name for each in fields(Beku)), "bentuk"} - {"sidik"}
_PECAHAN_HASIL = ("capaian", "capaian_tanpa_batas", "selisih")


def _checked(ok: bool, value: _T) -> _T:
    if not ok:
        raise _damaged("isinya bukan yang ditulis program ini")
    return value


def _object(value: object, keys: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != keys:
        raise _damaged("susunannya bukan yang ditulis program ini")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _damaged("susunannya bukan yang ditulis program ini")
    return value


def _text(value: Any) -> str:
    return str(_checked(is_text(value, _PANJANG), value))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(_text, _list(value)))


def _optional(read: Callable[[Any], _T], value: object) -> _T | None:
    return None if value is None else read(value)


def _count(value: Any) -> int:
    return int(_checked(is_whole(value, 0, 10**9), value))


def _kode(value: Any) -> str:
    return str(_checked(isinstance(value, str) and _KODE.fullmatch(value) is not None, value))


def _periode(value: Any) -> Periode:
    found = _ID_PERIODE.fullmatch(value) if isinstance(value, str) else None
    _checked(found is not None and TAHUN_MIN <= int(found[1]) <= TAHUN_MAX, None)
    return periode_from_id(value)


def _fraction(value: Any) -> Fraction:
    found = _PECAHAN.fullmatch(value) if isinstance(value, str) else None
    if found is None or int(found[2]) == 0:
        raise _damaged("sebuah angka bukan yang ditulis program ini")
    fraction = Fraction(int(found[1]), int(found[2]))
    return _checked(_fraction_text(fraction) == value, fraction)


def _decimal(value: Any) -> Decimal:
    _checked(is_text(value, 1000) and is_canonical(value), None)
    return Decimal(value)


def _abaikan(value: object) -> tuple[str, str]:
    texts = _texts(value)
    _checked(len(texts) == 2, None)
    return texts[0], texts[1]


def _perubahan(value: object) -> Perubahan:
    own = _object(value, {*Perubahan._fields})
    texts = {nama: _text(own[nama]) for nama in own if nama not in ("periode", "versi")}
    periode, versi = _periode(own["periode"]), own["versi"]
    _checked(is_whole(versi, 2, 999) and texts["id"] == f"{periode.id}/{versi}", None)
    _checked(is_date(texts["tanggal"]), None)
    return Perubahan(periode=periode, versi=versi, **texts)


def _tabel(value: object, periode: Periode) -> dict[str, dict[str, Row]]:
    own = _object(value, {*TABEL})
    tabel = {nama: _rows(nama, own[nama]) for nama in TABEL}
    return _checked(is_whole_copy(tabel, periode), tabel)


def _rows(tabel: str, value: object) -> dict[str, Row]:
    own = _object(value, {"kolom", "baris"})
    kolom = list(TABEL[tabel])
    _checked(own["kolom"] == kolom, None)
    rows: dict[str, Row] = {}
    for each in _list(own["baris"]):
        _checked(len(_list(each)) == len(kolom), None)
        row = dict(zip(kolom, each, strict=True))
        _checked(all(cell is None or type(cell) in (str, int) for cell in each), None)
        _checked(is_row(tabel, row) and row["id"] not in rows, None)
        rows[row["id"]] = row
    return rows


def _semua_hasil(value: object, periode: Periode) -> dict[str, tuple[Hasil, ...]]:
    own = _object(value, {each.id for each in periods_of(periode)})
    found = {}
    for each in periods_of(periode):
        hasil = tuple(map(_hasil, _list(own[each.id])))
        _checked(all(one.periode == each for one in hasil), None)
        found[each.id] = _checked(len({one.iku for one in hasil}) == len(hasil), hasil)
    return found


def _hasil(value: object) -> Hasil:
    own = _object(value, {*Hasil._fields})
    read: dict[str, Any] = {
        **{nama: _text(own[nama]) for nama in ("iku", "nama", "satuan", "target_teks", "arah")},
        **{nama: _optional(_text, own[nama]) for nama in _MUNGKIN_HASIL},
        **{nama: _optional(_fraction, own[nama]) for nama in _PECAHAN_HASIL},
    }
    return Hasil(
        periode=_periode(own["periode"]),
        realisasi=_realisasi(own["realisasi"]),
        target=_optional(_decimal, own["target"]),
        **read,
    )


_MUNGKIN_HASIL = ("capaian_tampil", "peringkat", "selisih_sebab", "capaian_sebab")


def _realisasi(value: object) -> Realisasi:
    own = _object(value, {*Realisasi._fields})
    return Realisasi(
        nilai=_optional(_fraction, own["nilai"]),
        tampil=_optional(_text, own["tampil"]),
        predikat=_optional(_text, own["predikat"]),
        sebab=_optional(_text, own["sebab"]),
        langkah=tuple(map(_langkah, _list(own["langkah"]))),
        terisi=_count(own["terisi"]),
        jumlah=_count(own["jumlah"]),
        kurang=_texts(own["kurang"]),
        versi=_text(own["versi"]),
        status=_optional(_text, own["status"]),
        catatan=_texts(own["catatan"]),
        peringatan=_texts(own["peringatan"]),
        bacaan_lain=tuple(map(_bacaan, _list(own["bacaan_lain"]))),
        ada_isian=_checked(isinstance(own["ada_isian"], bool), own["ada_isian"]),
    )


def _langkah(value: object) -> Langkah:
    own = _object(value, {*Langkah._fields})
    judul, rumus, substitusi, hasil = (_text(own[nama]) for nama in Langkah._fields[:4])
    return Langkah(judul, rumus, substitusi, hasil, _texts(own["masukan"]))


def _bacaan(value: object) -> BacaanLain:
    own = _object(value, {*BacaanLain._fields})
    return BacaanLain(_text(own["nama"]), _optional(_text, own["tampil"]))
