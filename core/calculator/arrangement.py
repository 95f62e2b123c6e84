"""What a value rests on: the inputs that count, and the arrangement that puts them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from core.calculator.area_mean import BACAAN_KEMATANGAN
from core.calculator.calculator import compute_realisasi
from core.calculator.inputs import Inputs, read_inputs
from core.calculator.register_ratio import count_rows
from core.calculator.steps import typed
from core.fields import versi_kami
from core.indonesian import format_number
from core.model.definisi import Bentuk, Definisi, IndeksBerbobot, Rasio, RasioRegister, RerataArea
from core.model.hasil import Isian
from core.model.register import REGISTER, Tally

_DASAR = {"indikator": "tingkat indikator", "aspek": "indeks aspek", "resmi": "indeks resmi"}
_BAGIAN_SUSUNAN = ("Definisi", "Dasar nilai", "Versi Indeks KAMI")
_ROWS = "register:"


class Masukan(NamedTuple):
    """An input that counts: what it holds, how it is shown, where it was entered (`asal`).

    Inputs of one `blok` act on each other; blocks add up.
    """

    isi: str | Tally
    nama: str
    tampil: str
    asal: str
    blok: str


class Susunan(NamedTuple):
    """How inputs are put together; where two are equal every input acts in the same way.

    `bentuk` is None where a published index alone is the value.
    """

    bentuk: Bentuk | None
    dasar: str = ""
    versi: str = ""


class Arranged(NamedTuple):
    """A quarter that has a value, by the inputs that this rests on."""

    definisi: Definisi
    isian: Isian
    susunan: Susunan
    masukan: Mapping[str, Masukan]

    def value_with(self, isi: Mapping[str, str | Tally]) -> Fraction | None:
        """The value if some of the inputs held something else."""
        nilai, tally = dict(self.isian.nilai), dict(self.isian.tally)
        for key, each in isi.items():
            if isinstance(each, str):
                nilai[key] = each
            else:
                tally[key.removeprefix(_ROWS)] = each
        return compute_realisasi(self.definisi, Isian(self.isian.periode, nilai, tally)).nilai


def susunan_changes(before: Arranged, after: Arranged) -> list[tuple[str, str, str]]:
    """Where two arrangements differ: the name of each part, what it was, what it is."""
    parts = zip(
        _BAGIAN_SUSUNAN,
        zip(before.susunan, after.susunan, strict=True),
        zip(_susunan_texts(before), _susunan_texts(after), strict=True),
        strict=True,
    )
    return [
        (nama, *texts)
        for nama, (old, new), texts in parts
        if old != new and all((old, new, *texts))
    ]


def _susunan_texts(side: Arranged) -> tuple[str, str, str]:
    versi = side.isian.nilai.get(f"{side.definisi.iku}.versi", "")
    return side.definisi.skema, _DASAR.get(side.susunan.dasar, ""), versi


def arrange(definisi: Definisi, isian: Isian, other: tuple[Definisi | None, Isian]) -> Arranged:
    """The inputs that the value of a quarter rests on; the quarter must have a value.

    Counted rows are given as their two counts, as if these had been typed in. Only where the
    `other` moment counts the rows of the same register by other criteria are the rows themselves
    the input, so that the new criteria are not taken for new rows.
    """
    inputs = read_inputs(definisi, isian)
    if isinstance(definisi.bentuk, IndeksBerbobot):
        return _index(definisi, definisi.bentuk, isian, inputs)
    if isinstance(definisi.bentuk, RasioRegister):
        return _ratios(definisi, definisi.bentuk, isian, other)
    return _areas(definisi, definisi.bentuk, isian, inputs)


def _plain(inputs: Inputs, keys: Iterable[str]) -> dict[str, Masukan]:
    """Inputs that are blocks of their own."""
    return {
        key: Masukan(
            inputs.texts[key],
            inputs.nama(key),
            typed(inputs.figures[key]) if key in inputs.figures else inputs.texts[key],
            key,
            key,
        )
        for key in keys
    }


def _index(definisi: Definisi, bentuk: IndeksBerbobot, isian: Isian, inputs: Inputs) -> Arranged:
    """An official index counts only where nothing can be computed (core.calculator.official)."""
    iku = definisi.iku
    resmi = f"{iku}.resmi"
    own = isian._replace(nilai={key: each for key, each in isian.nilai.items() if key != resmi})
    if compute_realisasi(definisi, own).nilai is None:
        susunan = Susunan(None, "resmi")
        return Arranged(definisi, isian, susunan, _plain(inputs, [resmi]))
    if inputs.texts.get(f"{iku}.cara") == "aspek":
        keys = [f"{iku}.aspek.{aspek.kode}" for aspek in bentuk.aspek]
        return Arranged(definisi, own, Susunan(bentuk, "aspek"), _plain(inputs, keys))
    keys = [f"{iku}.indikator.{butir.kode}" for aspek in bentuk.aspek for butir in aspek.butir]
    return Arranged(definisi, own, Susunan(bentuk, "indikator"), _plain(inputs, keys))


def _areas(definisi: Definisi, bentuk: RerataArea, isian: Isian, inputs: Inputs) -> Arranged:
    versi = versi_kami(bentuk, inputs.texts.get(f"{definisi.iku}.versi"))
    assert versi is not None, "without a version there is no value"
    part = "kematangan" if bentuk.cara_baca in BACAAN_KEMATANGAN else "nilai"
    keys = [f"{definisi.iku}.{part}.{area.kode}" for area in versi.area]
    return Arranged(definisi, isian, Susunan(bentuk, versi=versi.kode), _plain(inputs, keys))


def _ratios(
    definisi: Definisi,
    bentuk: RasioRegister,
    isian: Isian,
    other: tuple[Definisi | None, Isian],
) -> Arranged:
    nilai, tally = dict(isian.nilai), dict(isian.tally)
    masukan: dict[str, Masukan] = {}
    for rasio in bentuk.rasio:
        key = f"{definisi.iku}.{rasio.kode}"
        rows = _ROWS + rasio.register
        if _has_rows(definisi.iku, rasio, isian) and _counts_otherwise(rasio, other):
            tally[rasio.register] = {k: n for k, n in tally[rasio.register].items() if n}
            masukan[rows] = _rows(rasio, tally[rasio.register], rows)
            continue
        counts = _counts(definisi.iku, rasio, isian)
        nilai[f"{key}.cara"] = "jumlah"
        is_counted = _has_rows(definisi.iku, rasio, isian)
        for part, nama, count in zip(
            ("pembilang", "penyebut"),
            (rasio.label_pembilang, rasio.label_penyebut),
            counts,
            strict=True,
        ):
            part_key = f"{key}.{part}"
            nilai[part_key] = str(count)
            asal = rows if is_counted else part_key
            masukan[part_key] = Masukan(str(count), nama, format_number(count, 0), asal, key)
    susunan = Susunan(bentuk)
    return Arranged(definisi, Isian(isian.periode, nilai, tally), susunan, masukan)


def _has_rows(iku: str, rasio: Rasio, isian: Isian) -> bool:
    """Whether the ratio is taken from the rows of its register."""
    return isian.nilai.get(f"{iku}.{rasio.kode}.cara", "").strip() != "jumlah"


def _counts(iku: str, rasio: Rasio, isian: Isian) -> tuple[int, int]:
    if _has_rows(iku, rasio, isian):
        pembilang, penyebut, _ = count_rows(rasio, isian.tally[rasio.register])
        return pembilang, penyebut
    key = f"{iku}.{rasio.kode}"
    return int(isian.nilai[f"{key}.pembilang"]), int(isian.nilai[f"{key}.penyebut"])


def _counts_otherwise(rasio: Rasio, other: tuple[Definisi | None, Isian]) -> bool:
    """Whether the other moment counts the rows of this register by other criteria."""
    definisi, isian = other
    if definisi is None or not isinstance(definisi.bentuk, RasioRegister):
        return False
    twin = next((each for each in definisi.bentuk.rasio if each.kode == rasio.kode), None)
    if twin is None or twin.register != rasio.register:
        return False
    same = (set(twin.pembilang), set(twin.penyebut)) == (set(rasio.pembilang), set(rasio.penyebut))
    return not same and _has_rows(definisi.iku, twin, isian)


def _rows(rasio: Rasio, tally: Tally, key: str) -> Masukan:
    pembilang, penyebut, _ = count_rows(rasio, tally)
    shown = f"{format_number(pembilang, 0)} dari {format_number(penyebut, 0)}"
    return Masukan(tally, f"Daftar {REGISTER[rasio.register].judul}", shown, key, key)
