"""The index of a Berkas bukti, for every browser and on paper."""

from __future__ import annotations

from collections.abc import Container, Iterator
from html import escape
from urllib.parse import quote

from core.dossier.isi import Isi, Kelompok, Potongan
from core.evidence_kinds import show_size
from core.indonesian import format_moment
from core.pdf.drawing import KETERANGAN_CONTOH
from core.sheets.lembar import (
    Baris,
    Blok,
    Butir,
    Kolom,
    Lembar,
    Paragraf,
    Rincian,
    Sel,
    Subjudul,
    Tabel,
    polos,
)
from core.sheets.pengesahan import build_kop, penulis
from core.sheets.pengukuran import tampil_capaian, tampil_realisasi

JUDUL = "Indeks Berkas Bukti"
TIDAK_ADA = "isi berkas tidak ada di PC yang menulis indeks ini"
PEMERIKSAAN = (
    "Keutuhan semua berkas dapat diperiksa dengan perintah: sha256sum -c SHA256SUMS (di folder ini)"
)

_GAYA = """\
:root{color-scheme:light}body{font:15px/1.5 "Segoe UI","Noto Sans",sans-serif;color:#1b1f24;
margin:32px auto;max-width:1000px;padding:0 20px}h1{font-size:22px;margin:0}h2{font-size:17px;
margin:28px 0 6px;border-bottom:1px solid #d0d7de;padding-bottom:4px}p{margin:6px 0}
.redup{color:#57606a}.contoh{color:#8a4600;font-weight:600}table{border-collapse:collapse;width:100%;margin-top:6px}
th,td{text-align:left;vertical-align:top;padding:6px 8px;border-bottom:1px solid #e3e7eb}
th{background:#f3f5f7;font-weight:600}code{font-size:11px;color:#57606a;word-break:break-all}
a{color:#0b5cad}ul{margin:6px 0;padding-left:20px}@media print{a{color:inherit}}"""


def index_html(isi: Isi, hilang: Container[str] = ()) -> str:
    """One page without scripts; every link leads into the folder itself.

    `hilang` are the hashes of what is listed and not there.
    """
    title = escape(f"{JUDUL} – {isi.periode.judul}")
    parts = [
        "<!DOCTYPE html>",
        '<html lang="id"><head><meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{_GAYA}</style></head><body>",
        *([f'<p class="contoh">{KETERANGAN_CONTOH}</p>'] if isi.profil.contoh else []),
        f"<h1>{title}</h1>",
        f'<p class="redup">{escape(penulis(isi.profil))}</p>',
        f"<p>{escape(isi.keadaan)}</p>",
        "<h2>Lembar</h2><ul>",
        *(f"<li>{_link(nama, nama)}</li>" for nama, _ in isi.lembar),
        *(f"<li>{_piece(each, hilang)}</li>" for each in isi.pindaian),
        "</ul>",
        *(_group_html(each, hilang) for each in isi.kelompok),
        f'<p class="redup">Ditulis {escape(format_moment(isi.saat, long=True))}. '
        f"{escape(PEMERIKSAAN)}.</p></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _link(path: str, text: str) -> str:
    return f'<a href="{quote(path)}">{escape(text)}</a>'


def _piece(each: Potongan, hilang: Container[str]) -> str:
    if each.sidik in hilang:
        return f"{escape(each.judul)}<br><b>{TIDAK_ADA}</b>"
    return _link(each.path, each.judul)


def _group_html(group: Kelompok, hilang: Container[str]) -> str:
    rows = "\n".join(
        f"<tr><td>{escape(untuk)}</td><td>{_piece(each, hilang)}{_remark(each)}</td>"
        f"<td>{escape(each.halaman) or '–'}</td><td>{escape(show_size(each.ukuran))}</td>"
        f"<td><code>{each.sidik}</code></td></tr>"
        for untuk, each in group.bukti
    )
    head = f"<h2>{escape(group.nama)}</h2>"
    if group.hasil is not None:
        head += f"<p>{escape(_figures(group))}</p>"
    if not rows:
        return head + '<p class="redup">Belum ada bukti dukung.</p>'
    return (
        f"{head}<table><thead><tr><th>Mendukung</th><th>Bukti</th><th>Halaman</th>"
        f"<th>Ukuran</th><th>SHA-256</th></tr></thead><tbody>\n{rows}\n</tbody></table>"
    )


def _remark(each: Potongan) -> str:
    return f'<br><span class="redup">{escape(each.catatan)}</span>' if each.catatan else ""


def _figures(group: Kelompok) -> str:
    hasil = group.hasil
    if hasil is None:
        return ""
    satuan = f" {hasil.satuan}" if hasil.satuan == "%" and hasil.realisasi.tampil else ""
    return (
        f"{hasil.nama}: realisasi {tampil_realisasi(hasil.realisasi)}{satuan}, "
        f"capaian {tampil_capaian(hasil)}{' %' if hasil.capaian is not None else ''}."
    )


# On paper


def build_index(isi: Isi, hilang: Container[str] = ()) -> Lembar:
    """The same as a sheet."""
    return Lembar(
        jenis=JUDUL,
        periode=isi.periode.judul,
        judul=(JUDUL.upper(), penulis(isi.profil).upper(), isi.periode.judul.upper()),
        isi=tuple(_blocks(isi, hilang)),
        kop=build_kop(isi.profil),
        orientasi="mendatar",
        contoh=isi.profil.contoh,
        penulis=penulis(isi.profil),
        perihal=f"{JUDUL} {isi.periode.judul}",
    )


def _blocks(isi: Isi, hilang: Container[str]) -> Iterator[Blok]:
    sheets = (*(nama for nama, _ in isi.lembar), *(each.path for each in isi.pindaian))
    yield Rincian(
        (
            Butir("Keadaan", (polos(isi.keadaan),)),
            Butir("Lembar", tuple(map(polos, sheets)) or (polos("tidak ada"),), bernomor=True),
            Butir("Ditulis", (polos(format_moment(isi.saat, long=True)),)),
        )
    )
    for group in isi.kelompok:
        yield Subjudul(polos(group.nama))
        if group.hasil is not None:
            yield Paragraf(polos(_figures(group)), lekat=bool(group.bukti))
        if group.bukti:
            rows = (_row(n, *each, hilang) for n, each in enumerate(group.bukti, 1))
            yield Tabel(_KOLOM, tuple(rows))
        else:
            yield Paragraf(polos("Belum ada bukti dukung."), ukuran="kecil")
    yield Paragraf(polos(PEMERIKSAAN + "."), ukuran="kecil")


_KOLOM = (
    Kolom("NO", 5, "tengah"),
    Kolom("MENDUKUNG", 22),
    Kolom("BUKTI", 30),
    Kolom("HALAMAN", 10, "tengah"),
    Kolom("BERKAS", 29),
    Kolom("UKURAN", 9, "kanan"),
    Kolom("SHA-256", 28),
)


def _row(number: int, untuk: str, each: Potongan, hilang: Container[str]) -> Baris:
    title: Sel = (Paragraf(polos(each.judul)),)
    if each.catatan:
        title = (*title, Paragraf(polos(each.catatan), ukuran="kecil"))
    sidik = " ".join(each.sidik[i : i + 8] for i in range(0, 64, 8))
    place = f"({TIDAK_ADA})" if each.sidik in hilang else each.path
    texts = (each.halaman or "–", place, show_size(each.ukuran))
    own = [
        (Paragraf(polos(text), kolom.rata),) for text, kolom in zip(texts, _KOLOM[3:], strict=False)
    ]
    return Baris(
        (
            (Paragraf(polos(str(number)), "tengah"),),
            (Paragraf(polos(untuk)),),
            title,
            *own,
            (Paragraf(polos(sidik), ukuran="kecil"),),
        )
    )
