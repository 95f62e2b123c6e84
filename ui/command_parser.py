"""How a command is written: the arguments of each verb, and what is said where they do not fit."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

Verbs = Mapping[str, Callable[[argparse.Namespace], int | None]]
"""A verb returns its exit code, None for 0."""


OF_A_PERIODE = ("cetak", "sahkan", "perubahan", "bukti")
"""Verbs that need a year and a period."""


class UsageError(Exception):
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
                raise UsageError(sentence.format(*match.groups()))
        raise UsageError("Perintah tidak ditulis dengan benar.")


def parser_of(verbs: Verbs) -> argparse.ArgumentParser:
    """The parser of all verbs; it raises UsageError."""
    parser = _Parser(prog="main.py")
    words = parser.add_subparsers(metavar="PERINTAH", required=True)
    for name, verb in verbs.items():
        sub = words.add_parser(name)
        sub.set_defaults(verb=verb)
        if name == "pulihkan":
            sub.add_argument("lembar", metavar="LEMBAR.pdf", type=_path, nargs="+")
        metavar = "BARU.sqlite" if name == "pulihkan" else "BERKAS.sqlite"
        sub.add_argument("berkas", metavar=metavar, type=_path)
        if name == "impor":
            sub.add_argument("isian", metavar="ISIAN.json", type=_path)
        if name in ("bandingkan", "gabung"):
            sub.add_argument("lain", metavar="BERKAS_B.sqlite", type=_path)
        if name == "gabung":
            sub.add_argument("--ke", metavar="BARU.sqlite", type=_path, required=True)
            sub.add_argument("--pilih", type=_one_of(("a", "b")))
        if name == "serahkan":
            sub.add_argument("folder", metavar="FOLDER", type=_path)
        if name == "cetak":
            sub.add_argument("keluaran", metavar="KELUARAN.pdf", type=_path)
            lembar = ("pengukuran", "iku", "kertas-kerja")
            sub.add_argument("--lembar", type=_one_of(lembar), required=True)
            sub.add_argument("--versi", type=_versi)
        if name in ("cetak", "sahkan"):
            sub.add_argument("--kertas", type=_one_of(("a4", "f4")))
        if name in ("hitung", *OF_A_PERIODE):
            sub.add_argument("--tahun", type=_tahun, required=name != "hitung")
            kode = ("tw1", "tw2", "tw3", "tw4", "tahunan")
            sub.add_argument("--periode", type=_one_of(kode), required=name != "hitung")
        if name == "sahkan":
            sub.add_argument("--abaikan", metavar="ALASAN")
        if name == "perubahan":
            for option in ("alasan", "nomor", "tanggal"):
                sub.add_argument(f"--{option}", metavar=option.upper(), required=True)
        if name == "verifikasi":
            sub.add_argument("lembar", metavar="KODE|LEMBAR.pdf")
        if name == "bukti":
            sub.add_argument("--ke", metavar="FOLDER|NAMA.zip", type=_path, required=True)
        if name in ("hitung", "riwayat", "bandingkan"):
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


def _versi(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,2}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"“{text[:40]}” bukan nomor versi; contoh: 1.")
    return int(text)


def _one_of(choices: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise argparse.ArgumentTypeError(
                f"“{text[:40]}” tidak dikenal; yang ada {', '.join(choices)}."
            )
        return text

    return read
