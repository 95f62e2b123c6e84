"""The dialog of Verifikasi lembar: a code, the text of a QR, or the PDF, asked of the open file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.document import Document
from core.errors import UserError
from core.model.pengesahan import Pengesahan
from core.pengesahan.lembar_pdf import read_sheet_file
from core.pengesahan.verifikasi import Jawaban, asked_of, verifikasi_pdf, verifikasi_teks
from ui import theme
from ui.pengesahan.answer_panel import AnswerPanel
from ui.pengesahan.code_edit import CodeEdit, Typed
from ui.waiting import waiting
from ui.widgets.labels import label, set_role
from ui.widgets.window_size import fit_content, fit_to_screen, scrolled

_WIDTH, _HEIGHT = 780, 470


class VerifikasiDialog(QDialog):
    """Asks `doc` as it is at that moment.

    `show_sheet` leads to a version that was found; None where the window shows no such file.
    """

    def __init__(
        self,
        doc: Document,
        show_sheet: Callable[[Pengesahan], object] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._doc = doc
        self._show_sheet = show_sheet
        self._found: Pengesahan | None = None
        self.code = CodeEdit()
        self.hint = label(role="redup", wrap=True)
        self.pdf_button = QPushButton("&Pilih PDF…")
        self.answer = AnswerPanel()
        self.sheet_button = QPushButton("&Lihat lembar")
        self.close_button = QPushButton("&Tutup")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        self.setWindowTitle("Verifikasi lembar")
        self.setAcceptDrops(True)
        title = label("&Kode lembar atau teks QR", "subjudul")
        title.setTextFormat(Qt.TextFormat.AutoText)
        title.setBuddy(self.code)
        ask = QFrame()
        ask.setProperty("kartu", True)
        inside = QVBoxLayout(ask)
        inside.setContentsMargins(16, 12, 16, 14)
        inside.setSpacing(6)
        inside.addWidget(title)
        inside.addWidget(self.code)
        self.hint.setMinimumHeight(self.fontMetrics().lineSpacing() + 2)
        inside.addWidget(self.hint)
        inside.addSpacing(4)
        inside.addWidget(label("Atau berkas PDF-nya", "subjudul"))
        inside.addLayout(self._pdf_row())
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 14, 16, 0)
        column.setSpacing(theme.JARAK)
        column.addWidget(label("Apakah lembar ini sama dengan yang disahkan?", "judul"))
        column.addWidget(
            label(
                f"Diperiksa di PC ini, tanpa jaringan, terhadap berkas {self._doc.path.name}.",
                "redup",
                wrap=True,
            )
        )
        column.addWidget(ask)
        column.addWidget(self.answer, 1)
        self._area = scrolled(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 14)
        whole.setSpacing(theme.JARAK)
        whole.addWidget(self._area, 1)
        whole.addLayout(self._foot())
        fit_to_screen(self, _WIDTH, _HEIGHT, least=560)

    def _pdf_row(self) -> QHBoxLayout:
        self.pdf_button.setIcon(theme.icon("buka"))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.pdf_button)
        row.addWidget(label("atau seret PDF ke jendela ini.", "redup"), 1)
        return row

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addStretch(1)
        self.sheet_button.hide()
        for button in (self.sheet_button, self.close_button):
            foot.addWidget(button)
        for button in (self.pdf_button, self.sheet_button, self.close_button):
            button.setAutoDefault(False)
        return foot

    def _connect(self) -> None:
        self.code.typed.connect(self._follow)
        self.code.returnPressed.connect(self.ask_code)
        self.pdf_button.clicked.connect(self.choose_pdf)
        self.sheet_button.clicked.connect(self._lead)
        self.close_button.clicked.connect(self.reject)

    # Asking

    def _follow(self, typed: Typed) -> None:
        """Say at once what is wrong, and answer as soon as the code is whole."""
        self.hint.setText(typed.kalimat)
        set_role(self.hint, "galat" if typed.is_wrong else "redup")
        if typed.is_whole:
            self.ask_code()
        else:
            self.answer.clear()
            self._offer(None)

    def ask_code(self) -> None:
        """Answer for what is typed."""
        with waiting():
            answer = verifikasi_teks(asked_of(self._doc), self.code.text())
        self._tell(answer)

    def choose_pdf(self) -> None:
        """Ask for a PDF and answer for it."""
        folder = str(self._doc.path.parent)
        text, _ = QFileDialog.getOpenFileName(
            self, "Pilih PDF lembar", folder, "Berkas PDF (*.pdf);;Semua berkas (*)"
        )
        if text:
            self.ask_pdf(Path(text))

    def ask_pdf(self, path: Path) -> None:
        """Answer for a PDF; what cannot be read is told in the same place."""
        self.code.clear()
        set_role(self.hint, "redup")
        self.hint.setText("")
        try:
            with waiting():
                answer = verifikasi_pdf(asked_of(self._doc), read_sheet_file(path))
        except UserError as error:
            self.answer.show_failure(f"{path.name}: {error}")
            self._offer(None)
            return
        self._tell(answer._replace(kalimat=f"{path.name}: {answer.kalimat}"))

    def _tell(self, answer: Jawaban) -> None:
        self.answer.show_answer(answer)
        self._offer(answer.pengesahan)

    def _offer(self, found: Pengesahan | None) -> None:
        self._found = found
        self.sheet_button.setVisible(found is not None and self._show_sheet is not None)
        self._fit()

    def _fit(self) -> None:
        """Make room for an answer, and show it first where there is too little."""
        fit_content(self, self._area)
        if not self.answer.is_empty:
            QTimer.singleShot(0, self, self._show_answer)  # the scroll bar knows its range then

    def _show_answer(self) -> None:
        self._area.ensureWidgetVisible(self.answer, 0, 0)

    def _lead(self) -> None:
        if self._found is not None and self._show_sheet is not None:
            self.accept()
            self._show_sheet(self._found)

    # A PDF that is dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.ask_pdf(path)


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is being dropped."""
    urls = event.mimeData().urls()
    is_file = len(urls) == 1 and urls[0].isLocalFile()
    return Path(urls[0].toLocalFile()) if is_file else None
