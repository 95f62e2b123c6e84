"""The verbs around the signed sheet: sign, reopen, verify, rebuild, and hand out its evidence."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from core.cell_values import one_line
from core.errors import FileError, UserError
from core.model.periode import Periode, parse_periode
from core.pengesahan.lembar_pdf import read_sheet_file
from core.pengesahan.susun import perubahan, sahkan
from core.pengesahan.temuan import periksa, read_alasan, refusal, waived
from core.pengesahan.verifikasi import (
    Asked,
    Jawaban,
    asked_of,
    verifikasi_pdf,
    verifikasi_teks,
)
from core.printing import KERTAS
from core.safekeeping.backups import Backups
from core.safekeeping.evidence import EvidenceStore
from core.safekeeping.places import Places
from core.safekeeping.questioned import questioned
from core.sheets.kode import format_kode, kode_of
from ui.command_files import document_at, kept_at
from ui.environment import local_environment, report_folder
from ui.terminal import remark, say


def _periode_of(arguments: argparse.Namespace) -> Periode:
    return parse_periode(arguments.tahun, arguments.periode)


def _sahkan(arguments: argparse.Namespace) -> None:
    periode = _periode_of(arguments)
    kertas = next((each for each in KERTAS if each == arguments.kertas), KERTAS[0])
    with kept_at(arguments.berkas) as kept:
        doc = kept.doc
        waktu = doc.environment.clock()
        found = periksa(doc, periode, waktu[:10])
        reason = None if arguments.abaikan is None else read_alasan(arguments.abaikan)
        abaikan = {} if reason is None else {each.kalimat: reason for each in found}
        open_findings = refusal(found, abaikan)
        if open_findings:
            for each in open_findings:
                remark(f"{'Galat' if each.galat else 'Peringatan'}: {each.kalimat}")
            raise UserError(_refused(periode, any(each.galat for each in open_findings)))
        change, arsip = sahkan(doc, periode, kertas, waived(found, abaikan))
        Backups(Places(report_folder()), doc.berkas_id).add(doc, waktu, "sebelum pengesahan")
        doc.apply(change, arsip)
        kept.publish()
        signed = doc.pengesahan(periode)
        assert signed is not None
    say(f"{change.label}. Kode lembar: {format_kode(kode_of(signed.sidik))}.")


def _refused(periode: Periode, has_errors: bool) -> str:
    if has_errors:
        return f"{periode.singkat} belum dapat disahkan; perbaiki dahulu galat di atas."
    return (
        f"{periode.singkat} belum disahkan: periksa peringatan di atas, lalu perbaiki atau abaikan "
        "dengan --abaikan “alasan”."
    )


def _perubahan(arguments: argparse.Namespace) -> None:
    with kept_at(arguments.berkas) as kept:
        change = perubahan(
            kept.doc,
            _periode_of(arguments),
            arguments.alasan,
            arguments.nomor,
            arguments.tanggal,
        )
        kept.doc.apply(change)
        kept.publish()
    say(f"{change.label}.")


def _verifikasi(arguments: argparse.Namespace) -> int:
    """Also of a file that another program has edited: what it says is set against the sheet."""
    pdf = _pdf_of(arguments.lembar)
    text: str = arguments.lembar
    try:
        with document_at(arguments.berkas) as doc:
            answer = _answer(asked_of(doc), text, pdf)
    except FileError as error:
        try:
            with questioned(arguments.berkas) as asked:
                answer = _answer(asked, text, pdf)
        except FileError:
            raise error from None
        remark(str(error))
    say(_told(answer))
    return 0 if answer.jenis == "cocok" else 1


def _pdf_of(text: str) -> bytes | None:
    """The sheet that is named; None for a code or the text of a QR."""
    path = Path(text)
    is_sheet = path.suffix.lower() == ".pdf"
    with suppress(OSError):  # the text of a QR is too long for a name
        is_sheet = is_sheet or path.is_file()
    return read_sheet_file(path) if is_sheet else None


def _answer(asked: Asked, text: str, pdf: bytes | None) -> Jawaban:
    return verifikasi_teks(asked, text) if pdf is None else verifikasi_pdf(asked, pdf)


def _told(answer: Jawaban) -> str:
    lines = [f"{_KATA[answer.jenis]}: {answer.kalimat}"]
    for each in answer.selisih:
        where = " / ".join(filter(None, (each.periode and each.periode.singkat, each.iku)))
        lines.append(f"- {where}: {each.nama}: disahkan {each.beku}, kini {each.kini}")
    lines += [f"- {each}" for each in answer.teks]
    return "\n".join(map(one_line, lines))


_KATA: Mapping[str, str] = {
    "cocok": "SAH",
    "versi_lama": "VERSI LAMA",
    "berkas_berubah": "BERKAS BERUBAH",
    "lembar_berubah": "LEMBAR BERUBAH",
    "kode_salah": "KODE SALAH",
    "tidak_dikenal": "TIDAK DIKENAL",
}


def _pulihkan(arguments: argparse.Namespace) -> None:
    from core.pengesahan.pulihan import Given, rebuild

    given = [Given(path.name, read_sheet_file(path)) for path in arguments.lembar]
    done = rebuild(given, arguments.berkas.absolute(), local_environment())
    for note in done.catatan:
        remark(note)
    names = ", ".join(each.judul for each in done.pengesahan)
    say(f"Berkas {done.path.name} dipulihkan dari lembar: {names}.")


def _bukti(arguments: argparse.Namespace) -> None:
    from core.dossier.isi import collect
    from core.dossier.tulis import sentence, write_dossier

    periode = _periode_of(arguments)
    environment = local_environment()
    with document_at(arguments.berkas) as doc:
        isi = collect(doc, periode, environment.clock())
        folder = Places(report_folder()).evidence_folder(doc.berkas_id)
        done = write_dossier(isi, EvidenceStore(folder, doc).read, arguments.ke)
    for each in done.hilang:
        remark(f"Bukti {each} tidak ikut: isinya tidak ada di berkas maupun di PC ini.")
    say(sentence(done))


VERBS: Mapping[str, Callable[[argparse.Namespace], int | None]] = {
    "sahkan": _sahkan,
    "perubahan": _perubahan,
    "verifikasi": _verifikasi,
    "pulihkan": _pulihkan,
    "bukti": _bukti,
}
