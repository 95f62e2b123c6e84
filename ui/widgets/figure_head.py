"""The figure of an indicator as it is read first: value, predikat, change, target, capaian."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.calculator.capaian import PERINGKAT
from core.indonesian import format_number, read_number, round_half_up
from core.model.hasil import BELUM_DIISI, TIDAK_DAPAT_DIHITUNG, Hasil
from ui.widgets.labels import Chip, label, set_role

_CIP = dict(zip((nama for _, nama in PERINGKAT), ("baik", "baik", "sedang", "rendah"), strict=True))


def peringkat_kind(peringkat: str | None) -> str:
    """The chip's kind for a class of capaian."""
    return _CIP.get(peringkat or "", "rendah")


class FigureHead(QWidget):
    """Realisasi in large type, with its predikat and the change against the period before."""

    def __init__(self, bukti: QWidget, parent: QWidget | None = None) -> None:
        """`bukti` stands beside the title."""
        super().__init__(parent)
        self._title = label(role="label")
        self._figure = label(role="angka")
        self._unit = label(role="redup")
        self._predikat = Chip()
        self._sebab = label(role="redup", wrap=True)
        self._change = label(role="redup", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(bukti)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._figure)
        line.addWidget(self._unit)
        line.addStretch(1)
        line.addWidget(self._predikat)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self._sebab)
        column.addWidget(self._change)

    def show_hasil(self, hasil: Hasil) -> None:
        """Show the result."""
        realisasi = hasil.realisasi
        self._title.setText(f"Realisasi {hasil.periode.singkat}")
        has_value = realisasi.tampil is not None
        set_role(self._figure, "angka" if has_value else "judul")
        self._figure.setText(realisasi.tampil or short_reason(realisasi.sebab))
        self._unit.setText(unit_text(hasil.satuan) if has_value else "")
        self._predikat.show_word(realisasi.predikat)
        detail = "" if has_value else reason_detail(realisasi.sebab)
        self._sebab.setText(detail)
        self._sebab.setVisible(bool(detail))
        change = change_text(hasil)
        self._change.setText(change)
        self._change.setVisible(bool(change))


class CapaianBox(QWidget):
    """Capaian with its class, or why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = label(role="judul", wrap=True)
        self._kelas = Chip()
        self._sebab = label(role="kecil", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label("Capaian", "label"))
        column.addWidget(self._figure)
        column.addWidget(self._kelas)
        column.addWidget(self._sebab)
        column.addStretch(1)

    def show_hasil(self, hasil: Hasil) -> None:
        """Show the result."""
        self._figure.setText(capaian_text(hasil))
        self._kelas.show_word(hasil.peringkat, peringkat_kind(hasil.peringkat))
        sebab = "" if hasil.capaian is not None else reason_detail(hasil.capaian_sebab)
        if sebab and hasil.capaian_sebab == hasil.realisasi.sebab:
            sebab = "Menunggu realisasi."  # why there is none stands above
        self._sebab.setText(sebab)
        self._sebab.setVisible(bool(sebab))


def unit_text(satuan: str) -> str:
    """The unit as it follows a figure."""
    return satuan if satuan == "%" else satuan.lower()


def target_text(hasil: Hasil) -> str:
    """The target with its unit, or belum diisi."""
    if hasil.target is None:
        return "belum diisi"
    unit = "%" if hasil.satuan == "%" else ""
    return f"{format_number(hasil.target, None)}{unit}"


def capaian_text(hasil: Hasil) -> str:
    """136,73%, with both figures where a limit took effect; – if there is none."""
    if hasil.capaian_tampil is None:
        return "–"
    capped, bracket, rest = hasil.capaian_tampil.partition(" (")
    return f"{capped}%{bracket}{rest}"


def short_reason(sebab: str | None) -> str:
    """belum diisi or tidak dapat dihitung."""
    if sebab and sebab.startswith(TIDAK_DAPAT_DIHITUNG):
        return TIDAK_DAPAT_DIHITUNG
    return BELUM_DIISI


def reason_detail(sebab: str | None) -> str:
    """The rest of a reason, as a sentence."""
    if not sebab:
        return ""
    details = [_detail(part) for part in sebab.split("; ")]
    text = "; ".join(each for each in details if each)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _detail(part: str) -> str:
    """What follows "belum diisi: " or "tidak dapat dihitung: ", complete in itself."""
    kind, colon, detail = part.partition(": ")
    if not colon:
        return "" if part in (BELUM_DIISI, TIDAK_DAPAT_DIHITUNG) else part
    return f"{detail} {kind}" if kind == BELUM_DIISI and "belum" not in detail else detail


def change_text(hasil: Hasil) -> str:
    """The change against the period before, or why there is none to tell."""
    before = hasil.periode.sebelumnya.singkat
    if hasil.selisih_sebab:
        return f"{hasil.selisih_sebab[:1].upper()}{hasil.selisih_sebab[1:]}."
    if hasil.realisasi.nilai is None:
        return ""
    if hasil.selisih is None:
        return f"Belum ada nilai {before} sebagai pembanding."
    if hasil.selisih == 0:
        return f"＝ sama dengan {before}"
    arrow, verb = ("▲", "naik") if hasil.selisih > 0 else ("▼", "turun")
    size = format_number(abs(hasil.selisih))
    unit = " poin persen" if hasil.satuan == "%" else ""
    shown = f"kurang dari 0,01{unit}" if size == "0,00" else f"{size}{unit}"
    return f"{arrow} {verb} {shown} dari {before}{_unrounded(hasil)}"


def _unrounded(hasil: Hasil) -> str:
    """Said where the change is not the difference of the two figures as they are printed."""
    realisasi = hasil.realisasi
    if hasil.selisih is None or realisasi.nilai is None or realisasi.tampil is None:
        return ""
    before = round_half_up(realisasi.nilai - hasil.selisih)
    (now,) = read_number(realisasi.tampil)
    same = now - before == round_half_up(hasil.selisih)
    return "" if same else ", dihitung dari nilai yang tidak dibulatkan"
