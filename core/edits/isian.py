"""Filling in single figures, dates and texts of a quarter, and targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from core.document import Document
from core.edits.periode import insert_periode
from core.errors import InputError
from core.fields import Field, read_value, versi_kami
from core.indonesian import format_date, format_number
from core.model.change import Butir, Change, DeleteRow, InsertRow, SetValue
from core.model.definisi import Definisi, IndeksBerbobot, RasioRegister, RerataArea
from core.model.periode import Periode
from core.model.register import without_id


def fill_in(doc: Document, periode: Periode, kunci: str, text: str) -> Change:
    """Put typed text into one input; blank text empties it.

    InputError if it cannot be read, is out of range, or contradicts another input.
    """
    iku = kunci.split(".", 1)[0]
    field = doc.fields(iku, periode).get(kunci)
    if field is None:
        raise InputError(
            f"Isian ini tidak ada dalam definisi yang berlaku untuk tahun {periode.tahun}.", kunci
        )
    value = read_value(field, text)
    return fill_in_values(doc, periode, {kunci: value}, _label(field, value))


def _label(field: Field, value: str | None) -> str:
    if field.kunci.endswith(".cara"):
        return "Cara pengisian diubah"
    if value is None:
        return f"{field.nama} dikosongkan"
    return f"{field.nama} diisi {show_value(field, value)}"


def show_value(field: Field, value: str | None) -> str:
    """A stored value as the user reads it: decimal comma, written-out dates; "" where blank."""
    if value is None:
        return ""
    if field.jenis in ("angka", "bulat"):
        return format_number(Decimal(value), None)
    if field.jenis == "tanggal":
        return format_date(value)
    return value if len(value) <= 60 else value[:59] + "…"


def edit_text(field: Field, value: str | None) -> str:
    """A stored value as it stands in an open cell: no dots for thousands, so nothing is unclear."""
    if value is not None and field.jenis in ("angka", "bulat"):
        return value.replace(".", ",")
    return show_value(field, value) if field.jenis == "tanggal" else value or ""


def fill_in_values(
    doc: Document, periode: Periode, values: Mapping[str, str | None], label: str
) -> Change:
    """Set several inputs of a quarter at once, given as canonical text (None empties)."""
    by_iku: dict[str, dict[str, str | None]] = {}
    for kunci, value in values.items():
        by_iku.setdefault(kunci.split(".", 1)[0], {})[kunci] = value
    butir: list[Butir] = []
    for iku, part in by_iku.items():
        definisi = doc.definisi(iku, periode)
        if definisi is not None:
            check_together(definisi, {**doc.isian(periode).nilai, **part}, part)
        fields = doc.fields(iku, periode)
        for kunci, value in part.items():
            butir += _set_isian(doc, periode, fields[kunci], value)
    if butir:
        butir[:0] = insert_periode(doc, periode)
    return Change(label, tuple(butir))


def _set_isian(doc: Document, periode: Periode, field: Field, value: str | None) -> Iterable[Butir]:
    row_id = f"{periode.id}/{field.kunci}"
    old = doc.rows("isian").get(row_id)
    if old is None:
        if value is not None:
            nilai = {"periode_id": periode.id, "kunci": field.kunci, "jenis": field.jenis}
            yield InsertRow("isian", row_id, {**nilai, "nilai": value})
    elif value is None:
        yield DeleteRow("isian", row_id, without_id(old))
    elif old["nilai"] != value:
        yield SetValue("isian", row_id, "nilai", old["nilai"], value)


def check_together(
    definisi: Definisi, nilai: Mapping[str, str | None], changed: Mapping[str, str | None]
) -> None:
    """Refuse what no single input shows: a count above its denominator, a score above its maximum.

    `nilai` is everything as it would be, `changed` the keys that this change sets.
    """
    bentuk = definisi.bentuk
    if isinstance(bentuk, RasioRegister):
        _check_counts(definisi.iku, bentuk, nilai, changed)
    elif isinstance(bentuk, RerataArea):
        _check_scores(definisi.iku, bentuk, nilai, changed)


def _check_counts(
    iku: str,
    bentuk: RasioRegister,
    nilai: Mapping[str, str | None],
    changed: Mapping[str, str | None],
) -> None:
    for rasio in bentuk.rasio:
        key = f"{iku}.{rasio.kode}"
        upper, lower = nilai.get(f"{key}.pembilang"), nilai.get(f"{key}.penyebut")
        if upper is None or lower is None or int(upper) <= int(lower):
            continue
        kunci = f"{key}.pembilang"
        if kunci not in changed:
            kunci = f"{key}.penyebut"
        raise InputError(
            f"{rasio.label_pembilang} ({format_number(int(upper), 0)}) melebihi "
            f"{rasio.label_penyebut[:1].lower()}{rasio.label_penyebut[1:]} "
            f"({format_number(int(lower), 0)}).",
            kunci,
        )


def _check_scores(
    iku: str,
    bentuk: RerataArea,
    nilai: Mapping[str, str | None],
    changed: Mapping[str, str | None],
) -> None:
    text = nilai.get(f"{iku}.versi")
    versi = versi_kami(bentuk, text)
    if text is not None and versi is None:
        known = " dan ".join(each.nama for each in bentuk.versi)
        raise InputError(
            f"Versi Indeks KAMI “{text[:20]}” tidak dikenal; yang ada {known}.", f"{iku}.versi"
        )
    if versi is None:
        return
    for area in versi.area:
        kunci = f"{iku}.nilai.{area.kode}"
        score = nilai.get(kunci)
        if score is not None and Decimal(score) > area.maksimum:
            raise InputError(
                f"Nilai {area.nama} ({format_number(Decimal(score), None)}) melebihi maksimum "
                f"{versi.nama} ({format_number(area.maksimum, None)}).",
                kunci if kunci in changed else f"{iku}.versi",
            )


def target_field(definisi: Definisi | None, nama: str) -> Field:
    """The field of a target: an index up to 5, a percentage up to 1,000."""
    index = definisi is not None and isinstance(definisi.bentuk, IndeksBerbobot)
    maksimum = Decimal(5) if index else Decimal(1000)
    return Field("target", f"Target {nama}", "angka", Decimal(0), maksimum)


def set_target(doc: Document, periode: Periode, iku: str, text: str, words: str = "") -> Change:
    """Set the target of one period; blank text removes it. `words` is printed instead if given."""
    each = next(each for each in doc.iku if each.id == iku)
    field = target_field(doc.definisi(iku, periode), each.nama)
    value = read_value(field, text)
    row_id = f"{periode.id}/{iku}"
    old = doc.rows("target").get(row_id)
    shown = "dikosongkan" if value is None else f"diisi {format_number(Decimal(value), None)}"
    label = f"Target {each.singkat} {periode.singkat} {shown}"
    butir: list[Butir] = []
    if old is None and value is not None:
        nilai = {"iku_id": iku, "periode_id": periode.id, "nilai": value, "teks": words}
        butir = [*insert_periode(doc, periode), InsertRow("target", row_id, nilai)]
    elif old is not None and value is None:
        butir = [DeleteRow("target", row_id, without_id(old))]
    elif old is not None:
        butir = [
            SetValue("target", row_id, kolom, old[kolom], new)
            for kolom, new in (("nilai", value), ("teks", words))
            if old[kolom] != new
        ]
    return Change(label, tuple(butir))
