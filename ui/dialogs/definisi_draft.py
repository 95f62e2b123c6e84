"""A definition while it is being edited: rows as typed, their sums and bands as far as readable."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from core.calculator.bands import check_pita
from core.document import Document
from core.indonesian import format_number, is_canonical, read_number
from core.model.definisi import Pita
from core.model.register import Row, Value

MutableRow = dict[str, Value]

PEMBILANG, PENYEBUT = "label pembilang", "label penyebut"
"""Both halves of what a ratio's `keterangan` holds, while they are edited."""

_BAGIAN_KOSONG: MutableRow = {
    "induk_id": None,
    "nama": "",
    "bobot": None,
    "bobot_relatif": 0,
    "maksimum": None,
    "register": None,
    "pembilang": "",
    "penyebut": "",
    "keterangan": "",
}


class Draft:
    """Working copies of the rows of one definition."""

    def __init__(self, doc: Document, definisi_id: str) -> None:
        self.definisi_id = definisi_id
        self._new_id: Callable[[], str] = doc.environment.new_id
        self.row: MutableRow = dict(doc.rows("definisi")[definisi_id])
        self.bagian: list[MutableRow] = [dict(row) for row in doc.bagian_rows(definisi_id)]
        self.pita: list[MutableRow] = [dict(row) for row in doc.pita_rows(definisi_id)]
        for row in self.parts("rasio"):
            above, _, below = str(row["keterangan"]).partition("|")
            row[PEMBILANG], row[PENYEBUT] = above, below

    @property
    def bentuk(self) -> str:
        return str(self.row["bentuk"])

    def bagian_rows(self) -> list[MutableRow]:
        """The parts as the file stores them: both labels of a ratio in one column."""
        stored = []
        for row in self.bagian:
            plain = {key: row[key] for key in row if key not in (PEMBILANG, PENYEBUT)}
            if PEMBILANG in row:
                plain["keterangan"] = f"{row[PEMBILANG]}|{row[PENYEBUT]}"
            stored.append(plain)
        return stored

    def parts(self, *jenis: str, induk: Value | None = None) -> list[MutableRow]:
        """Parts of these kinds under a parent (None: at the top), in their order."""
        found = [r for r in self.bagian if r["jenis"] in jenis and r["induk_id"] == induk]
        return sorted(found, key=_order)

    def criteria(self) -> list[MutableRow]:
        """Criteria of all ratios, or the levels of an index."""
        if self.bentuk == "rasio_register":
            return [
                part
                for rasio in self.parts("rasio")
                for part in self.parts("kriteria", induk=rasio["id"])
            ]
        return self.parts("tingkat")

    def bands(self, bagian_id: Value) -> list[MutableRow]:
        """The bands of the definition (None) or of a category of Indeks KAMI."""
        return sorted((r for r in self.pita if r["bagian_id"] == bagian_id), key=_order)

    def add_part(self, jenis: str, induk: Value) -> MutableRow:
        """A new part after its siblings, with a code that is still free."""
        siblings = self.parts(jenis, induk=induk)
        taken = {row["kode"] for row in self.bagian if row["jenis"] == jenis}
        number = len(taken) + 1
        while f"{jenis}_{number}" in taken:
            number += 1
        row: MutableRow = {
            "id": self._new_id(),
            "definisi_id": self.definisi_id,
            **_BAGIAN_KOSONG,
            "induk_id": induk,
            "urutan": _next(siblings),
            "jenis": jenis,
            "kode": f"{jenis}_{number}",
        }
        self.bagian.append(row)
        return row

    def remove_part(self, row_id: Value) -> None:
        """Take a part out with everything under it."""
        for child in [r for r in self.bagian if r["induk_id"] == row_id]:
            self.remove_part(child["id"])
        self.bagian = [r for r in self.bagian if r["id"] != row_id]
        self.pita = [r for r in self.pita if r["bagian_id"] != row_id]

    def add_band(self, bagian_id: Value) -> MutableRow:
        """A new band after the others."""
        row: MutableRow = {
            "id": self._new_id(),
            "definisi_id": self.definisi_id,
            "bagian_id": bagian_id,
            "urutan": _next(self.bands(bagian_id)),
            "dari": "",
            "sampai": "",
            "predikat": "",
            "teks": "",
            "tanda": "",
        }
        self.pita.append(row)
        return row

    def remove_band(self, row_id: Value) -> None:
        self.pita = [r for r in self.pita if r["id"] != row_id]

    def sum_text(self, part: Row | None) -> str:
        """ "27,50 dari 27,50 ✓": the weights under a part (None: under the definition)."""
        if self.bentuk == "rerata_area":
            if part is None or part["jenis"] != "versi":
                return ""
            total = _total(r["maksimum"] for r in self.parts("area", induk=part["id"]))
            return f"jumlah {format_number(total, None)}" if total is not None else "jumlah –"
        if part is None:
            return _compare(
                _total(r["bobot"] for r in self.parts("aspek", "rasio")), self.row["bobot"]
            )
        if part["jenis"] != "aspek":
            return ""
        if part["bobot_relatif"] == 1:
            return "bobot relatif"
        children = self.parts("indikator", induk=part["id"])
        return _compare(_total(r["bobot"] for r in children), part["bobot"])

    def readable_bands(self, bagian_id: Value) -> list[Pita]:
        """Those bands whose bounds can be read, for the preview and the live check."""
        found = []
        for row in self.bands(bagian_id):
            dari, sampai = read_figure(row["dari"]), read_figure(row["sampai"])
            if dari is not None and sampai is not None:
                found.append(Pita(dari, sampai, str(row["predikat"])))
        return found

    def band_sentence(self, bagian_id: Value) -> str:
        """What is wrong with the bands, in the first sentence; "" if they fit together."""
        rows, bands = self.bands(bagian_id), self.readable_bands(bagian_id)
        if len(bands) < len(rows):
            return "Ada batas pita yang belum diisi atau bukan angka."
        problems = check_pita(bands, bulat=bagian_id is not None)
        return problems[0] if problems else ""

    def snapshot(self) -> object:
        """Everything, to be compared with how it was."""
        return (dict(self.row), [dict(r) for r in self.bagian], [dict(r) for r in self.pita])


def show_figure(value: Value) -> str:
    """A stored or typed figure as it stands in an open cell: decimal comma, no dots."""
    text = "" if value is None else str(value)
    return text.replace(".", ",") if is_canonical(text) else text


def read_figure(value: Value) -> Decimal | None:
    """A stored or typed figure; None if blank or unreadable. Only for showing."""
    text = "" if value is None else str(value)
    if is_canonical(text):
        return Decimal(text)
    readings = read_number(text)
    return min(readings) if readings else None


def _total(values: Iterable[Value]) -> Decimal | None:
    total = Decimal(0)
    for value in values:
        figure = read_figure(value)
        if figure is None:
            return None
        total += figure
    return total


def _compare(total: Decimal | None, whole: Value) -> str:
    wanted = read_figure(whole)
    if total is None or wanted is None:
        return "ada bobot yang belum diisi"
    mark = "✓" if total == wanted else "✗"
    return f"{_two_places(total)} dari {_two_places(wanted)} {mark}"


def _two_places(value: Decimal) -> str:
    exact = format_number(value, None)
    shown = format_number(value, 2)
    return exact if len(exact.partition(",")[2]) > 2 else shown


def _order(row: Row) -> int:
    return int(row["urutan"] or 0)


def _next(rows: Iterable[Row]) -> int:
    return max((_order(row) for row in rows), default=0) + 1
