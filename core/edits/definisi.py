"""Editing, copying and deleting definitions as the rows they are stored in, checked before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from core.calculator.checks import check_definisi, check_masa_berlaku
from core.definisi_rows import definisi_from_rows
from core.document import Document
from core.errors import InputError
from core.fields import Field, check_text, fields_of, read_value
from core.model.change import Butir, Change, DeleteRow, InsertRow, SetValue
from core.model.definisi import ATURAN_TAHUN, BACAAN, Definisi, RasioRegister
from core.model.periode import Periode
from core.model.register import Row, Value, without_id

TAHUN_AWAL, TAHUN_AKHIR = 2000, 2200

_TEKS: Mapping[str, tuple[str, int, bool]] = {
    "skema": ("Nama definisi", 500, True),
    "penjelasan": ("Penjelasan / formulasi", 10_000, True),
    "sumber": ("Sumber data", 3000, False),
    "satuan": ("Satuan", 50, True),
    "catatan_pita": ("Catatan kaki pita", 3000, False),
    "kriteria": ("Kriteria", 10_000, False),
    "catatan": ("Catatan", 10_000, False),
}
"""Column of a definition -> its name on screen, most characters, whether it must be filled in."""

_JENIS = {"aspek": "aspek", "indikator": "indikator", "tingkat": "tingkat", "rasio": "rasio"}
_JENIS |= {"kriteria": "kriteria", "versi": "versi", "area": "area", "kategori": "kategori"}


def edit_definisi(
    doc: Document,
    definisi_id: str,
    row: Mapping[str, Value],
    bagian_rows: Sequence[Row],
    pita_rows: Sequence[Row],
) -> Change:
    """Make the definition what the rows say; rows are told apart by their id.

    Figures may be given as typed ("2,75"); a value that did not change is never read again. A
    part or band whose parent is not among the rows goes with it. InputError with the first
    sentence if figures cannot be read, weights do not add up, bands leave a gap or overlap,
    years overlap, or inputs would lose the part they belong to.
    """
    old = doc.rows("definisi")[definisi_id]
    bagian, pita = _with_parents(bagian_rows, pita_rows)
    new = _read_head(old, row)
    new_bagian = [_read_bagian(doc.rows("bagian").get(str(r["id"])), r) for r in bagian]
    maks = _band_maximum(str(new["bentuk"]), new_bagian)
    new_pita = [_read_pita(doc.rows("pita").get(str(r["id"])), r, maks) for r in pita]
    definisi = definisi_from_rows(new, new_bagian, new_pita)
    _check(doc, definisi)
    _check_inputs(doc, definisi)
    butir = [
        *_set_head(definisi_id, old, new),
        *_diff("bagian", {str(r["id"]): r for r in doc.bagian_rows(definisi_id)}, new_bagian),
        *_diff("pita", {str(r["id"]): r for r in doc.pita_rows(definisi_id)}, new_pita),
    ]
    return Change(f"Definisi {definisi.skema} diubah", tuple(butir))


def copy_definisi(
    doc: Document, definisi_id: str, judul: str, dari: int | None, sampai: int | None
) -> Change:
    """Make a copy that is valid in the years `dari`..`sampai` (None, None: a template).

    A definition that would still be valid in `dari` ends the year before, in the same step.
    """
    source = doc.rows("definisi")[definisi_id]
    skema = _text(judul, *_TEKS["skema"][:2], "skema", required=True)
    _check_years(dari, sampai)
    new_id = doc.environment.new_id()
    head = {**source, "id": new_id, "skema": skema, "berlaku_dari": dari, "berlaku_sampai": sampai}
    bagian, pita = _copied_parts(doc, definisi_id, new_id)
    definisi = definisi_from_rows(head, bagian, pita)
    ended = _ended_before(doc, definisi)
    _check(doc, definisi, ended)
    butir: list[Butir] = [
        SetValue("definisi", each.id, "berlaku_sampai", _end(doc, each.id), each.berlaku_sampai)
        for each in ended.values()
    ]
    butir.append(InsertRow("definisi", new_id, without_id(head)))
    butir += [InsertRow("bagian", str(r["id"]), without_id(r)) for r in bagian]
    butir += [InsertRow("pita", str(r["id"]), without_id(r)) for r in pita]
    return Change(f"Definisi {skema} dibuat dari {source['skema']}", tuple(butir))


def _copied_parts(
    doc: Document, definisi_id: str, new_id: str
) -> tuple[list[dict[str, Value]], list[dict[str, Value]]]:
    """The parts and bands of a definition as rows of another one, under ids of their own."""
    ids = {str(r["id"]): doc.environment.new_id() for r in doc.bagian_rows(definisi_id)}
    bagian: list[dict[str, Value]] = [
        {
            **r,
            "id": ids[str(r["id"])],
            "definisi_id": new_id,
            "induk_id": None if r["induk_id"] is None else ids[str(r["induk_id"])],
        }
        for r in doc.bagian_rows(definisi_id)
    ]
    pita: list[dict[str, Value]] = [
        {
            **r,
            "id": doc.environment.new_id(),
            "definisi_id": new_id,
            "bagian_id": None if r["bagian_id"] is None else ids[str(r["bagian_id"])],
        }
        for r in doc.pita_rows(definisi_id)
    ]
    return bagian, pita


def delete_definisi(doc: Document, definisi_id: str) -> Change:
    """Take a definition out; InputError if a year with inputs would be left without one."""
    row = doc.rows("definisi")[definisi_id]
    iku = str(row["iku_id"])
    rest = [each for each in doc.semua_definisi(iku) if each.id != definisi_id]
    if not rest:
        raise InputError(
            f"{row['skema']} adalah satu-satunya definisi indikator ini; tidak dapat dihapus."
        )
    _check_covered(doc, iku, rest)
    butir: list[Butir] = [
        DeleteRow("pita", str(r["id"]), without_id(r)) for r in doc.pita_rows(definisi_id)
    ]
    parts = doc.bagian_rows(definisi_id)
    children = sorted(parts, key=lambda r: r["induk_id"] is None)
    butir += [DeleteRow("bagian", str(r["id"]), without_id(r)) for r in children]
    butir.append(DeleteRow("definisi", definisi_id, without_id(row)))
    return Change(f"Definisi {row['skema']} dihapus", tuple(butir))


def read_tahun(text: str, nama: str, kolom: str) -> int | None:
    """A year as typed; None if blank, InputError if it is not one."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or not TAHUN_AWAL <= int(text) <= TAHUN_AKHIR:
        raise InputError(
            f"{nama}: “{text[:20]}” bukan tahun antara {TAHUN_AWAL} dan {TAHUN_AKHIR}.", kolom
        )
    return int(text)


# Reading what was typed


def _read_head(old: Row, row: Mapping[str, Value]) -> dict[str, Value]:
    new = dict(old)
    for kolom, (nama, maks, required) in _TEKS.items():
        new[kolom] = _text(str(row[kolom]), nama, maks, kolom, required=required)
    new["berlaku_dari"] = _year(row["berlaku_dari"], "Berlaku mulai tahun", "berlaku_dari")
    new["berlaku_sampai"] = _year(row["berlaku_sampai"], "Berlaku sampai tahun", "berlaku_sampai")
    _check_years(new["berlaku_dari"], new["berlaku_sampai"])
    new["bobot"] = _figure(old, row, "bobot", "Bobot keseluruhan", 1000)
    new["terverifikasi"] = int(row["terverifikasi"] == 1)
    for kolom, known in (
        ("arah", ("naik", "turun")),
        ("aturan_tahun", tuple(ATURAN_TAHUN)),
        ("cara_baca", (None, *BACAAN)),
    ):
        if row[kolom] not in known:
            raise InputError(f"Pilihan “{row[kolom]}” tidak dikenal.", kolom)
        new[kolom] = row[kolom]
    return new


def _year(value: Value, nama: str, kolom: str) -> int | None:
    return read_tahun("" if value is None else str(value), nama, kolom)


def _check_years(dari: Value, sampai: Value) -> None:
    if dari is None and sampai is not None:
        raise InputError(
            "Tahun akhir berlaku diisi, sedangkan tahun mulai berlaku kosong.", "berlaku_dari"
        )
    if dari is not None and sampai is not None and int(sampai) < int(dari):
        raise InputError(f"Masa berlaku terbalik: mulai {dari}, sampai {sampai}.", "berlaku_sampai")


def _read_bagian(old: Row | None, row: Row) -> dict[str, Value]:
    jenis = str(row["jenis"])
    kata = _JENIS[jenis]
    kode = _text(str(row["kode"]), f"Kode {kata}", 50, "kode", required=True)
    new = dict(row)
    new["kode"] = kode
    if jenis == "tingkat" and not (kode.isascii() and kode.isdigit()):
        raise InputError(f"Kode tingkat “{kode}” harus bilangan bulat.", "kode")
    nama = f"{kata} {kode}"
    new["nama"] = _text(str(row["nama"]), f"Nama {nama}", 500, "nama", required=True)
    new["keterangan"] = _text(str(row["keterangan"]), f"Keterangan {nama}", 3000, "keterangan")
    new["bobot"] = _figure(old, row, "bobot", f"Bobot {nama}", 1000)
    new["maksimum"] = _figure(old, row, "maksimum", f"Nilai maksimum {nama}", 10_000)
    if new["bobot"] is None and jenis in ("aspek", "indikator", "rasio"):
        raise InputError(f"Bobot {nama} belum diisi.", "bobot")
    if new["maksimum"] is None and jenis == "area":
        raise InputError(f"Nilai maksimum {nama} belum diisi.", "maksimum")
    return new


def _read_pita(old: Row | None, row: Row, maks: int) -> dict[str, Value]:
    new = dict(row)
    predikat = _text(str(row["predikat"]), "Predikat pita", 100, "predikat", required=True)
    new["predikat"] = predikat
    new["teks"] = _text(str(row["teks"]), f"Teks rentang pita “{predikat}”", 100, "teks")
    new["tanda"] = _text(str(row["tanda"]), f"Tanda pita “{predikat}”", 10, "tanda")
    most = 10_000 if row["bagian_id"] is not None else maks
    for kolom, kata in (("dari", "Batas bawah"), ("sampai", "Batas atas")):
        new[kolom] = _figure(old, row, kolom, f"{kata} pita “{predikat}”", most)
        if new[kolom] is None:
            raise InputError(f"{kata} pita “{predikat}” belum diisi.", kolom)
    return new


def _band_maximum(bentuk: str, bagian: Iterable[Row]) -> int:
    """The largest bound that makes sense; it also settles how "1.500" is to be read."""
    if bentuk == "indeks_berbobot":
        return sum(1 for r in bagian if r["jenis"] == "tingkat") or 5
    return 1000


def _figure(old: Row | None, row: Mapping[str, Value], kolom: str, nama: str, maks: int) -> Value:
    value = row[kolom]
    if value is None or (old is not None and old[kolom] == value):
        return value
    field = Field(kolom, nama, "angka", Decimal(0), Decimal(maks))
    return read_value(field, str(value))


def _text(text: str, nama: str, maks: int, kolom: str, *, required: bool = False) -> str:
    value = check_text(text, nama, kolom, maks)
    if required and not value:
        raise InputError(f"{nama} belum diisi.", kolom)
    return value


# Checking the whole


def _check(doc: Document, definisi: Definisi, ended: Mapping[str, Definisi] | None = None) -> None:
    """Refuse with the first sentence what the calculator could not stand on."""
    others = [
        (ended or {}).get(each.id, each)
        for each in doc.semua_definisi(definisi.iku)
        if each.id != definisi.id
    ]
    together = [definisi, *others]
    for sentence in (*check_definisi(definisi), *check_masa_berlaku(together)):
        raise InputError(sentence)
    _check_covered(doc, definisi.iku, together)


def _check_covered(doc: Document, iku: str, definisi: Sequence[Definisi]) -> None:
    for periode in _filled_periods(doc, iku):
        if not any(each.is_valid_in(periode.tahun) for each in definisi):
            raise InputError(
                f"{periode.singkat} sudah berisi, sedangkan tidak ada definisi lain yang berlaku "
                f"pada {periode.tahun}."
            )


def _check_inputs(doc: Document, definisi: Definisi) -> None:
    """Refuse to drop a part under which something is filled in: history would change unseen."""
    old = next(each for each in doc.semua_definisi(definisi.iku) if each.id == definisi.id)
    gone = {k: f for k, f in fields_of(old).items() if k not in fields_of(definisi)}
    if not gone:
        return
    for periode in doc.periode_berisi():
        if not (old.is_valid_in(periode.tahun) and definisi.is_valid_in(periode.tahun)):
            continue
        for kunci, field in gone.items():
            if doc.nilai(periode, kunci) is not None:
                raise InputError(
                    f"“{field.nama}” sudah berisi pada {periode.singkat}, sehingga tidak dapat "
                    "dihapus atau diganti kodenya; salin definisi ini untuk tahun berikutnya."
                )


def _filled_periods(doc: Document, iku: str) -> list[Periode]:
    """The quarters for which the definition that counts now is computed from something.

    Signed ones keep the definition of their frozen copy.
    """
    found = []
    for periode in doc.periode_berisi():
        if doc.pengunci(periode) is not None:
            continue
        isian = doc.isian(periode)
        definisi = doc.definisi(iku, periode)
        if definisi is None:
            continue
        bentuk = definisi.bentuk
        ratios = bentuk.rasio if isinstance(bentuk, RasioRegister) else ()
        if any(kunci.startswith(f"{iku}.") for kunci in isian.nilai) or any(
            count for rasio in ratios for count in isian.tally[rasio.register].values()
        ):
            found.append(periode)
    return found


def _ended_before(doc: Document, definisi: Definisi) -> dict[str, Definisi]:
    """The earlier definitions that would still be valid when this one begins, ended in time."""
    dari = definisi.berlaku_dari
    if dari is None:
        return {}
    return {
        each.id: each._replace(berlaku_sampai=dari - 1)
        for each in doc.semua_definisi(definisi.iku)
        if each.is_valid_in(dari) and each.berlaku_dari is not None and each.berlaku_dari < dari
    }


def _end(doc: Document, definisi_id: str) -> Value:
    return doc.rows("definisi")[definisi_id]["berlaku_sampai"]


# From rows to a change


def _with_parents(bagian: Sequence[Row], pita: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    kept = list(bagian)
    while True:
        ids = {row["id"] for row in kept} | {None}
        left = [row for row in kept if row["induk_id"] in ids]
        if len(left) == len(kept):
            return kept, [row for row in pita if row["bagian_id"] in ids]
        kept = left


def _set_head(definisi_id: str, old: Row, new: Row) -> list[Butir]:
    """One value after the other, in an order in which the years are never reversed between."""
    columns = [kolom for kolom in new if kolom not in ("berlaku_dari", "berlaku_sampai")]
    years = ["berlaku_dari", "berlaku_sampai"]
    end, start = old["berlaku_sampai"], new["berlaku_dari"]
    if end is not None and start is not None and int(start) > int(end):
        years.reverse()
    return [
        SetValue("definisi", definisi_id, kolom, old[kolom], new[kolom])
        for kolom in (*years, *columns)
        if old[kolom] != new[kolom]
    ]


def _diff(tabel: str, old: Mapping[str, Row], new: Sequence[Row]) -> list[Butir]:
    butir: list[Butir] = []
    for row in new:
        key = str(row["id"])
        before = old.get(key)
        if before is None:
            butir.append(InsertRow(tabel, key, without_id(row)))
        else:
            butir += [
                SetValue(tabel, key, kolom, before[kolom], row[kolom])
                for kolom in before
                if before[kolom] != row[kolom]
            ]
    kept = {str(row["id"]) for row in new}
    gone = [key for key in old if key not in kept]
    return butir + [DeleteRow(tabel, key, without_id(old[key])) for key in reversed(gone)]
