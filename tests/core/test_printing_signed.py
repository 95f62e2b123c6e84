"""Printing a signed period: in its version, on its paper, from the bytes that were kept."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from core.errors import FileError, InputError
from core.model.pengesahan import Pengesahan
from core.pdf.reading import read_pdf
from core.pengesahan.lembar_pdf import printed_codes
from core.printing import LEMBAR, sheet_bytes
from tests.core.comparing import Q1, Q2
from tests.core.files import opened
from tests.core.signing import reopen, sign, signed


def test_it_prints_on_its_own_paper_and_on_no_other(path: Path) -> None:
    with opened(path) as doc:
        sign(doc, Q2, "f4")
        for lembar in LEMBAR:
            assert sheet_bytes(doc, lembar, Q2) == sheet_bytes(doc, lembar, Q2, "f4")
            with pytest.raises(InputError, match=r"kertas F4 .* bukan A4") as caught:
                sheet_bytes(doc, lembar, Q2, "a4")
            assert caught.value.field == "kertas"


def test_a_draft_prints_on_either(path: Path) -> None:
    with opened(path) as doc:
        assert sheet_bytes(doc, "pengukuran", Q1) == sheet_bytes(doc, "pengukuran", Q1, "a4")
        assert sheet_bytes(doc, "pengukuran", Q1, "f4") != sheet_bytes(doc, "pengukuran", Q1)


def test_an_older_version_prints_while_the_period_is_open(path: Path) -> None:
    with opened(signed(path, Q2)) as doc:
        first = sheet_bytes(doc, "pengukuran", Q2)
        reopen(doc, Q2)
        assert sheet_bytes(doc, "pengukuran", Q2, versi=1) == first
        draft = "\n".join(read_pdf(sheet_bytes(doc, "pengukuran", Q2)).teks)
        assert "KONSEP" in draft
        assert printed_codes([draft]) == set()


@pytest.mark.parametrize("versi", [0, 2])
def test_a_version_that_is_not_there_is_named(path: Path, versi: int) -> None:
    with opened(signed(path, Q2)) as doc:
        with pytest.raises(InputError, match=f"TW II 2025 versi {versi} tidak ada; yang ada: 1"):
            sheet_bytes(doc, "pengukuran", Q2, versi=versi)
        with pytest.raises(InputError, match="belum pernah disahkan"):
            sheet_bytes(doc, "pengukuran", Q1, versi=versi)


def test_a_sheet_that_a_rebuilt_file_lacks_is_said_to_be_missing(path: Path) -> None:
    with (
        opened(signed(path, Q2)) as doc,
        patch.object(Pengesahan, "lembar", lambda _, __: None),
        pytest.raises(FileError, match=r"Indikator Kinerja Utama TW II 2025 versi 1 tidak ada"),
    ):
        sheet_bytes(doc, "iku", Q2)
