"""Impor: all of it or nothing; files that cannot be read are one sentence for every verb."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.edits.isian import fill_in
from core.model.periode import Periode
from core.safekeeping.opening import open_kept
from core.safekeeping.places import Places
from tests.cli.program import HEAD, LEVELS, Program
from tests.core.files import beside, environment, opened
from ui.environment import report_folder


class TestImpor:
    def test_the_whole_file_is_one_step(self, program: Program, baru: Path) -> None:
        objects = [{**HEAD, "spbe": LEVELS}, {"tahun": 2025, "periode": "tw1", "media": []}]
        assert "2 periode" in program.ok("impor", baru, program.write(objects))
        with opened(baru) as doc:
            assert [step.nomor for step in doc.journal()] == [1, 2]

    def test_nothing_to_change(self, program: Program, baru: Path) -> None:
        program.ok("impor", baru, program.write({**HEAD, "spbe": LEVELS}))
        before = baru.read_bytes()
        assert "0 perubahan" in program.ok("impor", baru, program.write({**HEAD, "spbe": LEVELS}))
        assert baru.read_bytes() == before

    def test_one_bad_value_among_500(self, program: Program, contoh: Path) -> None:
        before = contoh.read_bytes()
        rows: list[dict[str, Any]] = [{"nama": f"Data {i}", "metadata": True} for i in range(500)]
        rows[411]["metadata"] = "mungkin"
        isian = program.write(
            [{**HEAD, "spbe": LEVELS}, {**HEAD, "periode": "tw3"} | {"data_statistik": rows}]
        )
        assert program.refused("impor", contoh, isian) == (
            "Objek ke-2 (2024 tw3): data_statistik baris ke-412 (“Data 411”): "
            "metadata “mungkin” bukan true, false, atau null."
        )
        assert contoh.read_bytes() == before
        assert beside(contoh) == []

    @pytest.mark.parametrize(
        ("parts", "words"),
        [
            ({"spbe": {**LEVELS, "publik": [4, 2, 2, 4, 4, 6]}}, "47"),
            ({"spbe": {**LEVELS, "publik": [4, 2, 2, 4, 4, 3.5]}}, "bilangan bulat, bukan 3,5"),
            ({"spbe": {**LEVELS, "publik": [4, 2, 2, 4, 4, "empat"]}}, "“empat” bukan angka"),
            ({"media": {"aktif": 11, "dimiliki": 10}}, "(11) melebihi"),
            ({"media": {"aktif": -1, "dimiliki": 10}}, "(-1)"),
            ({"kami": {"versi": "4.2", "nilai": {"tata_kelola": 127}}}, "127"),
            ({"kami": {"versi": "4.2", "nilai": {"aset": 200}}}, "maksimum Indeks KAMI 4.x"),
            ({"spbe": {"resmi_tanggal": "2025-02-29"}}, "“2025-02-29” bukan tanggal"),
            ({"tanggal_lembar": "31 April 2025"}, "“31 April 2025” bukan tanggal"),
        ],
    )
    def test_bad_values(
        self, program: Program, baru: Path, parts: dict[str, Any], words: str
    ) -> None:
        before = baru.read_bytes()
        isian = program.write({**HEAD, "target": {"spbe": "2.6"}, **parts})
        sentence = program.refused("impor", baru, isian)
        assert sentence.startswith("Objek ke-1 (2024 tw4): ")
        assert words in sentence
        assert baru.read_bytes() == before
        assert beside(baru) == []

    def test_bad_json_files(self, program: Program, baru: Path, tmp_path: Path) -> None:
        before = baru.read_bytes()
        latin = tmp_path / "latin.json"
        latin.write_bytes(b'{"x": "\xe9"}')
        for isian, words in (
            (program.write("{"), "bukan JSON yang benar"),
            (latin, "UTF-8"),
            (tmp_path, "folder"),
            (tmp_path / "tiada.json", "tidak ditemukan"),
            (baru, "UTF-8"),
        ):
            assert words in program.refused("impor", baru, isian)
        assert baru.read_bytes() == before

    def test_a_read_only_file(self, program: Program, contoh: Path) -> None:
        before = contoh.read_bytes()
        contoh.chmod(0o444)
        isian = program.write({**HEAD, "spbe": LEVELS})
        assert "hanya dapat dibaca" in program.refused("impor", contoh, isian)
        assert len(program.figures(contoh)) == 4
        assert contoh.read_bytes() == before
        assert beside(contoh) == []

    def test_a_file_that_is_open_elsewhere(self, program: Program, contoh: Path) -> None:
        isian = program.write({**HEAD, "spbe": LEVELS})
        before = contoh.read_bytes()
        kept = open_kept(contoh, Places(report_folder()), environment())
        try:
            assert "sedang dibuka" in program.refused("impor", contoh, isian)
            assert program.ok("hitung", contoh)
        finally:
            kept.close()
        assert contoh.read_bytes() == before

    def test_work_that_has_not_reached_the_file_goes_there_too(
        self, program: Program, contoh: Path
    ) -> None:
        kept = open_kept(contoh, Places(report_folder()), environment())
        kept.doc.apply(fill_in(kept.doc, Periode(2026, 1), "spbe.indikator.32", "2"))
        kept.close()
        isian = program.write({**HEAD, "media": {"aktif": 9, "dimiliki": 10}})
        code, _, err = program("impor", contoh, isian)
        assert (code, err.count("\n")) == (0, 1)
        assert "Melanjutkan pekerjaan di PC ini: 1 perubahan" in err
        with opened(contoh, read_only=True) as doc:
            assert doc.nilai(Periode(2026, 1), "spbe.indikator.32") == "2"
        assert beside(contoh) == []

    def test_a_file_replaced_meanwhile_is_to_be_decided_in_the_window(
        self, program: Program, contoh: Path, baru: Path
    ) -> None:
        kept = open_kept(contoh, Places(report_folder()), environment())
        kept.doc.apply(fill_in(kept.doc, Periode(2026, 1), "spbe.indikator.32", "2"))
        kept.close()
        contoh.write_bytes(baru.read_bytes())
        isian = program.write({**HEAD, "media": {"aktif": 9, "dimiliki": 10}})
        assert "Buka berkas itu di jendela" in program.refused("impor", contoh, isian)
        assert contoh.read_bytes() == baru.read_bytes()


class TestBadFiles:
    def test_every_verb_says_what_is_wrong(self, program: Program, tmp_path: Path) -> None:
        isian = program.write(HEAD)
        for name, content, words in (
            ("kosong.sqlite", b"", "kosong"),
            ("surat.pdf", b"%PDF-1.7\n" + b" " * 300, "bukan berkas IKU"),
            ("acak.sqlite", os.urandom(9000), "bukan berkas IKU"),
        ):
            path = tmp_path / name
            path.write_bytes(content)
            for verb in self.verbs(path, isian, tmp_path):
                assert words in program.refused(*verb)
            assert path.read_bytes() == content
        for verb in self.verbs(tmp_path, isian, tmp_path):
            assert "folder" in program.refused(*verb)
        for verb in self.verbs(tmp_path / "tiada.sqlite", isian, tmp_path):
            assert "tidak ditemukan" in program.refused(*verb)
        assert not (tmp_path / "keluar.pdf").exists()

    @staticmethod
    def verbs(path: Path, isian: Path, folder: Path) -> list[list[str | Path]]:
        sheet = ["--lembar", "iku", "--tahun", "2025", "--periode", "tw1"]
        return [
            ["impor", path, isian],
            ["hitung", path, "--json"],
            ["cetak", path, folder / "keluar.pdf", *sheet],
        ]

    @pytest.mark.parametrize(
        ("sql", "words"),
        [
            ("PRAGMA user_version = 4000", "lebih baru"),
            ("PRAGMA application_id = 7", "program lain"),
            ("CREATE VIEW v AS SELECT 1", "Susunan"),
        ],
    )
    def test_changed_files(self, program: Program, contoh: Path, sql: str, words: str) -> None:
        with closing(sqlite3.connect(contoh)) as conn:
            conn.execute(sql)
            conn.commit()
        before = contoh.read_bytes()
        assert words in program.refused("hitung", contoh)
        assert contoh.read_bytes() == before

    def test_damaged(self, program: Program, contoh: Path) -> None:
        contoh.write_bytes(contoh.read_bytes()[:-100])
        assert "rusak" in program.refused("hitung", contoh)
