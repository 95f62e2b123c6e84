"""The verbs that look after the file: check, back up, hand over, restore, and tell its history."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import groupby
from pathlib import Path

from core.cell_values import one_line, shorten
from core.compare import compare
from core.document import Document
from core.errors import FileError, FrozenError
from core.history.catatan import Catatan, Pembaca, list_catatan
from core.indonesian import format_moment, format_number
from core.model.journal import Hubungan, JournalStep
from core.safekeeping import arrival, disk
from core.safekeeping.arrival import Arrived
from core.safekeeping.backup import Backup, moment, newest_good, read_backups, restored
from core.safekeeping.backups import Backups, content_there
from core.safekeeping.handover import hand_over, megabytes, short_code
from core.safekeeping.handover import sentence as handed_over
from core.safekeeping.outside import KATEGORI, Pemeriksaan, examine_file
from core.safekeeping.places import Places, read_keadaan
from core.safekeeping.replacing import replace_document
from core.safekeeping.replacing import sentence as replaced
from core.safekeeping.rescue import offers
from core.safekeeping.standing import standing_here, unknown_signings
from core.storage import file
from core.storage.schema import APPLICATION_ID, FORMAT
from ui import comparison_text, figures_text
from ui.environment import local_environment, report_folder
from ui.terminal import remark, say

_OFFERED = 3


def local_places() -> Places:
    """What this PC keeps of documents."""
    return Places(report_folder())


@contextmanager
def looked_at(path: Path) -> Iterator[Arrived]:
    """The document as it lies there, from a copy; also while a window has it open.

    Says so on standard error where this PC has changes that have not arrived there.
    """
    with arrival.looked_at(path, local_environment()) as arrived:
        _remark_unpublished(path, arrived.sha256)
        yield arrived


def _remark_unpublished(path: Path, sha256: str) -> None:
    with suppress(OSError):
        keadaan = read_keadaan(local_places().work_folder(path))
        if keadaan is None or not keadaan.working_copy.is_file():
            return
        known = (keadaan.kerja_of(sha256), keadaan.kerja_of(keadaan.terbit))
        if disk.hash_of(keadaan.working_copy) not in known:
            remark(
                f"Catatan: di PC ini ada perubahan pada {path.name} yang belum sampai ke berkasnya "
                "dan tidak ikut dibaca; buka berkas di jendela program untuk meneruskannya."
            )


# periksa


def _periksa(arguments: argparse.Namespace) -> None:
    path: Path = arguments.berkas
    found = _examined(path)
    text = ""
    try:
        with looked_at(path) as arrived:
            text = _report(path, arrived, found)
    except FileError as error:
        _say_findings(found)
        if found is None or found.is_sound or found.rusak:
            raise FileError(f"{error} {_offer_text(path)}") from error
    if found is not None and not found.is_sound:
        if text:
            _say_findings(found)
        count = len(found.temuan) or sum(1 for each in found.lembar if each.masalah)
        raise FileError(
            f"Berkas {path.name} telah diubah di luar aplikasi ({count} temuan); "
            f"berkas dibiarkan apa adanya. {_offer_text(path)}"
        )
    say(text)


def _examined(path: Path) -> Pemeriksaan | None:
    """What another program did to it; None where it is of an earlier format or cannot be read."""
    with suppress(FileError, OSError):
        if path.is_file():  # and no pipe
            whole = path.absolute()
            return examine_file(whole, whole, local_places(), local_environment())
    return None


def _say_findings(found: Pemeriksaan | None) -> None:
    """One line for each, the structure first, then journal, figures, sheets and evidence."""
    if found is not None and not found.is_sound:
        lines = [f"{KATEGORI[each.jenis]}: {each.kalimat}" for each in found.temuan]
        say("\n".join((*lines, *_sheet_lines(found))))


def _sheet_lines(found: Pemeriksaan) -> list[str]:
    return [f"Lembar {each.kalimat}" for each in found.lembar]


def _report(path: Path, arrived: Arrived, found: Pemeriksaan | None) -> str:
    doc, size = arrived.doc, path.stat().st_size
    steps = doc.journal()
    version = file.format_of(path)
    older = " (disesuaikan ketika dibuka)" if arrived.was_older else ""
    lines = {
        "Susunan": f"{version // 1000}.{version % 1000}{older}",
        "Ukuran": f"{megabytes(size)} ({format_number(size, 0)} byte)",
        "Kode": short_code(arrived.sha256),
        "Langkah terakhir": _step_text(steps[-1]),
        "Riwayat": f"{format_number(len(steps), 0)} langkah, rantainya utuh",
        "Bukti dukung": _evidence_text(doc),
        "Salinan": _standing_text(doc),
        **_unknown_here(doc),
    }
    return "\n".join(
        (
            f"Berkas {path.name} utuh.",
            *(f"{name}: {value}" for name, value in lines.items()),
            *([] if found is None else _sheet_lines(found)),
        )
    )


def _evidence_text(doc: Document) -> str:
    count = len(doc.embedded_evidence())
    return f"{format_number(count, 0)} berkas, semuanya utuh" if count else "tidak ada"


def _standing_text(doc: Document) -> str:
    found = standing_here(doc, local_places())
    if found is None:
        return "belum pernah dibuka untuk diisi di PC ini"
    here, there = found[1]
    if Hubungan(here, there).is_bercabang:
        return f"bercabang: {here} perubahan di PC ini, {there} di berkas ini"
    if here:
        return f"tertinggal {here} perubahan dari yang terakhir ada di PC ini"
    if there:
        return f"lebih baru {there} perubahan dari yang terakhir ada di PC ini"
    return "sama dengan yang terakhir ada di PC ini"


def _unknown_here(doc: Document) -> dict[str, str]:
    found = standing_here(doc, local_places())
    lost = () if found is None else unknown_signings(doc, *found)
    return {"Pengesahan": " ".join(lost)} if lost else {}


def _offer_text(path: Path) -> str:
    found = offers(path, local_places(), local_environment())[:_OFFERED]
    if not found:
        return "Tidak ditemukan salinan utuh di sampingnya atau cadangannya di PC ini."
    named = "; ".join(
        f"{each.asal} {each.path.name}, langkah terakhir "
        f"{format_moment(each.langkah.waktu, long=True)}"
        for each in found
    )
    return (
        f"Yang masih utuh: {named}. Cadangan dipulihkan dengan: "
        f"main.py pulihkan-cadangan {path.name}."
    )


# cadangkan, serahkan


def _cadangkan(arguments: argparse.Namespace) -> None:
    path: Path = arguments.berkas
    with looked_at(path) as arrived:
        backups = Backups(local_places(), arrived.doc.berkas_id)
    before = {each.path for each in backups.list()}
    made = backups.add_file(path, local_environment().clock(), "diminta")
    what = f"{megabytes(made.ukuran)}, kode {short_code(made.sha256)}"
    if made.path in before:
        say(f"Isi {path.name} sudah ada dalam cadangan dari {moment(made)} ({what}).")
    else:
        say(f"Cadangan {path.name} disimpan di PC ini ({what}): {made.path}.")


def _serahkan(arguments: argparse.Namespace) -> None:
    path: Path = arguments.berkas
    folder: Path = arguments.folder
    target = folder / path.name
    with looked_at(path) as arrived:
        with file.user_errors(target):
            if target.exists() and target.samefile(path):
                raise FileError(f"{path.name} memang terletak di folder itu; pilih folder lain.")
        content = content_there(path, arrived)
    environment = local_environment()
    done = hand_over(content, path.name, folder, environment.clock(), environment)
    say(handed_over(done))


# pulihkan-cadangan


def _pulihkan(arguments: argparse.Namespace) -> None:
    path: Path = arguments.berkas
    environment, places = local_environment(), local_places()
    backup = _newest_good(path)
    with ExitStack() as stack:
        kept = stack.enter_context(restored(backup, environment))
        try:
            now: Document | None = stack.enter_context(looked_at(path)).doc
        except FileError as error:
            if _is_newer(path):
                raise
            now = None
            say(f"{error}\n\n{_figures(kept)}\n")
        if now is not None and now.sidik == kept.sidik:
            say(f"Berkas {path.name} sama dengan cadangan dari {moment(backup)}; tidak diganti.")
            return
        if now is not None:
            _refuse_to_unsign(now, kept, backup)
            names = (f"{path.name} sekarang", f"cadangan dari {moment(backup)}")
            say(f"{comparison_text.as_text(compare(now, kept), names)}\n")
    done = replace_document(path, backup.path, places, environment, environment.clock())
    say(f"{replaced(done)} Cadangan itu dari {moment(backup)}.")


def _refuse_to_unsign(now: Document, kept: Document, backup: Backup) -> None:
    """FrozenError where a sound file would lose what was signed since the backup was made."""
    acts = {each.id: each.sidik for each in kept.semua_pengesahan()}
    lost = [each for each in now.semua_pengesahan() if acts.get(each.id) != each.sidik]
    if lost:
        raise FrozenError(
            f"Cadangan dari {moment(backup)} belum memuat pengesahan "
            f"{', '.join(each.judul for each in lost)}; berkas yang utuh tidak diganti."
        )


def _newest_good(path: Path) -> Backup:
    folder = _backup_folder(path)
    found = folder and newest_good(folder, local_environment())
    if not found:
        raise FileError(f"Di PC ini tidak ada cadangan yang baik dari {path.name}.")
    return found


def _backup_folder(path: Path) -> Path | None:
    """That of the document there; where it cannot be read, of what this PC knows of its place,
    else of the only document that was ever backed up under its name."""
    places = local_places()
    with suppress(FileError), arrival.looked_at(path, local_environment()) as arrived:
        return places.backup_folder(arrived.doc.berkas_id)
    keadaan = read_keadaan(places.work_folder(path))
    if keadaan is not None:
        return places.backup_folder(keadaan.berkas_id)
    folders = [
        folder
        for folder in places.folder.glob("cadangan/*/")
        if any(each.nama == path.name for each in read_backups(folder))
    ]
    return folders[0] if len(folders) == 1 else None


def _is_newer(path: Path) -> bool:
    """A file of a later version of this program is whole, though it cannot be read here."""
    with suppress(OSError), path.open("rb") as opened:
        is_ours = opened.read(72)[68:] == APPLICATION_ID.to_bytes(4, "big")
        return is_ours and file.format_of(path) // 1000 > FORMAT // 1000
    return False


def _figures(doc: Document) -> str:
    return f"Isi cadangan:\n{figures_text.as_table(doc, doc.periode_berisi()[-1:])}"


# riwayat


def _riwayat(arguments: argparse.Namespace) -> None:
    with looked_at(arguments.berkas) as arrived:
        steps = arrived.doc.journal()
        pembaca = Pembaca(arrived.doc.all_rows(), steps)
    groups = groupby(reversed(list_catatan(steps)), lambda each: each.langkah)
    make = _history_json if arguments.json else _history_text
    say(make([(step, list(lines)) for step, lines in groups], pembaca))


_History = list[tuple[JournalStep, list[Catatan]]]


def _history_json(history: _History, pembaca: Pembaca) -> str:
    """One object for each step, the oldest first."""
    found = [
        {
            "nomor": step.nomor,
            "waktu": step.waktu,
            "oleh": step.oleh,
            "tindakan": step.tindakan,
            "salinan": step.salinan,
            "urut": step.urut,
            "baris": [_line(each, pembaca) for each in lines if each.butir is not None],
        }
        for step, lines in history
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)


def _line(catatan: Catatan, pembaca: Pembaca) -> dict[str, object]:
    nama = pembaca.nama(catatan)
    assert nama is not None
    dari, menjadi = pembaca.nilai(catatan)
    return {
        "tahun": None if nama.periode is None else nama.periode.tahun,
        "periode": None if nama.periode is None else nama.periode.kode,
        "tab": nama.tab,
        "nama": nama.nama,
        "dari": dari,
        "menjadi": menjadi,
    }


def _history_text(history: _History, pembaca: Pembaca) -> str:
    """Each step with its lines below it, the oldest first."""
    return "\n".join(
        "\n".join((f"{step.nomor}. {_step_text(step)}", *_lines_text(lines, pembaca)))
        for step, lines in history
    )


def _step_text(step: JournalStep) -> str:
    """On one line, whatever the file says."""
    what = (format_moment(step.waktu, long=True), step.oleh, step.tindakan)
    waktu, oleh, tindakan = (shorten(one_line(text)) for text in what)
    return f"{waktu}, {oleh}: {tindakan}"


def _lines_text(lines: list[Catatan], pembaca: Pembaca) -> Iterator[str]:
    for each in lines:
        nama = pembaca.nama(each)
        if nama is not None:
            dari, menjadi = pembaca.nilai(each)
            periode = () if nama.periode is None else (nama.periode.singkat,)
            yield f"    {', '.join((*periode, nama.tab, nama.nama))}: {dari} → {menjadi}"


VERBS: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "periksa": _periksa,
    "cadangkan": _cadangkan,
    "serahkan": _serahkan,
    "pulihkan-cadangan": _pulihkan,
    "riwayat": _riwayat,
}
