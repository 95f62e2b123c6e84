"""What is settled before a file is closed: typing that is not stored, a document behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.open_editor import commit_open_editor
from ui.widgets.question import ask

if TYPE_CHECKING:
    from ui.custody import Custody
    from ui.main_window import MainWindow


def put_down_typing(window: MainWindow) -> bool:
    """Keep what is being typed; False if that fails and she would rather see to it."""
    workspace = window.workspace
    assert workspace is not None
    refusals: list[str] = []

    def note(sentence: str) -> None:
        refusals.append(sentence)

    workspace.session.failed.connect(note)
    commit_open_editor()
    workspace.session.failed.disconnect(note)
    unstored = workspace.unstored_input()
    if unstored is None:
        return not refusals
    answer = ask(
        window,
        f"Yang diketik di {unstored.field.nama} belum tersimpan.",
        unstored.accessibleDescription(),
        ["&Perbaiki dahulu", "&Tutup tanpa isian itu"],
    )
    if answer != 1:
        workspace.go_to(unstored)
    return answer == 1


def ask_whether_to_leave(window: MainWindow, custody: Custody) -> int | None:
    """0: close all the same, 1: try again, None: stay."""
    return ask(
        window,
        window.guard.text or f"Berkas di {custody.drive} belum diperbarui.",
        f"{custody.kept.pending} perubahan belum sampai ke sana. Semuanya tersimpan di PC ini "
        "dan dilanjutkan saat berkas ini dibuka lagi.",
        ["&Tutup saja", "&Coba lagi"],
    )
