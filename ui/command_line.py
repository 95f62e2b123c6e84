"""The verbs for scripts and other PCs: the same document as the window's, without the window.

Exit code 0: done; 1: refused, with one Indonesian sentence on standard error and nothing
half-done; 2: called wrongly; 3: a fault of this program, recorded in the user's folder.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from core.errors import FileError, UserError
from core.storage.file import is_write_protected, os_reason, replace_file, user_errors
from ui.environment import local_environment, report_failure

if TYPE_CHECKING:
    from core.document import Document

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

Periode: tw1, tw2, tw3, tw4, atau tahunan.
Kode keluar: 0 berhasil, 1 ditolak, 2 salah tulis perintah, 3 kesalahan program."""

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
        _silence(sys.stdout)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _complain(report_failure(error), 3)


def _run(arguments: Sequence[str]) -> int:
    if not arguments or _MINTA_BANTUAN.intersection(arguments):
        _say(BANTUAN)
        return 0 if arguments else 2
    parser = _parser()
    try:
        parsed = parser.parse_args(list(arguments))
    except _UsageError as error:
        return _complain(f"{error} Petunjuk: main.py --bantuan.", 2)
    verb: Callable[[argparse.Namespace], None] = parsed.verb
    verb(parsed)
    if sys.stdout is not None:
        sys.stdout.flush()
    return 0


def _say(text: str) -> None:
    try:
        print(text)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _silence(sys.stdout)
        raise FileError(f"Keluaran tidak dapat ditulis ({os_reason(error)}).") from error


def _complain(sentence: str, code: int) -> int:
    with suppress(OSError):
        print(" ".join(sentence.split()), file=sys.stderr)
    return code


def _silence(stream: TextIO) -> None:
    """Keep Python from complaining at exit about a reader that has gone."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class _UsageError(Exception):
    """The command is not written as it should be; str() says so in Indonesian."""


_TRANSLATIONS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "Yang belum ditulis: {0}."),
    (r"unrecognized arguments: (.+)", "Tidak dikenal: {0}."),
    (r"argument (.+?): expected one argument", "{0} memerlukan satu nilai."),
    (r"argument PERINTAH: invalid choice: (.+?) \(.*", "Perintah {0} tidak dikenal."),
    (r"argument (.+?): (“.+)", "{0}: {1}"),
)


class _Parser(argparse.ArgumentParser):
    """A parser that complains in Indonesian and leaves exiting to its caller."""

    def __init__(self, **options: object) -> None:
        # What add_parser passes on is argparse's own affair.
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _TRANSLATIONS:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                raise _UsageError(sentence.format(*match.groups()))
        raise _UsageError("Perintah tidak ditulis dengan benar.")


def _parser() -> _Parser:
    parser = _Parser(prog="main.py")
    verbs = parser.add_subparsers(metavar="PERINTAH", required=True)
    for name, verb in VERBS.items():
        sub = verbs.add_parser(name)
        sub.set_defaults(verb=verb)
        sub.add_argument("berkas", metavar="BERKAS.sqlite", type=_path)
        if name == "impor":
            sub.add_argument("isian", metavar="ISIAN.json", type=_path)
        if name == "cetak":
            sub.add_argument("keluaran", metavar="KELUARAN.pdf", type=_path)
            lembar = ("pengukuran", "iku", "kertas-kerja")
            sub.add_argument("--lembar", type=_one_of(lembar), required=True)
            sub.add_argument("--kertas", type=_one_of(("a4", "f4")), default="a4")
        if name in ("hitung", "cetak"):
            sub.add_argument("--tahun", type=_tahun, required=name == "cetak")
            kode = ("tw1", "tw2", "tw3", "tw4", "tahunan")
            sub.add_argument("--periode", type=_one_of(kode), required=name == "cetak")
        if name == "hitung":
            sub.add_argument("--json", action="store_true")
    return parser


def _path(text: str) -> Path:
    if not text.strip() or "\0" in text:
        raise argparse.ArgumentTypeError(f"“{text[:40]}” bukan nama berkas.")
    return Path(text)


def _tahun(text: str) -> int:
    from core.model.periode import TAHUN_MAX, TAHUN_MIN

    if not re.fullmatch(r"\d{4}", text, re.ASCII) or not TAHUN_MIN <= int(text) <= TAHUN_MAX:
        raise argparse.ArgumentTypeError(
            f"“{text[:40]}” bukan tahun dari {TAHUN_MIN} sampai {TAHUN_MAX}."
        )
    return int(text)


def _one_of(choices: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise argparse.ArgumentTypeError(
                f"“{text[:40]}” tidak dikenal; yang ada {', '.join(choices)}."
            )
        return text

    return read


@contextmanager
def _opened(path: Path, *, read_only: bool) -> Iterator[Document]:
    from core.document import Document

    doc = Document(path, local_environment(), read_only=read_only)
    try:
        yield doc
    finally:
        doc.close()


def _baru(arguments: argparse.Namespace) -> None:
    from core.document import create

    environment = local_environment()
    create(arguments.berkas, environment, tahun=int(environment.clock()[:4]))
    _say(f"Berkas {arguments.berkas.name} dibuat.")


def _contoh(arguments: argparse.Namespace) -> None:
    from core.sample import create_sample

    create_sample(arguments.berkas, local_environment())
    _say(f"Berkas contoh {arguments.berkas.name} dibuat.")


def _impor(arguments: argparse.Namespace) -> None:
    from core.edits.impor import load_isian, read_isian

    text = load_isian(arguments.isian)
    with _opened(arguments.berkas, read_only=False) as doc:
        change = read_isian(doc, text)
        if doc.read_only or change.butir:
            doc.apply(change)
        done = change.label if change.butir else "Isian sama dengan isi berkas"
    _say(f"{done}; {len(change.butir)} perubahan.")


def _hitung(arguments: argparse.Namespace) -> None:
    from ui import figures_text

    with _opened(arguments.berkas, read_only=True) as doc:
        periods = figures_text.periods_asked_for(doc, arguments.tahun, arguments.periode)
        make = figures_text.as_json if arguments.json else figures_text.as_table
        text = make(doc, periods)
    _say(text)


def _cetak(arguments: argparse.Namespace) -> None:
    from core.model.periode import parse_periode
    from core.printing import sheet_bytes

    target: Path = arguments.keluaran
    with user_errors(target):
        _check_target(target, arguments.berkas)
    periode = parse_periode(arguments.tahun, arguments.periode)
    with _opened(arguments.berkas, read_only=True) as doc:
        content = sheet_bytes(doc, arguments.lembar, periode, arguments.kertas)
    with user_errors(target):
        replace_file(target, content)
    _say(f"Lembar disimpan sebagai {target.name}.")


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


VERBS: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "baru": _baru,
    "contoh": _contoh,
    "impor": _impor,
    "hitung": _hitung,
    "cetak": _cetak,
}
"""The words by which main.py knows that the command line is meant."""
