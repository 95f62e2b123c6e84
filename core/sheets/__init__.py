"""What stands on each printed sheet, as data."""

from core.sheets.iku import build_iku
from core.sheets.kertas_kerja import build_kertas_kerja
from core.sheets.lembar import Kertas, Lembar, Orientasi, PilihanOrientasi, Segel
from core.sheets.pengesahan import penandatangan_pada
from core.sheets.pengukuran import build_pengukuran
from core.sheets.perbandingan import build_perbandingan
from core.sheets.segel import build_segel

__all__ = [
    "Kertas",
    "Lembar",
    "Orientasi",
    "PilihanOrientasi",
    "Segel",
    "build_iku",
    "build_kertas_kerja",
    "build_pengukuran",
    "build_perbandingan",
    "build_segel",
    "penandatangan_pada",
]
