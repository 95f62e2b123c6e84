"""The inputs of keamanan informasi: version, category, scores per area, status, the readings."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from core.calculator.area_mean import BACAAN_PERSEN
from core.calculator.bands import status_of
from core.fields import versi_kami
from core.model.definisi import BACAAN, Definisi, RerataArea, VersiKami
from core.model.hasil import Realisasi
from ui.session import Session
from ui.tabs.area_table import AreaTable
from ui.tabs.form_parts import TwoColumns, captioned
from ui.tabs.inputs_view import InputsView
from ui.widgets.field_edit import FieldEdit
from ui.widgets.labels import Chip, label, set_role

_VERSI_UMUM = ("4.0", "4.1", "4.2", "5.0")


class KeamananInputs(InputsView):
    """Tab 4: the areas and maxima of the version of Indeks KAMI that was used."""

    def __init__(
        self, session: Session, iku: str = "keamanan", parent: QWidget | None = None
    ) -> None:
        super().__init__(session, iku, parent)
        self.setProperty("formulir", True)
        self._definisi: Definisi | None = None
        self._parts: _Parts | None = None
        self._columns = TwoColumns()
        self._empty = label(role="redup", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self._columns, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show what the file holds now; an open editor keeps what is being typed."""
        doc, periode = self.session.doc, self.session.periode
        definisi = doc.definisi(self.iku, periode)
        usable = definisi is not None and isinstance(definisi.bentuk, RerataArea)
        self._columns.setVisible(usable)
        self._empty.setVisible(not usable)
        if definisi is None or not isinstance(definisi.bentuk, RerataArea):
            self._empty.setText(
                f"Belum ada definisi indikator ini yang berlaku untuk tahun {periode.tahun}."
            )
            return
        if definisi != self._definisi or self._parts is None:
            if self._parts is not None:
                self._parts.discard()
            self._definisi = definisi
            self._parts = _Parts(self.session, self.iku, definisi.bentuk)
            left, right = self._parts.columns
            self._columns.set_cards(left, right, stretch=(5, 3))
        self._parts.refresh(definisi.bentuk)

    @property
    def scrolls_itself(self) -> bool:
        return True

    def focus_input(self, kunci: str) -> None:
        """Bring the input of a key into view and focus."""
        if self._parts is None:
            return
        fields = self._parts.fields
        found = next((f for f in fields if f.kunci == kunci and not f.isHidden()), fields[0])
        found.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._columns.bring_into_view(found)


class _Parts:
    """The cards made for one definition."""

    def __init__(self, session: Session, iku: str, bentuk: RerataArea) -> None:
        self.session, self.iku = session, iku
        self.edition = _EditionCard(session, iku, bentuk)
        self.table = AreaTable(session, iku, bentuk)
        self.status = _StatusCard(session, iku)
        self.readings = _ReadingsCard()

    @property
    def columns(self) -> tuple[list[QWidget], list[QWidget]]:
        return [self.edition, self.table], [self.status, self.readings]

    @property
    def fields(self) -> list[FieldEdit]:
        edition = [self.edition.versi, self.edition.kategori]
        return [*edition, *self.table.fields, self.status.resmi]

    def discard(self) -> None:
        """Let go of the cards."""
        for card in (*self.columns[0], *self.columns[1]):
            card.hide()
            card.deleteLater()

    def refresh(self, bentuk: RerataArea) -> None:
        """Show what the file holds now."""
        doc, periode = self.session.doc, self.session.periode
        versi = versi_kami(bentuk, doc.nilai(periode, f"{self.iku}.versi"))
        for field in (self.edition.versi, self.edition.kategori, self.status.resmi):
            field.refresh()
        self.edition.note.setVisible(versi is None)
        self.table.setVisible(versi is not None)
        total = self.table.refresh(versi) if versi is not None else None
        self.status.refresh(versi, total)
        self.readings.refresh(bentuk.cara_baca, doc.realisasi(self.iku, periode))


def _card(content: QVBoxLayout) -> QFrame:
    card = QFrame()
    card.setProperty("kartu", True)
    content.setContentsMargins(12, 8, 12, 10)
    card.setLayout(content)
    return card


class _EditionCard(QFrame):
    """Which version of Indeks KAMI was used, and the category of electronic system."""

    def __init__(self, session: Session, iku: str, bentuk: RerataArea) -> None:
        super().__init__()
        self.setProperty("kartu", True)
        known = [each for each in _VERSI_UMUM if versi_kami(bentuk, each) is not None]
        covered = {each.split(".")[0] for each in known}
        known += [f"{each.kode}.0" for each in bentuk.versi if each.kode not in covered]
        scores = {k.kode: k.keterangan for v in bentuk.versi for k in v.kategori}
        words = {k: f"{k} (skor {s.replace('-', '–')})" if s else k for k, s in scores.items()}
        self.versi = FieldEdit(session, f"{iku}.versi", suggestions=known)
        self.kategori = FieldEdit(session, f"{iku}.kategori", labels=words)
        self.note = label(
            "Pilih versi Indeks KAMI untuk menampilkan area penilaian dan nilai maksimumnya.",
            "redup",
            wrap=True,
        )
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.addLayout(captioned("Versi Indeks KAMI", self.versi), 0, 0)
        form.addLayout(captioned("Kategori sistem elektronik", self.kategori), 0, 1)
        form.setColumnStretch(0, 1)
        form.setColumnStretch(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.addLayout(form)
        layout.addWidget(self.note)


class _StatusCard(QFrame):
    """The status that the total score gives, beside the official one."""

    def __init__(self, session: Session, iku: str) -> None:
        super().__init__()
        self.session, self.iku = session, iku
        self.setProperty("kartu", True)
        self.resmi = FieldEdit(session, f"{iku}.status_resmi")
        self._computed = Chip()
        self._why = label(role="redup", wrap=True)
        self._warning = label(role="peringatan", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(label("Status Indeks KAMI", "subjudul"))
        layout.addWidget(label("Menurut jumlah nilai", "label"))
        layout.addWidget(self._computed)
        layout.addWidget(self._why)
        layout.addLayout(captioned("Status resmi (lembar kerja BSSN)", self.resmi))
        layout.addWidget(self._warning)

    def refresh(self, versi: VersiKami | None, total: Decimal | None) -> None:
        """Show the computed status or what it waits for, and warn where they differ."""
        doc, periode = self.session.doc, self.session.periode
        kode = doc.nilai(periode, f"{self.iku}.kategori")
        resmi = doc.nilai(periode, f"{self.iku}.status_resmi")
        kategori = next((k for k in versi.kategori if k.kode == kode), None) if versi else None
        band = status_of(kategori.pita, Fraction(total)) if kategori and total is not None else None
        self._computed.show_word(band.predikat if band else None, "netral")
        waits = "nilai seluruh area" if kode else "kategori dan nilai seluruh area"
        if total is not None:
            waits = "kategori sistem elektronik" if not kode else "batas status kategori ini"
        self._why.setText(f"Belum dapat ditetapkan: menunggu {waits}.")
        self._why.setVisible(band is None)
        differs = band is not None and resmi is not None and band.predikat != resmi
        self._warning.setVisible(differs)
        if band is not None and differs:
            self._warning.setText(
                f"Status resmi {resmi} berbeda dari status menurut jumlah nilai, {band.predikat}. "
                "Yang dipakai status resmi; periksa isian dan lembar kerja BSSN."
            )


class _ReadingsCard(QFrame):
    """The reading that counts and the others in use, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kartu", True)
        self._names = [label(wrap=True) for _ in BACAAN]
        self._values = [label() for _ in BACAAN]
        used = Chip()
        used.show_word("dipakai", "aksen")
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for number, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(name, number, 0, 1, 2 if number else 1)
            grid.addWidget(value, number, 2)
            role = "redup" if number else "subjudul"
            set_role(name, role)
            set_role(value, role)
        grid.addWidget(used, 0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(8)
        layout.addWidget(label("Cara membaca nilai area", "subjudul"))
        layout.addLayout(grid)
        note = "Cara baca ditetapkan dalam definisi indikator, sekali untuk satu masa rencana."
        layout.addWidget(label(note, "kecil", wrap=True))

    def refresh(self, cara: str, realisasi: Realisasi) -> None:
        """The reading that counts first."""
        shown = None
        if realisasi.tampil is not None:
            shown = realisasi.tampil + ("%" if cara in BACAAN_PERSEN else "")
        rows = [(BACAAN.get(cara, cara), shown)]
        rows += [(each.nama, each.tampil) for each in realisasi.bacaan_lain]
        for number, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            visible = number < len(rows)
            name.setVisible(visible)
            value.setVisible(visible)
            if visible:
                name.setText(rows[number][0])
                value.setText(rows[number][1] or "—")
                value.setToolTip("" if rows[number][1] else "Belum diisi lengkap")
