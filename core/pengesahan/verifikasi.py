"""Is this the sheet that was signed? Answered offline, from a code, a QR's text or the PDF.

A sheet, the file that is asked and the code can each be wrong; the answer says which of them is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from core.document import Document
from core.errors import DamagedError, FileError, InputError
from core.indonesian import format_date
from core.model.pengesahan import Pengesahan
from core.pdf.reading import read_pdf
from core.pengesahan.beku import parse_beku
from core.pengesahan.lembar_pdf import SheetError, SignedSheet, read_sheet
from core.pengesahan.selisih import Selisih, differences
from core.row_check import Tables
from core.sheets.kode import format_kode, kode_of, read_kode
from core.sheets.qr import is_qr, read_qr
from core.signed import Signed

Jenis = Literal[
    "cocok", "versi_lama", "berkas_berubah", "lembar_berubah", "kode_salah", "tidak_dikenal"
]
_LEMBAR = ("pengukuran", "iku", "kertas-kerja")
_MOST = 50


class Jawaban(NamedTuple):
    """The answer: its kind, the sentence, and what differs.

    `selisih` are the figures of the file that are not what was signed, `teks` the words of the
    sheet that are not. `pengesahan` is the signed version that was found (None: none was).
    """

    jenis: Jenis
    kalimat: str
    pengesahan: Pengesahan | None = None
    selisih: tuple[Selisih, ...] = ()
    teks: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the sheet is one that was signed, and the file still says the same."""
        return self.jenis in ("cocok", "versi_lama")


class Asked(NamedTuple):
    """The file that is asked, sound or not: its rows, and its archive by hash."""

    nama: str
    tables: Tables
    arsip: Callable[[str], bytes | None]


def asked_of(doc: Document) -> Asked:
    """An open document as what is asked."""

    def arsip(sidik: str) -> bytes | None:
        return doc.arsip(sidik) if doc.has_arsip(sidik) else None

    return Asked(doc.path.name, doc.all_rows(), arsip)


def verifikasi_teks(asked: Asked, text: str) -> Jawaban:
    """Answer for a typed code or the text of a QR."""
    try:
        kode, sidik = read_qr(text) if is_qr(text) else (read_kode(text), None)
    except InputError as error:
        return Jawaban("kode_salah", str(error))
    return _of_code(asked, kode, sidik)


def verifikasi_pdf(asked: Asked, pdf: bytes) -> Jawaban:
    """Answer for a sheet as a PDF file; FileError for what is no PDF."""
    try:
        sheet = read_sheet(pdf)
    except SheetError as error:
        kind: Jenis = "lembar_berubah" if error.is_altered else "tidak_dikenal"
        return Jawaban(kind, str(error))
    answer = _of_code(asked, sheet.kode, sheet.beku.sidik)
    if answer.pengesahan is None:
        return answer._replace(kalimat=_unknown_sheet(asked, sheet))
    sheets = [answer.pengesahan.lembar(each) for each in _LEMBAR]
    if hashlib.sha256(pdf).hexdigest() in sheets:
        return answer
    if not any(sheets):
        return answer
    return _altered(asked, sheet, answer, [each for each in sheets if each])


def _of_code(asked: Asked, kode: str, sidik: str | None) -> Jawaban:
    signed = Signed(asked.tables)
    found = [
        each
        for each in signed.pengesahan
        if kode_of(each.sidik) == kode and sidik in (None, each.sidik)
    ]
    if not found:
        return Jawaban(
            "tidak_dikenal",
            f"Kode {format_kode(kode)} ditulis dengan benar, tetapi berkas {asked.nama} tidak "
            "memuat lembar dengan kode itu: lembarnya berasal dari berkas lain, atau salinan "
            "berkas ini lebih tua daripada lembarnya.",
        )
    own = found[0]
    data = asked.arsip(own.sidik)
    try:
        beku = parse_beku(data) if data is not None else None
    except DamagedError:
        beku = None
    if beku is None or beku.sidik != own.sidik:
        return Jawaban(
            "berkas_berubah",
            f"Lembar {own.judul} memang tercatat di berkas {asked.nama}, tetapi salinan bekunya "
            "hilang atau telah diubah di luar aplikasi. Kode pada kertas tetap dapat dipercaya; "
            "berkas ini tidak.",
            own,
        )
    if signed.in_force.get(own.periode) != own:
        return Jawaban("versi_lama", _replaced(signed, own), own)
    found_here = tuple(differences(beku, asked.tables))
    if found_here:
        return Jawaban(
            "berkas_berubah",
            f"Lembar {own.judul} memang disahkan, tetapi berkas {asked.nama} telah diubah setelah "
            f"itu di luar aplikasi: {len(found_here)} angka tidak lagi sama dengan yang disahkan.",
            own,
            found_here,
        )
    return Jawaban("cocok", _sound(own), own)


def _sound(own: Pengesahan) -> str:
    return (
        f"Lembar {own.periode.judul} versi {own.versi} ini sah: disahkan pada "
        f"{format_date(own.waktu[:10])} oleh {own.oleh}, dan seluruh angkanya di berkas ini masih "
        "sama."
    )


def _replaced(signed: Signed, own: Pengesahan) -> str:
    acts = [each for each in signed.perubahan if each.periode == own.periode]
    act = next(each for each in acts if each.versi > own.versi)
    newer = [each for each in signed.pengesahan if each[1:3] == act[1:3]]
    reason = f"nomor {act.nomor} tanggal {format_date(act.tanggal)}: {act.alasan.rstrip('.')}"
    if newer:
        return (
            f"Lembar ini {own.judul}, versi lama yang memang pernah disahkan; telah diganti oleh "
            f"versi {act.versi} pada {format_date(newer[0].waktu[:10])} ({reason})."
        )
    return (
        f"Lembar ini {own.judul} yang memang disahkan, tetapi periodenya dibuka kembali pada "
        f"{format_date(act.waktu[:10])} untuk versi {act.versi} ({reason}); lembar ini akan "
        "diganti."
    )


def _unknown_sheet(asked: Asked, sheet: SignedSheet) -> str:
    beku = sheet.beku
    rows = asked.tables["profil"].values()
    is_other = all(row["berkas_id"] != beku.berkas_id for row in rows)
    why = "lembar ini dari berkas lain" if is_other else "berkas ini lebih tua daripada lembarnya"
    return (
        f"Lembar {beku.periode.judul} versi {beku.versi} (kode {format_kode(sheet.kode)}) utuh, "
        f"tetapi tidak dikenal oleh berkas {asked.nama}: {why}."
    )


# What was changed on a sheet


def _altered(asked: Asked, sheet: SignedSheet, answer: Jawaban, sheets: Sequence[str]) -> Jawaban:
    """Compare with the kept sheet that is most like it."""
    own = answer.pengesahan
    assert own is not None
    kept = [pages for sidik in sheets if (pages := _pages(asked.arsip(sidik))) is not None]
    changes = min((list(_changed_words(each, sheet.teks)) for each in kept), key=len, default=[])
    if changes:
        sentence = (
            f"PDF ini bukan lembar {own.judul} yang disahkan: isinya telah diubah setelah dibuat. "
            "Data di dalamnya dan kodenya masih yang asli; yang berubah adalah yang terbaca di "
            "halamannya. Jangan gunakan PDF ini."
        )
    else:
        sentence = (
            f"PDF ini memuat data dan teks lembar {own.judul} yang disahkan, tetapi berkasnya "
            "bukan lagi byte yang sama: telah disimpan ulang atau ditambahi oleh program lain. "
            "Untuk lembar yang asli, cetak dari program ini."
        )
    return answer._replace(jenis="lembar_berubah", kalimat=sentence, teks=tuple(changes[:_MOST]))


def _pages(pdf: bytes | None) -> tuple[str, ...] | None:
    try:
        return None if pdf is None else read_pdf(pdf).teks
    except FileError:
        return None


def _changed_words(kept: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    """The words of the pages that are other ones now."""
    if len(kept) != len(found):
        yield f"Jumlah halaman: {len(kept)} menjadi {len(found)}"
    for number, (one, other) in enumerate(zip(kept, found, strict=False), 1):
        old, new = re.findall(r"\S+", one), re.findall(r"\S+", other)
        for tag, i, k, m, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                yield f"Halaman {number}: {_quoted(old[i:k])} menjadi {_quoted(new[m:n])}"


def _quoted(words: Sequence[str]) -> str:
    text = " ".join(words)
    return f"“{text[:80]}{'…' if len(text) > 80 else ''}”" if words else "(kosong)"
