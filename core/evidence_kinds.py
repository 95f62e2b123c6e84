"""What may be kept as evidence: kinds of files, told by name and content, and harmless names."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from core.errors import InputError
from core.indonesian import format_number

MB = 2**20
MAKS_MB, MAKS_MB_TERTINGGI = 10, 15
"""The most that one piece of evidence may hold, unless the user says otherwise, and at all: every
connection of `core.storage` refuses whole rows of 16 MB."""

MAKS_NAMA = 120
_MAKS_BYTES_NAMA = 200
_MAKS_ISI_ZIP = 20_000
_MAKS_DAFTAR_ISI = 4 * MB


class Jenis(StrEnum):
    """What a piece of evidence is for people."""

    PDF = "PDF"
    GAMBAR = "gambar"
    LEMBAR_KERJA = "lembar kerja"
    DOKUMEN = "dokumen"


JENIS: Mapping[str, Jenis] = {
    "pdf": Jenis.PDF,
    **dict.fromkeys(("png", "jpg", "jpeg", "webp", "tif", "tiff", "bmp", "heic"), Jenis.GAMBAR),
    **dict.fromkeys(("xlsx", "xls", "ods", "csv"), Jenis.LEMBAR_KERJA),
    **dict.fromkeys(("docx", "doc", "odt", "rtf", "txt", "pptx"), Jenis.DOKUMEN),
}
"""What is taken in, by the end of its name."""

PINDAIAN = tuple(end for end, kind in JENIS.items() if kind in (Jenis.PDF, Jenis.GAMBAR))
"""What a scan may be."""

DITERIMA = (
    "PDF, gambar, lembar kerja (xlsx, xls, ods, csv), atau dokumen (docx, doc, odt, rtf, txt, pptx)"
)
"""The kinds in words."""

_MAKRO = {"xlsm", "xlsb", "xltm", "xlam", "docm", "dotm", "pptm", "potm", "ppsm", "ppam", "xla"}
_ARSIP = {"zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "cab", "iso", "img", "dmg"}
_HALAMAN = {"html", "htm", "mht", "mhtml", "svg", "xml", "xhtml"}
_PROGRAM = set(
    re.findall(
        r"\S+",
        """exe com scr pif bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta msi msp msc cpl dll sys
        jar sh bash py pyw rb pl php lnk url reg inf chm hlp scf desktop app apk deb rpm appimage
        run bin elf swf gadget application settingcontent-ms""",
    )
)

_RUNNABLE: tuple[bytes, ...] = (b"MZ", b"\x7fELF", b"#!")
_RUNNABLE += (b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
_PACKED: tuple[bytes, ...] = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c")
_PACKED += (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_OOXML = {
    "xlsx": "xl/workbook.xml",
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
}
_ODF = {
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odt": b"application/vnd.oasis.opendocument.text",
}
_STREAMS = {"xls": ("Workbook", "Book"), "doc": ("WordDocument",)}
_MACRO_PARTS = ("/vbaproject.bin", "/macrosheets/", "/dialogsheets/")
_EMPTY_LIBRARIES = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml", "/")

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def check_evidence(nama: str, data: bytes, maks: int = MAKS_MB * MB) -> Jenis:
    """What kind of evidence it is; InputError where it is not taken in, saying why.

    `nama` is a name that `harmless_name` has made; its end and the content must agree.
    """
    end = check_name(nama)
    check_size(nama, len(data), maks)
    _refuse_disguise(nama, end, data)
    if not _is_what_it_says(nama, end, data):
        raise InputError(
            f"{_quoted(nama)} ditolak: isinya bukan {_called(end)} seperti kata namanya. "
            "Buka di programnya, simpan ulang, lalu tambahkan lagi."
        )
    return JENIS[end]


def check_name(nama: str) -> str:
    """The end of a name that may be evidence, in small letters; InputError for any other."""
    end = nama.rpartition(".")[2].lower() if "." in nama else ""
    if end in JENIS:
        return end
    if end in _MAKRO:
        why = "memuat makro, yaitu program. Simpan dahulu tanpa makro (xlsx, docx, pptx) atau PDF."
    elif end in _ARSIP:
        why = "arsip tidak dapat diperiksa. Ekstrak dahulu, lalu tambahkan berkas di dalamnya."
    elif end in _HALAMAN:
        why = "halaman web dapat memuat skrip. Cetak dahulu ke PDF, lalu tambahkan."
    elif end in _PROGRAM:
        why = "program atau skrip tidak dapat menjadi bukti."
    else:
        what = f"jenis “.{end[:12]}” tidak dikenal" if end else "namanya tidak berakhiran jenis"
        raise InputError(f"{_quoted(nama)} ditolak: {what}. Yang diterima: {DITERIMA}.")
    raise InputError(f"{_quoted(nama)} ditolak: {why}")


def check_size(nama: str, size: int, maks: int = MAKS_MB * MB) -> None:
    """InputError for a file that is empty or too large."""
    if size == 0:
        raise InputError(f"{_quoted(nama)} ditolak: berkas itu kosong.")
    if size > maks:
        raise InputError(
            f"{_quoted(nama)} ditolak: ukurannya {show_size(size)}, sedangkan batasnya "
            f"{show_size(maks)}. Perkecil berkasnya, atau ubah batas di jendela Bukti dukung."
        )


def show_size(size: int) -> str:
    """A size as people read it, never too small: 840 KB, 2,4 MB."""
    if size < MB:
        return f"{format_number(-(-size // 1024), 0)} KB"
    tenths = Fraction(-(-size * 10 // MB), 10)
    return f"{format_number(tenths, 0 if tenths.denominator == 1 else 1)} MB"


def harmless_name(nama: str) -> str:
    """The last part of a path as a name that every system takes and that hides nothing.

    Control signs and those that turn the direction of writing go, so that what is shown is what
    the system sees; reserved names of Windows get a line before them; what is too long is cut
    before its end.
    """
    text = unicodedata.normalize("NFC", re.split(r"[/\\]", nama)[-1])
    text = "".join(" " if sign in "\t\r\n" else sign for sign in text if _is_shown(sign))
    text = _FORBIDDEN.sub("_", text)
    text = re.sub(r"\s+", " ", text).strip(" .")
    stem, dot, end = text.rpartition(".")
    if not dot:
        stem, end = text, ""
    stem, end = stem.strip(" ."), end.strip()
    if _RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    end = end[:20]
    room = MAKS_NAMA - len(end) - 1
    stem = stem[:room].rstrip(" .") or "bukti"
    while len(f"{stem}.{end}".encode()) > _MAKS_BYTES_NAMA:
        stem = stem[:-1].rstrip(" .")
    return f"{stem}.{end}" if end else stem


def title_of(nama: str) -> str:
    """A first title for a file: its name without the end and the signs that stand for spaces."""
    stem = nama.rpartition(".")[0] or nama
    return re.sub(r"[\s_]+", " ", stem).strip()


def _is_shown(sign: str) -> bool:
    if sign in "\t\r\n":
        return True
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _quoted(nama: str) -> str:
    return f"“{nama if len(nama) <= 60 else nama[:40] + '…' + nama[-18:]}”"


def _called(end: str) -> str:
    return "PDF" if end == "pdf" else f"{JENIS[end]} {end}"


def _refuse_disguise(nama: str, end: str, data: bytes) -> None:
    """Programs and archives that call themselves something else are named for what they are."""
    if data.startswith(_RUNNABLE):
        raise InputError(
            f"{_quoted(nama)} ditolak: isinya program atau skrip, bukan {_called(end)}. "
            "Jangan dibuka; tanyakan kepada pengirimnya."
        )
    if data.startswith(_PACKED) and end not in (*_OOXML, *_ODF):
        raise InputError(
            f"{_quoted(nama)} ditolak: isinya arsip, bukan {_called(end)}. Ekstrak dahulu, lalu "
            "tambahkan berkas di dalamnya."
        )


def _is_what_it_says(nama: str, end: str, data: bytes) -> bool:
    if end in _OOXML or end in _ODF:
        if data.startswith(_OLE) and _has_stream(data, "EncryptedPackage"):
            raise InputError(
                f"{_quoted(nama)} ditolak: berkas itu dikunci dengan kata sandi, sehingga tidak "
                "dapat diperiksa. Hapus kata sandinya, lalu tambahkan lagi."
            )
        return _is_zipped_document(nama, end, data)
    if end in _STREAMS:
        return _is_old_document(nama, end, data)
    if end in ("csv", "txt"):
        return _is_text(data)
    return _has_signature(end, data)


def _has_signature(end: str, data: bytes) -> bool:
    if end == "webp":
        return data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if end == "heic":
        return data[4:8] == b"ftyp" and data[8:12] in _HEIC
    if end == "bmp":
        return data[:2] == b"BM" and data[6:10] == bytes(4) and len(data) > 30
    if end == "pdf":
        return b"%PDF-" in data[:1024]
    signatures = {
        "png": (b"\x89PNG\r\n\x1a\n",),
        "jpg": (b"\xff\xd8\xff",),
        "jpeg": (b"\xff\xd8\xff",),
        "tif": (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
        "tiff": (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
        "rtf": (b"{\\rtf",),
    }
    return data.startswith(signatures[end])


def _is_zipped_document(nama: str, end: str, data: bytes) -> bool:
    """Reads the list of parts and one small part, never what they unpack to as a whole."""
    import zipfile  # what nobody needs who attaches nothing
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.namelist()
            if len(parts) > _MAKS_ISI_ZIP:
                return False
            kind = "mimetype" if end in _ODF else "[Content_Types].xml"
            if kind not in parts:
                return False
            with packed.open(kind) as part:
                said = part.read(_MAKS_DAFTAR_ISI)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError):
        return False
    if b"macroenabled" in said.lower() or _has_macros(end, parts):
        raise InputError(
            f"{_quoted(nama)} ditolak: memuat makro, yaitu program. Simpan dahulu tanpa makro "
            "atau sebagai PDF, lalu tambahkan lagi."
        )
    return said.strip() == _ODF[end] if end in _ODF else _OOXML[end] in parts


def _has_macros(end: str, parts: Sequence[str]) -> bool:
    """Whether one of the parts can run; libraries without a module stand in many ODF files."""
    names = [f"/{part.lower()}" for part in parts]
    if end in _OOXML:
        return any(mark in name for name in names for mark in _MACRO_PARTS)
    modules = [name for name in names if name.startswith(("/basic/", "/scripts/"))]
    return any(not name.endswith(_EMPTY_LIBRARIES) for name in modules)


def _is_old_document(nama: str, end: str, data: bytes) -> bool:
    if not data.startswith(_OLE):
        return False
    if _has_stream(data, "_VBA_PROJECT") or _has_stream(data, "_VBA_PROJECT_CUR"):
        raise InputError(
            f"{_quoted(nama)} ditolak: memuat makro, yaitu program. Simpan dahulu sebagai "
            f"{end}x atau PDF, lalu tambahkan lagi."
        )
    return any(_has_stream(data, stream) for stream in _STREAMS[end])


def _has_stream(data: bytes, stream: str) -> bool:
    """Whether a compound file has an entry of this name: 64 bytes of name, then its length."""
    name = stream.encode("utf-16-le")
    entry = name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little")
    return entry in data


def _is_text(data: bytes) -> bool:
    """Words and figures in any of the encodings that spreadsheets write, and no markup page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            return False
    else:
        text = data.decode("utf-8", errors="replace")
    if data.startswith((_OLE, b"%PDF-", b"{\\rtf")):
        return False
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<!doctype", "<html", "<script", "<?php", "<svg", "<hta:")):
        return False
    return not any(ord(sign) < 32 and sign not in "\t\r\n\f\x1a" for sign in text)
