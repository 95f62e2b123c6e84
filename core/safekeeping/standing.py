"""How an opened document stands to what this PC last had of it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from core.document import Document
from core.errors import FileError
from core.model.journal import Hubungan, Vektor, relation
from core.safekeeping import disk
from core.safekeeping.arrival import Arrived, looked_at
from core.safekeeping.places import Keadaan, Places
from core.storage import file

SAMA = ("Salinan ini sama dengan yang terakhir ada di PC ini.",)


def standing_here(doc: Document, places: Places) -> tuple[Keadaan, Hubungan] | None:
    """How an opened document stands to what this PC last had of it; None where it had nothing
    that this file lacks, and this file has nothing new."""
    found = [
        (keadaan, relation(keadaan.vektor, doc.vektor))
        for keadaan in places.remembered()
        if keadaan.berkas_id == doc.berkas_id and keadaan.vektor
    ]
    return max(found, key=lambda each: (each[1].di_sini, -each[1].di_sana), default=None)


def unknown_signings(doc: Document, keadaan: Keadaan, hubungan: Hubungan) -> tuple[str, ...]:
    """What this PC knows to be signed and the opened document does not say, as sentences."""
    if not hubungan.di_sini:
        return ()
    own = {each.id for each in doc.semua_pengesahan()}
    with suppress(FileError), looked_at(keadaan.working_copy, doc.environment) as arrived:
        lost = [each.judul for each in arrived.doc.semua_pengesahan() if each.id not in own]
        if lost:
            return (
                f"Salinan ini belum memuat pengesahan {', '.join(lost)}, yang sudah ada di PC ini; "
                "jangan mengubah atau mengesahkannya lagi di sini, gabungkan dahulu.",
            )
    return ()


def sentences(hubungan: Hubungan) -> tuple[str, ...]:
    """How it stands, for the officer."""
    here, there = hubungan
    if hubungan.is_bercabang:
        return (
            f"Berkas ini bercabang dari yang terakhir ada di PC ini: {here} perubahan di PC ini, "
            f"{there} di berkas ini.",
        )
    if here:
        return (f"Salinan ini tertinggal {here} perubahan dari yang terakhir ada di PC ini.",)
    if there:
        return (f"Berkas ini lebih baru: {there} perubahan dari salinan lain.",)
    return SAMA


def vektor_there(arrived: Arrived) -> Vektor:
    """What the document itself has seen: bringing an older one up to date is a step it lacks."""
    if not arrived.was_older:
        return arrived.doc.vektor
    last = arrived.doc.last_step
    return {**arrived.doc.vektor, last.salinan: last.urut - 1}


def hash_at(target: Path) -> str | None:
    """SHA-256 of the document; None where there is none or its drive does not give it out."""
    try:
        if (disk.size_of(target) or 0) > file.MAX_SIZE:
            return None
        return disk.hash_of(target)
    except OSError:
        return None
