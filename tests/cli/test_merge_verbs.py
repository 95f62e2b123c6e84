"""Bandingkan and gabung: what they print, when they refuse, and that neither file is touched."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.document import Document
from core.merge.documents import copy_of
from core.merge.planning import plan_merge
from core.merge.resolving import resolve
from core.safekeeping import disk
from tests.cli.program import Program
from tests.core.files import beside, dump, forge, opened
from tests.merge.offices import (
    Q2,
    SANA,
    SINI,
    diverged,
    kontak,
    level,
    two_copies,
    worked_on,
)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return diverged(tmp_path)


def levels(path: Path, *numbers: int) -> list[str | None]:
    with opened(path, read_only=True) as doc:
        return [doc.nilai(Q2, f"spbe.indikator.{number}") for number in numbers]


def media(doc: Document) -> set[str]:
    return set(doc.register("media", Q2))


class TestBandingkan:
    def test_every_difference_with_who_and_how_they_stand(
        self, program: Program, pair: tuple[Path, Path]
    ) -> None:
        out = program.ok("bandingkan", *pair)
        assert "Bercabang: 5 perubahan di A, 6 di B." in out
        assert "  Tingkat indikator 32\n    A: 5  (2 Jul 2025 10.42, Rina)\n    B: 1  (1" in out
        assert "SPBE" in out

    def test_json(self, program: Program, pair: tuple[Path, Path]) -> None:
        found = json.loads(program.ok("bandingkan", *pair, "--json"))
        assert found["hubungan"] == {"hanya_di_a": 5, "hanya_di_b": 6}
        assert found["berkas_sama"] is True
        assert found["jumlah"] == len(found["beda"]) > 6

    def test_strangers_are_compared_all_the_same(
        self, program: Program, pair: tuple[Path, Path], tmp_path: Path
    ) -> None:
        other = tmp_path / "lain.sqlite"
        program.ok("baru", other)
        assert "Kedua berkas bukan salinan dari dokumen yang sama." in program.ok(
            "bandingkan", pair[0], other
        )
        found = json.loads(program.ok("bandingkan", pair[0], other, "--json"))
        assert (found["hubungan"], found["berkas_sama"]) == (None, False)

    def test_a_file_and_itself(self, program: Program, pair: tuple[Path, Path]) -> None:
        out = program.ok("bandingkan", pair[0], pair[0])
        assert "Sama: kedua salinan memuat perubahan yang sama." in out
        assert "Tidak ada perbedaan isi" in out

    def test_nothing_is_touched(self, program: Program, pair: tuple[Path, Path]) -> None:
        before = [disk.hash_of(each) for each in pair]
        program.ok("bandingkan", *pair)
        assert [disk.hash_of(each) for each in pair] == before
        assert [beside(each) for each in pair] == [[], []]


class TestGabung:
    def test_conflicts_are_listed_and_nothing_is_written(
        self, program: Program, pair: tuple[Path, Path], tmp_path: Path
    ) -> None:
        new = tmp_path / "baru" / "gabungan.sqlite"
        new.parent.mkdir()
        code, out, err = program("gabung", *pair, "--ke", new)
        assert code == 3
        assert err == (
            "3 isian diubah di kedua berkas dan perlu diputuskan (--pilih a atau --pilih b); "
            "gabungan.sqlite tidak dibuat.\n"
        )
        assert "Perlu diputuskan (3):" in out
        assert "  TW II 2025 · SPBE: Tingkat indikator 32\n    semula: " in out
        assert "    A: 5  (2 Jul 2025 10.42, Rina: " in out
        assert "    B: 1  (1 Jul 2025 10.42, Andi: " in out
        assert list(new.parent.iterdir()) == []

    @pytest.mark.parametrize(("side", "chosen"), [("a", ["5", "4"]), ("b", ["1", "2"])])
    def test_a_choice_for_all_and_what_joins_from_both(
        self,
        program: Program,
        pair: tuple[Path, Path],
        tmp_path: Path,
        side: str,
        chosen: list[str],
    ) -> None:
        before = [disk.hash_of(each) for each in pair]
        new = tmp_path / "gabungan.sqlite"
        out = program.ok("gabung", *pair, "--ke", new, "--pilih", side)
        assert f"3 isian yang diubah di keduanya mengikuti {side.upper()}." in out
        assert levels(new, 32, 33, 34, 35) == [*chosen, "1", "5"]
        with opened(new, read_only=True) as doc, opened(pair[0], read_only=True) as a:
            assert doc.profil.kontak == "Telp. 22222"
            assert {"wa-sini", "wa-sana"} <= media(doc)
            assert (len(media(doc)) > len(media(a)) + 1) == (side == "b")
            assert doc.berkas_id == a.berkas_id
            last = doc.journal()[-1]
            assert last.tindakan == "Gabungkan dengan dari Andi.sqlite: 6 perubahan, 3 keputusan"
            assert len(last.induk) == 2
        assert "Mungkin ganda, keduanya disimpan:\n  TW II 2025 · Pelayanan kominfo: Media" in out
        assert [disk.hash_of(each) for each in pair] == before
        assert [beside(each) for each in pair] == [[], []]
        assert program.ok("periksa", new)

    def test_what_joins_by_itself_needs_no_choice(self, program: Program, tmp_path: Path) -> None:
        a, b = two_copies(tmp_path)
        worked_on(a, SINI, level(32, "5"))
        worked_on(b, SANA, level(33, "1"))
        new = tmp_path / "gabungan.sqlite"
        out = program.ok("gabung", a, b, "--ke", new)
        assert "dibuat: A dengan 1 perubahan dari B." in out
        assert levels(new, 32, 33) == ["5", "1"]

    def test_a_copy_that_only_goes_on_is_taken_as_it_is(
        self, program: Program, tmp_path: Path
    ) -> None:
        a, b = two_copies(tmp_path)
        worked_on(b, SANA, level(33, "1"), kontak("Telp. 3"))
        new = tmp_path / "gabungan.sqlite"
        assert "Berkas A tertinggal 2 perubahan." in program.ok("gabung", a, b, "--ke", new)
        assert dump(new, jurnal=True) == dump(b, jurnal=True)

    def test_nothing_new_makes_a_copy_of_a(self, program: Program, tmp_path: Path) -> None:
        a, b = two_copies(tmp_path)
        worked_on(a, SINI, level(32, "5"))
        new = tmp_path / "gabungan.sqlite"
        out = program.ok("gabung", a, b, "--ke", new)
        assert "B tidak memuat yang baru" in out
        assert "telah diubah sesudah itu" in out
        assert dump(new, jurnal=True) == dump(a, jurnal=True)

    def test_a_merge_that_was_taken_back_is_not_called_the_same(
        self, program: Program, tmp_path: Path
    ) -> None:
        a, b = two_copies(tmp_path)
        worked_on(a, SINI, kontak("a@b.go.id"))
        worked_on(b, SANA, level(32, "1"))
        with opened(a) as doc, opened(b, read_only=True) as other:
            merge = resolve(plan_merge(copy_of(doc, "A"), copy_of(other, "B")), {})
            doc.apply_merge(merge)
            doc.apply(merge.perubahan.inverse())
        out = program.ok("gabung", a, b, "--ke", tmp_path / "gabungan.sqlite")
        assert "penggabungannya telah diurungkan" in out
        assert "Tingkat indikator 32" in program.ok("bandingkan", a, b)

    def test_a_place_that_is_taken_is_left_alone(
        self, program: Program, pair: tuple[Path, Path], tmp_path: Path
    ) -> None:
        new = tmp_path / "ada.sqlite"
        new.write_text("penting")
        assert "sudah ada" in program.refused("gabung", *pair, "--ke", new, "--pilih", "a")
        assert new.read_text() == "penting"
        assert "sudah ada" in program.refused("gabung", *pair, "--ke", pair[1], "--pilih", "a")

    @pytest.mark.parametrize("ending", [".baru", ".lama"])
    def test_what_is_left_of_a_file_that_was_being_replaced_is_left_alone(
        self, program: Program, pair: tuple[Path, Path], tmp_path: Path, ending: str
    ) -> None:
        new = tmp_path / "kinerja 2024.sqlite"
        left = tmp_path / f"{new.name}{ending}"
        left.write_bytes(pair[0].read_bytes())
        said = program.refused("gabung", *pair, "--ke", new, "--pilih", "a")
        assert f"ada {left.name}, yang mungkin satu-satunya salinan utuh" in said
        assert said == program.refused("baru", new)
        assert (left.read_bytes(), new.exists()) == (pair[0].read_bytes(), False)

    def test_a_content_that_its_journal_does_not_tell_is_not_taken(
        self, program: Program, tmp_path: Path
    ) -> None:
        a, b = two_copies(tmp_path)
        new = tmp_path / "gabungan.sqlite"
        with closing(sqlite3.connect(b)) as conn, conn:
            conn.execute("UPDATE target SET nilai = '99'")
        forge(b)
        said = program.refused("gabung", a, b, "--ke", new)
        assert "tidak sesuai dengan jurnalnya" in said
        assert not new.exists()

    def test_a_folder_that_is_not_there(
        self, program: Program, pair: tuple[Path, Path], tmp_path: Path
    ) -> None:
        new = tmp_path / "tidak ada" / "x.sqlite"
        assert "tidak ada." in program.refused("gabung", *pair, "--ke", new, "--pilih", "a")

    def test_strangers_are_refused(
        self, program: Program, pair: tuple[Path, Path], tmp_path: Path
    ) -> None:
        other, new = tmp_path / "lain.sqlite", tmp_path / "gabungan.sqlite"
        program.ok("baru", other)
        said = program.refused("gabung", pair[0], other, "--ke", new, "--pilih", "a")
        assert "bukan salinan dari berkas yang sama" in said
        assert not new.exists()

    def test_a_pc_that_was_cloned_is_refused(self, program: Program, tmp_path: Path) -> None:
        a, b = two_copies(tmp_path)
        worked_on(a, SINI, level(32, "5"), salinan="pc")
        worked_on(b, SANA, level(32, "1"), salinan="pc")
        new = tmp_path / "gabungan.sqlite"
        said = program.refused("gabung", a, b, "--ke", new, "--pilih", "a")
        assert "komputer yang digandakan" in said
        assert "komputer yang digandakan" in program.ok("bandingkan", a, b)
        assert not new.exists()

    @pytest.mark.parametrize(
        "rest", [[], ["--ke"], ["--ke", "x.sqlite", "--pilih", "c"], ["--pilih", "a"]]
    )
    def test_called_wrongly(
        self, program: Program, pair: tuple[Path, Path], rest: list[str]
    ) -> None:
        program.refused("gabung", *pair, *rest, code=2)
