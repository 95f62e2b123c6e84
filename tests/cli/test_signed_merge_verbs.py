"""Gabung and the window's own way with files that hold signed periods and evidence."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.document import Document
from core.errors import DamagedError, FileError
from core.model.change import Change, InsertRow
from core.model.periode import Periode
from core.model.register import Value
from core.safekeeping.evidence import EvidenceStore
from core.storage.evidence import put_in
from tests.cli.program import Program
from tests.core.files import opened
from tests.core.signing import sign
from tests.merge.offices import SANA, SINI, Edit, level, two_copies, worked_on
from tests.merge.signing import is_as_signed, open_copy
from tests.safekeeping.documents import sample_file
from ui.merge_evidence import keep_evidence, pieces_within

Q2 = Periode(2025, 2)
BERKAS = b"%PDF-1.7 berita acara"
SIDIK = hashlib.sha256(BERKAS).hexdigest()


def attached(doc: Document) -> Change:
    nilai: dict[str, Value] = {"periode_id": Q2.id, "urutan": 1, "untuk": "spbe", "judul": "Berita"}
    nilai |= {"halaman": "", "catatan": "", "nama": "ba.pdf", "sidik": SIDIK}
    return Change("Bukti", (InsertRow("bukti", "b1", {**nilai, "ukuran": len(BERKAS)}),))


def signed_there(folder: Path, *edits: Edit) -> tuple[Path, Path]:
    """Here a level was changed; there a piece was attached and the quarter signed."""
    mine, theirs = two_copies(folder)
    worked_on(mine, SINI, level(32, "1"), *edits)
    worked_on(theirs, SANA, level(32, "5"), attached)
    with closing(open_copy(theirs, "penanda")) as doc:
        sign(doc, Q2)
    return mine, theirs


class TestGabung:
    def test_what_is_not_taken_is_listed_with_both_values(
        self, program: Program, tmp_path: Path
    ) -> None:
        mine, theirs = signed_there(tmp_path)
        put_in(theirs, [(SIDIK, BERKAS)])
        target = tmp_path / "gabungan.sqlite"
        out = program.ok("gabung", mine, theirs, "--ke", target)
        assert "Tidak diambil:" in out
        assert (
            "TW II 2025 · SPBE: Tingkat indikator 32: berlaku 5, tidak diambil 1, karena TW II "
            "2025 telah disahkan (usulan perubahan)"
        ) in out
        with opened(target, read_only=True) as doc:
            assert is_as_signed(doc, Q2)
            assert doc.evidence_embedded(SIDIK) == BERKAS

    def test_evidence_that_nobody_has_stops_it(self, program: Program, tmp_path: Path) -> None:
        mine, theirs = signed_there(tmp_path)
        before = mine.read_bytes(), theirs.read_bytes()
        target = tmp_path / "gabungan.sqlite"
        code, _, said = program("gabung", mine, theirs, "--ke", target)
        assert code == 1
        assert "Isi 1 bukti dukung tidak ada dalam" in said
        assert not target.exists()
        assert (mine.read_bytes(), theirs.read_bytes()) == before

    def test_signed_on_both_sides(self, program: Program, tmp_path: Path) -> None:
        mine, theirs = signed_there(tmp_path)
        with closing(open_copy(mine, "lain")) as doc:
            sign(doc, Q2)
        code, _, said = program("gabung", mine, theirs, "--ke", tmp_path / "baru.sqlite")
        assert code == 1
        assert "disahkan sendiri-sendiri di kedua berkas" in said


class TestTakingOver:
    def test_only_what_is_missing_is_kept(self, tmp_path: Path) -> None:
        _, theirs = signed_there(tmp_path)
        put_in(theirs, [(SIDIK, BERKAS)])
        store = EvidenceStore(tmp_path / "bukti")
        with opened(theirs, read_only=True) as doc:
            keep_evidence(store, doc, [(SIDIK, len(BERKAS))], "lain")
        assert store.read(SIDIK) == BERKAS
        with opened(sample_file(tmp_path / "dua"), read_only=True) as without:
            keep_evidence(store, without, [(SIDIK, len(BERKAS))], "lain")

    def test_what_nobody_has_is_said_before_anything_is_kept(self, tmp_path: Path) -> None:
        _, theirs = signed_there(tmp_path)
        put_in(theirs, [(SIDIK, BERKAS)])
        store = EvidenceStore(tmp_path / "bukti")
        wanted = [(SIDIK, len(BERKAS)), ("ee" * 32, 9)]
        with opened(theirs, read_only=True) as doc, pytest.raises(FileError, match="tidak ada"):
            keep_evidence(store, doc, wanted, "lain")
        assert not store.has(SIDIK, len(BERKAS))

    def test_an_altered_piece_is_not_taken(self, tmp_path: Path) -> None:
        _, theirs = signed_there(tmp_path)
        with closing(sqlite3.connect(theirs)) as conn, conn:
            conn.execute("INSERT INTO isi_bukti VALUES (?, ?)", (SIDIK, b"lain"))
        with opened(theirs, read_only=True) as doc, pytest.raises(DamagedError):
            list(pieces_within(doc, [SIDIK], "lain"))
