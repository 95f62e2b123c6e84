"""Given the text of a spreadsheet's clipboard, which cells it holds."""

from __future__ import annotations

import pytest

from ui.tables.clipboard import format_block, parse_block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("", []),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        (
            '"baris satu\nbaris dua"\tYa\r\nx\tTidak\r\n',
            [["baris satu\nbaris dua", "Ya"], ["x", "Tidak"]],
        ),
        ('"kata ""kunci"" penting\n2"\n', [['kata "kunci" penting\n2']]),
        ('"Satu Data" Belitung\tYa\n', [['"Satu Data" Belitung', "Ya"]]),
        ('"KIM"\n', [['"KIM"']]),
        ('layar 12" baru\t"\n', [['layar 12" baru', '"']]),
        ("a\t\t\n", [["a", "", ""]]),
    ],
)
def test_cells_of_a_copied_block(text: str, block: list[list[str]]) -> None:
    assert parse_block(text) == block


@pytest.mark.parametrize(
    "cell",
    ["", "biasa", "dua\nbaris", 'ada "kutip"', '"di depan"', 'tab\tdan "kutip"\n', '"', '""'],
)
def test_what_is_copied_is_read_back(cell: str) -> None:
    block = [["x", cell, "y"], ["", cell, ""]]
    assert parse_block(format_block(block)) == block
