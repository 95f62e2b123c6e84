"""What stands on each printed sheet, as data."""

from core.sheets.iku import build_iku
from core.sheets.kertas_kerja import build_kertas_kerja
from core.sheets.lembar import Kertas, Lembar, Orientasi, PilihanOrientasi
from core.sheets.pengesahan import penandatangan_pada
from core.sheets.pengukuran import build_pengukuran
from core.sheets.perbandingan import build_perbandingan

__all__ = [
    "Kertas",
    "Lembar",
    "Orientasi",
    "PilihanOrientasi",
    "build_iku",
    "build_kertas_kerja",
    "build_pengukuran",
    "build_perbandingan",
    "penandatangan_pada",
]
