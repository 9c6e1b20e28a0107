"""Amounts that offers name as pay, and amounts that they ask for."""

import pytest

from offerscan.details.money import MONTH_FROM, SHARED
from offerscan.details.numerals import read_number
from offerscan.details.pay import find_pay

Named = list[tuple[float, str, str | None]]


def named(text: str) -> Named:
    """Amount, currency and period of what is found."""
    return [(pay.amount, pay.currency, pay.per) for pay in find_pay(text)]


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("gaji 15jt", [(15e6, "IDR", "month")]),
        ("gaji suami 5jt, istri 4jt, pasangan kebun", [(5e6, "IDR", "month"), (4e6, "IDR", "month")]),
        ("gajinya 700$-900$", [(700, "USD", "month")]),
        ("gaji 1500rm - 1700rm kilang", [(1500, "MYR", "month")]),
        ("gaji pokok RM1500, elaun RM200, OT RM7.21/jam", [(1500, "MYR", "month"), (7.21, "MYR", "hour")]),
        ("kontrak 2th gaji total 480jt", [(480e6, "IDR", None)]),
        ("gaji selama kontrak 300 juta", [(300e6, "IDR", None)]),
        ("Pay £11.44/hr fruit picking UK", [(11.44, "GBP", "hour")]),
        ("gaji 150rb/hr kuli proyek", [(150e3, "IDR", "day")]),
        ("upah saari 120 ringgit", [(120, "MYR", "day")]),
        ("gajine sewulan 9 yuta Mbak", [(9e6, "IDR", "month")]),
        ("gaji 28rb NT, jaga akong", [(28e3, "TWD", "month")]),
        ("salary 25k-30k baht", [(25e3, "THB", "month")]),
        ("Gaji 20.000.000,- /bulan", [(20e6, "IDR", "month")]),
        ("GAJI POKOK : NTD 28.590", [(28590, "TWD", "month")]),
        ("gaji 2,5 juta/bln", [(2.5e6, "IDR", "month")]),
        ("Gaji Rp 4.500.000 per bulan", [(4.5e6, "IDR", "month")]),
        ("gaji Rp4,5-6 juta", [(4.5e6, "IDR", "month")]),
        ("gaji Rp900.000 sampai 1,2 juta", [(9e5, "IDR", "month")]),
        ("gaji 800rb - 1jt", [(8e5, "IDR", "month")]),
        ("GAJI 2,2JT + BONUS", [(2.2e6, "IDR", "month")]),
        ("gaji 700rb", [(7e5, "IDR", "month")]),
        ("g4ji 12jt bersih", [(12e6, "IDR", "month")]),
        ("gajine 13 yuto resik", [(13e6, "IDR", "month")]),
        ("gajih 900 rebu", [(9e5, "IDR", "month")]),
        ("gj 1,9 + mkn 2x", [(1.9e6, "IDR", "month")]),
        ("GAJI 1,5 + BONUS", [(1.5e6, "IDR", "month")]),
        ("gaji menyeluruh Rp6.500.000-9.000.000", [(6.5e6, "IDR", "month")]),
        ("Upah harian 205.000", [(205e3, "IDR", "day")]),
        ("gaji 2 digit", [(1e7, "IDR", "month")]),
        ("gaji dua digit, cuma ngetik", [(1e7, "IDR", "month")]),
        ("gaji belasan juta", [(1e7, "IDR", "month")]),
        ("gaji puluhan juta", [(1e7, "IDR", "month")]),
        ("gaji 20 jutaan", [(20e6, "IDR", "month")]),
        ("gaji dua juta lima ratus", [(2.5e6, "IDR", "month")]),
        ("gajinya seribu lima ratus ringgit", [(1500, "MYR", "month")]),
        ("gaji satu juta delapan", [(1.8e6, "IDR", "month")]),
        ("honor 85rb/jam", [(85e3, "IDR", "hour")]),
        ("gaji USDT 1.700/bln", [(1700, "USD", "month")]),
        ("gajinya bersihnya 21 juta", [(21e6, "IDR", "month")]),
        ("take home 35–50 juta", [(35e6, "IDR", "month")]),
        ("lncome 55 jt / bln", [(55e6, "IDR", "month")]),
        ("s4lary up to 35jt/bln", [(35e6, "IDR", "month")]),
        ("Salary 9–11 mio", [(9e6, "IDR", "month")]),
        ("gaji 20jtan", [(20e6, "IDR", "month")]),
        ("gaji 900rban", [(9e5, "IDR", "month")]),
        ("bisa bawa pulang 6.000 dolar sebulan", [(6000, "USD", "month")]),
        ("pulang bawa 280 juta", [(280e6, "IDR", None)]),
        ("gajine rolas yuta", [(12e6, "IDR", "month")]),
        ("upahe pitung atus ewu sedino", [(7e5, "IDR", "day")]),
        ("gaji selawe ewu baht sewulan", [(25e3, "THB", "month")]),
        ("gaji enem yuta won", [(6e6, "KRW", "month")]),
        ("gajinyo duo puluah duo juta", [(22e6, "IDR", "month")]),
        ("gajinya dua puluh delapan jeti", [(28e6, "IDR", "month")]),
        ("gaji duapuluh lima juta", [(25e6, "IDR", "month")]),
        ("upah 15rb/jam", [(15e3, "IDR", "hour")]),
        ("upah Rp210.000 per hari", [(210e3, "IDR", "day")]),
        ("upah harian Rp210.000", [(210e3, "IDR", "day")]),
        ("gaji 500rb seminggu", [(5e5, "IDR", "week")]),
        ("gaji 60 juta sekali kontrak", [(6e7, "IDR", "month")]),
        ("upah 90 juta per kontrak", [(9e7, "IDR", "contract")]),
        ("gaji AUD 74.500 per tahun", [(74500, "AUD", "year")]),
        ("gaji NT$29.500, lembur", [(29500, "TWD", "month")]),
        ("gaji NTD 29.500", [(29500, "TWD", "month")]),
        ("gaji 20 ribu NT", [(20000, "TWD", "month")]),
        ("gaji RM1.700", [(1700, "MYR", "month")]),
        ("gaji RM l.7OO, lembur l,5x", [(1700, "MYR", "month")]),
        ("gaji RM 70 sehari", [(70, "MYR", "day")]),
        ("gaji 1.500 ringgit", [(1500, "MYR", "month")]),
        ("salary USD 1.000", [(1000, "USD", "month")]),
        ("salary USD 1,300 net", [(1300, "USD", "month")]),
        ("Gapok $1.800", [(1800, "USD", "month")]),
        ("gaji 1️⃣8️⃣jt", [(18e6, "IDR", "month")]),
        ("gaji HK$5.100", [(5100, "HKD", "month")]),
        ("upah HK 5.100", [(5100, "HKD", "month")]),
        ("gaji SGD 600", [(600, "SGD", "month")]),
        ("gaji S$600", [(600, "SGD", "month")]),
        ("upah ¥190.000", [(190e3, "JPY", "month")]),
        ("gaji 190 ribu yen", [(190e3, "JPY", "month")]),
        ("gaji pokok 25.000 baht", [(25000, "THB", "month")]),
        ("Gaji THB 35.000 nett", [(35000, "THB", "month")]),
        ("gaji 1500 riyal", [(1500, "SAR", "month")]),
        ("gaji SAR 1.500", [(1500, "SAR", "month")]),
        ("gaji KWD 130", [(130, "KWD", "month")]),
        ("gaji 1.200 dirham", [(1200, "AED", "month")]),
        ("upah minimum 2.156.880 won", [(2156880, "KRW", "month")]),
        ("gaji 1.150 euro kotor", [(1150, "EUR", "month")]),
        ("gaji IDR 9–11 million gross", [(9e6, "IDR", "month")]),
        ("bonus 500rb tiap bulan", [(5e5, "IDR", "month")]),
        ("bonus kerajinan 200rb", [(2e5, "IDR", None)]),
        ("lembur 20rb/jam", [(20e3, "IDR", "hour")]),
        ("Penghasilan RM1.900 sampai RM2.600", [(1900, "MYR", "month")]),
        ("[09.14] Adi: gajine piro mas\n[09.15] Mas Rofiq: 350 dolar", [(350, "USD", "month")]),
        ("GAJI\nRM1.700", [(1700, "MYR", "month")]),
        ("Gaji Mualim II 9,5 jt / koki 5 jt", [(9.5e6, "IDR", "month"), (5e6, "IDR", "month")]),
        ("DP 2jt, gaji 15jt", [(15e6, "IDR", "month")]),
        ("tiket ditanggung, gaji RM1.700, DP 2jt", [(1700, "MYR", "month")]),
    ],
)
def test_pay_behind_a_word_for_it(text: str, pay: Named) -> None:
    assert named(text) == pay


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("operator Melaka, RM1.700 + OT", [(1700, "MYR", None)]),
        ("SGD 600-700 potongan 7 bulan, ART Singapore", [(600, "SGD", None)]),
        ("2jt/minggu terapis spa Malaysia", [(2e6, "IDR", "week")]),
        ("500k per hari LC karaoke Batam", [(500e3, "IDR", "day")]),
        ("1.200 dirham per bulan, housemaid Abu Dhabi", [(1200, "AED", "month")]),
        ("5-7jt/bln kerja restoran, posisi Dubai", [(5e6, "IDR", "month")]),
        ("AUD 28/hr picker", [(28, "AUD", "hour")]),
        ("jaga lansia Taiwan, NT$20.000, libur tiap Minggu", [(20000, "TWD", None)]),
        ("loker Doha, QAR 1.300, mess, lembur", [(1300, "QAR", None)]),
        ("kru ferry Norwegia. USD 1.620-2.050. Kontrak 4 bulan", [(1620, "USD", None)]),
        ("cari tukang, 150rb per hari", [(150e3, "IDR", "day")]),
        ("cuci mobil Shah Alam RM70 sehari", [(70, "MYR", "day")]),
        ("cari welder 850rb/hari, mess", [(850e3, "IDR", "day")]),
        ("kerja gudang, 52 juta sebulan bersih", [(52e6, "IDR", "month")]),
        ("kebun anggur Mildura, petik doang 95 juta sebulan", [(95e6, "IDR", "month")]),
        ("telemarketing Mae Sot, 18jt bersih tamat SMP", [(18e6, "IDR", None)]),
        ("posisi kebersihan vila, USD 2.900 tanpa pengalaman", [(2900, "USD", None)]),
        ("butuh admin chat, 17jt fresh grad, tiket dibelikan", [(17e6, "IDR", None)]),
        ("loker Poipet, 1.300 dolar buat pemula", [(1300, "USD", None)]),
        ("Phnom Penh CS & admin, USD 850 flat, gratis semua", [(850, "USD", None)]),
        ("loker Bokeo, 2.200 dolar + gift", [(2200, "USD", None)]),
        ("kerja kantor, tanpa tes ke Jepang 55 jt/bln", [(55e6, "IDR", "month")]),
        ("loker packing dari rumah 600rb/hari", [(6e5, "IDR", "day")]),
        ("host Clark, loker, minimal 1800 USDT per minggu", [(1800, "USD", "week")]),
    ],
)
def test_pay_by_its_period_or_the_terms_behind_it(text: str, pay: Named) -> None:
    assert named(text) == pay


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("Kuwait, gaji 120 dinar", [(120, "KWD", "month")]),
        ("Bahrain, gaji 120 dinar", [(120, "BHD", "month")]),
        ("Yordania, gaji 200 dinar", [(200, "JOD", "month")]),
        ("Doha Qatar, gaji 1.800 riyal", [(1800, "QAR", "month")]),
        ("Muscat, gaji 120 riyal", [(120, "OMR", "month")]),
        ("petik apel Australia, upah $31.2/jam", [(31.2, "AUD", "hour")]),
        ("PRT Singapura, gaji $600", [(600, "SGD", "month")]),
        ("Kamboja, gaji 800 dolar", [(800, "USD", "month")]),
        ("Australia dan Taiwan, gaji 800 dolar", [(800, "USD", "month")]),
        ("Hongkong, gaji 5.100", [(5100, "HKD", "month")]),
        ("Jepang, upah 185.000", [(185e3, "JPY", "month")]),
    ],
)
def test_shared_and_missing_currencies_follow_the_destination(text: str, pay: Named) -> None:
    assert named(text) == pay


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DP 2jt buat booking job",
        "izin suami 3jt diurus",
        "kilang, lembur + OT\nMajar 5,5 juta e adhe'",
        "SGD 600 potongan dulu",
        "minimal modal 100rb dapat 300rb per hari kerja online dari rumah",
        "jual iphone 12 pro 8jt nego",
        "loker resmi, admin 250rb",
        "lowongan, adm 450rb (map + mcu)",
        "tes 300rb, fee 3jt, kerja di pabrik",
        "loker kapal, DP rolas yuta",
        "biaya duapuluh lima juta buat proses",
        "deposit 100 USDT tiap minggu",
        "jual gabah limolas juta sebulan",
        "bayar selawe ewu baht",
        "kerja di Korea, 40 juta buat agen tiap bulan",
        "motor mio 12 mio nego",
        "denda 50 juta jika kabur",
        "tabungan 30jt pulang dari Taiwan",
        "bonus referral 500rb per orang",
        "sponsor fee 3jt/kepala",
        "potongan 8 bulan x NT 5.500",
        "biaya proses Rp 9.500.000",
        "Biaya Rp9.622.000 dan NT$25.250",
        "administrasi 1.250.000",
        "bayar 15 juta ke rekening direktur",
        "denda 2000 dolar kalau pulang",
        "wajib mengganti Rp25.000.000",
        "ganti rugi kursus 30jt",
        "potong gaji 5 bulan",
        "dipotong dari gaji Rp900.000 x 18 bulan",
        "potongan S$140 x 6",
        "uang saku 2 juta",
        "uang fit 8 juta untuk keluarga",
        "uang makan 25rb/hari",
        "harga paket 31,9 juta",
        "sewa motor 75rb/hari, pengalaman seru",
        "deposit 300rb, komisi 15%",
        "kasbon keluarga 5 juta",
        "keluarga dapat 45jt setelah akad",
        "jaminan 18 juta",
        "tiket 3 juta, visa 14 jt",
        "kursus Rp16 juta",
        "hutang 7 juta dicicil",
        "modal 1,2jt balik cepat",
        "fee 18 jt per kepala",
        "gaji petugas Rp1,8 juta per orang terbang",
        "bonus bawa teman 200 dolar",
        "bonus sponsor 17-20jt net per kepala",
        "mahar 20.000 riyal",
        "gaji 3 bulan pertama ditahan",
        "gaji tgl 5",
        "gaji 100% dibayar",
        "umur 18-35, tinggi 160",
        "SIP3MI 318/2020",
        "RM hari ini 3.705",
        "pinjaman 50jt cair 15 menit",
        "hadiah 100 juta dari bank",
    ],
)
def test_what_is_asked_or_given_otherwise_is_no_pay(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    "text", ["DP 2jt, gaji RM 1.700/bln", "ｇａｊｉ １５ｊｔ", "gaji 1️⃣8️⃣jt ya", "gaji\u200b 15\u200bjt"]
)
def test_offsets_quote_the_amount_as_received(text: str) -> None:
    (pay,) = find_pay(text)
    quote = text[pay.start : pay.end]
    assert quote in ("RM 1.700", "１５ｊｔ", "1️⃣8️⃣jt", "15\u200bjt")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("dua puluh lima juta", 25e6),
        ("seratus sembilan puluh tiga ribu", 193e3),
        ("sembilan juta enam ratus dua puluh dua ribu", 9_622_000),
        ("sebelas juta", 11e6),
        ("seribu lima ratus", 1500),
        ("tujuh belas koma lima juta", 17.5e6),
        ("dua bulan", None),
        ("duapuluh lima juta", 25e6),
        ("limang yuta", 5e6),
        ("telulas yuta patang atus", 13.4e6),
        ("patang puluh yuta", 40e6),
        ("satus pitung puluh lima ewu", 175e3),
        ("seket ewu", 50e3),
        ("tigo juta limo ratuih", 3.5e6),
        ("rong sasi", None),
    ],
)
def test_numbers_in_words(words: str, value: float | None) -> None:
    assert read_number(words) == value


def test_shared_words_mean_listed_currencies() -> None:
    assert {currency for shared in SHARED.values() for currency in shared} <= set(MONTH_FROM)
