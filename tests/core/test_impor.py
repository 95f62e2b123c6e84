"""ISIAN.json: what each part of it does to a file, and how a mistake in it is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.catalogue import sample_text
from core.document import Document
from core.edits.impor import load_isian, read_isian
from core.errors import FileError, InputError
from core.model.periode import TAHUNAN, Periode
from tests.core.files import new_file, opened

TW4 = Periode(2024, 4)
HEAD = {"tahun": 2024, "periode": "tw4"}
ADMINISTRASI = [4, 3, 3, 5, 5, 3, 3, 3, 3, 5]
PUBLIK = [4, 2, 2, 4, 4, 4]
LEVELS = {"administrasi": ADMINISTRASI, "publik": PUBLIK}
KAMI = {
    "versi": "4.2",
    "kategori": "Tinggi",
    "nilai": {"tata_kelola": 75, "risiko": 30, "kerangka_kerja": 31, "aset": 37, "teknologi": 38},
}


def put(doc: Document, *objects: dict[str, Any]) -> None:
    doc.apply(read_isian(doc, json.dumps(objects)))


def part(**parts: Any) -> dict[str, Any]:
    return {**HEAD, **parts}


def refusal(doc: Document, raw: object) -> str:
    text = raw if isinstance(raw, str) else json.dumps(raw)
    with pytest.raises(InputError) as caught:
        read_isian(doc, text)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def shown(doc: Document, iku: str, periode: Periode = TW4) -> str | None:
    return doc.hasil_iku(iku, periode).realisasi.tampil


class TestWhole:
    def test_the_example_of_the_issue(self, doc: Document) -> None:
        put(
            doc,
            part(
                spbe={**LEVELS, "resmi": "3.55"},
                sistem_informasi={"terintegrasi": 12, "wajib_terintegrasi": 20},
                media={"aktif": 9, "dimiliki": 10},
                data_statistik={"memenuhi": 150, "tersedia": 200},
                kami=KAMI,
                target={"spbe": "2.6", "layanan": "80", "statistik": "75", "keamanan": "60"},
            ),
        )
        assert shown(doc, "spbe") == "3,55"
        assert shown(doc, "layanan") == "75,00"
        assert shown(doc, "statistik") == "75,00"
        assert shown(doc, "keamanan") == "34,88"
        assert [hasil.capaian_tampil for hasil in doc.hasil(TW4)] == [
            "136,73",
            "93,75",
            "100,00",
            "58,13",
        ]

    def test_one_step_that_can_be_undone(self, doc: Document) -> None:
        change = read_isian(doc, sample_text())
        doc.apply(change)
        assert len(doc.journal()) == 2  # the file's first line and this
        doc.apply(change.inverse())
        assert doc.periode_berisi() == ()

    def test_the_same_file_twice_changes_nothing(self, doc: Document) -> None:
        doc.apply(read_isian(doc, sample_text()))
        assert read_isian(doc, sample_text()).butir == ()

    def test_the_sample_year_is_complete(self, doc: Document) -> None:
        doc.apply(read_isian(doc, sample_text()))
        year = Periode(2025, TAHUNAN)
        for periode in (*year.triwulan_setahun, year):
            assert doc.tanggal_lembar(periode) is not None
            for hasil in doc.hasil(periode):
                assert hasil.capaian_tampil is not None, (hasil.iku, periode)

    def test_an_empty_list_and_an_object_without_parts_change_nothing(self, doc: Document) -> None:
        assert read_isian(doc, "[]").butir == ()
        assert read_isian(doc, json.dumps(HEAD)).butir == ()

    def test_a_byte_order_mark_is_accepted(self, doc: Document) -> None:
        assert read_isian(doc, "\ufeff" + json.dumps(part(media=[]))).butir

    def test_many_rows_are_the_same_ones_the_second_time(self, doc: Document) -> None:
        rows = [{"nama": f"Data {i}", "metadata": True, "produsen": "X"} for i in range(1_000)]
        text = json.dumps(part(data_statistik=rows))
        doc.apply(read_isian(doc, text))
        assert len(doc.register("data_statistik", TW4)) == 1_000
        assert read_isian(doc, text).butir == ()


class TestParts:
    def test_a_part_left_out_stays(self, doc: Document) -> None:
        put(doc, part(spbe=LEVELS, kami=KAMI))
        before = dict(doc.isian(TW4).nilai)
        put(doc, part(media=[{"nama": "Radio", "aktif": True}]))
        assert before.items() <= doc.isian(TW4).nilai.items()

    def test_each_sub_key_of_spbe_replaces_just_itself(self, doc: Document) -> None:
        put(doc, part(spbe=LEVELS))
        put(doc, part(spbe={"resmi": 3.55, "resmi_status": "final", "resmi_tanggal": "2025-01-09"}))
        put(doc, part(spbe={"publik": [None, *PUBLIK[1:]], "resmi_status": None}))
        nilai = doc.isian(TW4).nilai
        assert nilai["spbe.indikator.32"] == "4"
        assert "spbe.indikator.42" not in nilai
        assert nilai["spbe.resmi"] == "3.55"
        assert nilai["spbe.resmi_tanggal"] == "2025-01-09"
        assert "spbe.resmi_status" not in nilai

    def test_levels_or_aspects_choose_the_way_of_filling_in(self, doc: Document) -> None:
        put(doc, part(spbe=LEVELS))
        assert doc.nilai(TW4, "spbe.cara") == "indikator"
        put(doc, part(spbe={"aspek": {"administrasi": "3.70", "publik": "3,33"}}))
        assert doc.nilai(TW4, "spbe.cara") == "aspek"
        assert doc.nilai(TW4, "spbe.aspek.administrasi") == "3.7"
        assert doc.nilai(TW4, "spbe.indikator.32") == "4"
        assert shown(doc, "spbe") == "3,55"

    def test_null_clears_a_part(self, doc: Document) -> None:
        put(doc, part(spbe=LEVELS, kami=KAMI, media=[{"nama": "A"}], target={"spbe": "2.6"}))
        put(doc, part(spbe=None, kami=None, media=None, target={"spbe": None}))
        assert doc.periode_berisi() == ()
        assert doc.target("spbe", TW4) is None

    def test_the_scheme_of_the_year_says_how_many_levels(self, doc: Document) -> None:
        old = {"tahun": 2019, "periode": "tw4"}
        put(doc, {**old, "spbe": {"administrasi": [3] * 7, "publik": [4] * 6}})
        assert shown(doc, "spbe", Periode(2019, 4)) == "3,36"
        assert "seharusnya 7" in refusal(doc, {**old, "spbe": LEVELS})

    def test_counts_leave_the_rows_and_rows_leave_the_counts(self, doc: Document) -> None:
        put(doc, part(media=[{"nama": "A", "aktif": True}]))
        put(doc, part(media={"aktif": 9, "dimiliki": 10}))
        assert doc.nilai(TW4, "layanan.media.cara") == "jumlah"
        assert len(doc.register("media", TW4)) == 1
        put(doc, part(media=[{"nama": "A", "aktif": True}]))
        assert doc.nilai(TW4, "layanan.media.cara") == "register"
        assert doc.nilai(TW4, "layanan.media.penyebut") == "10"

    def test_kami_is_replaced_whole(self, doc: Document) -> None:
        five = {"versi": 5.0, "nilai": {"pdp": 40}, "status_resmi": "Baik", "keterangan": "Catatan"}
        put(doc, part(kami=five))
        put(doc, part(kami=KAMI))
        nilai = doc.isian(TW4).nilai
        assert nilai["keamanan.versi"] == "4.2"
        assert "keamanan.nilai.pdp" not in nilai
        assert "keamanan.status_resmi" not in nilai
        assert nilai["keamanan.keterangan"] == "Catatan"

    def test_targets_of_quarter_and_year(self, doc: Document) -> None:
        year = {"tahun": 2024, "periode": "tahunan"}
        put(
            doc,
            {**year, "target": {"spbe": {"nilai": 2.6, "teks": "Predikat Baik"}}},
            part(target={"spbe": "2,5", "layanan": 80}),
        )
        target = doc.target("spbe", Periode(2024, TAHUNAN))
        assert target is not None
        assert (str(target.nilai), target.teks) == ("2.6", "Predikat Baik")
        put(doc, part(target={"layanan": None}))
        assert doc.target("spbe", TW4) is not None
        assert doc.target("layanan", TW4) is None

    def test_the_date_of_the_sheet(self, doc: Document) -> None:
        put(doc, part(tanggal_lembar="2025-01", media=[{"nama": "A"}]))
        assert doc.tanggal_lembar(TW4) == "2025-01"
        put(doc, part(tanggal_lembar=None))
        assert doc.tanggal_lembar(TW4) is None

    @pytest.mark.parametrize(
        ("raw", "stored"),
        [("1.234", "1.234"), ("1,234", "1.234"), ("3.50", "3.5"), (4, "4"), (4.0, "4"), ("4", "4")],
    )
    def test_a_lone_dot_in_json_is_the_decimal_sign(
        self, doc: Document, raw: object, stored: str
    ) -> None:
        put(doc, part(spbe={"resmi": raw}))
        assert doc.nilai(TW4, "spbe.resmi") == stored

    def test_figures_stay_exact(self, doc: Document) -> None:
        text = json.dumps(part(kami={"versi": "4.2", "nilai": {"aset": "X"}}))
        doc.apply(read_isian(doc, text.replace('"X"', "12.100000000000009")))
        assert doc.nilai(TW4, "keamanan.nilai.aset") == "12.100000000000009"


class TestRows:
    def names(self, doc: Document) -> list[str]:
        return [str(row["nama"]) for row in doc.register("media", TW4).values()]

    def ids(self, doc: Document) -> dict[str, str]:
        return {str(row["nama"]): key for key, row in doc.register("media", TW4).items()}

    def test_rows_of_the_same_name_keep_their_identity(self, doc: Document) -> None:
        put(doc, part(media=[{"nama": "A", "alamat": "a"}, {"nama": "B"}, {"nama": "C"}]))
        before = self.ids(doc)
        put(doc, part(media=[{"nama": "D"}, {"nama": "C", "aktif": True}, {"nama": "A"}]))
        after = self.ids(doc)
        assert self.names(doc) == ["D", "C", "A"]
        assert {name: after[name] for name in "AC"} == {name: before[name] for name in "AC"}
        assert doc.register("media", TW4)[after["A"]]["alamat"] == ""
        assert doc.register("media", TW4)[after["C"]]["aktif"] == 1

    def test_equal_names_are_matched_in_their_order(self, doc: Document) -> None:
        put(doc, part(media=[{"nama": "A", "alamat": str(i)} for i in range(3)]))
        first, second, _ = doc.register("media", TW4)
        put(doc, part(media=[{"nama": "A", "alamat": str(i)} for i in range(2)]))
        assert list(doc.register("media", TW4)) == [first, second]

    def test_the_order_is_that_of_the_list_in_memory_and_in_the_file(self, tmp_path: Path) -> None:
        path = new_file(tmp_path, "urutan.sqlite")
        with opened(path) as doc:
            put(doc, part(media=[{"nama": name} for name in "ABCDE"]))
            change = read_isian(doc, json.dumps(part(media=[{"nama": name} for name in "ECXA"])))
            doc.apply(change)
            here = self.names(doc)
        with opened(path) as doc:
            assert self.names(doc) == here == list("ECXA")
            doc.apply(change.inverse())
            assert self.names(doc) == list("ABCDE")
            put(doc, part(media=[{"nama": name} for name in "EDCBA"]))
            assert self.names(doc) == list("EDCBA")

    def test_rows_appended_leave_the_others_untouched(self, doc: Document) -> None:
        put(doc, part(media=[{"nama": "A"}, {"nama": "B"}]))
        change = read_isian(doc, json.dumps(part(media=[{"nama": n} for n in ("A", "B", "C")])))
        assert len(change.butir) == 1

    def test_blank_is_not_no(self, doc: Document) -> None:
        put(doc, part(media=[{"nama": "A", "aktif": None}, {"nama": "B", "aktif": False}]))
        assert [row["aktif"] for row in doc.register("media", TW4).values()] == [None, 0]


BAD: list[tuple[Any, tuple[str, ...]]] = [
    ({"spbe": {"administrasi": [4, 3, 6, *ADMINISTRASI[3:]]}}, ("ke-3", "34", "6")),
    ({"spbe": {"administrasi": [0, *ADMINISTRASI[1:]]}}, ("ke-1", "0")),
    ({"spbe": {"administrasi": [2.5, *ADMINISTRASI[1:]]}}, ("bilangan bulat", "2,5")),
    ({"spbe": {"administrasi": [True, *ADMINISTRASI[1:]]}}, ("true", "bukan angka")),
    ({"spbe": {"administrasi": ["tiga", *ADMINISTRASI[1:]]}}, ("“tiga”", "bukan angka")),
    ({"spbe": {"administrasi": ["", *ADMINISTRASI[1:]]}}, ("“”", "bukan angka")),
    ({"spbe": {"administrasi": ADMINISTRASI[:9]}}, ("9 tingkat", "seharusnya 10")),
    ({"spbe": {"publik": [3] * 7}}, ("7 tingkat", "seharusnya 6")),
    ({"spbe": {"publik": {"42": 3}}}, ("spbe.publik", "daftar")),
    ({"spbe": {**LEVELS, "aspek": {"publik": 3}}}, ("aspek", "bersama")),
    ({"spbe": {"aspek": {"pubilk": 3}}}, ("“pubilk”",)),
    ({"spbe": {"aspek": {"publik": "5.01"}}}, ("spbe.aspek.publik", "5,01")),
    ({"spbe": {"resmi": "0.99"}}, ("spbe.resmi", "0,99")),
    ({"spbe": {"resmi_tanggal": "2024-02-30"}}, ("spbe.resmi_tanggal", "“2024-02-30”")),
    ({"spbe": {"resmi_status": "tetap"}}, ("“tetap”", "sementara, final")),
    ({"spbe": []}, ("spbe", "objek")),
    ({"spbe": {"x": 1}}, ("“x”", "tidak dikenal")),
    ({"sbpe": {}}, ("“sbpe”", "tidak dikenal")),
    ({"tanggal_lembar": "2024-13-01"}, ("Tanggal lembar", "“2024-13-01”")),
    ({"tanggal_lembar": 2024}, ("tanggal_lembar", "2024")),
    ({"media": {"aktif": 11, "dimiliki": 10}}, ("11", "melebihi", "10")),
    ({"media": {"aktif": -1, "dimiliki": 10}}, ("media.aktif", "-1")),
    ({"media": {"aktif": 1.5, "dimiliki": 10}}, ("media.aktif", "1,5")),
    ({"media": {"aktif": "x", "dimiliki": 10}}, ("media.aktif", "“x”")),
    ({"media": {"aktif": 1, "dimilik": 10}}, ("“dimilik”",)),
    ({"media": "banyak"}, ("media", "“banyak”")),
    ({"media": [{"nama": "A"}, {"nama": " "}]}, ("baris ke-2", "nama")),
    ({"media": [{"jenis": "radio"}]}, ("baris ke-1", "nama")),
    ({"media": [{"nama": "A", "aktif": "ya"}]}, ("baris ke-1 (“A”)", "aktif", "“ya”")),
    ({"media": [{"nama": "A", "aktif": 1}]}, ("baris ke-1 (“A”)", "aktif 1")),
    ({"media": [{"nama": "A", "alamat": 7}]}, ("alamat 7", "bukan teks")),
    ({"media": [{"nama": "A", "Aktif": True}]}, ("baris ke-1", "“Aktif”")),
    ({"media": [{"nama": "A" * 501}]}, ("baris ke-1", "500 karakter")),
    ({"media": [{"nama": "A", "keterangan": "a\u0000b"}]}, ("baris ke-1", "keterangan")),
    ({"media": ["A"]}, ("media baris ke-1", "“A”")),
    ({"media": [{"nama": "A"}] * 20_001}, ("20.000 baris",)),
    ({"kami": {"versi": "9"}}, ("“9”", "tidak dikenal")),
    ({"kami": {**KAMI, "kategori": "Sedang"}}, ("kami.kategori", "“Sedang”")),
    ({"kami": {**KAMI, "nilai": {"risiko": 73}}}, ("kami.nilai.risiko", "73")),
    ({"kami": {**KAMI, "nilai": {"aset": 169}}}, ("169", "168")),
    ({"kami": {**KAMI, "nilai": {"risiko": -1}}}, ("kami.nilai.risiko", "-1")),
    ({"kami": {**KAMI, "nilai": {"pdp": 3}}}, ("kami.nilai.pdp", "4.x")),
    ({"kami": {**KAMI, "nilai": {"asset": 3}}}, ("“asset”",)),
    ({"kami": {**KAMI, "kematangan": {"aset": "VI"}}}, ("kami.kematangan.aset", "“VI”")),
    ({"target": {"spbe": "5.5"}}, ("target.spbe", "5,5")),
    ({"target": {"spbe": "banyak"}}, ("target.spbe", "“banyak”")),
    ({"target": {"iku5": "1"}}, ("“iku5”",)),
    ({"target": {"spbe": {"nilai": None, "teks": "Baik"}}}, ("target.spbe", "nilai")),
]


class TestMistakes:
    @pytest.mark.parametrize(("parts", "words"), BAD, ids=[str(b[1]) for b in BAD])
    def test_the_sentence_names_the_place_and_the_value(
        self, doc: Document, parts: dict[str, Any], words: tuple[str, ...]
    ) -> None:
        good = {"tahun": 2023, "periode": "tw4", "spbe": LEVELS}
        sentence = refusal(doc, [good, part(**parts)])
        assert sentence.startswith("Objek ke-2 (2024 tw4): ")
        for word in words:
            assert word in sentence

    def test_as_the_brief_words_it(self, doc: Document) -> None:
        rows = [{"nama": "Data", "metadata": True}] * 16
        rows.append({"nama": "Jumlah Penduduk", "metadata": "mungkin"})
        good = {"tahun": 2023, "periode": "tw4"}
        assert refusal(doc, [good, part(data_statistik=rows)]) == (
            "Objek ke-2 (2024 tw4): data_statistik baris ke-17 (“Jumlah Penduduk”): "
            "metadata “mungkin” bukan true, false, atau null."
        )

    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            ("", "bukan JSON yang benar"),
            ('{"tahun": 2024 "x"}', "baris 1, kolom 16"),
            ("[" * 100_000, "terlalu dalam"),
            ('{"a":' * 100_000, "terlalu dalam"),
            ("5", "objek JSON"),
            ('[{"tahun": 2024, "tahun": 2024, "periode": "tw4"}]', "“tahun” ditulis dua kali"),
            ('{"tahun":2024,"periode":"tw4","media":[{"nama":"A","nama":"B"}]}', "dua kali"),
            ('{"tahun":2024,"periode":"tw4","spbe":{"resmi":NaN}}', "NaN bukan angka"),
            ('{"tahun":2024,"periode":"tw4","spbe":{"resmi":-Infinity}}', "bukan angka"),
            ('{"tahun":2024,"periode":"tw4","spbe":{"resmi":1e400}}', "di luar jangkauan"),
            ('{"tahun":2024,"periode":"tw4","spbe":{"resmi":1e99999999999999999999}}', "bukan"),
            ('{"tahun":2024,"periode":"tw4","spbe":{"resmi":1e-9999999}}', "di luar jangkauan"),
            ('{"tahun":2024,"periode":"tw4","media":[{"nama":"\\ud800"}]}', "karakter"),
            ({"periode": "tw4"}, "“tahun” wajib diisi"),
            ({"tahun": 2024}, "“periode” wajib diisi"),
            ({"tahun": "2024", "periode": "tw4"}, "tahun “2024”"),
            ({"tahun": True, "periode": "tw4"}, "tahun true"),
            ({"tahun": 2009, "periode": "tw4"}, "tahun 2009"),
            ({"tahun": 2024.5, "periode": "tw4"}, "tahun 2024,5"),
            ({"tahun": 2024, "periode": "tw5"}, "periode “tw5”"),
            ({"tahun": 2024, "periode": 4}, "periode 4"),
            ({"tahun": 2024, "periode": "tahunan", "spbe": LEVELS}, "per triwulan"),
            ([HEAD, HEAD], "sudah ada pada objek ke-1"),
            ({"tahun": 2015, "periode": "tw4", "spbe": LEVELS}, "2015"),
            ({"tahun": 2015, "periode": "tw4", "media": []}, "2015"),
        ],
    )
    def test_the_form_of_the_whole(self, doc: Document, raw: object, words: str) -> None:
        assert words in refusal(doc, raw)

    def test_one_bad_among_500_is_named(self, doc: Document) -> None:
        rows: list[dict[str, Any]] = [{"nama": f"Data {i}", "metadata": True} for i in range(500)]
        rows[321]["metadata"] = "x"
        assert "baris ke-322 (“Data 321”)" in refusal(doc, part(data_statistik=rows))


class TestLoading:
    def test_what_cannot_be_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def sentence(path: Path) -> str:
            with pytest.raises(FileError) as caught:
                load_isian(path)
            return str(caught.value)

        latin = tmp_path / "latin.json"
        latin.write_bytes('{"nama": "é"}'.encode("latin-1"))
        assert sentence(latin) == "Berkas latin.json bukan teks UTF-8 dan tidak dapat dibaca."
        assert "tidak ditemukan" in sentence(tmp_path / "tiada.json")
        assert "folder" in sentence(tmp_path)
        assert "nama terlalu panjang" in sentence(tmp_path / ("x" * 300))
        monkeypatch.setattr("core.edits.impor.MAKS_UKURAN", 5)
        assert "terlalu besar" in sentence(latin)

    def test_a_byte_order_mark_is_taken_off(self, tmp_path: Path) -> None:
        path = tmp_path / "a.json"
        path.write_bytes(b"\xef\xbb\xbf[]")
        assert load_isian(path) == "[]"
