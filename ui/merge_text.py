"""How two copies stand to each other and what joining them does, in words; no window needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from core.cell_names import LEMBAR, CellNames, Nama, show_both, show_both_rows, show_row, show_value
from core.document import Document
from core.indonesian import format_moment, format_number
from core.merge.documents import copy_of
from core.merge.history import MergeError, compare_history
from core.merge.plan import (
    Conflict,
    Duplicate,
    FigureKey,
    Joined,
    Note,
    Plan,
    SetAside,
    Side,
    State,
)
from core.model.definisi import Iku
from core.model.hasil import Hasil
from core.model.journal import Hubungan, JournalStep
from core.model.periode import Periode
from core.row_check import Tables
from core.sheets.pengukuran import tampil_capaian, tampil_realisasi

BUKAN_SALINAN = "Kedua berkas bukan salinan dari dokumen yang sama."


class Sides(NamedTuple):
    """What the two copies are called: where something is, and the first one by itself."""

    sini: str = "di sini"
    sana: str = "di sana"
    satu: str = "Salinan ini"


HERE = Sides()
A_AND_B = Sides("di A", "di B", "Berkas A")
CHANGED_SINCE = (
    "Yang isinya berbeda telah diubah sesudah itu, atau penggabungannya telah diurungkan."
)
"""Why two copies differ where the other one has nothing new, so that joining brings nothing."""


def hubungan_text(hubungan: Hubungan, sides: Sides = HERE) -> str:
    """How the first copy stands to the second, as one sentence."""
    here, there = (format_number(count, 0) for count in hubungan)
    if hubungan.is_bercabang:
        return f"Bercabang: {here} perubahan {sides.sini}, {there} {sides.sana}."
    if hubungan.di_sana:
        return f"{sides.satu} tertinggal {there} perubahan."
    if hubungan.di_sini:
        return f"{sides.satu} lebih baru: {here} perubahan."
    return "Sama: kedua salinan memuat perubahan yang sama."


def standing(a: Document, b: Document) -> str:
    """How two files stand to each other, or why they cannot be joined."""
    if a.berkas_id != b.berkas_id:
        return BUKAN_SALINAN
    try:
        history = compare_history(copy_of(a, a.path.name), copy_of(b, b.path.name))
    except MergeError as error:
        return str(error)
    return hubungan_text(history.hubungan, A_AND_B)


def names_of(one: Path, other: Path) -> tuple[str, str]:
    """The names of two files, with their folders where they are the same."""
    if one.name != other.name:
        return one.name, other.name
    if one.parent.name != other.parent.name:
        return f"{one.parent.name}/{one.name}", f"{other.parent.name}/{other.name}"
    return str(one), str(other)


def merge_label(plan: Plan) -> str:
    """The name of the step that joins the copies."""
    changes = format_number(len(plan.history.theirs), 0)
    asked = len(plan.conflicts)
    return f"Gabungkan dengan {plan.theirs_name}: {changes} perubahan, {asked} keputusan"


def step_line(step: JournalStep) -> str:
    """One step of a history: when, by whom, what."""
    return f"{format_moment(step.waktu)}, {step.oleh or 'tanpa nama'}: {step.tindakan}"


def place_text(nama: Nama) -> str:
    """Where a figure is found: period and tab."""
    return nama.tab if nama.periode is None else f"{nama.periode.singkat} · {nama.tab}"


class Change(NamedTuple):
    """A figure that joins by itself, in words; `langkah` are the steps that did it."""

    nama: Nama
    lama: str
    baru: str
    langkah: tuple[JournalStep, ...]


class Question(NamedTuple):
    """A conflict in words; the histories have the newest step first."""

    nama: Nama
    semula: str
    sini: str
    sana: str
    riwayat_sini: tuple[str, ...]
    riwayat_sana: tuple[str, ...]
    rincian: tuple[str, ...] = ()


class LeftOut(NamedTuple):
    """What is not taken, in words; `langkah` are the steps that made it, the newest first."""

    nama: Nama
    berlaku: str
    usulan: str
    sebab: str
    langkah: tuple[JournalStep, ...]


class PlanText:
    """Puts what a plan holds into words; `iku` are the indicators in their order."""

    def __init__(self, plan: Plan, iku: Sequence[Iku]) -> None:
        self.plan = plan
        self._tables = {"mine": plan.mine_tables, "theirs": plan.theirs_tables}
        self._names = {side: CellNames(tables) for side, tables in self._tables.items()}
        tabs = (*(each.singkat for each in iku), LEMBAR)
        self._tabs = {tab: place for place, tab in enumerate(tabs)}

    def name(self, key: FigureKey) -> Nama:
        """A figure by its name in the window."""
        if key.is_definisi:
            return Nama(None, self._names["mine"].tab(key.baris), "Seluruh definisi indikator")
        names = self._names["mine"]
        if key.baris not in self.plan.mine_tables[key.tabel]:
            names = self._names["theirs"]
        isi = None
        if key.baris not in names.tables[key.tabel]:
            pair = self.plan.rows.get((key.tabel, key.baris))
            isi = None if pair is None else pair.before
        return names.name(key.tabel, key.baris, key.kolom, isi)

    def place(self, nama: Nama) -> tuple[object, ...]:
        """Sorts figures by period (settings last) and tab."""
        periode = (1, 0, 0) if nama.periode is None else (0, *nama.periode)
        return (*periode, self._tabs.get(nama.tab, len(self._tabs)))

    # What joins by itself

    def joined(self) -> list[Joined]:
        """What joins by itself: from the other side first, then by period and tab.

        Rows that may be double are left out, being offered elsewhere, and periods whose sheet has
        no date: nobody sees them.
        """
        order = {"theirs": 0, "both": 1, "mine": 2}
        offered = {(key.tabel, row) for key, _, _ in self.plan.duplicates for row in key[1:]}
        seen = [
            each
            for each in self.plan.joined
            if each.key[:2] not in offered and not _is_bare_periode(each)
        ]
        return sorted(seen, key=lambda each: (order[each.side], *self.place(self.name(each.key))))

    def change(self, joined: Joined) -> Change:
        """One of them in words."""
        mine, theirs = self.plan.mine_tables, self.plan.theirs_tables
        tables = (theirs, mine) if joined.side == "mine" else (mine, theirs)
        lama, baru = _both(tables, joined.key, joined.lama, joined.baru)
        return Change(self.name(joined.key), lama, baru, self._steps(joined))

    def _steps(self, joined: Joined) -> tuple[JournalStep, ...]:
        """The newest first."""
        pair = self.plan.rows[joined.key.tabel, joined.key.baris]
        touch = pair.by_theirs if joined.side == "theirs" else pair.by_mine
        steps = () if touch is None else touch.steps
        return tuple(sorted(steps, key=lambda each: each.nomor, reverse=True))

    # What is left out

    def set_aside(self) -> list[SetAside]:
        """What is not taken, by period and tab."""
        return sorted(self.plan.set_aside, key=lambda each: self.place(self.name(each.key)))

    def left_out(self, each: SetAside) -> LeftOut:
        """One of them in words."""
        mine, theirs = self.plan.mine_tables, self.plan.theirs_tables
        tables = (mine, theirs) if each.side == "theirs" else (theirs, mine)
        berlaku, usulan = _both(tables, each.key, each.kept, each.left)
        pair = self.plan.rows[each.key.tabel, each.key.baris]
        touch = pair.by_theirs if each.side == "theirs" else pair.by_mine
        steps = () if touch is None else touch.steps
        newest = tuple(sorted(steps, key=lambda step: step.nomor, reverse=True))
        return LeftOut(self.name(each.key), berlaku, usulan, each.sebab, newest)

    def left_out_in_short(self, sides: Sides = HERE) -> list[str]:
        """All of them, one sentence for each reason and side."""
        counts = Counter((each.sebab, each.side) for each in self.set_aside())
        return [
            f"{format_number(count, 0)} isian yang diubah "
            f"{sides.sini if side == 'mine' else sides.sana} tidak diambil karena {sebab}."
            for (sebab, side), count in counts.items()
        ]

    # What is asked

    def question(self, conflict: Conflict) -> Question:
        """A conflict in words."""
        key = conflict.key
        nama = self.name(key)
        steps = _lines(conflict.mine_steps), _lines(conflict.theirs_steps)
        if key.is_definisi:
            whole = "Definisi milik sini", "Definisi milik sana"
            rincian = (*conflict.sebab, *self._definition_lines(key.baris))
            return Question(nama, "", *whole, *steps, rincian)
        tables = self.plan.mine_tables, self.plan.theirs_tables
        sini, sana = _both(tables, key, conflict.mine, conflict.theirs)
        semula = _one(self.plan.mine_tables, key, conflict.before)
        return Question(nama, semula, sini, sana, *steps)

    def _definition_lines(self, iku: str) -> Iterable[str]:
        """Every difference between the two sets of definitions."""
        tables = self.plan.mine_tables, self.plan.theirs_tables
        for tabel, baris in self.plan.groups[iku]:
            pair = self.plan.rows[tabel, baris]
            if pair.mine is None or pair.theirs is None:
                columns: list[str | None] = [None] if pair.mine != pair.theirs else []
            else:
                columns = [each for each in pair.mine if pair.mine[each] != pair.theirs[each]]
            for kolom in columns:
                key = FigureKey(tabel, baris, kolom)
                values = (pair.mine, pair.theirs) if kolom is None else (
                    (pair.mine or {})[kolom], (pair.theirs or {})[kolom])  # fmt: skip
                sini, sana = _both(tables, key, *values)
                yield f"{self.name(key).nama}: {sini} di sini, {sana} di sana."

    def duplicate(self, duplicate: Duplicate) -> tuple[Nama, str, str]:
        """Two rows that may stand for one thing: their name, what else each says."""
        tabel, mine, theirs = duplicate.key
        nama = self._names["mine"].name(tabel, mine)
        sini = show_row(self.plan.mine_tables, tabel, mine, duplicate.mine)
        return nama, sini, show_row(self.plan.theirs_tables, tabel, theirs, duplicate.theirs)

    def note(self, note: Note) -> str:
        """A place in a list that both sides changed, as a sentence."""
        nama = self.name(note.key)
        least = min(note.mine, note.theirs)
        return (
            f"{nama.nama} ({place_text(nama)}): {note.mine} di sini, {note.theirs} di sana; "
            f"yang dipakai {least}."
        )

    def notes_in_short(self) -> list[str]:
        """All notes, one sentence for each list."""
        counts = Counter(place_text(self.name(each.key)) for each in self.plan.notes)
        return [
            f"Urutan {format_number(count, 0)} baris diubah di kedua sisi ({place}); yang dipakai "
            "nomor terkecil."
            for place, count in counts.items()
        ]


def _is_bare_periode(joined: Joined) -> bool:
    def date(state: State) -> object:
        return state["tanggal_lembar"] if isinstance(state, Mapping) else None

    return joined.key.tabel == "periode" and date(joined.lama) == date(joined.baru)


def _lines(steps: Sequence[JournalStep]) -> tuple[str, ...]:
    return tuple(step_line(each) for each in sorted(steps, key=lambda s: s.nomor, reverse=True))


def _both(
    tables: tuple[Tables, Tables], key: FigureKey, one: State, other: State
) -> tuple[str, str]:
    if key.kolom is None:
        rows = (one if isinstance(one, Mapping) else None), (
            other if isinstance(other, Mapping) else None)  # fmt: skip
        return show_both_rows(tables, key.tabel, key.baris, rows)
    assert not isinstance(one, Mapping)
    assert not isinstance(other, Mapping)
    return show_both(tables, key.tabel, key.kolom, (one, other), key.baris)


def _one(tables: Tables, key: FigureKey, state: State) -> str:
    if key.kolom is None:
        return show_row(tables, key.tabel, key.baris, state if isinstance(state, Mapping) else None)
    assert not isinstance(state, Mapping)
    return show_value(tables, key.tabel, key.kolom, state, key.baris)


# What follows for the indicators


class Effect(NamedTuple):
    """One indicator of a period for either choice."""

    iku: Iku
    periode: Periode
    mine: Hasil
    theirs: Hasil


def effect_text(effects: Iterable[Effect], side: Side) -> str:
    """The indicators that depend on the choice, as they would be: "SPBE 3,56"."""
    texts = []
    for each in effects:
        own = each.mine if side == "mine" else each.theirs
        if tampil_realisasi(each.mine.realisasi) != tampil_realisasi(each.theirs.realisasi):
            texts.append(f"{each.iku.singkat} {tampil_realisasi(own.realisasi)}")
        elif tampil_capaian(each.mine) != tampil_capaian(each.theirs):
            texts.append(f"capaian {each.iku.singkat} {percent(tampil_capaian(own))}")
    return "; ".join(texts)


def percent(text: str) -> str:
    """A capaian as printed with its unit; words stay as they are."""
    return f"{text}%" if text[-1:].isdigit() else text
