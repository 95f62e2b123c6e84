"""The file as of a moment, written as a file of its own that can only be read."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from core.document import Document, Environment
from core.errors import FileError
from core.history.keadaan import difference, tables_as_of
from core.model.change import InsertRow
from core.model.register import Row
from core.row_check import Tables
from core.storage.file import fill, user_errors


def as_of_document(doc: Document, nomor: int, folder: Path, environment: Environment) -> Document:
    """Write the file as it stood after the step `nomor` into a folder and open it to be read.

    Its journal ends with that step, and what was signed by then answers from its frozen copy.
    FileError if it cannot be written or opened, or if it is not exactly what the step says of its
    content.
    """
    steps = doc.journal()
    present = doc.all_rows()
    content = tables_as_of(present, steps, nomor)
    nothing: dict[str, dict[str, Row]] = {table: {} for table in present}
    lines = [each for each in difference(nothing, content) if isinstance(each, InsertRow)]
    tables = {
        table: [{"id": each.id, **each.nilai} for each in rows]
        for table, rows in groupby(lines, key=lambda each: each.tabel)
    }
    path = folder / doc.path.name
    earlier = [step for step in steps if step.nomor <= nomor]
    with user_errors(path):
        fill(path, tables, earlier, _frozen(doc, content))
    made = Document(path, environment, berkas=doc.path, read_only=True)
    if earlier[-1].isi and made.sidik != earlier[-1].sidik:
        made.close()
        raise FileError(
            f"Keadaan {doc.path.name} saat itu tidak dapat disusun kembali dengan tepat dari "
            "jurnalnya, jadi tidak ditampilkan."
        )
    return made


def _frozen(doc: Document, content: Tables) -> dict[str, bytes]:
    """The frozen copies and sheets that this content names, as far as the file has them."""
    rows = content["pengesahan"].values()
    named = (str(row[kolom]) for row in rows for kolom in _ARSIP if row[kolom] is not None)
    return {sidik: doc.arsip(sidik) for sidik in dict.fromkeys(named) if doc.has_arsip(sidik)}


_ARSIP = ("sidik", "pengukuran", "iku", "kertas_kerja")
