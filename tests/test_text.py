"""The reading view: ways of writing that hide words, numbers that become shapes, and a map back that always holds."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.details import find_details
from offerscan.text import FLAG_NAMES, View, read_view

WORDS = [
    # leetspeak inside words
    ("G4J1 15 jt", "gaji 15 jt"),
    ("g4ji b3sar l4ngsung k3rja", "gaji besar langsung kerja"),
    ("K4MBOJ4", "kamboja"),
    ("b3rangk4t t4npa b1aya", "berangkat tanpa biaya"),
    ("p@spor pa5por b!aya", "paspor paspor biaya"),
    ("k3rj@ 20org", "kerja 20org"),
    ("bl4ck l1st", "black list"),
    # letters read for digits
    ("DP Rp 9.OOO.OOO", "dp rp 9.000.000"),
    ("Rp.3.5OO.OOO, USD 8OO - 1.2OO", "rp.3.500.000, usd 800 - 1.200"),
    ("2l-35 th, jam O8.OO, gaji l5 jt", "21-35 th, jam 08.00, gaji 15 jt"),
    ("lol,8 orang. 2010.Iya, parpol2, k0ntrak", "lol,8 orang. 2010.iya, parpol2, kontrak"),
    # letters spaced, dotted or drawn apart
    ("K A M B O J A", "kamboja"),
    ("k.a.m.b.o.j.a", "kamboja"),
    ("k-e-r-j-a", "kerja"),
    ("g_a_j_i besar", "gaji besar"),
    ("G*A*J*I", "gaji"),
    ("Lowongan_kerja_di_Kamboja,_gaji 15jt_per_bulan", "lowongan kerja di kamboja,_gaji 15jt per bulan"),
    ("hubungi @budi_karya_3 lewat file_cv baru", "hubungi @## lewat file_cv baru"),
    ("p a s p o r, v i s a", "paspor, visa"),
    ("A B C", "a b c"),  # three letters are an abbreviation
    ("T-K-W", "t-k-w"),
    ("1 2 3 4 5", "1 2 3 4 5"),  # a list is no word
    # full-width, mathematical, squared, circled letters and compatibility signs
    ("ＧＡＪＩ ＢＥＳＡＲ", "gaji besar"),
    ("𝗚𝗮𝗷𝗶 𝟭𝟱 𝗷𝘂𝘁𝗮", "gaji 15 juta"),
    ("𝕲𝖆𝖏𝖎 𝓀𝑒𝓇𝒿𝒶", "gaji kerja"),
    ("🅶🅰🅹🅸 🄺🄴🅁🄹🄰 Ⓚⓔⓡⓙⓐ", "gaji kerja kerja"),
    ("Gᴀᴊɪ ʙᴇsᴀʀ ᴋᴇʀᴊᴀ", "gaji besar kerja"),
    ("① ⅳ ㎏ № ™ ﬁnance", "1 iv kg no tm finance"),
    # look-alikes of other scripts, marks above and below letters
    ("kеrjа dі Тhаіlаnd", "kerja di thailand"),
    ("ΚΕΡΙΑ", "kepia"),
    ("gájì g\u0308a\u0323j\u0301i", "gaji gaji"),
    ("İstanbul", "istanbul"),
    ("straße", "straße"),  # not drawn like another letter: kept
    # marks that are not seen
    ("gaj\u200bi k\u200de\ufeffrja pa\u00adspor", "gaji kerja paspor"),
    ("\u200fgaji\u200e \u202eijag\u202c", "gaji ijag"),
    # flags are places
    ("🇰🇭 🇲🇲", " kamboja myanmar "),
    ("ke🇹🇼ya", "ke taiwan ya"),
    ("🇫🇮 halo", " halo"),  # no destination of offers
    ("🇰 sendiri", "🇰 sendiri"),
    # repeats and space
    ("mantaaaap bangetttt wooooow", "mantap banget wow"),
    ("!!!!!! ???!!! ...... =====", "! ?! . ="),
    ("🔥🔥🔥🔥 🔥 🔥 🔥", "🔥"),
    ("saat maaf hahaha ha ha", "saat maaf hahaha ha ha"),
    ("a  b\tc\r\n\nd\u00a0e\u3000f", "a b c d e f"),
    ("   \n\n", " "),
    ("", ""),
]
SHAPES = [
    ("WA 081234567890", "wa 08##"),
    ("WA: 0812-3456-7890.", "wa: 08##."),
    ("WA O812 77I9 O44S", "wa 08##"),
    ("+62 812 3456 7890", "08##"),
    ("(+62)81234567890", "08##"),
    ("6281234567890", "08##"),
    ("0062 812 3456 7890", "08##"),
    ("+60 12-345 6789", "+60##"),
    ("+855 12 345 678", "+855##"),
    ("+886 912 345 678", "+886##"),
    ("+1 202 555 0143", "+1##"),
    ("(021) 555 1234, 021-5551234", "0##, 0##"),
    ("rek BCA 1234567890", "rek bca ##"),
    ("BRI 0123-01-012345-53-1", "bri ##"),
    ("NIK 5371012345678901", "nik ##"),
    ("no rek 12345678", "no rek ##"),
    ("kirim ke budi.santoso@contoh.co.id ya", "kirim ke ##@contoh.co.id ya"),
    ("@lowongan_resmi ig:@kerja.luar", "@## ig:@##"),
    ("[USERNAME] [url]", "@## @##"),
    ("https://t.me/kerja_luar", "https://t.me/##"),
    ("wa.me/6281234567890", "wa.me/08##"),
    ("https://facebook.com/lowongan.taiwan?id=5", "https://facebook.com/##"),
]
KEPT = [
    # amounts
    "rp 15.000.000", "rp15.000.000,00", "15.000.000 - 20.000.000", "nt$29.500", "usd 1.200/bulan", "rm1.700", "sgd 650",
    "12jt", "2,5jt", "gaji 12-15 juta", "rp. 500rb-1jt", "0,5%", "1.234.567", "1234567",
    # dates, times, ages, counts
    "25/12/2024", "2024-12-25", "17-08-2025", "17 agustus 2025", "jam 09:00 s/d 17:00 wib", "pukul 10.00-18.00",
    "umur 18-35 th", "usia 21th", "10org", "3x sehari", "24jam", "kontrak 2th", "h-1", "1kg", "5g",
    # licences, laws, names of agencies and degrees
    "sip3mi no. 211/2023", "sip3mi nomor 1234/2021", "no. 04.012/pptkis/2019", "kep.263/men/2013", "uu 18/2017",
    "p3mi p4mi", "bp2mi bp3mi bnp2tki", "s1 d3", "d3/s1", "b2b g2g", "covid19", "pt. abc 123",
    # reduplication
    "hati2 ya", "anak2nya", "teman2 semua", "jalan2an", "buru2 daftar",
    # signs that are only signs
    "wow!", "!ayo", "gaji$", "bit.ly/kerja2024",
]  # fmt: skip


@pytest.mark.parametrize(("received", "read"), WORDS)
def test_hidden_words_are_read(received: str, read: str) -> None:
    assert read_view(received).text == read


@pytest.mark.parametrize(("received", "read"), SHAPES)
def test_personal_numbers_and_names_become_shapes(received: str, read: str) -> None:
    assert read_view(received).text == read


@pytest.mark.parametrize("text", KEPT)
def test_figures_that_say_something_of_the_offer_are_kept(text: str) -> None:
    assert read_view(text).text == text
    assert read_view(text.upper()).text == text


@pytest.mark.parametrize("text", ["pukul 08.00-17.00", "senin-sabtu 07.30 - 16.30", "0800 - 1700 wib", "8.00–5.00"])
def test_working_hours_are_no_telephone_number(text: str) -> None:
    assert read_view(text).text == text


@pytest.mark.parametrize(("code", "name"), FLAG_NAMES.items())
def test_every_flag_is_read_as_its_country(code: str, name: str) -> None:
    flag = "".join(chr(0x1F1E6 + ord(letter) - 65) for letter in code)
    view = read_view(f"ke {flag}")
    assert view.text.strip() == f"ke {name}"
    assert view.received(3, 3 + len(name)) == view.received(4, 5)  # every letter stands for the whole flag


@pytest.mark.parametrize(
    ("received", "word", "stretch"),
    [
        ("mau K A M B O J A ya", "kamboja", "K A M B O J A"),
        ("ada G4J1 besar", "gaji", "G4J1"),
        ("ini 𝗚𝗮𝗷𝗶 ya", "gaji", "𝗚𝗮𝗷𝗶"),
        ("pa\u200bspor", "paspor", "pa\u200bspor"),
        ("WA +62 812-3456-7890 ya", "08##", "+62 812-3456-7890"),
        ("ke 🇰🇭 aman", "kamboja", "🇰🇭"),
        ("㎏ beras", "kg", "㎏"),
        ("mantaaaap", "mantap", "mantaaaap"),
    ],
)
def test_a_word_of_the_view_leads_back_to_what_was_written(received: str, word: str, stretch: str) -> None:
    view = read_view(received)
    start = view.text.index(word)
    span = view.received(start, start + len(word))
    assert received[span.start : span.end] == stretch


def assert_map_holds(received: str, view: View) -> None:
    assert len(view.text) == len(view.starts) == len(view.ends)
    assert all(0 <= start < end <= len(received) for start, end in zip(view.starts, view.ends, strict=True))
    assert list(view.starts) == sorted(view.starts)
    assert list(view.ends) == sorted(view.ends)


# What the passes look for, so that chance puts them side by side.
PARTS = st.sampled_from([
    *"aeijgk4310@$!.-_ \n\t/+(#", "08", "+62", "812", "rp", "jt", "2", "🇰", "🇭", "е", "\u200b", "\u0301", "𝗴", "🔥",
    "ﷺ", "İ", "\ud800", "t.me/", "@ab.co",
])  # fmt: skip


@given(st.one_of(st.text(st.characters(), max_size=60), st.lists(PARTS, max_size=60).map("".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_has_a_view_with_a_sound_map(received: str) -> None:
    view = read_view(received)
    assert_map_holds(received, view)
    assert not any(unicodedata.category(char) in ("Cf", "Cs", "Mn") for char in view.text)
    assert "\n" not in view.text
    assert "  " not in view.text


@given(st.lists(PARTS, max_size=30).map("".join), st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_marks_that_are_not_seen_change_nothing(received: str, every: int) -> None:
    step = every + 1
    parted = "\u200b".join(received[i : i + step] for i in range(0, len(received), step))
    flags_apart = any("\U0001f1e6" <= char <= "\U0001f1ff" for char in received)
    assert flags_apart or read_view(parted).text == read_view(received).text


HOSTILE = [
    "a",
    "1",
    " ",
    "\u200b",
    "@",
    "a.",
    "1 ",
    "a@",
    "x-",
    "(+",
    "$1",
    "#a",
    "🇰",
    "\ud800",
    "e\u0301",
    "...a",
    "1_",
]


@pytest.mark.parametrize("unit", [*HOSTILE, "!", "1!"], ids=ascii)
def test_the_longest_hostile_text_is_read_to_its_end(unit: str) -> None:
    received = (unit * 200_000)[:200_000]
    assert_map_holds(received, read_view(received))


def test_model_and_finders_of_details_share_one_view() -> None:
    text = "Loker Taiwan, DP 2jt, WA 0812-0000-1234"
    view = read_view(text)
    before = read_view.cache_info()
    find_details(text)
    after = read_view.cache_info()
    assert (after.misses, after.hits) == (before.misses, before.hits + 1)
    assert read_view(text) is view
