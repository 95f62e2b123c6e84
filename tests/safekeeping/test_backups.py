"""Backups are whole, told apart by content, thinned out by no clock, and can be put back."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.document import create
from core.errors import DamagedError, FileError
from core.safekeeping import disk
from core.safekeeping.arrival import looked_at
from core.safekeeping.backup import Backup, problem_of, restored
from core.safekeeping.backups import BULAN, HARI, TERAKHIR, Backups, is_due, survivors
from core.safekeeping.places import Places
from core.storage import file
from tests.core.files import beside, dump, environment, new_file, opened
from tests.safekeeping.documents import WAKTU, change, changed, reader
from tests.safekeeping.systems import Failing, Instant

FORMAT_1000 = Path(__file__).parents[1] / "files" / "format-1000.sqlite"


@pytest.fixture
def backups(places: Places, path: Path) -> Backups:
    with opened(path, read_only=True) as doc:
        return Backups(places, doc.berkas_id)


def add(backups: Backups, path: Path, waktu: str = WAKTU, alasan: str = "berkala") -> Backup:
    with opened(path) as doc:
        return backups.add(doc, waktu, alasan)


class TestMaking:
    def test_tells_what_is_inside(self, backups: Backups, path: Path) -> None:
        made = add(backups, path, alasan="dibuka")
        assert backups.list() == [made]
        assert (made.waktu, made.alasan, made.nama) == (WAKTU, "dibuka", "kinerja.sqlite")
        assert made.ukuran == made.path.stat().st_size
        assert made.sha256 == disk.hash_of(made.path)
        with opened(path) as doc:
            filled = doc.periode_berisi()[-1]
            assert made.periode == filled.id
            assert made.angka == {h.iku: h.realisasi.tampil for h in doc.hasil(filled)}
            assert (made.sidik, made.vektor) == (doc.sidik, doc.vektor)
            last = doc.journal()[-1]
        assert made.langkah == (last.waktu, last.oleh, last.tindakan)
        assert len(made.angka) == 4
        assert None not in made.angka.values()

    def test_holds_every_row_and_step(self, backups: Backups, path: Path) -> None:
        made = add(backups, path)
        assert dump(made.path, jurnal=True) == dump(path, jurnal=True)
        assert beside(made.path) == [made.path.with_suffix(".json").name]

    def test_a_file_without_inputs_has_no_figures(self, places: Places, tmp_path: Path) -> None:
        path = new_file(tmp_path)
        with opened(path) as doc:
            made = Backups(places, doc.berkas_id).add(doc, WAKTU, "dibuka")
        assert (made.periode, made.angka) == (None, {})
        assert problem_of(made, reader()) == ""

    def test_nothing_is_added_without_a_change(self, backups: Backups, path: Path) -> None:
        made = add(backups, path)
        assert add(backups, path, "2026-11-22T11:42:07") == made
        assert backups.add_file(path, "2026-11-22T12:42:07", "x") == made
        assert backups.list() == [made]
        changed(path, "Jalan A")
        assert [add(backups, path), made] == backups.list()

    def test_a_backup_gone_bad_stands_for_nothing(self, backups: Backups, path: Path) -> None:
        made = add(backups, path)
        flip(made.path)
        again = add(backups, path, "2026-11-22T11:00:00")
        assert again.path != made.path
        assert problem_of(again, reader()) == ""

    def test_two_of_one_second(self, backups: Backups, path: Path) -> None:
        first = add(backups, path)
        changed(path, "Jalan A")
        second = add(backups, path)
        assert backups.list() == [second, first]

    def test_the_draft_is_proved_without_the_document(self, backups: Backups, path: Path) -> None:
        with opened(path) as doc:
            draft = backups.start(doc, WAKTU, "berkala")
            assert draft is not None
            assert backups.list() == []
            change(doc, "Jalan B")
        made = backups.finish(draft)
        assert backups.list() == [made]
        with restored(made, reader()) as doc:
            assert doc.profil.alamat != "Jalan B"

    def test_a_draft_that_is_not_whole_becomes_no_backup(
        self, backups: Backups, path: Path
    ) -> None:
        with opened(path) as doc:
            draft = backups.start(doc, WAKTU, "berkala")
        assert draft is not None
        flip(draft.path)
        with pytest.raises(FileError, match="Cadangan tidak dapat dibuat"):
            backups.finish(draft)
        assert list(backups.folder.iterdir()) == []

    def test_a_document_of_another_id_is_refused(
        self, places: Places, backups: Backups, path: Path
    ) -> None:
        with opened(path) as doc, pytest.raises(FileError, match="tidak dapat dibuat"):
            Backups(places, "berkas-lain").add(doc, WAKTU, "dibuka")
        assert backups.list() == []

    def test_drafts_of_a_crash_go_after_a_day(self, backups: Backups, path: Path) -> None:
        backups.folder.mkdir(parents=True)
        old, fresh = (backups.folder / f"{name}.draf" for name in ("lama", "baru"))
        for draft in (old, fresh):
            draft.write_bytes(b"x")
        os.utime(old, (1, 1))
        add(backups, path)
        assert (old.exists(), fresh.exists()) == (False, True)

    def failure(self, backups: Backups, path: Path) -> str:
        with opened(path) as doc:
            try:
                backups.add(doc, WAKTU, "berkala")
            except FileError as error:
                return str(error)
        return ""

    def test_every_failure_leaves_whole_backups_only(
        self, backups: Backups, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add(backups, path)
        changed(path, "Jalan A")
        number, has_failed = 0, True
        while has_failed:
            number += 1
            system = Failing(number, 28)
            with monkeypatch.context() as patch:
                patch.setattr(disk, "system", system)
                said = self.failure(backups, path)
                has_failed = system.has_failed
            assert not said or "pekerjaan Anda tetap aman" in said or "disk penuh" in said
            monkeypatch.setattr(disk, "system", Instant())
            found = backups.list()
            assert found
            assert all(problem_of(each, reader()) == "" for each in found)
            assert not list(backups.folder.glob("*.draf*"))
            for each in found[:-1]:
                each.path.with_suffix(".json").unlink(missing_ok=True)
                each.path.unlink()
        assert number > 15


class TestFiles:
    def test_a_file_to_the_byte(self, backups: Backups, path: Path) -> None:
        made = backups.add_file(path, WAKTU, "sebelum gabung")
        assert made.path.read_bytes() == path.read_bytes()
        assert made.alasan == "sebelum gabung"

    def test_an_older_file_keeps_its_form(self, places: Places, tmp_path: Path) -> None:
        old = tmp_path / "lama.sqlite"
        shutil.copy(FORMAT_1000, old)
        berkas_id = str(dump(old)["profil"][0][1])
        backups = Backups(places, berkas_id)
        made = backups.add_file(old, WAKTU, "sebelum pembaruan susunan")
        assert made.path.read_bytes() == FORMAT_1000.read_bytes()
        assert backups.add_file(old, WAKTU, "lagi") == made
        with restored(made, reader()) as doc:
            assert doc.berkas_id == berkas_id
        assert problem_of(made, reader()) == ""

    def test_an_older_file_is_kept_beside_what_became_of_it(
        self, places: Places, tmp_path: Path
    ) -> None:
        with looked_at(FORMAT_1000, reader()) as arrived:
            today = arrived.doc.content()
            backups = Backups(places, arrived.doc.berkas_id)
        new = tmp_path / "baru.sqlite"
        new.write_bytes(today)
        backups.add_file(new, WAKTU, "dibuka")
        made = backups.add_file(FORMAT_1000, WAKTU, "sebelum pembaruan susunan")
        assert made.path.read_bytes() == FORMAT_1000.read_bytes()
        assert len(backups.list()) == 2

    def test_a_transaction_that_broke_off_is_taken_back(
        self, backups: Backups, path: Path, tmp_path: Path
    ) -> None:
        whole = dump(path, jurnal=True)
        torn = tmp_path / "terputus.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as conn:
            conn.execute("PRAGMA cache_size = 5")
            conn.execute("BEGIN")
            conn.execute("UPDATE bagian SET nama = nama || ' yang diubah'")
            conn.execute("UPDATE pita SET teks = teks || ' yang diubah'")
            for each in (path, file.journal_of(path)):
                shutil.copy(each, torn.with_name(each.name.replace("kinerja", "terputus")))
            conn.execute("ROLLBACK")
        assert torn.read_bytes() != path.read_bytes()
        made = backups.add_file(torn, WAKTU, "diminta")
        assert dump(made.path, jurnal=True) == whole

    def test_a_damaged_file_is_no_backup(self, backups: Backups, path: Path) -> None:
        flip(path)
        with pytest.raises(DamagedError, match="kinerja"):
            backups.add_file(path, WAKTU, "diganti")
        assert backups.list() == []


class TestListing:
    def test_the_newest_made_first_whatever_the_clock(self, backups: Backups, path: Path) -> None:
        times = ["2026-11-22T10:00:00", "2099-01-01T00:00:00", "1999-01-01T00:00:00"]
        for waktu in times:
            add(backups, changed(path, waktu), waktu)
        assert [each.waktu for each in backups.list()] == times[::-1]

    @pytest.mark.parametrize(
        "text",
        [
            None,
            "",
            "{",
            "[]",
            "null",
            '{"nomor": 1}',
            "[" * 100_000,
            b"\xff\xfe",
            "1e999",
            '{"nomor": null}',
        ],
    )
    def test_without_a_note_the_backup_speaks(
        self, backups: Backups, path: Path, text: str | bytes | None
    ) -> None:
        first = add(backups, path, "2026-11-22T10:00:00")
        second = add(backups, changed(path, "Jalan A"), "2026-11-22T11:00:00")
        note = first.path.with_suffix(".json")
        if text is None:
            note.unlink()
        else:
            note.write_bytes(text if isinstance(text, bytes) else text.encode())
        newest, other = backups.list()
        assert newest == second
        assert other._replace(waktu="", nomor=0, alasan="", nama="") == first._replace(
            waktu="", nomor=0, alasan="", nama=""
        )
        assert other.masalah == ""

    def test_every_field_of_a_note_may_be_wrong(self, backups: Backups, path: Path) -> None:
        made = add(backups, path)
        note = made.path.with_suffix(".json")
        values = json.loads(note.read_bytes())
        wrongs: tuple[object, ...] = (None, [], {}, "x", -1)
        for name in values:
            for wrong in wrongs:
                note.write_text(json.dumps({**values, name: wrong}), encoding="utf-8")
                assert [each.path for each in backups.list()] == [made.path]
            note.write_text(json.dumps({k: v for k, v in values.items() if k != name}))
            assert backups.list()[0].sidik == made.sidik

    def test_a_newer_one_without_a_note_comes_first(self, backups: Backups, path: Path) -> None:
        with opened(path) as doc:
            doc.environment = doc.environment._replace(clock=lambda: "2026-11-22T10:30:00")
            change(doc, "Jalan A")
        add(backups, path, "2026-11-22T11:00:00")
        with opened(path) as doc:
            doc.environment = doc.environment._replace(clock=lambda: "2026-11-22T12:00:00")
            change(doc, "Jalan B")
        crashed = add(backups, path, "2026-11-22T12:01:00")
        crashed.path.with_suffix(".json").unlink()
        assert backups.list()[0].path == crashed.path
        later = add(backups, changed(path, "Jalan C"), "2026-11-22T13:00:00")
        assert backups.list()[0] == later

    def test_names_say_nothing(self, backups: Backups, path: Path) -> None:
        first = add(backups, path, "2026-11-22T10:00:00")
        second = add(backups, changed(path, "Jalan A"), "2026-11-22T11:00:00")
        for backup, name in ((first, "2099-12-31 23.59.59"), (second, "1999-01-01 00.00.00")):
            for ending in (".sqlite", ".json"):
                backup.path.with_suffix(ending).rename(backups.folder / f"{name}{ending}")
        assert [each.sidik for each in backups.list()] == [second.sidik, first.sidik]

    def test_one_that_cannot_be_used_says_so(self, backups: Backups, path: Path) -> None:
        good = add(backups, path)
        cut = add(backups, changed(path, "Jalan A"))
        cut.path.write_bytes(cut.path.read_bytes()[:-4096])
        (backups.folder / "asing.sqlite").write_bytes(b"bukan basis data" * 100)
        problems = {each.path.name: each.masalah for each in backups.list()}
        assert problems[good.path.name] == ""
        assert "bukan lagi" in problems[cut.path.name]
        assert "bukan berkas IKU" in problems["asing.sqlite"]
        assert backups.newest_good(reader()) == good

    def test_one_of_another_document_is_not_restored(
        self, backups: Backups, path: Path, tmp_path: Path
    ) -> None:
        good = add(backups, path)
        shutil.copy(new_other(tmp_path), backups.folder / "2099-01-01 00.00.00.sqlite")
        assert any("milik berkas lain" in each.masalah for each in backups.list())
        assert backups.newest_good(reader()) == good

    def test_nor_one_that_was_moved_here_with_its_note(
        self, places: Places, backups: Backups, path: Path, tmp_path: Path
    ) -> None:
        good = add(backups, path)
        with opened(new_other(tmp_path)) as doc:
            other = Backups(places, doc.berkas_id).add(doc, WAKTU, "dibuka")
        for ending in (".sqlite", ".json"):
            shutil.copy(other.path.with_suffix(ending), backups.folder)
        (moved,) = (each for each in backups.list() if each.sidik == other.sidik)
        assert moved.masalah == ""
        assert "milik berkas lain" in problem_of(moved, reader())
        assert backups.newest_good(reader()) == good

    def test_bad_rot_is_found_when_it_is_restored(self, backups: Backups, path: Path) -> None:
        good = add(backups, path)
        bad = add(backups, changed(path, "Jalan A"))
        flip(bad.path)
        assert backups.list()[0].masalah == ""
        with pytest.raises(FileError), restored(bad, reader()):
            pass
        assert problem_of(bad, reader())
        assert backups.newest_good(reader()) == good

    def test_a_whole_file_in_the_place_of_another(self, backups: Backups, path: Path) -> None:
        first = add(backups, path)
        second = add(backups, changed(path, "Jalan A"))
        shutil.copy(second.path, first.path)
        assert "bukan lagi" in problem_of(first, reader())

    def test_restoring_looks_at_a_copy(self, backups: Backups, path: Path) -> None:
        made = add(backups, path)
        before = made.path.read_bytes()
        with restored(made, reader()) as doc:
            assert doc.read_only
            with pytest.raises(FileError, match="hanya dapat dibaca"):
                change(doc, "x")
        assert made.path.read_bytes() == before
        assert beside(made.path) == [made.path.with_suffix(".json").name]


def new_other(folder: Path) -> Path:
    """A document of its own."""
    path = folder / "asing.sqlite"
    env = environment()._replace(new_id=lambda: "berkas-asing-0001")
    create(path, env, tahun=2025)
    return path


def flip(path: Path) -> None:
    """One bit of the last page that holds data."""
    content = bytearray(path.read_bytes())
    place = next(i for i in range(len(content) - 1, 0, -1) if content[i])
    content[place] ^= 4
    path.write_bytes(content)


class TestThinning:
    def test_the_folder_is_thinned_out(self, backups: Backups, path: Path) -> None:
        start = datetime(2026, 11, 22, 8)
        with opened(path) as doc:
            for number in range(TERAKHIR + 5):
                change(doc, f"Jalan {number}")
                waktu = (start + timedelta(minutes=31 * number)).isoformat()
                backups.add(doc, waktu, "berkala")
        found = backups.list()
        assert len(found) == TERAKHIR
        assert len(list(backups.folder.iterdir())) == 2 * TERAKHIR
        assert [each.nomor for each in found] == list(range(TERAKHIR + 5, 5, -1))

    def test_what_cannot_be_read_is_left_alone(self, backups: Backups, path: Path) -> None:
        stranger = backups.folder / "catatan.sqlite"
        backups.folder.mkdir(parents=True)
        stranger.write_bytes(b"x")
        with opened(path) as doc:
            for number in range(TERAKHIR + 2):
                change(doc, f"Jalan {number}")
                backups.add(doc, WAKTU, "berkala")
        assert stranger.exists()
        assert len(backups.list()) == TERAKHIR + 1

    def test_a_working_clock(self) -> None:
        """All that the calendar asks for is kept, and not much more."""
        rng = random.Random(3)
        now = datetime(2026, 11, 22, 17)
        for _ in range(200):
            moments, moment = [], now
            for _ in range(rng.randrange(1, 400)):
                moments.append(moment.isoformat())
                moment -= timedelta(minutes=rng.choice((30, 31, 90, 700, 1500, 20_000)))
            keep = survivors(moments)
            assert wanted(moments, now) <= keep
            assert len(keep) <= TERAKHIR + HARI + BULAN

    def test_two_full_years_of_work(self) -> None:
        now = datetime(2026, 11, 22, 17)
        moments = [(now - timedelta(hours=6 * n)).isoformat() for n in range(4 * 730)]
        kept = sorted(moments[place] for place in survivors(moments))
        # The 20 last are of 6 days; those 30 days are of 2 months.
        assert len(kept) == 20 + (30 - 6) + (24 - 2)
        assert (kept[0], kept[-1]) == ("2024-12-31T23:00:00", "2026-11-22T17:00:00")
        assert all(each.endswith("23:00:00") for each in kept[:-20])

    def test_clocks_from_1999_to_2099(self) -> None:
        """Made one after the other with thinning each time: whatever the clock says, the last
        ones stay, and no jump clears the folder."""
        rng = random.Random(5)
        for _ in range(60):
            moment = datetime(2026, 1, 1)
            held: list[tuple[int, str]] = []
            for number in range(300):
                jump = rng.random()
                if jump < 0.02:
                    moment = moment.replace(year=rng.choice((1999, 2099, 2026)))
                moment += timedelta(minutes=rng.choice((30, 300, 3000)))
                before = len(held)
                held.insert(0, (number, moment.isoformat()))
                keep = survivors([waktu for _, waktu in held])
                held = [each for place, each in enumerate(held) if place in keep]
                assert before - len(held) <= 2
                assert [each[0] for each in held[:TERAKHIR]] == [
                    *range(number, max(-1, number - TERAKHIR), -1)
                ]
            days = {waktu[:10] for _, waktu in held}
            assert len(held) <= TERAKHIR + HARI + BULAN
            assert len(days) > HARI

    @pytest.mark.parametrize("count", range(4))
    def test_few_are_all_kept(self, count: int) -> None:
        assert survivors(["x"] * count) == set(range(count))


def wanted(moments: list[str], now: datetime) -> set[int]:
    """The rule by the calendar: last 20, one a day for 30 days, one a month for 24 months."""
    keep = set(range(min(20, len(moments))))
    seen: set[str] = set()
    for place, text in enumerate(moments):
        moment = datetime.fromisoformat(text)
        months = (now.year - moment.year) * 12 + now.month - moment.month
        marks = [text[:10]] if (now.date() - moment.date()).days < 30 else []
        marks += [text[:7]] if months < 24 else []
        keep |= {place} if any(mark not in seen for mark in marks) else set()
        seen.update(marks)
    return keep


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, WAKTU, True),
        ("", WAKTU, True),
        ("2026-11-22T10:12:08", WAKTU, False),
        ("2026-11-22T10:12:07", WAKTU, True),
        (WAKTU, WAKTU, False),
        ("2099-01-01T00:00:00", WAKTU, True),
        ("1999-01-01T00:00:00", WAKTU, True),
        ("kemarin", WAKTU, True),
        ("2026-11-22T10:12:08+07:00", WAKTU, True),
    ],
)
def test_a_backup_is_due(last: str | None, now: str, due: bool) -> None:
    assert is_due(last, now) is due
