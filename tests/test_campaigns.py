"""Campaigns: planted ones are found and nothing else, whatever the order; what changes is shown; files harm nobody."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
import stix2
from fixed_screener import open_fixed
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.campaigns import (
    WRITERS,
    Campaign,
    Contact,
    FlagKind,
    Growth,
    Period,
    SlotKind,
    Survey,
    Variants,
    contacts_of,
    find_campaigns,
    make_template,
    read_memory,
    survey_offers,
)
from offerscan.campaigns.flags import find_flags
from offerscan.campaigns.growth import Calendar
from offerscan.campaigns.linking import link
from offerscan.campaigns.masking import Masking
from offerscan.campaigns.memory import Memory, hours_between
from offerscan.catalog.toml_records import FOLDER
from offerscan.cli import main
from offerscan.phrases import both as told_in_both
from offerscan.records import Assessment, Details, Meta, Offer, Risk

PLACES = frozenset(
    ("kamboja", "laos", "myanmar", "sarawak", "johor", "surabaya", "tegal", "pemalang", "riyadh", "jeddah", "dubai")
)

# Four campaigns. The fixed screener marks "dp", "ktp", "kamboja", "malam" and "kontrak".
PLANTED = {
    "admin": (
        "🔥 LOKER ADMIN ONLINE 🔥\nPenempatan Kamboja dengan gaji 12 juta per bulan, mess dan makan ditanggung kantor. Tidak perlu"
        " pengalaman, usia 18-35 tahun, berangkat minggu ini, ktp dipegang kantor. Minat? WA 0812-0000-1101",
        "✅✅ LOKER ADMIN ONLINE\nPenempatan Laos dengan gaji 15 juta per bulan, mess dan makan ditanggung kantor. Tidak perlu"
        " pengalaman, usia 18-40 tahun, berangkat minggu ini, ktp dipegang kantor. Minat? WA 0812-0000-1102",
        "LOKER ADMIN ONLINE 💰💰\nPenempatan Myanmar 🇲🇲 dengan gaji 12-18 juta per bulan, mess dan makan ditanggung kantor. Tidak"
        " perlu pengalaman, usia 18-35 tahun, berangkat besok, ktp dipegang kantor. Minat? WA 0812 0000 1103",
        "🔥 LOKER ADMIN ONLINE 🔥\nPenempatan Kamboja dengan gaji 12jt per bulan, mess dan makan ditanggung kantor. Tidak perlu"
        " pengalaman, usia 18-35 tahun, berangkat minggu ini, ktp dipegang kantor. Minat? tele @admin_lia77",
        "🔥 LOKER ADMIN ONLINE 🔥\nPenempatan Kamboja dengan gaji 12 juta per bulan, mess dan makan ditanggung kantor. Tidak perlu"
        " pengalaman, usia 18-35 tahun, berangkat minggu ini, ktp dipegang kantor. Minat? WA 0812-0000-1101",
        "Info dari teman ya.\n🔥 L O K E R ADMIN ONLINE 🔥\nPenempatan Laos dengan g4ji 14 juta per bulan, mess dan makan"
        " ditanggung kantor. Tidak perlu pengalaman, usia 20-35 tahun, berangkat minggu ini, ktp dipegang kantor. Minat? WA"
        " 0812-0000-1106",
    ),
    "sawit": (
        "Dibutuhkan 20 orang pekerja ladang sawit di Sarawak. Gaji RM 1.800, rumah disediakan, boleh bawa istri. Syarat hanya"
        " foto dan dp 2 juta untuk tiket kapal, sisanya potong gaji. Hubungi Pak Darto 0813-0000-2201",
        "Dibutuhkan 35 orang pekerja ladang sawit di Johor 🌴 Gaji RM 2.000, rumah disediakan, boleh bawa istri. Syarat hanya"
        " foto dan dp 3 juta untuk tiket kapal, sisanya potong gaji. Hubungi Pak Darto 0813-0000-2202",
        "Dibutuhkan 20 orang pekerja ladang sawit di Sarawak. Gaji RM 1.800, rumah disediakan, boleh bawa istri dan anak."
        " Syarat hanya foto dan dp 1,5 juta untuk tiket kapal, sisanya potong gaji. Hubungi Bu Wati 0813-0000-2203",
        "🌴🌴 Dibutuhkan 50 orang pekerja ladang sawit di Johor. Gaji RM 1.900, rumah disediakan, boleh bawa istri. Syarat"
        " hanya foto dan dp 2 juta untuk tiket kapal, sisa potong gaji. Hubungi 0813-0000-2204 cepat",
    ),
    "kapal": (
        "ABK kapal ikan, berangkat dari Tegal. Kontrak dua tahun, gaji 450 dolar per bulan, uang saku di depan. Buku pelaut"
        " kami uruskan, tidak perlu ijazah. Kirim ktp dan foto ke 0815-0000-3301 sebelum malam",
        "ABK kapal ikan, berangkat dari Pemalang. Kontrak dua tahun, gaji 500 dolar per bulan, uang saku di depan. Buku"
        " pelaut kami uruskan, tidak perlu ijazah. Kirim ktp dan foto ke 0815-0000-3302 sebelum malam",
        "⚓ ABK kapal ikan, berangkat dari Tegal ⚓ Kontrak dua tahun, gaji 480 dolar per bulan, uang saku di depan. Buku"
        " pelaut kami uruskan, tidak perlu ijazah. Kirim ktp dan foto ke 0815-0000-3303 malam ini",
        "ABK kapal ikan, berangkat dari Surabaya. Kontrak dua tahun, gaji 450 dolar per bulan, uang saku 2 juta di depan."
        " Buku pelaut kami bantu uruskan, tidak perlu ijazah. Kirim ktp dan foto ke 0815-0000-3301 sebelum malam",
        "ABK kapal ikan, berangkat dari Tegal. Kontrak dua tahun, gaji 450 dolar per bulan, uang saku di depan. Buku pelaut"
        " kami uruskan, tidak perlu ijazah. Kirim ktp dan foto ke 0815-0000-3305 sebelum malam 🙏🙏",
    ),
    "rumah": (
        "PT Cahaya Timur Abadi SIP3MI 318/BP.09/2024 membuka pendaftaran penata laksana rumah tangga di Riyadh, proses dua"
        " minggu memakai visa ziarah, uang saku 5 juta, ktp disimpan di penampungan. Telepon 0816-0000-4401",
        "PT Bintang Laut Sejahtera membuka pendaftaran penata laksana rumah tangga di Jeddah, proses dua minggu memakai visa"
        " ziarah, uang saku 7 juta, ktp disimpan di penampungan. Telepon 0816-0000-4401",
        "PT Cahaya Timur Abadi SIP3MI 318/BP.09/2024 membuka pendaftaran penata laksana rumah tangga di Dubai, proses tiga"
        " minggu memakai visa ziarah, uang saku 5 juta, ktp disimpan di penampungan. Telepon 0816-0000-4403",
        "Membuka pendaftaran penata laksana rumah tangga di Riyadh, proses dua minggu memakai visa ziarah, uang saku 6,5"
        " juta, ktp disimpan di penampungan. Telepon 0816-0000-4404",
    ),
}
UNRELATED = (
    "Butuh perawat lansia di Jepang, bayar dp 10 juta dulu baru wawancara, tanya 0817-0000-5501",
    "Kerja di pabrik roti Taiwan, biaya 65 juta bisa cicil, dp 5 juta, hubungi sponsor Rina 0817-0000-5502",
    "Ada lowongan cuci piring di Singapura, masuk lewat wisata, berangkat malam ini dari Batam, 0817-0000-5503",
    "Dicari penjaga toko di Brunei, ktp asli dititipkan pada agen selama bekerja, chat 0817-0000-5504",
    "Program magang hotel Turki tiga bulan, kontrak menyusul setelah tiba, pendaftaran lewat 0817-0000-5505",
    "Las dan pipa untuk proyek Qatar, dp tiket 4 juta, sisanya ditalangi bos, telepon 0817-0000-5506",
    "Model foto untuk majalah Hongkong, pemotretan malam hari, honor harian dolar, kirim foto ke 0817-0000-5507",
    "Petik buah di Australia, visa liburan, dp 15 juta supaya nama masuk daftar, wa 0817-0000-5508",
    "Sopir keluarga di Kuwait, ktp dan ijazah ditahan majikan dua tahun, minat kontak 0817-0000-5509",
    "Terapis pijat Malaysia, usia belasan boleh, jam kerja malam sampai pagi, telepon 0817-0000-5510",
    "Tukang kayu Papua Nugini, kontrak enam bulan, makan tiga kali, daftar lewat 0817-0000-5511",
    "Peternakan ayam Korea, tanpa ujian bahasa, dp 20 juta dijamin lolos, hub 0817-0000-5512",
)

Row = tuple[Assessment, str]
_SCREENER = open_fixed()


def assess(text: str, id: str = "", meta: Meta | None = None, source: str | None = None) -> Row:
    answer = _SCREENER.assess(Offer(text, id, meta=meta))
    assert isinstance(answer, Assessment)
    return replace(answer, meta=meta, source=source), text


ROWS: list[Row] = [
    *(
        assess(text, f"{name}-{number}", Meta(posted_at=f"2026-03-{number:02}T19:30:00", group=f"Grup {number % 3}"))
        for name, texts in PLANTED.items()
        for number, text in enumerate(texts, 1)
    ),
    *(assess(text, f"single{number}-1") for number, text in enumerate(UNRELATED)),
]
FOUND = find_campaigns(ROWS, places=PLACES)


def campaign_of(id: str, campaigns: list[Campaign] = FOUND) -> Campaign:
    (found,) = (campaign for campaign in campaigns if id in campaign.offers)
    return found


def pairs(groups: list[tuple[str, ...]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def written(suffix: str, campaigns: list[Campaign]) -> str:
    file = io.BytesIO()
    WRITERS[suffix](file, Survey(campaigns), {"upfront_fee": "Pungutan di muka / Upfront fee"})
    return file.getvalue().decode()


# --- variants ---------------------------------------------------------------------------------------------------------


def test_planted_campaigns_are_found_and_nothing_else() -> None:
    planted = pairs([tuple(f"{name}-{number}" for number in range(1, len(PLANTED[name]) + 1)) for name in PLANTED])
    found = pairs([campaign.offers for campaign in FOUND])
    assert len(planted & found) / len(found) >= 0.95  # precision
    assert len(planted & found) / len(planted) >= 0.90  # recall
    assert len(FOUND) == len(PLANTED)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "Kerja kebun di Laos gaji 9 juta hubungi Darto",
            "kerja kebun di KAMBOJA 🇰🇭 gaji 15-20 juta, hubungi Darto!",
            True,
        ),
        ("Kerja kebun jauh gaji 9 juta hubungi Darto segera", "Kerja kebun jauh g4ji 8jt hubungi Darto segera", True),
        ("Masak untuk tiga puluh orang di kapal besar", "Jaga toko pakaian sampai sore hari di pasar", False),
        ("info loker wa 0812-0000-1234", "info loker wa 0813-0000-5678", True),  # a copy once masked
        (
            "Butuh ART ke Laos, gaji 9 juta, hubungi Bu Sari Wulandari PT Maju Jaya Abadi 0812-0000-1234",
            "Butuh ART ke Laos, gaji 9 juta, hubungi Pak Joko Prasetyo PT Sinar Merapi Djaya 0813-0000-5678",
            True,
        ),
        (
            "butuh art ke laos gaji 9 juta hubungi bu sari wulandari wa 0812-0000-1234",
            "butuh art ke laos gaji 9 juta hubungi mbak hj. kartika 0813-0000-5678",
            True,
        ),
        (
            "PT Maju Jaya Abadi butuh perawat lansia ke Laos, gaji 9 juta, hubungi Bu Sari 0812-0000-1234",
            "PT Maju Jaya Abadi butuh juru las kapal ke Laos, tes hari Senin, hubungi Bu Sari 0812-0000-1234",
            False,  # another job of the same firm
        ),
        ("Lowongan kerja PT Maju Jaya, hubungi 0812-0000-1234", "Lowongan kerja PT Sinar Merapi, hubungi 0813-0000-5678", False),
        ("info loker luar negeri", "info loker dalam negeri", False),  # too short to be variants
        ("🔥🔥", "💰", False),
        ("", "", True),
    ],
)
def test_two_offers_are_variants(one: str, other: str, same: bool) -> None:
    variants = Variants(PLACES)
    variants.add(0, one)
    variants.add(7, other)
    assert variants.groups() == ([(0, 7)] if same else [(0,), (7,)])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Hub. Bu Hj. Sari Wulandari, gaji 9 juta", "hub ~ gaji # juta"),
        ("hub pak darto wa 0812-0000-1234", "hub ~ wa #"),
        ("PT Sinar Merapi Djaya 021-000-1234", "~ #"),
        ("CV SINAR MERAPI\nDIBUTUHKAN SEGERA", "~ dibutuhkan segera"),
        ("Mami Rere & Koh Aming", "~"),
        ("hubungi Mbak Yanti PT Maju Jaya", "hubungi ~"),
        ("kak yang minat bisa chat bos langsung", "kak yang minat bisa chat bos langsung"),
        ("pt resmi dan terpercaya, minat pak?", "pt resmi dan terpercaya minat pak"),
        ("di Laos sama Pak 0812-0000-1234", "di @ sama pak #"),
        ("pak", "pak"),
    ],
)
def test_names_of_persons_and_firms_are_masked(text: str, masked: str) -> None:
    assert " ".join(Masking(PLACES).words(text, names=True)) == masked


def test_variants_of_variants_are_one_group() -> None:
    words = [f"kata{chr(97 + number)}" for number in range(26)]
    variants = Variants()
    for number, start in enumerate((0, 8, 4)):  # the third joins the first and the second, which share too little
        variants.add(number, " ".join(words[start : start + 14]))
    assert variants.groups() == [(0, 1, 2)]


# --- template ---------------------------------------------------------------------------------------------------------


def test_slots_show_telephone_city_and_amount() -> None:
    template = campaign_of("kapal-1").template
    slots = {slot.kind: slot.values for slot in template.slots}
    assert slots[SlotKind.PHONE] == {
        "0815-0000-3301": 2, "0815-0000-3302": 1, "0815-0000-3303": 1, "0815-0000-3305": 1,
    }  # fmt: skip
    assert slots[SlotKind.PLACE] == {"Tegal": 3, "Pemalang": 1, "Surabaya": 1}
    assert {"450": 3, "480": 1, "500": 1} in [slot.values for slot in template.slots]
    assert "tidak perlu ijazah. Kirim ktp dan foto ke {" in template.text
    assert template.aligned == 5


@pytest.mark.parametrize(
    ("texts", "text", "values"),
    [
        (["sama saja"], "sama saja", []),
        (["sama saja", "sama saja", "sama saja"], "sama saja", []),
        (["gaji 9 jt", "gaji 9 jt", "gaji 12 jt"], "gaji {1} jt", [{"9": 2, "12": 1}]),
        (["kerja di laos cepat", "kerja di laos"], "kerja di laos {1}", [{"": 1, "cepat": 1}]),
        (["a b c d", "a b c d", "a b x c d"], "a b{1} c d", [{"": 2, "x": 1}]),
        (["Gaji 9 jt", "GAJI 9 jt", "Gaji 9 jt"], "Gaji 9 jt", []),
        (
            ["ke laos wa 0812-0000-1234 ya", "ke laos wa 0813 0000 5678"],
            "ke laos wa {1} {2}",
            [{"0812-0000-1234": 1, "0813 0000 5678": 1}, {"": 1, "ya": 1}],
        ),
        ([" \n a b ", " \n a b "], " \n a b ", []),
        (["a b c d e", "a b c d f", "lain sama sekali ya bukan e"], "a b c d {1}", [{"e": 1, "f": 1}]),
    ],
)
def test_template(texts: list[str], text: str, values: list[dict[str, int]]) -> None:
    template = make_template(texts)
    assert (template.text, [slot.values for slot in template.slots]) == (text, values)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab1, \n🔥", max_size=24), min_size=1, max_size=4))
def test_every_aligned_offer_counts_once_in_every_slot(texts: list[str]) -> None:
    template = make_template(texts)
    assert len(template.stays) == len(template.slots) + 1
    assert all(sum(slot.values.values()) == template.aligned for slot in template.slots)
    assert make_template(texts[::-1]) == template


# --- contacts ---------------------------------------------------------------------------------------------------------


def test_contacts_have_one_writing() -> None:
    details = Details(
        phones=("+6281200001234",), handles=("@Mami_Rere", "@mami_rere"), companies=("PT Maju  Jaya", "PT MAJU JAYA"),
        links=("https://www.T.me/Loker/", "https://t.me/Loker", "mailto:HRD@contoh.id"),
    )  # fmt: skip
    assert sorted((contact.kind, contact.value) for contact in contacts_of(details)) == [
        ("companies", "PT MAJU JAYA"), ("handles", "@mami_rere"), ("links", "mailto:hrd@contoh.id"),
        ("links", "t.me/Loker"), ("phones", "+6281200001234"),
    ]  # fmt: skip


def test_flags_of_a_campaign() -> None:
    flags = {flag.kind: (flag.contact.value, flag.values) for flag in campaign_of("rumah-1").flags}
    assert flags == {
        FlagKind.PHONE_OF_SEVERAL_COMPANIES: (
            "+6281600004401",
            ("PT BINTANG LAUT SEJAHTERA", "PT CAHAYA TIMUR ABADI"),
        ),
        FlagKind.LICENCE_WITH_SEVERAL_CONTACTS: (
            "SIP3MI 318/BP.09/2024",
            ("+6281600004401", "+6281600004403"),
        ),
    }
    assert campaign_of("kapal-1").flags == ()


def test_names_that_stand_together_are_not_flagged() -> None:
    phone, agency, employer, other = (
        Contact(kind, value)
        for kind, value in (("phones", "+1"), ("companies", "A"), ("companies", "B"), ("companies", "C"))
    )
    together = [{phone, agency, employer}, {phone, employer, other}, {phone, agency}]
    assert find_flags(together) == []
    assert len(find_flags([{phone, agency}, {phone, other}])) == 1


# Two firms that both tell where to check their licence.
HOTLINE = Contact("phones", "+628118080141")
_CHECKED = (
    "{} membuka pendaftaran koki restoran di kapal pesiar, dp 3 juta, ktp disimpan di penampungan, izin kami resmi, silakan cek"
    " ke BP2MI 0811-8080-141. Telepon kantor {}"
)
FIRMS = (
    _CHECKED.format("PT Cahaya Timur Abadi", "0816-0000-4411"),
    _CHECKED.format("PT Bintang Laut Sejahtera", "0816-0000-4412"),
)


@pytest.mark.parametrize(("public", "flagged"), [((), {HOTLINE}), ((HOTLINE,), set())])
def test_an_official_hotline_is_no_telephone_of_several_companies(public: tuple[Contact, ...], flagged: set[Contact]) -> None:
    (campaign,) = find_campaigns([assess(text) for text in FIRMS], public=public)
    assert {flag.contact for flag in campaign.flags} == flagged
    assert campaign.contacts["phones"][HOTLINE.value] == 2


LONE = "Pijat refleksi di Oman, ktp disimpan bos, tanya langsung ke 0818-0000-6601 ya kak"
PARTNER = "Koki warung makan Fiji, dp 3 juta lalu terbang, hubungi 0818-0000-6601 sekarang"


def test_single_offers_are_campaigns_where_a_contact_joins_them() -> None:
    assert find_campaigns([assess(LONE)]) == []
    found = find_campaigns([assess(LONE), assess(PARTNER), assess(UNRELATED[0])])
    assert [campaign.size for campaign in found] == [1, 1]
    assert [campaign.linked for campaign in found] == [(found[1].id,), (found[0].id,)]
    assert len({campaign.network for campaign in found}) == 1
    public = [Contact("phones", "+6281800006601")]
    assert find_campaigns([assess(LONE), assess(PARTNER)], public=public) == []


@pytest.mark.parametrize(("risk", "sizes"), [(Risk.LOW, []), (Risk.REVIEW, [2])])
def test_low_offers_take_part_only_by_a_shared_contact(risk: Risk, sizes: list[int]) -> None:
    rows = [assess(UNRELATED[0], "a"), assess(UNRELATED[0], "b")]
    assert [found.size for found in find_campaigns([(replace(one, risk=risk), text) for one, text in rows])] == sizes
    low = replace(rows[1][0], risk=Risk.LOW), rows[1][1]
    assert [found.offers for found in find_campaigns([rows[0], low])] == [("a", "b")]


def test_texts_that_are_no_offers_take_no_part() -> None:
    talk = assess("selamat pagi semua, hari ini cerah, jangan lupa minum air putih")
    assert not talk[0].category.is_offer
    assert find_campaigns([talk, talk]) == []


# --- campaigns --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_whatever_the_order(seed: int) -> None:
    rows = ROWS.copy()
    random.Random(seed).shuffle(rows)
    assert find_campaigns(rows, places=PLACES) == FOUND


def test_a_campaign_says_what_staff_need() -> None:
    campaign = campaign_of("admin-1")
    assert campaign.offers == tuple(f"admin-{number}" for number in range(1, 7))
    assert (campaign.size, campaign.level) == (6, Risk.HIGH)
    assert (campaign.first_seen, campaign.last_seen) == ("2026-03-01T19:30:00", "2026-03-06T19:30:00")
    assert campaign.groups == {"Grup 0": 2, "Grup 1": 2, "Grup 2": 2}
    assert campaign.indicators["document_retention"] == 6
    assert campaign.contacts["phones"] == {
        "+6281200001101": 2, "+6281200001102": 1, "+6281200001103": 1, "+6281200001106": 1,
    }  # fmt: skip
    assert campaign.contacts["handles"] == {"@admin_lia77": 1}


def test_rows_of_two_files_with_the_same_ids_are_told_apart() -> None:
    rows = [
        assess(text, str(number), source=f"{file}.csv:{number + 1}")
        for file, name in (("a", "sawit"), ("b", "kapal"))
        for number, text in enumerate(PLANTED[name], 1)
    ]
    campaigns = find_campaigns([*rows, *rows[:1]], places=PLACES)
    members = {one.source: (one.id, one.level) for campaign in campaigns for one in campaign.members}
    assert members == {row.source: (row.id, row.risk) for row, _ in rows}
    assert {frozenset(str(one.source)[0] for one in campaign.members) for campaign in campaigns} == {frozenset("a"), frozenset("b")}
    for campaign in campaigns:
        assert len(campaign.members) == campaign.size
        assert tuple(dict.fromkeys(one.id for one in campaign.members)) == campaign.offers
    told = [line["sources"].split("; ") for line in csv.DictReader(io.StringIO(written(".csv", campaigns), newline=""))]
    assert sorted(source for sources in told for source in sources) == sorted(str(row.source) for row, _ in [*rows, *rows[:1]])


def test_more_offers_higher_risk_and_wider_spread_come_first() -> None:
    scores = [campaign.score for campaign in FOUND]
    assert scores == sorted(scores, reverse=True)
    spread = [(replace(row, meta=Meta(group=f"G{number}")), text) for number, (row, text) in enumerate(ROWS[:6])]
    narrow = [(replace(row, meta=Meta(group="G")), text) for row, text in ROWS[:6]]
    (wide,), (same,), (fewer,) = (find_campaigns(rows, places=PLACES) for rows in (spread, narrow, narrow[:3]))
    assert wide.score > same.score > fewer.score > 0


# --- growth -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("watched", "days", "size", "growth"),
    [
        # fourteen days are two weeks; the campaign's own last day does not matter, the run's does
        (["2026-03-01", "2026-03-14"], {"2026-03-09": 4, "2026-03-03": 1}, 7, Growth(Period.WEEK, "2026-03-14", 4, 1, 2)),
        (["2026-03-01", "2026-03-14"], {"2026-03-01": 3}, 3, Growth(Period.WEEK, "2026-03-14", 0, 3, 0)),
        (["2026-03-01", "2026-03-13"], {"2026-03-13": 2, "2026-03-12": 5}, 7, Growth(Period.DAY, "2026-03-13", 2, 5, 0)),
        (["2026-03-01"], {"2026-03-01": 3}, 3, None),  # nothing to compare with
        (["2026-03-01", "2026-03-14"], {}, 3, None),
        ([], {}, 3, None),
        (["2026-03-01", "kemarin", "2026-03-14"], {"kemarin": 1}, 1, Growth(Period.WEEK, "2026-03-14", 0, 0, 0)),
    ],
)
def test_growth(watched: list[str], days: dict[str, int], size: int, growth: Growth | None) -> None:
    assert Calendar(watched).growth(days, size) == growth


@pytest.mark.parametrize("odd", [None, "", "kemarin", "1970-01-01T00:00:00", "2568-03-08T10:00:00", "2099-01-01", "2026-02-30"])
def test_a_date_that_cannot_be_right_is_no_date(odd: str | None) -> None:
    days = ("2026-03-01T10:00:00", "2026-03-12T10:00:00", "2026-03-13T10:00:00", odd)
    rows = [assess(text, f"s{number}", Meta(posted_at=days[number])) for number, text in enumerate(PLANTED["sawit"])]
    survey = survey_offers(rows, places=PLACES, earlier=Memory(), noticed_at=APRIL)
    (campaign,) = survey.campaigns
    assert (campaign.first_seen, campaign.last_seen) == (days[0], days[2])
    assert (campaign.spread.days, campaign.days) == (3, {"2026-03-01": 1, "2026-03-12": 1, "2026-03-13": 1})
    assert campaign.growth == Growth(Period.DAY, "2026-03-13", 1, 1, 1)
    assert campaign.news is not None
    assert campaign.news.longest_hours_to_notice == hours_between(days[0], APRIL)
    for suffix in WRITERS:
        WRITERS[suffix](io.BytesIO(), survey, {})


def test_spread_counts_groups_days_and_destinations() -> None:
    spread = campaign_of("admin-1").spread
    assert (spread.groups, spread.days, spread.places) == (3, 6, 3)


# --- what joins campaigns ---------------------------------------------------------------------------------------------

_PHONE, _FORM = Contact("phones", "+6281200001234"), Contact("links", "bit.ly/3abc")
_PAGE, _FIRM = Contact("links", "facebook.com/groups/lokerluar"), Contact("companies", "PT MAJU")
_LICENCE = Contact("licences", "SIP3MI 1/2020")


@pytest.mark.parametrize(
    ("shared", "joins"),
    [
        ({_PHONE}, True),
        ({Contact("links", "mailto:hrd@contoh.id")}, True),
        ({Contact("links", "t.me/loker_rere")}, True),
        ({Contact("handles", "@mami_rere88")}, True),
        ({Contact("handles", "fb siti aminah")}, False),  # a name that many bear
        ({_FORM}, False),
        ({_PAGE}, False),
        ({_PAGE, _FORM}, True),
        ({_PAGE, _FIRM}, True),
        ({_FIRM, _LICENCE}, False),  # both can be borrowed
        ({Contact("links", "t.me/+AbCdEfGh")}, False),  # an invitation into a group
        ({Contact("links", "facebook.com"), Contact("links", "siskop2mi.bp2mi.go.id"), _FIRM}, False),
        (set(), False),
    ],
)
def test_what_joins_two_campaigns(shared: set[Contact], joins: bool) -> None:
    linked, networks = link([shared | {Contact("phones", "+1")}, shared | {Contact("phones", "+2")}])
    assert (linked[0] == {1}) == joins
    assert (networks[0] == networks[1]) == joins


def test_what_stands_nearly_everywhere_joins_nobody() -> None:
    assert not any(link([{_PHONE}] * 301)[0])
    assert all(len(others) == 299 for others in link([{_PHONE}] * 300)[0])
    assert not any(link([{_PAGE, _FORM}] * 21)[0])


def test_a_shared_page_joins_no_planted_campaigns() -> None:
    texts = [text for name in ("sawit", "kapal") for text in PLANTED[name]]
    page = find_campaigns([assess(f"{text} https://bit.ly/3lokerln") for text in texts], places=PLACES)
    phone = find_campaigns([assess(f"{text} https://wa.me/6281999990000") for text in texts], places=PLACES)
    assert [campaign.linked for campaign in page] == [(), ()]
    assert len({campaign.network for campaign in page}) == 2
    assert len({campaign.network for campaign in phone}) == 1


# --- the next run -----------------------------------------------------------------------------------------------------

MARCH, APRIL = "2026-03-04T00:00:00+00:00", "2026-04-05T00:00:00+00:00"


def earlier(rows: list[Row], at: str = MARCH) -> Memory:
    """What a run over these rows hands to the next, through its file."""
    file = io.BytesIO()
    WRITERS[".json"](file, survey_offers(rows, places=PLACES, noticed_at=at), {})
    return read_memory(file.getvalue())


def test_a_campaign_keeps_its_id_and_tells_what_is_new() -> None:
    before = [row for row in ROWS if row[0].id in ("admin-1", "admin-2", "kapal-1", "kapal-2")]
    ids = {offer: campaign.id for campaign in find_campaigns(before, places=PLACES) for offer in campaign.offers}
    rest = [row for row in ROWS if row not in before and not row[0].id.startswith("kapal")]
    survey = survey_offers(rest, places=PLACES, earlier=earlier(before), noticed_at=APRIL)
    admin = campaign_of("admin-3", survey.campaigns)
    assert (admin.id, admin.noticed_at) == (ids["admin-1"], MARCH)
    assert admin.news is not None
    assert (admin.news.is_new, admin.news.groups) == (False, ("Grup 0",))
    assert admin.news.contacts == {"phones": ("+6281200001103", "+6281200001106"), "handles": ("@admin_lia77",)}
    # admin-5 is admin-1 again; "14 juta" for "12 juta" is no new wording, "tele @" for "WA 08" is one
    assert admin.news.variants == 3
    sawit = campaign_of("sawit-1", survey.campaigns).news
    assert sawit is not None
    assert (sawit.is_new, sawit.merged) == (True, ())
    # what this run did not see is remembered for the next
    assert ids["kapal-1"] in {one.id for one in survey.memory.campaigns} - {one.id for one in survey.campaigns}
    again = survey_offers([row for row in ROWS if row[0].id == "kapal-3"], places=PLACES, earlier=survey.memory, noticed_at=APRIL)
    assert [campaign.id for campaign in again.campaigns] == [ids["kapal-1"]]


def test_the_same_rows_again_bring_nothing_new() -> None:
    survey = survey_offers(ROWS, places=PLACES, earlier=earlier(ROWS), noticed_at=APRIL)
    assert [campaign.id for campaign in survey.campaigns] == [campaign.id for campaign in FOUND]
    for campaign in survey.campaigns:
        assert campaign.news is not None
        assert (campaign.news.is_new, campaign.news.variants, campaign.news.contacts) == (False, 0, {})
    once_more = survey_offers(ROWS, places=PLACES, earlier=survey.memory, noticed_at=APRIL)
    assert once_more.memory == survey.memory


def test_two_earlier_campaigns_that_become_one_are_told() -> None:
    words = [f"kata{chr(97 + number)}s" for number in range(24)]
    one, other, bridge = (f"dp {' '.join(words[start : start + 14])}" for start in (0, 10, 5))
    before = [assess(text, f"{name}{number}") for name, text in (("a", one), ("b", other)) for number in (1, 2)]
    memory = earlier(before)
    ids = {campaign.id for campaign in find_campaigns(before)}
    (campaign,) = survey_offers([assess(bridge, "c")], earlier=memory, noticed_at=APRIL).campaigns
    assert campaign.news is not None
    assert {campaign.id, *campaign.news.merged} == ids
    assert len(ids) == 2


def test_a_new_text_with_a_known_telephone_is_noticed() -> None:
    memory = earlier([assess(LONE, "a"), assess(LONE, "b")])
    (campaign,) = survey_offers([assess(PARTNER, "c")], earlier=memory, noticed_at=APRIL).campaigns
    assert campaign.news is not None
    assert campaign.news.is_new
    assert campaign.news.shares_with == (memory.campaigns[0].id,)


def test_time_to_notice() -> None:
    rows = [assess(text, f"s{number}", Meta(posted_at="2026-04-04T12:00:00+00:00")) for number, text in enumerate(PLANTED["sawit"])]
    (campaign,) = survey_offers(rows[1:], places=PLACES, earlier=earlier(rows[:2]), noticed_at=APRIL).campaigns
    assert campaign.news is not None
    assert (campaign.news.hours_to_notice, campaign.news.longest_hours_to_notice) == (12.0, 12.0)


@pytest.mark.parametrize(
    ("posted", "noticed", "hours"),
    [
        ("2026-03-01T00:00:00+07:00", "2026-03-01T00:00:00+00:00", 7.0),
        ("2026-03-02T00:00:00+00:00", "2026-03-01T00:00:00+00:00", None),  # posted after it was seen
        ("kemarin", "2026-03-01T00:00:00+00:00", None),
        (None, "2026-03-01T00:00:00+00:00", None),
        ("2026-03-01T00:00:00+00:00", None, None),
    ],
)
def test_hours_between(posted: str | None, noticed: str | None, hours: float | None) -> None:
    assert hours_between(posted, noticed) == hours


@pytest.mark.usefixtures("in_jakarta")
@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-03-01T19:30:00", "2026-03-01T12:30:00"),  # local time, as chats are exported
        ("2026-03-01T19:30:00+09:00", "2026-03-01T10:30:00"),
        ("2026-03-01", "2026-02-28T17:00:00"),
    ],
)
def test_a_moment_without_a_zone_is_of_this_machine_wherever_it_is_told(written: str, utc: str) -> None:
    assert hours_between(written, f"{utc}+00:00") == 0
    survey = Survey([replace(FOUND[0], first_seen=written, last_seen=None)], noticed_at=MARCH)
    [campaign] = (one for one in exported(".stix.json", survey)["objects"] if one["type"] == "campaign")
    assert campaign["first_seen"] == f"{utc}.000Z"
    attributes = exported(".misp.json", survey)["Event"]["Object"][0]["Attribute"]
    assert [one["value"] for one in attributes if one["object_relation"] == "first-seen"] == [f"{utc}+00:00"]


def test_what_is_kept_for_the_next_run_holds_no_text_and_is_forgotten_after_a_year() -> None:
    memory = earlier(ROWS)
    kept = str(memory).lower()
    assert not any(word in kept for word in ("loker", "sawit", "6281", "grup", "cahaya", "lia77"))
    assert memory.since(APRIL) == memory
    assert memory.since("2027-06-01T00:00:00+00:00").campaigns == ()


@pytest.mark.parametrize("written", [b"", b"[]", b"{}", b'{"campaigns": []}', b'{"memory": {"version": 9, "campaigns": []}}'])
def test_another_file_is_no_memory(written: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (pydantic's and our own)
        read_memory(written)


# --- files ------------------------------------------------------------------------------------------------------------

HOSTILE = '=cmd|calc <script>alert("x")</script> & kerja di ladang, dp {} juta saja\x07 hubungi 0819-0000-7701'


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.targets += [value or "" for name, value in attrs if name in ("href", "src", "style") or name[:2] == "on"]


@pytest.fixture
def hostile() -> list[Campaign]:
    found = find_campaigns([assess(HOSTILE.format(2)), assess(HOSTILE.format('<img src="//x.id">'))])
    assert len(found) == 1
    return found


def test_page_escapes_and_loads_nothing(hostile: list[Campaign]) -> None:
    page = written(".html", [*FOUND, *hostile])
    read = Tags()
    read.feed(page)
    assert read.tags == {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "table", "tr", "th", "td", "a",
        "section", "pre", "mark", "small",
    }  # fmt: skip
    assert all(target[:1] == "#" for target in read.targets)
    assert "&lt;script&gt;alert" in page
    assert "\x07" not in page


def test_page_is_indonesian_first() -> None:
    page = written(".html", FOUND)
    assert page.startswith('<!doctype html>\n<html lang="id">')
    assert "Kampanye tawaran / Offer campaigns" in page
    assert page.index("Kemiripan teks bukan bukti") < page.index("Texts being alike is no proof")
    for told in ("TINGGI / HIGH", "Pungutan di muka / Upfront fee", "Tegal (3×)", "Satu telepon, beberapa nama", "[1]"):
        assert told in page


def test_table_runs_no_formula(hostile: list[Campaign]) -> None:
    (row,) = csv.DictReader(io.StringIO(written(".csv", hostile), newline=""))
    assert row["template"].startswith("'=cmd")
    assert row["phones"] == "'+6281900007701 (2)"


def test_json_and_graph_hold_the_same_campaigns(hostile: list[Campaign]) -> None:
    campaigns = [*FOUND, *hostile]
    told = json.loads(written(".json", campaigns))["campaigns"]
    assert [one["id"] for one in told] == [campaign.id for campaign in campaigns]
    assert told[0]["template"]["slots"][0]["values"] == campaigns[0].template.slots[0].values
    graph = networkx.parse_graphml(written(".graphml", campaigns))
    kinds = networkx.get_node_attributes(graph, "kind")
    assert {id for id, kind in kinds.items() if kind == "campaign"} == {campaign.id for campaign in campaigns}
    assert graph[campaign_of("admin-1").id]["phones:+6281200001101"]["offers"] == 2


def test_the_graph_leads_from_an_offer_to_its_campaign_and_contacts_and_holds_no_text() -> None:
    meta = Meta(posted_at="2026-03-04T19:30:00", group="Grup\x07 1")
    texts = (PLANTED["sawit"][0], PLANTED["sawit"][0], PLANTED["sawit"][1])
    (campaign,) = find_campaigns([assess(text, "7", meta, f"a.csv:{number}") for number, text in enumerate(texts)], places=PLACES)
    file = written(".graphml", [campaign])
    graph = networkx.parse_graphml(file)
    offers = {node: told for node, told in graph.nodes(data=True) if told["kind"] == "offer"}
    assert [(one["label"], one["source"]) for one in offers.values()] == [("7", f"a.csv:{number}") for number in range(3)]
    told = {(one["posted_at"], one["group"], one["level"]) for one in offers.values()}
    assert told == {("2026-03-04T19:30:00", "Grup· 1", campaign.level.value)}
    last = next(node for node, told in offers.items() if told["source"] == "a.csv:2")
    assert set(graph[last]) == {campaign.id, "phones:+6281300002202"}
    assert "ladang" not in file


def exported(suffix: str, survey: Survey) -> Any:
    file = io.BytesIO()
    WRITERS[suffix](file, survey, {"upfront_fee": "Pungutan di muka / Upfront fee"})
    return json.loads(file.getvalue())


def test_stix_is_valid_and_stays_the_same(hostile: list[Campaign]) -> None:
    survey = Survey([*FOUND, *hostile], noticed_at=APRIL)
    bundle = exported(".stix.json", survey)
    parsed = stix2.parse(bundle, allow_custom=False)
    assert bundle == exported(".stix.json", survey)
    amber = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"
    for one in parsed.objects:
        assert one.type == "marking-definition" or one.object_marking_refs == [amber]
    by_type = Counter(one.type for one in parsed.objects)
    assert by_type["campaign"] == by_type["observed-data"] == by_type["indicator"] == len(survey.campaigns)
    phone = stix2.v21.UserAccount(user_id="+6281200001101", account_type="phone")
    assert phone.id in {one.id for one in parsed.objects}  # the id that others would give it
    known = {one["id"] for one in bundle["objects"]}
    refs = {one[name] for one in bundle["objects"] for name in ("source_ref", "target_ref", "created_by_ref") if name in one}
    assert refs <= known


def test_a_later_bundle_keeps_its_ids() -> None:
    first, later = (exported(".stix.json", Survey(FOUND, noticed_at=at)) for at in (MARCH, APRIL))
    assert [one["id"] for one in first["objects"]] == [one["id"] for one in later["objects"]]


# MISP's own list of types, as far as it is used: https://www.misp-project.org/datamodels/
MISP_TYPES = {
    "Attribution": {"campaign-id"},
    "External analysis": {"url"},
    "Financial fraud": {"bank-account-nr"},
    "Other": {"comment", "counter", "datetime", "float", "phone-number", "text"},
    "Social network": {"email-src", "text"},
}


def test_misp_event_stays_in_the_organisation(hostile: list[Campaign]) -> None:
    event = exported(".misp.json", Survey([*FOUND, *hostile], noticed_at=APRIL))["Event"]
    assert (event["distribution"], event["published"]) == ("0", False)
    assert [one["uuid"] for one in event["Object"]] == list(dict.fromkeys(one["uuid"] for one in event["Object"]))
    attributes = [*event["Attribute"], *(one for object in event["Object"] for one in object["Attribute"])]
    assert all(one["type"] in MISP_TYPES[one["category"]] for one in attributes)
    assert not any(one["to_ids"] for one in attributes)
    assert {"phone-number", "datetime", "counter"} <= {one["type"] for one in attributes}
    uuids = [one["uuid"] for one in attributes]
    assert len(uuids) == len(set(uuids))


def test_label_studio_tasks_fit_their_config(hostile: list[Campaign]) -> None:
    survey = Survey([*FOUND, *hostile])
    tasks = exported(".label-studio.json", survey)
    view = ElementTree.fromstring(written(".label-studio.xml", survey.campaigns))
    controls = {tag.get("name"): {label.get("value") for label in tag} for tag in view if tag.get("toName") == "text"}
    assert [task["data"]["id"] for task in tasks] == [campaign.id for campaign in survey.campaigns]
    seen = set()
    for task in tasks:
        for result in task["predictions"][0]["result"]:
            value = result["value"]
            chosen = value.get("labels") or value["choices"]
            assert set(chosen) <= controls[result["from_name"]]
            seen.add(result["from_name"])
            if result["type"] == "labels":
                assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    assert seen == {"slots", "evidence", "risk", "indicators"}


@pytest.mark.parametrize("suffix", WRITERS)
def test_no_campaign_is_a_whole_file_too(suffix: str) -> None:
    assert written(suffix, [])


# --- the command ------------------------------------------------------------------------------------------------------

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command in an empty folder with the fixed engine; its exit code and what it told."""
    for name in [name for name in os.environ if name.startswith("OFFERSCAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        with pytest.raises(SystemExit) as exit:
            main(arguments, open_fixed)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return int(exit.value.code or 0), out + err

    return ran


def offers_file(path: Path, texts: tuple[str, ...]) -> None:
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")


def ids(path: Path) -> list[Any]:
    return [campaign["id"] for campaign in json.loads(path.read_text(encoding="utf-8"))["campaigns"]]


def test_offers_are_scanned_and_assessments_are_not(run: Run, tmp_path: Path) -> None:
    offers_file(tmp_path / "dump.jsonl", (*PLANTED["sawit"], UNRELATED[0], ""))
    code, told = run("campaigns", "dump.jsonl", "-o", "from_offers.json", "--workers", "1", "--lang", "en")
    assert (code, told) == (0, "1 campaigns of 4 offers; written to from_offers.json.\n")
    run("scan", "dump.jsonl", "-o", "a.jsonl", "--with-text")
    with (tmp_path / "a.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"category": "odd", "risk": "high", "findings": [], "text": "x"}\n')
    code, told = run("campaigns", "a.jsonl", "-o", "from_assessments.json", "--lang", "en")
    assert code == 0
    assert "a.jsonl: 1 rows are no results of offerscan scan" in told
    assert ids(tmp_path / "from_assessments.json") == ids(tmp_path / "from_offers.json") != []
    code, told = run("campaigns", "a.jsonl", "-o", "campaigns.html")
    assert (code, "1 kampanye dari 4 tawaran" in told) == (0, True)
    assert "ladang sawit" in (tmp_path / "campaigns.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["campaigns", "report"])
def test_contacts_of_an_offices_own_channels_join_nobody(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    offers_file(tmp_path / "dump.jsonl", (LONE, PARTNER))
    run("scan", "dump.jsonl", "-o", "a.jsonl", "--with-text")
    shipped = (FOLDER / "channels.toml").read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(shipped.replace("0811-8080-141", "0818-0000-6601"), encoding="utf-8")
    (tmp_path / "broken.toml").write_text("[[steps]]")
    for channels, told in ((None, "2 campaigns"), ("own.toml", "0 campaigns"), ("broken.toml", "broken.toml")):
        if channels:
            monkeypatch.setenv("OFFERSCAN_CHANNELS", channels)
        assert told in run(command, "a.jsonl", "-o", "o.html", "--lang", "en")[1]


def test_tables_of_a_scan_are_read_back_or_refused_never_scanned_again(run: Run, tmp_path: Path) -> None:
    offers_file(tmp_path / "dump.jsonl", (*PLANTED["sawit"], UNRELATED[0], ""))
    for name in ("a.jsonl", "a.parquet", "a.csv", "a.xlsx"):
        run("scan", "dump.jsonl", "-o", name, "--with-text")
    for name in ("a.jsonl", "a.parquet"):
        assert run("campaigns", name, "-o", f"{name}.json")[0] == 0
    assert ids(tmp_path / "a.parquet.json") == ids(tmp_path / "a.jsonl.json") != []
    for name in ("a.csv", "a.xlsx"):
        assert run("campaigns", name, "-o", "c.csv") == (1, told_in_both("error_flat", name=name) + "\n")
    assert not (tmp_path / "c.csv").exists()


def test_rows_without_text_are_told(run: Run, tmp_path: Path) -> None:
    offers_file(tmp_path / "dump.jsonl", PLANTED["sawit"])
    run("scan", "dump.jsonl", "-o", "with.jsonl", "--with-text")
    run("scan", "dump.jsonl", "-o", "without.jsonl")
    code, told = run("campaigns", "without.jsonl", "-o", "c.csv")
    assert (code, told.count("\n"), "--with-text" in told) == (1, 1, True)
    assert not (tmp_path / "c.csv").exists()
    both = (tmp_path / "with.jsonl").read_text(encoding="utf-8") + (tmp_path / "without.jsonl").read_text(
        encoding="utf-8"
    )
    (tmp_path / "both.jsonl").write_text(both, encoding="utf-8")
    code, told = run("campaigns", "both.jsonl", "-o", "c.csv")
    assert (code, "both.jsonl: 4 rows without text" in told) == (0, True)
    assert (tmp_path / "c.csv").exists()


@pytest.mark.parametrize(("made", "told"), [("folder", "is a folder"), ("input", "is also an input")])
def test_what_is_written_beside_an_output_overwrites_no_input(run: Run, tmp_path: Path, made: str, told: str) -> None:
    beside = tmp_path / "m.label-studio.xml"
    if made == "folder":
        beside.mkdir()
    else:
        offers_file(beside, UNRELATED[:1])
    offers_file(tmp_path / "a.jsonl", UNRELATED[:1])
    code, err = run("campaigns", "a.jsonl", *((beside.name,) if made == "input" else ()), "-o", "m.label-studio.json")
    assert (code, err.count("\n")) == (1, 1)
    assert told in err
    assert not (tmp_path / "m.label-studio.json").exists()


def test_several_outputs_and_an_earlier_run(run: Run, tmp_path: Path) -> None:
    offers_file(tmp_path / "march.jsonl", PLANTED["sawit"][:2])
    offers_file(tmp_path / "april.jsonl", PLANTED["sawit"][2:])
    code, told = run("campaigns", "march.jsonl", "-o", "march.json", "-o", "m.label-studio.json", "--workers", "1", "--lang", "en")
    assert (code, told) == (0, "1 campaigns of 2 offers; written to march.json, m.label-studio.json, m.label-studio.xml.\n")
    assert (tmp_path / "m.label-studio.xml").exists()
    options = ("--earlier", "march.json", "-o", "april.html", "-o", "april.json", "--workers", "1", "--lang", "en")
    code, told = run("campaigns", "april.jsonl", *options)
    assert code == 0
    assert "Since the earlier run: 0 new campaigns, 2 new variants, 2 new contacts" in told
    assert ids(tmp_path / "march.json") == ids(tmp_path / "april.json")
    assert "New since the earlier run" in (tmp_path / "april.html").read_text(encoding="utf-8")
    code, told = run("campaigns", "april.jsonl", "--earlier", "april.html", "-o", "x.json")
    assert (code, told.count("\n"), "april.html" in told) == (1, 1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("a.jsonl", "-o", "c.pdf"), 2, "The suffix of the output c.pdf is not known"),
        (("a.jsonl", "-o", "."), 1, "is a folder"),
        (("nope.jsonl", "-o", "c.html"), 1, "There is no file or folder named nope.jsonl"),
        (("a.jsonl",), 2, ""),
        (("--help",), 0, " / "),
    ],
)
def test_trouble_is_one_sentence(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    offers_file(tmp_path / "a.jsonl", UNRELATED[:1])
    ran = run("campaigns", *arguments)
    assert ran[0] == code
    assert sentence in ran[1]
