"""The typed code and the text of the QR: what is noticed, what is forgiven, how it is said."""

from __future__ import annotations

import hashlib
import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from core.pengesahan.lembar_pdf import printed_codes
from core.sheets.kode import ALFABET, format_kode, kode_of, read_kode
from core.sheets.qr import MAKS_BYTE, build_qr, is_qr, read_qr
from tests.sheets import nilai
from tests.sheets.lembaran import SEGEL


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


CODES = [kode_of(digest(f"beku {number}")) for number in range(8)]
RUPA = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "B": "8", "G": "6"}


def is_refused(text: str) -> bool:
    try:
        read_kode(text)
    except InputError:
        return True
    return False


def test_the_alphabet_has_no_letter_that_looks_like_a_digit() -> None:
    assert len(set(ALFABET)) == 23  # a prime, on which all that is promised rests
    assert not set(ALFABET) & set(RUPA)


def test_codes_are_what_they_were() -> None:
    """Codes are on paper: how they are made never changes."""
    assert kode_of("0" * 64) == "0" * 20
    assert kode_of("f" * 64) == "CW644FCRK70AR7XF3M20"
    assert kode_of(digest("")) == "AFWFMFP26E6XNC9AF3NE"


@pytest.mark.parametrize("kode", CODES)
def test_every_single_wrong_sign_is_noticed(kode: str) -> None:
    for place, sign in itertools.product(range(20), string.digits + string.ascii_letters):
        typed = kode[:place] + sign + kode[place + 1 :]
        read_as = RUPA.get(sign.upper(), sign.upper())
        if read_as == kode[place]:
            assert read_kode(typed) == kode
        else:
            assert is_refused(typed), typed


@pytest.mark.parametrize("kode", CODES)
def test_every_swap_is_noticed_of_neighbours_and_of_others(kode: str) -> None:
    for one, other in itertools.combinations(range(20), 2):
        signs = list(kode)
        signs[one], signs[other] = signs[other], signs[one]
        assert is_refused("".join(signs)) == (kode[one] != kode[other])


@pytest.mark.parametrize("kode", CODES)
def test_every_sign_left_out_or_typed_twice_is_noticed(kode: str) -> None:
    for place in range(20):
        with pytest.raises(InputError, match=r"yang diketik 19 tanda: kurang 1\."):
            read_kode(kode[:place] + kode[place + 1 :])
        with pytest.raises(InputError, match=r"yang diketik 21 tanda: lebih 1\."):
            read_kode(kode[:place] + kode[place] + kode[place:])


def test_each_kind_of_mistake_is_told_apart() -> None:
    kode = format_kode(CODES[0])
    mistakes = {
        "": "belum diketik",
        " - ": "belum diketik",
        kode[:-1] + "T": "Tanda “T” (tanda ke-20) tidak dipakai dalam kode lembar.",
        "é" + kode[1:]: "Tanda “É” (tanda ke-1)",
        kode + "A": "lebih 1",
        kode[:7]: "yang diketik 6 tanda: kurang 14",
        kode[:-1] + ("A" if kode[-1] != "A" else "C"): "salah ketik",
    }
    for typed, expected in mistakes.items():
        with pytest.raises(InputError) as caught:
            read_kode(typed)
        assert expected in str(caught.value)
        assert str(caught.value).endswith("berkas tidak berubah.")
        assert "\n" not in str(caught.value)
        assert caught.value.field == "kode"


@pytest.mark.parametrize("kode", CODES)
def test_it_is_read_however_it_is_typed(kode: str) -> None:
    shown = format_kode(kode)
    assert [len(group) for group in shown.split("-")] == [4] * 5
    for typed in (
        kode,
        shown,
        shown.lower(),
        f"  {shown}\n",
        f"Kode {shown}",
        f"KODE: {shown}.",
        shown.replace("-", " "),
        shown.replace("-", " – "),
        shown.replace("-", "\u2011"),
        ".".join(kode),
        kode.replace("0", "O").replace("1", "l").replace("5", "s").replace("8", "B"),
        kode.replace("0", "D").replace("1", "I").replace("2", "z").replace("6", "G"),
        "".join(chr(ord(sign) + 0xFEE0) for sign in kode),
    ):
        assert read_kode(typed) == kode


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        said = read_kode(text)
    except InputError as error:
        said = str(error)
    assert len(said) == 20 or said.endswith("berkas tidak berubah.")


def test_each_of_the_first_85_bits_counts() -> None:
    number = int(digest("beku"), 16)
    codes = {kode_of(f"{number ^ (1 << 255 - bit):064x}") for bit in range(85)}
    assert len(codes | {kode_of(f"{number:064x}")}) == 86


def test_printed_codes_are_found_on_a_page() -> None:
    one, other = (format_kode(kode) for kode in CODES[:2])
    page = f"Kode {one} | halaman 1\r\n{other}\n{one}\n8-{one} {one}X 1234-5678"
    assert printed_codes([page]) == set(CODES[:2])


# --- The QR ---


def test_the_lines_of_the_qr() -> None:
    assert SEGEL.qr.split("\n") == [
        "DINAS KOMUNIKASI DAN INFORMATIKA KAB. BELITUNG",
        "TW II 2026 versi 1",
        f"KODE {format_kode(SEGEL.kode)}",
        "SPBE 3,55 (136,73%)",
        "Pelayanan kominfo 75,00 (93,75%)",
        "Data statistik 70,00 (93,33%)",
        "Keamanan informasi 35,41 (59,02%)",
        f"SHA-256 {SEGEL.sidik.upper()}",
    ]
    assert len(SEGEL.qr.encode("ascii")) <= MAKS_BYTE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("\n", " "),
        ("\n", ""),
        ("\n", "\u2028"),
        (" ", ""),
        (" ", "  \u00a0"),
        ("KODE", "Kode:"),
        ("-", "\u2010"),
        ("KOMUNIKASI", "KODE ETIK KOMUNIKASI"),
    ],
)
def test_a_pasted_qr_is_read_with_changed_lines_and_spaces(old: str, new: str) -> None:
    text = SEGEL.qr.replace(old, new)
    assert read_qr(text) == read_qr(text.lower()) == (SEGEL.kode, SEGEL.sidik)
    assert is_qr(text)


def test_a_code_is_not_taken_for_a_qr() -> None:
    assert not is_qr(f"Kode: {format_kode(SEGEL.kode)}")


@pytest.mark.parametrize("place", [*range(21), *range(22, 64)])
def test_a_qr_whose_code_and_hash_do_not_belong_together_is_refused(place: int) -> None:
    """The code stands for the first 85 bits; what comes after is compared with the file."""
    wrong = "0" if SEGEL.sidik[place] != "0" else "1"
    sidik = SEGEL.sidik[:place] + wrong + SEGEL.sidik[place + 1 :]
    text = SEGEL.qr.replace(SEGEL.sidik.upper(), sidik.upper())
    if place < 21:
        with pytest.raises(InputError, match="tidak berpasangan"):
            read_qr(text)
    else:
        assert read_qr(text) == (SEGEL.kode, sidik)


def test_a_qr_with_another_sheets_code_is_refused() -> None:
    text = SEGEL.qr.replace(format_kode(SEGEL.kode), format_kode(CODES[0]))
    with pytest.raises(InputError, match="tidak berpasangan") as caught:
        read_qr(text)
    assert caught.value.field == "qr"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("https://contoh.go.id/lembar?id=12", "kode"),
        (SEGEL.qr.split("\nSHA")[0], "SHA-256"),
        (SEGEL.qr[:-1], "SHA-256"),
        (SEGEL.qr.replace("KODE", "Nomor"), "kode"),
        ("", "kode"),
    ],
)
def test_what_is_no_whole_qr_is_said_so(text: str, missing: str) -> None:
    with pytest.raises(InputError, match=f"bukan isi QR yang lengkap: {missing} tidak ditemukan"):
        read_qr(text)


def test_a_mistyped_code_in_a_qr_is_named_as_such() -> None:
    shown = format_kode(SEGEL.kode)
    wrong = ("A" if shown[0] != "A" else "C") + shown[1:]
    with pytest.raises(InputError, match="salah ketik"):
        read_qr(SEGEL.qr.replace(shown, wrong))


@pytest.mark.parametrize("count", [0, 1, 4, 5, 9, 60])
def test_the_qr_stays_short_with_many_indicators(count: int) -> None:
    iku = [nilai.IKU[0]._replace(id=f"i{n}", singkat=f"Indikator {n}") for n in range(count)]
    hasil = [nilai.SPBE._replace(iku=each.id) for each in iku]
    profil = nilai.PROFIL._replace(nama_instansi="Dinas é – " + "sangat " * 30)
    text = build_qr(
        profil=profil, judul="TW IV 2026 versi 12", sidik="a" * 64, iku=iku, hasil=hasil
    )
    assert len(text.encode("ascii")) <= MAKS_BYTE
    assert read_qr(text) == (kode_of("a" * 64), "a" * 64)
    lines = text.split("\n")[3:-1]
    assert len(lines) == count or lines[-1].endswith("IKU lain")


def test_a_missing_figure_is_a_word_in_the_qr() -> None:
    text = build_qr(
        profil=nilai.PROFIL,
        judul="TW II 2026 versi 1",
        sidik="b" * 64,
        iku=nilai.IKU,
        hasil=(nilai.SPBE, nilai.KOSONG),
    )
    assert "Data statistik belum diisi\n" in text
    assert "Keamanan informasi -\n" in text
