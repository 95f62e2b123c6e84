"""What of the past may not come back, because the period was signed since."""

from __future__ import annotations

from collections.abc import Iterable

from core.document import Document
from core.errors import FrozenError
from core.model.change import Butir, SetValue
from core.model.pengesahan import ACTS
from core.model.periode import Periode, periode_from_id
from core.model.register import REGISTER
from core.signed import signed_sentence

_PER_PERIODE = ("isian", "target")


def refuse_signed_past(doc: Document, butir: Iterable[Butir]) -> None:
    """FrozenError if taking back one of these lines would touch a signed period or a formal act.

    It comes before every other reason why something cannot be brought back.
    """
    for each in butir:
        if each.tabel in ACTS:
            raise FrozenError(
                "Pengesahan dan perubahan adalah tindakan resmi, sehingga tidak dapat dikembalikan "
                "dari riwayat. Untuk memperbaiki yang telah disahkan, buka Lembar > Perubahan…"
            )
        periode = _periode_of(doc, each)
        pengunci = None if periode is None else doc.pengunci(periode)
        if pengunci is not None:
            raise FrozenError(signed_sentence(pengunci))


def _periode_of(doc: Document, butir: Butir) -> Periode | None:
    """The period that a line touches; None if none, or if its row is gone without a trace."""
    if butir.tabel == "periode":
        return periode_from_id(butir.id)
    if butir.tabel in _PER_PERIODE:
        return periode_from_id(butir.id.partition("/")[0])
    if butir.tabel not in (*REGISTER, "bukti"):
        return None
    if not isinstance(butir, SetValue):
        return periode_from_id(str(butir.nilai["periode_id"]))
    if butir.tabel == "bukti":
        row = doc.rows("bukti").get(butir.id)
        return None if row is None else periode_from_id(str(row["periode_id"]))
    quarters = map(periode_from_id, doc.rows("periode"))
    return next((each for each in quarters if butir.id in doc.register(butir.tabel, each)), None)
