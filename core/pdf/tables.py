"""Tables as atoms: a heading that is repeated, rows that may be split, tables inside cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.pdf.blocks import base_line
from core.pdf.fonts import BIASA as REGULER
from core.pdf.fonts import TEBAL, fit_text, text_width
from core.pdf.lines import Line, break_teks, break_text
from core.pdf.pages import Atom, Fill, Page, Rule
from core.pdf.paper import LATAR_KEPALA, SPASI, Style
from core.sheets.lembar import (
    DaftarPanjang,
    Kolom,
    Paragraf,
    Rata,
    Sel,
    SubTabel,
    Tabel,
    teks_biasa,
)

PAD_X = 4.0
PAD_LIST = 2.0
JARAK = 2.0
"""White space between two paragraphs of a cell."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns of a table stand."""

    xs: tuple[float, ...]
    size: float
    pad: float

    def inner(self, column: int) -> tuple[float, float]:
        """Left edge and width of the text in a column."""
        left, right = self.xs[column], self.xs[column + 1]
        return left + PAD_X, right - left - 2 * PAD_X


@dataclass(frozen=True, slots=True)
class LineItem:
    """A line of text in a cell."""

    line: Line
    rata: Rata
    size: float
    height: float

    def draw(self, page: Page, x: float, top: float, width: float) -> None:
        page.add_line(self.line, x, top + base_line(self.size), width, self.size, self.rata)


@dataclass(frozen=True, slots=True)
class SpaceItem:
    height: float

    def draw(self, page: Page, x: float, top: float, width: float) -> None:
        """Nothing is drawn."""


@dataclass(frozen=True, slots=True)
class SubRowItem:
    """A row of a table inside a cell, ruled on its own."""

    cells: tuple[tuple[tuple[Line, ...], Rata], ...]
    edges: tuple[float, ...]
    size: float
    height: float
    is_head: bool

    def draw(self, page: Page, x: float, top: float, width: float) -> None:
        left, right, bottom = x + self.edges[0], x + self.edges[-1], top + self.height
        if self.is_head:
            page.fills.append(Fill(left, top, right - left, self.height, LATAR_KEPALA))
        page.rules += [Rule(left, top, right, top), Rule(left, bottom, right, bottom)]
        page.rules += [Rule(x + edge, top, x + edge, bottom) for edge in self.edges]
        for (lines, rata), start, end in zip(self.cells, self.edges, self.edges[1:], strict=False):
            y = top + 2 + base_line(self.size)
            for line in lines:
                inner = end - start - 2 * PAD_X
                page.add_line(line, x + start + PAD_X, y, inner, self.size, rata)
                y += self.size * SPASI


Item = LineItem | SpaceItem | SubRowItem


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, each cell a stack of items."""

    grid: Grid
    cells: tuple[tuple[Item, ...], ...]
    height: float
    header: Atom | None
    gabung: int = 0
    keep: bool = False
    gap: bool = False

    def draw(self, page: Page, top: float) -> None:
        page.add_row(self.grid.xs, top, top + self.height, self.gabung)
        for column, items in enumerate(self.cells):
            x, width = self.grid.inner(column)
            y = top + self.grid.pad
            for item in items:
                item.draw(page, x, y, width)
                y += item.height

    def split(self, room: float) -> tuple[Atom, Atom] | None:
        """Cut each cell where the page ends; None if hardly anything would stay on either side."""
        heads, tails = [], []
        for items in self.cells:
            used, count = 2 * self.grid.pad, 0
            while count < len(items) and used + items[count].height <= room:
                used += items[count].height
                count += 1
            heads.append(items[:count])
            tails.append(items[count:])
        if max(map(len, heads)) < 2 or not any(tails):
            return None
        head = replace(self, cells=tuple(heads), height=_row_height(heads, self.grid), keep=False)
        tail = replace(self, cells=tuple(tails), height=_row_height(tails, self.grid), gabung=0)
        return head, tail


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a long table: lines of one size only."""

    grid: Grid
    columns: tuple[Kolom, ...]
    cells: tuple[tuple[Line, ...], ...]
    height: float
    header: Atom | None
    keep: bool = False
    gap: bool = False

    def draw(self, page: Page, top: float) -> None:
        page.add_row(self.grid.xs, top, top + self.height)
        size = self.grid.size
        first = top + self.grid.pad + base_line(size)
        for column, lines in enumerate(self.cells):
            x, width = self.grid.inner(column)
            rata, y = self.columns[column].rata, first
            for line in lines:
                if line.pieces:
                    page.add_line(line, x, y, width, size, rata)
                y += size * SPASI

    def split(self, room: float) -> tuple[Atom, Atom] | None:
        size = self.grid.size * SPASI
        count = min(int((room - 2 * self.grid.pad) / size), max(map(len, self.cells)) - 1)
        if count < 2:
            return None
        heads = tuple(lines[:count] for lines in self.cells)
        tails = tuple(lines[count:] for lines in self.cells)
        rest = self.height - count * size
        return (
            replace(self, cells=heads, height=count * size + 2 * self.grid.pad, keep=False),
            replace(self, cells=tails, height=rest),
        )


@dataclass(frozen=True, slots=True)
class Head:
    """The grey headings of a table, with its row of column numbers if there is one."""

    grid: Grid
    titles: tuple[tuple[Line, ...], ...]
    numbers: tuple[Line, ...]
    title_height: float
    height: float
    keep: bool = True
    gap: bool = False
    header: Atom | None = None

    def draw(self, page: Page, top: float) -> None:
        xs, size = self.grid.xs, self.grid.size
        middle = top + self.title_height
        page.fills.append(Fill(xs[0], top, xs[-1] - xs[0], self.height, LATAR_KEPALA))
        page.add_row(xs, top, middle)
        for column, lines in enumerate(self.titles):
            x, width = self.grid.inner(column)
            y = top + (self.title_height - len(lines) * size * SPASI) / 2 + base_line(size)
            for line in lines:
                page.add_line(line, x - 2, y, width + 4, size, "tengah")
                y += size * SPASI
        if self.numbers:
            page.add_row(xs, middle, top + self.height)
            y = middle + 1.5 + base_line(size - 1)
            for column, number in enumerate(self.numbers):
                x, width = self.grid.inner(column)
                page.add_line(number, x, y, width, size - 1, "tengah")

    def split(self, room: float) -> tuple[Atom, Atom] | None:
        return None


def _row_height(cells: list[tuple[Item, ...]], grid: Grid) -> float:
    return max(sum(item.height for item in items) for items in cells) + 2 * grid.pad


def make_grid(
    columns: tuple[Kolom, ...], width: float, size: float, pad: float, words: Sequence[float] = ()
) -> Grid:
    """Share the width by weight, but give every column room for its longest word.

    `words` are the widths of the longest words in the cells; those of the heads are added.
    """
    widths = [kolom.bobot / sum(k.bobot for k in columns) * width for kolom in columns]
    heads = [_longest(kolom.judul, TEBAL, size) for kolom in columns]
    needed = [max(pair) + 2 * PAD_X for pair in zip(heads, words or heads, strict=True)]
    lacking = sum(max(0.0, need - own) for need, own in zip(needed, widths, strict=True))
    spare = sum(max(0.0, own - need) for need, own in zip(needed, widths, strict=True))
    share = min(1.0, lacking / spare) if spare else 1.0
    xs = [0.0]
    for own, need in zip(widths, needed, strict=True):
        xs.append(xs[-1] + (need if need > own else own - (own - need) * share))
    return Grid(tuple(x * width / xs[-1] for x in xs), size, pad)


def _longest(text: str, font: str, size: float) -> float:
    """Width of the longest word."""
    return max((text_width(word, font, size) for word in fit_text(text).split()), default=0.0)


MAKS_KATA = 0.12
"""A word longer than this share of the table does not widen its column; it is cut instead."""


def _longest_words(block: Tabel, width: float, size: float) -> list[float]:
    """For each column the longest word in its cells."""
    longest = [0.0] * len(block.kolom)
    for baris in block.baris:
        for column, sel in enumerate(baris.sel):
            for part in sel:
                if isinstance(part, Paragraf):
                    own = _longest(teks_biasa(part.teks), REGULER, size)
                    longest[column] = max(longest[column], min(own + 0.5, MAKS_KATA * width))
    return longest


def _head(columns: tuple[Kolom, ...], numbers: tuple[str, ...], grid: Grid) -> Head:
    titles = tuple(
        break_text(kolom.judul, TEBAL, grid.size, grid.inner(i)[1] + 4)
        for i, kolom in enumerate(columns)
    )
    title_height = max(map(len, titles)) * grid.size * SPASI + 2 * max(3.0, grid.pad)
    number_lines = tuple(
        Line(((REGULER, text),), text_width(text, REGULER, grid.size - 1)) for text in numbers
    )
    number_height = (grid.size - 1) * SPASI + 3 if numbers else 0.0
    return Head(grid, titles, number_lines, title_height, title_height + number_height)


def table(block: Tabel, width: float, style: Style) -> Iterator[Atom]:
    """Heading and rows of a table whose cells may hold paragraphs and small tables."""
    words = _longest_words(block, width, style.tabel)
    grid = make_grid(block.kolom, width, style.tabel, style.pad, words)
    head = _head(block.kolom, block.nomor_kolom, grid)
    yield head
    for baris in block.baris:
        cells = [_items(sel, grid.inner(i)[1], grid.size) for i, sel in enumerate(baris.sel)]
        yield Row(grid, tuple(cells), _row_height(cells, grid), head, baris.gabung)


def _items(sel: Sel, width: float, size: float) -> tuple[Item, ...]:
    items: list[Item] = []
    for place, part in enumerate(sel):
        if place:
            subtable = isinstance(part, SubTabel) or isinstance(sel[place - 1], SubTabel)
            items.append(SpaceItem(5.0 if subtable else JARAK))
        if isinstance(part, Paragraf):
            own = size - 1 if part.ukuran == "kecil" else size
            items += [
                LineItem(line, part.rata, own, own * SPASI)
                for line in break_teks(part.teks, own, width)
            ]
        else:
            items += _sub_rows(part, width, size - 0.5)
    return tuple(items)


def _sub_rows(block: SubTabel, width: float, size: float) -> list[Item]:
    grid = make_grid(block.kolom, width * block.lebar, size, 2.0)
    rows: list[Item] = []
    titles = tuple(kolom.judul for kolom in block.kolom)
    for number, texts in enumerate((titles, *block.baris)):
        font = TEBAL if number == 0 else REGULER
        cells = tuple(
            (
                break_text(text, font, size, grid.inner(i)[1]),
                "tengah" if number == 0 else block.kolom[i].rata,
            )
            for i, text in enumerate(texts)
        )
        height = max(len(lines) for lines, _ in cells) * size * SPASI + 4
        rows.append(SubRowItem(cells, grid.xs, size, height, number == 0))
    return rows


def long_list(block: DaftarPanjang, width: float, style: Style) -> Iterator[Atom]:
    """Heading and rows of a table of plain strings, made one row at a time."""
    grid = make_grid(block.kolom, width, style.kecil, PAD_LIST)
    head = _head(block.kolom, (), grid)
    inner = [grid.inner(i)[1] for i in range(len(block.kolom))]
    yield head
    for texts in block.baris:
        cells = tuple(
            break_text(text, REGULER, style.kecil, own)
            for text, own in zip(texts, inner, strict=True)
        )
        height = max(map(len, cells)) * style.kecil * SPASI + 2 * PAD_LIST
        yield ListRow(grid, block.kolom, cells, height, head)
