"""A comparison as the command line prints it."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from core.edits.profil import set_profil
from tests.core.comparing import (
    compared,
    copied,
    edited,
    filled,
    ticked,
)
from ui import comparison_text


def test_json(path: Path) -> None:
    other = edited(
        copied(path), filled("spbe.indikator.32", "5"), ticked("aktif", 0),
        lambda doc: set_profil(doc, {"kop": "1"}), oleh="Siti",
    )  # fmt: skip
    found = compared(path, other)
    data = json.loads(comparison_text.as_json(found))
    assert (data["berkas_sama"], data["jumlah"]) == (True, 3)
    level, media, profil = data["beda"]
    assert (level["tahun"], level["periode"], level["tab"]) == (2025, "tw2", "SPBE")
    assert (level["a"]["nilai"], level["b"]["nilai"]) == ("3", "5")
    assert (media["a"], media["b"], media["a_tampil"]) == (1, 0, "Ya")
    assert media["kunci"]["kolom"] == "aktif"
    assert media["b_diubah"]["oleh"] == "Siti"
    assert (profil["tahun"], profil["periode"], profil["a_diubah"]) == (None, None, None)
    spbe = data["indikator"][0]
    assert (spbe["kode"], spbe["periode"], spbe["berubah"]) == ("spbe", "tw2", True)
    exact = found.dampak[0].b.realisasi.nilai
    assert Fraction(spbe["b"]["realisasi"]) == exact
    assert spbe["b"]["tampil"] == found.dampak[0].b.realisasi.tampil


def test_text(path: Path) -> None:
    other = edited(copied(path), filled("spbe.indikator.32", "5"), oleh="Siti")
    found = compared(path, other)
    text = comparison_text.as_text(found, ("a.sqlite", "b.sqlite"))
    head, differences, indicators = text.split("\n\n")
    assert head == "A: a.sqlite\nB: b.sqlite\n1 isian berbeda: TW II 2025 (1)."
    assert differences == (
        "TW II 2025, SPBE\n"
        "  Tingkat indikator 32\n"
        "    A: 3  (2 Jan 2026 03.04, Uji)\n"
        "    B: 5  (2 Jan 2026 03.04, Siti)"
    )
    rows = indicators.split("\n")
    assert len(rows) == 5
    assert rows[0].split("  ")[0] == "PERIODE"
    assert rows[1].endswith("Berubah")
    assert rows[2].endswith("Tetap")


def test_text_of_equal_files_and_of_strangers(path: Path) -> None:
    same = compared(path, copied(path))
    text = comparison_text.as_text(same, ("a.sqlite", "b.sqlite"))
    assert text.splitlines()[2:] == ["Tidak ada perbedaan isi antara kedua berkas."]
    strangers = comparison_text.as_text(same._replace(berkas_sama=False), ("a", "b"))
    assert strangers.endswith("Kedua berkas bukan salinan dari dokumen yang sama.")
