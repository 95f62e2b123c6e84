"""Files of a given size to measure on."""

from __future__ import annotations

import itertools
from pathlib import Path

from core.catalogue import sample_text
from core.document import Document, Environment, create
from core.edits.impor import read_isian
from core.edits.register import add_rows
from core.model.periode import Periode

QUARTER = Periode(2025, 4)


def environment() -> Environment:
    """Fixed clock and counted ids: two files of one size are the same."""
    numbers = itertools.count(1)
    return Environment(lambda: "2026-01-05T08:00:00", lambda: f"{next(numbers):032x}", "Pengukuran")


def pc(folder: Path) -> dict[str, str]:
    """The environment of a PC whose user gave her name, with all of its folders in this one."""
    settings = folder / "pc" / "IKU Kominfo" / "iku-kominfo.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[pengguna]\nnama=Pengukuran\n", encoding="utf-8")
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")
    return dict.fromkeys(names, str(folder / "pc"))


def make_file(path: Path, rows: int, remark: str = "Pemutakhiran tahunan", every: int = 5) -> Path:
    """The sample year with `rows` data sets more in its last quarter, some with a remark."""
    env = environment()
    create(path, env, tahun=2025, contoh=True)
    doc = Document(path, env)
    try:
        doc.apply(read_isian(doc, sample_text()))
        data: list[dict[str, str | int | None]] = [
            {
                "nama": f"Jumlah penduduk menurut desa {number}",
                "produsen": f"Dinas {number % 30}",
                "standar_data": number % 2,
                "metadata": 1,
                "interoperabilitas": int(number % 3 > 0),
                "kode_referensi": 1,
                "keterangan": remark if number % every == 0 else "",
            }
            for number in range(rows)
        ]
        doc.apply(add_rows(doc, "data_statistik", QUARTER, data))
    finally:
        doc.close()
    return path
