"""The agency: its names, tasks and functions, signatories and targets."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Profil(NamedTuple):
    """The agency as it prints itself.

    `logo` is a PNG or JPEG as base64 text; `batas_capaian` caps capaian at 100 or 120 percent
    (None: not capped); `tanggal_lembar_iku` is YYYY-MM or YYYY-MM-DD; `contoh` marks the sample.
    """

    pemerintah: str
    nama_instansi: str
    wilayah: str
    judul_lembar_iku: str
    alamat: str
    kontak: str
    tempat: str
    kop: bool
    logo: str | None
    batas_capaian: Decimal | None
    tanggal_lembar_iku: str | None
    contoh: bool
    berkas_id: str


class TugasFungsi(NamedTuple):
    """One paragraph of the agency's task (`jenis` tugas) or functions (fungsi)."""

    id: str
    jenis: str
    teks: str


STATUS_JABATAN = ("", "Plt.", "Plh.", "Pj.")


class Penandatangan(NamedTuple):
    """A signatory and the days (YYYY-MM-DD) he holds office; None: unknown or until further notice.

    `jabatan` may have several lines; `status` is empty or Plt., Plh., Pj. and printed before it.
    """

    id: str
    nama: str
    nip: str
    pangkat: str
    jabatan: str
    status: str
    mulai: str | None
    selesai: str | None


class Target(NamedTuple):
    """The value promised for a period; `teks` is printed instead of the number where given."""

    nilai: Decimal
    teks: str = ""
