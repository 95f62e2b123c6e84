"""The dialog of backups: what each holds, what restoring it would change, and restoring it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.compare import compare
from core.errors import FrozenError, UserError
from core.history.keadaan import difference
from core.indonesian import format_moment
from core.model.change import Change
from core.model.perbandingan import Perbandingan
from core.safekeeping import drill
from core.safekeeping.backup import Backup, restored
from core.safekeeping.backups import Backups
from core.safekeeping.handover import megabytes
from core.safekeeping.places import Places
from ui import theme
from ui.safety.changes import ChangeList, heading
from ui.safety.lists import ColumnList
from ui.session import Session
from ui.widgets.labels import label, set_role
from ui.widgets.question import ask
from ui.widgets.window_size import fit_to_screen

_JEDA = 200
_UNTIL_SIGNED = (
    "Tidak ada yang dipulihkan: pilih cadangan sesudah pengesahan itu, atau kembalikan angka satu "
    "per satu melalui Riwayat berkas."
)


class CadanganDialog(QDialog):
    """The backups of the open document, the newest first; restoring is one undoable change."""

    def __init__(self, session: Session, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._places = places
        self._backups = Backups(places, session.doc.berkas_id)
        self._found: list[Backup] = []
        self._change: Change | None = None
        self._drill = label("", "redup", wrap=True)
        self._title = label("", "subjudul")
        self.problem = label("", "galat", wrap=True)
        singkat = {iku.id: iku.singkat for iku in session.doc.iku}
        self.list = ColumnList(
            ["Dibuat", "Sebab", "Ukuran", "Triwulan", *singkat.values(), "Perubahan terakhir"],
            "Daftar cadangan",
            wide=4 + len(singkat),
            numbers=(2, *range(4, 4 + len(singkat))),
        )
        self.changes = ChangeList(
            "Yang berubah bila cadangan dipulihkan", ("Sekarang", "Menjadi"), singkat
        )
        self.restore_button = QPushButton("&Pulihkan cadangan ini…")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_JEDA)
        self._assemble()
        self._timer.timeout.connect(self.preview)
        self.list.currentItemChanged.connect(lambda *_: self._timer.start())
        self.reload()

    def _assemble(self) -> None:
        self.setWindowTitle("Cadangan")
        fit_to_screen(self, 1160, 620)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(theme.JARAK)
        column.addWidget(
            label(
                "Cadangan dibuat sendiri di PC ini: saat berkas dibuka, lalu paling sering tiap "
                "30 menit selama ada perubahan.",
                "redup",
                wrap=True,
            )
        )
        column.addWidget(self._drill)
        column.addWidget(self.list, 3)
        column.addWidget(self._title)
        column.addWidget(self.changes, 2)
        column.addWidget(self.problem)
        column.addLayout(self._foot())
        self.problem.hide()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        now = QPushButton("&Cadangkan sekarang")
        test = QPushButton("&Uji pemulihan")
        close = QPushButton("&Tutup")
        self.restore_button.setProperty("utama", True)
        now.clicked.connect(self.back_up)
        test.clicked.connect(self.test)
        close.clicked.connect(self.reject)
        self.restore_button.clicked.connect(self.restore)
        for button in (now, test):
            button.setAutoDefault(False)
            row.addWidget(button)
        now.setEnabled(not self._session.doc.read_only)
        row.addStretch(1)
        row.addWidget(self.restore_button)
        row.addWidget(close)
        self.restore_button.setDefault(True)
        close.setAutoDefault(False)
        return row

    def reload(self) -> None:
        """Read the list again."""
        try:
            self._found = self._backups.list()
        except UserError as error:
            self._say(str(error))
        self.list.show_lines(
            map(self._line, self._found),
            "Belum ada cadangan. Cadangan pertama dibuat ketika berkas dibuka.",
        )
        last = drill.last_drill(self._places)
        self._drill.setText(last.kalimat if last else "Pemulihan cadangan belum diuji.")
        set_role(self._drill, "redup" if last is None or last.berhasil else "peringatan")
        self.preview()

    def _line(self, backup: Backup) -> list[str]:
        from core.model.periode import periode_from_id

        periode = periode_from_id(backup.periode).singkat if backup.periode else "–"
        angka = [backup.angka.get(iku.id) or "–" for iku in self._session.doc.iku]
        last = backup.langkah
        what = backup.masalah or (last.tindakan if last else "")
        return [
            format_moment(backup.waktu),
            backup.alasan,
            megabytes(backup.ukuran),
            periode,
            *angka,
            what,
        ]

    @property
    def chosen(self) -> Backup | None:
        number = self.list.current
        return None if number is None else self._found[number]

    def preview(self) -> None:
        """Show what restoring the chosen backup would change."""
        self._timer.stop()
        self._change = None
        self.problem.hide()
        found: Perbandingan | None = None
        backup = self.chosen
        doc = self._session.doc
        if backup is not None:
            try:
                with restored(backup, doc.environment) as old:
                    found = compare(doc, old)
                    butir = difference(doc.all_rows(), old.all_rows())
                    moment = format_moment(backup.waktu)
                    change = Change(f"Cadangan {moment} dipulihkan", butir)
                doc.check(change)
                self._change = change
            except FrozenError as error:
                self._say(f"{error} {_UNTIL_SIGNED}")
            except UserError as error:
                self._say(str(error))
        self._title.setText(heading("Yang berubah bila dipulihkan", found))
        self.changes.show_changes(
            found,
            "Tidak ada yang berubah: isi cadangan ini sama dengan isi sekarang." if found else "",
        )
        can = self._change is not None and bool(self._change.butir) and not doc.read_only
        self.restore_button.setEnabled(can)

    def back_up(self) -> None:
        """Make a backup of what stands now."""
        doc, count = self._session.doc, len(self._found)
        try:
            self._backups.add(doc, doc.environment.clock(), "diminta")
        except UserError as error:
            self._say(str(error))
            return
        self.reload()
        if len(self._found) == count:
            self._say("Cadangan terbaru sudah memuat isi sekarang.", "redup")

    def test(self) -> None:
        """Restore the newest backup to a temporary place and compare, as every week."""
        environment = self._session.doc.environment
        now, berkas_id = environment.clock(), self._session.doc.berkas_id
        try:
            drill.run_drill(self._places, environment, now, berkas_id)
        except UserError as error:
            self._say(str(error))
            return
        self.reload()

    def restore(self) -> None:
        """Ask once more, back up what stands now, and restore as one change."""
        backup, change, doc = self.chosen, self._change, self._session.doc
        if backup is None or change is None:
            return
        answer = ask(
            self,
            f"Pulihkan isi berkas ke cadangan {format_moment(backup.waktu, long=True)}?",
            "Isi sekarang dicadangkan dahulu, dan pemulihan dapat diurungkan dengan Ctrl+Z.",
            ["&Pulihkan"],
        )
        if answer is None:
            return
        try:
            self._backups.add(doc, doc.environment.clock(), "sebelum pemulihan")
        except UserError as error:
            self._say(str(error))
            return
        refusal = self._session.try_perform(change)
        if refusal is None:
            self.accept()
        else:
            self._say(str(refusal))

    def _say(self, sentence: str, role: str = "galat") -> None:
        set_role(self.problem, role)
        self.problem.setText(sentence)
        self.problem.show()
