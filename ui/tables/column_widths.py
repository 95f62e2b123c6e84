"""How wide the columns of a register are: what their words need and a share, or as dragged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics

from core.model.register import Kolom

_SHARE = {"nama": 5, "alamat": 3, "pengelola": 3, "produsen": 3, "keterangan": 3}
_LEAST = {"nama": 200, "alamat": 110, "pengelola": 110, "produsen": 120, "jenis": 112}
_OTHER = 98
_KEKURANGAN = (118, 3)
_ANSWER = 76
_remembered: dict[str, list[int]] = {}


def remember(register: str, widths: Sequence[int]) -> None:
    """Keep the widths that were dragged for as long as the program runs."""
    _remembered[register] = list(widths)


def remembered(register: str) -> list[int] | None:
    """The widths that were dragged, or None."""
    return _remembered.get(register)


def share_out(columns: Sequence[Kolom], room: int, heading: QFontMetrics) -> list[int]:
    """Widths that fill the room where it is enough, the last for the computed column."""
    least, shares = [], []
    for kolom in columns:
        if kolom.jenis == "ya_tidak":
            least.append(max(_ANSWER, _two_lines(kolom.judul, heading) + 28))
            shares.append(0)
        else:
            least.append(_LEAST.get(kolom.kode, _OTHER))
            shares.append(_SHARE.get(kolom.kode, 0))
    least.append(_KEKURANGAN[0])
    shares.append(_KEKURANGAN[1])
    spare = max(0, room - sum(least))
    widths = [w + spare * share // sum(shares) for w, share in zip(least, shares, strict=True)]
    if spare:
        widths[0] += room - sum(widths)
    return widths


def _two_lines(judul: str, heading: QFontMetrics) -> int:
    """The least width in which the heading fits on two lines."""
    words = judul.split()
    if "/" in judul:
        return 12 + max(heading.horizontalAdvance(part) for part in judul.split("/"))
    splits = [(words[:n], words[n:]) for n in range(1, len(words) + 1)]
    return min(max(heading.horizontalAdvance(" ".join(part)) for part in each) for each in splits)
