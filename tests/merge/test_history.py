"""What two journals share, and what cannot be joined."""

from __future__ import annotations

import pytest

from core.merge.history import MergeError, compare_history
from core.model.journal import Hubungan
from tests.merge.copies import Site, largest


def set_address(site: Site, text: str) -> None:
    site.set("profil", "profil", "alamat", text)


def test_shared_and_own_steps() -> None:
    first = Site("awal")
    one, other = first.fork("satu"), first.fork("dua")
    set_address(one, "a")
    set_address(one, "b")
    other.set("profil", "profil", "kontak", "c")
    history = compare_history(one.copy(), other.copy())
    assert [step.salinan for step in history.common] == ["awal"]
    assert [(step.salinan, step.urut) for step in history.mine] == [("satu", 1), ("satu", 2)]
    assert [step.salinan for step in history.theirs] == ["dua"]
    assert history.hubungan == Hubungan(2, 1)


def test_after_a_merge_the_other_copy_lacks_both() -> None:
    first = Site("awal")
    one, other = first.fork("satu"), first.fork("dua")
    set_address(one, "a")
    other.set("profil", "profil", "kontak", "c")
    one.take(other, largest)
    history = compare_history(other.copy(), one.copy())
    assert history.hubungan == Hubungan(0, 2)
    assert [step.salinan for step in history.theirs] == ["satu", "satu"]


def test_another_document_is_refused() -> None:
    one = Site("satu").copy()
    with pytest.raises(MergeError, match="bukan salinan dari berkas yang sama"):
        compare_history(one, one._replace(name="lain", berkas_id="berkas-lain"))


def test_one_name_for_two_steps_is_refused() -> None:
    """A PC was cloned, and both clones went on under one number."""
    first = Site("awal")
    one, clone = first.fork("satu"), first.fork("satu")
    set_address(one, "a")
    set_address(clone, "b")
    with pytest.raises(MergeError, match="komputer yang digandakan"):
        compare_history(one.copy(), clone.copy())
