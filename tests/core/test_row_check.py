"""Rows that no version of this program writes are refused in a sentence, and are no fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import FileError
from core.row_check import check_rows
from tests.core.comparing import Q1
from tests.core.files import opened, sample_file
from tests.core.signing import reopen, sign


@pytest.mark.parametrize(
    ("table", "kolom", "value"),
    [
        ("pengesahan", "waktu", "kapan"),
        ("pengesahan", "abaikan", "[1]"),
        ("pengesahan", "abaikan", '[["a", 1]]'),
        ("pengesahan", "abaikan", "{"),
        ("pengesahan", "abaikan", "[" * 50_000),
        ("perubahan", "waktu", ""),
        ("perubahan", "tanggal", "2026-02-31"),
        ("perubahan", "versi", 7),
    ],
)
def test_formal_acts(tmp_path: Path, table: str, kolom: str, value: str | int) -> None:
    with opened(sample_file(tmp_path)) as doc:
        sign(doc, Q1, abaikan=[("Temuan", "Alasan yang cukup")])
        reopen(doc, Q1)
        tables = doc.all_rows()
    check_rows(tables, "uji.sqlite")
    ((key, row),) = tables[table].items()
    with pytest.raises(FileError, match="diubah oleh program lain"):
        check_rows({**tables, table: {key: {**row, kolom: value}}}, "uji.sqlite")
