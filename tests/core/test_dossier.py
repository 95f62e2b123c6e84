"""Berkas bukti: everything of a period, readable without the program, whole or not at all."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from core.document import Document
from core.dossier.indeks import index_html
from core.dossier.isi import collect
from core.dossier.tulis import MANIFEST, sentence, write_dossier
from core.edits.bukti import BerkasBukti, tambah_bukti, tambah_pindaian
from core.errors import DamagedError, FileError
from core.pdf.reading import read_pdf
from core.printing import LEMBAR, sheet_bytes
from core.safekeeping import disk
from core.safekeeping.progress import PutOff
from tests.core.comparing import Q1, YEAR
from tests.core.files import opened
from tests.core.signing import sign
from tests.safekeeping.systems import Failing, Full, Instant, Narrow

SAAT = "2026-07-02T10:00:00"
HOSTILE = (
    "../../x",
    "<script>alert(1)</script>",
    "a\u202egnp.exe",
    "CON",
    "satu/dua\\tiga:empat*lima?",
    "titik di akhir. . .",
    "judul",
    "JUDUL",
    "ぁ" * 200,
    "panjang " * 30,
)


class Shelf:
    """Evidence by its hash."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}

    def item(self, data: bytes, judul: str, nama: str = "bukti.pdf") -> BerkasBukti:
        sidik = hashlib.sha256(data).hexdigest()
        self.data[sidik] = data
        return BerkasBukti(nama, sidik, len(data), judul)

    def fetch(self, sidik: str) -> bytes:
        if sidik not in self.data:
            raise DamagedError("Tidak ada.")
        return self.data[sidik]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def filled(path: Path, shelf: Shelf) -> Iterator[Document]:
    """The sample with hostile titles at an indicator, the same content at another, and a scan."""
    with opened(path) as doc:
        items = [shelf.item(b"%%PDF-%d" % n, each) for n, each in enumerate(HOSTILE)]
        doc.apply(tambah_bukti(doc, Q1, "spbe", items))
        doc.apply(tambah_bukti(doc, Q1, "", [items[0], shelf.item(b"umum", "Surat", "s.txt")]))
        found = sign(doc, Q1)
        doc.apply(tambah_pindaian(doc, found, [shelf.item(b"%PDF-scan", "", "pindai.pdf")]))
        yield doc


def names_in(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def check(folder: Path) -> None:
    """As sha256sum does it, and by itself where it is there."""
    lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    assert sorted((*listed, MANIFEST)) == names_in(folder)
    for name, sidik in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sidik
    if program := shutil.which("sha256sum"):
        subprocess.run([program, "-c", "--strict", "--quiet", MANIFEST], cwd=folder, check=True)


class Page(HTMLParser):
    """The elements and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.sources += [name for name, _ in attrs if name in ("src", "onclick", "onload")]


def test_a_folder_holds_everything_and_proves_itself(
    filled: Document, shelf: Shelf, tmp_path: Path
) -> None:
    isi = collect(filled, Q1, SAAT)
    told: list[tuple[int, int]] = []
    done = write_dossier(
        isi, shelf.fetch, tmp_path / isi.nama, lambda one, all_: told.append((one, all_))
    )
    assert (done.path.name, done.hilang) == ("Berkas bukti TW I 2025", ())
    check(done.path)
    found = names_in(done.path)
    assert len(found) == done.berkas == 3 + 1 + len(HOSTILE) + 1 + 3
    for lembar, judul in LEMBAR.items():
        sheet = (done.path / f"{judul} TW I 2025.pdf").read_bytes()
        assert sheet == sheet_bytes(filled, lembar, Q1)
    assert told[-1][0] == told[-1][1] == isi.ukuran
    assert "Berkas bukti ditulis ke Berkas bukti TW I 2025" in sentence(done)


def test_names_are_readable_and_every_drive_takes_them(
    filled: Document, shelf: Shelf, tmp_path: Path
) -> None:
    done = write_dossier(collect(filled, Q1, SAAT), shelf.fetch, tmp_path / "b")
    found = names_in(done.path)
    assert len({each.casefold() for each in found}) == len(found)
    for each in found:
        for part in each.split("/"):
            assert not re.search(r'[<>:"|?*\\\x00-\x1f]|[. ]$', part)
            assert len(part) <= 120
            assert len(part.encode()) < 255
            assert not any(unicodedata.category(sign_) == "Cf" for sign_ in part)
            assert not re.fullmatch(r"(con|nul|prn|aux)(\..*)?", part, re.IGNORECASE)
    assert any("judul" in each for each in found)
    assert tmp_path.joinpath("b").resolve() in done.path.joinpath(found[0]).resolve().parents


def test_the_index_is_one_harmless_page(filled: Document, shelf: Shelf, tmp_path: Path) -> None:
    done = write_dossier(collect(filled, Q1, SAAT), shelf.fetch, tmp_path / "b")
    page = Page((done.path / "Indeks.html").read_text(encoding="utf-8"))
    assert not page.tags & {"script", "img", "link", "iframe", "object", "form"}
    assert page.sources == []
    for link in page.links:
        assert (done.path / unquote(link)).is_file(), link
        assert ":" not in link.split("/")[0]
    assert len(page.links) == 3 + 1 + len(HOSTILE) + 2
    words = " ".join(" ".join(read_pdf((done.path / "Indeks.pdf").read_bytes()).teks).split())
    for said in ("Surat", "judul", "BERKAS BUKTI", "sha256sum -c"):
        assert said in words


def test_the_index_of_a_sample_says_so(filled: Document) -> None:
    isi = collect(filled, Q1, SAAT)
    sample = isi._replace(profil=isi.profil._replace(contoh=True))
    assert "CONTOH – bukan data sebenarnya" in index_html(sample)
    assert "bukan data sebenarnya" not in index_html(isi)


def test_a_zip_holds_the_same(filled: Document, shelf: Shelf, tmp_path: Path) -> None:
    isi = collect(filled, Q1, SAAT)
    folder = write_dossier(isi, shelf.fetch, tmp_path / "b").path
    packed = write_dossier(isi, shelf.fetch, tmp_path / "b.zip").path
    again = write_dossier(isi, shelf.fetch, tmp_path / "c.ZIP").path
    assert packed.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(packed) as archive:
        assert archive.testzip() is None
        assert all(each.external_attr >> 16 == 0o644 for each in archive.infolist())
        archive.extractall(tmp_path / "keluar")
    out = tmp_path / "keluar" / isi.nama
    check(out)
    assert {n: (out / n).read_bytes() for n in names_in(out)} == {
        n: (folder / n).read_bytes() for n in names_in(folder)
    }


def test_what_is_missing_is_said_and_not_linked(
    filled: Document, shelf: Shelf, tmp_path: Path
) -> None:
    gone = next(sidik for sidik, data in shelf.data.items() if data == b"umum")
    del shelf.data[gone]
    done = write_dossier(collect(filled, Q1, SAAT), shelf.fetch, tmp_path / "b")
    assert done.hilang == ("s.txt",)
    assert "1 bukti tidak ikut" in sentence(done)
    check(done.path)
    text = (done.path / "Indeks.html").read_text(encoding="utf-8")
    assert all((done.path / unquote(link)).is_file() for link in Page(text).links)
    assert "isi berkas tidak ada" in text
    pages = " ".join(" ".join(read_pdf((done.path / "Indeks.pdf").read_bytes()).teks).split())
    assert "isi berkas tidak ada" in pages


def test_a_year_has_the_evidence_of_its_quarters_and_drafts_say_so(
    filled: Document, shelf: Shelf, tmp_path: Path
) -> None:
    isi = collect(filled, YEAR, SAAT)
    assert "KONSEP" in isi.keadaan
    done = write_dossier(isi, shelf.fetch, tmp_path / "b")
    text = (done.path / "Indeks.html").read_text(encoding="utf-8")
    assert "TW I 2025: " in text
    assert len(isi.potongan) == len(HOSTILE) + 1


# Where it fails


def full(*_: object) -> None:
    """What a zip finds on a full drive."""
    raise OSError(28, "No space left on device")


def test_nothing_is_overwritten(filled: Document, shelf: Shelf, tmp_path: Path) -> None:
    isi = collect(filled, Q1, SAAT)
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "milik saya.txt").write_text("isi")
    (tmp_path / "ada.zip").write_text("isi")
    (tmp_path / "kosong").mkdir()
    (tmp_path / "tautan").symlink_to(tmp_path / "kosong")
    for name in ("penuh", "ada.zip", "tautan", "tidak ada/b"):
        with pytest.raises(FileError):
            write_dossier(isi, shelf.fetch, tmp_path / name)
    assert (tmp_path / "penuh" / "milik saya.txt").read_text() == "isi"
    assert write_dossier(isi, shelf.fetch, tmp_path / "kosong").berkas
    assert sorted(p.name for p in tmp_path.iterdir() if "sedang" in p.name) == []


@pytest.mark.parametrize("name", ["b", "b.zip"])
@pytest.mark.parametrize("system", [Narrow(10), Full(1), Failing(6, 5, for_ever=True)])
def test_a_full_or_failing_drive_leaves_nothing(
    filled: Document,
    shelf: Shelf,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    system: Instant,
) -> None:
    isi = collect(filled, Q1, SAAT)
    place = tmp_path / "stik"
    place.mkdir()
    monkeypatch.setattr(disk, "system", system)
    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(FileError, match=r"\.$"):
        write_dossier(isi, shelf.fetch, place / name)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("name", ["b", "b.zip"])
def test_it_can_be_stopped(filled: Document, shelf: Shelf, tmp_path: Path, name: str) -> None:
    def stop(done: int, total: int) -> None:
        assert 0 < done <= total
        raise PutOff("Dibatalkan.")

    place = tmp_path / "stik"
    place.mkdir()
    with pytest.raises(PutOff):
        write_dossier(collect(filled, Q1, SAAT), shelf.fetch, place / name, stop)
    assert list(place.iterdir()) == []
