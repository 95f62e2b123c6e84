"""Two copies of one document as files, each worked on by another officer."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from core.document import Document, Environment
from core.edits.isian import fill_in
from core.indonesian import canonical
from core.model.change import Change, DeleteRow, InsertRow, SetValue
from core.model.periode import Periode
from core.model.register import without_id
from tests.safekeeping.documents import sample_file

Q2 = Periode(2025, 2)
SINI, SANA = "Rina", "Andi"
Edit = Callable[[Document], Change]


def two_copies(folder: Path) -> tuple[Path, Path]:
    """The sample year, and a copy of it in another folder."""
    mine = sample_file(folder / "sini")
    (folder / "sana").mkdir()
    return mine, Path(shutil.copy(mine, folder / "sana" / "dari Andi.sqlite"))


def worked_on(path: Path, oleh: str, *edits: Edit, salinan: str = "") -> Path:
    """The file after the edits of somebody in a working copy of her own."""
    numbers = itertools.count(1)
    environment = Environment(
        clock=lambda: f"2025-07-0{1 + (oleh == SINI)}T10:42:07",
        new_id=lambda: f"{oleh}-{next(numbers):06d}",
        oleh=oleh,
    )
    doc = Document(path, environment, salinan=salinan or f"salinan-{oleh}")
    try:
        for edit in edits:
            doc.apply(edit(doc))
    finally:
        doc.close()
    return path


def level(number: int, text: str) -> Edit:
    """A level of SPBE."""
    return lambda doc: fill_in(doc, Q2, f"spbe.indikator.{number}", text)


def kontak(text: str) -> Edit:
    """Another contact of the agency."""

    def edit(doc: Document) -> Change:
        lama = doc.rows("profil")["profil"]["kontak"]
        return Change("Kontak diubah", (SetValue("profil", "profil", "kontak", lama, text),))

    return edit


def media_gone(number: int) -> Edit:
    """A row of media deleted."""

    def edit(doc: Document) -> Change:
        row = list(doc.register("media", Q2).values())[number]
        return Change(
            f"{row['nama']} dihapus", (DeleteRow("media", str(row["id"]), without_id(row)),)
        )

    return edit


def media_ticked(number: int, kolom: str, value: int | None) -> Edit:
    """One answer about a row of media."""

    def edit(doc: Document) -> Change:
        row = list(doc.register("media", Q2).values())[number]
        butir = SetValue("media", str(row["id"]), kolom, row[kolom], value)
        return Change(f"{row['nama']} diubah", (butir,))

    return edit


def media_added(row_id: str, nama: str, urutan: int = 90) -> Edit:
    """A row of media that is active."""

    def edit(doc: Document) -> Change:
        row = next(iter(doc.register("media", Q2).values()))
        new = {**without_id(row), "nama": nama, "urutan": urutan, "aktif": 1}
        return Change(f"{nama} ditambah", (InsertRow("media", row_id, new),))

    return edit


def weight_moved(one: int, other: int) -> Edit:
    """Some of the weight of one indicator of SPBE goes to another; the sum stays."""

    def edit(doc: Document) -> Change:
        definisi = doc.definisi("spbe", Q2)
        assert definisi is not None
        rows = {str(row["kode"]): row for row in doc.bagian_rows(definisi.id)}
        moved = ((rows[str(one)], Decimal("-0.5")), (rows[str(other)], Decimal("0.5")))
        return Change(
            "Bobot diubah",
            tuple(
                SetValue(
                    "bagian",
                    str(row["id"]),
                    "bobot",
                    row["bobot"],
                    canonical(Decimal(str(row["bobot"])) + more),
                )
                for row, more in moved
            ),
        )

    return edit


def diverged(folder: Path) -> tuple[Path, Path]:
    """Two copies with two conflicts of levels, a deletion against an edit, what joins by itself
    from either side, and a row that may be double."""
    mine, theirs = two_copies(folder)
    worked_on(
        mine,
        SINI,
        level(32, "5"),
        level(33, "4"),
        level(34, "1"),
        media_gone(0),
        media_added("wa-sini", "Kanal WhatsApp"),
    )
    worked_on(
        theirs,
        SANA,
        level(32, "1"),
        level(33, "2"),
        level(35, "5"),
        media_ticked(0, "aktif", 0),
        media_added("wa-sana", "kanal  whatsapp", 91),
        kontak("Telp. 22222"),
    )
    return mine, theirs
