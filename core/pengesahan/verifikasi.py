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
from core.model.pengesahan import Pengesahan, Perubahan
from core.pdf.reading import read_pdf
from core.pengesahan.beku import Beku, parse_beku
from core.pengesahan.lembar_pdf import SheetError, SignedSheet, read_sheet
from core.pengesahan.selisih import Selisih, differences
from core.row_check import Tables
from core.sheets.kode import format_kode, kode_of, read_kode
from core.sheets.qr import is_qr, read_qr
from core.signed import Signed, readable_acts

Jenis = Literal[
    "cocok", "versi_lama", "berkas_berubah", "lembar_berubah", "kode_salah", "tidak_dikenal"
]
_LEMBAR = ("pengukuran", "iku", "kertas-kerja")
_MOST = 50
_MAKS_BANDING = 25_000_000
"""Words of a page times those of the other: beyond, only that they differ is told."""


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
    """The file that is asked, sound or not: its rows, and its archive by hash (None: gone, or not
    what the hash says).

    Where another program has edited it, `is_sound` is False, and `seharusnya` are the rows that it
    ought to have, as far as its journal tells.
    """

    nama: str
    tables: Tables
    arsip: Callable[[str], bytes | None]
    is_sound: bool = True
    seharusnya: Tables | None = None


def asked_of(doc: Document) -> Asked:
    """An open document as what is asked."""

    def arsip(sidik: str) -> bytes | None:
        try:
            return doc.arsip(sidik) if doc.has_arsip(sidik) else None
        except DamagedError:
            return None

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
    own = _kept_as(asked, hashlib.sha256(pdf).hexdigest())
    if own is not None:
        return _of_signed(asked, own)
    try:
        sheet = read_sheet(pdf)
    except SheetError as error:
        kind: Jenis = "lembar_berubah" if error.is_altered else "tidak_dikenal"
        return Jawaban(kind, str(error))
    answer = _of_code(asked, sheet.kode, sheet.beku.sidik)
    if answer.jenis == "tidak_dikenal":
        return answer._replace(kalimat=_unknown_sheet(asked, sheet))
    if answer.pengesahan is None:
        return answer
    sheets = [each for one in _LEMBAR if (each := answer.pengesahan.lembar(one))]
    if len(sheets) < len(_LEMBAR):
        return _unproved(asked, sheet, answer, sheets)
    return _altered(asked, sheet, answer, sheets)


def _kept_as(asked: Asked, sidik: str) -> Pengesahan | None:
    """The signed version that has the PDF with this hash among its sheets."""
    found = (
        each
        for each in readable_acts(asked.tables).pengesahan
        if sidik in [each.lembar(lembar) for lembar in _LEMBAR]
    )
    return next(found, None)


def _of_code(asked: Asked, kode: str, sidik: str | None) -> Jawaban:
    def known(tables: Tables) -> Pengesahan | None:
        for each in readable_acts(tables).pengesahan:
            if sidik in (None, each.sidik) and _is_hash(each.sidik) and kode_of(each.sidik) == kode:
                return each
        return None

    own = known(asked.tables)
    if own is not None:
        return _of_signed(asked, own)
    gone = None if asked.seharusnya is None else known(asked.seharusnya)
    if gone is not None:
        return Jawaban(
            "berkas_berubah",
            f"Lembar {gone.judul} memang disahkan menurut riwayat, tetapi pengesahannya dihapus "
            f"atau diubah di berkas {asked.nama} di luar aplikasi. Kode pada kertas tetap dapat "
            "dipercaya; berkas ini tidak.",
            gone,
        )
    replaced = _replaced_unkept(asked, kode)
    if replaced is not None:
        return replaced
    return Jawaban(
        "tidak_dikenal",
        f"Kode {format_kode(kode)} ditulis dengan benar, tetapi berkas {asked.nama} tidak "
        "memuat lembar dengan kode itu: lembarnya berasal dari berkas lain, atau salinan "
        "berkas ini lebih tua daripada lembarnya.",
    )


def _is_hash(text: object) -> bool:
    return isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text) is not None


def _of_signed(asked: Asked, own: Pengesahan) -> Jawaban:
    beku = _frozen(asked, own)
    if beku is None:
        return Jawaban(
            "berkas_berubah",
            f"Lembar {own.judul} memang tercatat di berkas {asked.nama}, tetapi salinan bekunya "
            "hilang atau telah diubah di luar aplikasi. Kode pada kertas tetap dapat dipercaya; "
            "berkas ini tidak.",
            own,
        )
    said = (beku.periode, beku.versi, beku.waktu, beku.oleh, beku.kertas, beku.abaikan)
    if said != (own.periode, own.versi, own.waktu, own.oleh, own.kertas, own.abaikan):
        return Jawaban(
            "berkas_berubah",
            f"Lembar ini {beku.periode.singkat} versi {beku.versi} dan memang disahkan, tetapi "
            f"keterangan pengesahannya di berkas {asked.nama} telah diubah di luar aplikasi.",
            own,
        )
    signed = readable_acts(asked.tables)
    if signed.in_force.get(own.periode) != own:
        return _as_old(asked, signed, own)
    found_here = _differences(beku, asked.tables)
    if found_here is None or found_here:
        many = "sebagian isinya" if found_here is None else f"{len(found_here)} isian"
        return Jawaban(
            "berkas_berubah",
            f"Lembar {own.judul} memang disahkan, tetapi berkas {asked.nama} telah diubah setelah "
            f"itu di luar aplikasi: {many} tidak lagi sama dengan yang disahkan.",
            own,
            found_here or (),
        )
    if not asked.is_sound:
        return Jawaban(
            "berkas_berubah",
            f"Lembar {own.judul} memang disahkan dan semua isiannya di berkas {asked.nama} masih "
            "sama, tetapi di bagian lain berkas itu telah diubah di luar aplikasi. Rinciannya: "
            "main.py periksa.",
            own,
        )
    return Jawaban("cocok", _sound(own), own)


def _frozen(asked: Asked, own: Pengesahan) -> Beku | None:
    data = asked.arsip(own.sidik)
    try:
        beku = parse_beku(data) if data is not None else None
    except DamagedError:
        return None
    return beku if beku is not None and beku.sidik == own.sidik else None


def _differences(beku: Beku, tables: Tables) -> tuple[Selisih, ...] | None:
    """None where rows of an edited file cannot be named."""
    try:
        return tuple(differences(beku, tables))
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, IndexError):
        return None


def _sound(own: Pengesahan) -> str:
    return (
        f"Lembar {own.periode.judul} versi {own.versi} ini sah: disahkan pada "
        f"{format_date(own.waktu[:10])} oleh {own.oleh}, dan seluruh angkanya di berkas ini masih "
        "sama."
    )


def _as_old(asked: Asked, signed: Signed, own: Pengesahan) -> Jawaban:
    acts = [
        each for each in signed.perubahan if each.periode == own.periode and each.versi > own.versi
    ]
    known = None if asked.seharusnya is None else asked.seharusnya["perubahan"]
    if known is not None and acts[0].id not in known:
        return Jawaban(
            "berkas_berubah",
            f"Lembar {own.judul} memang disahkan; pembukaannya untuk versi {acts[0].versi} ditulis "
            f"ke berkas {asked.nama} di luar aplikasi dan tidak ada dalam riwayat.",
            own,
        )
    return Jawaban("versi_lama", _replaced(signed, own, acts[0]), own)


def _replaced(signed: Signed, own: Pengesahan, act: Perubahan) -> str:
    newer = [each for each in signed.pengesahan if each[1:3] == act[1:3]]
    reason = f"nomor {act.nomor} tanggal {format_date(act.tanggal)}: {act.alasan.rstrip('.')}"
    if newer:
        last = signed.in_force.get(own.periode)
        now = f" Yang berlaku sekarang versi {last.versi}." if last and last != newer[0] else ""
        return (
            f"Lembar ini {own.judul}, versi lama yang memang pernah disahkan; telah diganti oleh "
            f"versi {act.versi} pada {format_date(newer[0].waktu[:10])} ({reason}).{now}"
        )
    return (
        f"Lembar ini {own.judul} yang memang disahkan, tetapi periodenya dibuka kembali pada "
        f"{format_date(act.waktu[:10])} untuk versi {act.versi} ({reason}); lembar ini akan "
        "diganti."
    )


def _replaced_unkept(asked: Asked, kode: str) -> Jawaban | None:
    """For a version that a file rebuilt without it knows by the sheet that replaced it only."""
    for each in readable_acts(asked.tables).pengesahan:
        beku = _frozen(asked, each)
        act = None if beku is None else beku.perubahan
        if beku is None or act is None or beku.kode_lama != kode:
            continue
        return Jawaban(
            "versi_lama",
            f"Kode ini milik {each.periode.singkat} versi {act.versi - 1}, yang telah diganti oleh "
            f"versi {act.versi} pada {format_date(each.waktu[:10])} (nomor {act.nomor} tanggal "
            f"{format_date(act.tanggal)}: {act.alasan.rstrip('.')}); lembarnya sendiri tidak ada "
            f"di berkas {asked.nama} karena berkas dipulihkan tanpa lembar itu.",
        )
    return None


def _is_from_here(asked: Asked, berkas_id: str) -> bool:
    """Whether it is this document, or the lost one that this was rebuilt from."""
    if any(row["berkas_id"] == berkas_id for row in asked.tables["profil"].values()):
        return True
    known = (_frozen(asked, each) for each in readable_acts(asked.tables).pengesahan)
    return any(beku is not None and beku.berkas_id == berkas_id for beku in known)


def _unknown_sheet(asked: Asked, sheet: SignedSheet) -> str:
    beku = sheet.beku
    is_other = not _is_from_here(asked, beku.berkas_id)
    why = "lembar ini dari berkas lain" if is_other else "berkas ini lebih tua daripada lembarnya"
    if all(row["berkas_id"] != beku.berkas_id for row in asked.tables["profil"].values()):
        why = why if is_other else "berkas ini dipulihkan dari lembar lain, tanpa lembar ini"
    for each in () if is_other else readable_acts(asked.tables).pengesahan:
        if (each.periode, each.versi) == (beku.periode, beku.versi) and _is_hash(each.sidik):
            why = (
                f"di berkas ini {each.judul} disahkan tersendiri dengan kode "
                f"{format_kode(kode_of(each.sidik))}; hanya satu dari keduanya yang dapat berlaku"
            )
    return (
        f"Lembar {beku.periode.judul} versi {beku.versi} (kode {format_kode(sheet.kode)}) utuh, "
        f"tetapi tidak dikenal oleh berkas {asked.nama}: {why}."
    )


# What was changed on a sheet


def _unproved(asked: Asked, sheet: SignedSheet, answer: Jawaban, sheets: Sequence[str]) -> Jawaban:
    """For a sheet of a file that was rebuilt without it: nothing is there to set it against."""
    if any(_pages(asked.arsip(each)) == sheet.teks for each in sheets):
        return _altered(asked, sheet, answer, sheets)
    if answer.jenis == "berkas_berubah":
        return answer
    return Jawaban(
        "tidak_dikenal",
        f"Data di dalam PDF ini data {answer.pengesahan.judul if answer.pengesahan else ''} yang "
        f"disahkan, tetapi berkas {asked.nama} dipulihkan tanpa lembar ini, sehingga angka di "
        "halamannya tidak dapat dibandingkan. Cocokkan dengan angka di jendela program.",
        answer.pengesahan,
        answer.selisih,
    )


def _altered(asked: Asked, sheet: SignedSheet, answer: Jawaban, sheets: Sequence[str]) -> Jawaban:
    """Compare with the kept sheet that is most like it."""
    own = answer.pengesahan
    assert own is not None
    kept = [pages for sidik in sheets if (pages := _pages(asked.arsip(sidik))) is not None]
    changes = min((list(_changed_words(each, sheet.teks)) for each in kept), key=len, default=[])
    if len(kept) < len(sheets) and changes:
        return answer._replace(
            jenis="berkas_berubah",
            kalimat=f"Kode dan data di dalam PDF ini milik {own.judul} yang disahkan, tetapi "
            f"lembar yang disimpan di berkas {asked.nama} hilang atau telah diubah di luar "
            "aplikasi, sehingga halamannya tidak dapat dibandingkan.",
        )
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
        if len(old) * len(new) > _MAKS_BANDING:
            if old != new:
                yield f"Halaman {number}: isinya berbeda"
            continue
        for tag, i, k, m, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                yield f"Halaman {number}: {_quoted(old[i:k])} menjadi {_quoted(new[m:n])}"


def _quoted(words: Sequence[str]) -> str:
    text = " ".join(words)
    return f"“{text[:80]}{'…' if len(text) > 80 else ''}”" if words else "(kosong)"
