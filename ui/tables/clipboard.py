"""The text form in which spreadsheets copy a block of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")


def parse_block(text: str) -> list[list[str]]:
    """Split copied text into lines of cells.

    A cell is taken out of its quotation marks only where a spreadsheet must have put them (it
    holds a tab, a line break or doubled marks): “"Satu Data" Belitung” and “"KIM"” stay as they
    are, which the csv module would change in silence.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = text.removesuffix("\n")
    if not text:
        return []
    lines: list[list[str]] = [[]]
    position = 0
    while True:
        cell, position = _read_cell(text, position)
        lines[-1].append(cell)
        if position >= len(text):
            return lines
        if text[position] == "\n":
            lines.append([])
        position += 1


def _read_cell(text: str, position: int) -> tuple[str, int]:
    match = _QUOTED.match(text, position)
    if match is not None and _needs_quotes(match[1]):
        return match[1].replace('""', '"'), match.end()
    plain = _PLAIN.match(text, position)
    assert plain is not None
    return plain[0], plain.end()


def _needs_quotes(inside: str) -> bool:
    return "\t" in inside or "\n" in inside or '""' in inside


def format_block(lines: Iterable[Sequence[str]]) -> str:
    """Lines of cells as text that spreadsheets, and `parse_block`, read back unchanged."""
    return "".join("\t".join(map(_format_cell, line)) + "\n" for line in lines)


def _format_cell(cell: str) -> str:
    if "\t" in cell or "\n" in cell or cell.startswith('"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
