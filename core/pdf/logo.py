"""Reading the logo of the letterhead: a small PNG or JPEG and nothing else."""

from __future__ import annotations

import base64
import binascii
import io
import warnings

from PIL import Image, UnidentifiedImageError

from core.errors import InputError

MAKS_BYTE = 2_000_000
MAKS_SISI = 4_000
SISI_CETAK = 600
FIELD = "profil.logo"

_RUSAK = "Logo pada kop surat tidak dapat dibaca; pilih berkas PNG atau JPEG yang lain."


def read_logo(data: str) -> Image.Image:
    """The picture on white, at most SISI_CETAK pixels a side; InputError if it cannot be used."""
    try:
        raw = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise InputError(_RUSAK, FIELD) from None
    if len(raw) > MAKS_BYTE:
        raise InputError("Logo pada kop surat lebih besar dari 2 MB; perkecil dahulu.", FIELD)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _decode(raw)
    except InputError:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError):
        raise InputError(_RUSAK, FIELD) from None
    except (ValueError, EOFError, IndexError, TypeError, KeyError, OverflowError, MemoryError):
        raise InputError(_RUSAK, FIELD) from None


def _decode(raw: bytes) -> Image.Image:
    with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG")) as picture:
        if max(picture.size) > MAKS_SISI:
            raise InputError(
                f"Logo pada kop surat paling besar {MAKS_SISI} x {MAKS_SISI} piksel.", FIELD
            )
        picture.load()
        coloured = picture.convert("RGBA")
    coloured.thumbnail((SISI_CETAK, SISI_CETAK))
    paper = Image.new("RGBA", coloured.size, "white")
    paper.alpha_composite(coloured)
    return paper.convert("RGB")
