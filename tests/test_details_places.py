"""Destinations named in words, cities, flags, nicknames, coded talk and currencies; and what is no destination."""

import pytest

from offerscan.details.places import COUNTRIES, find_places


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Loker Kamboja gaji 12 juta", "KH"),
        ("negri sakura magang 3 th", "JP"),
        ("kerja di negri tirai bambu", "CN"),
        ("kerja ning K*mb*ja gaji gedhe", "KH"),
        ("penempatan Brunai Darussalam", "BN"),
        ("Dibutuhkan CS untuk kantor Phnom Penh", "KH"),
        ("Penempatan Poipet, dekat perbatasan", "KH"),
        ("admin slot Sihanoukville, tiket ditanggung", "KH"),
        ("kantor baru di Bavet butuh 10 orang", "KH"),
        ("K4mb0ja butuh operator", "KH"),
        ("K A M B O J A langsung berangkat", "KH"),
        ("k.a.m.b.o.j.a gas", "KH"),
        ("loker negara K, gaji dolar", "KH"),
        ("kerja di kambo aman", "KH"),
        ("penempatan KMB minggu ini", "KH"),
        ("berangkat ke PNH besok", "KH"),
        ("Berangkat ke 🇰🇭 minggu ini", "KH"),
        ("🇰🇭✈️🇹🇭", "KH TH"),
        ("🇵🇴🇮🇵🇪🇹 butuh admin", "KH"),
        ("Lokasi Myawaddy, jemput di Mae Sot", "MM TH"),
        ("customer service KK Park", "MM"),
        ("kantor wilayah M gaji baht", "MM"),
        ("M*e S*t butuh orang", "TH"),
        ("Golden Triangle, Bokeo", "LA"),
        ("kerja di negeri gajah putih", "TH"),
        ("pabrik Taoyuan dan Kaohsiung", "TW"),
        ("T4iw4n resmi", "TW"),
        ("pabrik Tai wan butuh 20 orang", "TW"),
        ("kerja ke negeri formosa", "TW"),
        ("ladang Johor, kilang Penang, sawit Sabah, kayu Sarawak, Kuching", "MY"),
        ("kerja ke negeri jiran", "MY"),
        ("rna1aysia bukan; ma1aysia ya", "MY"),
        ("kilang di Shah Alam, Selangor", "MY"),
        ("PLRT Singapura off tiap Minggu", "SG"),
        ("ke SG bulan depan", "SG"),
        ("Brunei Darussalam tukang kayu", "BN"),
        ("jaga anak di Tseung Kwan O", "HK"),
        ("butuh PRT HK segera", "HK"),
        ("magang ke negeri sakura", "JP"),
        ("SSW kaigo Saitama", "JP"),
        ("LPK-SO Hikari Cipta buka kelas", "JP"),
        ("kerja di negeri ginseng", "KR"),
        ("E-9 Busan", "KR"),
        ("ART ke Riyadh dan Jeddah", "SA"),
        ("kerja di arab gratis", "SA"),
        ("negara petro dollar butuh sopir", "SA"),
        ("visa ziarah berangkat besok", "SA"),
        ("hotel Dubai, Abu Dhabi, Sharjah", "AE"),
        ("D u b a i calling", "AE"),
        ("waiter Doha", "QA"),
        ("ART Amman dan Damaskus", "JO SY"),
        ("butuh ART ke Erbil", "IQ"),
        ("kebun kiwi Te Puke", "NZ"),
        ("petik jeruk Mildura, negeri kanguru", "AU"),
        ("Ausbildung perawat", "DE"),
        ("longliner Suva", "FJ"),
        ("gudang Warsawa", "PL"),
        ("kerja ke Mali", "ML"),
        ("Polandia: gudang. Serbia: las. Rumania: besi.", "PL RS RO"),
        ("Taiwan, lalu Jepang, lalu Taiwan lagi", "TW JP"),
        ("gaji RM1.700, lembur, hostel", "MY"),
        ("upah ¥185.000 sebelum pajak", "JP"),
        ("gaji 4.900 zloty", "PL"),
    ],
)
def test_abroad(text: str, codes: str) -> None:
    assert find_places(text) == tuple(codes.split())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Selamat pagi semua",
        "bisa bahasa Jepang dan bhs Inggris",
        "Inggris aktif diutamakan",
        "izin SO 2/1807/HK.03.01/2024",
        "biaya ujian US$28",
        "perawat bernama Jordan Siregar",
        "kirim lewat mail saja",
        "berangkat lewat Singapura",
        "khusus ex Hongkong dan eks Taiwan",
        "kedah bayar heula",
        "dua puluh keping perak",
        "hk rm tw",
        "jam 9 pagi - 6 sr",
        "gaji 900 euro",
        "kurs dolar 16.000",
        "🇽🇽🇿🇿",
        "sudah dewasa dan sehat",
    ],
)
def test_no_country(text: str) -> None:
    assert find_places(text) == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Lowongan ART di Jakarta, gaji 2 juta", ("ID",)),
        ("Dicari waiter kafe Kupang", ("ID",)),
        ("pabrik Karawang butuh operator, UMK", ("ID",)),
        ("Kapal cumi Benoa cari ABK", ("ID",)),
        ("toko di Labuan Bajo cari kasir", ("ID",)),
        ("Hujan deras di Bandung sore ini", ()),  # no work
        ("Loker luar negeri, wawancara di Surabaya", ()),  # abroad, but unnamed
        ("butuh orang, paspor dibuatkan, kumpul di Batam", ()),
        ("Kumpul di Surabaya, kerja di Taiwan", ("TW",)),
        ("Daripada ke Malaysia mending kerja di Kalteng", ("MY",)),
    ],
)
def test_indonesia_only_for_work_at_home(text: str, codes: tuple[str, ...]) -> None:
    assert find_places(text) == codes


def test_table_is_wide_and_sound() -> None:
    assert len(COUNTRIES) >= 70
    owners: dict[str, str] = {}
    for code, country in COUNTRIES.items():
        assert len(code) == 2
        assert code.isupper()
        assert len(country.currency) == 3
        assert country.words, code
        for word in country.words:
            assert word == word.lower()
            assert owners.setdefault(word, code) == code, f"{word} stands for two countries"


def test_every_name_is_found_where_offers_put_it() -> None:
    missed = {
        word
        for code, country in COUNTRIES.items()
        if code != "ID"
        for word in (*country.words, *country.capitals, *country.after)
        if find_places(f"loker ke {word} sekarang") != (code,)
    }
    assert missed == set()
