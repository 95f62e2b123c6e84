"""The verbs as a script calls them: output, exit codes, sentences, and nothing half-done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest

from tests.cli.program import HEAD, LEVELS, MAIN, ROOT, Program, run_main
from tests.core.files import beside, opened
from ui import command_line


class TestBaruContoh:
    def test_a_new_file_is_complete_and_empty(self, program: Program, baru: Path) -> None:
        assert program.figures(baru) == []
        with opened(baru) as doc:
            assert [iku.id for iku in doc.iku] == ["spbe", "layanan", "statistik", "keamanan"]
            assert not doc.profil.contoh
        assert beside(baru) == []

    def test_the_sample_shows_a_full_year(self, program: Program, contoh: Path) -> None:
        found = program.figures(contoh)
        assert [each["periode"] for each in found] == ["tw1", "tw2", "tw3", "tw4"]
        assert all(i["capaian_tampil"] for each in found for i in each["indikator"])
        with opened(contoh) as doc:
            assert doc.profil.contoh
        assert beside(contoh) == []

    @pytest.mark.parametrize("verb", ["baru", "contoh"])
    def test_never_over_a_file(self, program: Program, baru: Path, verb: str) -> None:
        before = baru.read_bytes()
        assert "sudah ada" in program.refused(verb, baru)
        assert baru.read_bytes() == before

    @pytest.mark.parametrize("verb", ["baru", "contoh"])
    def test_a_folder_that_is_not_there(self, program: Program, tmp_path: Path, verb: str) -> None:
        assert "tidak ditemukan" in program.refused(verb, tmp_path / "tiada" / "a.sqlite")
        assert "sudah ada" in program.refused(verb, tmp_path)

    def test_a_sample_that_fails_leaves_nothing(
        self, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wrong = '[{"tahun": 2025, "periode": "tw1", "x": 1}]'
        monkeypatch.setattr("core.sample.sample_text", lambda: wrong)
        program.refused("contoh", tmp_path / "a.sqlite")
        assert not (tmp_path / "a.sqlite").exists()


class TestHitung:
    def test_denpasar_2021(self, program: Program, baru: Path) -> None:
        program.ok("impor", baru, program.write({"tahun": 2021, "periode": "tw4", "spbe": LEVELS}))
        spbe = program.figures(baru)[0]["indikator"][0]
        assert spbe["kode"] == "spbe"
        assert spbe["tampil"] == "3,55"
        assert Fraction(spbe["realisasi"]) == Fraction(647, 182)
        assert spbe["predikat"] == "Sangat Baik"
        assert spbe["sebab"] is None
        assert spbe["target"] is None
        assert spbe["capaian"] is None
        assert [step["hasil"] for step in spbe["langkah"]][:2] == ["3,70", "≈ 3,333333"]

    def test_the_keys(self, program: Program, contoh: Path) -> None:
        found = program.figures(contoh, "--tahun", "2025", "--periode", "tw4")
        assert len(found) == 1
        assert set(found[0]) == {"tahun", "periode", "indikator"}
        required = {
            *("kode", "nama", "satuan", "target", "realisasi", "tampil", "predikat", "capaian"),
            *("capaian_tampil", "peringkat", "sebab", "catatan", "langkah"),
        }
        for each in found[0]["indikator"]:
            assert required <= set(each)
            for step in each["langkah"]:
                assert {"judul", "rumus", "substitusi", "hasil", "masukan"} == set(step)
        assert found[0]["indikator"][3]["status"] == "Pemenuhan Kerangka Kerja Dasar"

    def test_what_is_missing_is_null_with_a_reason_and_never_0(
        self, program: Program, baru: Path
    ) -> None:
        for periode in ("tw2", "tahunan"):
            found = program.figures(baru, "--tahun", "2026", "--periode", periode)[0]
            assert found["periode"] == periode
            for each in found["indikator"]:
                for kunci in ("realisasi", "tampil", "predikat", "capaian", "capaian_tampil"):
                    assert each[kunci] is None
                assert each["sebab"].startswith("belum diisi")

    def test_which_periods(self, program: Program, baru: Path) -> None:
        media = {"media": {"aktif": 1, "dimiliki": 2}}
        periods = [(2024, "tw4"), (2025, "tw1"), (2025, "tw4")]
        objects = [{"tahun": tahun, "periode": kode, **media} for tahun, kode in periods]
        program.ok("impor", baru, program.write(objects))

        def asked(*arguments: str) -> list[tuple[int, str]]:
            found = program.figures(baru, *arguments)
            return [(each["tahun"], each["periode"]) for each in found]

        assert asked() == periods
        assert asked("--tahun", "2025") == periods[1:]
        assert asked("--tahun", "2023") == []
        assert asked("--periode", "tw4") == [(2024, "tw4"), (2025, "tw4")]
        assert asked("--periode", "tahunan") == [(2024, "tahunan"), (2025, "tahunan")]
        assert asked("--tahun", "2023", "--periode", "tw2") == [(2023, "tw2")]
        assert asked("--tahun", "2023", "--periode", "tahunan") == [(2023, "tahunan")]

    def test_the_table_for_people(self, program: Program, contoh: Path, baru: Path) -> None:
        out = program.ok("hitung", contoh, "--periode", "tw4")
        assert "Triwulan IV Tahun 2025" in out
        assert "3,56" in out
        assert program.ok("hitung", baru) == "Belum ada triwulan yang berisi.\n"


class TestCetak:
    SHEET = ("--tahun", "2025", "--periode", "tw4")

    @pytest.mark.parametrize("lembar", ["pengukuran", "iku", "kertas-kerja"])
    @pytest.mark.parametrize(("kertas", "size"), [("a4", {595, 841}), ("f4", {609, 935})])
    def test_each_sheet_on_each_paper(
        self,
        program: Program,
        contoh: Path,
        tmp_path: Path,
        lembar: str,
        kertas: str,
        size: set[int],
    ) -> None:
        import pypdfium2

        out = tmp_path / "lembar.pdf"
        arguments = ("cetak", contoh, out, "--lembar", lembar, *self.SHEET, "--kertas", kertas)
        program.ok(*arguments)
        first = out.read_bytes()
        program.ok(*arguments)
        assert out.read_bytes() == first
        with closing(pypdfium2.PdfDocument(out)) as pdf:
            page = pdf[0]
            assert {int(side) for side in page.get_size()} == size
            text = page.get_textpage().get_text_range()
        assert "CONTOH" in text
        if lembar == "pengukuran":
            assert "3,56" in text
        assert beside(contoh) == []

    def test_where_the_sheet_may_not_go(
        self, program: Program, contoh: Path, tmp_path: Path
    ) -> None:
        before = contoh.read_bytes()
        other = tmp_path / "surat.docx"
        other.write_bytes(b"surat")
        locked = tmp_path / "lama.pdf"
        locked.write_bytes(b"%PDF-lama")
        locked.chmod(0o444)
        link = tmp_path / "pranala.pdf"
        link.symlink_to(contoh)
        for out, words in (
            (contoh, "berkas IKU itu sendiri"),
            (link, "berkas IKU itu sendiri"),
            (tmp_path, "folder"),
            (tmp_path / "tiada" / "a.pdf", "tidak ditemukan"),
            (other, "bukan PDF"),
            (locked, "hanya dapat dibaca"),
        ):
            assert words in program.refused("cetak", contoh, out, "--lembar", "iku", *self.SHEET)
        assert contoh.read_bytes() == before
        assert other.read_bytes() == b"surat"
        assert locked.read_bytes() == b"%PDF-lama"

    def test_a_failure_keeps_the_old_sheet(
        self, program: Program, contoh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = tmp_path / "lembar.pdf"
        out.write_bytes(b"%PDF-lama")

        def fail(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", fail)
        sentence = program.refused("cetak", contoh, out, "--lembar", "iku", *self.SHEET)
        assert "disk penuh" in sentence
        assert out.read_bytes() == b"%PDF-lama"
        assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["lembar.pdf"]


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["hitung"], "BERKAS.sqlite"),
            (["impor", "a.sqlite"], "ISIAN.json"),
            (["hitung", "a.sqlite", "b.sqlite"], "b.sqlite"),
            (["hitung", "a.sqlite", "--tahun", "20x6"], "“20x6” bukan tahun"),
            (["hitung", "a.sqlite", "--tahun", "99999"], "“99999” bukan tahun"),
            (["hitung", "a.sqlite", "--tahun"], "--tahun memerlukan satu nilai"),
            (["hitung", "a.sqlite", "--periode", "tw5"], "“tw5” tidak dikenal"),
            (["hitung", "a.sqlite", "--warna"], "--warna"),
            (["hitung", "a.sqlite", "--json=1"], "tidak ditulis dengan benar"),
            (["cetak", "a.sqlite", "b.pdf"], "--lembar"),
            (["cetak", "a.sqlite", "b.pdf", "--lembar", "surat"], "“surat” tidak dikenal"),
            (["hapus", "a.sqlite"], "hapus"),
            (["baru", ""], "bukan nama berkas"),
        ],
    )
    def test_a_wrong_command(self, program: Program, arguments: list[str], words: str) -> None:
        sentence = program.refused(*arguments, code=2)
        assert words in sentence
        assert "main.py --bantuan" in sentence

    @pytest.mark.parametrize("flag", ["-h", "--help", "--bantuan"])
    def test_help(self, program: Program, flag: str) -> None:
        for arguments in ([flag], ["hitung", flag]):
            out = program.ok(*arguments)
            assert "Cara pakai" in out
            assert all(f"main.py {verb} " in out for verb in command_line.VERBS)

    def test_the_unexpected_is_one_sentence_and_a_record(
        self, program: Program, contoh: Path, pc: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise ZeroDivisionError("rahasia")

        monkeypatch.setattr("ui.figures_text.as_table", fail)
        sentence = program.refused("hitung", contoh, code=4)
        record = next(pc.rglob("*.log"))
        assert str(record) in sentence
        assert "ZeroDivisionError: rahasia" in record.read_text(encoding="utf-8")
        assert [each.name for each in contoh.parent.iterdir()] == [contoh.name]

    def test_interrupted(
        self, program: Program, contoh: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("ui.figures_text.as_table", interrupt)
        assert program("hitung", contoh) == (130, "", "")


class TestProcess:
    def test_a_day_of_scripts(self, tmp_path: Path) -> None:
        path = tmp_path / "tahun 2024 #1?.sqlite"
        isian = tmp_path / "isian.json"
        isian.write_bytes(b"\xef\xbb\xbf" + json.dumps({**HEAD, "spbe": LEVELS}).encode())
        assert run_main("baru", path).returncode == 0
        assert run_main("impor", path, isian).returncode == 0
        done = run_main("hitung", path, "--json", env={**os.environ, "PYTHONIOENCODING": "ascii"})
        assert json.loads(done.stdout.decode("utf-8"))[0]["indikator"][0]["tampil"] == "3,55"
        out = tmp_path / "lembar.pdf"
        sheet = ("--lembar", "pengukuran", "--tahun", "2024", "--periode", "tw4")
        assert run_main("cetak", path, out, *sheet).returncode == 0
        assert out.read_bytes().startswith(b"%PDF-")
        done = run_main("impor", path, tmp_path / "tiada.json")
        assert done.returncode == 1
        assert done.stderr.decode() == "Berkas tiada.json tidak ditemukan.\n"

    @pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise there")
    def test_a_reader_that_goes_away_is_no_error(self, tmp_path: Path) -> None:
        path = tmp_path / "a.sqlite"
        run_main("contoh", path)
        reading, writing = os.pipe()
        os.close(reading)
        command = [sys.executable, str(MAIN), "hitung", str(path), "--json"]
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
        os.close(writing)
        assert done.stderr == b""

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
    def test_an_output_that_is_full_is_a_sentence(self, tmp_path: Path) -> None:
        path = tmp_path / "a.sqlite"
        with open("/dev/full", "w") as full:  # noqa: PTH123
            done = subprocess.run(
                [sys.executable, MAIN, "baru", path], stdout=full, stderr=subprocess.PIPE, text=True
            )
        assert done.returncode == 1
        assert done.stderr == "Keluaran tidak dapat ditulis (disk penuh).\n"
        assert path.exists()

    def test_no_qt_and_no_reportlab_to_compute(self, tmp_path: Path) -> None:
        path = tmp_path / "a.sqlite"
        script = (
            "import sys; sys.path.insert(0, sys.argv[1]); from ui.command_line import run\n"
            "assert run(['contoh', sys.argv[2]]) == 0\n"
            "assert run(['hitung', sys.argv[2], '--json']) == 0\n"
            "bad = {'PySide6', 'shiboken6', 'reportlab', 'numpy'} & set(sys.modules)\n"
            "sys.exit(str(bad) if bad else 0)"
        )
        command = [sys.executable, "-c", script, str(ROOT), str(path)]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
