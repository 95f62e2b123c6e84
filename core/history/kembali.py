"""Which change brings back what lines of the journal took away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.cell_values import shorten
from core.definisi_rows import DEFINISI_TABLES
from core.document import Document
from core.errors import InputError
from core.history.catatan import FIGURES, Catatan, Pembaca
from core.history.pulihkan import restore_rows, restore_value
from core.history.terkunci import refuse_signed_past
from core.indonesian import format_number
from core.model.change import Change, DeleteRow, InsertRow, SetValue
from core.model.periode import periode_from_id
from core.model.register import REGISTER

_MAKS = 80


class Kembali(NamedTuple):
    """The change, and a sentence without a full stop on what it does."""

    change: Change
    kalimat: str


def bring_back(doc: Document, catatan: Sequence[Catatan], pembaca: Pembaca) -> Kembali:
    """Bring back what stood there before one line, or the rows that several lines deleted.

    InputError says why that cannot be, FrozenError that it would change what was signed.
    """
    refuse_signed_past(doc, [each.butir for each in catatan if each.butir is not None])
    deleted = [each.butir for each in catatan if isinstance(each.butir, DeleteRow)]
    if len(catatan) == 1 and not _is_row(doc, catatan[0]):
        return _value_back(doc, catatan[0], pembaca)
    if not catatan or len(deleted) < len(catatan):
        raise InputError("Pilih satu perubahan, atau beberapa baris yang dihapus.")
    nama = _call(pembaca, deleted[0], None)
    if len(deleted) > 1:
        nama = f"{format_number(len(deleted), 0)} baris"
    change = restore_rows(doc, _with_parts(catatan), nama)
    return Kembali(change, f"{nama} kembali seperti sebelum dihapus")


def _is_row(doc: Document, catatan: Catatan) -> bool:
    """Whether the row itself must come back, not a value into it."""
    butir = catatan.butir
    if not isinstance(butir, DeleteRow):
        return False
    if butir.tabel in FIGURES:
        return butir.tabel == "target" and butir.id not in doc.rows("target")
    return True


def _value_back(doc: Document, catatan: Catatan, pembaca: Pembaca) -> Kembali:
    butir = catatan.butir
    if butir is None:
        raise InputError("Langkah ini tidak mengubah angka apa pun.")
    if isinstance(butir, SetValue):
        kolom, nilai = butir.kolom, butir.lama
    elif butir.tabel in FIGURES:
        kolom = "tanggal_lembar" if butir.tabel == "periode" else "nilai"
        nilai = None if isinstance(butir, InsertRow) else butir.nilai[kolom]
    else:
        raise InputError("Baris ini baru ditambahkan saat itu; sebelumnya tidak ada.")
    sel = (butir.tabel, butir.id, catatan.kolom)
    if isinstance(butir, SetValue) and not _is_there(doc, butir):
        raise InputError("Barisnya sudah dihapus; pulihkan dahulu barisnya.")
    nama = _call(pembaca, butir, catatan.kolom)
    change = restore_value(doc, butir.tabel, butir.id, kolom, nilai, nama)
    before, now = pembaca.nilai(catatan)[0], pembaca.kini(sel)
    if not change.butir:
        raise InputError(f"{nama} sekarang memang {shorten(now, _MAKS)}.")
    shown = shorten(before, _MAKS), shorten(now, _MAKS)
    return Kembali(change, f"{nama} kembali menjadi {shown[0]}; sekarang {shown[1]}")


def _is_there(doc: Document, butir: SetValue) -> bool:
    if butir.tabel in FIGURES:
        return True
    if butir.tabel not in REGISTER:
        return butir.id in doc.rows(butir.tabel)
    quarters = map(periode_from_id, doc.rows("periode"))
    return any(butir.id in doc.register(butir.tabel, each) for each in quarters)


def _call(pembaca: Pembaca, butir: SetValue | InsertRow | DeleteRow, kolom: str | None) -> str:
    nama = pembaca.nama_sel((butir.tabel, butir.id, kolom))
    return nama.nama if nama.periode is None else f"{nama.nama} {nama.periode.singkat}"


def _with_parts(catatan: Sequence[Catatan]) -> list[DeleteRow]:
    """The rows, and with a definition the parts and bands that went in the same step."""
    found: dict[tuple[str, str], DeleteRow] = {}
    for each in catatan:
        assert isinstance(each.butir, DeleteRow)
        found[each.butir.tabel, each.butir.id] = each.butir
        if each.butir.tabel in DEFINISI_TABLES:
            owner = each.butir.nilai.get("definisi_id", each.butir.id)
            found.update(_parts_of(str(owner), each))
    return list(found.values())


def _parts_of(definisi_id: str, catatan: Catatan) -> Iterator[tuple[tuple[str, str], DeleteRow]]:
    for butir in catatan.langkah.butir:
        if not isinstance(butir, DeleteRow) or butir.tabel not in DEFINISI_TABLES:
            continue
        if definisi_id in (butir.id, butir.nilai.get("definisi_id")):
            yield (butir.tabel, butir.id), butir
