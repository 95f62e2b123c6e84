"""Temporary copies of evidence on this PC."""

from __future__ import annotations

import os
import time

import pytest

from core.errors import FileError, InputError
from core.evidence_kinds import harmless_name
from tests.core.pieces import PDF, PROGRAM
from tests.ui.evidence.conftest import Opener
from ui.evidence import copies


def test_the_same_content_is_one_copy(opener: Opener) -> None:
    copies.open_copy("SK.pdf", PDF)
    copies.open_copy("SK.pdf", PDF)
    assert len(set(opener.opened)) == 1


def test_a_copy_that_was_altered_is_made_anew() -> None:
    path = copies.make_copy("SK.pdf", PDF)
    path.chmod(0o600)
    path.write_bytes(b"lain")
    assert copies.make_copy("SK.pdf", PDF).read_bytes() == PDF


def test_programs_are_never_handed_over(opener: Opener) -> None:
    for name, data in (("a.exe", PROGRAM), ("a.pdf", PROGRAM), ("a.html", b"<html>")):
        with pytest.raises(InputError, match="tidak dibuka"):
            copies.open_copy(name, data)
    assert opener.opened == []


def test_a_name_cannot_leave_the_folder() -> None:
    path = copies.make_copy(harmless_name("../../../SK.pdf"), PDF)
    assert path.is_relative_to(copies.folder())


def test_old_copies_of_another_run_are_swept_away() -> None:
    home = copies.folder()
    old, new = home.parent / "1", home.parent / "2"
    for each in (old, new):
        each.mkdir(parents=True)
        (each / "SK.pdf").write_bytes(PDF)
        (each / "SK.pdf").chmod(0o400)
    past = time.time() - 3 * 24 * 3600
    os.utime(old, (past, past))
    copies.make_copy("SK.pdf", PDF)
    assert not old.exists()
    assert new.exists()


def test_a_disk_that_refuses_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    home = copies.folder()
    home.parent.mkdir(parents=True)
    home.write_bytes(b"a file where the folder should be")
    with pytest.raises(FileError, match="bukti tetap utuh"):
        copies.make_copy("SK.pdf", PDF)
