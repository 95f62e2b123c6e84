"""What a new file holds: the catalogue in resources, turned into rows of the file's tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.model.register import Value

RESOURCES = Path(__file__).resolve().parent.parent / "resources"

_EMPTY: dict[str, dict[str, Value]] = {
    "definisi": dict.fromkeys(("berlaku_dari", "berlaku_sampai", "bobot", "cara_baca")),
    "bagian": {
        **dict.fromkeys(("induk_id", "bobot", "maksimum", "register")),
        **dict.fromkeys(("pembilang", "penyebut", "keterangan"), ""),
        "bobot_relatif": 0,
    },
    "pita": {"bagian_id": None, "teks": "", "tanda": ""},
    "penandatangan": {"pangkat": "", "status": "", "mulai": None, "selesai": None},
    "profil": dict.fromkeys(("logo", "batas_capaian")),
}
"""What stands in the columns that an entry of the catalogue leaves out."""


def new_file_rows(*, berkas_id: str, tahun: int, contoh: bool) -> dict[str, list[dict[str, Value]]]:
    """Every row of a new file, by table, in the order in which references allow them.

    The catalogue's targets become the targets of `tahun`.
    """
    catalogue = tomllib.loads((RESOURCES / "katalog.toml").read_text(encoding="utf-8"))
    profil = catalogue["profil"]
    tables: dict[str, list[dict[str, Value]]] = {
        "profil": [
            {
                **_EMPTY["profil"],
                "id": "profil",
                "berkas_id": berkas_id,
                **profil,
                "tanggal_lembar_iku": profil.get("tanggal_lembar_iku", "2023-04"),
                "contoh": int(contoh),
            }
        ],
        "tugas_fungsi": _numbered(catalogue["tugas_fungsi"]),
        "sasaran": _numbered(catalogue["sasaran"]),
        "iku": _numbered(_renamed(catalogue["iku"], "sasaran", "sasaran_id")),
        "definisi": [],
        "bagian": [],
        "pita": [],
        "periode": [
            {"id": f"{tahun}-tahunan", "tahun": tahun, "triwulan": 5, "tanggal_lembar": None}
        ],
        "target": [_target(entry, tahun) for entry in catalogue["target"]],
        "penandatangan": [
            {**_EMPTY["penandatangan"], **entry} for entry in catalogue["penandatangan"]
        ],
    }
    for entry in catalogue["definisi"]:
        _add_definisi(tables, entry)
    return tables


def _numbered(entries: list[dict[str, Any]]) -> list[dict[str, Value]]:
    return [{**entry, "urutan": number} for number, entry in enumerate(entries, 1)]


def _renamed(entries: list[dict[str, Any]], old: str, new: str) -> list[dict[str, Any]]:
    return [{new if key == old else key: entry[key] for key in entry} for entry in entries]


def _target(entry: Mapping[str, str], tahun: int) -> dict[str, Value]:
    periode_id = f"{tahun}-tahunan"
    return {
        "id": f"{periode_id}/{entry['iku']}",
        "iku_id": entry["iku"],
        "periode_id": periode_id,
        "nilai": entry["nilai"],
        "teks": entry.get("teks", ""),
    }


def _add_definisi(tables: dict[str, list[dict[str, Value]]], entry: dict[str, Any]) -> None:
    texts = {key: value for key, value in entry.items() if not isinstance(value, list)}
    texts["iku_id"] = texts.pop("iku")
    texts["kriteria"] = texts["kriteria"].strip()
    tables["definisi"].append({**_EMPTY["definisi"], **texts})
    _add_bagian(tables, entry["id"], None, entry.get("bagian", []))
    _add_pita(tables, entry["id"], None, entry.get("pita", []))


def _add_bagian(
    tables: dict[str, list[dict[str, Value]]],
    definisi_id: str,
    induk_id: str | None,
    entries: list[dict[str, Any]],
) -> None:
    for number, entry in enumerate(entries, 1):
        bagian_id = f"{induk_id or definisi_id}/{entry['jenis']}-{entry['kode']}"
        own = {key: value for key, value in entry.items() if not isinstance(value, list)}
        tables["bagian"].append(
            {
                **_EMPTY["bagian"],
                **own,
                "id": bagian_id,
                "definisi_id": definisi_id,
                "induk_id": induk_id,
                "urutan": number,
            }
        )
        _add_bagian(tables, definisi_id, bagian_id, entry.get("bagian", []))
        _add_pita(tables, definisi_id, bagian_id, entry.get("pita", []))


def _add_pita(
    tables: dict[str, list[dict[str, Value]]],
    definisi_id: str,
    bagian_id: str | None,
    entries: list[dict[str, Any]],
) -> None:
    for number, entry in enumerate(entries, 1):
        tables["pita"].append(
            {
                **_EMPTY["pita"],
                **entry,
                "id": f"{bagian_id or definisi_id}/pita-{number}",
                "definisi_id": definisi_id,
                "bagian_id": bagian_id,
                "urutan": number,
            }
        )


def sample_text() -> str:
    """The sample year as ISIAN.json text."""
    return (RESOURCES / "contoh.json").read_text(encoding="utf-8")
