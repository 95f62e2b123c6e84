"""The menu bar: every verb of the window with its shortcut."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from core.model.periode import NAMA_PERIODE, Periode
from ui import theme

if TYPE_CHECKING:
    from core.model.definisi import Iku

_NAMA_TAB = (
    "Ringkasan",
    "SPBE",
    "Pelayanan kominfo",
    "Data statistik",
    "Keamanan informasi",
    "Lembar",
)


class Verbs(Protocol):
    """What the menus call in the window."""

    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def choose_quarter(self, number: int) -> None: ...
    def step_periode(self, forward: bool) -> None: ...
    def start_quarter(self) -> None: ...
    def choose_periode(self, periode: Periode) -> None: ...
    def show_tab(self, number: int) -> None: ...
    def sheet(self, verb: str) -> None: ...
    def open_settings(self, name: str) -> None: ...
    def formal(self, name: str) -> None: ...
    def show_evidence(self) -> None: ...
    def write_dossier(self) -> None: ...
    def why(self) -> None: ...
    def why_changed(self) -> None: ...
    def show_history(self) -> None: ...
    def show_history_of_figure(self) -> None: ...
    def show_shortcuts(self) -> None: ...
    def show_about(self) -> None: ...
    def filled_periods(self) -> list[Periode]: ...
    def indicators(self) -> list[Iku]: ...


class FileVerbs(Protocol):
    """What the file menu calls."""

    def new_file(self) -> None: ...
    def open_dialog(self) -> None: ...
    def open_file(self, path: Path) -> bool: ...
    def new_sample(self) -> None: ...
    def import_isian(self) -> None: ...
    def save(self) -> None: ...
    def save_copy(self) -> None: ...
    def ask_name(self) -> None: ...
    def show_backups(self) -> None: ...
    def compare(self) -> None: ...
    def merge(self) -> None: ...
    def hand_over(self) -> None: ...
    def rebuild(self) -> None: ...
    def verify(self) -> None: ...
    def close_file(self) -> None: ...
    def recent_files(self) -> list[Path]: ...


class Menus:
    """The actions that change their state; `with_file` are those that need an open file."""

    def __init__(self, window: QMainWindow) -> None:
        self.undo, self.redo, self.why = (QAction(window) for _ in range(3))
        self.with_file: list[QAction] = []
        self.writing: list[QAction] = []
        self.shortcuts: list[tuple[str, str]] = []

    def set_state(self, *, is_open: bool, can_write: bool) -> None:
        """Enable what is possible now."""
        for action in self.with_file:
            action.setEnabled(is_open)
        for action in self.writing:
            action.setEnabled(is_open and can_write)


class _Builder:
    """Adds entries to the menus of one window and remembers which need a file."""

    def __init__(self, window: QMainWindow) -> None:
        self.window = window
        self.menus = Menus(window)

    def add(
        self,
        menu: QMenu,
        text: str,
        call: Callable[[], object],
        keys: str | tuple[str, ...] = "",
        *,
        icon: str = "",
        needs: str = "file",
        action: QAction | None = None,
    ) -> QAction:
        action = action or QAction(self.window)
        action.setText(text)
        if icon:
            action.setIcon(theme.icon(icon))
        sequences = [keys] if isinstance(keys, str) else list(keys)
        action.setShortcuts([QKeySequence(each) for each in sequences if each])
        action.triggered.connect(lambda _=False: call())
        menu.addAction(action)
        if needs in ("file", "write"):
            self.menus.with_file.append(action)
        if needs == "write":
            self.menus.writing.append(action)
        if sequences[0]:
            shown = [
                each.toString(QKeySequence.SequenceFormat.NativeText) for each in action.shortcuts()
            ]
            name = text.replace("&", "").rstrip("…")
            self.menus.shortcuts.append((name, " atau ".join(shown)))
        return action


def build_menus(window: QMainWindow, verbs: Verbs, desk: FileVerbs) -> Menus:
    """Fill the menu bar of the window."""
    builder = _Builder(window)
    _berkas(builder, desk)
    _edit(builder, verbs)
    _periode(builder, verbs)
    _tampilan(builder, verbs)
    _lembar(builder, verbs, desk)
    _pengaturan(builder, verbs, desk)
    _bantuan(builder, verbs)
    return builder.menus


def _berkas(builder: _Builder, desk: FileVerbs) -> None:
    menu = builder.window.menuBar().addMenu("&Berkas")
    add = builder.add
    add(menu, "&Baru…", desk.new_file, "Ctrl+N", icon="baru", needs="")
    add(menu, "B&uka…", desk.open_dialog, "Ctrl+O", icon="buka", needs="")
    recent = menu.addMenu("Berkas &terakhir")
    recent.aboutToShow.connect(lambda: _fill_recent(recent, desk))
    add(menu, "Berkas &contoh…", desk.new_sample, needs="")
    menu.addSeparator()
    add(menu, "&Simpan", desk.save, "Ctrl+S", needs="write")
    add(menu, "Simpan sa&linan…", desk.save_copy)
    menu.addSeparator()
    add(menu, "Sera&hkan ke flashdisk…", desk.hand_over, "Ctrl+Shift+F")
    add(menu, "Ba&ndingkan dengan berkas lain…", desk.compare, "Ctrl+B", needs="")
    add(menu, "&Gabungkan dari berkas lain…", desk.merge, "Ctrl+G", needs="write")
    add(menu, "Ca&dangan…", desk.show_backups, "Ctrl+Shift+B")
    add(menu, "Pulihkan dari le&mbar…", desk.rebuild, needs="")
    menu.addSeparator()
    add(menu, "&Impor isian JSON…", desk.import_isian, "Ctrl+I", needs="write")
    menu.addSeparator()
    add(menu, "Tutu&p", desk.close_file, "Ctrl+W")
    add(menu, "&Keluar", builder.window.close, "Ctrl+Q", needs="")


def _fill_recent(menu: QMenu, desk: FileVerbs) -> None:
    menu.clear()
    for path in desk.recent_files():
        action = menu.addAction(path.name.replace("&", "&&"))
        action.setToolTip(str(path))
        action.triggered.connect(lambda _=False, each=path: desk.open_file(each))
    if menu.isEmpty():
        menu.addAction("Belum ada").setEnabled(False)
    menu.setToolTipsVisible(True)


def _edit(builder: _Builder, verbs: Verbs) -> None:
    menu = builder.window.menuBar().addMenu("&Edit")
    undo, redo = builder.menus.undo, builder.menus.redo
    builder.add(menu, "Urungkan", verbs.undo, "Ctrl+Z", icon="urungkan", needs="", action=undo)
    builder.add(
        menu,
        "Ulangi",
        verbs.redo,
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        icon="ulangi",
        needs="",
        action=redo,
    )
    undo.setEnabled(False)
    redo.setEnabled(False)
    menu.addSeparator()
    builder.add(menu, "&Riwayat angka ini…", verbs.show_history_of_figure, "Ctrl+Shift+H")
    builder.add(menu, "Riwayat &berkas…", verbs.show_history, "Ctrl+H")


def _periode(builder: _Builder, verbs: Verbs) -> None:
    menu = builder.window.menuBar().addMenu("&Periode")
    for number, nama in enumerate(NAMA_PERIODE, 1):
        builder.add(menu, nama, partial(verbs.choose_quarter, number), f"Ctrl+{number}")
    menu.addSeparator()
    builder.add(menu, "Periode &sebelumnya", lambda: verbs.step_periode(False), "Alt+Left")
    builder.add(menu, "Periode &berikutnya", lambda: verbs.step_periode(True), "Alt+Right")
    filled = menu.addMenu("Periode yang ber&isi")
    builder.menus.with_file.append(filled.menuAction())
    filled.aboutToShow.connect(lambda: _fill_periods(filled, verbs))
    menu.addSeparator()
    builder.add(
        menu, "&Mulai dari triwulan sebelumnya", verbs.start_quarter, "Ctrl+M", needs="write"
    )


def _fill_periods(menu: QMenu, verbs: Verbs) -> None:
    menu.clear()
    for periode in verbs.filled_periods():
        action = menu.addAction(periode.judul)
        action.triggered.connect(lambda _=False, each=periode: verbs.choose_periode(each))
    if menu.isEmpty():
        menu.addAction("Belum ada").setEnabled(False)


def _tampilan(builder: _Builder, verbs: Verbs) -> None:
    menu = builder.window.menuBar().addMenu("&Tab")
    for number, nama in enumerate(_NAMA_TAB):
        builder.add(menu, nama, partial(verbs.show_tab, number), f"Alt+{number + 1}")


def _lembar(builder: _Builder, verbs: Verbs, desk: FileVerbs) -> None:
    menu = builder.window.menuBar().addMenu("&Lembar")
    builder.add(menu, "&Tampilkan lembar", lambda: verbs.sheet("show"), "Ctrl+L")
    builder.add(
        menu,
        "&Simpan sebagai PDF…",
        lambda: verbs.sheet("save_pdf"),
        "Ctrl+Shift+S",
        icon="simpan-pdf",
    )
    builder.add(menu, "&Cetak…", lambda: verbs.sheet("print_sheet"), "Ctrl+P", icon="cetak")
    menu.addSeparator()
    formal = verbs.formal
    builder.add(menu, "Sa&hkan…", partial(formal, "sahkan"), "Ctrl+Shift+E", needs="write")
    builder.add(menu, "&Perubahan…", partial(formal, "perubahan"), "Ctrl+Shift+R", needs="write")
    builder.add(menu, "Apa yang be&rubah…", partial(formal, "beda"))
    builder.add(menu, "&Verifikasi lembar…", desk.verify, "Ctrl+Shift+V", needs="")
    menu.addSeparator()
    builder.add(menu, "Bu&kti dukung…", verbs.show_evidence, "F8")
    builder.add(menu, "P&indaian bertanda tangan…", partial(formal, "pindaian"))
    builder.add(menu, "B&erkas bukti…", verbs.write_dossier, "Shift+F8")


def _pengaturan(builder: _Builder, verbs: Verbs, desk: FileVerbs) -> None:
    menu = builder.window.menuBar().addMenu("Pe&ngaturan")
    for name, text in (
        ("profil", "&Profil dinas…"),
        ("penandatangan", "P&enandatangan…"),
        ("target", "&Target…"),
    ):
        builder.add(menu, text, partial(verbs.open_settings, name))
    definitions = menu.addMenu("&Definisi indikator")
    builder.menus.with_file.append(definitions.menuAction())
    definitions.aboutToShow.connect(lambda: _fill_definitions(definitions, verbs))
    menu.addSeparator()
    builder.add(menu, "&Nama pengguna…", desk.ask_name, needs="")


def _fill_definitions(menu: QMenu, verbs: Verbs) -> None:
    menu.clear()
    for iku in verbs.indicators():
        action = menu.addAction(f"{iku.singkat}…")
        action.triggered.connect(
            lambda _=False, each=iku: verbs.open_settings(f"definisi:{each.id}")
        )


def _bantuan(builder: _Builder, verbs: Verbs) -> None:
    menu = builder.window.menuBar().addMenu("B&antuan")
    builder.add(
        menu,
        "&Kenapa angka ini?",
        verbs.why,
        ("F9", "Ctrl+Shift+K"),
        icon="tanya",
        action=builder.menus.why,
    )
    builder.add(menu, "&Mengapa berubah?…", verbs.why_changed, "Shift+F9")
    builder.add(menu, "&Pintasan papan ketik", verbs.show_shortcuts, "F1", needs="")
    menu.addSeparator()
    builder.add(menu, "&Tentang program ini", verbs.show_about, needs="")
