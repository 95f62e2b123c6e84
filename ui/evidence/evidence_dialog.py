"""The dialog of evidence: what supports the figures of a period, and taking in more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.edits import bukti as verbs
from core.errors import UserError
from core.evidence_counts import name_of, targets
from core.evidence_kinds import MAKS_MB_TERTINGGI, show_size
from core.history.asal_bukti import Asal, origins
from core.indonesian import format_number
from core.model.pengesahan import Bukti
from ui import theme
from ui.evidence.attaching import Source, attach, refusal
from ui.evidence.content import open_piece, save_piece
from ui.evidence.evidence_tree import EvidenceTree
from ui.evidence.taking_dialog import TakingDialog
from ui.evidence.target_choice import TargetChoice, target_menu
from ui.session import Session
from ui.widgets.labels import label
from ui.widgets.window_size import fit_to_screen

_WIDTH, _HEIGHT = 1120, 600


class BuktiDialog(TakingDialog):
    """The evidence of `session.periode`; files are attached to what is chosen in `target`."""

    def __init__(self, session: Session, untuk: str, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._untuk = untuk
        self._origins: dict[str, Asal] = {}
        self.title = label(role="judul", wrap=True)
        self.subtitle = label(role="redup", wrap=True)
        self.lock = label(role="peringatan", wrap=True)
        self.target = TargetChoice()
        self.add_button = _button("&Tambah berkas…", "tambah", "Ins", self.choose_files)
        self.paste_button = _button("Te&mpel", "tempel", "Ctrl+V", self.paste)
        self.tree = EvidenceTree()
        self.open_button = _button("&Buka", "buka", "Enter", self.open_current)
        self.move_button = _button("&Pindahkan ke…", "", "", self.open_move_menu)
        self.remove_button = _button("&Hapus", "hapus", "Del", self.remove)
        self.limit = QSpinBox()
        self._assemble()
        self._connect()
        self.refresh()
        self.tree.go_to_group(untuk)
        self._show_target(untuk)
        (self.tree if self.tree.topLevelItemCount() else self.add_button).setFocus()

    def _assemble(self) -> None:
        self.setWindowTitle("Bukti dukung")
        fit_to_screen(self, _WIDTH, _HEIGHT, least=720)
        self.add_button.setProperty("utama", True)
        self.lock.setAccessibleName("Periode terkunci")
        self.limit.setRange(1, MAKS_MB_TERTINGGI)
        self.limit.setSuffix(" MB")
        self.limit.setValue(self._settings.batas_bukti)
        self.limit.setAccessibleName("Batas ukuran tiap berkas bukti")
        self.limit.setToolTip(f"Ukuran terbesar tiap berkas, 1 sampai {MAKS_MB_TERTINGGI} MB")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(theme.JARAK)
        heading = QVBoxLayout()
        heading.setSpacing(2)
        heading.addWidget(self.title)
        heading.addWidget(self.subtitle)
        column.addLayout(heading)
        column.addWidget(self.lock)
        column.addLayout(self._top())
        column.addWidget(self.tree, 1)
        column.addWidget(self.message)
        column.addLayout(self._foot())

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._target_title = QLabel("Tambahkan untu&k")
        self._target_title.setBuddy(self.target)
        row.addWidget(self._target_title)
        row.addWidget(self.target, 1)
        row.addWidget(self.add_button)
        row.addWidget(self.paste_button)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.open_button, self.move_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        limit_title = QLabel("Batas tiap be&rkas")
        limit_title.setProperty("peran", "redup")
        limit_title.setBuddy(self.limit)
        row.addWidget(limit_title)
        row.addWidget(self.limit)
        row.addSpacing(12)
        close = QPushButton("T&utup")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    def _connect(self) -> None:
        self.tree.edited.connect(self._describe)
        self.tree.opened.connect(self._open)
        self.tree.removed.connect(self.remove)
        self.tree.shifted.connect(self._shift)
        self.tree.target_changed.connect(self._show_target)
        self.tree.itemSelectionChanged.connect(self._show_verbs)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(
            lambda point: self.context_menu().exec(self.tree.viewport().mapToGlobal(point))
        )
        self.target.chosen.connect(self.choose_target)
        self.limit.valueChanged.connect(self._set_limit)
        self.session.changed.connect(self.refresh)
        self.session.periode_changed.connect(self.refresh)

    # What is shown

    def refresh(self, _: object = None) -> None:
        """Show the evidence as it is now."""
        doc, periode = self.session.doc, self.session.periode
        pieces = doc.bukti(periode)
        self._learn(pieces)
        blocked = refusal(self.session)
        self.title.setText(f"Bukti dukung {periode.judul}")
        self.subtitle.setText(_summary(pieces))
        self.lock.setText("" if blocked is None else str(blocked))
        self.lock.setVisible(blocked is not None)
        self.tree.is_locked = blocked is not None
        self.tree.hint = _invitation(periode.singkat, blocked is None)
        groups: dict[str, list[Bukti]] = {}
        for each in pieces:
            groups.setdefault(each.untuk, []).append(each)
        if pieces:
            groups.setdefault(self._untuk, [])
        order = targets(doc, periode)
        rank = {untuk: number for number, untuk in enumerate(order)}
        shown = [
            (untuk, name_of(doc, periode, untuk), groups[untuk])
            for untuk in sorted(groups, key=lambda each: (rank.get(each, len(rank)), each))
        ]
        self.tree.show_pieces(shown, self._origins)
        self.target.show_targets(doc, periode, self._untuk)
        can_add = blocked is None
        for widget in (self.target, self._target_title, self.add_button, self.paste_button):
            widget.setEnabled(can_add)
        self._show_verbs()

    def _learn(self, pieces: tuple[Bukti, ...]) -> None:
        """Find out who added the pieces, reading the whole journal only where that is needed."""
        doc = self.session.doc
        if any(each.id not in self._origins for each in pieces):
            self._origins = {**origins([doc.last_step]), **self._origins}
        if any(each.id not in self._origins for each in pieces):
            self._origins |= origins(doc.journal())

    def _show_verbs(self) -> None:
        chosen = self.tree.chosen_ids()
        self.open_button.setEnabled(self.tree.current_id() is not None)
        for button in (self.move_button, self.remove_button):
            button.setEnabled(bool(chosen) and not self.tree.is_locked)

    def _show_target(self, untuk: str) -> None:
        self._untuk = untuk
        if self.target.findData(untuk) < 0:
            self.target.show_targets(self.session.doc, self.session.periode, untuk)
        self.target.choose(untuk)

    def choose_target(self, untuk: str) -> None:
        """Attach to this from now on, and show what it has."""
        self._untuk = untuk
        self.refresh()
        self.tree.go_to_group(untuk)

    # Taking in

    def choose_files(self) -> None:
        """Ask for files; several at once."""
        if self._can_add():
            self._ask_files("Tambah bukti")

    def take(self, source: Source) -> None:
        """Attach files, or what was dropped or pasted, to what is chosen."""
        before = {each.id for each in self.session.doc.bukti(self.session.periode)}
        error = attach(self, self.session, self._untuk, source)
        if error is not None:
            self.say(str(error), "galat")
            return
        pieces = self.session.doc.bukti(self.session.periode)
        new = [each for each in pieces if each.id not in before]
        if new:
            self.tree.go_to(new[0].id)
            self.tree.setFocus()
            self.say(f"{format_number(len(new), 0)} bukti ditambahkan. Ctrl+Z membatalkannya.")

    def _can_add(self) -> bool:
        error = refusal(self.session)
        if error is not None:
            self.say(str(error), "galat")
        return error is None

    def dropEvent(self, event: QDropEvent) -> None:
        """A drop on a line attaches to what that line supports."""
        viewport = self.tree.viewport()
        point = viewport.mapFrom(self, event.position().toPoint())
        untuk = self.tree.untuk_at(point) if viewport.rect().contains(point) else None
        if untuk is not None:
            self._show_target(untuk)
        super().dropEvent(event)

    def _set_limit(self, megabytes: int) -> None:
        self._settings.batas_bukti = megabytes

    # What is done with a piece

    def _describe(self, bukti_id: str, kolom: str, text: str) -> None:
        self._perform(lambda: verbs.ubah_bukti(self.session.doc, bukti_id, kolom, text))

    def _shift(self, bukti_id: str, step: int) -> None:
        self._perform(lambda: verbs.geser_bukti(self.session.doc, bukti_id, step))

    def remove(self) -> None:
        """Take the chosen pieces out; the file keeps them for undo."""
        ids = self.tree.chosen_ids()
        if ids and self._perform(lambda: verbs.hapus_bukti(self.session.doc, ids)):
            self.tree.go_to_group(self._untuk)
            self.say(f"{format_number(len(ids), 0)} bukti dihapus. Ctrl+Z mengembalikannya.")

    def move_to(self, untuk: str) -> None:
        """Let the chosen pieces support something else."""
        ids = self.tree.chosen_ids()
        doc = self.session.doc
        if ids and self._perform(lambda: verbs.pindahkan_bukti(doc, ids, untuk)):
            self.tree.go_to(ids[0])

    def open_move_menu(self) -> None:
        """Offer everything that the chosen pieces could support."""
        menu = target_menu(self, self.session.doc, self.session.periode, self.move_to)
        menu.exec(self.move_button.mapToGlobal(self.move_button.rect().bottomLeft()))
        menu.deleteLater()

    def context_menu(self) -> QMenu:
        """The verbs on a piece with their keys."""
        menu = QMenu(self)
        for button, keys in (
            (self.open_button, "Enter"),
            (self.remove_button, "Del"),
        ):
            action = menu.addAction(f"{button.text()}\t{keys}")
            action.setEnabled(button.isEnabled())
            action.triggered.connect(lambda _=False, each=button: each.click())
        copy = menu.addAction("&Simpan sebagai berkas…")
        copy.setEnabled(self.open_button.isEnabled())
        copy.triggered.connect(lambda _=False: self.save_current())
        move = target_menu(menu, self.session.doc, self.session.periode, self.move_to)
        move.setTitle("&Pindahkan ke")
        move.setEnabled(self.move_button.isEnabled())
        menu.addMenu(move)
        return menu

    def open_current(self) -> None:
        """Show the current piece in the PC's own program."""
        here = self.tree.current_id()
        if here is not None:
            self._open(here)

    def _open(self, bukti_id: str) -> None:
        piece = self._piece(bukti_id)
        self._try(piece, lambda: open_piece(self.session, piece.nama, piece.sidik))

    def save_current(self) -> None:
        """Write the current piece where the user wants it."""
        here = self.tree.current_id()
        if here is not None:
            piece = self._piece(here)
            self._try(piece, lambda: self._save(piece))

    def _save(self, piece: Bukti) -> None:
        name = save_piece(self, self.session, piece.nama, piece.sidik)
        if name:
            self.say(f"Disimpan sebagai {name}.")

    def _piece(self, bukti_id: str) -> Bukti:
        return next(each for each in self.session.doc.semua_bukti() if each.id == bukti_id)

    def _try(self, piece: Bukti, do: Callable[[], object]) -> None:
        self.say("")
        try:
            do()
        except UserError as error:
            self.say(f"{piece.judul}: {error}", "galat")


def _button(text: str, icon: str, keys: str, call: Callable[[], object]) -> QPushButton:
    made = QPushButton(text)
    if icon and icon != "tambah":
        made.setIcon(theme.icon(icon))
    made.setAutoDefault(False)
    if keys:
        made.setToolTip(f"{text.replace('&', '').rstrip('…')} ({keys})")
    made.clicked.connect(lambda: call())
    return made


def _summary(pieces: tuple[Bukti, ...]) -> str:
    if not pieces:
        return "Dokumen, gambar, atau lembar kerja yang membuktikan angka, disimpan di berkas ini."
    size = sum({each.sidik: each.ukuran for each in pieces}.values())
    return f"{format_number(len(pieces), 0)} bukti, {show_size(size)} di dalam berkas"


def _invitation(periode: str, can_add: bool) -> str:
    if not can_add:
        return f"Tidak ada bukti dukung untuk {periode}."
    return (
        f"Belum ada bukti dukung untuk {periode}.\n\n"
        "Seret berkas ke sini, tekan Ctrl+V untuk menempel berkas atau gambar,\n"
        "atau pilih Tambah berkas… PDF, gambar, lembar kerja, dan dokumen diterima."
    )
