"""Starting a quarter as a copy of the one before, and dating its sheet."""

from __future__ import annotations

import hashlib

from core.document import Document
from core.errors import FrozenError, InputError
from core.indonesian import format_date, parse_date
from core.model.change import Butir, Change, InsertRow, SetValue
from core.model.periode import Periode
from core.model.register import REGISTER
from core.signed import signed_sentence


def insert_periode(doc: Document, periode: Periode) -> list[Butir]:
    """The row that a period needs before anything can be put down for it; empty if it is there."""
    if doc.has_periode(periode):
        return []
    nilai = {"tahun": periode.tahun, "triwulan": periode.triwulan, "tanggal_lembar": None}
    return [InsertRow("periode", periode.id, nilai)]


def source_of_copy(doc: Document, periode: Periode) -> Periode | None:
    """The quarter that `start_quarter` would copy: the latest one before that holds inputs."""
    earlier = [each for each in doc.periode_berisi() if each < periode]
    return earlier[-1] if earlier and not periode.is_tahunan else None


def start_quarter(doc: Document, periode: Periode) -> Change:
    """Fill a quarter that is still empty with a copy of the latest one before it.

    Inputs of an indicator that another definition counts for in the new year are left out: the
    same code means something else there. Official results (`resmi...`, `status_resmi`), the date
    of the data and remarks belong to their own quarter and are not copied. Copied rows are named
    after the rows they come from, so that two PCs that start the same quarter have the same rows.
    InputError if the quarter already holds inputs or there is nothing to copy, FrozenError if
    these are signed.
    """
    source = source_of_copy(doc, periode)
    if source is None:
        raise InputError("Belum ada triwulan sebelumnya yang dapat disalin.")
    if periode in doc.periode_berisi():
        if (signed := doc.pengunci(periode)) is not None:
            raise FrozenError(signed_sentence(signed))
        raise InputError(f"{periode.judul} sudah berisi; kosongkan dahulu sebelum menyalin.")
    butir = insert_periode(doc, periode)
    for row in doc.rows("isian").values():
        kunci = str(row["kunci"])
        if row["periode_id"] == source.id and _is_copied(doc, source, periode, kunci):
            nilai = {**row, "periode_id": periode.id}
            nilai.pop("id")
            butir.append(InsertRow("isian", f"{periode.id}/{kunci}", nilai))
    for kode in REGISTER:
        for row in doc.register(kode, source).values():
            nilai = {**row, "periode_id": periode.id}
            nilai.pop("id")
            butir.append(InsertRow(kode, _copy_id(str(row["id"]), periode), nilai))
    return Change(f"{periode.singkat} dimulai sebagai salinan {source.singkat}", tuple(butir))


def _copy_id(row_id: str, periode: Periode) -> str:
    """The name of a row's copy in another quarter: always the same one, and like any new id."""
    return hashlib.sha256(f"{periode.id}/{row_id}".encode()).hexdigest()[:32]


def _is_copied(doc: Document, source: Periode, periode: Periode, kunci: str) -> bool:
    iku, _, rest = kunci.partition(".")
    if rest.startswith(("resmi", "status_resmi", "keterangan", "tanggal_data")):
        return False
    return doc.is_same_definisi(iku, source, periode)


def set_tanggal_lembar(doc: Document, periode: Periode, text: str) -> Change:
    """Date the sheet of a period: a day, a month without a day, or blank."""
    value = parse_date(text) if text.strip() else None
    if text.strip() and value is None:
        raise InputError(
            f"Tanggal lembar: “{text[:40]}” bukan tanggal yang ada; "
            "contoh: 2 Juli 2026 atau Juli 2026.",
            "tanggal_lembar",
        )
    old = doc.tanggal_lembar(periode)
    if old == value:
        return Change("Tanggal lembar", ())
    label = "Tanggal lembar " + ("dikosongkan" if value is None else format_date(value))
    if not doc.has_periode(periode):
        nilai = {"tahun": periode.tahun, "triwulan": periode.triwulan, "tanggal_lembar": value}
        return Change(label, (InsertRow("periode", periode.id, nilai),))
    return Change(label, (SetValue("periode", periode.id, "tanggal_lembar", old, value),))
