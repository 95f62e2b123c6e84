"""What a Berkas bukti holds and how its files are named, before any of it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from core.document import Document
from core.evidence_counts import iku_of, name_of
from core.evidence_kinds import JENIS, harmless_name
from core.indonesian import format_date
from core.model.hasil import Hasil
from core.model.pengesahan import Pengesahan
from core.model.periode import Periode
from core.model.profil import Profil
from core.printing import LEMBAR, sheet_bytes
from core.sheets.kode import format_kode, kode_of

_MAKS_JUDUL = 60


class Potongan(NamedTuple):
    """One piece of evidence as the index lists it; `path` is its file, with / between names."""

    judul: str
    halaman: str
    catatan: str
    nama: str
    path: str
    sidik: str
    ukuran: int


class Kelompok(NamedTuple):
    """The evidence of one indicator ("" and `hasil` None: of the period), by what it supports."""

    nama: str
    hasil: Hasil | None
    bukti: tuple[tuple[str, Potongan], ...]


class Isi(NamedTuple):
    """A whole Berkas bukti: the sheets with their bytes, the evidence by the hash of its bytes.

    `nama` names the folder; `keadaan` says whether the period was signed, with its code.
    """

    nama: str
    profil: Profil
    periode: Periode
    keadaan: str
    saat: str
    lembar: tuple[tuple[str, bytes], ...]
    pindaian: tuple[Potongan, ...]
    kelompok: tuple[Kelompok, ...]

    @property
    def potongan(self) -> tuple[Potongan, ...]:
        """Everything whose bytes are to be fetched, each content once."""
        own = [each for group in self.kelompok for _, each in group.bukti]
        return tuple({each.sidik: each for each in (*self.pindaian, *own)}.values())

    @property
    def ukuran(self) -> int:
        """Bytes of sheets and evidence together."""
        return sum(len(pdf) for _, pdf in self.lembar) + sum(e.ukuran for e in self.potongan)


def collect(doc: Document, periode: Periode, saat: str) -> Isi:
    """Everything that belongs to a quarter or year; the evidence of a year is its quarters' too.

    Sheets are those that were signed, else drafts.
    """
    pengesahan = doc.pengesahan(periode)
    scans = () if pengesahan is None else doc.pindaian(pengesahan.id)
    names = _Names()
    pindaian = tuple(
        Potongan("Lembar yang ditandatangani", "", "", e.nama, path, e.sidik, e.ukuran)
        for e in scans
        if (path := names.of(e.sidik, ("Pindaian",), "Lembar yang ditandatangani", e.nama))
    )
    return Isi(
        nama=f"Berkas bukti {periode.singkat}",
        profil=doc.profil,
        periode=periode,
        keadaan=_standing(doc, periode, pengesahan),
        saat=saat,
        lembar=tuple(
            (f"{judul} {periode.singkat}.pdf", sheet_bytes(doc, lembar, periode))
            for lembar, judul in LEMBAR.items()
            if pengesahan is None or pengesahan.lembar(lembar) is not None
        ),
        pindaian=pindaian,
        kelompok=tuple(_groups(doc, periode, names)),
    )


def _standing(doc: Document, periode: Periode, pengesahan: Pengesahan | None) -> str:
    if pengesahan is not None:
        return (
            f"Disahkan pada {format_date(pengesahan.waktu[:10])} (versi {pengesahan.versi}), "
            f"kode {format_kode(kode_of(pengesahan.sidik))}."
        )
    act = doc.perubahan(periode)
    if act is not None:
        return f"Dibuka kembali untuk versi {act.versi}; belum disahkan, lembarnya KONSEP."
    return "Belum disahkan; lembarnya KONSEP."


def _groups(doc: Document, periode: Periode, names: _Names) -> list[Kelompok]:
    hasil = {each.iku: each for each in doc.hasil(periode)}
    quarters = (*periode.triwulan_setahun, periode) if periode.is_tahunan else (periode,)
    pieces = [each for own in quarters for each in doc.bukti(own)]
    found = []
    for number, (iku, nama) in enumerate(
        [("", "Umum"), *((each.id, each.singkat) for each in doc.iku)]
    ):
        own = [each for each in pieces if iku_of(doc, each.periode, each.untuk) == iku]
        folder = ("Bukti", f"{number} {nama}" if number else nama)
        listed = []
        for each in own:
            untuk = name_of(doc, each.periode, each.untuk)
            if each.periode != periode:
                untuk = f"{each.periode.singkat}: {untuk}"
            path = names.of(each.sidik, folder, each.judul, each.nama)
            listed.append(
                (
                    untuk,
                    Potongan(
                        each.judul,
                        each.halaman,
                        each.catatan,
                        each.nama,
                        path,
                        each.sidik,
                        each.ukuran,
                    ),
                )
            )
        if listed or iku:
            found.append(Kelompok(nama, hasil.get(iku), tuple(listed)))
    return found


class _Names:
    """Readable names that every drive takes, each once, the same content always the same one."""

    def __init__(self) -> None:
        self._by_sidik: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, sidik: str, folder: Sequence[str], judul: str, nama: str) -> str:
        if sidik in self._by_sidik:
            return self._by_sidik[sidik]
        end = nama.rpartition(".")[2].lower()
        end = end if end in JENIS else "bin"  # a file edited elsewhere may name a program
        stem = _plain(judul)[:_MAKS_JUDUL].strip(" .") or "Bukti"
        number = len(self._taken) + 1
        place = [_folder_name(each) for each in folder]
        while True:
            name = harmless_name(f"{number:02d} {stem}.{end}")
            path = "/".join((*place, name))
            if path.casefold() not in self._taken:
                break
            number += 1
        self._taken.add(path.casefold())
        self._by_sidik[sidik] = path
        return path


def _plain(text: str) -> str:
    return re.sub(r"[^\w .,()+-]", "_", unicodedata.normalize("NFC", text))


def _folder_name(text: str) -> str:
    # harmless_name takes a short end after a point for that of a file and leaves it be.
    return harmless_name(_plain(text).replace(".", "_")[:_MAKS_JUDUL])
