"""What an interrupted publication has left beside a document may be all that there is of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.errors import FileError
from core.safekeeping.backup import restored
from core.safekeeping.backups import Backups
from core.sample import create_sample
from tests.safekeeping.offices import LAIN, TW1, Pc

ENDINGS = (".baru", ".lama")


@pytest.fixture(params=ENDINGS)
def beside(request: pytest.FixtureRequest, tmp_path: Path, target: Path) -> Path:
    """A colleague's work, which the document beside it lacks."""
    path = target.with_name(f"{target.name}{request.param}")
    shutil.copy(target, path)
    other = tmp_path / "rekan.sqlite"
    shutil.copy(target, other)
    Pc(tmp_path / "rekan").fill(other, "5", LAIN)
    shutil.copy(other, path)
    return path


def test_what_the_document_lacks_goes_to_the_backups(pc: Pc, target: Path, beside: Path) -> None:
    kept = pc.open(target)
    assert any("Di samping berkas tertinggal salinan" in note for note in kept.notes)
    berkas_id = kept.doc.berkas_id
    kept.close()
    pc.fill(target, "4")
    assert list(target.parent.iterdir()) == [target]
    (backup,) = Backups(pc.places, berkas_id).list()
    with restored(backup, pc.environment()) as doc:
        assert doc.nilai(TW1, LAIN) == "5"


def test_another_document_beside_it_too(pc: Pc, target: Path, tmp_path: Path) -> None:
    lama = target.with_name(f"{target.name}.lama")
    create_sample(lama, Pc(tmp_path / "lain").environment())
    content = lama.read_bytes()
    pc.fill(target, "4")
    assert [path.read_bytes() for path in pc.aside()] == [content]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_the_document_holds_and_what_is_not_whole_just_goes(
    pc: Pc, target: Path, ending: str
) -> None:
    left = target.with_name(f"{target.name}{ending}")
    for content in (target.read_bytes(), target.read_bytes()[:100_000], b""):
        left.write_bytes(content)
        kept = pc.open(target)
        assert not any("samping" in note for note in kept.notes)
        kept.close()
        pc.fill(target, str(len(content) % 3 + 1))
        shutil.rmtree(pc.places.work_folder(target))
        assert pc.aside() == []
        assert not left.exists()


def test_a_copy_is_not_saved_over_it(pc: Pc, target: Path, beside: Path) -> None:
    content = target.read_bytes()
    kept = pc.open(target)
    copy = target.with_name("salinan.sqlite")
    left = beside.rename(copy.with_name(copy.name + beside.suffix))
    with pytest.raises(FileError, match="mungkin satu-satunya salinan utuh"):
        kept.save_copy(copy)
    kept.close()
    assert left.exists()
    assert not copy.exists()
    assert target.read_bytes() == content
