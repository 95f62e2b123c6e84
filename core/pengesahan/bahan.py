"""The rows of an open file that a period rests on."""

from __future__ import annotations

from collections.abc import Mapping

from core.document import Document
from core.model.periode import Periode
from core.model.register import REGISTER, Row
from core.pengesahan.kolom import TABEL, periods_of


def tables_of(doc: Document, periode: Periode) -> dict[str, Mapping[str, Row]]:
    """The rows of the file that the period can rest on; registers of other periods stay unread."""
    tables: dict[str, Mapping[str, Row]] = {
        nama: doc.rows(nama) for nama in TABEL if nama not in REGISTER
    }
    for kode in REGISTER:
        tables[kode] = {
            key: row
            for each in periods_of(periode)
            for key, row in doc.register(kode, each).items()
        }
    return tables
