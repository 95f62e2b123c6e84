"""Sign, reopen, verify, rebuild and hand out evidence: exit codes, sentences, nothing half-done."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.safekeeping import disk
from tests.cli.program import Program
from tests.core import altering
from tests.core.signing import without_locks
from tests.safekeeping.systems import Full

TW2 = ("--tahun", "2025", "--periode", "tw2")
ALASAN = "Bukti menyusul dari bidang terkait"
KODE = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")
FORMAL = ("--alasan", "Salah ketik pada isian", "--nomor", "000/1", "--tanggal", "2 Juli 2026")


def sahkan(program: Program, path: Path, *more: str) -> str:
    """Signs TW II; its code."""
    code, out, _ = program("sahkan", path, *TW2, "--abaikan", ALASAN, *more)
    assert code == 0
    (kode,) = KODE.findall(out)
    return str(kode)


def cetak(program: Program, path: Path, name: str, *more: str) -> Path:
    out = path.parent / name
    program.ok("cetak", path, out, "--lembar", "pengukuran", *TW2, *more)
    return out


def count(path: Path, table: str = "pengesahan") -> int:
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_warnings_stand_in_the_way_until_they_are_waived(program: Program, contoh: Path) -> None:
    before = contoh.read_bytes()
    code, out, err = program("sahkan", contoh, *TW2)
    assert (code, out) == (1, "")
    *listed, last = err.strip().splitlines()
    assert listed
    assert all(each.startswith("Peringatan: ") for each in listed)
    assert "--abaikan" in last
    assert contoh.read_bytes() == before
    sentence = program.refused("sahkan", contoh, *TW2, "--abaikan", "ya")
    assert "Alasan" in sentence
    assert contoh.read_bytes() == before
    kode = sahkan(program, contoh)
    assert count(contoh) == 1
    with closing(sqlite3.connect(contoh)) as conn:
        (text,) = conn.execute("SELECT abaikan FROM pengesahan").fetchone()
    assert [why for _, why in json.loads(text)] == [ALASAN] * len(listed)
    assert "sudah disahkan" in program.refused("sahkan", contoh, *TW2, "--abaikan", ALASAN)
    out = program.ok("verifikasi", contoh, kode)
    assert out.startswith("SAH: ")


def test_errors_are_listed_first_and_never_waived(program: Program, baru: Path) -> None:
    isian = program.write({"tahun": 2026, "periode": "tw2", "media": {"aktif": 9, "dimiliki": 10}})
    program.ok("impor", baru, isian)
    before = baru.read_bytes()
    for more in ((), ("--abaikan", ALASAN)):
        code, out, err = program("sahkan", baru, "--tahun", "2026", "--periode", "tw2", *more)
        assert (code, out) == (1, "")
        *listed, last = err.strip().splitlines()
        kinds = [each.partition(":")[0] for each in listed]
        assert kinds == sorted(kinds)
        assert kinds[0] == "Galat"
        assert "perbaiki dahulu galat" in last
        assert ("Peringatan" in kinds) == (more == ())
        assert baru.read_bytes() == before


def test_a_signed_period_refuses_what_other_verbs_want(program: Program, contoh: Path) -> None:
    sahkan(program, contoh)
    before = contoh.read_bytes()
    isian = program.write({"tahun": 2025, "periode": "tw2", "media": {"aktif": 1, "dimiliki": 2}})
    code, out, sentence = program("impor", contoh, isian)
    assert (code, out) == (1, "")
    assert "telah disahkan" in sentence
    assert "Perubahan" in sentence
    assert contoh.read_bytes() == before


def test_reopening_is_a_formal_act(program: Program, contoh: Path) -> None:
    assert "belum disahkan" in program.refused("perubahan", contoh, *TW2, *FORMAL)
    old = sahkan(program, contoh)
    first = cetak(program, contoh, "v1.pdf").read_bytes()
    before = contoh.read_bytes()
    bad = ("--alasan", "", "--nomor", "1", "--tanggal", "2 Juli 2026")
    program.refused("perubahan", contoh, *TW2, *bad)
    program.refused("perubahan", contoh, *TW2, *FORMAL[:-1], "kemarin")
    program.refused("perubahan", contoh, *TW2, code=2)
    assert contoh.read_bytes() == before
    assert "dibuka kembali" in program.ok("perubahan", contoh, *TW2, *FORMAL)
    code, out, _ = program("verifikasi", contoh, old)
    assert (code, out.partition(":")[0]) == (1, "VERSI LAMA")
    new = sahkan(program, contoh, "--kertas", "f4")
    assert new != old
    assert cetak(program, contoh, "v1b.pdf", "--versi", "1").read_bytes() == first
    assert program.ok("verifikasi", contoh, new).startswith("SAH")
    program.ok("periksa", contoh)


def test_every_answer_by_the_command_line(program: Program, contoh: Path) -> None:
    kode = sahkan(program, contoh)
    pdf = cetak(program, contoh, "lembar.pdf")
    assert program.ok("verifikasi", contoh, pdf).startswith("SAH: ")
    bare = pdf.with_name("tanpa akhiran")
    shutil.copy(pdf, bare)
    assert program.ok("verifikasi", contoh, bare).startswith("SAH: ")
    wrong = kode[:-1] + ("A" if kode[-1] != "A" else "C")
    code, out, err = program("verifikasi", contoh, wrong)
    assert (code, out.partition(":")[0], err) == (1, "KODE SALAH", "")
    altered = pdf.with_name("diubah.pdf")
    altered.write_bytes(altering.with_words(pdf.read_bytes(), "palsu"))
    code, out, _ = program("verifikasi", contoh, altered)
    assert (code, out.partition(":")[0]) == (1, "LEMBAR BERUBAH")
    assert "palsu" in out
    assert "tidak ditemukan" in program.refused("verifikasi", contoh, "tidak ada.pdf")
    (pdf.parent / "rusak.pdf").write_bytes(b"x" * 100)
    assert "bukan PDF" in program.refused("verifikasi", contoh, pdf.parent / "rusak.pdf")
    program.refused("verifikasi", contoh.with_name("tidak ada.sqlite"), kode)
    code, out, _ = program("verifikasi", contoh, "SHA-256 " + "x\n" * 5000)
    assert (code, out.partition(":")[0]) == (1, "KODE SALAH")


@pytest.mark.parametrize("is_locked", [True, False])
def test_a_file_edited_elsewhere_is_answered_figure_by_figure(
    program: Program, contoh: Path, is_locked: bool
) -> None:
    kode = sahkan(program, contoh)
    edit = (
        "UPDATE isian SET nilai = '1' WHERE periode_id = '2025-tw2' AND kunci = 'spbe.indikator.32'"
    )
    if is_locked:
        with closing(sqlite3.connect(contoh)) as conn, conn:
            locks = conn.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for name, _ in locks:
                conn.execute(f"DROP TRIGGER {name}")
            conn.execute(edit)
            for _, sql in locks:
                conn.execute(sql)
    else:
        without_locks(contoh, edit)
    code, out, err = program("verifikasi", contoh, kode)
    assert (code, out.partition(":")[0]) == (1, "BERKAS BERUBAH")
    assert re.search(r"- TW II 2025 / .*32.*: disahkan .*, kini 1", out), out
    assert err
    assert program("periksa", contoh)[0] == 1


def test_a_lost_file_comes_back_from_its_sheets(
    program: Program, contoh: Path, tmp_path: Path
) -> None:
    sahkan(program, contoh)
    pdf = cetak(program, contoh, "lembar.pdf")
    new = tmp_path / "baru" / "pulih.sqlite"
    new.parent.mkdir()
    said = program.ok("pulihkan", pdf, new)
    assert "dipulihkan dari lembar: TW II 2025 versi 1" in said
    same = [program.figures(each, *TW2) for each in (contoh, new)]
    assert same[0] == same[1]
    program.ok("periksa", new)
    assert cetak(program, new, "lagi.pdf").read_bytes() == pdf.read_bytes()
    before = new.read_bytes()
    program.refused("pulihkan", pdf, new)
    assert new.read_bytes() == before
    other = new.with_name("lain.sqlite")
    program.refused("pulihkan", pdf, pdf.with_name("tidak ada.pdf"), other)
    program.refused("pulihkan", other, code=2)
    assert not other.exists()
    isian = program.write({"tahun": 2025, "periode": "tw3", "media": {"aktif": 1, "dimiliki": 2}})
    program.ok("impor", new, isian)
    program.ok("periksa", new)


def test_the_evidence_is_written_once(program: Program, contoh: Path, tmp_path: Path) -> None:
    out = tmp_path / "keluar" / "Berkas bukti"
    out.parent.mkdir()
    assert "Berkas bukti ditulis ke Berkas bukti" in program.ok("bukti", contoh, *TW2, "--ke", out)
    assert (out / "Indeks.html").is_file()
    assert "tidak ditimpa" in program.refused("bukti", contoh, *TW2, "--ke", out)
    program.ok("bukti", contoh, *TW2, "--ke", out.with_name("b.zip"))
    program.refused("bukti", contoh, *TW2, "--ke", out.with_name("b.zip"))
    program.refused("bukti", contoh, *TW2, code=2)
    assert sorted(p.name for p in out.parent.iterdir()) == ["Berkas bukti", "b.zip"]


def test_a_full_pc_signs_nothing(
    program: Program, contoh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contoh.read_bytes()
    monkeypatch.setattr(disk, "system", Full(0))
    code, out, err = program("sahkan", contoh, *TW2, "--abaikan", ALASAN)
    assert (code, out) == (1, "")
    assert err.strip().endswith(".")
    monkeypatch.undo()
    assert contoh.read_bytes() == before
    assert count(contoh) == 0
