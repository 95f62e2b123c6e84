"""What all dialogs share: buttons, the sentence of a refusal in place, no lost typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import InputError, UserError
from core.model.change import Change
from ui import theme
from ui.session import Session
from ui.widgets.labels import label


class EditorDialog(QDialog):
    """A dialog whose Simpan is one undoable change; a file that cannot be written is only shown.

    Subclasses fill `body`, and say what stands in the inputs (`state`) and what to change.
    """

    def __init__(self, session: Session, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(title)
        self.setProperty("formulir", True)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.JARAK)
        self.problem = text_label("", "galat")
        self.problem.hide()
        self.save_button = QPushButton("&Simpan")
        self.close_button = QPushButton()
        self.foot = QHBoxLayout()
        self._saved_state: object = None
        self._assemble_frame()

    @property
    def read_only(self) -> bool:
        return self.session.doc.read_only

    def _assemble_frame(self) -> None:
        self.save_button.setProperty("utama", True)
        self.save_button.setDefault(True)
        self.save_button.setVisible(not self.read_only)
        self.close_button.setText("&Tutup" if self.read_only else "&Batal")
        self.close_button.setAutoDefault(False)
        self.save_button.clicked.connect(self.accept)
        self.close_button.clicked.connect(self.reject)
        self.foot.setSpacing(8)
        self.foot.addWidget(self.problem, 1)
        self.foot.addStretch(0)
        self.foot.addWidget(self.save_button)
        self.foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(theme.JARAK)
        column.addLayout(self.body, 1)
        column.addLayout(self.foot)

    # What subclasses say

    def state(self) -> object:
        """Everything that is in the inputs, to be compared with how it was."""
        raise NotImplementedError

    def make_change(self) -> Change:
        """The step that Simpan takes; UserError if the inputs cannot be accepted."""
        raise NotImplementedError

    def focus_field(self, field: str) -> None:
        """Bring the input that a sentence is about into view."""

    # What happens

    def showEvent(self, event: QShowEvent) -> None:
        self.keep_buttons_last()
        super().showEvent(event)

    def keep_buttons_last(self) -> None:
        """Tab reaches the inputs in their order, then Simpan, then the button that closes."""
        buttons = (self.save_button, self.close_button)
        last = self.previousInFocusChain()
        while last in buttons:
            last = last.previousInFocusChain()
        if last is not None and last is not self:
            for button in reversed(buttons):  # Qt leaves out the first of two that are neighbours
                QWidget.setTabOrder(last, button)

    def remember_state(self) -> None:
        """From now on, whatever differs from this is unsaved."""
        self._saved_state = self.state()

    @property
    def is_changed(self) -> bool:
        return not self.read_only and self.state() != self._saved_state

    def save(self) -> bool:
        """Take the step; a refusal is shown in place, and nothing is written."""
        error = self.session.try_perform(self.make_change)
        self.show_problem(error)
        return error is None

    def show_problem(self, error: UserError | None) -> None:
        """Show the sentence beside the buttons and go to the input it is about."""
        self.problem.setText("" if error is None else str(error))
        self.problem.setVisible(error is not None)
        if isinstance(error, InputError) and error.field:
            self.focus_field(error.field)

    def accept(self) -> None:
        if not self.read_only and self.save():
            super().accept()

    def reject(self) -> None:
        if not self.is_changed or self.confirm_discard():
            super().reject()

    def confirm_discard(self) -> bool:
        """Ask before what was typed goes."""
        return ask(self, "Perubahan belum disimpan.", "&Buang perubahan", "&Kembali menyunting")


def ask(parent: QWidget, question: str, yes: str, no: str) -> bool:
    """A question with our own words on its buttons; Enter and Esc choose the harmless answer."""
    box = QMessageBox(QMessageBox.Icon.Question, parent.windowTitle(), question, parent=parent)
    agree = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refuse)
    box.setEscapeButton(refuse)
    box.exec()
    return box.clickedButton() is agree


def style_list(view: QAbstractItemView) -> None:
    """Entries of several lines, with air between them and a quiet selection."""
    view.setStyleSheet(
        f"QAbstractItemView {{ background: {theme.PERMUKAAN}; border: 1px solid {theme.GARIS};"
        "  border-radius: 6px; outline: 0; }"
        f"QAbstractItemView::item {{ padding: 8px 10px; border-bottom: 1px solid #EDF1F4; }}"
        f"QAbstractItemView::item:selected {{ background: {theme.AKSEN_LEMBUT};"
        f"  color: {theme.TEKS}; border-left: 3px solid {theme.AKSEN}; }}"
        f"QAbstractItemView:focus {{ border: 2px solid {theme.AKSEN}; }}"
    )


def text_label(text: str, role: str = "") -> QLabel:
    """Plain text that wraps, in one of the theme's roles."""
    return label(text, role, wrap=True)


def line(name: str, *, read_only: bool = False, width: int = 0) -> QLineEdit:
    """A line of text with its name for screen readers; `width` in characters."""
    edit = QLineEdit()
    edit.setAccessibleName(name)
    edit.setReadOnly(read_only)
    if width:
        edit.setFixedWidth(QFontMetrics(edit.font()).horizontalAdvance("0") * width + 20)
    return edit


def paragraph(name: str, lines: int, *, read_only: bool = False) -> QPlainTextEdit:
    """Several lines of text; Tab leaves it."""
    edit = QPlainTextEdit()
    edit.setAccessibleName(name)
    edit.setReadOnly(read_only)
    edit.setTabChangesFocus(True)
    edit.setMinimumHeight(QFontMetrics(edit.font()).lineSpacing() * lines + 26)
    return edit


def form() -> QFormLayout:
    """Labels at the left, inputs at the right, wide where there is room."""
    layout = QFormLayout()
    layout.setHorizontalSpacing(14)
    layout.setVerticalSpacing(8)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return layout


class Command(NamedTuple):
    """A button: its words and what it does."""

    text: str
    run: Callable[[], object]


def buttons(*commands: Command, enabled: bool = True) -> QHBoxLayout:
    """A row of buttons, none of which Enter presses by itself."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for command in commands:
        button = QPushButton(command.text)
        button.setAutoDefault(False)
        button.setEnabled(enabled)
        button.clicked.connect(lambda _=False, run=command.run: run())
        row.addWidget(button)
    row.addStretch(1)
    return row
