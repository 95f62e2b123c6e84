"""Pages as lists of what is drawn on them, and the rule by which a sheet falls into pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from core.pdf.lines import Line
from core.pdf.paper import HITAM, TEBAL_GARIS
from core.sheets.lembar import Rata


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text at its base line, `y` measured from the top of the body."""

    x: float
    y: float
    size: float
    line: Line
    word_space: float = 0.0
    grey: float = HITAM


@dataclass(frozen=True, slots=True)
class Rule:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float = TEBAL_GARIS


@dataclass(frozen=True, slots=True)
class Fill:
    x: float
    y: float
    width: float
    height: float
    grey: float


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in base64, fitted into the box."""

    data: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Symbol:
    """Dark and light squares, rows from top to bottom, filling a square of this side."""

    squares: tuple[tuple[bool, ...], ...]
    x: float
    y: float
    side: float


@dataclass(slots=True)
class OpenGrid:
    """The part of a table on the current page, from its first row to the last one so far."""

    xs: tuple[float, ...]
    top: float
    bottom: float


@dataclass
class Page:
    """What is drawn on one page, x and y from the upper left corner of the body."""

    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)
    grid: OpenGrid | None = None

    def add_line(
        self, line: Line, x: float, y: float, width: float, size: float, rata: Rata
    ) -> None:
        """Draw a line of text; `y` is its base line."""
        word_space = 0.0
        if rata == "tengah":
            x += (width - line.width) / 2
        elif rata == "kanan":
            x += width - line.width
        elif rata == "penuh" and not line.is_last and line.spaces:
            word_space = (width - line.width) / line.spaces
        self.texts.append(Text(x, y, size, line, word_space))

    def add_row(self, xs: tuple[float, ...], top: float, bottom: float, gabung: int = 0) -> None:
        """Rule a row: upper edge now, sides and lower edge when its table ends on this page."""
        grid = self.grid
        if grid is not None and grid.xs is xs and abs(grid.bottom - top) < 0.01:
            grid.bottom = bottom
        else:
            self.close_grid()
            self.grid = OpenGrid(xs, top, bottom)
            gabung = 0
        self.rules.append(Rule(xs[gabung], top, xs[-1], top))

    def close_grid(self) -> None:
        """Rule the sides and the lower edge of the table that ends here."""
        if self.grid is not None:
            xs, top, bottom = self.grid.xs, self.grid.top, self.grid.bottom
            self.rules += [Rule(x, top, x, bottom) for x in xs]
            self.rules.append(Rule(xs[0], bottom, xs[-1], bottom))
            self.grid = None


class Atom(Protocol):
    """A piece of the sheet that is placed as a whole, or split if it is too tall.

    `keep`: stays on one page with the next atom. `header` is drawn again where a page begins
    with this atom. A `gap` is white space, dropped at the head of a page.
    """

    @property
    def height(self) -> float: ...
    @property
    def keep(self) -> bool: ...
    @property
    def gap(self) -> bool: ...
    @property
    def header(self) -> Atom | None: ...
    def draw(self, page: Page, top: float) -> None: ...
    def split(self, room: float) -> tuple[Atom, Atom] | None:
        """A head of at most `room` and the rest, or None where there is no good place to cut."""
        ...


SPLIT_SHARE = 0.5
"""An atom taller than this share of the page is split rather than moved to the next page."""


class Paginator:
    """Fills pages from top to bottom."""

    def __init__(self, body_height: float) -> None:
        self.body = body_height
        self.pages = [Page()]
        self.y = 0.0
        self.fresh = True

    def place_all(self, atoms: Iterable[Atom]) -> list[Page]:
        """Place every atom in order and return the pages."""
        rest = list(atoms)[::-1]
        while rest:
            atom = rest.pop()
            if atom.gap and self.fresh:
                continue
            room = self.body - self.y
            needed = atom.height + (_kept_height(atom, rest, self.body) if atom.keep else 0.0)
            if needed <= room + 0.01:
                self._place(atom)
                continue
            halves = self._split(atom, room)
            if halves is not None:
                self._place(halves[0])
                self._break_page(halves[1])
                rest.append(halves[1])
            elif self.fresh:
                self._place(atom)
            else:
                self._break_page(atom)
                rest.append(atom)
        self.pages[-1].close_grid()
        return self.pages

    def _split(self, atom: Atom, room: float) -> tuple[Atom, Atom] | None:
        if self.fresh and atom.height <= room:
            return None  # what is kept with it is taller than a page: let it break after this
        if atom.height < SPLIT_SHARE * self.body and not self.fresh:
            return None
        return atom.split(min(room, atom.height - MIN_TAIL))

    def _place(self, atom: Atom) -> None:
        atom.draw(self.pages[-1], self.y)
        self.y += atom.height
        self.fresh = False

    def _break_page(self, following: Atom) -> None:
        self.pages[-1].close_grid()
        self.pages.append(Page())
        self.y = 0.0
        if following.header is not None:
            self._place(following.header)
        self.fresh = True


MIN_HEAD = MIN_TAIL = 36.0
"""As much of a tall atom as has to stand on either side of the end of a page."""


def _kept_height(atom: Atom, rest: list[Atom], body: float) -> float:
    """Height of what has to be on the page after this atom; 0 if no page could hold it all."""
    total = 0.0
    for following in reversed(rest):
        if following.height >= SPLIT_SHARE * body:
            total += MIN_HEAD
            break
        total += following.height
        if not following.keep or atom.height + total > body:
            break
    return total if atom.height + total <= body else 0.0
