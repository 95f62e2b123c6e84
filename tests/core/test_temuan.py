"""The review before Sahkan: each finding where it belongs, once, and nothing in a clean quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from core.calculator.bands import pita_of
from core.document import Document
from core.edits.isian import fill_in, fill_in_values, set_target
from core.edits.periode import set_tanggal_lembar
from core.edits.profil import delete_penandatangan, save_penandatangan, set_profil
from core.edits.register import delete_rows, set_cell
from core.errors import InputError
from core.model.change import Change, InsertRow, SetValue
from core.model.periode import TAHUNAN, Periode
from core.model.register import REGISTER, Value
from core.pengesahan.susun import sahkan
from core.pengesahan.temuan import TEMPAT, Temuan, periksa, read_alasan, refusal, waived
from core.sample import create_sample
from tests.core.files import environment, opened, sample_file
from tests.core.signing import sign

TW1, TW2, TW4, TAHUN = Periode(2025, 1), Periode(2025, 2), Periode(2025, 4), Periode(2025, TAHUNAN)
HARI = "2026-02-01"
IKU = ("spbe", "layanan", "statistik", "keamanan")
NIP = "197811072000031002"
HEAD: Mapping[str, str] = {
    "nama": "SITI RAHAYU, M.T.",
    "nip": NIP,
    "pangkat": "",
    "jabatan": "Kepala Dinas Komunikasi dan Informatika",
    "status": "",
    "mulai": "1 Januari 2020",
    "selesai": "",
}


@pytest.fixture
def doc(tmp_path: Path) -> Iterator[Document]:
    """The sample year with a head in office and evidence: nothing is left to be found in it."""
    with opened(sample_file(tmp_path)) as doc:
        doc.apply(delete_penandatangan(doc, doc.penandatangan[0].id))
        doc.apply(save_penandatangan(doc, None, HEAD))
        for periode in TAHUN.triwulan_setahun:
            for iku in IKU:
                support(doc, periode, iku)
        yield doc


def support(doc: Document, periode: Periode, untuk: str) -> None:
    nilai: dict[str, Value] = {
        "periode_id": periode.id,
        "urutan": 1,
        "untuk": untuk,
        "judul": "Laporan",
        "halaman": "",
        "catatan": "",
        "nama": "laporan.pdf",
        "sidik": "0" * 64,
        "ukuran": 10,
    }
    doc.apply(Change("Bukti", (InsertRow("bukti", f"{periode.id}-{untuk}", nilai),)))


def remove_evidence(doc: Document, periode: Periode, untuk: str) -> None:
    insert = InsertRow("bukti", f"{periode.id}-{untuk}", doc.rows("bukti")[f"{periode.id}-{untuk}"])
    row = {key: value for key, value in insert.nilai.items() if key != "id"}
    doc.apply(Change("Bukti", (InsertRow("bukti", insert.id, row).inverse(),)))


def force(doc: Document, periode: Periode, **nilai: str) -> None:
    """Put values down as a merge or another program can, past what the verbs refuse."""
    for key, value in nilai.items():
        row_id = f"{periode.id}/{key.replace('__', '.')}"
        old = doc.rows("isian")[row_id]["nilai"]
        doc.apply(Change("Paksa", (SetValue("isian", row_id, "nilai", old, value),)))


def found(doc: Document, periode: Periode = TW2, today: str = HARI) -> list[Temuan]:
    """All findings; each leads to a place that exists, and none is there twice."""
    every = list(periksa(doc, periode, today))
    assert len({each.kalimat for each in every}) == len(every)
    for each in every:
        assert each.kalimat[-1] in ".!?", each
        assert "None" not in each.kalimat
        if each.kunci is None:
            assert each.periode.is_tahunan or each.kode.startswith("triwulan-"), each
        elif each.kunci.startswith("register:"):
            assert each.kunci.removeprefix("register:") in REGISTER
        elif each.kunci not in TEMPAT:
            assert each.iku is not None
            assert each.kunci in doc.fields(each.iku, each.periode), each
    return every


def only(doc: Document, kode: str, periode: Periode = TW2, today: str = HARI) -> Temuan:
    """The one finding that there is."""
    every = found(doc, periode, today)
    assert [each.kode for each in every] == [kode], every
    return every[0]


# A clean file


@pytest.mark.parametrize("periode", TAHUN.triwulan_setahun)
def test_a_clean_quarter_gives_nothing(doc: Document, periode: Periode) -> None:
    assert found(doc, periode) == []


def test_a_clean_year_waits_only_for_its_quarters(doc: Document) -> None:
    finding = only(doc, "triwulan-belum-sah", TAHUN)
    assert not finding.galat
    assert finding.periode == TW1
    assert "TW I 2025, TW II 2025, TW III 2025, TW IV 2025" in finding.kalimat
    for periode in TAHUN.triwulan_setahun:
        change, arsip = sahkan(doc, periode, "a4")
        doc.apply(change, arsip)
    assert found(doc, TAHUN) == []


# Figures


def test_a_level_that_is_missing(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "spbe.indikator.33", ""))
    finding = only(doc, "realisasi-kosong")
    assert finding.galat
    assert (finding.iku, finding.kunci, finding.periode) == ("spbe", "spbe.indikator.33", TW2)
    assert "33 Tingkat Kematangan Layanan Penganggaran" in finding.kalimat


def test_an_official_index_stands_for_levels(doc: Document) -> None:
    blank = {f"spbe.indikator.{kode}": None for kode in range(32, 48)}
    doc.apply(fill_in_values(doc, TW2, {**blank, "spbe.resmi": "3.1"}, "x"))
    assert found(doc) == []


def test_many_missing_inputs_are_one_finding(doc: Document) -> None:
    doc.apply(fill_in_values(doc, TW2, {f"spbe.indikator.{k}": None for k in range(32, 48)}, "x"))
    assert "dan 13 lainnya" in only(doc, "realisasi-kosong").kalimat


def test_three_missing_inputs_are_all_named(doc: Document) -> None:
    doc.apply(fill_in_values(doc, TW2, {f"spbe.indikator.{k}": None for k in (32, 33, 34)}, "x"))
    kalimat = only(doc, "realisasi-kosong").kalimat
    assert "34 Tingkat" in kalimat
    assert "lainnya" not in kalimat


def test_rows_that_nobody_judged(doc: Document) -> None:
    row = next(iter(doc.register("media", TW2)))
    doc.apply(set_cell(doc, "media", TW2, row, "aktif", ""))
    finding = only(doc, "realisasi-kosong")
    assert (finding.iku, finding.kunci) == ("layanan", "register:media")
    assert "1 baris belum dinilai" in finding.kalimat


def test_an_empty_register(doc: Document) -> None:
    doc.apply(delete_rows(doc, "data_statistik", TW2, list(doc.register("data_statistik", TW2))))
    finding = only(doc, "realisasi-kosong")
    assert (finding.iku, finding.kunci) == ("statistik", "register:data_statistik")


def test_a_missing_version_of_indeks_kami(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "keamanan.versi", ""))
    assert only(doc, "realisasi-kosong").kunci == "keamanan.versi"


def counted(doc: Document, upper: int, lower: int, rasio: str = "media") -> None:
    """Two typed counts in the place of rows."""
    values = {"cara": "jumlah", "pembilang": "1", "penyebut": "10"}
    keys = {f"layanan.{rasio}.{part}": value for part, value in values.items()}
    doc.apply(fill_in_values(doc, TW2, keys, "x"))
    force(doc, TW2, **{f"layanan__{rasio}__pembilang": str(upper)})
    force(doc, TW2, **{f"layanan__{rasio}__penyebut": str(lower)})


@pytest.mark.parametrize(("upper", "lower"), [(12, 10), (12, 0)])
def test_a_numerator_above_its_denominator(doc: Document, upper: int, lower: int) -> None:
    counted(doc, upper, lower)
    finding = only(doc, "pembilang-melebihi-penyebut")
    assert finding.galat
    assert finding.kunci == "layanan.media.pembilang"
    assert f"({upper}) melebihi" in finding.kalimat
    assert f"({lower})" in finding.kalimat


def test_counts_that_are_not_used_do_not_matter(doc: Document) -> None:
    counted(doc, 12, 10)
    doc.apply(Change("x", (cara(doc, "register"),)))
    assert found(doc) == []


def cara(doc: Document, baru: str) -> SetValue:
    row_id = f"{TW2.id}/layanan.media.cara"
    return SetValue("isian", row_id, "nilai", doc.rows("isian")[row_id]["nilai"], baru)


def test_an_empty_denominator_is_a_warning(doc: Document) -> None:
    counted(doc, 0, 0)
    finding = only(doc, "tidak-dapat-dihitung")
    assert not finding.galat
    assert "penyebut nol" in finding.kalimat
    assert finding.iku == "layanan"


def test_two_causes_in_one_indicator_are_two_findings(doc: Document) -> None:
    counted(doc, 0, 0, "sistem_informasi")
    counted(doc, 12, 10)
    error, warning = found(doc)
    assert (error.kode, warning.kode) == ("pembilang-melebihi-penyebut", "tidak-dapat-dihitung")
    assert "melebihi" not in warning.kalimat


def test_a_score_above_the_maximum_of_its_version(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "keamanan.status_resmi", ""))
    doc.apply(fill_in(doc, TW2, "keamanan.nilai.tata_kelola", "126"))
    assert found(doc) == []
    force(doc, TW2, keamanan__nilai__tata_kelola="127")
    finding = only(doc, "nilai-mustahil")
    assert finding.galat
    assert finding.kunci == "keamanan.nilai.tata_kelola"
    assert "127" in finding.kalimat


def test_a_score_that_only_another_version_allows(doc: Document) -> None:
    """192 is the maximum of Kerangka Kerja in version 5, 159 in version 4."""
    doc.apply(fill_in(doc, TW2, "keamanan.nilai.kerangka_kerja", "160"))
    for key in ("aset", "teknologi"):
        doc.apply(fill_in(doc, TW2, f"keamanan.nilai.{key}", "60"))
    doc.apply(fill_in(doc, TW2, "keamanan.nilai.tata_kelola", "126"))
    force(doc, TW2, keamanan__versi="4.2")
    kinds = {each.kode: each for each in found(doc)}
    assert kinds.keys() == {"nilai-mustahil"}
    assert "159" in kinds["nilai-mustahil"].kalimat


def test_an_index_that_does_not_exist(doc: Document) -> None:
    doc.apply(fill_in_values(doc, TW2, levels(3.2), "x"))
    force(doc, TW2, spbe__aspek__publik="7")
    assert only(doc, "nilai-mustahil").kunci == "spbe.aspek.publik"
    doc.apply(fill_in(doc, TW2, "spbe.resmi", "3.1"))
    assert only(doc, "nilai-mustahil").kunci == "spbe.aspek.publik"
    doc.apply(fill_in(doc, TW2, "spbe.cara", "indikator"))
    assert [each.kode for each in found(doc)] == ["peringatan"]  # 3,10 instead of 3,19


def test_an_official_index_that_cannot_be(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "spbe.resmi", "3.19"))
    force(doc, TW2, spbe__resmi="9")
    assert only(doc, "nilai-mustahil").kunci == "spbe.resmi"


# Targets and definitions


def test_targets_of_quarter_and_year(doc: Document) -> None:
    doc.apply(set_target(doc, TW2, "layanan", ""))
    finding = only(doc, "target-kosong")
    assert finding.galat
    assert (finding.iku, finding.kunci, finding.periode) == ("layanan", "target", TW2)
    doc.apply(set_target(doc, TW2, "layanan", "65"))
    doc.apply(set_target(doc, TAHUN, "layanan", ""))
    assert only(doc, "target-kosong").periode == TAHUN
    assert [each.kode for each in found(doc, TAHUN)] == ["target-kosong", "triwulan-belum-sah"]


def test_a_target_of_nought_gives_no_capaian(doc: Document) -> None:
    doc.apply(set_target(doc, TW2, "statistik", "0"))
    finding = only(doc, "capaian-kosong")
    assert not finding.galat
    assert "tidak dapat dihitung: target tidak lebih dari nol" in finding.kalimat
    assert (finding.iku, finding.kunci) == ("statistik", "target")


def test_a_year_without_definition(doc: Document) -> None:
    for periode in (Periode(2017, 2), Periode(2017, TAHUNAN)):
        every = found(doc, periode)
        kinds = [each.kode for each in every]
        assert all(each.galat for each in every)
        assert kinds.count("definisi-kosong") == 4
        assert set(kinds) == {
            "definisi-kosong",
            "target-kosong",
            "tanggal-kosong",
            "penandatangan-tidak-menjabat",
        }


def test_a_definition_that_nobody_verified(doc: Document) -> None:
    definisi = doc.definisi("spbe", TW2)
    assert definisi is not None
    doc.apply(Change("x", (SetValue("definisi", definisi.id, "terverifikasi", 1, 0),)))
    finding = only(doc, "definisi-belum-diverifikasi")
    assert (finding.galat, finding.iku, finding.kunci) == (False, "spbe", "definisi")


# What is odd


def test_a_jump_of_an_index(doc: Document) -> None:
    """TW I is 3,00 exactly; half a level more is a jump, a little less is none."""
    doc.apply(fill_in_values(doc, TW2, levels(3.49), "x"))
    assert found(doc) == []
    doc.apply(fill_in_values(doc, TW2, levels(3.5), "x"))
    finding = only(doc, "lonjakan")
    assert not finding.galat
    assert "3,50, naik 0,50 dari TW I 2025 (3,00)" in finding.kalimat
    assert finding.kunci == "spbe.aspek.administrasi"


def levels(index: float) -> dict[str, str | None]:
    """Both aspects at the same index."""
    aspects = dict.fromkeys(("spbe.aspek.administrasi", "spbe.aspek.publik"), str(index))
    return {"spbe.cara": "aspek", **aspects}


def test_a_fall_of_a_percentage(doc: Document) -> None:
    """TW I is 50,00 %."""
    values = {"cara": "jumlah", "pembilang": "301", "penyebut": "1000"}
    doc.apply(fill_in_values(doc, TW2, statistik(values), "x"))
    assert found(doc) == []
    doc.apply(fill_in_values(doc, TW2, statistik({**values, "pembilang": "300"}), "x"))
    kalimat = only(doc, "lonjakan").kalimat
    assert "30,00, turun 20,00 poin persen dari TW I 2025 (50,00)" in kalimat


def statistik(values: Mapping[str, str]) -> dict[str, str | None]:
    return {f"statistik.data_statistik.{part}": value for part, value in values.items()}


def test_figures_of_different_versions_do_not_jump(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "keamanan.status_resmi", ""))
    for area in ("tata_kelola", "risiko", "kerangka_kerja", "aset", "teknologi"):
        doc.apply(fill_in(doc, TW2, f"keamanan.nilai.{area}", "0"))
    doc.apply(fill_in(doc, TW2, "keamanan.nilai.pdp", "0"))
    only(doc, "lonjakan")
    doc.apply(fill_in(doc, TW2, "keamanan.versi", "4.2"))
    assert found(doc) == []


def test_a_jump_of_a_figure_without_scale(doc: Document) -> None:
    """The sum of scores over six areas: a fifth of the value before is a jump."""
    definisi = doc.definisi("keamanan", TW2)
    assert definisi is not None
    row = doc.rows("definisi")[definisi.id]
    reading = [("satuan", "%", "nilai"), ("cara_baca", row["cara_baca"], "rerata_nilai")]
    doc.apply(Change("x", tuple(SetValue("definisi", definisi.id, *each) for each in reading)))
    doc.apply(fill_in(doc, TW2, "keamanan.status_resmi", ""))
    areas = ("tata_kelola", "risiko", "kerangka_kerja", "aset", "teknologi", "pdp")
    for periode, score in ((TW1, "50"), (TW2, "59")):
        scores: dict[str, str | None] = {f"keamanan.nilai.{area}": score for area in areas}
        doc.apply(fill_in_values(doc, periode, scores, "x"))
    assert found(doc) == []
    doc.apply(fill_in(doc, TW2, "keamanan.nilai.aset", "65"))
    assert "60,00, naik 10,00 dari TW I 2025 (50,00)" in only(doc, "lonjakan").kalimat


def test_print_and_predikat_that_seem_to_disagree(doc: Document) -> None:
    """3,4959… is printed 3,50, where Sangat Baik begins, and is Baik."""
    doc.apply(fill_in(doc, TW2, "spbe.cara", "aspek"))
    values = {"spbe.aspek.administrasi": "3.4949", "spbe.aspek.publik": "3.4975"}
    doc.apply(fill_in_values(doc, TW2, values, "x"))
    realisasi = doc.realisasi("spbe", TW2)
    definisi = doc.definisi("spbe", TW2)
    assert (realisasi.tampil, realisasi.predikat) == ("3,50", "Baik")
    assert definisi is not None
    assert realisasi.nilai is not None
    assert pita_of(definisi.pita, realisasi.nilai) is not None
    finding = only(doc, "predikat-cetak")
    assert not finding.galat
    assert "3,50" in finding.kalimat
    assert "Baik" in finding.kalimat


def test_a_status_that_is_still_provisional(doc: Document) -> None:
    doc.apply(fill_in(doc, TW4, "spbe.resmi_status", "sementara"))
    finding = only(doc, "status-sementara", TW4)
    assert (finding.galat, finding.kunci) == (False, "spbe.resmi_status")
    year = found(doc, TAHUN)
    assert [each.kode for each in year] == ["status-sementara", "triwulan-belum-sah"]
    assert year[0].periode == TW4


def test_an_official_index_that_differs(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "spbe.resmi", "3.4"))
    finding = only(doc, "peringatan")
    assert (finding.galat, finding.kunci) == (False, "spbe.resmi")
    assert "Indeks resmi 3,40" in finding.kalimat


def test_an_official_status_that_differs(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "keamanan.status_resmi", "Baik"))
    assert only(doc, "peringatan").kunci == "keamanan.status_resmi"


# Evidence


def test_an_indicator_without_evidence(doc: Document) -> None:
    remove_evidence(doc, TW2, "layanan")
    finding = only(doc, "bukti-kosong")
    assert (finding.galat, finding.iku, finding.kunci) == (False, "layanan", "bukti")
    support(doc, TW2, "")
    support(doc, TW2, "statistik.tanggal_data")
    support(doc, TW2, "media:tidak-ada")
    support(doc, TW2, f"data_statistik:{next(iter(doc.register('data_statistik', TW2)))}")
    support(doc, TW1, "layanan.keterangan")
    only(doc, "bukti-kosong")


@pytest.mark.parametrize("untuk", ["layanan", "layanan.media.pembilang", "media"])
def test_evidence_for_an_input_or_a_row_is_enough(doc: Document, untuk: str) -> None:
    remove_evidence(doc, TW2, "layanan")
    row = next(iter(doc.register("media", TW2)))
    support(doc, TW2, f"media:{row}" if untuk == "media" else untuk)
    assert found(doc) == []


def test_evidence_of_any_quarter_supports_the_year(doc: Document) -> None:
    for periode in TAHUN.triwulan_setahun[1:]:
        remove_evidence(doc, periode, "spbe")
    assert [each.kode for each in found(doc, TAHUN)] == ["triwulan-belum-sah"]
    remove_evidence(doc, TW1, "spbe")
    first, _ = found(doc, TAHUN)
    assert (first.kode, first.periode) == ("bukti-kosong", TW4)
    support(doc, TAHUN, "spbe")
    assert [each.kode for each in found(doc, TAHUN)] == ["triwulan-belum-sah"]


def test_missing_evidence_of_a_year_is_not_sought_where_the_quarter_is_signed(
    tmp_path: Path,
) -> None:
    with opened(sample_file(tmp_path)) as doc:
        sign(doc, TW4)
        found = [each for each in periksa(doc, TAHUN, HARI) if each.kode == "bukti-kosong"]
    assert {each.periode for each in found} == {TAHUN}


# Date and signatory


@pytest.mark.parametrize(
    ("tanggal", "today", "kode"),
    [
        ("", HARI, "tanggal-kosong"),
        ("29 Juni 2025", HARI, "tanggal-sebelum-akhir"),
        ("Mei 2025", HARI, "tanggal-sebelum-akhir"),
        ("2 Juli 2025", "2025-07-01", "tanggal-belum-tiba"),
        ("Agustus 2025", "2025-07-31", "tanggal-belum-tiba"),
        ("30 Juni 2025", "2025-06-30", None),
        ("Juni 2025", "2025-06-30", None),
        ("Juli 2025", "2025-07-01", None),
    ],
)
def test_the_date_of_the_sheet(doc: Document, tanggal: str, today: str, kode: str | None) -> None:
    doc.apply(set_tanggal_lembar(doc, TW2, tanggal))
    every = found(doc, today=today)
    assert [each.kode for each in every] == ([kode] if kode else [])
    assert all(each.kunci == "tanggal_lembar" for each in every)
    assert all(each.galat == (kode == "tanggal-kosong") for each in every)


def head(doc: Document, **values: str) -> None:
    doc.apply(save_penandatangan(doc, doc.penandatangan[0].id, {**HEAD, **values}))


def test_nobody_at_all(doc: Document) -> None:
    doc.apply(delete_penandatangan(doc, doc.penandatangan[0].id))
    finding = only(doc, "penandatangan-kosong")
    assert (finding.galat, finding.kunci) == (True, "penandatangan")


def test_a_signatory_not_in_office(doc: Document) -> None:
    head(doc, selesai="9 Juli 2025")
    finding = only(doc, "penandatangan-tidak-menjabat")
    assert finding.galat
    assert "10 Juli 2025" in finding.kalimat
    assert "SITI RAHAYU, M.T. (1 Januari 2020 sampai 9 Juli 2025)" in finding.kalimat
    head(doc, selesai="10 Juli 2025")
    assert found(doc) == []


def test_the_sheet_of_the_iku_has_a_date_of_its_own(doc: Document) -> None:
    head(doc, mulai="1 Mei 2023")
    finding = only(doc, "penandatangan-iku-tidak-menjabat")
    assert (finding.galat, finding.kunci) == (False, "penandatangan")
    assert "April 2023" in finding.kalimat
    doc.apply(set_profil(doc, {"tanggal_lembar_iku": ""}))
    finding = only(doc, "tanggal-iku-kosong")
    assert (finding.galat, finding.kunci) == (False, "tanggal_lembar_iku")


@pytest.mark.parametrize(
    ("nip", "kode", "galat"),
    [
        ("19781107200003100", "nip-mustahil", True),
        ("197813072000031002", "nip-mustahil", True),
        ("197811072000211002", "nip-pppk", False),
        ("", "nip-kosong", False),
        ("196411072000031002", "usia-pensiun", False),
    ],
)
def test_the_nip(doc: Document, nip: str, kode: str, galat: bool) -> None:
    row = doc.penandatangan[0]
    doc.apply(Change("x", (SetValue("penandatangan", row.id, "nip", row.nip, nip),)))
    finding = only(doc, kode)
    assert (finding.galat, finding.kunci) == (galat, "penandatangan")
    assert row.nama in finding.kalimat


def test_one_person_on_two_sheets_is_looked_at_once(doc: Document) -> None:
    doc.apply(set_profil(doc, {"tanggal_lembar_iku": "Mei 2025"}))
    head(doc, nip="196411072000031002")
    only(doc, "usia-pensiun")
    head(doc, nip="196411072000031002", mulai="1 Juni 2025")
    earlier = {**HEAD, "nama": "PENDAHULU", "nip": "196001011985031001", "selesai": "31 Mei 2025"}
    doc.apply(save_penandatangan(doc, None, earlier))
    now, before = found(doc)
    assert (now.kode, before.kode) == ("usia-pensiun", "usia-pensiun")
    assert "SITI RAHAYU, M.T. telah berusia 60" in now.kalimat
    assert "PENDAHULU telah berusia 65" in before.kalimat


# The file


def test_characters_that_no_font_prints(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "spbe.keterangan", "selesai 漢字"))
    finding = only(doc, "huruf-tidak-tercetak")
    assert (finding.galat, finding.iku, finding.kunci) == (False, "spbe", "spbe.keterangan")
    assert "漢 字 (Pengukuran Kinerja, Kertas Kerja Perhitungan)" in finding.kalimat
    doc.apply(fill_in(doc, TW2, "spbe.keterangan", ""))
    row = next(iter(doc.register("media", TW2)))
    doc.apply(set_cell(doc, "media", TW2, row, "keterangan", "漢"))
    assert only(doc, "huruf-tidak-tercetak").kunci == "register:media"


def test_the_sample_file_says_what_it_is(tmp_path: Path) -> None:
    create_sample(tmp_path / "contoh.sqlite", environment())
    with opened(tmp_path / "contoh.sqlite") as doc:
        kinds = [each.kode for each in found(doc)]
        assert not any(each.galat for each in found(doc))
    assert kinds.count("berkas-contoh") == 1
    assert set(kinds) == {"berkas-contoh", "bukti-kosong", "usia-pensiun"}


def test_an_empty_quarter_is_not_asked_for_evidence(doc: Document) -> None:
    every = found(doc, Periode(2026, 1))
    assert {each.kode for each in every} == {"realisasi-kosong", "target-kosong", "tanggal-kosong"}
    assert len(every) == 4 + 8 + 1


# A year


def test_an_empty_year(doc: Document) -> None:
    every = found(doc, Periode(2026, TAHUNAN))
    kinds = [each.kode for each in every]
    assert [kinds.count(kode) for kode in ("realisasi-kosong", "target-kosong")] == [4, 4]
    assert kinds[-1] == "tanggal-kosong"
    assert len(kinds) == 9
    assert all(each.galat for each in every)


def test_a_year_without_its_last_quarter(doc: Document) -> None:
    for kode in REGISTER:
        doc.apply(delete_rows(doc, kode, TW4, list(doc.register(kode, TW4))))
    filled = {key: None for iku in IKU for key in doc.fields(iku, TW4) if doc.nilai(TW4, key)}
    doc.apply(fill_in_values(doc, TW4, filled, "x"))
    every = found(doc, TAHUN)
    assert [each.kode for each in every] == ["triwulan-akhir-kosong"] * 4 + ["triwulan-belum-sah"]
    assert {each.periode for each in every[:4]} == {TW4}
    assert not any(each.galat for each in every)


def aturan(doc: Document, iku: str, kode: str) -> None:
    definisi = doc.definisi(iku, TAHUN)
    assert definisi is not None
    change = SetValue("definisi", definisi.id, "aturan_tahun", definisi.aturan_tahun, kode)
    doc.apply(Change("x", (change,)))


def test_a_sum_stops_at_the_last_quarter_that_is_filled_in(doc: Document) -> None:
    aturan(doc, "statistik", "kumulatif")
    doc.apply(delete_rows(doc, "data_statistik", TW4, list(doc.register("data_statistik", TW4))))
    first, _ = found(doc, TAHUN)
    assert (first.kode, first.periode) == ("triwulan-akhir-kosong", TW4)
    assert "hanya sampai TW III 2025" in first.kalimat


def test_a_mean_is_looked_at_as_a_year(doc: Document) -> None:
    """2024 is far below; what the calculator says of a quarter is said with that quarter."""
    aturan(doc, "spbe", "rata_rata")
    before = Periode(2024, 4)
    doc.apply(fill_in_values(doc, before, levels(1.5), "x"))
    doc.apply(fill_in(doc, TW2, "spbe.resmi", "4"))
    warning, jump, _ = sorted(found(doc, TAHUN), key=lambda each: each.kode != "peringatan")
    assert "Triwulan II: Indeks resmi" in warning.kalimat
    assert (warning.periode, jump.kode, jump.periode) == (TW4, "lonjakan", TW4)
    assert "SPBE Tahun 2025 3,23, naik 1,73 dari Tahun 2024 (1,50)" in jump.kalimat


def test_a_year_leads_to_the_quarter_that_spoils_it(doc: Document) -> None:
    doc.apply(fill_in(doc, TW4, "spbe.indikator.47", ""))
    doc.apply(fill_in(doc, TW4, "spbe.resmi", ""))
    error, _ = found(doc, TAHUN)
    assert (error.kode, error.kunci, error.periode) == (
        "realisasi-kosong",
        "spbe.indikator.47",
        TW4,
    )
    doc.apply(fill_in(doc, TW2, "layanan.media.cara", "jumlah"))
    assert len(found(doc, TAHUN)) == 2  # the year rests on the last quarter alone


def test_a_mean_over_the_year_rests_on_every_quarter(doc: Document) -> None:
    aturan(doc, "spbe", "rata_rata")
    doc.apply(fill_in(doc, TW2, "spbe.indikator.32", ""))
    error, _ = found(doc, TAHUN)
    assert (error.kode, error.periode) == ("realisasi-kosong", TW2)


# The order, and what stands in the way


def spoiled(doc: Document) -> tuple[Temuan, ...]:
    doc.apply(fill_in(doc, TW2, "spbe.resmi", "3.4"))
    doc.apply(set_target(doc, TW2, "keamanan", ""))
    doc.apply(fill_in(doc, TW2, "layanan.media.cara", "jumlah"))
    doc.apply(set_tanggal_lembar(doc, TW2, "2 Mei 2025"))
    remove_evidence(doc, TW2, "statistik")
    return tuple(found(doc))


def test_errors_come_first_then_the_order_of_the_tabs(doc: Document) -> None:
    assert [(each.galat, each.iku) for each in spoiled(doc)] == [
        (True, "layanan"),
        (True, "keamanan"),
        (False, "spbe"),
        (False, "statistik"),
        (False, None),
    ]


def test_only_warnings_can_be_waived_and_only_with_a_reason(doc: Document) -> None:
    temuan = spoiled(doc)
    errors = [each for each in temuan if each.galat]
    assert refusal(temuan, {}) == list(temuan)
    alasan = {each.kalimat: "Sudah dibahas dengan kepala bidang" for each in temuan}
    assert refusal(temuan, alasan) == errors
    assert waived(temuan, alasan) == tuple(
        (each.kalimat, "Sudah dibahas dengan kepala bidang") for each in temuan if not each.galat
    )
    one = temuan[2].kalimat
    assert refusal(temuan, {**alasan, one: "ok"}) == [*errors, temuan[2]]
    assert one not in dict(waived(temuan, {**alasan, one: "ok"}))


def test_a_waiver_falls_with_what_it_was_given_for(doc: Document) -> None:
    doc.apply(fill_in(doc, TW2, "spbe.resmi", "3.4"))
    alasan = {each.kalimat: "Menunggu surat keputusan" for each in found(doc)}
    assert refusal(found(doc), alasan) == []
    doc.apply(fill_in(doc, TW2, "spbe.resmi", "3.5"))
    (standing,) = refusal(found(doc), alasan)
    assert standing.kode == "peringatan"


@pytest.mark.parametrize(
    "text", ["", "ok", "   .    .   ", "aaaaaaaaaaaaaa", "1234567890 123", "x" * 1001]
)
def test_a_reason_is_a_sentence(text: str) -> None:
    with pytest.raises(InputError):
        read_alasan(text)


def test_a_reason_is_kept_without_needless_spaces() -> None:
    assert read_alasan("  Menunggu   SK\nBupati ") == "Menunggu SK Bupati"
    assert read_alasan("Hasil baru") == "Hasil baru"


def test_nothing_is_changed_by_looking(doc: Document) -> None:
    before = doc.sidik
    periksa(doc, TAHUN, HARI)
    assert doc.sidik == before


def test_every_kind_has_a_test() -> None:
    """The kinds that the modules name are those that stand above."""
    import re

    folder = Path(__file__).parents[2] / "core" / "pengesahan"
    named: set[str] = set()
    for module in folder.glob("temuan*.py"):
        named.update(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', module.read_text("utf-8")))
    here = Path(__file__).read_text("utf-8")
    assert {kode for kode in named if f'"{kode}"' not in here} <= {"kertas-kerja"}
