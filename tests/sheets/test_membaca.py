"""Reading a PDF that somebody hands in: whatever it is, one sentence or its words and files."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import FileError
from core.pdf import reading, render
from core.pdf.reading import read_pdf
from core.pdf.unpacking import unpacks_to_more_than
from tests.sheets.lembaran import BEKU, SEGEL, pengukuran

FINAL = render(pengukuran(segel=SEGEL))


def make_pdf(objects: list[bytes], catalogue: bytes = b"", version: bytes = b"%PDF-1.7\n") -> bytes:
    """A file of these objects, numbered from 3, one empty page before them."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        *objects,
    ]
    data, places = version, []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    count = len(bodies) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % count + table
    return data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, start)


def with_attachments(names: list[bytes], content: bytes) -> bytes:
    """The same content attached under each of these names."""
    packed = zlib.compress(content, 9)
    stream = b"<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    objects = [stream + packed + b"\nendstream"]
    objects += [b"<</Type/Filespec/F(%s)/UF(%s)/EF<</F 4 0 R>>>>" % (n, n) for n in names]
    tree = b"".join(b"(%s %d)%d 0 R " % (n, i, i + 5) for i, n in enumerate(names))
    return make_pdf(objects, b"/Names<</EmbeddedFiles<</Names[" + tree + b"]>>>>")


def refusal(data: bytes) -> str:
    with pytest.raises(FileError) as caught:
        read_pdf(data)
    sentence = str(caught.value)
    assert sentence.endswith("idak ada yang diubah.")
    assert "\n" not in sentence
    return sentence


def test_a_sheet_gives_its_words_and_its_data() -> None:
    read = read_pdf(FINAL)
    assert read.lampiran == {SEGEL.nama_lampiran: BEKU}
    assert len(read.teks) == 1
    assert "Indeks Domain Layanan SPBE" in read.teks[0]


def test_a_foreign_pdf_is_read_as_well() -> None:
    read = read_pdf(make_pdf([]))
    assert read == ({}, ("",))
    assert read_pdf(with_attachments([b"a.txt", b"b.txt"], b"isi")).lampiran == {
        "a.txt": b"isi",
        "b.txt": b"isi",
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"bukan PDF",
        b"%PDF-1.7",
        b"PK\x03\x04" + bytes(500),
        FINAL[:200],
        b"%PDF-1.7\n" + random.Random(1).randbytes(5000),
        bytes(2000) + FINAL,
    ],
)
def test_what_is_no_pdf(data: bytes) -> None:
    assert "bukan PDF yang dapat dibaca" in refusal(data)


def test_a_locked_pdf_is_said_to_be_locked() -> None:
    key = b"<" + b"ab" * 32 + b">"
    lock = b"<</Filter/Standard/V 1/R 2/O %s/U %s/P -4>>" % (key, key)
    data = make_pdf([lock]).replace(b"/Root", b"/ID[<00><00>]/Encrypt 4 0 R/Root")
    assert "terkunci dengan kata sandi" in refusal(data)


def test_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "berkas ini lebih dari 32 MB" in refusal(FINAL + bytes(32 * 2**20))
    bomb = with_attachments([b"a"], bytes(17 * 2**20))
    assert len(bomb) < 50_000
    assert "lampirannya lebih dari 16 MB" in refusal(bomb)
    halves = with_attachments([b"a", b"b"], bytes(9 * 2**20))
    assert "lampirannya lebih dari 16 MB" in refusal(halves)
    assert "lebih dari 50 berkas" in refusal(with_attachments([b"n%d" % n for n in range(51)], b""))
    many = make_pdf([]).replace(b"/Count 1", b"/Count 10001").replace(b"[3 0 R]", b"[%s]")
    many = many.replace(b"[%s]", b"[" + b"3 0 R " * 10001 + b"]")
    assert "halamannya lebih dari 10000 lembar" in refusal(many)
    monkeypatch.setattr(reading, "MAKS_TANDA", 100)
    assert "teksnya lebih dari" in refusal(FINAL)


def test_a_file_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked() -> None:
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(bytes(2**20)) for _ in range(300)) + packing.flush()
    for bomb in (packed, zlib.compress(packed)):
        data = make_pdf([b"<</Length %d>>stream\r\n%s\nendstream" % (len(bomb), bomb)])
        assert len(data) < 500_000
        assert "setelah diurai lebih dari 256 MB" in refusal(data)
    halves = b"stream\n" + zlib.compress(bytes(90))
    assert not unpacks_to_more_than(halves * 3, 270)
    assert unpacks_to_more_than(halves * 3, 269)


def test_two_attachments_of_one_name_are_refused() -> None:
    assert "nama yang sama" in refusal(with_attachments([b"x.json", b"x.json"], b"isi"))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(FINAL) - 1), st.binary(min_size=1, max_size=40), st.booleans())
def test_a_damaged_sheet_is_read_or_refused(place: int, noise: bytes, cut: bool) -> None:
    tail = b"" if cut else FINAL[place + len(noise) :]
    try:
        read = read_pdf(FINAL[:place] + noise + tail)
    except FileError:
        return
    assert all(isinstance(text, str) for text in read.teks)
