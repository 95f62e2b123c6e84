"""The dialog for a file that another program has edited: every edit, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QPushButton, QVBoxLayout, QWidget

from core.safekeeping.outside_found import KATEGORI, Luar, Pemeriksaan
from ui import theme
from ui.safety.lists import ColumnList
from ui.widgets.labels import label
from ui.widgets.window_size import fit_to_screen

_SHOWN = 500
_SIGNED = "Disahkan"


class Tindakan(Enum):
    """What is to be done about the edits."""

    PULIHKAN = "pulihkan"
    TERIMA = "terima"
    SALINAN = "salinan"
    BERKAS = "berkas"


class LuarDialog(QDialog):
    """Lists every edit; `chosen` is what to do, None until one has chosen.

    `has_copies`: whole copies can be offered; `has_document`: for an edited working copy, the
    document can be opened in its place.
    """

    def __init__(
        self,
        found: Pemeriksaan,
        *,
        has_copies: bool,
        has_document: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.chosen: Tindakan | None = None
        self._found = found
        self._has_copies = has_copies
        self._lines = _in_order(found.temuan)
        self.list = ColumnList(
            ["Periode", "Bagian", "Yang diubah", "Menurut riwayat", "Di dalam berkas", ""],
            "Yang diubah di luar aplikasi",
            wide=2,
        )
        for number in (2, 3, 4):
            self.list.header().setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.list.setColumnHidden(5, not any(each.beku for each in found.temuan))
        self.detail = label("", "label", wrap=True)
        self.list.currentItemChanged.connect(lambda *_: self._show_detail())
        self.setWindowTitle("Berkas diubah di luar aplikasi")
        fit_to_screen(self, 1040, 600, least=720)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(theme.JARAK)
        for text, role in self._head():
            column.addWidget(label(text, role, wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.detail)
        for text in self._below():
            column.addWidget(label(text, "redup", wrap=True))
        column.addLayout(self._foot(has_copies, has_document))
        self.list.show_lines(map(_line, self._lines[:_SHOWN]), "")
        self._mark()
        self._show_detail()
        self.list.setFocus()

    def _head(self) -> Iterator[tuple[str, str]]:
        name = self._found.target.name
        which = f"Salinan kerja {name} di PC ini" if self._found.is_kerja else f"Berkas {name}"
        count = len(self._lines)
        yield f"{which} telah diubah di luar aplikasi", "subjudul"
        shown = f" ({_SHOWN} yang pertama tampak di sini)" if count > _SHOWN else ""
        signed = sum(each.beku for each in self._found.temuan)
        about = f", {signed} di antaranya sudah disahkan" if signed else ""
        yield (
            f"Program lain mengubahnya tanpa tercatat dalam riwayat: {count} temuan{about}{shown}. "
            "Tidak ada yang ditulis sebelum Anda memilih.",
            "redup",
        )

    def _below(self) -> Iterator[str]:
        broken = [each.kalimat for each in self._found.lembar if each.masalah]
        if broken:
            yield f"Lembar yang disahkan – {'; '.join(broken)}."
        if self._found.bisa_pulih:
            yield (
                "Pulihkan: isi dikembalikan seperti menurut riwayat; yang sekarang disimpan dengan "
                "nama lain."
            )
        else:
            what = (
                "pakai salinan lain yang utuh."
                if self._has_copies
                else "salinan lain yang utuh tidak ditemukan di PC ini; cari di flash disk atau PC "
                "lain sebelum melanjutkan."
            )
            yield f"Isi menurut riwayat tidak dapat dipastikan dari berkas ini; {what}"
        if self._found.bisa_terima:
            yield (
                "Terima: perubahan di atas dicatat sebagai satu langkah “Diubah di luar aplikasi” "
                "atas nama Anda, dan tampak di Riwayat."
            )
        else:
            yield f"Tidak dapat diterima: {self._found.sebab}"

    def _foot(self, has_copies: bool, has_document: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        answers = [
            (Tindakan.PULIHKAN, "&Pulihkan menurut riwayat", self._found.bisa_pulih),
            (Tindakan.TERIMA, "&Terima perubahan ini", self._found.bisa_terima),
            (Tindakan.BERKAS, "Buka berkas &aslinya", has_document),
            (Tindakan.SALINAN, "&Salinan lain…", has_copies),
        ]
        row.addStretch(1)
        is_first = True
        for tindakan, text, can_be in answers:
            if not can_be:
                continue
            button = QPushButton(text)
            button.setAutoDefault(is_first)
            button.setDefault(is_first)
            button.setProperty("utama", is_first)
            button.clicked.connect(lambda *_, each=tindakan: self._choose(each))
            row.addWidget(button)
            is_first = False
        leave = QPushButton("&Biarkan, tutup")
        leave.setAutoDefault(is_first)
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        return row

    def _choose(self, tindakan: Tindakan) -> None:
        self.chosen = tindakan
        self.accept()

    def _show_detail(self) -> None:
        """The whole of what the chosen line has no room for."""
        number = self.list.current
        self.detail.setText("" if number is None else self._lines[number].kalimat)

    def _mark(self) -> None:
        """Signed figures stand out; a sentence takes the room of the figures."""
        for number, each in enumerate(self._lines[:_SHOWN]):
            item = self.list.topLevelItem(number)
            if item is None:
                continue
            if each.beku:
                item.setIcon(5, theme.icon("kunci"))
                item.setForeground(5, QColor(theme.BAHAYA))
            if each.kunci is None:
                item.setText(0, f"{KATEGORI[each.jenis]}: {each.nama}")
                item.setFirstColumnSpanned(True)
            else:
                item.setForeground(4, QColor(theme.BAHAYA))


def _line(each: Luar) -> list[str]:
    if each.kunci is None:
        return ["", "", each.nama, "", "", ""]
    periode = "–" if each.periode is None else each.periode.singkat
    signed = _SIGNED if each.beku else ""
    return [periode, each.bagian, each.nama, each.seharusnya, each.ada, signed]


def _in_order(found: Sequence[Luar]) -> list[Luar]:
    """Signed figures first, then the others, the journal, what is attached, and the structure;
    many protections that are gone are one line."""
    gone = [each for each in found if each.jenis == "susunan" and _GONE.fullmatch(each.nama)]
    lines = [each for each in found if len(gone) <= _FEW or each not in gone]
    if len(gone) > _FEW:
        lines.append(Luar("susunan", f"{len(gone)} pelindung berkas dihapus."))
    return sorted(lines, key=lambda each: (_ORDER.index(each.jenis), not each.beku))


_ORDER = ("beku", "isi", "riwayat", "pangkal", "arsip", "bukti", "susunan")
_GONE = re.compile(r"Pelindung \w+ dihapus\.")
_FEW = 3
