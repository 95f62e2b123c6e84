"""From a menu to the window that sets two files side by side."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.compare import compare
from core.document import Document
from core.errors import UserError
from core.merge.documents import copy_of
from core.merge.history import MergeError, compare_history
from core.safekeeping.arrival import looked_at
from ui.files import environment
from ui.merge_text import names_of, standing
from ui.merging.bandingkan import BandingkanWindow, Compared
from ui.merging.merge_flow import choose, merge_from_file
from ui.open_editor import commit_open_editor
from ui.waiting import waiting

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def ask_and_compare(window: MainWindow) -> BandingkanWindow | None:
    """Ask for a file to set beside the open one, or for two files where none is open."""
    commit_open_editor()
    if window.session is not None:
        path = choose(window, "Bandingkan dengan berkas lain")
        return None if path is None else compare_with_file(window, path)
    one = choose(window, "Bandingkan: pilih berkas pertama (A)")
    other = None if one is None else choose(window, "Bandingkan: pilih berkas kedua (B)")
    return None if one is None or other is None else compare_files(window, one, other)


def compare_with_file(window: MainWindow, path: Path) -> BandingkanWindow | None:
    """Show the open document beside a file; None, and a message, if that cannot be read."""
    session = window.session
    if session is None:
        return None
    commit_open_editor()
    doc = session.doc
    try:
        with waiting(), looked_at(path, doc.environment) as arrived:
            found = _compared(doc, arrived.doc, (doc.path, path))
            can_merge = not doc.read_only and _can_merge(doc, arrived.doc)
    except UserError as error:
        window.show_error(str(error))
        return None
    if can_merge:
        found = found._replace(merge=partial(merge_from_file, window, path))
    made = _show(window, found)
    session.destroyed.connect(made.close)  # the file was closed: nothing to merge into
    return made


def compare_files(window: MainWindow, one: Path, other: Path) -> BandingkanWindow | None:
    """Show two files beside each other, neither of which needs to be open."""
    reader = environment(window.settings)
    try:
        with waiting(), looked_at(one, reader) as first, looked_at(other, reader) as second:
            found = _compared(first.doc, second.doc, (one, other))
    except UserError as error:
        window.show_error(str(error))
        return None
    return _show(window, found)


def _compared(a: Document, b: Document, tempat: tuple[Path, Path]) -> Compared:
    return Compared(
        perbandingan=compare(a, b),
        iku=a.iku,
        nama=names_of(*tempat),
        tempat=tempat,
        hubungan=standing(a, b),
        saat=a.environment.clock(),
    )


def _can_merge(mine: Document, theirs: Document) -> bool:
    try:
        return bool(compare_history(copy_of(mine, ""), copy_of(theirs, "")).theirs)
    except MergeError:
        return False


def _show(window: MainWindow, compared: Compared) -> BandingkanWindow:
    made = BandingkanWindow(compared, window)
    made.show()
    return made
