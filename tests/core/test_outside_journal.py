"""How long it is tried to prove what another program altered in a journal."""

from __future__ import annotations

import pytest

from core.storage import outside_journal, seal
from core.storage.outside_journal import check_chain
from core.storage.seal import Line

LINES = [(ke, Line("isian", f"2025-tw1/{ke}", "nilai", '"1"', '"2"')) for ke in range(1, 101)]
LOST = [Line("isian", f"2025-tw2/{ke}", "nilai", '"1"', '"2"') for ke in range(200)]


def test_what_cannot_be_proved_is_not_tried_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a document with damaged pages: many altered steps, and much that could be missing."""
    hashed = 0
    step_hash = seal.step_hash

    def counted(head: object, induk: object, isi: object, lines: list[Line]) -> str:
        nonlocal hashed
        hashed += len(list(lines))
        return step_hash(head, induk, isi, lines)  # type: ignore[arg-type]

    monkeypatch.setattr(seal, "step_hash", counted)
    monkeypatch.setattr(outside_journal, "_MOST_LINES", 20_000)
    names = [f"{nomor:064x}" for nomor in range(31)]
    rows = [
        (nomor, "a", nomor, "2025-01-02T03:04:05", "Rina", "x", names[nomor - 1], "", names[nomor])
        for nomor in range(1, 31)
    ]
    lines = dict.fromkeys(range(1, 31), LINES)
    found = check_chain(rows, lines, lambda _, line: [line._replace(lama='"3"')], LOST).findings
    assert sum("bukan lagi yang dicatat program" in each for each in found) == 30
    # The steps themselves are hashed a few times each.
    assert hashed < 20_000 + 10 * 30 * len(LINES)
