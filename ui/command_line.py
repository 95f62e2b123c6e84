"""The verbs for scripts and other PCs: the same document as the window's, without the window.

Exit code 0: done; 1: refused, with one Indonesian sentence on standard error and nothing
half-done; 2: called wrongly; 3: conflicts wait for a choice, listed, and nothing was written;
4: a fault of this program, recorded in the user's folder.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from core.errors import UserError
from core.storage.file import replace_file, user_errors
from ui.command_files import check_target, document_at, kept_at
from ui.command_parser import UsageError, Verbs, parser_of
from ui.environment import local_environment, report_failure
from ui.terminal import remark, say, silence

BANTUAN = """\
Cara pakai:
  main.py [BERKAS.sqlite]                    membuka jendela program
  main.py baru BERKAS.sqlite                 membuat berkas baru; tidak pernah menimpa
  main.py contoh BERKAS.sqlite               membuat berkas contoh
  main.py impor BERKAS.sqlite ISIAN.json     memasukkan isian
  main.py hitung BERKAS.sqlite [--tahun 2026] [--periode tw2|tahunan] [--json]
                                             menampilkan angka keempat indikator
  main.py cetak BERKAS.sqlite KELUARAN.pdf --lembar pengukuran|iku|kertas-kerja
                --tahun 2026 --periode tw2|tahunan [--kertas a4|f4] [--versi 1]
                                             menyimpan lembar sebagai PDF
  main.py sahkan BERKAS.sqlite --tahun 2026 --periode tw2|tahunan [--kertas a4|f4]
                [--abaikan ALASAN]           mengesahkan periode; angkanya tidak dapat diubah lagi
  main.py perubahan BERKAS.sqlite --tahun 2026 --periode tw2|tahunan
                --alasan ALASAN --nomor NOMOR --tanggal TANGGAL
                                             membuka periode yang disahkan untuk versi baru
  main.py verifikasi BERKAS.sqlite (KODE | LEMBAR.pdf)
                                             memeriksa apakah lembar ini yang disahkan;
                                             kode keluar 0 hanya bila SAH
  main.py pulihkan LEMBAR.pdf... BARU.sqlite membuat berkas dari lembar yang disahkan
  main.py bukti BERKAS.sqlite --tahun 2026 --periode tw2|tahunan --ke FOLDER|NAMA.zip
                                             menulis lembar beserta seluruh bukti dukungnya
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
    with kept_at(arguments.berkas) as kept:
        change = read_isian(kept.doc, text)
        if kept.read_only or change.butir:
            kept.doc.apply(change)
        kept.publish()
        done = change.label if change.butir else "Isian sama dengan isi berkas"
    say(f"{done}; {len(change.butir)} perubahan.")


def _hitung(arguments: argparse.Namespace) -> None:
    from ui import figures_text

    with document_at(arguments.berkas) as doc:
        periods = figures_text.periods_asked_for(doc, arguments.tahun, arguments.periode)
        make = figures_text.as_json if arguments.json else figures_text.as_table
        text = make(doc, periods)
    say(text)


def _cetak(arguments: argparse.Namespace) -> None:
    from core.model.periode import parse_periode
    from core.printing import sheet_bytes

    target: Path = arguments.keluaran
    check_target(target, arguments.berkas)
    periode = parse_periode(arguments.tahun, arguments.periode)
    with document_at(arguments.berkas) as doc:
        content = sheet_bytes(doc, arguments.lembar, periode, arguments.kertas, arguments.versi)
    with user_errors(target):
        replace_file(target, content)
    say(f"Lembar disimpan sebagai {target.name}.")


def _safety(name: str) -> Callable[[argparse.Namespace], None]:
    def verb(arguments: argparse.Namespace) -> None:
        from ui import safety_verbs  # brings along what the others need not load

        safety_verbs.VERBS[name](arguments)

    return verb


def _signing(name: str) -> Callable[[argparse.Namespace], int | None]:
    def verb(arguments: argparse.Namespace) -> int | None:
        from ui import signing_verbs  # as above

        return signing_verbs.VERBS[name](arguments)

    return verb


def _copies(name: str) -> Callable[[argparse.Namespace], int | None]:
    def verb(arguments: argparse.Namespace) -> int | None:
        from ui import merge_verbs  # as above

        return merge_verbs.VERBS[name](arguments)

    return verb


SIGNING = ("sahkan", "perubahan", "verifikasi", "pulihkan", "bukti")

VERBS: Verbs = {
    "baru": _baru,
    "contoh": _contoh,
    "impor": _impor,
    "hitung": _hitung,
    "cetak": _cetak,
    **{name: _signing(name) for name in SIGNING},
    "periksa": _safety("periksa"),
    "cadangkan": _safety("cadangkan"),
    "serahkan": _safety("serahkan"),
    "pulihkan-cadangan": _safety("pulihkan-cadangan"),
    "riwayat": _safety("riwayat"),
    "bandingkan": _copies("bandingkan"),
    "gabung": _copies("gabung"),
}
"""The words by which main.py knows that the command line is meant."""
