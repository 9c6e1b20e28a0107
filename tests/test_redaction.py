"""What points to a person is hidden, what an offer is checked by stays, and every offset stays true."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from fixed_screener import open_fixed
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from offerscan.details import find_details
from offerscan.formats import as_json
from offerscan.listings import Listing, ListingStatus, Lookup
from offerscan.records import Assessment, Details, Offer
from offerscan.redaction import Redaction, redact, redact_assessment

CORPUS = Path(__file__).parents[1] / "training/data/dev.jsonl"

HIDDEN = [
    ("Hub Bu Rini WA 0812-0000-1234", "Hub Bu [NAMA 1] WA [TELEPON 1]"),
    ("WA 0812 0000 1234 atau +62 812-0000-1234, kantor (021) 5550-123",
     "WA [TELEPON 1] atau [TELEPON 1], kantor [TELEPON 2]"),
    ("nomor O812-OOO0-1234", "nomor [TELEPON 1]"),
    ("nol delapan satu dua nol nol nol nol satu dua tiga empat", "[TELEPON 1]"),
    ("WA 0812000 satu dua tiga empat ya", "WA [TELEPON 1] ya"),
    ("WA 08120000-satu dua tiga empat, atau 081200001234", "WA [TELEPON 1], atau [TELEPON 1]"),
    ("08 satu dua 0000 satu 234", "[TELEPON 1]"),
    (" ".join(("nol delapan satu dua nol nol nol nol satu dua tiga empat",) * 2), "[TELEPON 1] [TELEPON 1]"),
    ("wa.me/6281200001234", "wa.me/[TELEPON 1]"),
    ("０８１２-００００-１２３４ ya", "[TELEPON 1] ya"),
    ("transfer BRI 0021-01-123456-50-1 a.n. Suharni", "transfer BRI [REKENING 1] a.n. [NAMA 1]"),
    ("NIK 3507115203990001 dan KK 3507112203990002", "NIK [NIK 1] dan KK [KK 1]"),
    ("ktp 35.0711.520399.0001", "ktp [NIK 1]"),
    ("paspor C1234567 atau no paspor: ab 123456", "paspor [PASPOR 1] atau no paspor: [PASPOR 2]"),
    ("email mami.rere@contoh.id", "email [SUREL 1]"),
    ("cv ke loker (at) contoh.co.id ya", "cv ke [SUREL 1] ya"),
    ("IG @mami_rere88, t.me/mamirere", "IG [AKUN 1], t.me/[AKUN 2]"),
    ("fb: Rina Sponsor", "fb: [AKUN 1]"),
    ("Nama saya Siti Aminah binti Karto", "Nama saya [NAMA 1]"),
    ("hub mbak sari 081200001234", "hub mbak [NAMA 1] [TELEPON 1]"),
    ("081200001234 (Dewi)", "[TELEPON 1] ([NAMA 1])"),
    ("Pak Budi Santoso sponsor saya", "Pak [NAMA 1] sponsor saya"),
    ("nama saya siti aminah, NIK saya 3507115203990001", "nama saya [NAMA 1], NIK saya [NIK 1]"),
    ("nama saya dewi dari blitar", "nama saya [NAMA 1] dari blitar"),
    ("Nama saya Siti aminah umur 23", "Nama saya [NAMA 1] umur 23"),
    ("nama: sri wahyuni\nalamat: malang", "nama: [NAMA 1]\nalamat: malang"),
    ("nama lengkap : agus setiawan, umur 30", "nama lengkap : [NAMA 1], umur 30"),
    ("pagi min, perkenalkan saya rina mau tanya", "pagi min, perkenalkan saya [NAMA 1] mau tanya"),
    ("perkenalkan nama saya ibu halimah", "perkenalkan nama saya ibu [NAMA 1]"),
    ("saya bernama yanto dan istri saya ikut", "saya bernama [NAMA 1] dan istri saya ikut"),
    ("aku Dewi. Suamiku Agus sudah di Miri", "aku [NAMA 1]. Suamiku [NAMA 2] sudah di Miri"),
    ("Halo kak saya Rina Wati, anak saya, Dimas, ditawari kerja", "Halo kak saya [NAMA 1], anak saya, [NAMA 2], ditawari kerja"),
    ("adiknya Tono dan kakak saya bernama Yuni", "adiknya [NAMA 1] dan kakak saya bernama [NAMA 2]"),
    ("yang posting FB Rini Kerja Taiwan", "yang posting FB [NAMA 1]"),
    ("NAMA SAYA SITI AMINAH", "NAMA SAYA [NAMA 1]"),
    ("SAYA BUDI DARI MALANG MAU TANYA", "SAYA [NAMA 1] DARI MALANG MAU TANYA"),
    ("PAGI MIN, SAYA BUDI SANTOSO, UMUR 30", "PAGI MIN, SAYA [NAMA 1], UMUR 30"),
    ("HALO AKU HALIMAH ASAL BLITAR", "HALO AKU [NAMA 1] ASAL BLITAR"),
    ("SUAMI SAYA AGUS", "SUAMI SAYA [NAMA 1]"),
    ("ISTRI SAYA SITI MINTA TOLONG", "ISTRI SAYA [NAMA 1] MINTA TOLONG"),
    ("ANAKKU DEWI SUDAH 3 BULAN DI KAMBOJA", "ANAKKU [NAMA 1] SUDAH 3 BULAN DI KAMBOJA"),
    ("ADIK SAYA, RUDI HARTONO, HILANG", "ADIK SAYA, [NAMA 1], HILANG"),
    ("KAKAKNYA YUNI DITAHAN MAJIKAN", "KAKAKNYA [NAMA 1] DITAHAN MAJIKAN"),
    ("SUAMI SAYA BERNAMA SLAMET RIYADI, UMUR 40", "SUAMI SAYA BERNAMA [NAMA 1], UMUR 40"),
    ("TEMAN SAYA BAMBANG DIPUKUL", "TEMAN SAYA [NAMA 1] DIPUKUL"),
    ("IBU SAYA TUTI", "IBU SAYA [NAMA 1]"),
    ("BOJOKU SARNO WIS RONG SASI ORA MULIH", "BOJOKU [NAMA 1] WIS RONG SASI ORA MULIH"),
    ("BOJONE TUMINAH NANG TAIWAN", "BOJONE [NAMA 1] NANG TAIWAN"),
    ("SALAKI ABDI ASEP TEU WANGSUL", "SALAKI ABDI [NAMA 1] TEU WANGSUL"),
    (
        "nol delapan satu dua nol nol nol nol satu satu satu satu nol delapan satu tiga nol nol nol nol dua dua dua dua",
        "[TELEPON 1] [TELEPON 2]",
    ),
]  # fmt: skip
KEPT = [
    "gaji Rp 12.000.000, potongan 17500000 selama 6 bulan",
    "PT Maju Jaya Abadi SIP3MI 318/BP.09/2024, NIB 9120001234567",
    "berangkat 12-12-2026 jam 08.00-17.00",
    "Ibu rumah tangga boleh, bapak-bapak juga",
    "job order TW-26-0744 ke Taiwan",
    "NT 29.500 per bulan, RM1500",
    "PT Budi Jaya mencari 20 orang",
    "nama saya belum ada di daftar",
    "nama saya dipakai orang untuk daftar",
    "nama: sesuai KTP, umur: 18-35",
    "nama perusahaan dan nama majikan ditulis di kontrak",
    "nama-nama saya setor hari Rabu",
    "perkenalkan saya dari pusat pelatihan",
    "Saya Jawa, suami saya Sunda",
    "anak Indonesia, anak saya SMA, anaknya Alhamdulillah sehat",
    "Saya Mau Kerja Ke Taiwan",
    "SAYA MAU PULANG DARI TAIWAN",
    "SAYA KABUR DARI MAJIKAN",
    "SAYA TKW ASAL BLITAR",
    "SAYA SUDAH BAYAR DARI BULAN LALU",
    "PAGI, SAYA DARI MALANG",
    "SUAMI SAYA DI MALAYSIA",
    "SUAMI SAYA YG DI SABAH SUDAH PULANG",
    "ISTRI SAYA KERJA",
    "ISTRI SAYA HAMIL, ANAK SAYA TIGA ORANG",
    "IBU SAYA SAKIT, BAPAK SAYA NGANGGUR",
    "SUAMI SAYA BERANGKAT KEMARIN, ISTRI SAYA MENUNGGU",
    "ADIKKU DIAJAK KE KAMBOJA, TEMANNYA TERTIPU",
    "ANAK SAYA SMP KELAS DUA",
    "TEMAN SAYA TKI, TETANGGA SAYA BANYAK YANG BERANGKAT",
    "BOJOKU WIS LUNGO, SALAKI ABDI NUJU GERING",
    "asal saya Blitar, alamat saya Malang",
    "lewat FB Marketplace atau FB dan IG",
]


@pytest.mark.parametrize(("text", "redacted"), HIDDEN, ids=[text[:30] for text, _ in HIDDEN])
def test_what_points_to_a_person_is_hidden(text: str, redacted: str) -> None:
    assert redact(text, find_details(text)).text == redacted


@pytest.mark.parametrize("text", KEPT)
def test_what_an_offer_is_checked_by_stays(text: str) -> None:
    assert redact(text, find_details(text)).text == text


def check_offsets(text: str, redaction: Redaction) -> None:
    """Outside of what is hidden, each character stands where `place` says."""
    hidden = {at for span in redaction.received for at in range(span.start, span.end)}
    for at in set(range(len(text))) - hidden:
        span = redaction.place(at, at + 1)
        assert redaction.text[span.start : span.end] == text[at]
    for received, placeholder in zip(redaction.received, redaction.hidden, strict=True):
        assert redaction.place(received.start, received.end) == placeholder


def test_no_contact_of_the_corpus_is_left() -> None:
    for line in CORPUS.read_text(encoding="utf-8").splitlines()[::4]:
        text = json.loads(line)["text"]
        redaction = redact(text, find_details(text))
        left = find_details(redaction.text)
        assert (left.phones, left.accounts, left.handles) == ((), (), ())
        check_offsets(text, redaction)


pieces = st.sampled_from([
    "WA 0812-0000-1234", "+62 812 0000 1234", "BCA 1234567890", "Bu Rini", "dp", "3507115203990001", "@mami_rere88", " ",
    "\n", "🇹🇼", "1️⃣", "O8l2", "O44S", "(", "a@b.co", "Rp 2.000.000", "nol", "satu", "paspor A1234567", "ＷＡ", "\u200b",
    "[TELEPON 1]",
])  # fmt: skip


@hypothesis_settings(deadline=None)
@given(st.lists(pieces | st.text(max_size=8), max_size=12).map(" ".join))
def test_any_text_keeps_its_offsets(text: str) -> None:
    redaction = redact(text, find_details(text))
    check_offsets(text, redaction)
    assert [redaction.text[span.start] for span in redaction.hidden] == ["["] * len(redaction.hidden)


def assessed(text: str, **told: str) -> Assessment:
    assessment = open_fixed().assess(Offer(text, **told))
    assert isinstance(assessment, Assessment)
    return assessment


def test_an_assessment_is_true_of_the_redacted_text() -> None:
    text = "Hub Bu Rini WA 0812-0000-1234, DP dulu gaji 20rb NT per bulan, ktp malam"
    assessment = assessed(text, id="0812-0000-1234", source="Rini.csv:3")
    details = find_details(text)
    redaction = redact(text, details)
    shape = redact_assessment(as_json(assessment), redaction, details, "1a2b3c4d")
    assert shape["id"] == "1a2b3c4d"
    assert list(shape) == list(as_json(assessment))
    assert shape["findings"]
    for finding in shape["findings"]:
        assert redaction.text[finding["start"] : finding["end"]] == finding["quote"]
    [pay] = shape["details"]["pay"]
    assert "20rb" in redaction.text[pay["start"] : pay["end"]]
    assert shape["details"]["phones"] == ["[TELEPON 1]"]
    assert not re.search("Rini|0000-?1234", json.dumps(shape))


@pytest.mark.parametrize("version", ["2026-11-22-012345678abc", "2026-11-22-081234567890", "081234567890"])
def test_the_version_of_a_list_is_no_telephone(version: str) -> None:
    text = "PT Maju Jaya milik Bu Rini, WA 0812-0000-1234"
    details = find_details(text)
    listing = Listing("PT Maju Jaya 0812-0000-1234", ListingStatus.NOT_LISTED)
    lookup = Lookup(ListingStatus.NOT_LISTED, version, "2026-11-22", None, (listing,))
    assessment = replace(assessed(text), registry=lookup)
    shape = redact_assessment(as_json(assessment), redact(text, details), details, "1a2b3c4d")["registry"]
    assert (shape["version"], shape["imported_on"], shape["status"]) == (version, "2026-11-22", "not_listed")
    assert shape["companies"][0]["asked"] == "PT Maju Jaya [TELEPON 1]"


def test_a_quote_that_ends_in_what_is_hidden_shows_the_placeholder() -> None:
    text = "DP ke BCA 1234567890 ya"
    redaction = redact(text, Details(accounts=("BCA 1234567890",)))
    start = text.index("BCA")
    span = redaction.place(start, start + 8)
    assert redaction.text[span.start : span.end] == "BCA [REKENING 1]"
