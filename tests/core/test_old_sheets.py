"""Sheets that were signed long ago: the same bytes and the same figures, for ever.

tests/files/disahkan-3000.sqlite: a small quarter with a piece of evidence, signed on A4, reopened,
changed and signed again on F4. Never make it anew: no version of the program may change it.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from core.pdf.reading import read_pdf
from core.pengesahan.lembar_pdf import read_sheet
from core.pengesahan.pulihan import Given, drawn_anew, rebuild
from core.pengesahan.verifikasi import asked_of, verifikasi_pdf
from core.printing import LEMBAR, sheet_bytes
from core.safekeeping.arrival import looked_at
from core.safekeeping.outside import examine_file
from core.safekeeping.places import Places
from tests.core.comparing import Q1
from tests.core.files import environment, opened

FILE = Path(__file__).parents[1] / "files" / "disahkan-3000.sqlite"
EVIDENCE = b"Notulen rapat 3 April 2025\n"

SHEETS = {
    (1, "pengukuran"): "8c43e0b726ff17e1a0ab7295deabf77d3123cea113acc6de18d2e319ff66633c",
    (1, "iku"): "6277e83ab147b4ace596f8f33698f0da3124d13cc7e9f68eb09f14299bf97272",
    (1, "kertas-kerja"): "349a88c11a3fa3aa99d7e4aaf530074017f563c5e2c9683e8180a8e00e847129",
    (2, "pengukuran"): "af5203fa48d5adec7e78137b5cb15a3de24b223c5031e1895465cfbeb137bccc",
    (2, "iku"): "1f147f77aece075cafd53c12fc906c40b5f47a97f23ae270b5b6e956cb706d6c",
    (2, "kertas-kerja"): "345255fd20622ab9177cebbc260c27cadcdeb6448ef2ad673397654759a8ad1d",
}
FIGURES = {
    "spbe": ("625/182", "3,43", "132,08"),
    "layanan": ("70", "70,00", "87,50"),
    "statistik": ("75", "75,00", "100,00"),
    "keamanan": ("None", None, None),
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(FILE, tmp_path / "lama.sqlite"))


def test_every_sheet_prints_the_bytes_that_were_signed(old: Path) -> None:
    with looked_at(old, environment()) as arrived:
        doc = arrived.doc
        assert [p.kertas for p in doc.semua_pengesahan(Q1)] == ["a4", "f4"]
        for (versi, lembar), sidik in SHEETS.items():
            pdf = sheet_bytes(doc, lembar, Q1, versi=versi)
            assert hashlib.sha256(pdf).hexdigest() == sidik, (versi, lembar)
            found = verifikasi_pdf(asked_of(doc), pdf)
            assert found.jenis == ("cocok" if versi == 2 else "versi_lama")


def test_the_figures_are_those_of_then(old: Path) -> None:
    with looked_at(old, environment()) as arrived:
        doc = arrived.doc
        assert {
            each.iku: (str(each.realisasi.nilai), each.realisasi.tampil, each.capaian_tampil)
            for each in doc.hasil(Q1)
        } == FIGURES
        (piece,) = doc.bukti(Q1)
        assert piece.judul == "Notulen rapat"
        assert doc.evidence_embedded(piece.sidik) == EVIDENCE


@pytest.mark.parametrize("versi", [1, 2])
def test_a_sheet_drawn_from_the_frozen_copy_says_the_same_words(old: Path, versi: int) -> None:
    with opened(old, read_only=True) as doc:
        kept = {lembar: sheet_bytes(doc, lembar, Q1, versi=versi) for lembar in LEMBAR}
    drawn = drawn_anew(read_sheet(kept["iku"]), environment())
    for lembar, pdf in kept.items():
        words = [[page.split() for page in read_pdf(each).teks] for each in (pdf, drawn[lembar])]
        assert words[0] == words[1], lembar


def test_the_file_can_be_made_again_from_its_sheets(old: Path, tmp_path: Path) -> None:
    with opened(old, read_only=True) as doc:
        given = [
            Given(f"{lembar}-{versi}.pdf", sheet_bytes(doc, lembar, Q1, versi=versi))
            for versi, lembar in SHEETS
        ]
    done = rebuild(given, tmp_path / "baru.sqlite", environment())
    assert len(done.catatan) == 1  # the bytes of the evidence
    places = Places(tmp_path / "pc")
    assert examine_file(done.path, done.path, places, environment()).is_sound
    with opened(done.path, read_only=True) as new:
        for (versi, lembar), sidik in SHEETS.items():
            pdf = sheet_bytes(new, lembar, Q1, versi=versi)
            assert hashlib.sha256(pdf).hexdigest() == sidik
