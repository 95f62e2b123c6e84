"""The weekly drill succeeds only where a backup could be restored indeed, and says why not."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from core.safekeeping import disk
from core.safekeeping.backup import Backup
from core.safekeeping.backups import Backups
from core.safekeeping.drill import Drill, is_drill_due, last_drill, run_drill
from core.safekeeping.places import Places
from tests.core.files import opened
from tests.safekeeping.documents import changed, reader

NOW = "2026-11-22T10:42:07"
PROVED = "Cadangan terbukti dapat dipulihkan (22 November 2026)."


def add(places: Places, path: Path, waktu: str) -> Backup:
    with opened(path) as doc:
        return Backups(places, doc.berkas_id).add(doc, waktu, "berkala")


def test_it_is_proved_and_remembered(places: Places, path: Path) -> None:
    made = add(places, path, "2026-11-20T09:00:00")
    before = sorted(made.path.parent.iterdir()), made.path.read_bytes()
    drill = run_drill(places, reader(), NOW)
    assert drill == Drill(NOW, True, PROVED)
    assert last_drill(places) == drill
    assert (sorted(made.path.parent.iterdir()), made.path.read_bytes()) == before


def test_nothing_to_prove(places: Places) -> None:
    assert not run_drill(places, reader(), NOW).berhasil
    assert run_drill(places, reader(), NOW, "tiada").kalimat.startswith("Belum ada cadangan")
    assert last_drill(places) is None


@pytest.mark.parametrize("damage", ["bit", "cut", "empty", "gone", "other"])
def test_a_damaged_backup_is_reported(places: Places, path: Path, damage: str) -> None:
    good = add(places, path, "2026-11-20T09:00:00")
    bad = add(places, changed(path, "Jalan A"), "2026-11-21T10:30:00")
    content = bytearray(bad.path.read_bytes())
    content[len(content) // 2] ^= 1
    spoiled = {
        "bit": bytes(content),
        "cut": bytes(content[:5000]),
        "empty": b"",
        "gone": b"\0" * len(content),
        "other": good.path.read_bytes(),
    }
    bad.path.write_bytes(spoiled[damage])
    drill = run_drill(places, reader(), NOW)
    assert not drill.berhasil
    assert drill.kalimat.startswith(
        "Cadangan kinerja.sqlite dari 21 November 2026 pukul 10.30 tidak dapat dipulihkan: "
    )
    assert "Cadangan terbaru yang baik dari 20 November 2026 pukul 09.00." in drill.kalimat
    assert "Buka berkasnya agar cadangan baru dibuat" in drill.kalimat
    assert ".." not in drill.kalimat
    assert last_drill(places) == drill
    add(places, path, "2026-11-22T11:00:00")
    assert run_drill(places, reader(), NOW).kalimat == PROVED


def test_no_good_one_is_left(places: Places, path: Path) -> None:
    made = add(places, path, "2026-11-20T09:00:00")
    made.path.write_bytes(made.path.read_bytes()[:4096])
    assert "Tidak ada cadangan lain yang baik." in run_drill(places, reader(), NOW).kalimat


def test_a_figure_that_comes_out_otherwise(places: Places, path: Path) -> None:
    made = add(places, path, "2026-11-20T09:00:00")
    note = made.path.with_suffix(".json")
    values = json.loads(note.read_bytes())
    real = values["angka"]["spbe"]
    values["angka"]["spbe"] = "4,99"
    note.write_text(json.dumps(values))
    drill = run_drill(places, reader(), NOW)
    assert not drill.berhasil
    assert f"angka SPBE yang dicatat 4,99, yang dihitung {real}" in drill.kalimat


@pytest.mark.parametrize(("name", "wrong"), [("periode", "2020-tw1"), ("sidik", "ab" * 32)])
def test_a_note_that_does_not_fit(places: Places, path: Path, name: str, wrong: str) -> None:
    made = add(places, path, "2026-11-20T09:00:00")
    note = made.path.with_suffix(".json")
    note.write_text(json.dumps({**json.loads(note.read_bytes()), name: wrong}))
    drill = run_drill(places, reader(), NOW)
    assert "isinya bukan yang dicatat" in drill.kalimat


def test_every_document_is_tried(places: Places, path: Path, tmp_path: Path) -> None:
    add(places, path, "2026-11-20T09:00:00")
    folder = places.backup_folder("berkas-lain")
    folder.mkdir(parents=True)
    (folder / "2026-11-20 09.00.00.sqlite").write_bytes(b"x" * 4096)
    with opened(path) as doc:
        berkas_id = doc.berkas_id
    assert run_drill(places, reader(), NOW, berkas_id).kalimat == PROVED
    assert not run_drill(places, reader(), NOW, "berkas-lain").berhasil
    assert not run_drill(places, reader(), NOW).berhasil


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-22T10:42:08", False),
        ("2026-11-29T10:42:06", False),
        ("2026-11-29T10:42:07", True),
        ("1999-01-01T00:00:00", True),
        ("sekarang", True),
    ],
)
def test_once_a_week(places: Places, path: Path, now: str, due: bool) -> None:
    assert is_drill_due(places, now)
    add(places, path, "2026-11-20T09:00:00")
    run_drill(places, reader(), NOW)
    assert is_drill_due(places, now) is due


def test_again_after_a_failure(places: Places, path: Path) -> None:
    made = add(places, path, "2026-11-20T09:00:00")
    made.path.write_bytes(b"")
    run_drill(places, reader(), NOW)
    assert is_drill_due(places, NOW)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"waktu": 1}', "[" * 100_000])
def test_a_garbled_memory_is_none(places: Places, path: Path, text: str) -> None:
    add(places, path, "2026-11-20T09:00:00")
    run_drill(places, reader(), NOW)
    (places.folder / "cadangan" / "latihan.json").write_text(text)
    assert last_drill(places) is None
    assert is_drill_due(places, NOW)


def test_nothing_temporary_stays(
    places: Places, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "sementara"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    made = add(places, path, "2026-11-20T09:00:00")
    run_drill(places, reader(), NOW)
    assert list(scratch.iterdir()) == []
    if sys.platform == "linux":
        handles = [each.resolve() for each in Path("/proc/self/fd").iterdir()]
        assert made.path not in handles
    assert disk.hash_of(made.path) == made.sha256
