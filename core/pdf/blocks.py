"""Paragraphs, lists, letterhead, heading and signature block as atoms of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from core.pdf.fonts import BIASA as REGULER
from core.pdf.fonts import TEBAL, fit_text, text_width
from core.pdf.lines import Line, break_teks, break_text
from core.pdf.pages import Atom, Page, Picture, Rule
from core.pdf.paper import MM, SPASI, Style
from core.sheets.lembar import (
    Butir,
    Kop,
    Paragraf,
    Rata,
    Rincian,
    Subjudul,
    TandaTangan,
    polos,
)


@dataclass(frozen=True, slots=True)
class Gap:
    """White space between two blocks, as good as part of the one that follows."""

    height: float
    keep: bool = True
    gap: bool = True
    header: Atom | None = None

    def draw(self, page: Page, top: float) -> None:
        """Nothing is drawn."""

    def split(self, room: float) -> tuple[Atom, Atom] | None:
        return None


@dataclass(frozen=True, slots=True)
class Fixed:
    """Something that is never split, drawn by a function of page and top."""

    height: float
    draw_at: Callable[[Page, float], None]
    keep: bool = False
    gap: bool = False
    header: Atom | None = None

    def draw(self, page: Page, top: float) -> None:
        self.draw_at(page, top)

    def split(self, room: float) -> tuple[Atom, Atom] | None:
        return None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of one paragraph; labels (text, x) stand on the base line of the first one."""

    lines: tuple[Line, ...]
    x: float
    width: float
    size: float
    rata: Rata = "kiri"
    labels: tuple[tuple[Line, float], ...] = ()
    keep: bool = False
    gap: bool = False
    header: Atom | None = None

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * SPASI

    def draw(self, page: Page, top: float) -> None:
        y = top + base_line(self.size)
        for label, x in self.labels:
            page.add_line(label, x, y, 0, self.size, "kiri")
        for line in self.lines:
            page.add_line(line, self.x, y, self.width, self.size, self.rata)
            y += self.size * SPASI

    def split(self, room: float) -> tuple[Atom, Atom] | None:
        """Two lines at least stay on either side."""
        count = min(int(room / (self.size * SPASI)), len(self.lines) - 2)
        if count < 2:
            return None
        head = replace(self, lines=self.lines[:count], keep=False)
        return head, replace(self, lines=self.lines[count:], labels=())


def base_line(size: float) -> float:
    """From the top of a line to its base line, so that capitals stand in the middle."""
    return (size * SPASI + size * 0.714) / 2


def one_line(text: str, font: str, size: float) -> Line:
    text = fit_text(text).replace("\n", " ")
    return Line(((font, text),), text_width(text, font, size))


def paragraph(block: Paragraf, width: float, style: Style) -> TextBlock:
    """A paragraph over the whole width, its label hanging."""
    size = style.kecil if block.ukuran == "kecil" else style.teks
    indent = 0.0
    labels: tuple[tuple[Line, float], ...] = ()
    if block.label:
        label = one_line(block.label, REGULER, size)
        indent = max(1.6 * size, label.width + 0.5 * size)
        labels = ((label, 0.0),)
    lines = break_teks(block.teks, size, width - indent)
    return TextBlock(lines, indent, width - indent, size, block.rata, labels, block.lekat)


def subheading(block: Subjudul, width: float, style: Style) -> Iterator[Atom]:
    """A heading inside the sheet."""
    size = style.teks + 0.5
    lines = break_teks(tuple(replace(run, tebal=True) for run in block.teks), size, width)
    yield Gap(12 * style.jarak)
    yield TextBlock(lines, 0.0, width, size, keep=True)
    yield Gap(4 * style.jarak)


def details(block: Rincian, width: float, style: Style) -> Iterator[Atom]:
    """Headings in a column, a colon, the texts beside it."""
    size = style.teks
    label_width = max(text_width(fit_text(each.judul), REGULER, size) for each in block.butir)
    colon = label_width + 0.7 * size
    left = colon + 0.9 * size
    for each in block.butir:
        yield from _detail(each, (colon, left, width), style, block.rata)
        yield Gap(3 * style.jarak)


def _detail(
    butir: Butir, places: tuple[float, float, float], style: Style, rata: Rata
) -> Iterator[Atom]:
    colon, left, width = places
    size = style.teks
    heading = (
        (one_line(butir.judul, REGULER, size), 0.0),
        (one_line(":", REGULER, size), colon),
    )
    for number, teks in enumerate(butir.isi, 1):
        labels = heading if number == 1 else ()
        x = left
        if butir.bernomor:
            labels = (*labels, (one_line(f"{number}.", REGULER, size), left))
            x += 1.7 * size
        lines = break_teks(teks, size, width - x)
        yield TextBlock(lines, x, width - x, size, rata, labels)
        if number < len(butir.isi) and butir.bernomor:
            yield Gap(3 * style.jarak)


def title(lines: tuple[str, ...], rata: Rata, width: float, style: Style) -> Iterator[Atom]:
    """The heading of the sheet."""
    for line in lines:
        broken = break_teks(polos(line, tebal=True), style.judul, width)
        yield TextBlock(broken, 0.0, width, style.judul, rata, keep=True)
    yield Gap((12 if rata == "tengah" else 2) * style.jarak)


def letterhead(kop: Kop, width: float, style: Style) -> Iterator[Atom]:
    """Logo at the left, names and address in the middle, a double rule below."""
    side = 2.1 * style.teks * MM
    free = width - 2 * (side + 8) if kop.logo else width
    rows: list[tuple[Line, float]] = []
    for text, font, size in (
        (kop.pemerintah, REGULER, style.judul + 1),
        (kop.instansi, TEBAL, style.judul + 4),
        *((text, REGULER, style.tabel) for text in kop.alamat),
    ):
        while size > 8 and one_line(text, font, size).width > free:
            size -= 0.5
        rows += [(line, size) for line in break_text(text, font, size, free)]
    text_height = sum(size * SPASI for _, size in rows)
    inner = max(text_height, side if kop.logo else 0.0)

    def draw(page: Page, top: float) -> None:
        if kop.logo:
            page.pictures.append(Picture(kop.logo, 0.0, top + (inner - side) / 2, side, side))
        y = top + (inner - text_height) / 2
        for line, size in rows:
            page.add_line(line, (width - free) / 2, y + base_line(size), free, size, "tengah")
            y += size * SPASI
        page.rules.append(Rule(0, top + inner + 6, width, top + inner + 6, 1.8))
        page.rules.append(Rule(0, top + inner + 8.6, width, top + inner + 8.6, 0.6))

    yield Fixed(inner + 10, draw, keep=True)
    yield Gap(14 * style.jarak)


def beside(left: Fixed, right: Fixed) -> Fixed:
    """Two blocks on one height, each in its own part of the width."""

    def draw(page: Page, top: float) -> None:
        left.draw(page, top)
        right.draw(page, top)

    return Fixed(max(left.height, right.height), draw)


def signature_width(width: float) -> float:
    """How much of the width the signature block takes, at the right."""
    return min(84 * MM, width * 0.55)


def signature(block: TandaTangan, width: float, style: Style) -> Fixed:
    """The block at the right: place and date, office, room to sign, name, rank, NIP."""
    size, own = style.teks, signature_width(width)
    x = width - own
    above = [
        line for text in (block.tempat_tanggal, *block.jabatan) for line in _broken(text, own, size)
    ]
    name = break_text(block.nama or "." * 36, TEBAL if block.nama else REGULER, size, own)
    below = [f"NIP.{block.nip}"] if block.nip else []
    if block.nama is None:
        below = ["(penandatangan belum diisi)", "NIP."]
    elif block.pangkat:
        below.insert(0, block.pangkat)
    after = [line for text in below for line in _broken(text, own, size)]
    count = len(above) + style.ruang + len(name) + len(after)

    def draw(page: Page, top: float) -> None:
        y = top + base_line(size)
        for line in above:
            page.add_line(line, x, y, own, size, "tengah")
            y += size * SPASI
        y += style.ruang * size * SPASI
        for line in name:
            page.add_line(line, x, y, own, size, "tengah")
            if block.nama:
                start = x + (own - line.width) / 2
                page.rules.append(Rule(start, y + 1.8, start + line.width, y + 1.8, 0.7))
            y += size * SPASI
        for line in after:
            page.add_line(line, x, y, own, size, "tengah")
            y += size * SPASI

    return Fixed(count * size * SPASI, draw)


def _broken(text: str, width: float, size: float) -> tuple[Line, ...]:
    return break_text(text, REGULER, size, width)
