"""The verbs for scripts and other PCs: the same document as the window's, without the window.

Exit code 0: done; 1: refused, with one Indonesian sentence on standard error and nothing
half-done; 2: called wrongly; 3: conflicts wait for a choice, listed, and nothing was written;
4: a fault of this program, recorded in the user's folder.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import FileError, UserError
from core.storage.file import is_write_protected, replace_file, user_errors
from ui.command_parser import UsageError, Verbs, parser_of
from ui.environment import local_environment, report_failure, report_folder
from ui.terminal import remark, say, silence

if TYPE_CHECKING:
    from core.document import Document
    from core.safekeeping.kept import KeptFile

BANTUAN = """\
Cara pakai:
  main.py [BERKAS.sqlite]                    membuka jendela program
  main.py baru BERKAS.sqlite                 membuat berkas baru; tidak pernah menimpa
  main.py contoh BERKAS.sqlite               membuat berkas contoh
  main.py impor BERKAS.sqlite ISIAN.json     memasukkan isian
  main.py hitung BERKAS.sqlite [--tahun 2026] [--periode tw2|tahunan] [--json]
                                             menampilkan angka keempat indikator
  main.py cetak BERKAS.sqlite KELUARAN.pdf --lembar pengukuran|iku|kertas-kerja
                --tahun 2026 --periode tw2|tahunan [--kertas a4|f4]
                                             menyimpan lembar sebagai PDF
  main.py periksa BERKAS.sqlite              memeriksa keutuhan berkas seluruhnya
  main.py cadangkan BERKAS.sqlite            menyimpan cadangan berkas di PC ini
  main.py serahkan BERKAS.sqlite FOLDER      menyalin berkas ke flashdisk dan memeriksanya di sana
  main.py pulihkan-cadangan BERKAS.sqlite    mengganti berkas dengan cadangan terbaru yang baik
  main.py riwayat BERKAS.sqlite [--json]     menampilkan semua perubahan
  main.py bandingkan A.sqlite B.sqlite [--json]
                                             menampilkan perbedaan dua berkas
  main.py gabung A.sqlite B.sqlite --ke BARU.sqlite [--pilih a|b]
                                             menggabungkan B ke dalam salinan A; A dan B tetap

Periode: tw1, tw2, tw3, tw4, atau tahunan.
Kode keluar: 0 berhasil, 1 ditolak, 2 salah tulis perintah, 3 ada yang perlu diputuskan,
4 kesalahan program."""

_MINTA_BANTUAN = {"-h", "--help", "--bantuan"}


def run(arguments: Sequence[str]) -> int:
    """Run a verb of the command line and return the exit code; a traceback never gets out."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(arguments)
    except UserError as error:
        return _complain(str(error), 1)
    except BrokenPipeError:
        silence(sys.stdout)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _complain(report_failure(error), 4)


def _run(arguments: Sequence[str]) -> int:
    if not arguments or _MINTA_BANTUAN.intersection(arguments):
        say(BANTUAN)
        return 0 if arguments else 2
    parser = parser_of(VERBS)
    try:
        parsed = parser.parse_args(list(arguments))
    except UsageError as error:
        return _complain(f"{error} Petunjuk: main.py --bantuan.", 2)
    verb: Callable[[argparse.Namespace], int | None] = parsed.verb
    code = verb(parsed)
    if sys.stdout is not None:
        sys.stdout.flush()
    return code or 0


def _complain(sentence: str, code: int) -> int:
    remark(sentence)
    return code


@contextmanager
def _kept(path: Path) -> Iterator[KeptFile]:
    """The file for work, as the window opens it."""
    from core.safekeeping.opening import Undecided, open_kept
    from core.safekeeping.places import Places

    try:
        kept = open_kept(path, Places(report_folder()), local_environment())
    except Undecided as error:
        raise FileError(f"{error} Buka berkas itu di jendela program untuk memilih.") from error
    try:
        for note in kept.notes:
            remark(note)
        yield kept
    finally:
        kept.close()


@contextmanager
def _looked_at(path: Path) -> Iterator[Document]:
    from ui.safety_verbs import looked_at

    with looked_at(path) as arrived:
        yield arrived.doc


def _baru(arguments: argparse.Namespace) -> None:
    from core.document import create

    environment = local_environment()
    create(arguments.berkas, environment, tahun=int(environment.clock()[:4]))
    say(f"Berkas {arguments.berkas.name} dibuat.")


def _contoh(arguments: argparse.Namespace) -> None:
    from core.sample import create_sample

    create_sample(arguments.berkas, local_environment())
    say(f"Berkas contoh {arguments.berkas.name} dibuat.")


def _impor(arguments: argparse.Namespace) -> None:
    from core.edits.impor import load_isian, read_isian

    text = load_isian(arguments.isian)
    with _kept(arguments.berkas) as kept:
        change = read_isian(kept.doc, text)
        if kept.read_only or change.butir:
            kept.doc.apply(change)
        kept.publish()
        done = change.label if change.butir else "Isian sama dengan isi berkas"
    say(f"{done}; {len(change.butir)} perubahan.")


def _hitung(arguments: argparse.Namespace) -> None:
    from ui import figures_text

    with _looked_at(arguments.berkas) as doc:
        periods = figures_text.periods_asked_for(doc, arguments.tahun, arguments.periode)
        make = figures_text.as_json if arguments.json else figures_text.as_table
        text = make(doc, periods)
    say(text)


def _cetak(arguments: argparse.Namespace) -> None:
    from core.model.periode import parse_periode
    from core.printing import sheet_bytes

    target: Path = arguments.keluaran
    with user_errors(target):
        _check_target(target, arguments.berkas)
    periode = parse_periode(arguments.tahun, arguments.periode)
    with _looked_at(arguments.berkas) as doc:
        content = sheet_bytes(doc, arguments.lembar, periode, arguments.kertas)
    with user_errors(target):
        replace_file(target, content)
    say(f"Lembar disimpan sebagai {target.name}.")


def _check_target(target: Path, source: Path) -> None:
    """Refuse to put a sheet where it would destroy something else."""
    if target.is_dir():
        raise FileError(f"{target.name or target} adalah folder, bukan berkas PDF.")
    if not target.exists():
        return
    if source.exists() and target.samefile(source):
        raise FileError(f"{target.name} adalah berkas IKU itu sendiri; pilih nama lain untuk PDF.")
    if not target.is_file():
        raise FileError(f"{target.name} bukan berkas biasa; pilih nama lain untuk PDF.")
    if target.suffix.lower() != ".pdf" and not _is_pdf(target):
        raise FileError(f"{target.name} sudah ada dan bukan PDF; pilih nama lain.")
    if is_write_protected(target):
        raise FileError(f"{target.name} tidak dapat ditimpa karena hanya dapat dibaca.")


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) in (b"%PDF-", b"")


def _safety(name: str) -> Callable[[argparse.Namespace], None]:
    def verb(arguments: argparse.Namespace) -> None:
        from ui import safety_verbs  # brings along what the others need not load

        safety_verbs.VERBS[name](arguments)

    return verb


def _copies(name: str) -> Callable[[argparse.Namespace], int | None]:
    def verb(arguments: argparse.Namespace) -> int | None:
        from ui import merge_verbs  # as above

        return merge_verbs.VERBS[name](arguments)

    return verb


VERBS: Verbs = {
    "baru": _baru,
    "contoh": _contoh,
    "impor": _impor,
    "hitung": _hitung,
    "cetak": _cetak,
    "periksa": _safety("periksa"),
    "cadangkan": _safety("cadangkan"),
    "serahkan": _safety("serahkan"),
    "pulihkan-cadangan": _safety("pulihkan-cadangan"),
    "riwayat": _safety("riwayat"),
    "bandingkan": _copies("bandingkan"),
    "gabung": _copies("gabung"),
}
"""The words by which main.py knows that the command line is meant."""
